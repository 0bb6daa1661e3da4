/*
 * service.c
 *		Services of organizations, and their prices per group.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/registry.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/bytes.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_publish_service);
PG_FUNCTION_INFO_V1(market_update_service);
PG_FUNCTION_INFO_V1(market_delete_service);

/* The arguments that the three functions have in common. */
typedef struct ServiceCall
{
	Caller		caller;
	Address    *member;
	char	   *organization_id;
	char	   *service_id;
} ServiceCall;

static void
ServiceRaiseExists(const ServiceCall *call)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_SERVICE_EXISTS),
			 errmsg("service \"%s\" of organization \"%s\" already exists",
					call->service_id, call->organization_id)));
}

static void
ServiceRaiseNotFound(const char *organization_id, const char *service_id)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_SERVICE_NOT_FOUND),
			 errmsg("service \"%s\" of organization \"%s\" does not exist",
					service_id, organization_id)));
}

void
ServiceRequire(const char *organization_id, const char *service_id)
{
	static Statement find = {
		"SELECT FROM market.organization_service WHERE organization_id = $1 AND service_id = $2",
		2, {TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(organization_id), CStringGetTextDatum(service_id)
	};

	if (StatementRun(&find, arguments, NULL) == 0)
		ServiceRaiseNotFound(organization_id, service_id);
}

/* Enter, and take the arguments that are not the document. */
static void
ServiceEnter(FunctionCallInfo fcinfo, ServiceCall *call)
{
	CallerEnter(&call->caller);
	call->member = ArgumentActor(fcinfo, 0, "member");
	call->organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	call->service_id = ArgumentRegistryId(fcinfo, 2, "service_id");
}

/* Write the event, and leave. */
static void
ServiceLeave(const ServiceCall *call, RegistryEventKind kind, Datum metadata)
{
	RegistryEvent event = {kind, call->organization_id, call->service_id, call->member, metadata};

	RegistryNote(&event);
	CallerLeave(&call->caller);
}

/* Lock the organization for its owner or a member. */
static void
ServiceRequireMember(const ServiceCall *call)
{
	OrganizationRequire(&call->caller, call->organization_id, call->member,
						ORGANIZATION_MEMBER);
}

/* Is there such a service?  Also reads the market's escrow address. */
static bool
ServiceFind(const ServiceCall *call, Address *escrow)
{
	static Statement find = {
		"SELECT p.escrow_address::pg_catalog.bytea,"
		" EXISTS (SELECT FROM market.organization_service AS s"
		"  WHERE s.organization_id = $1 AND s.service_id = $2)"
		" FROM market.params AS p",
		2, {TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(call->organization_id),
	CStringGetTextDatum(call->service_id)};

	if (StatementRun(&find, arguments, NULL) != 1)
		elog(ERROR, "market.params has not one row");
	memcpy(escrow->bytes,
		   BytesFromBytea(DatumGetByteaPP(StatementDatum(0, 1)), "address", ADDRESS_SIZE),
		   ADDRESS_SIZE);
	return DatumGetBool(StatementDatum(0, 2));
}

/* Prices per method as an object: full method name to price, a JSON number. */
static Jsonb *
ServiceMethodPrices(const ServiceGroup *group)
{
	JsonbParseState *state = NULL;
	JsonbValue *object;
	int			i;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (i = 0; i < group->method_count; i++)
	{
		JsonbValue	key = {.type = jbvString};
		JsonbValue	price = {.type = jbvNumeric};

		key.val.string.val = group->methods[i].method;
		key.val.string.len = strlen(group->methods[i].method);
		price.val.numeric = group->methods[i].price;
		pushJsonbValue(&state, WJB_KEY, &key);
		pushJsonbValue(&state, WJB_VALUE, &price);
	}
	object = pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	return JsonbValueToJsonb(object);
}

/* Check the document against its organization; its groups as three arrays. */
static void
ServiceGroupArrays(const ServiceCall *call, Jsonb *metadata, const Address *escrow,
				   Datum *arrays)
{
	int			group_count;
	OrganizationGroup *groups = OrganizationGroups(call->organization_id, &group_count);
	ServiceDocument *document = ServiceDocumentRead(metadata, escrow, groups, group_count);
	int			count = document->group_count;
	Datum	   *ids = (Datum *) palloc(count * sizeof(Datum));
	Datum	   *fixed_prices = (Datum *) palloc0(count * sizeof(Datum));
	Datum	   *method_prices = (Datum *) palloc0(count * sizeof(Datum));
	bool	   *not_fixed = (bool *) palloc(count * sizeof(bool));
	bool	   *is_fixed = (bool *) palloc(count * sizeof(bool));
	int			lower = 1;
	int			i;

	for (i = 0; i < count; i++)
	{
		const ServiceGroup *group = &document->groups[i];

		ids[i] = PointerGetDatum(BytesToBytea(group->group_id, GROUP_ID_SIZE));
		is_fixed[i] = group->fixed;
		not_fixed[i] = !group->fixed;
		if (group->fixed)
			fixed_prices[i] = NumericGetDatum(group->fixed_price);
		else
			method_prices[i] = JsonbPGetDatum(ServiceMethodPrices(group));
	}
	arrays[0] = StatementArray(ids, count, BYTEAOID);
	arrays[1] = PointerGetDatum(construct_md_array(fixed_prices, not_fixed, 1, &count, &lower,
												   NUMERICOID, -1, false, TYPALIGN_INT));
	arrays[2] = PointerGetDatum(construct_md_array(method_prices, is_fixed, 1, &count, &lower,
												   JSONBOID, -1, false, TYPALIGN_INT));
}

/* SQL: the tags of the document in $3, each once. */
#define SERVICE_TAGS \
	"ARRAY(SELECT t.tag FROM pg_catalog.jsonb_array_elements_text($3 -> 'tags')" \
	" WITH ORDINALITY AS t (tag, position) GROUP BY t.tag ORDER BY pg_catalog.min(t.position))"

/*
 * Write a service and its groups by a statement.
 *
 * The organization is locked, so nobody else changes them meanwhile.  The
 * statement also touches its row and leaves conflicts to ON CONFLICT: a
 * repeatable read transaction that began earlier and sees neither the service
 * nor its groups then gets a serialization failure, not half of the truth.
 *
 * In:	published: must there be such a service, or must there be none?
 */
static void
ServiceWrite(FunctionCallInfo fcinfo, bool published, Statement *write)
{
	ServiceCall call;
	Jsonb	   *metadata;
	Address		escrow;
	Datum		arguments[6];

	ServiceEnter(fcinfo, &call);
	ArgumentRequire(fcinfo, 3, "metadata");
	metadata = PG_GETARG_JSONB_P(3);

	ServiceRequireMember(&call);
	if (ServiceFind(&call, &escrow) != published)
	{
		if (published)
			ServiceRaiseNotFound(call.organization_id, call.service_id);
		ServiceRaiseExists(&call);
	}
	ServiceGroupArrays(&call, metadata, &escrow, &arguments[3]);

	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	arguments[2] = JsonbPGetDatum(metadata);
	StatementRun(write, arguments, NULL);
	ServiceLeave(&call, published ? SERVICE_METADATA_MODIFIED : SERVICE_CREATED, arguments[2]);
}

/*
 * publish_service(member, organization_id, service_id, metadata)
 */
Datum
market_publish_service(PG_FUNCTION_ARGS)
{
	static Statement publish = {
		"WITH touched AS ("
		" UPDATE market.organization SET metadata = metadata WHERE id = $1"
		"), made AS ("
		" INSERT INTO market.organization_service (organization_id, service_id, metadata, tags)"
		" VALUES ($1, $2, $3, " SERVICE_TAGS ")"
		" ON CONFLICT (organization_id, service_id) DO NOTHING"
		" RETURNING organization_id, service_id)"
		"INSERT INTO market.service_group (organization_id, service_id, group_id,"
		"  payment_address, payment_expiration_threshold, fixed_price, method_prices)"
		" SELECT made.organization_id, made.service_id, g.group_id,"
		"  g.payment_address, g.payment_expiration_threshold, p.fixed_price, p.method_prices"
		" FROM made CROSS JOIN ROWS FROM (pg_catalog.unnest($4), pg_catalog.unnest($5),"
		"  pg_catalog.unnest($6)) AS p (group_id, fixed_price, method_prices)"
		" JOIN market.organization_group AS g"
		"  ON g.organization_id = made.organization_id AND g.group_id = p.group_id",
		6, {TEXTOID, TEXTOID, JSONBOID, BYTEAARRAYOID, NUMERICARRAYOID, JSONBARRAYOID}
	};

	ServiceWrite(fcinfo, false, &publish);
	PG_RETURN_VOID();
}

/*
 * update_service(member, organization_id, service_id, metadata)
 */
Datum
market_update_service(PG_FUNCTION_ARGS)
{
	static Statement update = {
		"WITH touched AS ("
		" UPDATE market.organization SET metadata = metadata WHERE id = $1"
		"), document AS ("
		" UPDATE market.organization_service SET metadata = $3, tags = " SERVICE_TAGS
		" WHERE organization_id = $1 AND service_id = $2"
		"), gone AS ("
		" DELETE FROM market.service_group"
		" WHERE organization_id = $1 AND service_id = $2 AND group_id <> ALL ($4)"
		"), forgotten AS ("
		" DELETE FROM market.former_price"
		" WHERE organization_id = $1 AND service_id = $2"
		" AND valid_until < (SELECT height FROM market.clock)"
		"), former AS ("
		" INSERT INTO market.former_price (organization_id, service_id, group_id,"
		"  fixed_price, method_prices, valid_until)"
		" SELECT g.organization_id, g.service_id, g.group_id, g.fixed_price, g.method_prices,"
		"  c.height + a.price_grace"
		" FROM ROWS FROM (pg_catalog.unnest($4), pg_catalog.unnest($5),"
		"  pg_catalog.unnest($6)) AS p (group_id, fixed_price, method_prices)"
		" JOIN market.service_group AS g"
		"  ON g.organization_id = $1 AND g.service_id = $2 AND g.group_id = p.group_id"
		" CROSS JOIN market.params AS a CROSS JOIN market.clock AS c"
		" WHERE a.price_grace > 0 AND (g.fixed_price IS DISTINCT FROM p.fixed_price"
		"  OR g.method_prices IS DISTINCT FROM p.method_prices)"
		")"
		"INSERT INTO market.service_group (organization_id, service_id, group_id,"
		"  payment_address, payment_expiration_threshold, fixed_price, method_prices,"
		"  is_dynamic, guarded)"
		" SELECT $1, $2, g.group_id,"
		"  g.payment_address, g.payment_expiration_threshold, p.fixed_price, p.method_prices,"
		"  EXISTS (SELECT FROM market.pricing_function"
		"   WHERE organization_id = $1 AND service_id = $2),"
		"  EXISTS (SELECT FROM market.service_setting AS t"
		"   WHERE t.organization_id = $1 AND t.service_id = $2 AND t.guarded)"
		" FROM ROWS FROM (pg_catalog.unnest($4), pg_catalog.unnest($5),"
		"  pg_catalog.unnest($6)) AS p (group_id, fixed_price, method_prices)"
		" JOIN market.organization_group AS g"
		"  ON g.organization_id = $1 AND g.group_id = p.group_id"
		" ON CONFLICT (organization_id, service_id, group_id) DO UPDATE SET"
		"  payment_address = excluded.payment_address,"
		"  payment_expiration_threshold = excluded.payment_expiration_threshold,"
		"  fixed_price = excluded.fixed_price, method_prices = excluded.method_prices",
		6, {TEXTOID, TEXTOID, JSONBOID, BYTEAARRAYOID, NUMERICARRAYOID, JSONBARRAYOID}
	};

	ServiceWrite(fcinfo, true, &update);
	PG_RETURN_VOID();
}

/*
 * delete_service(member, organization_id, service_id)
 */
Datum
market_delete_service(PG_FUNCTION_ARGS)
{
	static Statement delete = {
		"DELETE FROM market.organization_service WHERE organization_id = $1 AND service_id = $2",
		2, {TEXTOID, TEXTOID}
	};
	ServiceCall call;
	Datum		arguments[2];

	ServiceEnter(fcinfo, &call);
	ServiceRequireMember(&call);
	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	if (StatementRun(&delete, arguments, NULL) == 0)
		ServiceRaiseNotFound(call.organization_id, call.service_id);
	ServiceLeave(&call, SERVICE_DELETED, (Datum) 0);
	PG_RETURN_VOID();
}
