/*
 * module.c
 *		Modules: register_module(), register_module_service().
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "core/account.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "service/definition.h"
#include "service/module.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/typcache.h"

#define MODULE_NAME_MAX 70

PG_FUNCTION_INFO_V1(market_register_module);
PG_FUNCTION_INFO_V1(market_register_module_service);

static char *
ArgumentModuleName(FunctionCallInfo fcinfo, int n, const char *name)
{
	char	   *module = ArgumentText(fcinfo, n, name);

	if (module[0] == '\0' || strlen(module) > MODULE_NAME_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be 1 to %d bytes of text", name,
						MODULE_NAME_MAX)));
	return module;
}

/* The name of a function of a module; NULL when the argument is. */
static Datum
ArgumentHandler(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(n))
		return (Datum) 0;
	HandlerCheckName(text_to_cstring(PG_GETARG_TEXT_PP(n)));
	return PG_GETARG_DATUM(n);
}

/*
 * register_module(name, response_callback, state_callback)
 */
Datum
market_register_module(PG_FUNCTION_ARGS)
{
	static Statement make = {
		"INSERT INTO market.module (name, registrant, response_callback, state_callback)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING",
		4, {TEXTOID, REGROLEOID, TEXTOID, TEXTOID}
	};
	char		nulls[] = {' ', ' ', PG_ARGISNULL(1) ? 'n' : ' ', PG_ARGISNULL(2) ? 'n' : ' '};
	char	   *module = ArgumentModuleName(fcinfo, 0, "name");
	Datum		arguments[4];
	Caller		caller;

	arguments[0] = CStringGetTextDatum(module);
	arguments[2] = ArgumentHandler(fcinfo, 1);
	arguments[3] = ArgumentHandler(fcinfo, 2);
	CallerEnter(&caller);
	arguments[1] = ObjectIdGetDatum(caller.role);
	if (StatementRun(&make, arguments, nulls) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_CALLBACK_REGISTERED),
				 errmsg("module \"%s\" is registered already", module)));
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

void
ModuleRequireCallbacks(const char *module_name)
{
	static Statement callbacks = {
		"SELECT response_callback IS NOT NULL, state_callback IS NOT NULL"
		" FROM market.module WHERE name = $1",
		1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(module_name)};
	bool		known = StatementRun(&callbacks, arguments, NULL) > 0;

	if (!known || !DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NO_CALLBACK),
				 errmsg("module \"%s\" has no response callback", module_name)));
	if (!DatumGetBool(StatementDatum(0, 2)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NO_CALLBACK),
				 errmsg("module \"%s\" has no state callback", module_name)));
}

void
ModuleRequireRegistrant(const Caller *caller, const char *module_name)
{
	static Statement registrant = {
		"SELECT registrant::pg_catalog.oid FROM market.module WHERE name = $1", 1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(module_name)};

	if (StatementRun(&registrant, arguments, NULL) == 0 ||
		!has_privs_of_role(caller->role, DatumGetObjectId(StatementDatum(0, 1))))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_AUTHORIZED),
				 errmsg("not authorized for module \"%s\"", module_name),
				 errdetail("Only the role that registered it may act for a module.")));
}

/*
 * register_module_service(module, service_name, provider, handler)
 *
 * What a genesis file gives the original is made here: a definition, unless
 * there is one, and a binding without deposit and price.
 */
