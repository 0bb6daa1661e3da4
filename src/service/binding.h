/*
 * binding.h
 *		Bindings: who provides which service, at what price, with what deposit.
 */
#ifndef MARKET_BINDING_H
#define MARKET_BINDING_H

#include "postgres.h"
#include "service/exchange.h"
#include "type/address.h"
#include "utils/numeric.h"

/*
 * The least deposit of a binding with a price, in the base denom, at the
 * parameters of now: the price in the base denom (at least 1 unless it is
 * zero) times min_deposit_multiple, and not below min_deposit; zero for a price
 * of zero.
 *
 * In:	price: list price in minor units of price_denom
 * Returns NULL, with "fault" filled unless it is NULL, when there is no
 * exchange rate.
 * Source: IRIS service module, keeper/binding.go, GetMinDeposit.
 */
extern Numeric BindingMinimumDeposit(Numeric price, const char *price_denom,
									 ExchangeFault *fault);

/*
 * How the journal names a binding in "reference": the service, a blank, the
 * provider.  In SQL: service_name || ' ' || provider::text.
 *
 * A deposit lies as MONEY_DEPOSIT on the binding's owner.  Lowering it by an
 * UPDATE of market.service_binding is enough to disable a binding that falls
 * below its threshold; a trigger does it.
 */
extern char *BindingReference(const char *service_name, const Address *provider);

#endif							/* MARKET_BINDING_H */
