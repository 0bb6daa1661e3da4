/*
 * price.c
 *		What a call costs: the terms of a service for a group, and its price.
 *
 * Source: SingularityNET daemon, pricing strategies.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/price.h"
#include "channel/quote.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/handler.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_register_pricing_function);
PG_FUNCTION_INFO_V1(market_unregister_pricing_function);

/* f(organization_id text, service_id text, method text, request jsonb) returns numeric */
static const HandlerType pricing_function = {
	4, {TEXTOID, TEXTOID, TEXTOID, JSONBOID}, NUMERICOID
};

bool
TermsRead(Terms *terms, Datum group_id, const Address *recipient, const char *denom)
{
	static Statement get = {
		"SELECT c.height, c.block_time, p.escrow_address, p.metering, g.payment_address,"
		" g.payment_expiration_threshold,"
		" coalesce(g.fixed_price, (g.method_prices ->> $4)::numeric), g.is_dynamic, g.guarded"
		" FROM market.service_group AS g CROSS JOIN market.params AS p CROSS JOIN market.clock AS c"
		" WHERE g.organization_id = $1 AND g.service_id = $2 AND g.group_id = $3"
		" AND ($5 IS NULL OR g.payment_address OPERATOR(market.=) $5::market.address)"
		" AND ($6 IS NULL OR p.channel_denom = $6)",
		6, {TEXTOID, TEXTOID, BYTEAOID, TEXTOID, BYTEAOID, TEXTOID}
	};
	char		nulls[6] = {' ', ' ', ' ', ' ', ' ', ' '};
	Datum		arguments[6] = {0};
	bool		no_price;
	Datum		price;

	arguments[0] = CStringGetTextDatum(terms->organization_id);
	arguments[1] = CStringGetTextDatum(terms->service_id);
	arguments[2] = terms->group_id = group_id;
	if (terms->method != NULL)
		arguments[3] = CStringGetTextDatum(terms->method);
	else
		nulls[3] = 'n';
	if (recipient != NULL)
	{
		arguments[4] = AddressGetByteaDatum(recipient);
		arguments[5] = CStringGetTextDatum(denom);
	}
	else
		nulls[4] = nulls[5] = 'n';

	if (StatementRun(&get, arguments, nulls) == 0)
		return false;
	terms->height = DatumGetInt64(StatementDatum(0, 1));
	terms->block_time = DatumGetTimestampTz(StatementDatum(0, 2));
	terms->escrow = *DatumGetAddressP(StatementDatum(0, 3));
	terms->metering = DatumGetBool(StatementDatum(0, 4));
	terms->recipient = *DatumGetAddressP(StatementDatum(0, 5));
	terms->threshold = DatumGetInt64(StatementDatum(0, 6));
	price = StatementValue(0, 7, &no_price);
	terms->listed_price = no_price ? NULL : DatumGetNumeric(price);
	terms->is_dynamic = DatumGetBool(StatementDatum(0, 8));
	terms->guarded = DatumGetBool(StatementDatum(0, 9));
	return true;
}

void
TermsRequireService(const Terms *terms)
{
	static Statement registered = {
		"SELECT EXISTS (SELECT FROM market.organization WHERE id = $1),"
		" EXISTS (SELECT FROM market.organization_service"
		"  WHERE organization_id = $1 AND service_id = $2)",
		2, {TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(terms->organization_id), CStringGetTextDatum(terms->service_id)
	};

	StatementRun(&registered, arguments, NULL);
	if (!DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ORGANIZATION_NOT_FOUND),
				 errmsg("organization \"%s\" not found", terms->organization_id)));
	if (!DatumGetBool(StatementDatum(0, 2)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SERVICE_NOT_FOUND),
				 errmsg("service \"%s\" of organization \"%s\" not found", terms->service_id,
						terms->organization_id)));
}

/* The group that argument n names; when it is NULL, the only group of the service. */
static Datum
TermsGroup(FunctionCallInfo fcinfo, int n, const Terms *terms)
{
	static Statement groups = {
		"SELECT group_id FROM market.service_group"
		" WHERE organization_id = $1 AND service_id = $2 LIMIT 2",
		2, {TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(terms->organization_id), CStringGetTextDatum(terms->service_id)
	};
	uint64		count;

	if (!PG_ARGISNULL(n))
		return PG_GETARG_DATUM(n);
	count = StatementRun(&groups, arguments, NULL);
	if (count > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"group_id\" must not be null"),
				 errdetail("The service has more than one group."),
				 errhint("SELECT * FROM market.service_group shows them.")));
	if (count == 0)
		TermsRequireService(terms);
	return StatementDatum(0, 1);
}

