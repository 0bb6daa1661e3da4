/*
 * fuzz_format.c
 *		Fuzz target: every format, and what one of them says about another.
 */
#include <arpa/inet.h>
#include <string.h>

#include "jsonschema/format.h"

#include "fuzz.h"

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