Datum
market_register_module_service(PG_FUNCTION_ARGS)
{
	static Statement make = {
		"WITH defined AS ("
		" INSERT INTO market.service_definition"
		"  (name, description, tags, author, author_description, schemas, input_schema,"
		"   output_schema)"
		" VALUES ($2, '', '{}', $3::market.address, '',"
		"  '{\"input\":{\"type\":\"object\"},\"output\":{\"type\":\"object\"}}',"
		"  '{\"type\":\"object\"}', '{\"type\":\"object\"}')"
		" ON CONFLICT (name) DO NOTHING"
		"), owned AS ("
		" INSERT INTO market.provider_owner AS o (provider, owner)"
		" VALUES ($3::market.address, $3::market.address)"
		" ON CONFLICT (provider) DO UPDATE SET owner = EXCLUDED.owner"
		"  WHERE o.owner OPERATOR(market.=) EXCLUDED.owner RETURNING provider, owner"
		"), bound AS ("
		" INSERT INTO market.service_binding"
		"  (service_name, provider, owner, deposit, pricing, price, price_denom, qos, options)"
		" SELECT $2, o.provider, o.owner, 0,"
		"  ('{\"price\":\"0' || p.base_denom || '\"}')::market.pricing, 0, p.base_denom, 1, '{}'"
		" FROM owned AS o CROSS JOIN market.params AS p"
		" ON CONFLICT (service_name, provider) DO NOTHING"
		"), made AS ("
		" INSERT INTO market.module_service"
		"  (module_name, service_name, provider, handler, registrant)"
		" SELECT $1, $2, provider, $4, $5 FROM owned"
		" ON CONFLICT DO NOTHING RETURNING 1"
		") SELECT EXISTS (SELECT FROM owned), EXISTS (SELECT FROM made)",
		5, {TEXTOID, TEXTOID, BYTEAOID, TEXTOID, REGROLEOID}
	};
	char	   *module = ArgumentModuleName(fcinfo, 0, "module");
	char	   *service_name = ArgumentServiceName(fcinfo, 1, "service_name");
	Address    *provider = ArgumentActor(fcinfo, 2, "provider");
	const Address *named[] = {provider};
	Datum		arguments[5];
	Caller		caller;

	ArgumentRequire(fcinfo, 3, "handler");
	arguments[0] = CStringGetTextDatum(module);
	arguments[1] = CStringGetTextDatum(service_name);
	arguments[2] = AddressGetByteaDatum(provider);
	arguments[3] = ArgumentHandler(fcinfo, 3);
	CallerEnter(&caller);
	arguments[4] = ObjectIdGetDatum(caller.role);
	AccountKnow(named, lengthof(named));
	StatementRun(&make, arguments, NULL);
	if (!DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_AUTHORIZED),
				 errmsg("provider %s has another owner", AddressText(provider)),
				 errdetail("The provider of a module service owns itself.")));
	if (!DatumGetBool(StatementDatum(0, 2)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_MODULE_SERVICE_EXISTS),
				 errmsg("module \"%s\" or service \"%s\" is registered already",
						module, service_name)));
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/* The two columns of a handler's result. */
static void
ModuleReadAnswer(Datum record, ModuleAnswer *answer)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(record);
	TupleDesc	columns = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(header),
												 HeapTupleHeaderGetTypMod(header));
	HeapTupleData row = {.t_len = HeapTupleHeaderGetDatumLength(header), .t_data = header};
	Jsonb	  **places[] = {&answer->result, &answer->output};
	int			i;

	if (columns->natts != 2)
		answer->error = "its handler does not return result and output";
	for (i = 0; i < lengthof(places) && answer->error == NULL; i++)
	{
		bool		isnull;
		Datum		value = heap_getattr(&row, i + 1, columns, &isnull);

		if (TupleDescAttr(columns, i)->atttypid != JSONBOID)
			answer->error = "its handler does not return jsonb";
		else if (!isnull)
			*places[i] = DatumGetJsonbPCopy(value);
	}
	ReleaseTupleDesc(columns);
}

char *
ModuleRun(const char *function, Oid registrant, HandlerType *type, const Datum *arguments,
		  const bool *nulls, Datum *result, bool *isnull)
{
	static Statement patience = {
		"SELECT (pg_catalog.date_part('epoch', callback_timeout) * 1000)::integer"
		" FROM market.params", 0
	};

	StatementRun(&patience, NULL, NULL);
	type->patience = DatumGetInt32(StatementDatum(0, 1));
	type->may_act = true;
	return HandlerRun(function, registrant, type, arguments, nulls, CurrentMemoryContext,
					  result, isnull);
}

/* Let the handler answer that a statement finds by a name. */
static bool
ModuleAnswerBy(Statement *find, const char *name, Jsonb *input, ModuleAnswer *answer)
{
	HandlerType type = {
		.argument_count = 1, .argument_types = {JSONBOID}, .result_type = RECORDOID
	};
	Datum		arguments[] = {CStringGetTextDatum(name)};
	Datum		given[] = {JsonbPGetDatum(input)};
	bool		nulls[] = {false};
	char	   *function;
	Oid			registrant;
	Datum		result;
	bool		isnull;

	memset(answer, 0, sizeof(*answer));
	if (StatementRun(find, arguments, NULL) == 0)
		return false;
	function = StatementText(0, 1);
	registrant = DatumGetObjectId(StatementDatum(0, 2));
	answer->error = ModuleRun(function, registrant, &type, given, nulls, &result, &isnull);
	if (answer->error == NULL && !isnull)
		ModuleReadAnswer(result, answer);
	return true;
}

bool
ModuleAsk(const char *module_name, Jsonb *input, ModuleAnswer *answer)
{
	static Statement find = {
		"SELECT handler, registrant::pg_catalog.oid FROM market.module_service"
		" WHERE module_name = $1",
		1, {TEXTOID}
	};

	return ModuleAnswerBy(&find, module_name, input, answer);
}

bool
ModuleAskService(const char *service_name, Jsonb *input, ModuleAnswer *answer)
{
	static Statement find = {
		"SELECT handler, registrant::pg_catalog.oid FROM market.module_service"
		" WHERE service_name = $1",
		1, {TEXTOID}
	};

	return ModuleAnswerBy(&find, service_name, input, answer);
}

bool
ModuleServiceProvider(const char *service_name, Address *provider)
{
	static Statement find = {
		"SELECT provider::pg_catalog.bytea FROM market.module_service WHERE service_name = $1",
		1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(service_name)};

	if (StatementRun(&find, arguments, NULL) == 0)
		return false;
	memcpy(provider->bytes, VARDATA_ANY(DatumGetByteaPP(StatementDatum(0, 1))), ADDRESS_SIZE);
	return true;
}
