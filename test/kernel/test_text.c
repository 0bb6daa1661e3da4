/*
 * test_text.c
 *		The text of addresses and of coins.
 */
#include <stdio.h>
#include <string.h>

#include "kernel/addresstext.h"
#include "kernel/cointext.h"

#include "kernel_test.h"
#include "tap.h"

#define ADDRESS "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"

static void
CheckAddress(const char *text, AddressFault expected, const char *canonical)
{
	uint8_t		address[20];
	uint8_t		untouched[20];
	char		back[ADDRESS_TEXT_LENGTH + 1];

	memset(address, 0xee, sizeof(address));
	memset(untouched, 0xee, sizeof(untouched));
	TapNumber(AddressFromText(text, strlen(text), address), expected, text);
	if (expected == ADDRESS_OK)
	{
		AddressToText(address, back);
		TapText(back, canonical, "its checksum form");
	}
	else
		TapCheck(memcmp(address, untouched, sizeof(address)) == 0, "nothing is written");
}

/* The examples of EIP-55. */
static void
TestPublishedAddresses(void)
{
	static const char *const published[] = {
		"0x52908400098527886E0F7030069857D2E4169EE7",
		"0x8617E340B3D01FA5F11F306F4090FD50E238070D",
		"0xde709f2102306220921060314715629080e2fb77",
		"0x27b1fdb04752bbc536007a920d24acb045561c26",
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
		"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
		"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
		"0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
	};
	size_t		i;
	int			j;

	for (i = 0; i < sizeof(published) / sizeof(published[0]); i++)
	{
		char		text[ADDRESS_TEXT_LENGTH + 1];

		CheckAddress(published[i], ADDRESS_OK, published[i]);
		strcpy(text, published[i]);
		for (j = 2; j < ADDRESS_TEXT_LENGTH; j++)
			text[j] = (char) (text[j] >= 'A' && text[j] <= 'F' ? text[j] + 32 : text[j]);
		CheckAddress(text, ADDRESS_OK, published[i]);
		for (j = 2; j < ADDRESS_TEXT_LENGTH; j++)
			text[j] = (char) (text[j] >= 'a' ? text[j] - 32 : text[j]);
		CheckAddress(text, ADDRESS_OK, published[i]);
	}
}

