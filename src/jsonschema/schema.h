/*
 * schema.h
 *		The type market.json_schema: its stored form, its program, its use from C.
 */
#ifndef MARKET_JSONSCHEMA_SCHEMA_H
#define MARKET_JSONSCHEMA_SCHEMA_H

#include "postgres.h"

#include "fmgr.h"
#include "nodes/pg_list.h"
#include "utils/jsonb.h"

#include "jsonschema/program.h"

#define SCHEMA_HASH_SIZE 16

/*
 * A schema as it is stored: its text, and what tells it from others.  The text says
 * everything; the program is made of it anew in each session.
 */
typedef struct SchemaData
{
	int32		vl_len_;		/* varlena header */
	uint8		version;		/* of this form */
	uint8		is_compressed;	/* "data" is made by pglz */
	uint16		unused;
	uint8		hash[SCHEMA_HASH_SIZE]; /* of the text, Keccak-256 cut short */
	int32		length;			/* of the text, bytes */
	char		data[FLEXIBLE_ARRAY_MEMBER];
} SchemaData;

#define SCHEMA_VERSION 1

/* Bytes before the text, without the varlena header. */
#define SCHEMA_HEADER_SIZE (offsetof(SchemaData, data) - VARHDRSZ)

/* A member of the root that says whether formats are checked. */
#define SCHEMA_FORMATS_KEYWORD "x-formats"

/* How a text is read. */
typedef struct SchemaOptions
{
	int			draft;			/* of a schema without $schema; 0 for the newest */
	bool		strict;			/* refuse unknown keywords and formats */
	bool		is_new;			/* check everything, not only what runs */
	Jsonb	   *remotes;		/* further documents by URI, or NULL */
	List	  **used_remotes;	/* takes the URIs of those that were needed, or NULL */
	const char *root_uri;		/* the resource to begin with; NULL for the document's root */
} SchemaOptions;

/*
 * Compile a schema's text.
 *
 * In:	text, length: JSON that DocumentCheck() has seen
 *		parent: where the program's memory context goes
 *
 * Errors: 22023 for what is no schema, with place and reason; 54001 when it is nested too
 *		deep.
 */
extern Program *SchemaCompile(const char *text, int length, const SchemaOptions *options,
							  MemoryContext parent);

/* The text of a value, in the current memory context. */
extern char *SchemaText(Datum schema, int *length);

/* Check a text and make a value of it.  Errors as above, and those of DocumentCheck(). */
extern SchemaData *SchemaMake(const char *text, int length, const SchemaOptions *options);

/*
 * The same, but NULL for a text that is no schema.
 *
 * Reading a schema touches memory only, and its own, so an error can be taken without
 * a subtransaction.
 *
 * Out:	refusal: the error, when the result is NULL
 */
extern SchemaData *SchemaTry(const char *text, int length, ErrorData **refusal);

/* Make a value of a text that has been checked. */
extern SchemaData *SchemaStore(const char *text, int length);

/*
 * The program of a schema that is argument 0 of the function being called.  Nothing is
 * hashed or compiled again while the schema stays the same.
 */
extern Program *SchemaOfCall(FunctionCallInfo fcinfo);

/*
 * The program of a schema.  It stays valid until another one is asked for.
 */
extern Program *SchemaProgram(Datum schema);

/* The program of a standard metaschema, with its URI; like SchemaProgram(). */
extern Program *SchemaOfMetaschema(const char *uri);

/* The place and reason of the first failure. */
typedef struct SchemaFailure
{
	char	   *instance_path;	/* JSON Pointer, "" for the whole document */
	char	   *keyword;
	char	   *keyword_path;
	char	   *message;
} SchemaFailure;

/*
 * Is a document valid?  For other parts of the market.
 *
 * In:	schema: a value of the type
 * Out:	failure: where and why not, in the current memory context; may be NULL
 *
 * Errors: 54001 when the schema makes the validation too long.
 */
extern bool JsonSchemaValidate(Datum schema, Jsonb *instance, SchemaFailure *failure);

/* Kilobytes that compiled schemas may keep in one session. */
extern int	schema_cache_size;

#endif							/* MARKET_JSONSCHEMA_SCHEMA_H */
