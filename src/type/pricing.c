/*
 * pricing.c
 *		The type market.pricing.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "kernel/decimal.h"
#include "kernel/uint256.h"
#include "type/amount.h"
#include "type/pricing.h"

PG_FUNCTION_INFO_V1(market_pricing_in);
PG_FUNCTION_INFO_V1(market_pricing_out);
PG_FUNCTION_INFO_V1(market_pricing_recv);
PG_FUNCTION_INFO_V1(market_pricing_send);
PG_FUNCTION_INFO_V1(market_pricing_eq);
PG_FUNCTION_INFO_V1(market_pricing_ne);
PG_FUNCTION_INFO_V1(market_pricing_hash);
PG_FUNCTION_INFO_V1(market_pricing_hash_extended);
PG_FUNCTION_INFO_V1(market_list_price);
PG_FUNCTION_INFO_V1(market_discounted_price);

/* What stands behind the tiers: the price, then the document. */
static const char *
PricingBehind(const Pricing *pricing)
{
	return (const char *) &pricing->tiers[pricing->time_count + pricing->volume_count];
}

Coin *
PricingPrice(const Pricing *pricing)
{
	return CoinRead(PricingBehind(pricing), pricing->price_length);
}

const char *
PricingText(const Pricing *pricing, size_t *length)
{
	const char *text = PricingBehind(pricing) + pricing->price_length;

	*length = (const char *) pricing + VARSIZE(pricing) - text;
	return text;
}

/* The discount of a moment, or NULL: the end of a promotion is no part of it. */
static const PricingTier *
PricingTimeTier(const Pricing *pricing, TimestampTz at)
{
	int			i;

	for (i = 0; i < pricing->time_count; i++)
		if (pricing->tiers[i].start <= at && at < pricing->tiers[i].end)
			return &pricing->tiers[i];
	return NULL;
}

/* The discount of a number of answered requests: the last one that is reached. */
static const PricingTier *
PricingVolumeTier(const Pricing *pricing, int64 volume)
{
	const PricingTier *tiers = &pricing->tiers[pricing->time_count];
	int			reached = 0;

	while (reached < pricing->volume_count && tiers[reached].start <= volume)
		reached++;
	return reached == 0 ? NULL : &tiers[reached - 1];
}

Numeric
PricingDiscounted(const Pricing *pricing, Numeric price, TimestampTz at, int64 volume)
{
	const PricingTier *tiers[] = {
		PricingTimeTier(pricing, at), PricingVolumeTier(pricing, volume)
	};
	uint8		number32[UINT256_SIZE];
	char		text[DECIMAL_TEXT_SIZE];
	Decimal		value;
	int			i;

	/* most pricings have no promotions, and offers are compared by the thousand */
	if (pricing->time_count + pricing->volume_count == 0)
		return price;
	NumericToUint256(price, "price", number32);
	if (tiers[0] == NULL && tiers[1] == NULL)
		return price;

	DecimalFromUint256(number32, &value);
	for (i = 0; i < lengthof(tiers); i++)
	{
		Decimal		discount;

		if (tiers[i] == NULL)
			continue;
		DecimalFromUnits(tiers[i]->discount, &discount);
		/* a factor below one: the product is no greater */
		(void) DecimalMultiply(&value, &discount, &value);
	}
	DecimalToText(&value, text);
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

Datum
market_pricing_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	Pricing    *pricing = PricingRead(text, strlen(text), fcinfo->context);

	if (pricing == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(pricing);
}

Datum
market_pricing_out(PG_FUNCTION_ARGS)
{
	size_t		length;
	const char *text = PricingText(PG_GETARG_PRICING_P(0), &length);

	PG_RETURN_CSTRING(pnstrdup(text, length));
}

Datum
market_pricing_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			length;
	char	   *text = pq_getmsgtext(message, message->len - message->cursor, &length);

	PG_RETURN_POINTER(PricingRead(text, length, NULL));
}

Datum
market_pricing_send(PG_FUNCTION_ARGS)
{
	size_t		length;
	const char *text = PricingText(PG_GETARG_PRICING_P(0), &length);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendtext(&message, text, length);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* Are two documents the same text? */
static bool
PricingEqual(const Pricing *a, const Pricing *b)
{
	size_t		length_a;
	size_t		length_b;
	const char *text_a = PricingText(a, &length_a);
	const char *text_b = PricingText(b, &length_b);

	return length_a == length_b && memcmp(text_a, text_b, length_a) == 0;
}

Datum
market_pricing_eq(PG_FUNCTION_ARGS)
{
	Pricing    *a = PG_GETARG_PRICING_P(0);
	Pricing    *b = PG_GETARG_PRICING_P(1);
	bool		equal = PricingEqual(a, b);

	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);
	PG_RETURN_BOOL(equal);
}

Datum
market_pricing_ne(PG_FUNCTION_ARGS)
{
	return BoolGetDatum(!DatumGetBool(market_pricing_eq(fcinfo)));
}

Datum
market_pricing_hash(PG_FUNCTION_ARGS)
{
	Pricing    *pricing = PG_GETARG_PRICING_P(0);
	size_t		length;
	const char *text = PricingText(pricing, &length);
	Datum		hash = hash_any((const unsigned char *) text, length);

	PG_FREE_IF_COPY(pricing, 0);
	return hash;
}

Datum
market_pricing_hash_extended(PG_FUNCTION_ARGS)
{
	Pricing    *pricing = PG_GETARG_PRICING_P(0);
	size_t		length;
	const char *text = PricingText(pricing, &length);
	Datum		hash = hash_any_extended((const unsigned char *) text, length,
										 PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(pricing, 0);
	return hash;
}

/*
 * list_price(pricing) returns coin
 */
Datum
market_list_price(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(PricingPrice(PG_GETARG_PRICING_P(0)));
}

/*
 * discounted_price(pricing, price numeric, at timestamptz, volume bigint) returns numeric
 */
Datum
market_discounted_price(PG_FUNCTION_ARGS)
{
	PG_RETURN_NUMERIC(PricingDiscounted(PG_GETARG_PRICING_P(0), PG_GETARG_NUMERIC(1),
										PG_GETARG_TIMESTAMPTZ(2), PG_GETARG_INT64(3)));
}
