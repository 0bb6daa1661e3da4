/*
 * ecma_class.c
 *		Escapes and bracketed classes of patterns.
 */
#include "jsonschema/ecma_parts.h"
#include "jsonschema/format_parts.h"

#include <string.h>

#define CODE_MAX 0x10ffffu

/* WhiteSpace and LineTerminator of ECMA-262, and what is neither. */
#define SPACES "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}" \
	"\\x{202f}\\x{205f}\\x{3000}\\x{feff}"
#define NOT_SPACES "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}" \
	"\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}" \
	"\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

static int
HexValue(int digit)
{
	return IsDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

/* Read exactly "digits" hexadecimal digits; false, and nothing read, when there are fewer. */
static bool
ReadHex(Scan *scan, int digits, uint32_t *code)
{
	int			i;

	if (scan->end - scan->at < digits)
		return false;
	*code = 0;
	for (i = 0; i < digits; i++)
	{
		if (!IsHexDigit(scan->at[i]))
			return false;
		*code = *code << 4 | (uint32_t) HexValue(scan->at[i]);
	}
	scan->at += digits;
	return true;
}

/* "{1f600}", behind its opening brace */
static bool
ReadBracedHex(Scan *scan, uint32_t *code)
{
	const char *start = scan->at;

	*code = 0;
	for (; IsHexDigit(ScanPeek(scan)); scan->at++)
	{
		*code = *code << 4 | (uint32_t) HexValue(*scan->at);
		if (*code > CODE_MAX)
			return false;
	}
	return scan->at > start && ScanByte(scan, '}');
}

static bool
IsSurrogate(uint32_t code)
{
	return code >= 0xd800 && code <= 0xdfff;
}

/* What follows "\u"; two halves of a pair are one character. */
static EcmaEscape
ReadUnicode(EcmaReader *reader, uint32_t *code)
{
	Scan	   *scan = &reader->scan;
	const char *place = scan->at - 2;
	uint32_t	low;
	Scan		next;

	if (ScanByte(scan, '{') ? !ReadBracedHex(scan, code) : !ReadHex(scan, 4, code))
	{
		EcmaFail(reader, place, "\\u needs four hexadecimal digits, or braces around them");
		return ECMA_FAULT;
	}
	next = *scan;
	if (*code >= 0xd800 && *code <= 0xdbff && place[2] != '{' &&
		ScanByte(&next, '\\') && ScanByte(&next, 'u') && ReadHex(&next, 4, &low) &&
		low >= 0xdc00 && low <= 0xdfff)
	{
		*scan = next;
		*code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
	}
	return IsSurrogate(*code) ? ECMA_SURROGATE : ECMA_CHARACTER;
}

/* \d \D \s \S \w \W; PCRE2 without UCP agrees on the digits and words. */
static EcmaEscape
PutClass(EcmaReader *reader, int letter, bool in_class)
{
	const char	escape[] = {'\\', (char) letter, '\0'};

	if (letter != 's' && letter != 'S')
		EcmaPut(reader, escape);
	else if (in_class)
		EcmaPut(reader, letter == 's' ? SPACES : NOT_SPACES);
	else
		EcmaPut(reader, letter == 's' ? "[" SPACES "]" : "[^" SPACES "]");
	return ECMA_CLASS;
}

/* The control character of a letter, or -1. */
static int
ControlOf(int letter)
{
	switch (letter)
	{
		case 'f':
			return '\f';
		case 'n':
			return '\n';
		case 'r':
			return '\r';
		case 't':
			return '\t';
		case 'v':
			return '\v';
		default:
			return -1;
	}
}

/* Escapes of letters and digits that stand for one character. */
static bool
ReadCharacterEscape(EcmaReader *reader, int letter, uint32_t *code)
{
	Scan	   *scan = &reader->scan;

	if (ControlOf(letter) >= 0)
	{
		*code = (uint32_t) ControlOf(letter);
		return true;
	}
	if (letter == '0' && !IsDigit(ScanPeek(scan)))
	{
		*code = 0;
		return true;
	}
	if (letter == 'x' && ReadHex(scan, 2, code))
		return true;
	if (letter == 'c' && IsLetter(ScanPeek(scan)))
	{
		*code = (uint32_t) *scan->at++ & 31;
		return true;
	}
	return EcmaFail(reader, scan->at - 2, "unknown escape");
}

EcmaEscape
EcmaReadEscape(EcmaReader *reader, bool in_class, uint32_t *code)
{
	Scan	   *scan = &reader->scan;
	int			letter = ScanPeek(scan);

	if (letter < 0)
	{
		EcmaFail(reader, scan->at - 1, "a backslash at the end");
		return ECMA_FAULT;
	}
	if (!IsLetter(letter) && !IsDigit(letter))
	{
		*code = ScanCharacter(scan);
		return ECMA_CHARACTER;
	}
	scan->at++;
	switch (letter)
	{
		case 'd':
		case 'D':
		case 's':
		case 'S':
		case 'w':
		case 'W':
			return PutClass(reader, letter, in_class);
		case 'p':
		case 'P':
			return EcmaReadProperty(reader, letter == 'P') ? ECMA_CLASS : ECMA_FAULT;
		case 'u':
			return ReadUnicode(reader, code);
		case 'b':
			if (in_class)
			{
				*code = '\b';
				return ECMA_CHARACTER;
			}
			/* FALLTHROUGH */
		default:
			return ReadCharacterEscape(reader, letter, code) ? ECMA_CHARACTER : ECMA_FAULT;
	}
}

/* One member of a class: a character, or what an escape stands for. */
static EcmaEscape
ReadMember(EcmaReader *reader, uint32_t *code)
{
	if (ScanByte(&reader->scan, '\\'))
		return EcmaReadEscape(reader, true, code);
	*code = ScanCharacter(&reader->scan);
	return ECMA_CHARACTER;
}

/* Write a range without the surrogates at its ends, which no text holds. */
static void
PutRange(EcmaReader *reader, uint32_t low, uint32_t high)
{
	if (IsSurrogate(low))
		low = 0xe000;
	if (IsSurrogate(high))
		high = 0xd7ff;
	if (low > high)
		return;
	EcmaPutCharacter(reader, low);
	if (low < high)
	{
		EcmaPut(reader, "-");
		EcmaPutCharacter(reader, high);
	}
}

/* A member, or a range from it to another one. */
static bool
ReadRange(EcmaReader *reader)
{
	Scan	   *scan = &reader->scan;
	const char *place = scan->at;
	uint32_t	low = 0;
	uint32_t	high = 0;
	EcmaEscape	first = ReadMember(reader, &low);
	EcmaEscape	second;

	if (first == ECMA_FAULT || first == ECMA_CLASS)
		return first == ECMA_CLASS;
	if (scan->end - scan->at < 2 || scan->at[0] != '-' || scan->at[1] == ']')
	{
		PutRange(reader, low, low);
		return true;
	}
	scan->at++;
	second = ReadMember(reader, &high);
	if (second == ECMA_CLASS)
	{
		/* the hyphen stands for itself */
		PutRange(reader, low, low);
		PutRange(reader, '-', '-');
	}
	else if (second != ECMA_FAULT)
	{
		if (low > high)
			return EcmaFail(reader, place, "a range whose end comes before its start");
		PutRange(reader, low, high);
	}
	return second != ECMA_FAULT;
}

bool
EcmaReadClass(EcmaReader *reader)
{
	Scan	   *scan = &reader->scan;
	const char *place = scan->at - 1;
	size_t		start = reader->pattern->length;
	size_t		empty;
	bool		negated = ScanByte(scan, '^');

	EcmaPut(reader, negated ? "[^" : "[");
	empty = reader->pattern->length;
	while (ScanPeek(scan) != ']')
	{
		if (scan->at == scan->end)
			return EcmaFail(reader, place, "a class needs a closing bracket");
		if (!ReadRange(reader))
			return false;
	}
	scan->at++;

	if (reader->pattern->length > empty)
		EcmaPut(reader, "]");
	else
	{
		reader->pattern->length = start;
		EcmaPut(reader, negated ? ECMA_ANYTHING : ECMA_NOTHING);
	}
	return true;
}
