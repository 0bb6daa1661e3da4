/*
 * uri.c
 *		Resolving references: RFC 3986, and the fragments of JSON Schema.
 */
#include "postgres.h"

#include "lib/stringinfo.h"

#include "jsonschema/uri.h"

/* A part of a text; absent when start is NULL. */
typedef struct UriPart
{
	const char *start;
	int			length;
} UriPart;

typedef struct Uri
{
	UriPart		scheme;			/* without colon */
	UriPart		authority;		/* without slashes */
	UriPart		path;			/* never absent */
	UriPart		query;			/* without question mark */
	UriPart		fragment;		/* without hash */
} Uri;

static bool
IsLetter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Length of the scheme before a colon, 0 when there is none. */
static int
SchemeLength(const char *text, int length)
{
	int			i;

	if (length == 0 || !IsLetter(text[0]))
		return 0;
	for (i = 1; i < length; i++)
	{
		if (text[i] == ':')
			return i;
		if (!IsLetter(text[i]) && !(text[i] >= '0' && text[i] <= '9') &&
			text[i] != '+' && text[i] != '-' && text[i] != '.')
			return 0;
	}
	return 0;
}

bool
UriIsAbsolute(const char *text, int length)
{
	return SchemeLength(text, length) > 0;
}

/* Cut a text before the first of some characters, moving on. */
static UriPart
TakeUntil(const char **place, const char *end, const char *stops)
{
	UriPart		part = {*place, 0};

	while (*place < end && (**place == '\0' || strchr(stops, **place) == NULL))
		(*place)++;
	part.length = *place - part.start;
	return part;
}

static void
UriSplit(const char *text, int length, Uri *uri)
{
	const char *place = text;
	const char *end = text + length;
	int			scheme = SchemeLength(text, length);

	memset(uri, 0, sizeof(*uri));
	if (scheme > 0)
	{
		uri->scheme.start = text;
		uri->scheme.length = scheme;
		place += scheme + 1;
	}
	if (end - place >= 2 && place[0] == '/' && place[1] == '/')
	{
		place += 2;
		uri->authority = TakeUntil(&place, end, "/?#");
	}
	uri->path = TakeUntil(&place, end, "?#");
	if (place < end && *place == '?')
	{
		place++;
		uri->query = TakeUntil(&place, end, "#");
	}
	if (place < end && *place == '#')
	{
		place++;
		uri->fragment = TakeUntil(&place, end, "");
	}
}

static bool
StartsWith(const char *text, const char *end, const char *prefix)
{
	size_t		length = strlen(prefix);

	return (size_t) (end - text) >= length && memcmp(text, prefix, length) == 0;
}

/*
 * Append a path without its "." and ".." segments.
 *
 * Source: RFC 3986, section 5.2.4.
 */
static void
AppendWithoutDots(StringInfo out, const char *path, int length)
{
	const char *place = path;
	const char *end = path + length;
	int			start = out->len;

	while (place < end)
	{
		if (StartsWith(place, end, "../"))
			place += 3;
		else if (StartsWith(place, end, "./") || StartsWith(place, end, "/./"))
			place += 2;
		else if (end - place == 2 && StartsWith(place, end, "/."))
		{
			appendStringInfoChar(out, '/');
			break;
		}
		else if (StartsWith(place, end, "/../") ||
				 (end - place == 3 && StartsWith(place, end, "/..")))
		{
			bool		last = end - place == 3;

			place += 3;
			while (out->len > start && out->data[--out->len] != '/')
				;
			out->data[out->len] = '\0';
			if (last)
			{
				appendStringInfoChar(out, '/');
				break;
			}
		}
		else if ((end - place == 1 && *place == '.') ||
				 (end - place == 2 && StartsWith(place, end, "..")))
			break;
		else
		{
			do
				appendStringInfoChar(out, *place++);
			while (place < end && *place != '/');
		}
	}
}

/* Append the reference's path behind all of the base's path but its last segment. */
static void
AppendMerged(StringInfo out, const Uri *base, const Uri *reference)
{
	StringInfoData path;
	int			keep = base->path.length;

	initStringInfo(&path);
	while (keep > 0 && base->path.start[keep - 1] != '/')
		keep--;
	if (base->authority.start != NULL && base->path.length == 0)
		appendStringInfoChar(&path, '/');
	appendBinaryStringInfo(&path, base->path.start, keep);
	appendBinaryStringInfo(&path, reference->path.start, reference->path.length);
	AppendWithoutDots(out, path.data, path.len);
	pfree(path.data);
}

static void
AppendPart(StringInfo out, const char *before, UriPart part, const char *after)
{
	if (part.start == NULL)
		return;
	appendStringInfoString(out, before);
	appendBinaryStringInfo(out, part.start, part.length);
	appendStringInfoString(out, after);
}

static int
HexDigit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return -1;
}

static char *
PercentDecode(UriPart part)
{
	char	   *text = palloc(part.length + 1);
	char	   *out = text;
	int			i;

	for (i = 0; i < part.length; i++)
	{
		if (part.start[i] == '%' && i + 2 < part.length &&
			HexDigit(part.start[i + 1]) >= 0 && HexDigit(part.start[i + 2]) >= 0 &&
			(part.start[i + 1] != '0' || part.start[i + 2] != '0'))
		{
			*out++ = HexDigit(part.start[i + 1]) * 16 + HexDigit(part.start[i + 2]);
			i += 2;
		}
		else
			*out++ = part.start[i];
	}
	*out = '\0';
	return text;
}

char *
UriResolve(const char *base_text, const char *reference_text, int length, char **fragment)
{
	Uri			base;
	Uri			reference;
	StringInfoData out;

	UriSplit(base_text, strlen(base_text), &base);
	UriSplit(reference_text, length, &reference);
	*fragment = reference.fragment.start != NULL ? PercentDecode(reference.fragment) : NULL;

	initStringInfo(&out);
	AppendPart(&out, "", reference.scheme.start != NULL ? reference.scheme : base.scheme, ":");
	if (reference.scheme.start != NULL || reference.authority.start != NULL)
	{
		AppendPart(&out, "//", reference.authority, "");
		AppendWithoutDots(&out, reference.path.start, reference.path.length);
		AppendPart(&out, "?", reference.query, "");
		return out.data;
	}

	AppendPart(&out, "//", base.authority, "");
	if (reference.path.length == 0)
	{
		appendBinaryStringInfo(&out, base.path.start, base.path.length);
		AppendPart(&out, "?", reference.query.start != NULL ? reference.query : base.query, "");
		return out.data;
	}
	if (reference.path.start[0] == '/')
		AppendWithoutDots(&out, reference.path.start, reference.path.length);
	else
		AppendMerged(&out, &base, &reference);
	AppendPart(&out, "?", reference.query, "");
	return out.data;
}
