/*
 * quote.c
 *		Prices that hold for some blocks and that a payment may name.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/quote.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/bytes.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_service_price);
PG_FUNCTION_INFO_V1(market_request_quote);

Numeric
QuotePrice(const Terms *terms, const PriceRequest *request)
{
	/* a request that the payment does not give was compared by whoever takes the payment */
	static Statement find = {
		"SELECT price, valid_until FROM market.quote"
		" WHERE id = $1 AND organization_id = $2 AND service_id = $3 AND group_id = $4"
		" AND method IS NOT DISTINCT FROM $5"
		" AND payer OPERATOR(market.=) ANY (ARRAY[$6::market.address, $7::market.address])"
		" AND (request_hash IS NULL OR $8 IS NULL"
		"  OR request_hash = pg_catalog.sha256(pg_catalog.convert_to($8::text, 'UTF8')))",
		8, {INT8OID, TEXTOID, TEXTOID, BYTEAOID, TEXTOID, BYTEAOID, BYTEAOID, JSONBOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(request->quote_id), CStringGetTextDatum(terms->organization_id),
		CStringGetTextDatum(terms->service_id), terms->group_id,
		terms->method == NULL ? (Datum) 0 : CStringGetTextDatum(terms->method),
		AddressGetByteaDatum(request->sender), AddressGetByteaDatum(request->signer),
		request->request == NULL ? (Datum) 0 : JsonbPGetDatum(request->request)
	};
	char		nulls[] = "        ";
	int64		valid_until;

	if (terms->method == NULL)
		nulls[4] = 'n';
	if (request->request == NULL)
		nulls[7] = 'n';
	if (StatementRun(&find, arguments, nulls) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_QUOTE_NOT_FOUND),
				 errmsg("quote " INT64_FORMAT " not found for this call", request->quote_id),
				 errdetail("A quote is for one payer, service, group, method and request."),
				 errhint("Ask for one: market.request_quote().")));
	valid_until = DatumGetInt64(StatementDatum(0, 2));
	if (valid_until < terms->height)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_QUOTE_EXPIRED),
				 errmsg("quote " INT64_FORMAT " has expired", request->quote_id),
				 errdetail("Valid until: " INT64_FORMAT ", current block: " INT64_FORMAT ".",
						   valid_until, terms->height),
				 errhint("Ask for another: market.request_quote().")));
	return DatumGetNumeric(StatementDatum(0, 1));
}

/*
 * service_price(organization_id text, service_id text, method text, request jsonb,
 *		group_id bytes32) returns numeric: what a call made now would cost
 */
Datum
market_service_price(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Caller		caller;
	Terms		terms;
	Jsonb	   *request;

	CallerEnter(&caller);
	TermsReadArguments(fcinfo, &terms, 0, 2, 4);
	request = PG_ARGISNULL(3) ? NULL : PG_GETARG_JSONB_P(3);
	return CallerLeaveWith(&caller, context, PriceCurrent(&terms, request));
}

/*
 * request_quote(payer address, organization_id text, service_id text, method text,
 *		request jsonb, group_id bytes32) returns record (quote_id, price, valid_until)
 */
Datum
market_request_quote(PG_FUNCTION_ARGS)
{
	/* old quotes of the payer go, some with each new one */
	static Statement make = {
		"WITH old AS ("
		" DELETE FROM market.quote WHERE id IN ("
		"  SELECT q.id FROM market.quote AS q CROSS JOIN market.params AS p"
		"  WHERE q.payer OPERATOR(market.=) $1::market.address"
		"  AND q.valid_until < $9 - p.quote_blocks"
		"  LIMIT 100 FOR UPDATE OF q SKIP LOCKED)"
		")"
		"INSERT INTO market.quote (payer, organization_id, service_id, group_id, method,"
		"  request_hash, price, height, valid_until)"
		" SELECT $1::market.address, $2, $3, $4, $5,"
		"  CASE WHEN $7 THEN pg_catalog.sha256(pg_catalog.convert_to($6::text, 'UTF8')) END,"
		"  $8, $9, $9 + p.quote_blocks"
		" FROM market.params AS p RETURNING id, price, valid_until",
		9, {BYTEAOID, TEXTOID, TEXTOID, BYTEAOID, TEXTOID, JSONBOID, BOOLOID, NUMERICOID, INT8OID}
	};
	MemoryContext context = CurrentMemoryContext;
	Caller		caller;
	Address    *payer;
	Terms		terms;
	Jsonb	   *request;
	Datum		arguments[9];
	char		nulls[] = "         ";
	Datum		values[3];
	bool		isnull[3];
	int			i;

	CallerEnter(&caller);
	payer = ArgumentActor(fcinfo, 0, "payer");
	TermsReadArguments(fcinfo, &terms, 1, 3, 5);
	request = PG_ARGISNULL(4) ? NULL : PG_GETARG_JSONB_P(4);
	CallerRequireAccount(&caller, payer);

	arguments[0] = AddressGetByteaDatum(payer);
	arguments[1] = CStringGetTextDatum(terms.organization_id);
	arguments[2] = CStringGetTextDatum(terms.service_id);
	arguments[3] = terms.group_id;
	arguments[4] = terms.method == NULL ? (Datum) 0 : CStringGetTextDatum(terms.method);
	arguments[5] = request == NULL ? (Datum) 0 : JsonbPGetDatum(request);
	arguments[6] = BoolGetDatum(terms.is_dynamic && request != NULL);
	arguments[7] = NumericGetDatum(PriceCurrent(&terms, request));
	arguments[8] = Int64GetDatum(terms.height);
	if (terms.method == NULL)
		nulls[4] = 'n';
	if (request == NULL)
		nulls[5] = 'n';
	StatementRun(&make, arguments, nulls);
	for (i = 0; i < 3; i++)
		values[i] = StatementCopy(0, i + 1, context, &isnull[i]);
	CallerLeave(&caller);
	return StatementRecord(fcinfo, values, isnull);
}
