/*
 * reference.h
 *		Slow, obvious second implementations to compare the kernels with.
 */
#ifndef MARKET_TEST_REFERENCE_H
#define MARKET_TEST_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Keccak-256, lane by lane from the definition of the five steps, with computed
 * round constants and offsets.
 * Source: Keccak reference, version 3, sections 1.2 and 2.
 */
extern void ReferenceKeccak256(const uint8_t *data, size_t length, uint8_t *digest32);

#endif							/* MARKET_TEST_REFERENCE_H */
