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
