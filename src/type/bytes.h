/*
 * bytes.h
 *		Byte strings of a fixed size, in and out of bytea and binary messages.
 *
 * Inline, because both libraries use them.
 */
#ifndef MARKET_BYTES_H
#define MARKET_BYTES_H

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"

#include "core/compat.h"

/* Copy bytes into a new bytea in the current memory context. */
static inline bytea *
BytesToBytea(const void *bytes, size_t size)
{
	bytea	   *value = (bytea *) palloc(VARHDRSZ + size);

	SET_VARSIZE(value, VARHDRSZ + size);
	memcpy(VARDATA(value), bytes, size);
	return value;
}

/*
 * The content of a bytea that must have a certain size.
 *
 * In:	value: not compressed nor out of line; "name" is what the error calls it
 *		size: bytes
 * Errors: 22023 when the size differs.
 */
static inline const uint8 *
BytesFromBytea(const bytea *value, const char *name, int size)
{
	int			found = VARSIZE_ANY_EXHDR(value);

	if (found != size)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be exactly %d bytes", name, size),
				 errdetail("It has %d bytes.", found)));

	return (const uint8 *) VARDATA_ANY(value);
}

/*
 * Take the whole of a binary message, which must have a certain size.
 *
 * Out:	bytes: "size" bytes
 * Errors: 22P03 when the size differs, here rather than in pq_copymsgbytes,
 *		which calls a short message a violation of the protocol.
 */
static inline void
BytesReceive(StringInfo message, const char *type, void *bytes, int size)
{
	int			found = message->len - message->cursor;

	if (found != size)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary format for type %s", type),
				 errdetail("It must be exactly %d bytes, and has %d.", size, found)));

	pq_copymsgbytes(message, (char *) bytes, size);
}

#endif							/* MARKET_BYTES_H */
