/*
 * fuzz_decimal.c
 *		Fuzz target: the text of decimals and amounts, and decimal arithmetic.
 *
 * The first byte chooses the decimals of an amount; the rest is text.  Inputs
 * of 96 bytes and more are two decimals as well.
 */
#include <string.h>

#include "kernel/decimal.h"

#include "fuzz.h"

#define PLACES 32				/* 64 bits each: room for 2^1024 */

/* A number in 32-bit places held in 64 bits, least significant first. */
typedef struct Wide
{
	uint64_t	place[PLACES];
} Wide;

static Wide
WideOf(const Decimal *value)
{
	Wide		wide = {{0}};
	int			i;

	for (i = 0; i < 2 * DECIMAL_LIMBS; i++)
		wide.place[i] = value->limb[i / 2] >> (32 * (i % 2)) & UINT32_MAX;
	return wide;
}

static void
WideNormalize(Wide *wide)
{
	int			i;

	for (i = 0; i + 1 < PLACES; i++)
	{
		wide->place[i + 1] += wide->place[i] >> 32;
		wide->place[i] &= UINT32_MAX;
	}
}

static Wide
WideMultiply(const Wide *a, const Wide *b)
{
	Wide		product = {{0}};
	int			i;
	int			j;

	for (i = 0; i < PLACES; i++)
	{
		for (j = 0; i + j < PLACES; j++)
			product.place[i + j] += a->place[i] * b->place[j];
		WideNormalize(&product);
	}
	return product;
}

static Wide
WideAdd(const Wide *a, const Wide *b)
{
	Wide		sum;
	int			i;

	for (i = 0; i < PLACES; i++)
		sum.place[i] = a->place[i] + b->place[i];
	WideNormalize(&sum);
	return sum;
}

static int
WideCompare(const Wide *a, const Wide *b)
{
	int			i;

	for (i = PLACES - 1; i >= 0; i--)
	{
		if (a->place[i] != b->place[i])
			return a->place[i] < b->place[i] ? -1 : 1;
	}
	return 0;
}

/* An integer and the decimal of the same value have the same text. */
static void
CheckInteger(const uint8_t *number)
{
	Decimal		value;
	char		text[DECIMAL_TEXT_SIZE];
	char		of_decimal[DECIMAL_TEXT_SIZE];
	uint8_t		again[32];

	AmountToText(number, 0, text);
	DecimalFromUint256(number, &value);
	DecimalToText(&value, of_decimal);
	FuzzAssert(strcmp(text, of_decimal) == 0);
	FuzzAssert(DecimalToUint256(&value, again) == DECIMAL_OK);
	FuzzAssert(memcmp(number, again, sizeof(again)) == 0);
}

/*
 * The rounded product lies within a half of the exact one, and is even at
 * exactly a half; both are shown without a division.
 */
static void
CheckProduct(const Decimal *a, const Decimal *b)
{
	static const Decimal one = {{UINT64_C(1000000000000000000)}};
	static const Decimal half = {{UINT64_C(500000000000000000)}};
	Decimal		product;
	Decimal		mirrored;
	DecimalFault fault = DecimalMultiply(a, b, &product);
	Wide		left = WideOf(a);
	Wide		right = WideOf(b);
	Wide		exact = WideMultiply(&left, &right);
	Wide		scale = WideOf(&one);
	Wide		margin = WideOf(&half);
	Wide		upper = WideAdd(&exact, &margin);
	Wide		rounded;
	Wide		above;

	FuzzAssert(DecimalMultiply(b, a, &mirrored) == fault);
	if (fault == DECIMAL_OVERFLOW)
	{
		/* even when rounded up the count reaches 2^384 */
		Wide		limit = {{0}};

		limit.place[2 * DECIMAL_LIMBS] = 1;
		limit = WideMultiply(&limit, &scale);
		FuzzAssert(WideCompare(&upper, &limit) >= 0);
		return;
	}

	FuzzAssert(fault == DECIMAL_OK && DecimalCompare(&product, &mirrored) == 0);
	rounded = WideOf(&product);
	rounded = WideMultiply(&rounded, &scale);
	above = WideAdd(&rounded, &margin);
	FuzzAssert(WideCompare(&rounded, &upper) <= 0 && WideCompare(&exact, &above) <= 0);
	if (WideCompare(&rounded, &upper) == 0 || WideCompare(&exact, &above) == 0)
		FuzzAssert(product.limb[0] % 2 == 0);
	FuzzAssert(DecimalMultiply(a, &one, &mirrored) == DECIMAL_OK);
	FuzzAssert(DecimalCompare(a, &mirrored) == 0);
}

