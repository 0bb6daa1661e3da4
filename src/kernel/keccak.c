/*
 * keccak.c
 *		The original Keccak-256, over nettle's permutation.
 *
 * The hash function that nettle offers pads as SHA3 does, so that the sponge
 * around the permutation is written here.
 */
#include "kernel/keccak.h"

#include <string.h>

#include <nettle/sha3.h>

/* bytes absorbed by one permutation: 200 - 2 * 32 */
#define KECCAK256_RATE 136

typedef struct Sponge
{
	struct sha3_state state;
	uint8_t		block[KECCAK256_RATE];	/* input that fills no block yet */
	size_t		used;			/* bytes in block, always less than the rate */
} Sponge;

static inline uint64_t
LaneLoad(const uint8_t *bytes)
{
	return (uint64_t) bytes[0] | (uint64_t) bytes[1] << 8 |
		   (uint64_t) bytes[2] << 16 | (uint64_t) bytes[3] << 24 |
		   (uint64_t) bytes[4] << 32 | (uint64_t) bytes[5] << 40 |
		   (uint64_t) bytes[6] << 48 | (uint64_t) bytes[7] << 56;
}

static inline void
LaneStore(uint64_t lane, uint8_t *bytes)
{
	int			i;

	for (i = 0; i < 8; i++)
		bytes[i] = (uint8_t) (lane >> (8 * i));
}

static void
SpongePermute(Sponge *sponge, const uint8_t *block)
{
	int			i;

	for (i = 0; i < KECCAK256_RATE / 8; i++)
		sponge->state.a[i] ^= LaneLoad(block + 8 * i);
	sha3_permute(&sponge->state);
}

static void
SpongeInit(Sponge *sponge)
{
	memset(&sponge->state, 0, sizeof(sponge->state));
	sponge->used = 0;
}

/* Whole blocks are taken from where they lie; only the rest is copied. */
static void
SpongeAbsorb(Sponge *sponge, const uint8_t *data, size_t length)
{
	if (length == 0)
		return;

	if (sponge->used > 0)
	{
		size_t		room = KECCAK256_RATE - sponge->used;
		size_t		take = length < room ? length : room;

		memcpy(sponge->block + sponge->used, data, take);
		sponge->used += take;
		data += take;
		length -= take;
		if (sponge->used < KECCAK256_RATE)
			return;
		SpongePermute(sponge, sponge->block);
		sponge->used = 0;
	}

	for (; length >= KECCAK256_RATE; length -= KECCAK256_RATE)
	{
		SpongePermute(sponge, data);
		data += KECCAK256_RATE;
	}

	memcpy(sponge->block, data, length);
	sponge->used = length;
}

static void
SpongeSqueeze(Sponge *sponge, uint8_t *digest32)
{
	int			i;

	/* both bits of the padding share a byte when one byte is left */
	memset(sponge->block + sponge->used, 0, KECCAK256_RATE - sponge->used);
	sponge->block[sponge->used] = 0x01;
	sponge->block[KECCAK256_RATE - 1] |= 0x80;
	SpongePermute(sponge, sponge->block);

	for (i = 0; i < KECCAK256_SIZE / 8; i++)
		LaneStore(sponge->state.a[i], digest32 + 8 * i);
}

void
Keccak256(const uint8_t *data, size_t length, uint8_t *digest32)
{
	Sponge		sponge;

	SpongeInit(&sponge);
	SpongeAbsorb(&sponge, data, length);
	SpongeSqueeze(&sponge, digest32);
}

void
Keccak256Joined(const uint8_t *head, size_t head_length,
				const uint8_t *tail, size_t tail_length, uint8_t *digest32)
{
	Sponge		sponge;

	SpongeInit(&sponge);
	SpongeAbsorb(&sponge, head, head_length);
	SpongeAbsorb(&sponge, tail, tail_length);
	SpongeSqueeze(&sponge, digest32);
}
