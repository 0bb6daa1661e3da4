/*
 * handler.h
 *		Running the functions of modules: as their registrant, within bounds.
 */
#ifndef MARKET_HANDLER_H
#define MARKET_HANDLER_H

#include "postgres.h"
#include "fmgr.h"

#define HANDLER_ARGUMENTS_MAX 3

/* A function of a module, and what it is given. */
typedef struct HandlerCall
{
	Oid			registrant;
	const char *function;		/* "schema.function" */
	int			argument_count;
	Oid			argument_types[HANDLER_ARGUMENTS_MAX];
	NullableDatum arguments[HANDLER_ARGUMENTS_MAX];
	NullableDatum result;		/* what it returned, when "keep" is set */
	bool		keep;
	char	   *error;			/* why it failed */
} HandlerCall;

/*
 * Call a function in a subtransaction, as its registrant, in a security-
 * restricted operation, with a bound on its time (parameter callback_timeout).
 *
 * Returns false, with "error" filled, when there is no such function, the
 * registrant may not execute it or is gone, or it fails or takes too long; then
 * nothing it did remains.  Raises only what concerns the caller: a cancelled
 * query, or at REPEATABLE READ and above a serialization failure.
 *
 * A result is copied to the current memory context when "keep" is set.
 */
extern bool HandlerRun(HandlerCall *call);

/* Raise 22023 unless a text names a function with its schema: "schema.function". */
extern void HandlerCheckName(const char *function, const char *argument);

/* Is a function of a module running in this session? */
extern bool HandlerIsRunning(void);

#endif							/* MARKET_HANDLER_H */
