/*
 * test_ecdsa.c
 *		Signatures: the strict rules, recovery, and addresses of public keys.
 */
#include <string.h>

#include <secp256k1.h>
#include <secp256k1_recovery.h>

#include "kernel/addresstext.h"
#include "kernel/ecdsa.h"

#include "kernel_test.h"
#include "tap.h"

#define R_PLACE 0
#define S_PLACE 32
#define V_PLACE 64

#define ORDER "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"
#define ORDER_LESS_1 "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"
#define ORDER_HALF "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0"
#define ORDER_HALF_MORE_1 "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1"
#define ZERO "0000000000000000000000000000000000000000000000000000000000000000"
#define ONES "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

/* a payment of 30000000 in channel 0, and the same signature with n - s */
#define PAYMENT_DIGEST "2b87d8226652be6262093319c4e1dd273d57d9a8627d5abe8e58349e22223e85"
#define PAYMENT_R "2a4e2e9b95ae57d55235841d2dedc483dbd45002291def8517435399e3ef869b"
#define PAYMENT_S "6392749a9f56b9094d0c8304b97b1536341baeb3dd8d09de8b44d9067d47e692"
#define PAYMENT_TWIN_S "9c6d8b6560a946f6b2f37cfb4684eac886932e32d1bb965d348d858652ee5aaf"
#define PAYMENT_SIGNER "0x592E3C0f3B038A0D673F19a18a773F993d4b2610"

#define KEY_X "80b8a6aeb56a17104b33be32d9f4bee879d140efadf77c554d9c8ef505ab8ebd"
#define KEY_Y "b8b0b0b2a34ee093d1c2b8563f5607952cf9a514ef8e327fbac7cec09986256d"

static void
PaymentSignature(uint8_t *signature65)
{
	TapHex(PAYMENT_R PAYMENT_S "1c", signature65);
}

/* Replace r or s in a good signature and normalise it. */
static SignatureFault
NormalizeWith(size_t place, const char *scalar)
{
	uint8_t		signature[SIGNATURE_SIZE];
	uint8_t		before[SIGNATURE_SIZE];
	SignatureFault fault;

	PaymentSignature(signature);
	TapHex(scalar, signature + place);
	memcpy(before, signature, sizeof(before));
	fault = SignatureNormalize(signature);
	if (memcmp(signature, before, sizeof(before)) != 0)
		TapCheck(false, "a signature that needs no change is unchanged");
	return fault;
}

static void
TestRanges(void)
{
	TapNumber(NormalizeWith(R_PLACE, PAYMENT_R), SIGNATURE_OK, "a good signature is accepted");
	TapNumber(NormalizeWith(R_PLACE, ZERO), SIGNATURE_RANGE, "r = 0 is out of range");
	TapNumber(NormalizeWith(R_PLACE, ORDER), SIGNATURE_RANGE, "r = n is out of range");
	TapNumber(NormalizeWith(R_PLACE, ORDER_LESS_1), SIGNATURE_OK, "r = n-1 is in range");
	TapNumber(NormalizeWith(R_PLACE, ONES), SIGNATURE_RANGE, "r = 2^256-1 is out of range");
	TapNumber(NormalizeWith(S_PLACE, ZERO), SIGNATURE_RANGE, "s = 0 is out of range");
	TapNumber(NormalizeWith(S_PLACE, ORDER), SIGNATURE_RANGE, "s = n is out of range");
	TapNumber(NormalizeWith(S_PLACE, ORDER_LESS_1), SIGNATURE_HIGH_S, "s = n-1 is high");
	TapNumber(NormalizeWith(S_PLACE, ORDER_HALF), SIGNATURE_OK, "s = (n-1)/2 is low");
	TapNumber(NormalizeWith(S_PLACE, ORDER_HALF_MORE_1), SIGNATURE_HIGH_S, "s = (n+1)/2 is high");
	TapNumber(NormalizeWith(S_PLACE, PAYMENT_TWIN_S), SIGNATURE_HIGH_S,
			  "the high twin of a signature is refused");
}

