/*
 * channel.c
 *		Payment channels: open, fund, extend, time out.
 *
 * Source: MultiPartyEscrow contract; the order of the checks is its order, an
 * unknown channel first.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "core/account.h"
#include "core/arguments.h"
#include "core/errors.h"
#include "core/idempotency.h"
#include "core/statement.h"
#include "type/amount.h"
#include "type/bytes.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_open_channel);
PG_FUNCTION_INFO_V1(market_deposit_and_open_channel);
PG_FUNCTION_INFO_V1(market_open_channel_by_third_party);
PG_FUNCTION_INFO_V1(market_add_channel_funds);
PG_FUNCTION_INFO_V1(market_extend_channel);
PG_FUNCTION_INFO_V1(market_extend_channel_and_add_funds);
PG_FUNCTION_INFO_V1(market_claim_channel_timeout);

/* What a new channel is made of. */
typedef struct Opening
{
	const Address *funder;
	const Address *sender;
	const Address *signer;
	const Address *recipient;
	Datum		group_id;		/* bytea of 32 bytes */
	const char *denom;
	Numeric		value;
	int64		expiration;
	const uint8 *permission;	/* digest of the sender's consent, or NULL */
} Opening;

/* The denom of new channels, and the market's escrow address. */
static char *
OpeningMarket(Address *escrow)
{
	static Statement params = {
		"SELECT channel_denom, escrow_address FROM market.params", 0
	};

	StatementRun(&params, NULL, NULL);
	*escrow = *DatumGetAddressP(StatementDatum(0, 2));
	return StatementText(0, 1);
}

static void
OpeningCheckSigner(const Address *signer)
{
	if (AddressIsZero(signer))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ZERO_ADDRESS),
				 errmsg("argument \"signer\" must not be the zero address")));
}

static void
OpeningPermissionUsed(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_PERMISSION_USED),
			 errmsg("permission to open a channel has been used"),
			 errhint("Sign a new one with another message nonce.")));
}

/*
 * Make the channel and pay for it.  Its id is drawn last, after all checks, so
 * that a refusal leaves no gap in the ids.
 */
static int64
ChannelOpen(const Opening *opening)
{
	static Statement insert = {
		"WITH opened AS ("
		"  INSERT INTO market.channel"
		"   (id, sender, signer, recipient, group_id, denom, value, expiration)"
		"  VALUES (pg_catalog.nextval('market.channel_id_seq'), $1::market.address,"
		"   $2::market.address, $3::market.address, $4, $5, $6, $7)"
		"  RETURNING id, value, expiration"
		"), noted AS ("
		"  INSERT INTO market.channel_event"
		"   (height, block_time, channel_id, event, nonce, amount, expiration)"
		"  SELECT k.height, k.block_time, o.id, 'open', 0, o.value, o.expiration"
		"  FROM opened AS o CROSS JOIN market.clock AS k"
		"), permission AS ("
		"  INSERT INTO market.used_permission (digest, channel_id)"
		"  SELECT $8, id FROM opened WHERE $8 IS NOT NULL ON CONFLICT DO NOTHING RETURNING 1"
		") SELECT id, $8 IS NULL OR EXISTS (SELECT FROM permission) FROM opened",
		8,
		{BYTEAOID, BYTEAOID, BYTEAOID, BYTEAOID, TEXTOID, NUMERICOID, INT8OID, BYTEAOID}
	};
	Datum		arguments[] = {
		AddressGetByteaDatum(opening->sender), AddressGetByteaDatum(opening->signer),
		AddressGetByteaDatum(opening->recipient), opening->group_id,
		CStringGetTextDatum(opening->denom), NumericGetDatum(opening->value),
		Int64GetDatum(opening->expiration), (Datum) 0
	};
	char		nulls[] = "       n";
	const Address *named[] = {opening->sender, opening->signer, opening->recipient};
	int64		id;
	Movement	movement;

	if (opening->permission != NULL)
	{
		arguments[7] = PointerGetDatum(BytesToBytea(opening->permission, KECCAK256_SIZE));
		nulls[7] = ' ';
	}
	StatementRun(&insert, arguments, nulls);
	id = DatumGetInt64(StatementDatum(0, 1));
	/* somebody else used it a moment ago */
	if (!DatumGetBool(StatementDatum(0, 2)))
		OpeningPermissionUsed();

	movement.debit = opening->funder;
	movement.debit_kind = MONEY_SPENDABLE;
	movement.credit = opening->sender;
	movement.credit_kind = MONEY_CHANNEL;
	movement.denom = opening->denom;
	movement.amount = opening->value;
	movement.reason = "open_channel";
	movement.reference = ChannelIdText(id);
	/* accounts before balances, as LedgerMove() does */
	AccountKnow(named, lengthof(named));
	LedgerMove(&movement, 1);
	return id;
}

