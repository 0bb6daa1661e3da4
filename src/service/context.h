/*
 * context.h
 *		Request contexts: what a consumer asks for, once or again and again.
 */
#ifndef MARKET_CONTEXT_H
#define MARKET_CONTEXT_H

#include "postgres.h"
#include "fmgr.h"
#include "core/caller.h"
#include "core/token.h"
#include "type/address.h"
#include "type/coin.h"
#include "utils/jsonb.h"

/* What is asked for. */
typedef struct ContextTerms
{
	const Address *consumer;
	char	   *service_name;
	Address   **providers;		/* 1 to 10, each once */
	int			provider_count;
	Jsonb	   *input;
	const Coin *fee_cap;
	int64		timeout;
	bool		repeated;
	int64		frequency;
	int64		total;
	int			threshold;		/* 0 without a module */
	const char *module;			/* or NULL */
	bool		paused;			/* does it begin paused? */
} ContextTerms;

/*
 * Take terms from the arguments of a function, in the order of call_service()
 * beginning with argument "first", and check what does not depend on the state
 * of the market.  Runs inside SPI.
 *
 * Errors, in order: MKS07, MKS04, MK002, MKS18, MK019, MK037, MK020, MK021, MK022.
 * Source: IRIS service module, types/msgs.go, MsgCallService.
 */
extern void ContextArguments(FunctionCallInfo fcinfo, int first, ContextTerms *terms);

/*
 * Check what needs tables, make the context and, unless the market waits for the
 * end of the block, its first batch.  Returns its id.
 *
 * Errors, in order: MK006, MK037, MK018, MK020.
 */
extern int64 ContextCreate(ContextTerms *terms);

#endif							/* MARKET_CONTEXT_H */
