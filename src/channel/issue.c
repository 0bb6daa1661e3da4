/*
 * issue.c
 *		Tokens for prepaid calls: a client signs a total in advance.
 *
 * Source: SingularityNET daemon, token service.  There the comparison with what was
 * signed before is outside of the lock, and amounts have 64 bits; here neither.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/payment.h"
#include "channel/prepaid.h"
#include "channel/reservation.h"
#include "core/arguments.h"
#include "core/clock.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(market_issue_prepaid_token);
PG_FUNCTION_INFO_V1(market_set_prepaid_secret);

#define PREPAID_TOKEN_MESSAGE_SIZE (SIGNATURE_SIZE + UINT256_SIZE)

/* A request for a token. */
typedef struct Issue
{
	Payment		payment;		/* channel, group_id, nonce, amount, signature */
	bytea	   *claim_signature;	/* that signature, as it was sent */
	const char *organization_id;
	const char *service_id;		/* NULL: for all of the group */
	const Signature *signature; /* over the request, or NULL */
	int64		block;			/* at which it was made */
	/* what the market says */
	int64		threshold;
	int64		expiration;		/* of the token, seconds since 1970 */
	TimestampTz expires;		/* the same */
	Numeric		planned;
	Numeric		used;
} Issue;

static void
IssueArguments(FunctionCallInfo fcinfo, Issue *issue)
{
	Payment    *payment = &issue->payment;

	payment->channel.id = ArgumentInt64(fcinfo, 0, "channel_id");
	payment->nonce = ArgumentAmount(fcinfo, 1, "nonce");
	payment->amount = ArgumentAmount(fcinfo, 2, "amount");
	ArgumentRequire(fcinfo, 3, "claim_signature");
	issue->claim_signature = PG_GETARG_BYTEA_PP(3);
	payment->signature = SignatureFromBytea(issue->claim_signature);
	issue->organization_id = ArgumentText(fcinfo, 4, "organization_id");
	issue->service_id = PG_ARGISNULL(5) ? NULL : ArgumentText(fcinfo, 5, "service_id");
	issue->signature = PG_ARGISNULL(7) ? NULL : PG_GETARG_SIGNATURE_P(7);
	issue->block = issue->signature == NULL ? 0 : ArgumentHeight(fcinfo, 6, "current_block");
}

/* Say why the organization has no group that matches the channel. */
static void
IssueNoGroup(const Issue *issue)
{
	static Statement registered = {
		"SELECT FROM market.organization WHERE id = $1", 1, {TEXTOID}
	};
	const Channel *channel = &issue->payment.channel;
	Terms		terms = {
		.organization_id = issue->organization_id, .service_id = issue->service_id
	};
	Datum		arguments[] = {CStringGetTextDatum(issue->organization_id)};

	if (issue->service_id != NULL)
		TermsRequireService(&terms);
	else if (StatementRun(&registered, arguments, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ORGANIZATION_NOT_FOUND),
				 errmsg("organization \"%s\" not found", issue->organization_id)));
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_GROUP_MISMATCH),
			 errmsg("channel " INT64_FORMAT " is not for organization \"%s\"", channel->id,
					issue->organization_id),
			 errdetail("It has no group, or the service has none, with the channel's group id and"
					   " recipient %s, or its prices are in another token than the channel's %s.",
					   AddressText(&channel->recipient), channel->denom),
			 errhint("SELECT * FROM market.organization_group shows groups and payment"
					 " addresses.")));
}

/* Read the group that the channel is for, the time, and how long a token lives. */
static void
IssueRead(Issue *issue)
{
	static Statement get = {
		"SELECT k.height, p.escrow_address, g.payment_expiration_threshold,"
		" k.block_time + p.prepaid_token_lifetime"
		" FROM market.organization_group AS g CROSS JOIN market.params AS p"
		" CROSS JOIN market.clock AS k"
		" WHERE g.organization_id = $1 AND g.group_id = $2"
		" AND g.payment_address OPERATOR(market.=) $3::market.address AND p.channel_denom = $4"
		" AND ($5 IS NULL OR EXISTS (SELECT FROM market.service_group AS s"
		"  WHERE s.organization_id = $1 AND s.service_id = $5 AND s.group_id = $2))",
		5, {TEXTOID, BYTEAOID, BYTEAOID, TEXTOID, TEXTOID}
	};
	Payment    *payment = &issue->payment;
	Channel    *channel = &payment->channel;
	Datum		arguments[] = {
		CStringGetTextDatum(issue->organization_id), payment->group_id,
		AddressGetByteaDatum(&channel->recipient), CStringGetTextDatum(channel->denom),
		issue->service_id == NULL ? (Datum) 0 : CStringGetTextDatum(issue->service_id)
	};
	bool		found = StatementRun(&get, arguments,
									 issue->service_id == NULL ? "    n" : NULL) > 0;

	channel->height = found ? DatumGetInt64(StatementDatum(0, 1)) : ClockHeight();
	if (!found)
	{
		ReservationCheckFree(channel);
		IssueNoGroup(issue);
	}
	channel->escrow = *DatumGetAddressP(StatementDatum(0, 2));
	issue->threshold = DatumGetInt64(StatementDatum(0, 3));
	issue->expires = DatumGetTimestampTz(StatementDatum(0, 4));
	issue->expiration = PrepaidSeconds(issue->expires);
	ReservationCheckFree(channel);
}