/* open_channel(), with or without a deposit before it */
static Datum
OpenChannel(FunctionCallInfo fcinfo, bool deposit)
{
	static const Address outside;
	Opening		opening = {0};
	Address		escrow;
	Caller		caller;
	Idempotency once;
	Funds		funds;
	int64		id;

	opening.sender = opening.funder = ArgumentParty(fcinfo, 0, "sender");
	opening.signer = ArgumentAddress(fcinfo, 1, "signer");
	opening.recipient = ArgumentAddress(fcinfo, 2, "recipient");
	ArgumentRequire(fcinfo, 3, "group_id");
	opening.group_id = PG_GETARG_DATUM(3);
	ArgumentRequire(fcinfo, 4, "value");
	opening.expiration = ArgumentHeight(fcinfo, 5, "expiration");

	CallerEnter(&caller);
	ChannelActor(&caller, opening.sender, "sender");
	if (deposit)
		CallerRequireRole(&caller, ROLE_OPERATOR);
	if (IdempotencyBegin(&once, fcinfo, &caller, opening.sender, NULL))
		return IdempotencyAnswer(&once, &caller);

	opening.denom = OpeningMarket(&escrow);
	funds = ChannelFunds(PG_GETARG_COIN_PP(4), "value", opening.denom);
	opening.value = funds.amount;
	if (deposit)
	{
		Movement	movement = {
			&outside, MONEY_OUTSIDE, opening.sender, MONEY_SPENDABLE, funds.denom, funds.amount,
			"deposit", NULL
		};

		LedgerMove(&movement, 1);
	}
	else
		LedgerRequire(opening.sender, opening.denom, opening.value);
	OpeningCheckSigner(opening.signer);
	id = ChannelOpen(&opening);
	IdempotencyKeep(&once, Int64GetDatum(id));
	CallerLeave(&caller);
	PG_RETURN_INT64(id);
}

/*
 * open_channel(sender address, signer address, recipient address,
 *		group_id bytes32, value coin, expiration bigint, idempotency_key text)
 *		returns bigint
 */
Datum
market_open_channel(PG_FUNCTION_ARGS)
{
	return OpenChannel(fcinfo, false);
}

/*
 * deposit_and_open_channel(the same) returns bigint
 */
Datum
market_deposit_and_open_channel(PG_FUNCTION_ARGS)
{
	return OpenChannel(fcinfo, true);
}

/*
 * Check the permission that the sender signed, and compute its digest.
 *
 * The message does not name the sender, and its digest is what is marked as
 * used: signatures over one message have several forms.
 */
static void
OpeningCheckPermission(const Opening *opening, const Address *escrow, Numeric message_nonce,
					   const Signature *signature, uint8 *digest32)
{
	static Statement used = {
		"SELECT FROM market.used_permission WHERE digest = $1", 1, {BYTEAOID}
	};
	uint8		message[OPEN_CHANNEL_MESSAGE_SIZE];
	uint8		value32[UINT256_SIZE];
	uint8		expiration32[UINT256_SIZE];
	uint8		nonce32[UINT256_SIZE];
	Address		signer;
	Datum		arguments[1];

	NumericToUint256(opening->value, "value", value32);
	Uint256FromUint64(opening->expiration, expiration32);
	NumericToUint256(message_nonce, "message_nonce", nonce32);
	PackOpenChannelMessage(message, escrow->bytes, opening->funder->bytes, opening->signer->bytes,
						   opening->recipient->bytes,
						   (uint8 *) VARDATA_ANY(DatumGetByteaPP(opening->group_id)),
						   value32, expiration32, nonce32);
	MessageDigest(message, sizeof(message), digest32);

	arguments[0] = PointerGetDatum(BytesToBytea(digest32, KECCAK256_SIZE));
	if (StatementRun(&used, arguments, NULL) > 0)
		OpeningPermissionUsed();
	signer = ChannelSigner(signature, message, sizeof(message));
	if (!AddressEquals(&signer, opening->sender))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_SIGNER),
				 errmsg("permission to open a channel is not signed by the sender"),
				 errdetail("It was signed by %s, or for other values.", AddressText(&signer))));
}

