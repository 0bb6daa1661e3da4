/*
 * test_pattern.c
 *		Patterns of ECMA-262: what they match, what is none, and that none runs away.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jsonschema/ecma.h"
#include "jsonschema/matcher.h"

#include "kernel_test.h"
#include "tap.h"

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

/* Match a text that is closed by a zero byte; -1 when the pattern is none. */
static int
Match(MatcherScratch *scratch, const char *pattern, const char *subject, size_t length,
	  uint64_t *budget)
{
	MatcherFault fault;
	Matcher    *matcher = MatcherCompile(pattern, strlen(pattern), &memory, &fault);
	int			result;

	if (matcher == NULL)
		return -1;
	result = MatcherRun(matcher, scratch, subject, length, budget, &never);
	MatcherFree(matcher);
	return result;
}

/* What matches, and what does not, in a short text and in one that is too long for it. */
static void
TestMatches(MatcherScratch *scratch)
{
	static const struct
	{
		const char *pattern;
		const char *matches;
		const char *other;
	}			cases[] = {
		{"^abc$", "abc", "abc\n"},
		{"^.$", "\xf0\x9f\x90\xb2", "\n"},
		{"^.$", "\xc2\x85", "\xe2\x80\xa8"},
		{"^\\d$", "7", "\xd9\xa7"},
		{"^\\D$", "\xd9\xa7", "7"},
		{"^\\w+$", "aZ_9", "\xc3\xa9"},
		{"^\\W$", "\xc3\xa9", "_"},
		{"^\\s$", "\xef\xbb\xbf", "\xe2\x80\x8b"},
		{"^\\S$", "\xe2\x80\x8b", "\xe3\x80\x80"},
		{"^[\\s]$", "\xe2\x80\x87", "x"},
		{"^[\\S]$", "x", "\xe2\x80\x87"},
		{"^[^\\s\\d]$", "x", "1"},
		{"^\\u{1F432}$", "\xf0\x9f\x90\xb2", "\xf0\x9f\x90\x89"},
		{"^\\ud83d\\udc32$", "\xf0\x9f\x90\xb2", "\xf0\x9f\x90\x89"},
		{"^[\\ud83d\\udc32-\\ud83d\\udc34]$", "\xf0\x9f\x90\xb3", "\xf0\x9f\x90\xb5"},
		{"^[\\ud800-\\udfffa]$", "a", "\xef\xbf\xbd"},
		{"^[\\ud700-\\ue000]$", "\xee\x80\x80", "\xee\x80\x81"},
		{"^\\x41\\u0042\\cJ\\0?\\t$", "AB\n\t", "AB\n"},
		{"^[\\b\\-\\]]$", "\b", "b"},
		{"^\\/\\.\\-\\_$", "/.-_", "/x-_"},
		{"^\\p{Lu}\\P{Lu}$", "Aa", "AA"},
		{"^\\p{Letter}\\p{gc=Nd}\\p{digit}$", "\xc3\xa9" "1\xd9\xa7", "\xc3\xa9" "1a"},
		{"^\\p{Script=Greek}+$", "\xce\xb1\xce\xb2", "\xce\xb1" "b"},
		{"^\\p{scx=Deva}$", "\xe0\xa5\xa4", "a"},
		{"^\\p{Alphabetic}\\p{ASCII}$", "\xc3\xa9" "a", "\xc3\xa9\xc3\xa9"},
		{"^[\\p{Lu}\\d_-]+$", "A1_-", "a"},
		{"^[\\P{Assigned}x]$", "x", "y"},
		{"^(?<year>\\d{4})-\\k<year>$", "1985-1985", "1985-1986"},
		{"^\\k<a>x(?<a>y)$", "xy", "yxy"},
		{"^(a)?b\\1$", "b", "ba"},
		{"^(?:a|b){2,3}?$", "aba", "abab"},
		{"^(?=.*\\d)(?!.*x).+$", "a1", "a1x"},
		{"(?<=\\$)\\d", "$1", "1"},
		{"(?<!\\$)\\b\\d", "1", "$1"},
		{"^\\Ba$|^b\\b", "b", "a"},
		{"^[]$|^[^]$", "\n", ""},
		{"^[^[{(]$", "y", "{"},
		{"^a{,2}$", "a{,2}", "aa"},
		{"^{}]$", "{}]", "{}"},
		{"^[\\w-.]$", "-", "+"},
		{"^[+--]$", ",", "."},
		{"^#(?:[0-9a-f]{3}){1,2}$", "#a0b1c2", "#a0b1"},
		{"a*b+c|.*d.?", "xbcx", "xbx"},
		{"[0-9]+[a-z]{2,}$", "1ab ", NULL},
		{"x*", "", NULL},
		{"^\\cc$", "\x03", "c"}
	};
	size_t		i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		uint64_t	budget = 1000000;
		const char *text = cases[i].matches;

		/* the one case whose first text must not match */
		TapNumber(Match(scratch, cases[i].pattern, text, strlen(text), &budget),
				  strcmp(text, "1ab ") == 0 ? MATCHER_NO_MATCH : MATCHER_MATCH, cases[i].pattern);
		text = cases[i].other;
		if (text != NULL)
			TapNumber(Match(scratch, cases[i].pattern, text, strlen(text), &budget),
					  MATCHER_NO_MATCH, "and does not match another text");
	}
}

