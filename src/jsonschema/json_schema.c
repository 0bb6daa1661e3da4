/*
 * json_schema.c
 *		The type market.json_schema.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "common/pg_lzcompress.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "core/compat.h"
#include "jsonschema/document.h"
#include "jsonschema/schema.h"
#include "kernel/keccak.h"

/* A text shorter than this is not worth compressing, bytes. */
#define COMPRESS_LENGTH_MIN 256

PG_FUNCTION_INFO_V1(market_json_schema_in);
PG_FUNCTION_INFO_V1(market_json_schema_out);
PG_FUNCTION_INFO_V1(market_json_schema_recv);
PG_FUNCTION_INFO_V1(market_json_schema_send);
PG_FUNCTION_INFO_V1(market_json_schema_eq);
PG_FUNCTION_INFO_V1(market_json_schema_ne);
PG_FUNCTION_INFO_V1(market_json_schema_hash);
PG_FUNCTION_INFO_V1(market_json_schema_hash_extended);

/* A stored schema in one piece and aligned. */
static SchemaData *
SchemaDetoast(Datum schema)
{
	SchemaData *value = (SchemaData *) PG_DETOAST_DATUM(schema);

	if (VARSIZE(value) < VARHDRSZ + SCHEMA_HEADER_SIZE || value->version != SCHEMA_VERSION)
		elog(ERROR, "stored json_schema cannot be read");
	return value;
}

char *
SchemaText(Datum schema, int *length)
{
	SchemaData *value = SchemaDetoast(schema);
	int			stored = VARSIZE(value) - VARHDRSZ - SCHEMA_HEADER_SIZE;
	char	   *text = palloc(value->length + 1);

	*length = value->length;
	if (!value->is_compressed)
		memcpy(text, value->data, value->length);
	else if (pglz_decompress(value->data, stored, text, value->length, true) != value->length)
		elog(ERROR, "stored json_schema cannot be read");
	text[value->length] = '\0';
	if ((Pointer) value != DatumGetPointer(schema))
		pfree(value);
	return text;
}

/*
 * It is compressed here, because a table's
 * compression does not reach constants, which CHECKs are made of.
 */
SchemaData *
SchemaStore(const char *text, int length)
{
	SchemaData *value = palloc0(VARHDRSZ + SCHEMA_HEADER_SIZE +
								Max(PGLZ_MAX_OUTPUT(length), length));
	uint8		digest[32];
	int			stored = -1;

	Keccak256((const uint8 *) text, length, digest);
	memcpy(value->hash, digest, SCHEMA_HASH_SIZE);
	value->version = SCHEMA_VERSION;
	value->length = length;
	if (length >= COMPRESS_LENGTH_MIN)
		stored = pglz_compress(text, length, value->data, PGLZ_strategy_default);
	value->is_compressed = stored >= 0 && stored < length;
	if (!value->is_compressed)
	{
		memcpy(value->data, text, length);
		stored = length;
	}
	SET_VARSIZE(value, VARHDRSZ + SCHEMA_HEADER_SIZE + stored);
	return value;
}

SchemaData *
SchemaMake(const char *text, int length, const SchemaOptions *options)
{
	SchemaOptions check = *options;
	Program    *program;

	DocumentCheck(text, length);
	check.is_new = true;
	program = SchemaCompile(text, length, &check, CurrentMemoryContext);
	MemoryContextDelete(program->context);
	return SchemaStore(text, length);
}

/* Is this an error that tells of a bad schema, rather than of trouble while looking at it? */
static bool
IsRefusal(int code)
{
	return code == ERRCODE_INVALID_PARAMETER_VALUE || code == ERRCODE_INVALID_JSON_TEXT ||
		code == ERRCODE_DUPLICATE_JSON_OBJECT_KEY_VALUE ||
		code == ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE || code == ERRCODE_PROGRAM_LIMIT_EXCEEDED ||
		code == ERRCODE_STATEMENT_TOO_COMPLEX || code == ERRCODE_UNTRANSLATABLE_CHARACTER;
}

SchemaData *
SchemaTry(const char *text, int length, ErrorData **refusal)
{
	MemoryContext before = CurrentMemoryContext;
	SchemaOptions options = {0};
	SchemaData *volatile value = NULL;

	PG_TRY();
	{
		value = SchemaMake(text, length, &options);
	}
	PG_CATCH();
	{
		if (!IsRefusal(geterrcode()))
			PG_RE_THROW();
		MemoryContextSwitchTo(before);
		*refusal = CopyErrorData();
		FlushErrorState();
	}
	PG_END_TRY();
	return value;
}

Datum
market_json_schema_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	SchemaOptions options = {0};
	SchemaData *value;
	ErrorData  *refusal;

	if (fcinfo->context == NULL)
		PG_RETURN_POINTER(SchemaMake(text, strlen(text), &options));

	/* 16 and later may want to take the error */
	value = SchemaTry(text, strlen(text), &refusal);
	if (value == NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(refusal->sqlerrcode), errmsg("%s", refusal->message)));
	PG_RETURN_POINTER(value);
}

Datum
market_json_schema_out(PG_FUNCTION_ARGS)
{
	int			length;

	PG_RETURN_CSTRING(SchemaText(PG_GETARG_DATUM(0), &length));
}

Datum
market_json_schema_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	SchemaOptions options = {0};
	int			length;
	char	   *text = pq_getmsgtext(message, message->len - message->cursor, &length);

	PG_RETURN_POINTER(SchemaMake(text, length, &options));
}

Datum
market_json_schema_send(PG_FUNCTION_ARGS)
{
	int			length;
	char	   *text = SchemaText(PG_GETARG_DATUM(0), &length);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendtext(&message, text, length);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* Are two schemas the same text? */
static bool
SchemaEqual(Datum a, Datum b)
{
	SchemaData *left = SchemaDetoast(a);
	SchemaData *right = SchemaDetoast(b);
	bool		equal = memcmp(left->hash, right->hash, SCHEMA_HASH_SIZE) == 0;

	if ((Pointer) left != DatumGetPointer(a))
		pfree(left);
	if ((Pointer) right != DatumGetPointer(b))
		pfree(right);
	return equal;
}

Datum
market_json_schema_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(SchemaEqual(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

Datum
market_json_schema_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!SchemaEqual(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

Datum
market_json_schema_hash(PG_FUNCTION_ARGS)
{
	SchemaData *value = SchemaDetoast(PG_GETARG_DATUM(0));
	Datum		hash = hash_any(value->hash, SCHEMA_HASH_SIZE);

	PG_FREE_IF_COPY(value, 0);
	return hash;
}

Datum
market_json_schema_hash_extended(PG_FUNCTION_ARGS)
{
	SchemaData *value = SchemaDetoast(PG_GETARG_DATUM(0));
	Datum		hash = hash_any_extended(value->hash, SCHEMA_HASH_SIZE, PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(value, 0);
	return hash;
}