/*
 * open_channel_by_third_party(funder address, sender address, signer address,
 *		recipient address, group_id bytes32, value numeric, expiration bigint,
 *		message_nonce numeric, signature signature, idempotency_key text)
 *		returns bigint
 */
Datum
market_open_channel_by_third_party(PG_FUNCTION_ARGS)
{
	Opening		opening = {0};
	Numeric		message_nonce;
	Signature  *signature;
	uint8		digest32[KECCAK256_SIZE];
	Address		escrow;
	Caller		caller;
	Idempotency once;
	int64		id;

	opening.funder = ArgumentParty(fcinfo, 0, "funder");
	opening.sender = ArgumentParty(fcinfo, 1, "sender");
	opening.signer = ArgumentAddress(fcinfo, 2, "signer");
	opening.recipient = ArgumentAddress(fcinfo, 3, "recipient");
	ArgumentRequire(fcinfo, 4, "group_id");
	opening.group_id = PG_GETARG_DATUM(4);
	opening.value = ArgumentAmount(fcinfo, 5, "value");
	opening.expiration = ArgumentHeight(fcinfo, 6, "expiration");
	message_nonce = ArgumentAmount(fcinfo, 7, "message_nonce");
	signature = ArgumentSignature(fcinfo, 8, "signature");

	CallerEnter(&caller);
	ChannelActor(&caller, opening.funder, "funder");
	if (IdempotencyBegin(&once, fcinfo, &caller, opening.funder, NULL))
		return IdempotencyAnswer(&once, &caller);
	opening.denom = OpeningMarket(&escrow);
	LedgerRequire(opening.funder, opening.denom, opening.value);
	OpeningCheckSigner(opening.signer);
	OpeningCheckPermission(&opening, &escrow, message_nonce, signature, digest32);
	opening.permission = digest32;
	id = ChannelOpen(&opening);
	IdempotencyKeep(&once, Int64GetDatum(id));
	CallerLeave(&caller);
	PG_RETURN_INT64(id);
}

/* Collect: the channel's value rises. */
static void
ChannelAddFunds(ChannelChange *change, Channel *channel, const Address *funder, const Coin *coin)
{
	Funds		funds = ChannelFunds(coin, "funds", channel->denom);

	channel->value = NumericAdd(channel->value, funds.amount);
	if (!NumericIsUint256(channel->value))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value of channel " INT64_FORMAT " is out of range", channel->id),
				 errdetail("A value is at most 2^256-1 minor units.")));
	ChannelNote(change, channel, CHANNEL_ADD_FUNDS, channel->nonce, funds.amount);
	ChannelFund(change, channel, funder, funds.amount, "add_channel_funds");
}

void
ChannelCheckSender(const Channel *channel, const Address *sender)
{
	if (!AddressEquals(sender, &channel->sender))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_SENDER),
				 errmsg("%s is not the sender of channel " INT64_FORMAT,
						AddressText(sender), channel->id)));
}

/* Collect: the channel's expiration rises. */
static void
ChannelExtend(ChannelChange *change, Channel *channel, const Address *sender, int64 expiration)
{
	ChannelCheckSender(channel, sender);
	if (expiration < channel->expiration)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_EXPIRATION_FALLS),
				 errmsg("expiration of channel " INT64_FORMAT " would fall", channel->id),
				 errdetail("It is " INT64_FORMAT " now.", channel->expiration)));
	channel->expiration = expiration;
	ChannelNote(change, channel, CHANNEL_EXTEND, channel->nonce,
				NumericFromInt64(0))->expiration = expiration;
}

/*
 * add_channel_funds(funder address, channel_id bigint, funds coin, idempotency_key text)
 *		returns numeric
 */
Datum
market_add_channel_funds(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Address    *funder = ArgumentAddress(fcinfo, 0, "funder");
	int64		id = ArgumentInt64(fcinfo, 1, "channel_id");
	Caller		caller;
	Idempotency once;
	Channel    *channel;
	ChannelChange *change;

	ArgumentRequire(fcinfo, 2, "funds");
	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, funder, NULL))
		return IdempotencyAnswer(&once, &caller);
	change = ChannelLockOne(id, &channel);
	ChannelActor(&caller, funder, "funder");
	ChannelAddFunds(change, channel, funder, PG_GETARG_COIN_PP(2));
	ChannelWrite(change);
	return IdempotencyLeaveWith(&once, &caller, context, channel->value);
}

/*
 * extend_channel(sender address, channel_id bigint, expiration bigint) returns void
 */
