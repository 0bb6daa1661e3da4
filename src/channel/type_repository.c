/*
 * type_repository.c
 *		Type repositories: message types that an organization publishes.
 *
 * Source: SingularityNET Registry contract until 2021.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/registry.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "utils/builtins.h"

/* bytes of a place where types lie */
#define REPOSITORY_URI_MAX 2000

PG_FUNCTION_INFO_V1(market_create_type_repository);
PG_FUNCTION_INFO_V1(market_update_type_repository);
PG_FUNCTION_INFO_V1(market_add_type_repository_tags);
PG_FUNCTION_INFO_V1(market_remove_type_repository_tags);
PG_FUNCTION_INFO_V1(market_delete_type_repository);
PG_FUNCTION_INFO_V1(market_find_type_repositories);

/* What the functions have in common: the caller, the event, the arguments of a statement. */
typedef struct RepositoryCall
{
	Caller		caller;
	RegistryEvent event;
	Datum		arguments[4];	/* organization, repository, and what is new */
} RepositoryCall;

static void
RepositoryEnter(FunctionCallInfo fcinfo, RepositoryCall *call, RegistryEventKind kind)
{
	memset(call, 0, sizeof(*call));
	CallerEnter(&call->caller);
	call->event.kind = kind;
	call->event.account = ArgumentActor(fcinfo, 0, "member");
	call->event.organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	call->event.item_id = ArgumentRegistryId(fcinfo, 2, "repository_id");
	call->arguments[0] = CStringGetTextDatum(call->event.organization_id);
	call->arguments[1] = CStringGetTextDatum(call->event.item_id);
}

static void
RepositoryRequireMember(const RepositoryCall *call)
{
	OrganizationRequire(&call->caller, call->event.organization_id, call->event.account,
						ORGANIZATION_MEMBER);
}

/* Raise MK133 unless there is such a repository. */
static void
RepositoryRequire(RepositoryCall *call)
{
	static Statement find = {
		"SELECT FROM market.type_repository WHERE organization_id = $1 AND repository_id = $2",
		2, {TEXTOID, TEXTOID}
	};

	if (StatementRun(&find, call->arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_NOT_FOUND),
				 errmsg("type repository \"%s\" of organization \"%s\" does not exist",
						call->event.item_id, call->event.organization_id)));
}

/* Write the event, whose detail is column 1 of the last statement's row, and leave. */
static void
RepositoryLeave(RepositoryCall *call)
{
	call->event.detail = StatementDatum(0, 1);
	RegistryNote(&call->event);
	CallerLeave(&call->caller);
}

/* A place of types: 1 to REPOSITORY_URI_MAX bytes. */
static Datum
ArgumentUri(FunctionCallInfo fcinfo, int n, const char *name)
{
	char	   *uri = ArgumentText(fcinfo, n, name);
	size_t		length = strlen(uri);

	if (length < 1 || length > REPOSITORY_URI_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be 1 to %d bytes of text", name,
						REPOSITORY_URI_MAX),
				 errdetail("It has %zu bytes.", length)));
	return CStringGetTextDatum(uri);
}

/* Every change also touches the organization: see service.c. */
#define REPOSITORY_TOUCH \
	"WITH touched AS (UPDATE market.organization SET metadata = metadata WHERE id = $1)"
#define REPOSITORY_DETAIL \
	"pg_catalog.jsonb_build_object('uri', r.uri, 'tags', r.tags)"

/*
 * create_type_repository(member, organization_id, repository_id, uri, tags)
 */
Datum
market_create_type_repository(PG_FUNCTION_ARGS)
{
	static Statement create = {
		REPOSITORY_TOUCH
		"INSERT INTO market.type_repository AS r (organization_id, repository_id, uri, tags)"
		" VALUES ($1, $2, $3, " REGISTRY_TAGS_WITH("'{}'::text[]", "$4") ")"
		" ON CONFLICT (organization_id, repository_id) DO NOTHING RETURNING " REPOSITORY_DETAIL,
		4, {TEXTOID, TEXTOID, TEXTOID, TEXTARRAYOID}
	};
	RepositoryCall call;

	RepositoryEnter(fcinfo, &call, TYPE_REPOSITORY_CREATED);
	call.arguments[2] = ArgumentUri(fcinfo, 3, "uri");
	call.arguments[3] = ArgumentTags(fcinfo, 4, "tags");
	RepositoryRequireMember(&call);
	if (StatementRun(&create, call.arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_EXISTS),
				 errmsg("type repository \"%s\" of organization \"%s\" already exists",
						call.event.item_id, call.event.organization_id)));
	RepositoryLeave(&call);
	PG_RETURN_VOID();
}

