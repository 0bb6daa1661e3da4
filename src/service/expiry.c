/*
 * expiry.c
 *		Time-outs: what a batch and its requests come to at the end of their time.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/ledger.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "service/batch.h"
#include "service/callback.h"
#include "service/expiry.h"
#include "service/pool.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_slash_step);

/*
 * slash_step(rest numeric, deposit numeric, fraction numeric) returns numeric:
 * what one more missed request leaves of a deposit
 *
 * The product is exact: a deposit is an integer, a fraction has 18 digits.
 */
Datum
market_slash_step(PG_FUNCTION_ARGS)
{
	Datum		rest;
	Datum		cut;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	rest = PG_ARGISNULL(0) ? PG_GETARG_DATUM(1) : PG_GETARG_DATUM(0);
	cut = DirectFunctionCall2(numeric_mul, rest, PG_GETARG_DATUM(2));
	cut = DirectFunctionCall2(numeric_trunc, cut, Int32GetDatum(0));
	return DirectFunctionCall2(numeric_sub, rest, cut);
}

/* Lock the bindings of expired requests, in order. */
static void
ExpiryLockBindings(void)
{
	static Statement lock = {
		"SELECT FROM (SELECT DISTINCT service_name, provider FROM ended WHERE state = 'expired')"
		"  AS e JOIN market.service_binding AS b ON b.service_name = e.service_name"
		"  AND b.provider OPERATOR(market.=) e.provider"
		" ORDER BY b.service_name, b.provider FOR NO KEY UPDATE OF b", 0
	};

	StatementRun(&lock, NULL, NULL);
}

/*
 * Rows and bindings in one statement.  It returns the money that moves: fees by
 * consumer, without a reference, and slashed deposits by binding.
 */
static Statement settle = {
	"WITH missed AS MATERIALIZED ("
	"  SELECT s.*, coalesce(coalesce(pg_catalog.lag(s.rest) OVER w, s.deposit) - s.rest, 0)"
	"   AS cut"
	"  FROM (SELECT e.*, b.owner, b.deposit,"
	"    market.slashed_deposit(b.deposit, g.slash_fraction) OVER ("
	"     PARTITION BY e.service_name, e.provider ORDER BY e.context_id, e.request_index"
	"     ROWS UNBOUNDED PRECEDING) AS rest"
	"   FROM ended AS e CROSS JOIN market.params AS g"
	"   LEFT JOIN market.service_binding AS b ON b.service_name = e.service_name"
	"    AND b.provider OPERATOR(market.=) e.provider"
	"   WHERE e.state = 'expired') AS s"
	"  WINDOW w AS (PARTITION BY s.service_name, s.provider"
	"   ORDER BY s.context_id, s.request_index)"
	"), history AS ("
	"  INSERT INTO market.request_history (id, context_id, batch_counter, request_index,"
	"   service_name, provider, consumer, fee, denom, request_height, expiration_height,"
	"   state, tax, ended_height, slashed)"
	"  SELECT id, context_id, batch_counter, request_index, service_name, provider, consumer,"
	"   fee, denom, request_height, expiration_height, state, 0, ended_height, cut FROM missed"
	"  ORDER BY id"
	"), gone AS ("
	"  DELETE FROM market.request_open AS r USING ended AS e"
	"  WHERE r.id = e.id AND e.state = 'expired'"
	"), slash AS MATERIALIZED ("
	"  SELECT service_name, provider, owner, pg_catalog.min(rest) AS rest,"
	"   pg_catalog.sum(cut) AS cut"
	"  FROM missed WHERE owner IS NOT NULL GROUP BY service_name, provider, owner"
	"), slashed AS ("
	"  UPDATE market.service_binding AS b SET deposit = s.rest FROM slash AS s"
	"  WHERE b.service_name = s.service_name AND b.provider OPERATOR(market.=) s.provider"
	"), pool AS ("
	"  INSERT INTO market.pool_share (account, kind, denom, amount)"
	"  SELECT CASE g.slash_destination WHEN 'collect' THEN $1::market.address"
	"    ELSE $2::market.address END,"
	"   CASE g.slash_destination WHEN 'collect' THEN 'tax' ELSE 'burned' END,"
	"   g.base_denom, s.cut"
	"  FROM (SELECT pg_catalog.sum(cut) AS cut FROM slash) AS s"
	"  CROSS JOIN market.params AS g WHERE s.cut > 0"
	"), noted AS ("
	"  INSERT INTO market.service_event (height, block_time, event, ids)"
	"  SELECT k.height, k.block_time, 'service_slash', m.ids FROM market.clock AS k"
	"  CROSS JOIN (SELECT pg_catalog.array_agg(id ORDER BY context_id, request_index) AS ids"
	"   FROM missed) AS m WHERE m.ids IS NOT NULL"
	") SELECT consumer, denom, pg_catalog.sum(fee), NULL, NULL FROM missed"
	"  WHERE fee > 0 GROUP BY consumer, denom"
	" UNION ALL SELECT s.owner, g.base_denom, s.cut, s.service_name || ' ' || s.provider::text,"
	"  g.slash_destination FROM slash AS s CROSS JOIN market.params AS g WHERE s.cut > 0",
	2, {BYTEAOID, BYTEAOID}
};

