/*
 * fuzz_signature.c
 *		Fuzz target: signatures and public keys.
 *
 * The input is a digest of 32 bytes and a signature of 65; whatever follows is
 * read as a public key.
 */
#include <stdbool.h>
#include <string.h>

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include "kernel/ecdsa.h"

#include "fuzz.h"
#include "reference.h"

#define DIGEST_SIZE 32
#define V_PLACE 64

#define ORDER \
	"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe" \
	"\xba\xae\xdc\xe6\xaf\x48\xa0\x3b\xbf\xd2\x5e\x8c\xd0\x36\x41\x41"
#define ORDER_HALF \
	"\x7f\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff" \
	"\x5d\x57\x6e\x73\x57\xa4\x50\x1d\xdf\xe9\x2f\x46\x68\x1b\x20\xa0"

/* Compare big-endian numbers one byte after the other. */
static int
CompareNumbers(const uint8_t *a, const char *b)
{
	int			i;

	for (i = 0; i < 32; i++)
	{
		if (a[i] != (uint8_t) b[i])
			return a[i] < (uint8_t) b[i] ? -1 : 1;
	}
	return 0;
}

static bool
IsZero(const uint8_t *bytes, size_t size)
{
	uint8_t		any = 0;

	while (size > 0)
		any |= bytes[--size];
	return any == 0;
}

static SignatureFault
ExpectedFault(const uint8_t *signature)
{
	const uint8_t *r = signature;
	const uint8_t *s = signature + 32;
	int			v = signature[V_PLACE];

	if (v > 28 || (v > 1 && v < 27))
		return SIGNATURE_V;
	if (IsZero(r, 32) || IsZero(s, 32) || CompareNumbers(r, ORDER) >= 0 ||
		CompareNumbers(s, ORDER) >= 0)
		return SIGNATURE_RANGE;
	return CompareNumbers(s, ORDER_HALF) > 0 ? SIGNATURE_HIGH_S : SIGNATURE_OK;
}

/* Recover the key with the library and verify the signature with it. */
static void
CheckAddress(const uint8_t *digest, const uint8_t *signature, const uint8_t *address)
{
	const secp256k1_context *context = secp256k1_context_static;
	secp256k1_ecdsa_recoverable_signature recoverable;
	secp256k1_ecdsa_signature plain;
	secp256k1_pubkey key;
	uint8_t		bytes[65];
	uint8_t		hash[32];
	uint8_t		of_key[ADDRESS_SIZE];
	size_t		size = sizeof(bytes);

	FuzzAssert(secp256k1_ecdsa_recoverable_signature_parse_compact(context, &recoverable, signature,
																   signature[V_PLACE] - 27));
	FuzzAssert(secp256k1_ecdsa_recover(context, &key, &recoverable, digest));
	FuzzAssert(secp256k1_ecdsa_recoverable_signature_convert(context, &plain, &recoverable));
	FuzzAssert(secp256k1_ecdsa_verify(context, &plain, digest, &key));

	secp256k1_ec_pubkey_serialize(context, bytes, &size, &key, SECP256K1_EC_UNCOMPRESSED);
	ReferenceKeccak256(bytes + 1, 64, hash);
	FuzzAssert(memcmp(hash + 12, address, ADDRESS_SIZE) == 0);
	FuzzAssert(PublicKeyAddress(bytes, 65, of_key));
	FuzzAssert(memcmp(of_key, address, ADDRESS_SIZE) == 0);
	FuzzAssert(PublicKeyAddress(bytes + 1, 64, of_key));
	FuzzAssert(memcmp(of_key, address, ADDRESS_SIZE) == 0);
	size = 33;
	secp256k1_ec_pubkey_serialize(context, bytes, &size, &key, SECP256K1_EC_COMPRESSED);
	FuzzAssert(PublicKeyAddress(bytes, 33, of_key));
	FuzzAssert(memcmp(of_key, address, ADDRESS_SIZE) == 0);
}

static void
CheckSignature(const uint8_t *digest, const uint8_t *input)
{
	uint8_t		signature[SIGNATURE_SIZE];
	uint8_t		address[ADDRESS_SIZE];
	uint8_t		other[ADDRESS_SIZE];
	SignatureFault fault;

	/* recovery stands any bytes, even those that the rules refuse */
	if (!SignatureRecover(digest, input, address))
		FuzzAssert(IsZero(address, sizeof(address)));

	memcpy(signature, input, sizeof(signature));
	fault = SignatureNormalize(signature);
	FuzzAssert(fault == ExpectedFault(input));
	if (fault != SIGNATURE_OK)
	{
		FuzzAssert(memcmp(signature, input, sizeof(signature)) == 0);
		return;
	}

	FuzzAssert(signature[V_PLACE] % 27 == input[V_PLACE] % 27 && signature[V_PLACE] >= 27);
	FuzzAssert(memcmp(signature, input, V_PLACE) == 0);
	FuzzAssert(SignatureNormalize(signature) == SIGNATURE_OK);

	if (!SignatureRecover(digest, signature, address))
		return;
	FuzzAssert(!IsZero(address, sizeof(address)));
	CheckAddress(digest, signature, address);

	/* the other root of the curve is another key */
	signature[V_PLACE] = signature[V_PLACE] == 27 ? 28 : 27;
	if (SignatureRecover(digest, signature, other))
		FuzzAssert(memcmp(address, other, sizeof(address)) != 0);
}

static void
CheckKey(const uint8_t *key, size_t length)
{
	secp256k1_pubkey point;
	uint8_t		full[65] = {4};
	uint8_t		address[ADDRESS_SIZE];
	bool		expected = false;

	if (length == 33 || (length == 65 && key[0] == 4))
		expected = secp256k1_ec_pubkey_parse(secp256k1_context_static, &point, key, length);
	else if (length == 64)
	{
		memcpy(full + 1, key, 64);
		expected = secp256k1_ec_pubkey_parse(secp256k1_context_static, &point, full, 65);
	}
	FuzzAssert(PublicKeyAddress(key, length, address) == expected);
	FuzzAssert(IsZero(address, sizeof(address)) == !expected);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < DIGEST_SIZE + SIGNATURE_SIZE)
		CheckKey(data, size);
	else
	{
		CheckSignature(data, data + DIGEST_SIZE);
		CheckKey(data + DIGEST_SIZE + SIGNATURE_SIZE, size - DIGEST_SIZE - SIGNATURE_SIZE);
	}
	return 0;
}
