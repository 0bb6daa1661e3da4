/*
 * ecma.c
 *		Translator of patterns: groups, alternatives, terms and repetitions.
 */
#include "jsonschema/ecma.h"

#include <string.h>

#include "jsonschema/ecma_parts.h"
#include "jsonschema/format_parts.h"

#define UNBOUNDED UINT32_MAX
#define GROUPS_MAX 65535

/* What a term is, for the repetition behind it. */
typedef enum TermKind
{
	TERM_FAULT,
	TERM_ASSERTION,				/* cannot be repeated */
	TERM_CHARACTER,				/* one character of a set */
	TERM_OTHER
} TermKind;

/* A term that was written. */
typedef struct Term
{
	TermKind	kind;
	size_t		start;			/* in the output */
	size_t		end;			/* without its repetition */
	bool		repeated;
	uint32_t	minimum;
} Term;

static bool ReadDisjunction(EcmaReader *reader);

bool
EcmaFail(EcmaReader *reader, const char *place, const char *fault)
{
	if (reader->pattern->fault == NULL)
	{
		reader->pattern->fault = fault;
		reader->pattern->fault_offset = (size_t) (place - reader->text);
	}
	return false;
}

static void
PutBytes(EcmaReader *reader, const char *bytes, size_t size)
{
	size_t		length = reader->pattern->length;

	if (length < reader->capacity)
		memcpy(reader->output + length, bytes,
			   size < reader->capacity - length ? size : reader->capacity - length);
	reader->pattern->length += size;
}

void
EcmaPut(EcmaReader *reader, const char *text)
{
	PutBytes(reader, text, strlen(text));
}

/* Write a number in a base up to 16. */
static void
PutInBase(EcmaReader *reader, uint32_t number, uint32_t base)
{
	char		digits[10];
	size_t		at = sizeof(digits);

	do
	{
		digits[--at] = "0123456789abcdef"[number % base];
		number /= base;
	} while (number > 0);
	PutBytes(reader, digits + at, sizeof(digits) - at);
}

void
EcmaPutNumber(EcmaReader *reader, uint32_t number)
{
	PutInBase(reader, number, 10);
}

void
EcmaPutCharacter(EcmaReader *reader, uint32_t code)
{
	char		byte = (char) code;

	if (code < 0x80 && (IsLetter(byte) || IsDigit(byte)))
		PutBytes(reader, &byte, 1);
	else
	{
		EcmaPut(reader, "\\x{");
		PutInBase(reader, code, 16);
		EcmaPut(reader, "}");
	}
}

/* Step over the name of a group and its closing angle. */
static bool
ReadName(EcmaReader *reader, EcmaName *name)
{
	Scan	   *scan = &reader->scan;
	int			byte;

	name->text = scan->at;
	while ((byte = ScanPeek(scan)) >= 0x80 || byte == '_' || byte == '$' || IsLetter(byte) ||
		   (IsDigit(byte) && scan->at > name->text))
		scan->at++;
	name->length = (size_t) (scan->at - name->text);
	if (name->length == 0 || !ScanByte(scan, '>'))
		return EcmaFail(reader, name->text, "a group needs a name and a closing angle");
	return true;
}

static const EcmaName *
FindName(const EcmaReader *reader, const EcmaName *name)
{
	int			i;

	for (i = 0; i < reader->name_count; i++)
	{
		if (reader->names[i].length == name->length &&
			memcmp(reader->names[i].text, name->text, name->length) == 0)
			return &reader->names[i];
	}
	return NULL;
}

/* Note a group that has a name, behind "(?<". */
static bool
AddName(EcmaReader *reader)
{
	EcmaName	name;

	if (!ReadName(reader, &name))
		return false;
	if (FindName(reader, &name) != NULL)
		return EcmaFail(reader, name.text, "two groups of one name");
	if (reader->name_count == ECMA_NAMES_MAX)
		return EcmaFail(reader, name.text, "too many groups with names");
	name.group = reader->groups;
	reader->names[reader->name_count++] = name;
	return true;
}

