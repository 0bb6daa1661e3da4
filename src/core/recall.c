/*
 * recall.c
 *		When rows that a session keeps are out of date.
 *
 * A change of such a row is announced as a change of its table's definition
 * would be.  PostgreSQL brings that to every session before the next statement, to
 * a standby too, and to this session when the change is rolled back.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "core/errors.h"
#include "core/recall.h"
#include "core/statement.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"

/* entries kept of one table; with one more all are forgotten */
#define RECALL_ROWS_MAX 200

PG_FUNCTION_INFO_V1(market_row_changed);

static Recall *recalls = NULL;

/* The definition of a table changed; InvalidOid: of any. */
static void
RecallChanged(Datum argument, Oid relation)
{
	Recall	   *recall;

	for (recall = recalls; recall != NULL; recall = recall->next)
		if (!OidIsValid(relation) || recall->relation == relation)
		{
			recall->version++;
			recall->known = false;
		}
}

/* Find the table, and whether it has the trigger, also for what replication applies. */
static void
RecallFind(Recall *recall)
{
	static Statement watched = {
		"SELECT FROM pg_catalog.pg_trigger"
		" WHERE tgrelid OPERATOR(pg_catalog.=) $1 AND tgname OPERATOR(pg_catalog.=) 'row_changed'"
		" AND tgenabled OPERATOR(pg_catalog.=) 'A'",
		1, {OIDOID}
	};
	Oid			schema = get_namespace_oid("market", true);
	Datum		relation;

	recall->watched = false;
	recall->relation = OidIsValid(schema) ? get_relname_relid(recall->table, schema) : InvalidOid;
	if (!OidIsValid(recall->relation))
		return;
	/* before it is looked at, because a change may come meanwhile */
	recall->known = true;
	relation = ObjectIdGetDatum(recall->relation);
	StatementBegin();
	recall->watched = StatementReadLatest(&watched, &relation, NULL) > 0;
	StatementFinish();
}

uint64
RecallVersion(Recall *recall)
{
	if (recall->version == 0)
	{
		if (recalls == NULL)
			CacheRegisterRelcacheCallback(RecallChanged, (Datum) 0);
		recall->version = 1;
		recall->next = recalls;
		recalls = recall;
	}
	/* a transaction that has its locks already would not hear of anything */
	AcceptInvalidationMessages();
	if (!recall->known)
		RecallFind(recall);
	return recall->watched ? recall->version : 0;
}

static void
RecallForget(RecallRows *rows)
{
	HASHCTL		control = {.keysize = rows->key_size, .entrysize = rows->entry_size};

	if (rows->context == NULL)
		rows->context = AllocSetContextCreate(TopMemoryContext, "market rows",
											  ALLOCSET_DEFAULT_SIZES);
	rows->entries = NULL;
	MemoryContextReset(rows->context);
	control.hcxt = rows->context;
	rows->entries = hash_create(rows->table.table, RECALL_ROWS_MAX, &control,
								HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

void *
RecallFindRow(RecallRows *rows, const void *key)
{
	uint64		version = RecallVersion(&rows->table);

	if (rows->entries == NULL || version != rows->version)
		RecallForget(rows);
	rows->version = version;
	return hash_search(rows->entries, key, HASH_FIND, NULL);
}

MemoryContext
RecallRoom(RecallRows *rows)
{
	if (rows->version == 0)
		return NULL;
	if (hash_get_num_entries(rows->entries) >= RECALL_ROWS_MAX)
		RecallForget(rows);
	return rows->context;
}

void *
RecallEnterRow(RecallRows *rows, const void *key)
{
	return hash_search(rows->entries, key, HASH_ENTER, NULL);
}

/*
 * row_changed() returns trigger: sessions that keep rows of the table read them anew
 */
Datum
market_row_changed(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("row_changed must be fired after the change of a row")));
	CacheInvalidateRelcache(trigger->tg_relation);
	return PointerGetDatum(NULL);
}
