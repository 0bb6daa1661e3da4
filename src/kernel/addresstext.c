/*
 * addresstext.c
 *		Hexadecimal text, and the text form of addresses.
 */
#include "kernel/addresstext.h"

#include <string.h>

#include "kernel/keccak.h"

#define ADDRESS_BYTES 20
#define ADDRESS_DIGITS (2 * ADDRESS_BYTES)

/* The value of a hexadecimal digit, or -1. */
static int
HexDigitValue(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

bool
HexFromText(const char *text, size_t length, uint8_t *bytes, size_t size)
{
	size_t		i;

	if (length < 2 || (length - 2) / 2 != size || length % 2 != 0 ||
		text[0] != '0' || text[1] != 'x')
		return false;

	for (i = 2; i < length; i++)
	{
		if (HexDigitValue(text[i]) < 0)
			return false;
	}

	for (i = 0; i < size; i++)
		bytes[i] = (uint8_t) (HexDigitValue(text[2 + 2 * i]) << 4 |
							  HexDigitValue(text[3 + 2 * i]));
	return true;
}

void
HexToText(const uint8_t *bytes, size_t size, char *text)
{
	static const char digits[] = "0123456789abcdef";
	size_t		i;

	*text++ = '0';
	*text++ = 'x';
	for (i = 0; i < size; i++)
	{
		*text++ = digits[bytes[i] >> 4];
		*text++ = digits[bytes[i] & 0x0f];
	}
	*text = '\0';
}

AddressFault
AddressFromText(const char *text, size_t length, uint8_t *address20)
{
	uint8_t		address[ADDRESS_BYTES];
	bool		lower = false;
	bool		upper = false;
	size_t		i;

	if (!HexFromText(text, length, address, sizeof(address)))
		return ADDRESS_SYNTAX;

	for (i = 2; i < length; i++)
	{
		lower = lower || text[i] >= 'a';
		upper = upper || (text[i] >= 'A' && text[i] <= 'F');
	}

	if (lower && upper)
	{
		char		expected[ADDRESS_TEXT_LENGTH + 1];

		AddressToText(address, expected);
		if (memcmp(text, expected, ADDRESS_TEXT_LENGTH) != 0)
			return ADDRESS_CHECKSUM;
	}

	memcpy(address20, address, sizeof(address));
	return ADDRESS_OK;
}

void
AddressToText(const uint8_t *address20, char *text)
{
	uint8_t		digest[KECCAK256_SIZE];
	char	   *digits = text + 2;
	int			i;

	HexToText(address20, ADDRESS_BYTES, text);
	Keccak256((const uint8_t *) digits, ADDRESS_DIGITS, digest);

	/* digit i is in upper case when nibble i of the hash is 8 or more */
	for (i = 0; i < ADDRESS_DIGITS; i++)
	{
		uint8_t		nibble = i % 2 == 0 ? digest[i / 2] >> 4 : digest[i / 2] & 0x0f;

		if (nibble >= 8 && digits[i] >= 'a')
			digits[i] = (char) (digits[i] - 'a' + 'A');
	}
}
