/*
 * fuzz.h
 *		What a fuzz target is: one function over bytes.
 *
 * A target is linked either with libFuzzer or with fuzz_main.c; the inputs to start from lie in
 * test/corpus/.
 */
#ifndef MARKET_TEST_FUZZ_H
#define MARKET_TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

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
