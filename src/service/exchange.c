/*
 * exchange.c
 *		What a token is worth in the base denom.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/errors.h"
#include "core/statement.h"
#include "core/token.h"
#include "kernel/decimal.h"
#include "service/exchange.h"
#include "service/module.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

PG_FUNCTION_INFO_V1(market_exchange_rate);

#define EXCHANGE_MODULE "oracle"
#define EXCHANGE_OK 200

/* Note why there is no rate; returns NULL. */
static Numeric
ExchangeRefuse(ExchangeFault *fault, int code, char *message)
{
	if (fault != NULL)
	{
		fault->code = code;
		fault->message = message;
	}
	return NULL;
}

/* A denom of a pair: letters, digits and "/". */
static bool
ExchangeNameIsValid(const char *name)
{
	size_t		length = strlen(name);

	return length > 0 && strspn(name, "0123456789abcdefghijklmnopqrstuvwxyz"
								"ABCDEFGHIJKLMNOPQRSTUVWXYZ/") == length;
}

/* A member of an object, or NULL. */
static JsonbValue *
ExchangeMember(JsonbContainer *object, const char *name)
{
	if (!JsonContainerIsObject(object))
		return NULL;
	return getKeyJsonValueFromContainer(object, name, strlen(name), NULL);
}

/* {"header": {}, "body": {"pair": "atom-stake"}} */
static Jsonb *
ExchangeInput(const char *pair)
{
	JsonbParseState *state = NULL;
	JsonbValue	words[3];
	JsonbValue	text = {.type = jbvString, .val.string = {strlen(pair), (char *) pair}};
	static const char *const names[] = {"header", "body", "pair"};
	int			i;

	for (i = 0; i < lengthof(words); i++)
	{
		words[i].type = jbvString;
		words[i].val.string.val = (char *) names[i];
		words[i].val.string.len = strlen(names[i]);
	}
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	pushJsonbValue(&state, WJB_KEY, &words[0]);
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	pushJsonbValue(&state, WJB_KEY, &words[1]);
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	pushJsonbValue(&state, WJB_KEY, &words[2]);
	pushJsonbValue(&state, WJB_VALUE, &text);
	pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/* The code of a result, as a number or as text; 0 when it has none. */
static int64
ExchangeCode(Jsonb *result)
{
	JsonbValue *code = result == NULL ? NULL : ExchangeMember(&result->root, "code");
	int64		number = 0;

	if (code == NULL)
		return 0;
	if (code->type == jbvNumeric)
		(void) NumericToInt64(code->val.numeric, &number);
	else if (code->type == jbvString && code->val.string.len == 3)
		number = strtol(pnstrdup(code->val.string.val, 3), NULL, 10);
	return number;
}

/* The message of a result. */
static char *
ExchangeMessage(Jsonb *result)
{
	JsonbValue *message = result == NULL ? NULL : ExchangeMember(&result->root, "message");

	if (message == NULL || message->type != jbvString)
		return pstrdup("it gave no message");
	return pnstrdup(message->val.string.val, message->val.string.len);
}

/*
 * The rate of an output, whose body is an object of it alone; NULL when there is
 * none.  Text without leading zeros, at most 18 digits, not zero.
 */
static Numeric
ExchangeReadRate(Jsonb *output)
{
	JsonbValue *body = output == NULL ? NULL : ExchangeMember(&output->root, "body");
	JsonbValue *rate;
	Decimal		decimal;
	Decimal		zero = {{0}};
	char	   *text;

	if (body == NULL || body->type != jbvBinary ||
		!JsonContainerIsObject(body->val.binary.data) ||
		JsonContainerSize(body->val.binary.data) != 1)
		return NULL;
	rate = ExchangeMember(body->val.binary.data, "rate");
	if (rate == NULL || rate->type != jbvString)
		return NULL;
	text = pnstrdup(rate->val.string.val, rate->val.string.len);
	if (strlen(text) != rate->val.string.len ||
		DecimalFromText(text, strlen(text), &decimal) != DECIMAL_OK ||
		!DecimalIsCosmos(&decimal) || DecimalCompare(&decimal, &zero) == 0 ||
		(text[0] == '0' && text[1] != '.'))
		return NULL;
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

Numeric
ExchangeRate(const char *price_denom, ExchangeFault *fault)
{
	static Statement get_base = {"SELECT base_denom FROM market.params", 0};
	ModuleAnswer answer;
	char	   *base_denom;
	char	   *pair;
	Numeric		rate;

	StatementRun(&get_base, NULL, NULL);
	base_denom = StatementText(0, 1);
	if (strcmp(price_denom, base_denom) == 0)
		return NumericFromInt64(1);

	pair = psprintf("%s-%s", price_denom, base_denom);
	if (!ExchangeNameIsValid(price_denom) || !ExchangeNameIsValid(base_denom))
		return ExchangeRefuse(fault, ERRCODE_MARKET_INVALID_INPUT_BODY,
							  psprintf("There can be no exchange rate for the pair %s.", pair));
	if (!ModuleAsk(EXCHANGE_MODULE, ExchangeInput(pair), &answer))
		return ExchangeRefuse(fault, ERRCODE_MARKET_MODULE_SERVICE,
							  psprintf("Module \"%s\" has no service.", EXCHANGE_MODULE));
	if (answer.error != NULL)
		return ExchangeRefuse(fault, ERRCODE_MARKET_MODULE_SERVICE,
							  psprintf("The service of module \"%s\" failed: %s.",
									   EXCHANGE_MODULE, answer.error));
	if (ExchangeCode(answer.result) != EXCHANGE_OK)
		return ExchangeRefuse(fault, ERRCODE_MARKET_MODULE_SERVICE,
							  psprintf("The exchange rate of %s is not known: %s.", pair,
									   ExchangeMessage(answer.result)));
	rate = ExchangeReadRate(answer.output);
	if (rate == NULL)
		return ExchangeRefuse(fault, ERRCODE_MARKET_INVALID_OUTPUT_BODY,
							  psprintf("The exchange rate of %s is no decimal above 0.", pair));
	return rate;
}

/*
 * exchange_rate(price_denom text) returns numeric
 */
Datum
market_exchange_rate(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	char	   *name = ArgumentText(fcinfo, 0, "price_denom");
	ExchangeFault fault;
	Caller		caller;
	char	   *denom;
	Numeric		rate;

	CallerEnter(&caller);
	denom = TokenDenom(name);
	if (denom == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_COINS),
				 errmsg("there is no token \"%s\"", name)));
	rate = ExchangeRate(denom, &fault);
	if (rate == NULL)
		ereport(ERROR,
				(errcode(fault.code),
				 errmsg("there is no exchange rate for \"%s\"", denom),
				 errdetail("%s", fault.message)));
	return CallerLeaveWith(&caller, context, rate);
}
