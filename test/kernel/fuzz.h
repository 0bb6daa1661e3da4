/*
 * fuzz.h
 *		What a fuzz target is: one function over bytes, and inputs to start from.
 *
 * A target is linked either with libFuzzer or with fuzz_main.c.
 */
#ifndef MARKET_TEST_FUZZ_H
#define MARKET_TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* An input that reaches far into the target. */
typedef struct FuzzSeed
{
	const char *bytes;
	size_t		length;
} FuzzSeed;

/* A seed from a string constant, which may hold zero bytes. */
#define FUZZ_SEED(text) {text, sizeof(text) - 1}

/* The seeds of the target, closed by one without bytes. */
extern const FuzzSeed fuzz_seeds[];

/* Try one input; always returns 0, and aborts when a property does not hold. */
extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FuzzAssert(holds) \
	do { \
		if (!(holds)) \
		{ \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds); \
			abort(); \
		} \
	} while (0)

#endif							/* MARKET_TEST_FUZZ_H */
