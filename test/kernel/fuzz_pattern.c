/*
 * fuzz_pattern.c
 *		Fuzz target: a pattern, a zero byte, and a text to match it with.
 */
#include <string.h>

#include "jsonschema/ecma.h"
#include "jsonschema/matcher.h"
#include "jsonschema/span.h"

#include "fuzz.h"

static const volatile sig_atomic_t never = 0;

static void *
Allocate(size_t size, void *data)
{
	(void) data;
	return malloc(size);
}

static void
Release(void *memory, void *data)
{
	(void) data;
	free(memory);
}

static const MatcherMemory memory = {Allocate, Release, NULL};

/* A copy is as long as its text, so that reading on is noticed. */
static char *
CopyOf(const char *text, size_t length)
{
	char	   *copy = malloc(length > 0 ? length : 1);

	FuzzAssert(copy != NULL);
	memcpy(copy, text, length);
	return copy;
}

/* Only texts in UTF-8 are matched; this is the standard's table, not the code's. */
static bool
IsUtf8(const uint8_t *text, size_t length)
{
	size_t		i = 0;

	while (i < length)
	{
		uint8_t		lead = text[i++];
		int			more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
		uint8_t		low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
		uint8_t		high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;

		if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4)
			return false;
		for (; more > 0; more--, low = 0x80, high = 0xbf)
		{
			if (i == length || text[i] < low || text[i] > high)
				return false;
			i++;
		}
	}
	return true;
}

/* What a pattern says of a text, or -1 when it is none or cannot be run. */
static int
Match(MatcherScratch *scratch, const char *pattern, size_t length,
	  const char *subject, size_t subject_length)
{
	MatcherFault fault;
	Matcher    *matcher = MatcherCompile(pattern, length, &memory, &fault);
	uint64_t	budget = 200000;
	int			result;

	if (matcher == NULL)
	{
		FuzzAssert(fault.offset <= length && fault.message[0] != '\0');
		return -1;
	}
	result = MatcherRun(matcher, scratch, subject, subject_length, &budget, &never);
	FuzzAssert(budget <= 200000);
	MatcherFree(matcher);
	return result;
}

/* In a group nothing is cut off the ends, and the answer is the same. */
static void
CheckWhole(MatcherScratch *scratch, const char *pattern, size_t length,
		   const char *subject, size_t subject_length, int expected)
{
	char		whole[1100] = "(?:";
	int			result;

	if (length > sizeof(whole) - 4)
		return;
	memcpy(whole + 3, pattern, length);
	whole[3 + length] = ')';
	result = Match(scratch, whole, length + 4, subject, subject_length);
	if (result == MATCHER_MATCH || result == MATCHER_NO_MATCH)
		FuzzAssert(result == expected || expected == MATCHER_OUT_OF_BUDGET || expected == -1);
}

/* What is matched without PCRE2 is matched alike. */
static void
CheckSpan(const char *pattern, size_t length, const char *subject, size_t subject_length,
		  int expected)
{
	Span		span;

	if (!EcmaIsValid(pattern, length) || !SpanRead(pattern, length, &span))
		return;
	FuzzAssert(span.count <= SPAN_PARTS_MAX);
	if (expected == MATCHER_MATCH || expected == MATCHER_NO_MATCH)
		FuzzAssert(SpanMatches(&span, subject, subject_length) == (expected == MATCHER_MATCH));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static MatcherScratch *scratch = NULL;
	const uint8_t *zero = memchr(data, '\0', size);
	size_t		length = zero != NULL ? (size_t) (zero - data) : size;
	size_t		rest = zero != NULL ? size - length - 1 : 0;
	char	   *pattern = CopyOf((const char *) data, length);
	char	   *subject = CopyOf((const char *) data + size - rest, rest);
	EcmaPattern translation;

	if (scratch == NULL)
		scratch = MatcherScratchCreate(&memory);
	FuzzAssert(EcmaIsValid(pattern, length) ==
			   EcmaTranslate(pattern, length, NULL, 0, &translation));
	if (IsUtf8(data, length) && IsUtf8((const uint8_t *) subject, rest))
	{
		int			result = Match(scratch, pattern, length, subject, rest);

		CheckWhole(scratch, pattern, length, subject, rest, result);
		CheckSpan(pattern, length, subject, rest, result);
	}
	free(pattern);
	free(subject);
	return 0;
}
