/*
 * channel_write.c
 *		Channels, pending claims and events, written in one way.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "channel/prepaid.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"

static const char *const event_names[] = {
	"add_funds", "extend", "start_claim", "claim", "timeout", "payment_lost",
	"refund"
};

/* An array of values of a type by reference, of which NULL pointers are NULL. */
static Datum
ChannelArray(Datum *elements, int count, Oid type)
{
	bool	   *nulls = palloc(Max(count, 1) * sizeof(bool));
	int			dimensions[] = {count};
	int			lower_bounds[] = {1};
	int			i;

	for (i = 0; i < count; i++)
		nulls[i] = DatumGetPointer(elements[i]) == NULL;
	return PointerGetDatum(construct_md_array(elements, nulls, count > 0 ? 1 : 0, dimensions,
											  lower_bounds, type, -1, false, TYPALIGN_INT));
}

/* The columns of the channels' rows, as the first nine arguments of the statement. */
static void
ChannelRowArrays(const ChannelChange *change, Datum *arguments)
{
	int			count = change->channel_count;
	int64	   *numbers = palloc(count * 4 * sizeof(int64));
	Datum	   *elements = palloc(count * 5 * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
	{
		const Channel *c = &change->channels[i];

		CHECK_FOR_INTERRUPTS();
		numbers[i] = c->id;
		numbers[count + i] = c->expiration;
		numbers[2 * count + i] = c->nonce;
		numbers[3 * count + i] = c->payment_nonce;
		elements[i] = NumericGetDatum(c->value);
		elements[count + i] = NumericGetDatum(c->authorized);
		elements[2 * count + i] = NumericGetDatum(c->pending_amount);
		elements[3 * count + i] = NumericGetDatum(c->uncharged);
		elements[4 * count + i] = NumericIsZero(c->authorized) ? PointerGetDatum(NULL)
			: SignatureGetByteaDatum(&c->signature);
	}
	for (i = 0; i < 4; i++)
		arguments[i] = StatementInt64Array(numbers + i * count, count);
	for (i = 0; i < 5; i++)
		arguments[4 + i] = ChannelArray(elements + i * count, count,
										i == 4 ? BYTEAOID : NUMERICOID);
}

/* The columns of the events, as the last eight. */
static void
ChannelEventArrays(const ChannelChange *change, Datum *arguments)
{
	int			count = change->event_count;
	int64	   *numbers = palloc(Max(count, 1) * 3 * sizeof(int64));
	Datum	   *elements = palloc(Max(count, 1) * 5 * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
	{
		const ChannelEvent *e = &change->events[i];

		CHECK_FOR_INTERRUPTS();
		numbers[i] = e->channel_id;
		numbers[count + i] = e->nonce;
		numbers[2 * count + i] = e->expiration;
		elements[i] = CStringGetTextDatum(event_names[e->kind]);
		elements[count + i] = NumericGetDatum(e->amount);
		elements[2 * count + i] = NumericGetDatum(e->planned);
		elements[3 * count + i] = NumericGetDatum(e->send_back);
		elements[4 * count + i] = e->signature == NULL ? PointerGetDatum(NULL)
			: SignatureGetByteaDatum(e->signature);
	}
	for (i = 0; i < 3; i++)
		arguments[i] = StatementInt64Array(numbers + i * count, count);
	for (i = 0; i < 5; i++)
		arguments[3 + i] = ChannelArray(elements + i * count, count,
										i == 0 ? TEXTOID : i == 4 ? BYTEAOID : NUMERICOID);
}

void
ChannelWrite(ChannelChange *change)
{
	static Statement put = {
		"WITH state AS MATERIALIZED ("
		"  SELECT * FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2),"
		"   pg_catalog.unnest($3), pg_catalog.unnest($4), pg_catalog.unnest($5),"
		"   pg_catalog.unnest($6), pg_catalog.unnest($7), pg_catalog.unnest($8),"
		"   pg_catalog.unnest($9))"
		"   AS s(id, expiration, nonce, payment_nonce, value, authorized, pending, uncharged,"
		"    signature)"
		"), event AS MATERIALIZED ("
		"  SELECT * FROM ROWS FROM (pg_catalog.unnest($10), pg_catalog.unnest($11),"
		"   pg_catalog.unnest($12), pg_catalog.unnest($13), pg_catalog.unnest($14),"
		"   pg_catalog.unnest($15), pg_catalog.unnest($16), pg_catalog.unnest($17))"
		"   WITH ORDINALITY"
		"   AS e(channel_id, nonce, expiration, event, amount, planned, send_back, signature, n)"
		"), changed AS ("
		"  UPDATE market.channel AS c SET expiration = s.expiration, nonce = s.nonce,"
		"   payment_nonce = s.payment_nonce, value = s.value, authorized_amount = s.authorized,"
		"   pending_amount = s.pending, uncharged_amount = s.uncharged,"
		"   authorized_signature = s.signature::market.signature"
		"  FROM state AS s WHERE c.id = s.id RETURNING 1"
		"), ended AS ("
		"  DELETE FROM market.pending_claim AS p USING state AS s"
		"  WHERE p.channel_id = s.id AND (p.nonce < s.nonce OR p.nonce >= s.payment_nonce)"
		"), started AS ("
		/* the channel as it was before */
		"  INSERT INTO market.pending_claim"
		"   (channel_id, nonce, amount, signature, uncharged_amount)"
		"  SELECT e.channel_id, e.nonce, e.amount, e.signature::market.signature,"
		"   c.uncharged_amount"
		"  FROM event AS e JOIN market.channel AS c ON c.id = e.channel_id"
		"  WHERE e.event = 'start_claim'"
		"), noted AS ("
		"  INSERT INTO market.channel_event (height, block_time, channel_id, event, nonce, amount,"
		"   planned_amount, send_back_amount, expiration, signature)"
		"  SELECT k.height, k.block_time, e.channel_id, e.event, e.nonce, e.amount, e.planned,"
		"   e.send_back, nullif(e.expiration, -1), e.signature::market.signature"
		"  FROM event AS e CROSS JOIN market.clock AS k ORDER BY e.n"
		") SELECT pg_catalog.count(*) FROM changed",
		17,
		{INT8ARRAYOID, INT8ARRAYOID, INT8ARRAYOID, INT8ARRAYOID, NUMERICARRAYOID,
			NUMERICARRAYOID, NUMERICARRAYOID, NUMERICARRAYOID, BYTEAARRAYOID, INT8ARRAYOID,
		INT8ARRAYOID, INT8ARRAYOID, TEXTARRAYOID, NUMERICARRAYOID, NUMERICARRAYOID, NUMERICARRAYOID,
		BYTEAARRAYOID}
	};
	Datum		arguments[17];

	if (change->channel_count == 0)
		return;
	ChannelRowArrays(change, arguments);
	ChannelEventArrays(change, arguments + 9);
	StatementRun(&put, arguments, NULL);
	if (DatumGetInt64(StatementDatum(0, 1)) != change->channel_count)
		elog(ERROR, "a locked channel has disappeared");
	PrepaidLose(change);
	LedgerMove(change->movements, change->movement_count);
}
