/*
 * test_keccak.c
 *		Keccak-256: published answers, and every length against the reference.
 */
#include <string.h>

#include "kernel/keccak.h"

#include "kernel_test.h"
#include "reference.h"
#include "tap.h"

#define LENGTH_MAX 300

static void
TestKnownAnswers(void)
{
	uint8_t		digest[KECCAK256_SIZE];

	Keccak256(NULL, 0, digest);
	TapBytes(digest, sizeof(digest),
			 "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
			 "keccak256 of nothing");
	Keccak256((const uint8_t *) "abc", 3, digest);
	TapBytes(digest, sizeof(digest),
			 "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
			 "keccak256 of \"abc\"");
	Keccak256((const uint8_t *) "transfer(address,uint256)", 25, digest);
	TapBytes(digest, 4, "a9059cbb", "keccak256 gives a published function selector");
}

static void
TestLengths(void)
{
	uint8_t		data[LENGTH_MAX];
	uint8_t		digest[KECCAK256_SIZE];
	uint8_t		expected[KECCAK256_SIZE];
	bool		whole = true;
	bool		joined = true;
	size_t		length;
	size_t		i;

	for (i = 0; i < LENGTH_MAX; i++)
		data[i] = (uint8_t) (i * 7 + 3);

	for (length = 0; length <= LENGTH_MAX; length++)
	{
		ReferenceKeccak256(data, length, expected);
		Keccak256(data, length, digest);
		whole = whole && memcmp(digest, expected, sizeof(digest)) == 0;

		for (i = 0; i <= length; i++)
		{
			Keccak256Joined(data, i, data + i, length - i, digest);
			joined = joined && memcmp(digest, expected, sizeof(digest)) == 0;
		}
	}
	TapCheck(whole, "keccak256 agrees with the reference at 0 to 300 bytes");
	TapCheck(joined, "keccak256 of two parts agrees at every cut");
}

static void
TestOverlap(void)
{
	uint8_t		data[200];
	uint8_t		expected[KECCAK256_SIZE];

	memset(data, 0x5a, sizeof(data));
	Keccak256(data, sizeof(data), expected);
	Keccak256(data, sizeof(data), data + 100);
	TapCheck(memcmp(data + 100, expected, sizeof(expected)) == 0,
			 "the digest may overlap the data");
}

void
TestKeccak(void)
{
	TestKnownAnswers();
	TestLengths();
	TestOverlap();
}
