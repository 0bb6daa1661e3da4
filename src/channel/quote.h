/*
 * quote.h
 *		Prices that hold for some blocks and that a payment may name.
 */
#ifndef MARKET_QUOTE_H
#define MARKET_QUOTE_H

#include "channel/price.h"

/*
 * The price of the quote that a payment names.
 *
 * Errors: MK121 when there is no such quote, or it is for another call or payer;
 *		MK122 when it has expired.
 */
extern Numeric QuotePrice(const Terms *terms, const PriceRequest *request);

#endif							/* MARKET_QUOTE_H */
