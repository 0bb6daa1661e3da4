/*
 * pricing_document.c
 *		Reading a pricing document.
 *
 * Source: IRIS service module, types/pricing.go and the pricing schema.
 */
#include "postgres.h"

#include "type/pricing.h"

#include "core/errors.h"
#include "jsonschema/document.h"
#include "kernel/decimal.h"
#include "mb/pg_wchar.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

/* 10^18: a discount of one */
#define DISCOUNT_ONE UINT64CONST(1000000000000000000)
/* longest part of a document that a message repeats, in bytes */
#define QUOTE_LENGTH_MAX 60

/* An instant, as exact as the original's. */
typedef struct Instant
{
	int64		second;
	int32		nanosecond;
} Instant;

/* What is read, and where the error is. */
typedef struct PricingReader
{
	fmNodePtr	context;
	bool		failed;
	PricingTier tiers[2 * PRICING_PROMOTIONS_MAX];
	int			time_count;
	int			volume_count;
	char	   *price;			/* as a coin is written */
	Instant		end;			/* of the previous promotion */
} PricingReader;

/* Refuse the document; "place" is a JSON Pointer.  Returns false. */
static bool
PricingRefuse(PricingReader *reader, const char *place, const char *rule)
{
	reader->failed = true;
	ereturn(reader->context, false,
			(errcode(ERRCODE_MARKET_INVALID_PRICING),
			 place[0] == '\0' ? errmsg("pricing is not valid")
			 : errmsg("pricing is not valid at \"%s\"", place),
			 errdetail("%s", rule)));
}

/* The member of an object, or NULL. */
static JsonbValue *
PricingMember(JsonbContainer *object, const char *name)
{
	return getKeyJsonValueFromContainer(object, name, strlen(name), NULL);
}

/* Every member of an object is one of these, and every one that is required is there. */
static bool
PricingCheckMembers(PricingReader *reader, JsonbContainer *object, const char *place,
					const char *const *names, int required)
{
	JsonbIterator *iterator = JsonbIteratorInit(object);
	JsonbIteratorToken token;
	JsonbValue	key;
	int			i;

	for (i = 0; i < required; i++)
		if (PricingMember(object, names[i]) == NULL)
			return PricingRefuse(reader, place, psprintf("Member \"%s\" is missing.", names[i]));

	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		if (token != WJB_KEY)
			continue;
		for (i = 0; names[i] != NULL; i++)
			if (strlen(names[i]) == key.val.string.len &&
				memcmp(names[i], key.val.string.val, key.val.string.len) == 0)
				break;
		if (names[i] == NULL)
			return PricingRefuse(reader, place,
								 psprintf("Member \"%s\" is not known.",
										  pnstrdup(key.val.string.val,
												   pg_mbcliplen(key.val.string.val,
																key.val.string.len,
																QUOTE_LENGTH_MAX))));
	}
	return true;
}

/* The price: a coin whose denom is of letters, digits and "/" only. */
static bool
PricingReadPrice(PricingReader *reader, const JsonbValue *value)
{
	static const char rule[] = "A price is text such as \"5stake\" or \"0.1iris\":"
		" a decimal, then a denom of letters, digits and \"/\".";
	CoinText	parts;
	Decimal		decimal;
	int			i;

	if (value->type != jbvString ||
		CoinTextSplit(value->val.string.val, value->val.string.len, &parts) != COIN_OK)
		return PricingRefuse(reader, "/price", rule);
	for (i = 0; i < parts.denom_length; i++)
		if (strchr(":._-", parts.denom[i]) != NULL)
			return PricingRefuse(reader, "/price", rule);
	if (DecimalFromText(parts.integer, parts.integer_length, &decimal) != DECIMAL_OK ||
		!DecimalIsCosmos(&decimal))
		return PricingRefuse(reader, "/price", "The price is out of range.");

	reader->price = psprintf("%.*s%s%.*s%.*s", (int) parts.integer_length, parts.integer,
							 parts.fraction_length > 0 ? "." : "",
							 (int) parts.fraction_length, parts.fraction,
							 (int) parts.denom_length, parts.denom);
	return true;
}

