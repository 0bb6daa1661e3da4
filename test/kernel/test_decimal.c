/*
 * test_decimal.c
 *		Decimals with 18 digits: text, arithmetic, rounding and limits.
 */
#include <stdio.h>
#include <string.h>

#include "kernel/decimal.h"

#include "kernel_test.h"
#include "tap.h"

/* (2^384 - 1) / 10^18, and the next count */
#define TOP "39402006196394479212279040100143613805079739270465446667948293404245" \
	"721771497210611414266254884915.640806627990306815"
#define ABOVE_TOP "39402006196394479212279040100143613805079739270465446667948293404245" \
	"721771497210611414266254884915.640806627990306816"
#define UINT256_TOP "115792089237316195423570985008687907853269984665640564039457584007913129639935"
#define UINT256_ABOVE \
	"115792089237316195423570985008687907853269984665640564039457584007913129639936"

typedef DecimalFault (*Operation) (const Decimal *a, const Decimal *b, Decimal *result);

static Decimal
DecimalOf(const char *text)
{
	Decimal		value = {{0}};

	if (DecimalFromText(text, strlen(text), &value) != DECIMAL_OK)
		TapCheck(false, text);
	return value;
}

static void
CheckText(const char *text, DecimalFault expected, const char *canonical)
{
	Decimal		value;
	char		back[DECIMAL_TEXT_SIZE];

	TapNumber(DecimalFromText(text, strlen(text), &value), expected, text);
	if (expected == DECIMAL_OK)
	{
		TapNumber((long) DecimalToText(&value, back), (long) strlen(canonical), "its length");
		TapText(back, canonical, "its shortest text");
	}
}

/* Check a binary operation; expected is the text of the result, or NULL for an overflow. */
static void
CheckOperation(Operation operation, const char *sign, const char *a, const char *b,
			   const char *expected)
{
	Decimal		left = DecimalOf(a);
	Decimal		right = DecimalOf(b);
	Decimal		result = right;
	char		text[DECIMAL_TEXT_SIZE];
	char		name[400];
	DecimalFault fault = operation(&left, &right, &result);

	snprintf(name, sizeof(name), "%s %s %s", a, sign, b);
	DecimalToText(&result, text);
	if (expected == NULL)
		TapCheck(fault == DECIMAL_OVERFLOW && DecimalCompare(&result, &right) == 0, name);
	else if (fault != DECIMAL_OK)
		TapNumber(fault, DECIMAL_OK, name);
	else
		TapText(text, expected, name);

	/* the result may stand where an operand stood */
	if (expected != NULL && operation(&left, &right, &left) == DECIMAL_OK)
		TapCheck(DecimalCompare(&left, &result) == 0, "in place");
}

static void
TestText(void)
{
	CheckText("0", DECIMAL_OK, "0");
	CheckText("000.000", DECIMAL_OK, "0");
	CheckText("12", DECIMAL_OK, "12");
	CheckText("0.05", DECIMAL_OK, "0.05");
	CheckText("007.10", DECIMAL_OK, "7.1");
	CheckText("0.000000000000000001", DECIMAL_OK, "0.000000000000000001");
	CheckText("1000000000000000000.5", DECIMAL_OK, "1000000000000000000.5");
	CheckText("0.0000000000000000001", DECIMAL_PRECISION, NULL);
	CheckText("0.1000000000000000000", DECIMAL_PRECISION, NULL);
	CheckText(TOP, DECIMAL_OK, TOP);
	CheckText("000000000000000000000000" TOP, DECIMAL_OK, TOP);
	CheckText(ABOVE_TOP, DECIMAL_OVERFLOW, NULL);
	CheckText("1" TOP, DECIMAL_OVERFLOW, NULL);
	CheckText("", DECIMAL_SYNTAX, NULL);
	CheckText("1.", DECIMAL_SYNTAX, NULL);
	CheckText(".5", DECIMAL_SYNTAX, NULL);
	CheckText("-1", DECIMAL_SYNTAX, NULL);
	CheckText("+1", DECIMAL_SYNTAX, NULL);
	CheckText("1e3", DECIMAL_SYNTAX, NULL);
	CheckText(" 1", DECIMAL_SYNTAX, NULL);
	CheckText("1 ", DECIMAL_SYNTAX, NULL);
	CheckText("1.5.5", DECIMAL_SYNTAX, NULL);
}

static void
TestAddition(void)
{
	CheckOperation(DecimalAdd, "+", "0.9", "0.1", "1");
	CheckOperation(DecimalAdd, "+", "18446744073709551615", "0.000000000000000001",
				   "18446744073709551615.000000000000000001");
	CheckOperation(DecimalAdd, "+", TOP, "0", TOP);
	CheckOperation(DecimalAdd, "+", TOP, "0.000000000000000001", NULL);
	CheckOperation(DecimalAdd, "+", TOP, TOP, NULL);
	CheckOperation(DecimalSubtract, "-", "1", "0.1", "0.9");
	CheckOperation(DecimalSubtract, "-", TOP, TOP, "0");
	CheckOperation(DecimalSubtract, "-", "1000000000000000000", "0.000000000000000001",
				   "999999999999999999.999999999999999999");
	CheckOperation(DecimalSubtract, "-", "0", "0.000000000000000001", NULL);
	CheckOperation(DecimalSubtract, "-", "1", TOP, NULL);
}

