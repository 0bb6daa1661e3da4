/*
 * channel.h
 *		Payment channels: their rows, and the one way to change them.
 */
#ifndef MARKET_CHANNEL_H
#define MARKET_CHANNEL_H

#include "postgres.h"
#include "core/caller.h"
#include "core/ledger.h"
#include "core/token.h"
#include "kernel/keccak.h"
#include "kernel/packing.h"
#include "kernel/uint256.h"
#include "type/address.h"
#include "type/signature.h"
#include "utils/numeric.h"

/* claims that one call may start or settle */
#define CHANNEL_CLAIMS_MAX 100000

/* A claim that is started and not settled. */
typedef struct PendingClaim
{
	int64		channel_id;
	int64		nonce;
	Numeric		amount;
	Numeric		uncharged;		/* part of it that no call was charged for */
	Signature	signature;
} PendingClaim;

/* A channel, as read under its lock, with the block and the market it is in. */
typedef struct Channel
{
	int64		id;
	Address		sender;
	Address		signer;
	Address		recipient;
	char	   *denom;
	Numeric		value;
	int64		expiration;
	int64		nonce;			/* of the next claim */
	int64		payment_nonce;	/* of the next payment */
	Numeric		authorized;		/* total signed for at payment_nonce */
	Signature	signature;		/* over it; only when authorized is not zero */
	Numeric		pending_amount;
	Numeric		uncharged;		/* part of authorized that no call was charged for */
	int64		reserved_until; /* block; above height while payments are open */
	int64		height;			/* the current block */
	Address		escrow;
	/* nonce .. payment_nonce - 1, in order; read by ChannelReadPending() */
	int			pending_count;
	PendingClaim *pending;
} Channel;

typedef enum ChannelEventKind
{
	CHANNEL_ADD_FUNDS, CHANNEL_EXTEND, CHANNEL_START_CLAIM, CHANNEL_CLAIM, CHANNEL_TIMEOUT,
	CHANNEL_PAYMENT_LOST, CHANNEL_REFUND
} ChannelEventKind;

/* One row of the event log. */
typedef struct ChannelEvent
{
	int64		channel_id;
	ChannelEventKind kind;
	int64		nonce;
	Numeric		amount;
	Numeric		planned;		/* NULL: does not apply; likewise below */
	Numeric		send_back;
	int64		expiration;		/* -1: does not apply */
	const Signature *signature;
} ChannelEvent;

/* What a transition of one or more channels does, collected before it is written. */
typedef struct ChannelChange
{
	Channel    *channels;		/* each once, ascending by id */
	int			channel_count;
	ChannelEvent *events;
	int			event_count;
	int			event_room;
	Movement   *movements;
	int			movement_count;
	int			movement_room;
	struct Split *split;		/* of the recipient that was looked at last; see split.h */
} ChannelChange;

/*
 * Lock channels and read them.
 *
 * In:	ids, count: any order; an id may stand more than once
 * Out:	the channels, each once, ascending by id
 * Errors: MK101 when one does not exist.
 *
 * Locks channels in the order of their ids, before any balance.
 */
extern ChannelChange *ChannelLock(const int64 *ids, int count);

/* The same for those that exist and that nobody else has locked. */
extern ChannelChange *ChannelLockFree(const int64 *ids, int count);

/* The same for one channel. */
extern ChannelChange *ChannelLockOne(int64 id, Channel **channel);

/* Raise MK101. */
extern void ChannelNotFound(int64 id);

/* Read one channel without a lock; MK101 when it does not exist. */
extern Channel *ChannelRead(int64 id);

/* The same for a volatile function: as it is now, not as the query sees it. */
extern Channel *ChannelLatest(int64 id);

/* The channel with an id; it is there. */
extern Channel *ChannelFind(ChannelChange *change, int64 id);

/* The ids of the locked channels, as an array for a statement. */
extern Datum ChannelIds(const ChannelChange *change);

/* Keep of the locked channels those that the last statement's rows begin with, ascending. */
extern void ChannelKeep(ChannelChange *change, uint64 rows);

/* Read the pending claims of the locked channels that have any. */
extern void ChannelReadPending(ChannelChange *change);

/* Collect an event; the other fields are the caller's to fill in. */
extern ChannelEvent *ChannelNote(ChannelChange *change, const Channel *channel,
								 ChannelEventKind kind, int64 nonce, Numeric amount);

/* Collect a movement of money out of a channel, on from its recipient, or onto it. */
extern void ChannelPay(ChannelChange *change, const Channel *channel, const Address *account,
					   Numeric amount, const char *reason);
extern void ChannelForward(ChannelChange *change, const Channel *channel,
						   const Address *account, Numeric amount, const char *reason);
extern void ChannelFund(ChannelChange *change, const Channel *channel, const Address *account,
						Numeric amount, const char *reason);

/*
 * Collect: all money leaves the channel, the nonce rises, and what is signed
 * for and cannot be claimed any more is recorded as lost.  The first "settled"
 * pending claims are not lost.
 */
extern void ChannelSuspend(ChannelChange *change, Channel *channel, int settled);

/*
 * Write it all: one statement for rows, pending claims and events, one for money.
 * Errors: those of LedgerMove().
 */
extern void ChannelWrite(ChannelChange *change);

/*
 * The account that acts: neither zero (MK109) nor one of the market's own
 * (MKS04), and the caller may act for it (42501).
 */
extern void ChannelActor(const Caller *caller, const Address *account, const char *name);

/* How many blocks a signed request may be old, or early. */
#define CHANNEL_WINDOW_BLOCKS 5

/* Raise MK118 unless a signed request, made at a block, is recent. */
extern void ChannelCheckWindow(int64 block, int64 height);

/* MK105 unless "sender" is the channel's. */
extern void ChannelCheckSender(const Channel *channel, const Address *sender);

/* MK103 unless "recipient" is the channel's. */
extern void ChannelCheckRecipient(const Channel *channel, const Address *recipient);

/* The signer of a message; MK112 when nothing recovers. */
extern Address ChannelSigner(const Signature *signature, const uint8 *message, size_t length);

/*
 * Does a signature prove the consent of the sender or the signer to the total
 * "amount" at a nonce?  MK112 when nothing recovers, MK113 when somebody else signed.
 * Returns which of the two did.
 */
extern Address ChannelPaymentSigner(const Channel *channel, int64 nonce, Numeric amount,
									const Signature *signature, bool *is_party);
extern void ChannelRefuseSigner(const Channel *channel, int64 nonce, Numeric amount,
								const Address *signer);
extern Address ChannelCheckPayment(const Channel *channel, int64 nonce, Numeric amount,
								   const Signature *signature);

/* The message of such a payment: CLAIM_MESSAGE_SIZE bytes. */
extern void ChannelPaymentMessage(const Channel *channel, int64 nonce, Numeric amount,
								  uint8 *message);

/* Funds in the denom of a channel; MKS10 when they are in another. */
extern Funds ChannelFunds(const Coin *coin, const char *name, const char *denom);

/* A number as text, in the current memory context: the reference of movements. */
extern char *ChannelIdText(int64 id);

#endif							/* MARKET_CHANNEL_H */
