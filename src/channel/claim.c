/*
 * claim.c
 *		Claims: money out of channels, by the recipient.
 *
 * A claim closes and reopens a channel: the value falls, the nonce rises, and
 * calls go on.  start_claim() does the provider's half (sets the signed total
 * aside and raises the payment nonce), claim_channel() the contract's half, and
 * claim() both.
 *
 * Source: MultiPartyEscrow contract, channelClaim and multiChannelClaim;
 * SingularityNET daemon, provider control service.
 */
#include "postgres.h"

#include "channel/channel.h"
#include "channel/split.h"
#include "channel/claim.h"
#include "channel/reservation.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "type/amount.h"

PG_FUNCTION_INFO_V1(market_claim_channel);
PG_FUNCTION_INFO_V1(market_claim_channels);
PG_FUNCTION_INFO_V1(market_claim);

/* One claim, as the recipient asks for it. */
typedef struct Claim
{
	int64		channel_id;
	Numeric		actual;
	Numeric		planned;
	const Signature *signature;
	bool		send_back;
} Claim;

static void
ClaimCheckAmount(const Channel *channel, Numeric actual, Numeric available)
{
	if (NumericCompare(actual, available) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_CHANNEL_AMOUNT),
				 errmsg("insufficient amount on channel " INT64_FORMAT, channel->id),
				 errdetail("It has %s for this claim, which takes %s.", NumericText(available),
						   NumericText(actual))));
}

/* Collect: a claim of "actual" takes its part, and the channel goes on or is suspended. */
static void
ClaimApply(ChannelChange *change, Channel *channel, Numeric actual, Numeric planned,
		   bool send_back)
{
	bool		pending = channel->payment_nonce > channel->nonce;
	ChannelEvent *event;

	event = ChannelNote(change, channel, CHANNEL_CLAIM, channel->nonce + 1, actual);
	event->planned = planned;
	event->send_back = NumericFromInt64(0);
	ChannelPay(change, channel, &channel->recipient, actual, "claim_channel");
	SplitClaim(change, channel, actual);
	channel->value = NumericSubtract(channel->value, actual);

	if (send_back)
	{
		event->send_back = channel->value;
		ChannelPay(change, channel, &channel->sender, channel->value, "send_back");
		/* what is signed for at the nonce of this claim is claimed by it */
		if (!pending)
			channel->authorized = NumericFromInt64(0);
		ChannelSuspend(change, channel, pending ? 1 : 0);
		channel->pending_count = 0;
		return;
	}
	channel->nonce++;
	if (pending)
	{
		channel->pending_amount = NumericSubtract(channel->pending_amount,
												  channel->pending->amount);
		channel->pending++;
		channel->pending_count--;
	}
	else
	{
		channel->authorized = channel->uncharged = NumericFromInt64(0);
		channel->payment_nonce = channel->nonce;
	}
}

/*
 * Money that later payments promise is not for this claim, unless it gives
 * the rest of the channel back and so ends them.  While payments are open the
 * nonce at which they were signed stays.
 */
static void
ClaimCheckPromised(const Channel *channel, const Claim *claim)
{
	Numeric		available = channel->value;

	if (claim->send_back || channel->payment_nonce == channel->nonce)
	{
		ReservationCheckFree(channel);
		return;
	}
	available = NumericSubtract(available, channel->pending_amount);
	available = NumericAdd(available, channel->pending->amount);
	available = NumericSubtract(available, ReservationTotal(channel));
	ClaimCheckAmount(channel, claim->actual, available);
}

/*
 * Is it the very payment that was accepted?  Its signature was checked then; it may be
 * that of a further signer.
 */
static bool
ClaimIsStored(const Channel *channel, const Claim *claim)
{
	bool		is_pending = channel->payment_nonce > channel->nonce;
	Numeric		amount = is_pending ? channel->pending->amount : channel->authorized;
	const Signature *signature = is_pending ? &channel->pending->signature : &channel->signature;

	return !NumericIsZero(amount) && NumericCompare(amount, claim->planned) == 0 &&
		memcmp(signature, claim->signature, sizeof(Signature)) == 0;
}

