/*
 * request.c
 *		Requests: answered by providers, each once.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_enum.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/clock.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/param.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "service/callback.h"
#include "service/definition.h"
#include "service/document.h"
#include "service/request.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/syscache.h"
#include "utils/tuplestore.h"

PG_FUNCTION_INFO_V1(market_respond_service);
PG_FUNCTION_INFO_V1(market_request_end);
PG_FUNCTION_INFO_V1(market_request_ended);

/* An answer, as given. */
typedef struct Response
{
	const Address *provider;
	int64		request_id;
	Jsonb	   *result;
	Jsonb	   *output;			/* NULL: none */
} Response;

static void
ResponseRefuse(int64 request_id, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_RESPONSE),
			 errmsg("response to request " INT64_FORMAT " is not valid", request_id),
			 errdetail("%s", detail)));
}

static void
ResponseRefuseOutput(const char *service_name, Jsonb *output)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_INVALID_OUTPUT),
			 errmsg("response output is not valid"),
			 errdetail("%s", DocumentBodyFault(service_name, false, output))));
}

/* Take the arguments of respond_service() and check what needs no table. */
static void
ResponseArguments(FunctionCallInfo fcinfo, Response *response)
{
	int			code;

	response->provider = ArgumentActor(fcinfo, 0, "provider");
	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_REQUEST_ID),
				 errmsg("argument \"request_id\" must not be null")));
	response->request_id = PG_GETARG_INT64(1);
	response->result = PG_ARGISNULL(2) ? NULL : PG_GETARG_JSONB_P(2);
	response->output = PG_ARGISNULL(3) ? NULL : PG_GETARG_JSONB_P(3);

	code = response->result == NULL ? 0 : DocumentResultCode(response->result);
	if (code == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_RESULT),
				 errmsg("response result is not valid"),
				 errdetail("It must be an object of \"code\", which is 200, 400 or 500,"
						   " and \"message\", which is a string.")));
	if (code == 200 && response->output == NULL)
		ResponseRefuse(response->request_id, "A result with code 200 has an output.");
	if (code != 200 && response->output != NULL)
		ResponseRefuse(response->request_id, "Only a result with code 200 has an output.");
	if (response->output != NULL && !DocumentIsEnvelope(response->output))
		ResponseRefuse(response->request_id,
					   "The output must be an object with an object \"header\" and,"
					   " if present, an object \"body\".");
}

/* Say why a request that is not open cannot be answered. */
static void
ResponseRefuseEnded(const Response *response)
{
	static Statement ended = {
		"SELECT provider OPERATOR(market.=) $2::market.address"
		" FROM market.request_history WHERE id = $1",
		2, {INT8OID, BYTEAOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(response->request_id), AddressGetByteaDatum(response->provider)
	};

	if (StatementRun(&ended, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_UNKNOWN_REQUEST),
				 errmsg("request " INT64_FORMAT " not found", response->request_id)));
	if (!DatumGetBool(StatementDatum(0, 1)))
		ResponseRefuse(response->request_id, "It was made to another provider.");
	ResponseRefuse(response->request_id, "The request has ended.");
}

/*
 * Check the answer against the request, in the original's order.  Returns the
 * height of the current block.
 */
