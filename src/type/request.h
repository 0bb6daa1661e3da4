/*
 * request.h
 *		Messages that hold texts: free calls, and requests of operators.
 *
 * Texts are packed in UTF-8 and without their lengths, so that two requests may
 * have the same bytes ("ab", "c" and "a", "bc").  Whoever takes one must look the
 * texts up apart from the signature.
 *
 * Source: SingularityNET daemon, free call, training, configuration and metering
 * requests.
 */
#ifndef MARKET_REQUEST_H
#define MARKET_REQUEST_H

#include "fmgr.h"
#include "type/address.h"

/* what both messages of a client about free calls hold */
typedef struct FreeCallRequest
{
	const char *address_text;	/* the client's address as it was sent */
	const char *user_id;
	const char *organization_id;
	const char *service_id;
	const char *group_id;		/* base64 */
	int64		block;			/* not negative */
	const bytea *token;			/* of a call: the whole token; NULL when asking for one */
} FreeCallRequest;

/*
 * Pack a client's message: __prefix_free_trial and the fields in order.
 * With older, the layout without the address.
 */
extern bytea *FreeCallRequestMessage(const FreeCallRequest *request, bool older);

/*
 * Pack the message that a provider signs to make a token.
 *
 * In:	expiration32: the last block of the token, 32 bytes big endian
 */
extern bytea *FreeCallTokenMessage(const char *organization_id, const char *group_name,
								   const Address *address, const char *user_id,
								   const uint8 *expiration32);

/* Pack an operator's request: a prefix and a block. */
extern bytea *OperatorMessage(const char *prefix, int64 block);

/*
 * Split a token at its last underscore.
 *
 * Out:	signature, signature_length: the bytes before it, inside "token"
 *		expiration32: the decimal number behind it, without its sign
 *		negative: had it one?
 * Errors: 22023 without an underscore or without a number, 22003 when the number
 *		exceeds 2^256 - 1.
 */
extern void FreeCallTokenSplit(const bytea *token, const uint8 **signature,
							   int *signature_length, uint8 *expiration32, bool *negative);

#endif							/* MARKET_REQUEST_H */
