/*
 * statement.h
 *		SQL statements that are planned once per session and kept.
 *
 * Every statement the market runs is a constant text, with parameters of core
 * types only: a kept plan then holds no OID of ours and survives the extension
 * being dropped and made again.
 */
#ifndef MARKET_STATEMENT_H
#define MARKET_STATEMENT_H

#include "commands/trigger.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "utils/tuplestore.h"

#define STATEMENT_ARGUMENTS_MAX 64

typedef struct Statement
{
	const char *text;			/* schema-qualified, operators included */
	int			argument_count;
	Oid			argument_types[STATEMENT_ARGUMENTS_MAX];
	SPIPlanPtr	plan;			/* NULL until the first run */
} Statement;

/* Is one of these being planned or run? */
extern bool statement_runs;

/*
 * Connect to SPI.  Every StatementRun() stands between this and
 * StatementFinish(), which on an error the server does by itself.
 */
extern void StatementBegin(void);
extern void StatementFinish(void);

/*
 * Pin the search path as the SET of a function does, for a function that pins it
 * only when it has work to do.  Pass the level that it returns to the second; an
 * error ends it too.
 */
extern int	StatementPinPath(void);
extern void StatementUnpinPath(int level);

/* Numbers as a bigint[], for a parameter. */
extern Datum StatementInt64Array(const int64 *numbers, int count);

/* Values of bytea, text or numeric, none of them NULL, as an array of that type. */
extern Datum StatementArray(Datum *elements, int count, Oid type);

/* Let the statements of a trigger read its transition tables. */
extern void StatementTransition(TriggerData *trigger);

/* Let the statements up to StatementFinish() read rows as a table of that name. */
extern void StatementTable(const char *name, TupleDesc columns, Tuplestorestate *rows);

/*
 * Run a statement of a volatile function; its plan is made and kept at the
 * first run.
 *
 * In:	arguments: argument_count datums
 *		nulls: NULL, or a character per argument, 'n' for NULL
 * Returns the number of rows processed.
 *
 * Takes a new snapshot, also for SELECT: the caller's own is older than a lock
 * that was waited for.
 */
extern uint64 StatementRun(Statement *statement, Datum *arguments, const char *nulls);

/* The same for a stable function, which sees what its query sees. */
extern uint64 StatementRead(Statement *statement, Datum *arguments, const char *nulls);

/*
 * The same for a statement that only reads, and reads what is committed now even
 * where the transaction's own snapshot is older.
 */
extern uint64 StatementReadLatest(Statement *statement, Datum *arguments, const char *nulls);

/*
 * A value of the last statement's result, column counted from 1.  Lives until
 * StatementFinish(); copy what must live longer with StatementCopy*().
 */
extern Datum StatementValue(uint64 row, int column, bool *isnull);

/* The same for a column that is never NULL. */
extern Datum StatementDatum(uint64 row, int column);

/* The same, copied into "context". */
extern Datum StatementCopy(uint64 row, int column, MemoryContext context, bool *isnull);

/* The text form of a value, NULL for NULL, in SPI's memory. */
extern char *StatementText(uint64 row, int column);

/*
 * Answer a set-returning function: prepare its tuplestore (call once, outside
 * of StatementBegin), then put all rows of the last statement's result, whose
 * columns are those of the function, into it.
 */
extern ReturnSetInfo *StatementSetBegin(FunctionCallInfo fcinfo);
extern void StatementSetRows(ReturnSetInfo *result);

/* Answer a function that returns a record; values live in the caller's memory. */
extern Datum StatementRecord(FunctionCallInfo fcinfo, Datum *values, bool *nulls);

/* Run a script of several statements, once and without a plan. */
extern void StatementScript(const char *script, const char *name);

#endif							/* MARKET_STATEMENT_H */
