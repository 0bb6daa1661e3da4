/*
 * missed.c
 *		Requests that nobody has answered in time, and what they cost whom.
 *
 * A block may end with a hundred thousand of them, of a few bindings and consumers.
 * They are read once, here: sets that are joined with them would be sorted or looked
 * up in for each.
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "core/statement.h"
#include "executor/tuptable.h"
#include "miscadmin.h"
#include "service/missed.h"
#include "service/request.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

PG_FUNCTION_INFO_V1(market_slash_step);

/* Columns that are read, in this order: those up to the state go into history. */
enum
{
	MISSED_ID, MISSED_CONTEXT, MISSED_INDEX, MISSED_SERVICE, MISSED_PROVIDER, MISSED_CONSUMER,
	MISSED_FEE, MISSED_DENOM, MISSED_BATCH, MISSED_REQUESTED, MISSED_EXPIRATION, MISSED_STATE,
	MISSED_COLUMNS
};

static const char *const missed_columns[] = {
	"id", "context_id", "request_index", "service_name", "provider", "consumer", "fee",
	"denom", "batch_counter", "request_height", "expiration_height", "state"
};

/* A walk over the pending requests of a transition table. */
typedef struct MissedScan
{
	Tuplestorestate *table;
	TupleTableSlot *slot;
	int			columns[MISSED_COLUMNS];
	Oid			pending;		/* value of the enumeration */
} MissedScan;

static void
MissedScanBegin(MissedScan *scan, Tuplestorestate *table, TupleDesc columns)
{
	int			i;

	for (i = 0; i < MISSED_COLUMNS; i++)
		scan->columns[i] = SPI_fnumber(columns, missed_columns[i]);
	scan->pending = RequestState(columns, scan->columns[MISSED_STATE], "pending");
	scan->table = table;
	scan->slot = MakeSingleTupleTableSlot(columns, &TTSOpsMinimalTuple);
	tuplestore_select_read_pointer(table, tuplestore_alloc_read_pointer(table, EXEC_FLAG_REWIND));
	tuplestore_rescan(table);
}

bool
MissedIsTable(Relation relation)
{
	TupleDesc	columns = RelationGetDescr(relation);
	int			i;

	if (strcmp(RelationGetRelationName(relation), "request_open") != 0 ||
		RelationGetNamespace(relation) != get_namespace_oid("market", true))
		return false;
	for (i = 0; i < MISSED_COLUMNS; i++)
		if (SPI_fnumber(columns, missed_columns[i]) <= 0)
			return false;
	return OidIsValid(RequestState(columns, SPI_fnumber(columns, missed_columns[MISSED_STATE]),
								   "pending"));
}

static Datum
MissedValue(const MissedScan *scan, int column)
{
	bool		isnull;

	return slot_getattr(scan->slot, scan->columns[column], &isnull);
}

/* Go on to the next one; false after the last. */
static bool
MissedScanNext(MissedScan *scan)
{
	CHECK_FOR_INTERRUPTS();
	while (tuplestore_gettupleslot(scan->table, true, false, scan->slot))
		if (DatumGetObjectId(MissedValue(scan, MISSED_STATE)) == scan->pending)
			return true;
	ExecDropSingleTupleTableSlot(scan->slot);
	return false;
}

/* Places of what was seen before. */
typedef struct MissedPlace
{
	MissedKey	key;			/* must be first */
	int			place;
} MissedPlace;

