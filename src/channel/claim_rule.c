/*
 * claim_rule.c
 *		Claims that nobody has to ask for: rules of recipients, which the end of blocks
 *		carries out.
 *
 * market.unclaimed_channel has a row for every channel on which something is signed
 * for.  The triggers of channels write it when the first payment after a claim comes
 * and when everything is claimed, so that the payments between them cost nothing.  A
 * row says before which block a rule claims the channel, and the end of a block looks
 * at those that are due, never at others.
 *
 * What a row says may be too early: the end of the block works it out again before it
 * claims.  It is never too late: see RuleIsCertain().
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "channel/alert.h"
#include "channel/channel.h"
#include "channel/claim.h"
#include "commands/trigger.h"
#include "common/hashfn.h"
#include "core/arguments.h"
#include "core/clock.h"
#include "core/errors.h"
#include "core/lock.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(market_set_claim_rule);
PG_FUNCTION_INFO_V1(market_delete_claim_rule);
PG_FUNCTION_INFO_V1(market_channel_unclaimed);
PG_FUNCTION_INFO_V1(market_group_threshold);
PG_FUNCTION_INFO_V1(market_clock_claim);

/* blocks of an age or a margin: far beyond any use, so that sums do not overflow */
#define RULE_BLOCKS_MAX INT64CONST(1000000000000)

/*
 * The block before which a rule claims channel c: when enough is unclaimed at once, by
 * age, and always before the channel is too near its expiration for payments.  NULL
 * without a rule.
 */
#define RULE_DUE(since, now) \
	"CASE WHEN r.recipient IS NOT NULL THEN least(" \
	" CASE WHEN c.authorized_amount - c.uncharged_amount + c.pending_amount >= r.min_amount" \
	"  THEN " now " END," \
	" " since " + r.max_age," \
	" c.expiration - r.margin - coalesce((" \
	"  SELECT pg_catalog.max(g.payment_expiration_threshold) FROM market.organization_group AS g" \
	"  WHERE g.group_id = c.group_id" \
	"  AND g.payment_address OPERATOR(market.=) c.recipient), 0)) END"

static uint32
RuleKey(const Address *recipient)
{
	return hash_bytes(recipient->bytes, ADDRESS_SIZE);
}

static int64
RuleBlocks(FunctionCallInfo fcinfo, int n, const char *name)
{
	int64		blocks = ArgumentHeight(fcinfo, n, name);

	if (blocks > RULE_BLOCKS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"%s\" must be at most " INT64_FORMAT, name,
						RULE_BLOCKS_MAX)));
	return blocks;
}

/*
 * set_claim_rule(recipient address, min_amount numeric, max_age bigint, margin bigint)
 *		returns void
 */
Datum
market_set_claim_rule(PG_FUNCTION_ARGS)
{
	static Statement put = {
		"INSERT INTO market.claim_rule (recipient, min_amount, max_age, margin)"
		" VALUES ($1::market.address, $2, $3, $4)"
		" ON CONFLICT (recipient) DO UPDATE SET min_amount = excluded.min_amount,"
		" max_age = excluded.max_age, margin = excluded.margin, is_new = true",
		4, {BYTEAOID, NUMERICOID, INT8OID, INT8OID}
	};
	Address    *recipient = ArgumentAddress(fcinfo, 0, "recipient");
	Numeric		least = PG_ARGISNULL(1) ? NULL : ArgumentAmount(fcinfo, 1, "min_amount");
	int64		age = PG_ARGISNULL(2) ? 0 : RuleBlocks(fcinfo, 2, "max_age");
	int64		margin = RuleBlocks(fcinfo, 3, "margin");
	Datum		arguments[] = {
		AddressGetByteaDatum(recipient), NumericGetDatum(least), Int64GetDatum(age),
		Int64GetDatum(margin)
	};
	char		nulls[] = {' ', PG_ARGISNULL(1) ? 'n' : ' ', PG_ARGISNULL(2) ? 'n' : ' ', ' '};
	Caller		caller;

	if (least != NULL && NumericIsZero(least))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"min_amount\" must be above 0")));
	CallerEnter(&caller);
	ChannelActor(&caller, recipient, "recipient");
	/* first payments that did not see the rule end first; what they noted is looked at */
	MarketLockTakeKey(LOCK_CLAIM_RULES, LOCK_CLAIM_RULES_COUNT, RuleKey(recipient));
	StatementRun(&put, arguments, nulls);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * delete_claim_rule(recipient address) returns void
 */
