/*
 * lock.h
 *		Locks against doing one thing twice at a time.
 *
 * They are not advisory locks, which any role of the database can hold for as
 * long as it likes.
 */
#ifndef MARKET_LOCK_H
#define MARKET_LOCK_H

#include "postgres.h"

typedef enum MarketLock
{
	LOCK_INSTALL = 1, LOCK_END_BLOCK, LOCK_RUN_BLOCKS, LOCK_TOKEN
} MarketLock;

/* The first of many locks of one kind, one of which stands for a key. */
#define LOCK_CLAIM_RULES	1024
#define LOCK_CLAIM_RULES_COUNT	32768
#define LOCK_SUPPLY			33792
#define LOCK_SUPPLY_COUNT	1024

/*
 * Take the lock that stands for a key, such as a hash: two keys may share one.
 * Exclusive waits; shared does not, and returns false when somebody has or wants it
 * exclusively.  Both keep it until the end of the transaction.
 */
extern void MarketLockTakeKey(int first, int count, uint32 key);
extern bool MarketLockTryKeyShared(int first, int count, uint32 key);

/* Wait for a lock and keep it until the end of the transaction; 25006 on a standby. */
extern void MarketLockTake(MarketLock lock);

/*
 * Take a lock for the session, over transactions, unless somebody else has it;
 * and give it back.  A session has one at a time.
 */
extern bool MarketLockTrySession(MarketLock lock);
extern void MarketLockReleaseSession(void);

#endif							/* MARKET_LOCK_H */
