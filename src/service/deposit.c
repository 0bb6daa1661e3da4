/*
 * deposit.c
 *		The deposit of a binding: its threshold, and its name in the journal.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "core/statement.h"
#include "service/binding.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

PG_FUNCTION_INFO_V1(market_service_binding_threshold);

/*
 * The least deposit of a price above zero, beside the parameters as g: a price
 * that is worth less than one unit counts as one.
 */
#define LEAST_DEPOSIT(price, rate) \
	"greatest(greatest(pg_catalog.trunc(" price " * " rate "), 1) * g.min_deposit_multiple," \
	" g.min_deposit)"

char *
BindingReference(const char *service_name, const Address *provider)
{
	return psprintf("%s %s", service_name, AddressText(provider));
}

Numeric
BindingMinimumDeposit(Numeric price, const char *price_denom, ExchangeFault *fault)
{
	static Statement minimum = {
		"SELECT CASE WHEN $1 = 0 THEN 0 ELSE " LEAST_DEPOSIT("$1", "$2") " END"
		" FROM market.params AS g",
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

/*
 * Bindings whose threshold is to be looked at, as they are now: grouped, because a join
 * of two transition tables, of whose sizes the planner knows nothing, may compare each
 * row of one with each of the other.
 */
#define FALLEN \
	"(SELECT service_name, provider," \
	"  pg_catalog.min(deposit) FILTER (WHERE is_new) AS deposit," \
	"  pg_catalog.min(price) FILTER (WHERE is_new) AS price," \
	"  pg_catalog.min(price_denom) FILTER (WHERE is_new) AS price_denom" \
	" FROM (SELECT true AS is_new, service_name, provider, deposit, price, price_denom, available" \
	"  FROM after UNION ALL" \
	"  SELECT false, service_name, provider, deposit, price, price_denom, available" \
	"  FROM before) AS side GROUP BY service_name, provider" \
	" HAVING pg_catalog.min(deposit) FILTER (WHERE is_new)" \
	"   <= pg_catalog.min(deposit) FILTER (WHERE NOT is_new)" \
	"  AND pg_catalog.bool_and(available) AND pg_catalog.min(price) FILTER (WHERE is_new) > 0)"

/*
 * Tokens of the rows whose threshold is to be looked at, other than the base denom;
 * false when there are none.  A slash may take nothing, and the threshold may have
 * risen all the same.
 */
static bool
DepositDenoms(Datum *denoms)
{
	static Statement fallen = {
		"SELECT pg_catalog.count(*), pg_catalog.array_agg(DISTINCT n.price_denom)"
		"  FILTER (WHERE n.price_denom <> g.base_denom)"
		" FROM " FALLEN " AS n CROSS JOIN market.params AS g", 0
	};
	bool		none;
	Datum		found;

	StatementRun(&fallen, NULL, NULL);
	found = StatementValue(0, 2, &none);
	*denoms = none ? PointerGetDatum(construct_empty_array(TEXTOID))
		: PointerGetDatum(DatumGetArrayTypePCopy(found));
	return DatumGetInt64(StatementDatum(0, 1)) > 0;
}

/* The exchange rates of tokens, asked once each; NULL where there is none. */
static Datum
DepositRates(Datum denoms)
{
	Datum	   *names;
	Datum	   *rates;
	bool	   *nulls;
	int			count;
	int			lower_bounds[] = {1};
	int			i;

	deconstruct_array(DatumGetArrayTypeP(denoms), TEXTOID, -1, false, TYPALIGN_INT,
					  &names, &nulls, &count);
	rates = palloc(Max(count, 1) * sizeof(Datum));
	for (i = 0; i < count; i++)
	{
		Numeric		rate = ExchangeRate(TextDatumGetCString(names[i]), NULL);

		rates[i] = NumericGetDatum(rate);
		nulls[i] = rate == NULL;
	}
	if (count == 0)
		return PointerGetDatum(construct_empty_array(NUMERICOID));
	return PointerGetDatum(construct_md_array(rates, nulls, 1, &count, lower_bounds, NUMERICOID,
											  -1, false, TYPALIGN_INT));
}

/*
 * service_binding_threshold() returns trigger: a deposit that falls below its
 * threshold, or whose threshold cannot be computed, disables the binding
 *
 * Source: IRIS service module, keeper/binding.go, Slash.
 */
Datum
market_service_binding_threshold(PG_FUNCTION_ARGS)
{
	static Statement disable = {
		"UPDATE market.service_binding AS b SET available = false, disabled_time = k.block_time"
		" FROM " FALLEN " AS n CROSS JOIN market.params AS g CROSS JOIN market.clock AS k"
		" LEFT JOIN ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) AS r (denom, rate)"
		"  ON r.denom = n.price_denom"
		" WHERE b.service_name = n.service_name AND b.provider OPERATOR(market.=) n.provider"
		"  AND (n.price_denom <> g.base_denom AND r.rate IS NULL"
		"   OR n.deposit < " LEAST_DEPOSIT("n.price", "coalesce(r.rate, 1)") ")",
		2, {TEXTARRAYOID, NUMERICARRAYOID}
	};
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Datum		arguments[2];

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event) ||
		!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) || trigger->tg_newtable == NULL ||
		trigger->tg_oldtable == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("service_binding_threshold must be fired after the update of bindings,"
						" with tables of old and new rows")));
	if (tuplestore_tuple_count(trigger->tg_newtable) == 0)
		return PointerGetDatum(NULL);

	StatementBegin();
	StatementTransition(trigger);
	if (DepositDenoms(&arguments[0]))
	{
		arguments[1] = DepositRates(arguments[0]);
		StatementRun(&disable, arguments, NULL);
	}
	StatementFinish();
	return PointerGetDatum(NULL);
}