Datum
market_delete_claim_rule(PG_FUNCTION_ARGS)
{
	static Statement drop = {
		"DELETE FROM market.claim_rule WHERE recipient OPERATOR(market.=) $1::market.address",
		1, {BYTEAOID}
	};
	Address    *recipient = ArgumentAddress(fcinfo, 0, "recipient");
	Datum		arguments[] = {AddressGetByteaDatum(recipient)};
	Caller		caller;

	CallerEnter(&caller);
	ChannelActor(&caller, recipient, "recipient");
	/* what is noted as due is looked at when it is, and forgotten */
	StatementRun(&drop, arguments, NULL);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * Does this transaction see the recipient's rule as it will be until it ends?  If not,
 * because somebody changes the rule, or because its snapshot is older, the end of the
 * block has to work out when the channel is due.
 */
static bool
RuleIsCertain(const Address *recipient)
{
	return MarketLockTryKeyShared(LOCK_CLAIM_RULES, LOCK_CLAIM_RULES_COUNT,
								  RuleKey(recipient)) &&
		!IsolationUsesXactSnapshot();
}

/* A column of the new row of a trigger, by name. */
static Datum
RuleColumn(TriggerData *trigger, const char *name)
{
	TupleDesc	columns = RelationGetDescr(trigger->tg_relation);
	bool		isnull;
	Datum		value = heap_getattr(trigger->tg_newtuple, SPI_fnumber(columns, name), columns,
									 &isnull);

	if (isnull)
		elog(ERROR, "unexpected NULL in column %s", name);
	return value;
}

/* Raise 39P01 unless a trigger is fired by the update of rows of a table. */
static TriggerData *
RuleTrigger(FunctionCallInfo fcinfo, const char *table)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ||
		strcmp(RelationGetRelationName(trigger->tg_relation), table) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function must be fired by an update of market.%s", table)));
	return trigger;
}

/* Has a recipient a rule? */
static bool
RuleExists(const Address *recipient)
{
	static Statement find = {
		"SELECT FROM market.claim_rule WHERE recipient OPERATOR(market.=) $1::market.address",
		1, {BYTEAOID}
	};
	Datum		arguments[] = {AddressGetByteaDatum(recipient)};

	return StatementRun(&find, arguments, NULL) > 0;
}

/* Note a channel of a recipient without a rule. */
static void
RuleNotePlain(Datum channel_id, const Address *recipient)
{
	static Statement note = {
		"INSERT INTO market.unclaimed_channel (channel_id, recipient, since)"
		" SELECT $1, $2::market.address, height FROM market.clock"
		" ON CONFLICT (channel_id) DO UPDATE SET due = NULL",
		2, {INT8OID, BYTEAOID}
	};
	Datum		arguments[] = {channel_id, AddressGetByteaDatum(recipient)};

	StatementRun(&note, arguments, NULL);
}

/*
 * Note a channel, and when a rule makes it due: in this block, to be looked at, unless
 * that is certain.
 *
 * Reads no row of the table that it writes, or serializable payments would conflict.
 */
static void
RuleNote(Datum channel_id, bool certain)
{
	static Statement note = {
		"WITH fresh AS MATERIALIZED ("
		" SELECT c.id, c.recipient, c.claim_at, k.height, r.min_amount, r.max_age, "
		RULE_DUE("k.height", "k.height") " AS due"
		" FROM market.channel AS c CROSS JOIN market.clock AS k"
		" LEFT JOIN market.claim_rule AS r ON r.recipient OPERATOR(market.=) c.recipient"
		" WHERE c.id = $1 AND k.singleton"
		"), noted AS ("
		" INSERT INTO market.unclaimed_channel AS u (channel_id, recipient, since, due)"
		" SELECT id, recipient, height, CASE WHEN $2 THEN due ELSE height END FROM fresh"
		" ON CONFLICT (channel_id) DO UPDATE"
		" SET due = least(excluded.due, u.since + (SELECT max_age FROM fresh))"
		") SELECT min_amount FROM fresh WHERE claim_at IS DISTINCT FROM min_amount",
		2, {INT8OID, BOOLOID}
	};
	static Statement mark = {
		"UPDATE market.channel SET claim_at = $2 WHERE id = $1", 2, {INT8OID, NUMERICOID}
	};
	Datum		arguments[] = {channel_id, BoolGetDatum(certain)};
	bool		never;

	if (StatementRun(&note, arguments, NULL) == 0)
		return;
	arguments[1] = StatementValue(0, 1, &never);
	StatementRun(&mark, arguments, never ? " n" : NULL);
}

/* What a channel's row says of unclaimed money. */
typedef struct RuleRow
{
	int64		expiration;
	Numeric		authorized;
	Numeric		uncharged;
	Numeric		pending;
	Numeric		claim_at;		/* NULL: no rule by amount */
	Numeric		value;
	Numeric		alert_below;	/* NULL: nobody wants alerts */
	bool		is_clean;		/* nothing is unclaimed */
} RuleRow;

