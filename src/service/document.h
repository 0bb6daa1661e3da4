/*
 * document.h
 *		The documents of requests and responses: envelopes, results, bodies.
 */
#ifndef MARKET_DOCUMENT_H
#define MARKET_DOCUMENT_H

#include "postgres.h"
#include "utils/jsonb.h"

/*
 * Is this an envelope: an object with a member "header" that is an object and,
 * if there is one, a member "body" that is an object?  Other members may be there.
 * Source: IRIS service module, types/validation.go, schemas of input and output.
 */
extern bool DocumentIsEnvelope(Jsonb *document);

/*
 * The code of a result, an object of "code" (200, 400 or 500) and "message" (a
 * string) and nothing else; 0 when it is none.
 */
extern int	DocumentResultCode(Jsonb *document);

/*
 * Why the body of an envelope is not valid by the schema that a definition has
 * for input or output: the place as a JSON Pointer, and the reason.
 */
extern char *DocumentBodyFault(const char *service_name, bool is_input, Jsonb *document);

#endif							/* MARKET_DOCUMENT_H */
