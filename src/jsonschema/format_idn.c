/*
 * format_idn.c
 *		Internationalized host names.
 *
 * Characters, normal form, hyphens and context are checked by libidn2 as for the
 * registration of a label, the strictest mode of IDNA2008, without any mapping;
 * the rule on directions is ours, because libidn2 does not hold it over a whole name.
 * Without libidn2 only ASCII labels and the lengths are checked.
 *
 * Source: RFC 5890, section 2.3.2.1; RFC 5891, section 4; RFC 5892; RFC 5893, section 2.
 */
#include "jsonschema/format_parts.h"

#include <string.h>

#ifdef USE_LIBIDN2
#include <idn2.h>

#include "jsonschema/format_bidi.h"
#endif

#define LABEL_MAX 63
#define NAME_MAX 253
/* a character of a label takes at least one byte of its ASCII form and at most four here */
#define UNICODE_LABEL_MAX (4 * LABEL_MAX)
#define UNICODE_NAME_MAX (4 * NAME_MAX)

bool
HostLabelIsEncoded(const char *label, size_t length)
{
	return length >= 4 && (label[0] | 0x20) == 'x' && (label[1] | 0x20) == 'n' &&
		label[2] == '-' && label[3] == '-';
}

/* Step over a dot: that of ASCII, or one of the three that stand for it. */
static bool
ScanDot(Scan *scan)
{
	Scan		next = *scan;
	uint32_t	code = next.at < next.end ? ScanCharacter(&next) : 0;

	if (code != '.' && code != 0x3002 && code != 0xff0e && code != 0xff61)
		return false;
	*scan = next;
	return true;
}

/* Step over a label; returns whether all of it is ASCII. */
static bool
ScanLabel(Scan *scan)
{
	Scan		before = *scan;
	bool		ascii = true;

	while (scan->at < scan->end)
	{
		before = *scan;
		if (ScanDot(scan))
			break;
		ascii = ScanCharacter(scan) < 0x80 && ascii;
		before = *scan;
	}
	*scan = before;
	return ascii;
}

#ifdef USE_LIBIDN2

/*
 * Bring a label into its Unicode form.
 *
 * In:	label, length: ASCII, lower case or not; or any other characters
 * Out:	unicode: UNICODE_LABEL_MAX + 1 bytes, closed by a zero byte
 */
static bool
LabelToUnicode(const char *label, size_t length, char *unicode)
{
	char	   *decoded = NULL;
	bool		fits;
	size_t		i;

	if (length > UNICODE_LABEL_MAX || memchr(label, '\0', length) != NULL)
		return false;
	memcpy(unicode, label, length);
	unicode[length] = '\0';
	if (!HostLabelIsEncoded(label, length))
		return true;

	for (i = 0; i < length; i++)
	{
		if (unicode[i] >= 'A' && unicode[i] <= 'Z')
			unicode[i] = (char) (unicode[i] + 32);
	}
	if (idn2_to_unicode_8z8z(unicode, &decoded, 0) != IDN2_OK)
		return false;
	fits = strlen(decoded) <= UNICODE_LABEL_MAX;
	if (fits)
		strcpy(unicode, decoded);
	idn2_free(decoded);
	return fits;
}

static BidiClass
BidiClassOf(uint32_t code)
{
	size_t		low = 0;
	size_t		high = sizeof(bidi_ranges) / sizeof(bidi_ranges[0]);

	if (code < 0x80)
		return IsDigit((int) code) ? EN : code == '-' ? ES : L;
	while (low < high)
	{
		size_t		middle = (low + high) / 2;

		if (code < bidi_ranges[middle].first)
			high = middle;
		else if (code > bidi_ranges[middle].last)
			low = middle + 1;
		else
			return bidi_ranges[middle].class;
	}
	return L;
}

/* The classes of a label, as a set; also the first, and the last but for NSM. */
static unsigned int
BidiClassesOf(const char *label, BidiClass *first, BidiClass *last)
{
	Scan		scan = ScanOf(label, strlen(label));
	unsigned int set = 0;

	*first = *last = L;
	while (scan.at < scan.end)
	{
		BidiClass	class = BidiClassOf(ScanCharacter(&scan));

		if (set == 0)
			*first = class;
		if (set == 0 || class != NSM)
			*last = class;
		set |= 1u << class;
	}
	return set;
}

