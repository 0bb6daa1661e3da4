/*
 * context_check.c
 *		What call, create and update of request contexts check in the same way.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/errors.h"
#include "core/statement.h"
#include "core/token.h"
#include "service/batch_row.h"
#include "service/context_check.h"
#include "type/amount.h"
#include "utils/array.h"

/* The elements of a list of addresses, however many there are. */
static void
ContextElements(FunctionCallInfo fcinfo, int n, Datum **elements, bool **nulls, int *count)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(n);

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"providers\" must be a one-dimensional array")));
	deconstruct_array(array, ARR_ELEMTYPE(array), sizeof(Address), false, TYPALIGN_CHAR,
					  elements, nulls, count);
}

void
ContextCheckProviderAccounts(FunctionCallInfo fcinfo, int n)
{
	Datum	   *elements;
	bool	   *nulls;
	int			count;
	int			i;

	if (PG_ARGISNULL(n))
		return;
	ContextElements(fcinfo, n, &elements, &nulls, &count);
	for (i = 0; i < count; i++)
		if (nulls[i] || AddressIsZero(DatumGetAddressP(elements[i])))
			ereport(ERROR,
					(errcode(ERRCODE_MARKET_INVALID_ADDRESS),
					 errmsg("argument \"providers\" holds what is not a valid account"),
					 errdetail("An account is neither null nor the zero address.")));
}

Address **
ContextProviders(FunctionCallInfo fcinfo, int n, int too_many, int *count)
{
	Address   **providers;
	Datum	   *elements = NULL;
	bool	   *nulls;
	int			i;
	int			k;

	*count = 0;
	if (!PG_ARGISNULL(n))
		ContextElements(fcinfo, n, &elements, &nulls, count);
	if (*count == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_REQUEST),
				 errmsg("argument \"providers\" names no provider")));
	if (*count > BATCH_REQUESTS_MAX)
		ereport(ERROR,
				(errcode(too_many),
				 errmsg("argument \"providers\" names %d providers", *count),
				 errdetail("At most %d can be asked at a time.", BATCH_REQUESTS_MAX)));
	providers = palloc(*count * sizeof(Address *));
	for (i = 0; i < *count; i++)
	{
		providers[i] = DatumGetAddressP(elements[i]);
		for (k = 0; k < i; k++)
			if (AddressEquals(providers[k], providers[i]))
				ereport(ERROR,
						(errcode(ERRCODE_MARKET_INVALID_PROVIDERS),
						 errmsg("argument \"providers\" names %s twice",
								AddressText(providers[i]))));
	}
	return providers;
}

Datum
ContextAddresses(Address *const *addresses, int count)
{
	Datum	   *elements = palloc(Max(count, 1) * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
		elements[i] = AddressGetByteaDatum(addresses[i]);
	return StatementArray(elements, count, BYTEAOID);
}

void
ContextCheckFeeCap(const Coin *coin)
{
	Funds		funds;
	TokenFault	fault = TokenRead(coin, &funds);

	if (fault != TOKEN_OK && fault != TOKEN_UNKNOWN)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_REQUEST),
				 errmsg("service fee cap is no amount of %s: %s", funds.denom, CoinString(coin)),
				 errdetail("An amount is a whole number of minor units and at most 2^256-1.")));
}

Numeric
ContextFeeCap(const Coin *coin, const char *base_denom)
{
	Funds		funds;

	if (TokenRead(coin, &funds) != TOKEN_OK || strcmp(funds.denom, base_denom) != 0 ||
		NumericIsZero(funds.amount))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_FEE_CAP),
				 errmsg("service fee cap is not valid: %s", CoinString(coin)),
				 errdetail("It must be an amount above zero of %s.", base_denom)));
	return funds.amount;
}

void
ContextRaiseInput(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_INPUT),
			 errmsg("request input is not valid"),
			 errdetail("It must be an object with an object \"header\" and, if present,"
					   " an object \"body\".")));
}

void
ContextRaiseInputBody(const char *service_name, Jsonb *input)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_INPUT),
			 errmsg("request input is not valid"),
			 errdetail("%s", DocumentBodyFault(service_name, true, input))));
}

void
ContextRaiseThreshold(int threshold)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_THRESHOLD),
			 errmsg("response threshold %d is not valid", threshold),
			 errdetail("It is from 1 to the number of providers.")));
}

void
ContextRaiseTimeout(int64 timeout)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_TIMEOUT),
			 errmsg("timeout " INT64_FORMAT " is not valid", timeout),
			 errdetail("It is a number of blocks from 1.")));
}

void
ContextRaiseTimeoutAbove(int64 timeout, int64 longest)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_TIMEOUT),
			 errmsg("timeout " INT64_FORMAT " is not valid", timeout),
			 errdetail("It is at most " INT64_FORMAT " blocks.", longest)));
}

void
ContextRaiseFrequency(int64 frequency, int64 timeout)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_FREQUENCY),
			 errmsg("repeated frequency " INT64_FORMAT " is not valid", frequency),
			 errdetail("It is at least the timeout, " INT64_FORMAT " blocks.", timeout)));
}

void
ContextRaiseTotal(int64 total, int64 least)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_TOTAL),
			 errmsg("repeated total " INT64_FORMAT " is not valid", total),
			 errdetail("It is at least " INT64_FORMAT ", or -1 for batches without end.",
					   least)));
}
