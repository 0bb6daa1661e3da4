/*
 * tap.h
 *		The Test Anything Protocol for the C tests of the kernels.
 */
#ifndef MARKET_TEST_TAP_H
#define MARKET_TEST_TAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Report one check; the name says what holds. */
extern void TapCheck(bool holds, const char *name);

/* Report that two texts are equal, and show both when they are not. */
extern void TapText(const char *got, const char *expected, const char *name);

/* Report that two numbers are equal, and show both when they are not. */
extern void TapNumber(long got, long expected, const char *name);

/* Report that bytes equal those written as hexadecimal digits without "0x". */
extern void TapBytes(const uint8_t *got, size_t size, const char *expected, const char *name);

/* Read hexadecimal digits without "0x"; ends the program on anything else. */
extern size_t TapHex(const char *digits, uint8_t *bytes);

/* Print the plan; returns the exit code. */
extern int	TapFinish(void);

#endif							/* MARKET_TEST_TAP_H */
