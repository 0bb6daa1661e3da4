/*
 * usage_month.c
 *		The partitions of market.usage: one per month, by the time of the block.
 *
 * Months are those of UTC.  The first block of a month makes its partition, so
 * that every block has one; old ones are emptied by prune_usage().
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/statement.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_make_usage_month);
PG_FUNCTION_INFO_V1(market_usage_next_month);
PG_FUNCTION_INFO_V1(market_prune_usage);

/* A month, counted from the year 0. */
static int
UsageMonth(TimestampTz time)
{
	struct pg_tm fields;
	fsec_t		fraction;

	/* a clock's time is finite */
	if (timestamp2tm(time, NULL, &fields, &fraction, NULL, NULL) != 0)
		elog(ERROR, "timestamp out of range");
	return fields.tm_year * MONTHS_PER_YEAR + fields.tm_mon - 1;
}

static char *
UsageMonthName(int month)
{
	return psprintf("usage_%04d_%02d", month / MONTHS_PER_YEAR, month % MONTHS_PER_YEAR + 1);
}

/* The first moment of a month as a bound of a partition. */
static char *
UsageMonthBound(int month)
{
	/* no month begins after the last moment there is */
	if (month > UsageMonth(END_TIMESTAMP - 1))
		return pstrdup("MAXVALUE");
	return psprintf("'%04d-%02d-01 00:00:00+00'", month / MONTHS_PER_YEAR,
					month % MONTHS_PER_YEAR + 1);
}

/*
 * Make the partition of a month unless it is there.  It is attached afterwards,
 * which no payment waits for; CREATE TABLE … PARTITION OF would lock them out.
 */
static void
UsageMakeMonth(int month)
{
	char	   *name = UsageMonthName(month);

	if (OidIsValid(get_relname_relid(name, get_namespace_oid("market", false))))
		return;
	StatementScript(psprintf("CREATE TABLE market.%s"
							 " (LIKE market.usage INCLUDING DEFAULTS INCLUDING COMMENTS);"
							 "COMMENT ON TABLE market.%s IS 'calls of one month';"
							 "ALTER TABLE market.usage ATTACH PARTITION market.%s"
							 " FOR VALUES FROM (%s) TO (%s);",
							 name, name, name, UsageMonthBound(month),
							 UsageMonthBound(month + 1)), name);
}

/*
 * make_usage_month(): the partition of the current block's month
 */
Datum
market_make_usage_month(PG_FUNCTION_ARGS)
{
	static Statement now = {"SELECT block_time FROM market.clock", 0};
	Caller		caller;

	CallerEnter(&caller);
	StatementRun(&now, NULL, NULL);
	UsageMakeMonth(UsageMonth(DatumGetTimestampTz(StatementDatum(0, 1))));
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * usage_next_month() returns trigger: a block of a new month makes its partition
 */
Datum
market_usage_next_month(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	columns;
	Caller		caller;
	bool		isnull;
	int			before;
	int			after;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ||
		strcmp(RelationGetRelationName(trigger->tg_relation), "clock") != 0 ||
		RelationGetNamespace(trigger->tg_relation) != get_namespace_oid("market", false))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("usage_next_month must be fired after a row of market.clock is updated")));

	columns = RelationGetDescr(trigger->tg_relation);
	before = UsageMonth(DatumGetTimestampTz(heap_getattr(trigger->tg_trigtuple, 3, columns,
														 &isnull)));
	after = UsageMonth(DatumGetTimestampTz(heap_getattr(trigger->tg_newtuple, 3, columns,
														&isnull)));
	if (after != before)
	{
		CallerEnter(&caller);
		UsageMakeMonth(after);
		CallerLeave(&caller);
	}
	return PointerGetDatum(NULL);
}

/*
 * Empty a month, and remove its partition when nobody uses the table: that takes
 * a lock which calls would wait for, so that it is not waited for either.  An
 * empty partition costs nothing, and the next prune removes it.
 */
static void
UsageDropMonth(Oid usage, const char *name)
{
	StatementScript(psprintf("TRUNCATE market.%s", name), name);
	if (ConditionalLockRelationOid(usage, AccessExclusiveLock))
		StatementScript(psprintf("DROP TABLE market.%s", name), name);
}

/*
 * prune_usage(before timestamptz) returns integer: the months emptied
 */
Datum
market_prune_usage(PG_FUNCTION_ARGS)
{
	/* the current month stays; the names are those of UsageMonthName() */
	static Statement months = {
		"SELECT c.relname::text, pg_catalog.pg_relation_size(c.oid) > 0"
		" FROM pg_catalog.pg_inherits AS i"
		" JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid"
		" CROSS JOIN pg_catalog.split_part(c.relname, '_', 2) AS year"
		" CROSS JOIN pg_catalog.split_part(c.relname, '_', 3) AS month"
		" WHERE i.inhparent = 'market.usage'::pg_catalog.regclass"
		" AND pg_catalog.make_timestamp(year::integer + month::integer / 12,"
		"  month::integer % 12 + 1, 1, 0, 0, 0) AT TIME ZONE 'UTC'"
		"  <= least($1, (SELECT block_time FROM market.clock))"
		" ORDER BY c.relname",
		1, {TIMESTAMPTZOID}
	};
	Datum		arguments[] = {PG_GETARG_DATUM(0)};
	Oid			usage;
	Caller		caller;
	char	  **names;
	int32		emptied = 0;
	int			count;
	int			i;

	ArgumentRequire(fcinfo, 0, "before");
	CallerEnter(&caller);
	CallerRequireRole(&caller, ROLE_OPERATOR);
	usage = get_relname_relid("usage", get_namespace_oid("market", false));
	count = (int) StatementRun(&months, arguments, NULL);
	names = palloc(Max(count, 1) * sizeof(char *));
	for (i = 0; i < count; i++)
	{
		names[i] = TextDatumGetCString(StatementDatum(i, 1));
		emptied += DatumGetBool(StatementDatum(i, 2)) ? 1 : 0;
	}
	for (i = 0; i < count; i++)
		UsageDropMonth(usage, names[i]);
	CallerLeave(&caller);
	PG_RETURN_INT32(emptied);
}