static RuleRow
RuleReadRow(TriggerData *trigger, HeapTuple tuple)
{
	static const char *const names[] = {
		"expiration", "authorized_amount", "uncharged_amount", "pending_amount", "claim_at",
		"value", "alert_below"
	};
	static Oid	table = InvalidOid; /* whose columns have these numbers */
	static int	numbers[lengthof(names)];
	TupleDesc	columns = RelationGetDescr(trigger->tg_relation);
	Datum		values[lengthof(names)];
	bool		isnull[lengthof(names)];
	RuleRow		row;
	int			i;

	if (table != RelationGetRelid(trigger->tg_relation))
	{
		for (i = 0; i < lengthof(names); i++)
			numbers[i] = SPI_fnumber(columns, names[i]);
		table = RelationGetRelid(trigger->tg_relation);
	}
	for (i = 0; i < lengthof(names); i++)
		values[i] = heap_getattr(tuple, numbers[i], columns, &isnull[i]);
	row.expiration = DatumGetInt64(values[0]);
	row.authorized = DatumGetNumeric(values[1]);
	row.uncharged = DatumGetNumeric(values[2]);
	row.pending = DatumGetNumeric(values[3]);
	row.claim_at = isnull[4] ? NULL : DatumGetNumeric(values[4]);
	row.value = DatumGetNumeric(values[5]);
	row.alert_below = isnull[6] ? NULL : DatumGetNumeric(values[6]);
	row.is_clean = NumericIsZero(row.pending) &&
		NumericCompare(row.authorized, row.uncharged) == 0;
	return row;
}

/* Is as much unclaimed as the rule wants? */
static bool
RuleIsReached(const RuleRow *row, Numeric claim_at)
{
	return NumericCompare(NumericAdd(NumericSubtract(row->authorized, row->uncharged),
									 row->pending), claim_at) >= 0;
}

/*
 * Does an update change when a channel is due?  Asked here rather than by WHEN, which
 * PostgreSQL parses anew in every statement that updates a row: a paid call is one.
 */
static bool
RuleIsTouched(const RuleRow *old, const RuleRow *new)
{
	return old->is_clean != new->is_clean || old->expiration != new->expiration ||
		(new->claim_at != NULL && RuleIsReached(new, new->claim_at) &&
		 !RuleIsReached(old, new->claim_at));
}

/* What is left for calls. */
static Numeric
RuleUnspent(const RuleRow *row)
{
	return NumericSubtract(NumericSubtract(row->value, row->pending), row->authorized);
}

/* Alerts of what an update of a channel changes. */
static void
RuleAlert(int64 channel_id, const RuleRow *old, const RuleRow *new)
{
	if (old->expiration != new->expiration)
		AlertExpiration(channel_id, new->expiration);
	if (new->alert_below != NULL)
	{
		Numeric		before = RuleUnspent(old);
		Numeric		after = RuleUnspent(new);

		if (NumericCompare(after, new->alert_below) < 0 && NumericCompare(after, before) < 0)
			AlertFunds(channel_id, before, after);
	}
}

/*
 * channel_unclaimed() returns trigger
 *
 * Does something when the first payment after a claim comes, when everything is claimed or
 * lost, when the expiration changes, and when a payment reaches the rule's amount.
 */
Datum
market_channel_unclaimed(PG_FUNCTION_ARGS)
{
	static Statement forget = {
		"DELETE FROM market.unclaimed_channel WHERE channel_id = $1", 1, {INT8OID}
	};
	TriggerData *trigger = RuleTrigger(fcinfo, "channel");
	RuleRow		old = RuleReadRow(trigger, trigger->tg_trigtuple);
	RuleRow		new = RuleReadRow(trigger, trigger->tg_newtuple);
	bool		is_touched = RuleIsTouched(&old, &new);
	Address    *recipient;
	Datum		id;

	if (!is_touched && new.alert_below == NULL)
		return PointerGetDatum(NULL);
	recipient = DatumGetAddressP(RuleColumn(trigger, "recipient"));
	id = RuleColumn(trigger, "id");
	StatementBegin();
	RuleAlert(DatumGetInt64(id), &old, &new);
	if (is_touched && new.is_clean)
		StatementRun(&forget, &id, NULL);
	else if (is_touched)
	{
		bool		certain = RuleIsCertain(recipient);

		if (certain && !RuleExists(recipient))
			RuleNotePlain(id, recipient);
		else
			RuleNote(id, certain);
	}
	StatementFinish();
	return PointerGetDatum(NULL);
}

/*
 * group_threshold() returns trigger: the channels of a group that changed may be due
 * earlier; the end of the block looks
 */