/* Check one claim in the contract's order, and collect it. */
static void
ClaimCheckAndApply(ChannelChange *change, const Address *recipient, const Claim *claim)
{
	Channel    *channel = ChannelFind(change, claim->channel_id);

	ClaimCheckAmount(channel, claim->actual, channel->value);
	ChannelCheckRecipient(channel, recipient);
	if (NumericCompare(claim->actual, claim->planned) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ACTUAL_ABOVE_PLANNED),
				 errmsg("actual amount is above the planned amount"),
				 errdetail("The claim takes %s, and %s is signed for.",
						   NumericText(claim->actual), NumericText(claim->planned))));
	if (!ClaimIsStored(channel, claim))
		(void) ChannelCheckPayment(channel, channel->nonce, claim->planned, claim->signature);
	ClaimCheckPromised(channel, claim);
	ClaimApply(change, channel, claim->actual, claim->planned, claim->send_back);
}

/* Lock the channels of claims, check and settle them all; returns what is paid. */
static Datum
ClaimSettle(FunctionCallInfo fcinfo, const Address *recipient, const Claim *claims, int count)
{
	MemoryContext context = CurrentMemoryContext;
	int64	   *ids = palloc(Max(count, 1) * sizeof(int64));
	Numeric		paid;
	ChannelChange *change;
	Caller		caller;
	Idempotency once;
	int			i;

	for (i = 0; i < count; i++)
		ids[i] = claims[i].channel_id;
	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, recipient, NULL))
		return IdempotencyAnswer(&once, &caller);
	change = ChannelLock(ids, count);
	ChannelActor(&caller, recipient, "recipient");
	ChannelReadPending(change);

	paid = NumericFromInt64(0);
	for (i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		ClaimCheckAndApply(change, recipient, &claims[i]);
		paid = NumericAdd(paid, claims[i].actual);
	}
	ChannelWrite(change);
	return IdempotencyLeaveWith(&once, &caller, context, paid);
}

/*
 * claim_channel(recipient address, channel_id bigint, actual_amount numeric,
 *		planned_amount numeric, signature signature, send_back boolean,
 *		idempotency_key text) returns numeric
 */
Datum
market_claim_channel(PG_FUNCTION_ARGS)
{
	Address    *recipient = ArgumentAddress(fcinfo, 0, "recipient");
	Claim		claim;

	claim.channel_id = ArgumentInt64(fcinfo, 1, "channel_id");
	claim.actual = ArgumentAmount(fcinfo, 2, "actual_amount");
	claim.planned = ArgumentAmount(fcinfo, 3, "planned_amount");
	claim.signature = ArgumentSignature(fcinfo, 4, "signature");
	ArgumentRequire(fcinfo, 5, "send_back");
	claim.send_back = PG_GETARG_BOOL(5);
	return ClaimSettle(fcinfo, recipient, &claim, 1);
}

/*
 * claim_channels(recipient address, channel_ids bigint[], actual_amounts numeric[],
 *		planned_amounts numeric[], signatures signature[], send_backs boolean[],
 *		idempotency_key text) returns numeric
 *
 * All or nothing, in the order given: two claims of one channel have nonces
 * that follow each other.
 */
