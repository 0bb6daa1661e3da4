/*
 * module_context.h
 *		Calls of services that a module answers at once.
 */
#ifndef MARKET_MODULE_CONTEXT_H
#define MARKET_MODULE_CONTEXT_H

#include "postgres.h"
#include "service/context.h"
#include "service/module.h"

/*
 * Make a context of one batch with one request to the provider of a module
 * service, let the module answer, and complete the context.  Returns its id.
 *
 * Providers, timeout and repetition of the terms do not count.
 *
 * Errors: those of ContextCreate(); MKS05 when the consumer cannot pay; MK043
 *		when the provider is not available or the module fails; MK038 and MK039 when
 *		its answer is none.
 * Source: IRIS service module, keeper/invocation.go, RequestModuleService.
 */
extern int64 ModuleCall(ContextTerms *terms, const Address *provider);

#endif							/* MARKET_MODULE_CONTEXT_H */
