/*
 * number.h
 *		Numbers of JSON: exact, with a short way for those that are small.
 */
#ifndef MARKET_JSONSCHEMA_NUMBER_H
#define MARKET_JSONSCHEMA_NUMBER_H

#include "postgres.h"

#include "utils/numeric.h"

/* A bound, prepared for comparison. */
typedef struct NumberBound
{
	Numeric		number;
	int64		scaled;			/* the number times 10000, when is_scaled */
	bool		is_scaled;
} NumberBound;

/* Prepare a bound; the number must outlive it. */
extern void NumberPrepare(Numeric number, NumberBound *bound);

/* Compare a number with a bound: below, at or above zero. */
extern int	NumberCompare(Numeric number, const NumberBound *bound);

extern bool NumberEqual(Numeric a, Numeric b);

/* Is the value of a number an integer, as 1.0 and 1e2 are? */
extern bool NumberIsInteger(Numeric number);

/* Was it written without a fraction?  Draft 4 calls only this an integer. */
extern bool NumberIsPlain(Numeric number);

/*
 * Is a number a multiple of another one, which is above zero?
 *
 * Errors: 54000 when both have so many digits that the division would take seconds.
 */
extern bool NumberIsMultiple(Numeric number, Numeric divisor);

/* The value of a number that is no negative integer, at most "limit". */
extern int	NumberClamp(Numeric number, int limit);

/* A hash that is the same for equal numbers. */
extern uint32 NumberHash(Numeric number);

/* Text for a message, cut short when it is long. */
extern char *NumberText(Numeric number);

#endif							/* MARKET_JSONSCHEMA_NUMBER_H */
