/*
 * free_call.c
 *		Free calls: tokens, calls that are counted, and how many are left.
 *
 * A client proves who it is by a signature, or by the role that its account is bound
 * to.  A token proves that the provider let the client in; its signer is named by the
 * service's document.  The market has no key: it says what the signer has to sign.
 *
 * Counters go by the address, whichever text of it a client signs.  A call counts when
 * its transaction commits.
 *
 * Source: SingularityNET daemon, free call state service and payment handler; the
 * checks are made in its order.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/free_call.h"
#include "channel/setting.h"
#include "channel/usage.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_request_free_call_token);
PG_FUNCTION_INFO_V1(market_free_call);
PG_FUNCTION_INFO_V1(market_free_calls_available);

/* How often a client has called, and may call. */
typedef struct FreeCallCount
{
	int64		made;
	int64		allowed;		/* -1: any number */
} FreeCallCount;

/*
 * request_free_call_token(client address, organization_id text, service_id text,
 *		group_name text, user_id text, lifetime bigint, address_text text,
 *		current_block bigint, signature signature)
 *		returns record (expiration_block bigint, message bytea, digest bytes32)
 */
Datum
market_request_free_call_token(PG_FUNCTION_ARGS)
{
	static const FreeCallPlaces places = {
		.token = -1, .group_name = 3, .user_id = 4, .lifetime = 5, .address_text = 6, .block = 7
	};
	MemoryContext context = CurrentMemoryContext;
	MemoryContext saved;
	FreeCall	call;
	int64		expiration;
	uint8		expiration32[UINT256_SIZE];
	uint8		digest[KECCAK256_SIZE];
	bytea	   *message;
	Datum		values[3];
	bool		nulls[3] = {false};

	FreeCallEnter(fcinfo, &call, &places);
	FreeCallRead(&call);
	FreeCallCheckClient(&call);
	FreeCallCheckAdmission(&call);

	expiration = call.terms.height + Min(call.lifetime, call.longest_lifetime);
	values[0] = Int64GetDatum(expiration);
	Uint256FromUint64(expiration, expiration32);
	saved = MemoryContextSwitchTo(context);
	message = FreeCallTokenMessage(call.terms.organization_id, call.group_name, call.client,
								   call.user_id, expiration32);
	MessageDigest((uint8 *) VARDATA(message), VARSIZE(message) - VARHDRSZ, digest);
	values[1] = PointerGetDatum(message);
	values[2] = PointerGetDatum(BytesToBytea(digest, sizeof(digest)));
	MemoryContextSwitchTo(saved);
	CallerLeave(&call.caller);
	return StatementRecord(fcinfo, values, nulls);
}

/* The key of a counter, as the first arguments of statements. */
static void
FreeCallKey(const FreeCall *call, Datum *arguments)
{
	arguments[0] = CStringGetTextDatum(call->terms.organization_id);
	arguments[1] = CStringGetTextDatum(call->terms.service_id);
	arguments[2] = call->terms.group_id;
	arguments[3] = AddressGetByteaDatum(call->client);
	arguments[4] = CStringGetTextDatum(call->user_id);
}

#define FREE_CALL_KEY \
	"organization_id = $1 AND service_id = $2 AND group_id = $3" \
	" AND client OPERATOR(market.=) $4::market.address AND user_id = $5"

/* The calls made in the period that a counter's row is about, when it is not over. */
static int64
FreeCallMade(const FreeCall *call, int64 made, int64 since)
{
	if (call->period > 0 && call->terms.height - since >= call->period)
		return 0;
	return made;
}

/* The client's own allowance, or the service's. */
static int64
FreeCallAllowed(const FreeCall *call)
{
	return call->allowance != 0 ? call->allowance : call->free_calls;
}

static int64
FreeCallLeft(const FreeCallCount *count)
{
	if (count->allowed < 0)
		return FREE_CALLS_UNLIMITED;
	return Max(0, count->allowed - count->made);
}

/* Read the counter. */
static void
FreeCallReadCount(const FreeCall *call, FreeCallCount *count)
{
	static Statement get = {
		"SELECT made, since FROM market.free_call WHERE " FREE_CALL_KEY,
		5, {TEXTOID, TEXTOID, BYTEAOID, BYTEAOID, TEXTOID}
	};
	Datum		arguments[5];

	FreeCallKey(call, arguments);
	count->made = 0;
	count->allowed = FreeCallAllowed(call);
	if (StatementRead(&get, arguments, NULL) > 0)
		count->made = FreeCallMade(call, DatumGetInt64(StatementDatum(0, 1)),
								   DatumGetInt64(StatementDatum(0, 2)));
}

static void
FreeCallRefuse(const FreeCallCount *count)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_FREE_CALLS_USED),
			 errmsg("free call limit has been exceeded"),
			 errdetail("Calls made: " INT64_FORMAT ", allowed: " INT64_FORMAT ".", count->made,
					   count->allowed),
			 errhint("Pay for the call.")));
}

