/*
 * compile_value.c
 *		Compiling the keywords of single values: type, constants, numbers, strings.
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "jsonschema/compiler.h"
#include "jsonschema/format.h"

/* Constants other than strings that are compared one by one. */
#define OTHERS_FEW 8

pg_attribute_noreturn() static void
RefuseKeyword(Schema *schema, Keyword keyword, const char *reason)
{
	CompileRefuse(schema->compiler, schema->place->source,
				  KeywordName(keyword, schema->dialect), "%s", reason);
}

/*
 * Identifiers and references must be what they are called.  The later metaschemas
 * only say so.
 */
void
CompileIdentifiers(Schema *schema)
{
	static const Keyword keywords[] = {
		KEYWORD_ID, KEYWORD_REF, KEYWORD_DYNAMIC_REF, KEYWORD_RECURSIVE_REF
	};
	int			format = FormatLookup("iri-reference", 13, DRAFT_2020);
	int			i;

	if (!schema->compiler->checking || schema->place->resource->is_foreign)
		return;
	for (i = 0; i < lengthof(keywords); i++)
	{
		const ValueRef *value = schema->members[keywords[i]];

		if (value != NULL &&
			(value->kind != VALUE_STRING || !FormatIsValid(format, value->string, value->length)))
			RefuseKeyword(schema, keywords[i], "must be a URI reference");
	}
}

/* The set of types that one name stands for. */
static int
TypeOfName(Schema *schema, const ValueRef *name)
{
	if (ValueIsString(name, "null"))
		return TYPE_BIT(VALUE_NULL);
	if (ValueIsString(name, "boolean"))
		return TYPE_BIT(VALUE_BOOLEAN);
	if (ValueIsString(name, "number"))
		return TYPE_BIT(VALUE_NUMBER);
	if (ValueIsString(name, "integer"))
		return schema->dialect->draft == DRAFT_4 ? TYPE_PLAIN_INTEGER : TYPE_INTEGER;
	if (ValueIsString(name, "string"))
		return TYPE_BIT(VALUE_STRING);
	if (ValueIsString(name, "array"))
		return TYPE_BIT(VALUE_ARRAY);
	if (ValueIsString(name, "object"))
		return TYPE_BIT(VALUE_OBJECT);
	RefuseKeyword(schema, KEYWORD_TYPE,
				  "must be array, boolean, integer, null, number, object or string");
}

void
CompileTypes(Schema *schema)
{
	const ValueRef *type = schema->members[KEYWORD_TYPE];
	int			types = 0;

	if (type == NULL)
		return;
	if (type->kind == VALUE_ARRAY)
	{
		ValueCursor cursor;
		ValueRef		name;

		ValueBegin(type->container, &cursor);
		while (cursor.index < cursor.count)
		{
			ValueNextItem(&cursor, NULL, &name);
			types |= TypeOfName(schema, &name);
		}
	}
	else
		types = TypeOfName(schema, type);
	schema->node->types = types;
}

static int
CompareStrings(const void *a, const void *b)
{
	const ValueRef *left = a;
	const ValueRef *right = b;

	return ValueCompareKeys(left->string, left->length, right->string, right->length);
}

typedef struct HashedConstant
{
	uint32		hash;
	ValueRef	value;
} HashedConstant;

static int
CompareHashedConstants(const void *a, const void *b)
{
	uint32		left = ((const HashedConstant *) a)->hash;
	uint32		right = ((const HashedConstant *) b)->hash;

	return left < right ? -1 : left > right;
}

/* Sort constants by their hashes, which are returned. */
static uint32 *
SortByHash(Schema *schema, ValueRef *values, int count)
{
	uint32	   *hashes = CompileAllocate(schema->compiler, sizeof(uint32) * count);
	HashedConstant *hashed = palloc_extended(sizeof(HashedConstant) * count, MCXT_ALLOC_HUGE);
	int			i;

	for (i = 0; i < count; i++)
	{
		hashed[i].hash = ValueHash(&values[i]);
		hashed[i].value = values[i];
	}
	qsort(hashed, count, sizeof(HashedConstant), CompareHashedConstants);
	for (i = 0; i < count; i++)
	{
		hashes[i] = hashed[i].hash;
		values[i] = hashed[i].value;
	}
	pfree(hashed);
	return hashes;
}

