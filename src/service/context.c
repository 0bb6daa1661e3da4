/*
 * context.c
 *		Request contexts: what a consumer asks for, once or again and again.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/clock.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/statement.h"
#include "service/batch.h"
#include "service/batch_row.h"
#include "service/context.h"
#include "service/context_check.h"
#include "service/module_context.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_call_service);

/* What the tables say about a context that is to be made. */
typedef struct ContextMarket
{
	bool		immediate;
	bool		notify;
	Funds		fee_cap;		/* in the base denom */
} ContextMarket;

void
ContextArguments(FunctionCallInfo fcinfo, int first, ContextTerms *terms)
{
	memset(terms, 0, sizeof(ContextTerms));
	terms->consumer = ArgumentActor(fcinfo, first, "consumer");
	ContextCheckProviderAccounts(fcinfo, first + 2);
	terms->service_name = ArgumentServiceName(fcinfo, first + 1, "service_name");
	if (PG_ARGISNULL(first + 4))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_REQUEST),
				 errmsg("argument \"service_fee_cap\" must not be null"),
				 errhint("Give the highest price that one request may have.")));
	terms->fee_cap = PG_GETARG_COIN_PP(first + 4);
	ContextCheckFeeCap(terms->fee_cap);
	terms->providers = ContextProviders(fcinfo, first + 2, ERRCODE_MARKET_INVALID_REQUEST,
										&terms->provider_count);
	if (PG_ARGISNULL(first + 3))
		ContextRaiseInput();
	terms->input = PG_GETARG_JSONB_P(first + 3);
	if (!DocumentIsEnvelope(terms->input))
		ContextRaiseInput();
	terms->timeout = PG_ARGISNULL(first + 5) ? 0 : PG_GETARG_INT64(first + 5);
	if (terms->timeout < 1)
		ContextRaiseTimeout(terms->timeout);
	if (terms->timeout > CONTEXT_BLOCKS_MAX)
		ContextRaiseTimeoutAbove(terms->timeout, CONTEXT_BLOCKS_MAX);

	terms->repeated = !PG_ARGISNULL(first + 6) && PG_GETARG_BOOL(first + 6);
	if (!terms->repeated)
		return;
	terms->frequency = PG_ARGISNULL(first + 7) ? 0 : PG_GETARG_INT64(first + 7);
	terms->total = PG_ARGISNULL(first + 8) ? 0 : PG_GETARG_INT64(first + 8);
	if (terms->frequency < 0 || terms->frequency > CONTEXT_BLOCKS_MAX ||
		(terms->frequency > 0 && terms->frequency < terms->timeout))
		ContextRaiseFrequency(terms->frequency, terms->timeout);
	if (terms->total < 1 && terms->total != -1)
		ContextRaiseTotal(terms->total, 1);
}