#define RIGHT_TO_LEFT (1u << R | 1u << AL | 1u << AN)

/* The six conditions of the Bidi rule. */
static bool
LabelDirectionIsValid(const char *label)
{
	BidiClass	first;
	BidiClass	last;
	unsigned int set = BidiClassesOf(label, &first, &last);

	if (first == L)
		return (set & RIGHT_TO_LEFT) == 0 && (last == L || last == EN);
	if (first != R && first != AL)
		return false;
	return (set & 1u << L) == 0 &&
		(last == R || last == AL || last == EN || last == AN) &&
		(set & (1u << EN | 1u << AN)) != (1u << EN | 1u << AN);
}

/*
 * Is a label one of IDNA2008?
 *
 * Out:	ascii_length: bytes of its ASCII form
 *		directions: the classes of its characters are added
 */
static bool
UnicodeLabelIsValid(const char *label, size_t length, size_t *ascii_length,
					unsigned int *directions)
{
	char		unicode[UNICODE_LABEL_MAX + 1];
	uint8_t    *encoded = NULL;
	BidiClass	first;
	BidiClass	last;
	bool		valid;

	if (!LabelToUnicode(label, length, unicode) ||
		idn2_register_u8((const uint8_t *) unicode, NULL, &encoded, 0) != IDN2_OK)
		return false;

	*ascii_length = strlen((const char *) encoded);
	*directions |= BidiClassesOf(unicode, &first, &last);
	valid = *ascii_length <= LABEL_MAX;

	/* an encoded label is the only way to write what it decodes to */
	if (valid && HostLabelIsEncoded(label, length))
	{
		valid = *ascii_length == length;
		for (; valid && length > 0; length--)
			valid = (encoded[length - 1] | 0x20) == (label[length - 1] | 0x20);
	}
	idn2_free(encoded);
	return valid;
}

static bool
NameDirectionIsValid(Scan scan)
{
	do
	{
		const char *label = scan.at;
		char		unicode[UNICODE_LABEL_MAX + 1];

		ScanLabel(&scan);
		if (!LabelToUnicode(label, (size_t) (scan.at - label), unicode) ||
			!LabelDirectionIsValid(unicode))
			return false;
	} while (ScanDot(&scan));
	return true;
}

#else

#define RIGHT_TO_LEFT 0u

static bool
UnicodeLabelIsValid(const char *label, size_t length, size_t *ascii_length,
					unsigned int *directions)
{
	Scan		scan = ScanOf(label, length);

	(void) directions;
	for (*ascii_length = 0; scan.at < scan.end; ++*ascii_length)
		ScanCharacter(&scan);
	return *ascii_length > 0 && *ascii_length <= LABEL_MAX;
}

static bool
NameDirectionIsValid(Scan scan)
{
	(void) scan;
	return true;
}

#endif

/*
 * Internationalized labels and the dots between them, at most NAME_MAX bytes when all
 * of them are in ASCII.
 */
static bool
NameIsValid(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);
	size_t		ascii_total = 0;
	unsigned int directions = 0;

	if (length > UNICODE_NAME_MAX)
		return false;
	do
	{
		const char *label = scan.at;
		bool		ascii = ScanLabel(&scan);
		size_t		size = (size_t) (scan.at - label);

		if (ascii && !HostLabelIsValid(label, size))
			return false;
		if ((!ascii || HostLabelIsEncoded(label, size)) &&
			!UnicodeLabelIsValid(label, size, &size, &directions))
			return false;
		ascii_total += size + 1;
	} while (ScanDot(&scan));

	if (ascii_total - 1 > NAME_MAX)
		return false;
	return (directions & RIGHT_TO_LEFT) == 0 || NameDirectionIsValid(ScanOf(text, length));
}

bool
FormatIdnHostname(const char *text, size_t length)
{
	return NameIsValid(text, length);
}

bool
HostLabelsDecode(const char *name, size_t length)
{
	size_t		i;

	/* names without such a label are by far the most */
	for (i = 0; i + 4 <= length; i++)
	{
		if (name[i + 2] == '-' && name[i + 3] == '-' && HostLabelIsEncoded(name + i, length - i))
			return NameIsValid(name, length);
	}
	return true;
}
