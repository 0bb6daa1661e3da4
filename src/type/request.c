/*
 * request.c
 *		Messages that hold texts: free calls, and requests of operators.
 */
#include "postgres.h"

#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "kernel/packing.h"
#include "kernel/uint256.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "type/request.h"
#include "type/signature.h"

#define FREE_CALL_PREFIX "__prefix_free_trial"
#define METERING_PREFIX "_usage"
#define REQUEST_FIELDS_MAX 8

PG_FUNCTION_INFO_V1(market_free_call_token_request_message);
PG_FUNCTION_INFO_V1(market_free_call_token_message);
PG_FUNCTION_INFO_V1(market_free_call_message);
PG_FUNCTION_INFO_V1(market_free_call_older_message);
PG_FUNCTION_INFO_V1(market_free_call_token);
PG_FUNCTION_INFO_V1(market_parse_free_call_token);
PG_FUNCTION_INFO_V1(market_training_message);
PG_FUNCTION_INFO_V1(market_operator_message);
PG_FUNCTION_INFO_V1(market_metering_message);

/* The fields of one message, collected before they are packed. */
typedef struct Request
{
	PackField	fields[REQUEST_FIELDS_MAX];
	int			count;
} Request;

static void
RequestBytes(Request *request, const void *bytes, size_t length)
{
	PackField  *field = &request->fields[request->count++];

	Assert(request->count <= REQUEST_FIELDS_MAX);
	field->bytes = bytes;
	field->length = length;
}

/* A text, which wallets sign in UTF-8 whatever the database is in. */
static void
RequestText(Request *request, const char *text)
{
	char	   *utf8 = pg_server_to_any(text, (int) strlen(text), PG_UTF8);

	RequestBytes(request, utf8, strlen(utf8));
}

static void
RequestBytea(Request *request, const bytea *bytes)
{
	RequestBytes(request, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
}

static bytea *
RequestPack(const Request *request)
{
	size_t		size = VARHDRSZ + PackFieldsSize(request->fields, request->count);
	bytea	   *message = (bytea *) palloc(size);

	SET_VARSIZE(message, size);
	PackFields((uint8 *) VARDATA(message), request->fields, request->count);
	return message;
}

#define TEXT_ARGUMENT(n) text_to_cstring(PG_GETARG_TEXT_PP(n))

/* An argument that is a number, in memory of its own. */
static uint8 *
RequestNumber(FunctionCallInfo fcinfo, int n, const char *name)
{
	uint8	   *number32 = (uint8 *) palloc(UINT256_SIZE);

	NumericToUint256(PG_GETARG_NUMERIC(n), name, number32);
	return number32;
}

/* A client's message; the block is given as it is packed. */
static bytea *
FreeCallPack(const FreeCallRequest *free_call, const uint8 *block32, bool older)
{
	Request		request = {.count = 0};

	RequestText(&request, FREE_CALL_PREFIX);
	if (!older)
		RequestText(&request, free_call->address_text);
	RequestText(&request, free_call->user_id);
	RequestText(&request, free_call->organization_id);
	RequestText(&request, free_call->service_id);
	RequestText(&request, free_call->group_id);
	RequestBytes(&request, block32, UINT256_SIZE);
	if (free_call->token != NULL)
		RequestBytea(&request, free_call->token);
	return RequestPack(&request);
}

bytea *
FreeCallRequestMessage(const FreeCallRequest *request, bool older)
{
	uint8		block32[UINT256_SIZE];

	Uint256FromUint64(request->block, block32);
	return FreeCallPack(request, block32, older);
}

bytea *
FreeCallTokenMessage(const char *organization_id, const char *group_name, const Address *address,
					 const char *user_id, const uint8 *expiration32)
{
	Request		request = {.count = 0};

	RequestText(&request, organization_id);
	RequestText(&request, group_name);
	RequestBytes(&request, address->bytes, ADDRESS_SIZE);
	RequestText(&request, user_id);
	RequestBytes(&request, expiration32, UINT256_SIZE);
	return RequestPack(&request);
}

bytea *
OperatorMessage(const char *prefix, int64 block)
{
	uint8		block32[UINT256_SIZE];
	Request		request = {.count = 0};

	Uint256FromUint64(block, block32);
	RequestText(&request, prefix);
	RequestBytes(&request, block32, UINT256_SIZE);
	return RequestPack(&request);
}

/*
 * The messages of clients, whose arguments are the texts in order, the block, and
 * the token of a call.
 */
static bytea *
FreeCallFromArguments(FunctionCallInfo fcinfo, bool older, bool with_token)
{
	FreeCallRequest request = {0};
	int			n = 0;

	if (!older)
		request.address_text = TEXT_ARGUMENT(n++);
	request.user_id = TEXT_ARGUMENT(n++);
	request.organization_id = TEXT_ARGUMENT(n++);
	request.service_id = TEXT_ARGUMENT(n++);
	request.group_id = TEXT_ARGUMENT(n++);
	if (with_token)
		request.token = PG_GETARG_BYTEA_PP(n + 1);
	return FreeCallPack(&request, RequestNumber(fcinfo, n, "current_block"), older);
}

/*
 * free_call_token_request_message(address_text text, user_id text,
 *		organization_id text, service_id text, group_id text,
 *		current_block numeric) returns bytea
 */
Datum
market_free_call_token_request_message(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(FreeCallFromArguments(fcinfo, false, false));
}

/*
 * free_call_message(the same, token bytea) returns bytea
 */
Datum
market_free_call_message(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(FreeCallFromArguments(fcinfo, false, true));
}

/*
 * free_call_older_message(user_id text, organization_id text, service_id text,
 *		group_id text, current_block numeric, token bytea) returns bytea
 */
Datum
market_free_call_older_message(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(FreeCallFromArguments(fcinfo, true, true));
}

/*
 * free_call_token_message(organization_id text, group_name text, address address,
 *		user_id text, expiration_block numeric) returns bytea
 */
Datum
market_free_call_token_message(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(FreeCallTokenMessage(TEXT_ARGUMENT(0), TEXT_ARGUMENT(1),
										   PG_GETARG_ADDRESS_P(2), TEXT_ARGUMENT(3),
										   RequestNumber(fcinfo, 4, "expiration_block")));
}

/*
 * free_call_token(signature signature, expiration_block numeric) returns bytea
 *
 * As live daemons write it: v is 0 or 1.
 */
Datum
market_free_call_token(PG_FUNCTION_ARGS)
{
	uint8		signature[SIGNATURE_SIZE];
	uint8	   *expiration32 = RequestNumber(fcinfo, 1, "expiration_block");
	char		text[UINT256_TEXT_SIZE];
	Request		request = {.count = 0};

	memcpy(signature, PG_GETARG_SIGNATURE_P(0)->bytes, SIGNATURE_SIZE);
	signature[SIGNATURE_SIZE - 1] -= 27;
	RequestBytes(&request, signature, SIGNATURE_SIZE);
	RequestBytes(&request, "_", 1);
	RequestBytes(&request, text, Uint256ToText(expiration32, text));
	PG_RETURN_BYTEA_P(RequestPack(&request));
}

static void
FreeCallTokenRefuse(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("token of free calls is not valid"),
			 errdetail("%s", detail),
			 errhint("A token is a signature, an underscore, and a block in decimal digits.")));
}

