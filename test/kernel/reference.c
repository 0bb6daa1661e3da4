/*
 * reference.c
 *		Slow, obvious second implementations to compare the kernels with.
 */
#include "reference.h"

#include <string.h>

#define RATE 136
#define ROUNDS 24

typedef uint64_t Lanes[5][5];	/* indexed by x, then y */

static uint64_t
Rotate(uint64_t lane, int offset)
{
	offset %= 64;
	return offset == 0 ? lane : lane << offset | lane >> (64 - offset);
}

/* theta: every bit takes the parity of two neighbouring columns */
static void
Theta(Lanes a)
{
	uint64_t	parity[5];
	int			x;
	int			y;

	for (x = 0; x < 5; x++)
		parity[x] = a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4];
	for (x = 0; x < 5; x++)
	{
		for (y = 0; y < 5; y++)
			a[x][y] ^= parity[(x + 4) % 5] ^ Rotate(parity[(x + 1) % 5], 1);
	}
}

/* rho and pi: rotate each lane by a triangular number and move it */
static void
RhoPi(Lanes a)
{
	Lanes		moved;
	int			x = 1;
	int			y = 0;
	int			t;

	moved[0][0] = a[0][0];
	for (t = 0; t < 24; t++)
	{
		int			next = (2 * x + 3 * y) % 5;

		moved[y][next] = Rotate(a[x][y], (t + 1) * (t + 2) / 2);
		x = y;
		y = next;
	}
	memcpy(a, moved, sizeof(moved));
}

/* chi: the only step that is not linear */
static void
Chi(Lanes a)
{
	Lanes		old;
	int			x;
	int			y;

	memcpy(old, a, sizeof(old));
	for (x = 0; x < 5; x++)
	{
		for (y = 0; y < 5; y++)
			a[x][y] = old[x][y] ^ (~old[(x + 1) % 5][y] & old[(x + 2) % 5][y]);
	}
}

/* iota: a round constant of seven bits from a shift register that runs on */
static void
Iota(Lanes a, uint8_t *shift_register)
{
	int			j;

	for (j = 0; j <= 6; j++)
	{
		if (*shift_register & 1)
			a[0][0] ^= UINT64_C(1) << ((1 << j) - 1);
		*shift_register = (uint8_t) (*shift_register << 1 ^ (*shift_register & 0x80 ? 0x71 : 0));
	}
}

static void
Absorb(Lanes a, const uint8_t *block)
{
	uint8_t		shift_register = 1;
	int			i;

	for (i = 0; i < RATE; i++)
		a[i / 8 % 5][i / 40] ^= (uint64_t) block[i] << (8 * (i % 8));
	for (i = 0; i < ROUNDS; i++)
	{
		Theta(a);
		RhoPi(a);
		Chi(a);
		Iota(a, &shift_register);
	}
}

void
ReferenceKeccak256(const uint8_t *data, size_t length, uint8_t *digest32)
{
	Lanes		a;
	uint8_t		block[RATE] = {0};
	int			i;

	memset(a, 0, sizeof(a));
	for (; length >= RATE; length -= RATE)
	{
		Absorb(a, data);
		data += RATE;
	}
	if (length > 0)
		memcpy(block, data, length);
	block[length] ^= 0x01;
	block[RATE - 1] ^= 0x80;
	Absorb(a, block);

	for (i = 0; i < 32; i++)
		digest32[i] = (uint8_t) (a[i / 8][0] >> (8 * (i % 8)));
}
