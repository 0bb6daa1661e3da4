/*
 * expiry.h
 *		Time-outs: what a batch and its requests come to at the end of their time.
 */
#ifndef MARKET_EXPIRY_H
#define MARKET_EXPIRY_H

#include "postgres.h"
#include "core/clock.h"

/*
 * Expire the batches of contexts at the end of a block: their pending requests are
 * deleted, and the trigger that this fires completes the contexts or lets them wait for
 * their next batch, gives the fees back, slashes the bindings, and writes history.
 *
 * In:	started_through: up to where no new batch is due
 * Locks requests, contexts, bindings, balances: also those that ExpiryLockDue() locks.
 */
extern void ExpiryRun(const int64 *context_ids, int count, const Clock *clock,
					  int64 started_through);

/*
 * Lock all balances that the rest of the end of the block changes, in one order: those
 * that batches which are due may be paid from, and those that rules pay to.  For a
 * block in which ExpiryRun() has not done it; it may have.
 *
 * In:	started_through: up to where no new batch is due
 */
extern void ExpiryLockDue(const Clock *clock, int64 started_through);

#endif							/* MARKET_EXPIRY_H */
