/*
 * statement.c
 *		SQL statements that are planned once per session and kept.
 */
#include "postgres.h"

#include "core/statement.h"
#include "jit/jit.h"
#include "miscadmin.h"
#include "optimizer/cost.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

bool		statement_runs = false;

void
StatementBegin(void)
{
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
}

void
StatementFinish(void)
{
	if (SPI_finish() != SPI_OK_FINISH)
		elog(ERROR, "SPI_finish failed");
}

int
StatementPinPath(void)
{
	int			level = NewGUCNestLevel();

	(void) set_config_option("search_path", "pg_catalog, pg_temp", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	return level;
}

void
StatementUnpinPath(int level)
{
	AtEOXact_GUC(true, level);
}

Datum
StatementInt64Array(const int64 *numbers, int count)
{
	Datum	   *elements = palloc(Max(count, 1) * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
		elements[i] = Int64GetDatum(numbers[i]);
	return PointerGetDatum(construct_array(elements, count, INT8OID, sizeof(int64),
										   FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

Datum
StatementArray(Datum *elements, int count, Oid type)
{
	/* all three are variable, by reference, aligned to int */
	return PointerGetDatum(construct_array(elements, count, type, -1, false, TYPALIGN_INT));
}

void
StatementTransition(TriggerData *trigger)
{
	int			code = SPI_register_trigger_data(trigger);

	if (code < 0)
		elog(ERROR, "SPI_register_trigger_data failed: %s", SPI_result_code_string(code));
}

void
StatementTable(const char *name, TupleDesc columns, Tuplestorestate *rows)
{
	EphemeralNamedRelation table = palloc0(sizeof(EphemeralNamedRelationData));
	int			code;

	table->md.name = pstrdup(name);
	table->md.tupdesc = columns;
	table->md.enrtype = ENR_NAMED_TUPLESTORE;
	table->md.enrtuples = tuplestore_tuple_count(rows);
	table->reldata = rows;
	code = SPI_register_relation(table);
	if (code != SPI_OK_REL_REGISTER)
		elog(ERROR, "SPI_register_relation failed: %s", SPI_result_code_string(code));
}

/*
 * Plan a statement for the rest of the session.  The plan lives in a context
 * of SPI's own, so nothing is lost when the caller's transaction aborts.
 */
static void
StatementPrepare(Statement *statement)
{
	SPIPlanPtr	plan;

	/* our statements go by key: a plan for the values of one call gains nothing */
	plan = SPI_prepare_cursor(statement->text, statement->argument_count,
							  statement->argument_types, CURSOR_OPT_GENERIC_PLAN);
	if (plan == NULL)
		elog(ERROR, "SPI_prepare failed: %s", SPI_result_code_string(SPI_result));
	if (SPI_keepplan(plan) != 0)
		elog(ERROR, "SPI_keepplan failed");
	statement->plan = plan;
}

/*
 * The planner takes a statement that works on sets for costly, and would have it
 * compiled to machine code at each run: a second for what takes a millisecond.
 *
 * A plan is kept, and tables grow.  What writes goes by key; a plan that is made
 * while a table is small would read all of it, and still when it is large.
 */
static uint64
StatementExecute(Statement *statement, Datum *arguments, const char *nulls, bool read_only)
{
	bool		jit = jit_enabled;
	bool		seqscan = enable_seqscan;
	bool		outer = statement_runs;
	int			code;

	if (statement->plan == NULL)
		StatementPrepare(statement);

	PG_TRY();
	{
		jit_enabled = false;
		enable_seqscan = enable_seqscan && read_only;
		statement_runs = true;
		code = SPI_execute_plan(statement->plan, arguments, nulls, read_only, 0);
	}
	PG_FINALLY();
	{
		jit_enabled = jit;
		enable_seqscan = seqscan;
		statement_runs = outer;
	}
	PG_END_TRY();
	if (code < 0)
		elog(ERROR, "SPI_execute_plan failed: %s", SPI_result_code_string(code));
	return SPI_processed;
}

uint64
StatementRun(Statement *statement, Datum *arguments, const char *nulls)
{
	return StatementExecute(statement, arguments, nulls, false);
}

uint64
StatementRead(Statement *statement, Datum *arguments, const char *nulls)
{
	return StatementExecute(statement, arguments, nulls, true);
}

uint64
StatementReadLatest(Statement *statement, Datum *arguments, const char *nulls)
{
	uint64		rows;

	PushActiveSnapshot(GetLatestSnapshot());
	rows = StatementExecute(statement, arguments, nulls, true);
	PopActiveSnapshot();
	return rows;
}

Datum
StatementValue(uint64 row, int column, bool *isnull)
{
	/* only when a superuser emptied a table that always has its one row */
	if (SPI_tuptable == NULL || row >= SPI_tuptable->numvals)
		elog(ERROR, "statement returned no row " UINT64_FORMAT, row);
	return SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, isnull);
}

Datum
StatementDatum(uint64 row, int column)
{
	bool		isnull;
	Datum		value = StatementValue(row, column, &isnull);

	if (isnull)
		elog(ERROR, "unexpected NULL in column %d", column);
	return value;
}

Datum
StatementCopy(uint64 row, int column, MemoryContext context, bool *isnull)
{
	Form_pg_attribute attribute = TupleDescAttr(SPI_tuptable->tupdesc, column - 1);
	Datum		value = StatementValue(row, column, isnull);
	MemoryContext caller;

	if (*isnull)
		return (Datum) 0;
	caller = MemoryContextSwitchTo(context);
	if (attribute->attlen == -1)
		value = PointerGetDatum(PG_DETOAST_DATUM_COPY(value));
	else
		value = datumCopy(value, attribute->attbyval, attribute->attlen);
	MemoryContextSwitchTo(caller);
	return value;
}

char *
StatementText(uint64 row, int column)
{
	return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
}

ReturnSetInfo *
StatementSetBegin(FunctionCallInfo fcinfo)
{
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	return (ReturnSetInfo *) fcinfo->resultinfo;
}

void
StatementSetRows(ReturnSetInfo *result)
{
	int			columns = SPI_tuptable->tupdesc->natts;
	Datum	   *values = palloc(columns * sizeof(Datum));
	bool	   *isnull = palloc(columns * sizeof(bool));
	uint64		row;

	if (columns != result->setDesc->natts)
		elog(ERROR, "statement returns %d columns instead of %d",
			 columns, result->setDesc->natts);

	for (row = 0; row < SPI_tuptable->numvals; row++)
	{
		CHECK_FOR_INTERRUPTS();
		heap_deform_tuple(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, values, isnull);
		tuplestore_putvalues(result->setResult, result->setDesc, values, isnull);
	}
}

Datum
StatementRecord(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	TupleDesc	columns;

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls));
}

void
StatementScript(const char *script, const char *name)
{
	int			code = SPI_execute(script, false, 0);

	if (code < 0)
		elog(ERROR, "script \"%s\" failed: %s", name, SPI_result_code_string(code));
}
