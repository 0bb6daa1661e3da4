/*
 * signing.h
 *		Signing with secp256k1 private keys.
 *
 * For tests, demos and custodial installations; the market itself never sees a
 * private key.
 */
#ifndef MARKET_SIGNING_H
#define MARKET_SIGNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PRIVATE_KEY_SIZE 32

/*
 * Make the context that signs, once per process; later calls do nothing.
 *
 * In:	seed32: 32 random bytes, which blind the computations with keys
 * Returns false when the library cannot make it.
 */
extern bool SigningStart(const uint8_t *seed32);

/* Has SigningStart succeeded? */
extern bool SigningStarted(void);

/*
 * Sign a digest.
 *
 * In:	digest32: the 32 bytes to sign
 *		private_key32: the key, 32 bytes big endian
 * Out:	signature65: r, s (never above n/2) and v (27 or 28); all zero on failure
 * Returns false when the key is outside 1 .. n-1.
 *
 * Source: RFC 6979 (nonces), EIP-2 (low s).
 */
extern bool PrivateKeySign(const uint8_t *private_key32, const uint8_t *digest32,
						   uint8_t *signature65);

/*
 * Derive the address that a private key signs for.
 *
 * Out:	address20: all zero on failure
 * Returns false when the key is outside 1 .. n-1.
 */
extern bool PrivateKeyAddress(const uint8_t *private_key32, uint8_t *address20);

#endif							/* MARKET_SIGNING_H */
