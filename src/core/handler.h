/*
 * handler.h
 *		Functions that users register and the market runs.
 *
 * A handler is kept as a name with the role that registered it, is looked up
 * whenever it runs, and runs as that role within a security-restricted operation
 * and a subtransaction: it can do nothing that its registrant cannot, and its
 * failure undoes nothing else.  The market's entry points refuse such callers,
 * unless the handler's type says that it may act; then names without a schema are
 * those of the handler's own schema.
 */
#ifndef MARKET_HANDLER_H
#define MARKET_HANDLER_H

#include "postgres.h"

#define HANDLER_ARGUMENTS_MAX 8

/* What a handler must look like: one value returned for some arguments. */
typedef struct HandlerType
{
	int			argument_count;
	Oid			argument_types[HANDLER_ARGUMENTS_MAX];
	Oid			result_type;	/* InvalidOid: any, and nobody looks at it */
	bool		may_act;		/* may it call entry points, as its registrant? */
	int			patience;		/* milliseconds that it may run; 0 for no bound */
} HandlerType;

/* handlers that may run one inside another */
#define HANDLER_DEPTH_MAX 4

/*
 * Check that a name has the form "schema.function": 22023.  The function need
 * not exist yet.
 */
extern void HandlerCheckName(const char *name);

/* Is a handler running in this session? */
extern bool HandlerIsRunning(void);

/*
 * Check the name of a handler that "registrant" wants to register.
 *
 * Returns the name "schema.function" with its parts quoted where they need it.
 * Errors: 22023 for a name that is not qualified by a schema, or of a function
 *		with another result; 42883 when there is no such function; 42501 when the
 *		registrant may not execute it.
 */
extern char *HandlerCheck(const char *name, Oid registrant, const HandlerType *type);

/*
 * Run a handler.
 *
 * In:	arguments, nulls: of the handler's type, which must be passed by reference
 *		or by value as its own type is
 *		context: where the result goes
 * Out:	result, isnull: a copy of what it returned
 * Returns NULL, or why there is no result, when the handler is gone, failed or
 * took too long.
 * Errors: a cancelled query, or a transaction that must be repeated.  Of a
 *		handler that may act, a deadlock or a lack of memory is its own failure.
 */
extern char *HandlerRun(const char *name, Oid registrant, const HandlerType *type,
						const Datum *arguments, const bool *nulls, MemoryContext context,
						Datum *result, bool *isnull);

#endif							/* MARKET_HANDLER_H */
