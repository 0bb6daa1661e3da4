/*
 * document.c
 *		Reading JSON text: strictly for schemas, exactly for values.
 *
 * jansson decides what a schema's text may be, with line and column (gate.c).  The
 * values are read here, because no other reader keeps numbers exact and zero bytes
 * in strings.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "core/compat.h"

#include "jsonschema/document.h"

typedef struct DocumentReader
{
	const char *place;
	const char *end;
	int			steps;			/* values read, for interrupts */
	JsonbParseState *state;
	StringInfoData buffer;
} DocumentReader;

/* A copy in UTF-8 that may be overwritten. */
static char *
DocumentCopy(const char *text, int length, int *copy_length)
{
	char	   *converted = pg_server_to_any(text, length, PG_UTF8);

	*copy_length = converted == text ? length : strlen(converted);
	return pnstrdup(converted, *copy_length);
}

GateFault
DocumentGate(char *text, size_t length, bool unique_keys, GateError *error)
{
	const volatile sig_atomic_t *stop = &InterruptPending;
	GateFault	fault;

	/* an interrupt that does not end the statement, or may not yet, is let pass once */
	while ((fault = GateCheck(text, length, unique_keys, stop, error)) == GATE_STOPPED)
	{
		CHECK_FOR_INTERRUPTS();
		stop = NULL;
	}
	return fault;
}

int
DocumentFaultCode(GateFault fault, int malformed)
{
	switch (fault)
	{
		case GATE_DUPLICATE_KEY:
			return ERRCODE_DUPLICATE_JSON_OBJECT_KEY_VALUE;
		case GATE_TOO_DEEP:
			return ERRCODE_STATEMENT_TOO_COMPLEX;
		case GATE_TOO_MANY:
			return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
		case GATE_NO_MEMORY:
			return ERRCODE_OUT_OF_MEMORY;
		default:
			return malformed;
	}
}

void
DocumentCheck(const char *text, int length)
{
	GateError	error;
	GateFault	fault;
	char	   *copy;
	int			copy_length;

	if (length > SCHEMA_LENGTH_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("JSON Schema is too long"),
				 errdetail("It has %d bytes, and may have %d.", length, SCHEMA_LENGTH_MAX)));

	copy = DocumentCopy(text, length, &copy_length);
	fault = DocumentGate(copy, copy_length, true, &error);
	pfree(copy);
	if (fault == GATE_TOO_MANY)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("JSON Schema has too many values"),
				 errdetail("It may have %d.", GATE_VALUES_MAX)));
	if (fault != GATE_OK)
		ereport(ERROR,
				(errcode(DocumentFaultCode(fault, ERRCODE_INVALID_JSON_TEXT)),
				 errmsg("invalid JSON in a JSON Schema (line %d, column %d): %s",
						error.line, error.column, error.reason)));
}

bool
DocumentIsJson(const char *text, int length)
{
	GateError	error;
	GateFault	fault;
	int			copy_length;
	char	   *copy = DocumentCopy(text, length, &copy_length);

	fault = DocumentGate(copy, copy_length, false, &error);
	pfree(copy);
	if (fault == GATE_TOO_MANY)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("JSON within a string has too many values"),
				 errdetail("It may have %d.", GATE_VALUES_MAX)));
	return fault == GATE_OK;
}

pg_attribute_noreturn() static void
DocumentRefuse(const char *reason)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_JSON_TEXT),
			 errmsg("invalid JSON"),
			 errdetail("%s", reason)));
}

static inline void
SkipBlanks(DocumentReader *reader)
{
	while (reader->place < reader->end && *reader->place <= ' ' &&
		   (*reader->place == ' ' || *reader->place == '\n' || *reader->place == '\t' ||
			*reader->place == '\r'))
		reader->place++;
}

/* The next character, 0 at the end. */
static inline char
Peek(DocumentReader *reader)
{
	SkipBlanks(reader);
	return reader->place < reader->end ? *reader->place : '\0';
}

static void
Expect(DocumentReader *reader, char wanted)
{
	if (Peek(reader) != wanted)
		DocumentRefuse("The text is no JSON.");
	reader->place++;
}

static unsigned int
ReadHex(DocumentReader *reader)
{
	unsigned int value = 0;
	int			i;

	if (reader->end - reader->place < 4)
		DocumentRefuse("An escape is cut short.");
	for (i = 0; i < 4; i++)
	{
		unsigned char c = *reader->place++;

		if (c >= '0' && c <= '9')
			value = value * 16 + c - '0';
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			value = value * 16 + (c | 32) - 'a' + 10;
		else
			DocumentRefuse("\"\\u\" is followed by four hexadecimal digits.");
	}
	return value;
}

