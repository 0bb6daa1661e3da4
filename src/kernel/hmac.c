/*
 * hmac.c
 *		HMAC with SHA-256.
 */
#include "kernel/hmac.h"

#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <nettle/version.h>

void
HmacSha256(const uint8_t *key, size_t key_length, const uint8_t *data, size_t length,
		   uint8_t *mac32)
{
	struct hmac_sha256_ctx context;

	hmac_sha256_set_key(&context, key_length, key);
	hmac_sha256_update(&context, length, data);
#if NETTLE_VERSION_MAJOR >= 4
	hmac_sha256_digest(&context, mac32);
#else
	hmac_sha256_digest(&context, HMAC_SHA256_SIZE, mac32);
#endif
}

bool
HmacEquals(const uint8_t *a32, const uint8_t *b32)
{
	return memeql_sec(a32, b32, HMAC_SHA256_SIZE) != 0;
}
