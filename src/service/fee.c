/*
 * fee.c
 *		Fees: from the rows of answered requests to those who earned them.
 *
 * An answer splits its fee on its own row and touches nothing that others
 * share.  What is earned reaches its provider, and the tax the community, when
 * the block ends, or when the provider's owner withdraws; until then every sum
 * counts the rows.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/ledger.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "service/event.h"
#include "service/fee.h"
#include "service/pool.h"
#include "type/amount.h"
#include "type/coin.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_withdraw_earned_fees);

/*
 * Settle the answered requests of "due", which locks them in order.  It returns
 * the money that moves: by consumer and provider what is earned and taxed.
 * Argument $1 is the account of the taxes.
 */
#define FEE_SETTLE(due) \
	"WITH due AS MATERIALIZED (" due "), gone AS (" \
	"  DELETE FROM market.request_open AS r USING due AS d WHERE r.id = d.id RETURNING r.*" \
	"), history AS (" \
	"  INSERT INTO market.request_history (id, context_id, batch_counter, request_index," \
	"   service_name, provider, consumer, fee, denom, request_height, expiration_height," \
	"   state, tax, ended_height, slashed)" \
	"  SELECT id, context_id, batch_counter, request_index, service_name, provider, consumer," \
	"   fee, denom, request_height, expiration_height, state, tax, ended_height, 0 FROM gone" \
	"  ORDER BY id" \
	"), volume AS (" \
	"  INSERT INTO market.answered_volume AS v (consumer, service_name, provider, volume)" \
	"  SELECT consumer, service_name, provider, pg_catalog.count(*) FROM gone" \
	"  GROUP BY consumer, service_name, provider ORDER BY consumer, service_name, provider" \
	"  ON CONFLICT (consumer, service_name, provider)" \
	"  DO UPDATE SET volume = v.volume + EXCLUDED.volume" \
	"), earned AS (" \
	"  INSERT INTO market.earned_total AS t (provider, denom, amount)" \
	"  SELECT provider, denom, pg_catalog.sum(fee - tax) FROM gone GROUP BY provider, denom" \
	"  HAVING pg_catalog.sum(fee - tax) > 0 ORDER BY provider, denom" \
	"  ON CONFLICT (provider, denom) DO UPDATE SET amount = t.amount + EXCLUDED.amount" \
	"), share AS (" \
	"  INSERT INTO market.pool_share (account, kind, denom, amount)" \
	"  SELECT $1::market.address, 'tax', denom, pg_catalog.sum(tax) FROM gone GROUP BY denom" \
	"  HAVING pg_catalog.sum(tax) > 0 ORDER BY denom" \
	"), noted AS (" \
	"  INSERT INTO market.service_event (height, block_time, event, ids)" \
	"  SELECT k.height, k.block_time, 'respond_service', g.ids FROM market.clock AS k" \
	"  CROSS JOIN (SELECT pg_catalog.array_agg(id ORDER BY id) AS ids FROM gone) AS g" \
	"  WHERE g.ids IS NOT NULL" \
	"  UNION ALL SELECT k.height, k.block_time, 'complete_batch', g.ids FROM market.clock AS k" \
	"  CROSS JOIN (SELECT pg_catalog.array_agg(g.context_id ORDER BY g.context_id) AS ids" \
	"   FROM gone AS g JOIN market.context_progress AS p ON p.context_id = g.context_id" \
	"    AND p.completed_by = g.id) AS g WHERE g.ids IS NOT NULL" \
	") SELECT g.consumer, o.owner, g.provider::text, g.denom, pg_catalog.sum(g.fee - g.tax)," \
	"  pg_catalog.sum(g.tax)" \
	" FROM gone AS g" \
	" JOIN market.provider_owner AS o ON o.provider OPERATOR(market.=) g.provider" \
	" WHERE g.fee > 0 GROUP BY g.consumer, o.owner, g.provider, g.denom"

