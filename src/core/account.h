/*
 * account.h
 *		Accounts, and the addresses that nobody may act for.
 */
#ifndef MARKET_ACCOUNT_H
#define MARKET_ACCOUNT_H

#include "postgres.h"
#include "type/address.h"

/*
 * Is this one of the market's own accounts (pools)?
 * Source: IRIS service module, module accounts; their addresses are the first
 * 20 bytes of the SHA-256 of their names.
 */
extern bool AccountIsSystem(const Address *account);

/* The address of one of them, by name; lives for ever. */
extern const Address *AccountSystem(const char *name);

/*
 * Make accounts known that somebody names, zero ones left out.  An account
 * that is known is bound by the application, never by whoever asks first; one
 * that is promised money, or given a say, must not be there for the taking.
 */
extern void AccountKnow(const Address *const *accounts, int count);

#endif							/* MARKET_ACCOUNT_H */
