/*
 * supply.h
 *		The bound of all money of a token.
 */
#ifndef MARKET_SUPPLY_H
#define MARKET_SUPPLY_H

#include "utils/numeric.h"

/*
 * Check that money may come in: all of a token is at most 2^256 - 1 minor units.
 * Whatever moves later then fits wherever it goes, also what must not fail, such
 * as a refund at the end of a block.
 *
 * Errors: 22003.
 */
extern void SupplyRequireRoom(const char *denom, Numeric amount);

#endif							/* MARKET_SUPPLY_H */
