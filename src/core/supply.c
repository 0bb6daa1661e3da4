/*
 * supply.c
 *		The bound of all money of a token.
 *
 * A row that knew the sum would make all deposits of a token wait for each
 * other.  But deposits below 2^192 cannot reach the bound: 2^63 of them, which is
 * what the journal can number, are 2^255.  Only where there was a larger one, which
 * an index knows, is the sum taken, and alone.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "core/lock.h"
#include "core/statement.h"
#include "core/supply.h"
#include "miscadmin.h"
#include "utils/builtins.h"

/* Is a deposit of 2^192 or more in the books, or about to be? */
static bool
SupplyIsLarge(const char *denom, Numeric amount)
{
	static Statement large = {
		"SELECT $2 >= 6277101735386680763835789423207666416102355444464034512896"
		" OR EXISTS (SELECT FROM market.journal WHERE denom = $1 AND debit_kind = 'outside'"
		"  AND amount >= 6277101735386680763835789423207666416102355444464034512896)",
		2, {TEXTOID, NUMERICOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(denom), NumericGetDatum(amount)};

	StatementReadLatest(&large, arguments, NULL);
	return DatumGetBool(StatementDatum(0, 1));
}

void
SupplyRequireRoom(const char *denom, Numeric amount)
{
	static Statement room = {
		"SELECT coalesce(pg_catalog.sum(amount), 0) + $2 <="
		" 115792089237316195423570985008687907853269984665640564039457584007913129639935"
		" FROM market.balance_sheet WHERE denom = $1",
		2, {TEXTOID, NUMERICOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(denom), NumericGetDatum(amount)};
	uint32		key = hash_bytes((const unsigned char *) denom, strlen(denom));

	PreventCommandIfReadOnly("a change of the market");
	/* a deposit that shares the lock is known to whoever has it alone */
	if (!SupplyIsLarge(denom, amount) &&
		MarketLockTryKeyShared(LOCK_SUPPLY, LOCK_SUPPLY_COUNT, key) &&
		!SupplyIsLarge(denom, amount))
		return;
	MarketLockTakeKey(LOCK_SUPPLY, LOCK_SUPPLY_COUNT, key);
	StatementReadLatest(&room, arguments, NULL);
	if (!DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("supply of token \"%s\" is out of range", denom),
				 errdetail("All money of a token is at most 2^256-1 minor units.")));
}
