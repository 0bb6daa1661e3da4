/*
 * event.h
 *		What happened in the service wing, for whoever follows it.
 */
#ifndef MARKET_EVENT_H
#define MARKET_EVENT_H

#include "postgres.h"
#include "type/address.h"

/*
 * Note an event that concerns no request context.  "provider" may be NULL;
 * "account" is who acted.
 * Source: IRIS service module, types/events.go.
 */
extern void EventNote(const char *event, const char *service_name, const Address *provider,
					  const Address *account);

/* Note an event of many contexts or requests in one row; of none, nothing. */
extern void EventNoteIds(const char *event, const int64 *ids, int count);

#endif							/* MARKET_EVENT_H */
