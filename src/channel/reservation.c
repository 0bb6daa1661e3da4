/*
 * reservation.c
 *		Payments in two steps: begun, then committed or rolled back.
 *
 * Several payments of one channel may be open at once.  Each signs a total that
 * builds on the highest one, so that any of them may end first: the channel keeps
 * the highest total that was committed, and what it exceeds the charged prices by
 * is "uncharged" and stays on the channel when the recipient claims.
 *
 * Source: SingularityNET daemon, lock and transaction of a payment.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "channel/payment.h"
#include "channel/prepaid.h"
#include "channel/reservation.h"
#include "channel/usage.h"
#include "commands/trigger.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "kernel/keccak.h"
#include "miscadmin.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_commit_payment);
PG_FUNCTION_INFO_V1(market_rollback_payment);
PG_FUNCTION_INFO_V1(market_end_payment_leases);
PG_FUNCTION_INFO_V1(market_is_reservation);

/* What ends a payment, and the row that it ends. */
typedef struct Ending
{
	const pg_uuid_t *token;
	bool		commits;
	Numeric		price;			/* to charge; NULL: what is reserved */
	const char *error;			/* of the service that failed; may be NULL */
	Reservation row;
	Terms		terms;			/* for the record of the call */
} Ending;

void
ReservationCheckFree(const Channel *channel)
{
	if (channel->reserved_until > channel->height)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_PAYMENT_IN_PROGRESS),
				 errmsg("another payment on channel " INT64_FORMAT " is in progress",
						channel->id),
				 errdetail("It has begun and not ended; its lease ends at block " INT64_FORMAT ".",
						   channel->reserved_until),
				 errhint("Try again when it has ended.")));
}

Numeric
ReservationTotal(const Channel *channel)
{
	Numeric		total;

	(void) ReservationCount(channel, &total);
	return total;
}

int64
ReservationCount(const Channel *channel, Numeric *total)
{
	static Statement get = {
		"SELECT pg_catalog.count(*), greatest(pg_catalog.max(amount), $3)"
		" FROM market.payment_reservation"
		" WHERE channel_id = $1 AND kind = 'paid' AND outcome IS NULL AND expiration > $2",
		3, {INT8OID, INT8OID, NUMERICOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(channel->id), Int64GetDatum(channel->height),
		NumericGetDatum(channel->authorized)
	};

	*total = channel->authorized;
	if (channel->reserved_until <= channel->height)
		return 0;
	StatementRun(&get, arguments, NULL);
	*total = DatumGetNumeric(StatementDatum(0, 2));
	return DatumGetInt64(StatementDatum(0, 1));
}

int64
ReservationExpiration(FunctionCallInfo fcinfo, int n, int64 usual_lease, int64 height)
{
	int64		blocks = PG_ARGISNULL(n) ? usual_lease : PG_GETARG_INT64(n);

	if (blocks < 1)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"lease\" must be above 0")));
	return blocks > PG_INT64_MAX - height ? PG_INT64_MAX : height + blocks;
}

/* The hash of a token, which is all that the table knows of it. */
static Datum
ReservationHash(const pg_uuid_t *token)
{
	uint8		hash[KECCAK256_SIZE];

	Keccak256(token->data, UUID_LEN, hash);
	return PointerGetDatum(BytesToBytea(hash, sizeof(hash)));
}

/* A random token: version 4, of the variant of RFC 4122. */
static pg_uuid_t *
ReservationToken(void)
{
	pg_uuid_t  *token = palloc(sizeof(pg_uuid_t));

	if (!pg_strong_random(token->data, UUID_LEN))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_RESOURCES),
				 errmsg("could not generate a random token")));
	token->data[6] = (token->data[6] & 0x0f) | 0x40;
	token->data[8] = (token->data[8] & 0x3f) | 0x80;
	return token;
}

