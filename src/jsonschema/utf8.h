/*
 * utf8.h
 *		Reading UTF-8 that is known to be valid.
 */
#ifndef MARKET_JSONSCHEMA_UTF8_H
#define MARKET_JSONSCHEMA_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* A text that is being read: from "at" up to, not including, "end". */
typedef struct Scan
{
	const char *at;
	const char *end;
} Scan;

static inline Scan
ScanOf(const char *text, size_t length)
{
	Scan		scan = {text, text + length};

	return scan;
}

/* The next byte, or -1 at the end. */
static inline int
ScanPeek(const Scan *scan)
{
	return scan->at < scan->end ? (unsigned char) *scan->at : -1;
}

/*
 * Read a character.  A sequence that the end cuts off, or a byte that starts
 * none, is one character U+FFFD: the caller promised that there is no such thing,
 * and nothing is read beyond the end when the promise is broken.
 */
static inline uint32_t
ScanCharacter(Scan *scan)
{
	unsigned char lead = (unsigned char) *scan->at++;
	int			more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
	uint32_t	code = more == 0 ? lead : lead & (0x3fu >> more);

	if (lead < 0x80)
		return lead;
	if (lead < 0xc2 || lead > 0xf4 || scan->end - scan->at < more)
		return 0xfffd;
	for (; more > 0; more--)
		code = code << 6 | ((unsigned char) *scan->at++ & 0x3fu);
	return code;
}

#endif							/* MARKET_JSONSCHEMA_UTF8_H */
