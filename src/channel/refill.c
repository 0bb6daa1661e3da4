/*
 * refill.c
 *		Rules of senders, by which the ends of blocks fund and extend their channels.
 *
 * A rule's row says before which block it is looked at.  That may be too early, never too
 * late: a payment that leaves less than the rule wants makes it due (see AlertFunds()), and
 * so does a new expiration.  Rows are written under the locks of their channels only.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/alert.h"
#include "channel/channel.h"
#include "commands/trigger.h"
#include "core/arguments.h"
#include "core/clock.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(market_set_channel_refill);
PG_FUNCTION_INFO_V1(market_clock_refill);

/* blocks: far beyond any use, so that sums do not overflow */
#define REFILL_BLOCKS_MAX INT64CONST(1000000000)

/* The amount that an argument says, NULL without one. */
static Numeric
RefillAmount(FunctionCallInfo fcinfo, int n, const char *name)
{
	Numeric		amount = PG_ARGISNULL(n) ? NULL : ArgumentAmount(fcinfo, n, name);

	if (amount != NULL && NumericIsZero(amount))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be above 0", name)));
	return amount;
}

static void
RefillCheckBlocks(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (!PG_ARGISNULL(n) && (PG_GETARG_INT64(n) < 1 || PG_GETARG_INT64(n) > REFILL_BLOCKS_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"%s\" must be from 1 to " INT64_FORMAT, name,
						REFILL_BLOCKS_MAX)));
}

/* Raise 22023 when an argument is given and one that it needs is not. */
static void
RefillCheckNeeds(FunctionCallInfo fcinfo, int n, const char *name, int needed,
				 const char *needed_name)
{
	if (!PG_ARGISNULL(n) && PG_ARGISNULL(needed))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" needs \"%s\"", name, needed_name)));
}

/*
 * set_channel_refill(sender address, channel_id bigint, low_funds numeric,
 *		add_amount numeric, max_amount numeric, expiry_blocks bigint, extend_blocks bigint,
 *		max_expiration bigint) returns void
 */
