/*
 * channel_row.c
 *		The rows of channels: locked, read, and what is collected to change them.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "core/account.h"
#include "core/errors.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_channel_covers);

#define CHANNEL_COLUMNS \
	"SELECT c.id, c.sender, c.signer, c.recipient, c.denom, c.value, c.expiration, c.nonce," \
	" c.payment_nonce, c.authorized_amount, c.authorized_signature, c.pending_amount," \
	" k.height, p.escrow_address, c.uncharged_amount, c.reserved_until" \
	" FROM market.channel AS c CROSS JOIN market.clock AS k CROSS JOIN market.params AS p"

char *
ChannelIdText(int64 id)
{
	return psprintf(INT64_FORMAT, id);
}

void
ChannelNotFound(int64 id)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_CHANNEL_NOT_FOUND),
			 errmsg("channel " INT64_FORMAT " not found", id)));
}

/* Take a channel from a row of CHANNEL_COLUMNS. */
static void
ChannelFromRow(uint64 row, Channel *channel)
{
	bool		unsigned_yet;
	Datum		signature;

	channel->id = DatumGetInt64(StatementDatum(row, 1));
	channel->sender = *DatumGetAddressP(StatementDatum(row, 2));
	channel->signer = *DatumGetAddressP(StatementDatum(row, 3));
	channel->recipient = *DatumGetAddressP(StatementDatum(row, 4));
	channel->denom = TextDatumGetCString(StatementDatum(row, 5));
	channel->value = DatumGetNumericCopy(StatementDatum(row, 6));
	channel->expiration = DatumGetInt64(StatementDatum(row, 7));
	channel->nonce = DatumGetInt64(StatementDatum(row, 8));
	channel->payment_nonce = DatumGetInt64(StatementDatum(row, 9));
	channel->authorized = DatumGetNumericCopy(StatementDatum(row, 10));
	signature = StatementValue(row, 11, &unsigned_yet);
	if (!unsigned_yet)
		channel->signature = *DatumGetSignatureP(signature);
	channel->pending_amount = DatumGetNumericCopy(StatementDatum(row, 12));
	channel->height = DatumGetInt64(StatementDatum(row, 13));
	channel->escrow = *DatumGetAddressP(StatementDatum(row, 14));
	channel->uncharged = DatumGetNumericCopy(StatementDatum(row, 15));
	channel->reserved_until = DatumGetInt64(StatementDatum(row, 16));
	channel->pending_count = 0;
	channel->pending = NULL;
}

/* Lock channels by a statement over their ids, and read them. */
static ChannelChange *
ChannelLockBy(Statement *lock, const int64 *ids, int count)
{
	ChannelChange *change = palloc0(sizeof(ChannelChange));
	Datum		arguments[] = {StatementInt64Array(ids, count)};
	int			i;

	change->channel_count = StatementRun(lock, arguments, NULL);
	change->channels = MemoryContextAllocHuge(CurrentMemoryContext,
											  Max(change->channel_count, 1) * sizeof(Channel));
	for (i = 0; i < change->channel_count; i++)
		ChannelFromRow(i, &change->channels[i]);
	return change;
}

ChannelChange *
ChannelLockFree(const int64 *ids, int count)
{
	static Statement lock = {
		CHANNEL_COLUMNS " WHERE c.id = ANY ($1) ORDER BY c.id FOR NO KEY UPDATE OF c SKIP LOCKED",
		1, {INT8ARRAYOID}
	};

	return ChannelLockBy(&lock, ids, count);
}

ChannelChange *
ChannelLock(const int64 *ids, int count)
{
	static Statement lock = {
		CHANNEL_COLUMNS " WHERE c.id = ANY ($1) ORDER BY c.id FOR NO KEY UPDATE OF c",
		1, {INT8ARRAYOID}
	};
	ChannelChange *change = ChannelLockBy(&lock, ids, count);
	int			i;

	for (i = 0; i < count; i++)
		if (ChannelFind(change, ids[i]) == NULL)
			ChannelNotFound(ids[i]);
	return change;
}