static void
TestRecoveryIds(void)
{
	uint8_t		digest[32];
	uint8_t		address[ADDRESS_SIZE];
	int			accepted = 0;
	bool		normal = true;
	bool		unchanged = true;
	bool		harmless = true;
	int			v;

	TapHex(PAYMENT_DIGEST, digest);
	for (v = 0; v < 256; v++)
	{
		uint8_t		signature[SIGNATURE_SIZE];

		PaymentSignature(signature);
		signature[V_PLACE] = (uint8_t) v;
		SignatureRecover(digest, signature, address);
		if (v != 27 && v != 28)
			harmless = harmless && !SignatureRecover(digest, signature, address);

		if (SignatureNormalize(signature) == SIGNATURE_OK)
		{
			accepted++;
			normal = normal && (v % 27 == 0 || v % 27 == 1) && v <= 28 &&
				signature[V_PLACE] == 27 + v % 27;
		}
		else
			unchanged = unchanged && signature[V_PLACE] == v;
	}
	TapNumber(accepted, 4, "four values of v are accepted");
	TapCheck(normal, "0 and 1 become 27 and 28");
	TapCheck(unchanged, "a refused v is left alone");
	TapCheck(harmless, "recovery with any other v finds nothing and ends nothing");
}

/* The text of the address that is recovered, or an empty one. */
static const char *
Recovered(const char *digest_digits, const char *signature_digits)
{
	static char text[ADDRESS_TEXT_LENGTH + 1];
	uint8_t		digest[32];
	uint8_t		signature[SIGNATURE_SIZE];
	uint8_t		address[ADDRESS_SIZE];

	TapHex(digest_digits, digest);
	TapHex(signature_digits, signature);
	memset(address, 0xff, sizeof(address));
	text[0] = '\0';
	if (SignatureRecover(digest, signature, address))
		AddressToText(address, text);
	else if (memcmp(address, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", sizeof(address)) != 0)
		return "not zero";
	return text;
}

static void
TestRecovery(void)
{
	TapText(Recovered(PAYMENT_DIGEST, PAYMENT_R PAYMENT_S "1c"), PAYMENT_SIGNER,
			"a payment recovers its signer");
	TapText(Recovered(PAYMENT_DIGEST, PAYMENT_R PAYMENT_TWIN_S "1b"), PAYMENT_SIGNER,
			"the high twin is the same signature to the curve");
	TapText(Recovered(PAYMENT_DIGEST, PAYMENT_R PAYMENT_TWIN_S "1c"),
			"0x0CEFE42688DF4d2534dEE50229aE8bc05b090cfd", "the other v recovers another address");
	TapText(Recovered("a844e6defd97fac28d0662b8d0c985dc2a71006182f01dc94a7195a46f0e262f",
					  "a4d2ae6f3edd1f7fe77e4f6f78ba18d62e6093bcae01ef86d5de902d33662fa3"
					  "72011287ea2d8d8436d9db8a366f43480678df25453b484c67f80941ef2c05ef1c"),
			"0x77D524c6e0FD652aA9A9bFcAd1d92Fe0781767dF", "a published signature recovers");
	TapText(Recovered(PAYMENT_DIGEST, ZERO PAYMENT_S "1b"), "", "r = 0 recovers nothing");
	TapText(Recovered(PAYMENT_DIGEST, PAYMENT_R ZERO "1b"), "", "s = 0 recovers nothing");
	TapText(Recovered(PAYMENT_DIGEST, ORDER PAYMENT_S "1b"), "", "r = n recovers nothing");
	TapText(Recovered(PAYMENT_DIGEST, PAYMENT_R ORDER "1b"), "", "s = n recovers nothing");
	TapText(Recovered(PAYMENT_DIGEST,
					  "0000000000000000000000000000000000000000000000000000000000000005"
					  PAYMENT_S "1b"),
			"", "r that is no x of the curve recovers nothing");
	TapText(Recovered("ad3e5c39c46176719844d0073626699e6e72d0f18547dc72ae620cd0cf1b4b94",
					  "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
					  "ad3e5c39c46176719844d0073626699e6e72d0f18547dc72ae620cd0cf1b4b941b"),
			"", "the point at infinity recovers nothing");
}

/* Sign with a hundred keys and find each of them again. */
static void
TestSigned(void)
{
	secp256k1_context *context = secp256k1_context_create(SECP256K1_CONTEXT_NONE);
	bool		found = true;
	int			i;

	for (i = 1; i <= 100; i++)
	{
		uint8_t		secret[32] = {0};
		uint8_t		digest[32];
		uint8_t		signature[SIGNATURE_SIZE];
		uint8_t		full[65];
		uint8_t		expected[ADDRESS_SIZE];
		uint8_t		address[ADDRESS_SIZE];
		size_t		size = sizeof(full);
		int			id = 0;
		secp256k1_pubkey key;
		secp256k1_ecdsa_recoverable_signature recoverable;

		secret[31] = (uint8_t) i;
		memset(digest, i, sizeof(digest));
		found = found && secp256k1_ec_pubkey_create(context, &key, secret) &&
			secp256k1_ecdsa_sign_recoverable(context, &recoverable, digest, secret, NULL, NULL);
		secp256k1_ec_pubkey_serialize(context, full, &size, &key, SECP256K1_EC_UNCOMPRESSED);
		secp256k1_ecdsa_recoverable_signature_serialize_compact(context, signature, &id,
																&recoverable);
		signature[V_PLACE] = (uint8_t) id;
		found = found && PublicKeyAddress(full, size, expected) &&
			SignatureNormalize(signature) == SIGNATURE_OK &&
			SignatureRecover(digest, signature, address) &&
			memcmp(address, expected, sizeof(address)) == 0;
	}
	secp256k1_context_destroy(context);
	TapCheck(found, "the signer of 100 fresh signatures is found");
}

/* The text of the address of a public key, or an empty one. */
static const char *
KeyAddress(const char *digits)
{
	static char text[ADDRESS_TEXT_LENGTH + 1];
	uint8_t		key[80];
	uint8_t		address[ADDRESS_SIZE];
	size_t		length = TapHex(digits, key);

	text[0] = '\0';
	if (PublicKeyAddress(key, length, address))
		AddressToText(address, text);
	return text;
}

static void
TestPublicKeys(void)
{
	TapText(KeyAddress("04" KEY_X KEY_Y), PAYMENT_SIGNER, "a key of 65 bytes");
	TapText(KeyAddress(KEY_X KEY_Y), PAYMENT_SIGNER, "a key of 64 bytes");
	TapText(KeyAddress("03" KEY_X), PAYMENT_SIGNER, "a key of 33 bytes");
	TapCheck(strcmp(KeyAddress("02" KEY_X), "") != 0 &&
			 strcmp(KeyAddress("02" KEY_X), PAYMENT_SIGNER) != 0,
			 "the other root is another key");
	TapText(KeyAddress("07" KEY_X KEY_Y), "", "a hybrid key is refused");
	TapText(KeyAddress("00" KEY_X KEY_Y), "", "65 bytes with another tag are refused");
	TapText(KeyAddress("04" KEY_X), "", "33 bytes with another tag are refused");
	TapText(KeyAddress(KEY_X KEY_X), "", "a point off the curve is refused");
	TapText(KeyAddress(ZERO ZERO), "", "zeros are no point");
	TapText(KeyAddress("03" ONES), "", "x above the field is refused");
	TapText(KeyAddress(KEY_X), "", "32 bytes are refused");
	TapText(KeyAddress("04" KEY_X KEY_Y "00"), "", "66 bytes are refused");
	TapText(KeyAddress(""), "", "no bytes are refused");
}

void
TestEcdsa(void)
{
	TestRanges();
	TestRecoveryIds();
	TestRecovery();
	TestSigned();
	TestPublicKeys();
}