static void
TestFaults(void)
{
	static const struct
	{
		const char *pattern;
		int			offset;
		const char *fault;
	}			cases[] = {
		{"a(b", 1, "a group needs a closing parenthesis"},
		{"a)b", 1, "a closing parenthesis without an opening one"},
		{"a[b", 1, "a class needs a closing bracket"},
		{"[b-a]", 1, "a range whose end comes before its start"},
		{"*a", 0, "nothing to repeat"},
		{"a|{2}", 2, "nothing to repeat"},
		{"a*+", 2, "nothing to repeat"},
		{"a??+", 3, "nothing to repeat"},
		{"^*", 1, "nothing to repeat"},
		{"(?=a)*", 5, "nothing to repeat"},
		{"a{3,2}", 1, "a repetition whose maximum is below its minimum"},
		{"\\", 0, "a backslash at the end"},
		{"\\a", 0, "unknown escape"},
		{"a\\Z", 1, "unknown escape"},
		{"\\x4", 0, "unknown escape"},
		{"\\c1", 0, "unknown escape"},
		{"\\07", 0, "unknown escape"},
		{"[\\B]", 1, "unknown escape"},
		{"\\u12", 0, "\\u needs four hexadecimal digits, or braces around them"},
		{"\\u{110000}", 0, "\\u needs four hexadecimal digits, or braces around them"},
		{"\\pL", 2, "a property needs braces"},
		{"\\p{L", 2, "a property needs a closing brace"},
		{"\\p{letter}", 3, "unknown property of characters"},
		{"\\p{Greek}", 3, "unknown property of characters"},
		{"\\p{Script=greek}", 3, "unknown property of characters"},
		{"(?i)a", 0, "unknown kind of group"},
		{"(?>a)", 0, "unknown kind of group"},
		{"(?P<n>a)", 0, "unknown kind of group"},
		{"(?#a)", 0, "unknown kind of group"},
		{"(*UTF)a", 1, "nothing to repeat"},
		{"(?<1>a)", 3, "a group needs a name and a closing angle"},
		{"(?<n>a)(?<n>b)", 10, "two groups of one name"},
		{"(a)\\2", 3, "a reference to a group that is not there"},
		{"\\k<n>", 0, "a reference to a group that is not there"},
		{"(?<n>a)\\kn", 7, "a reference to a group that is not there"}
	};
	size_t		i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		EcmaPattern pattern;

		TapCheck(!EcmaTranslate(cases[i].pattern, strlen(cases[i].pattern), NULL, 0, &pattern),
				 cases[i].pattern);
		TapText(pattern.fault != NULL ? pattern.fault : "none", cases[i].fault, "its fault");
		TapNumber((long) pattern.fault_offset, cases[i].offset, "the place of the fault");
	}
}

/* The translation is the same however much room there is. */
static void
TestTranslation(void)
{
	static const char text[] = "^(?<a>.*)[^b-d]\\s{3}\\k<a>$|x+y?";
	static const char expected[] = "\\A([^\\x{a}\\x{d}\\x{2028}\\x{2029}]{0,})[^b-d]"
		"[\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}"
		"\\x{202f}\\x{205f}\\x{3000}\\x{feff}]{3}\\g{1}\\z|x";
	EcmaPattern pattern;
	char		output[sizeof(expected)];
	size_t		capacity;
	bool		holds = true;

	for (capacity = 0; capacity < sizeof(expected); capacity++)
	{
		memset(output, '!', sizeof(output));
		holds = holds && EcmaTranslate(text, strlen(text), output, capacity, &pattern) &&
			pattern.length == strlen(expected) &&
			memcmp(output, expected, capacity) == 0 && output[capacity] == '!';
	}
	TapCheck(holds, "a translation goes as far as there is room");
	TapCheck(pattern.has_backreference, "it has a back reference");
	TapNumber(pattern.repeat_max, 3, "its greatest minimum");
}

/* A text of many copies and an end. */
static char *
Repeat(const char *part, size_t count, const char *end)
{
	size_t		size = strlen(part);
	char	   *text = malloc(count * size + strlen(end) + 1);
	size_t		i;

	for (i = 0; text != NULL && i < count; i++)
		memcpy(text + i * size, part, size);
	if (text != NULL)
		strcpy(text + count * size, end);
	return text;
}

