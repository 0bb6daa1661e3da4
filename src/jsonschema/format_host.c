/*
 * format_host.c
 *		Addresses of hosts, their names, and addresses of mail.
 */
#include "jsonschema/format_parts.h"

#include <string.h>

#define LABEL_MAX 63
#define NAME_MAX 253
#define LOCAL_PART_MAX 64

/*
 * Four numbers up to 255 without leading zeros.
 * Source: RFC 2673, section 3.2.
 */
bool
FormatIpv4(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);
	int			part;

	for (part = 0; part < 4; part++)
	{
		const char *start;
		size_t		digits;

		if (part > 0 && !ScanByte(&scan, '.'))
			return false;
		start = scan.at;
		digits = ScanDigits(&scan);
		if (digits == 0 || digits > 3 || (digits > 1 && *start == '0'))
			return false;
		if (digits == 3 && memcmp(start, "255", 3) > 0)
			return false;
	}
	return scan.at == scan.end;
}

/*
 * Eight groups of one to four hexadecimal digits; "::" stands for one or more groups
 * of zeros, once; the last two groups may be written as an IPv4 address.
 * Source: RFC 4291, section 2.2.
 */
bool
FormatIpv6(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);
	int			groups = 0;
	bool		gap = false;

	if (length >= 2 && text[0] == ':' && text[1] == ':')
	{
		gap = true;
		scan.at += 2;
	}
	while (scan.at < scan.end)
	{
		const char *start = scan.at;

		while (IsHexDigit(ScanPeek(&scan)))
			scan.at++;
		if (ScanPeek(&scan) == '.')
		{
			groups += 2;
			return (gap ? groups < 8 : groups == 8) &&
				FormatIpv4(start, (size_t) (scan.end - start));
		}
		if (scan.at == start || scan.at - start > 4 || ++groups > 8)
			return false;
		if (scan.at == scan.end)
			break;
		if (!ScanByte(&scan, ':') || scan.at == scan.end)
			return false;
		if (*scan.at == ':')
		{
			if (gap)
				return false;
			gap = true;
			scan.at++;
		}
	}
	return gap ? groups < 8 : groups == 8;
}

bool
HostLabelIsValid(const char *label, size_t length)
{
	size_t		i;

	if (length == 0 || length > LABEL_MAX || label[0] == '-' || label[length - 1] == '-')
		return false;
	for (i = 0; i < length; i++)
	{
		if (!IsLetter(label[i]) && !IsDigit(label[i]) && label[i] != '-')
			return false;
	}
	return true;
}

/* Labels and the dots between them. */
static bool
HostLabelsAreValid(const char *text, size_t length)
{
	const char *end = text + length;

	for (;;)
	{
		const char *dot = memchr(text, '.', (size_t) (end - text));

		if (!HostLabelIsValid(text, (size_t) ((dot != NULL ? dot : end) - text)))
			return false;
		if (dot == NULL)
			return true;
		text = dot + 1;
	}
}

/*
 * Source: RFC 1123, section 2.1; RFC 5890, section 2.3.2.1 for labels with "xn--".
 */
bool
FormatHostname(const char *text, size_t length)
{
	return length <= NAME_MAX && HostLabelsAreValid(text, length) &&
		HostLabelsDecode(text, length);
}

/* atext */
static bool
IsAtomByte(int byte)
{
	return IsLetter(byte) || IsDigit(byte) ||
		(byte > 0 && byte < 0x80 && strchr("!#$%&'*+-/=?^_`{|}~", byte) != NULL);
}

/* Dot-string */
static bool
ScanDotString(Scan *scan, bool international)
{
	do
	{
		const char *start = scan->at;

		while (IsAtomByte(ScanPeek(scan)) || (international && ScanPeek(scan) >= 0x80))
			scan->at++;
		if (scan->at == start)
			return false;
	} while (ScanByte(scan, '.'));
	return true;
}

/* Quoted-string, behind its opening quote */
static bool
ScanQuotedString(Scan *scan, bool international)
{
	for (; scan->at < scan->end; scan->at++)
	{
		int			byte = ScanPeek(scan);

		if (ScanByte(scan, '"'))
			return true;
		if (byte == '\\')
		{
			scan->at++;
			byte = ScanPeek(scan);
			if (byte >= 0x80)
				return false;
		}
		if (byte < ' ' || byte == 0x7f || (byte >= 0x80 && !international))
			return false;
	}
	return false;
}

/* Between the brackets of an address-literal: no tag but IPv6 is registered. */
static bool
AddressLiteralIsValid(const char *text, size_t length)
{
	static const char tag[] = "IPV6:";
	size_t		i;

	if (FormatIpv4(text, length))
		return true;
	if (length < sizeof(tag) - 1)
		return false;
	for (i = 0; i < sizeof(tag) - 1; i++)
	{
		if (text[i] != tag[i] && !(IsLetter(tag[i]) && text[i] == tag[i] + 32))
			return false;
	}
	return FormatIpv6(text + i, length - i);
}

/* The domain of an international address: any character beyond ASCII is a letter. */
static bool
MailLabelsAreValid(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);

	do
	{
		const char *start = scan.at;
		int			byte;

		while ((byte = ScanPeek(&scan)) >= 0x80 || IsLetter(byte) || IsDigit(byte) || byte == '-')
			scan.at++;
		if (scan.at == start || *start == '-' || scan.at[-1] == '-')
			return false;
	} while (ScanByte(&scan, '.'));
	return scan.at == scan.end;
}

/*
 * Source: RFC 5321, section 4.1.2 (Mailbox) and 4.5.3.1 (sizes); RFC 6531, section 3.3.
 */
static bool
MailboxIsValid(const char *text, size_t length, bool international)
{
	Scan		scan = ScanOf(text, length);
	size_t		rest;

	if (ScanByte(&scan, '"'))
	{
		if (!ScanQuotedString(&scan, international))
			return false;
	}
	else if (!ScanDotString(&scan, international))
		return false;

	if (scan.at - text > LOCAL_PART_MAX || !ScanByte(&scan, '@'))
		return false;

	rest = (size_t) (scan.end - scan.at);
	if (rest >= 2 && scan.at[0] == '[' && scan.end[-1] == ']')
		return AddressLiteralIsValid(scan.at + 1, rest - 2);
	if (international)
		return MailLabelsAreValid(scan.at, rest);
	return rest <= NAME_MAX && HostLabelsAreValid(scan.at, rest);
}

bool
FormatEmail(const char *text, size_t length)
{
	return MailboxIsValid(text, length, false);
}

bool
FormatIdnEmail(const char *text, size_t length)
{
	return MailboxIsValid(text, length, true);
}