static int64
ResponseCheck(const Response *response)
{
	static Statement request = {
		"SELECT c.is_own, c.is_open, NOT c.is_own OR NOT c.is_open OR $3 IS NULL"
		"   OR NOT (SELECT validate_bodies FROM market.params)"
		"   OR market.is_valid(d.output_schema, coalesce($3 -> 'body', '{}')), d.name, c.height"
		" FROM (SELECT r.service_name, r.provider OPERATOR(market.=) $2::market.address AS is_own,"
		"   r.state = 'pending' AND r.expiration_height >= k.height AS is_open, k.height"
		"  FROM market.request_open AS r CROSS JOIN market.clock AS k WHERE r.id = $1) AS c"
		" JOIN market.service_definition AS d ON d.name = c.service_name",
		3, {INT8OID, BYTEAOID, JSONBOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(response->request_id), AddressGetByteaDatum(response->provider),
		PointerGetDatum(response->output)
	};
	char		nulls[] = {' ', ' ', response->output == NULL ? 'n' : ' '};

	ClockPrepare();
	if (StatementReadLatest(&request, arguments, nulls) == 0)
		ResponseRefuseEnded(response);
	if (!DatumGetBool(StatementDatum(0, 1)))
		ResponseRefuse(response->request_id, "It was made to another provider.");
	if (!DatumGetBool(StatementDatum(0, 2)))
		ResponseRefuse(response->request_id, "The request has ended.");
	if (!DatumGetBool(StatementDatum(0, 3)))
		ResponseRefuseOutput(StatementText(0, 4), response->output);
	return DatumGetInt64(StatementDatum(0, 5));
}

/* A batch was completed by its last answer. */
static void
RequestCompleted(uint64 rows)
{
	int64	   *contexts = palloc(Max(rows, 1) * sizeof(int64));
	int			completed = 0;
	uint64		row;

	for (row = 0; row < rows; row++)
		if (DatumGetBool(StatementDatum(row, 2)))
			contexts[completed++] = DatumGetInt64(StatementDatum(row, 1));
	if (completed > 0)
		CallbackQueueResponse(contexts, completed);
}

#define REQUEST_COUNT(count, last) \
	" SET batch_response_count = p.batch_response_count + " count "," \
	"  batch_state = CASE WHEN p.batch_response_count + " count " < p.batch_request_count" \
	"   THEN p.batch_state ELSE 'completed' END," \
	"  completed_by = CASE WHEN p.batch_response_count + " count " < p.batch_request_count" \
	"   THEN p.completed_by ELSE " last " END"

/* An answer that is being given, between RequestRunAnswer() and the triggers. */
typedef struct Answering
{
	int			depth;			/* of triggers, where its statement runs */
	int64		context_id;
	int64		batch_counter;
	char		service_name[NAMEDATALEN * 2];
} Answering;

static Answering *answering = NULL;

static int
AnsweringDepth(void)
{
	return DatumGetInt32(DirectFunctionCall1(pg_trigger_depth, (Datum) 0));
}

/*
 * Is the trigger one of the statement that gives the answer?  Somebody's trigger on
 * responses may run other statements meanwhile, deeper.
 */
static bool
AnsweringHere(void)
{
	return answering != NULL && AnsweringDepth() == answering->depth + 1;
}

/* Count one answer where its context stands; the last one of a batch completes it. */
static void
RequestCount(int64 request_id, const Answering *answer)
{
	static Statement count = {
		"UPDATE market.context_progress AS p" REQUEST_COUNT("1", "$3")
		" WHERE p.context_id = $1 AND p.batch_counter = $2"
		" RETURNING p.context_id, p.has_module AND p.batch_state = 'completed'",
		3, {INT8OID, INT8OID, INT8OID}
	};
	Datum		arguments[] = {
		Int64GetDatum(answer->context_id), Int64GetDatum(answer->batch_counter),
		Int64GetDatum(request_id)
	};

	RequestCompleted(StatementRun(&count, arguments, NULL));
}

/*
 * Run a statement that answers one request, whose id is its first argument, check
 * the output if there is one to be checked, and count it; false when the statement
 * finds none.  The trigger on the row says what and where, and the one after the
 * statement leaves it to us: a table of one row costs more than the row.
 */
static bool
RequestRunAnswer(Statement *answer, Datum *arguments, const char *nulls, Jsonb *output)
{
	Answering	given = {.depth = AnsweringDepth()};
	Answering  *outer = answering;
	uint64		rows;

	PG_TRY();
	{
		answering = &given;
		rows = StatementRun(answer, arguments, nulls);
	}
	PG_FINALLY();
	{
		answering = outer;
	}
	PG_END_TRY();
	if (rows == 0)
		return false;
	if (output != NULL && ParamNow()->validate_bodies &&
		!DefinitionOutputIsValid(given.service_name, output))
		ResponseRefuseOutput(given.service_name, output);
	RequestCount(DatumGetInt64(arguments[0]), &given);
	return true;
}

bool
RequestAnswer(int64 request_id, const Jsonb *result, const Jsonb *output, int64 height)
{
	static Statement answer = {
		"WITH answered AS ("
		"  UPDATE market.request_open AS r SET state = 'answered', ended_height = $2"
		"  WHERE r.id = $1 AND r.state = 'pending' AND r.expiration_height >= $2"
		"  RETURNING r.id, r.provider, r.consumer"
		") INSERT INTO market.response (request_id, provider, consumer, result, output, height)"
		" SELECT id, provider, consumer, $3, $4, $2 FROM answered",
		4, {INT8OID, INT8OID, JSONBOID, JSONBOID}
	};
	char		nulls[] = {' ', ' ', ' ', output == NULL ? 'n' : ' '};
	Datum		arguments[] = {
		Int64GetDatum(request_id), Int64GetDatum(height), JsonbPGetDatum(result),
		PointerGetDatum(output)
	};

	return RequestRunAnswer(&answer, arguments, nulls, NULL);
}

/*
 * Check and answer in one statement, where that reads the block of now; false
 * when a check fails, of which the statement does not say which.  The output is
 * checked last, and an error takes the answer back.
 */
static bool
ResponseAnswer(const Response *response)
{
	static Statement answer = {
		"WITH answered AS ("
		"  UPDATE market.request_open AS r SET state = 'answered', ended_height = k.height"
		"  FROM market.clock AS k"
		"  WHERE r.id = $1 AND r.provider OPERATOR(market.=) $2::market.address"
		"   AND r.state = 'pending' AND r.expiration_height >= k.height"
		"  RETURNING r.id, r.provider, r.consumer, r.ended_height"
		") INSERT INTO market.response (request_id, provider, consumer, result, output, height)"
		" SELECT id, provider, consumer, $3, $4, ended_height FROM answered",
		4, {INT8OID, BYTEAOID, JSONBOID, JSONBOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(response->request_id), AddressGetByteaDatum(response->provider),
		JsonbPGetDatum(response->result), PointerGetDatum(response->output)
	};
	char		nulls[] = {' ', ' ', ' ', response->output == NULL ? 'n' : ' '};

	ClockPrepare();
	return RequestRunAnswer(&answer, arguments, nulls, response->output);
}

/* Check, then answer: it says what is wrong, and reads the block of now at any level. */
static void
ResponseAnswerChecked(const Response *response)
{
	int64		height = ResponseCheck(response);

	if (RequestAnswer(response->request_id, response->result, response->output, height))
		return;
	/* it was made after the transaction began to see nothing new */
	if (IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to concurrent update")));
	ResponseRefuse(response->request_id, "The request has ended.");
}

/*
 * respond_service(provider address, request_id bigint, result jsonb,
 *		output jsonb) returns void
 *
 * The update is the test: of two answers, or an answer and the end of the block,
 * one finds the request pending.  Its tax follows from it in a trigger.
 */
Datum
market_respond_service(PG_FUNCTION_ARGS)
{
	Response	response;
	Caller		caller;
	Idempotency once;

	ResponseArguments(fcinfo, &response);
	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, response.provider, NULL))
		return IdempotencyAnswer(&once, &caller);
	CallerRequireAccount(&caller, response.provider);
	if (IsolationUsesXactSnapshot() || !ResponseAnswer(&response))
		ResponseAnswerChecked(&response);
	IdempotencyKeepVoid(&once);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/* The part of a fee that is taxed, at the rate of this moment. */
static Datum
RequestTax(Datum fee)
{
	Datum		share = DirectFunctionCall2(numeric_mul, fee,
											NumericGetDatum(ParamNow()->service_fee_tax));

	return DirectFunctionCall2(numeric_trunc, share, Int32GetDatum(0));
}

/*
 * What request_end() needs to know of the table.  Columns keep their numbers, and
 * a table never has fewer than before.
 */
typedef struct RequestColumns
{
	Oid			relation;
	int			count;
	int			state;
	int			fee;
	int			tax;
	int			ended_height;
	int			context_id;
	int			batch_counter;
	int			service_name;
	Oid			answered;		/* value of the enumeration */
} RequestColumns;

Oid
RequestState(TupleDesc row, int column, const char *state)
{
	Oid			type = TupleDescAttr(row, column - 1)->atttypid;
	HeapTuple	tuple = SearchSysCache2(ENUMTYPOIDNAME, ObjectIdGetDatum(type),
										CStringGetDatum(state));
	Oid			value;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	value = ((Form_pg_enum) GETSTRUCT(tuple))->oid;
	ReleaseSysCache(tuple);
	return value;
}

/* Look the columns up; false when they are not those of requests. */
static bool
RequestFindColumns(TupleDesc row, RequestColumns *columns)
{
	columns->state = SPI_fnumber(row, "state");
	columns->fee = SPI_fnumber(row, "fee");
	columns->tax = SPI_fnumber(row, "tax");
	columns->ended_height = SPI_fnumber(row, "ended_height");
	columns->context_id = SPI_fnumber(row, "context_id");
	columns->batch_counter = SPI_fnumber(row, "batch_counter");
	columns->service_name = SPI_fnumber(row, "service_name");
	if (columns->state <= 0 || columns->fee <= 0 || columns->tax <= 0 ||
		columns->ended_height <= 0 || columns->context_id <= 0 || columns->batch_counter <= 0 ||
		columns->service_name <= 0)
		return false;
	columns->answered = RequestState(row, columns->state, "answered");
	return OidIsValid(columns->answered);
}

/* The columns of the table that the trigger is fired for, kept by the session. */
static RequestColumns *
RequestColumnsOf(FunctionCallInfo fcinfo)
{
	static RequestColumns columns;
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	row;
	bool		found;

	found = CALLED_AS_TRIGGER(fcinfo) && TRIGGER_FIRED_BEFORE(trigger->tg_event) &&
		TRIGGER_FIRED_FOR_ROW(trigger->tg_event) && TRIGGER_FIRED_BY_UPDATE(trigger->tg_event);
	if (found)
	{
		row = RelationGetDescr(trigger->tg_relation);
		if (columns.relation == RelationGetRelid(trigger->tg_relation) &&
			columns.count == row->natts)
			return &columns;
		columns.relation = InvalidOid;
		found = RequestFindColumns(row, &columns);
	}
	if (!found)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("request_end must be fired before the update of a request")));
	columns.relation = RelationGetRelid(trigger->tg_relation);
	columns.count = row->natts;
	return &columns;
}

