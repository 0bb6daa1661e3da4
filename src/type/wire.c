/*
 * wire.c
 *		What clients and daemons of the originals send: numbers in headers, ids of
 *		channels as bytes, and signatures by their own rules.
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "kernel/ecdsa.h"
#include "kernel/keccak.h"
#include "kernel/uint256.h"
#include "type/address.h"
#include "type/amount.h"
#include "type/bytes.h"

PG_FUNCTION_INFO_V1(market_parse_header_number);
PG_FUNCTION_INFO_V1(market_parse_channel_id);
PG_FUNCTION_INFO_V1(market_recover_signer);

/*
 * parse_header_number(number text) returns numeric: 0, or digits that do not begin with
 * one; the originals read 042 as 34
 */
Datum
market_parse_header_number(PG_FUNCTION_ARGS)
{
	char	   *number = text_to_cstring(PG_GETARG_TEXT_PP(0));
	size_t		length = strlen(number);
	uint8		number32[UINT256_SIZE];

	if (length == 0 || strspn(number, "0123456789") != length || (*number == '0' && length > 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid number in a header: \"%s\"", number),
				 errdetail("A number is decimal digits, without a sign, blanks, or a zero before"
						   " others.")));
	if (Uint256FromText(number, length, number32) != UINT256_OK)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number in a header is above 2^256-1: \"%s\"", number)));
	PG_RETURN_NUMERIC(Uint256ToNumeric(number32));
}

/*
 * parse_channel_id(channel_id bytea) returns numeric: big endian, of any length
 */
Datum
market_parse_channel_id(PG_FUNCTION_ARGS)
{
	bytea	   *id = PG_GETARG_BYTEA_PP(0);
	const char *bytes = VARDATA_ANY(id);
	int			length = VARSIZE_ANY_EXHDR(id);
	uint8		number32[UINT256_SIZE] = {0};

	while (length > 0 && *bytes == 0)
	{
		bytes++;
		length--;
	}
	if (length > UINT256_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("channel id is above 2^256-1")));
	memcpy(number32 + UINT256_SIZE - length, bytes, length);
	PG_RETURN_NUMERIC(Uint256ToNumeric(number32));
}

/*
 * recover_signer(digest bytes32, signature bytea, rules text) returns address; NULL
 * when the rules refuse the signature or nothing recovers
 */
Datum
market_recover_signer(PG_FUNCTION_ARGS)
{
	const uint8 *digest = BytesFromBytea(PG_GETARG_BYTEA_PP(0), "digest", KECCAK256_SIZE);
	bytea	   *given = PG_GETARG_BYTEA_PP(1);
	char	   *rules = text_to_cstring(PG_GETARG_TEXT_PP(2));
	bool		daemon = strcmp(rules, "daemon") == 0;
	uint8		signature[SIGNATURE_SIZE];
	Address    *signer = (Address *) palloc(sizeof(Address));

	if (!daemon && strcmp(rules, "claim") != 0 && strcmp(rules, "strict") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"rules\" must be strict, daemon or claim")));
	if (VARSIZE_ANY_EXHDR(given) != SIGNATURE_SIZE)
		PG_RETURN_NULL();
	memcpy(signature, VARDATA_ANY(given), SIGNATURE_SIZE);
	if (strcmp(rules, "strict") == 0
		? SignatureNormalize(signature) == SIGNATURE_OK &&
		SignatureRecover(digest, signature, signer->bytes)
		: SignatureRecoverLenient(digest, signature, daemon ? 4 : 2, signer->bytes))
		PG_RETURN_ADDRESS_P(signer);
	PG_RETURN_NULL();
}
