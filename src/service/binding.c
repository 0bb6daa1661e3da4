/*
 * binding.c
 *		Bindings: bind, update, enable, disable, refund.
 *
 * Each function checks in the order of the original: first what the arguments
 * say by themselves, then what they say beside the rows, so that the first
 * fault decides the error.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/account.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/statement.h"
#include "service/binding_row.h"
#include "service/definition.h"
#include "service/event.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

PG_FUNCTION_INFO_V1(market_bind_service);
PG_FUNCTION_INFO_V1(market_update_binding);
PG_FUNCTION_INFO_V1(market_enable_binding);
PG_FUNCTION_INFO_V1(market_disable_binding);
PG_FUNCTION_INFO_V1(market_refund_deposit);
PG_FUNCTION_INFO_V1(market_set_withdraw_address);

/* A pricing as the argument of a statement: its text. */
static Datum
PricingGetTextDatum(const Pricing *pricing)
{
	size_t		length;
	const char *text = PricingText(pricing, &length);

	return PointerGetDatum(cstring_to_text_with_len(text, length));
}

static void
BindingCheckQos(int64 qos, const BindingTerms *terms)
{
	if (qos < 1 || qos > terms->max_request_timeout)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_QOS),
				 errmsg("quality of service of " INT64_FORMAT " blocks is out of range", qos),
				 errdetail("It is from 1 to " INT64_FORMAT " blocks.",
						   terms->max_request_timeout)));
}

/* May this owner bind this provider to this service?  MK044, MK006, MK013, MK041. */
static void
BindingCheckNew(const BindingCall *call)
{
	static Statement find = {
		"SELECT EXISTS (SELECT FROM market.module_service WHERE service_name = $1),"
		" EXISTS (SELECT FROM market.service_definition WHERE name = $1),"
		" EXISTS (SELECT FROM market.service_binding"
		"  WHERE service_name = $1 AND provider OPERATOR(market.=) $2::market.address),"
		" (SELECT owner::pg_catalog.bytea FROM market.provider_owner"
		"  WHERE provider OPERATOR(market.=) $2::market.address)",
		2, {TEXTOID, BYTEAOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(call->service_name), AddressGetByteaDatum(call->provider)
	};
	Datum		owner;
	bool		unowned;

	StatementRun(&find, arguments, NULL);
	if (DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_BINDS_MODULE_SERVICE),
				 errmsg("service \"%s\" is a module's and cannot be bound",
						call->service_name)));
	if (!DatumGetBool(StatementDatum(0, 2)))
		DefinitionRaiseUnknown(call->service_name);
	if (DatumGetBool(StatementDatum(0, 3)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_BINDING_EXISTS),
				 errmsg("provider %s is bound to service \"%s\" already",
						AddressText(call->provider), call->service_name)));
	owner = StatementValue(0, 4, &unowned);
	if (!unowned && memcmp(VARDATA_ANY(DatumGetByteaPP(owner)), call->owner->bytes,
						   ADDRESS_SIZE) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_AUTHORIZED),
				 errmsg("provider %s has another owner", AddressText(call->provider)),
				 errdetail("Whoever binds a provider first owns it, for all services.")));
}

/*
 * bind_service(owner, service_name, provider, deposit, pricing, qos, options)
 */
