/*
 * test_span.c
 *		Plain patterns: which are, and what they match.
 */
#include <string.h>

#include "jsonschema/span.h"

#include "kernel_test.h"
#include "tap.h"

/* What a pattern says of a text: 1 or 0, or -1 when it is not plain. */
static int
Says(const char *pattern, const char *text)
{
	Span		span;

	if (!SpanRead(pattern, strlen(pattern), &span))
		return -1;
	return SpanMatches(&span, text, strlen(text));
}

void
TestSpan(void)
{
	static const struct
	{
		const char *pattern;
		const char *text;
		int			says;
	}			cases[] = {
		{"^[A-Z]{3}$", "EUR", 1}, {"^[A-Z]{3}$", "EURO", 0}, {"^[A-Z]{3}$", "eur", 0},
		{"^[A-Z]{3}$", "EUR\n", 0}, {"^[A-Z]{3}", "EURO", 1}, {"^", "", 1}, {"^$", "x", 0},
		{"^ord_[0-9a-f]{4}$", "ord_00ff", 1}, {"^ord_[0-9a-f]{4}$", "ord_00f", 0},
		{"^\\d+\\.\\d{2}$", "12.50", 1}, {"^\\d+\\.\\d{2}$", "12.5", 0},
		{"^[\\w.-]+@[a-z]+$", "a.b-c@d", 1}, {"^[a-]*$", "a-a", 1}, {"^a?b$", "b", 1},
		{"^a?b$", "aab", 0}, {"^[^a]$", "b", -1}, {"a", "a", -1}, {"^a|b$", "a", -1},
		{"^a+a$", "aa", -1}, {"^a*b?a$", "a", -1}, {"^a{2}a*$", "aaa", 1}, {"^(a)$", "a", -1},
		{"^.$", "a", -1}, {"^a+?b$", "ab", -1}, {"^[\\s]$", " ", -1}, {"^\\bx$", "x", -1},
		{"^[z-a]$", "a", -1}, {"^a{3,2}$", "aaa", -1}, {"^a{2,}$", "aaaa", 1},
		{"^a{,2}$", "a", -1}, {"^\xc3\xa4$", "\xc3\xa4", -1}, {"^[a-z]+$", "\xc3\xa4", 0},
	};
	size_t		i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		TapNumber(Says(cases[i].pattern, cases[i].text), cases[i].says, cases[i].pattern);
}