pg_uuid_t *
ReservationInsert(const Reservation *reservation, const Terms *terms)
{
	static Statement insert = {
		"WITH held AS ("
		"  UPDATE market.channel SET reserved_until = greatest(reserved_until, $10)"
		"  WHERE id = $3 AND $2 = 'paid'"
		") INSERT INTO market.payment_reservation (token_hash, kind, channel_id, nonce, amount,"
		"  signature, price, organization_id, service_id, expiration, method, height)"
		" VALUES ($1, $2, $3, $4, $5, $6::market.signature, $7, $8, $9, $10, $11, $12)",
		12, {BYTEAOID, TEXTOID, INT8OID, INT8OID, NUMERICOID, BYTEAOID, NUMERICOID, TEXTOID,
		TEXTOID, INT8OID, TEXTOID, INT8OID}
	};
	pg_uuid_t  *token = ReservationToken();
	bool		is_prepaid = reservation->is_prepaid;
	/* a total of nothing needs no proof */
	bool		is_signed = !is_prepaid && !NumericIsZero(reservation->amount);
	char		nulls[] = "            ";
	Datum		arguments[] = {
		ReservationHash(token), CStringGetTextDatum(is_prepaid ? "prepaid" : "paid"),
		Int64GetDatum(reservation->channel_id), Int64GetDatum(reservation->nonce),
		is_prepaid ? (Datum) 0 : NumericGetDatum(reservation->amount),
		is_signed ? SignatureGetByteaDatum(reservation->signature) : (Datum) 0,
		NumericGetDatum(reservation->price), CStringGetTextDatum(terms->organization_id),
		CStringGetTextDatum(terms->service_id), Int64GetDatum(reservation->expiration),
		terms->method == NULL ? (Datum) 0 : CStringGetTextDatum(terms->method),
		Int64GetDatum(terms->height)
	};

	nulls[4] = is_prepaid ? 'n' : ' ';
	nulls[5] = is_signed ? ' ' : 'n';
	nulls[10] = terms->method == NULL ? 'n' : ' ';
	StatementRun(&insert, arguments, nulls);
	return token;
}

void
ReservationAnswer(const pg_uuid_t *token, const Reservation *reservation, MemoryContext context,
				  Datum *values)
{
	MemoryContext saved = MemoryContextSwitchTo(context);

	values[0] = UUIDPGetDatum(memcpy(palloc(sizeof(pg_uuid_t)), token, sizeof(pg_uuid_t)));
	values[1] = NumericGetDatum(DatumGetNumericCopy(NumericGetDatum(reservation->price)));
	values[2] = Int64GetDatum(reservation->expiration);
	MemoryContextSwitchTo(saved);
}

static void
ReservationRefuse(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_PAYMENT_NOT_OPEN),
			 errmsg("payment is not open"),
			 errdetail("%s", detail),
			 errhint("Begin another.")));
}

/* The channel of a payment, and its kind, which do not change. */
static void
EndingFind(Ending *ending)
{
	static Statement find = {
		"SELECT channel_id, kind = 'prepaid' FROM market.payment_reservation"
		" WHERE token_hash = $1",
		1, {BYTEAOID}
	};
	Datum		arguments[] = {ReservationHash(ending->token)};

	if (StatementRun(&find, arguments, NULL) == 0)
		ReservationRefuse("No payment has this token, or its lease has ended.");
	ending->row.channel_id = DatumGetInt64(StatementDatum(0, 1));
	ending->row.is_prepaid = DatumGetBool(StatementDatum(0, 2));
}

/*
 * Lock the row and read it, with what the record of the call needs.  Returns false
 * when the payment has ended in this very way before.
 */