void
TestAddressText(void)
{
	uint8_t		bytes[2] = {0xee, 0xee};
	char		text[7];

	TestPublishedAddresses();
	CheckAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", ADDRESS_CHECKSUM, NULL);
	CheckAddress("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ADDRESS_CHECKSUM, NULL);
	CheckAddress("0x0000000000000000000000000000000000000000", ADDRESS_OK,
				 "0x0000000000000000000000000000000000000000");
	CheckAddress("", ADDRESS_SYNTAX, NULL);
	CheckAddress("0x", ADDRESS_SYNTAX, NULL);
	CheckAddress("0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ADDRESS_SYNTAX, NULL);
	CheckAddress("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ADDRESS_SYNTAX, NULL);
	CheckAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", ADDRESS_SYNTAX, NULL);
	CheckAddress(ADDRESS "0", ADDRESS_SYNTAX, NULL);
	CheckAddress(ADDRESS "\n", ADDRESS_SYNTAX, NULL);
	CheckAddress(" " ADDRESS, ADDRESS_SYNTAX, NULL);
	CheckAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg", ADDRESS_SYNTAX, NULL);
	CheckAddress("0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAEG", ADDRESS_SYNTAX, NULL);
	CheckAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA@d", ADDRESS_SYNTAX, NULL);
	CheckAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA`d", ADDRESS_SYNTAX, NULL);
	CheckAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA:d", ADDRESS_SYNTAX, NULL);
	CheckAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA/d", ADDRESS_SYNTAX, NULL);
	CheckAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeA\xc3\xa9", ADDRESS_SYNTAX, NULL);

	TapCheck(HexFromText("0xaBcD", 6, bytes, 2) && bytes[0] == 0xab && bytes[1] == 0xcd,
			 "hexadecimal digits of any case");
	TapCheck(!HexFromText("0xabcd", 6, bytes, 1) && !HexFromText("0xabcd", 6, bytes, 3),
			 "hexadecimal digits of another size");
	TapCheck(!HexFromText("0x12345", 7, bytes, 2) && bytes[0] == 0xab, "an odd number of digits");
	TapCheck(HexFromText("0x", 2, bytes, 0), "no digits for no bytes");
	HexToText(bytes, 2, text);
	TapText(text, "0xabcd", "hexadecimal digits are written in lower case");
}

/* "integer|fraction|denom", or the number of the fault */
static const char *
Split(const char *text)
{
	static char result[400];
	CoinText	parts;
	CoinFault	fault = CoinTextSplit(text, strlen(text), &parts);

	if (fault != COIN_OK)
		snprintf(result, sizeof(result), "%d", fault);
	else
		snprintf(result, sizeof(result), "%.*s|%.*s|%.*s", (int) parts.integer_length,
				 parts.integer, (int) parts.fraction_length, parts.fraction,
				 (int) parts.denom_length, parts.denom);
	return result;
}

static int
Compare(const char *a, const char *b)
{
	CoinText	left;
	CoinText	right;

	if (CoinTextSplit(a, strlen(a), &left) != COIN_OK ||
		CoinTextSplit(b, strlen(b), &right) != COIN_OK)
		return 99;
	return CoinTextCompareAmount(&left, &right);
}

static void
TestCoinFaults(void)
{
	static const char *const amounts[] = {
		"", "stake", "-1stake", "+1stake", " 1stake", ".5iris", "1.stake", "1.", "\xd9\xa1stake"
	};
	static const char *const denoms[] = {
		"1", "1.5", "5000 stake", "1st", "1stake ", "1_stake", "1stake,2iris", "1.5.5stake",
		"1e5", "1sta\xc3\xa9", "1,5stake"
	};
	char		digits[COIN_DIGITS_MAX + 3];
	char		text[2 * COIN_DIGITS_MAX];
	size_t		i;

	for (i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++)
		TapText(Split(amounts[i]), "1", amounts[i]);
	for (i = 0; i < sizeof(denoms) / sizeof(denoms[0]); i++)
		TapText(Split(denoms[i]), "2", denoms[i]);

	memset(digits, '7', sizeof(digits));
	snprintf(text, sizeof(text), "%.*siris", COIN_DIGITS_MAX, digits);
	TapCheck(strlen(Split(text)) > COIN_DIGITS_MAX, "200 digits are an amount");
	snprintf(text, sizeof(text), "%.*siris", COIN_DIGITS_MAX + 1, digits);
	TapText(Split(text), "3", "201 digits are too many");
	snprintf(text, sizeof(text), "%.*s.7iris", COIN_DIGITS_MAX, digits);
	TapText(Split(text), "3", "behind the point, too");
	snprintf(text, sizeof(text), "00%.*s.00iris", COIN_DIGITS_MAX, digits);
	TapCheck(strlen(Split(text)) > COIN_DIGITS_MAX, "zeros that mean nothing do not count");
}

static void
TestDenoms(void)
{
	char		denom[DENOM_LENGTH_MAX + 1];

	memset(denom, 'a', sizeof(denom));
	TapCheck(DenomIsValid(denom, DENOM_LENGTH_MAX), "a denom of 128 characters");
	TapCheck(!DenomIsValid(denom, DENOM_LENGTH_MAX + 1), "129 are too many");
	TapCheck(DenomIsValid(denom, DENOM_LENGTH_MIN), "a denom of 3 characters");
	TapCheck(!DenomIsValid(denom, DENOM_LENGTH_MIN - 1), "2 are too few");
	TapCheck(!DenomIsValid(denom, 0), "none are too few");
	TapCheck(DenomIsValid("aZ09/:._-", 9), "all characters of a denom");
	TapCheck(!DenomIsValid("9abc", 4) && !DenomIsValid("/abc", 4), "a denom begins with a letter");
	TapCheck(!DenomIsValid("ab c", 4) && !DenomIsValid("ab\0c", 4) && !DenomIsValid("abc@", 4),
			 "other characters are refused");
}

void
TestCoinText(void)
{
	TapText(Split("5000stake"), "5000||stake", "an integer and a denom");
	TapText(Split("0.1iris"), "0|1|iris", "a decimal and a denom");
	TapText(Split("000.100iris"), "0|1|iris", "zeros that mean nothing");
	TapText(Split("10.000iris"), "10||iris", "a fraction of zeros");
	TapText(Split("0stake"), "0||stake", "zero");
	TapText(Split("1ibc/27A6394C3F9FF9C9DCF5DFFADF9BB5FE9A37C7E92B006199894CF1824DF9AC7C"),
			"1||ibc/27A6394C3F9FF9C9DCF5DFFADF9BB5FE9A37C7E92B006199894CF1824DF9AC7C",
			"a denom with a slash");
	TapText(Split("1e10"), "1||e10", "an exponent is a denom");
	TestCoinFaults();
	TestDenoms();

	TapNumber(Compare("1iris", "1.0iris"), 0, "1 = 1.0");
	TapNumber(Compare("1iris", "1.01iris"), -1, "1 < 1.01");
	TapNumber(Compare("1.1iris", "1.01iris"), 1, "1.1 > 1.01");
	TapNumber(Compare("9iris", "10iris"), -1, "9 < 10");
	TapNumber(Compare("0010iris", "9.9iris"), 1, "0010 > 9.9");
	TapNumber(Compare("0.00iris", "0stake"), 0, "0.00 = 0, whatever the denom");
	TapNumber(Compare("18446744073709551616iris", "18446744073709551615.9iris"), 1,
			  "beyond 64 bits");
}
