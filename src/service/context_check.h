/*
 * context_check.h
 *		What call, create and update of request contexts check in the same way.
 */
#ifndef MARKET_CONTEXT_CHECK_H
#define MARKET_CONTEXT_CHECK_H

#include "postgres.h"
#include "fmgr.h"
#include "core/compat.h"
#include "service/definition.h"
#include "service/document.h"
#include "type/address.h"
#include "type/coin.h"
#include "utils/numeric.h"

/* timeouts and frequencies in blocks, far beyond any use, so that no height overflows */
#define CONTEXT_BLOCKS_MAX (INT64CONST(1) << 60)

/* MKS07 when a list of providers holds a NULL or the zero address; a NULL list passes. */
extern void ContextCheckProviderAccounts(FunctionCallInfo fcinfo, int n);

/*
 * The providers of argument n: at least one (MKS18), at most ten (as
 * "too_many" says), each once (MK019).
 */
extern Address **ContextProviders(FunctionCallInfo fcinfo, int n, int too_many, int *count);

/* Addresses as a bytea[] for statements. */
extern Datum ContextAddresses(Address *const *addresses, int count);

/* MKS18 when a coin is of a registered token, but no amount of it. */
extern void ContextCheckFeeCap(const Coin *coin);

/*
 * A fee cap in minor units of the base denom: one coin above zero in that denom
 * (MK018).
 */
extern Numeric ContextFeeCap(const Coin *coin, const char *base_denom);

extern void ContextRaiseInput(void) pg_attribute_noreturn();
extern void ContextRaiseInputBody(const char *service_name, Jsonb *input)
			pg_attribute_noreturn();
extern void ContextRaiseTimeout(int64 timeout) pg_attribute_noreturn();
extern void ContextRaiseTimeoutAbove(int64 timeout, int64 longest) pg_attribute_noreturn();
extern void ContextRaiseFrequency(int64 frequency, int64 timeout) pg_attribute_noreturn();
extern void ContextRaiseTotal(int64 total, int64 least) pg_attribute_noreturn();
extern void ContextRaiseThreshold(int threshold) pg_attribute_noreturn();

#endif							/* MARKET_CONTEXT_CHECK_H */
