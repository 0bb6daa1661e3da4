/*
 * expiry.h
 *		Time-outs: what a batch and its requests come to at the end of their time.
 */
#ifndef MARKET_EXPIRY_H
#define MARKET_EXPIRY_H

#include "postgres.h"
#include "core/clock.h"

/*
 * Money of requests that expired, which are rows of the transition table
 * "ended" with the state expired: give the fees back, slash the bindings, and
 * move the requests into history.
 *
 * Each missed request costs its binding a part of the deposit that the one
 * before has left.  Locks bindings, then balances.
 * Source: IRIS service module, abci.go, and keeper/binding.go, Slash.
 */
extern void ExpirySettle(void);

/*
 * Expire the batches of contexts at the end of a block: their requests, then the
 * contexts, which complete or wait for their next batch, then the money.
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
