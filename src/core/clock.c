/*
 * clock.c
 *		Time, counted in blocks.
 *
 * No rule of the market reads the wall clock.  Blocks advance only here, so
 * that a stopped scheduler harms nobody.  What is due at the end of a block
 * hangs on the UPDATE of the clock as triggers.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/clock.h"
#include "core/lock.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "storage/latch.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

PG_FUNCTION_INFO_V1(market_height);
PG_FUNCTION_INFO_V1(market_block_time);
PG_FUNCTION_INFO_V1(market_end_block);
PG_FUNCTION_INFO_V1(market_run_blocks);
PG_FUNCTION_INFO_V1(market_clock_advance);

/* far beyond any use, so that sums of heights do not overflow */
#define CLOCK_HEIGHT_MAX (INT64CONST(1) << 62)

static Statement clock_row = {
	"SELECT height, block_time FROM market.clock", 0
};

int64
ClockHeight(void)
{
	StatementRead(&clock_row, NULL, NULL);
	return DatumGetInt64(StatementDatum(0, 1));
}

void
ClockPrepare(void)
{
	PreventCommandIfReadOnly("a change of the market");
	(void) GetCurrentTransactionId();
}

Clock
ClockNow(void)
{
	Clock		clock;

	StatementReadLatest(&clock_row, NULL, NULL);
	clock.height = DatumGetInt64(StatementDatum(0, 1));
	clock.time = DatumGetTimestampTz(StatementDatum(0, 2));
	clock.next = 0;
	return clock;
}

Clock
ClockEnter(void)
{
	ClockPrepare();
	return ClockNow();
}

/* Read one column of the clock for a function of its own. */
static Datum
ClockRead(int column)
{
	Caller		caller;
	Datum		value;

	CallerEnter(&caller);
	StatementRead(&clock_row, NULL, NULL);
	value = StatementDatum(0, column);
	CallerLeave(&caller);
	return value;
}

/*
 * height() returns bigint
 */
Datum
market_height(PG_FUNCTION_ARGS)
{
	return ClockRead(1);
}

/*
 * block_time() returns timestamptz
 */
Datum
market_block_time(PG_FUNCTION_ARGS)
{
	return ClockRead(2);
}

/*
 * end_block(block_time timestamptz, next_height bigint) returns bigint
 */
Datum
market_end_block(PG_FUNCTION_ARGS)
{
	static Statement advance = {
		"UPDATE market.clock SET height = coalesce($2, height + 1),"
		" block_time = greatest(block_time, $1)"
		" WHERE $2 IS NULL OR $2 > height RETURNING height",
		2, {TIMESTAMPTZOID, INT8OID}
	};
	char		nulls[] = {' ', PG_ARGISNULL(1) ? 'n' : ' '};
	Datum		arguments[] = {PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)};
	Caller		caller;
	int64		height;

	ArgumentRequire(fcinfo, 0, "block_time");
	if (TIMESTAMP_NOT_FINITE(PG_GETARG_TIMESTAMPTZ(0)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"block_time\" must be finite")));

	if (!PG_ARGISNULL(1) && PG_GETARG_INT64(1) > CLOCK_HEIGHT_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"next_height\" must be at most " INT64_FORMAT,
						CLOCK_HEIGHT_MAX)));

	CallerEnter(&caller);
	CallerRequireRole(&caller, ROLE_OPERATOR);
	MarketLockTake(LOCK_END_BLOCK);
	if (StatementRun(&advance, arguments, nulls) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"next_height\" must be above the current height"),
				 errdetail("The current height is " INT64_FORMAT ".", ClockHeight())));
	height = DatumGetInt64(StatementDatum(0, 1));
	CallerLeave(&caller);
	PG_RETURN_INT64(height);
}

/* Wait for an interval, open to cancellation. */
static void
ClockSleep(TimestampTz until)
{
	for (;;)
	{
		long		rest = TimestampDifferenceMilliseconds(GetCurrentTimestamp(), until);

		CHECK_FOR_INTERRUPTS();
		if (rest <= 0)
			return;
		(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
						 rest, PG_WAIT_EXTENSION);
		ResetLatch(MyLatch);
	}
}

