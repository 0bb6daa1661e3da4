/*
 * batch_row.c
 *		New batches: read as one set of offers, and written as one set of rows.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "service/batch.h"
#include "service/batch_row.h"
#include "service/callback.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/*
 * One row per offer, and one for a context without any.  How many requests a
 * provider has answered for the consumer is counted only where the price
 * depends on it: settled ones are a row, the others are looked up.  OFFSET 0
 * keeps the look-up of one binding apart, whatever is known of the tables.
 */
static Statement offers = {
	"SELECT t.id, t.consumer, t.fee_cap, p.response_threshold, o.provider, o.price_denom,"
	"  o.price, pg_catalog.trunc(o.price),"
	"  o.price_denom = (SELECT base_denom FROM market.params)"
	" FROM pg_catalog.unnest($1) WITH ORDINALITY AS i(id, n)"
	" JOIN market.context_terms AS t ON t.id = i.id"
	" JOIN market.context_progress AS p ON p.context_id = i.id"
	" LEFT JOIN LATERAL ("
	"  SELECT c.n, c.provider, b.price_denom,"
	"   CASE WHEN b.first = b.last THEN b.first"
	"    ELSE market.discounted_price(b.pricing, b.price, $2,"
	"     coalesce((SELECT v.volume FROM market.answered_volume AS v"
	"      WHERE v.consumer OPERATOR(market.=) t.consumer AND v.service_name = t.service_name"
	"       AND v.provider OPERATOR(market.=) c.provider), 0)"
	"     + (SELECT pg_catalog.count(*) FROM market.response AS s"
	"      CROSS JOIN LATERAL (SELECT FROM market.request_open AS r WHERE r.id = s.request_id"
	"       AND r.service_name = t.service_name AND r.state = 'answered' OFFSET 0) AS r"
	"      WHERE s.consumer OPERATOR(market.=) t.consumer"
	"       AND s.provider OPERATOR(market.=) c.provider"
	"       AND s.height > (SELECT settled_through FROM market.engine))) END AS price"
	"  FROM pg_catalog.unnest(t.providers) WITH ORDINALITY AS c(provider, n)"
	"  CROSS JOIN LATERAL (SELECT b.price_denom, b.pricing, b.price,"
	"    market.discounted_price(b.pricing, b.price, $2, 0) AS first,"
	"    market.discounted_price(b.pricing, b.price, $2, 9223372036854775807) AS last"
	"   FROM market.service_binding AS b WHERE b.service_name = t.service_name"
	"    AND b.provider OPERATOR(market.=) c.provider AND b.available AND b.qos <= p.timeout"
	"   OFFSET 0) AS b"
	" ) AS o ON true"
	" ORDER BY i.n, o.n",
	2, {INT8ARRAYOID, TIMESTAMPTZOID}
};

static void
BatchReadOffer(uint64 row, BatchOffer *offer)
{
	offer->provider = *DatumGetAddressP(StatementDatum(row, 5));
	offer->denom = StatementText(row, 6);
	offer->price = DatumGetNumericCopy(StatementDatum(row, 7));
	offer->fee = DatumGetNumericCopy(StatementDatum(row, 8));
	offer->is_base = DatumGetBool(StatementDatum(row, 9));
}

void
BatchRead(BatchPlan *plan, const int64 *context_ids, int count, const Clock *clock)
{
	Datum		arguments[] = {
		StatementInt64Array(context_ids, count), TimestampTzGetDatum(clock->time)
	};
	uint64		rows = StatementRun(&offers, arguments, NULL);
	BatchContext *context = NULL;
	uint64		row;

	plan->contexts = palloc0(Max(count, 1) * sizeof(BatchContext));
	plan->context_count = 0;
	plan->offers = palloc(Max(rows, 1) * sizeof(BatchOffer));
	plan->offer_count = 0;
	for (row = 0; row < rows; row++)
	{
		int64		id = DatumGetInt64(StatementDatum(row, 1));
		bool		none;

		CHECK_FOR_INTERRUPTS();
		if (context == NULL || context->id != id)
		{
			context = &plan->contexts[plan->context_count++];
			context->id = id;
			context->consumer = *DatumGetAddressP(StatementDatum(row, 2));
			context->cap = DatumGetNumericCopy(StatementDatum(row, 3));
			context->threshold = DatumGetInt32(StatementDatum(row, 4));
			context->first = plan->offer_count;
		}
		(void) StatementValue(row, 5, &none);
		if (none)
			continue;
		BatchReadOffer(row, &plan->offers[plan->offer_count++]);
		context->offered++;
	}
}

