/*
 * format_parts.h
 *		The formats, one function each, and the parts that several share.
 *
 * Each tells whether the whole text is of the format; text is valid UTF-8.
 */
#ifndef MARKET_JSONSCHEMA_FORMAT_PARTS_H
#define MARKET_JSONSCHEMA_FORMAT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "jsonschema/utf8.h"

static inline bool
IsDigit(int byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool
IsLetter(int byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static inline bool
IsHexDigit(int byte)
{
	return IsDigit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* Step over one byte when it is this one. */
static inline bool
ScanByte(Scan *scan, char byte)
{
	if (scan->at < scan->end && *scan->at == byte)
	{
		scan->at++;
		return true;
	}
	return false;
}

/* Step over decimal digits; returns how many there were. */
static inline size_t
ScanDigits(Scan *scan)
{
	const char *start = scan->at;

	while (IsDigit(ScanPeek(scan)))
		scan->at++;
	return (size_t) (scan->at - start);
}

/* format_time.c */
extern bool FormatDate(const char *text, size_t length);
extern bool FormatTime(const char *text, size_t length);
extern bool FormatDateTime(const char *text, size_t length);
extern bool FormatDuration(const char *text, size_t length);

/* format_host.c */
extern bool FormatIpv4(const char *text, size_t length);
extern bool FormatIpv6(const char *text, size_t length);
extern bool FormatHostname(const char *text, size_t length);
extern bool FormatEmail(const char *text, size_t length);
extern bool FormatIdnEmail(const char *text, size_t length);

/* Is it a label of a host name: 1 to 63 letters, digits and, inside only, hyphens? */
extern bool HostLabelIsValid(const char *label, size_t length);

/* format_idn.c */
extern bool FormatIdnHostname(const char *text, size_t length);

/* Does a label start with "xn--", in any case? */
extern bool HostLabelIsEncoded(const char *label, size_t length);

/*
 * Is a name whose labels are all ASCII, valid and separated by dots, also one when
 * those that start with "xn--" are decoded?  Without libidn2 always true.
 */
extern bool HostLabelsDecode(const char *name, size_t length);

/* format_uri.c */
extern bool FormatUri(const char *text, size_t length);
extern bool FormatUriReference(const char *text, size_t length);
extern bool FormatIri(const char *text, size_t length);
extern bool FormatIriReference(const char *text, size_t length);
extern bool FormatUriTemplate(const char *text, size_t length);

#endif							/* MARKET_JSONSCHEMA_FORMAT_PARTS_H */