void
TermsReadArguments(FunctionCallInfo fcinfo, Terms *terms, int organization, int method,
				   int group)
{
	terms->organization_id = ArgumentRegistryId(fcinfo, organization, "organization_id");
	terms->service_id = ArgumentRegistryId(fcinfo, organization + 1, "service_id");
	terms->method = method < 0 || PG_ARGISNULL(method) ? NULL
		: ArgumentText(fcinfo, method, "method");
	if (TermsRead(terms, TermsGroup(fcinfo, group, terms), NULL, NULL))
		return;
	TermsRequireService(terms);
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_GROUP_MISMATCH),
			 errmsg("service \"%s\" of organization \"%s\" has no such group",
					terms->service_id, terms->organization_id),
			 errhint("SELECT * FROM market.service_group shows them.")));
}

/* Raise MK120: the pricing function set no price, for a reason, which is a sentence. */
static void
PriceRaiseFunction(const char *function, const char *reason)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_NO_PRICE),
			 errmsg("pricing function %s sets no price", function),
			 errdetail("%s", reason)));
}

/*
 * The price that the service's pricing function sets, that of the method before
 * that of all methods; NULL when there is none for this method.
 */
static Numeric
PriceAsk(const Terms *terms, Jsonb *request)
{
	static Statement find = {
		"SELECT handler, registrant::pg_catalog.oid FROM market.pricing_function"
		" WHERE organization_id = $1 AND service_id = $2 AND (method = '' OR method = $3)"
		" ORDER BY method DESC LIMIT 1",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	const char *method = terms->method == NULL ? "" : terms->method;
	Datum		arguments[4] = {
		CStringGetTextDatum(terms->organization_id), CStringGetTextDatum(terms->service_id),
		CStringGetTextDatum(method)
	};
	bool		nulls[4] = {false, false, terms->method == NULL, request == NULL};
	const char *handler;
	char	   *reason;
	Datum		price;
	bool		isnull;

	if (StatementRun(&find, arguments, NULL) == 0)
		return NULL;
	handler = TextDatumGetCString(StatementDatum(0, 1));
	arguments[3] = request == NULL ? (Datum) 0 : JsonbPGetDatum(request);
	reason = HandlerRun(handler, DatumGetObjectId(StatementDatum(0, 2)), &pricing_function,
						arguments, nulls, CurrentMemoryContext, &price, &isnull);
	if (reason != NULL)
		PriceRaiseFunction(handler, psprintf("It failed: %s.", reason));
	if (isnull)
		PriceRaiseFunction(handler, "It returned NULL.");
	if (!NumericIsUint256(DatumGetNumeric(price)))
		PriceRaiseFunction(handler,
						   psprintf("It returned %s, which is no integer from 0 to 2^256-1.",
									NumericText(DatumGetNumeric(price))));
	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, price));
}

Numeric
PriceCurrent(const Terms *terms, Jsonb *request)
{
	Numeric		price = terms->is_dynamic ? PriceAsk(terms, request) : NULL;

	if (price == NULL)
		price = terms->listed_price;
	if (price == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NO_PRICE),
				 terms->method == NULL
				 ? errmsg("price is not defined without a method")
				 : errmsg("price is not defined for the method \"%s\"", terms->method),
				 errdetail("Service \"%s\" of organization \"%s\" has a price per method.",
						   terms->service_id, terms->organization_id),
				 errhint("Name it in full: /package.Service/method.")));
	return price;
}

Numeric
PriceFind(const Terms *terms, const PriceRequest *request)
{
	return request->quote_id != 0 ? QuotePrice(terms, request)
		: PriceCurrent(terms, request->request);
}

