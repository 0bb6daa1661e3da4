/*
 * prepaid.c
 *		Prepaid totals: many calls at once out of one signed total.
 *
 * What was signed for in advance is the recipient's to claim, used or not; the total
 * says how much of it calls may still take: planned + refunded - used - lost.  It
 * goes on when the nonce of the channel does.
 *
 * Source: SingularityNET daemon, prepaid payments.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/limit.h"
#include "channel/payment.h"
#include "channel/prepaid.h"
#include "channel/reservation.h"
#include "channel/usage.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "type/amount.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_use_prepaid_token);
PG_FUNCTION_INFO_V1(market_begin_prepaid_payment);

/* A call that a prepaid token pays for. */
typedef struct PrepaidCall
{
	Payment		payment;		/* channel, group_id, terms, request, price */
	const char *token;
	int64		usual_lease;	/* blocks */
	Caller		caller;
	Idempotency once;
} PrepaidCall;

void
PrepaidLock(int64 channel_id)
{
	static Statement lock = {
		"SELECT FROM market.prepaid_total WHERE channel_id = $1"
		" ORDER BY organization_id FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(channel_id)};

	StatementRun(&lock, arguments, NULL);
}

/*
 * An amount is lost once, whatever the number of organizations that it was prepaid to.
 * What running calls have taken stays taken: when they give it back there is no money
 * behind it any more.
 */
static void
PrepaidLoseOne(int64 channel_id, Numeric amount)
{
	static Statement lose = {
		"UPDATE market.prepaid_total AS t SET lost_amount = t.lost_amount"
		"  + least(p.rest, greatest($2 - p.before, 0))"
		" FROM (SELECT organization_id, rest, coalesce(pg_catalog.sum(rest) OVER"
		"   (ORDER BY organization_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)"
		"   AS before"
		"  FROM (SELECT organization_id,"
		"    planned_amount + refunded_amount - used_amount - lost_amount AS rest"
		"   FROM market.prepaid_total WHERE channel_id = $1) AS r) AS p"
		" WHERE t.channel_id = $1 AND t.organization_id = p.organization_id",
		2, {INT8OID, NUMERICOID}
	};
	static Statement keep = {
		"UPDATE market.payment_reservation SET outcome = 'committed', charged = price"
		" WHERE channel_id = $1 AND kind = 'prepaid' AND outcome IS NULL",
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(channel_id), NumericGetDatum(amount)};

	PrepaidLock(channel_id);
	if (StatementRun(&lose, arguments, NULL) > 0)
		StatementRun(&keep, arguments, NULL);
}

void
PrepaidLose(const ChannelChange *change)
{
	int			i;

	for (i = 0; i < change->event_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (change->events[i].kind == CHANNEL_PAYMENT_LOST)
			PrepaidLoseOne(change->events[i].channel_id, change->events[i].amount);
	}
}

/* Raise MK124 or MK118 unless the secret made the token, for this call; MK142. */
static void
PrepaidCheckToken(const PrepaidCall *call)
{
	static Statement get = {
		"SELECT secret FROM market.prepaid_secret WHERE organization_id = $1", 1, {TEXTOID}
	};
	const Payment *payment = &call->payment;
	PrepaidClaims wanted = {
		.channel_id = payment->channel.id, .organization_id = payment->terms.organization_id,
		.service_id = payment->terms.service_id
	};
	Datum		arguments[] = {CStringGetTextDatum(payment->terms.organization_id)};
	const bytea *secret = NULL;
	Address		user;

	wanted.group_id32 = (const uint8 *) VARDATA_ANY(DatumGetByteaPP(payment->group_id));
	if (StatementRun(&get, arguments, NULL) > 0)
		secret = DatumGetByteaPP(StatementDatum(0, 1));
	user = PrepaidTokenCheck(call->token, secret, &wanted,
							 PrepaidSeconds(payment->terms.block_time));
	LimitCheckUser(&payment->terms, &user);
}

/* Raise MK125: how much can still be taken. */
static void
PrepaidExceeded(int64 channel_id, const char *organization_id, Numeric price)
{
	static Statement get = {
		"SELECT coalesce((SELECT planned_amount + refunded_amount - used_amount - lost_amount"
		" FROM market.prepaid_total WHERE channel_id = $1 AND organization_id = $2), 0)",
		2, {INT8OID, TEXTOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(channel_id), CStringGetTextDatum(organization_id)
	};

	StatementRun(&get, arguments, NULL);
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_PREPAID_EXCEEDED),
			 errmsg("prepaid total of channel " INT64_FORMAT " is exceeded", channel_id),
			 errdetail("It has %s for calls, and the price is %s.",
					   NumericText(DatumGetNumeric(StatementDatum(0, 1))), NumericText(price)),
			 errhint("Sign a higher total: market.issue_prepaid_token().")));
}

