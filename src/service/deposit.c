/*
 * deposit.c
 *		The deposit of a binding: its threshold, and its name in the journal.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "core/statement.h"
#include "service/binding.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(market_service_binding_threshold);

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

/* A column of a row of market.service_binding; raises when it is NULL or missing. */
static Datum
DepositColumn(HeapTuple row, TupleDesc columns, const char *name)
{
	int			number = SPI_fnumber(columns, name);
	bool		isnull = true;
	Datum		value = (Datum) 0;

	if (number > 0)
		value = heap_getattr(row, number, columns, &isnull);
	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("service_binding_threshold is for rows of market.service_binding")));
	return value;
}

/* The row, unavailable from the current block on. */
static HeapTuple
DepositDisable(HeapTuple row, TupleDesc columns)
{
	static Statement clock_time = {"SELECT block_time FROM market.clock", 0};
	int			numbers[] = {
		SPI_fnumber(columns, "available"), SPI_fnumber(columns, "disabled_time")
	};
	Datum		values[2];
	bool		nulls[] = {false, false};

	StatementRun(&clock_time, NULL, NULL);
	values[0] = BoolGetDatum(false);
	values[1] = StatementDatum(0, 1);
	return heap_modify_tuple_by_cols(row, columns, 2, numbers, values, nulls);
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
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	MemoryContext context = CurrentMemoryContext;
	TupleDesc	columns;
	HeapTuple	row;
	Numeric		deposit;
	Numeric		minimum;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("service_binding_threshold must be fired before the update of a row")));

	columns = RelationGetDescr(trigger->tg_relation);
	row = trigger->tg_newtuple;
	deposit = DatumGetNumeric(DepositColumn(row, columns, "deposit"));
	StatementBegin();
	minimum = BindingMinimumDeposit(DatumGetNumeric(DepositColumn(row, columns, "price")),
									TextDatumGetCString(DepositColumn(row, columns,
																	  "price_denom")), NULL);
	if (minimum == NULL || NumericCompare(deposit, minimum) < 0)
	{
		MemoryContext statement = MemoryContextSwitchTo(context);

		row = DepositDisable(row, columns);
		MemoryContextSwitchTo(statement);
	}
	StatementFinish();
	return PointerGetDatum(row);
}
