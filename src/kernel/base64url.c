/*
 * base64url.c
 *		Base64 with the alphabet of URLs and without padding.
 */
#include "kernel/base64url.h"

static const char alphabet[] =
"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void
Base64urlEncode(const uint8_t *bytes, size_t length, char *text)
{
	uint32_t	bits = 0;
	int			count = 0;
	size_t		i;

	for (i = 0; i < length; i++)
	{
		bits = bits << 8 | bytes[i];
		for (count += 8; count >= 6; count -= 6)
			*text++ = alphabet[bits >> (count - 6) & 63];
	}
	if (count > 0)
		*text = alphabet[bits << (6 - count) & 63];
}

/* The value of a character, -1 when it is none of the alphabet. */
static int
Base64urlValue(char character)
{
	if (character >= 'A' && character <= 'Z')
		return character - 'A';
	if (character >= 'a' && character <= 'z')
		return character - 'a' + 26;
	if (character >= '0' && character <= '9')
		return character - '0' + 52;
	if (character == '-')
		return 62;
	return character == '_' ? 63 : -1;
}

bool
Base64urlDecode(const char *text, size_t length, uint8_t *bytes, size_t *size)
{
	uint32_t	bits = 0;
	int			count = 0;
	size_t		i;

	if (length % 4 == 1)
		return false;
	*size = 0;
	for (i = 0; i < length; i++)
	{
		int			value = Base64urlValue(text[i]);

		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t) value;
		count += 6;
		if (count >= 8)
		{
			count -= 8;
			bytes[(*size)++] = (uint8_t) (bits >> count);
		}
	}
	/* what no byte takes must be zero, or two texts would mean the same bytes */
	return (bits & ((UINT32_C(1) << count) - 1)) == 0;
}
