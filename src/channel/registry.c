/*
 * registry.c
 *		What happened to organizations, services and type repositories, and the
 *		readers of the registry, which find or do not find but never fail.
 *
 * Source: SingularityNET Registry contract: events and view functions.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/registry.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/statement.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_list_organizations);
PG_FUNCTION_INFO_V1(market_get_organization);
PG_FUNCTION_INFO_V1(market_list_services);
PG_FUNCTION_INFO_V1(market_get_service);
PG_FUNCTION_INFO_V1(market_find_services);

static const char *const event_names[] = {
	"organization_created", "organization_modified", "organization_deleted",
	"service_created", "service_metadata_modified", "service_tags_modified", "service_deleted",
	"type_repository_created", "type_repository_modified", "type_repository_deleted"
};

void
RegistryNote(const RegistryEvent *event)
{
	static Statement note = {
		"INSERT INTO market.registry_event (height, block_time, event, organization_id, item_id,"
		"  account, metadata, hash, detail)"
		" SELECT c.height, c.block_time, $1, $2, $3, $4::market.address, $5,"
		"  pg_catalog.sha256(pg_catalog.convert_to($5::text, 'UTF8')), $6"
		" FROM market.clock AS c",
		6, {TEXTOID, TEXTOID, TEXTOID, BYTEAOID, JSONBOID, JSONBOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(event_names[event->kind]),
		CStringGetTextDatum(event->organization_id),
		event->item_id == NULL ? (Datum) 0 : CStringGetTextDatum(event->item_id),
		AddressGetByteaDatum(event->account), event->metadata, event->detail
	};
	char		nulls[] = {
		' ', ' ', event->item_id == NULL ? 'n' : ' ', ' ',
		event->metadata == 0 ? 'n' : ' ', event->detail == 0 ? 'n' : ' '
	};

	StatementRun(&note, arguments, nulls);
}

Datum
ArgumentTags(FunctionCallInfo fcinfo, int n, const char *name)
{
	int			count;
	Datum	   *tags = ArgumentArray(fcinfo, n, name, REGISTRY_TAGS_MAX, &count);
	int			i;

	for (i = 0; i < count; i++)
	{
		text	   *tag = DatumGetTextPP(tags[i]);

		if (pg_mbstrlen_with_len(VARDATA_ANY(tag), VARSIZE_ANY_EXHDR(tag)) > REGISTRY_TAG_LENGTH)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"%s\" must hold tags of at most %d characters", name,
							REGISTRY_TAG_LENGTH)));
	}
	return StatementArray(tags, count, TEXTOID);
}

void
RegistryCheckTags(int count)
{
	if (count > REGISTRY_TAGS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("there would be more than %d tags", REGISTRY_TAGS_MAX)));
}

/* Answer with the one row of a statement about one organization, or item of it. */
static Datum
RegistryRow(FunctionCallInfo fcinfo, Statement *find, int columns)
{
	MemoryContext context = CurrentMemoryContext;
	Datum		arguments[2] = {0};
	Datum		values[6];
	bool		isnull[6];
	Caller		caller;
	int			i;

	for (i = 0; i < find->argument_count; i++)
		arguments[i] = CStringGetTextDatum(
			ArgumentText(fcinfo, i, i == 0 ? "organization_id" : "service_id"));
	CallerEnter(&caller);
	StatementRead(find, arguments, NULL);
	for (i = 0; i < columns; i++)
		values[i] = StatementCopy(0, i + 1, context, &isnull[i]);
	CallerLeave(&caller);
	return StatementRecord(fcinfo, values, isnull);
}

/*
 * list_organizations() returns setof text, in the order of their creation
 */
Datum
market_list_organizations(PG_FUNCTION_ARGS)
{
	static Statement list = {"SELECT id FROM market.organization ORDER BY number", 0};
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Caller		caller;

	CallerEnter(&caller);
	StatementRead(&list, NULL, NULL);
	StatementSetRows(result);
	CallerLeave(&caller);
	return (Datum) 0;
}

/*
 * get_organization(organization_id text) returns record
 *		(found, id, metadata, owner, members, service_ids)
 */
Datum
market_get_organization(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT o.id IS NOT NULL, $1, o.metadata, o.owner, o.members,"
		" ARRAY(SELECT s.service_id FROM market.organization_service AS s"
		"  WHERE s.organization_id = $1 ORDER BY s.number)"
		" FROM (SELECT) AS one LEFT JOIN market.organization AS o ON o.id = $1",
		1, {TEXTOID}
	};

	return RegistryRow(fcinfo, &find, 6);
}

/*
 * list_services(organization_id text) returns record (found, service_ids)
 */
Datum
market_list_services(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT EXISTS (SELECT FROM market.organization WHERE id = $1),"
		" ARRAY(SELECT s.service_id FROM market.organization_service AS s"
		"  WHERE s.organization_id = $1 ORDER BY s.number)",
		1, {TEXTOID}
	};

	return RegistryRow(fcinfo, &find, 2);
}

/*
 * get_service(organization_id text, service_id text) returns record
 *		(found, id, metadata, tags)
 */
Datum
market_get_service(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT s.service_id IS NOT NULL, $2, s.metadata, s.tags"
		" FROM (SELECT) AS one LEFT JOIN market.organization_service AS s"
		"  ON s.organization_id = $1 AND s.service_id = $2",
		2, {TEXTOID, TEXTOID}
	};

	return RegistryRow(fcinfo, &find, 4);
}

Datum
RegistryFind(FunctionCallInfo fcinfo, Statement *find)
{
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Datum		arguments[1];
	Caller		caller;

	arguments[0] = ArgumentTags(fcinfo, 0, "tags");
	CallerEnter(&caller);
	StatementRead(find, arguments, NULL);
	StatementSetRows(result);
	CallerLeave(&caller);
	return (Datum) 0;
}

/*
 * find_services(tags text[]) returns setof (organization_id text, service_id text):
 * the services that have all of the tags
 */
Datum
market_find_services(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT organization_id, service_id FROM market.organization_service"
		" WHERE tags @> $1 ORDER BY number",
		1, {TEXTARRAYOID}
	};

	return RegistryFind(fcinfo, &find);
}
