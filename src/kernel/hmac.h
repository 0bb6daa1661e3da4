/*
 * hmac.h
 *		HMAC with SHA-256.
 *
 * Source: RFC 2104; RFC 7518, section 3.2 (HS256).
 */
#ifndef MARKET_HMAC_H
#define MARKET_HMAC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HMAC_SHA256_SIZE 32

/*
 * Compute the code of "data" under a key.
 *
 * In:	key, key_length, data, length: any bytes
 * Out:	mac32: HMAC_SHA256_SIZE bytes
 */
extern void HmacSha256(const uint8_t *key, size_t key_length, const uint8_t *data, size_t length,
					   uint8_t *mac32);

/* Are two codes the same?  Takes the same time wherever they differ. */
extern bool HmacEquals(const uint8_t *a32, const uint8_t *b32);

#endif							/* MARKET_HMAC_H */