/*
 * update_type_repository(member, organization_id, repository_id, uri)
 */
Datum
market_update_type_repository(PG_FUNCTION_ARGS)
{
	static Statement update = {
		REPOSITORY_TOUCH
		"UPDATE market.type_repository AS r SET uri = $3"
		" WHERE organization_id = $1 AND repository_id = $2 RETURNING " REPOSITORY_DETAIL,
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	RepositoryCall call;

	RepositoryEnter(fcinfo, &call, TYPE_REPOSITORY_MODIFIED);
	call.arguments[2] = ArgumentUri(fcinfo, 3, "uri");
	RepositoryRequireMember(&call);
	RepositoryRequire(&call);
	StatementRun(&update, call.arguments, NULL);
	RepositoryLeave(&call);
	PG_RETURN_VOID();
}

/* Change the tags by a statement that returns what is new, and how many there are. */
static void
RepositoryChangeTags(FunctionCallInfo fcinfo, Statement *change)
{
	RepositoryCall call;

	RepositoryEnter(fcinfo, &call, TYPE_REPOSITORY_MODIFIED);
	call.arguments[2] = ArgumentTags(fcinfo, 3, "tags");
	RepositoryRequireMember(&call);
	RepositoryRequire(&call);
	if (StatementRun(change, call.arguments, NULL) == 0)
	{
		CallerLeave(&call.caller);
		return;
	}
	RegistryCheckTags(DatumGetInt32(StatementDatum(0, 2)));
	RepositoryLeave(&call);
}

#define REPOSITORY_SET_TAGS(new_tags) \
	REPOSITORY_TOUCH \
	"UPDATE market.type_repository AS r SET tags = n.tags" \
	" FROM (SELECT " new_tags " AS tags FROM market.type_repository AS o" \
	"  WHERE o.organization_id = $1 AND o.repository_id = $2) AS n" \
	" WHERE r.organization_id = $1 AND r.repository_id = $2 AND r.tags <> n.tags" \
	" RETURNING " REPOSITORY_DETAIL ", pg_catalog.cardinality(r.tags)"

/*
 * add_type_repository_tags(member, organization_id, repository_id, tags)
 */
Datum
market_add_type_repository_tags(PG_FUNCTION_ARGS)
{
	static Statement add = {
		REPOSITORY_SET_TAGS(REGISTRY_TAGS_WITH("o.tags", "$3")),
		3, {TEXTOID, TEXTOID, TEXTARRAYOID}
	};

	RepositoryChangeTags(fcinfo, &add);
	PG_RETURN_VOID();
}

/*
 * remove_type_repository_tags(member, organization_id, repository_id, tags)
 */
Datum
market_remove_type_repository_tags(PG_FUNCTION_ARGS)
{
	static Statement remove = {
		REPOSITORY_SET_TAGS(REGISTRY_TAGS_WITHOUT("o.tags", "$3")),
		3, {TEXTOID, TEXTOID, TEXTARRAYOID}
	};

	RepositoryChangeTags(fcinfo, &remove);
	PG_RETURN_VOID();
}

/*
 * delete_type_repository(member, organization_id, repository_id)
 */
Datum
market_delete_type_repository(PG_FUNCTION_ARGS)
{
	static Statement delete = {
		REPOSITORY_TOUCH
		"DELETE FROM market.type_repository AS r"
		" WHERE organization_id = $1 AND repository_id = $2 RETURNING " REPOSITORY_DETAIL,
		2, {TEXTOID, TEXTOID}
	};
	RepositoryCall call;

	RepositoryEnter(fcinfo, &call, TYPE_REPOSITORY_DELETED);
	RepositoryRequireMember(&call);
	RepositoryRequire(&call);
	StatementRun(&delete, call.arguments, NULL);
	RegistryNote(&call.event);
	CallerLeave(&call.caller);
	PG_RETURN_VOID();
}

/*
 * find_type_repositories(tags text[]) returns setof (organization_id text,
 *		repository_id text): the type repositories that have all of the tags
 */
Datum
market_find_type_repositories(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT organization_id, repository_id FROM market.type_repository"
		" WHERE tags @> $1 ORDER BY number",
		1, {TEXTARRAYOID}
	};

	return RegistryFind(fcinfo, &find);
}
