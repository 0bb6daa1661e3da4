/*
 * event.c
 *		What happened in the service wing, for whoever follows it.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/statement.h"
#include "service/event.h"
#include "utils/builtins.h"

void
EventNote(const char *event, const char *service_name, const Address *provider,
		  const Address *account)
{
	static Statement note = {
		"INSERT INTO market.service_event"
		" (height, block_time, event, service_name, provider, account)"
		" SELECT height, block_time, $1, $2, $3::market.address, $4::market.address"
		" FROM market.clock",
		4, {TEXTOID, TEXTOID, BYTEAOID, BYTEAOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(event),
		service_name == NULL ? (Datum) 0 : CStringGetTextDatum(service_name),
		provider == NULL ? (Datum) 0 : AddressGetByteaDatum(provider),
		AddressGetByteaDatum(account)
	};
	char		nulls[] = {' ', service_name == NULL ? 'n' : ' ',
		provider == NULL ? 'n' : ' ', ' '
	};

	StatementRun(&note, arguments, nulls);
}

void
EventNoteIds(const char *event, const int64 *ids, int count)
{
	static Statement note = {
		"INSERT INTO market.service_event (height, block_time, event, ids)"
		" SELECT height, block_time, $1, $2 FROM market.clock",
		2, {TEXTOID, INT8ARRAYOID}
	};
	Datum		arguments[2];

	if (count == 0)
		return;
	arguments[0] = CStringGetTextDatum(event);
	arguments[1] = StatementInt64Array(ids, count);
	StatementRun(&note, arguments, NULL);
}