/* Tell RequestRunAnswer() what it answers. */
static void
RequestNote(HeapTuple request, TupleDesc row, const RequestColumns *columns)
{
	bool		isnull;

	answering->context_id = DatumGetInt64(heap_getattr(request, columns->context_id, row,
													   &isnull));
	answering->batch_counter = DatumGetInt64(heap_getattr(request, columns->batch_counter, row,
														  &isnull));
	text_to_cstring_buffer(DatumGetTextPP(heap_getattr(request, columns->service_name, row,
													   &isnull)),
						   answering->service_name, sizeof(answering->service_name));
}

/*
 * request_end() returns trigger: a request ends once, and an answer splits the
 * fee into tax and what is earned
 *
 * The trigger has no condition of its own, which every statement would have to
 * read anew.
 */
Datum
market_request_end(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	RequestColumns *columns = RequestColumnsOf(fcinfo);
	TupleDesc	row;
	Datum		value;
	bool		isnull;

	row = RelationGetDescr(trigger->tg_relation);
	if (!heap_attisnull(trigger->tg_trigtuple, columns->ended_height, row))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("a request that has ended is never changed")));
	value = heap_getattr(trigger->tg_newtuple, columns->state, row, &isnull);
	if (isnull || DatumGetObjectId(value) != columns->answered)
	{
		Datum		before = heap_getattr(trigger->tg_trigtuple, columns->state, row, &isnull);

		if (DatumGetObjectId(value) != DatumGetObjectId(before) ||
			!heap_attisnull(trigger->tg_newtuple, columns->ended_height, row))
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("a request ends by its answer, or by being deleted")));
		return PointerGetDatum(trigger->tg_newtuple);
	}

	if (AnsweringHere())
		RequestNote(trigger->tg_newtuple, row, columns);
	value = RequestTax(heap_getattr(trigger->tg_newtuple, columns->fee, row, &isnull));
	isnull = false;
	return PointerGetDatum(heap_modify_tuple_by_cols(trigger->tg_newtuple, row, 1, &columns->tax,
													 &value, &isnull));
}