void
FreeCallTokenSplit(const bytea *token, const uint8 **signature, int *signature_length,
				   uint8 *expiration32, bool *negative)
{
	const char *bytes = VARDATA_ANY(token);
	int			length = VARSIZE_ANY_EXHDR(token);
	int			split = length - 1;
	int			digits;
	int			i;

	while (split >= 0 && bytes[split] != '_')
		split--;
	if (split < 0)
		FreeCallTokenRefuse("It has no underscore.");

	digits = split + 1;
	*negative = digits < length && bytes[digits] == '-';
	if (*negative)
		digits++;
	if (digits == length)
		FreeCallTokenRefuse("There is no block behind the underscore.");
	for (i = digits; i < length; i++)
		if (bytes[i] < '0' || bytes[i] > '9')
			FreeCallTokenRefuse("What stands behind the underscore is not a block.");
	if (Uint256FromText(bytes + digits, length - digits, expiration32) != UINT256_OK)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("block of a token of free calls is above 2^256-1")));

	*signature = (const uint8 *) bytes;
	*signature_length = split;
}

/*
 * parse_free_call_token(token bytea) returns record (signature bytea,
 *		expiration_block numeric)
 */
Datum
market_parse_free_call_token(PG_FUNCTION_ARGS)
{
	uint8		expiration32[UINT256_SIZE];
	const uint8 *signature;
	int			signature_length;
	bool		negative;
	Numeric		expiration;
	TupleDesc	columns;
	Datum		values[2];
	bool		nulls[2] = {false};

	FreeCallTokenSplit(PG_GETARG_BYTEA_PP(0), &signature, &signature_length, expiration32,
					   &negative);
	expiration = Uint256ToNumeric(expiration32);
	if (negative)
		expiration = NumericSubtract(NumericFromInt64(0), expiration);
	values[0] = PointerGetDatum(BytesToBytea(signature, signature_length));
	values[1] = NumericGetDatum(expiration);
	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls));
}

/*
 * training_message(message text, signer_address address, current_block numeric)
 *		returns bytea
 */
Datum
market_training_message(PG_FUNCTION_ARGS)
{
	Request		request = {.count = 0};

	RequestText(&request, TEXT_ARGUMENT(0));
	RequestBytes(&request, PG_GETARG_ADDRESS_P(1)->bytes, ADDRESS_SIZE);
	RequestBytes(&request, RequestNumber(fcinfo, 2, "current_block"), UINT256_SIZE);
	PG_RETURN_BYTEA_P(RequestPack(&request));
}

/*
 * operator_message(prefix text, current_block numeric) returns bytea
 */
Datum
market_operator_message(PG_FUNCTION_ARGS)
{
	Request		request = {.count = 0};

	RequestText(&request, TEXT_ARGUMENT(0));
	RequestBytes(&request, RequestNumber(fcinfo, 1, "current_block"), UINT256_SIZE);
	PG_RETURN_BYTEA_P(RequestPack(&request));
}

/*
 * metering_message(user_name text, organization_id text, service_id text,
 *		group_id text, current_block numeric) returns bytea
 */
Datum
market_metering_message(PG_FUNCTION_ARGS)
{
	Request		request = {.count = 0};
	int			i;

	RequestText(&request, METERING_PREFIX);
	for (i = 0; i < 4; i++)
		RequestText(&request, TEXT_ARGUMENT(i));
	RequestBytes(&request, RequestNumber(fcinfo, 4, "current_block"), UINT256_SIZE);
	PG_RETURN_BYTEA_P(RequestPack(&request));
}
