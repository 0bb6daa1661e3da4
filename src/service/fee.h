/*
 * fee.h
 *		Fees: from the rows of answered requests to those who earned them.
 */
#ifndef MARKET_FEE_H
#define MARKET_FEE_H

#include "postgres.h"

/*
 * Settle answers of the blocks after "above" and up to "height", at most
 * "limit" of them, except those that another transaction is settling: earnings
 * and taxes to where they belong, with their journal rows; the requests into
 * history.
 *
 * Returns the last block up to which all answers are settled, at most "closed".
 */
extern int64 FeeSettleBlock(int64 above, int64 height, int64 closed, int64 limit);

#endif							/* MARKET_FEE_H */
