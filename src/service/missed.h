/*
 * missed.h
 *		Requests that nobody has answered in time, and what they cost whom.
 */
#ifndef MARKET_MISSED_H
#define MARKET_MISSED_H

#include "postgres.h"
#include "core/token.h"
#include "type/address.h"
#include "utils/numeric.h"
#include "utils/rel.h"
#include "utils/tuplestore.h"

/* A provider and its service, or a consumer and its token; every byte counts. */
typedef struct MissedKey
{
	Address		account;
	char		name[DENOM_SIZE];	/* longer than a service's name can be */
} MissedKey;

typedef struct MissedRequest
{
	int64		id;
	int64		context_id;
	int			request_index;
	int			binding;		/* place among the bindings */
	Numeric		cut;			/* what it costs their deposit, in minor units */
} MissedRequest;

typedef struct MissedBinding
{
	MissedKey	key;
	bool		exists;
	Address		owner;
	Numeric		deposit;		/* minor units of the base denom */
	Numeric		rest;			/* what the requests leave of it */
} MissedBinding;

/* What a consumer gets back. */
typedef struct MissedRefund
{
	MissedKey	key;
	Numeric		amount;			/* minor units; may be zero */
} MissedRefund;

typedef struct Missed
{
	MissedRequest *requests;	/* as the table has them */
	MissedRequest **ordered;	/* by context, and place in its batch */
	uint64		count;
	MissedBinding *bindings;
	int			binding_count;
	MissedRefund *refunds;
	int			refund_count;
} Missed;

/* Is this market.request_open, with the columns that are read? */
extern bool MissedIsTable(Relation relation);

/*
 * Read the pending requests of a transition table of market.request_open.
 *
 * Out:	missed: everything but cuts, owners, deposits and rests
 */
extern void MissedRead(Tuplestorestate *table, TupleDesc columns, Missed *missed);

/*
 * Lock the bindings in order, and take from their deposits what each request costs:
 * a fraction of what the ones before it have left, without its part below one minor
 * unit.
 *
 * In:	slash_fraction: from 0 to 1
 * Source: IRIS service module, keeper/binding.go, Slash.
 */
extern void MissedSlash(Missed *missed, Numeric slash_fraction);

/*
 * Let the statements that follow read the requests as a table "missed": what history
 * keeps of the columns of the transition table, and "slashed", the cuts.
 *
 * Returns its rows, to be ended after those statements.
 */
extern Tuplestorestate *MissedTable(const Missed *missed, Tuplestorestate *table,
									TupleDesc columns);

#endif							/* MARKET_MISSED_H */