Datum
market_group_threshold(PG_FUNCTION_ARGS)
{
	static Statement renew = {
		"UPDATE market.claim_rule SET is_new = true"
		" WHERE recipient OPERATOR(market.=) $1::market.address AND NOT is_new",
		1, {BYTEAOID}
	};
	TriggerData *trigger = RuleTrigger(fcinfo, "organization_group");
	Address    *recipient = DatumGetAddressP(RuleColumn(trigger, "payment_address"));
	Datum		arguments[] = {AddressGetByteaDatum(recipient)};

	StatementBegin();
	StatementRun(&renew, arguments, NULL);
	StatementFinish();
	return PointerGetDatum(NULL);
}

/*
 * Work out for locked channels whether they are due before block "next"; keep those,
 * and note of the others when they will be.
 */
static void
RuleKeepDue(ChannelChange *change, int64 next)
{
	static Statement sort = {
		"WITH fresh AS MATERIALIZED ("
		" SELECT c.id, r.min_amount, " RULE_DUE("u.since", "u.since") " AS due"
		" FROM market.unclaimed_channel AS u JOIN market.channel AS c ON c.id = u.channel_id"
		" LEFT JOIN market.claim_rule AS r ON r.recipient OPERATOR(market.=) u.recipient"
		" WHERE u.channel_id = ANY ($1)"
		"), later AS ("
		" SELECT id, min_amount, due FROM fresh WHERE due IS NULL OR due > $2"
		"), marked AS ("
		" UPDATE market.channel AS c SET claim_at = l.min_amount FROM later AS l"
		" WHERE c.id = l.id AND c.claim_at IS DISTINCT FROM l.min_amount"
		"), moved AS ("
		" UPDATE market.unclaimed_channel AS u SET due = l.due FROM later AS l"
		" WHERE u.channel_id = l.id"
		") SELECT id FROM fresh WHERE due <= $2 ORDER BY id",
		2, {INT8ARRAYOID, INT8OID}
	};
	Datum		arguments[] = {ChannelIds(change), Int64GetDatum(next)};

	ChannelKeep(change, StatementRun(&sort, arguments, NULL));
}

/*
 * Let the end of this block look at all unclaimed channels of new rules.  Rows that
 * somebody holds are passed over: a rule stays new, and who writes the row of a channel
 * sees the rule.  Arrays, because the planner takes half of all rules for new ones.
 */
static void
RuleAdopt(void)
{
	static Statement adopt = {
		"WITH free AS MATERIALIZED ("
		" SELECT recipient FROM market.claim_rule WHERE is_new FOR NO KEY UPDATE SKIP LOCKED"
		"), adopted AS ("
		" UPDATE market.claim_rule AS r SET is_new = false"
		" WHERE r.recipient OPERATOR(market.=) ANY (ARRAY(SELECT recipient FROM free))"
		" RETURNING r.recipient"
		"), found AS MATERIALIZED ("
		" SELECT u.channel_id FROM market.unclaimed_channel AS u"
		" WHERE u.recipient OPERATOR(market.=) ANY (ARRAY(SELECT recipient FROM adopted))"
		" FOR NO KEY UPDATE SKIP LOCKED"
		") UPDATE market.unclaimed_channel AS u SET due = (SELECT height FROM market.clock)"
		" WHERE u.channel_id = ANY (ARRAY(SELECT channel_id FROM found))",
		0
	};

	StatementRun(&adopt, NULL, NULL);
}

/*
 * clock_claim() returns trigger: claim what is due before the next block
 *
 * Channels on which somebody works are passed over, so that nobody stops the clock;
 * they stay due.
 */
Datum
market_clock_claim(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT channel_id FROM market.unclaimed_channel WHERE due <= $1"
		" ORDER BY due, channel_id"
		" LIMIT least($2, (SELECT max_work_per_block FROM market.params))",
		2, {INT8OID, INT8OID}
	};
	TriggerData *trigger = RuleTrigger(fcinfo, "clock");
	int64		next = DatumGetInt64(RuleColumn(trigger, "height"));
	Datum		arguments[] = {Int64GetDatum(next), Int64GetDatum(CHANNEL_CLAIMS_MAX)};
	ChannelChange *change;
	int64	   *ids;
	int			count;
	int			i;

	(void) ClockEnding(fcinfo);
	StatementBegin();
	RuleAdopt();
	count = (int) StatementRun(&find, arguments, NULL);
	if (count > 0)
	{
		ids = palloc(count * sizeof(int64));
		for (i = 0; i < count; i++)
			ids[i] = DatumGetInt64(StatementDatum(i, 1));
		change = ChannelLockFree(ids, count);
		RuleKeepDue(change, next);
		(void) ClaimAllOf(change);
	}
	StatementFinish();
	return PointerGetDatum(trigger->tg_newtuple);
}
