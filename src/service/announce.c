/*
 * announce.c
 *		New work: who tells the providers, and when.
 *
 * Notifications make commits wait for each other, so the end of a block tells of
 * what was made in it.  A call does so itself only where the market's operator
 * would rather have providers begin at once.  The payload is the ids of one
 * provider's requests, as many as there is room for: any role may listen, hence
 * there is nothing else in it.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/async.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "service/announce.h"

/* bytes of a notification, of which PostgreSQL takes at most 7999 */
#define ANNOUNCE_PAYLOAD_MAX 7900

/* Send the payloads of the last statement's result. */
static void
AnnounceSend(uint64 first, uint64 rows, int column)
{
	uint64		row;

	for (row = first; row < rows; row++)
	{
		char	   *payload = StatementText(row, column);

		CHECK_FOR_INTERRUPTS();
		if (strlen(payload) > ANNOUNCE_PAYLOAD_MAX)
		{
			payload[ANNOUNCE_PAYLOAD_MAX] = '\0';
			*strrchr(payload, ' ') = '\0';
		}
		Async_Notify("market_request", payload);
		pfree(payload);
	}
}

void
AnnounceRequests(const int64 *context_ids, int count)
{
	static Statement payloads = {
		"SELECT pg_catalog.string_agg(id::text, ' ' ORDER BY id) FROM market.request_open"
		" WHERE context_id = ANY ($1) AND state = 'pending'"
		" GROUP BY provider ORDER BY pg_catalog.min(id)",
		1, {INT8ARRAYOID}
	};
	Datum		arguments[] = {StatementInt64Array(context_ids, count)};

	AnnounceSend(0, StatementRun(&payloads, arguments, NULL), 1);
}

/*
 * What other transactions made, and committed when their blocks had ended, is
 * new as well.
 */
Datum
AnnounceBlock(int64 above)
{
	static Statement new_work = {
		"WITH work AS MATERIALIZED ("
		"  SELECT r.service_name, r.provider, pg_catalog.array_agg(r.id ORDER BY r.id) AS ids,"
		"   pg_catalog.array_agg(r.id ORDER BY r.id) FILTER (WHERE r.announced IS NULL) AS news"
		"  FROM market.request_open AS r WHERE r.id > $1 AND r.state = 'pending'"
		"   AND r.id NOT IN (SELECT a.id FROM market.engine_mark AS m"
		"    CROSS JOIN LATERAL pg_catalog.unnest(m.announced) AS a(id))"
		"  GROUP BY r.service_name, r.provider"
		"), noted AS ("
		"  INSERT INTO market.service_event"
		"   (height, block_time, event, service_name, provider, ids)"
		"  SELECT k.height, k.block_time, 'new_batch_request_provider', w.service_name,"
		"   w.provider, w.ids FROM work AS w CROSS JOIN market.clock AS k"
		"  ORDER BY w.service_name, w.provider"
		") SELECT (SELECT pg_catalog.array_agg(i.id) FROM work AS w"
		"  CROSS JOIN LATERAL pg_catalog.unnest(w.ids) AS i(id)), NULL"
		" UNION ALL SELECT NULL, n.payload FROM ("
		"  SELECT pg_catalog.string_agg(pg_catalog.array_to_string(news, ' '), ' '"
		"   ORDER BY news[1]) AS payload FROM work WHERE news IS NOT NULL"
		"  GROUP BY provider ORDER BY pg_catalog.min(news[1])) AS n",
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(above)};
	uint64		rows = StatementRun(&new_work, arguments, NULL);
	bool		none;
	Datum		ids = StatementValue(0, 1, &none);

	AnnounceSend(1, rows, 2);
	return none ? (Datum) 0 : ids;
}
