/*
 * module_context.c
 *		Request contexts that modules own, and calls that modules answer at once.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/clock.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/statement.h"
#include "service/batch.h"
#include "service/document.h"
#include "service/module_context.h"
#include "service/request.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_create_request_context);

/* Is a context to begin paused?  22023 for any other state than running and paused. */
static bool
ArgumentInitialState(FunctionCallInfo fcinfo, int n)
{
	char	   *state;

	ArgumentRequire(fcinfo, n, "initial_state");
	state = DatumGetCString(DirectFunctionCall1(enum_out, PG_GETARG_DATUM(n)));
	if (strcmp(state, "running") != 0 && strcmp(state, "paused") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"initial_state\" must be running or paused")));
	return strcmp(state, "paused") == 0;
}

/*
 * create_request_context(module, consumer, service_name, providers, input,
 *		service_fee_cap, timeout, repeated, repeated_frequency, repeated_total,
 *		response_threshold, initial_state) returns bigint
 *
 * Source: IRIS service module, keeper/invocation.go, CreateRequestContext.
 */
Datum
market_create_request_context(PG_FUNCTION_ARGS)
{
	Caller		caller;
	ContextTerms terms;
	char	   *module;
	int			threshold = PG_ARGISNULL(10) ? 0 : PG_GETARG_INT32(10);
	bool		paused;
	Idempotency once;
	int64		id;

	module = ArgumentText(fcinfo, 0, "module");
	CallerEnter(&caller);
	ModuleRequireCallbacks(module);
	ContextArguments(fcinfo, 1, &terms);
	if (threshold < 1 || threshold > terms.provider_count)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_THRESHOLD),
				 errmsg("response threshold %d is not valid", threshold),
				 errdetail("It is from 1 to the number of providers, which is %d.",
						   terms.provider_count)));
	paused = ArgumentInitialState(fcinfo, 11);

	if (IdempotencyBegin(&once, fcinfo, &caller, terms.consumer, NULL))
		return IdempotencyAnswer(&once, &caller);
	ModuleRequireRegistrant(&caller, module);
	CallerRequireAccount(&caller, terms.consumer);
	terms.module = module;
	terms.threshold = threshold;
	terms.paused = paused;
	id = ContextCreate(&terms);
	IdempotencyKeep(&once, Int64GetDatum(id));
	CallerLeave(&caller);
	PG_RETURN_INT64(id);
}

/* Why has a context no request?  Raises MKS05 or MK043. */
static void
ModuleRaiseNoRequest(const ContextTerms *terms, int64 context_id)
{
	static Statement cause = {
		"SELECT pause_cause IS NOT NULL FROM market.context_progress WHERE context_id = $1",
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(context_id)};

	StatementRun(&cause, arguments, NULL);
	if (DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INSUFFICIENT_FUNDS),
				 errmsg("insufficient funds on account %s", AddressText(terms->consumer)),
				 errdetail("The fee of service \"%s\" cannot be paid.", terms->service_name)));
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_MODULE_SERVICE),
			 errmsg("module service \"%s\" takes no request at this fee cap",
					terms->service_name)));
}

/* Let the module answer, and check that it is an answer. */
static void
ModuleCallAnswer(const ContextTerms *terms, ModuleAnswer *answer)
{
	(void) ModuleAskService(terms->service_name, terms->input, answer);
	if (answer->error != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_MODULE_SERVICE),
				 errmsg("module service \"%s\" failed", terms->service_name),
				 errdetail("%s", answer->error)));
	if (answer->result == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_RESULT),
				 errmsg("module service \"%s\" gave no result", terms->service_name)));
	if (answer->output != NULL && !DocumentIsEnvelope(answer->output))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_OUTPUT),
				 errmsg("output of module service \"%s\" is not valid", terms->service_name),
				 errdetail("The output must be an object with an object \"header\" and,"
						   " if present, an object \"body\".")));
}

int64
ModuleCall(ContextTerms *terms, const Address *provider)
{
	static Statement request = {
		"SELECT id FROM market.request_open WHERE context_id = $1", 1, {INT8OID}
	};
	static Statement finish = {
		"WITH done AS ("
		"  UPDATE market.context_progress SET state = 'completed', expiry_height = NULL,"
		"   start_height = NULL, ended_height = $2 WHERE context_id = $1 RETURNING context_id"
		") INSERT INTO market.service_event (height, block_time, event, context_id)"
		" SELECT k.height, k.block_time, 'complete_context', d.context_id"
		" FROM done AS d CROSS JOIN market.clock AS k",
		2, {INT8OID, INT8OID}
	};
	Address    *providers[] = {(Address *) provider};
	ModuleAnswer answer;
	Datum		arguments[2];
	int64		context_id;
	int64		request_id;
	Clock		clock;

	terms->providers = providers;
	terms->provider_count = 1;
	terms->timeout = 1;
	terms->repeated = false;
	terms->frequency = terms->total = 0;
	/* its only batch is made here, whatever "dispatch" says */
	terms->paused = true;
	context_id = ContextCreate(terms);
	clock = ClockEnter();
	BatchStart(&context_id, 1, &clock, false);

	arguments[0] = Int64GetDatum(context_id);
	arguments[1] = Int64GetDatum(clock.height);
	if (StatementRun(&request, arguments, NULL) == 0)
		ModuleRaiseNoRequest(terms, context_id);
	request_id = DatumGetInt64(StatementDatum(0, 1));
	ModuleCallAnswer(terms, &answer);
	if (!RequestAnswer(request_id, answer.result, answer.output, clock.height))
		elog(ERROR, "request of a module service has ended");
	StatementRun(&finish, arguments, NULL);
	return context_id;
}
