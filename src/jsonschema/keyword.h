/*
 * keyword.h
 *		The keywords of JSON Schema: which draft knows them, where they hold schemas.
 */
#ifndef MARKET_JSONSCHEMA_KEYWORD_H
#define MARKET_JSONSCHEMA_KEYWORD_H

#include "postgres.h"

/* Drafts by their numbers or years; the values are part of no stored form. */
#define DRAFT_4		4
#define DRAFT_6		6
#define DRAFT_7		7
#define DRAFT_2019	2019
#define DRAFT_2020	2020

/* Vocabularies that a metaschema may switch on.  Up to draft 7 all are on. */
#define VOCABULARY_CORE				0x01
#define VOCABULARY_APPLICATOR		0x02
#define VOCABULARY_UNEVALUATED		0x04
#define VOCABULARY_VALIDATION		0x08
#define VOCABULARY_FORMAT			0x10
#define VOCABULARY_FORMAT_ASSERTION	0x20
#define VOCABULARY_CONTENT			0x40
#define VOCABULARY_META_DATA		0x80
#define VOCABULARY_ALL				0xff

/* How a schema is read. */
typedef struct Dialect
{
	int			draft;
	int			vocabularies;
	const char *metaschema;		/* its URI, without fragment */
} Dialect;

typedef enum Keyword
{
	/* in the order in which a schema object is compiled */
	KEYWORD_SCHEMA,
	KEYWORD_ID,
	KEYWORD_ANCHOR,
	KEYWORD_DYNAMIC_ANCHOR,
	KEYWORD_RECURSIVE_ANCHOR,
	KEYWORD_VOCABULARY,
	KEYWORD_COMMENT,
	KEYWORD_DEFS,
	KEYWORD_DEFINITIONS,
	KEYWORD_REF,
	KEYWORD_DYNAMIC_REF,
	KEYWORD_RECURSIVE_REF,
	KEYWORD_TYPE,
	KEYWORD_CONST,
	KEYWORD_ENUM,
	KEYWORD_MINIMUM,
	KEYWORD_MAXIMUM,
	KEYWORD_EXCLUSIVE_MINIMUM,
	KEYWORD_EXCLUSIVE_MAXIMUM,
	KEYWORD_MULTIPLE_OF,
	KEYWORD_MIN_LENGTH,
	KEYWORD_MAX_LENGTH,
	KEYWORD_PATTERN,
	KEYWORD_FORMAT,
	KEYWORD_CONTENT_ENCODING,
	KEYWORD_CONTENT_MEDIA_TYPE,
	KEYWORD_CONTENT_SCHEMA,
	KEYWORD_MIN_ITEMS,
	KEYWORD_MAX_ITEMS,
	KEYWORD_UNIQUE_ITEMS,
	KEYWORD_PREFIX_ITEMS,
	KEYWORD_ITEMS,
	KEYWORD_ADDITIONAL_ITEMS,
	KEYWORD_CONTAINS,
	KEYWORD_MIN_CONTAINS,
	KEYWORD_MAX_CONTAINS,
	KEYWORD_MIN_PROPERTIES,
	KEYWORD_MAX_PROPERTIES,
	KEYWORD_REQUIRED,
	KEYWORD_PROPERTIES,
	KEYWORD_PATTERN_PROPERTIES,
	KEYWORD_ADDITIONAL_PROPERTIES,
	KEYWORD_PROPERTY_NAMES,
	KEYWORD_DEPENDENCIES,
	KEYWORD_DEPENDENT_REQUIRED,
	KEYWORD_DEPENDENT_SCHEMAS,
	KEYWORD_ALL_OF,
	KEYWORD_ANY_OF,
	KEYWORD_ONE_OF,
	KEYWORD_NOT,
	KEYWORD_IF,
	KEYWORD_THEN,
	KEYWORD_ELSE,
	KEYWORD_UNEVALUATED_ITEMS,
	KEYWORD_UNEVALUATED_PROPERTIES,
	KEYWORD_TITLE,
	KEYWORD_DESCRIPTION,
	KEYWORD_DEFAULT,
	KEYWORD_DEPRECATED,
	KEYWORD_READ_ONLY,
	KEYWORD_WRITE_ONLY,
	KEYWORD_EXAMPLES,
	KEYWORD_COUNT
} Keyword;

/* What a keyword's value holds. */
typedef enum KeywordShape
{
	SHAPE_PLAIN,				/* no schemas */
	SHAPE_SCHEMA,
	SHAPE_LIST,					/* an array of schemas */
	SHAPE_MAP,					/* an object of schemas */
	SHAPE_SCHEMA_OR_LIST,
	SHAPE_DEPENDENCIES			/* an object of schemas and arrays of names */
} KeywordShape;

typedef struct KeywordInfo
{
	const char *name;
	int			length;			/* of the name, bytes */
	Keyword		keyword;
	int			first_draft;
	int			last_draft;
	int			vocabularies;	/* any of them switches the keyword on */
	KeywordShape shape;
} KeywordInfo;

/*
 * Find the keyword of a name.
 *
 * Returns NULL when the dialect does not know it.
 */
extern const KeywordInfo *KeywordFind(const Dialect *dialect, const char *name, int length);

/* The name of a keyword. */
extern const char *KeywordName(Keyword keyword, const Dialect *dialect);

#endif							/* MARKET_JSONSCHEMA_KEYWORD_H */
