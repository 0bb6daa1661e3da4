/*
 * rating.c
 *		Ratings of services, by those who paid for a call.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/usage.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "utils/builtins.h"

/* bytes of a comment */
#define RATING_COMMENT_MAX 4000

PG_FUNCTION_INFO_V1(market_rate_call);

/*
 * rate_call(payer address, usage_id bigint, stars integer, comment text)
 */
Datum
market_rate_call(PG_FUNCTION_ARGS)
{
	static Statement rate = {
		"INSERT INTO market.service_rating (organization_id, service_id, payer, usage_id, stars,"
		"  comment, height, block_time)"
		" SELECT $1, $2, $3::market.address, $4, $5, $6, c.height, c.block_time"
		" FROM market.clock AS c"
		" ON CONFLICT (organization_id, service_id, payer) DO UPDATE SET"
		"  usage_id = excluded.usage_id, stars = excluded.stars, comment = excluded.comment,"
		"  height = excluded.height, block_time = excluded.block_time",
		6, {TEXTOID, TEXTOID, BYTEAOID, INT8OID, INT4OID, TEXTOID}
	};
	Caller		caller;
	Address    *payer;
	UsageCall	call;
	int32		stars;
	Datum		arguments[6];

	CallerEnter(&caller);
	payer = ArgumentActor(fcinfo, 0, "payer");
	(void) ArgumentInt64(fcinfo, 1, "usage_id");
	ArgumentRequire(fcinfo, 2, "stars");
	stars = PG_GETARG_INT32(2);
	if (stars < 1 || stars > 5)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"stars\" must be 1 to 5")));
	if (!PG_ARGISNULL(3) && strlen(ArgumentText(fcinfo, 3, "comment")) > RATING_COMMENT_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("argument \"comment\" is longer than %d bytes", RATING_COMMENT_MAX)));
	CallerRequireAccount(&caller, payer);
	UsageRequirePayer(PG_GETARG_INT64(1), payer, &call);
	ServiceRequire(call.organization_id, call.service_id);

	arguments[0] = CStringGetTextDatum(call.organization_id);
	arguments[1] = CStringGetTextDatum(call.service_id);
	arguments[2] = AddressGetByteaDatum(payer);
	arguments[3] = PG_GETARG_DATUM(1);
	arguments[4] = Int32GetDatum(stars);
	arguments[5] = PG_GETARG_DATUM(3);
	StatementRun(&rate, arguments, PG_ARGISNULL(3) ? "     n" : NULL);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
