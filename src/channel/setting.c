/*
 * setting.c
 *		Operators of services: start, stop, and what they may set.
 *
 * Source: SingularityNET daemon, configuration service.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "channel/organization.h"
#include "channel/setting.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "type/request.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_start_service);
PG_FUNCTION_INFO_V1(market_stop_service);
PG_FUNCTION_INFO_V1(market_is_service_running);
PG_FUNCTION_INFO_V1(market_configure_service);
PG_FUNCTION_INFO_V1(market_service_configuration);

void
OperatorEnter(FunctionCallInfo fcinfo, OperatorCall *call, int block)
{
	call->operator = ArgumentActor(fcinfo, 0, "operator");
	call->organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	call->service_id = ArgumentRegistryId(fcinfo, 2, "service_id");
	call->signature = PG_ARGISNULL(block + 1) ? NULL : PG_GETARG_SIGNATURE_P(block + 1);
	call->block = call->signature == NULL ? 0 : ArgumentHeight(fcinfo, block, "current_block");
	CallerEnter(&call->caller);
}

/* Raise MK118, MK112 or MK113 unless the operator signed such a request. */
static void
OperatorCheckSignature(const OperatorCall *call, const char *prefix, int64 height)
{
	bytea	   *message = OperatorMessage(prefix, call->block);
	Address		signer;

	ChannelCheckWindow(call->block, height);
	signer = ChannelSigner(call->signature, (uint8 *) VARDATA_ANY(message),
						   VARSIZE_ANY_EXHDR(message));
	if (!AddressEquals(&signer, call->operator))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_SIGNER),
				 errmsg("request is not signed by the operator %s",
						AddressText(call->operator)),
				 errdetail("It was signed by %s, or for other values.", AddressText(&signer))));
}

void
SettingLockService(const char *organization_id, const char *service_id)
{
	static Statement lock = {
		"SELECT FROM market.organization_service WHERE organization_id = $1 AND service_id = $2"
		" FOR KEY SHARE",
		2, {TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(organization_id), CStringGetTextDatum(service_id)
	};

	if (StatementRun(&lock, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_NOT_FOUND),
				 errmsg("service \"%s\" of organization \"%s\" not found", service_id,
						organization_id)));
}

void
OperatorRequire(const OperatorCall *call, const char *prefix, bool change)
{
	static Statement get = {
		"SELECT s.service_id IS NOT NULL,"
		" o.owner OPERATOR(market.=) $3::market.address"
		"  OR $3::market.address OPERATOR(market.=) ANY (o.members)"
		"  OR coalesce($3::market.address OPERATOR(market.=) ANY (t.authentication_addresses),"
		"   false),"
		" k.height"
		" FROM market.organization AS o CROSS JOIN market.clock AS k"
		" LEFT JOIN market.organization_service AS s"
		"  ON s.organization_id = o.id AND s.service_id = $2"
		" LEFT JOIN market.service_setting AS t"
		"  ON t.organization_id = o.id AND t.service_id = $2"
		" WHERE o.id = $1",
		3, {TEXTOID, TEXTOID, BYTEAOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(call->organization_id), CStringGetTextDatum(call->service_id),
		AddressGetByteaDatum(call->operator)
	};
	bool		entitled;

	if (StatementRead(&get, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ORGANIZATION_NOT_FOUND),
				 errmsg("organization \"%s\" not found", call->organization_id)));
	if (!DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_NOT_FOUND),
				 errmsg("service \"%s\" of organization \"%s\" not found", call->service_id,
						call->organization_id)));
	entitled = DatumGetBool(StatementDatum(0, 2));
	if (call->signature == NULL)
		CallerRequireAccount(&call->caller, call->operator);
	else
		OperatorCheckSignature(call, prefix, DatumGetInt64(StatementDatum(0, 3)));
	if (!entitled)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_A_MEMBER),
				 errmsg("account %s is not an operator of service \"%s\" of organization \"%s\"",
						AddressText(call->operator), call->service_id, call->organization_id),
				 errdetail("Operators are the owner and the members of the organization,"
						   " and those whom the service lists.")));
	if (change)
		SettingLockService(call->organization_id, call->service_id);
}

