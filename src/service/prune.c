/*
 * prune.c
 *		Retention: what has ended long ago may be forgotten.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/clock.h"
#include "core/statement.h"

PG_FUNCTION_INFO_V1(market_prune);

/*
 * Requests with their responses; not those that a callback is to be told, nor
 * those of a batch that has not expired, which count until it does.
 */
static Statement requests = {
	"WITH old AS MATERIALIZED ("
	"  SELECT h.id FROM market.request_history AS h WHERE h.ended_height < $1"
	"   AND NOT EXISTS (SELECT FROM market.context_progress AS p"
	"    WHERE p.context_id = h.context_id AND p.batch_counter = h.batch_counter"
	"     AND p.expiry_height IS NOT NULL)"
	"   AND NOT EXISTS (SELECT FROM market.callback_outbox AS o"
	"    WHERE o.context_id = h.context_id AND o.state = 'pending')"
	"  LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED"
	"), answers AS ("
	"  DELETE FROM market.response AS s USING old WHERE s.request_id = old.id"
	"), gone AS ("
	"  DELETE FROM market.request_history AS h USING old WHERE h.id = old.id RETURNING 1"
	") SELECT pg_catalog.count(*) FROM gone",
	2, {INT8OID, INT8OID}
};

/* Contexts that have ended, and nothing of which is left. */
static Statement contexts = {
	"WITH old AS MATERIALIZED ("
	"  SELECT t.id FROM market.context_terms AS t"
	"  JOIN market.context_progress AS p ON p.context_id = t.id"
	"  WHERE t.created_height < $1 AND p.ended_height < $1"
	"   AND NOT EXISTS (SELECT FROM market.request_open AS r WHERE r.context_id = t.id)"
	"   AND NOT EXISTS (SELECT FROM market.request_history AS h WHERE h.context_id = t.id)"
	"   AND NOT EXISTS (SELECT FROM market.callback_outbox AS o"
	"    WHERE o.context_id = t.id AND o.state = 'pending')"
	"  LIMIT $2 FOR NO KEY UPDATE OF t SKIP LOCKED"
	"), progress AS ("
	"  DELETE FROM market.context_progress AS p USING old WHERE p.context_id = old.id"
	"), gone AS ("
	"  DELETE FROM market.context_terms AS t USING old WHERE t.id = old.id RETURNING 1"
	") SELECT pg_catalog.count(*) FROM gone",
	2, {INT8OID, INT8OID}
};

/* Callbacks that were delivered, or have failed for good. */
static Statement callbacks = {
	"WITH gone AS ("
	"  DELETE FROM market.callback_outbox WHERE id = ANY (ARRAY("
	"   SELECT id FROM market.callback_outbox WHERE state <> 'pending' AND height < $1"
	"   ORDER BY height LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED)) RETURNING 1"
	") SELECT pg_catalog.count(*) FROM gone",
	2, {INT8OID, INT8OID}
};

static Statement events = {
	"WITH gone AS ("
	"  DELETE FROM market.service_event WHERE id = ANY (ARRAY("
	"   SELECT id FROM market.service_event WHERE height < $1 ORDER BY height, id LIMIT $2"
	"   FOR NO KEY UPDATE SKIP LOCKED)) RETURNING 1"
	") SELECT pg_catalog.count(*) FROM gone",
	2, {INT8OID, INT8OID}
};

/*
 * prune(before_height bigint) returns bigint
 *
 * Works on as many rows as a block may, and returns how many are gone; money
 * and the journal stay.
 */
Datum
market_prune(PG_FUNCTION_ARGS)
{
	static Statement limit = {
		"SELECT max_work_per_block FROM market.params", 0
	};
	Statement  *steps[] = {&requests, &contexts, &callbacks, &events};
	int64		before = ArgumentHeight(fcinfo, 0, "before_height");
	int64		left;
	int64		gone = 0;
	Datum		arguments[2];
	Caller		caller;
	int			i;

	CallerEnter(&caller);
	CallerRequireRole(&caller, ROLE_OPERATOR);
	if (before > ClockHeight())
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"before_height\" must not be above the current height"),
				 errdetail("The current height is " INT64_FORMAT ".", ClockHeight())));
	StatementRun(&limit, NULL, NULL);
	left = DatumGetInt64(StatementDatum(0, 1));
	for (i = 0; i < lengthof(steps) && left > 0; i++)
	{
		arguments[0] = Int64GetDatum(before);
		arguments[1] = Int64GetDatum(left);
		StatementRun(steps[i], arguments, NULL);
		gone += DatumGetInt64(StatementDatum(0, 1));
		left -= DatumGetInt64(StatementDatum(0, 1));
	}
	CallerLeave(&caller);
	PG_RETURN_INT64(gone);
}
