/*
 * format.h
 *		The formats of JSON Schema, drafts 4 to 2020-12.
 *
 * Nothing here allocates, raises or includes a PostgreSQL header; what libidn2
 * allocates for an internationalized host name is freed before the return.
 */
#ifndef MARKET_JSONSCHEMA_FORMAT_H
#define MARKET_JSONSCHEMA_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Find a format by its name.
 *
 * In:	name, length: the value of "format", in UTF-8
 *		draft: 4, 6, 7, 2019 or 2020
 * Returns an id for FormatIsValid, from 0; -1 when the draft has no such format.
 */
extern int	FormatLookup(const char *name, size_t length, int draft);

/*
 * Is a string of this format?
 *
 * In:	format: what FormatLookup returned
 *		text, length: valid UTF-8, which may hold zero bytes and is not closed by one
 */
extern bool FormatIsValid(int format, const char *text, size_t length);

#endif							/* MARKET_JSONSCHEMA_FORMAT_H */
