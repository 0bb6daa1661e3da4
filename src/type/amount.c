/*
 * amount.c
 *		numeric values as 256-bit integers.
 */
#include "postgres.h"

#include "utils/fmgrprotos.h"
#include "utils/memutils.h"

#include "core/compat.h"
#include "kernel/uint256.h"
#include "type/amount.h"

PG_FUNCTION_INFO_V1(market_is_amount);
PG_FUNCTION_INFO_V1(market_is_positive_amount);

/* longest number that an error message repeats in full */
#define AMOUNT_MESSAGE_DIGITS 100

/*
 * Read a number by way of its text, the only exact way out of numeric that
 * the server offers beyond 64 bits.
 */
static Uint256Fault
AmountRead(Numeric number, uint8 *number32)
{
	char	   *text = NumericText(number);
	Uint256Fault fault = Uint256FromText(text, strlen(text), number32);

	pfree(text);
	return fault;
}

void
NumericToUint256(Numeric number, const char *name, uint8 *number32)
{
	char	   *text;

	if (AmountRead(number, number32) == UINT256_OK)
		return;

	text = NumericText(number);
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("%s must be an integer from 0 to 2^256-1", name),
			 errdetail("The value is %.*s%s.", AMOUNT_MESSAGE_DIGITS, text,
					   strlen(text) > AMOUNT_MESSAGE_DIGITS ? "..." : "")));
}

bool
NumericIsUint256(Numeric number)
{
	uint8		number32[UINT256_SIZE];

	return AmountRead(number, number32) == UINT256_OK;
}

bool
NumericToInt64(Numeric number, int64 *result)
{
	static const int64 bounds[] = {PG_INT64_MIN, PG_INT64_MAX};

	if (NumericCompare(number, int64_to_numeric(bounds[0])) < 0 ||
		NumericCompare(number, int64_to_numeric(bounds[1])) > 0)
		return false;
	*result = DatumGetInt64(DirectFunctionCall1(numeric_int8, NumericGetDatum(number)));
	/* a fraction would have been rounded */
	return NumericCompare(number, int64_to_numeric(*result)) == 0;
}

Numeric
Uint256ToNumeric(const uint8 *number32)
{
	char		text[UINT256_TEXT_SIZE];

	Uint256ToText(number32, text);
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

Numeric
NumericAdd(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_add, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

Numeric
NumericSubtract(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_sub, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

Numeric
NumericMultiply(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_mul, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

int
NumericCompare(Numeric a, Numeric b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(a),
											 NumericGetDatum(b)));
}

bool
NumericIsZero(Numeric number)
{
	return NumericCompare(number, int64_to_numeric(0)) == 0;
}

char *
NumericText(Numeric number)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number)));
}

Numeric
NumericFromInt64(int64 number)
{
	return DatumGetNumeric(DirectFunctionCall1(int8_numeric, Int64GetDatum(number)));
}

/* Is a number an integer from "least" to 2^256 - 1? */
static bool
AmountIsFrom(int64 least, Numeric number)
{
	static Numeric most = NULL;

	if (most == NULL)
	{
		MemoryContext saved = MemoryContextSwitchTo(TopMemoryContext);
		uint8		number32[UINT256_SIZE];

		memset(number32, 0xff, sizeof(number32));
		most = Uint256ToNumeric(number32);
		MemoryContextSwitchTo(saved);
	}
	/* NaN and infinity are above every number */
	return NumericCompare(number, most) <= 0 &&
		NumericCompare(number, NumericFromInt64(least)) >= 0 &&
		DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(number),
										 DirectFunctionCall2(numeric_trunc,
															 NumericGetDatum(number),
															 Int32GetDatum(0))));
}

/*
 * is_amount(number numeric) returns boolean
 */
Datum
market_is_amount(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(AmountIsFrom(0, PG_GETARG_NUMERIC(0)));
}

/*
 * is_positive_amount(number numeric) returns boolean
 */
Datum
market_is_positive_amount(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(AmountIsFrom(1, PG_GETARG_NUMERIC(0)));
}