/* Take the price out of the total, which is read again where it is locked. */
static void
PrepaidTake(int64 channel_id, const char *organization_id, Numeric price)
{
	static Statement take = {
		"UPDATE market.prepaid_total SET used_amount = used_amount + $3"
		" WHERE channel_id = $1 AND organization_id = $2"
		" AND used_amount + $3 <= planned_amount + refunded_amount - lost_amount",
		3, {INT8OID, TEXTOID, NUMERICOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(channel_id), CStringGetTextDatum(organization_id), NumericGetDatum(price)
	};

	if (!NumericIsZero(price) && StatementRun(&take, arguments, NULL) == 0)
		PrepaidExceeded(channel_id, organization_id, price);
}

/* Read what is needed of the channel, without a lock: but for the nonce it never changes. */
static void
PrepaidReadChannel(PrepaidCall *call)
{
	static Statement get = {
		"SELECT c.sender, c.signer, c.recipient, c.denom, c.payment_nonce, c.group_id,"
		" p.payment_lease"
		" FROM market.channel AS c CROSS JOIN market.params AS p WHERE c.id = $1",
		1, {INT8OID}
	};
	Channel    *channel = &call->payment.channel;
	Datum		arguments[] = {Int64GetDatum(channel->id)};

	if (StatementRun(&get, arguments, NULL) == 0)
		ChannelNotFound(channel->id);
	channel->sender = *DatumGetAddressP(StatementDatum(0, 1));
	channel->signer = *DatumGetAddressP(StatementDatum(0, 2));
	channel->recipient = *DatumGetAddressP(StatementDatum(0, 3));
	channel->denom = TextDatumGetCString(StatementDatum(0, 4));
	channel->payment_nonce = DatumGetInt64(StatementDatum(0, 5));
	call->payment.group_id = StatementDatum(0, 6);
	call->usual_lease = DatumGetInt64(StatementDatum(0, 7));
}

/*
 * Enter a function that takes (channel_id, token, organization_id, service_id, method,
 * request, quote_id, …, idempotency_key), check all, and take the price.  Returns true
 * when the key answers the call.
 */
static bool
PrepaidEnter(FunctionCallInfo fcinfo, PrepaidCall *call, bool begins)
{
	Payment    *payment = &call->payment;

	payment->channel.id = ArgumentInt64(fcinfo, 0, "channel_id");
	call->token = ArgumentText(fcinfo, 1, "token");
	payment->terms.organization_id = ArgumentText(fcinfo, 2, "organization_id");
	payment->terms.service_id = ArgumentText(fcinfo, 3, "service_id");
	payment->terms.method = PG_ARGISNULL(4) ? NULL : ArgumentText(fcinfo, 4, "method");
	payment->request = PaymentRequest(fcinfo, 5, &payment->channel);

	CallerEnter(&call->caller);
	PrepaidReadChannel(call);
	/* whoever gets the token of a payment can take it back */
	if (begins)
		CallerRequireAccount(&call->caller, &payment->channel.recipient);
	if (PaymentBegin(&call->once, fcinfo, &call->caller, payment->channel.id))
		return true;
	/* payments that are open do not stand in the way */
	PaymentTerms(payment, true);
	LimitPass(&payment->terms, &payment->channel.sender);
	PrepaidCheckToken(call);
	payment->price = PriceFind(&payment->terms, &payment->request);
	PrepaidTake(payment->channel.id, payment->terms.organization_id, payment->price);
	return false;
}

/*
 * use_prepaid_token(channel_id bigint, token text, organization_id text, service_id text,
 *		method text, request jsonb, quote_id bigint, idempotency_key text) returns numeric:
 *		the price
 */
Datum
market_use_prepaid_token(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	PrepaidCall call;
	Usage		usage = {.kind = USAGE_PREPAID};

	if (PrepaidEnter(fcinfo, &call, false))
		return IdempotencyAnswer(&call.once, &call.caller);
	usage.channel_id = call.payment.channel.id;
	usage.payer = &call.payment.channel.sender;
	usage.price = call.payment.price;
	UsageRecord(&call.payment.terms, &usage);
	return IdempotencyLeaveWith(&call.once, &call.caller, context, call.payment.price);
}

/*
 * begin_prepaid_payment(channel_id bigint, token text, organization_id text,
 *		service_id text, method text, request jsonb, quote_id bigint, lease bigint,
 *		idempotency_key text)
 *		returns record (payment_token uuid, price numeric, expiration bigint)
 */
Datum
market_begin_prepaid_payment(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	PrepaidCall call;
	Reservation reservation = {.is_prepaid = true};
	const Payment *payment = &call.payment;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (PrepaidEnter(fcinfo, &call, true))
		return IdempotencyAnswer(&call.once, &call.caller);
	reservation.channel_id = payment->channel.id;
	reservation.nonce = payment->channel.payment_nonce;
	reservation.price = payment->price;
	reservation.expiration = ReservationExpiration(fcinfo, 7, call.usual_lease,
												   payment->terms.height);
	ReservationAnswer(ReservationInsert(&reservation, &payment->terms), &reservation, context,
					  values);
	IdempotencyRow(&call.once, values, nulls);
	IdempotencyKeepRows(&call.once);
	CallerLeave(&call.caller);
	return StatementRecord(fcinfo, values, nulls);
}
