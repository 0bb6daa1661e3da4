/*
 * format_uri.c
 *		URIs, IRIs and URI templates.
 */
#include "jsonschema/format_parts.h"

#include <string.h>

/* What may stand in a place, besides unreserved characters and percent-encodings. */
#define SUB_DELIMITERS "!$&'()*+,;="
#define IN_SEGMENT SUB_DELIMITERS ":@"
#define IN_QUERY IN_SEGMENT "/?"

static bool
IsUnreserved(int byte)
{
	return IsLetter(byte) || IsDigit(byte) ||
		byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

/*
 * ucschar: the characters beyond ASCII, without private use and noncharacters.
 * Source: RFC 3987, section 2.2.
 */
static bool
IsIriCharacter(uint32_t code)
{
	if (code < 0x10000)
		return (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xf900 && code <= 0xfdcf) ||
			(code >= 0xfdf0 && code <= 0xffef);
	return code <= 0xefffd && (code & 0xffff) <= 0xfffd && !(code >= 0xe0000 && code < 0xe1000);
}

/* iprivate */
static bool
IsPrivateCharacter(uint32_t code)
{
	return (code >= 0xe000 && code <= 0xf8ff) || (code >= 0xf0000 && code <= 0xffffd) ||
		(code >= 0x100000 && code <= 0x10fffd);
}

/* "%" and two hexadecimal digits */
static bool
ScanPercent(Scan *scan)
{
	if (scan->end - scan->at < 3 || *scan->at != '%' ||
		!IsHexDigit(scan->at[1]) || !IsHexDigit(scan->at[2]))
		return false;
	scan->at += 3;
	return true;
}

/* Step over the characters of a part; what stops is left for the caller. */
static void
ScanPart(Scan *scan, const char *others, bool international, bool private)
{
	int			byte;

	while ((byte = ScanPeek(scan)) >= 0)
	{
		if (IsUnreserved(byte) || (byte > 0 && byte < 0x80 && strchr(others, byte) != NULL))
			scan->at++;
		else if (byte >= 0x80 && international)
		{
			Scan		next = *scan;
			uint32_t	code = ScanCharacter(&next);

			if (!IsIriCharacter(code) && !(private && IsPrivateCharacter(code)))
				return;
			*scan = next;
		}
		else if (!ScanPercent(scan))
			return;
	}
}

/* Between the brackets of an IP-literal. */
static bool
IpLiteralIsValid(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);

	if (!ScanByte(&scan, 'v') && !ScanByte(&scan, 'V'))
		return FormatIpv6(text, length);

	while (IsHexDigit(ScanPeek(&scan)))
		scan.at++;
	if (scan.at == text + 1 || !ScanByte(&scan, '.') || scan.at == scan.end)
		return false;
	if (memchr(scan.at, '%', (size_t) (scan.end - scan.at)) != NULL)
		return false;
	ScanPart(&scan, SUB_DELIMITERS ":", false, false);
	return scan.at == scan.end;
}

/* authority, up to its end, which is "/", "?", "#" or the end of the text */
static bool
ScanAuthority(Scan *scan, bool international)
{
	Scan		user = *scan;

	ScanPart(&user, SUB_DELIMITERS ":", international, false);
	if (ScanByte(&user, '@'))
		*scan = user;

	if (ScanByte(scan, '['))
	{
		const char *close = memchr(scan->at, ']', (size_t) (scan->end - scan->at));

		if (close == NULL || !IpLiteralIsValid(scan->at, (size_t) (close - scan->at)))
			return false;
		scan->at = close + 1;
	}
	else
		ScanPart(scan, SUB_DELIMITERS, international, false);

	if (ScanByte(scan, ':'))
		ScanDigits(scan);
	return scan->at == scan->end || *scan->at == '/' || *scan->at == '?' || *scan->at == '#';
}