/* The same for a set of answers. */
static void
RequestAnswered(void)
{
	static Statement count = {
		"UPDATE market.context_progress AS p" REQUEST_COUNT("a.count", "a.last")
		" FROM (SELECT context_id, batch_counter, pg_catalog.count(*) AS count,"
		"   pg_catalog.max(id) AS last"
		"  FROM ended WHERE state = 'answered' GROUP BY context_id, batch_counter) AS a"
		" WHERE p.context_id = a.context_id AND p.batch_counter = a.batch_counter"
		" RETURNING p.context_id, p.has_module AND p.batch_state = 'completed'", 0
	};

	RequestCompleted(StatementRun(&count, NULL, NULL));
}

/*
 * request_ended() returns trigger: everything else that follows when requests
 * are answered, one or a hundred thousand of them
 *
 * An answer has its path, and nothing to do here; so the path is set here, not by
 * the function's definition.
 */
Datum
market_request_ended(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	int			level;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event) || trigger->tg_newtable == NULL ||
		SPI_fnumber(RelationGetDescr(trigger->tg_relation), "batch_counter") <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("request_ended must be fired after the update of requests,"
						" with a table of new rows")));
	if (AnsweringHere() || tuplestore_tuple_count(trigger->tg_newtable) == 0)
		return PointerGetDatum(NULL);

	level = StatementPinPath();
	StatementBegin();
	StatementTransition(trigger);
	RequestAnswered();
	StatementFinish();
	StatementUnpinPath(level);
	return PointerGetDatum(NULL);
}
