/*
 * recall.h
 *		What a session keeps of rows that hardly ever change, and when it is out of date.
 */
#ifndef MARKET_RECALL_H
#define MARKET_RECALL_H

#include "postgres.h"

/* A table whose rows are kept; its trigger is market.row_changed(). */
typedef struct Recall
{
	const char *table;			/* in the schema market */
	Oid			relation;
	bool		known;			/* is the rest of this up to date? */
	bool		watched;		/* does the trigger fire whatever changes a row? */
	uint64		version;
	struct Recall *next;
} Recall;

/*
 * A number that differs from all before it when a row of the table was changed or
 * deleted, by whomever, as far as it is committed, or done by this transaction.  Ask
 * before reading, keep it with what is read with the latest snapshot, and read again
 * when it differs.  0: nothing says when a row changes, so keep nothing.
 */
extern uint64 RecallVersion(Recall *recall);

#endif							/* MARKET_RECALL_H */
