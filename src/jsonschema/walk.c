/*
 * walk.c
 *		Walking a value along a program: types, constants, numbers, strings.
 *
 * Without a report the first failure ends the walk; with one every failure is
 * reported and the walk goes on.
 */
#include "postgres.h"

#include "common/base64.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "core/compat.h"
#include "jsonschema/document.h"
#include "jsonschema/fail.h"
#include "jsonschema/format.h"
#include "jsonschema/walk.h"

/* Steps between two looks at interrupts. */
#define FUEL_SIZE 4096

/*
 * Levels of schemas that are tried without a report first.  On the way to a failure
 * each level tries what is below it once more, so they must be few.
 */
#define PROBE_DEPTH_MAX 6

/* Steps of a validation: some tenths of a second, and more for a large document. */
#define STEPS_BASE INT64CONST(10000000)
#define STEPS_PER_BYTE 16

void
WalkRefuel(Walk *walk)
{
	CHECK_FOR_INTERRUPTS();
	walk->steps_left -= FUEL_SIZE;
	if (walk->steps_left < 0)
		ereport(ERROR,
				(errcode(ERRCODE_STATEMENT_TOO_COMPLEX),
				 errmsg("JSON Schema is too complex for the document"),
				 errdetail("The schema applies itself too often to the same values.")));
	walk->fuel = FUEL_SIZE;
}

bool
WalkMatch(Walk *walk, PatternText *pattern, const char *text, int length)
{
	const char *converted = text;
	PatternResult result;

	if (pattern->span != NULL)
		return SpanMatches(pattern->span, text, length);
	if (unlikely(pattern->pattern == NULL))
	{
		MemoryContext before = MemoryContextSwitchTo(walk->program->context);
		char	   *source = pg_server_to_any(pattern->text, pattern->length, PG_UTF8);
		PatternError error;

		pattern->pattern = PatternCompile(source, source == pattern->text ?
										  pattern->length : strlen(source), &error);
		MemoryContextSwitchTo(before);
		if (pattern->pattern == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_REGULAR_EXPRESSION),
					 errmsg("invalid regular expression \"%.*s\" in a JSON Schema: %s",
							pattern->length, pattern->text, error.message)));
	}

	if (unlikely(GetDatabaseEncoding() != PG_UTF8))
	{
		converted = pg_server_to_any(text, length, PG_UTF8);
		if (converted != text)
			length = strlen(converted);
	}
	result = PatternMatch(pattern->pattern, converted, length, &walk->pattern_budget);
	if (converted != text)
		pfree((char *) converted);
	if (unlikely(result == PATTERN_OUT_OF_BUDGET))
		ereport(ERROR,
				(errcode(ERRCODE_STATEMENT_TOO_COMPLEX),
				 errmsg("regular expression of a JSON Schema takes too many steps"),
				 errdetail("The pattern is \"%.*s\".", pattern->length, pattern->text)));
	if (unlikely(result == PATTERN_OUT_OF_MEMORY))
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory"),
				 errdetail("Failed while matching a regular expression.")));
	return result == PATTERN_MATCH;
}

