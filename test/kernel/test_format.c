/*
 * test_format.c
 *		The formats of JSON Schema: the examples of their standards, and what is one
 *		step away from them.
 */
#include <stdio.h>
#include <string.h>

#include "jsonschema/format.h"

#include "kernel_test.h"
#include "tap.h"

typedef struct FormatCase
{
	bool		valid;
	const char *text;
} FormatCase;

static void
CheckText(const char *format, int draft, const char *text, size_t length, bool valid)
{
	int			id = FormatLookup(format, strlen(format), draft);
	char		name[400];

	snprintf(name, sizeof(name), "%s: \"%.*s\" is %s", format,
			 (int) (length < 300 ? length : 300), text, valid ? "valid" : "invalid");
	TapCheck(id >= 0 && FormatIsValid(id, text, length) == valid, name);
}

static void
CheckCases(const char *format, const FormatCase *cases, size_t count)
{
	size_t		i;

	for (i = 0; i < count; i++)
		CheckText(format, 2020, cases[i].text, strlen(cases[i].text), cases[i].valid);
}

#define CHECK_CASES(format, cases) CheckCases(format, cases, sizeof(cases) / sizeof(cases[0]))

static void
TestLookup(void)
{
	static const struct
	{
		const char *name;
		int			first;		/* draft */
	}			formats[] = {
		{"date-time", 4}, {"email", 4}, {"hostname", 4}, {"ipv4", 4}, {"ipv6", 4}, {"uri", 4},
		{"json-pointer", 6}, {"uri-reference", 6}, {"uri-template", 6},
		{"date", 7}, {"time", 7}, {"idn-email", 7}, {"idn-hostname", 7}, {"iri", 7},
		{"iri-reference", 7}, {"regex", 4}, {"relative-json-pointer", 7},
		{"duration", 2019}, {"uuid", 2019}
	};
	static const int drafts[] = {4, 6, 7, 2019, 2020};
	size_t		i;
	size_t		j;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
	{
		bool		holds = true;

		for (j = 0; j < 5; j++)
		{
			int			id = FormatLookup(formats[i].name, strlen(formats[i].name), drafts[j]);

			holds = holds && (id >= 0) == (drafts[j] >= formats[i].first);
		}
		TapCheck(holds, formats[i].name);
	}
	TapNumber(FormatLookup("uuids", 5, 2020), -1, "a longer name is none");
	TapCheck(FormatLookup("uuids", 4, 2020) >= 0, "a name is as long as is said");
	TapNumber(FormatLookup("uri", 0, 2020), -1, "the empty name is none");
}

static void
TestTimes(void)
{
	static const FormatCase dates[] = {
		{true, "1985-04-12"}, {true, "2000-02-29"}, {true, "0000-01-01"}, {true, "9999-12-31"},
		{false, "1900-02-29"}, {false, "2023-02-29"}, {false, "1985-4-12"}, {false, "1985-04-1"},
		{false, "1985-04-31"}, {false, "1985-00-12"}, {false, "1985-13-12"}, {false, "1985-04-00"},
		{false, "1985-04-12 "}, {false, "85-04-12"}, {false, "1985/04/12"}, {false, ""}
	};
	static const FormatCase times[] = {
		{true, "23:20:50.52Z"}, {true, "00:00:00z"}, {true, "19:39:57-08:00"},
		{true, "23:59:60Z"}, {true, "18:59:60-05:00"}, {true, "05:29:60+05:30"},
		{false, "18:59:60-04:00"}, {false, "23:59:61Z"}, {false, "12:00:60Z"},
		{false, "23:20:50.Z"}, {false, "23:20:50"}, {false, "23:20Z"}, {false, "24:00:00Z"},
		{false, "23:60:00Z"}, {false, "1:02:03Z"}, {false, "01:02:03+1:00"},
		{false, "01:02:03+24:00"}, {false, "01:02:03+01:60"}, {false, "01:02:03+0100"},
		{false, "01:02:03 Z"}
	};
	static const FormatCase stamps[] = {
		{true, "1985-04-12T23:20:50.52Z"}, {true, "1996-12-19T16:39:57-08:00"},
		{true, "1990-12-31T23:59:60Z"}, {true, "1990-12-31T15:59:60-08:00"},
		{true, "1937-01-01T12:00:27.87+00:20"}, {true, "1985-04-12t23:20:50z"},
		{false, "1985-04-12 23:20:50Z"}, {false, "1985-04-12T23:20:50"}, {false, "1985-04-12"},
		{false, "1985-04-31T23:20:50Z"}, {false, "1985-04-12T23:20:50ZZ"}, {false, "T"}
	};
	static const FormatCase durations[] = {
		{true, "P3Y6M4DT12H30M5S"}, {true, "P23DT23H"}, {true, "P4Y"}, {true, "PT0S"},
		{true, "P0D"}, {true, "P1M"}, {true, "PT1M"}, {true, "PT36H"}, {true, "P12W"},
		{true, "P1Y2M"}, {true, "PT2M3S"}, {true, "P2M3DT4S"},
		{false, "P"}, {false, "PT"}, {false, "P1DT"}, {false, "PW"}, {false, "P1W2D"},
		{false, "P1D2W"}, {false, "P1Y3D"}, {false, "PT1H3S"}, {false, "P1M2Y"},
		{false, "P1D1D"}, {false, "P1H"}, {false, "PT1D"}, {false, "P1.5D"}, {false, "p1d"},
		{false, "1D"}, {false, "P1"}, {false, "PT1"}, {false, "P1DT1HT1M"}, {false, "P-1D"}
	};

	CHECK_CASES("date", dates);
	CHECK_CASES("time", times);
	CHECK_CASES("date-time", stamps);
	CHECK_CASES("duration", durations);
}

