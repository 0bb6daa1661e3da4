/*
 * usage.h
 *		Metering: one row per paid, free or prepaid call.
 */
#ifndef MARKET_USAGE_H
#define MARKET_USAGE_H

#include "postgres.h"
#include "channel/price.h"
#include "datatype/timestamp.h"
#include "type/address.h"
#include "utils/numeric.h"

typedef enum UsageKind
{
	USAGE_PAID, USAGE_FREE, USAGE_PREPAID
} UsageKind;

/* One call.  What is 0 or NULL does not apply or is not known. */
typedef struct Usage
{
	UsageKind	kind;
	int64		channel_id;		/* -1: the call has no channel */
	int64		nonce;			/* of the payment, with its total */
	Numeric		authorized;		/* total that is signed for afterwards; of a paid call */
	Numeric		full_amount;	/* what the channel holds for payments; of a paid call */
	const Address *payer;		/* whose money or free calls are used */
	Numeric		price;			/* charged, in minor units; NULL: nothing */
	bool		is_failed;		/* did the service fail? */
	const char *error;			/* what the service said then */
	const Interval *response_time;	/* from receiving the request to sending the answer */
	const Interval *service_time;	/* that the service itself took */
	Jsonb	   *details;		/* request id, client type, user agent and the like */
} Usage;

/*
 * Record a call for the service, method and group of the terms, at their block.
 * Does nothing unless terms->metering.
 *
 * Returns the id of the row, 0 when there is none; market.last_usage_id() gives
 * it to the caller.
 */
extern int64 UsageRecord(const Terms *terms, const Usage *usage);

/* A recorded call, as what follows it needs it; in SPI's memory. */
typedef struct UsageCall
{
	char	   *organization_id;
	char	   *service_id;
	int64		channel_id;
	Numeric		price;
} UsageCall;

/* Find a call that an account paid for from a channel: MK160 when there is none. */
extern void UsageRequirePayer(int64 usage_id, const Address *payer, UsageCall *call);

/* Raise MK160 unless a call was paid from a channel. */
extern void UsageRequireChannel(int64 usage_id, int64 channel_id);

#endif							/* MARKET_USAGE_H */
