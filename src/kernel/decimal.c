/*
 * decimal.c
 *		Unsigned decimals with 18 fractional digits, and token amounts.
 *
 * Numbers are arrays of 64-bit limbs, least significant first.  Text is
 * converted in chunks of 18 digits, the most that one limb holds with room to
 * spare, so that the scale of a decimal and the size of a chunk are one number.
 */
#include "kernel/decimal.h"

#include <string.h>

__extension__ typedef unsigned __int128 DoubleLimb;

/* 10^18 */
#define SCALE UINT64_C(1000000000000000000)
#define CHUNK_DIGITS DECIMAL_DIGITS
/* six limbs have up to 116 digits, which are seven chunks */
#define DIGITS_MAX 116
#define CHUNKS_MAX 7
#define UINT256_LIMBS 4
/* the original's decimals have so many bits */
#define COSMOS_BITS 315
#define AMOUNT_DECIMALS_MAX 36

/* The digits of a text in front of its point, without leading zeros, and behind it. */
typedef struct DecimalParts
{
	const char *integer;
	size_t		integer_length;
	const char *fraction;
	size_t		fraction_length;
} DecimalParts;

static size_t
CountDigits(const char *text, size_t length)
{
	size_t		count = 0;

	while (count < length && text[count] >= '0' && text[count] <= '9')
		count++;
	return count;
}

/* Returns false when the text is not digits, optionally a point and digits. */
static bool
PartsFromText(const char *text, size_t length, DecimalParts *parts)
{
	parts->integer = text;
	parts->integer_length = CountDigits(text, length);
	parts->fraction = text;
	parts->fraction_length = 0;

	if (parts->integer_length == 0)
		return false;
	if (parts->integer_length < length)
	{
		size_t		rest = length - parts->integer_length - 1;

		if (text[parts->integer_length] != '.' || rest == 0)
			return false;
		parts->fraction = text + parts->integer_length + 1;
		parts->fraction_length = CountDigits(parts->fraction, rest);
		if (parts->fraction_length < rest)
			return false;
	}

	while (parts->integer_length > 0 && parts->integer[0] == '0')
	{
		parts->integer++;
		parts->integer_length--;
	}
	return true;
}

/* Returns false when the number does not fit. */
static bool
LimbsFromDigits(const char *digits, size_t length, uint64_t *limbs, int count)
{
	int			used = 0;

	memset(limbs, 0, (size_t) count * sizeof(uint64_t));
	while (length > 0)
	{
		/* the first chunk takes what makes all others whole */
		size_t		take = (length - 1) % CHUNK_DIGITS + 1;
		uint64_t	carry = 0;
		int			i;

		length -= take;
		for (; take > 0; take--)
			carry = carry * 10 + (uint64_t) (*digits++ - '0');

		for (i = 0; i < used; i++)
		{
			DoubleLimb	wide = (DoubleLimb) limbs[i] * SCALE + carry;

			limbs[i] = (uint64_t) wide;
			carry = (uint64_t) (wide >> 64);
		}
		if (carry != 0)
		{
			if (used == count)
				return false;
			limbs[used++] = carry;
		}
	}
	return true;
}

/* Divide in place by 10^18 and return the remainder. */
static uint64_t
LimbsDivide(uint64_t *limbs, int count)
{
	uint64_t	remainder = 0;
	int			i;

	for (i = count - 1; i >= 0; i--)
	{
		uint64_t	low = limbs[i];

		/* the division of two limbs is much dearer than that of one */
		if (remainder == 0)
			limbs[i] = low / SCALE;
		else
			limbs[i] = (uint64_t) (((DoubleLimb) remainder << 64 | low) / SCALE);
		remainder = low - limbs[i] * SCALE;
	}
	return remainder;
}

static bool
LimbsAreZero(const uint64_t *limbs, int count)
{
	int			i;

	for (i = 0; i < count; i++)
	{
		if (limbs[i] != 0)
			return false;
	}
	return true;
}

/* Add one in place; returns false when the number wraps to zero. */
static bool
LimbsIncrement(uint64_t *limbs, int count)
{
	int			i;

	for (i = 0; i < count; i++)
	{
		if (++limbs[i] != 0)
			return true;
	}
	return false;
}

static void
LimbsFromUint256(const uint8_t *number32, uint64_t *limbs)
{
	int			i;
	int			j;

	for (i = 0; i < UINT256_LIMBS; i++)
	{
		const uint8_t *bytes = number32 + 8 * (UINT256_LIMBS - 1 - i);

		limbs[i] = 0;
		for (j = 0; j < 8; j++)
			limbs[i] = limbs[i] << 8 | bytes[j];
	}
}

