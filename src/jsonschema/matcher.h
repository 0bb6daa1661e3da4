/*
 * matcher.h
 *		Patterns of ECMA-262 on PCRE2, with every step paid for.
 *
 * A text of up to MATCHER_SHORT bytes is first tried with a small limit of PCRE2's own.
 * When that does not do, and for longer texts, a second compilation of the pattern is
 * run, which calls back before each item: so the work is counted, can be stopped, and
 * cannot hide in a scan of the text that one step starts.
 *
 * Nothing here raises or includes a PostgreSQL header; memory comes from the caller.
 */
#ifndef MARKET_JSONSCHEMA_MATCHER_H
#define MARKET_JSONSCHEMA_MATCHER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a pattern. */
#define MATCHER_PATTERN_MAX 65536
/* Bytes of a text that is tried without counting. */
#define MATCHER_SHORT 256
/* Steps that one match may take beyond those that are free: some for each byte. */
#define MATCHER_STEPS UINT64_C(10000000)
#define MATCHER_FREE_STEPS(length) (1000 + 20 * (uint64_t) (length))

typedef struct Matcher Matcher;
typedef struct MatcherScratch MatcherScratch;

/* Where memory comes from; allocate returns NULL when there is none, and never raises. */
typedef struct MatcherMemory
{
	void	   *(*allocate) (size_t size, void *data);
	void		(*release) (void *memory, void *data);
	void	   *data;
} MatcherMemory;

typedef struct MatcherFault
{
	size_t		offset;			/* bytes into the pattern, 0 when it is all of it */
	char		message[200];	/* lower case, no period; with the place when there is one */
} MatcherFault;

typedef enum MatcherResult
{
	MATCHER_NO_MATCH,
	MATCHER_MATCH,
	MATCHER_OUT_OF_BUDGET,
	MATCHER_OUT_OF_MEMORY,
	MATCHER_STOPPED
} MatcherResult;

/*
 * Compile a pattern; text is UTF-8, not closed by a zero byte.
 *
 * Returns NULL, and fills in fault, when it is none, cannot be run, or memory is short.
 */
extern Matcher *MatcherCompile(const char *text, size_t length, const MatcherMemory *memory,
							   MatcherFault *fault);

/* Free a matcher, executable memory included. */
extern void MatcherFree(Matcher *matcher);

/* What matches need, one after the other; NULL when memory is short. */
extern MatcherScratch *MatcherScratchCreate(const MatcherMemory *memory);
extern void MatcherScratchFree(MatcherScratch *scratch);

/*
 * Does a pattern match anywhere in a text?
 *
 * In:	subject, length: valid UTF-8
 *		budget: steps that may still be used, about two nanoseconds each; what was
 *		used is taken off, but for the work that is in proportion to the text
 *		stop: looked at between steps; when it is not 0 the match ends as STOPPED
 */
extern MatcherResult MatcherRun(Matcher *matcher, MatcherScratch *scratch,
								const char *subject, size_t length, uint64_t *budget,
								const volatile sig_atomic_t *stop);

#endif							/* MARKET_JSONSCHEMA_MATCHER_H */
