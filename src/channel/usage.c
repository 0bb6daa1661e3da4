/*
 * usage.c
 *		Metering: one row per paid, free or prepaid call.
 *
 * Source: SingularityNET daemon, metrics: the record that it sends for each call.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "channel/organization.h"
#include "channel/usage.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_last_usage_id);
PG_FUNCTION_INFO_V1(market_finish_call);
PG_FUNCTION_INFO_V1(market_record_failed_call);

/* the row that this session made last; 0 for none */
static int64 last_usage_id = 0;

static const char *const usage_kinds[] = {"paid", "free", "prepaid"};

/* Bind the value of a parameter, or NULL. */
#define USAGE_BIND(n, given, value) \
	(nulls[n] = (given) ? ' ' : 'n', arguments[n] = (given) ? (value) : (Datum) 0)

static int64
UsageInsert(const Terms *terms, const Usage *usage)
{
	static Statement record = {
		"INSERT INTO market.usage (block_time, height, kind, organization_id, service_id, group_id,"
		" recipient, method, channel_id, nonce, authorized_amount, full_amount, payer, price,"
		" outcome, error, response_time, service_time, details)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7::market.address, $8, $9, $10, $11, $12,"
		" $13::market.address, coalesce($14, 0), $15, $16, $17, $18, $19) RETURNING id",
		19, {TIMESTAMPTZOID, INT8OID, TEXTOID, TEXTOID, TEXTOID, BYTEAOID, BYTEAOID, TEXTOID,
		INT8OID, INT8OID, NUMERICOID, NUMERICOID, BYTEAOID, NUMERICOID, TEXTOID, TEXTOID,
		INTERVALOID, INTERVALOID, JSONBOID}
	};
	bool		on_channel = usage->channel_id >= 0;
	Datum		arguments[19];
	char		nulls[19];

	USAGE_BIND(0, true, TimestampTzGetDatum(terms->block_time));
	USAGE_BIND(1, true, Int64GetDatum(terms->height));
	USAGE_BIND(2, true, CStringGetTextDatum(usage_kinds[usage->kind]));
	USAGE_BIND(3, true, CStringGetTextDatum(terms->organization_id));
	USAGE_BIND(4, true, CStringGetTextDatum(terms->service_id));
	USAGE_BIND(5, true, terms->group_id);
	USAGE_BIND(6, true, AddressGetByteaDatum(&terms->recipient));
	USAGE_BIND(7, terms->method != NULL, CStringGetTextDatum(terms->method));
	USAGE_BIND(8, on_channel, Int64GetDatum(usage->channel_id));
	USAGE_BIND(9, usage->authorized != NULL, Int64GetDatum(usage->nonce));
	USAGE_BIND(10, usage->authorized != NULL, NumericGetDatum(usage->authorized));
	USAGE_BIND(11, usage->full_amount != NULL, NumericGetDatum(usage->full_amount));
	USAGE_BIND(12, true, AddressGetByteaDatum(usage->payer));
	USAGE_BIND(13, usage->price != NULL, NumericGetDatum(usage->price));
	USAGE_BIND(14, true, CStringGetTextDatum(usage->is_failed ? "failed" : "success"));
	USAGE_BIND(15, usage->error != NULL, CStringGetTextDatum(usage->error));
	USAGE_BIND(16, usage->response_time != NULL, IntervalPGetDatum(usage->response_time));
	USAGE_BIND(17, usage->service_time != NULL, IntervalPGetDatum(usage->service_time));
	USAGE_BIND(18, usage->details != NULL, JsonbPGetDatum(usage->details));
	StatementRun(&record, arguments, nulls);
	return DatumGetInt64(StatementDatum(0, 1));
}

int64
UsageRecord(const Terms *terms, const Usage *usage)
{
	last_usage_id = terms->metering ? UsageInsert(terms, usage) : 0;
	return last_usage_id;
}

static void
UsageNotFound(int64 usage_id)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_CALL_NOT_FOUND),
			 errmsg("call " INT64_FORMAT " not found among those that were paid", usage_id),
			 errhint("SELECT * FROM market.usage shows the calls, while metering is on.")));
}

void
UsageRequirePayer(int64 usage_id, const Address *payer, UsageCall *call)
{
	static Statement find = {
		"SELECT organization_id, service_id, channel_id, price FROM market.usage"
		" WHERE id = $1 AND payer OPERATOR(market.=) $2::market.address"
		" AND channel_id IS NOT NULL AND price > 0",
		2, {INT8OID, BYTEAOID}
	};
	Datum		arguments[] = {Int64GetDatum(usage_id), AddressGetByteaDatum(payer)};

	if (StatementRun(&find, arguments, NULL) == 0)
		UsageNotFound(usage_id);
	call->organization_id = TextDatumGetCString(StatementDatum(0, 1));
	call->service_id = TextDatumGetCString(StatementDatum(0, 2));
	call->channel_id = DatumGetInt64(StatementDatum(0, 3));
	call->price = DatumGetNumeric(StatementDatum(0, 4));
}