/* What is signed for never falls: MK116, and MK115 for more than there is. */
static void
IssueCheckAmount(const Issue *issue)
{
	const Channel *channel = &issue->payment.channel;
	Numeric		amount = issue->payment.amount;

	if (NumericCompare(amount, channel->authorized) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_INCREASE),
				 errmsg("signed amount is below what is signed for"),
				 errdetail("Signed for are %s, and now %s.", NumericText(channel->authorized),
						   NumericText(amount)),
				 errhint("Sign the same total to renew a token, or a higher one.")));
	PaymentCheckAmount(channel, amount);
}

/* Who asks: the signer of the request, or the sender, whose role does. */
static Address
IssueUser(const Issue *issue, const Caller *caller)
{
	const Channel *channel = &issue->payment.channel;
	uint8		message[PREPAID_TOKEN_MESSAGE_SIZE];
	Address		user;

	if (issue->signature == NULL)
	{
		if (!CallerMayAct(caller, &channel->signer) && !CallerMayAct(caller, &channel->recipient))
			CallerRequireAccount(caller, &channel->sender);
		return channel->sender;
	}
	/* over the bytes that were sent, of which there are two forms */
	memcpy(message, VARDATA_ANY(issue->claim_signature), SIGNATURE_SIZE);
	Uint256FromUint64(issue->block, message + SIGNATURE_SIZE);
	user = PaymentRequestSigner(channel, issue->signature, message, sizeof(message));
	ChannelCheckWindow(issue->block, channel->height);
	return user;
}

/* The payment itself: checks 8 to 13 of a paid call. */
static void
IssueCheckPayment(const Issue *issue)
{
	const Payment *payment = &issue->payment;

	PaymentCheckNonce(&payment->channel, payment->nonce);
	(void) ChannelCheckPayment(&payment->channel, payment->channel.payment_nonce, payment->amount,
						payment->signature);
	PaymentCheckExpiration(&payment->channel, issue->threshold);
}

/* Store the new total; what it exceeds the last one by is prepaid. */
static void
IssueStore(const Issue *issue)
{
	static Statement store = {
		"WITH signed AS ("
		"  UPDATE market.channel SET authorized_amount = $2,"
		"   authorized_signature = $3::market.signature WHERE id = $1"
		") INSERT INTO market.prepaid_total AS t (channel_id, organization_id, planned_amount)"
		" VALUES ($1, $5, $4) ON CONFLICT (channel_id, organization_id) DO UPDATE"
		" SET planned_amount = t.planned_amount + EXCLUDED.planned_amount",
		5, {INT8OID, NUMERICOID, BYTEAOID, NUMERICOID, TEXTOID}
	};
	const Payment *payment = &issue->payment;
	Numeric		more = NumericSubtract(payment->amount, payment->channel.authorized);
	Datum		arguments[] = {
		Int64GetDatum(payment->channel.id), NumericGetDatum(payment->amount),
		SignatureGetByteaDatum(payment->signature), NumericGetDatum(more),
		CStringGetTextDatum(issue->organization_id)
	};

	if (!NumericIsZero(more))
		StatementRun(&store, arguments, NULL);
}

