/*
 * audit.c
 *		The books, recomputed.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/caller.h"
#include "core/statement.h"

PG_FUNCTION_INFO_V1(market_audit);
PG_FUNCTION_INFO_V1(market_audit_recent);

/*
 * audit() returns table (check_name text, object text, expected text, found text)
 *
 * One statement, hence one snapshot.  Anybody may ask whether the books are
 * sound.
 */
Datum
market_audit(PG_FUNCTION_ARGS)
{
	static Statement findings = {
		"SELECT check_name, object, expected, found FROM market.audit_finding"
		" ORDER BY check_name, object", 0
	};
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Caller		caller;

	CallerEnter(&caller);
	StatementRead(&findings, NULL, NULL);
	StatementSetRows(result);
	CallerLeave(&caller);
	return (Datum) 0;
}

/*
 * Add to the remembered sums what no running transaction can add to any more,
 * and mark how far the journal goes now.
 *
 * Rows come into sight in another order than that of their ids.  Whoever writes
 * a row has a transaction id before the row has its own (LedgerMove), so what
 * precedes a visible row is complete when all transactions have ended that had
 * begun when the row was seen.  A horizon that is still to come is that of another
 * server, from before a restore, and nobody of that server is left.
 */
static void
AuditAdvance(void)
{
	static Statement lock = {
		"SELECT next_horizon <= pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())"
		" OR next_horizon > pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())"
		" FROM market.audit_progress FOR NO KEY UPDATE", 0
	};
	static Statement fold = {
		"INSERT INTO market.audit_total AS t (account, kind, denom, amount)"
		" SELECT account, kind, denom, pg_catalog.sum(amount)"
		" FROM market.audit_progress AS p CROSS JOIN LATERAL ("
		"  SELECT debit AS account, debit_kind AS kind, denom, - amount AS amount"
		"  FROM market.journal WHERE id > p.read_through AND id <= p.next_through"
		"  UNION ALL SELECT credit, credit_kind, denom, amount"
		"  FROM market.journal WHERE id > p.read_through AND id <= p.next_through) AS posting"
		" GROUP BY account, kind, denom"
		" ON CONFLICT (account, kind, denom) DO UPDATE SET amount = t.amount + EXCLUDED.amount", 0
	};
	static Statement mark = {
		"UPDATE market.audit_progress SET"
		" read_through = CASE WHEN $1 THEN next_through ELSE read_through END,"
		" next_through = coalesce((SELECT pg_catalog.max(id) FROM market.journal), 0),"
		" next_horizon = pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())"
		" WHERE $1 OR next_horizon IS NULL",
		1, {BOOLOID}
	};
	bool		marked;
	bool		unmarked;
	Datum		arguments[1];

	StatementRun(&lock, NULL, NULL);
	marked = DatumGetBool(StatementValue(0, 1, &unmarked)) && !unmarked;
	if (marked)
		StatementRun(&fold, NULL, NULL);
	arguments[0] = BoolGetDatum(marked);
	StatementRun(&mark, arguments, NULL);
}

/*
 * audit_recent() returns table (check_name text, object text, expected text,
 *		found text): the checks "balance" and "supply" of audit(), by remembered
 *		sums and what has come into the journal since
 */
Datum
market_audit_recent(PG_FUNCTION_ARGS)
{
	static Statement findings = {
		"SELECT check_name, object, expected, found FROM market.audit_recent_finding"
		" ORDER BY check_name, object", 0
	};
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Caller		caller;

	CallerEnter(&caller);
	CallerRequireRole(&caller, ROLE_OPERATOR);
	AuditAdvance();
	StatementRun(&findings, NULL, NULL);
	StatementSetRows(result);
	CallerLeave(&caller);
	return (Datum) 0;
}
