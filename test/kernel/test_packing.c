/*
 * test_packing.c
 *		Messages: layouts, sizes, and digests that wallets have signed.
 */
#include <stdio.h>
#include <string.h>

#include "kernel/addresstext.h"
#include "kernel/keccak.h"
#include "kernel/packing.h"
#include "kernel/uint256.h"

#include "kernel_test.h"
#include "tap.h"

#define ESCROW "5c7a4290f6f8ff64c69eeffdfafc8644a4ec3a4e"
#define NUMBER_0 "0000000000000000000000000000000000000000000000000000000000000000"
#define NUMBER_2 "0000000000000000000000000000000000000000000000000000000000000002"
#define NUMBER_3 "0000000000000000000000000000000000000000000000000000000000000003"
#define NUMBER_7 "0000000000000000000000000000000000000000000000000000000000000007"
#define NUMBER_9 "0000000000000000000000000000000000000000000000000000000000000009"
#define NUMBER_42 "000000000000000000000000000000000000000000000000000000000000002a"
#define NUMBER_100 "0000000000000000000000000000000000000000000000000000000000000064"
#define GROUP "ef4344b822aad18bf5732fb1fad650e07af9e6c3f71bd8eb052d20399160c47f"

typedef struct Number
{
	uint8_t		bytes[32];
} Number;

static Number
NumberOf(uint64_t value)
{
	Number		number;

	Uint256FromUint64(value, number.bytes);
	return number;
}

/* Compare a message with a text, hexadecimal fields, and the digest over both. */
static void
CheckMessage(const uint8_t *message, size_t size, const char *prefix, const char *fields,
			 const char *digest_digits, const char *name)
{
	uint8_t		digest[32];
	char		label[100];
	size_t		prefix_length = strlen(prefix);

	snprintf(label, sizeof(label), "%s: prefix", name);
	TapCheck(size > prefix_length && memcmp(message, prefix, prefix_length) == 0, label);
	snprintf(label, sizeof(label), "%s: fields", name);
	TapBytes(message + prefix_length, size - prefix_length, fields, label);
	snprintf(label, sizeof(label), "%s: digest", name);
	MessageDigest(message, size, digest);
	TapBytes(digest, sizeof(digest), digest_digits, label);
}

static void
TestPaymentMessages(void)
{
	uint8_t		escrow[20];
	uint8_t		claim[CLAIM_MESSAGE_SIZE];
	uint8_t		state[CHANNEL_STATE_MESSAGE_SIZE];
	uint8_t		start[START_CLAIM_MESSAGE_SIZE];

	TapHex(ESCROW, escrow);

	PackClaimMessage(claim, escrow, NumberOf(0).bytes, NumberOf(0).bytes, NumberOf(256).bytes);
	CheckMessage(claim, sizeof(claim), "__MPE_claim_message",
				 ESCROW NUMBER_0 NUMBER_0
				 "0000000000000000000000000000000000000000000000000000000000000100",
				 "39b4d83533ba4ad2912630e441a1c399ef9c1b569a7369ed418323bd91352b5f", "claim");

	PackChannelStateMessage(state, escrow, NumberOf(0).bytes, NumberOf(53).bytes);
	CheckMessage(state, sizeof(state), "__get_channel_state",
				 ESCROW NUMBER_0
				 "0000000000000000000000000000000000000000000000000000000000000035",
				 "aa994b119ef542931361fedcd4e4704525c3342acb5e1f6dd1ddbcd65df0f903",
				 "channel state");

	PackStartClaimMessage(start, escrow, NumberOf(42).bytes, NumberOf(3).bytes);
	CheckMessage(start, sizeof(start), "__start_claim", ESCROW NUMBER_42 NUMBER_3,
				 "d01d3c0593eacc0cb88b701d446482bfa5a17c3285df7f5f656d4b923d1ff5fd",
				 "start claim");
}

static void
TestOpenMessage(void)
{
	uint8_t		escrow[20];
	uint8_t		funder[20];
	uint8_t		signer[20];
	uint8_t		recipient[20];
	uint8_t		group[32];
	uint8_t		message[OPEN_CHANNEL_MESSAGE_SIZE];

	TapHex(ESCROW, escrow);
	TapHex("5dd3e78b41bd9691d70bc3d689bcd5a72ffbaf87", funder);
	TapHex("f01ab979fde61d06c39b55185d3f31d232848b0e", signer);
	TapHex("3b2b3c2e2e7c93db335e69d827f3cc4bc2a2a2cb", recipient);
	TapHex(GROUP, group);

	PackOpenChannelMessage(message, escrow, funder, signer, recipient, group,
						   NumberOf(100).bytes, NumberOf(100000000).bytes, NumberOf(2).bytes);
	CheckMessage(message, sizeof(message), "__openChannelByThirdParty",
				 ESCROW "5dd3e78b41bd9691d70bc3d689bcd5a72ffbaf87"
				 "f01ab979fde61d06c39b55185d3f31d232848b0e"
				 "3b2b3c2e2e7c93db335e69d827f3cc4bc2a2a2cb" GROUP NUMBER_100
				 "0000000000000000000000000000000000000000000000000000000005f5e100" NUMBER_2,
				 "c6096f1460fcc9d671902a54b390ea49c8d151698e503169cec713a4237b5ec6",
				 "open channel");
}