/* Read the totals, used without what was given back; planned is 0 when nothing was prepaid. */
static void
IssueReadTotals(Issue *issue)
{
	static Statement get = {
		"SELECT coalesce(pg_catalog.sum(planned_amount), 0),"
		" coalesce(pg_catalog.sum(used_amount + lost_amount - refunded_amount), 0)"
		" FROM market.prepaid_total WHERE channel_id = $1 AND organization_id = $2",
		2, {INT8OID, TEXTOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(issue->payment.channel.id), CStringGetTextDatum(issue->organization_id)
	};

	StatementRun(&get, arguments, NULL);
	issue->planned = DatumGetNumeric(StatementDatum(0, 1));
	issue->used = DatumGetNumeric(StatementDatum(0, 2));
}

/* Write a secret; without one, or with NULL, 32 random bytes. */
static void
SecretWrite(const char *organization_id, bytea *secret, bool replace)
{
	static Statement put = {
		"INSERT INTO market.prepaid_secret (organization_id, secret) VALUES ($1, $2)"
		" ON CONFLICT (organization_id) DO UPDATE SET secret = EXCLUDED.secret WHERE $3",
		3, {TEXTOID, BYTEAOID, BOOLOID}
	};
	uint8		bytes[JWT_SECRET_MIN];
	Datum		arguments[3];

	if (secret == NULL)
	{
		if (!pg_strong_random(bytes, sizeof(bytes)))
			ereport(ERROR,
					(errcode(ERRCODE_INSUFFICIENT_RESOURCES),
					 errmsg("could not generate a random secret")));
		secret = BytesToBytea(bytes, sizeof(bytes));
	}
	arguments[0] = CStringGetTextDatum(organization_id);
	arguments[1] = PointerGetDatum(secret);
	arguments[2] = BoolGetDatum(replace);
	StatementRun(&put, arguments, NULL);
}

/* The secret of an organization, which is made when it is first needed. */
static bytea *
SecretRead(const char *organization_id)
{
	static Statement get = {
		"SELECT secret FROM market.prepaid_secret WHERE organization_id = $1", 1, {TEXTOID}
	};
	Datum		arguments[] = {CStringGetTextDatum(organization_id)};

	if (StatementRun(&get, arguments, NULL) == 0)
	{
		SecretWrite(organization_id, NULL, false);
		StatementRun(&get, arguments, NULL);
	}
	return DatumGetByteaPP(StatementDatum(0, 1));
}

/* The token, in SPI's memory. */
static char *
IssueToken(const Issue *issue, const Address *user)
{
	PrepaidClaims claims = {
		.channel_id = issue->payment.channel.id, .organization_id = issue->organization_id,
		.service_id = issue->service_id, .user = *user, .expiration = issue->expiration
	};

	claims.group_id32 = (const uint8 *) VARDATA_ANY(DatumGetByteaPP(issue->payment.group_id));
	return PrepaidTokenMake(&claims, SecretRead(issue->organization_id));
}

/*
 * issue_prepaid_token(channel_id bigint, nonce numeric, amount numeric,
 *		claim_signature bytea, organization_id text, service_id text,
 *		current_block bigint, signature signature)
 *		returns record (token text, planned_amount numeric, used_amount numeric,
 *		expiration timestamptz)
 */
Datum
market_issue_prepaid_token(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	MemoryContext saved;
	Issue		issue;
	Address		user;
	char	   *token;
	Datum		values[4];
	bool		nulls[4] = {false};
	Caller		caller;

	IssueArguments(fcinfo, &issue);
	CallerEnter(&caller);
	if (!PaymentTryLock(&issue.payment))
		PaymentNotLocked(issue.payment.channel.id);
	IssueRead(&issue);
	IssueCheckAmount(&issue);
	user = IssueUser(&issue, &caller);
	IssueCheckPayment(&issue);
	IssueStore(&issue);
	IssueReadTotals(&issue);
	token = IssueToken(&issue, &user);

	saved = MemoryContextSwitchTo(context);
	values[0] = CStringGetTextDatum(token);
	values[1] = NumericGetDatum(DatumGetNumericCopy(NumericGetDatum(issue.planned)));
	values[2] = NumericGetDatum(DatumGetNumericCopy(NumericGetDatum(issue.used)));
	values[3] = TimestampTzGetDatum(issue.expires);
	MemoryContextSwitchTo(saved);
	CallerLeave(&caller);
	return StatementRecord(fcinfo, values, nulls);
}

/*
 * set_prepaid_secret(owner address, organization_id text, secret bytea) returns void
 */
Datum
market_set_prepaid_secret(PG_FUNCTION_ARGS)
{
	bytea	   *secret = PG_ARGISNULL(2) ? NULL : PG_GETARG_BYTEA_PP(2);
	Address    *owner;
	char	   *organization_id;
	Caller		caller;

	CallerEnter(&caller);
	owner = ArgumentActor(fcinfo, 0, "owner");
	organization_id = ArgumentRegistryId(fcinfo, 1, "organization_id");
	if (secret != NULL)
		JwtCheckSecret(secret);
	OrganizationRequire(&caller, organization_id, owner, ORGANIZATION_OWNER);
	SecretWrite(organization_id, secret, true);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