/* A discount: text without a zero at its end, or a number. */
static bool
PricingReadDiscount(PricingReader *reader, const JsonbValue *value, const char *place,
					uint64 *discount)
{
	static const char rule[] = "A discount is above 0 and below 1 with at most 18 digits,"
		" such as \"0.7\" or 0.7.";
	const char *text;
	size_t		length;
	Decimal		decimal;

	if (value->type == jbvNumeric)
	{
		Datum		number = NumericGetDatum(value->val.numeric);

		text = NumericText(DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, number)));
		length = strlen(text);
	}
	else if (value->type == jbvString)
	{
		text = value->val.string.val;
		length = value->val.string.len;
		if (length < 3 || memcmp(text, "0.", 2) != 0 || text[length - 1] == '0')
			return PricingRefuse(reader, place, rule);
	}
	else
		return PricingRefuse(reader, place, rule);

	if (DecimalFromText(text, length, &decimal) != DECIMAL_OK ||
		!DecimalToUnits(&decimal, discount) ||
		*discount == 0 || *discount >= DISCOUNT_ONE)
		return PricingRefuse(reader, place, rule);
	return true;
}

/* Take digits off the front of a text; -1 when there are fewer. */
static int
InstantDigits(const char **text, const char *end, int count)
{
	int			number = 0;

	if (end - *text < count)
		return -1;
	for (; count > 0; count--, (*text)++)
	{
		if (**text < '0' || **text > '9')
			return -1;
		number = number * 10 + (**text - '0');
	}
	return number;
}

/* Take one of some characters off the front of a text. */
static bool
InstantMark(const char **text, const char *end, const char *marks)
{
	if (*text == end || **text == '\0' || strchr(marks, **text) == NULL)
		return false;
	(*text)++;
	return true;
}

/* Take "Z" or "+hh:mm" off the front of a text, as seconds east of Greenwich. */
static bool
InstantZone(const char **text, const char *end, int *offset)
{
	int			sign = 1;
	int			hours;
	int			minutes;

	*offset = 0;
	if (InstantMark(text, end, "Zz"))
		return true;
	if (InstantMark(text, end, "-"))
		sign = -1;
	else if (!InstantMark(text, end, "+"))
		return false;
	hours = InstantDigits(text, end, 2);
	if (hours < 0 || hours > 23 || !InstantMark(text, end, ":"))
		return false;
	minutes = InstantDigits(text, end, 2);
	if (minutes < 0 || minutes > 59)
		return false;
	*offset = sign * (hours * SECS_PER_HOUR + minutes * SECS_PER_MINUTE);
	return true;
}

/*
 * Read a date-time of RFC 3339.
 *
 * Digits behind the ninth of a second are dropped, as the original does.
 */
static bool
InstantFromText(const char *text, size_t length, Instant *instant)
{
	const char *end = text + length;
	int			field[6];
	static const char *const marks[] = {"-", "-", "Tt", ":", ":", ""};
	int			digits = 0;
	int			offset;
	int			i;

	for (i = 0; i < 6; i++)
	{
		field[i] = InstantDigits(&text, end, i == 0 ? 4 : 2);
		if (field[i] < 0 || (i < 5 && !InstantMark(&text, end, marks[i])))
			return false;
	}
	if (field[1] < 1 || field[1] > 12 || field[2] < 1 ||
		field[2] > day_tab[isleap(field[0])][field[1] - 1] ||
		field[3] > 23 || field[4] > 59 || field[5] > 59)
		return false;

	instant->nanosecond = 0;
	if (InstantMark(&text, end, "."))
	{
		for (; text < end && *text >= '0' && *text <= '9'; text++, digits++)
			if (digits < 9)
				instant->nanosecond = instant->nanosecond * 10 + (*text - '0');
		if (digits == 0)
			return false;
		for (; digits < 9; digits++)
			instant->nanosecond *= 10;
	}
	if (!InstantZone(&text, end, &offset) || text != end)
		return false;

	instant->second = (int64) (date2j(field[0], field[1], field[2]) - POSTGRES_EPOCH_JDATE) *
		SECS_PER_DAY + field[3] * SECS_PER_HOUR + field[4] * SECS_PER_MINUTE + field[5] - offset;
	return true;
}

