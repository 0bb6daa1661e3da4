/*
 * coin.c
 *		The type market.coin.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "core/compat.h"
#include "core/errors.h"
#include "type/amount.h"
#include "type/coin.h"
#include "type/comparison.h"

#define DENOM_RULE "a letter and 2 to 127 letters, digits or \"/:._-\"."

/*
 * Fractional digits of a factor beyond which numeric, which holds 16383 of
 * them, would round the product; no such product has few enough for a coin.
 */
#define COIN_FACTOR_SCALE_MAX (16383 - COIN_DIGITS_MAX)

PG_FUNCTION_INFO_V1(market_coin_in);
PG_FUNCTION_INFO_V1(market_coin_out);
PG_FUNCTION_INFO_V1(market_coin_recv);
PG_FUNCTION_INFO_V1(market_coin_send);
PG_FUNCTION_INFO_V1(market_coin_hash);
PG_FUNCTION_INFO_V1(market_coin_hash_extended);
PG_FUNCTION_INFO_V1(market_coin_add);
PG_FUNCTION_INFO_V1(market_coin_subtract);
PG_FUNCTION_INFO_V1(market_coin_multiply);
PG_FUNCTION_INFO_V1(market_coin_amount);
PG_FUNCTION_INFO_V1(market_coin_denom);
PG_FUNCTION_INFO_V1(market_coin);

void
CoinSplit(const Coin *coin, CoinText *parts)
{
	if (CoinTextSplit(VARDATA_ANY(coin), VARSIZE_ANY_EXHDR(coin), parts) != COIN_OK)
		elog(ERROR, "stored coin cannot be read");
}

char *
CoinString(const Coin *coin)
{
	return pnstrdup(VARDATA_ANY(coin), VARSIZE_ANY_EXHDR(coin));
}

char *
CoinDenom(const Coin *coin)
{
	CoinText	parts;

	CoinSplit(coin, &parts);
	return pnstrdup(parts.denom, parts.denom_length);
}

Numeric
CoinAmount(const Coin *coin)
{
	CoinText	parts;
	char	   *text;

	/* the amount is everything before the denom */
	CoinSplit(coin, &parts);
	text = pnstrdup(parts.integer, parts.denom - parts.integer);
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

/*
 * Write the canonical value of a coin's parts.
 */
static Coin *
CoinFromParts(const CoinText *parts)
{
	char	   *text = psprintf("%.*s%s%.*s%.*s",
								(int) parts->integer_length, parts->integer,
								parts->fraction_length > 0 ? "." : "",
								(int) parts->fraction_length, parts->fraction,
								(int) parts->denom_length, parts->denom);

	return (Coin *) cstring_to_text(text);
}

/*
 * Read a coin.
 *
 * In:	malformed: the error code for text that is no coin
 *		context: where 16 and later may take the error, or NULL
 * Returns NULL when the error was taken.
 */
static Coin *
CoinParse(const char *text, size_t length, int malformed, fmNodePtr context)
{
	CoinText	parts;
	const char *detail;

	switch (CoinTextSplit(text, length, &parts))
	{
		case COIN_OK:
			return CoinFromParts(&parts);
		case COIN_LENGTH:
			ereturn(context, NULL,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("amount of a coin has too many digits"),
					 errdetail("It may have %d digits, those after the point included.",
							   COIN_DIGITS_MAX)));
		case COIN_AMOUNT:
			detail = "A coin begins with its amount: digits, optionally a point and digits.";
			break;
		default:
			detail = "After the amount stands a denom: " DENOM_RULE;
			break;
	}

	ereturn(context, NULL,
			(errcode(malformed),
			 errmsg("invalid input syntax for type %s: \"%.*s\"", "market.coin",
					(int) length, text),
			 errdetail("%s", detail)));
}

Coin *
CoinRead(const char *text, size_t length)
{
	return CoinParse(text, length, ERRCODE_INVALID_TEXT_REPRESENTATION, NULL);
}

Coin *
CoinMake(Numeric amount, const char *denom)
{
	char	   *text = NumericText(amount);
	char	   *coin;

	if (numeric_is_nan(amount) || numeric_is_inf(amount) || text[0] == '-')
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("amount of a coin must be finite and not negative"),
				 errdetail("The value is %.*s.", COIN_DIGITS_MAX, text)));

	if (!DenomIsValid(denom, strlen(denom)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid denom: \"%s\"", denom),
				 errdetail("A denom is %s", DENOM_RULE)));

	coin = psprintf("%s%s", text, denom);
	return CoinParse(coin, strlen(coin), ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, NULL);
}

/*
 * Order two denoms as byte strings.
 */
static int
CoinCompareDenom(const CoinText *a, const CoinText *b)
{
	int			order = memcmp(a->denom, b->denom, Min(a->denom_length, b->denom_length));

	if (order != 0)
		return order;
	return (a->denom_length > b->denom_length) - (a->denom_length < b->denom_length);
}

