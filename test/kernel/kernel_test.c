/*
 * kernel_test.c
 *		Known answers for the kernels, without a database.
 */
#include "kernel_test.h"

#include "tap.h"

int
main(void)
{
	TestKeccak();
	TestEcdsa();
	TestPacking();
	TestUint256();
	TestDecimal();
	TestAmount();
	TestAddressText();
	TestCoinText();
	TestFormat();
	TestPattern();
	TestSpan();
	TestToken();
	return TapFinish();
}
