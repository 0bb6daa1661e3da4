/*
 * span.c
 *		The plainest regular expressions, matched without a regular expression engine.
 *
 * What is not understood at once is left to the engine.
 */
#include <string.h>

#include "jsonschema/span.h"

/* Counts that are written out. */
#define COUNT_MAX 100000

typedef struct SpanReader
{
	const char *place;
	const char *end;
} SpanReader;

static bool
IsDigit(char c)
{
	return c >= '0' && c <= '9';
}

static void
AddRange(SpanPart *part, unsigned char first, unsigned char last)
{
	unsigned int c;

	for (c = first; c <= last; c++)
		part->set[c / 64] |= UINT64_C(1) << (c % 64);
}

static inline bool
Has(const SpanPart *part, unsigned char c)
{
	return c < 128 && (part->set[c / 64] >> (c % 64) & 1) != 0;
}

/* Is a character plain outside of a class: itself and nothing else? */
static bool
IsPlain(unsigned char c)
{
	return c >= ' ' && c < 127 && strchr("^$\\.*+?()[]{}|", c) == NULL;
}

/*
 * Take what follows a backslash: a class of ASCII, or one character, which is
 * returned; -1 for a class, -2 for anything else.
 */
static int
TakeEscape(SpanReader *reader, SpanPart *part)
{
	unsigned char c;

	if (reader->place >= reader->end)
		return -2;
	c = (unsigned char) *reader->place++;
	if (c == 'd' || c == 'w')
	{
		AddRange(part, '0', '9');
		if (c == 'w')
		{
			AddRange(part, 'A', 'Z');
			AddRange(part, 'a', 'z');
			AddRange(part, '_', '_');
		}
		return -1;
	}
	if (c <= ' ' || c >= 127 || IsDigit((char) c) || ((c | 32) >= 'a' && (c | 32) <= 'z'))
		return -2;
	return c;
}

/* Take one character of a class; -1 for a class within it, -2 for what is not plain. */
static int
TakeMember(SpanReader *reader, SpanPart *part)
{
	unsigned char c = (unsigned char) *reader->place++;

	if (c == '\\')
		return TakeEscape(reader, part);
	if (c < ' ' || c >= 127 || c == '[')
		return -2;
	return c;
}

/* Take a class, behind its opening bracket. */
static bool
TakeClass(SpanReader *reader, SpanPart *part)
{
	if (reader->place < reader->end && *reader->place == '^')
		return false;
	while (reader->place < reader->end && *reader->place != ']')
	{
		int			first = TakeMember(reader, part);
		int			last = first;

		if (first == -2)
			return false;
		if (reader->end - reader->place > 1 && reader->place[0] == '-' && reader->place[1] != ']')
		{
			reader->place++;
			last = TakeMember(reader, part);
			if (first < 0 || last < first)
				return false;
		}
		if (first >= 0)
			AddRange(part, (unsigned char) first, (unsigned char) last);
	}
	if (reader->place >= reader->end)
		return false;
	reader->place++;
	return true;
}

static bool
TakeNumber(SpanReader *reader, uint32_t *number)
{
	const char *start = reader->place;

	*number = 0;
	while (reader->place < reader->end && IsDigit(*reader->place) && *number <= COUNT_MAX)
		*number = *number * 10 + (uint32_t) (*reader->place++ - '0');
	return reader->place > start && *number <= COUNT_MAX;
}

/* Take the counts of a quantifier in braces, behind the opening one. */
static bool
TakeBraces(SpanReader *reader, SpanPart *part)
{
	if (!TakeNumber(reader, &part->least))
		return false;
	part->most = part->least;
	if (reader->place < reader->end && *reader->place == ',')
	{
		reader->place++;
		part->most = UINT32_MAX;
		if (reader->place < reader->end && *reader->place != '}' &&
			!TakeNumber(reader, &part->most))
			return false;
	}
	return reader->place < reader->end && *reader->place++ == '}' && part->least <= part->most;
}

static bool
TakeQuantifier(SpanReader *reader, SpanPart *part)
{
	part->least = 1;
	part->most = 1;
	if (reader->place >= reader->end || strchr("*+?{", *reader->place) == NULL)
		return true;
	switch (*reader->place++)
	{
		case '*':
			part->least = 0;
			part->most = UINT32_MAX;
			break;
		case '+':
			part->most = UINT32_MAX;
			break;
		case '?':
			part->least = 0;
			break;
		default:
			if (!TakeBraces(reader, part))
				return false;
			break;
	}
	/* another sign behind it makes it something else */
	return reader->place >= reader->end || strchr("*+?{", *reader->place) == NULL;
}

static bool
TakePart(SpanReader *reader, SpanPart *part)
{
	unsigned char c = (unsigned char) *reader->place++;
	int			escaped;

	memset(part, 0, sizeof(*part));
	if (c == '[')
	{
		if (!TakeClass(reader, part))
			return false;
	}
	else if (c == '\\')
	{
		escaped = TakeEscape(reader, part);
		if (escaped == -2)
			return false;
		if (escaped >= 0)
			AddRange(part, (unsigned char) escaped, (unsigned char) escaped);
	}
	else if (IsPlain(c))
		AddRange(part, c, c);
	else
		return false;
	return TakeQuantifier(reader, part);
}

/*
 * Taking as much as possible is always right when no part that may take more or less
 * shares a character with what may follow it.
 */
static bool
IsGreedySafe(const Span *span)
{
	int			i;
	int			j;

	for (i = 0; i < span->count; i++)
	{
		if (span->parts[i].least == span->parts[i].most)
			continue;
		for (j = i + 1; j < span->count; j++)
		{
			if ((span->parts[i].set[0] & span->parts[j].set[0]) != 0 ||
				(span->parts[i].set[1] & span->parts[j].set[1]) != 0)
				return false;
			if (span->parts[j].least > 0)
				break;
		}
	}
	return true;
}

bool
SpanRead(const char *text, size_t length, Span *span)
{
	SpanReader	reader = {text, text + length};

	span->count = 0;
	span->to_end = false;
	if (length == 0 || *reader.place++ != '^')
		return false;
	while (reader.place < reader.end)
	{
		if (*reader.place == '$' && reader.place + 1 == reader.end)
		{
			span->to_end = true;
			break;
		}
		if (span->count == SPAN_PARTS_MAX || !TakePart(&reader, &span->parts[span->count++]))
			return false;
	}
	return IsGreedySafe(span);
}

bool
SpanMatches(const Span *span, const char *text, size_t length)
{
	const char *place = text;
	const char *end = text + length;
	int			i;

	for (i = 0; i < span->count; i++)
	{
		const SpanPart *part = &span->parts[i];
		size_t		left = (size_t) (end - place);
		const char *limit = left < part->most ? end : place + part->most;
		const char *start = place;

		while (place < limit && Has(part, (unsigned char) *place))
			place++;
		if ((size_t) (place - start) < part->least)
			return false;
	}
	return !span->to_end || place == end;
}
