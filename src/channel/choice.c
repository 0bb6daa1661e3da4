/*
 * choice.c
 *		What clients work out before they pay: which channel, until when, and whether
 *		a provider told the truth.
 *
 * Source: SingularityNET SDKs, funding strategies and stateless client; command line
 * tool, choice of a channel and expirations.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "channel/price.h"
#include "core/arguments.h"
#include "core/clock.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_choose_channel);
PG_FUNCTION_INFO_V1(market_find_channel);
PG_FUNCTION_INFO_V1(market_parse_expiration);
PG_FUNCTION_INFO_V1(market_verify_channel_state);
PG_FUNCTION_INFO_V1(market_unspent_amount);

/* blocks of calls that an opened or extended channel is good for */
#define CHOICE_OFFSET_BLOCKS 240
/* days ahead that an expiration may be without force */
#define EXPIRATION_DAYS_MAX 180
#define EXPIRATION_MAX (INT64CONST(1) << 62)

/* Raise 42501 unless the caller may see the channels of an account. */
static void
ChoiceCheckAccount(const Caller *caller, const Address *account)
{
	if (CallerHasRole(caller, ROLE_READER) || CallerHasRole(caller, ROLE_OPERATOR))
		return;
	CallerRequireAccount(caller, account);
}

/*
 * The channel that is nearest to paying: enough money and time, then enough money,
 * then enough time, then any; of these the first.  Returns the advice.
 *
 * A channel of which the account is only the signer can be given funds, but not
 * extended.
 */
static const char *
ChoiceFind(const Terms *terms, const Address *sender, Numeric funds, Datum *id)
{
	static Statement find = {
		"SELECT id, enough, valid FROM ("
		" SELECT c.id, c.value - c.pending_amount - c.authorized_amount >= $4 AS enough,"
		"  c.expiration > $5 AS valid, c.sender OPERATOR(market.=) $1::market.address AS own"
		" FROM market.channel AS c CROSS JOIN market.params AS p"
		" WHERE (c.sender OPERATOR(market.=) $1::market.address"
		"   OR c.signer OPERATOR(market.=) $1::market.address)"
		"  AND c.recipient OPERATOR(market.=) $2::market.address AND c.group_id = $3"
		"  AND c.denom = p.channel_denom) AS c"
		" WHERE valid OR own"
		" ORDER BY enough AND valid DESC, enough DESC, valid DESC, id LIMIT 1",
		5, {BYTEAOID, BYTEAOID, BYTEAOID, NUMERICOID, INT8OID}
	};
	Datum		arguments[] = {
		AddressGetByteaDatum(sender), AddressGetByteaDatum(&terms->recipient),
		terms->group_id, NumericGetDatum(funds), Int64GetDatum(terms->height + terms->threshold)
	};
	bool		enough;
	bool		valid;

	if (StatementRead(&find, arguments, NULL) == 0)
		return "open";
	*id = StatementDatum(0, 1);
	enough = DatumGetBool(StatementDatum(0, 2));
	valid = DatumGetBool(StatementDatum(0, 3));
	if (enough)
		return valid ? "use" : "extend";
	return valid ? "add_funds" : "both";
}

/* The denom of channels. */
static char *
ChoiceDenom(void)
{
	static Statement params = {"SELECT channel_denom FROM market.params", 0};

	StatementRead(&params, NULL, NULL);
	return StatementText(0, 1);
}

/*
 * choose_channel(sender address, organization_id text, service_id text,
 *		price numeric, calls bigint, group_id bytes32)
 *		returns record (advice text, channel_id bigint, funds numeric,
 *		expiration bigint, missing numeric)
 */
Datum
market_choose_channel(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	MemoryContext saved;
	Address    *sender = ArgumentParty(fcinfo, 0, "sender");
	Numeric		price;
	Numeric		funds;
	Numeric		missing = NumericFromInt64(0);
	int64		calls;
	Terms		terms;
	Caller		caller;
	Datum		values[5] = {0};
	bool		nulls[5] = {false, true, true, true, false};
	const char *advice;

	price = ArgumentAmount(fcinfo, 3, "price");
	calls = ArgumentInt64(fcinfo, 4, "calls");
	if (calls < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"calls\" must be at least 1")));
	funds = NumericMultiply(price, NumericFromInt64(calls));

	CallerEnter(&caller);
	TermsReadArguments(fcinfo, &terms, 1, -1, 5);
	ChoiceCheckAccount(&caller, sender);

	advice = ChoiceFind(&terms, sender, funds, &values[1]);
	nulls[1] = strcmp(advice, "open") == 0;
	nulls[2] = strcmp(advice, "use") == 0 || strcmp(advice, "extend") == 0;
	nulls[3] = strcmp(advice, "use") == 0 || strcmp(advice, "add_funds") == 0;
	if (!nulls[2])
	{
		missing = NumericSubtract(funds, LedgerBalance(sender, ChoiceDenom()));
		if (NumericCompare(missing, NumericFromInt64(0)) < 0)
			missing = NumericFromInt64(0);
	}

	saved = MemoryContextSwitchTo(context);
	values[0] = CStringGetTextDatum(advice);
	values[2] = NumericGetDatum(DatumGetNumericCopy(NumericGetDatum(funds)));
	values[3] = Int64GetDatum(terms.height + terms.threshold + CHOICE_OFFSET_BLOCKS);
	values[4] = NumericGetDatum(DatumGetNumericCopy(NumericGetDatum(missing)));
	MemoryContextSwitchTo(saved);
	CallerLeave(&caller);
	return StatementRecord(fcinfo, values, nulls);
}

