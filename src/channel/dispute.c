/*
 * dispute.c
 *		Disputes: what a client says of a call it paid, what the provider answers,
 *		and how it ended.
 *
 * A dispute is a record.  Money goes back by refund_payment(), or not at all.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/usage.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_open_dispute);
PG_FUNCTION_INFO_V1(market_answer_dispute);
PG_FUNCTION_INFO_V1(market_close_dispute);

/* A dispute, as read under its lock. */
typedef struct Dispute
{
	int64		id;
	Address		payer;
	char	   *organization_id;
	char	   *state;
} Dispute;

/* Lock a dispute that is not closed: MK161, MK162. */
static void
DisputeLock(int64 id, Dispute *dispute)
{
	static Statement lock = {
		"SELECT payer, organization_id, state FROM market.dispute WHERE id = $1"
		" FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(id)};

	if (StatementRun(&lock, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_DISPUTE_NOT_FOUND),
				 errmsg("dispute " INT64_FORMAT " not found", id)));
	dispute->id = id;
	dispute->payer = *DatumGetAddressP(StatementDatum(0, 1));
	dispute->organization_id = TextDatumGetCString(StatementDatum(0, 2));
	dispute->state = TextDatumGetCString(StatementDatum(0, 3));
	if (strcmp(dispute->state, "open") != 0 && strcmp(dispute->state, "answered") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_DISPUTE_CLOSED),
				 errmsg("dispute " INT64_FORMAT " is closed", id),
				 errdetail("It was %s.", dispute->state)));
}

/*
 * open_dispute(payer address, usage_id bigint, amount numeric, evidence jsonb)
 *		returns bigint: the dispute
 */
Datum
market_open_dispute(PG_FUNCTION_ARGS)
{
	static Statement open = {
		"INSERT INTO market.dispute (usage_id, channel_id, organization_id, service_id, payer,"
		"  amount, evidence, opened_height, opened_time)"
		" SELECT $1, $2, $3, $4, $5::market.address, $6, $7, c.height, c.block_time"
		" FROM market.clock AS c ON CONFLICT (usage_id) DO NOTHING RETURNING id",
		7, {INT8OID, INT8OID, TEXTOID, TEXTOID, BYTEAOID, NUMERICOID, JSONBOID}
	};
	Caller		caller;
	Address    *payer;
	Numeric		amount;
	UsageCall	call;
	Datum		arguments[7];
	int64		id;

	CallerEnter(&caller);
	payer = ArgumentActor(fcinfo, 0, "payer");
	(void) ArgumentInt64(fcinfo, 1, "usage_id");
	amount = ArgumentAmount(fcinfo, 2, "amount");
	CallerRequireAccount(&caller, payer);
	UsageRequirePayer(PG_GETARG_INT64(1), payer, &call);
	if (NumericCompare(amount, call.price) > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"amount\" must not be above the price of the call"),
				 errdetail("The price was %s.", NumericText(call.price))));

	arguments[0] = PG_GETARG_DATUM(1);
	arguments[1] = Int64GetDatum(call.channel_id);
	arguments[2] = CStringGetTextDatum(call.organization_id);
	arguments[3] = CStringGetTextDatum(call.service_id);
	arguments[4] = AddressGetByteaDatum(payer);
	arguments[5] = NumericGetDatum(amount);
	arguments[6] = PG_GETARG_DATUM(3);
	if (StatementRun(&open, arguments, PG_ARGISNULL(3) ? "      n" : NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_DISPUTE_EXISTS),
				 errmsg("call " INT64_FORMAT " is disputed already", PG_GETARG_INT64(1))));
	id = DatumGetInt64(StatementDatum(0, 1));
	CallerLeave(&caller);
	PG_RETURN_INT64(id);
}

/*
 * answer_dispute(member address, dispute_id bigint, answer jsonb)
 */
Datum
market_answer_dispute(PG_FUNCTION_ARGS)
{
	static Statement answer = {
		"UPDATE market.dispute SET answer = $2, state = 'answered' WHERE id = $1",
		2, {INT8OID, JSONBOID}
	};
	Caller		caller;
	Address    *member;
	Dispute		dispute;
	Datum		arguments[2];

	CallerEnter(&caller);
	member = ArgumentActor(fcinfo, 0, "member");
	(void) ArgumentInt64(fcinfo, 1, "dispute_id");
	ArgumentRequire(fcinfo, 2, "answer");
	DisputeLock(PG_GETARG_INT64(1), &dispute);
	OrganizationCheckMember(&caller, dispute.organization_id, member);

	arguments[0] = PG_GETARG_DATUM(1);
	arguments[1] = PG_GETARG_DATUM(2);
	StatementRun(&answer, arguments, NULL);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/* May the caller end a dispute in this way?  Raises 42501 or MK135. */
static void
DisputeRequire(const Caller *caller, const Dispute *dispute, const Address *account,
			   const char *outcome)
{
	if (strcmp(outcome, "withdrawn") == 0)
	{
		if (!AddressEquals(account, &dispute->payer))
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
					 errmsg("only who opened a dispute can withdraw it")));
		CallerRequireAccount(caller, account);
	}
	else if (strcmp(outcome, "accepted") == 0)
		OrganizationCheckMember(caller, dispute->organization_id, account);
	else
		CallerRequireRole(caller, ROLE_OPERATOR);
}

/*
 * close_dispute(account address, dispute_id bigint, outcome text, note text)
 */
Datum
market_close_dispute(PG_FUNCTION_ARGS)
{
	static Statement close = {
		"UPDATE market.dispute AS d SET state = $2, closed_by = $3::market.address, note = $4,"
		" closed_height = c.height, closed_time = c.block_time"
		" FROM market.clock AS c WHERE d.id = $1",
		4, {INT8OID, TEXTOID, BYTEAOID, TEXTOID}
	};
	static const char *const outcomes[] = {"withdrawn", "accepted", "upheld", "rejected"};
	Caller		caller;
	Address    *account;
	Dispute		dispute;
	char	   *outcome;
	Datum		arguments[4];
	char		nulls[] = "    ";
	int			i;

	CallerEnter(&caller);
	account = ArgumentActor(fcinfo, 0, "account");
	(void) ArgumentInt64(fcinfo, 1, "dispute_id");
	outcome = ArgumentText(fcinfo, 2, "outcome");
	for (i = 0; i < lengthof(outcomes) && strcmp(outcome, outcomes[i]) != 0; i++)
		;
	if (i == lengthof(outcomes))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"outcome\" must be withdrawn, accepted, upheld or rejected")));
	DisputeLock(PG_GETARG_INT64(1), &dispute);
	DisputeRequire(&caller, &dispute, account, outcome);

	arguments[0] = PG_GETARG_DATUM(1);
	arguments[1] = PG_GETARG_DATUM(2);
	/* an operator decides by its role, not for an account */
	nulls[2] = i < 2 ? ' ' : 'n';
	arguments[2] = AddressGetByteaDatum(account);
	nulls[3] = PG_ARGISNULL(3) ? 'n' : ' ';
	arguments[3] = PG_GETARG_DATUM(3);
	StatementRun(&close, arguments, nulls);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
