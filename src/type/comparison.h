/*
 * comparison.h
 *		The comparison functions of a type, over its three-way comparison.
 */
#ifndef MARKET_COMPARISON_H
#define MARKET_COMPARISON_H

#include "fmgr.h"

#define COMPARISON_FUNCTION(name, expression) \
PG_FUNCTION_INFO_V1(name); \
Datum \
name(PG_FUNCTION_ARGS) \
{ \
	expression; \
} \
extern int	no_such_variable

#define COMPARISON_OPERATOR(name, compare, operator) \
	COMPARISON_FUNCTION(name, \
						PG_RETURN_BOOL(compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) operator 0))

/*
 * Define market_<type>_lt, _le, _eq, _ne, _ge, _gt and _cmp, where "compare" is
 * a function of two datums that returns a number below, at or above zero.
 */
#define COMPARISON_FUNCTIONS(type, compare) \
	COMPARISON_OPERATOR(market_##type##_lt, compare, <); \
	COMPARISON_OPERATOR(market_##type##_le, compare, <=); \
	COMPARISON_OPERATOR(market_##type##_eq, compare, ==); \
	COMPARISON_OPERATOR(market_##type##_ne, compare, !=); \
	COMPARISON_OPERATOR(market_##type##_ge, compare, >=); \
	COMPARISON_OPERATOR(market_##type##_gt, compare, >); \
	COMPARISON_FUNCTION(market_##type##_cmp, \
						PG_RETURN_INT32(compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1))))

#endif							/* MARKET_COMPARISON_H */
