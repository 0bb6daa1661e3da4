/*
 * arguments.h
 *		Arguments of public functions, checked in one way.
 *
 * No public function is STRICT: a NULL where a value is needed is an error that
 * says which argument, not a silent NULL.
 */
#ifndef MARKET_ARGUMENTS_H
#define MARKET_ARGUMENTS_H

#include "postgres.h"
#include "fmgr.h"
#include "type/address.h"
#include "type/coin.h"
#include "type/signature.h"
#include "utils/numeric.h"

/* Raise 22023 when argument n is NULL. */
extern void ArgumentRequire(FunctionCallInfo fcinfo, int n, const char *name);

/* An account that acts or receives: MKS07 when NULL or zero. */
extern Address *ArgumentAccount(FunctionCallInfo fcinfo, int n, const char *name);

/* The same, and MKS04 when it is one of the market's own. */
extern Address *ArgumentActor(FunctionCallInfo fcinfo, int n, const char *name);

/* An address of the channel wing: 22023 when NULL, MK109 when zero. */
extern Address *ArgumentParty(FunctionCallInfo fcinfo, int n, const char *name);

/* Values that must be given: 22023 when NULL. */
extern Address *ArgumentAddress(FunctionCallInfo fcinfo, int n, const char *name);
extern int64 ArgumentInt64(FunctionCallInfo fcinfo, int n, const char *name);
extern char *ArgumentText(FunctionCallInfo fcinfo, int n, const char *name);
extern Signature *ArgumentSignature(FunctionCallInfo fcinfo, int n, const char *name);

/* An integer from 0 to 2^256 - 1: 22023 when NULL, 22003 otherwise. */
extern Numeric ArgumentAmount(FunctionCallInfo fcinfo, int n, const char *name);

/* A block height: 22003 when negative. */
extern int64 ArgumentHeight(FunctionCallInfo fcinfo, int n, const char *name);

/*
 * The elements of a one-dimensional array without NULLs, 22023 otherwise, at
 * most "limit" of them (54000).
 */
extern Datum *ArgumentArray(FunctionCallInfo fcinfo, int n, const char *name, int limit,
							int *count);

/*
 * The same for addresses, none of them zero (MKS07), as an array of bytea for a
 * statement.
 */
extern Datum ArgumentAddresses(FunctionCallInfo fcinfo, int n, const char *name, int limit);

#endif							/* MARKET_ARGUMENTS_H */
