/*
 * gate.h
 *		Is a text JSON?  The strict answer, by jansson, with line and column.
 *
 * No PostgreSQL header here nor in gate.c: jansson and the server both export
 * json_object().
 */
#ifndef MARKET_JSONSCHEMA_GATE_H
#define MARKET_JSONSCHEMA_GATE_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a reason, the closing zero included. */
#define GATE_REASON_SIZE 160

typedef enum GateFault
{
	GATE_OK,
	GATE_SYNTAX,
	GATE_DUPLICATE_KEY,
	GATE_TOO_DEEP,
	GATE_NO_MEMORY
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
 * Out:	error: where and why, when the result is not GATE_OK
 *
 * Refuses bytes that are not UTF-8, escaped lone surrogates, zero bytes in keys, and
 * nesting beyond 2048 levels.  Leaves nothing allocated.
 *
 * Source: RFC 8259; RFC 7493, section 2.3, on keys.
 */
extern GateFault GateCheck(char *text, size_t length, bool unique_keys, GateError *error);

#endif							/* MARKET_JSONSCHEMA_GATE_H */
