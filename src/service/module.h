/*
 * module.h
 *		Modules: owners of request contexts that are called back.
 */
#ifndef MARKET_MODULE_H
#define MARKET_MODULE_H

#include "postgres.h"
#include "core/caller.h"
#include "core/handler.h"
#include "type/address.h"
#include "utils/jsonb.h"

/*
 * Raise MK035 unless a module has both callbacks.
 * Source: IRIS service module, keeper/invocation.go, CreateRequestContext.
 */
extern void ModuleRequireCallbacks(const char *module_name);

/* Raise MK041 unless the caller has the privileges of the role that registered a module. */
extern void ModuleRequireRegistrant(const Caller *caller, const char *module_name);

/*
 * Run a function of a module as HandlerRun() does: it may act, and not longer
 * than the parameter callback_timeout says.  Returns NULL, or why it failed.
 */
extern char *ModuleRun(const char *function, Oid registrant, HandlerType *type,
					   const Datum *arguments, const bool *nulls, Datum *result, bool *isnull);

/* The answer of a module service. */
typedef struct ModuleAnswer
{
	Jsonb	   *result;			/* NULL: none */
	Jsonb	   *output;			/* NULL: none */
	char	   *error;			/* why the handler failed, or NULL */
} ModuleAnswer;

/*
 * Let the module service of a module, or of a service, answer.  Returns false
 * when there is none.
 */
extern bool ModuleAsk(const char *module_name, Jsonb *input, ModuleAnswer *answer);
extern bool ModuleAskService(const char *service_name, Jsonb *input, ModuleAnswer *answer);

/* The provider in whose name a service's module answers; false when no module does. */
extern bool ModuleServiceProvider(const char *service_name, Address *provider);

#endif							/* MARKET_MODULE_H */
