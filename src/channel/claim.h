/*
 * claim.h
 *		Claims of everything that is signed for, on one channel or many.
 */
#ifndef MARKET_CLAIM_H
#define MARKET_CLAIM_H

#include "channel/channel.h"

/* Is there anything on a locked channel that ClaimAll() would settle now? */
extern bool ClaimIsDue(const Channel *channel);

/*
 * Collect: settle what is pending on a locked channel, in order, then what is
 * authorized.  Needs the pending claims; returns what is paid.
 */
extern Numeric ClaimAll(ChannelChange *change, Channel *channel);

/*
 * Settle everything on locked channels that have something to settle, and write it.
 *
 * Out:	change: has only those channels
 * Returns what each of them paid, in their order.
 */
extern Numeric *ClaimAllOf(ChannelChange *change);

#endif							/* MARKET_CLAIM_H */