/*
 * Tell the groups of a service whether calls must pass anything.  A paid call reads its
 * group's row anyway.  The organization's row stands between this and a new group.
 */
static void
SettingGuard(const OperatorCall *call)
{
	static Statement touch = {
		"UPDATE market.organization SET metadata = metadata WHERE id = $1", 1, {TEXTOID}
	};
	static Statement guard = {
		"UPDATE market.service_group AS g SET guarded = t.guarded"
		" FROM market.service_setting AS t"
		" WHERE g.organization_id = $1 AND g.service_id = $2"
		" AND t.organization_id = $1 AND t.service_id = $2 AND g.guarded <> t.guarded",
		2, {TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(call->organization_id), CStringGetTextDatum(call->service_id)
	};

	/* a statement of its own: the next one sees what this one waited for */
	StatementRun(&touch, arguments, NULL);
	StatementRun(&guard, arguments, NULL);
}

/* start_service() and stop_service() */
static void
ServiceSwitch(FunctionCallInfo fcinfo, bool running, const char *prefix)
{
	static Statement put = {
		"INSERT INTO market.service_setting (organization_id, service_id, running)"
		" VALUES ($1, $2, $3)"
		" ON CONFLICT (organization_id, service_id) DO UPDATE SET running = excluded.running",
		3, {TEXTOID, TEXTOID, BOOLOID}
	};
	OperatorCall call;
	Datum		arguments[3];

	OperatorEnter(fcinfo, &call, 3);
	OperatorRequire(&call, prefix, true);
	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	arguments[2] = BoolGetDatum(running);
	StatementRun(&put, arguments, NULL);
	SettingGuard(&call);
	CallerLeave(&call.caller);
}

/*
 * start_service(operator address, organization_id text, service_id text,
 *		current_block bigint, signature signature) returns void
 */
Datum
market_start_service(PG_FUNCTION_ARGS)
{
	ServiceSwitch(fcinfo, true, OPERATOR_START);
	PG_RETURN_VOID();
}

/*
 * stop_service(the same) returns void
 */
Datum
market_stop_service(PG_FUNCTION_ARGS)
{
	ServiceSwitch(fcinfo, false, OPERATOR_STOP);
	PG_RETURN_VOID();
}

/*
 * is_service_running(the same) returns boolean
 */
Datum
market_is_service_running(PG_FUNCTION_ARGS)
{
	static Statement get = {
		"SELECT coalesce((SELECT running FROM market.service_setting"
		" WHERE organization_id = $1 AND service_id = $2), true)",
		2, {TEXTOID, TEXTOID}
	};
	OperatorCall call;
	Datum		arguments[2];
	bool		running;

	OperatorEnter(fcinfo, &call, 3);
	OperatorRequire(&call, OPERATOR_STATUS, false);
	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	StatementRead(&get, arguments, NULL);
	running = DatumGetBool(StatementDatum(0, 1));
	CallerLeave(&call.caller);
	PG_RETURN_BOOL(running);
}

/* The arguments of configure_service() that are settings, in order. */
enum
{
	RATE_LIMIT = 3, BURST_SIZE, CLIENT_RATE_LIMIT, CLIENT_BURST_SIZE, RATE_LIMIT_BLOCKS,
	ALLOWED_USER_FLAG, ALLOWED_USER_ADDRESSES, AUTHENTICATION_ADDRESSES,
	TRUSTED_FREE_CALL_SIGNERS, MIN_BALANCE_FOR_FREE_CALL, FREE_CALL_PERIOD, SETTING_BLOCK
};

#define SETTING_COUNT (SETTING_BLOCK - RATE_LIMIT)
#define SETTING_NUMBER_MAX 1000000000

static void
SettingCheckNumber(FunctionCallInfo fcinfo, int n, const char *name, int64 least, int64 most)
{
	if (!PG_ARGISNULL(n) && (PG_GETARG_INT64(n) < least || PG_GETARG_INT64(n) > most))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("setting \"%s\" is out of range", name),
				 errdetail("Allowed is a number from " INT64_FORMAT " to " INT64_FORMAT ".",
						   least, most)));
}