/* Step over a class, behind its opening bracket, without a look at what is in it. */
static void
SkipClass(Scan *scan)
{
	while (scan->at < scan->end && *scan->at != ']')
	{
		if (*scan->at == '\\' && scan->end - scan->at > 1)
			scan->at++;
		scan->at++;
	}
}

/* Count the groups that capture and note their names: references may come first. */
static bool
FindGroups(EcmaReader *reader)
{
	Scan	   *scan = &reader->scan;

	while (scan->at < scan->end)
	{
		char		byte = *scan->at++;

		if (byte == '\\' && scan->at < scan->end)
			scan->at++;
		else if (byte == '[')
			SkipClass(scan);
		if (byte != '(')
			continue;
		if (!ScanByte(scan, '?'))
			reader->groups++;
		else if (scan->end - scan->at >= 2 && scan->at[0] == '<' &&
				 scan->at[1] != '=' && scan->at[1] != '!')
		{
			scan->at++;
			reader->groups++;
			if (!AddName(reader))
				return false;
		}
		if (reader->groups > GROUPS_MAX)
			return EcmaFail(reader, scan->at - 1, "too many groups");
	}
	return true;
}

static TermKind
PutReference(EcmaReader *reader, uint32_t group)
{
	reader->pattern->has_backreference = true;
	EcmaPut(reader, "\\g{");
	EcmaPutNumber(reader, group);
	EcmaPut(reader, "}");
	return TERM_OTHER;
}

/* A number, held at a bound far above what means anything. */
static uint32_t
ReadNumber(Scan *scan)
{
	uint32_t	number = 0;

	for (; IsDigit(ScanPeek(scan)); scan->at++)
	{
		if (number < 100000000)
			number = number * 10 + (uint32_t) (*scan->at - '0');
	}
	return number;
}

/* What follows a backslash outside of a class. */
static TermKind
ReadEscapedTerm(EcmaReader *reader)
{
	Scan	   *scan = &reader->scan;
	const char *place = scan->at - 1;
	int			letter = ScanPeek(scan);
	uint32_t	code = 0;

	if (letter == 'b' || letter == 'B')
	{
		scan->at++;
		EcmaPut(reader, letter == 'b' ? "\\b" : "\\B");
		return TERM_ASSERTION;
	}
	if (letter >= '1' && letter <= '9')
	{
		code = ReadNumber(scan);
		if (code <= reader->groups)
			return PutReference(reader, code);
		EcmaFail(reader, place, "a reference to a group that is not there");
		return TERM_FAULT;
	}
	if (letter == 'k')
	{
		EcmaName	name;
		const EcmaName *found = NULL;

		scan->at++;
		if (ScanByte(scan, '<') && ReadName(reader, &name))
			found = FindName(reader, &name);
		if (found != NULL)
			return PutReference(reader, found->group);
		EcmaFail(reader, place, "a reference to a group that is not there");
		return TERM_FAULT;
	}
	switch (EcmaReadEscape(reader, false, &code))
	{
		case ECMA_CHARACTER:
			EcmaPutCharacter(reader, code);
			return TERM_CHARACTER;
		case ECMA_SURROGATE:
			EcmaPut(reader, ECMA_NOTHING);
			return TERM_CHARACTER;
		case ECMA_CLASS:
			return TERM_CHARACTER;
		default:
			return TERM_FAULT;
	}
}

