/*
 * context_control.c
 *		Request contexts: pause, start, kill, update.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/clock.h"
#include "core/errors.h"
#include "core/statement.h"
#include "core/token.h"
#include "service/batch.h"
#include "service/batch_row.h"
#include "service/context_check.h"
#include "service/module.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_pause_request_context);
PG_FUNCTION_INFO_V1(market_start_request_context);
PG_FUNCTION_INFO_V1(market_kill_request_context);
PG_FUNCTION_INFO_V1(market_update_request_context);

/* A context, as read under its lock, and the call that wants to change it. */
typedef struct Control
{
	Caller		caller;
	const Address *consumer;
	int64		id;
	char	   *state;
	bool		repeated;
	bool		due;			/* does a batch start or expire at some height? */
	bool		open;			/* is a batch not expired yet? */
	char	   *module;			/* NULL: the consumer owns the context */
	int64		timeout;
	int64		frequency;
	int64		batch_counter;
	int			threshold;
	int			provider_count;
} Control;

static bool
ControlRead(Control *control)
{
	static Statement lock = {
		"SELECT p.state, p.repeated, p.start_height IS NOT NULL OR p.expiry_height IS NOT NULL,"
		"  p.expiry_height IS NOT NULL, t.module_name, p.timeout, p.repeated_frequency,"
		"  p.batch_counter, p.response_threshold, pg_catalog.cardinality(t.providers),"
		"  t.consumer OPERATOR(market.=) $2::market.address"
		" FROM market.context_progress AS p JOIN market.context_terms AS t ON t.id = p.context_id"
		" WHERE p.context_id = $1 FOR NO KEY UPDATE OF p",
		2, {INT8OID, BYTEAOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(control->id), AddressGetByteaDatum(control->consumer)
	};

	if (StatementRun(&lock, arguments, NULL) == 0)
		return false;
	control->state = StatementText(0, 1);
	control->repeated = DatumGetBool(StatementDatum(0, 2));
	control->due = DatumGetBool(StatementDatum(0, 3));
	control->open = DatumGetBool(StatementDatum(0, 4));
	control->module = StatementText(0, 5);
	control->timeout = DatumGetInt64(StatementDatum(0, 6));
	control->frequency = DatumGetInt64(StatementDatum(0, 7));
	control->batch_counter = DatumGetInt64(StatementDatum(0, 8));
	control->threshold = DatumGetInt32(StatementDatum(0, 9));
	control->provider_count = DatumGetInt32(StatementDatum(0, 10));
	return true;
}

/*
 * Lock the context, and check that the caller has a say: for the consumer, or
 * for the module that owns the context.
 *
 * Errors, in order: 42501, MK028, MK041.
 */
static void
ControlLock(Control *control)
{
	bool		found = ControlRead(control);
	bool		is_consumer = found && DatumGetBool(StatementDatum(0, 11));

	if (!found || control->module == NULL)
		CallerRequireAccount(&control->caller, control->consumer);
	if (!found)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_UNKNOWN_CONTEXT),
				 errmsg("request context " INT64_FORMAT " not found", control->id)));
	if (!is_consumer)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_AUTHORIZED),
				 errmsg("%s is not the consumer of request context " INT64_FORMAT,
						AddressText(control->consumer), control->id)));
	if (control->module != NULL)
		ModuleRequireRegistrant(&control->caller, control->module);
}

/* The first two arguments, which all of these functions have. */
static void
ControlArguments(FunctionCallInfo fcinfo, Control *control)
{
	control->consumer = ArgumentActor(fcinfo, 0, "consumer");
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_CONTEXT_ID),
				 errmsg("argument \"context_id\" must not be null")));
	control->id = PG_GETARG_INT64(1);
}

static void
ControlEnter(FunctionCallInfo fcinfo, Control *control)
{
	ControlArguments(fcinfo, control);
	CallerEnter(&control->caller);
	ControlLock(control);
}

static void
ControlNote(const Control *control, const char *event, const Clock *clock)
{
	static Statement note = {
		"INSERT INTO market.service_event"
		" (height, block_time, event, service_name, account, context_id)"
		" SELECT $3, $4, $2, service_name, consumer, id FROM market.context_terms WHERE id = $1",
		4, {INT8OID, TEXTOID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(control->id), CStringGetTextDatum(event), Int64GetDatum(clock->height),
		TimestampTzGetDatum(clock->time)
	};

	StatementRun(&note, arguments, NULL);
}

static void
ControlRequireRepeated(const Control *control)
{
	if (!control->repeated)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_REPEATED),
				 errmsg("request context " INT64_FORMAT " is not repeated", control->id)));
}

/*
 * pause_request_context(consumer address, context_id bigint) returns void
 */
