/*
 * seal.c
 *		Seals: the history, hashed part by part, each part with the one before.
 *
 * Who keeps one hash elsewhere can show later that nothing before it was changed.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "core/caller.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

PG_FUNCTION_INFO_V1(market_seal_history);
PG_FUNCTION_INFO_V1(market_check_history);

/* SQL: the hash of some rows, each printed with all its columns as they are today. */
#define SEAL_ROWS(columns, from, after, upto) \
	"coalesce((SELECT pg_catalog.sha256(pg_catalog.string_agg(" \
	"  pg_catalog.sha256(pg_catalog.convert_to((ROW(" columns "))::text, 'UTF8'))," \
	"  ''::bytea ORDER BY r.id))" \
	" FROM " from " AS r WHERE r.id > " after " AND r.id <= " upto "), ''::bytea)"

/* SQL: the hash of a part: that of the part before, and of the rows of three tables. */
#define SEAL_HASH(previous, journal, journal_upto, event, event_upto, registry, registry_upto) \
	"pg_catalog.sha256(" previous " || " \
	SEAL_ROWS("r.id, r.height, r.block_time, r.debit, r.debit_kind, r.credit, r.credit_kind," \
			  " r.denom, r.amount, r.reason, r.reference", "market.journal", journal, \
			  journal_upto) " || " \
	SEAL_ROWS("r.id, r.height, r.block_time, r.channel_id, r.event, r.nonce, r.amount," \
			  " r.planned_amount, r.send_back_amount, r.expiration, r.signature", \
			  "market.channel_event", event, event_upto) " || " \
	SEAL_ROWS("r.id, r.height, r.block_time, r.event, r.organization_id, r.item_id, r.account," \
			  " r.metadata, r.detail", "market.registry_event", registry, registry_upto) ")"

/* SQL: the last number that a table has drawn for a row. */
#define SEAL_DRAWN(table) \
	"coalesce(pg_catalog.pg_sequence_last_value(" \
	"pg_catalog.pg_get_serial_sequence('" table "', 'id')::regclass), 0)"

/*
 * Waits for the transactions that have locked a table in order to write.  A row's number
 * is drawn under that lock: after this no number that was drawn before is still open.
 * Who comes later does not wait, and draws later numbers.
 */
static void
SealWaitForWriters(const char *table)
{
	LOCKTAG		tag;

	SET_LOCKTAG_RELATION(tag, MyDatabaseId,
						 get_relname_relid(table, get_namespace_oid("market", false)));
	WaitForLockers(tag, ShareLock, false);
}

/*
 * seal_history() returns bytea: the hash of the new seal, NULL when there is nothing new
 *
 * Rows are numbered in one order and committed in another.  What is sealed ends at the
 * last numbers that were drawn before the wait: all those rows are seen that ever will be.
 */
Datum
market_seal_history(PG_FUNCTION_ARGS)
{
	static Statement drawn = {
		"SELECT " SEAL_DRAWN("market.journal") ", " SEAL_DRAWN("market.channel_event") ", "
		SEAL_DRAWN("market.registry_event"), 0
	};
	static Statement seal = {
		"WITH last AS MATERIALIZED ("
		" SELECT coalesce(pg_catalog.max(id), 0) AS id,"
		"  coalesce(pg_catalog.max(journal_id), 0) AS j,"
		"  coalesce(pg_catalog.max(channel_event_id), 0) AS e,"
		"  coalesce(pg_catalog.max(registry_event_id), 0) AS r FROM market.history_seal"
		"), upto AS MATERIALIZED ("
		" SELECT (SELECT coalesce(pg_catalog.max(id), 0) FROM market.journal"
		"   WHERE id <= $1) AS j,"
		"  (SELECT coalesce(pg_catalog.max(id), 0) FROM market.channel_event"
		"   WHERE id <= $2) AS e,"
		"  (SELECT coalesce(pg_catalog.max(id), 0) FROM market.registry_event"
		"   WHERE id <= $3) AS r"
		")"
		"INSERT INTO market.history_seal (id, height, block_time, journal_id, channel_event_id,"
		"  registry_event_id, hash)"
		" SELECT last.id + 1, k.height, k.block_time, upto.j, upto.e, upto.r, "
		SEAL_HASH("coalesce((SELECT h.hash FROM market.history_seal AS h WHERE h.id = last.id),"
				  " ''::bytea)", "last.j", "upto.j", "last.e", "upto.e", "last.r", "upto.r")
		" FROM last CROSS JOIN upto CROSS JOIN market.clock AS k"
		" WHERE (upto.j, upto.e, upto.r) <> (last.j, last.e, last.r) RETURNING hash",
		3, {INT8OID, INT8OID, INT8OID}
	};
	MemoryContext context = CurrentMemoryContext;
	Datum		arguments[3];
	Caller		caller;
	Datum		hash = (Datum) 0;
	bool		isnull = true;

	CallerEnter(&caller);
	CallerRequireRole(&caller, ROLE_OPERATOR);
	if (IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TRANSACTION_STATE),
				 errmsg("history can only be sealed at READ COMMITTED"),
				 errhint("An older snapshot would leave rows out.")));
	StatementScript("LOCK TABLE market.history_seal IN SHARE ROW EXCLUSIVE MODE",
					"lock");
	StatementRun(&drawn, NULL, NULL);
	for (int i = 0; i < 3; i++)
		arguments[i] = StatementDatum(0, i + 1);
	SealWaitForWriters("journal");
	SealWaitForWriters("channel_event");
	SealWaitForWriters("registry_event");
	if (StatementRun(&seal, arguments, NULL) > 0)
		hash = StatementCopy(0, 1, context, &isnull);
	CallerLeave(&caller);
	if (isnull)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(hash);
}

/*
 * check_history() returns setof (seal_id bigint, expected bytea, found bytea): seals
 * whose rows have another hash now
 */
Datum
market_check_history(PG_FUNCTION_ARGS)
{
	static Statement check = {
		"SELECT s.id, s.hash, s.found FROM (SELECT h.id, h.hash, "
		SEAL_HASH("coalesce(p.hash, ''::bytea)", "coalesce(p.journal_id, 0)", "h.journal_id",
				  "coalesce(p.channel_event_id, 0)", "h.channel_event_id",
				  "coalesce(p.registry_event_id, 0)", "h.registry_event_id")
		" AS found FROM market.history_seal AS h"
		" LEFT JOIN market.history_seal AS p ON p.id = h.id - 1) AS s"
		" WHERE s.hash <> s.found ORDER BY s.id",
		0
	};
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Caller		caller;

	CallerEnter(&caller);
	StatementRead(&check, NULL, NULL);
	StatementSetRows(result);
	CallerLeave(&caller);
	return (Datum) 0;
}
