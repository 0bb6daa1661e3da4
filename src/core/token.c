/*
 * token.c
 *		Registered tokens, and coins in their minor units.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/errors.h"
#include "core/lock.h"
#include "core/statement.h"
#include "core/token.h"
#include "kernel/decimal.h"
#include "kernel/uint256.h"
#include "type/amount.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_create_token);

/*
 * Read the token of a name: its denom, and the decimals of the name.  Nearly all names
 * are denoms, and one statement for denoms and symbols takes twice as long.
 */
static bool
TokenFind(const char *name)
{
	static Statement of_denom = {
		"SELECT denom, 0 FROM market.token WHERE denom = $1", 1, {TEXTOID}
	};
	static Statement of_symbol = {
		"SELECT denom, decimals FROM market.token WHERE symbol = $1", 1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(name)};

	return StatementRun(&of_denom, arguments, NULL) > 0 ||
		StatementRun(&of_symbol, arguments, NULL) > 0;
}

char *
TokenDenom(const char *name)
{
	if (!TokenFind(name))
		return NULL;
	return StatementText(0, 1);
}

TokenFault
TokenRead(const Coin *coin, Funds *funds)
{
	uint8		number32[UINT256_SIZE];
	char	   *text = NumericText(CoinAmount(coin));

	if (!TokenFind(CoinDenom(coin)))
		return TOKEN_UNKNOWN;
	funds->denom = StatementText(0, 1);
	switch (AmountFromText(text, strlen(text), DatumGetInt32(StatementDatum(0, 2)), number32))
	{
		case DECIMAL_OK:
			funds->amount = Uint256ToNumeric(number32);
			return TOKEN_OK;
		case DECIMAL_OVERFLOW:
			return TOKEN_RANGE;
		default:
			return TOKEN_INEXACT;
	}
}

Funds
TokenFunds(const Coin *coin, const char *name)
{
	Funds		funds;

	switch (TokenRead(coin, &funds))
	{
		case TOKEN_OK:
			break;
		case TOKEN_UNKNOWN:
			ereport(ERROR,
					(errcode(ERRCODE_MARKET_INVALID_COINS),
					 errmsg("argument \"%s\" is in an unknown token: %s", name, CoinString(coin)),
					 errhint("Register it: SELECT market.create_token('%s');", CoinDenom(coin))));
			break;
		case TOKEN_RANGE:
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("argument \"%s\" is out of range: %s", name, CoinString(coin)),
					 errdetail("An amount is at most 2^256-1 minor units.")));
			break;
		case TOKEN_INEXACT:
			ereport(ERROR,
					(errcode(ERRCODE_MARKET_INVALID_COINS),
					 errmsg("argument \"%s\" is not a whole number of minor units: %s",
							name, CoinString(coin)),
					 errdetail("The minor unit is %s.", funds.denom)));
	}
	return funds;
}

/* A denom or symbol must have the syntax of a denom. */
static void
TokenCheckName(const char *name, const char *argument)
{
	if (!DenomIsValid(name, strlen(name)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" is not a valid denom: \"%s\"", argument, name),
				 errdetail("A denom is a letter and 2 to 127 letters, digits, or / : . _ -.")));
}

/*
 * create_token(denom text, symbol text, decimals integer) returns void
 *
 * The same token again is nothing new.  A token that no money was ever counted
 * in may be described anew.
 */
Datum
market_create_token(PG_FUNCTION_ARGS)
{
	static Statement create = {
		"INSERT INTO market.token AS t (denom, symbol, decimals)"
		" SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM market.token"
		"  WHERE denom <> $1 AND (denom = $2 OR symbol = $2 OR symbol = $1))"
		" ON CONFLICT (denom) DO UPDATE SET symbol = EXCLUDED.symbol, decimals = EXCLUDED.decimals"
		" WHERE (t.symbol IS NOT DISTINCT FROM EXCLUDED.symbol AND t.decimals = EXCLUDED.decimals)"
		" OR NOT EXISTS (SELECT FROM market.journal AS j WHERE j.denom = EXCLUDED.denom)",
		3, {TEXTOID, TEXTOID, INT4OID}
	};
	char		nulls[] = {' ', PG_ARGISNULL(1) ? 'n' : ' ', ' '};
	Datum		arguments[] = {PG_GETARG_DATUM(0), PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)};
	char	   *denom = ArgumentText(fcinfo, 0, "denom");
	Caller		caller;

	TokenCheckName(denom, "denom");
	if (!PG_ARGISNULL(1))
		TokenCheckName(ArgumentText(fcinfo, 1, "symbol"), "symbol");
	ArgumentRequire(fcinfo, 2, "decimals");
	if (PG_GETARG_INT32(2) < 0 || PG_GETARG_INT32(2) > 36)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"decimals\" must be from 0 to 36")));

	CallerEnter(&caller);
	CallerRequireRole(&caller, ROLE_OPERATOR);
	/* a symbol is compared with the denoms of other rows */
	MarketLockTake(LOCK_TOKEN);
	if (StatementRun(&create, arguments, nulls) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_OBJECT),
				 errmsg("token \"%s\" exists with other properties, or its symbol is taken", denom),
				 errhint("SELECT * FROM market.token shows all tokens.")));
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
