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
#include "lib/stringinfo.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_set_params);

/* blocks that a height can be added to */
#define PARAM_BLOCKS_MAX INT64CONST(1000000000)

/* A rule for the value of argument n, which is not NULL. */
typedef void (*ParamRule) (FunctionCallInfo fcinfo, int n, const char *name);

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
	if (PG_GETARG_INT64(n) < 1)
		ParamRefuse(name, "a number above 0");
}

static void
ParamCheckNotNegative(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_GETARG_INT64(n) < 0)
		ParamRefuse(name, "a number from 0");
}

static void
ParamCheckBlocks(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_GETARG_INT64(n) < 0 || PG_GETARG_INT64(n) > PARAM_BLOCKS_MAX)
		ParamRefuse(name, "a number of blocks from 0 to 1000000000");
}

static void
ParamCheckAmount(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (!NumericIsUint256(PG_GETARG_NUMERIC(n)))
		ParamRefuse(name, "an integer from 0 to 2^256-1");
}

/* A rate from 0 to 1 with at most 18 digits; exactly 1 only where it makes sense. */
static void
ParamCheckRate(FunctionCallInfo fcinfo, int n, const char *name, bool one_allowed)
{
	Decimal		one = {{UINT64CONST(1000000000000000000)}};
	Decimal		rate;
	char	   *text = NumericText(PG_GETARG_NUMERIC(n));

	if (DecimalFromText(text, strlen(text), &rate) != DECIMAL_OK ||
		DecimalCompare(&rate, &one) > (one_allowed ? 0 : -1))
		ParamRefuse(name, one_allowed ? "a rate from 0 to 1 with at most 18 digits"
					: "a rate from 0 to below 1 with at most 18 digits");
}

static void
ParamCheckTax(FunctionCallInfo fcinfo, int n, const char *name)
{
	ParamCheckRate(fcinfo, n, name, false);
}

static void
ParamCheckFraction(FunctionCallInfo fcinfo, int n, const char *name)
{
	ParamCheckRate(fcinfo, n, name, true);
}

static void
ParamCheckInterval(FunctionCallInfo fcinfo, int n, const char *name)
{
	Interval   *interval = PG_GETARG_INTERVAL_P(n);
	int64		days = (int64) interval->month * DAYS_PER_MONTH + interval->day +
		interval->time / USECS_PER_DAY;

	if (interval->month < 0 || interval->day < 0 || interval->time < 0 || days > 36500 ||
		(interval->month == 0 && interval->day == 0 && interval->time == 0))
		ParamRefuse(name, "an interval above 0 and up to a hundred years");
}

static void
ParamCheckChoice(FunctionCallInfo fcinfo, int n, const char *name, const char *first,
				 const char *second)
{
	char	   *choice = text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (strcmp(choice, first) != 0 && strcmp(choice, second) != 0)
		ParamRefuse(name, psprintf("%s or %s", first, second));
}

static void
ParamCheckPatience(FunctionCallInfo fcinfo, int n, const char *name)
{
	Interval   *interval = PG_GETARG_INTERVAL_P(n);

	if (interval->month != 0 || interval->day != 0 ||
		interval->time < USECS_PER_SEC / 1000 || interval->time > USECS_PER_HOUR)
		ParamRefuse(name, "a time from a millisecond to an hour");
}

static void
ParamCheckDestination(FunctionCallInfo fcinfo, int n, const char *name)
{
	ParamCheckChoice(fcinfo, n, name, "burn", "collect");
}

static void
ParamCheckDispatch(FunctionCallInfo fcinfo, int n, const char *name)
{
	ParamCheckChoice(fcinfo, n, name, "immediate", "end_of_block");
}

static void
ParamCheckAddress(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (AddressIsZero(PG_GETARG_ADDRESS_P(n)))
		ParamRefuse(name, "any address but zero");
}

/*
 * The parameters, in the order of the arguments of set_params().  A new one is a line
 * here, in sql/32_param.sql, a file in sql/table/ and a line in docs/reference/param.md.
 */