static bool
EndingRead(Ending *ending, Numeric *charged)
{
	static Statement get = {
		"SELECT r.nonce, r.amount, r.signature, r.price, r.expiration, r.organization_id,"
		" r.service_id, r.method, r.outcome, r.charged, k.height, k.block_time, p.metering,"
		" c.group_id, c.recipient"
		" FROM market.payment_reservation AS r CROSS JOIN market.clock AS k"
		" CROSS JOIN market.params AS p JOIN market.channel AS c ON c.id = r.channel_id"
		" WHERE r.token_hash = $1 FOR NO KEY UPDATE OF r",
		1, {BYTEAOID}
	};
	Reservation *row = &ending->row;
	Terms	   *terms = &ending->terms;
	Datum		arguments[] = {ReservationHash(ending->token)};
	Datum		value;
	bool		isnull;

	if (StatementRun(&get, arguments, NULL) == 0)
		ReservationRefuse("No payment has this token, or its lease has ended.");
	row->nonce = DatumGetInt64(StatementDatum(0, 1));
	value = StatementValue(0, 2, &isnull);
	row->amount = isnull ? NULL : DatumGetNumeric(value);
	value = StatementValue(0, 3, &isnull);
	row->signature = isnull ? NULL : DatumGetSignatureP(value);
	row->price = DatumGetNumeric(StatementDatum(0, 4));
	row->expiration = DatumGetInt64(StatementDatum(0, 5));
	terms->organization_id = TextDatumGetCString(StatementDatum(0, 6));
	terms->service_id = TextDatumGetCString(StatementDatum(0, 7));
	value = StatementValue(0, 8, &isnull);
	terms->method = isnull ? NULL : TextDatumGetCString(value);
	terms->height = DatumGetInt64(StatementDatum(0, 11));
	terms->block_time = DatumGetTimestampTz(StatementDatum(0, 12));
	terms->metering = DatumGetBool(StatementDatum(0, 13));
	terms->group_id = StatementDatum(0, 14);
	terms->recipient = *DatumGetAddressP(StatementDatum(0, 15));

	if (row->expiration <= terms->height)
		ReservationRefuse("Its lease has ended.");
	value = StatementValue(0, 9, &isnull);
	if (isnull)
		return true;
	*charged = DatumGetNumeric(StatementDatum(0, 10));
	if (strcmp(TextDatumGetCString(value), "committed") != 0)
	{
		if (ending->commits)
			ReservationRefuse("It was rolled back.");
	}
	else if (!ending->commits ||
			 (ending->price != NULL && NumericCompare(ending->price, *charged) != 0))
		ReservationRefuse(psprintf("It was committed, and %s charged.", NumericText(*charged)));
	return false;
}

/* What to charge: the whole price unless the caller says less. */
static Numeric
EndingCharge(const Ending *ending)
{
	if (!ending->commits)
		return NumericFromInt64(0);
	if (ending->price == NULL)
		return ending->row.price;
	if (NumericCompare(ending->price, ending->row.price) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"price\" is above the price that is reserved"),
				 errdetail("Reserved are %s.", NumericText(ending->row.price))));
	return ending->price;
}

/*
 * Write the end of a paid call, and the channel: the highest total that was committed,
 * and how much of it no call was charged for.  A payment that ends as the last one sets
 * the channel free.
 */
static void
EndingWritePaid(const Ending *ending, Channel *channel, Numeric charged)
{
	static Statement put = {
		"WITH ended AS ("
		"  UPDATE market.payment_reservation SET outcome = $7, charged = $8"
		"  WHERE token_hash = $6"
		") UPDATE market.channel SET authorized_amount = $2,"
		" authorized_signature = $3::market.signature, uncharged_amount = $4,"
		/* OFFSET 0: by the open payments of the channel, never by the latest of all */
		" reserved_until = (SELECT coalesce(pg_catalog.max(o.expiration), 0) FROM ("
		"  SELECT r.expiration FROM market.payment_reservation AS r"
		"  WHERE r.channel_id = $1 AND r.kind = 'paid' AND r.outcome IS NULL"
		"  AND r.expiration > $5 AND r.token_hash <> $6 OFFSET 0) AS o)"
		" WHERE id = $1",
		8, {INT8OID, NUMERICOID, BYTEAOID, NUMERICOID, INT8OID, BYTEAOID, TEXTOID, NUMERICOID}
	};
	Datum		arguments[8];

	if (ending->commits)
	{
		if (NumericCompare(ending->row.amount, channel->authorized) > 0)
		{
			channel->uncharged = NumericAdd(channel->uncharged,
											NumericSubtract(ending->row.amount,
															channel->authorized));
			channel->authorized = ending->row.amount;
			if (ending->row.signature != NULL)
				channel->signature = *ending->row.signature;
		}
		channel->uncharged = NumericSubtract(channel->uncharged, charged);
	}
	arguments[0] = Int64GetDatum(channel->id);
	arguments[1] = NumericGetDatum(channel->authorized);
	arguments[2] = SignatureGetByteaDatum(&channel->signature);
	arguments[3] = NumericGetDatum(channel->uncharged);
	arguments[4] = Int64GetDatum(channel->height);
	arguments[5] = ReservationHash(ending->token);
	arguments[6] = CStringGetTextDatum(ending->commits ? "committed" : "rolled_back");
	arguments[7] = NumericGetDatum(charged);
	StatementRun(&put, arguments, NumericIsZero(channel->authorized) ? "  n     " : NULL);
}

