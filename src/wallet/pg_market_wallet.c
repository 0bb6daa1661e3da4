/*
 * pg_market_wallet.c
 *		The extension pg_market_wallet: signing inside the database.
 *
 * A library of its own, so that an installation that keeps no keys has no code
 * that takes them.
 */
#include "postgres.h"

#include "fmgr.h"
#include "port.h"

#include "core/compat.h"
#include "kernel/keccak.h"
#include "type/address.h"
#include "type/bytes.h"
#include "type/signature.h"
#include "wallet/signing.h"

MARKET_MODULE_MAGIC("pg_market_wallet", "0.2.0");

PG_FUNCTION_INFO_V1(market_sign);
PG_FUNCTION_INFO_V1(market_private_key_address);

/* Report a key that is none, saying nothing about it. */
#define WALLET_KEY_ERROR() \
	ereport(ERROR, \
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE), \
			 errmsg("private_key is not a key of secp256k1"), \
			 errdetail("A key has %d bytes and is from 1 to n - 1, n the order of secp256k1.", \
					   PRIVATE_KEY_SIZE)))

/*
 * Make the signing context of this process ready.
 */
static void
WalletStart(void)
{
	uint8		seed[PRIVATE_KEY_SIZE];
	bool		started;

	if (SigningStarted())
		return;

	started = pg_strong_random(seed, sizeof(seed)) && SigningStart(seed);
	explicit_bzero(seed, sizeof(seed));
	if (!started)
		ereport(ERROR,
				(errcode(ERRCODE_SYSTEM_ERROR),
				 errmsg("could not prepare a context for signing")));
}

/*
 * Take a private key out of an argument, leaving no copy but the one returned.
 */
static void
WalletKey(Datum argument, uint8 *private_key)
{
	bytea	   *value = DatumGetByteaPP(argument);
	Size		size = VARSIZE_ANY_EXHDR(value);
	bool		copied = (Pointer) value != DatumGetPointer(argument);

	if (size == PRIVATE_KEY_SIZE)
		memcpy(private_key, VARDATA_ANY(value), PRIVATE_KEY_SIZE);
	if (copied)
		explicit_bzero(VARDATA_ANY(value), size);
	if (size != PRIVATE_KEY_SIZE)
		WALLET_KEY_ERROR();
}

Datum
market_sign(PG_FUNCTION_ARGS)
{
	const uint8 *digest = BytesFromBytea(PG_GETARG_BYTEA_PP(0), "digest", KECCAK256_SIZE);
	Signature  *signature = (Signature *) palloc(sizeof(Signature));
	uint8		private_key[PRIVATE_KEY_SIZE];
	bool		made;

	WalletStart();
	WalletKey(PG_GETARG_DATUM(1), private_key);
	made = PrivateKeySign(private_key, digest, signature->bytes);
	explicit_bzero(private_key, sizeof(private_key));
	if (!made)
		WALLET_KEY_ERROR();

	PG_RETURN_SIGNATURE_P(signature);
}

Datum
market_private_key_address(PG_FUNCTION_ARGS)
{
	Address    *address = (Address *) palloc(sizeof(Address));
	uint8		private_key[PRIVATE_KEY_SIZE];
	bool		found;

	WalletStart();
	WalletKey(PG_GETARG_DATUM(0), private_key);
	found = PrivateKeyAddress(private_key, address->bytes);
	explicit_bzero(private_key, sizeof(private_key));
	if (!found)
		WALLET_KEY_ERROR();

	PG_RETURN_ADDRESS_P(address);
}
