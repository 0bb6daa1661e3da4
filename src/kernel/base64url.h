/*
 * base64url.h
 *		Base64 with the alphabet of URLs and without padding.
 *
 * Source: RFC 4648, section 5; RFC 7515, section 2.
 */
#ifndef MARKET_BASE64URL_H
#define MARKET_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* characters that so many bytes take, and the most bytes that characters hold */
#define BASE64URL_LENGTH(bytes) (((size_t) (bytes) * 4 + 2) / 3)
#define BASE64URL_BYTES(characters) ((size_t) (characters) * 3 / 4)

/* Write BASE64URL_LENGTH(length) characters, without a zero byte at the end. */
extern void Base64urlEncode(const uint8_t *bytes, size_t length, char *text);

/*
 * Read text that is written in the one right way.
 *
 * Out:	bytes: has room for BASE64URL_BYTES(length)
 *		size: how many there are
 * Returns false for other characters, padding, an impossible length, and for a
 *		last character whose unused bits are not zero.
 */
extern bool Base64urlDecode(const char *text, size_t length, uint8_t *bytes, size_t *size);

#endif							/* MARKET_BASE64URL_H */