static void
TestLimits(MatcherScratch *scratch)
{
	static const struct
	{
		const char *pattern;
		const char *part;
		size_t		count;
		const char *end;
		MatcherResult result;
	}			cases[] = {
		/* linear: answered, however long, and free */
		{"^[A-Za-z0-9+/]*$", "QUJD", 1000000, "", MATCHER_MATCH},
		{"^(?:[A-Za-z0-9+/]{4})*$", "QUJD", 200000, "", MATCHER_MATCH},
		{"^(ab|c)*$", "ab", 100000, "", MATCHER_MATCH},
		{"^(ab|c)*$", "ab", 100000, "a", MATCHER_NO_MATCH},
		{".*foo", "x", 1000000, "", MATCHER_NO_MATCH},
		{"\\s+$", " ", 1000000, "x", MATCHER_NO_MATCH},
		{"needle", "hay ", 1000000, "needle", MATCHER_MATCH},
		/* what would run away */
		{"^(a+)+$", "a", 40, "!", MATCHER_OUT_OF_BUDGET},
		{"^(a|aa)+$", "a", 60, "!", MATCHER_OUT_OF_BUDGET},
		{"^(.*a){12}$", "a", 200, "!", MATCHER_OUT_OF_BUDGET},
		{"^(([a-z])+.)+[A-Z]([a-z])+$", "a", 60, "", MATCHER_OUT_OF_BUDGET},
		{"a[^bc]*[bc]", "a", 1000000, "", MATCHER_OUT_OF_BUDGET},
		{"(.*)[fg][op]", "x", 1000000, "", MATCHER_OUT_OF_BUDGET},
		{"(?:[ab]{30000})[cd]", "a", 1000000, "e", MATCHER_OUT_OF_BUDGET},
		{"(a*)\\1[bd]", "a", 100000, "c", MATCHER_OUT_OF_BUDGET}
	};
	size_t		i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		char	   *text = Repeat(cases[i].part, cases[i].count, cases[i].end);
		uint64_t	budget = 10 * MATCHER_STEPS;
		uint64_t	used;
		int			result = Match(scratch, cases[i].pattern, text, strlen(text), &budget);

		TapNumber(result, cases[i].result, cases[i].pattern);
		used = 10 * MATCHER_STEPS - budget;
		TapCheck(result == MATCHER_OUT_OF_BUDGET ? used == MATCHER_STEPS : used == 0,
				 "it used what one match may use, or nothing");
		free(text);
	}
}

static void
TestBudget(MatcherScratch *scratch)
{
	static const volatile sig_atomic_t always = 1;
	char	   *text = Repeat("a", 40, "!");
	MatcherFault fault;
	Matcher    *matcher = MatcherCompile("^(a+)+$", 7, &memory, &fault);
	uint64_t	budget = 1000;

	TapNumber(MatcherRun(matcher, scratch, text, 41, &budget, &never), MATCHER_OUT_OF_BUDGET,
			  "a budget ends a match");
	TapNumber((long) budget, 0, "it is used up then");
	TapNumber(MatcherRun(matcher, scratch, text, 40, &budget, &never), MATCHER_MATCH,
			  "an easy match needs none");
	budget = MATCHER_STEPS;
	TapNumber(MatcherRun(matcher, scratch, text, 41, &budget, &always), MATCHER_STOPPED,
			  "a match is stopped");
	TapCheck(MatcherRun(matcher, scratch, text, 40, &budget, &never) == MATCHER_MATCH,
			 "and another one runs after it");
	MatcherFree(matcher);
	free(text);

	text = Repeat("x", MATCHER_PATTERN_MAX + 1, "");
	TapCheck(MatcherCompile(text, MATCHER_PATTERN_MAX + 1, &memory, &fault) == NULL &&
			 strcmp(fault.message, "too long") == 0, "a pattern may be too long");
	free(text);
	text = Repeat("(", 100000, "");
	TapCheck(!EcmaIsValid(text, strlen(text)), "groups may be nested too deep");
	free(text);
	TapCheck(MatcherCompile("(?<=a+)b", 8, &memory, &fault) == NULL,
			 "a lookbehind of variable length cannot be run");
	TapText(fault.message, "cannot be run: lookbehind of variable length is not supported",
			"and says so");
	TapCheck(MatcherCompile("((a{1000}){1000}){1000}", 23, &memory, &fault) == NULL,
			 "nor can a repetition of repetitions that is too large");
}

void
TestPattern(void)
{
	MatcherScratch *scratch = MatcherScratchCreate(&memory);

	TestMatches(scratch);
	TestFaults();
	TestTranslation();
	TestLimits(scratch);
	TestBudget(scratch);
	MatcherScratchFree(scratch);
}
