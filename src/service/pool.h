/*
 * pool.h
 *		Money of the service wing that is nobody's.
 */
#ifndef MARKET_POOL_H
#define MARKET_POOL_H

#include "postgres.h"
#include "type/address.h"

typedef enum Pool
{
	POOL_COMMUNITY,				/* taxes */
	POOL_FEE_COLLECTOR,			/* slashed deposits that are collected */
	POOL_NOBODY					/* slashed deposits that are burned: the zero address */
} Pool;

/* The account of a pool; lives for ever. */
extern const Address *PoolAccount(Pool pool);

/* Put the shares of each pool together. */
extern void PoolGather(void);

#endif							/* MARKET_POOL_H */
