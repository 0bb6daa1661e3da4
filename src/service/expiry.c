/*
 * expiry.c
 *		Time-outs: what a batch and its requests come to at the end of their time.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/ledger.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "service/binding.h"
#include "service/callback.h"
#include "service/event.h"
#include "service/expiry.h"
#include "service/missed.h"
#include "service/pool.h"
#include "type/amount.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_request_missed);

/*
 * The rows of what was missed, in one statement: requests go into history, deposits
 * shrink, what they lose is a pool's.
 */
static Statement settle = {
	"WITH history AS ("
	"  INSERT INTO market.request_history (id, context_id, batch_counter, request_index,"
	"   service_name, provider, consumer, fee, denom, request_height, expiration_height,"
	"   state, tax, ended_height, slashed)"
	"  SELECT id, context_id, batch_counter, request_index, service_name, provider, consumer,"
	"   fee, denom, request_height, expiration_height, 'expired', 0,"
	"   (SELECT height FROM market.clock), slashed FROM missed"
	"), slashed AS ("
	"  UPDATE market.service_binding AS b SET deposit = s.rest"
	"  FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3))"
	"   AS s(service_name, provider, rest)"
	"  WHERE b.service_name = s.service_name"
	"   AND b.provider OPERATOR(market.=) s.provider::market.address"
	") INSERT INTO market.pool_share (account, kind, denom, amount)"
	" SELECT $4::market.address, $5, $6, $7 WHERE $7 > 0",
	7,
	{TEXTARRAYOID, BYTEAARRAYOID, NUMERICARRAYOID, BYTEAOID, TEXTOID, TEXTOID, NUMERICOID}
};

/* Where the money of slashed deposits goes. */
typedef struct ExpirySlashing
{
	Numeric		fraction;
	const Address *account;
	const char *kind;
	const char *denom;
} ExpirySlashing;

static void
ExpiryReadSlashing(ExpirySlashing *slashing)
{
	static Statement read = {
		"SELECT slash_fraction, slash_destination = 'collect', base_denom FROM market.params", 0
	};
	bool		collect;

	StatementRun(&read, NULL, NULL);
	slashing->fraction = DatumGetNumericCopy(StatementDatum(0, 1));
	slashing->denom = StatementText(0, 3);
	collect = DatumGetBool(StatementDatum(0, 2));
	slashing->account = PoolAccount(collect ? POOL_FEE_COLLECTOR : POOL_NOBODY);
	slashing->kind = collect ? MONEY_TAX : MONEY_BURNED;
}

/* Write the rows. */
static void
ExpiryWrite(const Missed *missed, const ExpirySlashing *slashing)
{
	int			count = missed->binding_count;
	int64	   *ids = MemoryContextAllocHuge(CurrentMemoryContext,
											 missed->count * sizeof(int64));
	Datum	   *columns = palloc(3 * count * sizeof(Datum));
	Numeric		total = NumericFromInt64(0);
	Datum		arguments[7];
	int			existing = 0;
	uint64		i;

	for (i = 0; i < missed->count; i++)
		ids[i] = missed->ordered[i]->id;
	for (i = 0; i < count; i++)
	{
		const MissedBinding *binding = &missed->bindings[i];

		if (!binding->exists)
			continue;
		columns[existing] = CStringGetTextDatum(binding->key.name);
		columns[count + existing] = AddressGetByteaDatum(&binding->key.account);
		columns[2 * count + existing++] = NumericGetDatum(binding->rest);
		total = NumericAdd(total, NumericSubtract(binding->deposit, binding->rest));
	}
	arguments[0] = StatementArray(columns, existing, TEXTOID);
	arguments[1] = StatementArray(&columns[count], existing, BYTEAOID);
	arguments[2] = StatementArray(&columns[2 * count], existing, NUMERICOID);
	arguments[3] = AddressGetByteaDatum(slashing->account);
	arguments[4] = CStringGetTextDatum(slashing->kind);
	arguments[5] = CStringGetTextDatum(slashing->denom);
	arguments[6] = NumericGetDatum(total);
	StatementRun(&settle, arguments, NULL);
	EventNoteIds("service_slash", ids, missed->count);
}

