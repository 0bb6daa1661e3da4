/*
 * alert.c
 *		Alerts: a channel runs low, or comes near its expiration.
 *
 * A payment that makes a channel run low writes one row; the end of the block tells
 * listeners.  No payment notifies: that would make all commits wait for each other.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/alert.h"
#include "channel/channel.h"
#include "commands/async.h"
#include "commands/trigger.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/rel.h"

#define ALERT_CHANNEL "market_alert"
#define ALERT_BLOCKS_MAX INT64CONST(1000000000)

PG_FUNCTION_INFO_V1(market_set_channel_alert);
PG_FUNCTION_INFO_V1(market_clock_alert);

void
AlertFunds(int64 channel_id, Numeric before, Numeric after)
{
	static Statement note = {
		"WITH refill AS ("
		" UPDATE market.channel_refill SET due = k.height FROM market.clock AS k"
		" WHERE channel_id = $1 AND low_funds <= $2 AND low_funds > $3"
		") INSERT INTO market.channel_alert (height, block_time, channel_id, account, kind,"
		"  unspent_amount, expiration)"
		" SELECT k.height, k.block_time, c.id, r.account, 'low_funds', $3, c.expiration"
		" FROM market.channel_alert_rule AS r JOIN market.channel AS c ON c.id = r.channel_id"
		" CROSS JOIN market.clock AS k"
		" WHERE r.channel_id = $1 AND r.low_funds <= $2 AND r.low_funds > $3",
		3, {INT8OID, NUMERICOID, NUMERICOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(channel_id), NumericGetDatum(before), NumericGetDatum(after)
	};

	StatementRun(&note, arguments, NULL);
}

void
AlertExpiration(int64 channel_id, int64 expiration)
{
	static Statement wait = {
		"WITH refill AS ("
		" UPDATE market.channel_refill SET due = CASE WHEN due IS NULL AND low_funds IS NOT NULL"
		"   THEN (SELECT height FROM market.clock) ELSE least(due, $2 - expiry_blocks) END"
		" WHERE channel_id = $1"
		") UPDATE market.channel_alert_rule SET due = $2 - expiry_blocks"
		" WHERE channel_id = $1 AND expiry_blocks IS NOT NULL",
		2, {INT8OID, INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(channel_id), Int64GetDatum(expiration)};

	StatementRun(&wait, arguments, NULL);
}

void
AlertMark(int64 channel_id)
{
	static Statement mark = {
		"UPDATE market.channel SET alert_below = greatest("
		"  (SELECT pg_catalog.max(low_funds) FROM market.channel_alert_rule WHERE channel_id = $1),"
		"  (SELECT low_funds FROM market.channel_refill WHERE channel_id = $1))"
		" WHERE id = $1",
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(channel_id)};

	StatementRun(&mark, arguments, NULL);
}

/* Raise 42501 unless an account is a party of a channel and the caller may act for it. */
static void
AlertRequireParty(const Caller *caller, const Channel *channel, const Address *account)
{
	CallerRequireAccount(caller, account);
	if (!AddressEquals(account, &channel->sender) && !AddressEquals(account, &channel->signer) &&
		!AddressEquals(account, &channel->recipient))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s is neither sender, signer nor recipient of channel " INT64_FORMAT,
						AddressText(account), channel->id)));
}

/*
 * set_channel_alert(account address, channel_id bigint, low_funds numeric,
 *		expiry_blocks bigint)
 */
