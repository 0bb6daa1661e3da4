/*
 * handler.c
 *		Functions that users register and the market runs.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_proc.h"
#include "core/caller.h"
#include "core/compat.h"
#include "core/handler.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/value.h"
#include "parser/parse_func.h"
#include "storage/latch.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/regproc.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"
#include "utils/timeout.h"
#include "utils/timestamp.h"
#include "utils/varlena.h"

/* a handler that catches its cancellation is cancelled again after so many milliseconds */
#define HANDLER_CANCEL_AGAIN 100

static int	running = 0;		/* handlers, one inside another */
static bool clock_runs = false; /* for the outermost handler that has a bound */
static TimeoutId timeout = MAX_TIMEOUTS;	/* registered when it is first needed */
static volatile sig_atomic_t timed_out = false;

bool
HandlerIsRunning(void)
{
	return running > 0;
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

/* Start the clock, unless it runs for a handler around this one.  Returns whether it did. */
static bool
HandlerStartClock(int patience)
{
	if (patience == 0 || clock_runs)
		return false;
	if (timeout == MAX_TIMEOUTS)
		timeout = RegisterTimeout(USER_TIMEOUT, HandlerTimeout);
	timed_out = false;
	enable_timeout_every(timeout,
						 TimestampTzPlusMilliseconds(GetCurrentTimestamp(), patience),
						 HANDLER_CANCEL_AGAIN);
	clock_runs = true;
	return true;
}

/* Stop it, and forget what it rang when the handler had ended. */
static void
HandlerStopClock(void)
{
	disable_timeout(timeout, false);
	clock_runs = false;
	if (timed_out)
		QueryCancelPending = false;
}

/* The parts of a handler's name. */
static List *
HandlerParts(const char *name)
{
	List	   *parts = textToQualifiedNameList(cstring_to_text(name));

	if (list_length(parts) != 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" does not name a function with its schema", name),
				 errhint("Write schema.function.")));
	return parts;
}

void
HandlerCheckName(const char *name)
{
	(void) HandlerParts(name);
}

/* Find a handler; raises when there is none, or when the role may not execute it. */
static Oid
HandlerFind(List *parts, Oid role, const HandlerType *type)
{
	Oid			function = LookupFuncName(parts, type->argument_count, type->argument_types,
										  false);

	if (get_func_retset(function) || get_func_prokind(function) != PROKIND_FUNCTION)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("function %s does not return one value", format_procedure(function))));
	if (OidIsValid(type->result_type) && get_func_rettype(function) != type->result_type)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("function %s does not return one %s",
						format_procedure(function), format_type_be(type->result_type))));
	if (FunctionAclCheck(function, role) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for function %s", format_procedure(function))));
	return function;
}

char *
HandlerCheck(const char *name, Oid registrant, const HandlerType *type)
{
	List	   *parts = HandlerParts(name);
	Oid			role;
	int			security_context;

	/* the rights that count are those of the registrant, on the schema too */
	GetUserIdAndSecContext(&role, &security_context);
	CallerBecomeRestricted(registrant);
	(void) HandlerFind(parts, registrant, type);
	CallerRestore(role, security_context);
	return quote_qualified_identifier(strVal(linitial(parts)), strVal(lsecond(parts)));
}

