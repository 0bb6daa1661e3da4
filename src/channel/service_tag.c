/*
 * service_tag.c
 *		Tags of services: words that a service is found by, kept in its document.
 *
 * Source: SingularityNET Registry contract until 2021, which had tags beside the
 * document.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/registry.h"
#include "core/arguments.h"
#include "core/statement.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_add_service_tags);
PG_FUNCTION_INFO_V1(market_remove_service_tags);

/* Change the tags by a statement that returns the new document, and how many there are. */
static void
ServiceChangeTags(FunctionCallInfo fcinfo, Statement *change)
{
	RegistryEvent event = {.kind = SERVICE_TAGS_MODIFIED};
	Caller		caller;
	Address    *member;
	Datum		arguments[3];

	CallerEnter(&caller);
	member = ArgumentActor(fcinfo, 0, "member");
	event.account = member;
	event.organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	event.item_id = ArgumentRegistryId(fcinfo, 2, "service_id");
	arguments[0] = CStringGetTextDatum(event.organization_id);
	arguments[1] = CStringGetTextDatum(event.item_id);
	arguments[2] = ArgumentTags(fcinfo, 3, "tags");

	OrganizationRequire(&caller, event.organization_id, member, ORGANIZATION_MEMBER);
	ServiceRequire(event.organization_id, event.item_id);
	if (StatementRun(change, arguments, NULL) > 0)
	{
		RegistryCheckTags(DatumGetInt32(StatementDatum(0, 2)));
		event.metadata = StatementDatum(0, 1);
		RegistryNote(&event);
	}
	CallerLeave(&caller);
}

/* Statements that change the row when its tags become others, and the organization's with it. */
#define SERVICE_SET_TAGS(new_tags) \
	"WITH touched AS (" \
	" UPDATE market.organization SET metadata = metadata WHERE id = $1" \
	")" \
	"UPDATE market.organization_service AS s SET tags = n.tags," \
	" metadata = pg_catalog.jsonb_set(s.metadata, '{tags}', pg_catalog.to_jsonb(n.tags))" \
	" FROM (SELECT " new_tags " AS tags FROM market.organization_service AS o" \
	"  WHERE o.organization_id = $1 AND o.service_id = $2) AS n" \
	" WHERE s.organization_id = $1 AND s.service_id = $2 AND s.tags <> n.tags" \
	" RETURNING s.metadata, pg_catalog.cardinality(s.tags)"

/*
 * add_service_tags(member, organization_id, service_id, tags)
 */
Datum
market_add_service_tags(PG_FUNCTION_ARGS)
{
	static Statement add = {
		SERVICE_SET_TAGS(REGISTRY_TAGS_WITH("o.tags", "$3")),
		3, {TEXTOID, TEXTOID, TEXTARRAYOID}
	};

	ServiceChangeTags(fcinfo, &add);
	PG_RETURN_VOID();
}

/*
 * remove_service_tags(member, organization_id, service_id, tags)
 */
Datum
market_remove_service_tags(PG_FUNCTION_ARGS)
{
	static Statement remove = {
		SERVICE_SET_TAGS(REGISTRY_TAGS_WITHOUT("o.tags", "$3")),
		3, {TEXTOID, TEXTOID, TEXTARRAYOID}
	};

	ServiceChangeTags(fcinfo, &remove);
	PG_RETURN_VOID();
}
