/*
 * tap.c
 *		The Test Anything Protocol for the C tests of the kernels.
 */
#include "tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int	checks = 0;
static int	failures = 0;

void
TapCheck(bool holds, const char *name)
{
	checks++;
	if (!holds)
		failures++;
	printf("%s %d - %s\n", holds ? "ok" : "not ok", checks, name);
}

void
TapText(const char *got, const char *expected, const char *name)
{
	bool		same = strcmp(got, expected) == 0;

	TapCheck(same, name);
	if (!same)
		printf("#   got:      %s\n#   expected: %s\n", got, expected);
}

void
TapNumber(long got, long expected, const char *name)
{
	TapCheck(got == expected, name);
	if (got != expected)
		printf("#   got:      %ld\n#   expected: %ld\n", got, expected);
}

void
TapBytes(const uint8_t *got, size_t size, const char *expected, const char *name)
{
	char		text[1024] = "";
	size_t		i;

	for (i = 0; i < size && 2 * i + 2 < sizeof(text); i++)
		snprintf(text + 2 * i, 3, "%02x", got[i]);
	TapText(text, expected, name);
}

size_t
TapHex(const char *digits, uint8_t *bytes)
{
	size_t		size = strlen(digits) / 2;
	size_t		i;

	for (i = 0; i < size; i++)
	{
		unsigned int byte;

		if (sscanf(digits + 2 * i, "%2x", &byte) != 1)
		{
			printf("Bail out! no hexadecimal digits: %s\n", digits);
			exit(2);
		}
		bytes[i] = (uint8_t) byte;
	}
	return size;
}

int
TapFinish(void)
{
	printf("1..%d\n", checks);
	if (failures > 0)
		printf("# %d of %d checks failed\n", failures, checks);
	return failures == 0 ? 0 : 1;
}