/* Write the journal of the rows of the last statement. */
static void
FeeMove(uint64 rows)
{
	Movement   *movements = palloc(Max(rows, 1) * 2 * sizeof(Movement));
	Address    *accounts = palloc(Max(rows, 1) * 2 * sizeof(Address));
	int			count = 0;
	uint64		row;

	for (row = 0; row < rows; row++)
	{
		Movement	movement;

		CHECK_FOR_INTERRUPTS();
		accounts[2 * row] = *DatumGetAddressP(StatementDatum(row, 1));
		accounts[2 * row + 1] = *DatumGetAddressP(StatementDatum(row, 2));
		movement.debit = &accounts[2 * row];
		movement.debit_kind = MONEY_ESCROW;
		movement.credit = &accounts[2 * row + 1];
		movement.credit_kind = MONEY_EARNED;
		movement.denom = StatementText(row, 4);
		movement.amount = DatumGetNumericCopy(StatementDatum(row, 5));
		movement.reason = "earn_fee";
		movement.reference = StatementText(row, 3);
		movements[count++] = movement;
		movement.credit = PoolAccount(POOL_COMMUNITY);
		movement.credit_kind = MONEY_TAX;
		movement.amount = DatumGetNumericCopy(StatementDatum(row, 6));
		movement.reason = "tax_fee";
		movements[count++] = movement;
	}
	LedgerMove(movements, count);
}

int64
FeeSettleBlock(int64 above, int64 height, int64 closed, int64 limit)
{
	static Statement settle = {
		FEE_SETTLE("SELECT r.id FROM market.response AS s"
				   " JOIN market.request_open AS r ON r.id = s.request_id"
				   " WHERE s.height > $2 AND s.height <= $3 AND r.state = 'answered'"
				   " ORDER BY s.height, r.id LIMIT $4 FOR NO KEY UPDATE OF r SKIP LOCKED"),
		4, {BYTEAOID, INT8OID, INT8OID, INT8OID}
	};
	/* what the limit or another transaction left */
	static Statement left = {
		"SELECT s.height FROM market.response AS s"
		" JOIN market.request_open AS r ON r.id = s.request_id"
		" WHERE s.height > $1 AND s.height <= $2 AND r.state = 'answered'"
		" ORDER BY s.height LIMIT 1",
		2, {INT8OID, INT8OID}
	};
	Datum		arguments[] = {
		AddressGetByteaDatum(PoolAccount(POOL_COMMUNITY)), Int64GetDatum(above),
		Int64GetDatum(height), Int64GetDatum(limit)
	};
	Datum		range[] = {Int64GetDatum(above), Int64GetDatum(closed)};

	FeeMove(StatementRun(&settle, arguments, NULL));
	if (closed <= above)
		return above;
	if (StatementRun(&left, range, NULL) > 0)
		return DatumGetInt64(StatementDatum(0, 1)) - 1;
	return closed;
}

/* The providers whose fees are asked for, in order, as a bytea[]. */
static Datum
FeeProviders(const Address *owner, const Address *provider)
{
	static Statement of_owner = {
		"SELECT coalesce(pg_catalog.array_agg(provider::bytea ORDER BY provider),"
		"  ARRAY[]::pg_catalog.bytea[])"
		" FROM market.provider_owner WHERE owner OPERATOR(market.=) $1::market.address"
		" AND ($2 IS NULL OR provider OPERATOR(market.=) $2::market.address)",
		2, {BYTEAOID, BYTEAOID}
	};
	Datum		arguments[] = {
		AddressGetByteaDatum(owner), provider == NULL ? (Datum) 0 : AddressGetByteaDatum(provider)
	};
	char		nulls[] = {' ', provider == NULL ? 'n' : ' '};
	Datum		providers;

	StatementRun(&of_owner, arguments, nulls);
	providers = StatementDatum(0, 1);
	if (provider != NULL && ARR_NDIM(DatumGetArrayTypeP(providers)) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_AUTHORIZED),
				 errmsg("%s is not the owner of provider %s", AddressText(owner),
						AddressText(provider))));
	return providers;
}

