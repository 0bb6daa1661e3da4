/*
 * control.c
 *		The recipient's control of channels: what can be claimed, what is being
 *		claimed, and starting claims.
 *
 * A request either carries the recipient's signature, or comes from a role that
 * may act for the recipient.
 *
 * Source: SingularityNET daemon, provider control service.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "channel/reservation.h"
#include "core/arguments.h"
#include "core/clock.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "type/amount.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_list_unclaimed);
PG_FUNCTION_INFO_V1(market_list_in_progress);
PG_FUNCTION_INFO_V1(market_start_claim);
PG_FUNCTION_INFO_V1(market_start_claims);

/* Keys of requests that carry a signature: whoever has one may have brought them. */
#define CONTROL_SIGNED "signed"

/* Raise MK103 unless the recipient signed a request. */
static void
ControlCheckSigner(const Address *recipient, const Signature *signature, const uint8 *message,
				   size_t length)
{
	Address		signer = ChannelSigner(signature, message, length);

	if (!AddressEquals(&signer, recipient))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_RECIPIENT),
				 errmsg("request is not signed by the recipient %s", AddressText(recipient)),
				 errdetail("It was signed by %s, or for other values.", AddressText(&signer))));
}

/* The escrow address, which stands in every message. */
static Address
ControlEscrow(void)
{
	static Statement params = {"SELECT escrow_address FROM market.params", 0};

	StatementRead(&params, NULL, NULL);
	return *DatumGetAddressP(StatementDatum(0, 1));
}

/*
 * The two lists: arguments (recipient, current_block, signature), and a
 * statement over the recipient.
 */
static Datum
ControlList(FunctionCallInfo fcinfo, Statement *list, size_t message_size,
			void (*pack) (uint8 *, const uint8 *, const uint8 *))
{
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Address    *recipient = ArgumentAddress(fcinfo, 0, "recipient");
	Datum		arguments[1];
	Caller		caller;

	CallerEnter(&caller);
	if (PG_ARGISNULL(2))
		ChannelActor(&caller, recipient, "recipient");
	else
	{
		int64		block = ArgumentHeight(fcinfo, 1, "current_block");
		uint8	   *message = palloc(message_size);
		uint8		block32[UINT256_SIZE];
		Address		escrow = ControlEscrow();

		ChannelCheckWindow(block, ClockHeight());
		Uint256FromUint64(block, block32);
		pack(message, escrow.bytes, block32);
		ControlCheckSigner(recipient, PG_GETARG_SIGNATURE_P(2), message, message_size);
	}
	arguments[0] = AddressGetByteaDatum(recipient);
	StatementRead(list, arguments, NULL);
	StatementSetRows(result);
	CallerLeave(&caller);
	return (Datum) 0;
}

/*
 * list_unclaimed(recipient address, current_block bigint, signature signature)
 *		returns table (channel_id, nonce, signed_amount, expiration)
 */
Datum
market_list_unclaimed(PG_FUNCTION_ARGS)
{
	static Statement list = {
		"SELECT id, payment_nonce::numeric, authorized_amount, expiration FROM market.channel"
		" WHERE recipient OPERATOR(market.=) $1::market.address AND authorized_amount > 0"
		" ORDER BY id",
		1, {BYTEAOID}
	};

	return ControlList(fcinfo, &list, LIST_UNCLAIMED_MESSAGE_SIZE, PackListUnclaimedMessage);
}

/*
 * list_in_progress(recipient address, current_block bigint, signature signature)
 *		returns table (channel_id, nonce, signed_amount, signature, expiration)
 */
Datum
market_list_in_progress(PG_FUNCTION_ARGS)
{
	static Statement list = {
		"SELECT p.channel_id, p.nonce::numeric, p.amount, p.signature, c.expiration"
		" FROM market.channel AS c JOIN market.pending_claim AS p ON p.channel_id = c.id"
		" WHERE c.recipient OPERATOR(market.=) $1::market.address AND c.pending_amount > 0"
		" ORDER BY p.channel_id, p.nonce",
		1, {BYTEAOID}
	};

	return ControlList(fcinfo, &list, LIST_IN_PROGRESS_MESSAGE_SIZE, PackListInProgressMessage);
}

/*
 * Collect: set the signed total aside, and go on at the next nonce.  What was
 * started stays in the event.
 */
static void
ControlStart(ChannelChange *change, Channel *channel)
{
	Signature  *signature = palloc(sizeof(Signature));
	ChannelEvent *event;

	ReservationCheckFree(channel);
	if (NumericIsZero(channel->authorized))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOTHING_TO_CLAIM),
				 errmsg("there is nothing to claim on channel " INT64_FORMAT, channel->id)));
	*signature = channel->signature;
	event = ChannelNote(change, channel, CHANNEL_START_CLAIM, channel->payment_nonce,
						channel->authorized);
	event->signature = signature;
	channel->pending_amount = NumericAdd(channel->pending_amount, channel->authorized);
	channel->authorized = channel->uncharged = NumericFromInt64(0);
	channel->payment_nonce++;
}

