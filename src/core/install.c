/*
 * install.c
 *		Roles, tables, triggers, policies and grants of the market.
 *
 * The tables are ordinary tables rather than members of the extension, so that
 * dumps keep them whole and no DROP EXTENSION takes them.  Their text is
 * embedded in the library: table fragments are migrations, run once each in
 * the order of their names; view fragments and grants are run at every call.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/dbcommands.h"
#include "commands/event_trigger.h"
#include "commands/trigger.h"
#include "core/caller.h"
#include "core/lock.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "nodes/value.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

struct Fragment
{
	const char *name;
	const char *text;
};

#include "core/fragments.h"

PG_FUNCTION_INFO_V1(market_install);
PG_FUNCTION_INFO_V1(market_append_only);
PG_FUNCTION_INFO_V1(market_guard_extension);

static const char *const roles[] = {
	ROLE_OWNER, ROLE_USER, ROLE_APP, ROLE_OPERATOR, ROLE_READER
};

static const char *const next_steps[] = {
	"  SELECT market.create_token('cog', 'AGI', 8);",
	"  SELECT market.set_params(channel_denom => 'cog');",
	"  SELECT market.create_account(label => 'my account');",
	"  GRANT market_user TO alice;  -- may use accounts bound to her role",
	"  CALL market.run_blocks(12, '5 seconds');  -- time passes; pg_cron can do it",
};

/*
 * Make a role, or check that the one that exists can be trusted with its name:
 * anybody may have made it beforehand.
 */
static void
InstallRole(const char *role)
{
	static Statement attributes = {
		"SELECT rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication"
		" OR rolbypassrls"
		" OR (rolname = 'market_owner' AND EXISTS (SELECT FROM pg_catalog.pg_auth_members"
		" WHERE roleid = r.oid OR member = r.oid))"
		" FROM pg_catalog.pg_roles AS r WHERE rolname = $1",
		1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(role)};

	if (StatementRun(&attributes, arguments, NULL) == 0)
		StatementScript(psprintf("CREATE ROLE %s NOLOGIN", role), role);
	else if (DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("role \"%s\" exists and cannot be adopted", role),
				 errdetail("A role of the market can neither log in nor has attributes,"
						   " and market_owner is granted to nobody."),
				 errhint("Rename or drop the role and run SELECT market.install() again.")));
}

/*
 * Has this database no market yet?  A table of migrations that somebody else
 * made proves nothing.
 */
static bool
InstallIsFirst(void)
{
	static Statement migration = {
		"SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_roles AS r ON r.oid = c.relowner"
		" WHERE c.relnamespace = $1 AND c.relname = 'migration'"
		" AND (r.rolname = 'market_owner' OR r.rolsuper)",
		1, {OIDOID}
	};
	Datum		arguments[] = {ObjectIdGetDatum(get_namespace_oid("market", false))};

	return StatementRun(&migration, arguments, NULL) == 0;
}

/*
 * Before the first installation the schema holds the extension and nothing
 * else, and nobody else may create in it.
 */
static void
InstallCheckSchema(void)
{
	static Statement strangers = {
		"SELECT pg_catalog.pg_describe_object(o.classid, o.objid, 0)"
		" FROM (SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS classid, oid AS objid"
		"   FROM pg_catalog.pg_class"
		"   WHERE relnamespace = $1 AND relkind IN ('r', 'v', 'm', 'S', 'f', 'p')"
		"  UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid"
		"   FROM pg_catalog.pg_proc WHERE pronamespace = $1"
		"  UNION ALL SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, oid"
		"   FROM pg_catalog.pg_operator WHERE oprnamespace = $1"
		"  UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid"
		"   FROM pg_catalog.pg_type"
		"   WHERE typnamespace = $1 AND typtype <> 'c' AND typelem = 0) AS o"
		" WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d"
		"  WHERE d.classid = o.classid AND d.objid = o.objid AND d.deptype = 'e')"
		" LIMIT 1",
		1, {OIDOID}
	};
	static Statement creators = {
		"SELECT pg_catalog.string_agg(DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC'"
		" ELSE pg_catalog.pg_get_userbyid(a.grantee) END, ', ')"
		" FROM pg_catalog.pg_namespace AS n, pg_catalog.aclexplode(n.nspacl) AS a"
		" WHERE n.oid = $1 AND a.privilege_type = 'CREATE' AND a.grantee <> n.nspowner",
		1, {OIDOID}
	};
	Datum		arguments[] = {ObjectIdGetDatum(get_namespace_oid("market", false))};
	char	   *text;

	if (StatementRun(&strangers, arguments, NULL) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("schema \"market\" holds an object that is not the market's: %s",
						StatementText(0, 1)),
				 errhint("Drop it and run SELECT market.install() again.")));
	StatementRun(&creators, arguments, NULL);
	text = StatementText(0, 1);
	if (text != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("others may create objects in schema \"market\": %s", text),
				 errhint("Run: REVOKE CREATE ON SCHEMA market FROM %s;", text)));
}

