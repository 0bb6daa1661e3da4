/*
 * announce.h
 *		New work: who tells the providers, and when.
 */
#ifndef MARKET_ANNOUNCE_H
#define MARKET_ANNOUNCE_H

#include "postgres.h"

/*
 * Tell the providers of open requests that a call has made: one notification for
 * each provider.
 *
 * In:	context_ids: the contexts, which have no other open requests
 */
extern void AnnounceRequests(const int64 *context_ids, int count);

/*
 * Note the new requests of all transactions that have ended, and tell each
 * provider once of those that no call has told it of.
 *
 * In:	above: all requests up to this id were looked at before
 *		closed: nobody can make requests with ids up to this one any more
 */
extern void AnnounceBlock(int64 above, int64 closed);

#endif							/* MARKET_ANNOUNCE_H */