/*
 * find_channel(signer address, organization_id text, service_id text,
 *		group_id bytes32) returns bigint
 */
Datum
market_find_channel(PG_FUNCTION_ARGS)
{
	static Statement find = {
		"SELECT pg_catalog.count(*), pg_catalog.min(id),"
		" pg_catalog.string_agg(id::text, ', ' ORDER BY id) FILTER (WHERE nth IS NULL OR id <= nth)"
		" FROM (SELECT id, pg_catalog.nth_value(id, 20) OVER (ORDER BY id"
		"   ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS nth"
		"  FROM market.channel WHERE signer OPERATOR(market.=) $1::market.address"
		"  AND recipient OPERATOR(market.=) $2::market.address AND group_id = $3) AS c",
		3, {BYTEAOID, BYTEAOID, BYTEAOID}
	};
	Address    *signer = ArgumentParty(fcinfo, 0, "signer");
	Terms		terms;
	Caller		caller;
	Datum		arguments[3];
	int64		id;

	CallerEnter(&caller);
	TermsReadArguments(fcinfo, &terms, 1, -1, 3);
	ChoiceCheckAccount(&caller, signer);
	arguments[0] = AddressGetByteaDatum(signer);
	arguments[1] = AddressGetByteaDatum(&terms.recipient);
	arguments[2] = terms.group_id;
	StatementRead(&find, arguments, NULL);
	if (DatumGetInt64(StatementDatum(0, 1)) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_CHANNEL_NOT_FOUND),
				 errmsg("%s has no channel for service \"%s\" of organization \"%s\"",
						AddressText(signer), terms.service_id, terms.organization_id),
				 errhint("Open one: market.open_channel().")));
	if (DatumGetInt64(StatementDatum(0, 1)) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_CARDINALITY_VIOLATION),
				 errmsg("%s has several channels for service \"%s\" of organization \"%s\"",
						AddressText(signer), terms.service_id, terms.organization_id),
				 errdetail("Channels: %s.", StatementText(0, 3)),
				 errhint("Name one, or ask market.choose_channel().")));
	id = DatumGetInt64(StatementDatum(0, 2));
	CallerLeave(&caller);
	PG_RETURN_INT64(id);
}

static void
ExpirationRefuse(const char *text)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid expiration: \"%s\"", text),
			 errdetail("An expiration is a block, \"+\" and a number of \"blocks\","
					   " or \"+\" and a number of \"days\".")));
}

/*
 * Read the digits at the beginning of a text, without a zero before others.
 *
 * Out:	rest: what follows them
 * Errors: 22P02 when there are none; 22003 when the number is too great.
 */
static int64
ExpirationNumber(const char *text, const char *digits, const char **rest)
{
	int64		number = 0;

	*rest = digits;
	while (**rest >= '0' && **rest <= '9')
	{
		number = number * 10 + (**rest - '0');
		(*rest)++;
		if (number > EXPIRATION_MAX / 16)
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("expiration is out of range: \"%s\"", text)));
	}
	if (*rest == digits || (*digits == '0' && *rest > digits + 1))
		ExpirationRefuse(text);
	return number;
}

/*
 * parse_expiration(expiration text, force boolean) returns bigint
 */
Datum
market_parse_expiration(PG_FUNCTION_ARGS)
{
	static Statement days = {
		"SELECT k.height, p.blocks_per_day::numeric, $1::numeric * p.blocks_per_day"
		" FROM market.clock AS k CROSS JOIN market.params AS p",
		1, {INT8OID}
	};
	char	   *text = ArgumentText(fcinfo, 0, "expiration");
	bool		relative = *text == '+';
	const char *unit;
	int64		number = ExpirationNumber(text, relative ? text + 1 : text, &unit);
	bool		is_days = strcmp(unit, "days") == 0;
	Datum		arguments[] = {Int64GetDatum(number)};
	Numeric		height;
	Numeric		block;
	Numeric		latest;
	int64		expiration;
	Caller		caller;

	if (relative ? !is_days && strcmp(unit, "blocks") != 0 : *unit != '\0')
		ExpirationRefuse(text);
	ArgumentRequire(fcinfo, 1, "force");

	CallerEnter(&caller);
	StatementRead(&days, arguments, NULL);
	height = NumericFromInt64(DatumGetInt64(StatementDatum(0, 1)));
	latest = NumericAdd(height, NumericMultiply(DatumGetNumeric(StatementDatum(0, 2)),
												NumericFromInt64(EXPIRATION_DAYS_MAX)));
	block = is_days ? DatumGetNumeric(StatementDatum(0, 3)) : NumericFromInt64(number);
	if (relative)
		block = NumericAdd(block, height);
	if (NumericCompare(block, NumericFromInt64(EXPIRATION_MAX)) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("expiration is out of range: \"%s\"", text)));
	if (!PG_GETARG_BOOL(1) && NumericCompare(block, latest) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("expiration is more than %d days ahead: \"%s\"", EXPIRATION_DAYS_MAX,
						text),
				 errdetail("It would be block %s; the latest is %s.", NumericText(block),
						   NumericText(latest)),
				 errhint("Money stays on a channel until then. Set \"force\" if you mean it.")));
	(void) NumericToInt64(block, &expiration);
	CallerLeave(&caller);
	PG_RETURN_INT64(expiration);
}

