/*
 * idempotency.h
 *		Calls that carry a key have their effect once.
 *
 * An entry point that moves money takes an optional last argument
 * "idempotency_key".  The first call with a key keeps its answer in the
 * transaction that has its effect; the same call again is given that answer, and
 * has no effect.  A function does its part in three places:
 *
 *		CallerEnter(&caller);
 *		if (IdempotencyBegin(&once, fcinfo, &caller, account, NULL))
 *			return IdempotencyAnswer(&once, &caller);
 *		...
 *		IdempotencyKeep(&once, result);
 *		CallerLeave(&caller);
 *
 * Source: reliability, "Idempotency".
 */
#ifndef MARKET_IDEMPOTENCY_H
#define MARKET_IDEMPOTENCY_H

#include "postgres.h"
#include "core/caller.h"
#include "fmgr.h"
#include "utils/array.h"

/* bytes of a key */
#define IDEMPOTENCY_KEY_MAX 255

/* A call that may carry a key; begun by IdempotencyBegin(). */
typedef struct Idempotency
{
	FunctionCallInfo fcinfo;
	const char *key;			/* NULL: none was given, and nothing is done */
	const Address *account;
	const char *scope;
	bool		begun;
	ArrayBuildState *cells;		/* of the answer, row by row */
	ArrayType  *kept;			/* the answer of an earlier call */
} Idempotency;

/*
 * Note the key of a call, its last argument.  Returns true when the very same
 * call was made before: answer with IdempotencyAnswer().
 *
 * In:	account: whose keys they are, the account that the caller acts for; it
 *			lives until the end of the function
 *		scope: NULL for keys of those who may act for the account.  A text sets
 *			keys apart that others choose: of somebody with another right, or
 *			with a signature
 * Errors: 22023 for a key of a wrong length; MK201 when the key was used for
 *		another call; 40001 at REPEATABLE READ and above when another
 *		transaction has used it meanwhile.
 *
 * A concurrent use of the key is waited for.  This is the first lock of a
 * function: nothing may be locked before.  With scope NULL, a caller who may not
 * act for the account uses no key; the function's own check refuses later.
 */
extern bool IdempotencyBegin(Idempotency *once, FunctionCallInfo fcinfo, const Caller *caller,
							 const Address *account, const char *scope);

/* The answer of the earlier call, as the function's result; leaves the function. */
extern Datum IdempotencyAnswer(Idempotency *once, const Caller *caller);

/*
 * Keep the answer: one value; nothing, for a function that returns void; or the
 * columns of a row that IdempotencyRow() collects, for functions that return a
 * record or a set, and IdempotencyKeepRows() keeps.
 */
extern void IdempotencyKeep(Idempotency *once, Datum value);
extern void IdempotencyKeepVoid(Idempotency *once);
extern void IdempotencyRow(Idempotency *once, const Datum *values, const bool *nulls);
extern void IdempotencyKeepRows(Idempotency *once);

/* Keep a number and leave with it: what CallerLeaveWith() does without a key. */
extern Datum IdempotencyLeaveWith(Idempotency *once, const Caller *caller,
								  MemoryContext context, Numeric number);

#endif							/* MARKET_IDEMPOTENCY_H */
