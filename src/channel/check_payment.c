/*
 * check_payment.c
 *		Would a payment be accepted, and if not, why?
 */
#include "postgres.h"

#include "access/xact.h"
#include "core/caller.h"
#include "core/statement.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/elog.h"
#include "utils/resowner.h"

extern Datum market_authorize_payment(PG_FUNCTION_ARGS);

PG_FUNCTION_INFO_V1(market_check_payment);

/* the arguments of authorize_payment(); the last one, its key, is never given */
#define PAYMENT_ARGUMENTS 10

/* The columns of the answer. */
enum
{
	ACCEPTED, PRICE, SQLSTATE, MESSAGE, DETAIL, HINT, COLUMN_COUNT
};

/* An error that says something of the session or the server, not of the payment. */
static bool
ErrorIsOurs(int code)
{
	int			category = ERRCODE_TO_CATEGORY(code);

	return category == ERRCODE_OPERATOR_INTERVENTION ||
		category == ERRCODE_TRANSACTION_ROLLBACK ||
		category == ERRCODE_INVALID_TRANSACTION_STATE ||
		category == ERRCODE_INSUFFICIENT_RESOURCES || code == ERRCODE_INTERNAL_ERROR ||
		code == ERRCODE_INSUFFICIENT_PRIVILEGE;
}

static void
AnswerText(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	if (text != NULL)
		values[column] = CStringGetTextDatum(text);
}

/* Make the payment; everything it does is undone by the caller. */
static Datum
PaymentTry(FunctionCallInfo fcinfo)
{
	LOCAL_FCINFO(call, PAYMENT_ARGUMENTS);
	int			i;

	InitFunctionCallInfoData(*call, fcinfo->flinfo, PAYMENT_ARGUMENTS, fcinfo->fncollation,
							 NULL, NULL);
	for (i = 0; i < PAYMENT_ARGUMENTS; i++)
	{
		call->args[i].isnull = i >= PG_NARGS() || PG_ARGISNULL(i);
		call->args[i].value = call->args[i].isnull ? (Datum) 0 : PG_GETARG_DATUM(i);
	}
	return market_authorize_payment(call);
}

/*
 * check_payment(channel_id bigint, nonce numeric, amount numeric, signature signature,
 *		organization_id text, service_id text, method text, request jsonb,
 *		quote_id bigint) returns record (accepted, price, sqlstate, message, detail, hint)
 *
 * Makes the payment in a subtransaction, and takes it back.
 */
Datum
market_check_payment(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	Datum		values[COLUMN_COUNT] = {0};
	bool		nulls[COLUMN_COUNT] = {false, true, true, true, true, true};

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		values[PRICE] = PaymentTry(fcinfo);
		values[ACCEPTED] = BoolGetDatum(true);
		nulls[PRICE] = false;
		RollbackAndReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(context);
		CurrentResourceOwner = owner;
		if (ErrorIsOurs(error->sqlerrcode))
			ReThrowError(error);
		values[ACCEPTED] = BoolGetDatum(false);
		AnswerText(values, nulls, SQLSTATE, unpack_sql_state(error->sqlerrcode));
		AnswerText(values, nulls, MESSAGE, error->message);
		AnswerText(values, nulls, DETAIL, error->detail);
		AnswerText(values, nulls, HINT, error->hint);
	}
	PG_END_TRY();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	return StatementRecord(fcinfo, values, nulls);
}
