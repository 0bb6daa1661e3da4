/*
 * money.c
 *		Deposits, withdrawals, transfers and balances.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/arguments.h"
#include "core/caller.h"
#include "core/idempotency.h"
#include "core/ledger.h"
#include "core/statement.h"
#include "core/token.h"
#include "type/amount.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_deposit);
PG_FUNCTION_INFO_V1(market_withdraw);
PG_FUNCTION_INFO_V1(market_transfer);
PG_FUNCTION_INFO_V1(market_balance);

/* bytes of a reference: what an index takes, and more than a name needs */
#define REFERENCE_LENGTH_MAX 1000

static const Address outside;	/* the zero address */

/*
 * Note a reference.  Returns false when the very same movement was applied
 * before; raises 22023 when another one was.  A concurrent use of the reference
 * is waited for, holding no other lock.
 */
static bool
MoneyReference(const char *kind, const char *reference, const Address *account,
			   const Funds *funds)
{
	static Statement note = {
		"INSERT INTO market.external_reference (kind, reference, account, denom, amount, height)"
		" SELECT $1, $2, $3::market.address, $4, $5, height FROM market.clock"
		" ON CONFLICT DO NOTHING",
		5, {TEXTOID, TEXTOID, BYTEAOID, TEXTOID, NUMERICOID}
	};
	static Statement same = {
		"SELECT FROM market.external_reference WHERE kind = $1 AND reference = $2"
		" AND account OPERATOR(market.=) $3::market.address AND denom = $4 AND amount = $5",
		5, {TEXTOID, TEXTOID, BYTEAOID, TEXTOID, NUMERICOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(kind), CStringGetTextDatum(reference),
		AddressGetByteaDatum(account), CStringGetTextDatum(funds->denom),
		NumericGetDatum(funds->amount)
	};

	if (StatementRun(&note, arguments, NULL) > 0)
		return true;
	if (StatementRun(&same, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("reference \"%s\" was used for another %s", reference, kind),
				 errhint("A repeated %s has the same account and funds.", kind)));
	return false;
}

/* A deposit or a withdrawal, which differ in direction and in who may. */
static Datum
MoneyExternal(FunctionCallInfo fcinfo, bool incoming)
{
	MemoryContext context = CurrentMemoryContext;
	Address    *account = ArgumentActor(fcinfo, 0, "account");
	const char *kind = incoming ? "deposit" : "withdrawal";
	char	   *reference = PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2));
	Caller		caller;
	Idempotency once;
	Funds		funds;
	Movement	movement;

	ArgumentRequire(fcinfo, 1, "funds");
	if (reference != NULL && strlen(reference) > REFERENCE_LENGTH_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"reference\" has more than %d bytes", REFERENCE_LENGTH_MAX)));

	CallerEnter(&caller);
	if (incoming)
		CallerRequireRole(&caller, ROLE_OPERATOR);
	else
		CallerRequireAccount(&caller, account);
	/* an operator's keys are not the account's */
	if (IdempotencyBegin(&once, fcinfo, &caller, account, incoming ? kind : NULL))
		return IdempotencyAnswer(&once, &caller);

	funds = TokenFunds(PG_GETARG_COIN_PP(1), "funds");
	if (reference == NULL || MoneyReference(kind, reference, account, &funds))
	{
		movement.debit = incoming ? &outside : account;
		movement.debit_kind = incoming ? MONEY_OUTSIDE : MONEY_SPENDABLE;
		movement.credit = incoming ? account : &outside;
		movement.credit_kind = incoming ? MONEY_SPENDABLE : MONEY_OUTSIDE;
		movement.denom = funds.denom;
		movement.amount = funds.amount;
		movement.reason = kind;
		movement.reference = reference;
		LedgerMove(&movement, 1);
	}
	return IdempotencyLeaveWith(&once, &caller, context, LedgerBalance(account, funds.denom));
}

/*
 * deposit(account address, funds coin, reference text, idempotency_key text) returns numeric
 */
Datum
market_deposit(PG_FUNCTION_ARGS)
{
	return MoneyExternal(fcinfo, true);
}

/*
 * withdraw(account address, funds coin, reference text, idempotency_key text) returns numeric
 */
Datum
market_withdraw(PG_FUNCTION_ARGS)
{
	return MoneyExternal(fcinfo, false);
}

/*
 * transfer(sender address, receiver address, funds coin, idempotency_key text) returns numeric
 */
Datum
market_transfer(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Address    *sender = ArgumentActor(fcinfo, 0, "sender");
	Address    *receiver = ArgumentActor(fcinfo, 1, "receiver");
	Caller		caller;
	Idempotency once;
	Funds		funds;
	Movement	movement;

	ArgumentRequire(fcinfo, 2, "funds");
	CallerEnter(&caller);
	CallerRequireAccount(&caller, sender);
	if (IdempotencyBegin(&once, fcinfo, &caller, sender, NULL))
		return IdempotencyAnswer(&once, &caller);

	funds = TokenFunds(PG_GETARG_COIN_PP(2), "funds");
	/* a movement to oneself changes nothing, and needs the money all the same */
	if (AddressEquals(sender, receiver))
		LedgerRequire(sender, funds.denom, funds.amount);
	movement.debit = sender;
	movement.debit_kind = MONEY_SPENDABLE;
	movement.credit = receiver;
	movement.credit_kind = MONEY_SPENDABLE;
	movement.denom = funds.denom;
	movement.amount = funds.amount;
	movement.reason = "transfer";
	movement.reference = NULL;
	LedgerMove(&movement, 1);
	return IdempotencyLeaveWith(&once, &caller, context, LedgerBalance(sender, funds.denom));
}

/*
 * balance(account address, denom text) returns numeric
 */
Datum
market_balance(PG_FUNCTION_ARGS)
{
	static Statement balance = {
		"SELECT coalesce((SELECT b.amount FROM market.account_balance AS b"
		"  WHERE b.account OPERATOR(market.=) $1::market.address AND b.denom ="
		"  coalesce((SELECT denom FROM market.token WHERE symbol = $2), $2,"
		"   (SELECT base_denom FROM market.params))), 0)",
		2, {BYTEAOID, TEXTOID}
	};
	MemoryContext context = CurrentMemoryContext;
	Address    *account = ArgumentAddress(fcinfo, 0, "account");
	char		nulls[] = {' ', PG_ARGISNULL(1) ? 'n' : ' '};
	Datum		arguments[] = {AddressGetByteaDatum(account), PG_GETARG_DATUM(1)};
	Caller		caller;

	CallerEnter(&caller);
	if (!CallerHasRole(&caller, ROLE_READER) && !CallerHasRole(&caller, ROLE_OPERATOR))
		CallerRequireAccount(&caller, account);
	StatementRead(&balance, arguments, nulls);
	return CallerLeaveWith(&caller, context, DatumGetNumeric(StatementDatum(0, 1)));
}
