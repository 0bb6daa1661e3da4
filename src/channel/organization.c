/*
 * organization.c
 *		Organizations: owners, members, documents and payment groups.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/metadata_field.h"
#include "channel/organization.h"
#include "channel/registry.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "type/bytes.h"
#include "utils/array.h"
#include "utils/builtins.h"

#define ORGANIZATION_MEMBERS_MAX 10000

PG_FUNCTION_INFO_V1(market_create_organization);
PG_FUNCTION_INFO_V1(market_update_organization);
PG_FUNCTION_INFO_V1(market_change_organization_owner);
PG_FUNCTION_INFO_V1(market_delete_organization);
PG_FUNCTION_INFO_V1(market_add_organization_members);
PG_FUNCTION_INFO_V1(market_remove_organization_members);

char *
ArgumentRegistryId(FunctionCallInfo fcinfo, int n, const char *name)
{
	char	   *id = ArgumentText(fcinfo, n, name);
	size_t		length = strlen(id);

	if (length < 1 || length > REGISTRY_ID_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be 1 to %d bytes of text", name, REGISTRY_ID_MAX),
				 errdetail("It has %zu bytes.", length)));
	return id;
}

static Datum
OrganizationByteaArray(Datum *elements, int count)
{
	return StatementArray(elements, count, BYTEAOID);
}

static void
OrganizationRaiseExists(const char *organization_id)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_ORGANIZATION_EXISTS),
			 errmsg("organization \"%s\" already exists", organization_id)));
}

static void
OrganizationRaiseTooManyMembers(const char *organization_id)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("organization \"%s\" would have more than %d members",
					organization_id, ORGANIZATION_MEMBERS_MAX)));
}

/* Go on by the row that a statement, which may lock it, finds. */
static void
OrganizationCheck(const Caller *caller, const char *organization_id, const Address *actor,
				  OrganizationRight right, Statement *find)
{
	Datum		arguments[] = {CStringGetTextDatum(organization_id),
	AddressGetByteaDatum(actor)};
	bool		is_owner;
	bool		is_member;

	if (StatementRun(find, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ORGANIZATION_NOT_FOUND),
				 errmsg("organization \"%s\" does not exist", organization_id)));
	is_owner = DatumGetBool(StatementDatum(0, 1));
	is_member = DatumGetBool(StatementDatum(0, 2));

	CallerRequireAccount(caller, actor);

	if (is_owner || (is_member && right == ORGANIZATION_MEMBER))
		return;
	if (right == ORGANIZATION_OWNER)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_A_MEMBER),
				 errmsg("account %s is not the owner of organization \"%s\"",
						AddressText(actor), organization_id),
				 is_member ? errdetail("A member may change members and services only.") : 0));
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_NOT_A_MEMBER),
			 errmsg("account %s is neither the owner nor a member of organization \"%s\"",
					AddressText(actor), organization_id)));
}

#define ORGANIZATION_RIGHTS \
	"SELECT owner OPERATOR(market.=) $2::market.address," \
	" $2::market.address OPERATOR(market.=) ANY (members)" \
	" FROM market.organization WHERE id = $1"

void
OrganizationRequire(const Caller *caller, const char *organization_id, const Address *actor,
					OrganizationRight right)
{
	static Statement lock = {
		ORGANIZATION_RIGHTS " FOR NO KEY UPDATE", 2, {TEXTOID, BYTEAOID}
	};

	OrganizationCheck(caller, organization_id, actor, right, &lock);
}

void
OrganizationCheckMember(const Caller *caller, const char *organization_id, const Address *actor)
{
	static Statement read = {ORGANIZATION_RIGHTS, 2, {TEXTOID, BYTEAOID}};

	OrganizationCheck(caller, organization_id, actor, ORGANIZATION_MEMBER, &read);
}

OrganizationGroup *
OrganizationGroups(const char *organization_id, int *count)
{
	static Statement groups_of = {
		"SELECT group_name, group_id::pg_catalog.bytea, payment_address::pg_catalog.bytea,"
		" payment_expiration_threshold"
		" FROM market.organization_group WHERE organization_id = $1 ORDER BY group_id",
		1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(organization_id)};
	OrganizationGroup *groups;
	int			i;

	*count = (int) StatementRun(&groups_of, arguments, NULL);
	groups = (OrganizationGroup *) palloc0(*count * sizeof(OrganizationGroup));
	for (i = 0; i < *count; i++)
	{
		OrganizationGroup *group = &groups[i];

		group->group_name = TextDatumGetCString(StatementDatum(i, 1));
		memcpy(group->group_id,
			   BytesFromBytea(DatumGetByteaPP(StatementDatum(i, 2)), "group id", GROUP_ID_SIZE),
			   GROUP_ID_SIZE);
		memcpy(group->payment_address.bytes,
			   BytesFromBytea(DatumGetByteaPP(StatementDatum(i, 3)), "address", ADDRESS_SIZE),
			   ADDRESS_SIZE);
		group->payment_expiration_threshold = DatumGetInt64(StatementDatum(i, 4));
	}
	return groups;
}