static void
TestAddresses(void)
{
	static const FormatCase v4[] = {
		{true, "0.0.0.0"}, {true, "203.0.113.255"}, {true, "249.250.99.9"},
		{false, "203.0.113.256"}, {false, "203.0.113.300"}, {false, "203.0.113.999"},
		{false, "203.0.113"}, {false, "203.0.113.1.1"}, {false, "203.0.113."},
		{false, "203.0.0113.1"}, {false, "01.2.3.4"}, {false, "1..2.3"}, {false, ""}
	};
	static const FormatCase v6[] = {
		{true, "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789"}, {true, "2001:DB8:0:0:8:800:200C:417A"},
		{true, "FF01::101"}, {true, "::1"}, {true, "::"}, {true, "1::"},
		{true, "0:0:0:0:0:0:13.1.68.3"}, {true, "::FFFF:129.144.52.38"}, {true, "1:2:3:4:5:6:7::"},
		{true, "::2:3:4:5:6:7:8"},
		{false, "1:2:3:4:5:6:7:8::"}, {false, "::1:2:3:4:5:6:7:8"}, {false, "1:2:3:4:5:6:7:8:9"},
		{false, "1::2::3"}, {false, ":::"}, {false, ":"}, {false, ":1"}, {false, "1:"},
		{false, "12345::"}, {false, "g::"}, {false, "1:2:3:4:5:6:7:1.2.3.4"},
		{false, "::1.2.3"}, {false, "1.2.3.4"}, {false, "::1%eth0"}, {false, ""}
	};
	static const FormatCase hosts[] = {
		{true, "example.com"}, {true, "a"}, {true, "3com.com"}, {true, "a-b.c-d"},
		{true, "EXAMPLE.COM"}, {true, "a--b"}, {true, "1.2.3.4"},
		{false, ""}, {false, "."}, {false, "a."}, {false, ".a"}, {false, "a..b"}, {false, "-a"},
		{false, "a-"}, {false, "a-.b"}, {false, "a_b"}, {false, "a b"}, {false, "\xc3\xbc.de"}
	};
	char		longest[256];
	size_t		i;

	CHECK_CASES("ipv4", v4);
	CHECK_CASES("ipv6", v6);
	CHECK_CASES("hostname", hosts);

	/* 63 + 1 + 63 + 1 + 63 + 1 + 61 = 253 */
	for (i = 0; i < sizeof(longest); i++)
		longest[i] = i % 64 == 63 ? '.' : 'a';
	CheckText("hostname", 7, longest, 253, true);
	CheckText("hostname", 7, longest, 254, false);
	longest[63] = 'a';
	CheckText("hostname", 7, longest, 70, false);
	CheckText("ipv4", 7, "1.2.3.4\0", 8, false);
	CheckText("hostname", 7, "a\0b", 3, false);
	CheckText("email", 7, "a\0b@c", 5, false);
	CheckText("uri", 7, "a:\0", 3, false);
	CheckText("uri-template", 7, "{\0}", 3, false);
}

