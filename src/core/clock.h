/*
 * clock.h
 *		Time, counted in blocks.
 */
#ifndef MARKET_CLOCK_H
#define MARKET_CLOCK_H

#include "postgres.h"

/* The height of the current block, by a statement of its own. */
extern int64 ClockHeight(void);

#endif							/* MARKET_CLOCK_H */
