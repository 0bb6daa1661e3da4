/*
 * idempotency.c
 *		Calls that carry a key have their effect once.
 *
 * The row of a key is inserted before anything else: another call with the same
 * key waits for it there, holding nothing.  The answer is written into the row by
 * the same transaction, so that a key and the effect of its call commit together.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/statement.h"
#include "kernel/keccak.h"
#include "miscadmin.h"
#include "type/bytes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(market_prune_idempotency_keys);

/* how often the row of a key may vanish before it is read */
#define IDEMPOTENCY_ATTEMPTS_MAX 10

/* Raise 40001: what somebody else did meanwhile stands in the way. */
static void
IdempotencyRetry(const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
			 errmsg("could not use the idempotency key due to a concurrent %s", what),
			 errhint("The transaction might succeed if retried.")));
}

/* Add one argument to the text that tells calls apart. */
static void
IdempotencyArgument(StringInfo text, Oid type, Datum value)
{
	Oid			output;
	bool		is_varlena;
	char	   *printed;

	/* bytea has several text forms, by a setting */
	if (getBaseType(type) == BYTEAOID)
	{
		bytea	   *bytes = DatumGetByteaPP(value);

		appendStringInfo(text, "%zu:", VARSIZE_ANY_EXHDR(bytes));
		appendBinaryStringInfo(text, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
		return;
	}
	getTypeOutputInfo(type, &output, &is_varlena);
	printed = OidOutputFunctionCall(output, value);
	appendStringInfo(text, "%zu:%s", strlen(printed), printed);
}

/* Digest of a call: its function and all arguments but the key. */
static Datum
IdempotencyDigest(FunctionCallInfo fcinfo)
{
	uint8		digest[KECCAK256_SIZE];
	StringInfoData text;
	Oid		   *types;
	int			count;
	int			i;

	initStringInfo(&text);
	appendStringInfo(&text, "%s(", get_func_name(fcinfo->flinfo->fn_oid));
	(void) get_func_signature(fcinfo->flinfo->fn_oid, &types, &count);
	for (i = 0; i < PG_NARGS() - 1; i++)
	{
		if (PG_ARGISNULL(i))
			appendStringInfoChar(&text, '-');
		else
			IdempotencyArgument(&text, types[i], PG_GETARG_DATUM(i));
	}
	Keccak256((uint8 *) text.data, text.len, digest);
	return PointerGetDatum(BytesToBytea(digest, sizeof(digest)));
}

/* Insert the row of the key; false when another call has used it. */
static bool
IdempotencyNote(Idempotency *once, Datum *arguments)
{
	static Statement note = {
		"INSERT INTO market.idempotency_key (account, scope, key, function, digest, height)"
		" SELECT $1::market.address, $2, $3, $4, $5, height FROM market.clock"
		" ON CONFLICT DO NOTHING",
		5, {BYTEAOID, TEXTOID, TEXTOID, TEXTOID, BYTEAOID}
	};

	arguments[0] = AddressGetByteaDatum(once->account);
	arguments[1] = CStringGetTextDatum(once->scope == NULL ? "" : once->scope);
	arguments[2] = CStringGetTextDatum(once->key);
	arguments[3] = CStringGetTextDatum(get_func_name(once->fcinfo->flinfo->fn_oid));
	arguments[4] = IdempotencyDigest(once->fcinfo);
	once->begun = StatementRun(&note, arguments, NULL) > 0;
	return once->begun;
}

bool
IdempotencyBegin(Idempotency *once, FunctionCallInfo fcinfo, const Caller *caller,
				 const Address *account, const char *scope)
{
	static Statement find = {
		"SELECT function, height, digest = $4, answer FROM market.idempotency_key"
		" WHERE account OPERATOR(market.=) $1::market.address AND scope = $2 AND key = $3",
		4, {BYTEAOID, TEXTOID, TEXTOID, BYTEAOID}
	};
	int			n = PG_NARGS() - 1;
	int			attempt;
	Datum		arguments[5];

	memset(once, 0, sizeof(*once));
	if (PG_ARGISNULL(n))
		return false;
	once->fcinfo = fcinfo;
	once->key = text_to_cstring(PG_GETARG_TEXT_PP(n));
	once->account = account;
	once->scope = scope;
	if (once->key[0] == '\0' || strlen(once->key) > IDEMPOTENCY_KEY_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"idempotency_key\" must have 1 to %d bytes",
						IDEMPOTENCY_KEY_MAX)));
	if (scope == NULL && !CallerMayAct(caller, account))
		return false;

	for (attempt = 0;; attempt++)
	{
		if (IdempotencyNote(once, arguments))
			return false;
		arguments[3] = arguments[4];
		if (StatementRun(&find, arguments, NULL) > 0)
			break;
		/* the row was pruned between the two statements, which does not happen often */
		if (attempt >= IDEMPOTENCY_ATTEMPTS_MAX)
			IdempotencyRetry("update");
	}
	if (!DatumGetBool(StatementDatum(0, 3)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_KEY_REUSED),
				 errmsg("idempotency key \"%s\" was used for another call", once->key),
				 errdetail("It was used for market.%s() at block " INT64_FORMAT ".",
						   TextDatumGetCString(StatementDatum(0, 1)),
						   DatumGetInt64(StatementDatum(0, 2))),
				 errhint("Repeat a call with the same arguments, or give it a key of its own.")));
	once->kept = DatumGetArrayTypePCopy(StatementDatum(0, 4));
	return true;
}

