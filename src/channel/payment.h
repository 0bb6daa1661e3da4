/*
 * payment.h
 *		A signed total that pays for a call, checked in the daemon's order.
 */
#ifndef MARKET_PAYMENT_H
#define MARKET_PAYMENT_H

#include "channel/channel.h"
#include "channel/price.h"
#include "core/compat.h"
#include "core/idempotency.h"

/* A payment, as it is offered and as it is checked. */
typedef struct Payment
{
	Channel		channel;		/* the columns that PaymentLock() reads; locked */
	Datum		group_id;		/* bytea of 32 bytes */
	Terms		terms;
	PriceRequest request;
	Numeric		nonce;
	Numeric		amount;			/* the new total */
	const Signature *signature;
	Numeric		base;			/* total that the new one builds on */
	Numeric		price;			/* what it pays, by PaymentCheck() */
	bool		takes_credit;	/* may it bring more, or less, than the price? */
	Numeric		credit;			/* what is uncharged then; NULL: as before */
} Payment;

/* Take arguments 0 to 8 of a function that begins with those of authorize_payment(). */
extern void PaymentArguments(FunctionCallInfo fcinfo, Payment *payment);

/* What arguments n and n + 1 say of the price: the request, and the id of a quote. */
extern PriceRequest PaymentRequest(FunctionCallInfo fcinfo, int n, const Channel *channel);

/*
 * Begin a payment on a channel that carries a key; see IdempotencyBegin().  Keys are
 * those of the channel: whoever has a signed total brings them.
 * Errors: MK101.
 */
extern bool PaymentBegin(Idempotency *once, FunctionCallInfo fcinfo, const Caller *caller,
						 int64 channel_id);

/*
 * Lock a channel and read it, at once or not at all.
 *
 * In:	payment->channel.id
 * Returns false when another transaction has it, or there is none.
 */
extern bool PaymentTryLock(Payment *payment);

/* Raise MK101 or MK117: why a channel could not be locked, or is held. */
extern void PaymentNotLocked(int64 channel_id) pg_attribute_noreturn();

/*
 * Read the terms of the service.  MK131, MK133 or MK110 when it has none for the
 * channel; before that MK117 when payments are open, unless "joins".
 */
extern void PaymentTerms(Payment *payment, bool joins);

/*
 * Check the total: MK140, MK141, MK111, MK112, MK113, MK142, MK114, MK115, MK120 to
 * MK122, MK116, in this order.  It has to exceed payment->base by the price.
 */
extern void PaymentCheck(Payment *payment);

/* Its parts. */
extern void PaymentCheckNonce(const Channel *channel, Numeric nonce);
extern void PaymentCheckExpiration(const Channel *channel, int64 threshold);
extern void PaymentCheckAmount(const Channel *channel, Numeric amount);

/*
 * Who signed a request about a channel.
 * Errors: MK112; MK113 unless it is the channel's signer, sender or recipient.
 */
extern Address PaymentRequestSigner(const Channel *channel, const Signature *signature,
									const uint8 *message, size_t length);

/* Raise 42501 unless the caller may see what is signed for on a channel. */
extern void PaymentCheckParty(const Caller *caller, const Channel *channel);

#endif							/* MARKET_PAYMENT_H */
