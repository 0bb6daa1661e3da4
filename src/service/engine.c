/*
 * engine.c
 *		The end of a block: what expires, what starts, what is settled.
 *
 * Work that is due is found by index ranges between the height up to which all
 * is done and the height that ends.  The lower end follows once no transaction
 * is left that may still write below it: what is found does not depend on how
 * much there is or was, nor on how long somebody holds an old snapshot.
 */
#include "postgres.h"

#include "access/transam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "core/clock.h"
#include "core/statement.h"
#include "service/announce.h"
#include "service/batch.h"
#include "service/expiry.h"
#include "service/fee.h"
#include "service/pool.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/xid8.h"

PG_FUNCTION_INFO_V1(market_clock_expire);
PG_FUNCTION_INFO_V1(market_clock_start);
PG_FUNCTION_INFO_V1(market_clock_settle);
PG_FUNCTION_INFO_V1(market_clock_announce);

/* contexts whose batches are started as one set */
#define ENGINE_CHUNK 100000

/* How far the work is done; columns of market.engine. */
enum
{
	ENGINE_EXPIRED = 1, ENGINE_STARTED, ENGINE_SETTLED, ENGINE_ANNOUNCED
};

typedef struct Engine
{
	int64		through;		/* of the column asked for */
	int64		limit;			/* items of this kind that the block may work on */
	int64		closed;			/* nobody can write into blocks up to here; -1: unknown */
	int64		closed_request; /* nor make requests with ids up to here */
} Engine;

static void
EngineRead(int column, Engine *engine)
{
	static Statement read = {
		"SELECT e.expired_through, e.started_through, e.settled_through, e.announced_through,"
		"  p.max_work_per_block, coalesce(m.height, -1), coalesce(m.last_request, -1)"
		" FROM market.engine AS e CROSS JOIN market.params AS p"
		" LEFT JOIN LATERAL (SELECT height, last_request FROM market.engine_mark"
		"  WHERE horizon <= pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())"
		"  ORDER BY height DESC LIMIT 1) AS m ON true", 0
	};

	StatementRun(&read, NULL, NULL);
	engine->through = DatumGetInt64(StatementDatum(0, column));
	engine->limit = DatumGetInt64(StatementDatum(0, 5));
	engine->closed = DatumGetInt64(StatementDatum(0, 6));
	engine->closed_request = DatumGetInt64(StatementDatum(0, 7));
}

/* Remember how far work is done; it never goes back. */
static void
EngineAdvance(int column, int64 through)
{
	static Statement advance = {
		"UPDATE market.engine SET"
		" expired_through = CASE $1 WHEN 1 THEN $2 ELSE expired_through END,"
		" started_through = CASE $1 WHEN 2 THEN $2 ELSE started_through END,"
		" settled_through = CASE $1 WHEN 3 THEN $2 ELSE settled_through END"
		" WHERE $2 > CASE $1 WHEN 1 THEN expired_through WHEN 2 THEN started_through"
		"  ELSE settled_through END",
		2, {INT4OID, INT8OID}
	};
	Datum		arguments[] = {Int32GetDatum(column), Int64GetDatum(through)};

	StatementRun(&advance, arguments, NULL);
}

/*
 * Remember up to where nothing is left that is due: "left" finds it, where the limit
 * may have left something.
 */
static void
EngineClose(int column, Statement *left, const Engine *engine, const Clock *clock, bool limited)
{
	Datum		arguments[] = {Int64GetDatum(engine->through), Int64GetDatum(clock->height)};
	int64		through = clock->height;

	if (limited && StatementRun(left, arguments, NULL) > 0)
		through = DatumGetInt64(StatementDatum(0, 1)) - 1;
	EngineAdvance(column, Min(through, engine->closed));
}

static int64 *
EngineIds(uint64 rows)
{
	int64	   *ids = palloc(Max(rows, 1) * sizeof(int64));
	uint64		row;

	for (row = 0; row < rows; row++)
		ids[row] = DatumGetInt64(StatementDatum(row, 1));
	return ids;
}

/*
 * Lock the contexts that a batch is due for, before any balance is locked.  One
 * that another transaction has keeps the block waiting here.
 */
static void
EngineLockStarts(const Engine *engine, const Clock *clock)
{
	static Statement lock = {
		"SELECT FROM market.context_progress WHERE start_height > $1 AND start_height <= $2"
		" ORDER BY start_height, context_id LIMIT $3 FOR NO KEY UPDATE",
		3, {INT8OID, INT8OID, INT8OID}
	};
	Datum		arguments[] = {
		Int64GetDatum(engine->through), Int64GetDatum(clock->height),
		Int64GetDatum(engine->limit)
	};

	StatementRun(&lock, arguments, NULL);
}

/*
 * clock_expire() returns trigger: batches whose time is over, with their
 * requests
 */
Datum
market_clock_expire(PG_FUNCTION_ARGS)
{
	static Statement due = {
		"SELECT context_id FROM market.context_progress"
		" WHERE due_height > $1 AND due_height <= $2 AND expiry_height IS NOT NULL"
		" ORDER BY due_height, context_id LIMIT $3",
		3, {INT8OID, INT8OID, INT8OID}
	};
	static Statement left = {
		"SELECT due_height FROM market.context_progress"
		" WHERE due_height > $1 AND due_height <= $2 AND expiry_height IS NOT NULL"
		" ORDER BY due_height LIMIT 1",
		2, {INT8OID, INT8OID}
	};
	Clock		clock = ClockEnding(fcinfo);
	Engine		engine;
	Engine		starts;
	Datum		arguments[3];
	uint64		rows;

	StatementBegin();
	EngineRead(ENGINE_EXPIRED, &engine);
	EngineRead(ENGINE_STARTED, &starts);
	EngineLockStarts(&starts, &clock);
	arguments[0] = Int64GetDatum(engine.through);
	arguments[1] = Int64GetDatum(clock.height);
	arguments[2] = Int64GetDatum(engine.limit);
	rows = StatementRun(&due, arguments, NULL);
	if (rows > 0)
		ExpiryRun(EngineIds(rows), rows, &clock, starts.through);
	EngineClose(ENGINE_EXPIRED, &left, &engine, &clock, rows == engine.limit);
	StatementFinish();
	return PointerGetDatum(((TriggerData *) fcinfo->context)->tg_newtuple);
}

