/*
 * exchange.c
 *		What a token is worth in the base denom.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/errors.h"
#include "core/statement.h"
#include "service/exchange.h"
#include "type/amount.h"
#include "utils/builtins.h"

Numeric
ExchangeRate(const char *price_denom, ExchangeFault *fault)
{
	static Statement is_base = {
		"SELECT FROM market.params WHERE base_denom = $1", 1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(price_denom)};

	if (StatementRun(&is_base, arguments, NULL) > 0)
		return NumericFromInt64(1);
	if (fault != NULL)
	{
		fault->code = ERRCODE_MARKET_MODULE_SERVICE;
		fault->message = psprintf("there is no exchange rate for \"%s\"", price_denom);
	}
	return NULL;
}