Datum
market_bind_service(PG_FUNCTION_ARGS)
{
	/* another session may bind the provider meanwhile: then no row is made here */
	static Statement bind = {
		"WITH owned AS ("
		" INSERT INTO market.provider_owner AS o (provider, owner)"
		" VALUES ($2::market.address, $3::market.address)"
		" ON CONFLICT (provider) DO UPDATE SET owner = EXCLUDED.owner"
		"  WHERE o.owner OPERATOR(market.=) EXCLUDED.owner RETURNING provider, owner)"
		"INSERT INTO market.service_binding"
		" (service_name, provider, owner, deposit, pricing, price, price_denom, qos, options)"
		" SELECT $1, provider, owner, $4, $5::market.pricing, $6, $7, $8, $9 FROM owned"
		" ON CONFLICT (service_name, provider) DO NOTHING",
		9, {TEXTOID, BYTEAOID, BYTEAOID, NUMERICOID, TEXTOID, NUMERICOID, TEXTOID, INT8OID,
		JSONBOID}
	};
	BindingCall call;
	BindingTerms terms;
	Deposit		deposit;
	Pricing    *pricing;
	Funds		price;
	int64		qos = PG_ARGISNULL(5) ? 0 : PG_GETARG_INT64(5);
	Idempotency once;

	BindingEnter(fcinfo, &call);
	ArgumentDeposit(fcinfo, 3, &deposit);
	if (qos < 1)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_QOS),
				 errmsg("argument \"qos\" must be at least 1")));
	if (PG_ARGISNULL(6))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_OPTIONS),
				 errmsg("argument \"options\" must be a JSON value, not null")));
	if (PG_ARGISNULL(4))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_PRICING),
				 errmsg("argument \"pricing\" must not be null")));
	pricing = PG_GETARG_PRICING_P(4);

	if (IdempotencyBegin(&once, fcinfo, &call.caller, call.owner, NULL))
		return IdempotencyAnswer(&once, &call.caller);
	CallerRequireAccount(&call.caller, call.owner);
	BindingCheckNew(&call);
	BindingReadTerms(&terms);
	BindingCheckDepositDenom(&deposit, &terms);
	BindingCheckQos(qos, &terms);
	BindingReadPrice(pricing, &terms, &price);
	BindingCheckMinimum(deposit.funds.amount, &price, &terms);
	{
		const Address *named[] = {call.owner, call.provider};
		Datum		arguments[] = {
			CStringGetTextDatum(call.service_name), AddressGetByteaDatum(call.provider),
			AddressGetByteaDatum(call.owner), NumericGetDatum(deposit.funds.amount),
			PricingGetTextDatum(pricing), NumericGetDatum(price.amount),
			CStringGetTextDatum(price.denom), Int64GetDatum(qos),
			JsonbPGetDatum(PG_GETARG_JSONB_P(6))
		};

		AccountKnow(named, lengthof(named));
		while (StatementRun(&bind, arguments, NULL) == 0)
			BindingCheckNew(&call);
	}
	EventNote("create_binding", call.service_name, call.provider, call.owner);
	BindingMoveDeposit(call.service_name, call.provider, call.owner, &deposit.funds, false,
					   "bind_service");
	IdempotencyKeepVoid(&once);
	CallerLeave(&call.caller);
	PG_RETURN_VOID();
}

/*
 * update_binding(owner, service_name, provider, deposit, pricing, qos, options)
 *
 * Deposit is added; what is NULL stays.  An unavailable binding may fall below
 * its threshold: enabling it looks again.
 */