/* The groups of a document as four arrays, the arguments of a statement. */
static void
OrganizationGroupArrays(const OrganizationDocument *document, Datum *arrays)
{
	int			count = document->group_count;
	Datum	   *names = (Datum *) palloc(count * sizeof(Datum));
	Datum	   *ids = (Datum *) palloc(count * sizeof(Datum));
	Datum	   *addresses = (Datum *) palloc(count * sizeof(Datum));
	Datum	   *thresholds = (Datum *) palloc(count * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
	{
		const OrganizationGroup *group = &document->groups[i];

		names[i] = CStringGetTextDatum(group->group_name);
		ids[i] = PointerGetDatum(BytesToBytea(group->group_id, GROUP_ID_SIZE));
		addresses[i] = AddressGetByteaDatum(&group->payment_address);
		thresholds[i] = Int64GetDatum(group->payment_expiration_threshold);
	}
	arrays[0] = OrganizationByteaArray(ids, count);
	arrays[1] = StatementArray(names, count, TEXTOID);
	arrays[2] = OrganizationByteaArray(addresses, count);
	arrays[3] = PointerGetDatum(construct_array(thresholds, count, INT8OID, sizeof(int64),
												FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/*
 * Make the accounts known that an organization names, write the event, and leave.
 * Who is promised money or given a say must not be bound by whoever asks first.
 */
static void
OrganizationLeave(const Caller *caller, const RegistryEvent *event)
{
	static Statement know = {
		"INSERT INTO market.account (address)"
		" SELECT DISTINCT n.address FROM ("
		"  SELECT owner AS address FROM market.organization WHERE id = $1"
		"  UNION ALL SELECT pg_catalog.unnest(members) FROM market.organization WHERE id = $1"
		"  UNION ALL SELECT payment_address FROM market.organization_group"
		"  WHERE organization_id = $1) AS n"
		" ORDER BY 1 ON CONFLICT DO NOTHING",
		1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(event->organization_id)};

	RegistryNote(event);
	StatementRun(&know, arguments, NULL);
	CallerLeave(caller);
}

/*
 * create_organization(owner, organization_id, metadata, members)
 */
Datum
market_create_organization(PG_FUNCTION_ARGS)
{
	static Statement exists = {
		"SELECT FROM market.organization WHERE id = $1",
		1, {TEXTOID}
	};
	/* another session may create the id meanwhile: then no row is made here */
	static Statement create = {
		"WITH made AS ("
		" INSERT INTO market.organization (id, owner, members, metadata)"
		" VALUES ($1, $2::market.address, ARRAY("
		"  SELECT m.address FROM pg_catalog.unnest($3::market.address[])"
		"  WITH ORDINALITY AS m (address, position)"
		"  GROUP BY m.address ORDER BY pg_catalog.min(m.position)), $4)"
		" ON CONFLICT (id) DO NOTHING RETURNING id)"
		"INSERT INTO market.organization_group"
		" (organization_id, group_id, group_name, payment_address, payment_expiration_threshold)"
		" SELECT made.id, g.group_id::market.bytes32, g.group_name,"
		"  g.payment_address::market.address, g.threshold"
		" FROM made CROSS JOIN ROWS FROM (pg_catalog.unnest($5), pg_catalog.unnest($6),"
		"  pg_catalog.unnest($7), pg_catalog.unnest($8))"
		"  AS g (group_id, group_name, payment_address, threshold)",
		8, {TEXTOID, BYTEAOID, BYTEAARRAYOID, JSONBOID,
		BYTEAARRAYOID, TEXTARRAYOID, BYTEAARRAYOID, INT8ARRAYOID}
	};
	Caller		caller;
	Address    *owner;
	char	   *organization_id;
	Jsonb	   *metadata;
	Datum		arguments[8];

	CallerEnter(&caller);
	owner = ArgumentActor(fcinfo, 0, "owner");
	organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	ArgumentRequire(fcinfo, 2, "metadata");
	metadata = PG_GETARG_JSONB_P(2);
	arguments[0] = CStringGetTextDatum(organization_id);
	arguments[1] = AddressGetByteaDatum(owner);
	arguments[2] = ArgumentAddresses(fcinfo, 3, "members", ORGANIZATION_MEMBERS_MAX);
	arguments[3] = JsonbPGetDatum(metadata);

	CallerRequireAccount(&caller, owner);
	if (StatementRun(&exists, arguments, NULL) > 0)
		OrganizationRaiseExists(organization_id);
	OrganizationGroupArrays(OrganizationDocumentRead(metadata, organization_id), &arguments[4]);

	if (StatementRun(&create, arguments, NULL) == 0)
		OrganizationRaiseExists(organization_id);
	OrganizationLeave(&caller, &(RegistryEvent) {
		ORGANIZATION_CREATED, organization_id, NULL, owner, arguments[3]
	});
	PG_RETURN_VOID();
}

/*
 * Refuse a new document that drops or renames a published group: channels
 * carry its id, and services refer to its name.
 */
static void
OrganizationCheckPublished(Jsonb *metadata, const OrganizationDocument *document,
						   const OrganizationGroup *published)
{
	MetadataNode root;
	MetadataNode groups;
	MetadataNode item;
	MetadataNode name;
	int			i;

	MetadataRoot(&root, metadata, "organization");
	MetadataMember(&root, "groups", &groups);
	for (i = 0; i < document->group_count; i++)
	{
		if (memcmp(document->groups[i].group_id, published->group_id, GROUP_ID_SIZE) == 0)
			break;
	}
	if (i == document->group_count)
		MetadataRefuse(&groups, "A published group keeps its id and its name for good.",
					   "the published group %s is missing",
					   MetadataQuoteText(published->group_name));
	if (strcmp(document->groups[i].group_name, published->group_name) == 0)
		return;

	MetadataItem(&groups, i, &item);
	MetadataMember(&item, "group_name", &name);
	MetadataRefuse(&name, "A published group keeps its id and its name for good.",
				   "the group is published as %s", MetadataQuoteText(published->group_name));
}

/*
 * update_organization(owner, organization_id, metadata)
 */
Datum
market_update_organization(PG_FUNCTION_ARGS)
{
	/* services hold copies of what their groups say, and follow */
	static Statement update = {
		"WITH given AS MATERIALIZED ("
		" SELECT g.group_id::market.bytes32, g.group_name,"
		"  g.payment_address::market.address, g.threshold"
		" FROM ROWS FROM (pg_catalog.unnest($3), pg_catalog.unnest($4),"
		"  pg_catalog.unnest($5), pg_catalog.unnest($6))"
		"  AS g (group_id, group_name, payment_address, threshold)"
		"), document AS ("
		" UPDATE market.organization SET metadata = $2 WHERE id = $1"
		"), groups AS ("
		" INSERT INTO market.organization_group AS g"
		" (organization_id, group_id, group_name, payment_address, payment_expiration_threshold)"
		" SELECT $1, group_id, group_name, payment_address, threshold FROM given"
		" ON CONFLICT (organization_id, group_id) DO UPDATE SET"
		"  payment_address = excluded.payment_address,"
		"  payment_expiration_threshold = excluded.payment_expiration_threshold"
		")"
		"UPDATE market.service_group AS s SET payment_address = given.payment_address,"
		"  payment_expiration_threshold = given.threshold"
		" FROM given WHERE s.organization_id = $1 AND s.group_id = given.group_id"
		" AND (s.payment_address OPERATOR(market.<>) given.payment_address"
		"  OR s.payment_expiration_threshold <> given.threshold)",
		6, {TEXTOID, JSONBOID, BYTEAARRAYOID, TEXTARRAYOID, BYTEAARRAYOID, INT8ARRAYOID}
	};
	Caller		caller;
	Address    *owner;
	char	   *organization_id;
	Jsonb	   *metadata;
	OrganizationDocument *document;
	OrganizationGroup *published;
	int			count;
	int			i;
	Datum		arguments[6];

	CallerEnter(&caller);
	owner = ArgumentActor(fcinfo, 0, "owner");
	organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	ArgumentRequire(fcinfo, 2, "metadata");
	metadata = PG_GETARG_JSONB_P(2);

	OrganizationRequire(&caller, organization_id, owner, ORGANIZATION_OWNER);
	document = OrganizationDocumentRead(metadata, organization_id);
	published = OrganizationGroups(organization_id, &count);
	for (i = 0; i < count; i++)
		OrganizationCheckPublished(metadata, document, &published[i]);

	arguments[0] = CStringGetTextDatum(organization_id);
	arguments[1] = JsonbPGetDatum(metadata);
	OrganizationGroupArrays(document, &arguments[2]);
	StatementRun(&update, arguments, NULL);
	OrganizationLeave(&caller, &(RegistryEvent) {
		ORGANIZATION_MODIFIED, organization_id, NULL, owner, arguments[1]
	});
	PG_RETURN_VOID();
}

/*
 * change_organization_owner(owner, organization_id, new_owner)
 */
Datum
market_change_organization_owner(PG_FUNCTION_ARGS)
{
	static Statement change = {
		"UPDATE market.organization AS o SET owner = $2::market.address WHERE id = $1"
		" RETURNING pg_catalog.jsonb_build_object('owner', o.owner::text)",
		2, {TEXTOID, BYTEAOID}
	};
	Caller		caller;
	Address    *owner;
	Address    *new_owner;
	char	   *organization_id;
	Datum		arguments[2];

	CallerEnter(&caller);
	owner = ArgumentActor(fcinfo, 0, "owner");
	organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	new_owner = ArgumentActor(fcinfo, 2, "new_owner");

	OrganizationRequire(&caller, organization_id, owner, ORGANIZATION_OWNER);
	arguments[0] = CStringGetTextDatum(organization_id);
	arguments[1] = AddressGetByteaDatum(new_owner);
	StatementRun(&change, arguments, NULL);
	OrganizationLeave(&caller, &(RegistryEvent) {
		ORGANIZATION_MODIFIED, organization_id, NULL, owner, (Datum) 0, StatementDatum(0, 1)
	});
	PG_RETURN_VOID();
}

/*
 * delete_organization(owner, organization_id)
 *
 * Services and groups go with the row; channels belong to the escrow and stay.
 */
Datum
market_delete_organization(PG_FUNCTION_ARGS)
{
	static Statement delete = {
		"DELETE FROM market.organization WHERE id = $1",
		1, {TEXTOID}
	};
	Caller		caller;
	Address    *owner;
	char	   *organization_id;
	Datum		arguments[1];

	CallerEnter(&caller);
	owner = ArgumentActor(fcinfo, 0, "owner");
	organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");

	OrganizationRequire(&caller, organization_id, owner, ORGANIZATION_OWNER);
	arguments[0] = CStringGetTextDatum(organization_id);
	StatementRun(&delete, arguments, NULL);
	RegistryNote(&(RegistryEvent) {ORGANIZATION_DELETED, organization_id, NULL, owner});
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/* Change the list of members by a statement that returns their new number, and what is new. */
static void
OrganizationChangeMembers(FunctionCallInfo fcinfo, Statement *change)
{
	Caller		caller;
	Address    *member;
	char	   *organization_id;
	Datum		arguments[2];

	CallerEnter(&caller);
	member = ArgumentActor(fcinfo, 0, "member");
	organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	arguments[0] = CStringGetTextDatum(organization_id);
	arguments[1] = ArgumentAddresses(fcinfo, 2, "members", ORGANIZATION_MEMBERS_MAX);

	OrganizationRequire(&caller, organization_id, member, ORGANIZATION_MEMBER);
	StatementRun(change, arguments, NULL);
	if (DatumGetInt32(StatementDatum(0, 1)) > ORGANIZATION_MEMBERS_MAX)
		OrganizationRaiseTooManyMembers(organization_id);
	OrganizationLeave(&caller, &(RegistryEvent) {
		ORGANIZATION_MODIFIED, organization_id, NULL, member, (Datum) 0, StatementDatum(0, 2)
	});
}

/*
 * add_organization_members(member, organization_id, members)
 */
Datum
market_add_organization_members(PG_FUNCTION_ARGS)
{
	static Statement add = {
		"UPDATE market.organization AS o SET members = ARRAY("
		" SELECT m.address FROM pg_catalog.unnest("
		"  pg_catalog.array_cat(o.members, $2::market.address[]))"
		"  WITH ORDINALITY AS m (address, position)"
		"  GROUP BY m.address ORDER BY pg_catalog.min(m.position))"
		" WHERE o.id = $1 RETURNING pg_catalog.cardinality(o.members),"
		" pg_catalog.jsonb_build_object('added', $2::market.address[]::text[])",
		2, {TEXTOID, BYTEAARRAYOID}
	};

	OrganizationChangeMembers(fcinfo, &add);
	PG_RETURN_VOID();
}

/*
 * remove_organization_members(member, organization_id, members)
 */
Datum
market_remove_organization_members(PG_FUNCTION_ARGS)
{
	static Statement remove = {
		"UPDATE market.organization AS o SET members = ARRAY("
		" SELECT m.address FROM pg_catalog.unnest(o.members)"
		"  WITH ORDINALITY AS m (address, position)"
		"  WHERE NOT EXISTS (SELECT FROM pg_catalog.unnest($2::market.address[]) AS gone (address)"
		"   WHERE gone.address OPERATOR(market.=) m.address)"
		"  ORDER BY m.position)"
		" WHERE o.id = $1 RETURNING pg_catalog.cardinality(o.members),"
		" pg_catalog.jsonb_build_object('removed', $2::market.address[]::text[])",
		2, {TEXTOID, BYTEAARRAYOID}
	};

	OrganizationChangeMembers(fcinfo, &remove);
	PG_RETURN_VOID();
}