/* Start the batches of running contexts, and forget those of the others. */
static void
EngineStart(uint64 rows, const Clock *clock, int64 started_through)
{
	static Statement forget = {
		"UPDATE market.context_progress SET start_height = NULL WHERE context_id = ANY ($1)",
		1, {INT8ARRAYOID}
	};
	int64	   *running = palloc(Max(rows, 1) * sizeof(int64));
	int64	   *others = palloc(Max(rows, 1) * sizeof(int64));
	int			count[] = {0, 0};
	Datum		arguments[1];
	uint64		row;

	for (row = 0; row < rows; row++)
	{
		int64		id = DatumGetInt64(StatementDatum(row, 1));

		if (DatumGetBool(StatementDatum(row, 3)))
			running[count[0]++] = id;
		else
			others[count[1]++] = id;
	}
	if (count[1] > 0)
	{
		arguments[0] = StatementInt64Array(others, count[1]);
		StatementRun(&forget, arguments, NULL);
	}
	if (count[0] == 0)
		return;
	ExpiryLockDue(clock, started_through);
	BatchStart(running, count[0], clock, false);
}

/*
 * clock_start() returns trigger: new batches that are due, after what has
 * expired has set money free
 *
 * What became due only a moment ago, and is locked already, waits for the next
 * block.
 */
Datum
market_clock_start(PG_FUNCTION_ARGS)
{
	static Statement due = {
		"SELECT context_id, start_height, state = 'running' FROM market.context_progress"
		" WHERE start_height > $1 AND start_height <= $2"
		" ORDER BY start_height, context_id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED",
		3, {INT8OID, INT8OID, INT8OID}
	};
	static Statement left = {
		"SELECT start_height FROM market.context_progress"
		" WHERE start_height > $1 AND start_height <= $2 ORDER BY start_height LIMIT 1",
		2, {INT8OID, INT8OID}
	};
	Clock		clock = ClockEnding(fcinfo);
	Engine		engine;
	int64		done = 0;
	int64		chunk;
	uint64		rows;

	StatementBegin();
	EngineRead(ENGINE_STARTED, &engine);
	do
	{
		Datum		arguments[] = {
			Int64GetDatum(engine.through), Int64GetDatum(clock.height),
			Int64GetDatum(chunk = Min(ENGINE_CHUNK, engine.limit - done))
		};

		rows = StatementRun(&due, arguments, NULL);
		if (rows > 0)
			EngineStart(rows, &clock, engine.through);
		done += rows;
	} while (rows > 0 && rows == chunk && done < engine.limit);
	EngineClose(ENGINE_STARTED, &left, &engine, &clock, true);
	StatementFinish();
	return PointerGetDatum(((TriggerData *) fcinfo->context)->tg_newtuple);
}

/*
 * Mark the blocks before this one: whoever read one of their heights has an id
 * below the next one now.  Older marks than one that is closed tell nothing.
 */
static void
EngineMark(const Clock *clock, int64 closed)
{
	static Statement forget = {
		"DELETE FROM market.engine_mark WHERE height < $1 OR height >= $2",
		2, {INT8OID, INT8OID}
	};
	static Statement last_request = {
		"SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END"
		" FROM market.request_id_seq", 0
	};
	static Statement mark = {
		"INSERT INTO market.engine_mark (height, horizon, last_request) VALUES ($1, $2, $3)",
		3, {INT8OID, XID8OID, INT8OID}
	};
	Datum		bounds[] = {Int64GetDatum(closed), Int64GetDatum(clock->height - 1)};
	Datum		arguments[3];

	StatementRun(&forget, bounds, NULL);
	/* the request first: who made it has an id already */
	StatementRun(&last_request, NULL, NULL);
	arguments[0] = Int64GetDatum(clock->height - 1);
	arguments[1] = FullTransactionIdGetDatum(ReadNextFullTransactionId());
	arguments[2] = StatementDatum(0, 1);
	StatementRun(&mark, arguments, NULL);
}

/*
 * clock_settle() returns trigger: answers are settled
 *
 * This comes first and locks no balance: whoever withdraws has its fees first,
 * then its balance.
 */
Datum
market_clock_settle(PG_FUNCTION_ARGS)
{
	Clock		clock = ClockEnding(fcinfo);
	Engine		engine;

	StatementBegin();
	EngineRead(ENGINE_SETTLED, &engine);
	EngineAdvance(ENGINE_SETTLED, FeeSettleBlock(engine.through, clock.height, engine.closed,
												 engine.limit));
	StatementFinish();
	return PointerGetDatum(((TriggerData *) fcinfo->context)->tg_newtuple);
}

/*
 * clock_announce() returns trigger: providers are told of new work
 */
Datum
market_clock_announce(PG_FUNCTION_ARGS)
{
	Clock		clock = ClockEnding(fcinfo);
	Engine		engine;

	StatementBegin();
	PoolGather();
	EngineRead(ENGINE_ANNOUNCED, &engine);
	AnnounceBlock(engine.through, engine.closed_request);
	EngineMark(&clock, engine.closed);
	StatementFinish();
	return PointerGetDatum(((TriggerData *) fcinfo->context)->tg_newtuple);
}
