/*
 * signature.h
 *		The type market.signature: 65 bytes, passed by reference, always valid in form.
 */
#ifndef MARKET_SIGNATURE_H
#define MARKET_SIGNATURE_H

#include "fmgr.h"
#include "kernel/ecdsa.h"
#include "type/address.h"

typedef struct Signature
{
	uint8		bytes[SIGNATURE_SIZE];
} Signature;

#define DatumGetSignatureP(datum)	((Signature *) DatumGetPointer(datum))
#define PG_GETARG_SIGNATURE_P(n)	DatumGetSignatureP(PG_GETARG_DATUM(n))
#define PG_RETURN_SIGNATURE_P(s)	PG_RETURN_POINTER(s)

/*
 * The address that signed a packed message.
 *
 * In:	message, length: the packed bytes, not yet hashed
 * Out:	signer
 * Returns false when nothing recovers.
 */
extern bool SignatureSigner(const Signature *signature, const uint8 *message, size_t length,
							Address *signer);

/* A signature from the bytes that a client sent; 22023 when its form is not valid. */
extern Signature *SignatureFromBytea(const bytea *bytes);

/* The 65 bytes as a bytea datum, for statements. */
extern Datum SignatureGetByteaDatum(const Signature *signature);

#endif							/* MARKET_SIGNATURE_H */