/* Make the requests of the batches that start. */
static void
BatchWriteRequests(const BatchPlan *plan, const Clock *clock)
{
	static Statement insert = {
		"INSERT INTO market.request_open (id, context_id, batch_counter, request_index,"
		"  service_name, provider, consumer, fee, denom, request_height, expiration_height,"
		"  announced)"
		" SELECT pg_catalog.nextval('market.request_id_seq'), o.* FROM ("
		"  SELECT t.id, p.batch_counter + 1, r.request_index, t.service_name,"
		"   r.provider::market.address, t.consumer, r.fee, r.denom, $6, $6 + p.timeout,"
		"   nullif($7, false)"
		"  FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2),"
		"   pg_catalog.unnest($3), pg_catalog.unnest($4), pg_catalog.unnest($5))"
		"   WITH ORDINALITY AS r(context_id, request_index, provider, fee, denom, n)"
		"  JOIN market.context_terms AS t ON t.id = r.context_id"
		"  JOIN market.context_progress AS p ON p.context_id = r.context_id"
		"  ORDER BY r.n) AS o",
		7,
		{INT8ARRAYOID, INT4ARRAYOID, BYTEAARRAYOID, NUMERICARRAYOID, TEXTARRAYOID, INT8OID, BOOLOID}
	};
	int			room = Max(plan->offer_count, 1);
	int64	   *ids = palloc(room * sizeof(int64));
	Datum	   *elements = palloc(4 * room * sizeof(Datum));
	Datum		arguments[7];
	int			count = 0;
	int			i;
	int			k;

	for (i = 0; i < plan->context_count; i++)
	{
		const BatchContext *context = &plan->contexts[i];

		if (context->fate != BATCH_STARTED)
			continue;
		for (k = 0; k < context->kept; k++)
		{
			const BatchOffer *offer = &plan->offers[context->first + k];

			ids[count] = context->id;
			elements[count] = Int32GetDatum(k);
			elements[room + count] = AddressGetByteaDatum(&offer->provider);
			elements[2 * room + count] = NumericGetDatum(offer->fee);
			elements[3 * room + count] = CStringGetTextDatum(offer->denom);
			count++;
		}
	}
	if (count == 0)
		return;
	arguments[0] = StatementInt64Array(ids, count);
	arguments[1] = PointerGetDatum(construct_array(elements, count, INT4OID, sizeof(int32),
												   true, TYPALIGN_INT));
	arguments[2] = StatementArray(&elements[room], count, BYTEAOID);
	arguments[3] = StatementArray(&elements[2 * room], count, NUMERICOID);
	arguments[4] = StatementArray(&elements[3 * room], count, TEXTOID);
	arguments[5] = Int64GetDatum(clock->height);
	arguments[6] = BoolGetDatum(plan->notify);
	StatementRun(&insert, arguments, NULL);
}

/* The contexts of a fate, and the sizes of their batches. */
static int
BatchSelect(const BatchPlan *plan, BatchFate from, BatchFate to, int64 *ids, Datum *kept)
{
	int			count = 0;
	int			i;

	for (i = 0; i < plan->context_count; i++)
	{
		const BatchContext *context = &plan->contexts[i];

		if (context->fate < from || context->fate > to)
			continue;
		ids[count] = context->id;
		kept[count] = Int32GetDatum(context->fate == BATCH_STARTED ? context->kept : 0);
		count++;
	}
	return count;
}

