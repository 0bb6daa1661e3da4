/*
 * fuzz_uint256.c
 *		Fuzz target: the text of 256-bit integers.
 */
#include <stdbool.h>
#include <string.h>

#include "kernel/uint256.h"

#include "fuzz.h"

#define MAX_TEXT "115792089237316195423570985008687907853269984665640564039457584007913129639935"

/* A second reading of the text, by the grammar and by comparing digits. */
static Uint256Fault
ExpectedFault(const char *text, size_t length, const char **first, size_t *digits)
{
	bool		negative = length > 0 && text[0] == '-';
	bool		whole = true;
	size_t		i = negative;

	while (i < length && strchr("0123456789", text[i]) && text[i] != '\0')
		i++;
	*first = text + negative;
	*digits = i - negative;
	if (*digits == 0 || i + 1 == length)
		return UINT256_SYNTAX;
	if (i < length && text[i++] != '.')
		return UINT256_SYNTAX;
	for (; i < length; i++)
	{
		if (text[i] < '0' || text[i] > '9')
			return UINT256_SYNTAX;
		whole = whole && text[i] == '0';
	}

	while (*digits > 1 && **first == '0')
	{
		(*first)++;
		(*digits)--;
	}
	if (negative && !(whole && *digits == 1 && **first == '0'))
		return UINT256_NEGATIVE;
	if (!whole)
		return UINT256_FRACTION;
	if (*digits > 78 || (*digits == 78 && memcmp(*first, MAX_TEXT, 78) > 0))
		return UINT256_OVERFLOW;
	return UINT256_OK;
}

static void
CheckText(const char *text, size_t length)
{
	static const uint8_t zero[UINT256_SIZE];
	uint8_t		number[UINT256_SIZE];
	char		back[UINT256_TEXT_SIZE];
	const char *first;
	size_t		digits;
	Uint256Fault fault = Uint256FromText(text, length, number);

	FuzzAssert(fault == ExpectedFault(text, length, &first, &digits));
	if (fault != UINT256_OK)
	{
		FuzzAssert(memcmp(number, zero, sizeof(zero)) == 0);
		return;
	}
	FuzzAssert(Uint256ToText(number, back) == digits);
	FuzzAssert(memcmp(back, first, digits) == 0 && back[digits] == '\0');
}

/* Any 32 bytes are a number and come back from their text. */
static void
CheckNumber(const uint8_t *data, size_t size)
{
	uint8_t		number[UINT256_SIZE] = {0};
	uint8_t		again[UINT256_SIZE];
	char		text[UINT256_TEXT_SIZE];
	size_t		length;

	memcpy(number, data, size < UINT256_SIZE ? size : UINT256_SIZE);
	length = Uint256ToText(number, text);
	FuzzAssert(length == strlen(text));
	FuzzAssert(length == 1 || text[0] != '0');
	FuzzAssert(Uint256FromText(text, length, again) == UINT256_OK);
	FuzzAssert(memcmp(number, again, sizeof(number)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CheckText((const char *) data, size);
	if (size > 0)
		CheckNumber(data, size);
	return 0;
}