/* Write the end of a prepaid call; what it was not charged for goes back to the total. */
static void
EndingWritePrepaid(const Ending *ending, Numeric charged)
{
	static Statement put = {
		"WITH ended AS ("
		"  UPDATE market.payment_reservation SET outcome = $2, charged = $3 WHERE token_hash = $1"
		"  RETURNING channel_id, organization_id, price - $3 AS rest"
		") UPDATE market.prepaid_total AS t SET refunded_amount = t.refunded_amount + e.rest"
		" FROM ended AS e WHERE e.rest > 0"
		" AND t.channel_id = e.channel_id AND t.organization_id = e.organization_id",
		3, {BYTEAOID, TEXTOID, NUMERICOID}
	};
	Datum		arguments[] = {
		ReservationHash(ending->token),
		CStringGetTextDatum(ending->commits ? "committed" : "rolled_back"),
		NumericGetDatum(charged)
	};

	StatementRun(&put, arguments, NULL);
}

/* Record the call. */
static void
EndingRecord(const Ending *ending, const Channel *channel, Numeric charged)
{
	Usage		usage = {.channel_id = channel->id};

	usage.kind = ending->row.is_prepaid ? USAGE_PREPAID : USAGE_PAID;
	usage.payer = &channel->sender;
	usage.price = charged;
	usage.is_failed = !ending->commits;
	usage.error = ending->error;
	if (!ending->row.is_prepaid)
	{
		usage.nonce = channel->payment_nonce;
		usage.authorized = channel->authorized;
		usage.full_amount = NumericSubtract(channel->value, channel->pending_amount);
	}
	UsageRecord(&ending->terms, &usage);
}

/* End a payment, once; returns what is charged. */
static Numeric
EndingApply(Ending *ending)
{
	Channel    *channel;
	Numeric		charged;

	EndingFind(ending);
	if (ending->row.is_prepaid)
	{
		PrepaidLock(ending->row.channel_id);
		channel = ChannelLatest(ending->row.channel_id);
	}
	else
		(void) ChannelLockOne(ending->row.channel_id, &channel);
	if (!EndingRead(ending, &charged))
		return charged;
	if (!ending->row.is_prepaid && ending->row.nonce != channel->payment_nonce)
		ReservationRefuse("The channel has gone on to another nonce.");
	charged = EndingCharge(ending);
	if (ending->row.is_prepaid)
		EndingWritePrepaid(ending, charged);
	else
		EndingWritePaid(ending, channel, charged);
	EndingRecord(ending, channel, charged);
	return charged;
}

/* Begin a call about a payment that carries a key; keys are those of the token. */
static bool
EndingBegin(Idempotency *once, FunctionCallInfo fcinfo, const Caller *caller,
			const pg_uuid_t *token)
{
	static const Address nobody;
	char		scope[sizeof("payment ") + 2 * UUID_LEN];
	bytea	   *hash = DatumGetByteaPP(ReservationHash(token));
	int			i;

	memcpy(scope, "payment ", 8);
	for (i = 0; i < UUID_LEN; i++)
		snprintf(scope + 8 + 2 * i, 3, "%02x", ((uint8 *) VARDATA_ANY(hash))[i]);
	return IdempotencyBegin(once, fcinfo, caller, &nobody, pstrdup(scope));
}

/*
 * commit_payment(payment_token uuid, price numeric, idempotency_key text)
 *		returns numeric: what is charged
 */
Datum
market_commit_payment(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Ending		ending = {.commits = true};
	Caller		caller;
	Idempotency once;

	ArgumentRequire(fcinfo, 0, "payment_token");
	ending.token = PG_GETARG_UUID_P(0);
	if (!PG_ARGISNULL(1))
		ending.price = ArgumentAmount(fcinfo, 1, "price");
	CallerEnter(&caller);
	if (EndingBegin(&once, fcinfo, &caller, ending.token))
		return IdempotencyAnswer(&once, &caller);
	return IdempotencyLeaveWith(&once, &caller, context, EndingApply(&ending));
}

