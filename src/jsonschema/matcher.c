/*
 * matcher.c
 *		Patterns of ECMA-262 on PCRE2, with every step paid for.
 */
#include "jsonschema/matcher.h"

#include <stdio.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "jsonschema/ecma.h"

/* The stack of code from the JIT compiler; beyond it the interpreter takes over. */
#define JIT_STACK_MIN (32 * 1024)
#define JIT_STACK_MAX (1024 * 1024)
/* What the interpreter may allocate, in KiB. */
#define HEAP_MAX (128 * 1024)
/* Texts beyond this many bytes may leave much behind. */
#define LONG_TEXT 4096

/* The price of a call back; of a byte stepped over, one in BYTES_PER_STEP. */
#define CALLOUT_STEPS 6
#define BYTES_PER_STEP 2

struct Matcher
{
	MatcherMemory memory;
	pcre2_general_context *general;
	pcre2_code *plain;			/* for short texts */
	pcre2_code *counted;		/* with call backs; NULL until it is needed */
	uint32_t	options;
	uint64_t	hidden_steps;	/* what one item may do between two call backs */
	bool		compares;		/* has a back reference, which may compare the whole text */
	size_t		length;			/* of the translation */
	char		translation[];
};

struct MatcherScratch
{
	MatcherMemory memory;
	pcre2_general_context *general;
	pcre2_match_data *match;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;		/* may be NULL: the machine's stack is used */
};

/* What the call backs of one match count. */
typedef struct Count
{
	uint64_t	left;			/* steps */
	uint64_t	callout_steps;
	size_t		position;		/* of the last call back */
	const volatile sig_atomic_t *stop;
	bool		stopped;
} Count;

static void
SetFault(MatcherFault *fault, size_t offset, const char *message)
{
	fault->offset = offset;
	snprintf(fault->message, sizeof(fault->message), "%s", message);
}

static void
SetPcreFault(MatcherFault *fault, int code)
{
	char		message[120];

	if (code == PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH)
		snprintf(message, sizeof(message), "%s",
				 "lookbehind of variable length is not supported");
	else
		pcre2_get_error_message(code, (PCRE2_UCHAR *) message, sizeof(message));
	fault->offset = 0;
	snprintf(fault->message, sizeof(fault->message), "cannot be run: %s", message);
}

/* Compile the translation; NULL, and an error of PCRE2, when it cannot be. */
static pcre2_code *
CompileTranslation(Matcher *matcher, uint32_t more_options, int *error)
{
	pcre2_compile_context *context = pcre2_compile_context_create(matcher->general);
	pcre2_code *code = NULL;
	PCRE2_SIZE	offset;

	*error = PCRE2_ERROR_NOMEMORY;
	if (context == NULL)
		return NULL;
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	code = pcre2_compile((PCRE2_SPTR) matcher->translation, matcher->length,
						 matcher->options | more_options, error, &offset, context);
	pcre2_compile_context_free(context);

	/* without executable memory there is the interpreter */
	if (code != NULL)
		(void) pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

/* Translate a pattern into a new matcher. */
static Matcher *
TranslatePattern(const char *text, size_t length, const MatcherMemory *memory,
				 MatcherFault *fault)
{
	EcmaPattern pattern;
	Matcher    *matcher;

	if (length > MATCHER_PATTERN_MAX)
	{
		SetFault(fault, MATCHER_PATTERN_MAX, "too long");
		return NULL;
	}
	if (!EcmaTranslate(text, length, NULL, 0, &pattern))
	{
		fault->offset = pattern.fault_offset;
		snprintf(fault->message, sizeof(fault->message), "%s at byte %zu", pattern.fault,
				 pattern.fault_offset + 1);
		return NULL;
	}
	matcher = memory->allocate(sizeof(Matcher) + pattern.length, memory->data);
	if (matcher == NULL)
	{
		SetFault(fault, 0, "out of memory");
		return NULL;
	}
	memset(matcher, 0, sizeof(Matcher));
	matcher->memory = *memory;
	matcher->length = pattern.length;
	EcmaTranslate(text, length, matcher->translation, pattern.length, &pattern);
	matcher->compares = pattern.has_backreference;
	matcher->hidden_steps = pattern.repeat_max / BYTES_PER_STEP;
	matcher->options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_MATCH_UNSET_BACKREF |
		PCRE2_NEVER_BACKSLASH_C;
	if (!pattern.has_backreference)
		matcher->options |= PCRE2_NO_AUTO_CAPTURE;
	return matcher;
}

Matcher *
MatcherCompile(const char *text, size_t length, const MatcherMemory *memory,
			   MatcherFault *fault)
{
	Matcher    *matcher = TranslatePattern(text, length, memory, fault);
	int			error = PCRE2_ERROR_NOMEMORY;

	if (matcher == NULL)
		return NULL;
	matcher->general = pcre2_general_context_create(memory->allocate, memory->release,
													memory->data);
	if (matcher->general != NULL)
		matcher->plain = CompileTranslation(matcher, 0, &error);
	if (matcher->plain == NULL)
	{
		SetPcreFault(fault, error);
		MatcherFree(matcher);
		return NULL;
	}
	return matcher;
}

void
MatcherFree(Matcher *matcher)
{
	MatcherMemory memory = matcher->memory;

	pcre2_code_free(matcher->plain);
	pcre2_code_free(matcher->counted);
	pcre2_general_context_free(matcher->general);
	memory.release(matcher, memory.data);
}

MatcherScratch *
MatcherScratchCreate(const MatcherMemory *memory)
{
	MatcherScratch *scratch = memory->allocate(sizeof(MatcherScratch), memory->data);

	if (scratch == NULL)
		return NULL;
	memset(scratch, 0, sizeof(*scratch));
	scratch->memory = *memory;
	scratch->general = pcre2_general_context_create(memory->allocate, memory->release,
													memory->data);
	if (scratch->general != NULL)
	{
		scratch->match = pcre2_match_data_create(1, scratch->general);
		scratch->context = pcre2_match_context_create(scratch->general);
		scratch->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, scratch->general);
	}
	if (scratch->match == NULL || scratch->context == NULL)
	{
		MatcherScratchFree(scratch);
		return NULL;
	}
	pcre2_set_heap_limit(scratch->context, HEAP_MAX);
	pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
	return scratch;
}

