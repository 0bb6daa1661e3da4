/*
 * packing.c
 *		The packed messages that wallets sign, and the digest over them.
 */
#include "kernel/packing.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/keccak.h"

#define ADDRESS_WIDTH 20
#define NUMBER_WIDTH 32

/* Each of these writes one field and returns the place of the next. */
static uint8_t *
FieldText(uint8_t *place, const char *text)
{
	size_t		length = strlen(text);

	memcpy(place, text, length);
	return place + length;
}

static uint8_t *
FieldAddress(uint8_t *place, const uint8_t *address20)
{
	memcpy(place, address20, ADDRESS_WIDTH);
	return place + ADDRESS_WIDTH;
}

static uint8_t *
FieldNumber(uint8_t *place, const uint8_t *number32)
{
	memcpy(place, number32, NUMBER_WIDTH);
	return place + NUMBER_WIDTH;
}

void
PackClaimMessage(uint8_t *message, const uint8_t *escrow20, const uint8_t *channel_id32,
				 const uint8_t *nonce32, const uint8_t *amount32)
{
	message = FieldText(message, "__MPE_claim_message");
	message = FieldAddress(message, escrow20);
	message = FieldNumber(message, channel_id32);
	message = FieldNumber(message, nonce32);
	FieldNumber(message, amount32);
}

void
PackOpenChannelMessage(uint8_t *message, const uint8_t *escrow20, const uint8_t *funder20,
					   const uint8_t *signer20, const uint8_t *recipient20,
					   const uint8_t *group_id32, const uint8_t *value32,
					   const uint8_t *expiration32, const uint8_t *message_nonce32)
{
	message = FieldText(message, "__openChannelByThirdParty");
	message = FieldAddress(message, escrow20);
	message = FieldAddress(message, funder20);
	message = FieldAddress(message, signer20);
	message = FieldAddress(message, recipient20);
	message = FieldNumber(message, group_id32);
	message = FieldNumber(message, value32);
	message = FieldNumber(message, expiration32);
	FieldNumber(message, message_nonce32);
}

void
PackChannelStateMessage(uint8_t *message, const uint8_t *escrow20, const uint8_t *channel_id32,
						const uint8_t *current_block32)
{
	message = FieldText(message, "__get_channel_state");
	message = FieldAddress(message, escrow20);
	message = FieldNumber(message, channel_id32);
	FieldNumber(message, current_block32);
}

void
PackListUnclaimedMessage(uint8_t *message, const uint8_t *escrow20,
						 const uint8_t *current_block32)
{
	message = FieldText(message, "__list_unclaimed");
	message = FieldAddress(message, escrow20);
	FieldNumber(message, current_block32);
}

void
PackListInProgressMessage(uint8_t *message, const uint8_t *escrow20,
						  const uint8_t *current_block32)
{
	message = FieldText(message, "__list_in_progress");
	message = FieldAddress(message, escrow20);
	FieldNumber(message, current_block32);
}

void
PackStartClaimMessage(uint8_t *message, const uint8_t *escrow20, const uint8_t *channel_id32,
					  const uint8_t *nonce32)
{
	message = FieldText(message, "__start_claim");
	message = FieldAddress(message, escrow20);
	message = FieldNumber(message, channel_id32);
	FieldNumber(message, nonce32);
}

/* The order of the bytes of a big-endian number is the order of the numbers. */
static int
NumberCompare(const void *a, const void *b)
{
	return memcmp(a, b, NUMBER_WIDTH);
}

void
PackStartClaimsMessage(uint8_t *message, const uint8_t *escrow20, uint8_t (*channel_ids)[32],
					   size_t channels, const uint8_t *current_block32)
{
	size_t		i;

	if (channels > 1)
		qsort(channel_ids, channels, sizeof(channel_ids[0]), NumberCompare);

	message = FieldText(message, "__StartClaimForMultipleChannels_");
	message = FieldAddress(message, escrow20);
	for (i = 0; i < channels; i++)
		message = FieldNumber(message, channel_ids[i]);
	FieldNumber(message, current_block32);
}

size_t
PackFieldsSize(const PackField *fields, int count)
{
	size_t		size = 0;
	int			i;

	for (i = 0; i < count; i++)
		size += fields[i].length;
	return size;
}

void
PackFields(uint8_t *message, const PackField *fields, int count)
{
	int			i;

	for (i = 0; i < count; i++)
	{
		if (fields[i].length > 0)
			memcpy(message, fields[i].bytes, fields[i].length);
		message += fields[i].length;
	}
}

void
EthMessageHash(const uint8_t *message, size_t length, uint8_t *digest32)
{
	static const char prefix[] = "\x19" "Ethereum Signed Message:\n";
	char		head[sizeof(prefix) + 20];	/* a 64-bit length has up to 20 digits */
	char		digits[20];
	size_t		head_length = sizeof(prefix) - 1;
	size_t		rest = length;
	int			count = 0;

	memcpy(head, prefix, head_length);
	do
	{
		digits[count++] = (char) ('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	while (count > 0)
		head[head_length++] = digits[--count];

	Keccak256Joined((const uint8_t *) head, head_length, message, length, digest32);
}

void
MessageDigest(const uint8_t *message, size_t length, uint8_t *digest32)
{
	uint8_t		inner[KECCAK256_SIZE];

	Keccak256(message, length, inner);
	EthMessageHash(inner, sizeof(inner), digest32);
}