/*
 * Lock the counter, at once or not at all, and read it; a client without one has made
 * no call.
 */
static void
FreeCallLock(const FreeCall *call, FreeCallCount *count)
{
	static Statement lock = {
		"SELECT made, since FROM market.free_call WHERE " FREE_CALL_KEY
		" FOR NO KEY UPDATE SKIP LOCKED",
		5, {TEXTOID, TEXTOID, BYTEAOID, BYTEAOID, TEXTOID}
	};
	static Statement exists = {
		"SELECT FROM market.free_call WHERE " FREE_CALL_KEY,
		5, {TEXTOID, TEXTOID, BYTEAOID, BYTEAOID, TEXTOID}
	};
	Datum		arguments[5];

	FreeCallKey(call, arguments);
	count->made = 0;
	count->allowed = FreeCallAllowed(call);
	if (StatementRun(&lock, arguments, NULL) > 0)
		count->made = FreeCallMade(call, DatumGetInt64(StatementDatum(0, 1)),
								   DatumGetInt64(StatementDatum(0, 2)));
	else if (StatementRun(&exists, arguments, NULL) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_FREE_CALL_IN_PROGRESS),
				 errmsg("another free call of %s is in progress", AddressText(call->client)),
				 errhint("Try again when it has ended.")));
	else
		SettingLockService(call->terms.organization_id, call->terms.service_id);
	if (count->allowed >= 0 && count->made >= count->allowed)
		FreeCallRefuse(count);
}

/*
 * Count a call.  Two first calls of a client meet here: one waits for the other, and
 * is refused when that took the only one.
 */
static void
FreeCallCountOne(const FreeCall *call, FreeCallCount *count)
{
	static Statement add = {
		"INSERT INTO market.free_call AS f"
		" (organization_id, service_id, group_id, client, user_id, made, since)"
		" VALUES ($1, $2, $3, $4::market.address, $5, 1, $7)"
		" ON CONFLICT (organization_id, service_id, group_id, client, user_id) DO UPDATE"
		" SET made = CASE WHEN $8 > 0 AND $7 - f.since >= $8 THEN 1 ELSE f.made + 1 END,"
		"  since = CASE WHEN $8 > 0 AND $7 - f.since >= $8 THEN $7 ELSE f.since END"
		" WHERE $6 < 0 OR f.made < $6 OR ($8 > 0 AND $7 - f.since >= $8)"
		" RETURNING made",
		8, {TEXTOID, TEXTOID, BYTEAOID, BYTEAOID, TEXTOID, INT8OID, INT8OID, INT8OID}
	};
	Datum		arguments[8];

	FreeCallKey(call, arguments);
	arguments[5] = Int64GetDatum(count->allowed);
	arguments[6] = Int64GetDatum(call->terms.height);
	arguments[7] = Int64GetDatum(call->period);
	if (StatementRun(&add, arguments, NULL) == 0)
	{
		count->made = count->allowed;
		FreeCallRefuse(count);
	}
	count->made = DatumGetInt64(StatementDatum(0, 1));
}

/*
 * free_call(client address, organization_id text, service_id text, token bytea,
 *		group_name text, user_id text, method text, address_text text,
 *		current_block bigint, signature signature) returns bigint: calls left
 */
Datum
market_free_call(PG_FUNCTION_ARGS)
{
	static const FreeCallPlaces places = {
		.token = 3, .group_name = 4, .user_id = 5, .method = 6, .address_text = 7, .block = 8
	};
	Usage		usage = {.kind = USAGE_FREE, .channel_id = -1};
	FreeCall	call;
	FreeCallCount count;

	FreeCallEnter(fcinfo, &call, &places);
	FreeCallRead(&call);
	LimitPass(&call.terms, call.client);
	FreeCallCheckClient(&call);
	FreeCallCheckToken(&call);
	FreeCallLock(&call, &count);
	FreeCallCountOne(&call, &count);
	usage.payer = call.client;
	UsageRecord(&call.terms, &usage);
	CallerLeave(&call.caller);
	PG_RETURN_INT64(FreeCallLeft(&count));
}

/*
 * free_calls_available(client address, organization_id text, service_id text,
 *		token bytea, group_name text, user_id text, address_text text,
 *		current_block bigint, signature signature) returns bigint
 */
Datum
market_free_calls_available(PG_FUNCTION_ARGS)
{
	static const FreeCallPlaces places = {
		.token = 3, .group_name = 4, .user_id = 5, .address_text = 6, .block = 7
	};
	FreeCall	call;
	FreeCallCount count;

	FreeCallEnter(fcinfo, &call, &places);
	FreeCallRead(&call);
	FreeCallCheckClient(&call);
	FreeCallCheckToken(&call);
	FreeCallReadCount(&call, &count);
	CallerLeave(&call.caller);
	PG_RETURN_INT64(FreeCallLeft(&count));
}