ChannelChange *
ChannelLockOne(int64 id, Channel **channel)
{
	static Statement lock = {
		CHANNEL_COLUMNS " WHERE c.id = $1 FOR NO KEY UPDATE OF c", 1, {INT8OID}
	};
	ChannelChange *change = palloc0(sizeof(ChannelChange));
	Datum		arguments[] = {Int64GetDatum(id)};

	if (StatementRun(&lock, arguments, NULL) == 0)
		ChannelNotFound(id);
	change->channel_count = 1;
	change->channels = palloc(sizeof(Channel));
	ChannelFromRow(0, change->channels);
	*channel = change->channels;
	return change;
}

/* Read one channel by a statement that is run in one way or the other. */
static Channel *
ChannelGet(int64 id, uint64 (*run) (Statement *, Datum *, const char *))
{
	static Statement get = {CHANNEL_COLUMNS " WHERE c.id = $1", 1, {INT8OID}};
	Channel    *channel = palloc(sizeof(Channel));
	Datum		arguments[] = {Int64GetDatum(id)};

	if (run(&get, arguments, NULL) == 0)
		ChannelNotFound(id);
	ChannelFromRow(0, channel);
	return channel;
}

Channel *
ChannelRead(int64 id)
{
	return ChannelGet(id, StatementRead);
}

Channel *
ChannelLatest(int64 id)
{
	return ChannelGet(id, StatementRun);
}

