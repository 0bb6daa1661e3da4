/*
 * decimal.h
 *		Unsigned decimals with 18 fractional digits, and token amounts.
 *
 * A decimal is an integer count of 10^-18, held in six 64-bit limbs, least
 * significant first: room for any 256-bit integer with 18 digits behind the
 * point, with overflow detected, never wrapped.
 *
 * Source: Cosmos SDK, math.LegacyDec (18 digits, products half to even,
 * coins truncated).
 */
#ifndef MARKET_DECIMAL_H
#define MARKET_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DECIMAL_DIGITS 18
#define DECIMAL_LIMBS 6
/* 116 digits, the point, and the closing zero byte */
#define DECIMAL_TEXT_SIZE 136

typedef struct Decimal
{
	uint64_t	limb[DECIMAL_LIMBS];
} Decimal;

typedef enum DecimalFault
{
	DECIMAL_OK = 0,
	DECIMAL_SYNTAX,				/* not digits, optionally a point and digits */
	DECIMAL_PRECISION,			/* more fractional digits than can be held */
	DECIMAL_OVERFLOW
} DecimalFault;

/* Read "12", "0.05": digits, optionally a point and 1 to 18 digits. No sign, blank or exponent. */
extern DecimalFault DecimalFromText(const char *text, size_t length, Decimal *result);

/* Write the shortest exact text ("0.05", "12"), closed by a zero byte; returns its length. */
extern size_t DecimalToText(const Decimal *value, char *text);

extern DecimalFault DecimalAdd(const Decimal *a, const Decimal *b, Decimal *result);

/* result = a - b; OVERFLOW when b is greater */
extern DecimalFault DecimalSubtract(const Decimal *a, const Decimal *b, Decimal *result);

/* The exact product rounded to 18 digits, half to even. */
extern DecimalFault DecimalMultiply(const Decimal *a, const Decimal *b, Decimal *result);

/* -1, 0, 1 */
extern int	DecimalCompare(const Decimal *a, const Decimal *b);

/*
 * The number of 10^-18 that a decimal is, when one 64-bit limb holds it: the
 * form in which rates and discounts are kept.
 */
extern bool DecimalToUnits(const Decimal *value, uint64_t *units);
extern void DecimalFromUnits(uint64_t units, Decimal *result);

/* Is this within the range of the original's decimals, 2^315 - 1 times 10^-18? */
extern bool DecimalIsCosmos(const Decimal *value);

/* A 256-bit integer (32 bytes big endian) as a decimal; never fails. */
extern void DecimalFromUint256(const uint8_t *number32, Decimal *result);

/* Truncate to an integer; OVERFLOW above 2^256 - 1. */
extern DecimalFault DecimalToUint256(const Decimal *value, uint8_t *number32);

/*
 * Convert an amount written in whole tokens to minor units, exactly.
 *
 * In:	text, length: digits, optionally a point and digits; digits behind the
 *		token's last one must be zeros: "1.10" with
 *		one decimal is exact, "1.11" is PRECISION
 *		decimals: digits behind the point that the token has, 0 .. 36
 * Out:	number32: minor units, 32 bytes big endian
 */
extern DecimalFault AmountFromText(const char *text, size_t length, int decimals,
								   uint8_t *number32);

/* Write minor units as whole tokens without trailing zeros; text has DECIMAL_TEXT_SIZE bytes. */
extern size_t AmountToText(const uint8_t *number32, int decimals, char *text);

#endif							/* MARKET_DECIMAL_H */
