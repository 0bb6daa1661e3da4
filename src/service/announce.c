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

/* Send the payloads that are the last statement's result. */
static void
AnnounceSend(uint64 rows)
{
	uint64		row;

	for (row = 0; row < rows; row++)
	{
		char	   *payload = StatementText(row, 1);

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

	AnnounceSend(StatementRun(&payloads, arguments, NULL));
}

/*
 * An id is taken before its request can be seen, and is never seen when the
 * transaction fails: ids that are missing are looked for again, until nobody is
 * left who may have taken them.  What has ended already counts as seen.
 */
void
AnnounceBlock(int64 above, int64 closed)
{
	static Statement new_work = {
		"WITH span AS MATERIALIZED ("
		"  SELECT s.through, e.unseen + pg_catalog.int8multirange("
		"   pg_catalog.int8range($1, s.through, '(]')) AS ids"
		"  FROM market.engine AS e CROSS JOIN (SELECT greatest($1,"
		"   CASE WHEN is_called THEN last_value ELSE last_value - 1 END) AS through"
		"   FROM market.request_id_seq) AS s"
		"), seen AS MATERIALIZED ("
		"  SELECT r.* FROM span AS s CROSS JOIN LATERAL pg_catalog.unnest(s.ids) AS u(ids)"
		"  CROSS JOIN LATERAL ("
		"   SELECT id, service_name, provider, state = 'pending' AS is_pending, announced"
		"   FROM market.request_open"
		"   WHERE id >= pg_catalog.lower(u.ids) AND id < pg_catalog.upper(u.ids)"
		"   UNION ALL SELECT id, NULL, NULL, false, NULL FROM market.request_history"
		"   WHERE id >= pg_catalog.lower(u.ids) AND id < pg_catalog.upper(u.ids)) AS r"
		"), row_of_ids AS ("
		"  SELECT pg_catalog.int8range(pg_catalog.min(id), pg_catalog.max(id), '[]') AS ids"
		"  FROM (SELECT id, id - pg_catalog.row_number() OVER (ORDER BY id) AS gaps FROM seen) AS i"
		"  GROUP BY gaps"
		"), remaining AS ("
		"  SELECT s.through, s.ids - pg_catalog.int8multirange("
		"    pg_catalog.int8range(NULL, $2, '(]')) - coalesce((SELECT pg_catalog.range_agg(ids)"
		"    FROM row_of_ids), '{}') AS unseen FROM span AS s"
		"), moved AS ("
		"  UPDATE market.engine AS e SET announced_through = r.through, unseen = r.unseen"
		"  FROM remaining AS r WHERE e.announced_through <> r.through OR e.unseen <> r.unseen"
		"), work AS MATERIALIZED ("
		"  SELECT service_name, provider, pg_catalog.array_agg(id ORDER BY id) AS ids,"
		"   pg_catalog.array_agg(id ORDER BY id) FILTER (WHERE announced IS NULL) AS news"
		"  FROM seen WHERE is_pending GROUP BY service_name, provider"
		"), noted AS ("
		"  INSERT INTO market.service_event"
		"   (height, block_time, event, service_name, provider, ids)"
		"  SELECT k.height, k.block_time, 'new_batch_request_provider', w.service_name,"
		"   w.provider, w.ids FROM work AS w CROSS JOIN market.clock AS k"
		"  ORDER BY w.service_name, w.provider"
		") SELECT pg_catalog.string_agg(pg_catalog.array_to_string(news, ' '), ' '"
		"  ORDER BY news[1]) FROM work WHERE news IS NOT NULL"
		" GROUP BY provider ORDER BY pg_catalog.min(news[1])",
		2, {INT8OID, INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(above), Int64GetDatum(closed)};

	AnnounceSend(StatementRun(&new_work, arguments, NULL));
}
