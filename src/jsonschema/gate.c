/*
 * gate.c
 *		Is a text JSON?  The strict answer, by jansson, with line and column.
 *
 * Only jansson's verdict is used.  Its values are not: it reads numbers as double
 * and refuses those that a double cannot hold, so numbers are overwritten by small
 * ones of the same length before it sees them.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "jsonschema/gate.h"

static bool
IsDigit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
SkipDigits(const char *text, size_t place, size_t end)
{
	while (place < end && IsDigit(text[place]))
		place++;
	return place;
}

/*
 * The end of the number that begins at a place; the place itself when none does.
 *
 * Source: RFC 8259, section 6.
 */
static size_t
NumberEnd(const char *text, size_t start, size_t end)
{
	size_t		place = start;
	size_t		digits;

	if (place < end && text[place] == '-')
		place++;
	digits = place;
	place = SkipDigits(text, place, end);
	if (place == digits || (text[digits] == '0' && place > digits + 1))
		return start;

	if (place < end && text[place] == '.')
	{
		digits = place + 1;
		place = SkipDigits(text, digits, end);
		if (place == digits)
			return start;
	}
	if (place < end && (text[place] == 'e' || text[place] == 'E'))
	{
		place++;
		if (place < end && (text[place] == '+' || text[place] == '-'))
			place++;
		digits = place;
		place = SkipDigits(text, digits, end);
		if (place == digits)
			return start;
	}
	return place;
}

/* Overwrite a number by one below 10 of the same length. */
static void
MaskNumber(char *number, size_t length)
{
	size_t		digit = number[0] == '-' ? 1 : 0;
	size_t		i;

	if (length - digit < 3)
	{
		/* at most two digits */
		return;
	}
	number[digit] = '1';
	number[digit + 1] = '.';
	for (i = digit + 2; i < length; i++)
		number[i] = '0';
}

/* Returns how many values the text has, when it is JSON; an empty container counts as two. */
static size_t
MaskNumbers(char *text, size_t length)
{
	size_t		place = 0;
	size_t		values = 1;
	bool		in_string = false;

	while (place < length)
	{
		size_t		end;

		if (in_string)
		{
			if (text[place] == '\\')
				place++;
			else if (text[place] == '"')
				in_string = false;
			place++;
			continue;
		}
		if (text[place] == '"')
			in_string = true;
		end = NumberEnd(text, place, length);
		if (end > place)
		{
			/* what goes on like a number must not become one */
			if (end == length || strchr("+-.Ee", text[end]) == NULL)
				MaskNumber(text + place, end - place);
			place = end;
		}
		else if (IsDigit(text[place]))
			/* no number of JSON: jansson shall say so */
			place = SkipDigits(text, place, length);
		else
		{
			if (text[place] == ',' || text[place] == '[' || text[place] == '{')
				values++;
			place++;
		}
	}
	return values;
}

/* jansson takes a zero byte for the end of the text, but no other control for a token. */
static void
MaskZeroBytes(char *text, size_t length)
{
	char	   *zero;

	while ((zero = memchr(text, '\0', length)) != NULL)
		*zero = '\1';
}

/*
 * Write jansson's reason without the text that it quotes from the document, which
 * it may cut within a character.
 */
static void
CopyReason(const char *reason, char *copy)
{
	const char *near = strstr(reason, " near '");
	size_t		length = near != NULL ? (size_t) (near - reason) : strlen(reason);

	if (length >= GATE_REASON_SIZE)
		length = GATE_REASON_SIZE - 1;
	memcpy(copy, reason, length);
	copy[length] = '\0';
	for (; *copy != '\0'; copy++)
		if ((unsigned char) *copy >= 0x80)
			*copy = '?';
}

/* What jansson has still to read. */
typedef struct GateText
{
	const char *place;
	size_t		left;
	const volatile sig_atomic_t *stop;
	bool		stopped;
} GateText;

/* jansson's source of text: none any more, when the check is to stop. */
static size_t
NextPart(void *buffer, size_t size, void *data)
{
	GateText   *text = data;
	size_t		part = text->left < size ? text->left : size;

	text->stopped = text->stopped || (text->stop != NULL && *text->stop != 0);
	if (text->stopped)
		return 0;
	memcpy(buffer, text->place, part);
	text->place += part;
	text->left -= part;
	return part;
}

static GateFault
FaultOf(const json_error_t *fault)
{
	switch (json_error_code(fault))
	{
		case json_error_duplicate_key:
			return GATE_DUPLICATE_KEY;
		case json_error_stack_overflow:
			return GATE_TOO_DEEP;
		case json_error_out_of_memory:
			return GATE_NO_MEMORY;
		default:
			return GATE_SYNTAX;
	}
}

GateFault
GateCheck(char *text, size_t length, bool unique_keys, const volatile sig_atomic_t *stop,
		  GateError *error)
{
	GateText	rest = {text, length, stop, false};
	json_error_t fault;
	json_t	   *document;
	bool		is_json;
	size_t		flags = JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL |
		(unique_keys ? JSON_REJECT_DUPLICATES : 0);

	MaskZeroBytes(text, length);
	if (MaskNumbers(text, length) > GATE_VALUES_MAX)
	{
		*error = (GateError) {1, 1, "too many values"};
		return GATE_TOO_MANY;
	}
	document = json_load_callback(NextPart, &rest, flags, &fault);
	is_json = document != NULL;
	json_decref(document);
	if (rest.stopped)
		return GATE_STOPPED;
	if (is_json)
		return GATE_OK;

	error->line = fault.line > 0 ? fault.line : 1;
	error->column = fault.column > 0 ? fault.column : 1;
	CopyReason(fault.text, error->reason);
	return FaultOf(&fault);
}
