/*
 * test_token.c
 *		What bearer tokens are made of: base64 of URLs, HMAC with SHA-256.
 */
#include <string.h>

#include "kernel/base64url.h"
#include "kernel/hmac.h"

#include "kernel_test.h"
#include "tap.h"

static void
CheckBase64url(const char *bytes, size_t length, const char *expected)
{
	char		text[64] = {0};
	uint8_t		back[64];
	size_t		size;

	Base64urlEncode((const uint8_t *) bytes, length, text);
	TapText(text, expected, "base64url is written");
	TapNumber((long) strlen(text), (long) BASE64URL_LENGTH(length), "in the length that was said");
	TapCheck(Base64urlDecode(text, strlen(text), back, &size) && size == length &&
			 memcmp(back, bytes, length) == 0, "and read again");
}

/* RFC 4648, section 10, without its padding. */
static void
TestBase64url(void)
{
	static const char *const refused[] = {
		"A", "AAAAA", "Zg==", "Zm9v\n", "Zm+v", "Zm/v", "Zh", "Zm9", "Zm 9", "\303\244AA"
	};
	uint8_t		back[64];
	size_t		size;
	size_t		i;

	CheckBase64url("", 0, "");
	CheckBase64url("f", 1, "Zg");
	CheckBase64url("fo", 2, "Zm8");
	CheckBase64url("foo", 3, "Zm9v");
	CheckBase64url("foob", 4, "Zm9vYg");
	CheckBase64url("fooba", 5, "Zm9vYmE");
	CheckBase64url("foobar", 6, "Zm9vYmFy");
	CheckBase64url("\xfb\xff\xfe\x00", 4, "-__-AA");
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		TapCheck(!Base64urlDecode(refused[i], strlen(refused[i]), back, &size), refused[i]);
}

static void
CheckHmac(const char *key, size_t key_length, const char *data, const char *expected_hex)
{
	uint8_t		mac[HMAC_SHA256_SIZE];
	char		hex[2 * HMAC_SHA256_SIZE + 1];
	int			i;

	HmacSha256((const uint8_t *) key, key_length, (const uint8_t *) data, strlen(data), mac);
	for (i = 0; i < HMAC_SHA256_SIZE; i++)
	{
		hex[2 * i] = "0123456789abcdef"[mac[i] >> 4];
		hex[2 * i + 1] = "0123456789abcdef"[mac[i] & 15];
	}
	hex[2 * HMAC_SHA256_SIZE] = '\0';
	TapText(hex, expected_hex, "HMAC of RFC 4231");
	TapCheck(HmacEquals(mac, mac), "a code equals itself");
	TapCheck(!HmacEquals(mac, (const uint8_t *) "0123456789abcdef0123456789abcdef"),
			 "and no other");
}

/* RFC 4231, test cases 1, 2 and 6. */
static void
TestHmac(void)
{
	char		key[131];

	memset(key, 0x0b, 20);
	CheckHmac(key, 20, "Hi There",
			  "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	CheckHmac("Jefe", 4, "what do ya want for nothing?",
			  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	CheckHmac(key, sizeof(key), "Test Using Larger Than Block-Size Key - Hash Key First",
			  "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

void
TestToken(void)
{
	TestBase64url();
	TestHmac();
}
