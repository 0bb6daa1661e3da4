/*
 * payment.c
 *		The paid call, and what a client asks before it.
 *
 * A payment touches one row, the channel's; no money moves until a claim.
 *
 * Source: SingularityNET daemon, validation of payments and channel state
 * service; the checks are made in its order.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/limit.h"
#include "channel/payment.h"
#include "channel/reservation.h"
#include "channel/signer.h"
#include "channel/usage.h"
#include "core/clock.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_authorize_payment);
PG_FUNCTION_INFO_V1(market_channel_state);
PG_FUNCTION_INFO_V1(market_next_payment);

void
PaymentNotLocked(int64 id)
{
	ReservationCheckFree(ChannelLatest(id));
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_PAYMENT_IN_PROGRESS),
			 errmsg("another payment on channel " INT64_FORMAT " is in progress", id),
			 errhint("Try again when it has ended.")));
}

/* Say why the service has no group that matches the channel. */
static void
PaymentNoTerms(const Channel *channel, const Terms *terms)
{
	TermsRequireService(terms);
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_GROUP_MISMATCH),
			 errmsg("channel " INT64_FORMAT " is not for service \"%s\" of organization \"%s\"",
					channel->id, terms->service_id, terms->organization_id),
			 errdetail("The service has no group with the channel's group id and recipient %s,"
					   " or its prices are in another token than the channel's %s.",
					   AddressText(&channel->recipient), channel->denom),
			 errhint("SELECT * FROM market.service_group shows groups and payment addresses.")));
}

bool
PaymentTryLock(Payment *payment)
{
	static Statement lock = {
		"SELECT sender, signer, recipient, value, expiration, payment_nonce, authorized_amount,"
		" pending_amount, group_id, denom, uncharged_amount, reserved_until"
		" FROM market.channel WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED",
		1, {INT8OID}
	};
	Channel    *channel = &payment->channel;
	Datum		arguments[] = {Int64GetDatum(channel->id)};

	if (StatementRun(&lock, arguments, NULL) == 0)
		return false;
	channel->sender = *DatumGetAddressP(StatementDatum(0, 1));
	channel->signer = *DatumGetAddressP(StatementDatum(0, 2));
	channel->recipient = *DatumGetAddressP(StatementDatum(0, 3));
	channel->value = DatumGetNumeric(StatementDatum(0, 4));
	channel->expiration = DatumGetInt64(StatementDatum(0, 5));
	channel->payment_nonce = DatumGetInt64(StatementDatum(0, 6));
	channel->authorized = DatumGetNumeric(StatementDatum(0, 7));
	channel->pending_amount = DatumGetNumeric(StatementDatum(0, 8));
	payment->group_id = StatementDatum(0, 9);
	channel->denom = TextDatumGetCString(StatementDatum(0, 10));
	channel->uncharged = DatumGetNumeric(StatementDatum(0, 11));
	channel->reserved_until = DatumGetInt64(StatementDatum(0, 12));
	payment->base = channel->authorized;
	payment->takes_credit = false;
	payment->credit = NULL;
	return true;
}

void
PaymentTerms(Payment *payment, bool joins)
{
	Channel    *channel = &payment->channel;

	/* a statement of its own: joined to the locked row it takes longer */
	bool		found = TermsRecall(&payment->terms, payment->group_id, &channel->recipient,
									channel->denom);

	channel->height = found ? payment->terms.height : ClockHeight();
	if (!joins)
		ReservationCheckFree(channel);
	if (!found)
		PaymentNoTerms(channel, &payment->terms);
	channel->escrow = payment->terms.escrow;
}

void
PaymentCheckNonce(const Channel *channel, Numeric nonce)
{
	if (NumericCompare(nonce, NumericFromInt64(channel->payment_nonce)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_NONCE),
				 errmsg("incorrect nonce for channel " INT64_FORMAT, channel->id),
				 errdetail("Latest: " INT64_FORMAT ", sent: %s.", channel->payment_nonce,
						   NumericText(nonce)),
				 errhint("market.next_payment() says what to sign next.")));
}

