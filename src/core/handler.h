/*
 * handler.h
 *		Functions that users register and the market runs.
 *
 * A handler is kept as a name with the role that registered it, is looked up
 * whenever it runs, and runs as that role within a security-restricted operation
 * and a subtransaction: it can do nothing that its registrant cannot, and its
 * failure undoes nothing else.  The market's entry points refuse such callers.
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
	Oid			result_type;
} HandlerType;

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
 * Returns NULL, or why there is no result, when the handler is gone or failed.
 * Errors: a cancelled query, or a transaction that must be repeated.
 */
extern char *HandlerRun(const char *name, Oid registrant, const HandlerType *type,
						const Datum *arguments, const bool *nulls, MemoryContext context,
						Datum *result, bool *isnull);

#endif							/* MARKET_HANDLER_H */