/* Take a movement from a row of the statement above. */
static void
ExpiryMovement(uint64 row, Movement *movement)
{
	Address    *account = palloc(sizeof(Address));
	char	   *reference = StatementText(row, 4);
	char	   *destination = StatementText(row, 5);

	*account = *DatumGetAddressP(StatementDatum(row, 1));
	movement->debit = movement->credit = account;
	movement->denom = StatementText(row, 2);
	movement->amount = DatumGetNumericCopy(StatementDatum(row, 3));
	movement->reference = reference;
	if (destination == NULL)
	{
		movement->debit_kind = MONEY_ESCROW;
		movement->credit_kind = MONEY_SPENDABLE;
		movement->reason = "refund_fee";
		return;
	}
	movement->debit_kind = MONEY_DEPOSIT;
	if (strcmp(destination, "collect") == 0)
	{
		movement->credit = PoolAccount(POOL_FEE_COLLECTOR);
		movement->credit_kind = MONEY_TAX;
	}
	else
	{
		movement->credit = PoolAccount(POOL_NOBODY);
		movement->credit_kind = MONEY_BURNED;
	}
	movement->reason = "service_slash";
}

/* The balances of consumers whose next batches are due, and of those whom rules pay. */
#define BALANCES_DUE \
	"  SELECT b.account, b.denom FROM market.context_progress AS p" \
	"  JOIN market.context_terms AS t ON t.id = p.context_id" \
	"  JOIN market.account_balance AS b ON b.account OPERATOR(market.=) t.consumer" \
	"  WHERE p.start_height > $1 AND p.start_height <= $2" \
	"  UNION SELECT account, denom FROM market.payee_due WHERE due <= $3"

#define LOCK_BALANCES(due) \
	"SELECT FROM (" due ") AS d JOIN market.account_balance AS b" \
	"  ON b.account OPERATOR(market.=) d.account AND b.denom = d.denom" \
	" ORDER BY b.account, b.denom FOR NO KEY UPDATE OF b"

static void
ExpiryLock(Statement *lock, const Clock *clock, int64 started_through)
{
	Datum		arguments[] = {
		Int64GetDatum(started_through), Int64GetDatum(clock->height), Int64GetDatum(clock->next)
	};

	LedgerOpenPayees(clock->next);
	StatementRun(lock, arguments, NULL);
}

/* The same, and those that fees go back to. */
static void
ExpiryLockBalances(const Clock *clock, int64 started_through)
{
	static Statement lock = {
		LOCK_BALANCES("SELECT b.account, b.denom FROM ended AS e JOIN market.account_balance AS b"
					  "  ON b.account OPERATOR(market.=) e.consumer WHERE e.state = 'expired'"
					  " UNION " BALANCES_DUE),
		3, {INT8OID, INT8OID, INT8OID}
	};

	ExpiryLock(&lock, clock, started_through);
}

void
ExpiryLockDue(const Clock *clock, int64 started_through)
{
	static Statement lock = {
		LOCK_BALANCES(BALANCES_DUE), 3, {INT8OID, INT8OID, INT8OID}
	};

	ExpiryLock(&lock, clock, started_through);
}

/*
 * The contexts after their requests.  The next batch keeps the rhythm: it is due
 * a period after the last one was made, or now if that has passed.
 */
