/*
 * amount.h
 *		numeric values as 256-bit integers.
 */
#ifndef MARKET_AMOUNT_H
#define MARKET_AMOUNT_H

#include "fmgr.h"
#include "utils/numeric.h"

/*
 * Pack an integer from 0 to 2^256 - 1 as 32 bytes big endian.
 *
 * In:	number: the value; "name" is what the error message calls it
 * Out:	number32: 32 bytes
 * Errors: 22003 when the number is NaN, infinite, negative, has a fraction or
 *		exceeds 2^256 - 1.
 */
extern void NumericToUint256(Numeric number, const char *name, uint8 *number32);

/* Does a number fit in NumericToUint256?  Raises nothing. */
extern bool NumericIsUint256(Numeric number);

/* An integer of 64 bits, exactly; false when the number is none.  Raises nothing. */
extern bool NumericToInt64(Numeric number, int64 *result);

/* The numeric value of 32 bytes big endian. */
extern Numeric Uint256ToNumeric(const uint8 *number32);

/* Shorthands over the server's numeric functions. */
extern Numeric NumericFromInt64(int64 number);
extern Numeric NumericAdd(Numeric a, Numeric b);
extern Numeric NumericSubtract(Numeric a, Numeric b);
extern Numeric NumericMultiply(Numeric a, Numeric b);
extern int	NumericCompare(Numeric a, Numeric b);
extern bool NumericIsZero(Numeric number);

/* The text of a number, for messages. */
extern char *NumericText(Numeric number);

#endif							/* MARKET_AMOUNT_H */
