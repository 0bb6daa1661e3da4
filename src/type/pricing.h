/*
 * pricing.h
 *		The type market.pricing: what a request costs, and when it costs less.
 *
 * A value holds the document as it was written and, in front of it, what a
 * price needs: the tiers of its promotions as integers.  Nothing is parsed when
 * a price is computed.
 */
#ifndef MARKET_PRICING_H
#define MARKET_PRICING_H

#include "fmgr.h"
#include "core/compat.h"
#include "type/coin.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#define PRICING_PROMOTIONS_MAX 5

/* A discount, a factor above 0 and below 1, and from when or how many on it holds. */
typedef struct PricingTier
{
	int64		start;			/* microseconds as in timestamptz, or answered requests */
	int64		end;			/* first microsecond without the discount; 0 of a volume */
	uint64		discount;		/* in 10^-18 */
} PricingTier;

typedef struct Pricing
{
	int32		vl_len_;		/* do not touch directly */
	uint8		time_count;		/* tiers by time, in order and apart */
	uint8		volume_count;	/* tiers by volume, in order, behind them */
	uint16		price_length;	/* bytes of the price, behind the tiers */
	PricingTier tiers[FLEXIBLE_ARRAY_MEMBER];
	/* then the price as a coin is written, then the document */
} Pricing;

#define DatumGetPricingP(datum)	((Pricing *) PG_DETOAST_DATUM(datum))
#define PG_GETARG_PRICING_P(n)	DatumGetPricingP(PG_GETARG_DATUM(n))

/*
 * Read a pricing document.
 *
 * In:	text, length: the document
 *		context: where PostgreSQL 16 and later may take the error, or NULL
 * Returns NULL when the error was taken.
 * Errors: MK010 with the place and the rule.
 * Source: IRIS service module, types/pricing.go and the pricing schema; discounts
 *		may also be numbers and prices decimals, as its documentation writes them.
 */
extern Pricing *PricingRead(const char *text, size_t length, fmNodePtr context);

/* The price before any discount, in the unit that the document names. */
extern Coin *PricingPrice(const Pricing *pricing);

/* The document as it was written. */
extern const char *PricingText(const Pricing *pricing, size_t *length);

/*
 * A price after the discounts of a moment and of a number of answered requests.
 *
 * In:	price: an integer of minor units
 * Returns a number with up to 18 fractional digits, each product rounded half
 * to even.
 * Errors: 22003 when there are promotions and the price is no integer from 0 to
 *		2^256 - 1.
 */
extern Numeric PricingDiscounted(const Pricing *pricing, Numeric price, TimestampTz at,
								 int64 volume);

#endif							/* MARKET_PRICING_H */
