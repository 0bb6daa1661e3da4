/*
 * handler.c
 *		Running the functions of modules: as their registrant, within bounds.
 *
 * A module's function is somebody else's code.  It runs with the rights of who
 * registered it, in a subtransaction, in a security-restricted operation, and
 * not longer than the market allows, so that whatever it does harms its own
 * module only.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_proc.h"
#include "core/caller.h"
#include "core/compat.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "nodes/value.h"
#include "parser/parse_func.h"
#include "service/handler.h"
#include "storage/latch.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/regproc.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"
#include "utils/timestamp.h"
#include "utils/varlena.h"

/* a function that catches its cancellation is cancelled again after so many milliseconds */
#define HANDLER_CANCEL_AGAIN 100

/* functions of modules that may run one inside another */
#define HANDLER_DEPTH_MAX 4

static int	running = 0;		/* functions of modules, one inside another */
static TimeoutId timeout = MAX_TIMEOUTS;	/* registered when it is first needed */
static volatile sig_atomic_t timed_out = false;

bool
HandlerIsRunning(void)
{
	return running > 0;
}

/* The names of a text "schema.function". */
static List *
HandlerNames(const char *function)
{
	return textToQualifiedNameList(cstring_to_text(function));
}

void
HandlerCheckName(const char *function, const char *argument)
{
	if (list_length(HandlerNames(function)) != 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must name a function with its schema", argument),
				 errhint("Write schema.function.")));
}

/* The time is over: cancel what runs, as the user would.  Runs in a signal handler. */
static void
HandlerTimeout(void)
{
	timed_out = true;
	QueryCancelPending = true;
	InterruptPending = true;
	SetLatch(MyLatch);
}

/* Milliseconds that a function may take. */
static int
HandlerPatience(void)
{
	static Statement patience = {
		"SELECT (pg_catalog.date_part('epoch', callback_timeout) * 1000)::integer"
		" FROM market.params", 0
	};

	StatementRun(&patience, NULL, NULL);
	return DatumGetInt32(StatementDatum(0, 1));
}

/* Start the clock of the outermost function. */
static void
HandlerStartClock(int patience)
{
	if (timeout == MAX_TIMEOUTS)
		timeout = RegisterTimeout(USER_TIMEOUT, HandlerTimeout);
	timed_out = false;
	enable_timeout_every(timeout,
						 TimestampTzPlusMilliseconds(GetCurrentTimestamp(), patience),
						 HANDLER_CANCEL_AGAIN);
}

static void
HandlerStopClock(void)
{
	disable_timeout(timeout, false);
	/* it may have rung when the function had ended */
	if (timed_out)
		QueryCancelPending = false;
}

/* Find the function and let it run. */
static void
HandlerInvoke(HandlerCall *call, MemoryContext context)
{
	LOCAL_FCINFO(fcinfo, HANDLER_ARGUMENTS_MAX);
	FmgrInfo	function;
	Oid			procedure;
	Datum		result;
	int			i;

	procedure = LookupFuncName(HandlerNames(call->function), call->argument_count,
							   call->argument_types, false);
	if (get_func_prokind(procedure) != PROKIND_FUNCTION || get_func_retset(procedure))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("%s is not a plain function", call->function)));
	if (ProcedureAclCheck(procedure, GetUserId()) != ACLCHECK_OK)
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_FUNCTION, call->function);

	fmgr_info(procedure, &function);
	InitFunctionCallInfoData(*fcinfo, &function, call->argument_count, InvalidOid, NULL, NULL);
	for (i = 0; i < call->argument_count; i++)
	{
		fcinfo->args[i] = call->arguments[i];
		if (fcinfo->args[i].isnull && function.fn_strict)
			return;
	}
	result = FunctionCallInvoke(fcinfo);
	call->result.isnull = fcinfo->isnull;
	if (call->keep && !fcinfo->isnull)
	{
		MemoryContext saved = MemoryContextSwitchTo(context);
		Oid			type = get_func_rettype(procedure);
		int16		length;
		bool		by_value;

		get_typlenbyval(type, &length, &by_value);
		call->result.value = datumCopy(result, by_value, length);
		MemoryContextSwitchTo(saved);
	}
}

/* Run the function as its registrant; raises what it raises. */
static void
HandlerRunAs(HandlerCall *call, MemoryContext context)
{
	CallerLoan	loan;
	int			settings;

	if (GetUserNameFromId(call->registrant, true) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("the role that registered %s is gone", call->function)));
	CallerLend(call->registrant, &loan);
	settings = NewGUCNestLevel();
	PG_TRY();
	{
		CommandCounterIncrement();
		PushActiveSnapshot(GetTransactionSnapshot());
		HandlerInvoke(call, context);
		PopActiveSnapshot();
	}
	PG_FINALLY();
	{
		CallerReturn(&loan);
	}
	PG_END_TRY();
	AtEOXact_GUC(false, settings);
}

/* Must an error be passed on rather than be the module's? */
static bool
HandlerErrorIsOurs(const ErrorData *error)
{
	if (error->sqlerrcode == ERRCODE_QUERY_CANCELED)
		return !timed_out;
	return IsolationUsesXactSnapshot() &&
		error->sqlerrcode == ERRCODE_T_R_SERIALIZATION_FAILURE;
}

bool
HandlerRun(HandlerCall *call)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	bool		outermost = running == 0;
	int			patience = outermost ? HandlerPatience() : 0;
	ErrorData  *error = NULL;

	call->result.isnull = true;
	call->error = NULL;
	if (running >= HANDLER_DEPTH_MAX)
	{
		call->error = psprintf("%s: functions of modules call each other too deeply",
							   call->function);
		return false;
	}
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	running++;
	PG_TRY();
	{
		if (outermost)
			HandlerStartClock(patience);
		HandlerRunAs(call, context);
		if (outermost)
			HandlerStopClock();
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		if (outermost)
			HandlerStopClock();
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
	}
	PG_END_TRY();
	running--;
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;

	if (error == NULL)
		return true;
	if (HandlerErrorIsOurs(error))
		ReThrowError(error);
	call->error = error->sqlerrcode == ERRCODE_QUERY_CANCELED
		? psprintf("%s took longer than callback_timeout", call->function)
		: psprintf("%s: %s", unpack_sql_state(error->sqlerrcode), error->message);
	return false;
}