/* A number of a reply: 0 when it is absent. */
static Numeric
ReplyNumber(FunctionCallInfo fcinfo, int n, const char *name)
{
	return PG_ARGISNULL(n) ? NumericFromInt64(0) : ArgumentAmount(fcinfo, n, name);
}

/* Is a total of a reply signed, or nothing, which needs no signature? */
static bool
ReplyIsSigned(FunctionCallInfo fcinfo, int n, const char *name, Numeric nonce)
{
	Address    *signer = PG_GETARG_ADDRESS_P(0);
	Numeric		amount = ReplyNumber(fcinfo, n, name);
	uint8		message[CLAIM_MESSAGE_SIZE];
	uint8		numbers[3][UINT256_SIZE];
	Address		found;

	if (NumericIsZero(amount))
		return true;
	if (PG_ARGISNULL(n + 1))
		return false;
	NumericToUint256(ArgumentAmount(fcinfo, 2, "channel_id"), "channel_id", numbers[0]);
	NumericToUint256(nonce, "nonce", numbers[1]);
	NumericToUint256(amount, name, numbers[2]);
	PackClaimMessage(message, PG_GETARG_ADDRESS_P(1)->bytes, numbers[0], numbers[1], numbers[2]);
	return SignatureSigner(PG_GETARG_SIGNATURE_P(n + 1), message, sizeof(message), &found) &&
		AddressEquals(&found, signer);
}

/*
 * verify_channel_state(signer address, escrow address, channel_id numeric,
 *		current_nonce numeric, current_signed_amount numeric,
 *		current_signature signature, old_nonce_signed_amount numeric,
 *		old_nonce_signature signature) returns boolean
 */
Datum
market_verify_channel_state(PG_FUNCTION_ARGS)
{
	Numeric		nonce;
	bool		old;

	(void) ArgumentParty(fcinfo, 0, "signer");
	(void) ArgumentAddress(fcinfo, 1, "escrow");
	(void) ArgumentAmount(fcinfo, 2, "channel_id");
	nonce = ArgumentAmount(fcinfo, 3, "current_nonce");
	if (!ReplyIsSigned(fcinfo, 4, "current_signed_amount", nonce))
		PG_RETURN_BOOL(false);
	/* there is nothing before the first nonce */
	old = !NumericIsZero(ReplyNumber(fcinfo, 6, "old_nonce_signed_amount"));
	if (old && NumericIsZero(nonce))
		PG_RETURN_BOOL(false);
	PG_RETURN_BOOL(!old || ReplyIsSigned(fcinfo, 6, "old_nonce_signed_amount",
										 NumericSubtract(nonce, NumericFromInt64(1))));
}

/*
 * unspent_amount(value numeric, nonce numeric, current_nonce numeric,
 *		current_signed_amount numeric, old_nonce_signed_amount numeric) returns numeric
 *
 * What a provider that reports too much has to say cannot be spent is below zero.
 */
Datum
market_unspent_amount(PG_FUNCTION_ARGS)
{
	Numeric		value = ArgumentAmount(fcinfo, 0, "value");
	Numeric		nonce = ArgumentAmount(fcinfo, 1, "nonce");
	Numeric		current_nonce = ArgumentAmount(fcinfo, 2, "current_nonce");
	Numeric		unspent = NumericSubtract(value, ReplyNumber(fcinfo, 3,
															  "current_signed_amount"));
	Numeric		old = ReplyNumber(fcinfo, 4, "old_nonce_signed_amount");

	if (NumericCompare(current_nonce, nonce) == 0)
		PG_RETURN_NUMERIC(unspent);
	if (NumericCompare(current_nonce, NumericAdd(nonce, NumericFromInt64(1))) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_NONCE),
				 errmsg("nonce of the reply does not fit that of the channel"),
				 errdetail("Channel: %s, reply: %s.", NumericText(nonce),
						   NumericText(current_nonce)),
				 errhint("They are equal, or while a claim is pending the reply's is one more.")));
	PG_RETURN_NUMERIC(NumericSubtract(unspent, old));
}
