/*
 * packing.h
 *		The packed messages that wallets sign, and the digest over them.
 *
 * A message is the concatenation of its fields without lengths or separators.
 * In the messages about channels every field after the constant prefix has a
 * fixed width, so that packing is unambiguous.  Messages with texts are not: who
 * reads one has to compare the texts apart from the signature.
 *
 * Source: MultiPartyEscrow contract and the SingularityNET daemon, message
 * layouts of payments, third-party openings and signed requests.
 */
#ifndef MARKET_PACKING_H
#define MARKET_PACKING_H

#include <stddef.h>
#include <stdint.h>

#define CLAIM_MESSAGE_SIZE (19 + 20 + 3 * 32)
#define OPEN_CHANNEL_MESSAGE_SIZE (25 + 4 * 20 + 4 * 32)
#define CHANNEL_STATE_MESSAGE_SIZE (19 + 20 + 2 * 32)
#define LIST_UNCLAIMED_MESSAGE_SIZE (16 + 20 + 32)
#define LIST_IN_PROGRESS_MESSAGE_SIZE (18 + 20 + 32)
#define START_CLAIM_MESSAGE_SIZE (13 + 20 + 2 * 32)
#define START_CLAIMS_MESSAGE_SIZE(channels) (32 + 20 + ((size_t) (channels) + 1) * 32)

/*
 * Pack one message.  Addresses are 20 bytes, numbers and group ids 32 bytes
 * big endian; "message" has room for the size named above.
 */
extern void PackClaimMessage(uint8_t *message, const uint8_t *escrow20,
							 const uint8_t *channel_id32, const uint8_t *nonce32,
							 const uint8_t *amount32);
extern void PackOpenChannelMessage(uint8_t *message, const uint8_t *escrow20,
								   const uint8_t *funder20, const uint8_t *signer20,
								   const uint8_t *recipient20, const uint8_t *group_id32,
								   const uint8_t *value32, const uint8_t *expiration32,
								   const uint8_t *message_nonce32);
extern void PackChannelStateMessage(uint8_t *message, const uint8_t *escrow20,
									const uint8_t *channel_id32,
									const uint8_t *current_block32);
extern void PackListUnclaimedMessage(uint8_t *message, const uint8_t *escrow20,
									 const uint8_t *current_block32);
extern void PackListInProgressMessage(uint8_t *message, const uint8_t *escrow20,
									  const uint8_t *current_block32);
extern void PackStartClaimMessage(uint8_t *message, const uint8_t *escrow20,
								  const uint8_t *channel_id32, const uint8_t *nonce32);

/*
 * Pack the request to start many claims.  channel_ids is an array of "channels"
 * numbers of 32 bytes; it is sorted ascending in place, as the message demands.
 */
extern void PackStartClaimsMessage(uint8_t *message, const uint8_t *escrow20,
								   uint8_t (*channel_ids)[32], size_t channels,
								   const uint8_t *current_block32);

/* One field of a message that holds texts. */
typedef struct PackField
{
	const void *bytes;			/* NULL only when the length is 0 */
	size_t		length;			/* bytes */
} PackField;

/* The size of a message made of such fields, in bytes. */
extern size_t PackFieldsSize(const PackField *fields, int count);

/* Pack fields one after another; "message" has room for PackFieldsSize(). */
extern void PackFields(uint8_t *message, const PackField *fields, int count);

/*
 * Hash a message the way Ethereum wallets do before signing it:
 * keccak256(0x19 "Ethereum Signed Message:\n" decimal length, message).
 * Source: EIP-191, version 0x45.  Hashes in place through a sponge, so that
 * "length" has no limit; digest32 may not overlap message.
 */
extern void EthMessageHash(const uint8_t *message, size_t length, uint8_t *digest32);

/* The digest that is signed for a packed message: EthMessageHash(keccak256(message)). */
extern void MessageDigest(const uint8_t *message, size_t length, uint8_t *digest32);

#endif							/* MARKET_PACKING_H */
