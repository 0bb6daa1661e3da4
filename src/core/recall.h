/*
 * recall.h
 *		What a session keeps of rows that hardly ever change, and when it is out of date.
 */
#ifndef MARKET_RECALL_H
#define MARKET_RECALL_H

#include "postgres.h"
#include "utils/hsearch.h"

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

/* What is kept of several rows of a table, by keys: all is forgotten when one changes. */
typedef struct RecallRows
{
	Recall		table;
	Size		key_size;		/* an entry begins with its key, of which every byte counts */
	Size		entry_size;
	uint64		version;		/* of the table; 0: nothing may be kept */
	HTAB	   *entries;
	MemoryContext context;
} RecallRows;

/* The entry of a key, or NULL: then the row is read, with the latest snapshot. */
extern void *RecallFindRow(RecallRows *rows, const void *key);

/*
 * Room for one more entry: the memory for what it points to, or NULL when the row that was
 * read may not be kept.  Then enter it, and fill in what follows the key.
 */
extern MemoryContext RecallRoom(RecallRows *rows);
extern void *RecallEnterRow(RecallRows *rows, const void *key);

#endif							/* MARKET_RECALL_H */
