/*
 * fuzz_format.c
 *		Fuzz target: every format, and what one of them says about another.
 */
#include <arpa/inet.h>
#include <string.h>

#include "jsonschema/format.h"

#include "fuzz.h"

const FuzzSeed fuzz_seeds[] = {
	FUZZ_SEED("1990-12-31T15:59:60.5-08:00"),
	FUZZ_SEED("P1Y2M3DT4H5M6S"),
	FUZZ_SEED("203.0.113.255"),
	FUZZ_SEED("1:2::ffff:129.144.52.38"),
	FUZZ_SEED("www.xn--bcher-kva.example"),
	FUZZ_SEED("b\xc3\xbc" "cher.\xd7\x90\xd7\x91\xe3\x80\x82" "example"),
	FUZZ_SEED("\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8c\xe0\xa4\xb7"),
	FUZZ_SEED("\"joe \\\" doe\"@[IPv6:::1]"),
	FUZZ_SEED("http://user:pw@[v1.a]:80/a/b%20c?d=e#f"),
	FUZZ_SEED("http://\xc3\xbc.example/\xf0\x9f\x98\x80?\xee\x80\x80#g"),
	FUZZ_SEED("/{+path,x}/here{?q*,n:3}%41\xc3\xbc"),
	FUZZ_SEED("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
	FUZZ_SEED("10-1/a~0b/~1"),
	FUZZ_SEED("^(?<a>[^\\s-z]{2,3}|\\p{L})\\k<a>\\u{1f600}$"),
	{NULL, 0}
};

static bool
Holds(const char *format, int draft, const char *text, size_t length)
{
	int			id = FormatLookup(format, strlen(format), draft);

	FuzzAssert(id >= 0);
	return FormatIsValid(id, text, length);
}

#define HOLDS(format) Holds(format, 2020, text, length)
#define IMPLIES(a, b) FuzzAssert(!(a) || (b))

/* The C library reads addresses too, but for zero bytes and numbers like 01. */
static void
CheckAddress(const char *text, size_t length)
{
	char		copy[1024];
	struct in6_addr address;

	if (length >= sizeof(copy) || memchr(text, '\0', length) != NULL)
		return;
	memcpy(copy, text, length);
	copy[length] = '\0';
	FuzzAssert(HOLDS("ipv6") == (inet_pton(AF_INET6, copy, &address) == 1));
	FuzzAssert(HOLDS("ipv4") == (inet_pton(AF_INET, copy, &address) == 1));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;
	size_t		length = size;

	CheckAddress(text, length);
	IMPLIES(HOLDS("ipv4"), HOLDS("hostname"));
	IMPLIES(HOLDS("hostname"), length <= 253 && HOLDS("idn-hostname"));
	IMPLIES(HOLDS("email"), HOLDS("idn-email"));
	IMPLIES(HOLDS("uri"), HOLDS("iri") && HOLDS("uri-reference"));
	IMPLIES(HOLDS("uri-reference"), HOLDS("iri-reference"));
	IMPLIES(HOLDS("iri"), HOLDS("iri-reference"));
	IMPLIES(HOLDS("uuid"), length == 36 && HOLDS("uri-template"));
	IMPLIES(HOLDS("date-time"), Holds("date", 7, text, 10) &&
			Holds("time", 7, text + 11, length - 11));
	IMPLIES(HOLDS("date"), !HOLDS("time") && !HOLDS("duration") && HOLDS("uri-reference"));
	IMPLIES(Holds("relative-json-pointer", 7, text, length), HOLDS("relative-json-pointer"));
	IMPLIES(HOLDS("json-pointer") && length > 0, !HOLDS("hostname"));
	(void) HOLDS("regex");
	(void) HOLDS("duration");
	return 0;
}
