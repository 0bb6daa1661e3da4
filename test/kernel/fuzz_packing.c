/*
 * fuzz_packing.c
 *		Fuzz target: the packed messages, their digests, and Keccak-256.
 *
 * The fields are read from the input one after the other, and zeros when it is
 * used up; what is left are channel ids, and the message of a plain digest.
 */
#include <stdbool.h>
#include <string.h>

#include "kernel/keccak.h"
#include "kernel/packing.h"

#include "fuzz.h"
#include "reference.h"

#define ADDRESSES 4
#define NUMBERS 4

/* Builds the expected message by appending. */
typedef struct Expected
{
	uint8_t		bytes[4096];
	size_t		length;
} Expected;

static uint8_t addresses[ADDRESSES][20];
static uint8_t numbers[NUMBERS][32];

static void
Append(Expected *expected, const void *bytes, size_t length)
{
	FuzzAssert(expected->length + length <= sizeof(expected->bytes));
	memcpy(expected->bytes + expected->length, bytes, length);
	expected->length += length;
}

static void
AppendFields(Expected *expected, const char *prefix, int address_count, int number_count)
{
	expected->length = 0;
	Append(expected, prefix, strlen(prefix));
	Append(expected, addresses, (size_t) address_count * 20);
	Append(expected, numbers, (size_t) number_count * 32);
}

/* Compare a message that was packed into memory of exactly its size, and free it. */
static void
CheckMessage(uint8_t *message, size_t size, const Expected *expected)
{
	uint8_t		digest[32];
	uint8_t		inner[32];
	uint8_t		outer[32];
	uint8_t		text[60] = "\x19" "Ethereum Signed Message:\n32";

	FuzzAssert(size == expected->length);
	FuzzAssert(memcmp(message, expected->bytes, size) == 0);

	/* the hash itself is compared with the reference in CheckDigest */
	Keccak256(expected->bytes, expected->length, inner);
	memcpy(text + 28, inner, sizeof(inner));
	Keccak256(text, sizeof(text), outer);
	MessageDigest(message, size, digest);
	FuzzAssert(memcmp(digest, outer, sizeof(digest)) == 0);
	free(message);
}

static uint8_t *
Room(size_t size)
{
	uint8_t    *message = malloc(size);

	FuzzAssert(message != NULL);
	return message;
}

static void
CheckFixedMessages(void)
{
	Expected	expected;
	uint8_t    *message;

	message = Room(CLAIM_MESSAGE_SIZE);
	PackClaimMessage(message, addresses[0], numbers[0], numbers[1], numbers[2]);
	AppendFields(&expected, "__MPE_claim_message", 1, 3);
	CheckMessage(message, CLAIM_MESSAGE_SIZE, &expected);

	message = Room(OPEN_CHANNEL_MESSAGE_SIZE);
	PackOpenChannelMessage(message, addresses[0], addresses[1], addresses[2], addresses[3],
						   numbers[0], numbers[1], numbers[2], numbers[3]);
	AppendFields(&expected, "__openChannelByThirdParty", 4, 4);
	CheckMessage(message, OPEN_CHANNEL_MESSAGE_SIZE, &expected);

	message = Room(CHANNEL_STATE_MESSAGE_SIZE);
	PackChannelStateMessage(message, addresses[0], numbers[0], numbers[1]);
	AppendFields(&expected, "__get_channel_state", 1, 2);
	CheckMessage(message, CHANNEL_STATE_MESSAGE_SIZE, &expected);

	message = Room(LIST_UNCLAIMED_MESSAGE_SIZE);
	PackListUnclaimedMessage(message, addresses[0], numbers[0]);
	AppendFields(&expected, "__list_unclaimed", 1, 1);
	CheckMessage(message, LIST_UNCLAIMED_MESSAGE_SIZE, &expected);

	message = Room(LIST_IN_PROGRESS_MESSAGE_SIZE);
	PackListInProgressMessage(message, addresses[0], numbers[0]);
	AppendFields(&expected, "__list_in_progress", 1, 1);
	CheckMessage(message, LIST_IN_PROGRESS_MESSAGE_SIZE, &expected);

	message = Room(START_CLAIM_MESSAGE_SIZE);
	PackStartClaimMessage(message, addresses[0], numbers[0], numbers[1]);
	AppendFields(&expected, "__start_claim", 1, 2);
	CheckMessage(message, START_CLAIM_MESSAGE_SIZE, &expected);
}