Datum
market_set_channel_refill(PG_FUNCTION_ARGS)
{
	static Statement put = {
		"INSERT INTO market.channel_refill (channel_id, low_funds, add_amount, left_amount,"
		"  expiry_blocks, extend_blocks, max_expiration, event_id, due)"
		" SELECT $1, $2, $3, $4, $5, $6, $7, (SELECT coalesce(pg_catalog.max(e.id), 0)"
		"  FROM market.channel_event AS e WHERE e.channel_id = $1), k.height"
		" FROM market.clock AS k"
		" ON CONFLICT (channel_id) DO UPDATE SET low_funds = excluded.low_funds,"
		"  add_amount = excluded.add_amount, left_amount = excluded.left_amount,"
		"  expiry_blocks = excluded.expiry_blocks, extend_blocks = excluded.extend_blocks,"
		"  max_expiration = excluded.max_expiration, event_id = excluded.event_id,"
		"  due = excluded.due",
		7, {INT8OID, NUMERICOID, NUMERICOID, NUMERICOID, INT8OID, INT8OID, INT8OID}
	};
	static Statement drop = {
		"DELETE FROM market.channel_refill WHERE channel_id = $1", 1, {INT8OID}
	};
	Address    *sender = ArgumentAddress(fcinfo, 0, "sender");
	int64		id = ArgumentInt64(fcinfo, 1, "channel_id");
	Numeric		amounts[3];
	Datum		arguments[7];
	char		nulls[] = "       ";
	Caller		caller;
	Channel    *channel;
	int			i;

	amounts[0] = RefillAmount(fcinfo, 2, "low_funds");
	amounts[1] = RefillAmount(fcinfo, 3, "add_amount");
	amounts[2] = RefillAmount(fcinfo, 4, "max_amount");
	RefillCheckBlocks(fcinfo, 5, "expiry_blocks");
	RefillCheckBlocks(fcinfo, 6, "extend_blocks");
	if (!PG_ARGISNULL(7))
		(void) ArgumentHeight(fcinfo, 7, "max_expiration");
	RefillCheckNeeds(fcinfo, 2, "low_funds", 3, "add_amount");
	RefillCheckNeeds(fcinfo, 3, "add_amount", 2, "low_funds");
	RefillCheckNeeds(fcinfo, 4, "max_amount", 3, "add_amount");
	RefillCheckNeeds(fcinfo, 5, "expiry_blocks", 6, "extend_blocks");
	RefillCheckNeeds(fcinfo, 6, "extend_blocks", 5, "expiry_blocks");
	RefillCheckNeeds(fcinfo, 7, "max_expiration", 6, "extend_blocks");
	arguments[0] = Int64GetDatum(id);
	for (i = 1; i < 7; i++)
	{
		nulls[i] = PG_ARGISNULL(i + 1) ? 'n' : ' ';
		arguments[i] = i < 4 ? NumericGetDatum(amounts[i - 1]) : PG_GETARG_DATUM(i + 1);
	}

	CallerEnter(&caller);
	(void) ChannelLockOne(id, &channel);
	ChannelActor(&caller, sender, "sender");
	ChannelCheckSender(channel, sender);
	if (PG_ARGISNULL(2) && PG_ARGISNULL(5))
		StatementRun(&drop, arguments, NULL);
	else
		StatementRun(&put, arguments, nulls);
	AlertMark(id);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * Look at the rules of locked channels before block "next": end those of channels that were
 * closed; note for the others what is added, and when they are looked at again.
 *
 * Out:	rows (id, amount or NULL, expiration or NULL) of what to do, ascending by id
 *
 * A sender's balance that somebody has locked is not waited for.  A sender without enough
 * money is looked at again ten blocks later.  Its smallest amounts come first, so that none
 * that is beyond the balance keeps others waiting.
 */
static uint64
RefillPlan(const ChannelChange *change, int64 next)
{
	static Statement plan = {
		"WITH rule AS MATERIALIZED ("
		" SELECT c.id, c.sender, c.denom, c.value, c.expiration, r.max_expiration,"
		"  r.expiry_blocks, r.low_funds,"
		"  c.value - c.pending_amount - c.authorized_amount AS unspent,"
		"  least(r.add_amount, r.left_amount,"
		"   115792089237316195423570985008687907853269984665640564039457584007913129639935"
		"   - c.value) AS amount,"
		"  CASE WHEN c.expiration - r.expiry_blocks <= $2 THEN"
		"   least(greatest(c.expiration, $2) + r.extend_blocks, r.max_expiration) END AS later,"
		"  EXISTS (SELECT FROM market.channel_event AS e WHERE e.channel_id = c.id"
		"   AND e.id > r.event_id AND (e.event = 'timeout' OR e.send_back_amount > 0"
		/* one that sends back when nothing is left */
		"    OR e.event = 'claim' AND c.expiration = 0)) AS closed"
		" FROM market.channel_refill AS r JOIN market.channel AS c ON c.id = r.channel_id"
		" WHERE r.channel_id = ANY ($1)"
		"), ended AS ("
		" DELETE FROM market.channel_refill AS r USING rule AS u"
		" WHERE r.channel_id = u.id AND u.closed"
		"), low AS MATERIALIZED ("
		" SELECT id, sender, denom, amount FROM rule"
		" WHERE NOT closed AND unspent < low_funds AND amount > 0"
		/* nobody takes a payment from one that has expired; an extension makes it due */
		"  AND greatest(expiration, later) > $2"
		"), held AS MATERIALIZED ("
		" SELECT b.account, b.denom, b.amount"
		" FROM (SELECT DISTINCT sender, denom FROM low) AS l JOIN market.account_balance AS b"
		"  ON b.account OPERATOR(market.=) l.sender AND b.denom = l.denom"
		" ORDER BY b.account, b.denom FOR NO KEY UPDATE OF b SKIP LOCKED"
		"), funded AS MATERIALIZED ("
		" SELECT s.id, s.amount FROM ("
		"  SELECT l.id, l.amount, h.amount AS balance, pg_catalog.sum(l.amount)"
		"   OVER (PARTITION BY l.sender, l.denom ORDER BY l.amount, l.id) AS total"
		"  FROM low AS l JOIN held AS h"
		"   ON h.account OPERATOR(market.=) l.sender AND h.denom = l.denom) AS s"
		" WHERE s.total <= s.balance"
		"), todo AS MATERIALIZED ("
		" SELECT u.id, f.amount, CASE WHEN u.later > u.expiration THEN u.later END AS expiration,"
		"  least("
		"   CASE WHEN l.id IS NOT NULL AND f.id IS NULL THEN $2 + 10"
		"    WHEN u.unspent + f.amount < u.low_funds THEN $2 END,"
		"   CASE WHEN coalesce(greatest(u.later, u.expiration) < u.max_expiration, true)"
		"    THEN greatest(u.later, u.expiration) - u.expiry_blocks END) AS due"
		" FROM rule AS u LEFT JOIN low AS l ON l.id = u.id LEFT JOIN funded AS f ON f.id = u.id"
		" WHERE NOT u.closed"
		"), noted AS ("
		" UPDATE market.channel_refill AS r SET due = t.due,"
		"  left_amount = r.left_amount - coalesce(t.amount, 0)"
		" FROM todo AS t WHERE r.channel_id = t.id"
		") SELECT id, amount, expiration FROM todo"
		" WHERE amount IS NOT NULL OR expiration IS NOT NULL ORDER BY id",
		2, {INT8ARRAYOID, INT8OID}
	};
	Datum		arguments[] = {ChannelIds(change), Int64GetDatum(next)};

	return StatementRun(&plan, arguments, NULL);
}

/* Do what is planned on locked channels. */
static void
RefillCarryOut(ChannelChange *change, int count)
{
	int			i;

	ChannelKeep(change, count);
	for (i = 0; i < change->channel_count; i++)
	{
		Channel    *channel = &change->channels[i];
		bool		isnull;
		Datum		value = StatementValue(i, 2, &isnull);

		if (!isnull)
		{
			Numeric		amount = DatumGetNumericCopy(value);

			channel->value = NumericAdd(channel->value, amount);
			ChannelNote(change, channel, CHANNEL_ADD_FUNDS, channel->nonce, amount);
			ChannelFund(change, channel, &channel->sender, amount, "add_channel_funds");
		}
		value = StatementValue(i, 3, &isnull);
		if (!isnull)
		{
			channel->expiration = DatumGetInt64(value);
			ChannelNote(change, channel, CHANNEL_EXTEND, channel->nonce,
						NumericFromInt64(0))->expiration = channel->expiration;
		}
	}
	ChannelWrite(change);
}

/*
 * clock_refill() returns trigger: the rules that are due before the next block
 *
 * Channels on which somebody works are passed over, and stay due.
 */
Datum
market_clock_refill(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT channel_id FROM market.channel_refill WHERE due <= $1"
		" ORDER BY due, channel_id LIMIT (SELECT max_work_per_block FROM market.params)",
		1, {INT8OID}
	};
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Datum		arguments[1];
	ChannelChange *change;
	int64	   *ids;
	bool		isnull;
	int			count;
	int			i;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ||
		strcmp(RelationGetRelationName(trigger->tg_relation), "clock") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("clock_refill must be fired by an update of market.clock")));
	(void) ClockEnding(fcinfo);
	arguments[0] = heap_getattr(trigger->tg_newtuple, 2, RelationGetDescr(trigger->tg_relation),
								&isnull);
	StatementBegin();
	count = (int) StatementRun(&find, arguments, NULL);
	if (count > 0)
	{
		ids = palloc(count * sizeof(int64));
		for (i = 0; i < count; i++)
			ids[i] = DatumGetInt64(StatementDatum(i, 1));
		change = ChannelLockFree(ids, count);
		count = (int) RefillPlan(change, DatumGetInt64(arguments[0]));
		RefillCarryOut(change, count);
	}
	StatementFinish();
	return PointerGetDatum(trigger->tg_newtuple);
}