void
PaymentCheckExpiration(const Channel *channel, int64 threshold)
{
	/* written so that neither side can overflow */
	if (channel->expiration - channel->height <= threshold)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NEAR_EXPIRY),
				 errmsg("channel " INT64_FORMAT " is near its expiration", channel->id),
				 errdetail("Expiration: " INT64_FORMAT ", current block: " INT64_FORMAT
						   ", expiration threshold: " INT64_FORMAT ".", channel->expiration,
						   channel->height, threshold),
				 errhint("Extend it: market.extend_channel().")));
}

void
PaymentCheckAmount(const Channel *channel, Numeric amount)
{
	Numeric		full = NumericSubtract(channel->value, channel->pending_amount);

	if (NumericCompare(amount, full) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_ENOUGH_ON_CHANNEL),
				 errmsg("not enough tokens on channel " INT64_FORMAT, channel->id),
				 errdetail("Channel amount: %s, payment amount: %s.", NumericText(full),
						   NumericText(amount)),
				 errhint("Add funds: market.add_channel_funds().")));
}

/*
 * Does the channel's credit make up for a total that rises by more than the price, or
 * less?  Every payment brings something, or an old one could be sent again.
 */
static bool
PaymentCredit(Payment *payment, Numeric price, Numeric income)
{
	static Statement tolerance = {"SELECT overpay_tolerance FROM market.params", 0};
	Numeric		credit = NumericSubtract(NumericAdd(payment->channel.uncharged, income), price);
	Numeric		most;

	if (!payment->takes_credit || NumericCompare(income, NumericFromInt64(1)) < 0 ||
		NumericCompare(credit, NumericFromInt64(0)) < 0)
		return false;
	StatementRun(&tolerance, NULL, NULL);
	most = DatumGetNumeric(StatementDatum(0, 1));
	if (NumericIsZero(most) || NumericCompare(income, NumericAdd(price, most)) > 0)
		return false;
	payment->price = price;
	payment->credit = credit;
	return true;
}

/* The price that the new total pays: MK116 unless it rises by the price. */
static void
PaymentCheckPrice(Payment *payment)
{
	Numeric		price = PriceFind(&payment->terms, &payment->request);
	Numeric		income = NumericSubtract(payment->amount, payment->base);

	payment->price = income;
	if (NumericCompare(income, price) != 0 &&
		(payment->request.quote_id != 0 || !PriceIsFormer(&payment->terms, income)) &&
		!PaymentCredit(payment, price, income))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_INCREASE),
				 errmsg("increase does not equal the price"),
				 errdetail("Income: %s, price: %s.", NumericText(income), NumericText(price)),
				 errhint("The next total is %s.",
						 NumericText(NumericAdd(payment->base, price)))));
}

void
PaymentCheck(Payment *payment)
{
	Channel    *channel = &payment->channel;
	Address		signer;
	bool		is_party;

	LimitPass(&payment->terms, &channel->sender);
	PaymentCheckNonce(channel, payment->nonce);
	signer = ChannelPaymentSigner(channel, channel->payment_nonce, payment->amount,
								  payment->signature, &is_party);
	if (!is_party && !SignerMayPay(channel, &signer, &payment->terms))
		ChannelRefuseSigner(channel, channel->payment_nonce, payment->amount, &signer);
	LimitCheckUser(&payment->terms, &signer);
	PaymentCheckExpiration(channel, payment->terms.threshold);
	PaymentCheckAmount(channel, payment->amount);
	PaymentCheckPrice(payment);
	if (!is_party)
		SignerSpend(channel, &signer, NumericSubtract(payment->amount, payment->base));
}

PriceRequest
PaymentRequest(FunctionCallInfo fcinfo, int n, const Channel *channel)
{
	PriceRequest request = {.sender = &channel->sender, .signer = &channel->signer};

	request.request = PG_ARGISNULL(n) ? NULL : PG_GETARG_JSONB_P(n);
	request.quote_id = PG_ARGISNULL(n + 1) ? 0 : PG_GETARG_INT64(n + 1);
	if (!PG_ARGISNULL(n + 1) && request.quote_id < 1)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_QUOTE_NOT_FOUND),
				 errmsg("quote " INT64_FORMAT " not found for this call", request.quote_id)));
	return request;
}