/* Check the settings, and put them behind the ids as arguments of the statement. */
static void
SettingArguments(FunctionCallInfo fcinfo, Datum *arguments, char *nulls)
{
	static const char *const lists[] = {
		"allowed_user_addresses", "authentication_addresses", "trusted_free_call_signers"
	};
	int			i;

	SettingCheckNumber(fcinfo, RATE_LIMIT, "rate_limit", 0, SETTING_NUMBER_MAX);
	SettingCheckNumber(fcinfo, BURST_SIZE, "burst_size", 0, SETTING_NUMBER_MAX);
	SettingCheckNumber(fcinfo, CLIENT_RATE_LIMIT, "client_rate_limit", 0, SETTING_NUMBER_MAX);
	SettingCheckNumber(fcinfo, CLIENT_BURST_SIZE, "client_burst_size", 0, SETTING_NUMBER_MAX);
	SettingCheckNumber(fcinfo, RATE_LIMIT_BLOCKS, "rate_limit_blocks", 1, SETTING_NUMBER_MAX);
	for (i = 0; i < SETTING_COUNT; i++)
	{
		int			n = RATE_LIMIT + i;

		nulls[i] = PG_ARGISNULL(n) ? 'n' : ' ';
		arguments[i] = PG_GETARG_DATUM(n);
		if (!PG_ARGISNULL(n) && n >= ALLOWED_USER_ADDRESSES && n <= TRUSTED_FREE_CALL_SIGNERS)
			arguments[i] = ArgumentAddresses(fcinfo, n, lists[n - ALLOWED_USER_ADDRESSES],
											 SETTING_ADDRESSES_MAX);
	}
	if (!PG_ARGISNULL(MIN_BALANCE_FOR_FREE_CALL) &&
		NumericCompare(PG_GETARG_NUMERIC(MIN_BALANCE_FOR_FREE_CALL), NumericFromInt64(-1)) != 0)
		arguments[MIN_BALANCE_FOR_FREE_CALL - RATE_LIMIT] = NumericGetDatum(
			ArgumentAmount(fcinfo, MIN_BALANCE_FOR_FREE_CALL, "min_balance_for_free_call"));
	SettingCheckNumber(fcinfo, FREE_CALL_PERIOD, "free_call_period", -1, PG_INT64_MAX);
}

/*
 * configure_service(operator address, organization_id text, service_id text,
 *		the settings, current_block bigint, signature signature) returns void:
 *		change the settings that are given
 *
 * Buckets count in calls times blocks; with other limits they begin anew, full.
 */
