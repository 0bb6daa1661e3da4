/*
 * token.h
 *		Registered tokens, and coins in their minor units.
 */
#ifndef MARKET_TOKEN_H
#define MARKET_TOKEN_H

#include "postgres.h"
#include "type/coin.h"
#include "utils/numeric.h"

/* bytes of a denom with its closing zero */
#define DENOM_SIZE 129

/* An amount of a registered token. */
typedef struct Funds
{
	char	   *denom;			/* minor unit */
	Numeric		amount;			/* integer from 0 to 2^256 - 1 */
} Funds;

/*
 * Convert a coin, written in a denom or a symbol, to the token's minor unit.
 *
 * In:	coin; "name" is what an error calls the argument
 * The result lives until StatementFinish().
 * Errors: MKS10 when the token is unknown or the coin is no whole number of
 *		minor units; 22003 above 2^256 - 1.
 */
extern Funds TokenFunds(const Coin *coin, const char *name);

/* Why a coin is no amount of a registered token. */
typedef enum TokenFault
{
	TOKEN_OK = 0,
	TOKEN_UNKNOWN,				/* nothing but the fault is known */
	TOKEN_INEXACT,				/* no whole number of minor units; the denom is known */
	TOKEN_RANGE					/* above 2^256 - 1; the denom is known */
} TokenFault;

/* The same without raising: for callers that have an error of their own. */
extern TokenFault TokenRead(const Coin *coin, Funds *funds);

/* The denom of a token named by denom or symbol; NULL when there is none. */
extern char *TokenDenom(const char *name);

#endif							/* MARKET_TOKEN_H */
