/*
 * arguments.c
 *		Arguments of public functions, checked in one way.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/account.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "kernel/uint256.h"
#include "miscadmin.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

void
ArgumentRequire(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be null", name)));
}

Address *
ArgumentAccount(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_ARGISNULL(n) || AddressIsZero(PG_GETARG_ADDRESS_P(n)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_ADDRESS),
				 errmsg("argument \"%s\" is not a valid account", name),
				 errdetail("An account is neither null nor the zero address.")));
	return PG_GETARG_ADDRESS_P(n);
}

Address *
ArgumentActor(FunctionCallInfo fcinfo, int n, const char *name)
{
	Address    *account = ArgumentAccount(fcinfo, n, name);

	if (AccountIsSystem(account))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_UNAUTHORIZED),
				 errmsg("argument \"%s\" is an account of the market itself", name),
				 errdetail("Nobody can act for, pay from or pay to %s.", AddressText(account))));
	return account;
}

Address *
ArgumentAddress(FunctionCallInfo fcinfo, int n, const char *name)
{
	ArgumentRequire(fcinfo, n, name);
	return PG_GETARG_ADDRESS_P(n);
}

Address *
ArgumentParty(FunctionCallInfo fcinfo, int n, const char *name)
{
	Address    *party = ArgumentAddress(fcinfo, n, name);

	if (AddressIsZero(party))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ZERO_ADDRESS),
				 errmsg("argument \"%s\" must not be the zero address", name)));
	return party;
}

int64
ArgumentInt64(FunctionCallInfo fcinfo, int n, const char *name)
{
	ArgumentRequire(fcinfo, n, name);
	return PG_GETARG_INT64(n);
}

int64
ArgumentHeight(FunctionCallInfo fcinfo, int n, const char *name)
{
	int64		height = ArgumentInt64(fcinfo, n, name);

	if (height < 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"%s\" must not be negative", name)));
	return height;
}

char *
ArgumentText(FunctionCallInfo fcinfo, int n, const char *name)
{
	ArgumentRequire(fcinfo, n, name);
	return text_to_cstring(PG_GETARG_TEXT_PP(n));
}

Signature *
ArgumentSignature(FunctionCallInfo fcinfo, int n, const char *name)
{
	ArgumentRequire(fcinfo, n, name);
	return PG_GETARG_SIGNATURE_P(n);
}

Numeric
ArgumentAmount(FunctionCallInfo fcinfo, int n, const char *name)
{
	uint8		number32[UINT256_SIZE];

	ArgumentRequire(fcinfo, n, name);
	NumericToUint256(PG_GETARG_NUMERIC(n), name, number32);
	/* without the zeros that may stand behind a point */
	return Uint256ToNumeric(number32);
}

Datum *
ArgumentArray(FunctionCallInfo fcinfo, int n, const char *name, int limit, int *count)
{
	ArrayType  *array;
	Datum	   *elements;
	bool	   *nulls;
	int16		length;
	bool		by_value;
	char		alignment;
	int			i;

	ArgumentRequire(fcinfo, n, name);
	array = PG_GETARG_ARRAYTYPE_P(n);
	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be a one-dimensional array", name)));

	get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &alignment);
	deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, alignment,
					  &elements, &nulls, count);
	if (*count > limit)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("argument \"%s\" has more than %d elements", name, limit)));
	for (i = 0; i < *count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"%s\" must not contain a null", name)));
	}
	return elements;
}

Datum
ArgumentAddresses(FunctionCallInfo fcinfo, int n, const char *name, int limit)
{
	int			count;
	Datum	   *elements = ArgumentArray(fcinfo, n, name, limit, &count);
	int			i;

	for (i = 0; i < count; i++)
	{
		Address    *address = DatumGetAddressP(elements[i]);

		if (AddressIsZero(address))
			ereport(ERROR,
					(errcode(ERRCODE_MARKET_INVALID_ADDRESS),
					 errmsg("argument \"%s\" must not contain the zero address", name)));
		elements[i] = AddressGetByteaDatum(address);
	}
	return StatementArray(elements, count, BYTEAOID);
}
