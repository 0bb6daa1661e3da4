/*
 * batch.h
 *		Batches: the requests that a context makes at one time.
 */
#ifndef MARKET_BATCH_H
#define MARKET_BATCH_H

#include "postgres.h"
#include "core/clock.h"

/*
 * Start the next batch of contexts, one after the other in the order given:
 * choose providers, take the fees from the consumers, make the requests.
 *
 * In:	context_ids: running contexts, each once, locked by the caller
 *		clock: the block that the batches belong to
 *		notify: are the providers told now, rather than at the end of the block?
 *			For contexts that have no other open requests
 *
 * A context that nobody is eligible for spends an empty batch; one without
 * money or without an exchange rate is paused.  Locks balances, as the last
 * rows.
 * Source: IRIS service module, abci.go, newRequestBatch; the consumer pays the
 * fees of the requests and no more.
 */
extern void BatchStart(const int64 *context_ids, int count, const Clock *clock, bool notify);

#endif							/* MARKET_BATCH_H */
