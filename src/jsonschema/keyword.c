/*
 * keyword.c
 *		The keywords of JSON Schema: which draft knows them, where they hold schemas.
 *
 * "definitions" and "dependencies" stay keywords after draft 7: the later
 * specifications reserve them for what they meant.
 */
#include "postgres.h"

#include "jsonschema/keyword.h"

#define VOCABULARY_ANY_FORMAT (VOCABULARY_FORMAT | VOCABULARY_FORMAT_ASSERTION)

#define ROW(name, keyword, first, last, vocabulary, shape) \
	{name, sizeof(name) - 1, KEYWORD_##keyword, DRAFT_##first, DRAFT_##last, \
		VOCABULARY_##vocabulary, SHAPE_##shape}

/* Sorted by name, as bytes. */
static const KeywordInfo keywords[] = {
	ROW("$anchor", ANCHOR, 2019, 2020, CORE, PLAIN),
	ROW("$comment", COMMENT, 7, 2020, CORE, PLAIN),
	ROW("$defs", DEFS, 2019, 2020, CORE, MAP),
	ROW("$dynamicAnchor", DYNAMIC_ANCHOR, 2020, 2020, CORE, PLAIN),
	ROW("$dynamicRef", DYNAMIC_REF, 2020, 2020, CORE, PLAIN),
	ROW("$id", ID, 6, 2020, CORE, PLAIN),
	ROW("$recursiveAnchor", RECURSIVE_ANCHOR, 2019, 2019, CORE, PLAIN),
	ROW("$recursiveRef", RECURSIVE_REF, 2019, 2019, CORE, PLAIN),
	ROW("$ref", REF, 4, 2020, CORE, PLAIN),
	ROW("$schema", SCHEMA, 4, 2020, CORE, PLAIN),
	ROW("$vocabulary", VOCABULARY, 2019, 2020, CORE, PLAIN),
	ROW("additionalItems", ADDITIONAL_ITEMS, 4, 2019, APPLICATOR, SCHEMA),
	ROW("additionalProperties", ADDITIONAL_PROPERTIES, 4, 2020, APPLICATOR, SCHEMA),
	ROW("allOf", ALL_OF, 4, 2020, APPLICATOR, LIST),
	ROW("anyOf", ANY_OF, 4, 2020, APPLICATOR, LIST),
	ROW("const", CONST, 6, 2020, VALIDATION, PLAIN),
	ROW("contains", CONTAINS, 6, 2020, APPLICATOR, SCHEMA),
	ROW("contentEncoding", CONTENT_ENCODING, 7, 2020, CONTENT, PLAIN),
	ROW("contentMediaType", CONTENT_MEDIA_TYPE, 7, 2020, CONTENT, PLAIN),
	ROW("contentSchema", CONTENT_SCHEMA, 2019, 2020, CONTENT, SCHEMA),
	ROW("default", DEFAULT, 4, 2020, META_DATA, PLAIN),
	ROW("definitions", DEFINITIONS, 4, 2020, CORE, MAP),
	ROW("dependencies", DEPENDENCIES, 4, 2020, APPLICATOR, DEPENDENCIES),
	ROW("dependentRequired", DEPENDENT_REQUIRED, 2019, 2020, VALIDATION, PLAIN),
	ROW("dependentSchemas", DEPENDENT_SCHEMAS, 2019, 2020, APPLICATOR, MAP),
	ROW("deprecated", DEPRECATED, 2019, 2020, META_DATA, PLAIN),
	ROW("description", DESCRIPTION, 4, 2020, META_DATA, PLAIN),
	ROW("else", ELSE, 7, 2020, APPLICATOR, SCHEMA),
	ROW("enum", ENUM, 4, 2020, VALIDATION, PLAIN),
	ROW("examples", EXAMPLES, 6, 2020, META_DATA, PLAIN),
	ROW("exclusiveMaximum", EXCLUSIVE_MAXIMUM, 4, 2020, VALIDATION, PLAIN),
	ROW("exclusiveMinimum", EXCLUSIVE_MINIMUM, 4, 2020, VALIDATION, PLAIN),
	ROW("format", FORMAT, 4, 2020, ANY_FORMAT, PLAIN),
	ROW("id", ID, 4, 4, CORE, PLAIN),
	ROW("if", IF, 7, 2020, APPLICATOR, SCHEMA),
	ROW("items", ITEMS, 4, 2020, APPLICATOR, SCHEMA_OR_LIST),
	ROW("maxContains", MAX_CONTAINS, 2019, 2020, VALIDATION, PLAIN),
	ROW("maxItems", MAX_ITEMS, 4, 2020, VALIDATION, PLAIN),
	ROW("maxLength", MAX_LENGTH, 4, 2020, VALIDATION, PLAIN),
	ROW("maxProperties", MAX_PROPERTIES, 4, 2020, VALIDATION, PLAIN),
	ROW("maximum", MAXIMUM, 4, 2020, VALIDATION, PLAIN),
	ROW("minContains", MIN_CONTAINS, 2019, 2020, VALIDATION, PLAIN),
	ROW("minItems", MIN_ITEMS, 4, 2020, VALIDATION, PLAIN),
	ROW("minLength", MIN_LENGTH, 4, 2020, VALIDATION, PLAIN),
	ROW("minProperties", MIN_PROPERTIES, 4, 2020, VALIDATION, PLAIN),
	ROW("minimum", MINIMUM, 4, 2020, VALIDATION, PLAIN),
	ROW("multipleOf", MULTIPLE_OF, 4, 2020, VALIDATION, PLAIN),
	ROW("not", NOT, 4, 2020, APPLICATOR, SCHEMA),
	ROW("oneOf", ONE_OF, 4, 2020, APPLICATOR, LIST),
	ROW("pattern", PATTERN, 4, 2020, VALIDATION, PLAIN),
	ROW("patternProperties", PATTERN_PROPERTIES, 4, 2020, APPLICATOR, MAP),
	ROW("prefixItems", PREFIX_ITEMS, 2020, 2020, APPLICATOR, LIST),
	ROW("properties", PROPERTIES, 4, 2020, APPLICATOR, MAP),
	ROW("propertyNames", PROPERTY_NAMES, 6, 2020, APPLICATOR, SCHEMA),
	ROW("readOnly", READ_ONLY, 7, 2020, META_DATA, PLAIN),
	ROW("required", REQUIRED, 4, 2020, VALIDATION, PLAIN),
	ROW("then", THEN, 7, 2020, APPLICATOR, SCHEMA),
	ROW("title", TITLE, 4, 2020, META_DATA, PLAIN),
	ROW("type", TYPE, 4, 2020, VALIDATION, PLAIN),
	ROW("unevaluatedItems", UNEVALUATED_ITEMS, 2019, 2020, UNEVALUATED, SCHEMA),
	ROW("unevaluatedProperties", UNEVALUATED_PROPERTIES, 2019, 2020, UNEVALUATED, SCHEMA),
	ROW("uniqueItems", UNIQUE_ITEMS, 4, 2020, VALIDATION, PLAIN),
	ROW("writeOnly", WRITE_ONLY, 7, 2020, META_DATA, PLAIN),
};

/* By keyword; "$id" was "id" in draft 4. */
static const char *const names[KEYWORD_COUNT] = {
	[KEYWORD_SCHEMA] = "$schema",
	[KEYWORD_ID] = "$id",
	[KEYWORD_ANCHOR] = "$anchor",
	[KEYWORD_DYNAMIC_ANCHOR] = "$dynamicAnchor",
	[KEYWORD_RECURSIVE_ANCHOR] = "$recursiveAnchor",
	[KEYWORD_VOCABULARY] = "$vocabulary",
	[KEYWORD_COMMENT] = "$comment",
	[KEYWORD_DEFS] = "$defs",
	[KEYWORD_DEFINITIONS] = "definitions",
	[KEYWORD_REF] = "$ref",
	[KEYWORD_DYNAMIC_REF] = "$dynamicRef",
	[KEYWORD_RECURSIVE_REF] = "$recursiveRef",
	[KEYWORD_TYPE] = "type",
	[KEYWORD_CONST] = "const",
	[KEYWORD_ENUM] = "enum",
	[KEYWORD_MINIMUM] = "minimum",
	[KEYWORD_MAXIMUM] = "maximum",
	[KEYWORD_EXCLUSIVE_MINIMUM] = "exclusiveMinimum",
	[KEYWORD_EXCLUSIVE_MAXIMUM] = "exclusiveMaximum",
	[KEYWORD_MULTIPLE_OF] = "multipleOf",
	[KEYWORD_MIN_LENGTH] = "minLength",
	[KEYWORD_MAX_LENGTH] = "maxLength",
	[KEYWORD_PATTERN] = "pattern",
	[KEYWORD_FORMAT] = "format",
	[KEYWORD_CONTENT_ENCODING] = "contentEncoding",
	[KEYWORD_CONTENT_MEDIA_TYPE] = "contentMediaType",
	[KEYWORD_CONTENT_SCHEMA] = "contentSchema",
	[KEYWORD_MIN_ITEMS] = "minItems",
	[KEYWORD_MAX_ITEMS] = "maxItems",
	[KEYWORD_UNIQUE_ITEMS] = "uniqueItems",
	[KEYWORD_PREFIX_ITEMS] = "prefixItems",
	[KEYWORD_ITEMS] = "items",
	[KEYWORD_ADDITIONAL_ITEMS] = "additionalItems",
	[KEYWORD_CONTAINS] = "contains",
	[KEYWORD_MIN_CONTAINS] = "minContains",
	[KEYWORD_MAX_CONTAINS] = "maxContains",
	[KEYWORD_MIN_PROPERTIES] = "minProperties",
	[KEYWORD_MAX_PROPERTIES] = "maxProperties",
	[KEYWORD_REQUIRED] = "required",
	[KEYWORD_PROPERTIES] = "properties",
	[KEYWORD_PATTERN_PROPERTIES] = "patternProperties",
	[KEYWORD_ADDITIONAL_PROPERTIES] = "additionalProperties",
	[KEYWORD_PROPERTY_NAMES] = "propertyNames",
	[KEYWORD_DEPENDENCIES] = "dependencies",
	[KEYWORD_DEPENDENT_REQUIRED] = "dependentRequired",
	[KEYWORD_DEPENDENT_SCHEMAS] = "dependentSchemas",
	[KEYWORD_ALL_OF] = "allOf",
	[KEYWORD_ANY_OF] = "anyOf",
	[KEYWORD_ONE_OF] = "oneOf",
	[KEYWORD_NOT] = "not",
	[KEYWORD_IF] = "if",
	[KEYWORD_THEN] = "then",
	[KEYWORD_ELSE] = "else",
	[KEYWORD_UNEVALUATED_ITEMS] = "unevaluatedItems",
	[KEYWORD_UNEVALUATED_PROPERTIES] = "unevaluatedProperties",
	[KEYWORD_TITLE] = "title",
	[KEYWORD_DESCRIPTION] = "description",
	[KEYWORD_DEFAULT] = "default",
	[KEYWORD_DEPRECATED] = "deprecated",
	[KEYWORD_READ_ONLY] = "readOnly",
	[KEYWORD_WRITE_ONLY] = "writeOnly",
	[KEYWORD_EXAMPLES] = "examples",
};

const KeywordInfo *
KeywordFind(const Dialect *dialect, const char *name, int length)
{
	int			low = 0;
	int			high = lengthof(keywords);

	while (low < high)
	{
		int			middle = (low + high) / 2;
		const KeywordInfo *info = &keywords[middle];
		int			order = memcmp(info->name, name, Min(info->length, length));

		if (order == 0)
			order = info->length - length;
		if (order == 0)
		{
			if (dialect->draft < info->first_draft || dialect->draft > info->last_draft ||
				(dialect->vocabularies & info->vocabularies) == 0)
				return NULL;
			return info;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const char *
KeywordName(Keyword keyword, const Dialect *dialect)
{
	if (keyword == KEYWORD_ID && dialect->draft == DRAFT_4)
		return "id";
	return names[keyword];
}
