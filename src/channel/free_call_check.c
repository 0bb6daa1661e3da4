/*
 * free_call_check.c
 *		Requests about free calls: arguments, service, and the checks of client and
 *		token.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/free_call.h"
#include "channel/organization.h"
#include "core/errors.h"
#include "core/statement.h"
#include "kernel/addresstext.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "utils/builtins.h"

/* longest user id, in bytes */
#define USER_ID_MAX 256

/*
 * The text of the address that the client signs: the checksum form unless another is
 * given, which has to be the same address, with or without "0x".
 */
static char *
FreeCallAddressText(FunctionCallInfo fcinfo, int n, const Address *client)
{
	char	   *text;
	char	   *digits;
	Address		address;

	if (PG_ARGISNULL(n))
		return AddressText(client);
	text = ArgumentText(fcinfo, n, "address_text");
	digits = strncmp(text, "0x", 2) == 0 ? text : psprintf("0x%s", text);
	if (AddressFromText(digits, strlen(digits), address.bytes) != ADDRESS_OK ||
		!AddressEquals(&address, client))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"address_text\" is not the address of the client"),
				 errdetail("The client is %s.", AddressText(client))));
	return text;
}

void
FreeCallEnter(FunctionCallInfo fcinfo, FreeCall *call, const FreeCallPlaces *places)
{
	memset(call, 0, sizeof(*call));
	call->client = ArgumentActor(fcinfo, 0, "client");
	call->terms.organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	call->terms.service_id = ArgumentRegistryId(fcinfo, 2, "service_id");
	if (places->token >= 0 && !PG_ARGISNULL(places->token))
	{
		call->token = PG_GETARG_BYTEA_PP(places->token);
		FreeCallTokenSplit(call->token, &call->token_signature, &call->token_signature_length,
						   call->token_expiration32, &call->token_expired);
	}
	call->group_name = ArgumentText(fcinfo, places->group_name, "group_name");
	call->user_id = ArgumentText(fcinfo, places->user_id, "user_id");
	if (strlen(call->user_id) > USER_ID_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("argument \"user_id\" has more than %d bytes", USER_ID_MAX)));
	if (places->method > 0 && !PG_ARGISNULL(places->method))
		call->terms.method = ArgumentText(fcinfo, places->method, "method");
	call->lifetime = PG_INT64_MAX;
	if (places->lifetime > 0 && !PG_ARGISNULL(places->lifetime))
		call->lifetime = ArgumentHeight(fcinfo, places->lifetime, "lifetime");
	call->address_text = FreeCallAddressText(fcinfo, places->address_text, call->client);
	if (!PG_ARGISNULL(places->block + 1))
	{
		call->block = ArgumentHeight(fcinfo, places->block, "current_block");
		call->signature = PG_GETARG_SIGNATURE_P(places->block + 1);
		if (places->token >= 0)
			ArgumentRequire(fcinfo, places->token, "token");
	}
	CallerEnter(&call->caller);
}

static void
FreeCallNoGroup(const FreeCall *call)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_GROUP_MISMATCH),
			 errmsg("service \"%s\" of organization \"%s\" has no group \"%s\"",
					call->terms.service_id, call->terms.organization_id, call->group_name)));
}

/* Say why there are no free calls. */
static void
FreeCallNoService(const FreeCall *call)
{
	if (DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_NOT_FOUND),
				 errmsg("service \"%s\" of organization \"%s\" not found",
						call->terms.service_id, call->terms.organization_id)));
	if (DatumGetBool(StatementDatum(0, 2)))
		FreeCallNoGroup(call);
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_NO_FREE_CALLS),
			 errmsg("service \"%s\" of organization \"%s\" has no free calls",
					call->terms.service_id, call->terms.organization_id),
			 errdetail("Its document names no free_call_signer_address for group \"%s\".",
					   call->group_name)));
}

