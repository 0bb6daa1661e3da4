/*
 * cointext.c
 *		The text of a coin: an amount immediately followed by a denom.
 */
#include "kernel/cointext.h"

#include <string.h>

/* The classes are spelled out because those of <ctype.h> follow the locale. */
static bool
IsDigit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
IsLetter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
IsDenomSign(char c)
{
	return c == '/' || c == ':' || c == '.' || c == '_' || c == '-';
}

static size_t
CountDigits(const char *text, const char *end)
{
	const char *p = text;

	while (p < end && IsDigit(*p))
		p++;
	return (size_t) (p - text);
}

bool
DenomIsValid(const char *text, size_t length)
{
	size_t		i;

	if (length < DENOM_LENGTH_MIN || length > DENOM_LENGTH_MAX || !IsLetter(text[0]))
		return false;

	for (i = 1; i < length; i++)
	{
		if (!IsLetter(text[i]) && !IsDigit(text[i]) && !IsDenomSign(text[i]))
			return false;
	}
	return true;
}

CoinFault
CoinTextSplit(const char *text, size_t length, CoinText *parts)
{
	const char *end;
	CoinText	found;

	if (length == 0)
		return COIN_AMOUNT;
	end = text + length;

	found.integer = text;
	found.integer_length = CountDigits(text, end);
	if (found.integer_length == 0)
		return COIN_AMOUNT;

	found.fraction = text + found.integer_length;
	found.fraction_length = 0;
	found.denom = found.fraction;
	if (found.denom < end && *found.denom == '.')
	{
		found.fraction++;
		found.fraction_length = CountDigits(found.fraction, end);
		if (found.fraction_length == 0)
			return COIN_AMOUNT;
		found.denom = found.fraction + found.fraction_length;
	}

	found.denom_length = (size_t) (end - found.denom);
	if (!DenomIsValid(found.denom, found.denom_length))
		return COIN_DENOM;

	while (found.integer_length > 1 && found.integer[0] == '0')
	{
		found.integer++;
		found.integer_length--;
	}
	while (found.fraction_length > 0 && found.fraction[found.fraction_length - 1] == '0')
		found.fraction_length--;
	if (found.integer_length + found.fraction_length > COIN_DIGITS_MAX)
		return COIN_LENGTH;

	*parts = found;
	return COIN_OK;
}

int
CoinTextCompareAmount(const CoinText *a, const CoinText *b)
{
	size_t		common;
	int			order;

	if (a->integer_length != b->integer_length)
		return a->integer_length < b->integer_length ? -1 : 1;

	order = memcmp(a->integer, b->integer, a->integer_length);
	if (order == 0)
	{
		common = a->fraction_length < b->fraction_length ? a->fraction_length
														 : b->fraction_length;
		order = memcmp(a->fraction, b->fraction, common);
	}
	if (order != 0)
		return order < 0 ? -1 : 1;

	/* without trailing zeros the longer of two equal beginnings is greater */
	if (a->fraction_length != b->fraction_length)
		return a->fraction_length < b->fraction_length ? -1 : 1;
	return 0;
}