static void
TestMultiplication(void)
{
	CheckOperation(DecimalMultiply, "*", "0", TOP, "0");
	CheckOperation(DecimalMultiply, "*", "1", TOP, TOP);
	CheckOperation(DecimalMultiply, "*", "100", "0.05", "5");
	CheckOperation(DecimalMultiply, "*", "0.7", "0.9", "0.63");
	/* a half goes to the even neighbour */
	CheckOperation(DecimalMultiply, "*", "0.000000000000000005", "0.1", "0");
	CheckOperation(DecimalMultiply, "*", "0.000000000000000015", "0.1", "0.000000000000000002");
	CheckOperation(DecimalMultiply, "*", "0.000000000000000025", "0.1", "0.000000000000000002");
	CheckOperation(DecimalMultiply, "*", "0.000000000000000035", "0.1", "0.000000000000000004");
	CheckOperation(DecimalMultiply, "*", "1.000000000000000001", "0.5", "0.5");
	CheckOperation(DecimalMultiply, "*", "1.000000000000000003", "0.5", "0.500000000000000002");
	/* anything beside a half goes to the nearer one */
	CheckOperation(DecimalMultiply, "*", "0.000000000000000004", "0.1", "0");
	CheckOperation(DecimalMultiply, "*", "0.000000000000000006", "0.1", "0.000000000000000001");
	CheckOperation(DecimalMultiply, "*", "0.000000000000000005", "0.100000000000000001",
				   "0.000000000000000001");
	CheckOperation(DecimalMultiply, "*", "0.000000000000000005", "0.099999999999999999", "0");
	CheckOperation(DecimalMultiply, "*", "0.333333333333333333", "3", "0.999999999999999999");
	CheckOperation(DecimalMultiply, "*", "340282366920938463463374607431768211456",
				   "340282366920938463463374607431768211456", UINT256_ABOVE);
	CheckOperation(DecimalMultiply, "*", UINT256_TOP, "0.000000000000000001",
				   "115792089237316195423570985008687907853269984665640564039457"
				   ".584007913129639935");
	CheckOperation(DecimalMultiply, "*", TOP, "1.000000000000000001", NULL);
	CheckOperation(DecimalMultiply, "*", TOP, "2", NULL);
	CheckOperation(DecimalMultiply, "*", TOP, TOP, NULL);
}

/* Products next to 2^384 counts, where the rounding alone decides. */
static void
TestRoundingAtTop(void)
{
	Decimal		top = DecimalOf(TOP);
	Decimal		half = DecimalOf("0.5");
	Decimal		two = DecimalOf("2");
	Decimal		middle = two;
	Decimal		result;

	CheckOperation(DecimalMultiply, "*",
				   "197010030981972395962890185009731871043953603847461297817764"
				   "66509749795994860372050832235130012271.794987196430147272",
				   "2.000000000000000001", NULL);
	CheckOperation(DecimalMultiply, "*",
				   "197010030981972395962890185009731871043953603847461297817764"
				   "66509749795994860372050832235130012271.794987196430147271",
				   "2.000000000000000001",
				   "394020061963944792122790401001436138050797392704654466679482"
				   "93404245721771497210611414266254884915.640806627990306814");

	TapNumber(DecimalMultiply(&top, &half, &middle), DECIMAL_OK, "half of the greatest decimal");
	TapCheck(middle.limb[0] == 0 && middle.limb[5] == UINT64_C(1) << 63,
			 "is rounded up to the even 2^383");
	TapNumber(DecimalMultiply(&middle, &two, &result), DECIMAL_OVERFLOW,
			  "twice that is too large");

	TapNumber(DecimalCompare(&top, &middle), 1, "a greater decimal compares as 1");
	TapNumber(DecimalCompare(&middle, &top), -1, "a smaller decimal compares as -1");
	TapNumber(DecimalCompare(&middle, &middle), 0, "an equal decimal compares as 0");
}

static void
TestUint256Conversion(void)
{
	Decimal		value = DecimalOf(UINT256_TOP ".999999999999999999");
	Decimal		back;
	char		text[DECIMAL_TEXT_SIZE];
	uint8_t		number[32];

	TapNumber(DecimalToUint256(&value, number), DECIMAL_OK, "2^256 - 1 and a fraction fits");
	TapBytes(number, sizeof(number),
			 "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
			 "the fraction is cut off");
	DecimalFromUint256(number, &back);
	DecimalToText(&back, text);
	TapText(text, UINT256_TOP, "2^256 - 1 as a decimal");
	value = DecimalOf(UINT256_ABOVE);
	TapNumber(DecimalToUint256(&value, number), DECIMAL_OVERFLOW, "2^256 does not fit");
	value = DecimalOf("2.999999999999999999");
	TapNumber(DecimalToUint256(&value, number), DECIMAL_OK, "2.99... fits");
	TapNumber(number[31], 2, "and becomes 2");
}

void
TestDecimal(void)
{
	TestText();
	TestAddition();
	TestMultiplication();
	TestRoundingAtTop();
	TestUint256Conversion();
}