/* Contexts whose batch starts, or is spent empty. */
static void
BatchWriteStarted(const BatchPlan *plan, const Clock *clock, int64 *ids, Datum *kept)
{
	static Statement start = {
		"WITH started AS ("
		"  UPDATE market.context_progress AS p SET batch_counter = p.batch_counter + 1,"
		"   batch_request_count = r.kept, batch_response_count = 0,"
		"   batch_response_threshold = p.response_threshold, batch_state = 'running',"
		"   batch_expired = false, start_height = NULL, expiry_height = $3 + p.timeout,"
		"   due_height = $3 + p.timeout"
		"  FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) AS r(id, kept)"
		"  WHERE p.context_id = r.id"
		") INSERT INTO market.service_event (height, block_time, event, ids)"
		" VALUES ($3, $4, 'new_batch', $1)",
		4, {INT8ARRAYOID, INT4ARRAYOID, INT8OID, TIMESTAMPTZOID}
	};
	int			count = BatchSelect(plan, BATCH_STARTED, BATCH_SKIPPED, ids, kept);
	Datum		arguments[4];

	if (count == 0)
		return;
	arguments[0] = StatementInt64Array(ids, count);
	arguments[1] = PointerGetDatum(construct_array(kept, count, INT4OID, sizeof(int32), true,
												   TYPALIGN_INT));
	arguments[2] = Int64GetDatum(clock->height);
	arguments[3] = TimestampTzGetDatum(clock->time);
	StatementRun(&start, arguments, NULL);
}

/*
 * Contexts that are paused; the others' consumers read why in the event, a
 * module is called back.
 */
static void
BatchWritePaused(const BatchPlan *plan, const Clock *clock, BatchFate fate, const char *cause,
				 int64 *ids, Datum *unused)
{
	static Statement pause = {
		"WITH paused AS ("
		"  UPDATE market.context_progress AS p SET state = 'paused', start_height = NULL,"
		"   batch_state = 'completed', pause_cause = $2"
		"  WHERE p.context_id = ANY ($1) RETURNING p.context_id, p.has_module"
		"), noted AS ("
		"  INSERT INTO market.service_event (height, block_time, event, context_id, account,"
		"   service_name, details)"
		"  SELECT $3, $4, $5, p.context_id, t.consumer, t.service_name,"
		"   pg_catalog.jsonb_build_object('cause', $2)"
		"  FROM paused AS p JOIN market.context_terms AS t ON t.id = p.context_id"
		"  WHERE NOT p.has_module ORDER BY p.context_id"
		") SELECT context_id FROM paused WHERE has_module ORDER BY context_id",
		5, {INT8ARRAYOID, TEXTOID, INT8OID, TIMESTAMPTZOID, TEXTOID}
	};
	int			count = BatchSelect(plan, fate, fate, ids, unused);
	Datum		arguments[5];
	uint64		rows;
	uint64		row;

	if (count == 0)
		return;
	arguments[0] = StatementInt64Array(ids, count);
	arguments[1] = CStringGetTextDatum(cause);
	arguments[2] = Int64GetDatum(clock->height);
	arguments[3] = TimestampTzGetDatum(clock->time);
	arguments[4] = CStringGetTextDatum(fate == BATCH_NO_RATE ? "no_exchange_rate"
									   : "pause_context");
	rows = StatementRun(&pause, arguments, NULL);
	for (row = 0; row < rows; row++)
		ids[row] = DatumGetInt64(StatementDatum(row, 1));
	if (rows > 0)
		CallbackQueueState(ids, rows, cause);
}

void
BatchWrite(const BatchPlan *plan, const Clock *clock)
{
	int64	   *ids = palloc(Max(plan->context_count, 1) * sizeof(int64));
	Datum	   *kept = palloc(Max(plan->context_count, 1) * sizeof(Datum));

	BatchWriteRequests(plan, clock);
	BatchWriteStarted(plan, clock, ids, kept);
	BatchWritePaused(plan, clock, BATCH_NO_FUNDS, "insufficient balances", ids, kept);
	BatchWritePaused(plan, clock, BATCH_NO_RATE, "no exchange rate", ids, kept);
}
