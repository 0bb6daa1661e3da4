/*
 * clock.h
 *		Time, counted in blocks.
 */
#ifndef MARKET_CLOCK_H
#define MARKET_CLOCK_H

#include "postgres.h"
#include "datatype/timestamp.h"
#include "fmgr.h"

/* The current block. */
typedef struct Clock
{
	int64		height;
	TimestampTz time;
	int64		next;			/* height of the next block, when this one ends; otherwise 0 */
} Clock;

/*
 * Read the block that whatever this transaction writes belongs to: the latest
 * that is committed, even where the transaction's own snapshot is older.
 *
 * The transaction has an id before the clock is read.  Whoever ends blocks can
 * therefore tell when everyone who read a height has ended.
 */
extern Clock ClockEnter(void);

/* The same for a transaction that has its id: it has locked or written rows before. */
extern Clock ClockNow(void);

/* For a StatementReadLatest() that reads the clock itself: what comes before. */
extern void ClockPrepare(void);

/*
 * The block that ends, for a trigger that is fired before the update of
 * market.clock; raises 39P01 elsewhere.  Until the trigger returns, the clock
 * still shows that block to every statement.
 */
extern Clock ClockEnding(FunctionCallInfo fcinfo);

/* The height of the current block, by a statement of its own. */
extern int64 ClockHeight(void);

#endif							/* MARKET_CLOCK_H */
