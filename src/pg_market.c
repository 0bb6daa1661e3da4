/*
 * pg_market.c
 *		The face of the library: its magic block.
 */
#include "postgres.h"

#include "core/compat.h"

MARKET_MODULE_MAGIC("pg_market", "0.1.0");