Datum
market_pause_request_context(PG_FUNCTION_ARGS)
{
	static Statement pause = {
		"UPDATE market.context_progress SET state = 'paused' WHERE context_id = $1", 1, {INT8OID}
	};
	Control		control;
	Clock		clock;
	Datum		arguments[1];

	ControlEnter(fcinfo, &control);
	ControlRequireRepeated(&control);
	if (strcmp(control.state, "running") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_CONTEXT_NOT_RUNNING),
				 errmsg("request context " INT64_FORMAT " is not running", control.id),
				 errdetail("It is %s.", control.state)));
	clock = ClockEnter();
	arguments[0] = Int64GetDatum(control.id);
	StatementRun(&pause, arguments, NULL);
	ControlNote(&control, "pause_context", &clock);
	CallerLeave(&control.caller);
	PG_RETURN_VOID();
}

/*
 * start_request_context(consumer address, context_id bigint) returns void
 *
 * A context that no batch is due for gets one now, or at the end of the block.
 */
Datum
market_start_request_context(PG_FUNCTION_ARGS)
{
	static Statement start = {
		"UPDATE market.context_progress SET state = 'running', pause_cause = NULL,"
		" start_height = CASE WHEN start_height IS NULL AND expiry_height IS NULL THEN $2"
		"  ELSE start_height END"
		" WHERE context_id = $1",
		2, {INT8OID, INT8OID}
	};
	static Statement dispatch = {
		"SELECT dispatch = 'immediate', notify FROM market.params", 0
	};
	Control		control;
	Clock		clock;
	Datum		arguments[2];

	ControlEnter(fcinfo, &control);
	if (strcmp(control.state, "paused") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_CONTEXT_NOT_PAUSED),
				 errmsg("request context " INT64_FORMAT " is not paused", control.id),
				 errdetail("It is %s.", control.state)));
	clock = ClockEnter();
	arguments[0] = Int64GetDatum(control.id);
	arguments[1] = Int64GetDatum(clock.height);
	StatementRun(&start, arguments, NULL);
	ControlNote(&control, "start_context", &clock);
	StatementRun(&dispatch, NULL, NULL);
	if (!control.due && DatumGetBool(StatementDatum(0, 1)))
		BatchStart(&control.id, 1, &clock, DatumGetBool(StatementDatum(0, 2)));
	CallerLeave(&control.caller);
	PG_RETURN_VOID();
}

/*
 * kill_request_context(consumer address, context_id bigint) returns void
 *
 * An open batch goes on to its end; without one the context ends at once.
 */
Datum
market_kill_request_context(PG_FUNCTION_ARGS)
{
	static Statement kill = {
		"UPDATE market.context_progress SET state = 'completed', start_height = NULL,"
		" pause_cause = NULL,"
		" ended_height = CASE WHEN expiry_height IS NULL THEN coalesce(ended_height, $2) END"
		" WHERE context_id = $1",
		2, {INT8OID, INT8OID}
	};
	Control		control;
	Clock		clock;
	Datum		arguments[2];
	bool		ends;

	ControlEnter(fcinfo, &control);
	/* a context of one batch that waits for money could not be ended otherwise */
	if (strcmp(control.state, "paused") != 0)
		ControlRequireRepeated(&control);
	clock = ClockEnter();
	ends = !control.open && strcmp(control.state, "completed") != 0;
	arguments[0] = Int64GetDatum(control.id);
	arguments[1] = Int64GetDatum(clock.height);
	StatementRun(&kill, arguments, NULL);
	ControlNote(&control, "kill_context", &clock);
	if (ends)
		ControlNote(&control, "complete_context", &clock);
	CallerLeave(&control.caller);
	PG_RETURN_VOID();
}

/* What an update gives; what is NULL or 0 is kept. */
typedef struct Change
{
	Address   **providers;
	int			provider_count;
	const Coin *fee_cap;
	int64		timeout;
	int64		frequency;
	int64		total;
	int			threshold;
} Change;

static int64
ChangeNumber(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? 0 : PG_GETARG_INT64(n);
}

/* Take the arguments and check what needs no table, in the original's order. */
static void
ChangeArguments(FunctionCallInfo fcinfo, Change *change)
{
	memset(change, 0, sizeof(Change));
	ContextCheckProviderAccounts(fcinfo, 2);
	if (!PG_ARGISNULL(2) && ARR_NDIM(PG_GETARG_ARRAYTYPE_P(2)) > 0)
		change->providers = ContextProviders(fcinfo, 2, ERRCODE_MARKET_INVALID_PROVIDERS,
											 &change->provider_count);
	if (!PG_ARGISNULL(3) && !NumericIsZero(CoinAmount(PG_GETARG_COIN_PP(3))))
	{
		change->fee_cap = PG_GETARG_COIN_PP(3);
		ContextCheckFeeCap(change->fee_cap);
	}
	change->timeout = ChangeNumber(fcinfo, 4);
	change->frequency = ChangeNumber(fcinfo, 5);
	change->total = ChangeNumber(fcinfo, 6);
	change->threshold = PG_ARGISNULL(7) ? 0 : PG_GETARG_INT32(7);
	if (change->timeout < 0)
		ContextRaiseTimeout(change->timeout);
	if (change->timeout > CONTEXT_BLOCKS_MAX)
		ContextRaiseTimeoutAbove(change->timeout, CONTEXT_BLOCKS_MAX);
	if (change->frequency < 0 || change->frequency > CONTEXT_BLOCKS_MAX ||
		(change->timeout > 0 && change->frequency > 0 && change->frequency < change->timeout))
		ContextRaiseFrequency(change->frequency, change->timeout);
	if (change->total < -1)
		ContextRaiseTotal(change->total, 1);
}