static void
LimbsToUint256(const uint64_t *limbs, uint8_t *number32)
{
	int			i;
	int			j;

	for (i = 0; i < UINT256_LIMBS; i++)
	{
		uint8_t    *bytes = number32 + 8 * (UINT256_LIMBS - 1 - i);

		for (j = 0; j < 8; j++)
			bytes[j] = (uint8_t) (limbs[i] >> (56 - 8 * j));
	}
}

/*
 * Read parts as a count of 10^-decimals.  The fraction must have no more than
 * "decimals" digits.
 */
static DecimalFault
PartsToLimbs(const DecimalParts *parts, size_t decimals, uint64_t *limbs, int count)
{
	char		digits[DIGITS_MAX];
	char	   *fraction;

	if (parts->integer_length > DIGITS_MAX - decimals)
		return DECIMAL_OVERFLOW;

	fraction = digits + parts->integer_length;
	memcpy(digits, parts->integer, parts->integer_length);
	memcpy(fraction, parts->fraction, parts->fraction_length);
	memset(fraction + parts->fraction_length, '0', decimals - parts->fraction_length);

	if (!LimbsFromDigits(digits, parts->integer_length + decimals, limbs, count))
		return DECIMAL_OVERFLOW;
	return DECIMAL_OK;
}

/*
 * Write a count of 10^-decimals without zeros at the end of its fraction, and
 * return the length.  The limbs are used up.
 */
static size_t
LimbsToText(uint64_t *limbs, int count, size_t decimals, char *text)
{
	char		digits[CHUNKS_MAX * CHUNK_DIGITS];
	char	   *end = digits + sizeof(digits);
	char	   *first = end;
	size_t		integer_length;
	size_t		fraction_length = decimals;

	while (count > 0 && limbs[count - 1] == 0)
		count--;
	while (count > 0)
	{
		uint64_t	chunk = LimbsDivide(limbs, count);
		int			i;

		for (i = 0; i < CHUNK_DIGITS; i += 2)
		{
			unsigned int pair = (unsigned int) (chunk % 100);

			chunk /= 100;
			*--first = (char) ('0' + pair % 10);
			*--first = (char) ('0' + pair / 10);
		}
		while (count > 0 && limbs[count - 1] == 0)
			count--;
	}

	/* exactly one digit stands in front of the fraction of a number below one */
	while (first < end && *first == '0')
		first++;
	while ((size_t) (end - first) < decimals + 1)
		*--first = '0';

	integer_length = (size_t) (end - first) - decimals;
	while (fraction_length > 0 && first[integer_length + fraction_length - 1] == '0')
		fraction_length--;

	memcpy(text, first, integer_length);
	if (fraction_length > 0)
	{
		text[integer_length] = '.';
		memcpy(text + integer_length + 1, first + integer_length, fraction_length);
		fraction_length++;
	}
	text[integer_length + fraction_length] = '\0';
	return integer_length + fraction_length;
}

DecimalFault
DecimalFromText(const char *text, size_t length, Decimal *result)
{
	DecimalParts parts;
	Decimal		value;
	DecimalFault fault;

	if (!PartsFromText(text, length, &parts))
		return DECIMAL_SYNTAX;
	if (parts.fraction_length > DECIMAL_DIGITS)
		return DECIMAL_PRECISION;

	fault = PartsToLimbs(&parts, DECIMAL_DIGITS, value.limb, DECIMAL_LIMBS);
	if (fault == DECIMAL_OK)
		*result = value;
	return fault;
}

size_t
DecimalToText(const Decimal *value, char *text)
{
	Decimal		rest = *value;

	return LimbsToText(rest.limb, DECIMAL_LIMBS, DECIMAL_DIGITS, text);
}

DecimalFault
DecimalAdd(const Decimal *a, const Decimal *b, Decimal *result)
{
	Decimal		sum;
	DoubleLimb	carry = 0;
	int			i;

	for (i = 0; i < DECIMAL_LIMBS; i++)
	{
		carry += (DoubleLimb) a->limb[i] + b->limb[i];
		sum.limb[i] = (uint64_t) carry;
		carry >>= 64;
	}
	if (carry != 0)
		return DECIMAL_OVERFLOW;

	*result = sum;
	return DECIMAL_OK;
}

DecimalFault
DecimalSubtract(const Decimal *a, const Decimal *b, Decimal *result)
{
	Decimal		difference;
	uint64_t	borrow = 0;
	int			i;

	for (i = 0; i < DECIMAL_LIMBS; i++)
	{
		DoubleLimb	wide = (DoubleLimb) a->limb[i] - b->limb[i] - borrow;

		difference.limb[i] = (uint64_t) wide;
		borrow = (uint64_t) (wide >> 64) & 1;
	}
	if (borrow != 0)
		return DECIMAL_OVERFLOW;

	*result = difference;
	return DECIMAL_OK;
}