/* Move the money: fees by consumer, without a reference, and slashed deposits by binding. */
static void
ExpiryMove(const Missed *missed, const ExpirySlashing *slashing)
{
	Movement   *movements = palloc((missed->refund_count + missed->binding_count) *
								   sizeof(Movement));
	int			count = 0;
	int			i;

	for (i = 0; i < missed->refund_count; i++)
	{
		const MissedRefund *refund = &missed->refunds[i];

		movements[count++] = (Movement) {
			&refund->key.account, MONEY_ESCROW, &refund->key.account, MONEY_SPENDABLE,
			refund->key.name, refund->amount, "refund_fee", NULL
		};
	}
	for (i = 0; i < missed->binding_count; i++)
	{
		const MissedBinding *binding = &missed->bindings[i];

		if (binding->exists)
			movements[count++] = (Movement) {
				&binding->owner, MONEY_DEPOSIT, slashing->account, slashing->kind,
				slashing->denom, NumericSubtract(binding->deposit, binding->rest),
				"service_slash", BindingReference(binding->key.name, &binding->key.account)
			};
	}
	LedgerMove(movements, count);
}

/*
 * Lock the balances of consumers whose next batches are due, of those whom rules pay,
 * and of those that fees go back to.
 */
static void
ExpiryLockBalances(const Clock *clock, int64 started_through, const Missed *missed)
{
	static Statement lock = {
		"SELECT FROM ("
		"  SELECT b.account, b.denom FROM market.context_progress AS p"
		"  JOIN market.context_terms AS t ON t.id = p.context_id"
		"  JOIN market.account_balance AS b ON b.account OPERATOR(market.=) t.consumer"
		"  WHERE p.start_height > $1 AND p.start_height <= $2"
		"  UNION SELECT account, denom FROM market.payee_due WHERE due <= $3"
		"  UNION SELECT b.account, b.denom FROM pg_catalog.unnest($4) AS c(consumer)"
		"  JOIN market.account_balance AS b"
		"   ON b.account OPERATOR(market.=) c.consumer::market.address"
		" ) AS d JOIN market.account_balance AS b"
		"  ON b.account OPERATOR(market.=) d.account AND b.denom = d.denom"
		" ORDER BY b.account, b.denom FOR NO KEY UPDATE OF b",
		4, {INT8OID, INT8OID, INT8OID, BYTEAARRAYOID}
	};
	int			count = missed == NULL ? 0 : missed->refund_count;
	Datum	   *consumers = palloc(Max(count, 1) * sizeof(Datum));
	Datum		arguments[4];
	int			i;

	for (i = 0; i < count; i++)
		consumers[i] = AddressGetByteaDatum(&missed->refunds[i].key.account);
	arguments[0] = Int64GetDatum(started_through);
	arguments[1] = Int64GetDatum(clock->height);
	arguments[2] = Int64GetDatum(clock->next);
	arguments[3] = StatementArray(consumers, count, BYTEAOID);
	LedgerOpenPayees(clock->next);
	StatementRun(&lock, arguments, NULL);
}

void
ExpiryLockDue(const Clock *clock, int64 started_through)
{
	ExpiryLockBalances(clock, started_through, NULL);
}

/*
 * The contexts after their requests.  The next batch keeps the rhythm: it is due
 * a period after the last one was made, or now if that has passed.
 */
static Statement finish = {
	"UPDATE market.context_progress AS p SET"
	" batch_expired = p.batch_state = 'running', batch_state = 'completed', expiry_height = NULL,"
	" state = CASE WHEN p.state = 'running' AND NOT (p.repeated"
	"   AND (p.repeated_total < 0 OR p.batch_counter < p.repeated_total))"
	"  THEN 'completed' ELSE p.state END,"
	" start_height = CASE WHEN p.state = 'running' AND p.repeated"
	"   AND (p.repeated_total < 0 OR p.batch_counter < p.repeated_total)"
	"  THEN greatest(p.expiry_height - p.timeout + p.repeated_frequency, $2) END,"
	" ended_height = CASE WHEN p.state = 'paused' OR p.state = 'running' AND p.repeated"
	"   AND (p.repeated_total < 0 OR p.batch_counter < p.repeated_total) THEN NULL"
	"  ELSE $2 END"
	" FROM pg_catalog.unnest($1) AS i(id) WHERE p.context_id = i.id"
	" RETURNING p.context_id, p.batch_expired, p.ended_height IS NOT NULL, p.has_module",
	2, {INT8ARRAYOID, INT8OID}
};

