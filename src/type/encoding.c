/*
 * encoding.c
 *		Token amounts and identifiers as wallets, contracts and documents write them.
 */
#include "postgres.h"

#include "common/base64.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "core/compat.h"
#include "kernel/decimal.h"
#include "kernel/uint256.h"
#include "type/amount.h"
#include "type/bytes.h"

/* the most decimals that a token may have */
#define ENCODING_DECIMALS_MAX 36
/* base64 of 32 bytes: ten full groups and one of two bytes, padded */
#define GROUP_ID_TEXT_LENGTH 44
/* far beyond any address of a document */
#define METADATA_URI_LENGTH_MAX 65536

PG_FUNCTION_INFO_V1(market_parse_amount);
PG_FUNCTION_INFO_V1(market_format_amount);
PG_FUNCTION_INFO_V1(market_registry_id);
PG_FUNCTION_INFO_V1(market_group_id);
PG_FUNCTION_INFO_V1(market_metadata_uri);

static int
EncodingDecimals(int32 decimals)
{
	if (decimals < 0 || decimals > ENCODING_DECIMALS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("decimals must be from 0 to %d", ENCODING_DECIMALS_MAX),
				 errdetail("The value is %d.", decimals)));

	return decimals;
}

/*
 * The text in UTF-8, in which contracts keep it, as a C string: text holds no
 * zero byte.
 */
static char *
EncodingUtf8(text *value)
{
	char	   *server = text_to_cstring(value);

	return pg_server_to_any(server, (int) strlen(server), PG_UTF8);
}

/*
 * Copy bytes into a longer bytea that ends in zeros.
 */
static bytea *
EncodingPad(const char *bytes, size_t length, size_t size)
{
	bytea	   *result = (bytea *) palloc0(VARHDRSZ + size);

	SET_VARSIZE(result, VARHDRSZ + size);
	memcpy(VARDATA(result), bytes, length);
	return result;
}

Datum
market_parse_amount(PG_FUNCTION_ARGS)
{
	char	   *amount = text_to_cstring(PG_GETARG_TEXT_PP(0));
	int			decimals = EncodingDecimals(PG_GETARG_INT32(1));
	uint8		number[UINT256_SIZE];

	switch (AmountFromText(amount, strlen(amount), decimals, number))
	{
		case DECIMAL_OK:
			break;
		case DECIMAL_SYNTAX:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid amount: \"%s\"", amount),
					 errdetail("An amount is digits, optionally a point and digits.")));
			break;
		case DECIMAL_PRECISION:
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("amount has more than %d decimals: \"%s\"", decimals, amount),
					 errdetail("It is not rounded.")));
			break;
		case DECIMAL_OVERFLOW:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amount is out of range: \"%s\"", amount),
					 errdetail("In minor units it exceeds 2^256-1.")));
			break;
	}

	PG_RETURN_NUMERIC(Uint256ToNumeric(number));
}

Datum
market_format_amount(PG_FUNCTION_ARGS)
{
	int			decimals = EncodingDecimals(PG_GETARG_INT32(1));
	uint8		number[UINT256_SIZE];
	char		result[DECIMAL_TEXT_SIZE];

	NumericToUint256(PG_GETARG_NUMERIC(0), "amount", number);
	AmountToText(number, decimals, result);
	PG_RETURN_TEXT_P(cstring_to_text(result));
}

Datum
market_registry_id(PG_FUNCTION_ARGS)
{
	char	   *id = EncodingUtf8(PG_GETARG_TEXT_PP(0));
	size_t		length = strlen(id);

	if (length < 1 || length > UINT256_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("id must have from 1 to %d bytes", UINT256_SIZE),
				 errdetail("It has %zu bytes.", length)));

	PG_RETURN_BYTEA_P(EncodingPad(id, length, UINT256_SIZE));
}

/*
 * Read base64 strictly: the server's decoder ignores the bits that the last
 * digit has too many, so that two texts could mean one group; what it read
 * must be written the same way again.
 */
Datum
market_group_id(PG_FUNCTION_ARGS)
{
	char	   *encoded = text_to_cstring(PG_GETARG_TEXT_PP(0));
	Base64Byte	group_id[UINT256_SIZE + 1];
	char		again[GROUP_ID_TEXT_LENGTH];

	if (strlen(encoded) != GROUP_ID_TEXT_LENGTH ||
		pg_b64_decode(encoded, GROUP_ID_TEXT_LENGTH, group_id, sizeof(group_id)) != UINT256_SIZE ||
		pg_b64_encode(group_id, UINT256_SIZE, again, sizeof(again)) != GROUP_ID_TEXT_LENGTH ||
		memcmp(encoded, again, GROUP_ID_TEXT_LENGTH) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid group id: \"%s\"", encoded),
				 errdetail("A group id is the base64 of %d bytes.", UINT256_SIZE)));

	PG_RETURN_BYTEA_P(BytesToBytea(group_id, UINT256_SIZE));
}

/*
 * Pad a URI to the next multiple of 32 bytes above it: at least one zero
 * follows, by which contracts' clients find its end.
 */
Datum
market_metadata_uri(PG_FUNCTION_ARGS)
{
	char	   *uri = EncodingUtf8(PG_GETARG_TEXT_PP(0));
	size_t		length = strlen(uri);

	if (length > METADATA_URI_LENGTH_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("uri must not have more than %d bytes", METADATA_URI_LENGTH_MAX),
				 errdetail("It has %zu bytes.", length)));

	PG_RETURN_BYTEA_P(EncodingPad(uri, length, UINT256_SIZE * (length / UINT256_SIZE + 1)));
}