void
FreeCallRead(FreeCall *call)
{
	static Statement get = {
		"SELECT s.service_id IS NULL, g.group_id IS NULL,"
		" (s.doc ->> 'free_call_signer_address')::market.address, g.group_id,"
		" coalesce((s.doc ->> 'free_calls')::bigint, 0), coalesce(a.calls, 0),"
		" coalesce($4::market.address OPERATOR(market.=) ANY (t.trusted_free_call_signers), false),"
		" coalesce(t.min_balance_for_free_call, p.free_call_min_balance),"
		" coalesce(t.free_call_period, p.free_call_period),"
		" p.channel_denom, p.free_call_token_lifetime,"
		" pg_catalog.encode(g.group_id, 'base64')"
		" FROM market.organization AS o CROSS JOIN market.params AS p"
		" LEFT JOIN (SELECT organization_id, service_id,"
		"   (SELECT e.doc FROM pg_catalog.jsonb_array_elements(metadata -> 'groups') AS e (doc)"
		"    WHERE e.doc ->> 'group_name' = $3) AS doc"
		"  FROM market.organization_service WHERE organization_id = $1 AND service_id = $2"
		"  OFFSET 0) AS s ON true"
		" LEFT JOIN market.organization_group AS g"
		"  ON g.organization_id = o.id AND g.group_name = s.doc ->> 'group_name'"
		" LEFT JOIN market.service_setting AS t"
		"  ON t.organization_id = o.id AND t.service_id = $2"
		" LEFT JOIN market.free_call_allowance AS a ON a.organization_id = o.id"
		"  AND a.service_id = $2 AND a.client OPERATOR(market.=) $4::market.address"
		" WHERE o.id = $1 AND p.singleton",
		4, {TEXTOID, TEXTOID, TEXTOID, BYTEAOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(call->terms.organization_id),
		CStringGetTextDatum(call->terms.service_id),
		CStringGetTextDatum(call->group_name), AddressGetByteaDatum(call->client)
	};
	Datum		signer;
	Datum		group_id;
	bool		nobody;

	if (StatementRead(&get, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ORGANIZATION_NOT_FOUND),
				 errmsg("organization \"%s\" not found", call->terms.organization_id)));
	signer = StatementValue(0, 3, &nobody);
	if (nobody)
		FreeCallNoService(call);
	call->signer = *DatumGetAddressP(signer);
	group_id = StatementDatum(0, 4);
	call->free_calls = DatumGetInt64(StatementDatum(0, 5));
	call->allowance = DatumGetInt64(StatementDatum(0, 6));
	call->trusted = DatumGetBool(StatementDatum(0, 7));
	call->min_balance = DatumGetNumericCopy(StatementDatum(0, 8));
	call->period = DatumGetInt64(StatementDatum(0, 9));
	call->denom = TextDatumGetCString(StatementDatum(0, 10));
	call->longest_lifetime = DatumGetInt64(StatementDatum(0, 11));
	call->group_id_text = TextDatumGetCString(StatementDatum(0, 12));
	/* what a statement returned lives until the market is left */
	if (!TermsRead(&call->terms, group_id, NULL, NULL))
		FreeCallNoGroup(call);
}

/* Did the client sign the request, in the older layout or in today's? */
static Address
FreeCallSigner(const FreeCall *call, bool older)
{
	FreeCallRequest request = {
		.address_text = call->address_text, .user_id = call->user_id,
		.organization_id = call->terms.organization_id, .service_id = call->terms.service_id,
		.group_id = call->group_id_text, .block = call->block, .token = call->token
	};
	bytea	   *message;

	message = FreeCallRequestMessage(&request, older);
	return ChannelSigner(call->signature, (uint8 *) VARDATA(message),
						 VARSIZE(message) - VARHDRSZ);
}

void
FreeCallCheckClient(FreeCall *call)
{
	Address		signer;
	Address		older;

	if (call->signature == NULL)
		CallerRequireAccount(&call->caller, call->client);
	else
	{
		signer = FreeCallSigner(call, false);
		if (!AddressEquals(&signer, call->client))
		{
			older = FreeCallSigner(call, true);
			ereport(ERROR,
					(errcode(ERRCODE_MARKET_WRONG_SIGNER),
					 errmsg("request is not signed by the client %s", AddressText(call->client)),
					 errdetail("It was signed by %s, or for other values.",
							   AddressText(&signer)),
					 AddressEquals(&older, call->client)
					 ? errhint("The client signed the older layout, without its address.") : 0));
		}
	}
	LimitCheckUser(&call->terms, call->client);
}

void
FreeCallCheckAdmission(FreeCall *call)
{
	if (call->signature != NULL)
		ChannelCheckWindow(call->block, call->terms.height);
	if (call->trusted)
		return;
	if (*call->user_id != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_TRUSTED),
				 errmsg("%s is not trusted to make free calls for users",
						AddressText(call->client)),
				 errhint("Leave \"user_id\" empty.")));
	LedgerRequire(call->client, call->denom, call->min_balance);
}

/* Did the service's signer sign the token? */
static bool
FreeCallTokenIsSigned(const FreeCall *call)
{
	Signature	signature;
	Address		signer;
	bytea	   *message;

	if (call->token_signature_length != SIGNATURE_SIZE)
		return false;
	memcpy(signature.bytes, call->token_signature, SIGNATURE_SIZE);
	if (SignatureNormalize(signature.bytes) != SIGNATURE_OK)
		return false;
	message = FreeCallTokenMessage(call->terms.organization_id, call->group_name, call->client,
								   call->user_id, call->token_expiration32);
	return SignatureSigner(&signature, (uint8 *) VARDATA(message), VARSIZE(message) - VARHDRSZ,
						   &signer) && AddressEquals(&signer, &call->signer);
}

void
FreeCallCheckToken(FreeCall *call)
{
	uint8		height32[UINT256_SIZE];

	if (call->token == NULL)
	{
		FreeCallCheckAdmission(call);
		return;
	}
	if (!call->token_expired && !FreeCallTokenIsSigned(call))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_TOKEN_SIGNER),
				 errmsg("token of free calls is not signed by %s", AddressText(&call->signer)),
				 errdetail("Or it was signed for another client, user, organization, group or"
						   " block."),
				 errhint("Ask for a token: market.request_free_call_token().")));
	/* numbers of one width, big endian */
	Uint256FromUint64(call->terms.height, height32);
	if (call->token_expired || memcmp(call->token_expiration32, height32, UINT256_SIZE) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_TOKEN_EXPIRED),
				 errmsg("token of free calls has expired"),
				 errdetail("The current block is " INT64_FORMAT ".", call->terms.height),
				 errhint("Ask for another: market.request_free_call_token().")));
	if (call->signature != NULL)
		ChannelCheckWindow(call->block, call->terms.height);
}