Channel *
ChannelFind(ChannelChange *change, int64 id)
{
	int			low = 0;
	int			high = change->channel_count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (change->channels[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < change->channel_count && change->channels[low].id == id)
		return &change->channels[low];
	return NULL;
}

Datum
ChannelIds(const ChannelChange *change)
{
	int64	   *ids = palloc(Max(change->channel_count, 1) * sizeof(int64));
	int			i;

	for (i = 0; i < change->channel_count; i++)
		ids[i] = change->channels[i].id;
	return StatementInt64Array(ids, change->channel_count);
}

void
ChannelKeep(ChannelChange *change, uint64 rows)
{
	int			kept = 0;
	int			i;

	/* both are ascending */
	for (i = 0; i < change->channel_count && kept < rows; i++)
		if (change->channels[i].id == DatumGetInt64(StatementDatum(kept, 1)))
			change->channels[kept++] = change->channels[i];
	change->channel_count = kept;
}

void
ChannelReadPending(ChannelChange *change)
{
	static Statement get = {
		"SELECT channel_id, nonce, amount, signature, uncharged_amount"
		" FROM market.pending_claim"
		" WHERE channel_id = ANY ($1) ORDER BY channel_id, nonce",
		1, {INT8ARRAYOID}
	};
	int64	   *ids = palloc(Max(change->channel_count, 1) * sizeof(int64));
	PendingClaim *claims;
	Datum		arguments[1];
	int			count = 0;
	uint64		rows;
	uint64		i;

	for (i = 0; i < change->channel_count; i++)
		if (change->channels[i].payment_nonce > change->channels[i].nonce)
			ids[count++] = change->channels[i].id;
	if (count == 0)
		return;

	arguments[0] = StatementInt64Array(ids, count);
	rows = StatementRun(&get, arguments, NULL);
	claims = palloc(Max(rows, 1) * sizeof(PendingClaim));
	for (i = 0; i < rows; i++)
	{
		Channel    *channel;

		CHECK_FOR_INTERRUPTS();
		claims[i].channel_id = DatumGetInt64(StatementDatum(i, 1));
		claims[i].nonce = DatumGetInt64(StatementDatum(i, 2));
		claims[i].amount = DatumGetNumericCopy(StatementDatum(i, 3));
		claims[i].signature = *DatumGetSignatureP(StatementDatum(i, 4));
		claims[i].uncharged = DatumGetNumericCopy(StatementDatum(i, 5));
		channel = ChannelFind(change, claims[i].channel_id);
		if (channel->pending_count++ == 0)
			channel->pending = &claims[i];
	}
}

ChannelEvent *
ChannelNote(ChannelChange *change, const Channel *channel, ChannelEventKind kind, int64 nonce,
			Numeric amount)
{
	ChannelEvent *event;

	if (change->event_count == change->event_room)
	{
		change->event_room = Max(8, change->event_room * 2);
		change->events = change->events == NULL
			? palloc(change->event_room * sizeof(ChannelEvent))
			: repalloc(change->events, change->event_room * sizeof(ChannelEvent));
	}
	event = &change->events[change->event_count++];
	event->channel_id = channel->id;
	event->kind = kind;
	event->nonce = nonce;
	event->amount = amount;
	event->planned = NULL;
	event->send_back = NULL;
	event->expiration = -1;
	event->signature = NULL;
	return event;
}

/* Room for one more movement that concerns a channel. */
static Movement *
ChannelMovement(ChannelChange *change, const Channel *channel, Numeric amount,
				const char *reason)
{
	Movement   *movement;

	if (change->movement_count == change->movement_room)
	{
		change->movement_room = Max(8, change->movement_room * 2);
		change->movements = change->movements == NULL
			? palloc(change->movement_room * sizeof(Movement))
			: repalloc(change->movements, change->movement_room * sizeof(Movement));
	}
	movement = &change->movements[change->movement_count++];
	movement->denom = channel->denom;
	movement->amount = amount;
	movement->reason = reason;
	movement->reference = ChannelIdText(channel->id);
	return movement;
}

void
ChannelPay(ChannelChange *change, const Channel *channel, const Address *account, Numeric amount,
		   const char *reason)
{
	Movement   *movement = ChannelMovement(change, channel, amount, reason);

	movement->debit = &channel->sender;
	movement->debit_kind = MONEY_CHANNEL;
	movement->credit = account;
	movement->credit_kind = MONEY_SPENDABLE;
}

void
ChannelForward(ChannelChange *change, const Channel *channel, const Address *account,
			   Numeric amount, const char *reason)
{
	Movement   *movement = ChannelMovement(change, channel, amount, reason);

	movement->debit = &channel->recipient;
	movement->debit_kind = MONEY_SPENDABLE;
	movement->credit = account;
	movement->credit_kind = MONEY_SPENDABLE;
}

void
ChannelFund(ChannelChange *change, const Channel *channel, const Address *account, Numeric amount,
			const char *reason)
{
	Movement   *movement = ChannelMovement(change, channel, amount, reason);

	movement->debit = account;
	movement->debit_kind = MONEY_SPENDABLE;
	movement->credit = &channel->sender;
	movement->credit_kind = MONEY_CHANNEL;
}

void
ChannelSuspend(ChannelChange *change, Channel *channel, int settled)
{
	int			i;

	for (i = settled; i < channel->pending_count; i++)
		ChannelNote(change, channel, CHANNEL_PAYMENT_LOST, channel->pending[i].nonce,
					channel->pending[i].amount)->signature = &channel->pending[i].signature;
	if (!NumericIsZero(channel->authorized))
		ChannelNote(change, channel, CHANNEL_PAYMENT_LOST, channel->payment_nonce,
					channel->authorized)->signature = &channel->signature;

	channel->value = channel->authorized = channel->pending_amount = NumericFromInt64(0);
	channel->uncharged = channel->value;
	channel->expiration = 0;
	channel->nonce++;
	channel->payment_nonce = channel->nonce;
}

void
ChannelActor(const Caller *caller, const Address *account, const char *name)
{
	if (AddressIsZero(account))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_ZERO_ADDRESS),
				 errmsg("argument \"%s\" must not be the zero address", name)));
	if (AccountIsSystem(account))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_UNAUTHORIZED),
				 errmsg("argument \"%s\" is an account of the market itself", name)));
	CallerRequireAccount(caller, account);
}

