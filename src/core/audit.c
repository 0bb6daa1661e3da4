/*
 * audit.c
 *		The books, recomputed.
 */
#include "postgres.h"

#include "core/caller.h"
#include "core/statement.h"

PG_FUNCTION_INFO_V1(market_audit);

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
