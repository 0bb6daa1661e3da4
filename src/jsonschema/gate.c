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

static void
MaskNumbers(char *text, size_t length)
{
	size_t		place = 0;
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
			place++;
	}
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

GateFault
GateCheck(char *text, size_t length, bool unique_keys, GateError *error)
{
	json_error_t fault;
	json_t	   *document;
	size_t		flags = JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL |
		(unique_keys ? JSON_REJECT_DUPLICATES : 0);

	MaskZeroBytes(text, length);
	MaskNumbers(text, length);
	document = json_loadb(text, length, flags, &fault);
	if (document != NULL)
	{
		json_decref(document);
		return GATE_OK;
	}

	error->line = fault.line > 0 ? fault.line : 1;
	error->column = fault.column > 0 ? fault.column : 1;
	CopyReason(fault.text, error->reason);
	switch (json_error_code(&fault))
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