/* Run the table fragments that this database has not seen. */
static void
InstallTables(void)
{
	static Statement done = {
		"SELECT FROM market.migration WHERE name = $1",
		1, {TEXTOID}
	};
	static Statement note = {
		"INSERT INTO market.migration (name) VALUES ($1)",
		1, {TEXTOID}
	};
	int			i;

	for (i = 0; i < lengthof(table_fragments); i++)
	{
		Datum		arguments[] = {CStringGetTextDatum(table_fragments[i].name)};

		if (StatementRun(&done, arguments, NULL) > 0)
			continue;
		StatementScript(table_fragments[i].text, table_fragments[i].name);
		StatementRun(&note, arguments, NULL);
	}
}

static void
InstallFragments(const struct Fragment *fragments, int count)
{
	int			i;

	for (i = 0; i < count; i++)
		StatementScript(fragments[i].text, fragments[i].name);
}

/* Let the owner of the tables put the market's trigger functions on them. */
static void
InstallTriggerFunctions(void)
{
	static Statement grants = {
		"SELECT pg_catalog.string_agg('GRANT EXECUTE ON FUNCTION '"
		" || p.oid::pg_catalog.regprocedure || ' TO market_owner', ';')"
		" FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_depend AS d"
		"  ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid"
		"  AND d.deptype = 'e'"
		" WHERE p.pronamespace = $1 AND p.prorettype = 'trigger'::pg_catalog.regtype",
		1, {OIDOID}
	};
	Datum		arguments[] = {ObjectIdGetDatum(get_namespace_oid("market", false))};

	StatementRun(&grants, arguments, NULL);
	StatementScript(StatementText(0, 1), "triggers");
}

/* Make what the owner of the tables makes, as that owner. */
static void
InstallObjects(bool first)
{
	Oid			caller;
	int			security_context;

	CallerBecome(get_role_oid(ROLE_OWNER, false), &caller, &security_context);
	if (first)
		StatementScript("CREATE TABLE market.migration ("
						" name text PRIMARY KEY,"
						" installed_at timestamptz NOT NULL DEFAULT pg_catalog.now());"
						"COMMENT ON TABLE market.migration IS"
						" 'which parts of the tables this database has';"
						"COMMENT ON COLUMN market.migration.name IS 'the part';"
						"COMMENT ON COLUMN market.migration.installed_at IS 'when it was made';",
						"migration");
	InstallTables();
	InstallFragments(view_fragments, lengthof(view_fragments));
	CallerRestore(caller, security_context);
}

/* Add a line to what install() returns. */
static void
InstallSay(ReturnSetInfo *result, const char *line)
{
	Datum		values[] = {CStringGetTextDatum(line)};
	bool		nulls[] = {false};

	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * install() returns setof text: what to type next
 */
Datum
market_install(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	Caller		caller;
	bool		first;
	int			i;

	CallerNote(&caller);
	if (!superuser_arg(caller.role))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to install the market"),
				 errhint("install() makes roles and tables, and must be run by a superuser.")));

	StatementBegin();
	MarketLockTake(LOCK_INSTALL);
	first = InstallIsFirst();
	if (first)
		InstallCheckSchema();
	/* roles belong to all databases, and another may be making them now */
	StatementScript("LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE", "roles");
	for (i = 0; i < lengthof(roles); i++)
		InstallRole(roles[i]);
	StatementScript("ALTER SCHEMA market OWNER TO market_owner", "schema");
	InstallTriggerFunctions();
	InstallObjects(first);
	InstallFragments(grant_fragments, lengthof(grant_fragments));
	StatementFinish();

	InstallSay(result, "The market is installed.  What to type next:");
	InstallSay(result, psprintf("  ALTER DATABASE %s SET search_path = \"$user\", public, market;"
								"  -- and connect again",
								quote_identifier(get_database_name(MyDatabaseId))));
	for (i = 0; i < lengthof(next_steps); i++)
		InstallSay(result, next_steps[i]);
	return (Datum) 0;
}

/*
 * append_only() returns trigger: refuse to change rows that are history
 */
Datum
market_append_only(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("append_only must be called as a trigger")));
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("rows of \"%s\" are never changed",
					RelationGetRelationName(trigger->tg_relation)),
			 errdetail("The books are kept by adding rows.")));
	PG_RETURN_NULL();
}

/*
 * guard_extension() returns event_trigger: refuse to drop the extension while
 * the tables use its types, because CASCADE would drop their columns
 */
Datum
market_guard_extension(PG_FUNCTION_ARGS)
{
	DropStmt   *statement;
	ListCell   *cell;

	if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("guard_extension must be called as an event trigger")));

	statement = (DropStmt *) ((EventTriggerData *) fcinfo->context)->parsetree;
	if (!IsA(statement, DropStmt) || statement->removeType != OBJECT_EXTENSION ||
		!OidIsValid(get_relname_relid("migration", get_namespace_oid("market", true))))
		PG_RETURN_NULL();

	foreach(cell, statement->objects)
	{
		if (strcmp(strVal(lfirst(cell)), "pg_market") == 0)
			ereport(ERROR,
					(errcode(ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST),
					 errmsg("cannot drop extension pg_market: the market's tables exist"),
					 errdetail("CASCADE would drop their columns, and with them people's money."),
					 errhint("To destroy the market, run: DROP SCHEMA market CASCADE;")));
	}
	PG_RETURN_NULL();
}
