/*
 * test_uint256.c
 *		256-bit integers: text in both directions, at the limits.
 */
#include <string.h>

#include "kernel/uint256.h"

#include "kernel_test.h"
#include "tap.h"

#define MAX_TEXT "115792089237316195423570985008687907853269984665640564039457584007913129639935"
#define MORE_TEXT "115792089237316195423570985008687907853269984665640564039457584007913129639936"

static void
CheckText(const char *text, Uint256Fault expected, const char *canonical)
{
	static const uint8_t zero[UINT256_SIZE];
	uint8_t		number[UINT256_SIZE];
	char		back[UINT256_TEXT_SIZE];

	memset(number, 0xff, sizeof(number));
	TapNumber(Uint256FromText(text, strlen(text), number), expected, text);
	if (expected != UINT256_OK)
	{
		TapCheck(memcmp(number, zero, sizeof(zero)) == 0, "a fault leaves zero");
		return;
	}
	TapNumber((long) Uint256ToText(number, back), (long) strlen(canonical), "length of the text");
	TapText(back, canonical, "shortest text");
}

static void
TestAccepted(void)
{
	CheckText("0", UINT256_OK, "0");
	CheckText("-0", UINT256_OK, "0");
	CheckText("-0.00", UINT256_OK, "0");
	CheckText("000", UINT256_OK, "0");
	CheckText("1", UINT256_OK, "1");
	CheckText("007", UINT256_OK, "7");
	CheckText("10.00", UINT256_OK, "10");
	CheckText("999999999999999999", UINT256_OK, "999999999999999999");
	CheckText("1000000000000000000", UINT256_OK, "1000000000000000000");
	CheckText("18446744073709551615", UINT256_OK, "18446744073709551615");
	CheckText("18446744073709551616", UINT256_OK, "18446744073709551616");
	CheckText("1000000000000000000000000000000000000", UINT256_OK,
			  "1000000000000000000000000000000000000");
	CheckText("1000000000000000000000000000000000001", UINT256_OK,
			  "1000000000000000000000000000000000001");
	CheckText(MAX_TEXT, UINT256_OK, MAX_TEXT);
	CheckText("0000000000000000000000000000000000000000000" MAX_TEXT ".000", UINT256_OK, MAX_TEXT);
}

static void
TestRefused(void)
{
	static const char *const syntax[] = {
		"", "-", "+1", " 1", "1 ", "1.", ".5", ".", "-.0", "1..0", "1.0.0", "1e3", "0x10", "1,5",
		"--1", "1-", "NaN", "Infinity", "-Infinity", "1_000", "-1x", "1.5x", "\xd9\xa1"
	};
	size_t		i;

	for (i = 0; i < sizeof(syntax) / sizeof(syntax[0]); i++)
		CheckText(syntax[i], UINT256_SYNTAX, NULL);
	CheckText("-1", UINT256_NEGATIVE, NULL);
	CheckText("-0.5", UINT256_NEGATIVE, NULL);
	CheckText("-" MORE_TEXT, UINT256_NEGATIVE, NULL);
	CheckText("0.5", UINT256_FRACTION, NULL);
	CheckText("1.001", UINT256_FRACTION, NULL);
	CheckText(MORE_TEXT, UINT256_OVERFLOW, NULL);
	CheckText(MAX_TEXT "0", UINT256_OVERFLOW, NULL);
	CheckText(MAX_TEXT MAX_TEXT MAX_TEXT, UINT256_OVERFLOW, NULL);
}

static void
TestBytes(void)
{
	uint8_t		number[UINT256_SIZE];

	Uint256FromText("18446744073709551616", 20, number);
	TapBytes(number, sizeof(number),
			 "0000000000000000000000000000000000000000000000010000000000000000",
			 "2^64 is big endian");
	Uint256FromText(MAX_TEXT, 78, number);
	TapBytes(number, sizeof(number),
			 "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "2^256 - 1");
	Uint256FromText("123", 2, number);
	TapNumber(number[31], 12, "only the given length is read");
	Uint256FromText("1\0002", 3, number);
	TapNumber(Uint256FromText("1\0002", 3, number), UINT256_SYNTAX, "a zero byte is no digit");
	Uint256FromUint64(UINT64_C(0x0102030405060708), number);
	TapBytes(number, sizeof(number),
			 "0000000000000000000000000000000000000000000000000102030405060708",
			 "a 64-bit number");
}

void
TestUint256(void)
{
	TestAccepted();
	TestRefused();
	TestBytes();
}