/*
 * Order two coins by denom, then by amount: a total order, in which only
 * coins of one denom say which is worth more.
 */
static int
CoinCompare(Datum a, Datum b)
{
	Coin	   *coin_a = DatumGetCoinPP(a);
	Coin	   *coin_b = DatumGetCoinPP(b);
	CoinText	parts_a;
	CoinText	parts_b;
	int			order;

	CoinSplit(coin_a, &parts_a);
	CoinSplit(coin_b, &parts_b);
	order = CoinCompareDenom(&parts_a, &parts_b);
	if (order == 0)
		order = CoinTextCompareAmount(&parts_a, &parts_b);

	/* an index would pile up the copies */
	if ((Pointer) coin_a != DatumGetPointer(a))
		pfree(coin_a);
	if ((Pointer) coin_b != DatumGetPointer(b))
		pfree(coin_b);
	return order;
}

COMPARISON_FUNCTIONS(coin, CoinCompare);

/*
 * Add or subtract the amounts of two coins of one denom.
 */
static Coin *
CoinCombine(const Coin *a, const Coin *b, Numeric (*combine) (Numeric, Numeric))
{
	CoinText	parts_a;
	CoinText	parts_b;

	CoinSplit(a, &parts_a);
	CoinSplit(b, &parts_b);
	if (CoinCompareDenom(&parts_a, &parts_b) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_COINS),
				 errmsg("coins are of different denoms"),
				 errdetail("The coins are %s and %s.", CoinString(a), CoinString(b))));

	return CoinMake(combine(CoinAmount(a), CoinAmount(b)), CoinDenom(a));
}

Datum
market_coin_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);

	PG_RETURN_POINTER(CoinParse(text, strlen(text), ERRCODE_INVALID_TEXT_REPRESENTATION,
								fcinfo->context));
}

Datum
market_coin_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(CoinString(PG_GETARG_COIN_PP(0)));
}

Datum
market_coin_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			length;
	char	   *text = pq_getmsgtext(message, message->len - message->cursor, &length);

	PG_RETURN_POINTER(CoinParse(text, length, ERRCODE_INVALID_BINARY_REPRESENTATION, NULL));
}

Datum
market_coin_send(PG_FUNCTION_ARGS)
{
	Coin	   *coin = PG_GETARG_COIN_PP(0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendtext(&message, VARDATA_ANY(coin), VARSIZE_ANY_EXHDR(coin));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

Datum
market_coin_hash(PG_FUNCTION_ARGS)
{
	Coin	   *coin = PG_GETARG_COIN_PP(0);
	Datum		hash = hash_any((unsigned char *) VARDATA_ANY(coin), VARSIZE_ANY_EXHDR(coin));

	PG_FREE_IF_COPY(coin, 0);
	return hash;
}

Datum
market_coin_hash_extended(PG_FUNCTION_ARGS)
{
	Coin	   *coin = PG_GETARG_COIN_PP(0);
	Datum		hash = hash_any_extended((unsigned char *) VARDATA_ANY(coin),
										 VARSIZE_ANY_EXHDR(coin), PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(coin, 0);
	return hash;
}

Datum
market_coin_add(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(CoinCombine(PG_GETARG_COIN_PP(0), PG_GETARG_COIN_PP(1), NumericAdd));
}

Datum
market_coin_subtract(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(CoinCombine(PG_GETARG_COIN_PP(0), PG_GETARG_COIN_PP(1), NumericSubtract));
}

/*
 * Multiply a coin, without rounding.
 */
Datum
market_coin_multiply(PG_FUNCTION_ARGS)
{
	Coin	   *coin = PG_GETARG_COIN_PP(0);
	Numeric		factor = PG_GETARG_NUMERIC(1);
	Datum		product;

	if (!numeric_is_nan(factor) && !numeric_is_inf(factor) &&
		DatumGetInt32(DirectFunctionCall1(numeric_min_scale, NumericGetDatum(factor))) >
		COIN_FACTOR_SCALE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("factor of a coin has too many digits"),
				 errdetail("The product could not be exact.")));

	product = DirectFunctionCall2(numeric_mul, NumericGetDatum(CoinAmount(coin)),
								  NumericGetDatum(factor));
	PG_RETURN_POINTER(CoinMake(DatumGetNumeric(product), CoinDenom(coin)));
}

Datum
market_coin_amount(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(CoinAmount(PG_GETARG_COIN_PP(0)));
}

Datum
market_coin_denom(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(CoinDenom(PG_GETARG_COIN_PP(0))));
}

Datum
market_coin(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(CoinMake(PG_GETARG_NUMERIC(0),
							   text_to_cstring(PG_GETARG_TEXT_PP(1))));
}
