/*
 * signature.c
 *		The type market.signature.
 */
#include "postgres.h"

#include "core/compat.h"
#include "kernel/addresstext.h"
#include "kernel/keccak.h"
#include "kernel/packing.h"
#include "type/bytes.h"
#include "type/signature.h"

PG_FUNCTION_INFO_V1(market_signature_in);
PG_FUNCTION_INFO_V1(market_signature_out);
PG_FUNCTION_INFO_V1(market_signature_recv);
PG_FUNCTION_INFO_V1(market_signature_send);
PG_FUNCTION_INFO_V1(market_signature_from_bytea);
PG_FUNCTION_INFO_V1(market_signature_to_bytea);

bool
SignatureSigner(const Signature *signature, const uint8 *message, size_t length, Address *signer)
{
	uint8		digest[KECCAK256_SIZE];

	MessageDigest(message, length, digest);
	return SignatureRecover(digest, signature->bytes, signer->bytes);
}

Datum
SignatureGetByteaDatum(const Signature *signature)
{
	return PointerGetDatum(BytesToBytea(signature->bytes, SIGNATURE_SIZE));
}

/*
 * Bring a signature into the form that is kept.
 *
 * Returns NULL, or the detail of what is wrong with it.
 */
static const char *
SignatureAccept(Signature *signature)
{
	switch (SignatureNormalize(signature->bytes))
	{
		case SIGNATURE_OK:
			break;
		case SIGNATURE_V:
			return "The last byte, v, must be 0, 1, 27 or 28.";
		case SIGNATURE_RANGE:
			return "r and s must be from 1 to n - 1, n being the order of secp256k1.";
		case SIGNATURE_HIGH_S:
			return "s is above half the order of secp256k1; its equivalent below is accepted.";
	}

	return NULL;
}

Datum
market_signature_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	Signature  *signature = (Signature *) palloc(sizeof(Signature));
	const char *detail;

	if (HexFromText(text, strlen(text), signature->bytes, SIGNATURE_SIZE))
		detail = SignatureAccept(signature);
	else
		detail = "A signature is \"0x\" and 130 hexadecimal digits: r, s and v.";

	if (detail != NULL)
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "market.signature", text),
				 errdetail("%s", detail)));

	PG_RETURN_SIGNATURE_P(signature);
}

Datum
market_signature_out(PG_FUNCTION_ARGS)
{
	char	   *text = (char *) palloc(2 + 2 * SIGNATURE_SIZE + 1);

	HexToText(PG_GETARG_SIGNATURE_P(0)->bytes, SIGNATURE_SIZE, text);
	PG_RETURN_CSTRING(text);
}

Datum
market_signature_recv(PG_FUNCTION_ARGS)
{
	Signature  *signature = (Signature *) palloc(sizeof(Signature));
	const char *detail;

	BytesReceive((StringInfo) PG_GETARG_POINTER(0), "market.signature", signature->bytes,
				 SIGNATURE_SIZE);
	detail = SignatureAccept(signature);
	if (detail != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary format for type %s", "market.signature"),
				 errdetail("%s", detail)));

	PG_RETURN_SIGNATURE_P(signature);
}

Datum
market_signature_send(PG_FUNCTION_ARGS)
{
	return SignatureGetByteaDatum(PG_GETARG_SIGNATURE_P(0));
}

Signature *
SignatureFromBytea(const bytea *value)
{
	const uint8 *bytes = BytesFromBytea(value, "signature", SIGNATURE_SIZE);
	Signature  *signature = (Signature *) palloc(sizeof(Signature));
	const char *detail;

	memcpy(signature->bytes, bytes, SIGNATURE_SIZE);
	detail = SignatureAccept(signature);
	if (detail != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("signature is not valid in form"),
				 errdetail("%s", detail)));
	return signature;
}

Datum
market_signature_from_bytea(PG_FUNCTION_ARGS)
{
	PG_RETURN_SIGNATURE_P(SignatureFromBytea(PG_GETARG_BYTEA_PP(0)));
}

Datum
market_signature_to_bytea(PG_FUNCTION_ARGS)
{
	return SignatureGetByteaDatum(PG_GETARG_SIGNATURE_P(0));
}