Datum
market_set_channel_alert(PG_FUNCTION_ARGS)
{
	static Statement set = {
		"INSERT INTO market.channel_alert_rule AS r (channel_id, account, low_funds,"
		"  expiry_blocks, due)"
		" VALUES ($1, $2::market.address, $3, $4, $5 - $4)"
		" ON CONFLICT (channel_id, account) DO UPDATE SET low_funds = excluded.low_funds,"
		"  expiry_blocks = excluded.expiry_blocks, due = excluded.due",
		5, {INT8OID, BYTEAOID, NUMERICOID, INT8OID, INT8OID}
	};
	static Statement unset = {
		"DELETE FROM market.channel_alert_rule WHERE channel_id = $1"
		" AND account OPERATOR(market.=) $2::market.address",
		2, {INT8OID, BYTEAOID}
	};
	Caller		caller;
	Address    *account;
	Channel    *channel;
	char		nulls[] = {' ', ' ', PG_ARGISNULL(2) ? 'n' : ' ', PG_ARGISNULL(3) ? 'n' : ' ', ' '};
	Datum		arguments[5];

	CallerEnter(&caller);
	account = ArgumentActor(fcinfo, 0, "account");
	arguments[0] = Int64GetDatum(ArgumentInt64(fcinfo, 1, "channel_id"));
	arguments[1] = AddressGetByteaDatum(account);
	arguments[2] = PG_ARGISNULL(2) ? (Datum) 0 :
		NumericGetDatum(ArgumentAmount(fcinfo, 2, "low_funds"));
	arguments[3] = PG_GETARG_DATUM(3);
	if (!PG_ARGISNULL(3) && (PG_GETARG_INT64(3) < 0 || PG_GETARG_INT64(3) > ALERT_BLOCKS_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"expiry_blocks\" must be from 0 to " INT64_FORMAT,
						ALERT_BLOCKS_MAX)));
	(void) ChannelLockOne(PG_GETARG_INT64(1), &channel);
	AlertRequireParty(&caller, channel, account);

	arguments[4] = Int64GetDatum(channel->expiration);
	if (PG_ARGISNULL(2) && PG_ARGISNULL(3))
		StatementRun(&unset, arguments, NULL);
	else
		StatementRun(&set, arguments, nulls);
	AlertMark(channel->id);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * clock_alert() returns trigger: alerts of channels near their expiration, and a word to
 * listeners when there are new alerts of any kind
 */
Datum
market_clock_alert(PG_FUNCTION_ARGS)
{
	/* once per expiration: an extension sets due anew */
	static Statement expire = {
		"WITH due AS MATERIALIZED ("
		" SELECT r.channel_id, r.account FROM market.channel_alert_rule AS r WHERE r.due <= $1"
		" ORDER BY r.due LIMIT (SELECT max_work_per_block FROM market.params)"
		" FOR NO KEY UPDATE SKIP LOCKED"
		"), waited AS ("
		" UPDATE market.channel_alert_rule AS r SET due = NULL FROM due AS d"
		" WHERE r.channel_id = d.channel_id AND r.account OPERATOR(market.=) d.account"
		" RETURNING r.channel_id, r.account"
		")"
		"INSERT INTO market.channel_alert (height, block_time, channel_id, account, kind,"
		"  unspent_amount, expiration)"
		" SELECT $1, k.block_time, c.id, w.account, 'near_expiry',"
		"  c.value - c.pending_amount - c.authorized_amount, c.expiration"
		" FROM waited AS w JOIN market.channel AS c ON c.id = w.channel_id"
		" CROSS JOIN market.clock AS k WHERE c.value > 0",
		1, {INT8OID}
	};
	static Statement tell = {
		"UPDATE market.channel_alert SET told = true WHERE NOT told", 0
	};
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	bool		isnull;
	Caller		caller;
	Datum		arguments[1];

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ||
		!TRIGGER_FIRED_AFTER(trigger->tg_event) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		strcmp(RelationGetRelationName(trigger->tg_relation), "clock") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("clock_alert must be fired after a row of market.clock is updated")));
	arguments[0] = heap_getattr(trigger->tg_newtuple, 2, RelationGetDescr(trigger->tg_relation),
								&isnull);
	CallerEnter(&caller);
	StatementRun(&expire, arguments, NULL);
	if (StatementRun(&tell, NULL, NULL) > 0)
		Async_Notify(ALERT_CHANNEL, psprintf(INT64_FORMAT, DatumGetInt64(arguments[0])));
	CallerLeave(&caller);
	return PointerGetDatum(NULL);
}
