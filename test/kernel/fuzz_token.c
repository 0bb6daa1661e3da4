/*
 * fuzz_token.c
 *		Fuzz target: base64 of URLs, of which bearer tokens are made.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/base64url.h"

#include "fuzz.h"

/* What is read is written the same way again. */
static void
CheckText(const char *text, size_t length)
{
	uint8_t    *bytes = malloc(BASE64URL_BYTES(length) + 1);
	char	   *again = malloc(length + 1);
	size_t		size = 0;

	if (Base64urlDecode(text, length, bytes, &size))
	{
		FuzzAssert(size <= BASE64URL_BYTES(length));
		FuzzAssert(BASE64URL_LENGTH(size) == length);
		Base64urlEncode(bytes, size, again);
		FuzzAssert(memcmp(text, again, length) == 0);
	}
	free(bytes);
	free(again);
}

/* What is written is read the same way again. */
static void
CheckBytes(const uint8_t *bytes, size_t size)
{
	size_t		length = BASE64URL_LENGTH(size);
	char	   *text = malloc(length + 1);
	uint8_t    *again = malloc(BASE64URL_BYTES(length) + 1);
	size_t		found = 0;

	Base64urlEncode(bytes, size, text);
	FuzzAssert(Base64urlDecode(text, length, again, &found));
	FuzzAssert(found == size && memcmp(bytes, again, size) == 0);
	free(text);
	free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	CheckText((const char *) data, size);
	CheckBytes(data, size);
	return 0;
}