/* Check the change against the context and the parameters. */
static void
ChangeCheck(const Control *control, const Change *change, Funds *fee_cap)
{
	static Statement params = {
		"SELECT base_denom, max_request_timeout FROM market.params", 0
	};
	int64		timeout = change->timeout > 0 ? change->timeout : control->timeout;
	int64		frequency = change->frequency > 0 ? change->frequency : control->frequency;
	int			threshold = change->threshold != 0 ? change->threshold : control->threshold;
	int64		longest;

	if (strcmp(control->state, "completed") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_CONTEXT_COMPLETED),
				 errmsg("request context " INT64_FORMAT " is completed", control->id)));
	if (change->threshold != 0 && control->module == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_THRESHOLD),
				 errmsg("response threshold %d is not valid", change->threshold),
				 errdetail("Only the context of a module has one.")));
	if (threshold < 0 || threshold > (change->provider_count > 0 ? change->provider_count
									  : control->provider_count))
		ContextRaiseThreshold(threshold);
	StatementRun(&params, NULL, NULL);
	longest = DatumGetInt64(StatementDatum(0, 2));
	fee_cap->denom = StatementText(0, 1);
	fee_cap->amount = change->fee_cap == NULL ? NULL
		: ContextFeeCap(change->fee_cap, fee_cap->denom);
	if (change->timeout > longest)
		ContextRaiseTimeoutAbove(change->timeout, longest);
	if (control->repeated && frequency < timeout)
		ContextRaiseFrequency(frequency, timeout);
	if (change->total >= 1 && change->total < control->batch_counter)
		ContextRaiseTotal(change->total, control->batch_counter);
}

/*
 * update_request_context(consumer address, context_id bigint,
 *		providers address[], service_fee_cap coin, timeout bigint,
 *		repeated_frequency bigint, repeated_total bigint,
 *		response_threshold integer) returns void
 *
 * An open batch goes on as it is; a changed timeout moves the date of the next.
 */
Datum
market_update_request_context(PG_FUNCTION_ARGS)
{
	static Statement update = {
		"WITH terms AS ("
		"  UPDATE market.context_terms SET"
		"   providers = coalesce($2::market.address[], providers),"
		"   service_fee_cap = coalesce($3::market.coin, service_fee_cap),"
		"   fee_cap = coalesce($4, fee_cap)"
		"  WHERE id = $1 AND ($2 IS NOT NULL OR $3 IS NOT NULL)"
		") UPDATE market.context_progress SET"
		" timeout = coalesce(nullif($5, 0), timeout),"
		" repeated_frequency = coalesce(nullif($6, 0), repeated_frequency),"
		" repeated_total = coalesce(nullif($7, 0), repeated_total),"
		" response_threshold = coalesce(nullif($8, 0), response_threshold)"
		" WHERE context_id = $1",
		8, {INT8OID, BYTEAARRAYOID, TEXTOID, NUMERICOID, INT8OID, INT8OID, INT8OID, INT4OID}
	};
	Control		control;
	Change		change;
	Clock		clock;
	Funds		fee_cap;
	Datum		arguments[8];
	char		nulls[] = "        ";

	ControlArguments(fcinfo, &control);
	CallerEnter(&control.caller);
	ChangeArguments(fcinfo, &change);
	ControlLock(&control);
	ChangeCheck(&control, &change, &fee_cap);

	clock = ClockEnter();
	arguments[0] = Int64GetDatum(control.id);
	arguments[1] = ContextAddresses(change.providers, change.provider_count);
	nulls[1] = change.providers == NULL ? 'n' : ' ';
	arguments[2] = arguments[3] = (Datum) 0;
	nulls[2] = nulls[3] = 'n';
	if (fee_cap.amount != NULL)
	{
		arguments[2] = CStringGetTextDatum(CoinString(CoinMake(fee_cap.amount, fee_cap.denom)));
		arguments[3] = NumericGetDatum(fee_cap.amount);
		nulls[2] = nulls[3] = ' ';
	}
	arguments[4] = Int64GetDatum(change.timeout);
	arguments[5] = Int64GetDatum(change.frequency);
	arguments[6] = Int64GetDatum(change.total);
	arguments[7] = Int32GetDatum(change.threshold);
	StatementRun(&update, arguments, nulls);
	ControlNote(&control, "update_context", &clock);
	CallerLeave(&control.caller);
	PG_RETURN_VOID();
}