/* Names without a schema are those of the handler's own, whoever lets it run. */
static void
HandlerSetPath(const char *schema)
{
	char	   *path = psprintf("pg_catalog, %s, pg_temp", quote_identifier(schema));

	(void) set_config_option("search_path", path, PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
}

/* Call a handler as its registrant; returns a copy of its result. */
static Datum
HandlerCall(const char *name, Oid registrant, const HandlerType *type, const Datum *arguments,
			const bool *nulls, MemoryContext context, bool *isnull)
{
	LOCAL_FCINFO(call, HANDLER_ARGUMENTS_MAX);
	FmgrInfo	function;
	MemoryContext saved;
	Datum		result;
	bool		by_value;
	int16		length;
	bool		missing = false;
	int			settings;
	int			i;

	if (!SearchSysCacheExists1(AUTHOID, ObjectIdGetDatum(registrant)))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("the role that registered it does not exist any more")));
	if (type->may_act)
		CallerLend(registrant);
	else
		CallerBecomeRestricted(registrant);
	fmgr_info(HandlerFind(HandlerParts(name), registrant, type), &function);
	InitFunctionCallInfoData(*call, &function, type->argument_count, InvalidOid, NULL, NULL);
	for (i = 0; i < type->argument_count; i++)
	{
		call->args[i].value = arguments[i];
		call->args[i].isnull = nulls[i];
		missing |= nulls[i];
	}
	*isnull = missing && function.fn_strict;
	if (*isnull)
		return (Datum) 0;
	/* what it sets, it sets for itself */
	settings = NewGUCNestLevel();
	if (type->may_act)
	{
		HandlerSetPath(strVal(linitial(HandlerParts(name))));
		/* it sees what was done before it, also by the handler before it */
		CommandCounterIncrement();
		PushActiveSnapshot(GetTransactionSnapshot());
	}
	result = FunctionCallInvoke(call);
	if (type->may_act)
		PopActiveSnapshot();
	AtEOXact_GUC(false, settings);
	*isnull = call->isnull || !OidIsValid(type->result_type);
	if (*isnull)
		return (Datum) 0;

	get_typlenbyval(type->result_type, &length, &by_value);
	saved = MemoryContextSwitchTo(context);
	if (length == -1)
		result = PointerGetDatum(PG_DETOAST_DATUM_COPY(result));
	else
		result = datumCopy(result, by_value, length);
	MemoryContextSwitchTo(saved);
	return result;
}

/* Must the whole transaction end?  A cancelled query, a repeat, a lack of memory. */
static bool
HandlerErrorIsOurs(const ErrorData *error, const HandlerType *type)
{
	int			category = ERRCODE_TO_CATEGORY(error->sqlerrcode);

	if (error->sqlerrcode == ERRCODE_QUERY_CANCELED)
		return !timed_out;
	if (type->may_act)
		return category == ERRCODE_OPERATOR_INTERVENTION ||
			(IsolationUsesXactSnapshot() &&
			 error->sqlerrcode == ERRCODE_T_R_SERIALIZATION_FAILURE);
	return category == ERRCODE_OPERATOR_INTERVENTION ||
		category == ERRCODE_TRANSACTION_ROLLBACK ||
		category == ERRCODE_INSUFFICIENT_RESOURCES;
}

/* Why a handler failed, in words. */
static char *
HandlerReason(const ErrorData *error)
{
	if (error->sqlerrcode == ERRCODE_QUERY_CANCELED)
		return pstrdup("it took too long");
	return error->message != NULL ? error->message : pstrdup("it failed without a word");
}

char *
HandlerRun(const char *name, Oid registrant, const HandlerType *type, const Datum *arguments,
		   const bool *nulls, MemoryContext context, Datum *result, bool *isnull)
{
	MemoryContext saved = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	ErrorData  *volatile error = NULL;
	Oid			lent = CallerLent();
	volatile bool has_clock = false;
	Oid			role;
	int			security_context;

	if (running >= HANDLER_DEPTH_MAX)
		return pstrdup("handlers call each other too deeply");
	GetUserIdAndSecContext(&role, &security_context);
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(saved);
	running++;
	PG_TRY();
	{
		has_clock = HandlerStartClock(type->patience);
		*result = HandlerCall(name, registrant, type, arguments, nulls, context, isnull);
		CallerRestore(role, security_context);
		if (has_clock)
			HandlerStopClock();
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		if (has_clock && clock_runs)
			HandlerStopClock();
		MemoryContextSwitchTo(saved);
		error = CopyErrorData();
		FlushErrorState();
		/* this gives back the user as well */
		RollbackAndReleaseCurrentSubTransaction();
	}
	PG_END_TRY();
	running--;
	CallerLendBack(lent);
	MemoryContextSwitchTo(saved);
	CurrentResourceOwner = owner;

	if (error == NULL)
		return NULL;
	if (HandlerErrorIsOurs(error, type))
		ReThrowError(error);
	return HandlerReason(error);
}
