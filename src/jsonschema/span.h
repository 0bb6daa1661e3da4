/*
 * span.h
 *		The plainest regular expressions, matched without a regular expression engine.
 *
 * Most patterns of real schemas are a row of character classes with counts, such as
 * ^[A-Z]{3}$ or ^ord_[0-9a-f]{16}$.  Such a row needs no backtracking when no part can
 * take what the next one wants.
 */
#ifndef MARKET_JSONSCHEMA_SPAN_H
#define MARKET_JSONSCHEMA_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Parts of a pattern. */
#define SPAN_PARTS_MAX 24

/* Characters of one class, of which there are least to most. */
typedef struct SpanPart
{
	uint64_t	set[2];			/* of ASCII */
	uint32_t	least;
	uint32_t	most;
} SpanPart;

typedef struct Span
{
	int			count;
	bool		to_end;			/* the pattern ends with $ */
	SpanPart	parts[SPAN_PARTS_MAX];
} Span;

/*
 * Read a pattern.
 *
 * In:	text, length: a pattern of ECMA-262 that is known to be valid
 * Returns false when it is not plain enough.
 */
extern bool SpanRead(const char *text, size_t length, Span *span);

/* Does a text match?  In UTF-8, or any encoding whose further characters have no ASCII bytes. */
extern bool SpanMatches(const Span *span, const char *text, size_t length);

#endif							/* MARKET_JSONSCHEMA_SPAN_H */
