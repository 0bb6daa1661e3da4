/*
 * refund.c
 *		A provider gives back what is signed for: both agree on a lower total.
 *
 * No money moves: what is signed for has not been claimed.  The client signs the
 * lower total as it signs a payment.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "channel/reservation.h"
#include "channel/usage.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_refund_payment);

/* Raise unless the new total can replace the one that is signed for. */
static void
RefundCheckTotal(const Channel *channel, Numeric nonce, Numeric amount,
				 const Signature *signature)
{
	if (NumericCompare(nonce, NumericFromInt64(channel->payment_nonce)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_NONCE),
				 errmsg("incorrect nonce for channel " INT64_FORMAT, channel->id),
				 errdetail("Latest: " INT64_FORMAT ", sent: %s.", channel->payment_nonce,
						   NumericText(nonce))));
	if (NumericCompare(amount, channel->authorized) >= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"amount\" must be below the total that is signed for"),
				 errdetail("The total is %s.", NumericText(channel->authorized))));
	if (NumericCompare(amount, channel->uncharged) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"amount\" must leave what no call was charged for"),
				 errdetail("That is %s of the total.", NumericText(channel->uncharged))));
	if (NumericIsZero(amount))
		return;
	if (signature == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"signature\" must not be null"),
				 errhint("Only a total of 0 needs no signature.")));
	(void) ChannelCheckPayment(channel, channel->payment_nonce, amount, signature);
}

/* Note the refund, with the call that it is for, if any, and the reason. */
static void
RefundRecord(const Channel *channel, Numeric refunded, Numeric amount, FunctionCallInfo fcinfo)
{
	static Statement record = {
		"INSERT INTO market.payment_refund (height, block_time, channel_id, nonce, amount,"
		"  new_total, usage_id, reason)"
		" SELECT c.height, c.block_time, $1, $2, $3, $4, $5, $6 FROM market.clock AS c",
		6, {INT8OID, INT8OID, NUMERICOID, NUMERICOID, INT8OID, TEXTOID}
	};
	char		nulls[] = {
		' ', ' ', ' ', ' ', PG_ARGISNULL(5) ? 'n' : ' ', PG_ARGISNULL(6) ? 'n' : ' '
	};
	Datum		arguments[] = {
		Int64GetDatum(channel->id), Int64GetDatum(channel->payment_nonce),
		NumericGetDatum(refunded), NumericGetDatum(amount), PG_GETARG_DATUM(5),
		PG_GETARG_DATUM(6)
	};

	StatementRun(&record, arguments, nulls);
}

/*
 * refund_payment(recipient address, channel_id bigint, nonce numeric, amount numeric,
 *		signature signature, usage_id bigint, reason text) returns numeric: refunded
 */
Datum
market_refund_payment(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Caller		caller;
	ChannelChange *change;
	Channel    *channel;
	Address    *recipient;
	Numeric		nonce;
	Numeric		amount;
	Numeric		refunded;
	Signature  *signature;
	ChannelEvent *event;

	recipient = ArgumentParty(fcinfo, 0, "recipient");
	nonce = ArgumentAmount(fcinfo, 2, "nonce");
	amount = ArgumentAmount(fcinfo, 3, "amount");
	signature = PG_ARGISNULL(4) ? NULL : ArgumentSignature(fcinfo, 4, "signature");

	CallerEnter(&caller);
	change = ChannelLockOne(ArgumentInt64(fcinfo, 1, "channel_id"), &channel);
	ChannelActor(&caller, recipient, "recipient");
	ChannelCheckRecipient(channel, recipient);
	ReservationCheckFree(channel);
	if (!PG_ARGISNULL(5))
		UsageRequireChannel(PG_GETARG_INT64(5), channel->id);
	RefundCheckTotal(channel, nonce, amount, signature);

	refunded = NumericSubtract(channel->authorized, amount);
	event = ChannelNote(change, channel, CHANNEL_REFUND, channel->payment_nonce, refunded);
	event->planned = amount;
	channel->authorized = amount;
	if (signature != NULL && !NumericIsZero(amount))
	{
		channel->signature = *signature;
		event->signature = signature;
	}
	ChannelWrite(change);
	RefundRecord(channel, refunded, amount, fcinfo);
	return CallerLeaveWith(&caller, context, refunded);
}
