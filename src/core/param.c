/*
 * param.c
 *		Parameters of the market: set_params().
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/statement.h"
#include "core/token.h"
#include "kernel/decimal.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_set_params);

/* The arguments of set_params(), in order. */
enum
{
	MAX_REQUEST_TIMEOUT, MIN_DEPOSIT_MULTIPLE, MIN_DEPOSIT, SERVICE_FEE_TAX, SLASH_FRACTION,
	COMPLAINT_RETROSPECT, ARBITRATION_TIME_LIMIT, TX_SIZE_LIMIT, BASE_DENOM,
	RESTRICTED_SERVICE_FEE_DENOM, SLASH_DESTINATION, VALIDATE_BODIES, DISPATCH,
	ESCROW_ADDRESS, CHANNEL_DENOM, MAX_WORK_PER_BLOCK, PARAM_COUNT
};

static void
ParamRefuse(const char *name, const char *allowed)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("parameter \"%s\" is out of range", name),
			 errdetail("Allowed is %s.", allowed)));
}

static void
ParamCheckPositive(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (!PG_ARGISNULL(n) && PG_GETARG_INT64(n) < 1)
		ParamRefuse(name, "a number above 0");
}

/* A rate from 0 to 1 with at most 18 digits; exactly 1 only where it makes sense. */
static void
ParamCheckRate(FunctionCallInfo fcinfo, int n, const char *name, bool one_allowed)
{
	Decimal		one = {{UINT64CONST(1000000000000000000)}};
	Decimal		rate;
	char	   *text;

	if (PG_ARGISNULL(n))
		return;
	text = NumericText(PG_GETARG_NUMERIC(n));
	if (DecimalFromText(text, strlen(text), &rate) != DECIMAL_OK ||
		DecimalCompare(&rate, &one) > (one_allowed ? 0 : -1))
		ParamRefuse(name, one_allowed ? "a rate from 0 to 1 with at most 18 digits"
					: "a rate from 0 to below 1 with at most 18 digits");
}

static void
ParamCheckInterval(FunctionCallInfo fcinfo, int n, const char *name)
{
	Interval   *interval;
	int64		days;

	if (PG_ARGISNULL(n))
		return;
	interval = PG_GETARG_INTERVAL_P(n);
	days = (int64) interval->month * DAYS_PER_MONTH + interval->day +
		interval->time / USECS_PER_DAY;
	if (interval->month < 0 || interval->day < 0 || interval->time < 0 || days > 36500 ||
		(interval->month == 0 && interval->day == 0 && interval->time == 0))
		ParamRefuse(name, "an interval above 0 and up to a hundred years");
}

static void
ParamCheckChoice(FunctionCallInfo fcinfo, int n, const char *name, const char *first,
				 const char *second)
{
	char	   *choice;

	if (PG_ARGISNULL(n))
		return;
	choice = text_to_cstring(PG_GETARG_TEXT_PP(n));
	if (strcmp(choice, first) != 0 && strcmp(choice, second) != 0)
		ParamRefuse(name, psprintf("%s or %s", first, second));
}

/* Check what needs no table. */
static void
ParamCheck(FunctionCallInfo fcinfo)
{
	ParamCheckPositive(fcinfo, MAX_REQUEST_TIMEOUT, "max_request_timeout");
	ParamCheckPositive(fcinfo, MIN_DEPOSIT_MULTIPLE, "min_deposit_multiple");
	if (!PG_ARGISNULL(MIN_DEPOSIT) && !NumericIsUint256(PG_GETARG_NUMERIC(MIN_DEPOSIT)))
		ParamRefuse("min_deposit", "an integer from 0 to 2^256-1");
	ParamCheckRate(fcinfo, SERVICE_FEE_TAX, "service_fee_tax", false);
	ParamCheckRate(fcinfo, SLASH_FRACTION, "slash_fraction", true);
	ParamCheckInterval(fcinfo, COMPLAINT_RETROSPECT, "complaint_retrospect");
	ParamCheckInterval(fcinfo, ARBITRATION_TIME_LIMIT, "arbitration_time_limit");
	ParamCheckPositive(fcinfo, TX_SIZE_LIMIT, "tx_size_limit");
	ParamCheckChoice(fcinfo, SLASH_DESTINATION, "slash_destination", "burn", "collect");
	ParamCheckChoice(fcinfo, DISPATCH, "dispatch", "immediate", "end_of_block");
	if (!PG_ARGISNULL(ESCROW_ADDRESS) &&
		AddressIsZero(PG_GETARG_ADDRESS_P(ESCROW_ADDRESS)))
		ParamRefuse("escrow_address", "any address but zero");
	ParamCheckPositive(fcinfo, MAX_WORK_PER_BLOCK, "max_work_per_block");
}

/* The denom of a registered token; a symbol is accepted. */
static void
ParamResolveDenom(FunctionCallInfo fcinfo, int n, const char *name, Datum *arguments)
{
	char	   *denom;

	if (PG_ARGISNULL(n))
		return;
	denom = TokenDenom(text_to_cstring(PG_GETARG_TEXT_PP(n)));
	if (denom == NULL)
		ParamRefuse(name, "the denom of a registered token");
	arguments[n] = CStringGetTextDatum(denom);
}

/*
 * set_params(…) returns void: change the parameters that are given
 */
Datum
market_set_params(PG_FUNCTION_ARGS)
{
	static Statement change = {
		"UPDATE market.params SET"
		" max_request_timeout = coalesce($1, max_request_timeout),"
		" min_deposit_multiple = coalesce($2, min_deposit_multiple),"
		" min_deposit = coalesce(pg_catalog.trim_scale($3), min_deposit),"
		" service_fee_tax = coalesce($4, service_fee_tax),"
		" slash_fraction = coalesce($5, slash_fraction),"
		" complaint_retrospect = coalesce($6, complaint_retrospect),"
		" arbitration_time_limit = coalesce($7, arbitration_time_limit),"
		" tx_size_limit = coalesce($8, tx_size_limit),"
		" base_denom = coalesce($9, base_denom),"
		" restricted_service_fee_denom = coalesce($10, restricted_service_fee_denom),"
		" slash_destination = coalesce($11, slash_destination),"
		" validate_bodies = coalesce($12, validate_bodies),"
		" dispatch = coalesce($13, dispatch),"
		" escrow_address = coalesce($14::market.address, escrow_address),"
		" channel_denom = coalesce($15, channel_denom),"
		" max_work_per_block = coalesce($16, max_work_per_block)",
		PARAM_COUNT,
		{INT8OID, INT8OID, NUMERICOID, NUMERICOID, NUMERICOID, INTERVALOID, INTERVALOID, INT8OID,
		TEXTOID, BOOLOID, TEXTOID, BOOLOID, TEXTOID, BYTEAOID, TEXTOID, INT8OID}
	};
	Datum		arguments[PARAM_COUNT];
	char		nulls[PARAM_COUNT];
	Caller		caller;
	int			i;

	ParamCheck(fcinfo);
	CallerEnter(&caller);
	CallerRequireRole(&caller, ROLE_OPERATOR);

	for (i = 0; i < PARAM_COUNT; i++)
	{
		arguments[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	if (!PG_ARGISNULL(ESCROW_ADDRESS))
		arguments[ESCROW_ADDRESS] = AddressGetByteaDatum(PG_GETARG_ADDRESS_P(ESCROW_ADDRESS));
	ParamResolveDenom(fcinfo, BASE_DENOM, "base_denom", arguments);
	ParamResolveDenom(fcinfo, CHANNEL_DENOM, "channel_denom", arguments);

	StatementRun(&change, arguments, nulls);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