/* Where an owner wants to be paid. */
static Address *
FeeReceiver(const Address *owner)
{
	static Statement receiver = {
		"SELECT withdraw_address FROM market.withdraw_address"
		" WHERE owner OPERATOR(market.=) $1::market.address",
		1, {BYTEAOID}
	};
	Datum		arguments[] = {AddressGetByteaDatum(owner)};
	Address    *address = palloc(sizeof(Address));

	*address = StatementRun(&receiver, arguments, NULL) > 0
		? *DatumGetAddressP(StatementDatum(0, 1)) : *owner;
	return address;
}

/* Take what providers have earned out of their rows; the movements that pay it. */
static Movement *
FeeTake(Datum providers, const Address *owner, int *count)
{
	static Statement take = {
		"WITH due AS MATERIALIZED ("
		"  SELECT provider, denom FROM market.earned_total"
		"  WHERE provider OPERATOR(market.=) ANY ($1::market.address[])"
		"  ORDER BY provider, denom FOR NO KEY UPDATE"
		"), taken AS ("
		"  DELETE FROM market.earned_total AS t USING due AS d"
		"  WHERE t.provider OPERATOR(market.=) d.provider AND t.denom = d.denom"
		"  RETURNING t.provider, t.denom, t.amount"
		") SELECT provider::text, denom, amount FROM taken ORDER BY denom COLLATE \"C\", provider",
		1, {BYTEAARRAYOID}
	};
	Address    *receiver = FeeReceiver(owner);
	Movement   *movements;
	int			i;

	*count = StatementRun(&take, &providers, NULL);
	movements = palloc(Max(*count, 1) * sizeof(Movement));
	for (i = 0; i < *count; i++)
	{
		movements[i].debit = owner;
		movements[i].debit_kind = MONEY_EARNED;
		movements[i].credit = receiver;
		movements[i].credit_kind = MONEY_SPENDABLE;
		movements[i].denom = StatementText(i, 2);
		movements[i].amount = DatumGetNumericCopy(StatementDatum(i, 3));
		movements[i].reason = "withdraw_earned_fees";
		movements[i].reference = StatementText(i, 1);
	}
	return movements;
}

/* Answer with one coin per denom; the movements are sorted by denom. */
static void
FeeAnswer(ReturnSetInfo *result, Idempotency *once, const Movement *movements, int count)
{
	int			i = 0;

	while (i < count)
	{
		const char *denom = movements[i].denom;
		Numeric		amount = NumericFromInt64(0);
		Datum		value;
		bool		isnull = false;

		for (; i < count && strcmp(movements[i].denom, denom) == 0; i++)
			amount = NumericAdd(amount, movements[i].amount);
		value = PointerGetDatum(CoinMake(amount, denom));
		tuplestore_putvalues(result->setResult, result->setDesc, &value, &isnull);
		IdempotencyRow(once, &value, &isnull);
	}
}

/*
 * withdraw_earned_fees(owner address, provider address) returns setof coin
 */
Datum
market_withdraw_earned_fees(PG_FUNCTION_ARGS)
{
	static Statement settle = {
		FEE_SETTLE("SELECT r.id FROM market.request_open AS r"
				   " WHERE r.provider OPERATOR(market.=) ANY ($2::market.address[])"
				   " AND r.state = 'answered' ORDER BY r.id FOR NO KEY UPDATE OF r"),
		2, {BYTEAOID, BYTEAARRAYOID}
	};
	Address    *owner = ArgumentActor(fcinfo, 0, "owner");
	Address    *provider = PG_ARGISNULL(1) ? NULL : ArgumentAccount(fcinfo, 1, "provider");
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Movement   *movements;
	Caller		caller;
	Datum		arguments[2];
	Idempotency once;
	int			count;

	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, owner, NULL))
		return IdempotencyAnswer(&once, &caller);
	CallerRequireAccount(&caller, owner);
	arguments[0] = AddressGetByteaDatum(PoolAccount(POOL_COMMUNITY));
	arguments[1] = FeeProviders(owner, provider);
	FeeMove(StatementRun(&settle, arguments, NULL));
	movements = FeeTake(arguments[1], owner, &count);
	LedgerMove(movements, count);
	EventNote("withdraw_earned_fees", NULL, provider, owner);
	FeeAnswer(result, &once, movements, count);
	IdempotencyKeepRows(&once);
	CallerLeave(&caller);
	return (Datum) 0;
}
