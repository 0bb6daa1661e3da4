/*
 * program.h
 *		A compiled schema: fixed nodes without text to look up, in one memory context.
 *
 * Everything is decided when a schema is compiled: references are pointers, names
 * are sorted as jsonb sorts keys, limits are integers.  What an error needs to name
 * its place lies apart from what a validation touches.
 */
#ifndef MARKET_JSONSCHEMA_PROGRAM_H
#define MARKET_JSONSCHEMA_PROGRAM_H

#include "postgres.h"

#include "jsonschema/keyword.h"
#include "jsonschema/number.h"
#include "jsonschema/pattern.h"
#include "jsonschema/span.h"
#include "jsonschema/value.h"

typedef struct SchemaNode SchemaNode;

/* A document part with an identifier of its own. */
typedef struct Resource
{
	int			id;
	const char *uri;			/* absolute or "", without fragment */
	const JsonbContainer *root; /* the schema object */
	const Dialect *dialect;
	const struct Source *source;	/* of the root */
	bool		is_foreign;		/* a metaschema, not part of the user's text */
	bool		recursive_anchor;
} Resource;

/* Where a schema stands: one step down from another schema. */
typedef struct Source
{
	const struct Source *parent;	/* NULL for the root of a document */
	const Resource *resource;
	const char *keyword;		/* first segment, or NULL */
	const char *key;			/* second segment, or NULL; not closed by a zero byte */
	int			key_length;		/* bytes */
	int			index;			/* second segment when not negative */
} Source;

/* Kinds of values, as a set; an integer is a number too. */
#define TYPE_BIT(kind)	(1 << (kind))
#define TYPE_INTEGER	(1 << 6)
#define TYPE_PLAIN_INTEGER	(1 << 7)	/* draft 4: written without a fraction */
#define TYPE_ANY		0x3f

typedef struct NumberRules
{
	const NumberBound *minimum;
	const NumberBound *maximum;
	const NumberBound *exclusive_minimum;
	const NumberBound *exclusive_maximum;
	Numeric		multiple_of;
} NumberRules;

typedef struct PatternText
{
	const Span *span;			/* when it is plain, and there is no need of the next */
	Pattern    *pattern;		/* compiled at first use */
	const char *text;			/* in the database's encoding */
	int			length;			/* bytes */
} PatternText;

#define CONTENT_BASE64	0x01
#define CONTENT_JSON	0x02

typedef struct StringRules
{
	int			min_length;		/* characters */
	int			max_length;
	PatternText *pattern;
	int			format;			/* -1 for none */
	const char *format_name;
	int			content;		/* CONTENT_*, asserted */
} StringRules;

typedef struct ArrayRules
{
	int			min_items;
	int			max_items;
	int			prefix_count;
	const SchemaNode *const *prefix;	/* the first items, one by one; some may be NULL */
	const SchemaNode *rest;			/* all further ones; may be NULL */
	const SchemaNode *contains;
	int			min_contains;
	int			max_contains;
	bool		unique;
	bool		contains_marks; /* an item that "contains" finds is evaluated */
	const char *few_keyword;	/* whom to blame when "contains" finds too few */
} ArrayRules;

/* A name of "properties" or "required". */
typedef struct Property
{
	const char *key;
	int			key_length;		/* bytes */
	bool		required;
	bool		declared;		/* by "properties" */
	int			required_before;	/* required ones that sort before it */
	const SchemaNode *node;			/* may be NULL */
} Property;

typedef struct PatternProperty
{
	PatternText pattern;
	const SchemaNode *node;		/* may be NULL */
} PatternProperty;

typedef struct Dependency
{
	const char *keyword;
	const char *key;
	int			key_length;
	const SchemaNode *node;			/* or NULL */
	int			name_count;
	const Property *names;		/* that must be present, sorted */
} Dependency;

typedef struct ObjectRules
{
	int			min_properties;
	int			max_properties;
	int			property_count;
	const Property *properties; /* sorted as jsonb sorts keys */
	int			required_count;
	int			pattern_count;
	PatternProperty *patterns;
	const SchemaNode *additional;
	const SchemaNode *names;
	int			dependency_count;
	const Dependency *dependencies;
} ObjectRules;

/* The value must equal one of these. */
typedef struct ConstantRules
{
	const char *keyword;
	int			string_count;
	const ValueRef *strings;		/* sorted as jsonb sorts keys */
	int			other_count;
	const ValueRef *others;
	const uint32 *other_hashes;		/* sorted, of many others; NULL when they are few */
} ConstantRules;

typedef enum ApplicatorKind
{
	APPLY_REF,
	APPLY_DYNAMIC_REF,
	APPLY_ALL,
	APPLY_ANY,
	APPLY_ONE,
	APPLY_NOT,
	APPLY_IF
} ApplicatorKind;

/* Where a name leads in each resource that has it as a dynamic anchor. */
typedef struct DynamicTarget
{
	int			count;
	const int  *resources;		/* ids */
	const SchemaNode *const *nodes;
} DynamicTarget;

/* Which branches can match, by the string at one key. */
typedef struct Dispatch
{
	const char *key;
	int			key_length;
	int			count;			/* strings, sorted as jsonb sorts keys */
	const ValueRef *strings;
	const int  *first;			/* index into "branches", count + 1 */
	const int  *branches;		/* of the applicator */
} Dispatch;

typedef struct Applicator
{
	ApplicatorKind kind;
	const char *keyword;
	int			count;
	const SchemaNode **nodes;			/* "if", "then" and "else" may be NULL */
	const DynamicTarget *dynamic;
	const Dispatch *dispatch;
} Applicator;

struct SchemaNode
{
	uint8		types;
	bool		is_false;		/* the schema "false" */
	bool		is_plain;		/* types is all there is */
	bool		tracks;			/* has "unevaluated*" that needs to know what was evaluated */
	int			resource;		/* id */
	const SchemaNode *alias;			/* where a schema leads that is only a $ref, or NULL */
	const ConstantRules *constants;
	const NumberRules *numbers;
	const StringRules *strings;
	const ArrayRules *arrays;
	const ObjectRules *objects;
	int			applicator_count;
	const Applicator *applicators;
	const SchemaNode *unevaluated_items;
	const SchemaNode *unevaluated_properties;

	enum
	{
		NODE_UNSEEN, NODE_OPEN, NODE_DONE
	}			mark;			/* while looking for cycles */

	/* for errors and annotations */
	const ConstantRules *more_constants;	/* "enum" beside "const" */
	const Source *source;
	const JsonbContainer *schema;	/* NULL for true and false */
};

typedef struct Program
{
	MemoryContext context;		/* holds everything */
	const SchemaNode *root;
	bool		is_dynamic;		/* some reference depends on the way to it */
	int			node_count;
	const Resource *resource;	/* the root's */
} Program;

/* Append the JSON Pointer of a schema within its document, or within its resource. */
extern void SourcePointer(StringInfo out, const Source *source, bool within_resource);

/* Append one step, with its slashes. */
extern void SourceStep(StringInfo out, const Source *source);

#endif							/* MARKET_JSONSCHEMA_PROGRAM_H */
