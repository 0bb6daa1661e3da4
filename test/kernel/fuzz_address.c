/*
 * fuzz_address.c
 *		Fuzz target: the text of addresses and hexadecimal text of any size.
 */
#include <string.h>

#include "kernel/addresstext.h"

#include "fuzz.h"
#include "reference.h"

/* Put all letters behind the prefix into one case. */
static void
SetCase(char *text, char first, char last, int shift)
{
	size_t		i;

	for (i = 2; text[i] != '\0'; i++)
	{
		if (text[i] >= first && text[i] <= last)
			text[i] = (char) (text[i] + shift);
	}
}

static void
CheckHex(const char *text, size_t length)
{
	uint8_t		bytes[512];
	char		back[2 * sizeof(bytes) + 3];
	size_t		size = length >= 2 ? (length - 2) / 2 : 0;
	size_t		i;

	if (size > sizeof(bytes) || !HexFromText(text, length, bytes, size))
		return;

	FuzzAssert(length == 2 + 2 * size);
	HexToText(bytes, size, back);
	for (i = 0; i < length; i++)
		FuzzAssert(back[i] == text[i] || (text[i] >= 'A' && back[i] == text[i] + 32));
	FuzzAssert(back[length] == '\0');
	FuzzAssert(!HexFromText(text, length, bytes, size + 1));
}

/* Is each letter in the case that the hash of the lower-case digits asks for? */
static void
CheckCase(const char *canonical, const char *lower)
{
	uint8_t		hash[32];
	int			i;

	ReferenceKeccak256((const uint8_t *) lower + 2, 40, hash);
	for (i = 0; i < 40; i++)
	{
		int			nibble = i % 2 == 0 ? hash[i / 2] / 16 : hash[i / 2] % 16;

		if (lower[2 + i] >= 'a' && nibble > 7)
			FuzzAssert(canonical[2 + i] == lower[2 + i] - 32);
		else
			FuzzAssert(canonical[2 + i] == lower[2 + i]);
	}
}

static void
CheckAddress(const char *text, size_t length)
{
	uint8_t		address[20] = {0};
	uint8_t		again[20];
	char		canonical[ADDRESS_TEXT_LENGTH + 1];
	char		single[ADDRESS_TEXT_LENGTH + 1];
	AddressFault fault = AddressFromText(text, length, address);

	if (fault == ADDRESS_SYNTAX)
	{
		FuzzAssert(length != ADDRESS_TEXT_LENGTH || !HexFromText(text, length, again, 20));
		return;
	}

	FuzzAssert(length == ADDRESS_TEXT_LENGTH);
	memcpy(single, text, ADDRESS_TEXT_LENGTH);
	single[ADDRESS_TEXT_LENGTH] = '\0';
	SetCase(single, 'A', 'F', 32);
	FuzzAssert(AddressFromText(single, length, again) == ADDRESS_OK);
	AddressToText(again, canonical);
	FuzzAssert(strlen(canonical) == ADDRESS_TEXT_LENGTH);
	CheckCase(canonical, single);

	if (fault == ADDRESS_CHECKSUM)
		FuzzAssert(memcmp(text, canonical, ADDRESS_TEXT_LENGTH) != 0);
	else
		FuzzAssert(memcmp(address, again, sizeof(address)) == 0);

	FuzzAssert(AddressFromText(canonical, length, address) == ADDRESS_OK);
	FuzzAssert(memcmp(address, again, sizeof(address)) == 0);
	SetCase(single, 'a', 'f', -32);
	FuzzAssert(AddressFromText(single, length, address) == ADDRESS_OK);
	FuzzAssert(memcmp(address, again, sizeof(address)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CheckHex((const char *) data, size);
	CheckAddress((const char *) data, size);
	return 0;
}
