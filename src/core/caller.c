/*
 * caller.c
 *		Who is calling, what they may do, and the switch to the tables' owner.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "core/caller.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "catalog/pg_type.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

/*
 * The owner of the market's tables.  It is read from the table rather than
 * found by name, so that a restore under another owner keeps working.
 */
static Oid
TablesOwner(void)
{
	Oid			schema = get_namespace_oid("market", true);
	Oid			relation = InvalidOid;
	HeapTuple	tuple;
	Oid			owner;

	if (OidIsValid(schema))
		relation = get_relname_relid("account", schema);
	if (!OidIsValid(relation))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the market is not installed in this database"),
				 errhint("Run: SELECT market.install();")));

	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for relation %u", relation);
	owner = ((Form_pg_class) GETSTRUCT(tuple))->relowner;
	ReleaseSysCache(tuple);
	return owner;
}

/* The role that a handler runs as, or none: the one restricted operation of our own. */
static Oid	lent_role = InvalidOid;

Oid
CallerLent(void)
{
	return lent_role;
}

void
CallerLend(Oid role)
{
	lent_role = role;
	CallerBecomeRestricted(role);
}

void
CallerLendBack(Oid lent)
{
	lent_role = lent;
}

void
CallerNote(Caller *caller)
{
	GetUserIdAndSecContext(&caller->role, &caller->security_context);

	/*
	 * PostgreSQL runs other people's expressions under their name in here; to
	 * let them act would lend them whatever the statement was about.
	 */
	if (InSecurityRestrictedOperation() && caller->role != lent_role)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("the market cannot be used within a security-restricted operation")));
}

void
CallerBecome(Oid role, Oid *saved_role, int *saved_context)
{
	GetUserIdAndSecContext(saved_role, saved_context);
	SetUserIdAndSecContext(role, *saved_context |
						   SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS);
}

void
CallerBecomeRestricted(Oid role)
{
	SetUserIdAndSecContext(role, SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
}

void
CallerRestore(Oid saved_role, int saved_context)
{
	SetUserIdAndSecContext(saved_role, saved_context);
}

void
CallerEnter(Caller *caller)
{
	CallerNote(caller);
	CallerBecome(TablesOwner(), &caller->role, &caller->security_context);
	StatementBegin();
}

void
CallerLeave(const Caller *caller)
{
	StatementFinish();
	CallerRestore(caller->role, caller->security_context);
}

Datum
CallerLeaveWith(const Caller *caller, MemoryContext context, Numeric number)
{
	MemoryContext saved = MemoryContextSwitchTo(context);
	Datum		result = NumericGetDatum(DatumGetNumericCopy(NumericGetDatum(number)));

	MemoryContextSwitchTo(saved);
	CallerLeave(caller);
	return result;
}

bool
CallerHasRole(const Caller *caller, const char *role)
{
	Oid			oid = get_role_oid(role, true);

	if (!OidIsValid(oid))
		return superuser_arg(caller->role);
	return has_privs_of_role(caller->role, oid);
}

void
CallerRequireRole(const Caller *caller, const char *role)
{
	if (!CallerHasRole(caller, role))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied: role \"%s\" is required", role),
				 errhint("Run: GRANT %s TO %s;", role,
						 quote_identifier(GetUserNameFromId(caller->role, false)))));
}

bool
CallerMayAct(const Caller *caller, const Address *account)
{
	static Statement owner_of = {
		"SELECT owner_role::pg_catalog.oid FROM market.account"
		" WHERE address OPERATOR(market.=) $1::market.address AND owner_role IS NOT NULL",
		1, {BYTEAOID}
	};
	Datum		arguments[] = {AddressGetByteaDatum(account)};

	if (CallerHasRole(caller, ROLE_APP))
		return true;
	if (StatementRun(&owner_of, arguments, NULL) == 0)
		return false;
	return has_privs_of_role(caller->role, DatumGetObjectId(StatementDatum(0, 1)));
}

void
CallerRequireAccount(const Caller *caller, const Address *account)
{
	if (!CallerMayAct(caller, account))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for account %s", AddressText(account)),
				 errhint("Call as the role that the account is bound to, or run: GRANT %s TO %s;",
						 ROLE_APP,
						 quote_identifier(GetUserNameFromId(caller->role, false)))));
}