Datum
market_configure_service(PG_FUNCTION_ARGS)
{
	static Statement put = {
		"WITH emptied AS ("
		" DELETE FROM market.rate_bucket WHERE organization_id = $1 AND service_id = $2"
		" AND coalesce($3, $4, $5, $6, $7) IS NOT NULL"
		")"
		" INSERT INTO market.service_setting AS t (organization_id, service_id, rate_limit,"
		"  burst_size, client_rate_limit, client_burst_size, rate_limit_blocks,"
		"  allowed_user_flag, allowed_user_addresses, authentication_addresses,"
		"  trusted_free_call_signers, min_balance_for_free_call, free_call_period)"
		" VALUES ($1, $2, coalesce($3, 0), nullif($4, 0), coalesce($5, 0), nullif($6, 0),"
		"  coalesce($7, 1), coalesce($8, false), coalesce($9::market.address[], '{}'),"
		"  coalesce($10::market.address[], '{}'), coalesce($11::market.address[], '{}'),"
		"  nullif($12, -1), nullif($13, -1))"
		" ON CONFLICT (organization_id, service_id) DO UPDATE SET"
		"  rate_limit = coalesce($3, t.rate_limit),"
		"  burst_size = nullif(coalesce($4, t.burst_size), 0),"
		"  client_rate_limit = coalesce($5, t.client_rate_limit),"
		"  client_burst_size = nullif(coalesce($6, t.client_burst_size), 0),"
		"  rate_limit_blocks = coalesce($7, t.rate_limit_blocks),"
		"  allowed_user_flag = coalesce($8, t.allowed_user_flag),"
		"  allowed_user_addresses = coalesce($9::market.address[], t.allowed_user_addresses),"
		"  authentication_addresses = coalesce($10::market.address[],"
		"   t.authentication_addresses),"
		"  trusted_free_call_signers = coalesce($11::market.address[],"
		"   t.trusted_free_call_signers),"
		"  min_balance_for_free_call = nullif(coalesce($12, t.min_balance_for_free_call), -1),"
		"  free_call_period = nullif(coalesce($13, t.free_call_period), -1)",
		13,
		{TEXTOID, TEXTOID, INT8OID, INT8OID, INT8OID, INT8OID, INT8OID, BOOLOID,
		BYTEAARRAYOID, BYTEAARRAYOID, BYTEAARRAYOID, NUMERICOID, INT8OID}
	};
	OperatorCall call;
	Datum		arguments[2 + SETTING_COUNT];
	char		nulls[2 + SETTING_COUNT] = "  ";

	OperatorEnter(fcinfo, &call, SETTING_BLOCK);
	SettingArguments(fcinfo, arguments + 2, nulls + 2);
	OperatorRequire(&call, OPERATOR_CHANGE, true);
	/* a signed request does not hold the settings, so that others could change them */
	if (call.signature != NULL && !PG_ARGISNULL(AUTHENTICATION_ADDRESSES))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("a signed request cannot change who operates a service"),
				 errhint("Call as the role that the operator's account is bound to.")));
	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	StatementRun(&put, arguments, nulls);
	SettingGuard(&call);
	CallerLeave(&call.caller);
	PG_RETURN_VOID();
}

/*
 * service_configuration(operator address, organization_id text, service_id text,
 *		current_block bigint, signature signature) returns table (name, type, value)
 */
Datum
market_service_configuration(PG_FUNCTION_ARGS)
{
	static Statement get = {
		"SELECT v.name, v.type, v.value FROM market.params AS p"
		" LEFT JOIN market.service_setting AS t ON t.organization_id = $1 AND t.service_id = $2"
		" CROSS JOIN LATERAL (VALUES"
		"  ('running', 'boolean', coalesce(t.running, true)::text),"
		"  ('rate_limit', 'bigint', coalesce(t.rate_limit, 0)::text),"
		"  ('burst_size', 'bigint', coalesce(t.burst_size, t.rate_limit, 0)::text),"
		"  ('client_rate_limit', 'bigint', coalesce(t.client_rate_limit, 0)::text),"
		"  ('client_burst_size', 'bigint',"
		"   coalesce(t.client_burst_size, t.client_rate_limit, 0)::text),"
		"  ('rate_limit_blocks', 'bigint', coalesce(t.rate_limit_blocks, 1)::text),"
		"  ('allowed_user_flag', 'boolean', coalesce(t.allowed_user_flag, false)::text),"
		"  ('allowed_user_addresses', 'market.address[]',"
		"   coalesce(t.allowed_user_addresses, '{}')::text),"
		"  ('authentication_addresses', 'market.address[]',"
		"   coalesce(t.authentication_addresses, '{}')::text),"
		"  ('trusted_free_call_signers', 'market.address[]',"
		"   coalesce(t.trusted_free_call_signers, '{}')::text),"
		"  ('min_balance_for_free_call', 'numeric',"
		"   coalesce(t.min_balance_for_free_call, p.free_call_min_balance)::text),"
		"  ('free_call_period', 'bigint', coalesce(t.free_call_period, p.free_call_period)::text)"
		" ) AS v (name, type, value)",
		2, {TEXTOID, TEXTOID}
	};
	ReturnSetInfo *result = StatementSetBegin(fcinfo);
	OperatorCall call;
	Datum		arguments[2];

	OperatorEnter(fcinfo, &call, 3);
	OperatorRequire(&call, OPERATOR_READ, false);
	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	StatementRead(&get, arguments, NULL);
	StatementSetRows(result);
	CallerLeave(&call.caller);
	return (Datum) 0;
}
