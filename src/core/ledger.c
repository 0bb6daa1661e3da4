/*
 * ledger.c
 *		The only writer of money: balances and journal.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "core/errors.h"
#include "core/ledger.h"
#include "core/statement.h"
#include "core/supply.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"

#define MOVEMENT_COLUMNS 8

/*
 * Balances that will be credited and do not exist yet, made in order before any
 * is locked: to find out later that one has been made meanwhile would mean to
 * wait for it out of order.
 */
#define OPEN_BALANCES(wanted) \
	"WITH made AS (" \
	"  INSERT INTO market.account_balance (account, denom, amount)" \
	"  SELECT DISTINCT w.account, w.denom, 0 FROM (" wanted ") AS w" \
	"  WHERE NOT EXISTS (SELECT FROM market.account_balance AS b" \
	"   WHERE b.account OPERATOR(market.=) w.account AND b.denom = w.denom)" \
	"  ORDER BY 1, 2 ON CONFLICT DO NOTHING RETURNING account" \
	") INSERT INTO market.account (address) SELECT DISTINCT account FROM made ORDER BY 1" \
	" ON CONFLICT DO NOTHING"

/* Arguments: credit, credit_kind, denom. */
static Statement prepare = {
	OPEN_BALANCES("SELECT m.account::market.address AS account, m.denom"
				  " FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2),"
				  "  pg_catalog.unnest($3)) AS m(account, kind, denom)"
				  " WHERE m.kind = 'spendable'"),
	3, {BYTEAARRAYOID, TEXTARRAYOID, TEXTARRAYOID}
};

/*
 * One statement for any number of movements: the change of each balance is
 * summed, and balances are locked in order and changed.  The new balance is
 * computed where the row is locked, because only there it is read after the
 * wait.  It returns a change that could not be made, one for want of money
 * before others.  2^256 - 1 is the bound that the table's own check keeps.
 */
static Statement move = {
	"WITH movement AS MATERIALIZED ("
	"  SELECT n, debit::market.address AS debit, debit_kind,"
	"   credit::market.address AS credit, credit_kind, denom, amount, reason, reference"
	"  FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3),"
	"   pg_catalog.unnest($4), pg_catalog.unnest($5), pg_catalog.unnest($6),"
	"   pg_catalog.unnest($7), pg_catalog.unnest($8)) WITH ORDINALITY"
	"   AS m(debit, debit_kind, credit, credit_kind, denom, amount, reason, reference, n)"
	"), change AS MATERIALIZED ("
	"  SELECT account, denom, pg_catalog.sum(amount) AS amount"
	"  FROM (SELECT debit AS account, denom, - amount AS amount FROM movement"
	"   WHERE debit_kind = 'spendable'"
	"   UNION ALL SELECT credit, denom, amount FROM movement"
	"   WHERE credit_kind = 'spendable') AS side"
	"  GROUP BY account, denom"
	"), locked AS MATERIALIZED ("
	"  SELECT b.account, b.denom, b.amount + c.amount AS amount"
	"  FROM change AS c JOIN market.account_balance AS b"
	"   ON b.account OPERATOR(market.=) c.account AND b.denom = c.denom"
	"  ORDER BY b.account, b.denom FOR NO KEY UPDATE OF b"
	"), changed AS ("
	"  UPDATE market.account_balance AS b SET amount = l.amount"
	"  FROM locked AS l"
	"  WHERE b.account OPERATOR(market.=) l.account AND b.denom = l.denom"
	"   AND l.amount >= 0 AND l.amount <"
	"   115792089237316195423570985008687907853269984665640564039457584007913129639936"
	"  RETURNING b.account, b.denom"
	"), written AS ("
	"  INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind,"
	"   denom, amount, reason, reference)"
	"  SELECT k.height, k.block_time, m.debit, m.debit_kind, m.credit, m.credit_kind,"
	"   m.denom, m.amount, m.reason, m.reference"
	"  FROM movement AS m CROSS JOIN market.clock AS k ORDER BY m.n"
	") SELECT c.account, c.denom, c.amount FROM change AS c"
	" WHERE (SELECT pg_catalog.count(*) FROM change)"
	"  <> (SELECT pg_catalog.count(*) FROM changed)"
	"  AND NOT EXISTS (SELECT FROM changed AS d"
	"   WHERE d.account OPERATOR(market.=) c.account AND d.denom = c.denom)"
	" ORDER BY c.amount LIMIT 1",
	MOVEMENT_COLUMNS,
	{BYTEAARRAYOID, TEXTARRAYOID, BYTEAARRAYOID, TEXTARRAYOID, TEXTARRAYOID, NUMERICARRAYOID,
	TEXTARRAYOID, TEXTARRAYOID}
};

