/*
 * number.c
 *		Numbers of JSON: exact, with a short way for those that are small.
 *
 * The digits are read from numeric's form on disk, which no release may change:
 * two bytes of header (or four, for long numbers) before digits of base 10000.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "core/compat.h"
#include "jsonschema/number.h"

#define DIGIT_BASE 10000

/* Steps of a division that take about a quarter of a second. */
#define DIVISION_STEPS_MAX INT64CONST(100000000)

/* Characters of a number in a message. */
#define NUMBER_TEXT_MAX 60

typedef struct NumberDigits
{
	bool		negative;
	int			scale;			/* decimal digits after the point, as written */
	int			weight;			/* of the first digit, in powers of 10000 */
	int			count;
	const int16 *digits;
} NumberDigits;

static inline void
NumberRead(Numeric number, NumberDigits *parts)
{
	const uint16 *words = (const uint16 *) VARDATA_ANY(number);
	uint16		header = words[0];
	int			header_words = 1;

	if ((header & 0xC000) == 0x8000)
	{
		parts->negative = (header & 0x2000) != 0;
		parts->scale = (header & 0x1F80) >> 7;
		parts->weight = (header & 0x003F) | ((header & 0x0040) != 0 ? ~0x003F : 0);
	}
	else
	{
		parts->negative = (header & 0xC000) == 0x4000;
		parts->scale = header & 0x3FFF;
		parts->weight = (int16) words[1];
		header_words = 2;
	}
	parts->count = VARSIZE_ANY_EXHDR(number) / sizeof(int16) - header_words;
	parts->digits = (const int16 *) (words + header_words);
}

/*
 * The number times 10000, when it has at most 12 digits before the point and 4
 * behind.
 */
static inline bool
NumberScale(Numeric number, int64 *scaled)
{
	NumberDigits parts;
	int64		sum = 0;
	int			place;

	NumberRead(number, &parts);
	if (parts.count == 0)
	{
		*scaled = 0;
		return true;
	}
	if (parts.weight > 2 || parts.weight - parts.count + 1 < -1)
		return false;

	for (place = 0; place < parts.weight + 2; place++)
		sum = sum * DIGIT_BASE + (place < parts.count ? parts.digits[place] : 0);
	*scaled = parts.negative ? -sum : sum;
	return true;
}

void
NumberPrepare(Numeric number, NumberBound *bound)
{
	bound->number = number;
	bound->is_scaled = NumberScale(number, &bound->scaled);
}

int
NumberCompare(Numeric number, const NumberBound *bound)
{
	int64		scaled;

	if (bound->is_scaled && NumberScale(number, &scaled))
		return (scaled > bound->scaled) - (scaled < bound->scaled);
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(number),
											 NumericGetDatum(bound->number)));
}

bool
NumberEqual(Numeric a, Numeric b)
{
	NumberDigits left;
	NumberDigits right;

	/* digits without zeros at either end: equal numbers have the same */
	NumberRead(a, &left);
	NumberRead(b, &right);
	return left.count == right.count &&
		(left.count == 0 ||
		 (left.negative == right.negative && left.weight == right.weight &&
		  memcmp(left.digits, right.digits, left.count * sizeof(int16)) == 0));
}

bool
NumberIsInteger(Numeric number)
{
	NumberDigits parts;

	NumberRead(number, &parts);
	return parts.count <= parts.weight + 1 || parts.count == 0;
}

bool
NumberIsPlain(Numeric number)
{
	NumberDigits parts;

	NumberRead(number, &parts);
	return parts.scale == 0;
}

bool
NumberIsMultiple(Numeric number, Numeric divisor)
{
	NumberDigits left;
	NumberDigits right;
	int64		scaled_number;
	int64		scaled_divisor;
	int64		length;
	Datum		rest;

	if (NumberScale(divisor, &scaled_divisor) && NumberScale(number, &scaled_number))
		return scaled_number % scaled_divisor == 0;

	NumberRead(number, &left);
	NumberRead(divisor, &right);
	if (left.count == 0)
		return true;

	/* a last digit that lies below that of every multiple; digits end without zeros */
	if (left.weight - left.count < right.weight - right.count)
		return false;

	/* the quotient is as long as the distance of the first digit to the divisor's last */
	length = (int64) left.weight - (right.weight - right.count) + 1;
	if (length * right.count > DIVISION_STEPS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("numbers are too long to be divided"),
				 errdetail("\"multipleOf\" compares a number of %d digits with one of %d.",
						   left.count * 4, right.count * 4)));

	rest = DirectFunctionCall2(numeric_mod, NumericGetDatum(number), NumericGetDatum(divisor));
	NumberRead(DatumGetNumeric(rest), &left);
	return left.count == 0;
}

int
NumberClamp(Numeric number, int limit)
{
	int64		scaled;

	if (!NumberScale(number, &scaled) || scaled / DIGIT_BASE > limit)
		return limit;
	return scaled / DIGIT_BASE;
}

uint32
NumberHash(Numeric number)
{
	return DatumGetUInt32(DirectFunctionCall1(hash_numeric, NumericGetDatum(number)));
}

char *
NumberText(Numeric number)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number)));

	if (strlen(text) > NUMBER_TEXT_MAX)
		strcpy(text + NUMBER_TEXT_MAX - 3, "...");
	return text;
}