static HTAB *
MissedPlaces(const char *name)
{
	HASHCTL		control;

	control.keysize = sizeof(MissedKey);
	control.entrysize = sizeof(MissedPlace);
	control.hcxt = CurrentMemoryContext;
	return hash_create(name, 256, &control, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

/*
 * The place of an account and a name in an array of "size" bytes each, with a new
 * element, of which only the key is set, for one that is seen first.
 */
static int
MissedFind(HTAB *places, Datum account, Datum name, void **array, Size size, int *count)
{
	MissedKey	key;
	MissedPlace *place;
	bool		found;

	memset(&key, 0, sizeof(key));
	key.account = *DatumGetAddressP(account);
	text_to_cstring_buffer(DatumGetTextPP(name), key.name, sizeof(key.name));
	place = hash_search(places, &key, HASH_ENTER, &found);
	if (found)
		return place->place;
	/* powers of two: twice the room whenever it is full */
	if ((*count & (*count - 1)) == 0)
		*array = *array == NULL ? palloc(size)
			: repalloc_huge(*array, 2 * (Size) *count * size);
	memset((char *) *array + *count * size, 0, size);
	memcpy((char *) *array + *count * size, &key, sizeof(key));
	return place->place = (*count)++;
}

/* Replace a number by one that was made in another memory context. */
static void
MissedReplace(Numeric *number, Numeric by)
{
	Numeric		old = *number;

	*number = DatumGetNumericCopy(NumericGetDatum(by));
	if (old != NULL)
		pfree(old);
}

static int
MissedCompare(const void *left, const void *right)
{
	const MissedRequest *a = *(MissedRequest *const *) left;
	const MissedRequest *b = *(MissedRequest *const *) right;

	if (a->context_id != b->context_id)
		return a->context_id < b->context_id ? -1 : 1;
	return a->request_index - b->request_index;
}

void
MissedRead(Tuplestorestate *table, TupleDesc columns, Missed *missed)
{
	uint64		room = Max(tuplestore_tuple_count(table), 1);
	MemoryContext sums = AllocSetContextCreate(CurrentMemoryContext, "sums",
											   ALLOCSET_SMALL_SIZES);
	HTAB	   *bindings = MissedPlaces("missed bindings");
	HTAB	   *refunds = MissedPlaces("missed refunds");
	MissedScan	scan;
	uint64		i;

	memset(missed, 0, sizeof(*missed));
	missed->requests = MemoryContextAllocHuge(CurrentMemoryContext,
											  room * sizeof(MissedRequest));
	missed->ordered = MemoryContextAllocHuge(CurrentMemoryContext,
											 room * sizeof(MissedRequest *));
	MissedScanBegin(&scan, table, columns);
	while (MissedScanNext(&scan))
	{
		MissedRequest *request = &missed->requests[missed->count++];
		MissedRefund *refund;
		MemoryContext caller;
		Numeric		fee;
		int			place;

		request->id = DatumGetInt64(MissedValue(&scan, MISSED_ID));
		request->context_id = DatumGetInt64(MissedValue(&scan, MISSED_CONTEXT));
		request->request_index = DatumGetInt32(MissedValue(&scan, MISSED_INDEX));
		request->binding = MissedFind(bindings, MissedValue(&scan, MISSED_PROVIDER),
									  MissedValue(&scan, MISSED_SERVICE),
									  (void **) &missed->bindings, sizeof(MissedBinding),
									  &missed->binding_count);
		place = MissedFind(refunds, MissedValue(&scan, MISSED_CONSUMER),
						   MissedValue(&scan, MISSED_DENOM), (void **) &missed->refunds,
						   sizeof(MissedRefund), &missed->refund_count);
		refund = &missed->refunds[place];
		caller = MemoryContextSwitchTo(sums);
		fee = DatumGetNumeric(MissedValue(&scan, MISSED_FEE));
		if (refund->amount != NULL)
			fee = NumericAdd(refund->amount, fee);
		MemoryContextSwitchTo(caller);
		MissedReplace(&refund->amount, fee);
		MemoryContextReset(sums);
	}
	MemoryContextDelete(sums);
	for (i = 0; i < missed->count; i++)
		missed->ordered[i] = &missed->requests[i];
	/* quick when they are in order, which they are when they were due in one block */
	qsort(missed->ordered, missed->count, sizeof(MissedRequest *), MissedCompare);
}

/* Lock the bindings and read their deposits. */
static void
MissedLock(Missed *missed)
{
	static Statement lock = {
		"SELECT n.n, b.owner, b.deposit"
		" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2)) WITH ORDINALITY"
		"  AS n(service_name, provider, n)"
		" JOIN market.service_binding AS b ON b.service_name = n.service_name"
		"  AND b.provider OPERATOR(market.=) n.provider::market.address"
		" ORDER BY b.service_name, b.provider FOR NO KEY UPDATE OF b",
		2, {TEXTARRAYOID, BYTEAARRAYOID}
	};
	int			count = missed->binding_count;
	Datum	   *names = palloc(count * sizeof(Datum));
	Datum	   *providers = palloc(count * sizeof(Datum));
	Datum		arguments[2];
	uint64		rows;
	uint64		row;
	int			i;

	for (i = 0; i < count; i++)
	{
		names[i] = CStringGetTextDatum(missed->bindings[i].key.name);
		providers[i] = AddressGetByteaDatum(&missed->bindings[i].key.account);
	}
	arguments[0] = StatementArray(names, count, TEXTOID);
	arguments[1] = StatementArray(providers, count, BYTEAOID);
	rows = StatementRun(&lock, arguments, NULL);
	for (row = 0; row < rows; row++)
	{
		MissedBinding *binding = &missed->bindings[DatumGetInt64(StatementDatum(row, 1)) - 1];

		binding->exists = true;
		binding->owner = *DatumGetAddressP(StatementDatum(row, 2));
		binding->deposit = DatumGetNumericCopy(StatementDatum(row, 3));
		binding->rest = DatumGetNumericCopy(StatementDatum(row, 3));
	}
}

/* What a miss costs.  Exact: a deposit is an integer, a fraction has 18 digits. */
static Numeric
MissedCut(Numeric rest, Numeric slash_fraction)
{
	Datum		cut = NumericGetDatum(NumericMultiply(rest, slash_fraction));

	return DatumGetNumeric(DirectFunctionCall2(numeric_trunc, cut, Int32GetDatum(0)));
}

/*
 * slash_step(rest numeric, deposit numeric, fraction numeric) returns numeric:
 * what one more missed request leaves of a deposit
 */
Datum
market_slash_step(PG_FUNCTION_ARGS)
{
	Numeric		rest;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	rest = PG_GETARG_NUMERIC(PG_ARGISNULL(0) ? 1 : 0);
	PG_RETURN_NUMERIC(NumericSubtract(rest, MissedCut(rest, PG_GETARG_NUMERIC(2))));
}

void
MissedSlash(Missed *missed, Numeric slash_fraction)
{
	MemoryContext products = AllocSetContextCreate(CurrentMemoryContext, "products",
												   ALLOCSET_SMALL_SIZES);
	uint64		i;

	if (missed->count > 0)
		MissedLock(missed);
	for (i = 0; i < missed->count; i++)
	{
		MissedRequest *request = missed->ordered[i];
		MissedBinding *binding = &missed->bindings[request->binding];
		MemoryContext caller;
		Numeric		rest;
		Numeric		cut;

		CHECK_FOR_INTERRUPTS();
		request->cut = NULL;
		if (!binding->exists)
			continue;
		caller = MemoryContextSwitchTo(products);
		cut = MissedCut(binding->rest, slash_fraction);
		rest = NumericSubtract(binding->rest, cut);
		MemoryContextSwitchTo(caller);
		request->cut = DatumGetNumericCopy(NumericGetDatum(cut));
		MissedReplace(&binding->rest, rest);
		MemoryContextReset(products);
	}
	MemoryContextDelete(products);
}

Tuplestorestate *
MissedTable(const Missed *missed, Tuplestorestate *table, TupleDesc columns)
{
	/* always the same columns, as the plan that is kept has them */
	TupleDesc	narrower = CreateTemplateTupleDesc(MISSED_STATE + 1);
	Tuplestorestate *rows = tuplestore_begin_heap(false, false, work_mem);
	Datum		values[MISSED_STATE + 1];
	bool		nulls[MISSED_STATE + 1] = {false};
	Datum		nothing = NumericGetDatum(NumericFromInt64(0));
	const MissedRequest *request = missed->requests;
	MissedScan	scan;
	int			i;

	MissedScanBegin(&scan, table, columns);
	for (i = 0; i < MISSED_STATE; i++)
		TupleDescCopyEntry(narrower, i + 1, columns, scan.columns[i]);
	TupleDescInitEntry(narrower, MISSED_STATE + 1, "slashed", NUMERICOID, -1, 0);
	while (MissedScanNext(&scan))
	{
		for (i = 0; i < MISSED_STATE; i++)
			values[i] = MissedValue(&scan, i);
		values[MISSED_STATE] = request->cut == NULL ? nothing : NumericGetDatum(request->cut);
		tuplestore_putvalues(rows, narrower, values, nulls);
		request++;
	}
	StatementTable("missed", narrower, rows);
	return rows;
}
