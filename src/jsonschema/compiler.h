/*
 * compiler.h
 *		What the parts of the compiler share; for this folder only.
 *
 * A schema is compiled in three passes: scan.c finds every schema and what it can
 * be called, compile.c makes a node of each schema that can be reached, and link.c
 * closes what depends on all of them.
 */
#ifndef MARKET_JSONSCHEMA_COMPILER_H
#define MARKET_JSONSCHEMA_COMPILER_H

#include "core/compat.h"
#include "jsonschema/keyword.h"
#include "jsonschema/program.h"
#include "jsonschema/value.h"
#include "nodes/pg_list.h"

/* One schema of a document. */
typedef struct Place
{
	const JsonbContainer *container;	/* NULL for true and false */
	bool		boolean;
	Resource   *resource;
	const Source *source;
	SchemaNode	   *node;			/* made when something leads here */
} Place;

/* Whether "format" is checked. */
typedef enum FormatMode
{
	FORMAT_BY_DIALECT,
	FORMAT_ASSERT,
	FORMAT_ANNOTATE
} FormatMode;

typedef struct DynamicReference
{
	char	   *name;			/* of the anchor, "" for $recursiveRef */
	Applicator *applicator;
} DynamicReference;

typedef struct Compiler
{
	/* what is asked for */
	const char *text;			/* of the schema, for the positions of errors */
	int			length;
	const Dialect *default_dialect; /* of a schema that names none */
	FormatMode	formats;
	bool		strict;			/* refuse unknown keywords and formats */
	bool		checking;		/* the schema is new: compile patterns to see them fail */
	Jsonb	   *document;		/* the schema, in the program's context */
	Jsonb	   *remotes;		/* further documents by URI, or NULL */

	/* what is made */
	Program    *program;
	MemoryContext context;		/* of the program */

	/* what is known; in the context that was current when compiling began */
	struct place_hash *places;	/* by container */
	struct name_hash *names;	/* resources by URI, anchors by URI#name */
	List	   *resources;		/* of Resource */
	List	   *scanned;		/* of Place: the schemas of the user's document */
	List	   *anchors;		/* of DynamicAnchor */
	List	   *queue;			/* of Place: nodes to be filled */
	int			queue_done;
	List	   *nodes;			/* of SchemaNode */
	List	   *dynamic;		/* of DynamicReference */
	List	   *used_remotes;	/* of char *: URIs of those that were needed */
	int			repeated;		/* names that evaluated.c has copied */
	bool		is_foreign;		/* the document being scanned is a bundled metaschema */
} Compiler;

/* A dynamic anchor of a resource. */
typedef struct DynamicAnchor
{
	char	   *name;			/* "" for $recursiveAnchor */
	Place	   *place;
} DynamicAnchor;

/* scan.c */
extern void ScanInit(Compiler *compiler);
extern Place *ScanDocument(Compiler *compiler, Jsonb *document, const char *uri,
						   const Dialect *dialect);
extern Place *ScanValue(Compiler *compiler, const ValueRef *schema, Resource *resource,
						const Source *source);
extern const Source *ScanSource(Compiler *compiler, const Source *parent,
								const Resource *resource, const char *keyword,
								const char *key, int key_length, int index);
extern Place *ScanFindName(Compiler *compiler, const char *uri, const char *anchor,
						   bool *is_dynamic);
extern Place *ScanFindContainer(Compiler *compiler, const JsonbContainer *container);
extern const char *ScanString(const ValueRef *value);

/* resolve.c */
extern Place *ResolveReference(Compiler *compiler, const Place *place, const char *keyword,
							   const ValueRef *reference, char **fragment, bool *is_dynamic);
extern const Dialect *ResolveDialect(Compiler *compiler, const char *uri, int depth);
extern Place *ResolveDocument(Compiler *compiler, const char *uri);

/* compile.c */
extern const SchemaNode *CompilePlace(Compiler *compiler, Place *place);
extern void CompileQueue(Compiler *compiler);

/* One schema object, its members by keyword. */
typedef struct Schema
{
	Compiler   *compiler;
	Place	   *place;
	const Dialect *dialect;
	SchemaNode	   *node;
	const ValueRef *members[KEYWORD_COUNT];	/* NULL where absent */
} Schema;

extern void *CompileAllocate(Compiler *compiler, Size size);
extern const SchemaNode *CompileInner(Schema *schema, const ValueRef *value, Keyword keyword);
extern const SchemaNode *CompileMember(Schema *schema, Keyword keyword);

/* A text for a message, quoted and cut short. */
extern char *CompileQuote(const char *text, int length);

/* compile_value.c */
extern void CompileIdentifiers(Schema *schema);
extern void CompileTypes(Schema *schema);
extern void CompileConstants(Schema *schema);
extern void CompileNumbers(Schema *schema);
extern void CompileStrings(Schema *schema);
extern int	CompileSize(Schema *schema, Keyword keyword, int otherwise);
extern void CompilePattern(Schema *schema, Keyword keyword, const char *text, int length,
						   PatternText *pattern);

/* compile_container.c */
extern void CompileArrays(Schema *schema);
extern void CompileObjects(Schema *schema);

extern void CompileSortProperties(ObjectRules *rules, Property *properties);

/* compile_applicator.c */
extern void CompileApplicators(Schema *schema);

/* dispatch.c */
extern const Dispatch *DispatchMake(Compiler *compiler, const Applicator *applicator);

/* evaluated.c */
extern void EvaluatedLink(Compiler *compiler, SchemaNode *node);

/* link.c */
extern void LinkDynamic(Compiler *compiler);
extern void LinkProgram(Compiler *compiler);

/* compiler errors */
pg_attribute_noreturn() extern void CompileRefuse(Compiler *compiler, const Source *source,
												  const char *keyword, const char *reason,...)
			pg_attribute_printf(4, 5);
pg_attribute_noreturn() extern void CompileRefuseAt(Compiler *compiler, const char *pointer,
													const char *reason);

#endif							/* MARKET_JSONSCHEMA_COMPILER_H */