/* What is expiring at the end of a block, between ExpiryRun() and its trigger. */
typedef struct Expiring
{
	const int64 *context_ids;
	int			count;
	const Clock *clock;
	int64		started_through;
	bool		finished;
} Expiring;

static Expiring *expiring = NULL;

static int
ExpiryCompare(const void *a, const void *b)
{
	int64		left = *(const int64 *) a;
	int64		right = *(const int64 *) b;

	return left < right ? -1 : left > right;
}

/* Finish the contexts, once; those of modules are called back. */
static void
ExpiryFinish(void)
{
	Datum		arguments[2];
	int64	   *batches;
	int64	   *contexts;
	int64	   *modules;
	int			count[] = {0, 0, 0};
	uint64		rows;
	uint64		row;

	if (expiring->finished)
		return;
	expiring->finished = true;
	arguments[0] = StatementInt64Array(expiring->context_ids, expiring->count);
	arguments[1] = Int64GetDatum(expiring->clock->height);
	rows = StatementRun(&finish, arguments, NULL);
	batches = palloc(Max(rows, 1) * sizeof(int64));
	contexts = palloc(Max(rows, 1) * sizeof(int64));
	modules = palloc(Max(rows, 1) * sizeof(int64));
	for (row = 0; row < rows; row++)
	{
		int64		id = DatumGetInt64(StatementDatum(row, 1));
		bool		expired = DatumGetBool(StatementDatum(row, 2));

		CHECK_FOR_INTERRUPTS();
		if (expired)
			batches[count[0]++] = id;
		if (DatumGetBool(StatementDatum(row, 3)))
			contexts[count[1]++] = id;
		if (expired && DatumGetBool(StatementDatum(row, 4)))
			modules[count[2]++] = id;
	}
	qsort(batches, count[0], sizeof(int64), ExpiryCompare);
	EventNoteIds("complete_batch", batches, count[0]);
	qsort(contexts, count[1], sizeof(int64), ExpiryCompare);
	EventNoteIds("complete_context", contexts, count[1]);
	if (count[2] > 0)
		CallbackQueueResponse(modules, count[2]);
}

/*
 * request_missed() returns trigger: what follows when requests end without an answer
 *
 * Fired for those that were answered, too, which are settled otherwise.
 */
Datum
market_request_missed(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	ExpirySlashing slashing;
	Missed		missed;
	Tuplestorestate *rows;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event) ||
		!TRIGGER_FIRED_BY_DELETE(trigger->tg_event) || trigger->tg_oldtable == NULL ||
		!MissedIsTable(trigger->tg_relation))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("request_missed must be fired after the deletion of requests,"
						" with a table of old rows")));
	StatementBegin();
	MissedRead(trigger->tg_oldtable, RelationGetDescr(trigger->tg_relation), &missed);
	if (missed.count > 0)
	{
		/* contexts come before bindings, and these before balances */
		if (expiring != NULL)
			ExpiryFinish();
		ExpiryReadSlashing(&slashing);
		MissedSlash(&missed, slashing.fraction);
		if (expiring != NULL)
			ExpiryLockBalances(expiring->clock, expiring->started_through, &missed);
		rows = MissedTable(&missed, trigger->tg_oldtable, RelationGetDescr(trigger->tg_relation));
		ExpiryWrite(&missed, &slashing);
		tuplestore_end(rows);
		ExpiryMove(&missed, &slashing);
	}
	StatementFinish();
	return PointerGetDatum(NULL);
}

void
ExpiryRun(const int64 *context_ids, int count, const Clock *clock, int64 started_through)
{
	static Statement expire = {
		"DELETE FROM market.request_open AS r USING pg_catalog.unnest($1) AS i(id)"
		" WHERE r.context_id = i.id AND r.state = 'pending'",
		1, {INT8ARRAYOID}
	};
	Datum		ids = StatementInt64Array(context_ids, count);
	Expiring	block = {context_ids, count, clock, started_through, false};

	PG_TRY();
	{
		expiring = &block;
		if (StatementRun(&expire, &ids, NULL) > 0 && !block.finished)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("trigger of missed requests is missing or disabled"),
					 errhint("Run: ALTER EXTENSION pg_market UPDATE; SELECT market.install();")));
		/* unless the trigger has */
		ExpiryFinish();
	}
	PG_FINALLY();
	{
		expiring = NULL;
	}
	PG_END_TRY();
}
