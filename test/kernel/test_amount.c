/*
 * test_amount.c
 *		Amounts in whole tokens and in minor units, at 0 to 36 decimals.
 */
#include <stdio.h>
#include <string.h>

#include "kernel/decimal.h"
#include "kernel/uint256.h"

#include "kernel_test.h"
#include "tap.h"

#define DECIMALS_MAX 36
#define MAX_TEXT "115792089237316195423570985008687907853269984665640564039457584007913129639935"

static void
CheckAmount(const char *text, int decimals, const char *minor, const char *canonical)
{
	uint8_t		number[UINT256_SIZE] = {0};
	char		back[DECIMAL_TEXT_SIZE];
	char		name[200];

	snprintf(name, sizeof(name), "%s at %d decimals", text, decimals);
	TapNumber(AmountFromText(text, strlen(text), decimals, number), DECIMAL_OK, name);
	Uint256ToText(number, back);
	TapText(back, minor, "minor units");
	TapNumber((long) AmountToText(number, decimals, back), (long) strlen(canonical), "length");
	TapText(back, canonical, "whole tokens");
}

static void
CheckFault(const char *text, int decimals, DecimalFault expected)
{
	uint8_t		number[UINT256_SIZE];
	char		name[200];

	snprintf(name, sizeof(name), "\"%s\" at %d decimals is refused", text, decimals);
	TapNumber(AmountFromText(text, strlen(text), decimals, number), expected, name);
}

/* One minor unit and 2^256 - 1 of them, at every number of decimals. */
static void
TestEveryScale(void)
{
	int			decimals;

	for (decimals = 0; decimals <= DECIMALS_MAX; decimals++)
	{
		char		text[DECIMAL_TEXT_SIZE];
		int			whole = (int) strlen(MAX_TEXT) - decimals;

		if (decimals == 0)
			snprintf(text, sizeof(text), "1");
		else
			snprintf(text, sizeof(text), "0.%0*d", decimals, 1);
		CheckAmount(text, decimals, "1", text);

		snprintf(text, sizeof(text), "%.*s%s%s", whole, MAX_TEXT, decimals > 0 ? "." : "",
				 &MAX_TEXT[whole]);
		CheckAmount(text, decimals, MAX_TEXT, text);

		/* the last digit is a 5: one more minor unit overflows */
		text[strlen(text) - 1] = '6';
		CheckFault(text, decimals, DECIMAL_OVERFLOW);
	}
}

void
TestAmount(void)
{
	uint8_t		number[UINT256_SIZE] = {0};
	char		text[DECIMAL_TEXT_SIZE];

	TestEveryScale();

	CheckAmount("0", 8, "0", "0");
	CheckAmount("0.0", 8, "0", "0");
	CheckAmount("100.1", 8, "10010000000", "100.1");
	CheckAmount("00.10", 8, "10000000", "0.1");
	CheckAmount("58.1", 18, "58100000000000000000", "58.1");
	CheckAmount("1.10", 1, "11", "1.1");
	CheckAmount("5.000000000000000000000000000000000000000000", 0, "5", "5");
	CheckAmount("5000", 0, "5000", "5000");
	CheckFault("1.11", 1, DECIMAL_PRECISION);
	CheckFault("0.5", 0, DECIMAL_PRECISION);
	CheckFault("0.000000001", 8, DECIMAL_PRECISION);
	CheckFault("", 8, DECIMAL_SYNTAX);
	CheckFault("1.", 8, DECIMAL_SYNTAX);
	CheckFault(".5", 8, DECIMAL_SYNTAX);
	CheckFault("-1", 8, DECIMAL_SYNTAX);
	CheckFault("1,5", 8, DECIMAL_SYNTAX);
	CheckFault(MAX_TEXT, 1, DECIMAL_OVERFLOW);
	CheckFault(MAX_TEXT MAX_TEXT, 0, DECIMAL_OVERFLOW);
	CheckFault("1", -1, DECIMAL_OVERFLOW);
	CheckFault("1", DECIMALS_MAX + 1, DECIMAL_OVERFLOW);
	TapNumber((long) AmountToText(number, DECIMALS_MAX + 1, text), 0, "37 decimals write nothing");
}