void
MatcherScratchFree(MatcherScratch *scratch)
{
	MatcherMemory memory = scratch->memory;

	pcre2_jit_stack_free(scratch->stack);
	pcre2_match_context_free(scratch->context);
	pcre2_match_data_free(scratch->match);
	pcre2_general_context_free(scratch->general);
	memory.release(scratch, memory.data);
}

/* Called before each item of a pattern. */
static int
CountStep(pcre2_callout_block *block, void *data)
{
	Count	   *count = data;
	size_t		here = block->current_position;
	size_t		moved = here > count->position ? here - count->position : count->position - here;
	uint64_t	steps = count->callout_steps + moved / BYTES_PER_STEP;

	count->position = here;
	if (*count->stop != 0)
	{
		count->stopped = true;
		return PCRE2_ERROR_CALLOUT;
	}
	if (steps > count->left)
	{
		count->left = 0;
		return PCRE2_ERROR_CALLOUT;
	}
	count->left -= steps;
	return 0;
}

static int
RunCode(pcre2_code *code, MatcherScratch *scratch, const char *subject, size_t length,
		uint32_t limit, uint32_t options)
{
	pcre2_set_match_limit(scratch->context, limit);
	return pcre2_match(code, (PCRE2_SPTR) subject, length, 0, PCRE2_NO_UTF_CHECK | options,
					   scratch->match, scratch->context);
}

/* Replace what may hold the frames of a long match. */
static void
RenewMatchData(MatcherScratch *scratch)
{
	pcre2_match_data *match = pcre2_match_data_create(1, scratch->general);

	if (match == NULL)
		return;
	pcre2_match_data_free(scratch->match);
	scratch->match = match;
}

/* Match with call backs. */
static MatcherResult
RunCounted(Matcher *matcher, MatcherScratch *scratch, const char *subject, size_t length,
		   uint64_t *budget, const volatile sig_atomic_t *stop)
{
	uint64_t	extra = *budget < MATCHER_STEPS ? *budget : MATCHER_STEPS;
	Count		count = {MATCHER_FREE_STEPS(length) + extra, CALLOUT_STEPS, 0, stop, false};
	int			result;

	if (matcher->counted == NULL)
		matcher->counted = CompileTranslation(matcher, PCRE2_AUTO_CALLOUT, &result);
	if (matcher->counted == NULL)
		return MATCHER_OUT_OF_MEMORY;

	count.callout_steps += matcher->hidden_steps;
	if (matcher->compares)
		count.callout_steps += length / (8 * BYTES_PER_STEP);
	pcre2_set_callout(scratch->context, CountStep, &count);
	result = RunCode(matcher->counted, scratch, subject, length, UINT32_MAX, 0);
	if (result == PCRE2_ERROR_JIT_STACKLIMIT)
	{
		count.position = 0;
		result = RunCode(matcher->counted, scratch, subject, length, UINT32_MAX, PCRE2_NO_JIT);
	}
	pcre2_set_callout(scratch->context, NULL, NULL);
	if (length > LONG_TEXT)
		RenewMatchData(scratch);

	if (count.left < extra)
		*budget -= extra - count.left;
	if (count.stopped)
		return MATCHER_STOPPED;
	if (result == PCRE2_ERROR_NOMEMORY)
		return MATCHER_OUT_OF_MEMORY;
	if (result == PCRE2_ERROR_NOMATCH)
		return MATCHER_NO_MATCH;
	return result >= 0 ? MATCHER_MATCH : MATCHER_OUT_OF_BUDGET;
}

MatcherResult
MatcherRun(Matcher *matcher, MatcherScratch *scratch, const char *subject, size_t length,
		   uint64_t *budget, const volatile sig_atomic_t *stop)
{
	if (length <= MATCHER_SHORT)
	{
		uint32_t	limit = 100 + (uint32_t) length / 2;
		int			result = RunCode(matcher->plain, scratch, subject, length, limit, 0);

		if (result >= 0)
			return MATCHER_MATCH;
		if (result == PCRE2_ERROR_NOMATCH)
			return MATCHER_NO_MATCH;
	}
	return RunCounted(matcher, scratch, subject, length, budget, stop);
}