/* The message has the ids in order, whatever their order was, and loses none. */
static void
CheckStartClaims(const uint8_t *ids, size_t count)
{
	uint8_t		(*forward)[32];
	uint8_t		(*backward)[32];
	size_t		size = START_CLAIMS_MESSAGE_SIZE(count);
	uint8_t    *message = Room(size);
	uint8_t    *mirrored = Room(size);
	Expected	expected;
	size_t		i;
	size_t		j;

	forward = malloc(32 * count + 1);
	backward = malloc(32 * count + 1);
	FuzzAssert(forward != NULL && backward != NULL);
	for (i = 0; i < count; i++)
	{
		memcpy(forward[i], ids + 32 * i, 32);
		memcpy(backward[count - 1 - i], ids + 32 * i, 32);
	}
	PackStartClaimsMessage(message, addresses[0], forward, count, numbers[0]);
	PackStartClaimsMessage(mirrored, addresses[0], backward, count, numbers[0]);
	FuzzAssert(memcmp(message, mirrored, size) == 0);

	AppendFields(&expected, "__StartClaimForMultipleChannels_", 1, 0);
	Append(&expected, forward, 32 * count);
	Append(&expected, numbers[0], 32);
	for (i = 0; i < count; i++)
	{
		size_t		before = 0;
		size_t		after = 0;

		FuzzAssert(i == 0 || memcmp(forward[i - 1], forward[i], 32) <= 0);
		for (j = 0; j < count; j++)
		{
			before += memcmp(ids + 32 * j, ids + 32 * i, 32) == 0;
			after += memcmp(forward[j], ids + 32 * i, 32) == 0;
		}
		FuzzAssert(before == after);
	}
	CheckMessage(message, size, &expected);
	free(mirrored);
	free(forward);
	free(backward);
}

/* The digest of any text, and Keccak-256 at any cut. */
static void
CheckDigest(const uint8_t *data, size_t size)
{
	size_t		cut = size > 0 ? data[0] % (size + 1) : 0;
	uint8_t    *text = Room(size + 60);
	uint8_t		digest[32];
	uint8_t		expected[32];
	int			head;

	ReferenceKeccak256(data, size, expected);
	Keccak256(data, size, digest);
	FuzzAssert(memcmp(digest, expected, sizeof(digest)) == 0);
	Keccak256Joined(data, cut, data + cut, size - cut, digest);
	FuzzAssert(memcmp(digest, expected, sizeof(digest)) == 0);

	head = snprintf((char *) text, 60, "\x19" "Ethereum Signed Message:\n%zu", size);
	memcpy(text + head, data, size);
	ReferenceKeccak256(text, (size_t) head + size, expected);
	EthMessageHash(data, size, digest);
	FuzzAssert(memcmp(digest, expected, sizeof(digest)) == 0);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t		count;

	CheckDigest(data, size);

	memset(addresses, 0, sizeof(addresses));
	memset(numbers, 0, sizeof(numbers));
	if (size >= sizeof(addresses) + sizeof(numbers))
	{
		memcpy(addresses, data, sizeof(addresses));
		memcpy(numbers, data + sizeof(addresses), sizeof(numbers));
		data += sizeof(addresses) + sizeof(numbers);
		size -= sizeof(addresses) + sizeof(numbers);
	}
	CheckFixedMessages();

	count = size / 32;
	CheckStartClaims(data, count < 100 ? count : 100);
	return 0;
}
