/*
 * deposit.c
 *		The deposit of a binding: its threshold, and its name in the journal.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/statement.h"
#include "service/binding.h"
#include "type/amount.h"

char *
BindingReference(const char *service_name, const Address *provider)
{
	return psprintf("%s %s", service_name, AddressText(provider));
}

Numeric
BindingMinimumDeposit(Numeric price, const char *price_denom, ExchangeFault *fault)
{
	/* a price that is worth less than one unit counts as one */
	static Statement minimum = {
		"SELECT CASE WHEN m.price = 0 THEN 0"
		"  ELSE greatest(m.price * m.min_deposit_multiple, m.min_deposit) END"
		" FROM (SELECT CASE WHEN $1 = 0 THEN 0"
		"   ELSE greatest(pg_catalog.trunc($1 * $2), 1) END AS price,"
		"  min_deposit_multiple, min_deposit FROM market.params) AS m",
		2, {NUMERICOID, NUMERICOID}
	};
	Datum		arguments[2];
	Numeric		rate = NumericFromInt64(1);

	if (!NumericIsZero(price))
		rate = ExchangeRate(price_denom, fault);
	if (rate == NULL)
		return NULL;
	arguments[0] = NumericGetDatum(price);
	arguments[1] = NumericGetDatum(rate);
	StatementRun(&minimum, arguments, NULL);
	return DatumGetNumeric(StatementDatum(0, 1));
}
