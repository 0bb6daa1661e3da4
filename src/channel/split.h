/*
 * split.h
 *		Shares of what a recipient claims that go to others.
 */
#ifndef MARKET_SPLIT_H
#define MARKET_SPLIT_H

#include "channel/channel.h"

/*
 * Collect the movements that pass on the shares of a claim of "amount" from a channel's
 * recipient to its beneficiaries, rounded down; the recipient keeps the rest.  Reads the
 * shares once for all claims of one recipient in a change.
 */
extern void SplitClaim(ChannelChange *change, const Channel *channel, Numeric amount);

#endif							/* MARKET_SPLIT_H */