static int
InstantCompare(const Instant *a, const Instant *b)
{
	if (a->second != b->second)
		return a->second < b->second ? -1 : 1;
	return (a->nanosecond > b->nanosecond) - (a->nanosecond < b->nanosecond);
}

/*
 * The first microsecond that is not before an instant.  Blocks have times of
 * whole microseconds, so for them it stands for the instant exactly.
 */
static int64
InstantMicrosecond(const Instant *instant)
{
	return instant->second * USECS_PER_SEC + (instant->nanosecond + 999) / 1000;
}

static bool
PricingReadTime(PricingReader *reader, const JsonbValue *value, const char *place,
				Instant *instant)
{
	if (value->type != jbvString ||
		!InstantFromText(value->val.string.val, value->val.string.len, instant))
		return PricingRefuse(reader, place, "A time is a date-time of RFC 3339 with its zone,"
							 " such as \"2026-01-31T09:00:00Z\".");
	return true;
}

/* One item of promotions_by_time; each begins where or after the previous one ends. */
static bool
PricingReadTimeTier(PricingReader *reader, JsonbContainer *item, const char *place)
{
	static const char *const names[] = {"start_time", "end_time", "discount", NULL};
	PricingTier *tier = &reader->tiers[reader->time_count];
	Instant		start;
	Instant		end;

	if (!PricingCheckMembers(reader, item, place, names, 3) ||
		!PricingReadTime(reader, PricingMember(item, "start_time"),
						 psprintf("%s/start_time", place), &start) ||
		!PricingReadTime(reader, PricingMember(item, "end_time"),
						 psprintf("%s/end_time", place), &end) ||
		!PricingReadDiscount(reader, PricingMember(item, "discount"),
							 psprintf("%s/discount", place), &tier->discount))
		return false;
	if (InstantCompare(&end, &start) <= 0)
		return PricingRefuse(reader, place, "A promotion ends after it starts.");
	if (reader->time_count > 0 && InstantCompare(&start, &reader->end) < 0)
		return PricingRefuse(reader, place, "Promotions by time are in order and do not overlap.");

	reader->end = end;
	tier->start = InstantMicrosecond(&start);
	tier->end = InstantMicrosecond(&end);
	reader->time_count++;
	return true;
}

/* One item of promotions_by_volume; volumes do not fall. */
static bool
PricingReadVolumeTier(PricingReader *reader, JsonbContainer *item, const char *place)
{
	static const char *const names[] = {"volume", "discount", NULL};
	PricingTier *tier = &reader->tiers[reader->time_count + reader->volume_count];
	JsonbValue *volume;
	int			i;

	if (!PricingCheckMembers(reader, item, place, names, 2))
		return false;
	volume = PricingMember(item, "volume");
	if (volume->type != jbvNumeric ||
		!NumericToInt64(volume->val.numeric, &tier->start) || tier->start < 1)
		return PricingRefuse(reader, psprintf("%s/volume", place),
							 "A volume is an integer from 1 to 2^63-1.");
	if (!PricingReadDiscount(reader, PricingMember(item, "discount"),
							 psprintf("%s/discount", place), &tier->discount))
		return false;
	for (i = 1; i <= reader->volume_count; i++)
		if (tier[-i].start == tier->start && tier[-i].discount == tier->discount)
			return PricingRefuse(reader, place, "No promotion stands there twice.");
	if (reader->volume_count > 0 && tier->start < tier[-1].start)
		return PricingRefuse(reader, place, "Volumes of promotions do not fall.");

	tier->end = 0;
	reader->volume_count++;
	return true;
}

