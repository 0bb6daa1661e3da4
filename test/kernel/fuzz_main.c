/*
 * fuzz_main.c
 *		Runs a fuzz target without libFuzzer.
 *
 *	target FILE ...				tries each file
 *	target -runs=N [-seed=S]	tries N mutations of the target's seeds
 *	target -write=DIRECTORY		writes the seeds as files
 *
 * The mutations depend on the seed alone, so that a failure comes back.
 */
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

#define INPUT_MAX 1024
#define RUNS_DEFAULT 20000
#define SEED_DEFAULT 20240607

static uint64_t random_state;

/* the input being tried, for the report of a failure */
static const uint8_t *current_input;
static size_t current_length;

/* Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators, SplitMix64. */
static uint64_t
Random(void)
{
	uint64_t	z = random_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static size_t
RandomBelow(size_t limit)
{
	return (size_t) (Random() % limit);
}

/* Print the input that failed; only calls that are safe in a handler. */
static void
ReportInput(int signal_number)
{
	static const char digits[] = "0123456789abcdef";
	size_t		i;
	ssize_t		written = write(STDERR_FILENO, "input: ", 7);

	for (i = 0; i < current_length && written >= 0; i++)
	{
		char		pair[2] = {digits[current_input[i] >> 4], digits[current_input[i] & 15]};

		written = write(STDERR_FILENO, pair, sizeof(pair));
	}
	if (written >= 0)
		written = write(STDERR_FILENO, "\n", 1);
	(void) written;
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

/* Try a copy that is exactly as long as the input, so that reading on is noticed. */
static void
TryInput(const uint8_t *bytes, size_t length)
{
	uint8_t    *copy = malloc(length > 0 ? length : 1);

	if (copy == NULL)
		exit(2);
	memcpy(copy, bytes, length);
	current_input = copy;
	current_length = length;
	LLVMFuzzerTestOneInput(copy, length);
	current_length = 0;
	free(copy);
}

static uint8_t
RandomByte(void)
{
	static const char likely[] = "0123456789abcdefABCDEF.-+eE xX/:_";

	/* most parsers here read text */
	if (RandomBelow(4) != 0)
		return (uint8_t) likely[RandomBelow(sizeof(likely) - 1)];
	return (uint8_t) Random();
}

/* Remove "length" bytes at a place. */
static size_t
Cut(uint8_t *input, size_t size, size_t place, size_t length)
{
	memmove(input + place, input + place + length, size - place - length);
	return size - length;
}

/* Make room for "length" bytes at a place, as far as there is any. */
static size_t
Widen(uint8_t *input, size_t size, size_t place, size_t length)
{
	if (size + length > INPUT_MAX)
		return size;
	memmove(input + place + length, input + place, size - place);
	return size + length;
}

static size_t
Mutate(uint8_t *input, size_t size)
{
	size_t		place = size > 0 ? RandomBelow(size) : 0;
	size_t		length = size > 0 ? 1 + RandomBelow(size - place) : 0;
	size_t		wider;

	switch (size > 0 ? RandomBelow(7) : 0)
	{
		case 0:					/* insert a byte */
			wider = Widen(input, size, place, 1);
			if (wider > size)
				input[place] = RandomByte();
			return wider;
		case 1:
			input[place] = RandomByte();
			return size;
		case 2:
			input[place] ^= (uint8_t) (1 << RandomBelow(8));
			return size;
		case 3:
			return Cut(input, size, place, 1);
		case 4:
			return Cut(input, size, place, length);
		case 5:					/* repeat a part */
			return Widen(input, size, place, length);
		default:				/* a run of one byte */
			memset(input + place, RandomBelow(2) ? RandomByte() : 255, length);
			return size;
	}
}

static void
TryMutations(size_t runs)
{
	size_t		seeds = 0;
	size_t		run;

	while (fuzz_seeds[seeds].length > 0)
	{
		TryInput((const uint8_t *) fuzz_seeds[seeds].bytes, fuzz_seeds[seeds].length);
		seeds++;
	}
	TryInput((const uint8_t *) "", 0);

	for (run = 0; run < runs; run++)
	{
		uint8_t		input[INPUT_MAX];
		const FuzzSeed *seed = &fuzz_seeds[RandomBelow(seeds)];
		size_t		size = seed->length < INPUT_MAX ? seed->length : INPUT_MAX;
		size_t		changes = RandomBelow(6);

		memcpy(input, seed->bytes, size);
		for (; changes > 0; changes--)
			size = Mutate(input, size);
		TryInput(input, size);
	}
}

static int
TryFile(const char *name)
{
	uint8_t		input[64 * INPUT_MAX];
	FILE	   *file = fopen(name, "rb");
	size_t		size;

	if (file == NULL)
	{
		perror(name);
		return 2;
	}
	size = fread(input, 1, sizeof(input), file);
	fclose(file);
	TryInput(input, size);
	return 0;
}

static int
WriteSeeds(const char *directory)
{
	size_t		i;

	for (i = 0; fuzz_seeds[i].length > 0; i++)
	{
		char		name[1024];
		FILE	   *file;

		snprintf(name, sizeof(name), "%s/seed_%02zu", directory, i);
		file = fopen(name, "wb");
		if (file == NULL || fwrite(fuzz_seeds[i].bytes, fuzz_seeds[i].length, 1, file) != 1)
		{
			perror(name);
			return 2;
		}
		fclose(file);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	size_t		runs = RUNS_DEFAULT;
	bool		files = false;
	int			result = 0;
	const char *name = strrchr(argv[0], '/');
	int			i;

	random_state = SEED_DEFAULT;
	signal(SIGABRT, ReportInput);

	for (i = 1; i < argc && result == 0; i++)
	{
		if (strncmp(argv[i], "-write=", 7) == 0)
			return WriteSeeds(argv[i] + 7);
		else if (strncmp(argv[i], "-runs=", 6) == 0)
			runs = (size_t) strtoull(argv[i] + 6, NULL, 10);
		else if (strncmp(argv[i], "-seed=", 6) == 0)
			random_state = strtoull(argv[i] + 6, NULL, 10);
		else
		{
			files = true;
			result = TryFile(argv[i]);
		}
	}
	if (!files)
	{
		TryMutations(runs);
		printf("%s: %zu inputs hold\n", name != NULL ? name + 1 : argv[0], runs);
	}
	return result;
}
