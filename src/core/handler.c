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
#include "parser/parse_func.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/regproc.h"
#include "utils/resowner.h"
#include "utils/syscache.h"
#include "utils/varlena.h"

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

/* Find a handler; raises when there is none, or when the role may not execute it. */
static Oid
HandlerFind(List *parts, Oid role, const HandlerType *type)
{
	Oid			function = LookupFuncName(parts, type->argument_count, type->argument_types,
										  false);

	if (get_func_rettype(function) != type->result_type || get_func_retset(function) ||
		get_func_prokind(function) != PROKIND_FUNCTION)
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
	result = FunctionCallInvoke(call);
	AtEOXact_GUC(false, settings);
	*isnull = call->isnull;
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
HandlerErrorIsOurs(const ErrorData *error)
{
	int			category = ERRCODE_TO_CATEGORY(error->sqlerrcode);

	return category == ERRCODE_OPERATOR_INTERVENTION ||
		category == ERRCODE_TRANSACTION_ROLLBACK ||
		category == ERRCODE_INSUFFICIENT_RESOURCES;
}

char *
HandlerRun(const char *name, Oid registrant, const HandlerType *type, const Datum *arguments,
		   const bool *nulls, MemoryContext context, Datum *result, bool *isnull)
{
	MemoryContext saved = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	char	   *volatile reason = NULL;
	Oid			role;
	int			security_context;

	GetUserIdAndSecContext(&role, &security_context);
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(saved);
	PG_TRY();
	{
		*result = HandlerCall(name, registrant, type, arguments, nulls, context, isnull);
		CallerRestore(role, security_context);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(saved);
		error = CopyErrorData();
		FlushErrorState();
		/* this gives back the user as well */
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(saved);
		CurrentResourceOwner = owner;
		if (HandlerErrorIsOurs(error))
			ReThrowError(error);
		reason = error->message != NULL ? error->message : pstrdup("it failed without a word");
	}
	PG_END_TRY();
	MemoryContextSwitchTo(saved);
	CurrentResourceOwner = owner;
	return reason;
}