/* A list of promotions, which may be absent. */
static bool
PricingReadTiers(PricingReader *reader, JsonbContainer *root, const char *name,
				 bool (*read_tier) (PricingReader *, JsonbContainer *, const char *))
{
	JsonbValue *list = PricingMember(root, name);
	char	   *place = psprintf("/%s", name);
	int			i;

	if (list == NULL)
		return true;
	if (list->type != jbvBinary || !JsonContainerIsArray(list->val.binary.data))
		return PricingRefuse(reader, place, "Promotions are a list.");
	if (JsonContainerSize(list->val.binary.data) > PRICING_PROMOTIONS_MAX)
		return PricingRefuse(reader, place, "There are at most 5 promotions of a kind.");

	for (i = 0; i < JsonContainerSize(list->val.binary.data); i++)
	{
		JsonbValue *item = getIthJsonbValueFromContainer(list->val.binary.data, i);
		char	   *item_place = psprintf("%s/%d", place, i);

		if (item->type != jbvBinary || !JsonContainerIsObject(item->val.binary.data))
			return PricingRefuse(reader, item_place, "A promotion is an object.");
		if (!read_tier(reader, item->val.binary.data, item_place))
			return false;
	}
	return true;
}

/* Put together what was read and the text it was read from. */
static Pricing *
PricingForm(const PricingReader *reader, const char *text, size_t length)
{
	int			tiers = reader->time_count + reader->volume_count;
	size_t		price_length = strlen(reader->price);
	size_t		size = offsetof(Pricing, tiers) + tiers * sizeof(PricingTier) +
		price_length + length;
	Pricing    *pricing = palloc0(size);
	char	   *behind = (char *) &pricing->tiers[tiers];

	SET_VARSIZE(pricing, size);
	pricing->time_count = reader->time_count;
	pricing->volume_count = reader->volume_count;
	pricing->price_length = price_length;
	memcpy(pricing->tiers, reader->tiers, tiers * sizeof(PricingTier));
	memcpy(behind, reader->price, price_length);
	memcpy(behind + price_length, text, length);
	return pricing;
}

/* Check that a text is JSON in which no object has a key twice. */
static bool
PricingCheckJson(PricingReader *reader, const char *text, size_t length)
{
	char	   *copy = pnstrdup(text, length);
	char	   *converted = pg_server_to_any(copy, length, PG_UTF8);
	GateError	error;
	GateFault	fault = DocumentGate(converted, strlen(converted), true, &error);

	if (fault == GATE_OK)
		return true;
	ereturn(reader->context, false,
			(errcode(DocumentFaultCode(fault, ERRCODE_MARKET_INVALID_PRICING)),
			 errmsg("pricing is not valid JSON (line %d, column %d): %s",
					error.line, error.column, error.reason)));
}

Pricing *
PricingRead(const char *text, size_t length, fmNodePtr context)
{
	static const char *const names[] = {
		"price", "promotions_by_time", "promotions_by_volume", NULL
	};
	PricingReader reader = {.context = context};
	JsonbContainer *root;

	if (!PricingCheckJson(&reader, text, length))
		return NULL;
	root = &DatumGetJsonbP(DirectFunctionCall1(jsonb_in,
											   CStringGetDatum(pnstrdup(text, length))))->root;
	if (!JsonContainerIsObject(root) || JsonContainerIsScalar(root))
		PricingRefuse(&reader, "", "A pricing is an object.");
	else if (PricingCheckMembers(&reader, root, "", names, 1) &&
			 PricingReadPrice(&reader, PricingMember(root, "price")) &&
			 PricingReadTiers(&reader, root, "promotions_by_time", PricingReadTimeTier) &&
			 PricingReadTiers(&reader, root, "promotions_by_volume", PricingReadVolumeTier))
		return PricingForm(&reader, text, length);
	return NULL;
}
