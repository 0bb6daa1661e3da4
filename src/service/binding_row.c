/*
 * binding_row.c
 *		Reading and locking bindings, and the arguments that their functions share.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/account.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/ledger.h"
#include "core/statement.h"
#include "kernel/decimal.h"
#include "service/binding_row.h"
#include "service/definition.h"
#include "type/amount.h"
#include "utils/builtins.h"

void
BindingEnter(FunctionCallInfo fcinfo, BindingCall *call)
{
	CallerEnter(&call->caller);
	call->provider = ArgumentActor(fcinfo, 2, "provider");
	call->owner = ArgumentActor(fcinfo, 0, "owner");
	call->service_name = ArgumentServiceName(fcinfo, 1, "service_name");
}

/* An interval of a parameter, in which a month has 30 days, as microseconds. */
static int64
BindingInterval(Datum datum)
{
	Interval   *interval = DatumGetIntervalP(datum);

	return ((int64) interval->month * DAYS_PER_MONTH + interval->day) * USECS_PER_DAY +
		interval->time;
}

void
BindingReadTerms(BindingTerms *terms)
{
	/* a deposit must not be counted in a denom that changes meanwhile */
	static Statement get = {
		"SELECT p.base_denom, p.max_request_timeout, p.restricted_service_fee_denom,"
		" c.block_time, p.complaint_retrospect, p.arbitration_time_limit"
		" FROM market.params AS p CROSS JOIN market.clock AS c FOR SHARE OF p", 0
	};

	StatementRun(&get, NULL, NULL);
	terms->base_denom = StatementText(0, 1);
	terms->max_request_timeout = DatumGetInt64(StatementDatum(0, 2));
	terms->restricted_denom = DatumGetBool(StatementDatum(0, 3));
	terms->now = DatumGetTimestampTz(StatementDatum(0, 4));
	terms->refund_wait = BindingInterval(StatementDatum(0, 5)) +
		BindingInterval(StatementDatum(0, 6));
}

void
BindingLock(const BindingCall *call, Binding *binding)
{
	static Statement lock = {
		"SELECT owner::pg_catalog.bytea, deposit::numeric, pricing, price::numeric, price_denom,"
		" available, disabled_time"
		" FROM market.service_binding"
		" WHERE service_name = $1 AND provider OPERATOR(market.=) $2::market.address"
		" FOR NO KEY UPDATE",
		2, {TEXTOID, BYTEAOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(call->service_name), AddressGetByteaDatum(call->provider)
	};
	Datum		disabled_time;
	bool		available;

	CallerRequireAccount(&call->caller, call->owner);
	if (StatementRun(&lock, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_UNKNOWN_BINDING),
				 errmsg("provider %s is not bound to service \"%s\"",
						AddressText(call->provider), call->service_name)));

	binding->service_name = call->service_name;
	binding->provider = *call->provider;
	memcpy(binding->owner.bytes, VARDATA_ANY(DatumGetByteaPP(StatementDatum(0, 1))),
		   ADDRESS_SIZE);
	binding->deposit = DatumGetNumericCopy(StatementDatum(0, 2));
	binding->pricing = DatumGetPricingP(StatementDatum(0, 3));
	binding->price.amount = DatumGetNumericCopy(StatementDatum(0, 4));
	binding->price.denom = StatementText(0, 5);
	binding->available = DatumGetBool(StatementDatum(0, 6));
	disabled_time = StatementValue(0, 7, &available);
	binding->disabled_time = available ? 0 : DatumGetTimestampTz(disabled_time);

	if (!AddressEquals(call->owner, &binding->owner))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_AUTHORIZED),
				 errmsg("account %s is not the owner of this binding",
						AddressText(call->owner)),
				 errdetail("The owner is %s.", AddressText(&binding->owner))));
}

void
ArgumentDeposit(FunctionCallInfo fcinfo, int n, Deposit *deposit)
{
	memset(deposit, 0, sizeof(*deposit));
	if (PG_ARGISNULL(n))
		return;
	deposit->coin = PG_GETARG_COIN_PP(n);
	if (NumericIsZero(CoinAmount(deposit->coin)))
		return;
	deposit->given = true;
	deposit->known = TokenDenom(CoinDenom(deposit->coin)) != NULL;
	if (deposit->known)
		deposit->funds = TokenFunds(deposit->coin, "deposit");
}