static Statement finish = {
	"WITH finished AS ("
	"  UPDATE market.context_progress AS p SET"
	"   batch_expired = p.batch_state = 'running', batch_state = 'completed',"
	"   expiry_height = NULL,"
	"   state = CASE WHEN p.state = 'running' AND NOT (p.repeated"
	"     AND (p.repeated_total < 0 OR p.batch_counter < p.repeated_total))"
	"    THEN 'completed' ELSE p.state END,"
	"   start_height = CASE WHEN p.state = 'running' AND p.repeated"
	"     AND (p.repeated_total < 0 OR p.batch_counter < p.repeated_total)"
	"    THEN greatest(p.expiry_height - p.timeout + p.repeated_frequency, $2) END,"
	"   ended_height = CASE WHEN p.state = 'paused' OR p.state = 'running' AND p.repeated"
	"     AND (p.repeated_total < 0 OR p.batch_counter < p.repeated_total) THEN NULL"
	"    ELSE $2 END"
	"  FROM pg_catalog.unnest($1) AS i(id) WHERE p.context_id = i.id"
	"  RETURNING p.context_id, p.batch_expired, p.has_module, p.ended_height"
	"), noted AS ("
	"  INSERT INTO market.service_event (height, block_time, event, ids)"
	"  SELECT $2, $3, 'complete_batch', n.ids FROM (SELECT"
	"    pg_catalog.array_agg(context_id ORDER BY context_id) AS ids"
	"   FROM finished WHERE batch_expired) AS n WHERE n.ids IS NOT NULL"
	"  UNION ALL SELECT $2, $3, 'complete_context', n.ids FROM (SELECT"
	"    pg_catalog.array_agg(context_id ORDER BY context_id) AS ids"
	"   FROM finished WHERE ended_height IS NOT NULL) AS n WHERE n.ids IS NOT NULL"
	") SELECT context_id FROM finished WHERE has_module AND batch_expired ORDER BY context_id",
	3, {INT8ARRAYOID, INT8OID, TIMESTAMPTZOID}
};

/* What is expiring at the end of a block, between ExpiryRun() and its trigger. */
typedef struct Expiring
{
	const int64 *context_ids;
	int			count;
	const Clock *clock;
	int64		started_through;
	bool		finished;
} Expiring;

static Expiring *expiring = NULL;

/* Finish the contexts, once; those of modules are called back. */
static void
ExpiryFinish(void)
{
	Datum		arguments[] = {
		StatementInt64Array(expiring->context_ids, expiring->count),
		Int64GetDatum(expiring->clock->height), TimestampTzGetDatum(expiring->clock->time)
	};
	int64	   *modules;
	uint64		rows;
	uint64		row;

	if (expiring->finished)
		return;
	expiring->finished = true;
	rows = StatementRun(&finish, arguments, NULL);
	if (rows == 0)
		return;
	modules = palloc(rows * sizeof(int64));
	for (row = 0; row < rows; row++)
		modules[row] = DatumGetInt64(StatementDatum(row, 1));
	CallbackQueueResponse(modules, rows);
}

void
ExpirySettle(void)
{
	Datum		arguments[] = {
		AddressGetByteaDatum(PoolAccount(POOL_FEE_COLLECTOR)),
		AddressGetByteaDatum(PoolAccount(POOL_NOBODY))
	};
	Movement   *movements;
	uint64		rows;
	uint64		row;

	/* contexts come before bindings, and these before balances */
	if (expiring != NULL)
		ExpiryFinish();
	ExpiryLockBindings();
	if (expiring != NULL)
		ExpiryLockBalances(expiring->clock, expiring->started_through);
	rows = StatementRun(&settle, arguments, NULL);
	movements = palloc(Max(rows, 1) * sizeof(Movement));
	for (row = 0; row < rows; row++)
	{
		CHECK_FOR_INTERRUPTS();
		ExpiryMovement(row, &movements[row]);
	}
	LedgerMove(movements, rows);
}

void
ExpiryRun(const int64 *context_ids, int count, const Clock *clock, int64 started_through)
{
	static Statement expire = {
		"UPDATE market.request_open AS r SET state = 'expired', ended_height = $2"
		" FROM pg_catalog.unnest($1) AS i(id)"
		" WHERE r.context_id = i.id AND r.state = 'pending'",
		2, {INT8ARRAYOID, INT8OID}
	};
	Datum		arguments[] = {
		StatementInt64Array(context_ids, count), Int64GetDatum(clock->height)
	};
	Expiring	block = {context_ids, count, clock, started_through, false};

	PG_TRY();
	{
		expiring = &block;
		StatementRun(&expire, arguments, NULL);
		/* none was pending, or else the trigger has done it */
		ExpiryFinish();
	}
	PG_FINALLY();
	{
		expiring = NULL;
	}
	PG_END_TRY();
}
