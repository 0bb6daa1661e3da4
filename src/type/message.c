/*
 * message.c
 *		Hashes, the messages that wallets sign, and recovery of their signers.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"

#include "core/compat.h"
#include "kernel/keccak.h"
#include "kernel/packing.h"
#include "kernel/uint256.h"
#include "type/address.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "type/signature.h"

/* channels that one request may name; its message then has 32 MB */
#define MESSAGE_CHANNELS_MAX 1000000

PG_FUNCTION_INFO_V1(market_keccak256);
PG_FUNCTION_INFO_V1(market_eth_message_hash);
PG_FUNCTION_INFO_V1(market_message_digest);
PG_FUNCTION_INFO_V1(market_ecrecover);
PG_FUNCTION_INFO_V1(market_public_key_address);
PG_FUNCTION_INFO_V1(market_claim_message);
PG_FUNCTION_INFO_V1(market_open_channel_message);
PG_FUNCTION_INFO_V1(market_channel_state_message);
PG_FUNCTION_INFO_V1(market_list_unclaimed_message);
PG_FUNCTION_INFO_V1(market_list_in_progress_message);
PG_FUNCTION_INFO_V1(market_start_claim_message);
PG_FUNCTION_INFO_V1(market_start_claims_message);

/* a number as messages hold it */
typedef uint8 PackedNumber[UINT256_SIZE];

/* An argument of a message as the bytes that are packed. */
#define ADDRESS_ARGUMENT(n) (PG_GETARG_ADDRESS_P(n)->bytes)
#define NUMBER_ARGUMENT(n, name, number32) NumericToUint256(PG_GETARG_NUMERIC(n), name, number32)

/*
 * Hash an argument into a bytea.
 */
static bytea *
MessageHash(const bytea *message, void (*hash) (const uint8_t *, size_t, uint8_t *))
{
	uint8		digest[KECCAK256_SIZE];

	hash((const uint8 *) VARDATA_ANY(message), VARSIZE_ANY_EXHDR(message), digest);
	return BytesToBytea(digest, sizeof(digest));
}

Datum
market_keccak256(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(MessageHash(PG_GETARG_BYTEA_PP(0), Keccak256));
}

Datum
market_eth_message_hash(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(MessageHash(PG_GETARG_BYTEA_PP(0), EthMessageHash));
}

Datum
market_message_digest(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(MessageHash(PG_GETARG_BYTEA_PP(0), MessageDigest));
}

Datum
market_ecrecover(PG_FUNCTION_ARGS)
{
	const uint8 *digest = BytesFromBytea(PG_GETARG_BYTEA_PP(0), "digest", KECCAK256_SIZE);
	Signature  *signature = PG_GETARG_SIGNATURE_P(1);
	Address    *signer = (Address *) palloc(sizeof(Address));

	if (!SignatureRecover(digest, signature->bytes, signer->bytes))
		PG_RETURN_NULL();

	PG_RETURN_ADDRESS_P(signer);
}

Datum
market_public_key_address(PG_FUNCTION_ARGS)
{
	bytea	   *key = PG_GETARG_BYTEA_PP(0);
	Address    *address = (Address *) palloc(sizeof(Address));

	if (!PublicKeyAddress((const uint8 *) VARDATA_ANY(key), VARSIZE_ANY_EXHDR(key),
						  address->bytes))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("public_key is not a point of secp256k1"),
				 errdetail("A key has 33 bytes (compressed), 64 (x and y), "
						   "or 65 (0x04, x and y).")));

	PG_RETURN_ADDRESS_P(address);
}

Datum
market_claim_message(PG_FUNCTION_ARGS)
{
	uint8		message[CLAIM_MESSAGE_SIZE];
	PackedNumber channel_id;
	PackedNumber nonce;
	PackedNumber amount;

	NUMBER_ARGUMENT(1, "channel_id", channel_id);
	NUMBER_ARGUMENT(2, "nonce", nonce);
	NUMBER_ARGUMENT(3, "amount", amount);

	PackClaimMessage(message, ADDRESS_ARGUMENT(0), channel_id, nonce, amount);
	PG_RETURN_BYTEA_P(BytesToBytea(message, sizeof(message)));
}