Datum
market_update_binding(PG_FUNCTION_ARGS)
{
	static Statement update = {
		"UPDATE market.service_binding SET deposit = $3,"
		" pricing = coalesce($4::market.pricing, pricing), price = $5, price_denom = $6,"
		" qos = coalesce($7, qos), options = coalesce($8, options)"
		" WHERE service_name = $1 AND provider OPERATOR(market.=) $2::market.address",
		8, {TEXTOID, BYTEAOID, NUMERICOID, TEXTOID, NUMERICOID, TEXTOID, INT8OID, JSONBOID}
	};
	bool		has_qos = !PG_ARGISNULL(5) && PG_GETARG_INT64(5) != 0;
	char		nulls[] = {' ', ' ', ' ', PG_ARGISNULL(4) ? 'n' : ' ', ' ', ' ',
		has_qos ? ' ' : 'n', PG_ARGISNULL(6) ? 'n' : ' '
	};
	BindingCall call;
	BindingTerms terms;
	Binding		binding;
	Deposit		deposit;
	Idempotency once;

	BindingEnter(fcinfo, &call);
	ArgumentDeposit(fcinfo, 3, &deposit);
	if (IdempotencyBegin(&once, fcinfo, &call.caller, call.owner, NULL))
		return IdempotencyAnswer(&once, &call.caller);

	BindingLock(&call, &binding);
	BindingReadTerms(&terms);
	if (has_qos)
		BindingCheckQos(PG_GETARG_INT64(5), &terms);
	if (deposit.given)
	{
		BindingCheckDepositDenom(&deposit, &terms);
		binding.deposit = NumericAdd(binding.deposit, deposit.funds.amount);
	}
	if (!PG_ARGISNULL(4))
		BindingReadPrice(binding.pricing = PG_GETARG_PRICING_P(4), &terms, &binding.price);
	if (deposit.given || has_qos || !PG_ARGISNULL(4) || !PG_ARGISNULL(6))
	{
		Datum		arguments[] = {
			CStringGetTextDatum(call.service_name), AddressGetByteaDatum(call.provider),
			NumericGetDatum(binding.deposit), PricingGetTextDatum(binding.pricing),
			NumericGetDatum(binding.price.amount), CStringGetTextDatum(binding.price.denom),
			PG_GETARG_DATUM(5), PG_GETARG_DATUM(6)
		};

		if (binding.available)
			BindingCheckMinimum(binding.deposit, &binding.price, &terms);
		StatementRun(&update, arguments, nulls);
	}
	EventNote("update_binding", call.service_name, call.provider, call.owner);
	if (deposit.given)
		BindingMoveDeposit(call.service_name, call.provider, call.owner, &deposit.funds, false,
						   "update_binding");
	IdempotencyKeepVoid(&once);
	CallerLeave(&call.caller);
	PG_RETURN_VOID();
}

/* Write what a function changed of a binding's deposit and availability. */
static void
BindingWrite(const Binding *binding)
{
	static Statement write = {
		"UPDATE market.service_binding SET deposit = $3, available = $4, disabled_time = $5"
		" WHERE service_name = $1 AND provider OPERATOR(market.=) $2::market.address",
		5, {TEXTOID, BYTEAOID, NUMERICOID, BOOLOID, TIMESTAMPTZOID}
	};
	char		nulls[] = {' ', ' ', ' ', ' ', binding->available ? 'n' : ' '};
	Datum		arguments[] = {
		CStringGetTextDatum(binding->service_name), AddressGetByteaDatum(&binding->provider),
		NumericGetDatum(binding->deposit), BoolGetDatum(binding->available),
		TimestampTzGetDatum(binding->disabled_time)
	};

	StatementRun(&write, arguments, nulls);
}

/*
 * enable_binding(owner, service_name, provider, deposit)
 */
Datum
market_enable_binding(PG_FUNCTION_ARGS)
{
	BindingCall call;
	BindingTerms terms;
	Binding		binding;
	Deposit		deposit;
	Idempotency once;

	BindingEnter(fcinfo, &call);
	ArgumentDeposit(fcinfo, 3, &deposit);
	if (IdempotencyBegin(&once, fcinfo, &call.caller, call.owner, NULL))
		return IdempotencyAnswer(&once, &call.caller);

	BindingLock(&call, &binding);
	if (binding.available)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_BINDING_AVAILABLE),
				 errmsg("the binding is available already")));
	BindingReadTerms(&terms);
	if (deposit.given)
	{
		BindingCheckDepositDenom(&deposit, &terms);
		binding.deposit = NumericAdd(binding.deposit, deposit.funds.amount);
	}
	BindingCheckMinimum(binding.deposit, &binding.price, &terms);

	binding.available = true;
	BindingWrite(&binding);
	EventNote("enable_binding", call.service_name, call.provider, call.owner);
	if (deposit.given)
		BindingMoveDeposit(call.service_name, call.provider, call.owner, &deposit.funds, false,
						   "enable_binding");
	IdempotencyKeepVoid(&once);
	CallerLeave(&call.caller);
	PG_RETURN_VOID();
}

