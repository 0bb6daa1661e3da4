/*
 * definition.h
 *		Definitions of services: their names, and whether there is one.
 */
#ifndef MARKET_DEFINITION_H
#define MARKET_DEFINITION_H

#include "postgres.h"
#include "fmgr.h"
#include "core/compat.h"
#include "utils/jsonb.h"

/*
 * A service name: a letter, then letters, digits, "_" and "-", at most 70
 * bytes; MK002 otherwise.
 * Source: IRIS service module, types/validation.go.
 */
extern char *ArgumentServiceName(FunctionCallInfo fcinfo, int n, const char *name);

/* Raise MK006: there is no such definition. */
extern void DefinitionRaiseUnknown(const char *service_name) pg_attribute_noreturn();

/*
 * Is the body of an output, or {} without one, valid by the schema of a service that
 * is defined?
 */
extern bool DefinitionOutputIsValid(const char *service_name, const Jsonb *output);

#endif							/* MARKET_DEFINITION_H */
