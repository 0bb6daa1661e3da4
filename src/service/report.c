/*
 * report.c
 *		What reports by day need: the days of blocks.
 */
#include "postgres.h"

#include "commands/trigger.h"
#include "core/statement.h"

PG_FUNCTION_INFO_V1(market_clock_day);

/*
 * clock_day() returns trigger: the first block of a day is noted
 */
Datum
market_clock_day(PG_FUNCTION_ARGS)
{
	static Statement note = {
		"INSERT INTO market.block_day (day, first_height)"
		" SELECT (k.block_time AT TIME ZONE 'UTC')::pg_catalog.date, k.height"
		" FROM market.clock AS k WHERE NOT EXISTS (SELECT FROM market.block_day AS d"
		"  WHERE d.day = (k.block_time AT TIME ZONE 'UTC')::pg_catalog.date)", 0
	};
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("clock_day must be fired after the update of market.clock")));
	StatementBegin();
	StatementRun(&note, NULL, NULL);
	StatementFinish();
	return PointerGetDatum(NULL);
}
