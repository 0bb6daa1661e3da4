/*
 * keccak.h
 *		The original Keccak-256, as Ethereum uses it.
 */
#ifndef MARKET_KECCAK_H
#define MARKET_KECCAK_H

#include <stddef.h>
#include <stdint.h>

#define KECCAK256_SIZE 32

/*
 * Hash a byte string with Keccak-256 (rate 136 bytes, padding byte 0x01, not
 * the 0x06 of SHA3-256).
 *
 * In:	data: the bytes, may be NULL when length is 0
 *		length: their number
 * Out:	digest32: 32 bytes, may overlap data
 *
 * Source: Keccak reference, version 3; Ethereum Yellow Paper, section 4.
 */
extern void Keccak256(const uint8_t *data, size_t length, uint8_t *digest32);

/*
 * Hash two byte strings as if they stood one behind the other, without copying
 * them together.
 *
 * In:	head, tail: the bytes, may be NULL when their length is 0
 * Out:	digest32: 32 bytes, may overlap either
 */
extern void Keccak256Joined(const uint8_t *head, size_t head_length,
							const uint8_t *tail, size_t tail_length,
							uint8_t *digest32);

#endif							/* MARKET_KECCAK_H */
