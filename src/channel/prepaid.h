/*
 * prepaid.h
 *		Prepaid totals: many calls at once out of one signed total.
 *
 * Source: SingularityNET daemon, token service and prepaid payments.
 */
#ifndef MARKET_PREPAID_H
#define MARKET_PREPAID_H

#include "channel/channel.h"
#include "datatype/timestamp.h"
#include "type/jwt.h"

/* What a prepaid token says. */
typedef struct PrepaidClaims
{
	int64		channel_id;
	const char *organization_id;
	const char *service_id;		/* NULL: good for every service of the group */
	const uint8 *group_id32;
	Address		user;			/* who asked for it */
	int64		expiration;		/* seconds since 1970 */
} PrepaidClaims;

/* Make a token; its text is that of the daemon's. */
extern char *PrepaidTokenMake(const PrepaidClaims *claims, const bytea *secret);

/*
 * Check a token, and say who asked for it.
 *
 * In:	wanted: channel, organization and group that the token must name; the service
 *			that a token which names one must name
 *		secret: NULL of an organization that has none, and so has signed nothing
 *		seconds: the time, since 1970
 * Errors: MK124 for a token that is not good for this, MK118 when it has expired.
 */
extern Address PrepaidTokenCheck(const char *token, const bytea *secret,
								 const PrepaidClaims *wanted, int64 seconds);

/*
 * Money that went back to the sender is no longer prepaid: note what a change of
 * channels recorded as lost.
 */
extern void PrepaidLose(const ChannelChange *change);

/* Lock the totals of a channel, before any payment out of them. */
extern void PrepaidLock(int64 channel_id);

/* Seconds since 1970 of a time, which is finite. */
extern int64 PrepaidSeconds(TimestampTz time);

#endif							/* MARKET_PREPAID_H */
