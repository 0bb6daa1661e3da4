/*
 * cointext.h
 *		The text of a coin: an amount immediately followed by a denom.
 */
#ifndef MARKET_COINTEXT_H
#define MARKET_COINTEXT_H

#include <stdbool.h>
#include <stddef.h>

#define DENOM_LENGTH_MIN 3
#define DENOM_LENGTH_MAX 128
/* integer and fractional digits that an amount may have, beyond any use */
#define COIN_DIGITS_MAX 200

typedef enum CoinFault
{
	COIN_OK = 0,
	COIN_AMOUNT,				/* does not begin with a non-negative decimal */
	COIN_DENOM,					/* the rest is no denom */
	COIN_LENGTH					/* more digits than COIN_DIGITS_MAX */
} CoinFault;

/* Where the parts of a coin's text lie, without the zeros that mean nothing. */
typedef struct CoinText
{
	const char *integer;		/* at least one digit, no leading zeros */
	size_t		integer_length;
	const char *fraction;		/* digits behind the point, no trailing zeros */
	size_t		fraction_length;
	const char *denom;
	size_t		denom_length;
} CoinText;

/*
 * Split the text of a coin.
 *
 * An amount is digits, optionally a point and digits; no sign, blank or
 * exponent.  A denom is a letter and 2 to 127 of letters, digits and "/:._-".
 * Where a denom stands, a registered symbol may stand too; it has the same
 * syntax, so that nothing else is accepted here.
 */
extern CoinFault CoinTextSplit(const char *text, size_t length, CoinText *parts);

/* Is this a denom: [a-zA-Z][a-zA-Z0-9/:._-]{2,127}? */
extern bool DenomIsValid(const char *text, size_t length);

/*
 * Compare two amounts digit by digit, without a limit: -1, 0, 1.
 */
extern int	CoinTextCompareAmount(const CoinText *a, const CoinText *b);

#endif							/* MARKET_COINTEXT_H */
