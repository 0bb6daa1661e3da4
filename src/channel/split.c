/*
 * split.c
 *		Shares of what a recipient claims that go to others.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/split.h"
#include "core/account.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/statement.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* shares are counted in ten thousandths of a claim */
#define SPLIT_WHOLE 10000
#define SPLIT_MAX 100

PG_FUNCTION_INFO_V1(market_set_payment_split);

/* The beneficiaries of one recipient. */
struct Split
{
	Address		recipient;
	int			count;
	Address		beneficiaries[SPLIT_MAX];
	int64		shares[SPLIT_MAX];
};

/* Read the shares of a recipient into the memory of the caller. */
static struct Split *
SplitRead(const Address *recipient)
{
	static Statement get = {
		"SELECT beneficiary, share FROM market.payment_split"
		" WHERE recipient OPERATOR(market.=) $1::market.address ORDER BY beneficiary",
		1, {BYTEAOID}
	};
	Datum		arguments[] = {AddressGetByteaDatum(recipient)};
	struct Split *split = palloc0(sizeof(struct Split));
	int			i;

	split->recipient = *recipient;
	split->count = (int) StatementRun(&get, arguments, NULL);
	for (i = 0; i < split->count; i++)
	{
		split->beneficiaries[i] = *DatumGetAddressP(StatementDatum(i, 1));
		split->shares[i] = DatumGetInt32(StatementDatum(i, 2));
	}
	return split;
}

/* amount * share / SPLIT_WHOLE, rounded down */
static Numeric
SplitShare(Numeric amount, int64 share)
{
	Datum		product = DirectFunctionCall2(numeric_mul, NumericGetDatum(amount),
											  NumericGetDatum(NumericFromInt64(share)));

	return DatumGetNumeric(DirectFunctionCall2(numeric_div_trunc, product,
											   NumericGetDatum(NumericFromInt64(SPLIT_WHOLE))));
}

void
SplitClaim(ChannelChange *change, const Channel *channel, Numeric amount)
{
	int			i;

	if (change->split == NULL ||
		!AddressEquals(&change->split->recipient, &channel->recipient))
		change->split = SplitRead(&channel->recipient);
	for (i = 0; i < change->split->count; i++)
		ChannelForward(change, channel, &change->split->beneficiaries[i],
					   SplitShare(amount, change->split->shares[i]), "split");
}

/* Check the lists: as many shares as beneficiaries, none twice, at most the whole. */
static void
SplitCheck(FunctionCallInfo fcinfo, const Address *recipient)
{
	int			count;
	int			share_count;
	Datum	   *beneficiaries = ArgumentArray(fcinfo, 1, "beneficiaries", SPLIT_MAX, &count);
	Datum	   *shares = ArgumentArray(fcinfo, 2, "shares", SPLIT_MAX, &share_count);
	int64		sum = 0;
	int			i;
	int			j;

	if (count != share_count)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arguments \"beneficiaries\" and \"shares\" must be of equal length"),
				 errdetail("They have %d and %d elements.", count, share_count)));
	for (i = 0; i < count; i++)
	{
		const Address *beneficiary = DatumGetAddressP(beneficiaries[i]);

		if (AccountIsSystem(beneficiary))
			ereport(ERROR,
					(errcode(ERRCODE_MARKET_UNAUTHORIZED),
					 errmsg("%s is an account of the market itself", AddressText(beneficiary))));
		for (j = 0; j < i; j++)
			if (AddressEquals(beneficiary, DatumGetAddressP(beneficiaries[j])))
				break;
		if (j < i || AddressEquals(beneficiary, recipient))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"beneficiaries\" names %s twice, or the recipient",
							AddressText(beneficiary))));
		if (DatumGetInt32(shares[i]) < 1)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"shares\" must hold numbers above 0")));
		sum += DatumGetInt32(shares[i]);
	}
	if (sum > SPLIT_WHOLE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"shares\" must be at most %d in all", SPLIT_WHOLE),
				 errdetail("They are " INT64_FORMAT ".", sum)));
}

/*
 * set_payment_split(recipient address, beneficiaries address[], shares integer[])
 */
Datum
market_set_payment_split(PG_FUNCTION_ARGS)
{
	/* beneficiaries become known: who is promised money is not for the taking */
	static Statement set = {
		"WITH given AS MATERIALIZED ("
		" SELECT g.beneficiary::market.address AS beneficiary, g.share"
		" FROM ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3)) AS g (beneficiary, share)"
		"), gone AS ("
		" DELETE FROM market.payment_split AS s"
		" WHERE s.recipient OPERATOR(market.=) $1::market.address AND NOT EXISTS ("
		"  SELECT FROM given AS g WHERE g.beneficiary OPERATOR(market.=) s.beneficiary)"
		"), known AS ("
		" INSERT INTO market.account (address) SELECT beneficiary FROM given ORDER BY 1"
		" ON CONFLICT DO NOTHING"
		")"
		"INSERT INTO market.payment_split (recipient, beneficiary, share)"
		" SELECT $1::market.address, beneficiary, share FROM given"
		" ON CONFLICT (recipient, beneficiary) DO UPDATE SET share = excluded.share",
		3, {BYTEAOID, BYTEAARRAYOID, INT4ARRAYOID}
	};
	Caller		caller;
	Address    *recipient;
	Datum		arguments[3];

	CallerEnter(&caller);
	recipient = ArgumentActor(fcinfo, 0, "recipient");
	arguments[0] = AddressGetByteaDatum(recipient);
	arguments[1] = ArgumentAddresses(fcinfo, 1, "beneficiaries", SPLIT_MAX);
	arguments[2] = PG_GETARG_DATUM(2);
	SplitCheck(fcinfo, recipient);
	CallerRequireAccount(&caller, recipient);
	StatementRun(&set, arguments, NULL);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}
