/*
 * pg_market.c
 *		The face of the library: its magic block, its setting, and its hook.
 */
#include "postgres.h"

#include <limits.h>

#include "utils/guc.h"

#include "core/compat.h"
#include "jsonschema/schema.h"
#include "planning.h"

MARKET_MODULE_MAGIC("pg_market", "0.2.0");

extern void _PG_init(void);

void
_PG_init(void)
{
	DefineCustomIntVariable("pg_market.schema_cache_size",
							"Sets how much memory a session keeps for compiled JSON Schemas.",
							"Schemas that statements are using stay beyond it.",
							&schema_cache_size, 32 * 1024, 64, MAX_KILOBYTES,
							PGC_USERSET, GUC_UNIT_KB, NULL, NULL, NULL);
	MarkGUCPrefixReserved("pg_market");
	PlanningInstall();
}