/* The length of an interval in microseconds, 0 to a day. */
static int64
ClockPeriod(const Interval *every)
{
	if (every->month != 0 || every->day < 0 || every->day > 1 || every->time < 0 ||
		every->day * USECS_PER_DAY + every->time > USECS_PER_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"every\" must be an interval from 0 to a day")));
	return every->day * USECS_PER_DAY + every->time;
}

/* End blocks, one per period, each in a transaction of its own. */
static void
ClockRun(int count, int64 period)
{
	TimestampTz next = GetCurrentTimestamp();
	int			i;

	if (SPI_connect_ext(SPI_OPT_NONATOMIC) != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect_ext failed");
	for (i = 0; i < count; i++)
	{
		if (i > 0)
			ClockSleep(next);
		next = TimestampTzPlusMilliseconds(next, period / 1000);
		StatementScript("SELECT market.end_block()", "end_block");
		SPI_commit();
	}
	StatementFinish();
}

/*
 * run_blocks(count integer, every interval): end blocks, a transaction each.
 *
 * While one session runs blocks, another's call does nothing, so that two
 * schedulers do not make time pass twice as fast.  The lock is the session's,
 * because it outlives each block's transaction.
 */
Datum
market_run_blocks(PG_FUNCTION_ARGS)
{
	CallContext *context = (CallContext *) fcinfo->context;
	int32		count;
	int64		period;

	ArgumentRequire(fcinfo, 0, "count");
	ArgumentRequire(fcinfo, 1, "every");
	count = PG_GETARG_INT32(0);
	period = ClockPeriod(PG_GETARG_INTERVAL_P(1));
	if (count < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"count\" must be at least 1")));
	if (context == NULL || !IsA(context, CallContext) || context->atomic)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TRANSACTION_TERMINATION),
				 errmsg("run_blocks cannot run inside a transaction block"),
				 errhint("It commits after every block: CALL it on its own.")));

	if (!MarketLockTrySession(LOCK_RUN_BLOCKS))
	{
		ereport(NOTICE, (errmsg("another session runs blocks, nothing was done")));
		PG_RETURN_VOID();
	}
	PG_TRY();
	{
		ClockRun(count, period);
	}
	PG_FINALLY();
	{
		MarketLockReleaseSession();
	}
	PG_END_TRY();
	PG_RETURN_VOID();
}

/* Has a table the columns of market.clock, which the trigger reads by number? */
static bool
ClockIsTable(TupleDesc columns)
{
	return columns->natts >= 3 && TupleDescAttr(columns, 1)->atttypid == INT8OID &&
		TupleDescAttr(columns, 2)->atttypid == TIMESTAMPTZOID;
}

Clock
ClockEnding(FunctionCallInfo fcinfo)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	columns;
	Clock		clock;
	bool		isnull[2];

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ||
		!ClockIsTable(RelationGetDescr(trigger->tg_relation)))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("%s must be fired before the update of a row of market.clock",
						get_func_name(fcinfo->flinfo->fn_oid))));

	columns = RelationGetDescr(trigger->tg_relation);
	clock.height = DatumGetInt64(heap_getattr(trigger->tg_trigtuple, 2, columns, &isnull[0]));
	clock.next = DatumGetInt64(heap_getattr(trigger->tg_newtuple, 2, columns, &isnull[0]));
	clock.time = DatumGetTimestampTz(heap_getattr(trigger->tg_trigtuple, 3, columns,
												  &isnull[1]));
	return clock;
}

/*
 * clock_advance() returns trigger: whatever changes the clock, blocks only
 * advance and time never runs backwards
 */
Datum
market_clock_advance(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Clock		old = ClockEnding(fcinfo);
	TupleDesc	columns = RelationGetDescr(trigger->tg_relation);
	bool		isnull[2];
	int64		height;
	TimestampTz time;

	height = DatumGetInt64(heap_getattr(trigger->tg_newtuple, 2, columns, &isnull[0]));
	time = DatumGetTimestampTz(heap_getattr(trigger->tg_newtuple, 3, columns, &isnull[1]));
	if (height <= old.height || time < old.time)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the clock only advances")));
	return PointerGetDatum(trigger->tg_newtuple);
}