/* The columns of the function's result: of a record or a set, or NULL for one value. */
static TupleDesc
IdempotencyColumns(const Idempotency *once, Oid *type)
{
	TupleDesc	columns = NULL;

	if (get_func_retset(once->fcinfo->flinfo->fn_oid))
		return ((ReturnSetInfo *) once->fcinfo->resultinfo)->setDesc;
	(void) get_call_result_type(once->fcinfo, type, &columns);
	return columns;
}

/* Give back the rows of a kept answer, whose cells are texts. */
static Datum
IdempotencyRows(const Idempotency *once, TupleDesc columns, Datum *cells, const bool *nulls,
				int count)
{
	AttInMetadata *input = TupleDescGetAttInMetadata(BlessTupleDesc(columns));
	char	  **texts = palloc(columns->natts * sizeof(char *));
	HeapTuple	tuple = NULL;
	int			row;
	int			i;

	for (row = 0; row < count / columns->natts; row++)
	{
		CHECK_FOR_INTERRUPTS();
		for (i = 0; i < columns->natts; i++)
		{
			int			cell = row * columns->natts + i;

			texts[i] = nulls[cell] ? NULL : TextDatumGetCString(cells[cell]);
		}
		tuple = BuildTupleFromCStrings(input, texts);
		if (get_func_retset(once->fcinfo->flinfo->fn_oid))
			tuplestore_puttuple(((ReturnSetInfo *) once->fcinfo->resultinfo)->setResult, tuple);
	}
	if (tuple == NULL || get_func_retset(once->fcinfo->flinfo->fn_oid))
		return (Datum) 0;
	return HeapTupleHeaderGetDatum(SPI_returntuple(tuple, columns));
}

Datum
IdempotencyAnswer(Idempotency *once, const Caller *caller)
{
	Oid			type = InvalidOid;
	TupleDesc	columns = IdempotencyColumns(once, &type);
	Datum	   *cells;
	bool	   *nulls;
	int			count;
	Datum		answer;
	Oid			input;
	Oid			element;
	int16		length;
	bool		by_value;

	deconstruct_array(once->kept, TEXTOID, -1, false, TYPALIGN_INT, &cells, &nulls, &count);
	if (columns != NULL)
		answer = IdempotencyRows(once, columns, cells, nulls, count);
	else if (count == 0)
		answer = (Datum) 0;
	else
	{
		getTypeInputInfo(type, &input, &element);
		answer = OidInputFunctionCall(input, TextDatumGetCString(cells[0]), element, -1);
		/* into the memory of who called us */
		get_typlenbyval(type, &length, &by_value);
		answer = SPI_datumTransfer(answer, by_value, length);
	}
	CallerLeave(caller);
	return answer;
}