/* Write how a group begins; its kind decides whether it can be repeated. */
static TermKind
ReadGroupStart(EcmaReader *reader)
{
	static const char *const assertions[] = {"?=", "?!", "?<=", "?<!"};
	Scan	   *scan = &reader->scan;
	size_t		i;

	for (i = 0; i < sizeof(assertions) / sizeof(assertions[0]); i++)
	{
		size_t		length = strlen(assertions[i]);

		if ((size_t) (scan->end - scan->at) >= length &&
			memcmp(scan->at, assertions[i], length) == 0)
		{
			scan->at += length;
			EcmaPut(reader, "(");
			EcmaPut(reader, assertions[i]);
			return TERM_ASSERTION;
		}
	}
	if (!ScanByte(scan, '?'))
		EcmaPut(reader, "(");
	else if (ScanByte(scan, ':'))
		EcmaPut(reader, "(?:");
	else if (ScanByte(scan, '<'))
	{
		EcmaName	name;

		if (!ReadName(reader, &name))
			return TERM_FAULT;
		EcmaPut(reader, "(");
	}
	else
	{
		EcmaFail(reader, scan->at - 2, "unknown kind of group");
		return TERM_FAULT;
	}
	return TERM_OTHER;
}

/* A group, behind its opening parenthesis. */
static TermKind
ReadGroup(EcmaReader *reader)
{
	const char *place = reader->scan.at - 1;
	TermKind	kind;

	if (reader->depth == ECMA_DEPTH_MAX)
	{
		EcmaFail(reader, place, "groups are nested too deep");
		return TERM_FAULT;
	}
	kind = ReadGroupStart(reader);
	if (kind == TERM_FAULT)
		return TERM_FAULT;
	reader->depth++;
	if (!ReadDisjunction(reader))
		return TERM_FAULT;
	reader->depth--;
	if (!ScanByte(&reader->scan, ')'))
	{
		EcmaFail(reader, place, "a group needs a closing parenthesis");
		return TERM_FAULT;
	}
	EcmaPut(reader, ")");
	return kind;
}

/*
 * A repetition; returns false, and nothing read, when there is none.  A brace that
 * begins no repetition stands for itself.
 */
static bool
ReadRepetition(Scan *scan, uint32_t *minimum, uint32_t *maximum)
{
	Scan		next = *scan;

	*minimum = 0;
	*maximum = UNBOUNDED;
	if (ScanByte(scan, '*'))
		return true;
	if (ScanByte(scan, '+'))
	{
		*minimum = 1;
		return true;
	}
	if (ScanByte(scan, '?'))
	{
		*maximum = 1;
		return true;
	}
	if (!ScanByte(&next, '{') || !IsDigit(ScanPeek(&next)))
		return false;
	*minimum = *maximum = ReadNumber(&next);
	if (ScanByte(&next, ','))
		*maximum = IsDigit(ScanPeek(&next)) ? ReadNumber(&next) : UNBOUNDED;
	if (!ScanByte(&next, '}'))
		return false;
	*scan = next;
	return true;
}

static void
PutRepetition(EcmaReader *reader, uint32_t minimum, uint32_t maximum)
{
	EcmaPut(reader, "{");
	EcmaPutNumber(reader, minimum);
	if (maximum != minimum)
		EcmaPut(reader, ",");
	if (maximum != minimum && maximum != UNBOUNDED)
		EcmaPutNumber(reader, maximum);
	EcmaPut(reader, "}");
}

/* A term without its repetition. */
static TermKind
ReadAtom(EcmaReader *reader)
{
	Scan	   *scan = &reader->scan;
	const char *place = scan->at;
	uint32_t	minimum;
	uint32_t	maximum;

	if (ReadRepetition(scan, &minimum, &maximum))
	{
		EcmaFail(reader, place, "nothing to repeat");
		return TERM_FAULT;
	}
	switch (*scan->at)
	{
		case '^':
			scan->at++;
			EcmaPut(reader, "\\A");
			return TERM_ASSERTION;
		case '$':
			scan->at++;
			EcmaPut(reader, "\\z");
			return TERM_ASSERTION;
		case '.':
			scan->at++;
			EcmaPut(reader, "[^\\x{a}\\x{d}\\x{2028}\\x{2029}]");
			return TERM_CHARACTER;
		case '\\':
			scan->at++;
			return ReadEscapedTerm(reader);
		case '[':
			scan->at++;
			return EcmaReadClass(reader) ? TERM_CHARACTER : TERM_FAULT;
		case '(':
			scan->at++;
			return ReadGroup(reader);
		default:
			EcmaPutCharacter(reader, ScanCharacter(scan));
			return TERM_CHARACTER;
	}
}

