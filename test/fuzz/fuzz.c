/*
 * fuzz.c
 *		Runs libFuzzer inside a backend: what an input must do is an SQL statement.
 *
 * Part of the library only in a build with FUZZ=1; see test/fuzz/run.
 */
#include "postgres.h"

#include <sys/resource.h>

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

/* Address space of the process: no input may make the server ask for more. */
#define ADDRESS_SPACE_MAX (UINT64CONST(4) << 30)

typedef int (*FuzzCallback) (const uint8_t *data, size_t size);

/* libFuzzer's; it ends the process */
extern int	LLVMFuzzerRunDriver(int *argc, char ***argv, FuzzCallback callback);

PG_FUNCTION_INFO_V1(market_fuzz);
PG_FUNCTION_INFO_V1(market_fuzz_receive);

/* The target: a statement of one bytea that says whether what must hold does. */
static SPIPlanPtr statement;
static char *refusals;			/* the SQLSTATEs with which an input may be refused */
static MemoryContext input_context;

/* End here; libFuzzer keeps the input. */
static void
FuzzReport(const char *what, const char *detail)
{
	fprintf(stderr, "%s%s\n", what, detail);
	abort();
}

static void
FuzzExecute(const uint8_t *data, size_t size)
{
	bytea	   *input = (bytea *) palloc(VARHDRSZ + size);
	Datum		values[1] = {PointerGetDatum(input)};
	bool		is_null = true;
	Datum		holds;

	SET_VARSIZE(input, VARHDRSZ + size);
	memcpy(VARDATA(input), data, size);
	if (SPI_execute_plan(statement, values, NULL, false, 0) != SPI_OK_SELECT || SPI_processed != 1)
		FuzzReport("a target is a SELECT of one row", "");
	holds = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &is_null);
	if (is_null || !DatumGetBool(holds))
		FuzzReport("what must hold does not", is_null ? ": null" : "");
}

/* Try one input in a subtransaction that leaves nothing. */
static int
FuzzInput(const uint8_t *data, size_t size)
{
	ResourceOwner owner = CurrentResourceOwner;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(input_context);
	PG_TRY();
	{
		FuzzExecute(data, size);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(input_context);
		error = CopyErrorData();
		FlushErrorState();
		if (strstr(refusals, unpack_sql_state(error->sqlerrcode)) == NULL)
			FuzzReport(psprintf("refused with %s: ", unpack_sql_state(error->sqlerrcode)),
					   error->message == NULL ? "" : error->message);
	}
	PG_END_TRY();
	RollbackAndReleaseCurrentSubTransaction();
	CurrentResourceOwner = owner;
	MemoryContextSwitchTo(input_context);
	MemoryContextReset(input_context);
	return 0;
}

/*
 * fuzz.run(statement text, refusals text, VARIADIC options text[]) returns void
 *
 * Runs libFuzzer with its options; does not return.
 */
Datum
market_fuzz(PG_FUNCTION_ARGS)
{
	Oid			types[1] = {BYTEAOID};
	struct rlimit limit = {ADDRESS_SPACE_MAX, ADDRESS_SPACE_MAX};
	Datum	   *options;
	int			count;
	char	  **argv;
	int			i;

	refusals = text_to_cstring(PG_GETARG_TEXT_PP(1));
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), TEXTOID, -1, false, TYPALIGN_INT, &options, NULL,
					  &count);
	argv = palloc0((count + 2) * sizeof(char *));
	argv[0] = "fuzz";
	for (i = 0; i < count; i++)
		argv[i + 1] = TextDatumGetCString(options[i]);
	count++;

	input_context = AllocSetContextCreate(TopMemoryContext, "fuzz input", ALLOCSET_DEFAULT_SIZES);
	SPI_connect();
	statement = SPI_prepare(text_to_cstring(PG_GETARG_TEXT_PP(0)), 1, types);
	if (statement == NULL || SPI_keepplan(statement) != 0)
		elog(ERROR, "the target's statement cannot be prepared");
	setrlimit(RLIMIT_AS, &limit);
	LLVMFuzzerRunDriver(&count, &argv, FuzzInput);
	PG_RETURN_VOID();
}

/*
 * fuzz.receive(type regtype, data bytea) returns bytea
 *
 * What the type's binary input makes of bytes, as its binary output writes it: no SQL
 * reaches the former.
 */
Datum
market_fuzz_receive(PG_FUNCTION_ARGS)
{
	Oid			type = PG_GETARG_OID(0);
	bytea	   *data = PG_GETARG_BYTEA_PP(1);
	StringInfoData message;
	Oid			receive;
	Oid			send;
	Oid			parameter;
	bool		is_varlena;
	Datum		value;

	getTypeBinaryInputInfo(type, &receive, &parameter);
	getTypeBinaryOutputInfo(type, &send, &is_varlena);
	initStringInfo(&message);
	appendBinaryStringInfo(&message, VARDATA_ANY(data), VARSIZE_ANY_EXHDR(data));
	value = OidReceiveFunctionCall(receive, &message, parameter, -1);
	/* the server itself refuses what was not read to its end */
	if (message.cursor != message.len)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("incorrect binary data format")));
	PG_RETURN_BYTEA_P(OidSendFunctionCall(send, value));
}