/* Strings sorted, everything else as it comes, or by hash when there is much of it. */
static ConstantRules *
MakeConstants(Schema *schema, Keyword keyword, const ValueRef *values, int count)
{
	ConstantRules *rules = CompileAllocate(schema->compiler, sizeof(ConstantRules));
	ValueRef	   *sorted = CompileAllocate(schema->compiler, sizeof(ValueRef) * Max(count, 1));
	int			strings = 0;
	int			others = 0;
	int			i;

	for (i = 0; i < count; i++)
	{
		ValueRef	   *copy = values[i].kind == VALUE_STRING ?
			&sorted[strings++] : &sorted[count - ++others];

		*copy = values[i];
		copy->parent = NULL;
	}
	qsort(sorted, strings, sizeof(ValueRef), CompareStrings);
	rules->keyword = KeywordName(keyword, schema->dialect);
	rules->string_count = strings;
	rules->strings = sorted;
	rules->other_count = others;
	rules->others = sorted + strings;
	rules->other_hashes = others > OTHERS_FEW ?
		SortByHash(schema, sorted + strings, others) : NULL;
	return rules;
}

void
CompileConstants(Schema *schema)
{
	const ValueRef *list = schema->members[KEYWORD_ENUM];
	const ValueRef *single = schema->members[KEYWORD_CONST];
	ConstantRules *rules = NULL;

	if (list != NULL)
	{
		ValueRef	   *values;
		ValueCursor cursor;

		if (list->kind != VALUE_ARRAY)
			RefuseKeyword(schema, KEYWORD_ENUM, "must be an array");
		ValueBegin(list->container, &cursor);
		values = palloc(sizeof(ValueRef) * Max(cursor.count, 1));
		while (cursor.index < cursor.count)
			ValueNextItem(&cursor, NULL, &values[cursor.index]);
		rules = MakeConstants(schema, KEYWORD_ENUM, values, cursor.count);
		pfree(values);
	}
	schema->node->constants = rules;
	if (single != NULL)
	{
		schema->node->more_constants = rules;
		schema->node->constants = MakeConstants(schema, KEYWORD_CONST, single, 1);
	}
}

/* A numeric keyword; NULL when it is absent. */
static NumberBound *
CompileBound(Schema *schema, Keyword keyword)
{
	const ValueRef *value = schema->members[keyword];
	NumberBound *bound;

	if (value == NULL)
		return NULL;
	if (value->kind != VALUE_NUMBER)
		RefuseKeyword(schema, keyword, "must be a number");
	bound = CompileAllocate(schema->compiler, sizeof(NumberBound));
	NumberPrepare(value->number, bound);
	return bound;
}

/* In draft 4 the exclusive bounds are switches of the others. */
static bool
CompileIsExclusive(Schema *schema, Keyword keyword)
{
	const ValueRef *value = schema->members[keyword];

	if (schema->dialect->draft != DRAFT_4 || value == NULL)
		return false;
	if (value->kind != VALUE_BOOLEAN)
		RefuseKeyword(schema, keyword, "must be true or false");
	return value->boolean;
}

void
CompileNumbers(Schema *schema)
{
	NumberRules rules = {0};
	NumberBound *divisor = CompileBound(schema, KEYWORD_MULTIPLE_OF);
	NumberRules *copy;

	rules.minimum = CompileBound(schema, KEYWORD_MINIMUM);
	rules.maximum = CompileBound(schema, KEYWORD_MAXIMUM);
	if (schema->dialect->draft != DRAFT_4)
	{
		rules.exclusive_minimum = CompileBound(schema, KEYWORD_EXCLUSIVE_MINIMUM);
		rules.exclusive_maximum = CompileBound(schema, KEYWORD_EXCLUSIVE_MAXIMUM);
	}
	if (CompileIsExclusive(schema, KEYWORD_EXCLUSIVE_MINIMUM))
	{
		rules.exclusive_minimum = rules.minimum;
		rules.minimum = NULL;
	}
	if (CompileIsExclusive(schema, KEYWORD_EXCLUSIVE_MAXIMUM))
	{
		rules.exclusive_maximum = rules.maximum;
		rules.maximum = NULL;
	}
	if (divisor != NULL)
	{
		NumberBound zero;

		NumberPrepare(int64_to_numeric(0), &zero);
		if (NumberCompare(divisor->number, &zero) <= 0)
			RefuseKeyword(schema, KEYWORD_MULTIPLE_OF, "must be above 0");
		rules.multiple_of = divisor->number;
	}
	if (rules.minimum == NULL && rules.maximum == NULL && rules.exclusive_minimum == NULL &&
		rules.exclusive_maximum == NULL && rules.multiple_of == NULL)
		return;
	copy = CompileAllocate(schema->compiler, sizeof(rules));
	*copy = rules;
	schema->node->numbers = copy;
}

/* A size: an integer that is not negative, cut off where no value reaches. */
int
CompileSize(Schema *schema, Keyword keyword, int otherwise)
{
	const ValueRef *value = schema->members[keyword];
	NumberBound zero;

	if (value == NULL)
		return otherwise;
	NumberPrepare(int64_to_numeric(0), &zero);
	if (value->kind != VALUE_NUMBER || !NumberIsInteger(value->number) ||
		NumberCompare(value->number, &zero) < 0)
		RefuseKeyword(schema, keyword, "must be a non-negative integer");
	return NumberClamp(value->number, PG_INT32_MAX);
}

