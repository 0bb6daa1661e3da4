/*
 * batch_row.h
 *		New batches: read as one set of offers, and written as one set of rows.
 */
#ifndef MARKET_BATCH_ROW_H
#define MARKET_BATCH_ROW_H

#include "postgres.h"
#include "core/clock.h"
#include "core/token.h"
#include "type/address.h"
#include "utils/numeric.h"

/* providers of a context, and so requests of a batch */
#define BATCH_REQUESTS_MAX 10

/* What becomes of a batch that was due. */
typedef enum BatchFate
{
	BATCH_STARTED,
	BATCH_SKIPPED,				/* fewer providers than needed */
	BATCH_NO_FUNDS,				/* the context is paused */
	BATCH_NO_RATE				/* likewise */
} BatchFate;

/* A provider that is bound, available and fast enough. */
typedef struct BatchOffer
{
	Address		provider;
	char	   *denom;
	Numeric		price;			/* after discounts, with up to 18 fractional digits */
	Numeric		fee;			/* the same truncated */
	bool		is_base;		/* is it in the base denom? */
} BatchOffer;

typedef struct BatchContext
{
	int64		id;
	Address		consumer;
	Numeric		cap;
	int			threshold;
	int			first;			/* of its offers */
	int			offered;
	int			kept;			/* offers that its cap allows, moved to the front */
	BatchFate	fate;
	const char *missing_denom;	/* that there is no rate for */
} BatchContext;

typedef struct BatchPlan
{
	BatchContext *contexts;		/* in the order in which they are served */
	int			context_count;
	BatchOffer *offers;			/* by context and place in its list of providers */
	int			offer_count;
	bool		notify;			/* are the providers told by whoever writes it? */
} BatchPlan;

/* Read contexts and the offers for their next batches. */
extern void BatchRead(BatchPlan *plan, const int64 *context_ids, int count, const Clock *clock);

/* Write requests, contexts and events, as their fates say. */
extern void BatchWrite(const BatchPlan *plan, const Clock *clock);

#endif							/* MARKET_BATCH_ROW_H */
