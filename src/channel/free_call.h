/*
 * free_call.h
 *		A request about free calls: its arguments, what is known of the service, and
 *		the checks of client and token.
 */
#ifndef MARKET_FREE_CALL_H
#define MARKET_FREE_CALL_H

#include "postgres.h"

#include "channel/channel.h"
#include "channel/limit.h"
#include "channel/metadata.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "fmgr.h"
#include "type/request.h"

/* what clients are told when they may call without end */
#define FREE_CALLS_UNLIMITED 99999999

/* Where a function has its arguments, behind client, organization_id, service_id. */
typedef struct FreeCallPlaces
{
	int			token;			/* -1: there is none */
	int			group_name;
	int			user_id;
	int			method;			/* 0: there is none; likewise lifetime */
	int			lifetime;
	int			address_text;
	int			block;			/* current_block; signature is the next one */
} FreeCallPlaces;

typedef struct FreeCall
{
	/* from the arguments */
	Caller		caller;
	Address    *client;
	char	   *address_text;	/* as the client signs it */
	Terms		terms;			/* organization, service, method; of the group */
	char	   *group_name;
	char	   *user_id;
	int64		lifetime;		/* blocks; the greatest number when none is given */
	bytea	   *token;			/* may be NULL when the client's role decides */
	int64		block;
	Signature  *signature;		/* NULL: the caller's role decides */
	const uint8 *token_signature;	/* of the token: the bytes before the underscore */
	int			token_signature_length;
	uint8		token_expiration32[UINT256_SIZE];
	bool		token_expired;	/* its block is negative */

	/* from the tables */
	char	   *group_id_text;	/* base64 */
	int64		free_calls;		/* of the service's document */
	Address		signer;			/* of tokens */
	int64		allowance;		/* of the client; 0: none of its own */
	bool		trusted;		/* may the client call for others? */
	Numeric		min_balance;
	int64		period;			/* blocks; 0: without end */
	char	   *denom;			/* of channels */
	int64		longest_lifetime;
} FreeCall;

/*
 * Take the arguments and enter the market.
 *
 * Errors: MKS07 and MKS04 for the client; 22023 for ids, a NULL, a token that is no
 *		token or is missing beside a signature, an address text that is another
 *		address; 22003 for a block or the block of a token.
 */
extern void FreeCallEnter(FunctionCallInfo fcinfo, FreeCall *call, const FreeCallPlaces *places);

/*
 * Read what the market knows of service, group and client.
 * Errors: MK131, MK133, MK110 when the service has no such group, MK150 when the group
 *		has no signer of free calls.
 */
extern void FreeCallRead(FreeCall *call);

/*
 * Is it the client who asks?
 * Errors: MK112, MK113 with a signature, 42501 without; MK142 when only others may call.
 *
 * The block of a signature is checked later, see FreeCallCheckToken().
 */
extern void FreeCallCheckClient(FreeCall *call);

/*
 * May the client have free calls at all?
 * Errors: MK118 for the signature's block; MK154 when it asks for a user and is not
 *		trusted; MKS05 when it is not trusted and has less money than is wanted.
 */
extern void FreeCallCheckAdmission(FreeCall *call);

/*
 * Was the client let in by the provider?  Without a token, as FreeCallCheckAdmission().
 * Errors: MK151 when somebody else than the service's signer signed the token; MK152
 *		when it has expired; MK118 for the block of the client's signature.
 */
extern void FreeCallCheckToken(FreeCall *call);

#endif							/* MARKET_FREE_CALL_H */
