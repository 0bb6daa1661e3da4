/*
 * allowance.c
 *		What operators of services do about free calls: allowances, and counters set
 *		back.
 *
 * Source: SingularityNET daemon, free_calls_per_address and the command "freecall".
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/setting.h"
#include "core/arguments.h"
#include "core/statement.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_set_free_call_allowance);
PG_FUNCTION_INFO_V1(market_reset_free_calls);

/*
 * set_free_call_allowance(operator address, organization_id text, service_id text,
 *		client address, calls bigint, current_block bigint, signature signature)
 *		returns void
 */
Datum
market_set_free_call_allowance(PG_FUNCTION_ARGS)
{
	static Statement put = {
		"INSERT INTO market.free_call_allowance (organization_id, service_id, client, calls)"
		" VALUES ($1, $2, $3::market.address, $4)"
		" ON CONFLICT (organization_id, service_id, client) DO UPDATE SET calls = excluded.calls",
		4, {TEXTOID, TEXTOID, BYTEAOID, INT8OID}
	};
	static Statement drop = {
		"DELETE FROM market.free_call_allowance WHERE organization_id = $1 AND service_id = $2"
		" AND client OPERATOR(market.=) $3::market.address",
		3, {TEXTOID, TEXTOID, BYTEAOID}
	};
	OperatorCall call;
	Address    *client;
	int64		calls;
	Datum		arguments[4];

	OperatorEnter(fcinfo, &call, 5);
	client = ArgumentActor(fcinfo, 3, "client");
	calls = PG_ARGISNULL(4) ? 0 : PG_GETARG_INT64(4);
	if (calls < -1)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"calls\" must be a number of calls, or -1 for any number")));
	OperatorRequire(&call, OPERATOR_CHANGE, true);

	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	arguments[2] = AddressGetByteaDatum(client);
	arguments[3] = Int64GetDatum(calls);
	/* as the daemon reads it, an allowance of nothing is none */
	StatementRun(calls == 0 ? &drop : &put, arguments, NULL);
	CallerLeave(&call.caller);
	PG_RETURN_VOID();
}

/*
 * reset_free_calls(operator address, organization_id text, service_id text,
 *		client address, user_id text, current_block bigint, signature signature)
 *		returns bigint
 */
Datum
market_reset_free_calls(PG_FUNCTION_ARGS)
{
	static Statement reset = {
		"DELETE FROM market.free_call WHERE organization_id = $1 AND service_id = $2"
		" AND ($3 IS NULL OR client OPERATOR(market.=) $3::market.address)"
		" AND ($4 IS NULL OR user_id = $4)",
		4, {TEXTOID, TEXTOID, BYTEAOID, TEXTOID}
	};
	OperatorCall call;
	Datum		arguments[4];
	char		nulls[] = {' ', ' ', PG_ARGISNULL(3) ? 'n' : ' ', PG_ARGISNULL(4) ? 'n' : ' '};
	uint64		counters;

	OperatorEnter(fcinfo, &call, 5);
	OperatorRequire(&call, OPERATOR_CHANGE, true);
	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	arguments[2] = PG_ARGISNULL(3) ? (Datum) 0 : AddressGetByteaDatum(PG_GETARG_ADDRESS_P(3));
	arguments[3] = PG_GETARG_DATUM(4);
	counters = StatementRun(&reset, arguments, nulls);
	CallerLeave(&call.caller);
	PG_RETURN_INT64(counters);
}
