/*
 * ecdsa.h
 *		secp256k1 signatures over libsecp256k1: strict checks and recovery.
 */
#ifndef MARKET_ECDSA_H
#define MARKET_ECDSA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ADDRESS_SIZE 20
/* r (32 bytes, big endian), s (32), v (1) */
#define SIGNATURE_SIZE 65

typedef enum SignatureFault
{
	SIGNATURE_OK = 0,
	SIGNATURE_V,				/* v is none of 0, 1, 27, 28 */
	SIGNATURE_RANGE,			/* r or s is outside 1 .. n-1 */
	SIGNATURE_HIGH_S			/* s is above n/2 */
} SignatureFault;

/*
 * Check a signature against the strict rules and normalise v to 27 or 28.
 *
 * In/out:	signature65: unchanged on a fault
 *
 * Source: SEC 1, section 4.1.4 (ranges); EIP-2 (low s).
 */
extern SignatureFault SignatureNormalize(uint8_t *signature65);

/*
 * Recover the address whose key made a signature over a digest.
 *
 * In:	digest32: the 32 bytes that were signed
 *		signature65: a signature that SignatureNormalize accepted
 * Out:	address20: all zero when nothing recovers
 * Returns false when nothing recovers.  The zero address is never returned.
 * Success alone proves nothing; the caller compares the address.
 */
extern bool SignatureRecover(const uint8_t *digest32, const uint8_t *signature65,
							 uint8_t *address20);

/*
 * The same by rules that the originals have and that the market does not: a high s is
 * taken, and v is taken modulo 27.
 *
 * In:	signature65: any 65 bytes
 *		ids: recovery ids from 0 to this number less one are taken, 2 or 4
 */
extern bool SignatureRecoverLenient(const uint8_t *digest32, const uint8_t *signature65,
									int ids, uint8_t *address20);

/*
 * Derive the address of a public key: the last 20 bytes of keccak256(x, y).
 *
 * In:	key: 33 (compressed), 64 (x and y) or 65 bytes (0x04, x, y)
 * Returns false when the length or the point is not valid.
 */
extern bool PublicKeyAddress(const uint8_t *key, size_t length, uint8_t *address20);

#endif							/* MARKET_ECDSA_H */