/*
 * Take a pattern, to be compiled when it is first used; tried at once when the schema
 * is new.
 */
void
CompilePattern(Schema *schema, Keyword keyword, const char *text, int length,
			   PatternText *pattern)
{
	PatternError error;
	char	   *converted;
	Span		span;

	pattern->text = text;
	pattern->length = length;
	/* server encodings have no ASCII bytes within other characters */
	if (SpanRead(text, length, &span))
	{
		Size		size = offsetof(Span, parts) + sizeof(SpanPart) * span.count;

		pattern->span = memcpy(CompileAllocate(schema->compiler, size), &span, size);
	}
	if (!schema->compiler->checking || schema->place->resource->is_foreign)
		return;
	converted = pg_server_to_any(text, length, PG_UTF8);
	if (PatternCompile(converted, converted == text ? length : strlen(converted), &error) == NULL)
		CompileRefuse(schema->compiler, schema->place->source,
					  KeywordName(keyword, schema->dialect),
					  "invalid regular expression %s: %s", CompileQuote(text, length),
					  error.message);
}

/* Are formats checked by a schema of this dialect? */
static bool
FormatIsAsserted(Schema *schema)
{
	if (schema->compiler->formats != FORMAT_BY_DIALECT && !schema->place->resource->is_foreign)
		return schema->compiler->formats == FORMAT_ASSERT;
	return schema->dialect->draft <= DRAFT_7 ||
		(schema->dialect->vocabularies & VOCABULARY_FORMAT_ASSERTION) != 0;
}

static void
CompileFormat(Schema *schema, StringRules *rules)
{
	const ValueRef *value = schema->members[KEYWORD_FORMAT];
	int			format;

	rules->format = -1;
	if (value == NULL)
		return;
	if (value->kind != VALUE_STRING)
		RefuseKeyword(schema, KEYWORD_FORMAT, "must be a string");
	format = FormatLookup(value->string, value->length, schema->dialect->draft);
	/* references of schemas may use all letters, whatever the metaschemas say */
	if (schema->place->resource->is_foreign && ValueIsString(value, "uri-reference"))
		format = FormatLookup("iri-reference", 13, DRAFT_2020);
	else if (schema->place->resource->is_foreign && ValueIsString(value, "uri"))
		format = FormatLookup("iri", 3, DRAFT_2020);
	if (format < 0 && schema->compiler->strict && !schema->place->resource->is_foreign)
		RefuseKeyword(schema, KEYWORD_FORMAT, "unknown format");
	if (format < 0 || !FormatIsAsserted(schema))
		return;
	rules->format = format;
	rules->format_name = MemoryContextStrdup(schema->compiler->context,
											 pnstrdup(value->string, value->length));
}

/* Draft 7 leaves it open whether contents are checked; later ones forbid it. */
static int
CompileContent(Schema *schema)
{
	const ValueRef *encoding = schema->members[KEYWORD_CONTENT_ENCODING];
	const ValueRef *type = schema->members[KEYWORD_CONTENT_MEDIA_TYPE];
	int			content = 0;

	if (schema->dialect->draft != DRAFT_7)
		return 0;
	if (encoding != NULL && ValueIsString(encoding, "base64"))
		content |= CONTENT_BASE64;
	if (type != NULL && ValueIsString(type, "application/json"))
		content |= CONTENT_JSON;
	return content;
}

void
CompileStrings(Schema *schema)
{
	const ValueRef *pattern = schema->members[KEYWORD_PATTERN];
	StringRules rules = {0};
	StringRules *copy;

	rules.min_length = CompileSize(schema, KEYWORD_MIN_LENGTH, 0);
	rules.max_length = CompileSize(schema, KEYWORD_MAX_LENGTH, PG_INT32_MAX);
	CompileFormat(schema, &rules);
	rules.content = CompileContent(schema);
	if (pattern != NULL)
	{
		if (pattern->kind != VALUE_STRING)
			RefuseKeyword(schema, KEYWORD_PATTERN, "must be a string");
		rules.pattern = CompileAllocate(schema->compiler, sizeof(PatternText));
		CompilePattern(schema, KEYWORD_PATTERN, pattern->string, pattern->length, rules.pattern);
	}
	if (rules.min_length == 0 && rules.max_length == PG_INT32_MAX && rules.pattern == NULL &&
		rules.format < 0 && rules.content == 0)
		return;
	copy = CompileAllocate(schema->compiler, sizeof(rules));
	*copy = rules;
	schema->node->strings = copy;
}
