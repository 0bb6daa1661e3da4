/*
 * request.h
 *		Requests: answered by providers, each once.
 */
#ifndef MARKET_REQUEST_H
#define MARKET_REQUEST_H

#include "postgres.h"
#include "access/tupdesc.h"
#include "utils/jsonb.h"

/*
 * Write the answer to a request.  Returns false when it is not pending, or its
 * time is over.
 *
 * In:	output: NULL for none
 * Tax, counters and callbacks follow in triggers.
 */
extern bool RequestAnswer(int64 request_id, const Jsonb *result, const Jsonb *output,
						  int64 height);

/* The value of a state, in the type of a column; InvalidOid when it has none of that name. */
extern Oid	RequestState(TupleDesc row, int column, const char *state);

#endif							/* MARKET_REQUEST_H */
