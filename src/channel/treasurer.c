/*
 * treasurer.c
 *		Claims on many channels at once: listed, all, or those that expire.
 *
 * Source: SingularityNET command line tool, treasurer claim, claim-all and
 * claim-expired; one settlement stands for many of theirs.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "channel/claim.h"
#include "core/arguments.h"
#include "core/idempotency.h"
#include "core/statement.h"
#include "miscadmin.h"

PG_FUNCTION_INFO_V1(market_claim_listed);
PG_FUNCTION_INFO_V1(market_claim_all);
PG_FUNCTION_INFO_V1(market_claim_expiring);

/* Settle what locked channels have, and answer with a row for each. */
static void
TreasurerSettle(ReturnSetInfo *result, Idempotency *once, ChannelChange *change)
{
	Numeric    *paid = ClaimAllOf(change);
	int			i;

	for (i = 0; i < change->channel_count; i++)
	{
		Datum		values[] = {
			Int64GetDatum(change->channels[i].id), NumericGetDatum(paid[i])
		};
		bool		nulls[2] = {false};

		CHECK_FOR_INTERRUPTS();
		IdempotencyRow(once, values, nulls);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	IdempotencyKeepRows(once);
}

/*
 * claim_listed(recipient address, channel_ids bigint[], idempotency_key text)
 *		returns table (channel_id bigint, amount numeric)
 *
 * Channels with nothing to claim are passed over.
 */
Datum
market_claim_listed(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Address    *recipient = ArgumentAddress(fcinfo, 0, "recipient");
	Datum	   *elements;
	int64	   *ids;
	int			count;
	Caller		caller;
	Idempotency once;
	ChannelChange *change;
	int			i;

	elements = ArgumentArray(fcinfo, 1, "channel_ids", CHANNEL_CLAIMS_MAX, &count);
	ids = palloc(Max(count, 1) * sizeof(int64));
	for (i = 0; i < count; i++)
		ids[i] = DatumGetInt64(elements[i]);

	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, recipient, NULL))
		return IdempotencyAnswer(&once, &caller);
	change = ChannelLock(ids, count);
	ChannelActor(&caller, recipient, "recipient");
	for (i = 0; i < count; i++)
		ChannelCheckRecipient(ChannelFind(change, ids[i]), recipient);
	TreasurerSettle(result, &once, change);
	CallerLeave(&caller);
	return (Datum) 0;
}

/* The number of channels that one call may settle, from argument n. */
static int32
TreasurerLimit(FunctionCallInfo fcinfo, int n)
{
	ArgumentRequire(fcinfo, n, "max_channels");
	if (PG_GETARG_INT32(n) < 1 || PG_GETARG_INT32(n) > CHANNEL_CLAIMS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"max_channels\" must be from 1 to %d", CHANNEL_CLAIMS_MAX)));
	return PG_GETARG_INT32(n);
}

/*
 * Settle the channels that a statement finds by recipient, number, and blocks; those
 * on which somebody works are left to the next call, because waiting for one would
 * keep payments from all.
 */
static Datum
TreasurerClaim(FunctionCallInfo fcinfo, Statement *find, int32 limit, int64 blocks)
{
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Address    *recipient = PG_GETARG_ADDRESS_P(0);
	Datum		arguments[] = {
		AddressGetByteaDatum(recipient), Int32GetDatum(limit), Int64GetDatum(blocks)
	};
	Caller		caller;
	Idempotency once;
	int64	   *ids;
	int			count;
	int			i;

	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, recipient, NULL))
		return IdempotencyAnswer(&once, &caller);
	ChannelActor(&caller, recipient, "recipient");
	count = (int) StatementRun(find, arguments, NULL);
	ids = palloc(Max(count, 1) * sizeof(int64));
	for (i = 0; i < count; i++)
		ids[i] = DatumGetInt64(StatementDatum(i, 1));
	TreasurerSettle(result, &once, ChannelLockFree(ids, count));
	CallerLeave(&caller);
	return (Datum) 0;
}

/*
 * claim_all(recipient address, max_channels integer, idempotency_key text)
 *		returns table (channel_id bigint, amount numeric)
 */
Datum
market_claim_all(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT channel_id FROM market.unclaimed_channel"
		" WHERE recipient OPERATOR(market.=) $1::market.address ORDER BY channel_id LIMIT $2",
		3, {BYTEAOID, INT4OID, INT8OID}
	};

	(void) ArgumentAddress(fcinfo, 0, "recipient");
	return TreasurerClaim(fcinfo, &find, TreasurerLimit(fcinfo, 1), 0);
}

/*
 * claim_expiring(recipient address, blocks bigint, max_channels integer,
 *		idempotency_key text) returns table (channel_id bigint, amount numeric)
 */
Datum
market_claim_expiring(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT u.channel_id FROM market.unclaimed_channel AS u"
		" JOIN market.channel AS c ON c.id = u.channel_id"
		" WHERE u.recipient OPERATOR(market.=) $1::market.address"
		" AND c.expiration - (SELECT height FROM market.clock) < $3"
		" ORDER BY c.expiration, c.id LIMIT $2",
		3, {BYTEAOID, INT4OID, INT8OID}
	};
	int64		blocks;

	(void) ArgumentAddress(fcinfo, 0, "recipient");
	blocks = ArgumentHeight(fcinfo, 1, "blocks");
	return TreasurerClaim(fcinfo, &find, TreasurerLimit(fcinfo, 2), blocks);
}