void
BindingCheckDepositDenom(const Deposit *deposit, const BindingTerms *terms)
{
	if (!deposit->given)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_DEPOSIT),
				 errmsg("a deposit must be given"),
				 errdetail("Deposits are in %s.", terms->base_denom)));
	if (!deposit->known || strcmp(deposit->funds.denom, terms->base_denom) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_DEPOSIT),
				 errmsg("deposit %s is not in the base denom", CoinString(deposit->coin)),
				 errdetail("Deposits are in %s.", terms->base_denom)));
}

void
BindingCheckMinimum(Numeric deposit, const Funds *price, const BindingTerms *terms)
{
	ExchangeFault fault;
	Numeric		minimum = BindingMinimumDeposit(price->amount, price->denom, &fault);

	if (minimum == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_MINIMUM_DEPOSIT),
				 errmsg("the least deposit for a price in %s cannot be computed", price->denom),
				 errdetail("%s", fault.message),
				 errhint("Price in %s, or try again when there is an exchange rate.",
						 terms->base_denom)));
	if (NumericCompare(deposit, minimum) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_DEPOSIT),
				 errmsg("insufficient deposit: %s%s", NumericText(deposit), terms->base_denom),
				 errdetail("The least deposit for a price of %s%s is %s%s.",
						   NumericText(price->amount), price->denom, NumericText(minimum),
						   terms->base_denom)));
}

/* Is there any money in a token, wherever it lies? */
static bool
BindingDenomHasSupply(const char *denom)
{
	static Statement supply = {
		"SELECT WHERE EXISTS (SELECT FROM market.account_balance WHERE denom = $1 AND amount > 0)"
		" OR EXISTS (SELECT FROM market.balance_sheet WHERE denom = $1 AND kind <> 'burned')",
		1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(denom)};

	return StatementRun(&supply, arguments, NULL) > 0;
}

void
BindingReadPrice(Pricing *pricing, const BindingTerms *terms, Funds *price)
{
	Coin	   *coin = PricingPrice(pricing);
	TokenFault	fault = TokenRead(coin, price);
	Decimal		decimal;
	char	   *text;

	if (fault == TOKEN_OK)
	{
		text = NumericText(price->amount);
		if (DecimalFromText(text, strlen(text), &decimal) != DECIMAL_OK ||
			!DecimalIsCosmos(&decimal))
			fault = TOKEN_RANGE;
	}
	if (fault != TOKEN_OK)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_PRICING),
				 errmsg("price %s cannot be used", CoinString(coin)),
				 fault == TOKEN_UNKNOWN
				 ? errdetail("There is no token \"%s\".", CoinDenom(coin))
				 : fault == TOKEN_INEXACT
				 ? errdetail("It is no whole number of the minor unit, %s.", price->denom)
				 : errdetail("It is out of range.")));
	if (terms->restricted_denom && strcmp(price->denom, terms->base_denom) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_PRICING),
				 errmsg("price %s is not in the base denom", CoinString(coin)),
				 errdetail("Prices must be in %s.", terms->base_denom)));
	/* owners deposit the base denom, so that there is some */
	if (strcmp(price->denom, terms->base_denom) != 0 && !BindingDenomHasSupply(price->denom))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_PRICING),
				 errmsg("price %s cannot be paid", CoinString(coin)),
				 errdetail("Nobody has any %s.", price->denom)));
}

void
BindingMoveDeposit(const char *service_name, const Address *provider, const Address *owner,
				   const Funds *funds, bool back, const char *reason)
{
	Movement	movement = {
		.debit = owner, .debit_kind = back ? MONEY_DEPOSIT : MONEY_SPENDABLE,
		.credit = owner, .credit_kind = back ? MONEY_SPENDABLE : MONEY_DEPOSIT,
		.denom = funds->denom, .amount = funds->amount,
		.reason = reason, .reference = BindingReference(service_name, provider)
	};

	LedgerMove(&movement, 1);
}