/* A started claim as (channel_id, nonce, signed_amount, signature), in current memory. */
static void
ControlStarted(const ChannelEvent *event, Datum *values)
{
	Signature  *signature = palloc(sizeof(Signature));

	*signature = *event->signature;
	values[0] = Int64GetDatum(event->channel_id);
	values[1] = NumericGetDatum(NumericFromInt64(event->nonce));
	values[2] = NumericGetDatum(DatumGetNumericCopy(NumericGetDatum(event->amount)));
	values[3] = PointerGetDatum(signature);
}

/*
 * start_claim(channel_id bigint, claim_signature signature, idempotency_key text)
 *		returns record (channel_id, nonce, signed_amount, signature)
 */
Datum
market_start_claim(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	MemoryContext saved;
	int64		id = ArgumentInt64(fcinfo, 0, "channel_id");
	Datum		values[4];
	bool		nulls[4] = {false};
	Caller		caller;
	Idempotency once = {0};
	Channel    *channel;
	ChannelChange *change;

	CallerEnter(&caller);
	/* a recipient never changes, so it can be read without the lock */
	if (!PG_ARGISNULL(2) &&
		IdempotencyBegin(&once, fcinfo, &caller, &ChannelLatest(id)->recipient,
						 PG_ARGISNULL(1) ? NULL : CONTROL_SIGNED))
		return IdempotencyAnswer(&once, &caller);
	change = ChannelLockOne(id, &channel);
	if (PG_ARGISNULL(1))
		ChannelActor(&caller, &channel->recipient, "recipient");
	else
	{
		uint8		message[START_CLAIM_MESSAGE_SIZE];
		uint8		id32[UINT256_SIZE];
		uint8		nonce32[UINT256_SIZE];

		Uint256FromUint64(id, id32);
		Uint256FromUint64(channel->payment_nonce, nonce32);
		PackStartClaimMessage(message, channel->escrow.bytes, id32, nonce32);
		ControlCheckSigner(&channel->recipient, PG_GETARG_SIGNATURE_P(1), message,
						   sizeof(message));
	}
	ControlStart(change, channel);
	ChannelWrite(change);
	saved = MemoryContextSwitchTo(context);
	ControlStarted(change->events, values);
	MemoryContextSwitchTo(saved);
	IdempotencyRow(&once, values, nulls);
	IdempotencyKeepRows(&once);
	CallerLeave(&caller);
	return StatementRecord(fcinfo, values, nulls);
}

/* Raise MK118, MK112 or MK103 unless the recipient signed to start these claims. */
static void
ControlCheckStarts(const Address *recipient, const int64 *ids, int count, int64 block,
				   const Signature *signature)
{
	uint8	   *message = palloc(START_CLAIMS_MESSAGE_SIZE(count));
	uint8		(*id32)[UINT256_SIZE] = palloc(Max(count, 1) * UINT256_SIZE);
	uint8		block32[UINT256_SIZE];
	Address		escrow = ControlEscrow();
	int			i;

	ChannelCheckWindow(block, ClockHeight());
	Uint256FromUint64(block, block32);
	for (i = 0; i < count; i++)
		Uint256FromUint64(ids[i], id32[i]);
	PackStartClaimsMessage(message, escrow.bytes, id32, count, block32);
	ControlCheckSigner(recipient, signature, message, START_CLAIMS_MESSAGE_SIZE(count));
}

/*
 * start_claims(recipient address, channel_ids bigint[], current_block bigint,
 *		claim_signature signature, idempotency_key text)
 *		returns table (channel_id, nonce, signed_amount, signature); all or nothing
 */
Datum
market_start_claims(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Address    *recipient = ArgumentAddress(fcinfo, 0, "recipient");
	Datum	   *elements;
	int64	   *ids;
	int			count;
	int64		block;
	Caller		caller;
	Idempotency once;
	ChannelChange *change;
	int			i;

	elements = ArgumentArray(fcinfo, 1, "channel_ids", CHANNEL_CLAIMS_MAX, &count);
	ids = palloc(Max(count, 1) * sizeof(int64));
	for (i = 0; i < count; i++)
		ids[i] = DatumGetInt64(elements[i]);
	block = PG_ARGISNULL(3) ? 0 : ArgumentHeight(fcinfo, 2, "current_block");

	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, recipient,
						 PG_ARGISNULL(3) ? NULL : CONTROL_SIGNED))
		return IdempotencyAnswer(&once, &caller);
	change = ChannelLock(ids, count);
	if (PG_ARGISNULL(3))
		ChannelActor(&caller, recipient, "recipient");
	else
		ControlCheckStarts(recipient, ids, count, block, PG_GETARG_SIGNATURE_P(3));
	for (i = 0; i < count; i++)
	{
		Channel    *channel = ChannelFind(change, ids[i]);

		CHECK_FOR_INTERRUPTS();
		ChannelCheckRecipient(channel, recipient);
		ControlStart(change, channel);
	}
	ChannelWrite(change);
	for (i = 0; i < change->event_count; i++)
	{
		bool		nulls[4] = {false};
		Datum		values[4];

		CHECK_FOR_INTERRUPTS();
		ControlStarted(&change->events[i], values);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		IdempotencyRow(&once, values, nulls);
	}
	IdempotencyKeepRows(&once);
	CallerLeave(&caller);
	return (Datum) 0;
}