Datum
market_claim_channels(PG_FUNCTION_ARGS)
{
	Address    *recipient = ArgumentAddress(fcinfo, 0, "recipient");
	static const char *const names[] = {
		"channel_ids", "actual_amounts", "planned_amounts", "signatures", "send_backs"
	};
	Datum	   *lists[5];
	int			counts[5];
	uint8		number32[UINT256_SIZE];
	Claim	   *claims;
	int			i;

	for (i = 0; i < 5; i++)
	{
		lists[i] = ArgumentArray(fcinfo, i + 1, names[i], CHANNEL_CLAIMS_MAX, &counts[i]);
		if (counts[i] != counts[0])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("lists of claims differ in length"),
					 errdetail("\"%s\" has %d elements, \"%s\" has %d.", names[0], counts[0],
							   names[i], counts[i])));
	}

	claims = palloc(Max(counts[0], 1) * sizeof(Claim));
	for (i = 0; i < counts[0]; i++)
	{
		CHECK_FOR_INTERRUPTS();
		claims[i].channel_id = DatumGetInt64(lists[0][i]);
		NumericToUint256(DatumGetNumeric(lists[1][i]), names[1], number32);
		claims[i].actual = Uint256ToNumeric(number32);
		NumericToUint256(DatumGetNumeric(lists[2][i]), names[2], number32);
		claims[i].planned = Uint256ToNumeric(number32);
		claims[i].signature = DatumGetSignatureP(lists[3][i]);
		claims[i].send_back = DatumGetBool(lists[4][i]);
	}
	return ClaimSettle(fcinfo, recipient, claims, counts[0]);
}

bool
ClaimIsDue(const Channel *channel)
{
	/* while payments are open the nonce at which they were signed stays */
	return channel->reserved_until <= channel->height &&
		(channel->payment_nonce > channel->nonce ||
		 NumericCompare(channel->authorized, channel->uncharged) != 0);
}

Numeric
ClaimAll(ChannelChange *change, Channel *channel)
{
	Numeric		rest = NumericSubtract(channel->authorized, channel->uncharged);
	Numeric		paid = rest;

	/* what no call was charged for stays on the channel */
	while (channel->pending_count > 0)
	{
		const PendingClaim *pending = channel->pending;
		Numeric		charged = NumericSubtract(pending->amount, pending->uncharged);

		CHECK_FOR_INTERRUPTS();
		paid = NumericAdd(paid, charged);
		ClaimApply(change, channel, charged, pending->amount, false);
	}
	if (!NumericIsZero(rest))
		ClaimApply(change, channel, rest, channel->authorized, false);
	return paid;
}

Numeric *
ClaimAllOf(ChannelChange *change)
{
	Numeric    *paid = palloc(Max(change->channel_count, 1) * sizeof(Numeric));
	int			due = 0;
	int			i;

	/* before anything points into the list */
	for (i = 0; i < change->channel_count; i++)
		if (ClaimIsDue(&change->channels[i]))
			change->channels[due++] = change->channels[i];
	change->channel_count = due;

	ChannelReadPending(change);
	for (i = 0; i < due; i++)
	{
		CHECK_FOR_INTERRUPTS();
		paid[i] = ClaimAll(change, &change->channels[i]);
	}
	ChannelWrite(change);
	return paid;
}

/*
 * claim(recipient address, channel_id bigint, idempotency_key text) returns numeric:
 * settle what is pending, in order, then what is authorized; the sum
 *
 * The signatures were checked when the payments were authorized.
 */
Datum
market_claim(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Address    *recipient = ArgumentAddress(fcinfo, 0, "recipient");
	int64		id = ArgumentInt64(fcinfo, 1, "channel_id");
	Caller		caller;
	Idempotency once;
	Channel    *channel;
	ChannelChange *change;
	Numeric		paid;

	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, recipient, NULL))
		return IdempotencyAnswer(&once, &caller);
	change = ChannelLockOne(id, &channel);
	ChannelActor(&caller, recipient, "recipient");
	ChannelCheckRecipient(channel, recipient);
	ReservationCheckFree(channel);
	if (!ClaimIsDue(channel))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOTHING_TO_CLAIM),
				 errmsg("there is nothing to claim on channel " INT64_FORMAT, id)));
	ChannelReadPending(change);
	paid = ClaimAll(change, channel);
	ChannelWrite(change);
	return IdempotencyLeaveWith(&once, &caller, context, paid);
}
