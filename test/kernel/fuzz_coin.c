/*
 * fuzz_coin.c
 *		Fuzz target: the text of coins.  A line feed parts two coins.
 */
#include <stdbool.h>
#include <string.h>

#include "kernel/cointext.h"

#include "fuzz.h"

#define CANONICAL_SIZE (COIN_DIGITS_MAX + DENOM_LENGTH_MAX + 2)

/* Write a coin without the zeros that mean nothing. */
static size_t
CoinToText(const CoinText *parts, char *text)
{
	size_t		length = parts->integer_length;

	memcpy(text, parts->integer, length);
	if (parts->fraction_length > 0)
	{
		text[length++] = '.';
		memcpy(text + length, parts->fraction, parts->fraction_length);
		length += parts->fraction_length;
	}
	memcpy(text + length, parts->denom, parts->denom_length);
	return length + parts->denom_length;
}

/* Compare two amounts as digits of a fixed width. */
static int
CompareWidened(const CoinText *a, const CoinText *b)
{
	char		digits[2][2 * COIN_DIGITS_MAX];
	int			order;

	memset(digits, '0', sizeof(digits));
	memcpy(digits[0] + COIN_DIGITS_MAX - a->integer_length, a->integer, a->integer_length);
	memcpy(digits[0] + COIN_DIGITS_MAX, a->fraction, a->fraction_length);
	memcpy(digits[1] + COIN_DIGITS_MAX - b->integer_length, b->integer, b->integer_length);
	memcpy(digits[1] + COIN_DIGITS_MAX, b->fraction, b->fraction_length);
	order = memcmp(digits[0], digits[1], sizeof(digits[0]));
	return (order > 0) - (order < 0);
}

static bool
IsInside(const char *part, size_t part_length, const char *text, size_t length)
{
	return part >= text && part + part_length <= text + length;
}

static bool
CheckCoin(const char *text, size_t length, CoinText *parts)
{
	static const char digits[] = "0123456789";
	char		canonical[CANONICAL_SIZE];
	char		again[CANONICAL_SIZE];
	CoinText	copy;
	size_t		size;
	size_t		i;
	CoinFault	fault = CoinTextSplit(text, length, parts);

	if (fault != COIN_OK)
	{
		FuzzAssert((fault == COIN_AMOUNT) || (text[0] >= '0' && text[0] <= '9'));
		return false;
	}

	FuzzAssert(IsInside(parts->integer, parts->integer_length, text, length));
	FuzzAssert(IsInside(parts->fraction, parts->fraction_length, text, length));
	FuzzAssert(parts->denom + parts->denom_length == text + length);
	FuzzAssert(parts->integer_length > 0);
	FuzzAssert(parts->integer_length + parts->fraction_length <= COIN_DIGITS_MAX);
	FuzzAssert(DenomIsValid(parts->denom, parts->denom_length));
	FuzzAssert(parts->integer[0] != '0' || parts->integer_length == 1);
	FuzzAssert(parts->fraction_length == 0 || parts->fraction[parts->fraction_length - 1] != '0');
	for (i = 0; i < parts->integer_length; i++)
		FuzzAssert(memchr(digits, parts->integer[i], 10) != NULL);
	for (i = 0; i < parts->fraction_length; i++)
		FuzzAssert(memchr(digits, parts->fraction[i], 10) != NULL);

	size = CoinToText(parts, canonical);
	FuzzAssert(CoinTextSplit(canonical, size, &copy) == COIN_OK);
	FuzzAssert(CoinTextCompareAmount(parts, &copy) == 0);
	FuzzAssert(CoinToText(&copy, again) == size && memcmp(again, canonical, size) == 0);
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;
	const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
	size_t		first_length = end != NULL ? (size_t) (end - text) : size;
	CoinText	first;
	CoinText	second;

	if (CheckCoin(text, first_length, &first) && end != NULL &&
		CheckCoin(end + 1, size - first_length - 1, &second))
	{
		int			order = CoinTextCompareAmount(&first, &second);

		FuzzAssert(order == CompareWidened(&first, &second));
		FuzzAssert(CoinTextCompareAmount(&second, &first) == -order);
	}
	FuzzAssert(!DenomIsValid(text, size) || (size >= 3 && size <= 128));
	return 0;
}
