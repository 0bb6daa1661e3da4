/*
 * callback.c
 *		What the modules that own contexts are told: the outbox and its delivery.
 *
 * A callback is noted by the statement that makes it due and called later, by
 * whoever runs deliver_callbacks(), so that no module can stop the market.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "service/batch.h"
#include "service/callback.h"
#include "service/module.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_deliver_callbacks);

/* A callback that is due. */
typedef struct Callback
{
	int64		id;
	Oid			registrant;
	char	   *function;		/* NULL: the module has none */
	HandlerType type;
	Datum		arguments[HANDLER_ARGUMENTS_MAX];
	bool		nulls[HANDLER_ARGUMENTS_MAX];
	char	   *error;			/* why it failed */
} Callback;

void
CallbackQueueResponse(const int64 *context_ids, int count)
{
	static Statement queue = {
		"INSERT INTO market.callback_outbox"
		" (module_name, kind, context_id, batch_counter, response_threshold, height)"
		" SELECT c.module_name, 'response', c.id, c.batch_counter,"
		"  c.batch_response_threshold, k.height"
		" FROM market.request_context AS c CROSS JOIN market.clock AS k"
		" WHERE c.id = ANY ($1) AND c.module_name IS NOT NULL ORDER BY c.id",
		1, {INT8ARRAYOID}
	};
	Datum		arguments[] = {StatementInt64Array(context_ids, count)};

	StatementRun(&queue, arguments, NULL);
}

void
CallbackQueueState(const int64 *context_ids, int count, const char *cause)
{
	static Statement queue = {
		"INSERT INTO market.callback_outbox"
		" (module_name, kind, context_id, batch_counter, cause, height)"
		" SELECT c.module_name, 'state', c.id, c.batch_counter, $2, k.height"
		" FROM market.request_context AS c CROSS JOIN market.clock AS k"
		" WHERE c.id = ANY ($1) AND c.module_name IS NOT NULL ORDER BY c.id",
		2, {INT8ARRAYOID, TEXTOID}
	};
	Datum		arguments[] = {StatementInt64Array(context_ids, count), CStringGetTextDatum(cause)};

	StatementRun(&queue, arguments, NULL);
}

/* Fill in the callback of a row of the outbox. */
static void
CallbackRead(uint64 row, Callback *callback)
{
	bool		is_response = DatumGetBool(StatementDatum(row, 8));
	HandlerType *type = &callback->type;
	Datum		value;
	bool		isnull;
	int			i;

	memset(callback, 0, sizeof(*callback));
	callback->id = DatumGetInt64(StatementDatum(row, 1));
	value = StatementValue(row, 2, &isnull);
	callback->registrant = isnull ? InvalidOid : DatumGetObjectId(value);
	value = StatementValue(row, 3, &isnull);
	callback->function = isnull ? NULL : TextDatumGetCString(value);
	callback->arguments[0] = StatementDatum(row, 4);
	type->argument_types[0] = INT8OID;
	type->argument_count = 1;
	/* outputs and error of a response, cause of a state */
	for (i = is_response ? 5 : 7; i <= (is_response ? 6 : 7); i++)
	{
		int			n = type->argument_count++;

		type->argument_types[n] = i == 5 ? JSONBARRAYOID : TEXTOID;
		callback->arguments[n] = StatementCopy(row, i, CurrentMemoryContext,
											   &callback->nulls[n]);
	}
}

/*
 * Lock callbacks that are due and nobody else delivers.  What has failed before
 * stands behind what has not.
 */
static Callback *
CallbackTake(int limit, int *count)
{
	static Statement take = {
		"WITH due AS MATERIALIZED ("
		" SELECT * FROM market.callback_outbox WHERE state = 'pending'"
		" ORDER BY attempts, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)"
		"SELECT d.id, m.registrant::pg_catalog.oid,"
		" CASE d.kind WHEN 'response' THEN m.response_callback ELSE m.state_callback END,"
		" d.context_id, a.outputs,"
		" CASE WHEN pg_catalog.cardinality(a.outputs) < d.response_threshold THEN"
		"  pg_catalog.format('batch %s needed %s outputs and got %s', d.batch_counter,"
		"   d.response_threshold, pg_catalog.cardinality(a.outputs)) END,"
		" d.cause, d.kind = 'response'"
		" FROM due AS d LEFT JOIN market.module AS m ON m.name = d.module_name"
		" CROSS JOIN LATERAL (SELECT ARRAY(SELECT r.output"
		"  FROM market.request AS q JOIN market.response AS r ON r.request_id = q.id"
		"  WHERE q.context_id = d.context_id AND q.batch_counter = d.batch_counter"
		"   AND r.output IS NOT NULL AND d.kind = 'response'"
		"  ORDER BY q.request_index) AS outputs) AS a"
		" ORDER BY d.attempts, d.id",
		1, {INT4OID}
	};
	Datum		arguments[] = {Int32GetDatum(limit)};
	Callback   *callbacks;
	int			i;

	*count = StatementRun(&take, arguments, NULL);
	callbacks = palloc(Max(*count, 1) * sizeof(Callback));
	for (i = 0; i < *count; i++)
		CallbackRead(i, &callbacks[i]);
	return callbacks;
}

/* Note what became of a callback; after ten tries it has failed for good. */
static void
CallbackNote(const Callback *callback)
{
	static Statement note = {
		"UPDATE market.callback_outbox SET attempts = attempts + 1, last_error = $2,"
		" state = CASE WHEN $2 IS NULL THEN 'delivered'"
		"  WHEN attempts >= 9 THEN 'failed' ELSE 'pending' END"
		" WHERE id = $1",
		2, {INT8OID, TEXTOID}
	};
	const char *error = callback->error;
	char		nulls[] = {' ', error == NULL ? 'n' : ' '};
	Datum		arguments[] = {
		Int64GetDatum(callback->id), error == NULL ? (Datum) 0 : CStringGetTextDatum(error)
	};

	StatementRun(&note, arguments, nulls);
}

/*
 * deliver_callbacks(max_callbacks integer) returns integer: delivered
 */
Datum
market_deliver_callbacks(PG_FUNCTION_ARGS)
{
	Caller		caller;
	Callback   *callbacks;
	int			count;
	int			delivered = 0;
	int			i;

	ArgumentRequire(fcinfo, 0, "max_callbacks");
	if (PG_GETARG_INT32(0) < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"max_callbacks\" must be at least 1")));
	if (HandlerIsRunning())
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("a function of a module cannot deliver callbacks")));

	CallerEnter(&caller);
	callbacks = CallbackTake(PG_GETARG_INT32(0), &count);
	for (i = 0; i < count; i++)
	{
		Callback   *callback = &callbacks[i];
		Datum		result;
		bool		isnull;

		CHECK_FOR_INTERRUPTS();
		if (callback->function == NULL)
			callback->error = "the module has no such callback";
		else
			callback->error = ModuleRun(callback->function, callback->registrant,
										&callback->type, callback->arguments, callback->nulls,
										&result, &isnull);
		if (callback->error == NULL)
			delivered++;
		CallbackNote(callback);
	}
	CallerLeave(&caller);
	PG_RETURN_INT32(delivered);
}
