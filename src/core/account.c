/*
 * account.c
 *		Accounts, and the addresses that nobody may act for.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "common/cryptohash.h"
#include "common/sha2.h"
#include "core/account.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_system_account);
PG_FUNCTION_INFO_V1(market_create_account);

static const char *const system_names[] = {
	"service_deposit_account", "service_request_account", "service_fee_collector",
	"community_pool"
};

/* The first 20 bytes of the SHA-256 of a name. */
static void
AccountOfName(const char *name, Address *account)
{
	uint8		digest[PG_SHA256_DIGEST_LENGTH];
	pg_cryptohash_ctx *context = pg_cryptohash_create(PG_SHA256);

	if (context == NULL || pg_cryptohash_init(context) < 0 ||
		pg_cryptohash_update(context, (const uint8 *) name, strlen(name)) < 0 ||
		pg_cryptohash_final(context, digest, sizeof(digest)) < 0)
		elog(ERROR, "SHA-256 failed");
	pg_cryptohash_free(context);
	memcpy(account->bytes, digest, ADDRESS_SIZE);
}

/* The addresses of all of them, in the order of their names. */
static const Address *
AccountSystems(void)
{
	static Address addresses[lengthof(system_names)];
	static bool known = false;
	int			i;

	if (!known)
	{
		for (i = 0; i < lengthof(system_names); i++)
			AccountOfName(system_names[i], &addresses[i]);
		known = true;
	}
	return addresses;
}

bool
AccountIsSystem(const Address *account)
{
	const Address *addresses = AccountSystems();
	int			i;

	for (i = 0; i < lengthof(system_names); i++)
		if (AddressEquals(account, &addresses[i]))
			return true;
	return false;
}

const Address *
AccountSystem(const char *name)
{
	int			i;

	for (i = 0; i < lengthof(system_names); i++)
		if (strcmp(name, system_names[i]) == 0)
			return &AccountSystems()[i];
	return NULL;
}

void
AccountKnow(const Address *const *accounts, int count)
{
	static Statement know = {
		"INSERT INTO market.account (address)"
		" SELECT DISTINCT n::market.address FROM pg_catalog.unnest($1) AS n"
		" ORDER BY 1 ON CONFLICT DO NOTHING",
		1, {BYTEAARRAYOID}
	};
	Datum	   *elements = palloc(Max(count, 1) * sizeof(Datum));
	Datum		arguments[1];
	int			named = 0;
	int			i;

	for (i = 0; i < count; i++)
		if (!AddressIsZero(accounts[i]))
			elements[named++] = AddressGetByteaDatum(accounts[i]);
	arguments[0] = StatementArray(elements, named, BYTEAOID);
	StatementRun(&know, arguments, NULL);
}

/*
 * system_account(name text) returns address
 */
Datum
market_system_account(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	const Address *known = AccountSystem(name);
	Address    *account;

	if (known == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there is no system account \"%s\"", name),
				 errhint("There are service_deposit_account, service_request_account,"
						 " service_fee_collector and community_pool.")));
	account = palloc(sizeof(Address));
	*account = *known;
	PG_RETURN_ADDRESS_P(account);
}

/* Somebody without special rights may not touch an account that exists. */
static void
AccountExists(const Caller *caller, const Address *account, bool trusted)
{
	if (!trusted)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("account %s exists", AddressText(account)),
				 errdetail("Only the application may bind it to a role."),
				 errhint("Run: GRANT %s TO %s;", ROLE_APP,
						 quote_identifier(GetUserNameFromId(caller->role, false)))));
	ereport(ERROR,
			(errcode(ERRCODE_UNIQUE_VIOLATION),
			 errmsg("account %s is bound to a role already", AddressText(account)),
			 errhint("The application may give \"owner_role\" to bind it to another.")));
}

/*
 * create_account(address address, owner_role regrole, label text) returns address
 *
 * An account that came into being when money arrived or somebody named it, or
 * whose role is gone, is bound by the application, never by whoever asks first.
 */
Datum
market_create_account(PG_FUNCTION_ARGS)
{
	static Statement create = {
		"INSERT INTO market.account AS a (address, owner_role, label)"
		" VALUES ($1::market.address, $2, $3)"
		" ON CONFLICT (address) DO UPDATE"
		" SET owner_role = EXCLUDED.owner_role, label = coalesce(EXCLUDED.label, a.label)"
		" WHERE $4 AND ($5 OR a.owner_role IS NULL OR NOT EXISTS"
		"  (SELECT FROM pg_catalog.pg_roles AS r WHERE r.oid = a.owner_role))",
		5, {BYTEAOID, REGROLEOID, TEXTOID, BOOLOID, BOOLOID}
	};
	Address    *account = palloc(sizeof(Address));
	Oid			role;
	Caller		caller;
	bool		trusted;
	Datum		arguments[5];
	char		nulls[] = {' ', ' ', PG_ARGISNULL(2) ? 'n' : ' ', ' ', ' '};

	if (!PG_ARGISNULL(0))
		memcpy(account, ArgumentActor(fcinfo, 0, "address"), sizeof(Address));
	else if (!pg_strong_random(account->bytes, ADDRESS_SIZE))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_RESOURCES),
				 errmsg("could not generate a random address")));

	CallerEnter(&caller);
	trusted = CallerHasRole(&caller, ROLE_APP);
	role = PG_ARGISNULL(1) ? caller.role : PG_GETARG_OID(1);
	if (role != caller.role && !trusted)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to bind an account to another role"),
				 errhint("Run: GRANT %s TO %s;", ROLE_APP,
						 quote_identifier(GetUserNameFromId(caller.role, false)))));
	if (GetUserNameFromId(role, true) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"owner_role\" is not a role")));

	arguments[0] = AddressGetByteaDatum(account);
	arguments[1] = ObjectIdGetDatum(role);
	arguments[2] = PG_GETARG_DATUM(2);
	arguments[3] = BoolGetDatum(trusted);
	arguments[4] = BoolGetDatum(!PG_ARGISNULL(1));
	if (StatementRun(&create, arguments, nulls) == 0)
		AccountExists(&caller, account, trusted);
	CallerLeave(&caller);
	PG_RETURN_ADDRESS_P(account);
}