void
UsageRequireChannel(int64 usage_id, int64 channel_id)
{
	static Statement find = {
		"SELECT FROM market.usage WHERE id = $1 AND channel_id = $2 AND price > 0",
		2, {INT8OID, INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(usage_id), Int64GetDatum(channel_id)};

	if (StatementRun(&find, arguments, NULL) == 0)
		UsageNotFound(usage_id);
}

/*
 * last_usage_id() returns bigint: the row of this session's last call, NULL when
 * it made none
 */
Datum
market_last_usage_id(PG_FUNCTION_ARGS)
{
	if (last_usage_id == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(last_usage_id);
}

/* How long something took: NULL or an interval not below zero. */
static const Interval *
UsageDuration(FunctionCallInfo fcinfo, int n, const char *name)
{
	Interval   *interval;

	if (PG_ARGISNULL(n))
		return NULL;
	interval = PG_GETARG_INTERVAL_P(n);
	if (interval->month < 0 || interval->day < 0 || interval->time < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be negative", name)));
	return interval;
}

/* One of some texts; its index. */
static int
UsageChoice(FunctionCallInfo fcinfo, int n, const char *name, const char *const *choices,
			int count)
{
	char	   *text = ArgumentText(fcinfo, n, name);
	StringInfoData list;
	int			i;

	for (i = 0; i < count; i++)
		if (strcmp(text, choices[i]) == 0)
			return i;
	initStringInfo(&list);
	for (i = 0; i < count; i++)
		appendStringInfo(&list, "%s%s", i == 0 ? "" : i == count - 1 ? " or " : ", ", choices[i]);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"%s\" must be %s", name, list.data)));
}

/* The organization of a row; 22023 when there is no such row. */
static char *
UsageOrganization(int64 usage_id)
{
	static Statement find = {
		"SELECT organization_id FROM market.usage WHERE id = $1", 1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(usage_id)};

	if (StatementRun(&find, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("usage row " INT64_FORMAT " does not exist", usage_id)));
	return TextDatumGetCString(StatementDatum(0, 1));
}

/*
 * finish_call(member address, usage_id bigint, outcome text, response_time interval,
 *		service_time interval, error text, details jsonb): what became of a call
 */
Datum
market_finish_call(PG_FUNCTION_ARGS)
{
	static const char *const outcomes[] = {"success", "failed"};
	static Statement finish = {
		"UPDATE market.usage SET outcome = coalesce($2, outcome),"
		" response_time = coalesce($3, response_time),"
		" service_time = coalesce($4, service_time), error = coalesce($5, error),"
		" details = coalesce($6, details) WHERE id = $1",
		6, {INT8OID, TEXTOID, INTERVALOID, INTERVALOID, TEXTOID, JSONBOID}
	};
	Datum		arguments[6];
	char		nulls[6];
	Caller		caller;
	Address    *member;
	int64		usage_id;
	int			i;

	CallerEnter(&caller);
	member = ArgumentActor(fcinfo, 0, "member");
	usage_id = ArgumentInt64(fcinfo, 1, "usage_id");
	if (!PG_ARGISNULL(2))
		UsageChoice(fcinfo, 2, "outcome", outcomes, lengthof(outcomes));
	UsageDuration(fcinfo, 3, "response_time");
	UsageDuration(fcinfo, 4, "service_time");
	OrganizationCheckMember(&caller, UsageOrganization(usage_id), member);

	for (i = 0; i < 6; i++)
		USAGE_BIND(i, !PG_ARGISNULL(i + 1), PG_GETARG_DATUM(i + 1));
	StatementRun(&finish, arguments, nulls);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * record_failed_call(member address, organization_id text, service_id text,
 *		payer address, kind text, method text, channel_id bigint, error text,
 *		response_time interval, service_time interval, details jsonb,
 *		group_id bytes32) returns bigint: the row
 *
 * A call whose payment was rolled back left none.
 */
Datum
market_record_failed_call(PG_FUNCTION_ARGS)
{
	Usage		usage = {.channel_id = -1, .is_failed = true};
	Terms		terms;
	Caller		caller;
	Address    *member;
	int64		id;

	CallerEnter(&caller);
	member = ArgumentActor(fcinfo, 0, "member");
	TermsReadArguments(fcinfo, &terms, 1, 5, 11);
	usage.payer = ArgumentAddress(fcinfo, 3, "payer");
	usage.kind = UsageChoice(fcinfo, 4, "kind", usage_kinds, lengthof(usage_kinds));
	if (!PG_ARGISNULL(6))
		usage.channel_id = ChannelRead(PG_GETARG_INT64(6))->id;
	usage.error = PG_ARGISNULL(7) ? NULL : ArgumentText(fcinfo, 7, "error");
	usage.response_time = UsageDuration(fcinfo, 8, "response_time");
	usage.service_time = UsageDuration(fcinfo, 9, "service_time");
	usage.details = PG_ARGISNULL(10) ? NULL : PG_GETARG_JSONB_P(10);
	OrganizationCheckMember(&caller, terms.organization_id, member);

	id = UsageRecord(&terms, &usage);
	CallerLeave(&caller);
	if (id == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(id);
}
