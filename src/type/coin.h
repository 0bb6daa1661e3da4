/*
 * coin.h
 *		The type market.coin: an amount and its denom, kept as canonical text.
 *
 * A value is a varlena whose payload is the text that is printed: the amount
 * without leading and trailing zeros that mean nothing, then the denom.  Equal
 * coins are therefore equal bytes.
 */
#ifndef MARKET_COIN_H
#define MARKET_COIN_H

#include "fmgr.h"
#include "kernel/cointext.h"
#include "utils/numeric.h"

typedef struct varlena Coin;

#define DatumGetCoinPP(datum)	((Coin *) PG_DETOAST_DATUM_PACKED(datum))
#define PG_GETARG_COIN_PP(n)	DatumGetCoinPP(PG_GETARG_DATUM(n))

/* Split a coin; the parts point into it. */
extern void CoinSplit(const Coin *coin, CoinText *parts);

/* The amount as written, in whatever unit the denom part names. */
extern Numeric CoinAmount(const Coin *coin);

/* The denom or symbol as written, a C string in the current memory context. */
extern char *CoinDenom(const Coin *coin);

/* The whole text, for messages. */
extern char *CoinString(const Coin *coin);

/* Read the text of a coin; 22P02 when it is none. */
extern Coin *CoinRead(const char *text, size_t length);

/*
 * Build a coin.
 *
 * Errors: 22003 when the amount is NaN, infinite, negative or too long to be
 *		kept; 22023 when the denom is none.
 */
extern Coin *CoinMake(Numeric amount, const char *denom);

#endif							/* MARKET_COIN_H */
