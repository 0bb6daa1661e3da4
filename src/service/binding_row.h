/*
 * binding_row.h
 *		Reading and locking bindings, and the arguments that their functions share.
 */
#ifndef MARKET_BINDING_ROW_H
#define MARKET_BINDING_ROW_H

#include "postgres.h"
#include "core/caller.h"
#include "core/token.h"
#include "service/binding.h"
#include "type/pricing.h"
#include "utils/timestamp.h"

/* What the rules of bindings need of parameters and clock. */
typedef struct BindingTerms
{
	char	   *base_denom;
	int64		max_request_timeout;
	bool		restricted_denom;	/* must prices be in the base denom? */
	TimestampTz now;
	int64		refund_wait;	/* microseconds */
} BindingTerms;

/* A deposit as it was given. */
typedef struct Deposit
{
	bool		given;			/* not NULL and not zero */
	bool		known;			/* in a registered token */
	Funds		funds;			/* when known */
	const Coin *coin;
} Deposit;

/* A price in minor units. */
typedef struct Price
{
	Pricing    *pricing;
	Funds		funds;
} Price;

typedef struct Binding
{
	char	   *service_name;
	Address		provider;
	Address		owner;
	Numeric		deposit;
	Pricing    *pricing;
	Funds		price;
	bool		available;
	TimestampTz disabled_time;
} Binding;

/* The arguments that name a binding, and the caller. */
typedef struct BindingCall
{
	Caller		caller;
	Address    *owner;
	Address    *provider;
	char	   *service_name;
} BindingCall;

/*
 * Enter, and take owner, service_name and provider, the first three arguments:
 * MKS07 and MKS04 for the accounts, then MK002.
 */
extern void BindingEnter(FunctionCallInfo fcinfo, BindingCall *call);

/* Parameters and clock of now. */
extern void BindingReadTerms(BindingTerms *terms);

/*
 * Lock the binding of a call.
 *
 * Errors: 42501 when the caller may not act for the owner; MK014 when there is
 *		no binding; MK041 when it is another owner's.
 */
extern void BindingLock(const BindingCall *call, Binding *binding);

/*
 * Take a deposit.  Errors: MKS10 when it is no whole number of minor units,
 * 22003 beyond 2^256 - 1.
 */
extern void ArgumentDeposit(FunctionCallInfo fcinfo, int n, Deposit *deposit);

/* Raise MK008 unless a deposit is given in the base denom. */
extern void BindingCheckDepositDenom(const Deposit *deposit, const BindingTerms *terms);

/* Raise MK009 or MK008 unless a deposit covers the least deposit of a price. */
extern void BindingCheckMinimum(Numeric deposit, const Funds *price, const BindingTerms *terms);

/* The price of a pricing in minor units; MK010 when its token does not allow it. */
extern void BindingReadPrice(Pricing *pricing, const BindingTerms *terms, Funds *price);

/* Move a deposit from the owner into the binding, or back. */
extern void BindingMoveDeposit(const char *service_name, const Address *provider,
							   const Address *owner, const Funds *funds, bool back,
							   const char *reason);

#endif							/* MARKET_BINDING_ROW_H */
