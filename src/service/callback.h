/*
 * callback.h
 *		What the modules that own contexts are told.
 */
#ifndef MARKET_CALLBACK_H
#define MARKET_CALLBACK_H

#include "postgres.h"

/*
 * The current batches of these contexts, which modules own, are complete; or
 * the contexts were paused for a cause.  Both are called when the rows of the
 * contexts and the responses of the batches are written.
 */
extern void CallbackQueueResponse(const int64 *context_ids, int count);
extern void CallbackQueueState(const int64 *context_ids, int count, const char *cause);

#endif							/* MARKET_CALLBACK_H */