DecimalFault
DecimalMultiply(const Decimal *a, const Decimal *b, Decimal *result)
{
	uint64_t	product[2 * DECIMAL_LIMBS] = {0};
	uint64_t	remainder;
	int			i;
	int			j;

	for (i = 0; i < DECIMAL_LIMBS; i++)
	{
		uint64_t	carry = 0;

		for (j = 0; j < DECIMAL_LIMBS; j++)
		{
			/* (2^64-1)^2 + 2 * (2^64-1) is 2^128-1: never too large */
			DoubleLimb	wide = (DoubleLimb) a->limb[i] * b->limb[j] + product[i + j] + carry;

			product[i + j] = (uint64_t) wide;
			carry = (uint64_t) (wide >> 64);
		}
		product[i + DECIMAL_LIMBS] = carry;
	}

	remainder = LimbsDivide(product, 2 * DECIMAL_LIMBS);
	if (!LimbsAreZero(product + DECIMAL_LIMBS, DECIMAL_LIMBS))
		return DECIMAL_OVERFLOW;
	if ((remainder > SCALE / 2 || (remainder == SCALE / 2 && (product[0] & 1) != 0)) &&
		!LimbsIncrement(product, DECIMAL_LIMBS))
		return DECIMAL_OVERFLOW;

	memcpy(result->limb, product, sizeof(result->limb));
	return DECIMAL_OK;
}

int
DecimalCompare(const Decimal *a, const Decimal *b)
{
	int			i;

	for (i = DECIMAL_LIMBS - 1; i >= 0; i--)
	{
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	}
	return 0;
}

bool
DecimalToUnits(const Decimal *value, uint64_t *units)
{
	int			i;

	*units = value->limb[0];
	for (i = 1; i < DECIMAL_LIMBS; i++)
	{
		if (value->limb[i] != 0)
			return false;
	}
	return true;
}

void
DecimalFromUnits(uint64_t units, Decimal *result)
{
	memset(result, 0, sizeof(*result));
	result->limb[0] = units;
}

bool
DecimalIsCosmos(const Decimal *value)
{
	return value->limb[COSMOS_BITS / 64 + 1] == 0 &&
		value->limb[COSMOS_BITS / 64] >> COSMOS_BITS % 64 == 0;
}

void
DecimalFromUint256(const uint8_t *number32, Decimal *result)
{
	uint64_t	limbs[UINT256_LIMBS];
	uint64_t	carry = 0;
	int			i;

	LimbsFromUint256(number32, limbs);
	for (i = 0; i < UINT256_LIMBS; i++)
	{
		DoubleLimb	wide = (DoubleLimb) limbs[i] * SCALE + carry;

		result->limb[i] = (uint64_t) wide;
		carry = (uint64_t) (wide >> 64);
	}
	result->limb[UINT256_LIMBS] = carry;
	for (i = UINT256_LIMBS + 1; i < DECIMAL_LIMBS; i++)
		result->limb[i] = 0;
}

DecimalFault
DecimalToUint256(const Decimal *value, uint8_t *number32)
{
	Decimal		quotient = *value;

	LimbsDivide(quotient.limb, DECIMAL_LIMBS);
	if (!LimbsAreZero(quotient.limb + UINT256_LIMBS, DECIMAL_LIMBS - UINT256_LIMBS))
		return DECIMAL_OVERFLOW;

	LimbsToUint256(quotient.limb, number32);
	return DECIMAL_OK;
}

DecimalFault
AmountFromText(const char *text, size_t length, int decimals, uint8_t *number32)
{
	DecimalParts parts;
	uint64_t	limbs[UINT256_LIMBS];
	DecimalFault fault;

	if (!PartsFromText(text, length, &parts))
		return DECIMAL_SYNTAX;
	if (decimals < 0 || decimals > AMOUNT_DECIMALS_MAX)
		return DECIMAL_OVERFLOW;
	while (parts.fraction_length > 0 && parts.fraction[parts.fraction_length - 1] == '0')
		parts.fraction_length--;
	if (parts.fraction_length > (size_t) decimals)
		return DECIMAL_PRECISION;

	fault = PartsToLimbs(&parts, (size_t) decimals, limbs, UINT256_LIMBS);
	if (fault == DECIMAL_OK)
		LimbsToUint256(limbs, number32);
	return fault;
}

size_t
AmountToText(const uint8_t *number32, int decimals, char *text)
{
	uint64_t	limbs[UINT256_LIMBS];

	text[0] = '\0';
	if (decimals < 0 || decimals > AMOUNT_DECIMALS_MAX)
		return 0;

	LimbsFromUint256(number32, limbs);
	return LimbsToText(limbs, UINT256_LIMBS, (size_t) decimals, text);
}