/* Check the terms against definition and parameters, in the original's order. */
static void
ContextCheck(ContextTerms *terms, ContextMarket *market)
{
	static Statement rules = {
		"SELECT d.name IS NOT NULL, p.base_denom, p.max_request_timeout,"
		"  p.dispatch = 'immediate', NOT p.validate_bodies OR"
		"   market.is_valid(d.input_schema, coalesce($2 -> 'body', '{}')),"
		"  p.notify"
		" FROM market.params AS p"
		" LEFT JOIN market.service_definition AS d ON d.name = $1",
		2, {TEXTOID, JSONBOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(terms->service_name), JsonbPGetDatum(terms->input)
	};
	bool		valid;
	bool		unknown;
	char	   *base_denom;
	int64		longest;

	StatementRun(&rules, arguments, NULL);
	if (!DatumGetBool(StatementDatum(0, 1)))
		DefinitionRaiseUnknown(terms->service_name);
	base_denom = StatementText(0, 2);
	longest = DatumGetInt64(StatementDatum(0, 3));
	market->immediate = DatumGetBool(StatementDatum(0, 4));
	valid = DatumGetBool(StatementValue(0, 5, &unknown));
	market->notify = DatumGetBool(StatementDatum(0, 6));
	if (unknown || !valid)
		ContextRaiseInputBody(terms->service_name, terms->input);
	market->fee_cap.denom = base_denom;
	market->fee_cap.amount = ContextFeeCap(terms->fee_cap, base_denom);
	if (terms->timeout > longest)
		ContextRaiseTimeoutAbove(terms->timeout, longest);

	if (terms->repeated && terms->frequency == 0)
		terms->frequency = terms->timeout;
}

/* Write the rows of a new context. */
static int64
ContextInsert(const ContextTerms *terms, const ContextMarket *market, const Clock *clock)
{
	static Statement insert = {
		"WITH made AS ("
		"  INSERT INTO market.context_terms (id, service_name, providers, consumer, input,"
		"   service_fee_cap, fee_cap, module_name, created_height)"
		"  VALUES (pg_catalog.nextval('market.context_id_seq'), $1, $2::market.address[],"
		"   $3::market.address, $4, $5::market.coin, $6, $12, $13) RETURNING id"
		"), noted AS ("
		"  INSERT INTO market.service_event"
		"   (height, block_time, event, service_name, account, context_id)"
		"  SELECT $13, $14, 'create_context', $1, $3::market.address, id FROM made"
		") INSERT INTO market.context_progress (context_id, state, timeout, repeated,"
		"  repeated_frequency, repeated_total, response_threshold, has_module, start_height)"
		" SELECT id, $15::market.context_state, $7, $8, $9, $10, $11, $12 IS NOT NULL,"
		"  CASE WHEN $15 = 'running' THEN $13 END FROM made RETURNING context_id",
		15,
		{TEXTOID, BYTEAARRAYOID, BYTEAOID, JSONBOID, TEXTOID, NUMERICOID, INT8OID, BOOLOID, INT8OID,
		INT8OID, INT4OID, TEXTOID, INT8OID, TIMESTAMPTZOID, TEXTOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(terms->service_name),
		ContextAddresses(terms->providers, terms->provider_count),
		AddressGetByteaDatum(terms->consumer), JsonbPGetDatum(terms->input),
		CStringGetTextDatum(CoinString(CoinMake(market->fee_cap.amount, market->fee_cap.denom))),
		NumericGetDatum(market->fee_cap.amount),
		Int64GetDatum(terms->timeout), BoolGetDatum(terms->repeated),
		Int64GetDatum(terms->frequency), Int64GetDatum(terms->total),
		Int32GetDatum(terms->threshold),
		terms->module == NULL ? (Datum) 0 : CStringGetTextDatum(terms->module),
		Int64GetDatum(clock->height), TimestampTzGetDatum(clock->time),
		CStringGetTextDatum(terms->paused ? "paused" : "running")
	};
	char		nulls[] = "               ";

	if (terms->module == NULL)
		nulls[11] = 'n';
	StatementRun(&insert, arguments, nulls);
	return DatumGetInt64(StatementDatum(0, 1));
}

int64
ContextCreate(ContextTerms *terms)
{
	ContextMarket market;
	Clock		clock;
	int64		id;

	ContextCheck(terms, &market);
	clock = ClockEnter();
	id = ContextInsert(terms, &market, &clock);
	if (market.immediate && !terms->paused)
		BatchStart(&id, 1, &clock, market.notify);
	return id;
}

/*
 * call_service(consumer address, service_name text, providers address[],
 *		input jsonb, service_fee_cap coin, timeout bigint, repeated boolean,
 *		repeated_frequency bigint, repeated_total bigint) returns bigint
 */
Datum
market_call_service(PG_FUNCTION_ARGS)
{
	ContextTerms terms;
	Caller		caller;
	Address		provider;
	Idempotency once;
	int64		id;

	CallerEnter(&caller);
	ContextArguments(fcinfo, 0, &terms);
	if (IdempotencyBegin(&once, fcinfo, &caller, terms.consumer, NULL))
		return IdempotencyAnswer(&once, &caller);
	CallerRequireAccount(&caller, terms.consumer);
	id = ModuleServiceProvider(terms.service_name, &provider)
		? ModuleCall(&terms, &provider) : ContextCreate(&terms);
	IdempotencyKeep(&once, Int64GetDatum(id));
	CallerLeave(&caller);
	PG_RETURN_INT64(id);
}
