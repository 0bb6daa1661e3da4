/*
 * service_fee.c
 *		What a request would cost: service_fee().
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/errors.h"
#include "core/statement.h"
#include "service/definition.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_service_fee);

/*
 * service_fee(service_name text, provider address, consumer address) returns coin
 *
 * Price, discounts and volume of this moment, as a new batch would take them.
 */
Datum
market_service_fee(PG_FUNCTION_ARGS)
{
	static Statement fee = {
		"SELECT pg_catalog.trunc(market.discounted_price(b.pricing, b.price, k.block_time,"
		"  coalesce((SELECT v.volume FROM market.request_volume AS v"
		"   WHERE v.consumer OPERATOR(market.=) $3::market.address AND v.service_name = $1"
		"    AND v.provider OPERATOR(market.=) $2::market.address), 0))),"
		" b.price_denom, b.provider IS NOT NULL"
		" FROM market.service_definition AS d CROSS JOIN market.clock AS k"
		" LEFT JOIN market.service_binding AS b ON b.service_name = d.name"
		"  AND b.provider OPERATOR(market.=) $2::market.address"
		" WHERE d.name = $1",
		3, {TEXTOID, BYTEAOID, BYTEAOID}
	};
	MemoryContext context = CurrentMemoryContext;
	char	   *service_name = ArgumentServiceName(fcinfo, 0, "service_name");
	Address    *provider = ArgumentAccount(fcinfo, 1, "provider");
	Address    *consumer = ArgumentAccount(fcinfo, 2, "consumer");
	Datum		arguments[] = {
		CStringGetTextDatum(service_name), AddressGetByteaDatum(provider),
		AddressGetByteaDatum(consumer)
	};
	Caller		caller;
	Coin	   *coin;

	CallerEnter(&caller);
	/* how often somebody has asked whom is not for everybody to know */
	if (!CallerHasRole(&caller, ROLE_READER) && !CallerHasRole(&caller, ROLE_OPERATOR))
		CallerRequireAccount(&caller, consumer);
	if (StatementRead(&fee, arguments, NULL) == 0)
		DefinitionRaiseUnknown(service_name);
	if (!DatumGetBool(StatementDatum(0, 3)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_UNKNOWN_BINDING),
				 errmsg("provider %s is not bound to service \"%s\"",
						AddressText(provider), service_name)));
	MemoryContextSwitchTo(context);
	coin = CoinMake(DatumGetNumeric(StatementDatum(0, 1)), StatementText(0, 2));
	CallerLeave(&caller);
	PG_RETURN_POINTER(coin);
}