Datum
market_open_channel_message(PG_FUNCTION_ARGS)
{
	const uint8 *group_id = BytesFromBytea(PG_GETARG_BYTEA_PP(4), "group_id", UINT256_SIZE);
	uint8		message[OPEN_CHANNEL_MESSAGE_SIZE];
	PackedNumber value;
	PackedNumber expiration;
	PackedNumber message_nonce;

	NUMBER_ARGUMENT(5, "value", value);
	NUMBER_ARGUMENT(6, "expiration", expiration);
	NUMBER_ARGUMENT(7, "message_nonce", message_nonce);

	PackOpenChannelMessage(message, ADDRESS_ARGUMENT(0), ADDRESS_ARGUMENT(1), ADDRESS_ARGUMENT(2),
						   ADDRESS_ARGUMENT(3), group_id, value, expiration, message_nonce);
	PG_RETURN_BYTEA_P(BytesToBytea(message, sizeof(message)));
}

Datum
market_channel_state_message(PG_FUNCTION_ARGS)
{
	uint8		message[CHANNEL_STATE_MESSAGE_SIZE];
	PackedNumber channel_id;
	PackedNumber current_block;

	NUMBER_ARGUMENT(1, "channel_id", channel_id);
	NUMBER_ARGUMENT(2, "current_block", current_block);

	PackChannelStateMessage(message, ADDRESS_ARGUMENT(0), channel_id, current_block);
	PG_RETURN_BYTEA_P(BytesToBytea(message, sizeof(message)));
}

/*
 * Pack a request for a list, whose arguments are the escrow and the block.
 */
static bytea *
MessageForList(FunctionCallInfo fcinfo, size_t size,
			   void (*pack) (uint8_t *, const uint8_t *, const uint8_t *))
{
	uint8	   *message = (uint8 *) palloc(size);
	PackedNumber current_block;

	NUMBER_ARGUMENT(1, "current_block", current_block);

	pack(message, ADDRESS_ARGUMENT(0), current_block);
	return BytesToBytea(message, size);
}

Datum
market_list_unclaimed_message(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(MessageForList(fcinfo, LIST_UNCLAIMED_MESSAGE_SIZE,
									 PackListUnclaimedMessage));
}

Datum
market_list_in_progress_message(PG_FUNCTION_ARGS)
{
	PG_RETURN_BYTEA_P(MessageForList(fcinfo, LIST_IN_PROGRESS_MESSAGE_SIZE,
									 PackListInProgressMessage));
}

Datum
market_start_claim_message(PG_FUNCTION_ARGS)
{
	uint8		message[START_CLAIM_MESSAGE_SIZE];
	PackedNumber channel_id;
	PackedNumber nonce;

	NUMBER_ARGUMENT(1, "channel_id", channel_id);
	NUMBER_ARGUMENT(2, "nonce", nonce);

	PackStartClaimMessage(message, ADDRESS_ARGUMENT(0), channel_id, nonce);
	PG_RETURN_BYTEA_P(BytesToBytea(message, sizeof(message)));
}

/*
 * Pack the elements of an array of channel ids.
 *
 * Errors: 22023 for more than one dimension, 22004 for a NULL, 54000 for too
 * many, 22003 for a number outside its range.
 */
static PackedNumber *
MessageChannelIds(ArrayType *array, int *channels)
{
	PackedNumber *channel_ids;
	Datum	   *elements;
	int			i;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("channel_ids must have one dimension")));
	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("channel_ids must not contain NULL")));
	if (ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array)) > MESSAGE_CHANNELS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("channel_ids must not name more than %d channels", MESSAGE_CHANNELS_MAX)));

	deconstruct_array(array, NUMERICOID, -1, false, TYPALIGN_INT, &elements, NULL, channels);
	channel_ids = (PackedNumber *) palloc((Size) *channels * sizeof(PackedNumber));
	for (i = 0; i < *channels; i++)
	{
		CHECK_FOR_INTERRUPTS();
		NumericToUint256(DatumGetNumeric(elements[i]), "every element of channel_ids",
						 channel_ids[i]);
	}

	return channel_ids;
}

Datum
market_start_claims_message(PG_FUNCTION_ARGS)
{
	PackedNumber current_block;
	PackedNumber *channel_ids;
	int			channels;
	Size		size;
	bytea	   *result;

	NUMBER_ARGUMENT(2, "current_block", current_block);
	channel_ids = MessageChannelIds(PG_GETARG_ARRAYTYPE_P(1), &channels);

	size = VARHDRSZ + START_CLAIMS_MESSAGE_SIZE(channels);
	result = (bytea *) palloc(size);
	SET_VARSIZE(result, size);
	PackStartClaimsMessage((uint8 *) VARDATA(result), ADDRESS_ARGUMENT(0), channel_ids,
						   (size_t) channels, current_block);
	PG_RETURN_BYTEA_P(result);
}
