/*
 * recover.c
 *		How many public keys libsecp256k1 recovers from signatures per second.
 *
 * usage: recover PROCESSES SECONDS
 *
 * Nothing but the library, with its static context, as the market uses it:
 * parse a signature of 64 bytes and a recovery id, recover the key.  No hashes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include "crew.h"

/* enough different signatures that branches cannot be learnt */
#define SAMPLES 256
#define SIGNATURE_SIZE 64
#define DIGEST_SIZE 32

typedef struct Sample
{
	unsigned char digest[DIGEST_SIZE];
	unsigned char signature[SIGNATURE_SIZE];
	int			recovery_id;
} Sample;

static Sample samples[SAMPLES];

static void
SamplesSign(void)
{
	secp256k1_context *context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
	unsigned char private_key[32];
	int			i;

	memset(private_key, 0x42, sizeof(private_key));
	for (i = 0; i < SAMPLES; i++)
	{
		Sample	   *sample = &samples[i];
		secp256k1_ecdsa_recoverable_signature signature;

		memset(sample->digest, i, DIGEST_SIZE);
		if (!secp256k1_ecdsa_sign_recoverable(context, &signature, sample->digest,
											  private_key, NULL, NULL))
			CrewFail("cannot sign");
		secp256k1_ecdsa_recoverable_signature_serialize_compact(context, sample->signature,
																&sample->recovery_id,
																&signature);
	}
	secp256k1_context_destroy(context);
}

static void *
RecoverPrepare(int member)
{
	static int	next;

	next = member;
	return &next;
}

static bool
RecoverStep(void *state)
{
	int		   *next = state;
	const Sample *sample = &samples[(*next)++ % SAMPLES];
	secp256k1_ecdsa_recoverable_signature signature;
	secp256k1_pubkey key;

	if (!secp256k1_ecdsa_recoverable_signature_parse_compact(secp256k1_context_static, &signature,
															 sample->signature,
															 sample->recovery_id) ||
		!secp256k1_ecdsa_recover(secp256k1_context_static, &key, &signature, sample->digest))
		CrewFail("cannot recover");
	return true;
}

int
main(int argc, char **argv)
{
	static const CrewTask task = { RecoverPrepare, RecoverStep };

	if (argc != 3)
		CrewFail("usage: recover PROCESSES SECONDS");

	SamplesSign();
	printf("%.1f\n", CrewRate(&task, atoi(argv[1]), atof(argv[2])));
	return 0;
}