static const struct ParamColumn
{
	const char *name;			/* of argument and column */
	Oid			type;			/* as the statement gets it */
	ParamRule	check;			/* NULL: every value of the type will do */
	bool		is_denom;		/* the denom of a registered token? */
}			params[] = {
	{"max_request_timeout", INT8OID, ParamCheckPositive},
	{"min_deposit_multiple", INT8OID, ParamCheckPositive},
	{"min_deposit", NUMERICOID, ParamCheckAmount},
	{"service_fee_tax", NUMERICOID, ParamCheckTax},
	{"slash_fraction", NUMERICOID, ParamCheckFraction},
	{"complaint_retrospect", INTERVALOID, ParamCheckInterval},
	{"arbitration_time_limit", INTERVALOID, ParamCheckInterval},
	{"tx_size_limit", INT8OID, ParamCheckPositive},
	{"base_denom", TEXTOID, NULL, true},
	{"restricted_service_fee_denom", BOOLOID, NULL},
	{"slash_destination", TEXTOID, ParamCheckDestination},
	{"validate_bodies", BOOLOID, NULL},
	{"dispatch", TEXTOID, ParamCheckDispatch},
	{"escrow_address", BYTEAOID, ParamCheckAddress},
	{"channel_denom", TEXTOID, NULL, true},
	{"max_work_per_block", INT8OID, ParamCheckPositive},
	{"idempotency_key_blocks", INT8OID, ParamCheckPositive},
	{"free_call_period", INT8OID, ParamCheckNotNegative},
	{"free_call_min_balance", NUMERICOID, ParamCheckAmount},
	{"free_call_token_lifetime", INT8OID, ParamCheckPositive},
	{"blocks_per_day", INT8OID, ParamCheckPositive},
	{"metering", BOOLOID, NULL},
	{"price_grace", INT8OID, ParamCheckBlocks},
	{"quote_blocks", INT8OID, ParamCheckBlocks},
	{"callback_timeout", INTERVALOID, ParamCheckPatience},
	{"payment_lease", INT8OID, ParamCheckPositive},
	{"prepaid_token_lifetime", INTERVALOID, ParamCheckInterval},
	{"overpay_tolerance", NUMERICOID, ParamCheckAmount},
	{"notify", BOOLOID, NULL},
};

/* Is an argument given?  A function declared by an older version has fewer of them. */
static bool
ParamIsGiven(FunctionCallInfo fcinfo, int n)
{
	return n < PG_NARGS() && !PG_ARGISNULL(n);
}

/* Check what needs no table. */
static void
ParamCheck(FunctionCallInfo fcinfo)
{
	int			i;

	for (i = 0; i < lengthof(params); i++)
	{
		if (ParamIsGiven(fcinfo, i) && params[i].check != NULL)
			params[i].check(fcinfo, i, params[i].name);
	}
}

/* The value of a parameter as the statement takes it. */
static Datum
ParamValue(FunctionCallInfo fcinfo, int n)
{
	if (params[n].is_denom)
	{
		char	   *denom = TokenDenom(text_to_cstring(PG_GETARG_TEXT_PP(n)));

		if (denom == NULL)
			ParamRefuse(params[n].name, "the denom of a registered token");
		return CStringGetTextDatum(denom);
	}
	if (params[n].type == BYTEAOID)
		return AddressGetByteaDatum(PG_GETARG_ADDRESS_P(n));
	return PG_GETARG_DATUM(n);
}

/* The statement that changes the parameters that are given: made of the table alone. */
static void
ParamStatement(Statement *change)
{
	MemoryContext saved = MemoryContextSwitchTo(TopMemoryContext);
	StringInfoData text;
	int			i;

	StaticAssertStmt(lengthof(params) <= STATEMENT_ARGUMENTS_MAX, "too many parameters");
	initStringInfo(&text);
	appendStringInfoString(&text, "UPDATE market.params SET");
	for (i = 0; i < lengthof(params); i++)
	{
		const char *name = params[i].name;
		const char *form = params[i].type == NUMERICOID ? "pg_catalog.trim_scale($%d)"
			: params[i].type == BYTEAOID ? "$%d::market.address" : "$%d";

		appendStringInfo(&text, "%s %s = coalesce(", i == 0 ? "" : ",", name);
		appendStringInfo(&text, form, i + 1);
		appendStringInfo(&text, ", %s)", name);
		change->argument_types[i] = params[i].type;
	}
	change->argument_count = lengthof(params);
	change->text = text.data;
	MemoryContextSwitchTo(saved);
}

/* Deposits are counted in the base denom: it cannot change while there are any. */
static void
ParamKeepBaseDenom(Datum base_denom)
{
	static Statement lock = {
		"SELECT FROM market.params WHERE base_denom <> $1 FOR NO KEY UPDATE", 1, {TEXTOID}
	};
	static Statement deposits = {
		"SELECT FROM market.balance_sheet WHERE kind = 'deposit' LIMIT 1", 0
	};

	if (StatementRun(&lock, &base_denom, NULL) > 0 && StatementRun(&deposits, NULL, NULL) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("parameter \"base_denom\" cannot change while bindings have deposits"),
				 errdetail("Deposits are counted in the base denom.")));
}

/*
 * set_params(…) returns void: change the parameters that are given
 */
Datum
market_set_params(PG_FUNCTION_ARGS)
{
	static Statement change;
	Datum		arguments[lengthof(params)];
	char		nulls[lengthof(params)];
	Caller		caller;
	int			i;

	ParamCheck(fcinfo);
	CallerEnter(&caller);
	CallerRequireRole(&caller, ROLE_OPERATOR);

	for (i = 0; i < lengthof(params); i++)
	{
		bool		given = ParamIsGiven(fcinfo, i);

		arguments[i] = given ? ParamValue(fcinfo, i) : (Datum) 0;
		nulls[i] = given ? ' ' : 'n';
	}
	for (i = 0; i < lengthof(params); i++)
	{
		if (ParamIsGiven(fcinfo, i) && strcmp(params[i].name, "base_denom") == 0)
			ParamKeepBaseDenom(arguments[i]);
	}
	if (change.text == NULL)
		ParamStatement(&change);
	StatementRun(&change, arguments, nulls);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
