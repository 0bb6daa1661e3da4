/*
 * reservation.h
 *		Payments in two steps: begun, then committed or rolled back.
 *
 * A payment that has begun holds its channel in a committed row, not by a lock, so
 * that the call may run in another session, or outside of the database.  It is open
 * until it ends, or until its lease does: a block, which comes without anybody's
 * help.
 *
 * Source: SingularityNET daemon, lock and transaction of a payment.
 */
#ifndef MARKET_RESERVATION_H
#define MARKET_RESERVATION_H

#include "channel/channel.h"
#include "channel/price.h"
#include "utils/uuid.h"

/* A row to be, or that was. */
typedef struct Reservation
{
	bool		is_prepaid;
	int64		channel_id;
	int64		nonce;			/* of payments on the channel */
	Numeric		amount;			/* of a paid call: the signed total */
	const Signature *signature;	/* of a paid call */
	Numeric		price;			/* minor units that are reserved */
	int64		expiration;		/* block in which the lease ends */
} Reservation;

/* Raise MK117 while payments are open on a channel; needs reserved_until and height. */
extern void ReservationCheckFree(const Channel *channel);

/*
 * The highest total that is signed for on a locked channel, that of open payments
 * included.
 */
extern Numeric ReservationTotal(const Channel *channel);

/* The same, and how many payments are open. */
extern int64 ReservationCount(const Channel *channel, Numeric *total);

/*
 * The block in which a lease ends, from argument n: so many blocks, "usual_lease", which
 * is the parameter payment_lease, when NULL.
 * Errors: 22003 unless it is above 0.
 */
extern int64 ReservationExpiration(FunctionCallInfo fcinfo, int n, int64 usual_lease,
								   int64 height);

/* Insert a row; returns the token that ends it, which nobody else ever sees. */
extern pg_uuid_t *ReservationInsert(const Reservation *reservation, const Terms *terms);

/* The answer that begins a payment: (payment_token, price, expiration), in "context". */
extern void ReservationAnswer(const pg_uuid_t *token, const Reservation *reservation,
							  MemoryContext context, Datum *values);

#endif							/* MARKET_RESERVATION_H */
