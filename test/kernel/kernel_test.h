/*
 * kernel_test.h
 *		The parts of the test of the kernels.
 */
#ifndef MARKET_TEST_KERNEL_TEST_H
#define MARKET_TEST_KERNEL_TEST_H

extern void TestKeccak(void);
extern void TestEcdsa(void);
extern void TestPacking(void);
extern void TestUint256(void);
extern void TestDecimal(void);
extern void TestAmount(void);
extern void TestAddressText(void);
extern void TestCoinText(void);
extern void TestFormat(void);
extern void TestPattern(void);
extern void TestSpan(void);
extern void TestToken(void);

#endif							/* MARKET_TEST_KERNEL_TEST_H */