static void
TestListMessages(void)
{
	uint8_t		escrow[20];
	uint8_t		unclaimed[LIST_UNCLAIMED_MESSAGE_SIZE];
	uint8_t		in_progress[LIST_IN_PROGRESS_MESSAGE_SIZE];

	TapHex(ESCROW, escrow);

	PackListUnclaimedMessage(unclaimed, escrow, NumberOf(0).bytes);
	CheckMessage(unclaimed, sizeof(unclaimed), "__list_unclaimed", ESCROW NUMBER_0,
				 "923b0130ccb0171d72302ec0995ea67dcea48117a7ddbc32479993a9d95fccb9",
				 "list unclaimed");
	PackListInProgressMessage(in_progress, escrow, NumberOf(0).bytes);
	CheckMessage(in_progress, sizeof(in_progress), "__list_in_progress", ESCROW NUMBER_0,
				 "f162df9cd9ecd61546dcb4554fbb72a449ba36ee99cab0b0f6e9997fae7d0ad3",
				 "list in progress");
}

static void
TestStartClaimsMessage(void)
{
	static const uint64_t wide[4] = {0, UINT64_C(4294967296), 255, 256};
	static const uint64_t twice[4] = {9, 3, 7, 3};
	uint8_t		escrow[20];
	uint8_t		ids[4][32];
	uint8_t		message[START_CLAIMS_MESSAGE_SIZE(4)];
	uint8_t		pair[START_CLAIMS_MESSAGE_SIZE(2)];
	uint8_t		empty[START_CLAIMS_MESSAGE_SIZE(0)];
	uint8_t		digest[32];
	int			i;

	TapHex(ESCROW, escrow);

	for (i = 0; i < 4; i++)
		Uint256FromUint64(twice[i], ids[i]);
	PackStartClaimsMessage(message, escrow, ids, 4, NumberOf(100).bytes);
	CheckMessage(message, sizeof(message), "__StartClaimForMultipleChannels_",
				 ESCROW NUMBER_3 NUMBER_3 NUMBER_7 NUMBER_9 NUMBER_100,
				 "a0a44d3eb1fc809ba0292dcb49fcd792d93108ad5c2f90850ed498b869bcd02f",
				 "start claims");

	for (i = 0; i < 4; i++)
		Uint256FromUint64(wide[i], ids[i]);
	PackStartClaimsMessage(message, escrow, ids, 4, NumberOf(100).bytes);
	MessageDigest(message, sizeof(message), digest);
	TapBytes(digest, sizeof(digest),
			 "b5199c8e2f92610803e4286d2be8bd048d379b0efb55a909c5711b1dfc5808c7",
			 "start claims: ids of several bytes sort as numbers");

	Uint256FromUint64(7, ids[0]);
	Uint256FromUint64(2, ids[1]);
	PackStartClaimsMessage(pair, escrow, ids, 2, NumberOf(100).bytes);
	TapBytes(pair + 32 + 20, sizeof(pair) - 32 - 20, NUMBER_2 NUMBER_7 NUMBER_100,
			 "start claims: two ids are sorted");
	TapCheck(ids[0][31] == 2 && ids[1][31] == 7, "start claims: in place");

	PackStartClaimsMessage(empty, escrow, NULL, 0, NumberOf(100).bytes);
	CheckMessage(empty, sizeof(empty), "__StartClaimForMultipleChannels_", ESCROW NUMBER_100,
				 "ef713ff7a6e1c5269890120772e13fc4a78b23deb7ad1b2d50b3cb3032f0b37b",
				 "start no claims");
}

static void
TestFields(void)
{
	static const PackField fields[] = {{"ab", 2}, {NULL, 0}, {"c", 1}, {"\0\1", 2}};
	uint8_t		message[6] = {[5] = 0xa5};

	TapCheck(PackFieldsSize(fields, 4) == 5, "fields: size");
	PackFields(message, fields, 4);
	TapBytes(message, sizeof(message), "6162630001a5", "fields: one after another");
	TapCheck(PackFieldsSize(fields, 0) == 0, "no fields: size");
}

static void
TestEthMessageHash(void)
{
	static const char prefix[] = "\x19" "Ethereum Signed Message:\n100000";
	static uint8_t long_message[sizeof(prefix) - 1 + 100000];
	uint8_t		message[32];
	uint8_t		digest[32];
	uint8_t		expected[32];

	EthMessageHash(NULL, 0, digest);
	TapBytes(digest, sizeof(digest),
			 "5f35dce98ba4fba25530a026ed80b2cecdaa31091ba4958b99b52ea1d068adad",
			 "the digest of an empty message");
	TapHex("090e13181d22272c31", message);
	EthMessageHash(message, 9, digest);
	TapBytes(digest, sizeof(digest),
			 "016892d771c5b0c5771d07b63c5c8169d8ab8119d2dffc31dd3fd0eb6da3abf6",
			 "the digest of 9 bytes");
	TapHex("0a0f14191e23282d3237", message);
	EthMessageHash(message, 10, digest);
	TapBytes(digest, sizeof(digest),
			 "5591d908927ae967d700c9f7e855801220c020c1462b48cbbae9c545addbd24b",
			 "the digest of 10 bytes");
	TapHex("6290c78fd162a0d783da833849dafef08c3c61e1a9f6f7431c0304d0fe580098", message);
	EthMessageHash(message, 32, digest);
	TapBytes(digest, sizeof(digest),
			 "e1553ec5d8670efb25f128c9c4cb295eab8911b5335f6f78ec70194588281619",
			 "the digest of 32 bytes");

	memcpy(long_message, prefix, sizeof(prefix) - 1);
	memset(long_message + sizeof(prefix) - 1, 0xa5, 100000);
	Keccak256(long_message, sizeof(long_message), expected);
	EthMessageHash(long_message + sizeof(prefix) - 1, 100000, digest);
	TapCheck(memcmp(digest, expected, sizeof(digest)) == 0, "the digest of 100,000 bytes");
}

void
TestPacking(void)
{
	TestPaymentMessages();
	TestOpenMessage();
	TestListMessages();
	TestStartClaimsMessage();
	TestFields();
	TestEthMessageHash();
}
