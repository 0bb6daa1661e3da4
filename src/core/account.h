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

#endif							/* MARKET_ACCOUNT_H */