/* Find a value among many by its hash. */
static bool
ConstantsHaveHash(const ConstantRules *rules, const ValueRef *value)
{
	uint32		hash = ValueHash(value);
	int			low = 0;
	int			high = rules->other_count;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (rules->other_hashes[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < rules->other_count && rules->other_hashes[low] == hash; low++)
		if (ValueEqual(&rules->others[low], value))
			return true;
	return false;
}

static bool
ConstantsHave(const ConstantRules *rules, const ValueRef *value)
{
	int			i;

	if (value->kind == VALUE_STRING)
	{
		int			low = 0;
		int			high = rules->string_count;

		while (low < high)
		{
			int			middle = (low + high) / 2;
			int			order = ValueCompareKeys(rules->strings[middle].string,
												 rules->strings[middle].length,
												 value->string, value->length);

			if (order == 0)
				return true;
			if (order < 0)
				low = middle + 1;
			else
				high = middle;
		}
		return false;
	}
	if (rules->other_hashes != NULL)
		return ConstantsHaveHash(rules, value);
	for (i = 0; i < rules->other_count; i++)
		if (ValueEqual(&rules->others[i], value))
			return true;
	return false;
}

static bool
WalkConstants(Walk *walk, const SchemaNode *node, const ConstantRules *rules, const ValueRef *value)
{
	if (ConstantsHave(rules, value))
		return true;
	if (walk->report == NULL)
		return false;
	if (rules->string_count + rules->other_count == 1)
		ReportAdd(walk, node, value, rules->keyword, "%s is not %s", ValueText(value),
				  ValueText(rules->string_count > 0 ? rules->strings : rules->others));
	else
		ReportAdd(walk, node, value, rules->keyword, "%s is none of the %d allowed values",
				  ValueText(value), rules->string_count + rules->other_count);
	return false;
}

static bool
WalkNumber(Walk *walk, const SchemaNode *node, const ValueRef *value)
{
	const NumberRules *rules = node->numbers;
	Numeric		number = value->number;
	bool		good = true;

	if (rules->minimum != NULL && NumberCompare(number, rules->minimum) < 0)
		FAIL("minimum", "%s is below the minimum of %s",
			 NumberText(number), NumberText(rules->minimum->number));
	if (rules->maximum != NULL && NumberCompare(number, rules->maximum) > 0)
		FAIL("maximum", "%s is above the maximum of %s",
			 NumberText(number), NumberText(rules->maximum->number));
	if (rules->exclusive_minimum != NULL && NumberCompare(number, rules->exclusive_minimum) <= 0)
		FAIL("exclusiveMinimum", "%s is not above %s",
			 NumberText(number), NumberText(rules->exclusive_minimum->number));
	if (rules->exclusive_maximum != NULL && NumberCompare(number, rules->exclusive_maximum) >= 0)
		FAIL("exclusiveMaximum", "%s is not below %s",
			 NumberText(number), NumberText(rules->exclusive_maximum->number));
	if (rules->multiple_of != NULL && !NumberIsMultiple(number, rules->multiple_of))
		FAIL("multipleOf", "%s is not a multiple of %s",
			 NumberText(number), NumberText(rules->multiple_of));
	return good;
}

/* Characters of a string; in UTF-8 every byte that continues none. */
static int
CountCharacters(const char *text, int length)
{
	int			count = 0;
	int			i;

	if (GetDatabaseEncoding() != PG_UTF8)
		return pg_mbstrlen_with_len(text, length);
	for (i = 0; i < length; i++)
		count += ((unsigned char) text[i] & 0xC0) != 0x80;
	return count;
}

static bool
WalkContent(Walk *walk, const SchemaNode *node, const ValueRef *value)
{
	const StringRules *rules = node->strings;
	const char *text = value->string;
	int			length = value->length;
	bool		good = true;

	if ((rules->content & CONTENT_BASE64) != 0)
	{
		int			size = pg_b64_dec_len(length);
		char	   *decoded = palloc(size + 1);

		length = length % 4 != 0 ? -1 :
			pg_b64_decode(text, length, (Base64Byte *) decoded, size);
		if (length < 0)
			FAIL("contentEncoding", "%s is not base64", ValueText(value));
		text = decoded;
	}
	if ((rules->content & CONTENT_JSON) != 0 && length >= 0 && !DocumentIsJson(text, length))
		FAIL("contentMediaType", "%s is not JSON", ValueText(value));
	return good;
}

static bool
WalkFormat(int format, const ValueRef *value)
{
	const char *converted;

	if (likely(GetDatabaseEncoding() == PG_UTF8))
		return FormatIsValid(format, value->string, value->length);
	converted = pg_server_to_any(value->string, value->length, PG_UTF8);
	return FormatIsValid(format, converted,
						 converted == value->string ? value->length : strlen(converted));
}

static bool
WalkString(Walk *walk, const SchemaNode *node, const ValueRef *value)
{
	const StringRules *rules = node->strings;
	bool		good = true;

	/* no character is longer than four bytes */
	if (rules->min_length > 0 && value->length < 4 * (int64) rules->min_length &&
		CountCharacters(value->string, value->length) < rules->min_length)
		FAIL("minLength", "%s is shorter than %d character%s", ValueText(value),
			 rules->min_length, rules->min_length == 1 ? "" : "s");
	if (value->length > rules->max_length &&
		CountCharacters(value->string, value->length) > rules->max_length)
		FAIL("maxLength", "%s is longer than %d character%s", ValueText(value),
			 rules->max_length, rules->max_length == 1 ? "" : "s");
	if (rules->format >= 0 && !WalkFormat(rules->format, value))
		FAIL("format", "%s is not a valid %s", ValueText(value), rules->format_name);
	if (rules->pattern != NULL &&
		!WalkMatch(walk, rules->pattern, value->string, value->length))
		FAIL("pattern", "%s does not match %.*s", ValueText(value),
			 rules->pattern->length, rules->pattern->text);
	if (rules->content != 0 && !WalkContent(walk, node, value))
		good = false;
	return good;
}

/* The names of a set of types, for a message. */
static char *
TypeNames(int types)
{
	static const char *const names[] = {
		"null", "boolean", "number", "string", "array", "object", "integer", "integer"
	};
	StringInfoData out;
	int			i;

	initStringInfo(&out);
	for (i = 0; i < lengthof(names); i++)
		if ((types & (1 << i)) != 0)
			appendStringInfo(&out, "%s%s", out.len > 0 ? " or " : "", names[i]);
	return out.data;
}

/* The schema "false". */
static bool
WalkFalse(Walk *walk, const SchemaNode *node, const ValueRef *value)
{
	if (value->parent == NULL)
		ReportAdd(walk, node, value, NULL, "no document is allowed");
	else if (value->key != NULL)
		ReportAdd(walk, node, value, NULL, "property \"%.*s\" is not allowed",
				  value->key_length, value->key);
	else
		ReportAdd(walk, node, value, NULL, "item %d is not allowed", value->index);
	return false;
}

/* Everything but the type. */
static bool
WalkRules(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	bool		good = true;

	if (node->is_false && !WalkFalse(walk, node, value))
		FAILED();
	if (node->constants != NULL && !WalkConstants(walk, node, node->constants, value))
		FAILED();
	if (node->more_constants != NULL && !WalkConstants(walk, node, node->more_constants, value))
		FAILED();

	switch (value->kind)
	{
		case VALUE_NUMBER:
			if (node->numbers != NULL && !WalkNumber(walk, node, value))
				FAILED();
			break;
		case VALUE_STRING:
			if (node->strings != NULL && !WalkString(walk, node, value))
				FAILED();
			break;
		case VALUE_ARRAY:
			if (node->arrays != NULL && !WalkArray(walk, node, value, seen))
				FAILED();
			break;
		case VALUE_OBJECT:
			if (node->objects != NULL && !WalkObject(walk, node, value, seen))
				FAILED();
			break;
		default:
			break;
	}
	if (node->applicator_count > 0 && !WalkApplicators(walk, node, value, seen))
		FAILED();
	return good;
}

/* A node whose own "unevaluated*" needs to know what the rest evaluates. */
static bool
WalkTracking(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *outer)
{
	Seen		seen;
	bool		good;

	if (value->kind != VALUE_ARRAY && value->kind != VALUE_OBJECT)
		return WalkRules(walk, node, value, NULL);
	SeenInit(&seen, value);
	good = WalkRules(walk, node, value, &seen);
	/* what a failed keyword would have evaluated is not known */
	if (good)
		good = WalkUnevaluated(walk, node, value, &seen);
	if (good && outer != NULL)
		SeenUnite(outer, &seen);
	SeenFree(&seen);
	return good;
}

/* Everything but the type, where there is more. */
bool
WalkBeyond(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	if (unlikely(node->tracks))
		return WalkTracking(walk, node, value, seen);
	return WalkRules(walk, node, value, seen);
}

static bool
WalkOne(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	bool		good = true;

	WalkStep(walk);
	if (!WalkTypeMatches(node->types, value))
		FAIL("type", "%s is not of type %s", ValueText(value), TypeNames(node->types));
	if (node->is_plain)
		return good;
	return WalkBeyond(walk, node, value, seen) && good;
}

/* Check a value within a frame, which a report names. */
static bool
WalkFrame(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	Report	   *report = walk->report;
	int			annotations;
	bool		good;

	if (report == NULL)
		return WalkOne(walk, node, value, seen);

	annotations = list_length(report->errors);
	walk->depth++;
	good = WalkOne(walk, node, value, seen);
	walk->depth--;
	if (report->annotates && good)
		ReportAnnotate(walk, node, value);
	else if (report->annotates)
		/* what a failing schema says about a value does not count */
		report->errors = list_truncate(report->errors, annotations);
	return good;
}

/*
 * Check a value and keep the way: the schemas for reports, the resources for dynamic
 * references, where a short cut could miss a resource that counts.
 */
bool
WalkKept(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	const Scope *scope_before = walk->scope;
	const Frame *frame_before = walk->frame;
	Scope		scope = {walk->scope, node->resource};
	Frame		frame = {walk->frame, node, walk->via};
	bool		good;

	check_stack_depth();
	walk->via = NULL;
	/* most parts of a document are valid, and that is found faster without a report */
	if (walk->report != NULL && !walk->report->annotates &&
		walk->depth > 0 && walk->depth <= PROBE_DEPTH_MAX &&
		WalkQuietly(walk, node, value, seen))
		return true;

	if (walk->scope == NULL || walk->scope->resource != node->resource)
		walk->scope = &scope;
	walk->frame = &frame;
	good = WalkFrame(walk, node, value, seen);
	walk->scope = scope_before;
	walk->frame = frame_before;
	return good;
}

bool
WalkVia(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen, const char *via)
{
	if (walk->keeps)
		walk->via = via;
	return WalkNode(walk, node, value, seen);
}

bool
WalkQuietly(Walk *walk, const SchemaNode *node, const ValueRef *value, Seen *seen)
{
	struct Report *report = walk->report;
	bool		good;

	walk->report = NULL;
	walk->keeps = walk->program->is_dynamic;
	good = WalkNode(walk, node, value, seen);
	walk->report = report;
	walk->keeps = report != NULL || walk->program->is_dynamic;
	return good;
}

bool
WalkRun(Program *program, const ValueRef *value, Size size, struct Report *report)
{
	Walk		walk = {
		.program = program,
		.report = report,
		.keeps = report != NULL || program->is_dynamic,
		.fuel = FUEL_SIZE,
		.steps_left = STEPS_BASE + (int64) size * STEPS_PER_BYTE,
		.pattern_budget = PATTERN_BUDGET,
	};

	return WalkNode(&walk, program->root, value, NULL);
}