Datum
market_extend_channel(PG_FUNCTION_ARGS)
{
	Address    *sender = ArgumentAddress(fcinfo, 0, "sender");
	int64		id = ArgumentInt64(fcinfo, 1, "channel_id");
	int64		expiration = ArgumentHeight(fcinfo, 2, "expiration");
	Caller		caller;
	Channel    *channel;
	ChannelChange *change;

	CallerEnter(&caller);
	change = ChannelLockOne(id, &channel);
	ChannelActor(&caller, sender, "sender");
	ChannelExtend(change, channel, sender, expiration);
	ChannelWrite(change);
	CallerLeave(&caller);
	PG_RETURN_VOID();
}

/*
 * extend_channel_and_add_funds(sender address, channel_id bigint,
 *		expiration bigint, funds coin, idempotency_key text) returns numeric
 */
Datum
market_extend_channel_and_add_funds(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Address    *sender = ArgumentAddress(fcinfo, 0, "sender");
	int64		id = ArgumentInt64(fcinfo, 1, "channel_id");
	int64		expiration = ArgumentHeight(fcinfo, 2, "expiration");
	Caller		caller;
	Idempotency once;
	Channel    *channel;
	ChannelChange *change;

	ArgumentRequire(fcinfo, 3, "funds");
	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, sender, NULL))
		return IdempotencyAnswer(&once, &caller);
	change = ChannelLockOne(id, &channel);
	ChannelActor(&caller, sender, "sender");
	ChannelExtend(change, channel, sender, expiration);
	ChannelAddFunds(change, channel, sender, PG_GETARG_COIN_PP(3));
	ChannelWrite(change);
	return IdempotencyLeaveWith(&once, &caller, context, channel->value);
}

/*
 * Refuse a time-out by the very transaction that held the channel when it
 * expired: a sender could keep the recipient's claim waiting until then.  A
 * transaction that ended the block itself keeps nobody waiting by surprise.
 */
static void
ChannelCheckGrip(const Channel *channel)
{
	static Statement grip = {
		"SELECT c.xmin, k.xmin, (SELECT e.height FROM market.channel_event AS e"
		"  WHERE e.channel_id = c.id ORDER BY e.id DESC LIMIT 1)"
		" FROM market.channel AS c CROSS JOIN market.clock AS k WHERE c.id = $1",
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(channel->id)};

	StatementRun(&grip, arguments, NULL);
	if (TransactionIdIsCurrentTransactionId(DatumGetTransactionId(StatementDatum(0, 1))) &&
		!TransactionIdIsCurrentTransactionId(DatumGetTransactionId(StatementDatum(0, 2))) &&
		DatumGetInt64(StatementDatum(0, 3)) < channel->expiration)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_TIMEOUT_TOO_EARLY),
				 errmsg("time-out of channel " INT64_FORMAT " is claimed too early", channel->id),
				 errdetail("It expired while this transaction held it."),
				 errhint("Commit first.")));
}

/*
 * claim_channel_timeout(sender address, channel_id bigint, idempotency_key text)
 *		returns numeric
 */
Datum
market_claim_channel_timeout(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Address    *sender = ArgumentAddress(fcinfo, 0, "sender");
	int64		id = ArgumentInt64(fcinfo, 1, "channel_id");
	Caller		caller;
	Idempotency once;
	Channel    *channel;
	ChannelChange *change;
	Numeric		returned;

	CallerEnter(&caller);
	if (IdempotencyBegin(&once, fcinfo, &caller, sender, NULL))
		return IdempotencyAnswer(&once, &caller);
	change = ChannelLockOne(id, &channel);
	ChannelActor(&caller, sender, "sender");
	ChannelCheckSender(channel, sender);
	if (channel->height < channel->expiration)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_TIMEOUT_TOO_EARLY),
				 errmsg("time-out of channel " INT64_FORMAT " is claimed too early", id),
				 errdetail("It expires at block " INT64_FORMAT "; the current block is "
						   INT64_FORMAT ".", channel->expiration, channel->height)));

	ChannelCheckGrip(channel);

	returned = channel->value;
	ChannelReadPending(change);
	ChannelNote(change, channel, CHANNEL_TIMEOUT, channel->nonce + 1, returned);
	ChannelPay(change, channel, &channel->sender, returned, "claim_channel_timeout");
	ChannelSuspend(change, channel, 0);
	ChannelWrite(change);
	return IdempotencyLeaveWith(&once, &caller, context, returned);
}