/*
 * disable_binding(owner, service_name, provider)
 *
 * Open requests stay open, and are paid or slashed as usual.
 */
Datum
market_disable_binding(PG_FUNCTION_ARGS)
{
	BindingCall call;
	BindingTerms terms;
	Binding		binding;

	BindingEnter(fcinfo, &call);
	BindingLock(&call, &binding);
	if (!binding.available)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_BINDING_UNAVAILABLE),
				 errmsg("the binding is not available")));
	BindingReadTerms(&terms);
	binding.available = false;
	binding.disabled_time = terms.now;
	BindingWrite(&binding);
	EventNote("disable_binding", call.service_name, call.provider, call.owner);
	CallerLeave(&call.caller);
	PG_RETURN_VOID();
}

/* Raise MK016, MK008 or MK017 unless the deposit can go back. */
static void
BindingCheckRefund(const Binding *binding, const BindingTerms *terms)
{
	if (binding->available)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_BINDING_AVAILABLE),
				 errmsg("the binding is available"),
				 errhint("Disable it first.")));
	if (NumericIsZero(binding->deposit))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_DEPOSIT),
				 errmsg("the binding has no deposit")));
	if (terms->now < binding->disabled_time + terms->refund_wait)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_REFUND_TOO_EARLY),
				 errmsg("the deposit cannot be refunded before %s",
						timestamptz_to_str(binding->disabled_time + terms->refund_wait)),
				 errdetail("It answers for complaints until then.")));
}

/*
 * refund_deposit(owner, service_name, provider) returns numeric
 *
 * The deposit goes back to the owner, whatever its withdraw address.
 */
Datum
market_refund_deposit(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	BindingCall call;
	BindingTerms terms;
	Binding		binding;
	Funds		funds;
	Idempotency once;

	BindingEnter(fcinfo, &call);
	if (IdempotencyBegin(&once, fcinfo, &call.caller, call.owner, NULL))
		return IdempotencyAnswer(&once, &call.caller);
	BindingLock(&call, &binding);
	BindingReadTerms(&terms);
	BindingCheckRefund(&binding, &terms);

	funds.denom = terms.base_denom;
	funds.amount = binding.deposit;
	binding.deposit = NumericFromInt64(0);
	BindingWrite(&binding);
	EventNote("refund_deposit", call.service_name, call.provider, call.owner);
	BindingMoveDeposit(call.service_name, call.provider, call.owner, &funds, true,
					   "refund_deposit");
	return IdempotencyLeaveWith(&once, &call.caller, context, funds.amount);
}

/*
 * set_withdraw_address(owner, withdraw_address)
 */
Datum
market_set_withdraw_address(PG_FUNCTION_ARGS)
{
	static Statement set = {
		"INSERT INTO market.withdraw_address (owner, withdraw_address)"
		" VALUES ($1::market.address, $2::market.address)"
		" ON CONFLICT (owner) DO UPDATE SET withdraw_address = EXCLUDED.withdraw_address",
		2, {BYTEAOID, BYTEAOID}
	};
	Address    *owner = ArgumentActor(fcinfo, 0, "owner");
	Address    *withdraw_address = ArgumentActor(fcinfo, 1, "withdraw_address");
	const Address *named[] = {owner, withdraw_address};
	Datum		arguments[] = {
		AddressGetByteaDatum(owner), AddressGetByteaDatum(withdraw_address)
	};
	Caller		caller;

	CallerEnter(&caller);
	CallerRequireAccount(&caller, owner);
	AccountKnow(named, lengthof(named));
	StatementRun(&set, arguments, NULL);
	EventNote("set_withdraw_address", NULL, NULL, owner);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
