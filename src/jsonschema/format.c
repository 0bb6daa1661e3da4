/*
 * format.c
 *		The table of formats, and those that need no file of their own.
 */
#include "jsonschema/format.h"

#include <string.h>

#include "jsonschema/ecma.h"
#include "jsonschema/format_parts.h"

/*
 * Source: RFC 4122, section 3.
 */
static bool
FormatUuid(const char *text, size_t length)
{
	size_t		i;

	if (length != 36)
		return false;
	for (i = 0; i < length; i++)
	{
		bool		hyphen = i == 8 || i == 13 || i == 18 || i == 23;

		if (hyphen ? text[i] != '-' : !IsHexDigit(text[i]))
			return false;
	}
	return true;
}

/*
 * Source: RFC 6901, section 3.
 */
static bool
FormatJsonPointer(const char *text, size_t length)
{
	size_t		i;

	if (length > 0 && text[0] != '/')
		return false;
	for (i = 0; i < length; i++)
	{
		if (text[i] == '~' && (i + 1 == length || (text[i + 1] != '0' && text[i + 1] != '1')))
			return false;
	}
	return true;
}

/* "0", or digits that do not begin with it */
static bool
ScanInteger(Scan *scan)
{
	return ScanByte(scan, '0') || ScanDigits(scan) > 0;
}

static bool
RelativePointerIsValid(const char *text, size_t length, bool adjustable)
{
	Scan		scan = ScanOf(text, length);

	if (!ScanInteger(&scan))
		return false;
	if (adjustable && (ScanByte(&scan, '+') || ScanByte(&scan, '-')) &&
		(ScanPeek(&scan) == '0' || !ScanInteger(&scan)))
		return false;
	if (ScanByte(&scan, '#'))
		return scan.at == scan.end;
	return FormatJsonPointer(scan.at, (size_t) (scan.end - scan.at));
}

/*
 * Source: draft-handrews-relative-json-pointer-01, section 3.
 */
static bool
FormatRelativePointer(const char *text, size_t length)
{
	return RelativePointerIsValid(text, length, false);
}

/*
 * Source: draft-bhutton-relative-json-pointer-00, section 3, which adds "+1" and "-1".
 */
static bool
FormatAdjustedPointer(const char *text, size_t length)
{
	return RelativePointerIsValid(text, length, true);
}

static bool
FormatRegex(const char *text, size_t length)
{
	return EcmaIsValid(text, length);
}

static const struct Format
{
	const char *name;
	int			first_draft;
	int			last_draft;
	bool		(*is_valid) (const char *text, size_t length);
}			formats[] = {
	{"date-time", 4, 2020, FormatDateTime},
	{"email", 4, 2020, FormatEmail},
	{"hostname", 4, 2020, FormatHostname},
	{"ipv4", 4, 2020, FormatIpv4},
	{"ipv6", 4, 2020, FormatIpv6},
	{"uri", 4, 2020, FormatUri},
	{"json-pointer", 6, 2020, FormatJsonPointer},
	{"uri-reference", 6, 2020, FormatUriReference},
	{"uri-template", 6, 2020, FormatUriTemplate},
	{"date", 7, 2020, FormatDate},
	{"time", 7, 2020, FormatTime},
	{"idn-email", 7, 2020, FormatIdnEmail},
	{"idn-hostname", 7, 2020, FormatIdnHostname},
	{"iri", 7, 2020, FormatIri},
	{"iri-reference", 7, 2020, FormatIriReference},
	{"regex", 4, 2020, FormatRegex},
	{"relative-json-pointer", 7, 2019, FormatRelativePointer},
	{"relative-json-pointer", 2020, 2020, FormatAdjustedPointer},
	{"duration", 2019, 2020, FormatDuration},
	{"uuid", 2019, 2020, FormatUuid}
};

#define FORMAT_COUNT ((int) (sizeof(formats) / sizeof(formats[0])))

int
FormatLookup(const char *name, size_t length, int draft)
{
	int			i;

	for (i = 0; i < FORMAT_COUNT; i++)
	{
		if (draft >= formats[i].first_draft && draft <= formats[i].last_draft &&
			strlen(formats[i].name) == length && memcmp(formats[i].name, name, length) == 0)
			return i;
	}
	return -1;
}

bool
FormatIsValid(int format, const char *text, size_t length)
{
	return formats[format].is_valid(text, length);
}
