/*
 * fail.h
 *		What a failed keyword does in the functions that walk.
 *
 * They all have "walk", "node", "value" and a "bool good" that begins as true.
 */
#ifndef MARKET_JSONSCHEMA_FAIL_H
#define MARKET_JSONSCHEMA_FAIL_H

#include "jsonschema/report.h"

/* Report a failure and go on; end here without a report, or when it is full. */
#define FAIL(keyword, ...) \
	do { \
		if (walk->report == NULL || !ReportAdd(walk, node, value, keyword, __VA_ARGS__)) \
			return false; \
		good = false; \
	} while (0)

/* The same after something that has reported by itself. */
#define FAILED() \
	do { \
		if (walk->report == NULL || ReportIsFull(walk->report)) \
			return false; \
		good = false; \
	} while (0)

#endif							/* MARKET_JSONSCHEMA_FAIL_H */
