/*
 * definition.c
 *		Definitions of services.
 */
#include "postgres.h"

#include "core/arguments.h"
#include "core/errors.h"
#include "service/definition.h"
#include "utils/builtins.h"

#define SERVICE_NAME_MAX 70

#define IS_LETTER(c) (((c) >= 'a' && (c) <= 'z') || ((c) >= 'A' && (c) <= 'Z'))

static bool
ServiceNameIsValid(const char *name)
{
	size_t		length = strlen(name);
	size_t		i;

	if (length > SERVICE_NAME_MAX || !IS_LETTER(name[0]))
		return false;
	for (i = 1; i < length; i++)
		if (!IS_LETTER(name[i]) && !(name[i] >= '0' && name[i] <= '9') &&
			name[i] != '_' && name[i] != '-')
			return false;
	return true;
}

char *
ArgumentServiceName(FunctionCallInfo fcinfo, int n, const char *name)
{
	char	   *given = PG_ARGISNULL(n) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (given == NULL || !ServiceNameIsValid(given))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_NAME),
				 errmsg("argument \"%s\" is not a service name", name),
				 errdetail("A service name is a letter and up to %d letters, digits, \"_\""
						   " or \"-\".", SERVICE_NAME_MAX - 1)));
	return given;
}

void
DefinitionRaiseUnknown(const char *service_name)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_UNKNOWN_DEFINITION),
			 errmsg("service \"%s\" is not defined", service_name)));
}
