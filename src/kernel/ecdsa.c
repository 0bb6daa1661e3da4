/*
 * ecdsa.c
 *		secp256k1 signatures over libsecp256k1: strict checks and recovery.
 *
 * The library's static context suffices: parsing and recovery hold no secret
 * and need no table of their own.
 */
#include "kernel/ecdsa.h"

#include <string.h>

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include "kernel/keccak.h"

#define SCALAR_SIZE 32
#define KEY_COMPRESSED_SIZE 33
#define KEY_BARE_SIZE 64
#define KEY_FULL_SIZE 65
#define KEY_FULL_TAG 0x04

/* Source: SEC 2, section 2.4.1, the order n of secp256k1 */
static const uint8_t curve_order[SCALAR_SIZE] = {
	0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
	0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41
};

/* n / 2, rounded down: the greatest s that is low */
static const uint8_t curve_order_half[SCALAR_SIZE] = {
	0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0
};

static const uint8_t scalar_zero[SCALAR_SIZE];

/* Is the scalar one of 1 .. n-1? */
static bool
ScalarIsValid(const uint8_t *scalar32)
{
	return memcmp(scalar32, scalar_zero, SCALAR_SIZE) != 0 &&
		   memcmp(scalar32, curve_order, SCALAR_SIZE) < 0;
}

SignatureFault
SignatureNormalize(uint8_t *signature65)
{
	const uint8_t *r = signature65;
	const uint8_t *s = signature65 + SCALAR_SIZE;
	uint8_t		v = signature65[2 * SCALAR_SIZE];

	if (v != 0 && v != 1 && v != 27 && v != 28)
		return SIGNATURE_V;
	if (!ScalarIsValid(r) || !ScalarIsValid(s))
		return SIGNATURE_RANGE;
	if (memcmp(s, curve_order_half, SCALAR_SIZE) > 0)
		return SIGNATURE_HIGH_S;

	signature65[2 * SCALAR_SIZE] = v < 27 ? v + 27 : v;
	return SIGNATURE_OK;
}

/* Returns false, address20 all zero, for the key whose hash is the zero address. */
static bool
KeyToAddress(const secp256k1_pubkey *key, uint8_t *address20)
{
	uint8_t		full[KEY_FULL_SIZE];
	uint8_t		digest[KECCAK256_SIZE];
	size_t		size = sizeof(full);

	secp256k1_ec_pubkey_serialize(secp256k1_context_static, full, &size, key,
								  SECP256K1_EC_UNCOMPRESSED);
	Keccak256(full + 1, KEY_BARE_SIZE, digest);
	memcpy(address20, digest + KECCAK256_SIZE - ADDRESS_SIZE, ADDRESS_SIZE);

	return memcmp(address20, scalar_zero, ADDRESS_SIZE) != 0;
}

/* Recover with an id of which the caller knows that it is 0 to 3: others end the process. */
static bool
RecoverById(const uint8_t *digest32, const uint8_t *rs64, int id, uint8_t *address20)
{
	secp256k1_ecdsa_recoverable_signature signature;
	secp256k1_pubkey key;

	return secp256k1_ecdsa_recoverable_signature_parse_compact(secp256k1_context_static,
															   &signature, rs64, id) &&
		   secp256k1_ecdsa_recover(secp256k1_context_static, &key, &signature, digest32) &&
		   KeyToAddress(&key, address20);
}

bool
SignatureRecover(const uint8_t *digest32, const uint8_t *signature65, uint8_t *address20)
{
	uint8_t		v = signature65[2 * SCALAR_SIZE];

	if ((v == 27 || v == 28) && RecoverById(digest32, signature65, v - 27, address20))
		return true;
	memset(address20, 0, ADDRESS_SIZE);
	return false;
}

bool
SignatureRecoverLenient(const uint8_t *digest32, const uint8_t *signature65, int ids,
						uint8_t *address20)
{
	int			id = signature65[2 * SCALAR_SIZE] % 27;

	if (id < ids && id < 4 && RecoverById(digest32, signature65, id, address20))
		return true;
	memset(address20, 0, ADDRESS_SIZE);
	return false;
}

bool
PublicKeyAddress(const uint8_t *key, size_t length, uint8_t *address20)
{
	secp256k1_pubkey point;
	uint8_t		full[KEY_FULL_SIZE];

	memset(address20, 0, ADDRESS_SIZE);

	if (length == KEY_BARE_SIZE)
	{
		full[0] = KEY_FULL_TAG;
		memcpy(full + 1, key, KEY_BARE_SIZE);
		key = full;
		length = sizeof(full);
	}

	/* the library would also take the hybrid tags 0x06 and 0x07 */
	if (length == KEY_FULL_SIZE ? key[0] != KEY_FULL_TAG : length != KEY_COMPRESSED_SIZE)
		return false;
	if (!secp256k1_ec_pubkey_parse(secp256k1_context_static, &point, key, length))
		return false;

	return KeyToAddress(&point, address20);
}
