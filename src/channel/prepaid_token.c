/*
 * prepaid_token.c
 *		The bearer tokens of prepaid calls.
 *
 * Source: SingularityNET daemon, token manager.  Theirs accept every HMAC and tokens
 * without an expiry; ours do not.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/prepaid.h"
#include "common/base64.h"
#include "core/compat.h"
#include "core/errors.h"
#include "fmgr.h"
#include "kernel/addresstext.h"
#include "kernel/packing.h"
#include "mb/pg_wchar.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_prepaid_token_message);
PG_FUNCTION_INFO_V1(market_verify_prepaid_token);

#define GROUP_ID_SIZE 32
#define GROUP_ID_CHARACTERS 44

/* A group id in base64, as documents write it. */
static char *
PrepaidGroupText(const uint8 *group_id32)
{
	char	   *text = palloc0(GROUP_ID_CHARACTERS + 1);

	if (pg_b64_encode((const Base64Byte *) group_id32, GROUP_ID_SIZE, text,
					  GROUP_ID_CHARACTERS) != GROUP_ID_CHARACTERS)
		elog(ERROR, "a group id does not fit its text");
	return text;
}

int64
PrepaidSeconds(TimestampTz time)
{
	int64		days = POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE;
	int64		seconds = time / USECS_PER_SEC;

	/* a time before 2000 is divided downwards as well */
	if (time % USECS_PER_SEC < 0)
		seconds--;
	return seconds + days * SECS_PER_DAY;
}

char *
PrepaidTokenMake(const PrepaidClaims *claims, const bytea *secret)
{
	StringInfoData json;

	/* in the order of the names, as the daemon writes them */
	initStringInfo(&json);
	appendStringInfo(&json, "{\"exp\":" INT64_FORMAT ",\"groupId\":", claims->expiration);
	escape_json(&json, PrepaidGroupText(claims->group_id32));
	appendStringInfoString(&json, ",\"orgId\":");
	escape_json(&json, claims->organization_id);
	appendStringInfo(&json, ",\"payload\":\"" INT64_FORMAT "\"", claims->channel_id);
	if (claims->service_id != NULL)
	{
		appendStringInfoString(&json, ",\"serviceId\":");
		escape_json(&json, claims->service_id);
	}
	appendStringInfo(&json, ",\"userAddress\":\"%s\"}", AddressText(&claims->user));
	return JwtMake(pg_server_to_any(json.data, json.len, PG_UTF8), secret);
}

static void
PrepaidTokenRefuse(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_TOKEN_NOT_VALID),
			 errmsg("prepaid token is not valid"),
			 errdetail("%s", detail)));
}

/* Raise MK124 unless a claim is there and says what is wanted. */
static void
PrepaidTokenMatch(Jsonb *claims, const char *name, const char *wanted)
{
	char	   *found = JwtText(claims, name);

	if (found == NULL || strcmp(found, wanted) != 0)
		PrepaidTokenRefuse(psprintf("Its claim \"%s\" is not %s.", name, wanted));
}

static void
PrepaidTokenCheckExpiration(Jsonb *claims, int64 seconds)
{
	Numeric		expiration;

	if (!JwtNumber(claims, "exp", &expiration))
		PrepaidTokenRefuse("It has no expiry, claim \"exp\".");
	if (NumericCompare(NumericFromInt64(seconds), expiration) >= 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_REQUEST_EXPIRED),
				 errmsg("prepaid token has expired"),
				 errdetail("It was good until second %s; the time is second " INT64_FORMAT ".",
						   NumericText(expiration), seconds),
				 errhint("Ask for another: market.issue_prepaid_token().")));
}

Address
PrepaidTokenCheck(const char *token, const bytea *secret, const PrepaidClaims *wanted,
				  int64 seconds)
{
	Jsonb	   *claims = NULL;
	char	   *service_id;
	char	   *user;
	Address		address;

	if (secret == NULL)
		PrepaidTokenRefuse("The organization has signed none.");
	switch (JwtRead(token, secret, &claims))
	{
		case JWT_OK:
			break;
		case JWT_FORMAT:
			PrepaidTokenRefuse("It is not written as a token.");
			break;
		case JWT_ALGORITHM:
			PrepaidTokenRefuse("Its algorithm is not HS256.");
			break;
		case JWT_SIGNATURE:
			PrepaidTokenRefuse("It was signed with another secret, or changed.");
			break;
	}
	PrepaidTokenCheckExpiration(claims, seconds);
	PrepaidTokenMatch(claims, "payload", psprintf(INT64_FORMAT, wanted->channel_id));
	PrepaidTokenMatch(claims, "orgId", wanted->organization_id);
	PrepaidTokenMatch(claims, "groupId", PrepaidGroupText(wanted->group_id32));
	service_id = JwtText(claims, "serviceId");
	if (service_id != NULL)
		PrepaidTokenMatch(claims, "serviceId", wanted->service_id);
	user = JwtText(claims, "userAddress");
	if (user == NULL || AddressFromText(user, strlen(user), address.bytes) != ADDRESS_OK)
		PrepaidTokenRefuse("It names no user, claim \"userAddress\".");
	return address;
}

/*
 * prepaid_token_message(claim_signature bytea, current_block numeric) returns bytea
 */
Datum
market_prepaid_token_message(PG_FUNCTION_ARGS)
{
	bytea	   *signature = PG_GETARG_BYTEA_PP(0);
	uint8		block32[UINT256_SIZE];
	PackField	fields[] = {
		{VARDATA_ANY(signature), VARSIZE_ANY_EXHDR(signature)}, {block32, UINT256_SIZE}
	};
	size_t		size = VARHDRSZ + PackFieldsSize(fields, lengthof(fields));
	bytea	   *message;

	NumericToUint256(PG_GETARG_NUMERIC(1), "current_block", block32);
	message = palloc(size);
	SET_VARSIZE(message, size);
	PackFields((uint8 *) VARDATA(message), fields, lengthof(fields));
	PG_RETURN_BYTEA_P(message);
}

/*
 * verify_prepaid_token(token text, secret bytea, channel_id bigint, organization_id text,
 *		group_id bytes32, verify_time timestamptz, service_id text) returns address
 */
Datum
market_verify_prepaid_token(PG_FUNCTION_ARGS)
{
	bytea	   *secret = PG_GETARG_BYTEA_PP(1);
	bytea	   *group_id = PG_GETARG_BYTEA_PP(4);
	TimestampTz time = PG_GETARG_TIMESTAMPTZ(5);
	PrepaidClaims wanted = {
		.channel_id = PG_GETARG_INT64(2),
		.organization_id = text_to_cstring(PG_GETARG_TEXT_PP(3)),
		.service_id = text_to_cstring(PG_GETARG_TEXT_PP(6)),
		.group_id32 = BytesFromBytea(group_id, "group id", GROUP_ID_SIZE)
	};
	Address    *user = palloc(sizeof(Address));

	JwtCheckSecret(secret);
	if (TIMESTAMP_NOT_FINITE(time))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"verify_time\" must be finite")));
	*user = PrepaidTokenCheck(text_to_cstring(PG_GETARG_TEXT_PP(0)), secret, &wanted,
							  PrepaidSeconds(time));
	PG_RETURN_ADDRESS_P(user);
}
