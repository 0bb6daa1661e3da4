/*
 * ledger.h
 *		The only writer of money: balances and journal.
 */
#ifndef MARKET_LEDGER_H
#define MARKET_LEDGER_H

#include "postgres.h"
#include "type/address.h"
#include "utils/numeric.h"

/* Where money lies.  Bound money lives in the row it is bound to. */
#define MONEY_OUTSIDE	"outside"
#define MONEY_SPENDABLE "spendable"
#define MONEY_CHANNEL	"channel"
#define MONEY_DEPOSIT	"deposit"
#define MONEY_ESCROW	"escrow"
#define MONEY_EARNED	"earned"
#define MONEY_TAX		"tax"
#define MONEY_BURNED	"burned"

/* One movement: a row of the journal.  Movements of nothing are left out. */
typedef struct Movement
{
	const Address *debit;
	const char *debit_kind;
	const Address *credit;
	const char *credit_kind;
	const char *denom;
	Numeric		amount;
	const char *reason;
	const char *reference;		/* may be NULL */
} Movement;

/*
 * Move money, all or nothing, in one statement.
 *
 * Spendable balances change and journal rows are written; what is bound
 * elsewhere the caller's own statement has changed.  Locks the balances in the
 * order of address and denom, as the last rows that a transaction of ours locks.
 *
 * Errors: MKS05 when a balance would fall below zero, 22003 when one would
 *		exceed 2^256 - 1.
 */
extern void LedgerMove(const Movement *movements, int count);

/* The spendable balance of an account, in minor units. */
extern Numeric LedgerBalance(const Address *account, const char *denom);

/*
 * Lock spendable balances, in the order of address and denom, and read them.
 *
 * In:	accounts, denoms: count of each, no pair twice
 * Out:	balances: count of them, zero where there is none
 */
extern void LedgerLock(const Address *const *accounts, const char *const *denoms, int count,
					   Numeric *balances);

/*
 * Make the spendable balances that rules pay to before block "next" and that do not
 * exist yet (market.payee_due).  Waits for who makes the same ones, so the caller has
 * no balance locked.
 */
extern void LedgerOpenPayees(int64 next);

/* Raise MKS05: "account" has less than "amount". */
extern void LedgerRequire(const Address *account, const char *denom, Numeric amount);

#endif							/* MARKET_LEDGER_H */
