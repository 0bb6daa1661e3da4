/*
 * pattern.h
 *		Regular expressions of JSON Schema: ECMA-262 with the u flag, on PCRE2.
 *
 * A match can never run away: its steps are counted, and what a document may use
 * in all is a budget that the caller holds.  Nothing here raises an error while
 * PCRE2 is on the stack.
 */
#ifndef MARKET_JSONSCHEMA_PATTERN_H
#define MARKET_JSONSCHEMA_PATTERN_H

#include "postgres.h"

/*
 * The budget of one document: steps of about two nanoseconds.  Work that is in
 * proportion to the size of the document is not counted.
 */
#define PATTERN_BUDGET UINT64CONST(50000000)

typedef struct Pattern Pattern;

typedef struct PatternError
{
	size_t		offset;			/* bytes into the pattern where the fault is */
	char		message[200];	/* "unknown escape at byte 3": lower case, no period */
} PatternError;

typedef enum PatternResult
{
	PATTERN_NO_MATCH,
	PATTERN_MATCH,
	PATTERN_OUT_OF_BUDGET,		/* the answer is unknown: report 54001, never "invalid" */
	PATTERN_OUT_OF_MEMORY		/* likewise: report 53200 */
} PatternResult;

/*
 * Compile a pattern.
 *
 * In:	text, length: UTF-8, not closed by a zero byte
 * Out:	error: filled in when the result is NULL
 * Returns a pattern that lives in the current memory context, or NULL when the text
 * is no pattern of ECMA-262, or one that cannot be run.
 *
 * Resetting or deleting the context frees everything, executable memory included.
 * A pattern must not be moved to another context.
 */
extern Pattern *PatternCompile(const char *text, size_t length, PatternError *error);

/*
 * Is a text a pattern of ECMA-262?  Faster than compiling it and allocates nothing.
 * Limits of PCRE2 (size, lookbehinds of variable length) are not noticed.
 */
extern bool PatternIsValid(const char *text, size_t length);

/*
 * Does a pattern match anywhere in a subject?
 *
 * In:	subject, length: valid UTF-8, which may hold zero bytes
 *		budget: steps that may still be used; what was used is taken off
 *
 * Handles interrupts, so it may end with the error of a cancelled statement.
 */
extern PatternResult PatternMatch(Pattern *pattern, const char *subject, size_t length,
								  uint64 *budget);

#endif							/* MARKET_JSONSCHEMA_PATTERN_H */