Numeric
LedgerBalance(const Address *account, const char *denom)
{
	static Statement balance = {
		"SELECT amount FROM market.account_balance"
		" WHERE account OPERATOR(market.=) $1::market.address AND denom = $2",
		2, {BYTEAOID, TEXTOID}
	};
	Datum		arguments[] = {AddressGetByteaDatum(account), CStringGetTextDatum(denom)};

	if (StatementRun(&balance, arguments, NULL) == 0)
		return NumericFromInt64(0);
	return DatumGetNumeric(StatementDatum(0, 1));
}

static void
LedgerInsufficient(const Address *account, const char *denom, Numeric balance, Numeric amount)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INSUFFICIENT_FUNDS),
			 errmsg("insufficient funds on account %s", AddressText(account)),
			 errdetail("It has %s%s and needs %s%s.", NumericText(balance), denom,
					   NumericText(amount), denom)));
}

void
LedgerRequire(const Address *account, const char *denom, Numeric amount)
{
	Numeric		balance = LedgerBalance(account, denom);

	if (NumericCompare(balance, amount) < 0)
		LedgerInsufficient(account, denom, balance, amount);
}

/* Say why the change in the last statement's result could not be made. */
static void
LedgerRefuse(void)
{
	Address		account = *DatumGetAddressP(StatementDatum(0, 1));
	char	   *denom = StatementText(0, 2);
	Numeric		amount = DatumGetNumeric(StatementDatum(0, 3));
	Numeric		zero = NumericFromInt64(0);

	if (NumericCompare(amount, zero) < 0)
		LedgerInsufficient(&account, denom, LedgerBalance(&account, denom),
						   NumericSubtract(zero, amount));
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("balance is out of range"),
			 errdetail("A balance is at most 2^256-1 minor units.")));
}

static Datum
LedgerArray(Datum *elements, bool *nulls, int count, Oid type)
{
	int			dimensions[] = {count};
	int			lower_bounds[] = {1};

	/* bytea, text and numeric are all variable, by reference, aligned to int */
	return PointerGetDatum(construct_md_array(elements, nulls, 1, dimensions, lower_bounds,
											  type, -1, false, TYPALIGN_INT));
}

/* Lock and read one balance, for which there is no order to keep. */
static Numeric
LedgerLockOne(const Address *account, const char *denom)
{
	static Statement lock = {
		"SELECT amount FROM market.account_balance"
		" WHERE account OPERATOR(market.=) $1::market.address AND denom = $2"
		" FOR NO KEY UPDATE",
		2, {BYTEAOID, TEXTOID}
	};
	Datum		arguments[] = {AddressGetByteaDatum(account), CStringGetTextDatum(denom)};

	if (StatementRun(&lock, arguments, NULL) == 0)
		return NumericFromInt64(0);
	return DatumGetNumericCopy(StatementDatum(0, 1));
}

void
LedgerLock(const Address *const *accounts, const char *const *denoms, int count,
		   Numeric *balances)
{
	static Statement lock = {
		"SELECT n.n, b.amount"
		" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) WITH ORDINALITY"
		"  AS n(account, denom, n)"
		" JOIN market.account_balance AS b"
		"  ON b.account OPERATOR(market.=) n.account::market.address AND b.denom = n.denom"
		" ORDER BY b.account, b.denom FOR NO KEY UPDATE OF b",
		2, {BYTEAARRAYOID, TEXTARRAYOID}
	};
	Datum	   *elements = palloc(2 * Max(count, 1) * sizeof(Datum));
	Datum		arguments[2];
	uint64		rows;
	uint64		row;
	int			i;

	if (count == 1)
		balances[0] = LedgerLockOne(accounts[0], denoms[0]);
	if (count <= 1)
		return;
	for (i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		elements[i] = AddressGetByteaDatum(accounts[i]);
		elements[count + i] = CStringGetTextDatum(denoms[i]);
		balances[i] = NumericFromInt64(0);
	}
	arguments[0] = LedgerArray(elements, NULL, count, BYTEAOID);
	arguments[1] = LedgerArray(&elements[count], NULL, count, TEXTOID);
	rows = StatementRun(&lock, arguments, NULL);
	for (row = 0; row < rows; row++)
		balances[DatumGetInt64(StatementDatum(row, 1)) - 1] =
			DatumGetNumericCopy(StatementDatum(row, 2));
}

