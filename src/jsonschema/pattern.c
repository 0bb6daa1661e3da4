/*
 * pattern.c
 *		Patterns in memory contexts: what matcher.c needs of the server.
 */
#include "jsonschema/pattern.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "jsonschema/ecma.h"
#include "jsonschema/matcher.h"

struct Pattern
{
	Matcher    *matcher;
	MemoryContextCallback callback;
};

/* One for the backend: matches do not nest. */
static MatcherScratch *scratch = NULL;

static void *
Allocate(size_t size, void *context)
{
	return MemoryContextAllocExtended((MemoryContext) context, size,
									  MCXT_ALLOC_HUGE | MCXT_ALLOC_NO_OOM);
}

static void
Release(void *memory, void *context)
{
	if (memory != NULL)
		pfree(memory);
}

/* Executable memory belongs to no context. */
static void
FreeMatcher(void *pattern)
{
	MatcherFree(((Pattern *) pattern)->matcher);
}

Pattern *
PatternCompile(const char *text, size_t length, PatternError *error)
{
	MatcherMemory memory = {Allocate, Release, CurrentMemoryContext};
	MatcherFault fault;
	Pattern    *pattern = palloc0(sizeof(Pattern));

	pattern->matcher = MatcherCompile(text, length, &memory, &fault);
	if (pattern->matcher == NULL)
	{
		pfree(pattern);
		error->offset = fault.offset;
		strlcpy(error->message, fault.message, sizeof(error->message));
		return NULL;
	}
	pattern->callback.func = FreeMatcher;
	pattern->callback.arg = pattern;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &pattern->callback);
	return pattern;
}

bool
PatternIsValid(const char *text, size_t length)
{
	return EcmaIsValid(text, length);
}

PatternResult
PatternMatch(Pattern *pattern, const char *subject, size_t length, uint64 *budget)
{
	static const volatile sig_atomic_t never = 0;
	const volatile sig_atomic_t *stop = &InterruptPending;
	uint64_t	left = *budget;
	MatcherResult result;

	if (scratch == NULL)
	{
		MatcherMemory memory = {Allocate, Release, TopMemoryContext};

		scratch = MatcherScratchCreate(&memory);
		if (scratch == NULL)
			return PATTERN_OUT_OF_MEMORY;
	}

	/* an interrupt that does not end the statement, or may not yet, is let pass once */
	while ((result = MatcherRun(pattern->matcher, scratch, subject, length,
								&left, stop)) == MATCHER_STOPPED)
	{
		CHECK_FOR_INTERRUPTS();
		stop = &never;
	}
	*budget = left;

	switch (result)
	{
		case MATCHER_MATCH:
			return PATTERN_MATCH;
		case MATCHER_NO_MATCH:
			return PATTERN_NO_MATCH;
		case MATCHER_OUT_OF_BUDGET:
			return PATTERN_OUT_OF_BUDGET;
		default:
			return PATTERN_OUT_OF_MEMORY;
	}
}
