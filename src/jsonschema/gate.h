/*
 * gate.h
 *		Is a text JSON?  The strict answer, by jansson, with line and column.
 *
 * No PostgreSQL header here nor in gate.c: jansson and the server both export
 * json_object().
 */
#ifndef MARKET_JSONSCHEMA_GATE_H
#define MARKET_JSONSCHEMA_GATE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* Values of a text, each of which takes memory; an empty array or object counts as two. */
#define GATE_VALUES_MAX 500000

/* Bytes of a reason, the closing zero included. */
#define GATE_REASON_SIZE 160

typedef enum GateFault
{
	GATE_OK,
	GATE_SYNTAX,
	GATE_DUPLICATE_KEY,
	GATE_TOO_DEEP,
	GATE_TOO_MANY,
	GATE_NO_MEMORY,
	GATE_STOPPED
} GateFault;

typedef struct GateError
{
	int			line;			/* from 1 */
	int			column;			/* from 1, characters */
	char		reason[GATE_REASON_SIZE];	/* UTF-8, lower case, without a period */
} GateError;

/*
 * Check that a text is one JSON value.
 *
 * In:	text, length: the text, which is overwritten: numbers lose their value, so that
 *		their size does not matter
 *		unique_keys: refuse an object that has a key twice
 *		stop: when it becomes other than 0, the check ends as GATE_STOPPED; NULL: never
 * Out:	error: where and why, when the result is neither GATE_OK nor GATE_STOPPED
 *
 * Refuses bytes that are not UTF-8, escaped lone surrogates, zero bytes in keys,
 * nesting beyond 2048 levels, and more than GATE_VALUES_MAX values.  Leaves nothing
 * allocated.
 *
 * Source: RFC 8259; RFC 7493, section 2.3, on keys.
 */
extern GateFault GateCheck(char *text, size_t length, bool unique_keys,
						   const volatile sig_atomic_t *stop, GateError *error);

#endif							/* MARKET_JSONSCHEMA_GATE_H */