/* Leave of a repeated character what it must be there for at the end of a match. */
static void
CutRepetition(EcmaReader *reader, const Term *term)
{
	if (reader->depth > 0 || term->kind != TERM_CHARACTER || !term->repeated)
		return;
	reader->pattern->length = term->minimum == 0 ? term->start : term->end;
	if (term->minimum > 1)
		PutRepetition(reader, term->minimum, term->minimum);
}

/* A term and its repetition. */
static bool
ReadTerm(EcmaReader *reader, Term *term)
{
	Scan	   *scan = &reader->scan;
	const char *place;
	uint32_t	maximum;

	term->start = reader->pattern->length;
	term->kind = ReadAtom(reader);
	term->end = reader->pattern->length;
	if (term->kind == TERM_FAULT)
		return false;

	place = scan->at;
	term->repeated = ReadRepetition(scan, &term->minimum, &maximum);
	if (!term->repeated)
		return true;
	if (term->kind == TERM_ASSERTION)
		return EcmaFail(reader, place, "nothing to repeat");
	if (term->minimum > maximum)
		return EcmaFail(reader, place, "a repetition whose maximum is below its minimum");

	PutRepetition(reader, term->minimum, maximum);
	if (ScanByte(scan, '?'))
		EcmaPut(reader, "?");
	if (term->kind == TERM_CHARACTER && term->minimum > reader->pattern->repeat_max)
		reader->pattern->repeat_max = term->minimum;
	return true;
}

/*
 * Terms up to a bar, a closing parenthesis or the end.
 *
 * A match may begin and end anywhere.  So outside of groups it is the same question
 * whether ".*a" or "a" matches, whether "a+b" or "ab", and at the end likewise, and the
 * shorter pattern cannot be made to search the same text over and over.
 */
static bool
ReadAlternative(EcmaReader *reader)
{
	Scan	   *scan = &reader->scan;
	size_t		start = reader->pattern->length;
	Term		term = {TERM_OTHER, 0, 0, false, 0};

	while (scan->at < scan->end && *scan->at != '|' && *scan->at != ')')
	{
		bool		first = reader->pattern->length == start;

		if (!ReadTerm(reader, &term))
			return false;
		if (first)
			CutRepetition(reader, &term);
	}
	if (term.start > start)
		CutRepetition(reader, &term);
	return true;
}

static bool
ReadDisjunction(EcmaReader *reader)
{
	while (ReadAlternative(reader))
	{
		if (!ScanByte(&reader->scan, '|'))
			return true;
		EcmaPut(reader, "|");
	}
	return false;
}

bool
EcmaTranslate(const char *text, size_t length, char *output, size_t capacity,
			  EcmaPattern *pattern)
{
	EcmaReader	reader;

	memset(pattern, 0, sizeof(*pattern));
	reader.text = text;
	reader.output = output;
	reader.capacity = capacity;
	reader.pattern = pattern;
	reader.depth = 0;
	reader.groups = 0;
	reader.name_count = 0;

	reader.scan = ScanOf(text, length);
	if (!FindGroups(&reader))
		return false;
	reader.scan = ScanOf(text, length);
	if (!ReadDisjunction(&reader))
		return false;
	if (reader.scan.at < reader.scan.end)
		return EcmaFail(&reader, reader.scan.at, "a closing parenthesis without an opening one");
	return true;
}

bool
EcmaIsValid(const char *text, size_t length)
{
	EcmaPattern pattern;

	return EcmaTranslate(text, length, NULL, 0, &pattern);
}