void
LedgerOpenPayees(int64 next)
{
	static Statement payees = {
		OPEN_BALANCES("SELECT account, denom FROM market.payee_due WHERE due <= $1"),
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(next)};

	StatementRun(&payees, arguments, NULL);
}

/* Does a movement change one balance, by taking from it? */
static bool
LedgerIsSpent(const Movement *m)
{
	return strcmp(m->debit_kind, MONEY_SPENDABLE) == 0 &&
		strcmp(m->credit_kind, MONEY_SPENDABLE) != 0;
}

/*
 * One such movement, which is what a call pays: no balance has to be made, and there
 * is no order to keep.  False when it is not seen to suffice; another transaction
 * that has the row may be about to change that.
 */
static bool
LedgerSpend(const Movement *m)
{
	static Statement spend = {
		"WITH changed AS ("
		"  UPDATE market.account_balance AS b SET amount = b.amount - $4"
		"  WHERE b.account OPERATOR(market.=) $1::market.address AND b.denom = $3"
		"   AND b.amount >= $4 RETURNING b.account, b.denom"
		") INSERT INTO market.journal (height, block_time, debit, debit_kind, credit,"
		"  credit_kind, denom, amount, reason, reference)"
		" SELECT k.height, k.block_time, c.account, '" MONEY_SPENDABLE "', $2::market.address,"
		"  $5, c.denom, $4, $6, $7"
		" FROM changed AS c CROSS JOIN market.clock AS k",
		7, {BYTEAOID, BYTEAOID, TEXTOID, NUMERICOID, TEXTOID, TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {
		AddressGetByteaDatum(m->debit), AddressGetByteaDatum(m->credit),
		CStringGetTextDatum(m->denom), NumericGetDatum(m->amount),
		CStringGetTextDatum(m->credit_kind), CStringGetTextDatum(m->reason),
		m->reference == NULL ? (Datum) 0 : CStringGetTextDatum(m->reference)
	};
	char		nulls[] = {' ', ' ', ' ', ' ', ' ', ' ', m->reference == NULL ? 'n' : ' '};

	return StatementRun(&spend, arguments, nulls) > 0;
}

void
LedgerMove(const Movement *movements, int count)
{
	Datum	   *columns[MOVEMENT_COLUMNS];
	Datum		arguments[MOVEMENT_COLUMNS];
	bool	   *no_reference = palloc0(Max(count, 1) * sizeof(bool));
	const Movement *last = NULL;
	int			rows = 0;
	int			i;

	for (i = 0; i < MOVEMENT_COLUMNS; i++)
		columns[i] = palloc(Max(count, 1) * sizeof(Datum));
	for (i = 0; i < count; i++)
	{
		const Movement *m = &movements[i];

		CHECK_FOR_INTERRUPTS();
		if (NumericIsZero(m->amount))
			continue;
		if (strcmp(m->debit_kind, MONEY_OUTSIDE) == 0)
			SupplyRequireRoom(m->denom, m->amount);
		last = m;
		columns[0][rows] = AddressGetByteaDatum(m->debit);
		columns[1][rows] = CStringGetTextDatum(m->debit_kind);
		columns[2][rows] = AddressGetByteaDatum(m->credit);
		columns[3][rows] = CStringGetTextDatum(m->credit_kind);
		columns[4][rows] = CStringGetTextDatum(m->denom);
		columns[5][rows] = NumericGetDatum(m->amount);
		columns[6][rows] = CStringGetTextDatum(m->reason);
		no_reference[rows] = m->reference == NULL;
		columns[7][rows] = m->reference == NULL ? (Datum) 0 : CStringGetTextDatum(m->reference);
		rows++;
	}
	if (rows == 0)
		return;

	PreventCommandIfReadOnly("a change of the market");
	/* before a row of the journal has its id: see AuditAdvance() */
	(void) GetTopTransactionId();
	if (rows == 1 && LedgerIsSpent(last) && LedgerSpend(last))
		return;
	for (i = 0; i < MOVEMENT_COLUMNS; i++)
		arguments[i] = LedgerArray(columns[i], i == 7 ? no_reference : NULL, rows,
								   i == 0 || i == 2 ? BYTEAOID : i == 5 ? NUMERICOID : TEXTOID);
	StatementRun(&prepare, &arguments[2], NULL);
	if (StatementRun(&move, arguments, NULL) > 0)
		LedgerRefuse();
}
