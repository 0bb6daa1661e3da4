/*
 * signing.c
 *		Signing with secp256k1 private keys, over libsecp256k1.
 */
#include "wallet/signing.h"

#include <string.h>

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include "kernel/ecdsa.h"

#define V_BASE 27

static secp256k1_context *signing_context;
static bool signing_misused;

/*
 * Note a misuse of the library instead of ending the process, which is what it
 * does by itself.
 */
static void
SigningMisused(const char *message, void *data)
{
	(void) message;
	*(bool *) data = true;
}

bool
SigningStart(const uint8_t *seed32)
{
	secp256k1_context *context;

	if (signing_context != NULL)
		return true;

	context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
	if (context == NULL)
		return false;

	secp256k1_context_set_illegal_callback(context, SigningMisused, &signing_misused);
	secp256k1_context_set_error_callback(context, SigningMisused, &signing_misused);
	if (!secp256k1_context_randomize(context, seed32))
	{
		secp256k1_context_destroy(context);
		return false;
	}

	signing_context = context;
	return true;
}

bool
SigningStarted(void)
{
	return signing_context != NULL;
}

bool
PrivateKeySign(const uint8_t *private_key32, const uint8_t *digest32, uint8_t *signature65)
{
	secp256k1_ecdsa_recoverable_signature signature;
	int			recovery_id = -1;

	/* without a function for nonces the library takes RFC 6979's, and low s always */
	if (secp256k1_ecdsa_sign_recoverable(signing_context, &signature, digest32, private_key32,
										 NULL, NULL))
		secp256k1_ecdsa_recoverable_signature_serialize_compact(signing_context, signature65,
																&recovery_id, &signature);

	/* ids 2 and 3 would need an r above n, which happens once in 2^127 signatures */
	if (signing_misused || recovery_id < 0 || recovery_id > 1)
	{
		memset(signature65, 0, SIGNATURE_SIZE);
		return false;
	}

	signature65[SIGNATURE_SIZE - 1] = (uint8_t) (V_BASE + recovery_id);
	return true;
}

bool
PrivateKeyAddress(const uint8_t *private_key32, uint8_t *address20)
{
	secp256k1_pubkey key;
	uint8_t		compressed[33];
	size_t		size = sizeof(compressed);

	memset(address20, 0, ADDRESS_SIZE);
	if (!secp256k1_ec_pubkey_create(signing_context, &key, private_key32))
		return false;

	secp256k1_ec_pubkey_serialize(signing_context, compressed, &size, &key,
								  SECP256K1_EC_COMPRESSED);
	return !signing_misused && PublicKeyAddress(compressed, size, address20);
}
