/*
 * uint256.c
 *		Unsigned 256-bit integers and their decimal text.
 *
 * The text of an integer is the text of an amount without decimals, so that
 * the conversion itself is the one of decimal.c.
 */
#include "kernel/uint256.h"

#include <string.h>

#include "kernel/decimal.h"

static bool
Uint256IsZero(const uint8_t *number32)
{
	static const uint8_t zero[UINT256_SIZE];

	return memcmp(number32, zero, UINT256_SIZE) == 0;
}

Uint256Fault
Uint256FromText(const char *text, size_t length, uint8_t *number32)
{
	bool		negative = length > 0 && text[0] == '-';
	Uint256Fault fault = UINT256_SYNTAX;

	if (negative)
	{
		text++;
		length--;
	}

	switch (AmountFromText(text, length, 0, number32))
	{
		case DECIMAL_OK:
			if (!negative || Uint256IsZero(number32))
				return UINT256_OK;
			fault = UINT256_NEGATIVE;
			break;
		case DECIMAL_SYNTAX:
			fault = UINT256_SYNTAX;
			break;
		case DECIMAL_PRECISION:
			fault = negative ? UINT256_NEGATIVE : UINT256_FRACTION;
			break;
		case DECIMAL_OVERFLOW:
			fault = negative ? UINT256_NEGATIVE : UINT256_OVERFLOW;
			break;
	}

	memset(number32, 0, UINT256_SIZE);
	return fault;
}

size_t
Uint256ToText(const uint8_t *number32, char *text)
{
	char		buffer[DECIMAL_TEXT_SIZE];
	size_t		length = AmountToText(number32, 0, buffer);

	memcpy(text, buffer, length + 1);
	return length;
}

void
Uint256FromUint64(uint64_t value, uint8_t *number32)
{
	int			i;

	memset(number32, 0, UINT256_SIZE);
	for (i = 0; i < 8; i++)
		number32[UINT256_SIZE - 1 - i] = (uint8_t) (value >> (8 * i));
}
