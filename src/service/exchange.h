/*
 * exchange.h
 *		What a token is worth in the base denom.
 */
#ifndef MARKET_EXCHANGE_H
#define MARKET_EXCHANGE_H

#include "postgres.h"
#include "utils/numeric.h"

/* Why there is no rate. */
typedef struct ExchangeFault
{
	int			code;			/* MK043, MK045 or MK046 */
	char	   *message;
} ExchangeFault;

/*
 * How many units of the base denom one minor unit of a token is worth: a
 * decimal with up to 18 digits above 0, or 1 for the base denom itself.
 *
 * Asks the module service of the module "oracle" anew each time; whoever needs
 * a rate several times in one operation asks once.  Runs inside SPI, as the
 * tables' owner, and leaves no result behind.
 *
 * Returns NULL, with "fault" filled unless it is NULL, when there is no rate.
 * Source: IRIS service module, keeper/exchange_rate.go.
 */
extern Numeric ExchangeRate(const char *price_denom, ExchangeFault *fault);

#endif							/* MARKET_EXCHANGE_H */