void
ChannelCheckRecipient(const Channel *channel, const Address *recipient)
{
	if (!AddressEquals(recipient, &channel->recipient))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_NOT_RECIPIENT),
				 errmsg("%s is not the recipient of channel " INT64_FORMAT,
						AddressText(recipient), channel->id)));
}

void
ChannelCheckWindow(int64 block, int64 height)
{
	/* neither is negative, so the difference fits */
	if (block - height > CHANNEL_WINDOW_BLOCKS || height - block > CHANNEL_WINDOW_BLOCKS)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_REQUEST_EXPIRED),
				 errmsg("signed request has expired"),
				 errdetail("It was made at block " INT64_FORMAT "; the current block is "
						   INT64_FORMAT ".", block, height),
				 errhint("Sign with the current block; %d blocks of difference are allowed.",
						 CHANNEL_WINDOW_BLOCKS)));
}

Address
ChannelSigner(const Signature *signature, const uint8 *message, size_t length)
{
	Address		signer;

	if (!SignatureSigner(signature, message, length, &signer))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_SIGNATURE_NOT_VALID),
				 errmsg("signature is not valid"),
				 errdetail("No address can be recovered from it.")));
	return signer;
}

void
ChannelPaymentMessage(const Channel *channel, int64 nonce, Numeric amount, uint8 *message)
{
	uint8		id32[UINT256_SIZE];
	uint8		nonce32[UINT256_SIZE];
	uint8		amount32[UINT256_SIZE];

	Uint256FromUint64(channel->id, id32);
	Uint256FromUint64(nonce, nonce32);
	NumericToUint256(amount, "amount", amount32);
	PackClaimMessage(message, channel->escrow.bytes, id32, nonce32, amount32);
}

Address
ChannelPaymentSigner(const Channel *channel, int64 nonce, Numeric amount,
					 const Signature *signature, bool *is_party)
{
	uint8		message[CLAIM_MESSAGE_SIZE];
	Address		signer;

	ChannelPaymentMessage(channel, nonce, amount, message);
	signer = ChannelSigner(signature, message, sizeof(message));
	*is_party = AddressEquals(&signer, &channel->signer) ||
		AddressEquals(&signer, &channel->sender);
	return signer;
}

void
ChannelRefuseSigner(const Channel *channel, int64 nonce, Numeric amount, const Address *signer)
{
	ereport(ERROR,
			(errcode(ERRCODE_MARKET_WRONG_SIGNER),
			 errmsg("payment is not signed by the signer or the sender of channel "
					INT64_FORMAT, channel->id),
			 errdetail("It was signed by %s, or for other values than escrow %s, nonce "
					   INT64_FORMAT " and amount %s.", AddressText(signer),
					   AddressText(&channel->escrow), nonce, NumericText(amount))));
}

Address
ChannelCheckPayment(const Channel *channel, int64 nonce, Numeric amount,
					const Signature *signature)
{
	bool		is_party;
	Address		signer = ChannelPaymentSigner(channel, nonce, amount, signature, &is_party);

	if (!is_party)
		ChannelRefuseSigner(channel, nonce, amount, &signer);
	return signer;
}

Funds
ChannelFunds(const Coin *coin, const char *name, const char *denom)
{
	Funds		funds = TokenFunds(coin, name);

	if (strcmp(funds.denom, denom) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_INVALID_COINS),
				 errmsg("argument \"%s\" must be in %s, and is %s", name, denom,
						CoinString(coin))));
	return funds;
}

/*
 * channel_covers(value amount, authorized_amount numeric, pending_amount numeric)
 *		returns boolean: the check of market.channel
 */
Datum
market_channel_covers(PG_FUNCTION_ARGS)
{
	Numeric		spoken_for = NumericAdd(PG_GETARG_NUMERIC(1), PG_GETARG_NUMERIC(2));

	PG_RETURN_BOOL(NumericCompare(spoken_for, PG_GETARG_NUMERIC(0)) <= 0);
}
