/*
 * document.h
 *		Reading JSON text: strictly for schemas, exactly for values.
 */
#ifndef MARKET_JSONSCHEMA_DOCUMENT_H
#define MARKET_JSONSCHEMA_DOCUMENT_H

#include "postgres.h"

#include "utils/jsonb.h"

#include "jsonschema/gate.h"

/* Bytes of a schema's text. */
#define SCHEMA_LENGTH_MAX (32 * 1024 * 1024)

/*
 * Check a schema's text: JSON, without an object that has a key twice.
 *
 * In:	text, length: in the database's encoding
 *
 * Errors: 22032 for malformed JSON, 22030 for a duplicate key, both with line and
 *		column; 54000 for a text that is too long or has too many values, 54001 for
 *		one nested too deep.
 */
extern void DocumentCheck(const char *text, int length);

/*
 * Ask the gate about a text in UTF-8, which is overwritten; it can be cancelled.
 *
 * Returns what GateCheck() returns, but never GATE_STOPPED.
 */
extern GateFault DocumentGate(char *text, size_t length, bool unique_keys, GateError *error);

/* The SQLSTATE of a text that the gate refuses, that of malformed JSON being given. */
extern int	DocumentFaultCode(GateFault fault, int malformed);

/*
 * Is a text JSON?  Keys may be repeated.
 *
 * Errors: 54000 for one of too many values.
 */
extern bool DocumentIsJson(const char *text, int length);

/*
 * Read a JSON text into a jsonb of its own kind: strings may hold zero bytes, which
 * jsonb's input refuses.  Such a value must never leave this library.
 *
 * In:	text, length: in the database's encoding
 *
 * Numbers are exact.  Of members with one key the last one counts.
 * Errors: 22032 for malformed JSON, 22003 for a number that numeric cannot hold,
 *		54000 for a document that jsonb cannot hold.
 */
extern Jsonb *DocumentRead(const char *text, int length);

/*
 * The next segment of a JSON Pointer, unescaped; the pointer moves behind it.
 *
 * In:	pointer: begins with a slash
 * Out:	length: of the segment, bytes
 *
 * Source: RFC 6901, section 4.
 */
extern char *DocumentTakeSegment(const char **pointer, int *length);

/*
 * Find where a value stands in a text.
 *
 * In:	text, length: JSON that has been checked
 *		pointer: a JSON Pointer
 * Returns the offset of the value in bytes, or that of the last part of the pointer that exists.
 */
extern int	DocumentFind(const char *text, int length, const char *pointer);

/* The line and column, from 1, of an offset. */
extern void DocumentPosition(const char *text, int offset, int *line, int *column);

#endif							/* MARKET_JSONSCHEMA_DOCUMENT_H */