static void
TestMail(void)
{
	static const FormatCase mail[] = {
		{true, "user@example.com"}, {true, "a.b+c=d@e"}, {true, "\"a b\"@example.com"},
		{true, "\"\\\"\"@example.com"}, {true, "\"\"@example.com"}, {true, "a@[192.0.2.1]"},
		{true, "a@[ipv6:2001:db8::1]"},
		{false, "user"}, {false, "@example.com"}, {false, "user@"}, {false, "a@b@c"},
		{false, ".a@b"}, {false, "a.@b"}, {false, "a..b@c"}, {false, "a@b..c"}, {false, "a@-b"},
		{false, "a@b_c"}, {false, "\"a\"b\"@c"}, {false, "\"a@c"}, {false, "\"a\\\"@c"},
		{false, "a@[192.0.2]"}, {false, "a@[2001:db8::1]"}, {false, "a@[]"}, {false, "a b@c"},
		{false, "\xc3\xbc@example.com"}, {false, "a@\xc3\xbc.de"}
	};
	static const FormatCase idn[] = {
		{true, "user@example.com"}, {true, "\xc3\xbc@\xc3\xbc.de"},
		{true, "\"\xc3\xbc \"@x"}, {false, "\xc3\xbc"}, {false, "a@\xc3\xbc-.de"}, {false, "a@"}
	};
	char		local[80];

	CHECK_CASES("email", mail);
	CHECK_CASES("idn-email", idn);
	memset(local, 'a', sizeof(local));
	local[64] = '@';
	CheckText("email", 7, local, 66, true);
	memmove(local + 1, local, 66);
	CheckText("email", 7, local, 67, false);
}

static void
TestIdnHostname(void)
{
	/* always: ASCII, separators, hyphens and lengths */
	static const FormatCase plain[] = {
		{true, "example.com"}, {true, "a\xe3\x80\x82" "b"}, {true, "a\xef\xbc\x8e" "b"},
		{true, "a\xef\xbd\xa1" "b"}, {true, "b\xc3\xbc" "cher.example"},
		{false, ""}, {false, "a\xe3\x80\x82"}, {false, "-a"}, {false, "a_b"}, {false, "a..b"}
	};
#ifdef USE_LIBIDN2
	static const FormatCase labels[] = {
		{true, "fa\xc3\x9f.de"},					/* eszett is a letter of its own */
		{true, "xn--bcher-kva.example"}, {true, "XN--BCHER-KVA.example"},
		{false, "xn--bcher-kvb.example"}, {false, "xn--\xc3\xbc"}, {false, "xn--a"},
		{false, "B\xc3\xbc" "cher.example"},		/* upper case is mapped by nobody */
		{false, "bu\xcc\x88" "cher.example"},		/* not NFC */
		{false, "\xc3\xbc-.de"}, {false, "-\xc3\xbc.de"}, {false, "\xc3\xbc" "b--c.de"},
		{false, "a\xe2\x80\x8d" "b"},				/* a joiner without a virama */
		{true, "\xd7\x90\xd7\x91.example"},			/* letters from right to left */
		{false, "\xd7\x90\xd7\x91.1a"},				/* beside them no label begins with a digit */
		{false, "\xd7\x90" "a"}, {false, "a\xd7\x90"}, {false, "1\xd7\x90"},
		{true, "\xd7\x90" "1"}, {true, "\xd8\xa7\xd9\xa1"},
		{false, "\xd8\xa7\xd9\xa1" "1"},			/* digits of both kinds */
		{true, "1a.b\xc3\xbc"},						/* no rule without such letters */
		{false, "\xf0\x9f\x98\x80.example"}			/* a symbol */
	};
	static const FormatCase encoded[] = {
		{true, "xn--bcher-kva.example"}, {true, "a.XN--BCHER-KVA"}, {true, "axn--b.c"},
		{false, "xn--bcher-kvb"}, {false, "a.xn--a"}, {false, "xn--"}
	};

	CHECK_CASES("idn-hostname", labels);
	CHECK_CASES("hostname", encoded);
#endif
	CHECK_CASES("idn-hostname", plain);
}

