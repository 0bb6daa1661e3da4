/*
 * fuzz_main.c
 *		Runs a fuzz target without libFuzzer.
 *
 *	target FILE ...						tries each file
 *	target -runs=N [-seed=S] FILE ...	tries each, then N mutations of them
 *
 * The mutations depend on the seed alone, so that a failure comes back.
 */
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

#define INPUT_MAX 1024
#define SEEDS_MAX 100
#define SEED_DEFAULT 20240607

/* An input to start from. */
typedef struct Seed
{
	uint8_t    *bytes;
	size_t		length;
} Seed;

static Seed seeds[SEEDS_MAX];
static size_t seed_count;

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
	size_t		run;

	TryInput((const uint8_t *) "", 0);
	for (run = 0; run < runs; run++)
	{
		uint8_t		input[INPUT_MAX];
		const Seed *seed = &seeds[RandomBelow(seed_count)];
		size_t		size = seed->length < INPUT_MAX ? seed->length : INPUT_MAX;
		size_t		changes = RandomBelow(6);

		memcpy(input, seed->bytes, size);
		for (; changes > 0; changes--)
			size = Mutate(input, size);
		TryInput(input, size);
	}
}

/* Try a file, and start from it later if there is room; false when it cannot be read. */
static bool
TryFile(const char *name)
{
	static uint8_t input[64 * INPUT_MAX];
	FILE	   *file = fopen(name, "rb");
	Seed	   *seed = &seeds[seed_count];

	if (file == NULL)
	{
		perror(name);
		return false;
	}
	seed->length = fread(input, 1, sizeof(input), file);
	fclose(file);
	seed->bytes = malloc(seed->length + 1);
	if (seed->bytes == NULL)
		exit(2);
	memcpy(seed->bytes, input, seed->length);
	TryInput(seed->bytes, seed->length);
	/* what is too many is only tried */
	if (seed_count < SEEDS_MAX - 1)
		seed_count++;
	else
		free(seed->bytes);
	return true;
}

int
main(int argc, char **argv)
{
	size_t		runs = 0;
	const char *name = strrchr(argv[0], '/');
	int			i;

	random_state = SEED_DEFAULT;
	signal(SIGABRT, ReportInput);

	for (i = 1; i < argc; i++)
	{
		if (strncmp(argv[i], "-runs=", 6) == 0)
			runs = (size_t) strtoull(argv[i] + 6, NULL, 10);
		else if (strncmp(argv[i], "-seed=", 6) == 0)
			random_state = strtoull(argv[i] + 6, NULL, 10);
		else if (!TryFile(argv[i]))
			return 2;
	}
	if (seed_count == 0)
	{
		fprintf(stderr, "%s: no file to start from\n", argv[0]);
		return 2;
	}
	TryMutations(runs);
	printf("%s: %zu files and %zu inputs hold\n", name != NULL ? name + 1 : argv[0],
		   seed_count, runs);
	while (seed_count > 0)
		free(seeds[--seed_count].bytes);
	return 0;
}
