/*
 * limit.h
 *		What a call of a service must pass before it is looked at: the stop switch,
 *		rate limits, and the list of allowed users.
 *
 * market.service_setting.guarded says whether a service has any of them.
 */
#ifndef MARKET_LIMIT_H
#define MARKET_LIMIT_H

#include "channel/price.h"
#include "type/address.h"

/*
 * Take a call of a service, for a client, out of the token buckets.  Does nothing
 * unless terms->guarded.
 *
 * A bucket holds "burst" calls at most, and is full at first.  Every call takes one
 * out; every block puts rate / rate_limit_blocks back, and nothing else does: within
 * one block a bucket only empties.  When the transaction rolls back, the call is
 * back in the bucket.
 *
 * Errors: MK140 when the service is stopped; MK141 when a bucket is empty, with the
 *		wait in blocks.
 *
 * Waits for a transaction that takes from the same bucket.
 * Source: SingularityNET daemon, rate limit and stop switch; the order is its order.
 */
extern void LimitPass(const Terms *terms, const Address *client);

/*
 * Raise MK142 when only some may call the service, and "user" is none of them.  Does
 * nothing unless terms->guarded.
 * Source: SingularityNET daemon, curation mode.
 */
extern void LimitCheckUser(const Terms *terms, const Address *user);

#endif							/* MARKET_LIMIT_H */
