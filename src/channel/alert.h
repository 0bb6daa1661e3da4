/*
 * alert.h
 *		Alerts: a channel runs low, or comes near its expiration.
 */
#ifndef MARKET_ALERT_H
#define MARKET_ALERT_H

#include "postgres.h"
#include "utils/numeric.h"

/*
 * Note that what is left for calls on a channel fell: an alert for each rule whose
 * amount lies between.  Within StatementBegin().
 */
extern void AlertFunds(int64 channel_id, Numeric before, Numeric after);

/* Note on a channel, which is locked, below what its rules of any kind want to hear. */
extern void AlertMark(int64 channel_id);

/* The expiration of a channel has changed: its rules wait for the new one. */
extern void AlertExpiration(int64 channel_id, int64 expiration);

#endif							/* MARKET_ALERT_H */