static void
TestUris(void)
{
	static const FormatCase uris[] = {
		{true, "ftp://ftp.is.co.za/rfc/rfc1808.txt"}, {true, "ldap://[2001:db8::7]/c=GB?one?two"},
		{true, "mailto:John.Doe@example.com"}, {true, "tel:+1-816-555-1212"},
		{true, "telnet://192.0.2.16:80/"}, {true, "a:"}, {true, "a://"}, {true, "a:/"},
		{true, "http://u:p@h:/"}, {true, "http://[v7.a:b]/"}, {true, "a:%41?/?#/?"},
		{false, "a"}, {false, "//a/b"}, {false, ":a"}, {false, "1a:b"}, {false, "a:%4"},
		{false, "a:%4g"}, {false, "a: "}, {false, "a:#b#c"}, {false, "a:[b]"},
		{false, "a://[::1"}, {false, "a://[::1]b"}, {false, "a://[v.a]"}, {false, "a://[v1.]"},
		{false, "a://[::1%25eth0]"}, {false, "a://b:c/"}, {false, "a://b@c@d/"},
		{false, "a:\\b"}, {false, "a:\xc3\xbc"}, {false, ""}
	};
	static const FormatCase references[] = {
		{true, ""}, {true, "g;x=1/../y"}, {true, "//g"}, {true, "?y"}, {true, "#s"},
		{true, "../../g"}, {true, "./a:b"}, {true, "a/b:c"}, {true, "a:b"},
		{false, "1:b"}, {false, "a b"}, {false, "<a>"}, {false, "%"}, {false, "\xc3\xbc"}
	};
	static const FormatCase iris[] = {
		{true, "http://r\xc3\xa9sum\xc3\xa9.example.org/\xe4\xbd\xa0?\xee\x80\x80#\xc3\xbc"},
		{false, "http://example.org/\xee\x80\x80"},		/* private use, not in a query */
		{false, "http://example.org/\xef\xb7\x90"},		/* a noncharacter */
		{false, "http://example.org/\xc2\x80"},			/* a control */
		{false, "\xc3\xbc"}, {false, "h\xc3\xbc://a"}
	};
	static const FormatCase iri_references[] = {
		{true, "\xc3\xbc"}, {true, "//\xc3\xbc@\xc3\xbc/"}, {false, "\xc3\xbc b"}
	};
	static const FormatCase templates[] = {
		{true, "/{+path,x}/here{?q*,n:3}"}, {true, "{#a.b}"}, {true, "{a_1}"}, {true, "%20{%20}"},
		{true, "\xc3\xbc{x}"}, {true, "{x:9999}"},
		{false, "{"}, {false, "}"}, {false, "{a"}, {false, "{}"}, {false, "{?}"}, {false, "{a b}"},
		{false, "{a-b}"}, {false, "{.}"}, {false, "{a.}"}, {false, "{x:}"}, {false, "{x:0}"},
		{false, "{x:10000}"}, {false, "{x**}"}, {false, "{x:1*}"}, {false, "{{a}}"},
		{false, "a b"}, {false, "%2"}, {false, "{%2}"}, {false, "a|b"}, {false, "\xc2\x80"}
	};

	CHECK_CASES("uri", uris);
	CHECK_CASES("uri-reference", references);
	CHECK_CASES("iri", iris);
	CHECK_CASES("iri-reference", iri_references);
	CHECK_CASES("uri-template", templates);
}

static void
TestPointers(void)
{
	static const FormatCase uuids[] = {
		{true, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"},
		{true, "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"},
		{false, "f81d4fae-7dec-11d0-a765-00a0c91e6bf"},
		{false, "f81d4fae-7dec-11d0-a765-00a0c91e6bf60"},
		{false, "f81d4fae7-dec-11d0-a765-00a0c91e6bf6"},
		{false, "{81d4fae-7dec-11d0-a765-00a0c91e6bf6"}, {false, ""}
	};
	static const FormatCase pointers[] = {
		{true, ""}, {true, "/"}, {true, "/a~1b/m~0n/ "}, {true, "/\xc3\xbc"},
		{false, "a"}, {false, "#/a"}, {false, "/~"}, {false, "/~2"}
	};
	static const FormatCase relative[] = {
		{true, "0"}, {true, "1/0"}, {true, "2/highly/nested/objects"}, {true, "0#"}, {true, "10#"},
		{true, "0-1#"}, {true, "0+1"}, {true, "0+10/a"},
		{false, ""}, {false, "#"}, {false, "/a"}, {false, "00"}, {false, "01"}, {false, "-1"},
		{false, "0#/a"}, {false, "0+"}, {false, "0+0"}, {false, "0+01"}, {false, "0a"},
		{false, "0/~"}
	};
	static const FormatCase regexes[] = {
		{true, ""}, {true, "^a{2,3}$"}, {true, "(?<=a+)b"}, {false, "("}, {false, "a**"}
	};

	CHECK_CASES("uuid", uuids);
	CHECK_CASES("json-pointer", pointers);
	CHECK_CASES("relative-json-pointer", relative);
	CHECK_CASES("regex", regexes);
	CheckText("relative-json-pointer", 7, "0+1", 3, false);
	CheckText("relative-json-pointer", 2019, "0+1", 3, false);
}

void
TestFormat(void)
{
	TestLookup();
	TestTimes();
	TestAddresses();
	TestMail();
	TestIdnHostname();
	TestUris();
	TestPointers();
}