static void
CheckSum(const Decimal *a, const Decimal *b)
{
	Decimal		sum;
	Decimal		back;
	DecimalFault fault = DecimalAdd(a, b, &sum);
	int			order = DecimalCompare(a, b);

	FuzzAssert(DecimalCompare(b, a) == -order);
	if (fault == DECIMAL_OK)
	{
		FuzzAssert(DecimalCompare(&sum, a) >= 0);
		FuzzAssert(DecimalSubtract(&sum, b, &back) == DECIMAL_OK);
		FuzzAssert(DecimalCompare(&back, a) == 0);
	}
	else
	{
		Wide		left = WideOf(a);
		Wide		right = WideOf(b);
		Wide		exact = WideAdd(&left, &right);

		FuzzAssert(fault == DECIMAL_OVERFLOW && exact.place[2 * DECIMAL_LIMBS] != 0);
	}
	FuzzAssert((DecimalSubtract(a, b, &back) == DECIMAL_OK) == (order >= 0));
}

static void
CheckDecimal(const Decimal *value)
{
	Decimal		again;
	Decimal		integral;
	char		text[DECIMAL_TEXT_SIZE];
	uint8_t		number[32];
	size_t		length = DecimalToText(value, text);

	FuzzAssert(length == strlen(text) && length < DECIMAL_TEXT_SIZE);
	FuzzAssert(text[length - 1] != '.' && text[0] != '.');
	FuzzAssert(strchr(text, '.') == NULL || text[length - 1] != '0');
	FuzzAssert(DecimalFromText(text, length, &again) == DECIMAL_OK);
	FuzzAssert(DecimalCompare(value, &again) == 0);

	if (DecimalToUint256(value, number) == DECIMAL_OK)
	{
		char	   *point = strchr(text, '.');
		char		whole[DECIMAL_TEXT_SIZE];

		if (point != NULL)
			*point = '\0';
		AmountToText(number, 0, whole);
		FuzzAssert(strcmp(whole, text) == 0);
		DecimalFromUint256(number, &integral);
		FuzzAssert(DecimalCompare(&integral, value) <= 0);
	}
}

static void
CheckAmount(const char *text, size_t length, int decimals)
{
	uint8_t		number[32];
	uint8_t		again[32];
	char		back[DECIMAL_TEXT_SIZE];
	size_t		size;
	size_t		common = 0;

	if (AmountFromText(text, length, decimals, number) != DECIMAL_OK)
		return;
	CheckInteger(number);
	size = AmountToText(number, decimals, back);
	FuzzAssert(size == strlen(back) && size < DECIMAL_TEXT_SIZE);
	FuzzAssert(AmountFromText(back, size, decimals, again) == DECIMAL_OK);
	FuzzAssert(memcmp(number, again, sizeof(number)) == 0);

	/* the texts differ by zeros in front and by a point and zeros behind */
	while (length > 1 && text[0] == '0' && text[1] != '.')
	{
		text++;
		length--;
	}
	while (common < size && common < length && text[common] == back[common])
		common++;
	FuzzAssert(common == size);
	for (; common < length; common++)
		FuzzAssert(text[common] == '0' || text[common] == '.');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Decimal		values[2];

	if (size == 0)
		return 0;
	CheckAmount((const char *) data + 1, size - 1, data[0] % 37);
	if (DecimalFromText((const char *) data + 1, size - 1, &values[0]) == DECIMAL_OK)
		CheckDecimal(&values[0]);
	if (size >= sizeof(values))
	{
		memcpy(values, data, sizeof(values));
		CheckDecimal(&values[0]);
		CheckSum(&values[0], &values[1]);
		CheckProduct(&values[0], &values[1]);
	}
	return 0;
}
