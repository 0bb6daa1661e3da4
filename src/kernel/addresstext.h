/*
 * addresstext.h
 *		Hexadecimal text, and the text form of addresses.
 */
#ifndef MARKET_ADDRESSTEXT_H
#define MARKET_ADDRESSTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "0x", 40 digits */
#define ADDRESS_TEXT_LENGTH 42

typedef enum AddressFault
{
	ADDRESS_OK = 0,
	ADDRESS_SYNTAX,				/* not "0x" and 40 hexadecimal digits */
	ADDRESS_CHECKSUM			/* mixed case that breaks the checksum */
} AddressFault;

/*
 * Read "0x" and exactly 2 * size hexadecimal digits of any case.
 * Returns false, bytes untouched, when the text is anything else.
 */
extern bool HexFromText(const char *text, size_t length, uint8_t *bytes, size_t size);

/* Write "0x", 2 * size lower-case digits and a closing zero byte. */
extern void HexToText(const uint8_t *bytes, size_t size, char *text);

/*
 * Read an address.  Text in one case carries no checksum; text in mixed case
 * must carry the right one.
 * Source: EIP-55.
 */
extern AddressFault AddressFromText(const char *text, size_t length, uint8_t *address20);

/* Write the checksum form and a closing zero byte: ADDRESS_TEXT_LENGTH + 1 bytes. */
extern void AddressToText(const uint8_t *address20, char *text);

#endif							/* MARKET_ADDRESSTEXT_H */
