/*
 * uint256.h
 *		Unsigned 256-bit integers as 32 big-endian bytes, and their decimal text.
 */
#ifndef MARKET_UINT256_H
#define MARKET_UINT256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UINT256_SIZE 32
/* 2^256 - 1 has 78 digits; one more for the closing zero byte */
#define UINT256_TEXT_SIZE 79

typedef enum Uint256Fault
{
	UINT256_OK = 0,
	UINT256_SYNTAX,				/* not a plain decimal number */
	UINT256_NEGATIVE,
	UINT256_FRACTION,			/* a fraction that is not zero */
	UINT256_OVERFLOW			/* above 2^256 - 1 */
} Uint256Fault;

/*
 * Read the decimal text of an integer from 0 to 2^256 - 1.
 *
 * Accepts leading zeros and a fraction of zeros ("10.00"), which is how
 * PostgreSQL may print an integral numeric.  "-0" is zero.  Nothing else is
 * accepted: no blanks, plus sign, exponent, "NaN" or "Infinity" (SYNTAX).
 *
 * In:	text, length: the characters
 * Out:	number32: 32 bytes big endian; all zero on a fault
 */
extern Uint256Fault Uint256FromText(const char *text, size_t length, uint8_t *number32);

/*
 * Write the shortest decimal text of a number, with a closing zero byte.
 *
 * In:	number32: 32 bytes big endian
 * Out:	text: at least UINT256_TEXT_SIZE bytes
 * Returns the number of digits.
 */
extern size_t Uint256ToText(const uint8_t *number32, char *text);

/* Store a 64-bit number as 32 bytes big endian. */
extern void Uint256FromUint64(uint64_t value, uint8_t *number32);

#endif							/* MARKET_UINT256_H */
