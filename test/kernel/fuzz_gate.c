/*
 * fuzz_gate.c
 *		Fuzz target: the strict reading of JSON, compared with a second reader.
 */
#include <stdbool.h>
#include <string.h>

#include "jsonschema/gate.h"

#include "fuzz.h"

/* The second reader: JSON of RFC 8259, but no zero byte in a key and no lone surrogate. */
typedef struct Reader
{
	const uint8_t *at;
	const uint8_t *end;
} Reader;

static bool ReadValue(Reader *reader);

static bool
Take(Reader *reader, const char *text)
{
	size_t		length = strlen(text);

	if ((size_t) (reader->end - reader->at) < length || memcmp(reader->at, text, length) != 0)
		return false;
	reader->at += length;
	return true;
}

static void
SkipSpace(Reader *reader)
{
	while (Take(reader, " ") || Take(reader, "\t") || Take(reader, "\n") || Take(reader, "\r"))
		;
}

static bool
TakeBetween(Reader *reader, int low, int high)
{
	if (reader->at == reader->end || *reader->at < low || *reader->at > high)
		return false;
	reader->at++;
	return true;
}

static bool
ReadDigits(Reader *reader)
{
	const uint8_t *start = reader->at;

	while (TakeBetween(reader, '0', '9'))
		;
	return reader->at > start;
}

static bool
ReadNumber(Reader *reader)
{
	(void) Take(reader, "-");
	if (!Take(reader, "0") && !ReadDigits(reader))
		return false;
	if (Take(reader, ".") && !ReadDigits(reader))
		return false;
	if (!Take(reader, "e") && !Take(reader, "E"))
		return true;
	if (!Take(reader, "+"))
		(void) Take(reader, "-");
	return ReadDigits(reader);
}

/* Four hexadecimal digits, or -1. */
static long
ReadHex(Reader *reader)
{
	char		digits[5] = "";
	int			i;

	for (i = 0; i < 4; i++)
	{
		if (!TakeBetween(reader, '0', '9') && !TakeBetween(reader, 'a', 'f') &&
			!TakeBetween(reader, 'A', 'F'))
			return -1;
		digits[i] = (char) reader->at[-1];
	}
	return strtol(digits, NULL, 16);
}

static bool
ReadEscape(Reader *reader, bool is_key)
{
	long		code;

	if (!Take(reader, "u"))
		return reader->at < reader->end && *reader->at != '\0' &&
			strchr("\"\\/bfnrt", *reader->at++) != NULL;
	code = ReadHex(reader);
	if (code < 0 || (code == 0 && is_key) || (code >= 0xdc00 && code <= 0xdfff))
		return false;
	if (code >= 0xd800 && code <= 0xdbff)
	{
		if (!Take(reader, "\\u"))
			return false;
		code = ReadHex(reader);
		return code >= 0xdc00 && code <= 0xdfff;
	}
	return true;
}

/* A character beyond ASCII; the table of RFC 3629. */
static bool
ReadUtf8(Reader *reader)
{
	uint8_t		lead = *reader->at++;
	int			more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
	int			low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
	int			high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;

	if (lead < 0xc2 || lead > 0xf4)
		return false;
	for (; more > 0; more--, low = 0x80, high = 0xbf)
	{
		if (!TakeBetween(reader, low, high))
			return false;
	}
	return true;
}

static bool
ReadString(Reader *reader, bool is_key)
{
	if (!Take(reader, "\""))
		return false;
	while (!Take(reader, "\""))
	{
		if (reader->at == reader->end || *reader->at < ' ')
			return false;
		if (Take(reader, "\\") ? !ReadEscape(reader, is_key) :
			*reader->at < 0x80 ? !TakeBetween(reader, ' ', 0x7f) : !ReadUtf8(reader))
			return false;
	}
	return true;
}

/* Members or elements, behind the opening bracket. */
static bool
ReadContainer(Reader *reader, bool is_object, const char *close)
{
	SkipSpace(reader);
	if (Take(reader, close))
		return true;
	do
	{
		SkipSpace(reader);
		if (is_object)
		{
			if (!ReadString(reader, true))
				return false;
			SkipSpace(reader);
			if (!Take(reader, ":"))
				return false;
		}
		if (!ReadValue(reader))
			return false;
	} while (Take(reader, ","));
	return Take(reader, close);
}

/* A value and the space around it. */
static bool
ReadValue(Reader *reader)
{
	bool		good;

	SkipSpace(reader);
	if (Take(reader, "{"))
		good = ReadContainer(reader, true, "}");
	else if (Take(reader, "["))
		good = ReadContainer(reader, false, "]");
	else if (reader->at < reader->end && *reader->at == '"')
		good = ReadString(reader, false);
	else
		good = Take(reader, "null") || Take(reader, "true") || Take(reader, "false") ||
			ReadNumber(reader);
	SkipSpace(reader);
	return good;
}

/* The gate's verdict; what it says of a fault is in order. */
static GateFault
Check(const uint8_t *data, size_t size, bool unique_keys)
{
	char	   *copy = malloc(size > 0 ? size : 1);
	GateError	error = {0, 0, ""};
	GateFault	fault;

	FuzzAssert(copy != NULL);
	memcpy(copy, data, size);
	fault = GateCheck(copy, size, unique_keys, NULL, &error);
	if (fault != GATE_OK)
	{
		FuzzAssert(error.line >= 1 && error.column >= 1);
		FuzzAssert(strlen(error.reason) > 0 && strlen(error.reason) < GATE_REASON_SIZE);
	}
	free(copy);
	return fault;
}

/* Told to stop, it reads nothing. */
static void
CheckStop(const uint8_t *data, size_t size)
{
	static const volatile sig_atomic_t now = 1;
	char	   *copy = malloc(size + 1);
	GateError	error;

	FuzzAssert(copy != NULL);
	memcpy(copy, data, size);
	FuzzAssert(GateCheck(copy, size, false, &now, &error) == GATE_STOPPED);
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Reader		reader = {data, data + size};
	bool		is_json = ReadValue(&reader) && reader.at == reader.end;
	GateFault	loose = Check(data, size, false);
	GateFault	strict = Check(data, size, true);

	CheckStop(data, size);
	if (loose != GATE_TOO_DEEP)
		FuzzAssert(is_json == (loose == GATE_OK));
	FuzzAssert(strict == loose || (loose == GATE_OK && strict == GATE_DUPLICATE_KEY) ||
			   (loose == GATE_SYNTAX && strict == GATE_DUPLICATE_KEY));
	return 0;
}