/*
 * rollback_payment(payment_token uuid, error text, idempotency_key text) returns void
 */
Datum
market_rollback_payment(PG_FUNCTION_ARGS)
{
	Ending		ending = {.commits = false};
	Caller		caller;
	Idempotency once;

	ArgumentRequire(fcinfo, 0, "payment_token");
	ending.token = PG_GETARG_UUID_P(0);
	if (!PG_ARGISNULL(1))
		ending.error = ArgumentText(fcinfo, 1, "error");
	CallerEnter(&caller);
	if (EndingBegin(&once, fcinfo, &caller, ending.token))
		return IdempotencyAnswer(&once, &caller);
	(void) EndingApply(&ending);
	IdempotencyKeepVoid(&once);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * end_payment_leases() returns trigger: forget payments whose lease has ended, at the
 * end of a block, and give back what prepaid ones reserved
 *
 * Rows that a call has locked are left for the next block, so that nobody keeps the
 * clock waiting.  A lease that has ended is over, whether its row is there or not.
 */
Datum
market_end_payment_leases(PG_FUNCTION_ARGS)
{
	static Statement give_back = {
		"WITH due AS MATERIALIZED ("
		"  SELECT r.token_hash, r.channel_id, r.organization_id, r.price"
		"  FROM market.payment_reservation AS r JOIN market.prepaid_total AS t"
		"   ON t.channel_id = r.channel_id AND t.organization_id = r.organization_id"
		"  WHERE r.kind = 'prepaid' AND r.outcome IS NULL"
		"   AND r.expiration <= (SELECT height FROM market.clock)"
		"  ORDER BY r.expiration LIMIT (SELECT max_work_per_block FROM market.params)"
		"  FOR UPDATE OF r SKIP LOCKED FOR NO KEY UPDATE OF t SKIP LOCKED"
		"), gone AS ("
		"  DELETE FROM market.payment_reservation AS r USING due AS d"
		"  WHERE r.token_hash = d.token_hash"
		") UPDATE market.prepaid_total AS t SET refunded_amount = t.refunded_amount + b.price"
		" FROM (SELECT channel_id, organization_id, pg_catalog.sum(price) AS price"
		"  FROM due GROUP BY 1, 2) AS b"
		" WHERE t.channel_id = b.channel_id AND t.organization_id = b.organization_id",
		0
	};
	static Statement forget = {
		"DELETE FROM market.payment_reservation AS r USING ("
		"  SELECT o.token_hash FROM market.payment_reservation AS o"
		"  WHERE (o.kind = 'paid' OR o.outcome IS NOT NULL)"
		"   AND o.expiration <= (SELECT height FROM market.clock)"
		"  ORDER BY o.expiration LIMIT (SELECT max_work_per_block FROM market.params)"
		"  FOR UPDATE SKIP LOCKED) AS old"
		" WHERE r.token_hash = old.token_hash",
		0
	};

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("end_payment_leases must be called as a trigger")));
	StatementBegin();
	StatementRun(&give_back, NULL, NULL);
	StatementRun(&forget, NULL, NULL);
	StatementFinish();
	return PointerGetDatum(NULL);
}

/* Is a text this one? */
static bool
ReservationTextIs(const text *value, const char *other)
{
	return VARSIZE_ANY_EXHDR(value) == strlen(other) &&
		memcmp(VARDATA_ANY(value), other, strlen(other)) == 0;
}

/*
 * is_reservation(kind text, amount numeric, outcome text, charged numeric) returns
 *		boolean: the check of market.payment_reservation
 */
Datum
market_is_reservation(PG_FUNCTION_ARGS)
{
	bool		has_outcome = !PG_ARGISNULL(2);

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	if (!ReservationTextIs(PG_GETARG_TEXT_PP(0), PG_ARGISNULL(1) ? "prepaid" : "paid"))
		PG_RETURN_BOOL(false);
	if (has_outcome && !ReservationTextIs(PG_GETARG_TEXT_PP(2), "committed") &&
		!ReservationTextIs(PG_GETARG_TEXT_PP(2), "rolled_back"))
		PG_RETURN_BOOL(false);
	PG_RETURN_BOOL(has_outcome == !PG_ARGISNULL(3));
}