/* scheme and ":"; nothing is stepped over when there is none */
static bool
ScanScheme(Scan *scan)
{
	const char *at = scan->at;

	if (!IsLetter(ScanPeek(scan)))
		return false;
	while (at < scan->end && (IsLetter(*at) || IsDigit(*at) || *at == '+' || *at == '-' ||
							  *at == '.'))
		at++;
	if (at == scan->end || *at != ':')
		return false;
	scan->at = at + 1;
	return true;
}

/*
 * Source: RFC 3986, appendix A; RFC 3987, section 2.2.
 */
static bool
ReferenceIsValid(const char *text, size_t length, bool relative, bool international)
{
	Scan		scan = ScanOf(text, length);
	bool		has_scheme = ScanScheme(&scan);

	if (!has_scheme && !relative)
		return false;

	if (scan.end - scan.at >= 2 && scan.at[0] == '/' && scan.at[1] == '/')
	{
		scan.at += 2;
		if (!ScanAuthority(&scan, international))
			return false;
	}
	else if (!has_scheme)
	{
		/* a colon in the first segment would make it a scheme */
		ScanPart(&scan, SUB_DELIMITERS "@", international, false);
		if (ScanPeek(&scan) == ':')
			return false;
	}

	ScanPart(&scan, IN_SEGMENT "/", international, false);
	if (ScanByte(&scan, '?'))
		ScanPart(&scan, IN_QUERY, international, true);
	if (ScanByte(&scan, '#'))
		ScanPart(&scan, IN_QUERY, international, false);
	return scan.at == scan.end;
}

bool
FormatUri(const char *text, size_t length)
{
	return ReferenceIsValid(text, length, false, false);
}

bool
FormatUriReference(const char *text, size_t length)
{
	return ReferenceIsValid(text, length, true, false);
}

bool
FormatIri(const char *text, size_t length)
{
	return ReferenceIsValid(text, length, false, true);
}

bool
FormatIriReference(const char *text, size_t length)
{
	return ReferenceIsValid(text, length, true, true);
}

/* varname: characters, single dots between them */
static bool
ScanVariableName(Scan *scan)
{
	do
	{
		const char *start = scan->at;
		int			byte;

		while ((byte = ScanPeek(scan)) == '_' || IsLetter(byte) || IsDigit(byte) ||
			   (byte == '%' && ScanPercent(scan)))
		{
			if (byte != '%')
				scan->at++;
		}
		if (scan->at == start)
			return false;
	} while (ScanByte(scan, '.'));
	return true;
}

/* What stands between braces, the closing one included. */
static bool
ScanExpression(Scan *scan)
{
	int			byte = ScanPeek(scan);

	if (byte > 0 && byte < 0x80 && strchr("+#./;?&=,!@|", byte) != NULL)
		scan->at++;
	do
	{
		if (!ScanVariableName(scan))
			return false;
		if (ScanByte(scan, ':'))
		{
			if (ScanPeek(scan) == '0')
				return false;
			switch (ScanDigits(scan))
			{
				case 1:
				case 2:
				case 3:
				case 4:
					break;
				default:
					return false;
			}
		}
		else
			(void) ScanByte(scan, '*');
	} while (ScanByte(scan, ','));
	return ScanByte(scan, '}');
}

/* A character that stands for itself; that the grammar lacks the apostrophe is an erratum. */
static bool
IsLiteral(uint32_t code)
{
	if (code >= 0x80)
		return IsIriCharacter(code) || IsPrivateCharacter(code);
	return code > ' ' && code != 0x7f && strchr("\"%<>\\^`{|}", (int) code) == NULL;
}

/*
 * Source: RFC 6570, section 2.
 */
bool
FormatUriTemplate(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);

	while (scan.at < scan.end)
	{
		if (ScanByte(&scan, '{'))
		{
			if (!ScanExpression(&scan))
				return false;
		}
		else if (*scan.at == '%')
		{
			if (!ScanPercent(&scan))
				return false;
		}
		else if (!IsLiteral(ScanCharacter(&scan)))
			return false;
	}
	return true;
}