void
PaymentArguments(FunctionCallInfo fcinfo, Payment *payment)
{
	payment->channel.id = ArgumentInt64(fcinfo, 0, "channel_id");
	payment->nonce = ArgumentAmount(fcinfo, 1, "nonce");
	payment->amount = ArgumentAmount(fcinfo, 2, "amount");
	payment->signature = ArgumentSignature(fcinfo, 3, "signature");
	payment->terms.organization_id = ArgumentText(fcinfo, 4, "organization_id");
	payment->terms.service_id = ArgumentText(fcinfo, 5, "service_id");
	payment->terms.method = PG_ARGISNULL(6) ? NULL : ArgumentText(fcinfo, 6, "method");
	payment->request = PaymentRequest(fcinfo, 7, &payment->channel);
}

/* Record the paid call. */
static void
PaymentRecord(const Payment *payment)
{
	const Channel *channel = &payment->channel;
	Usage		usage = {.kind = USAGE_PAID, .channel_id = channel->id};

	usage.nonce = channel->payment_nonce;
	usage.authorized = payment->amount;
	usage.full_amount = NumericSubtract(channel->value, channel->pending_amount);
	usage.payer = &channel->sender;
	usage.price = payment->price;
	UsageRecord(&payment->terms, &usage);
}

bool
PaymentBegin(Idempotency *once, FunctionCallInfo fcinfo, const Caller *caller, int64 channel_id)
{
	memset(once, 0, sizeof(*once));
	if (PG_ARGISNULL(PG_NARGS() - 1))
		return false;
	return IdempotencyBegin(once, fcinfo, caller, &ChannelLatest(channel_id)->sender,
							psprintf("channel " INT64_FORMAT, channel_id));
}

/*
 * authorize_payment(channel_id bigint, nonce numeric, amount numeric,
 *		signature signature, organization_id text, service_id text, method text,
 *		request jsonb, quote_id bigint, idempotency_key text) returns numeric: the price
 */
Datum
market_authorize_payment(PG_FUNCTION_ARGS)
{
	static Statement authorize = {
		"UPDATE market.channel SET authorized_amount = $2,"
		" authorized_signature = $3::market.signature WHERE id = $1",
		3, {INT8OID, NUMERICOID, BYTEAOID}
	};
	static Statement authorize_credit = {
		"UPDATE market.channel SET authorized_amount = $2,"
		" authorized_signature = $3::market.signature, uncharged_amount = $4 WHERE id = $1",
		4, {INT8OID, NUMERICOID, BYTEAOID, NUMERICOID}
	};
	MemoryContext context = CurrentMemoryContext;
	Payment		payment;
	Caller		caller;
	Idempotency once;
	Datum		arguments[4];

	PaymentArguments(fcinfo, &payment);
	CallerEnter(&caller);
	if (PaymentBegin(&once, fcinfo, &caller, payment.channel.id))
		return IdempotencyAnswer(&once, &caller);
	if (!PaymentTryLock(&payment))
		PaymentNotLocked(payment.channel.id);
	PaymentTerms(&payment, false);
	payment.takes_credit = true;
	PaymentCheck(&payment);

	/* a total of nothing needs no proof */
	arguments[0] = Int64GetDatum(payment.channel.id);
	arguments[1] = NumericGetDatum(payment.amount);
	arguments[2] = SignatureGetByteaDatum(payment.signature);
	arguments[3] = NumericGetDatum(payment.credit);
	StatementRun(payment.credit == NULL ? &authorize : &authorize_credit, arguments,
				 NumericIsZero(payment.amount) ? "  n" : NULL);
	PaymentRecord(&payment);
	return IdempotencyLeaveWith(&once, &caller, context, payment.price);
}

void
PaymentCheckParty(const Caller *caller, const Channel *channel)
{
	if (CallerHasRole(caller, ROLE_READER) || CallerHasRole(caller, ROLE_OPERATOR) ||
		CallerMayAct(caller, &channel->sender) || CallerMayAct(caller, &channel->signer))
		return;
	CallerRequireAccount(caller, &channel->recipient);
}

Address
PaymentRequestSigner(const Channel *channel, const Signature *signature, const uint8 *message,
					 size_t length)
{
	Address		signer = ChannelSigner(signature, message, length);

	if (!AddressEquals(&signer, &channel->signer) && !AddressEquals(&signer, &channel->sender) &&
		!AddressEquals(&signer, &channel->recipient))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_SIGNER),
				 errmsg("request is not signed by the signer, sender or recipient of channel "
						INT64_FORMAT, channel->id),
				 errdetail("It was signed by %s, or for other values.", AddressText(&signer))));
	return signer;
}