/* Collect one cell of the answer. */
static void
IdempotencyCell(Idempotency *once, Oid type, Datum value, bool isnull)
{
	Oid			output;
	bool		is_varlena;
	Datum		text = (Datum) 0;

	if (!isnull)
	{
		getTypeOutputInfo(type, &output, &is_varlena);
		text = CStringGetTextDatum(OidOutputFunctionCall(output, value));
	}
	once->cells = accumArrayResult(once->cells, text, isnull, TEXTOID, CurrentMemoryContext);
}

void
IdempotencyRow(Idempotency *once, const Datum *values, const bool *nulls)
{
	Oid			type;
	TupleDesc	columns;
	int			i;

	if (once->key == NULL)
		return;
	columns = IdempotencyColumns(once, &type);
	for (i = 0; i < columns->natts; i++)
		IdempotencyCell(once, TupleDescAttr(columns, i)->atttypid, values[i], nulls[i]);
}

void
IdempotencyKeepRows(Idempotency *once)
{
	static Statement keep = {
		"UPDATE market.idempotency_key SET answer = $4"
		" WHERE account OPERATOR(market.=) $1::market.address AND scope = $2 AND key = $3",
		4, {BYTEAOID, TEXTOID, TEXTOID, TEXTARRAYOID}
	};
	Datum		arguments[4];

	if (once->key == NULL)
		return;
	/* the right to act for the account came while the function ran */
	if (!once->begun)
		IdempotencyRetry("grant");
	arguments[0] = AddressGetByteaDatum(once->account);
	arguments[1] = CStringGetTextDatum(once->scope == NULL ? "" : once->scope);
	arguments[2] = CStringGetTextDatum(once->key);
	arguments[3] = once->cells == NULL
		? PointerGetDatum(construct_empty_array(TEXTOID))
		: makeArrayResult(once->cells, CurrentMemoryContext);
	StatementRun(&keep, arguments, NULL);
}

void
IdempotencyKeep(Idempotency *once, Datum value)
{
	Oid			type;

	if (once->key == NULL)
		return;
	(void) get_call_result_type(once->fcinfo, &type, NULL);
	IdempotencyCell(once, type, value, false);
	IdempotencyKeepRows(once);
}

void
IdempotencyKeepVoid(Idempotency *once)
{
	IdempotencyKeepRows(once);
}

Datum
IdempotencyLeaveWith(Idempotency *once, const Caller *caller, MemoryContext context,
					 Numeric number)
{
	IdempotencyKeep(once, NumericGetDatum(number));
	return CallerLeaveWith(caller, context, number);
}

/*
 * prune_idempotency_keys() returns trigger: forget keys that are older than the
 * parameter says, at the end of a block, not more than one block may work on
 */
Datum
market_prune_idempotency_keys(PG_FUNCTION_ARGS)
{
	static Statement prune = {
		"DELETE FROM market.idempotency_key AS k USING ("
		"  SELECT o.account, o.scope, o.key FROM market.idempotency_key AS o,"
		"   market.clock AS c, market.params AS p"
		"  WHERE o.height < c.height - p.idempotency_key_blocks"
		"  ORDER BY o.height LIMIT (SELECT max_work_per_block FROM market.params)) AS old"
		" WHERE k.account OPERATOR(market.=) old.account AND k.scope = old.scope"
		" AND k.key = old.key",
		0
	};

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("prune_idempotency_keys must be called as a trigger")));
	StatementBegin();
	StatementRun(&prune, NULL, NULL);
	StatementFinish();
	return PointerGetDatum(NULL);
}
