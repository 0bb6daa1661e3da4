/*
 * ecma.h
 *		Patterns of ECMA-262 in the syntax of PCRE2.
 *
 * Nothing here allocates, raises or includes a PostgreSQL header.
 */
#ifndef MARKET_JSONSCHEMA_ECMA_H
#define MARKET_JSONSCHEMA_ECMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Groups may be nested this deep, and this many may have names. */
#define ECMA_DEPTH_MAX 200
#define ECMA_NAMES_MAX 250

typedef struct EcmaPattern
{
	size_t		length;			/* bytes of the translation, also when they did not fit */
	uint32_t	repeat_max;		/* the greatest minimum of a repeated character */
	bool		has_backreference;
	const char *fault;			/* NULL, or why the text is no pattern; lower case, static */
	size_t		fault_offset;	/* bytes into the text */
} EcmaPattern;

/*
 * Translate a pattern as ECMA-262 reads it with the u flag.
 *
 * In:	text, length: UTF-8, not closed by a zero byte
 *		capacity: bytes that output has room for; with 0 output is not touched
 * Out:	output: a pattern for PCRE2_UTF | PCRE2_MATCH_UNSET_BACKREF, which matches
 *		in a text if and only if the original does, but not always the same
 *		part of it: repetitions at the ends, which decide nothing, are left out
 *		pattern: what there is to know about it
 * Returns false when the text is no pattern.
 *
 * More is let through than by the u flag alone, where it can have one meaning only, as
 * without the flag: "\-" and other escaped punctuation, a brace or closing bracket
 * that stands for itself, and a hyphen beside a class escape.
 *
 * Source: ECMA-262, section 22.2.1 and annex B.1.2.
 */
extern bool EcmaTranslate(const char *text, size_t length, char *output, size_t capacity,
						  EcmaPattern *pattern);

/* Is a text a pattern of ECMA-262? */
extern bool EcmaIsValid(const char *text, size_t length);

#endif							/* MARKET_JSONSCHEMA_ECMA_H */