/* Append the character of an escape that begins with \u. */
static void
ReadUnicode(DocumentReader *reader)
{
	unsigned char text[MAX_UNICODE_EQUIVALENT_STRING + 1];
	unsigned int code = ReadHex(reader);

	if (is_utf16_surrogate_first(code))
	{
		unsigned int second;

		if (reader->end - reader->place < 6 || reader->place[0] != '\\' || reader->place[1] != 'u')
			DocumentRefuse("A high surrogate is followed by a low one.");
		reader->place += 2;
		second = ReadHex(reader);
		if (!is_utf16_surrogate_second(second))
			DocumentRefuse("A high surrogate is followed by a low one.");
		code = surrogate_pair_to_codepoint(code, second);
	}
	else if (is_utf16_surrogate_second(code))
		DocumentRefuse("A low surrogate follows a high one.");

	if (code == 0)
		appendStringInfoChar(&reader->buffer, '\0');
	else
	{
		pg_unicode_to_server(code, text);
		appendStringInfoString(&reader->buffer, (char *) text);
	}
}

static void
ReadEscape(DocumentReader *reader)
{
	static const char names[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	const char *name;
	char		c;

	if (reader->place >= reader->end)
		DocumentRefuse("A string does not end.");
	c = *reader->place++;
	if (c == 'u')
	{
		ReadUnicode(reader);
		return;
	}
	name = c != '\0' ? strchr(names, c) : NULL;
	if (name == NULL)
		DocumentRefuse("A string has an unknown escape.");
	appendStringInfoChar(&reader->buffer, meanings[name - names]);
}

/* Read a string into the reader's buffer. */
static void
ReadString(DocumentReader *reader)
{
	resetStringInfo(&reader->buffer);
	Expect(reader, '"');
	for (;;)
	{
		const char *start = reader->place;

		while (reader->place < reader->end && *reader->place != '"' && *reader->place != '\\')
			reader->place++;
		appendBinaryStringInfo(&reader->buffer, start, reader->place - start);
		if (reader->place >= reader->end)
			DocumentRefuse("A string does not end.");
		if (*reader->place++ == '"')
			return;
		ReadEscape(reader);
	}
}

static void
TakeString(DocumentReader *reader, JsonbValue *value)
{
	ReadString(reader);
	value->type = jbvString;
	value->val.string.len = reader->buffer.len;
	value->val.string.val = palloc(reader->buffer.len + 1);
	memcpy(value->val.string.val, reader->buffer.data, reader->buffer.len + 1);
}

static void
TakeNumber(DocumentReader *reader, JsonbValue *value)
{
	const char *start = reader->place;
	char	   *text;

	while (reader->place < reader->end && *reader->place != '\0' &&
		   strchr("0123456789+-.eE", *reader->place) != NULL)
		reader->place++;
	if (reader->place == start)
		DocumentRefuse("The text is no JSON.");
	text = pnstrdup(start, reader->place - start);
	value->type = jbvNumeric;
	value->val.numeric =
		DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
	pfree(text);
}

static void
TakeWord(DocumentReader *reader, const char *word)
{
	size_t		length = strlen(word);

	if ((size_t) (reader->end - reader->place) < length ||
		memcmp(reader->place, word, length) != 0)
		DocumentRefuse("The text is no JSON.");
	reader->place += length;
}

static void
TakeScalar(DocumentReader *reader, JsonbValue *value)
{
	switch (Peek(reader))
	{
		case '"':
			TakeString(reader, value);
			break;
		case 't':
		case 'f':
			value->type = jbvBool;
			value->val.boolean = *reader->place == 't';
			TakeWord(reader, value->val.boolean ? "true" : "false");
			break;
		case 'n':
			value->type = jbvNull;
			TakeWord(reader, "null");
			break;
		default:
			TakeNumber(reader, value);
			break;
	}
}

static JsonbValue *TakeContainer(DocumentReader *reader);

/* Push a value: one of an object when "token" is WJB_VALUE, else one of an array. */
static void
PushInner(DocumentReader *reader, JsonbIteratorToken token)
{
	JsonbValue	value;
	char		next = Peek(reader);

	if ((++reader->steps & 1023) == 0)
		CHECK_FOR_INTERRUPTS();
	if (next == '{' || next == '[')
		TakeContainer(reader);
	else
	{
		TakeScalar(reader, &value);
		pushJsonbValue(&reader->state, token, &value);
	}
}

static JsonbValue *
TakeContainer(DocumentReader *reader)
{
	bool		is_object = Peek(reader) == '{';
	char		closing = is_object ? '}' : ']';

	check_stack_depth();
	reader->place++;
	pushJsonbValue(&reader->state, is_object ? WJB_BEGIN_OBJECT : WJB_BEGIN_ARRAY, NULL);
	if (Peek(reader) != closing)
	{
		for (;;)
		{
			if (is_object)
			{
				JsonbValue	key;

				TakeString(reader, &key);
				Expect(reader, ':');
				pushJsonbValue(&reader->state, WJB_KEY, &key);
			}
			PushInner(reader, is_object ? WJB_VALUE : WJB_ELEM);
			if (Peek(reader) != ',')
				break;
			reader->place++;
		}
	}
	Expect(reader, closing);
	return pushJsonbValue(&reader->state, is_object ? WJB_END_OBJECT : WJB_END_ARRAY, NULL);
}

Jsonb *
DocumentRead(const char *text, int length)
{
	DocumentReader reader = {text, text + length};
	JsonbValue	scalar;
	JsonbValue *root = &scalar;
	char		first;

	initStringInfo(&reader.buffer);
	first = Peek(&reader);
	if (first == '{' || first == '[')
		root = TakeContainer(&reader);
	else
		TakeScalar(&reader, &scalar);
	if (Peek(&reader) != '\0' || reader.place < reader.end)
		DocumentRefuse("Something follows the JSON value.");
	return JsonbValueToJsonb(root);
}

/* Pass over a value of a checked text. */
static void
SkipValue(DocumentReader *reader)
{
	int			depth = 0;

	do
	{
		char		c = Peek(reader);

		if (c == '"')
			ReadString(reader);
		else if (c == '\0')
			return;
		else
		{
			if (c == '{' || c == '[')
				depth++;
			else if (c == '}' || c == ']')
				depth--;
			reader->place++;
			/* the rest of a number or word; commas and colons stand for themselves */
			while (reader->place < reader->end && strchr("{}[],:\" \t\n\r", c) == NULL &&
				   strchr("{}[],:\" \t\n\r", *reader->place) == NULL)
				reader->place++;
		}
	} while (depth > 0);
}

char *
DocumentTakeSegment(const char **pointer, int *length)
{
	const char *c = *pointer + 1;
	char	   *segment = palloc(strcspn(c, "/") + 1);
	char	   *out = segment;

	while (*c != '\0' && *c != '/')
	{
		if (c[0] == '~' && (c[1] == '0' || c[1] == '1'))
		{
			*out++ = c[1] == '0' ? '~' : '/';
			c += 2;
		}
		else
			*out++ = *c++;
	}
	*out = '\0';
	*length = out - segment;
	*pointer = c;
	return segment;
}

/* Go from a container to the member or item that a segment names; false if there is none. */
static bool
FindInner(DocumentReader *reader, const char *segment, int length)
{
	bool		is_object = Peek(reader) == '{';
	int			index = 0;

	if (!is_object && Peek(reader) != '[')
		return false;
	reader->place++;
	while (Peek(reader) != '}' && Peek(reader) != ']' && Peek(reader) != '\0')
	{
		if (is_object)
		{
			ReadString(reader);
			Expect(reader, ':');
			if (reader->buffer.len == length &&
				memcmp(reader->buffer.data, segment, length) == 0)
				break;
		}
		else if (index++ == atoi(segment))
			break;
		SkipValue(reader);
		if (Peek(reader) == ',')
			reader->place++;
	}
	return Peek(reader) != '}' && Peek(reader) != ']' && Peek(reader) != '\0';
}

int
DocumentFind(const char *text, int length, const char *pointer)
{
	DocumentReader reader = {text, text + length};
	const char *found;

	initStringInfo(&reader.buffer);
	SkipBlanks(&reader);
	found = reader.place;
	while (*pointer == '/')
	{
		int			segment_length;
		char	   *segment = DocumentTakeSegment(&pointer, &segment_length);

		if (!FindInner(&reader, segment, segment_length))
			break;
		SkipBlanks(&reader);
		found = reader.place;
	}
	return found - text;
}

void
DocumentPosition(const char *text, int offset, int *line, int *column)
{
	const char *start = text;
	const char *c;

	*line = 1;
	for (c = text; c < text + offset; c++)
	{
		if (*c == '\n')
		{
			(*line)++;
			start = c + 1;
		}
	}
	*column = pg_mbstrlen_with_len(start, text + offset - start) + 1;
}
