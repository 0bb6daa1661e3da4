/*
 * limit.c
 *		What a call of a service must pass before it is looked at.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/limit.h"
#include "channel/setting.h"
#include "core/errors.h"
#include "core/statement.h"
#include "utils/builtins.h"

/* One bucket: whose calls it counts, and how it fills. */
typedef struct Bucket
{
	Datum		organization_id;
	Datum		service_id;
	const Address *client;		/* zero: everybody */
	int64		rate;			/* calls in "blocks" */
	int64		blocks;
	int64		burst;			/* calls */
} Bucket;

/*
 * The content of a bucket now, in calls times blocks: so much is one call that the
 * credit of every block is an integer.  $4 is the rate, $5 blocks, $6 burst.
 */
#define BUCKET_CREDIT \
	"least($6::numeric * $5, b.credit + $4::numeric * greatest(k.height - b.height, 0))"

static void
BucketArguments(const Bucket *bucket, Datum *arguments)
{
	arguments[0] = bucket->organization_id;
	arguments[1] = bucket->service_id;
	arguments[2] = AddressGetByteaDatum(bucket->client);
	arguments[3] = Int64GetDatum(bucket->rate);
	arguments[4] = Int64GetDatum(bucket->blocks);
	arguments[5] = Int64GetDatum(bucket->burst);
}

/* Raise MK141: say how long it takes until a call is in the bucket again. */
static void
BucketRefuse(const Bucket *bucket)
{
	static Statement wait = {
		"SELECT pg_catalog.ceil(($5 - " BUCKET_CREDIT ") / $4)::bigint, k.height"
		" FROM market.rate_bucket AS b CROSS JOIN market.clock AS k"
		" WHERE b.organization_id = $1 AND b.service_id = $2"
		" AND b.client OPERATOR(market.=) $3::market.address",
		6, {TEXTOID, TEXTOID, BYTEAOID, INT8OID, INT8OID, INT8OID}
	};
	Datum		arguments[6];
	int64		blocks = 1;
	int64		height = 0;

	BucketArguments(bucket, arguments);
	/* another transaction may have filled it or taken it away meanwhile */
	if (StatementRun(&wait, arguments, NULL) > 0)
	{
		blocks = Max(1, DatumGetInt64(StatementDatum(0, 1)));
		height = DatumGetInt64(StatementDatum(0, 2));
	}
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_TOO_MANY_REQUESTS),
			 AddressIsZero(bucket->client)
			 ? errmsg("too many calls of service \"%s\" of organization \"%s\"",
					  TextDatumGetCString(bucket->service_id),
					  TextDatumGetCString(bucket->organization_id))
			 : errmsg("too many calls of service \"%s\" of organization \"%s\" by %s",
					  TextDatumGetCString(bucket->service_id),
					  TextDatumGetCString(bucket->organization_id),
					  AddressText(bucket->client)),
			 errdetail("Wait: " INT64_FORMAT ", limit: " INT64_FORMAT " in " INT64_FORMAT
					   " blocks, at once: " INT64_FORMAT ".", blocks, bucket->rate,
					   bucket->blocks, bucket->burst),
			 errhint("The next call is taken at block " INT64_FORMAT ".", height + blocks)));
}

/*
 * Take one call out of a bucket.  Nobody has a row before the first call: the bucket
 * is full then.
 */
static void
BucketTake(const Bucket *bucket, const Terms *terms)
{
	static Statement take = {
		"UPDATE market.rate_bucket AS b SET credit = " BUCKET_CREDIT " - $5,"
		" height = greatest(k.height, b.height)"
		" FROM market.clock AS k WHERE b.organization_id = $1 AND b.service_id = $2"
		" AND b.client OPERATOR(market.=) $3::market.address AND " BUCKET_CREDIT " >= $5",
		6, {TEXTOID, TEXTOID, BYTEAOID, INT8OID, INT8OID, INT8OID}
	};
	/* another first call may be faster */
	static Statement start = {
		"INSERT INTO market.rate_bucket AS b"
		" (organization_id, service_id, client, credit, height)"
		" SELECT $1, $2, $3::market.address, ($6 - 1) * $5, k.height FROM market.clock AS k"
		" ON CONFLICT (organization_id, service_id, client) DO UPDATE SET credit = b.credit - $5"
		" WHERE b.credit >= $5",
		6, {TEXTOID, TEXTOID, BYTEAOID, INT8OID, INT8OID, INT8OID}
	};
	Datum		arguments[6];

	BucketArguments(bucket, arguments);
	if (StatementRun(&take, arguments, NULL) > 0)
		return;
	SettingLockService(terms->organization_id, terms->service_id);
	if (StatementRun(&start, arguments, NULL) == 0)
		BucketRefuse(bucket);
}

void
LimitPass(const Terms *terms, const Address *client)
{
	static const Address everybody;
	static Statement get = {
		"SELECT running, rate_limit, coalesce(burst_size, rate_limit), client_rate_limit,"
		" coalesce(client_burst_size, client_rate_limit), rate_limit_blocks"
		" FROM market.service_setting WHERE organization_id = $1 AND service_id = $2",
		2, {TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(terms->organization_id), CStringGetTextDatum(terms->service_id)
	};
	Bucket		service = {arguments[0], arguments[1], &everybody};
	Bucket		own = {arguments[0], arguments[1], client};

	if (!terms->guarded || StatementRun(&get, arguments, NULL) == 0)
		return;
	if (!DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_STOPPED),
				 errmsg("service \"%s\" of organization \"%s\" is stopped",
						terms->service_id, terms->organization_id),
				 errhint("Try again later: its provider has to start it.")));
	service.rate = DatumGetInt64(StatementDatum(0, 2));
	service.burst = DatumGetInt64(StatementDatum(0, 3));
	own.rate = DatumGetInt64(StatementDatum(0, 4));
	own.burst = DatumGetInt64(StatementDatum(0, 5));
	service.blocks = own.blocks = DatumGetInt64(StatementDatum(0, 6));
	if (service.rate > 0)
		BucketTake(&service, terms);
	if (own.rate > 0)
		BucketTake(&own, terms);
}

void
LimitCheckUser(const Terms *terms, const Address *user)
{
	static Statement refuses = {
		"SELECT FROM market.service_setting"
		" WHERE organization_id = $1 AND service_id = $2 AND allowed_user_flag"
		" AND $3::market.address OPERATOR(market.<>) ALL (allowed_user_addresses)",
		3, {TEXTOID, TEXTOID, BYTEAOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(terms->organization_id), CStringGetTextDatum(terms->service_id),
		AddressGetByteaDatum(user)
	};

	if (terms->guarded && StatementRead(&refuses, arguments, NULL) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_USER_NOT_ALLOWED),
				 errmsg("%s is not allowed to call service \"%s\" of organization \"%s\"",
						AddressText(user), terms->service_id, terms->organization_id),
				 errdetail("Only listed users may call it.")));
}
