/*
 * signer.c
 *		Further signers of a channel, each with a budget of its own.
 *
 * A budget bounds what payments take.  A further signer's signature is taken by no
 * claim unless a payment was accepted with it, so that the budget binds the recipient
 * as well.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/organization.h"
#include "channel/signer.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/builtins.h"

#define SIGNER_BLOCKS_MAX INT64CONST(1000000000)

PG_FUNCTION_INFO_V1(market_set_channel_signer);
PG_FUNCTION_INFO_V1(market_remove_channel_signer);

bool
SignerMayPay(const Channel *channel, const Address *signer, const Terms *terms)
{
	static Statement find = {
		"SELECT (organization_id IS NULL OR organization_id = $3)"
		" AND (service_id IS NULL OR service_id = $4)"
		" FROM market.channel_signer"
		" WHERE channel_id = $1 AND signer OPERATOR(market.=) $2::market.address",
		4, {INT8OID, BYTEAOID, TEXTOID, TEXTOID}
	};
	Datum		arguments[] = {
		Int64GetDatum(channel->id), AddressGetByteaDatum(signer),
		CStringGetTextDatum(terms->organization_id), CStringGetTextDatum(terms->service_id)
	};

	if (StatementRun(&find, arguments, NULL) == 0)
		return false;
	if (!DatumGetBool(StatementDatum(0, 1)))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SPENDING_LIMIT),
				 errmsg("%s may not pay for service \"%s\" of organization \"%s\" from channel "
						INT64_FORMAT, AddressText(signer), terms->service_id,
						terms->organization_id, channel->id)));
	return true;
}

/* Say why nothing was taken out of a budget. */
static void
SignerRaiseLimit(const Channel *channel, const Address *signer, Numeric amount)
{
	static Statement get = {
		"SELECT budget, CASE WHEN $3 >= period_start + period THEN 0 ELSE spent END"
		" FROM market.channel_signer"
		" WHERE channel_id = $1 AND signer OPERATOR(market.=) $2::market.address",
		3, {INT8OID, BYTEAOID, INT8OID}
	};
	Datum		arguments[] = {
		Int64GetDatum(channel->id), AddressGetByteaDatum(signer), Int64GetDatum(channel->height)
	};

	StatementRun(&get, arguments, NULL);
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_SPENDING_LIMIT),
			 errmsg("the budget of %s on channel " INT64_FORMAT " does not suffice",
					AddressText(signer), channel->id),
			 errdetail("Budget: %s, spent: %s, payment: %s.", StatementText(0, 1),
					   StatementText(0, 2), NumericText(amount))));
}

void
SignerSpend(const Channel *channel, const Address *signer, Numeric amount)
{
	/* a period begins with the first payment after the one before has ended */
	static Statement spend = {
		"UPDATE market.channel_signer AS s SET"
		"  spent = CASE WHEN $4 >= period_start + period THEN 0 ELSE spent END + $3,"
		"  period_start = CASE WHEN $4 >= period_start + period THEN $4 ELSE period_start END"
		" WHERE channel_id = $1 AND signer OPERATOR(market.=) $2::market.address"
		" AND (budget IS NULL"
		"  OR CASE WHEN $4 >= period_start + period THEN 0 ELSE spent END + $3 <= budget)",
		4, {INT8OID, BYTEAOID, NUMERICOID, INT8OID}
	};
	Datum		arguments[] = {
		Int64GetDatum(channel->id), AddressGetByteaDatum(signer), NumericGetDatum(amount),
		Int64GetDatum(channel->height)
	};

	if (StatementRun(&spend, arguments, NULL) == 0)
		SignerRaiseLimit(channel, signer, amount);
}

/* Enter, lock the channel for its sender, and take the first three arguments. */
static void
SignerEnter(FunctionCallInfo fcinfo, Caller *caller, Channel **channel, Datum *arguments)
{
	Address    *sender = ArgumentParty(fcinfo, 0, "sender");
	Address    *signer;

	CallerEnter(caller);
	arguments[0] = Int64GetDatum(ArgumentInt64(fcinfo, 1, "channel_id"));
	signer = ArgumentParty(fcinfo, 2, "signer");
	(void) ChannelLockOne(PG_GETARG_INT64(1), channel);
	ChannelActor(caller, sender, "sender");
	if (!AddressEquals(sender, &(*channel)->sender))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_SENDER),
				 errmsg("%s is not the sender of channel " INT64_FORMAT, AddressText(sender),
						(*channel)->id)));
	if (AddressEquals(signer, &(*channel)->sender) || AddressEquals(signer, &(*channel)->signer))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is the sender or the signer of channel " INT64_FORMAT " itself",
						AddressText(signer), (*channel)->id)));
	arguments[1] = AddressGetByteaDatum(signer);
}

/*
 * set_channel_signer(sender address, channel_id bigint, signer address,
 *		budget numeric, period bigint, organization_id text, service_id text)
 */
Datum
market_set_channel_signer(PG_FUNCTION_ARGS)
{
	static Statement set = {
		"INSERT INTO market.channel_signer (channel_id, signer, budget, period,"
		"  organization_id, service_id, period_start)"
		" VALUES ($1, $2::market.address, $3, $4, $5, $6, $7)"
		" ON CONFLICT (channel_id, signer) DO UPDATE SET budget = excluded.budget,"
		"  period = excluded.period, organization_id = excluded.organization_id,"
		"  service_id = excluded.service_id, spent = 0, period_start = excluded.period_start",
		7, {INT8OID, BYTEAOID, NUMERICOID, INT8OID, TEXTOID, TEXTOID, INT8OID}
	};
	Caller		caller;
	Channel    *channel;
	Datum		arguments[7];
	char		nulls[] = "       ";
	int			i;

	SignerEnter(fcinfo, &caller, &channel, arguments);
	for (i = 2; i < 6; i++)
	{
		nulls[i] = PG_ARGISNULL(i + 1) ? 'n' : ' ';
		arguments[i] = PG_GETARG_DATUM(i + 1);
	}
	if (!PG_ARGISNULL(3))
		arguments[2] = NumericGetDatum(ArgumentAmount(fcinfo, 3, "budget"));
	if (!PG_ARGISNULL(4) && (PG_GETARG_INT64(4) < 1 || PG_GETARG_INT64(4) > SIGNER_BLOCKS_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"period\" must be from 1 to " INT64_FORMAT,
						SIGNER_BLOCKS_MAX)));
	if (!PG_ARGISNULL(5))
		(void) ArgumentRegistryId(fcinfo, 5, "organization_id");
	if (!PG_ARGISNULL(6))
	{
		ArgumentRequire(fcinfo, 5, "organization_id");
		(void) ArgumentRegistryId(fcinfo, 6, "service_id");
	}
	arguments[6] = Int64GetDatum(channel->height);
	StatementRun(&set, arguments, nulls);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * remove_channel_signer(sender address, channel_id bigint, signer address)
 */
Datum
market_remove_channel_signer(PG_FUNCTION_ARGS)
{
	static Statement remove = {
		"DELETE FROM market.channel_signer WHERE channel_id = $1"
		" AND signer OPERATOR(market.=) $2::market.address",
		2, {INT8OID, BYTEAOID}
	};
	Caller		caller;
	Channel    *channel;
	Datum		arguments[2];

	SignerEnter(fcinfo, &caller, &channel, arguments);
	StatementRun(&remove, arguments, NULL);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