bool
PriceIsFormer(const Terms *terms, Numeric price)
{
	static Statement find = {
		"SELECT FROM market.former_price"
		" WHERE organization_id = $1 AND service_id = $2 AND group_id = $3 AND valid_until >= $4"
		" AND coalesce(fixed_price, (method_prices ->> $5)::numeric) = $6"
		" LIMIT 1",
		6, {TEXTOID, TEXTOID, BYTEAOID, INT8OID, TEXTOID, NUMERICOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(terms->organization_id), CStringGetTextDatum(terms->service_id),
		terms->group_id, Int64GetDatum(terms->height),
		terms->method == NULL ? (Datum) 0 : CStringGetTextDatum(terms->method),
		NumericGetDatum(price)
	};

	return StatementRun(&find, arguments, terms->method == NULL ? "    n " : NULL) > 0;
}

/* Enter, and take the arguments of a function about pricing functions. */
static void
PricingEnter(FunctionCallInfo fcinfo, Caller *caller, Address **member, Datum *arguments,
			 int method)
{
	CallerEnter(caller);
	*member = ArgumentActor(fcinfo, 0, "member");
	arguments[0] = CStringGetTextDatum(ArgumentRegistryId(fcinfo, 1, "organization_id"));
	arguments[1] = CStringGetTextDatum(ArgumentRegistryId(fcinfo, 2, "service_id"));
	arguments[2] = PG_ARGISNULL(method) ? CStringGetTextDatum("") :
		CStringGetTextDatum(ArgumentText(fcinfo, method, "method"));
}

/*
 * register_pricing_function(member address, organization_id text, service_id text,
 *		handler text, method text)
 */
Datum
market_register_pricing_function(PG_FUNCTION_ARGS)
{
	static Statement set = {
		"WITH touched AS ("
		" UPDATE market.organization SET metadata = metadata WHERE id = $1"
		"), former AS ("
		" INSERT INTO market.former_price (organization_id, service_id, group_id,"
		"  fixed_price, method_prices, valid_until)"
		" SELECT g.organization_id, g.service_id, g.group_id, g.fixed_price, g.method_prices,"
		"  c.height + p.price_grace"
		" FROM market.service_group AS g CROSS JOIN market.params AS p CROSS JOIN market.clock AS c"
		" WHERE g.organization_id = $1 AND g.service_id = $2 AND NOT g.is_dynamic"
		" AND p.price_grace > 0"
		"), made AS ("
		" INSERT INTO market.pricing_function"
		"  (organization_id, service_id, method, handler, registrant)"
		" VALUES ($1, $2, $3, $4, $5::pg_catalog.regrole)"
		" ON CONFLICT (organization_id, service_id, method) DO UPDATE SET"
		"  handler = excluded.handler, registrant = excluded.registrant"
		")"
		"UPDATE market.service_group SET is_dynamic = true"
		" WHERE organization_id = $1 AND service_id = $2",
		5, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, OIDOID}
	};
	Caller		caller;
	Address    *member;
	char	   *handler;
	Datum		arguments[5];

	PricingEnter(fcinfo, &caller, &member, arguments, 4);
	handler = ArgumentText(fcinfo, 3, "handler");
	OrganizationRequire(&caller, TextDatumGetCString(arguments[0]), member, ORGANIZATION_MEMBER);
	ServiceRequire(TextDatumGetCString(arguments[0]), TextDatumGetCString(arguments[1]));
	arguments[3] = CStringGetTextDatum(HandlerCheck(handler, caller.role, &pricing_function));
	arguments[4] = ObjectIdGetDatum(caller.role);
	StatementRun(&set, arguments, NULL);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * unregister_pricing_function(member address, organization_id text, service_id text,
 *		method text)
 */
Datum
market_unregister_pricing_function(PG_FUNCTION_ARGS)
{
	static Statement unset = {
		"WITH touched AS ("
		" UPDATE market.organization SET metadata = metadata WHERE id = $1"
		"), gone AS ("
		" DELETE FROM market.pricing_function"
		" WHERE organization_id = $1 AND service_id = $2 AND method = $3"
		")"
		"UPDATE market.service_group SET is_dynamic = EXISTS ("
		"  SELECT FROM market.pricing_function"
		"  WHERE organization_id = $1 AND service_id = $2 AND method <> $3)"
		" WHERE organization_id = $1 AND service_id = $2",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	Caller		caller;
	Address    *member;
	Datum		arguments[3];

	PricingEnter(fcinfo, &caller, &member, arguments, 3);
	OrganizationRequire(&caller, TextDatumGetCString(arguments[0]), member, ORGANIZATION_MEMBER);
	ServiceRequire(TextDatumGetCString(arguments[0]), TextDatumGetCString(arguments[1]));
	StatementRun(&unset, arguments, NULL);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