/* Raise MK112, MK113 or MK118 unless a party signed a request for the state. */
static void
PaymentCheckRequest(const Channel *channel, int64 block, const Signature *signature)
{
	uint8		message[CHANNEL_STATE_MESSAGE_SIZE];
	uint8		id32[UINT256_SIZE];
	uint8		block32[UINT256_SIZE];

	Uint256FromUint64(channel->id, id32);
	Uint256FromUint64(block, block32);
	PackChannelStateMessage(message, channel->escrow.bytes, id32, block32);
	(void) PaymentRequestSigner(channel, signature, message, sizeof(message));
	ChannelCheckWindow(block, channel->height);
}

/*
 * channel_state(channel_id bigint, current_block bigint, signature signature)
 *		returns record
 */
Datum
market_channel_state(PG_FUNCTION_ARGS)
{
	static Statement old = {
		"SELECT amount, signature FROM market.pending_claim"
		" WHERE channel_id = $1 AND nonce = $2",
		2, {INT8OID, INT8OID}
	};
	MemoryContext context = CurrentMemoryContext;
	MemoryContext saved;
	int64		id = ArgumentInt64(fcinfo, 0, "channel_id");
	int64		block = PG_ARGISNULL(2) ? 0 : ArgumentHeight(fcinfo, 1, "current_block");
	Datum		values[5] = {0};
	bool		nulls[5] = {false, false, true, true, true};
	Datum		arguments[2];
	Caller		caller;
	Channel    *channel;

	CallerEnter(&caller);
	channel = ChannelRead(id);
	if (PG_ARGISNULL(2))
		PaymentCheckParty(&caller, channel);
	else
		PaymentCheckRequest(channel, block, PG_GETARG_SIGNATURE_P(2));

	arguments[0] = Int64GetDatum(id);
	arguments[1] = Int64GetDatum(channel->payment_nonce - 1);
	if (channel->payment_nonce > channel->nonce && StatementRead(&old, arguments, NULL) > 0)
	{
		values[3] = StatementCopy(0, 1, context, &nulls[3]);
		values[4] = StatementCopy(0, 2, context, &nulls[4]);
	}
	saved = MemoryContextSwitchTo(context);
	values[0] = NumericGetDatum(NumericFromInt64(channel->payment_nonce));
	values[1] = NumericGetDatum(DatumGetNumericCopy(NumericGetDatum(channel->authorized)));
	if (!NumericIsZero(channel->authorized))
	{
		Signature  *signature = palloc(sizeof(Signature));

		*signature = channel->signature;
		values[2] = PointerGetDatum(signature);
		nulls[2] = false;
	}
	MemoryContextSwitchTo(saved);
	CallerLeave(&caller);
	return StatementRecord(fcinfo, values, nulls);
}

/*
 * next_payment(channel_id bigint, price numeric) returns record: what a wallet
 * must sign next
 */
Datum
market_next_payment(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	MemoryContext saved;
	int64		id = ArgumentInt64(fcinfo, 0, "channel_id");
	Numeric		price = ArgumentAmount(fcinfo, 1, "price");
	uint8		message[CLAIM_MESSAGE_SIZE];
	uint8		digest[KECCAK256_SIZE];
	Datum		values[4];
	bool		nulls[4] = {false};
	Caller		caller;
	Channel    *channel;
	Numeric		amount;

	CallerEnter(&caller);
	channel = ChannelRead(id);
	PaymentCheckParty(&caller, channel);
	saved = MemoryContextSwitchTo(context);
	amount = NumericAdd(ReservationTotal(channel), price);
	ChannelPaymentMessage(channel, channel->payment_nonce, amount, message);
	MessageDigest(message, sizeof(message), digest);
	values[0] = NumericGetDatum(NumericFromInt64(channel->payment_nonce));
	values[1] = NumericGetDatum(amount);
	values[2] = PointerGetDatum(BytesToBytea(message, sizeof(message)));
	values[3] = PointerGetDatum(BytesToBytea(digest, sizeof(digest)));
	MemoryContextSwitchTo(saved);
	CallerLeave(&caller);
	return StatementRecord(fcinfo, values, nulls);
}
