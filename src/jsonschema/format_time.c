/*
 * format_time.c
 *		Dates, times and durations.
 *
 * Source: RFC 3339, section 5.6 and appendix A.
 */
#include "jsonschema/format_parts.h"

/* Read exactly "digits" digits; -1 when there are fewer. */
static int
ScanNumber(Scan *scan, int digits)
{
	int			number = 0;

	for (; digits > 0; digits--)
	{
		if (!IsDigit(ScanPeek(scan)))
			return -1;
		number = number * 10 + (*scan->at++ - '0');
	}
	return number;
}

static int
DaysOfMonth(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

/* full-date */
static bool
ScanDate(Scan *scan)
{
	int			year = ScanNumber(scan, 4);
	int			month;
	int			day;

	if (year < 0 || !ScanByte(scan, '-'))
		return false;
	month = ScanNumber(scan, 2);
	if (month < 1 || month > 12 || !ScanByte(scan, '-'))
		return false;
	day = ScanNumber(scan, 2);
	return day >= 1 && day <= DaysOfMonth(year, month);
}

/* time-offset, in minutes east of UTC */
static bool
ScanOffset(Scan *scan, int *minutes)
{
	bool		west;
	int			hour;
	int			minute;

	*minutes = 0;
	if (ScanByte(scan, 'Z') || ScanByte(scan, 'z'))
		return true;
	west = ScanByte(scan, '-');
	if (!west && !ScanByte(scan, '+'))
		return false;
	hour = ScanNumber(scan, 2);
	if (hour < 0 || hour > 23 || !ScanByte(scan, ':'))
		return false;
	minute = ScanNumber(scan, 2);
	if (minute < 0 || minute > 59)
		return false;
	*minutes = (west ? -1 : 1) * (hour * 60 + minute);
	return true;
}

/* full-time; second 60 exists only in the last minute of a day of UTC */
static bool
ScanTime(Scan *scan)
{
	int			hour = ScanNumber(scan, 2);
	int			minute;
	int			second;
	int			offset;

	if (hour < 0 || hour > 23 || !ScanByte(scan, ':'))
		return false;
	minute = ScanNumber(scan, 2);
	if (minute < 0 || minute > 59 || !ScanByte(scan, ':'))
		return false;
	second = ScanNumber(scan, 2);
	if (second < 0 || second > 60)
		return false;
	if (ScanByte(scan, '.') && ScanDigits(scan) == 0)
		return false;
	if (!ScanOffset(scan, &offset))
		return false;
	return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 == 1439;
}

bool
FormatDate(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);

	return ScanDate(&scan) && scan.at == scan.end;
}

bool
FormatTime(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);

	return ScanTime(&scan) && scan.at == scan.end;
}

bool
FormatDateTime(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);

	return ScanDate(&scan) &&
		(ScanByte(&scan, 'T') || ScanByte(&scan, 't')) &&
		ScanTime(&scan) && scan.at == scan.end;
}

/*
 * Step over components, each digits and a unit.  Whichever unit comes first, the
 * next must be the one that follows it in the list.
 *
 * Returns how many there were, or -1 when something else is left before "T" or
 * the end.
 */
static int
ScanComponents(Scan *scan, const char *units)
{
	int			count = 0;

	while (scan->at < scan->end && *scan->at != 'T')
	{
		if (ScanDigits(scan) == 0 || scan->at == scan->end)
			return -1;
		while (count == 0 && *units != '\0' && *units != *scan->at)
			units++;
		if (*units == '\0' || *units != *scan->at)
			return -1;
		units++;
		scan->at++;
		count++;
	}
	return count;
}

bool
FormatDuration(const char *text, size_t length)
{
	Scan		scan = ScanOf(text, length);
	int			days;

	if (!ScanByte(&scan, 'P'))
		return false;
	if (length > 2 && text[length - 1] == 'W')
		return ScanDigits(&scan) > 0 && scan.at == scan.end - 1;

	days = ScanComponents(&scan, "YMD");
	if (days < 0)
		return false;
	if (ScanByte(&scan, 'T'))
		return ScanComponents(&scan, "HMS") > 0 && scan.at == scan.end;
	return days > 0;
}
