/*
 * price.h
 *		What a call costs: the terms of a service for a group, and its price.
 *
 * A price is, in this order: that of a quote which the payment names; what the
 * service's pricing function says of the request; the listed one, which is in
 * the service's document.  For some blocks after the document changed, the
 * prices that it listed before are accepted as well.
 */
#ifndef MARKET_PRICE_H
#define MARKET_PRICE_H

#include "postgres.h"
#include "datatype/timestamp.h"
#include "fmgr.h"
#include "type/address.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

/*
 * What every kind of call has to know of the market, of the service, and of the
 * group that is paid.  Values live in SPI's memory.
 */
typedef struct Terms
{
	/* what is asked for */
	const char *organization_id;
	const char *service_id;
	const char *method;			/* may be NULL */
	/* what TermsRead() finds */
	Datum		group_id;		/* bytea of 32 bytes */
	Address		recipient;		/* payment address of the group */
	int64		threshold;		/* blocks before expiration */
	Numeric		listed_price;	/* minor units; NULL: none for this method */
	bool		is_dynamic;		/* does a pricing function set prices? */
	int64		height;			/* the current block, and its time */
	TimestampTz block_time;
	Address		escrow;
	bool		metering;		/* are calls recorded?  See usage.h */
	bool		guarded;		/* must calls pass limits?  See limit.h */
} Terms;

/* What a price may depend on beside the terms. */
typedef struct PriceRequest
{
	Jsonb	   *request;		/* of the call; may be NULL */
	int64		quote_id;		/* 0: none is named */
	const Address *sender;		/* who may name a quote: sender and signer of the channel */
	const Address *signer;
} PriceRequest;

/*
 * Read the terms of a service for a group.
 *
 * In:	terms: organization_id, service_id, method
 *		group_id: bytea of 32 bytes
 *		recipient, denom: of the channel; NULL, NULL for a call without one
 * Returns false when the service has no such group, or when the group has
 *		another payment address, or the market's channels another denom.
 */
extern bool TermsRead(Terms *terms, Datum group_id, const Address *recipient,
					  const char *denom);

/*
 * The same for a payment on a channel, which has locked it.  A session keeps the terms until
 * they change.
 */
extern bool TermsRecall(Terms *terms, Datum group_id, const Address *recipient,
						const char *denom);

/*
 * The same for a function whose arguments say what the call is for: organization and
 * service from argument "organization" on, method (-1: none), and group, which when
 * NULL is the service's only one.
 * Errors: 22023 for an argument; MK131, MK133, MK110.
 */
extern void TermsReadArguments(FunctionCallInfo fcinfo, Terms *terms, int organization,
							   int method, int group);

/* Raise MK131 or MK133 unless there is such a service; why TermsRead() was false. */
extern void TermsRequireService(const Terms *terms);

/*
 * The price of a call.  Runs the service's pricing function, as its registrant,
 * when it has one: call it after everything that can refuse the call.
 *
 * Returns minor units, 0 .. 2^256 - 1, in SPI's memory.
 * Errors: MK120 when no price is defined for the method, or the pricing function
 *		fails; MK121 when there is no such quote for this call, MK122 when it has
 *		expired.
 */
extern Numeric PriceFind(const Terms *terms, const PriceRequest *request);

/* The same without a quote: the price of a call that is made now. */
extern Numeric PriceCurrent(const Terms *terms, Jsonb *request);

/*
 * Was this the listed price until a change within the parameter price_grace?
 * Such a price is charged as if nothing had changed.
 */
extern bool PriceIsFormer(const Terms *terms, Numeric price);

#endif							/* MARKET_PRICE_H */
