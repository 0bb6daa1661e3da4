/*
 * channel_row.c
 *		The rows of channels: locked, read, and written in one way.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "channel/channel.h"
#include "channel/prepaid.h"
#include "core/account.h"
#include "core/errors.h"
#include "core/statement.h"
#include "miscadmin.h"
#include "type/amount.h"
#include "utils/array.h"
#include "utils/builtins.h"

#define CHANNEL_COLUMNS \
	"SELECT c.id, c.sender, c.signer, c.recipient, c.denom, c.value, c.expiration, c.nonce," \
	" c.payment_nonce, c.authorized_amount, c.authorized_signature, c.pending_amount," \
	" k.height, p.escrow_address, c.uncharged_amount, c.reserved_until" \
	" FROM market.channel AS c CROSS JOIN market.clock AS k CROSS JOIN market.params AS p"

static const char *const event_names[] = {
	"add_funds", "extend", "start_claim", "claim", "timeout", "payment_lost"
};

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

static Datum
ChannelInt64Array(const int64 *numbers, int count)
{
	Datum	   *elements = palloc(Max(count, 1) * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
		elements[i] = Int64GetDatum(numbers[i]);
	return PointerGetDatum(construct_array(elements, count, INT8OID, sizeof(int64), true,
										   TYPALIGN_DOUBLE));
}

ChannelChange *
ChannelLock(const int64 *ids, int count)
{
	static Statement lock = {
		CHANNEL_COLUMNS " WHERE c.id = ANY ($1) ORDER BY c.id FOR NO KEY UPDATE OF c",
		1, {INT8ARRAYOID}
	};
	ChannelChange *change = palloc0(sizeof(ChannelChange));
	Datum		arguments[] = {ChannelInt64Array(ids, count)};
	int			i;

	change->channel_count = StatementRun(&lock, arguments, NULL);
	change->channels = palloc(Max(change->channel_count, 1) * sizeof(Channel));
	for (i = 0; i < change->channel_count; i++)
		ChannelFromRow(i, &change->channels[i]);
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

	arguments[0] = ChannelInt64Array(ids, count);
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

/* An array of values of a type by reference, of which NULL pointers are NULL. */
static Datum
ChannelArray(Datum *elements, int count, Oid type)
{
	bool	   *nulls = palloc(Max(count, 1) * sizeof(bool));
	int			dimensions[] = {count};
	int			lower_bounds[] = {1};
	int			i;

	for (i = 0; i < count; i++)
		nulls[i] = DatumGetPointer(elements[i]) == NULL;
	return PointerGetDatum(construct_md_array(elements, nulls, count > 0 ? 1 : 0, dimensions,
											  lower_bounds, type, -1, false, TYPALIGN_INT));
}

/* The columns of the channels' rows, as the first nine arguments of the statement. */
static void
ChannelRowArrays(const ChannelChange *change, Datum *arguments)
{
	int			count = change->channel_count;
	int64	   *numbers = palloc(count * 4 * sizeof(int64));
	Datum	   *elements = palloc(count * 5 * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
	{
		const Channel *c = &change->channels[i];

		CHECK_FOR_INTERRUPTS();
		numbers[i] = c->id;
		numbers[count + i] = c->expiration;
		numbers[2 * count + i] = c->nonce;
		numbers[3 * count + i] = c->payment_nonce;
		elements[i] = NumericGetDatum(c->value);
		elements[count + i] = NumericGetDatum(c->authorized);
		elements[2 * count + i] = NumericGetDatum(c->pending_amount);
		elements[3 * count + i] = NumericGetDatum(c->uncharged);
		elements[4 * count + i] = NumericIsZero(c->authorized) ? PointerGetDatum(NULL)
			: SignatureGetByteaDatum(&c->signature);
	}
	for (i = 0; i < 4; i++)
		arguments[i] = ChannelInt64Array(numbers + i * count, count);
	for (i = 0; i < 5; i++)
		arguments[4 + i] = ChannelArray(elements + i * count, count,
										i == 4 ? BYTEAOID : NUMERICOID);
}

/* The columns of the events, as the last eight. */
static void
ChannelEventArrays(const ChannelChange *change, Datum *arguments)
{
	int			count = change->event_count;
	int64	   *numbers = palloc(Max(count, 1) * 3 * sizeof(int64));
	Datum	   *elements = palloc(Max(count, 1) * 5 * sizeof(Datum));
	int			i;

	for (i = 0; i < count; i++)
	{
		const ChannelEvent *e = &change->events[i];

		CHECK_FOR_INTERRUPTS();
		numbers[i] = e->channel_id;
		numbers[count + i] = e->nonce;
		numbers[2 * count + i] = e->expiration;
		elements[i] = CStringGetTextDatum(event_names[e->kind]);
		elements[count + i] = NumericGetDatum(e->amount);
		elements[2 * count + i] = NumericGetDatum(e->planned);
		elements[3 * count + i] = NumericGetDatum(e->send_back);
		elements[4 * count + i] = e->signature == NULL ? PointerGetDatum(NULL)
			: SignatureGetByteaDatum(e->signature);
	}
	for (i = 0; i < 3; i++)
		arguments[i] = ChannelInt64Array(numbers + i * count, count);
	for (i = 0; i < 5; i++)
		arguments[3 + i] = ChannelArray(elements + i * count, count,
										i == 0 ? TEXTOID : i == 4 ? BYTEAOID : NUMERICOID);
}

void
ChannelWrite(ChannelChange *change)
{
	static Statement put = {
		"WITH state AS MATERIALIZED ("
		"  SELECT * FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2),"
		"   pg_catalog.unnest($3), pg_catalog.unnest($4), pg_catalog.unnest($5),"
		"   pg_catalog.unnest($6), pg_catalog.unnest($7), pg_catalog.unnest($8),"
		"   pg_catalog.unnest($9))"
		"   AS s(id, expiration, nonce, payment_nonce, value, authorized, pending, uncharged,"
		"    signature)"
		"), event AS MATERIALIZED ("
		"  SELECT * FROM ROWS FROM (pg_catalog.unnest($10), pg_catalog.unnest($11),"
		"   pg_catalog.unnest($12), pg_catalog.unnest($13), pg_catalog.unnest($14),"
		"   pg_catalog.unnest($15), pg_catalog.unnest($16), pg_catalog.unnest($17))"
		"   WITH ORDINALITY"
		"   AS e(channel_id, nonce, expiration, event, amount, planned, send_back, signature, n)"
		"), changed AS ("
		"  UPDATE market.channel AS c SET expiration = s.expiration, nonce = s.nonce,"
		"   payment_nonce = s.payment_nonce, value = s.value, authorized_amount = s.authorized,"
		"   pending_amount = s.pending, uncharged_amount = s.uncharged,"
		"   authorized_signature = s.signature::market.signature"
		"  FROM state AS s WHERE c.id = s.id RETURNING 1"
		"), ended AS ("
		"  DELETE FROM market.pending_claim AS p USING state AS s"
		"  WHERE p.channel_id = s.id AND (p.nonce < s.nonce OR p.nonce >= s.payment_nonce)"
		"), started AS ("
		/* the channel as it was before */
		"  INSERT INTO market.pending_claim"
		"   (channel_id, nonce, amount, signature, uncharged_amount)"
		"  SELECT e.channel_id, e.nonce, e.amount, e.signature::market.signature,"
		"   c.uncharged_amount"
		"  FROM event AS e JOIN market.channel AS c ON c.id = e.channel_id"
		"  WHERE e.event = 'start_claim'"
		"), noted AS ("
		"  INSERT INTO market.channel_event (height, block_time, channel_id, event, nonce, amount,"
		"   planned_amount, send_back_amount, expiration, signature)"
		"  SELECT k.height, k.block_time, e.channel_id, e.event, e.nonce, e.amount, e.planned,"
		"   e.send_back, nullif(e.expiration, -1), e.signature::market.signature"
		"  FROM event AS e CROSS JOIN market.clock AS k ORDER BY e.n"
		") SELECT pg_catalog.count(*) FROM changed",
		17,
		{INT8ARRAYOID, INT8ARRAYOID, INT8ARRAYOID, INT8ARRAYOID, NUMERICARRAYOID,
			NUMERICARRAYOID, NUMERICARRAYOID, NUMERICARRAYOID, BYTEAARRAYOID, INT8ARRAYOID,
		INT8ARRAYOID, INT8ARRAYOID, TEXTARRAYOID, NUMERICARRAYOID, NUMERICARRAYOID, NUMERICARRAYOID,
		BYTEAARRAYOID}
	};
	Datum		arguments[17];

	if (change->channel_count == 0)
		return;
	ChannelRowArrays(change, arguments);
	ChannelEventArrays(change, arguments + 9);
	StatementRun(&put, arguments, NULL);
	if (DatumGetInt64(StatementDatum(0, 1)) != change->channel_count)
		elog(ERROR, "a locked channel has disappeared");
	PrepaidLose(change);
	LedgerMove(change->movements, change->movement_count);
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
	if (Abs(block - height) > CHANNEL_WINDOW_BLOCKS)
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
ChannelCheckPayment(const Channel *channel, int64 nonce, Numeric amount,
					const Signature *signature)
{
	uint8		message[CLAIM_MESSAGE_SIZE];
	Address		signer;

	ChannelPaymentMessage(channel, nonce, amount, message);
	signer = ChannelSigner(signature, message, sizeof(message));
	if (!AddressEquals(&signer, &channel->signer) && !AddressEquals(&signer, &channel->sender))
		ereport(ERROR,
				(errcode(ERRCODE_MARKET_WRONG_SIGNER),
				 errmsg("payment is not signed by the signer or the sender of channel "
						INT64_FORMAT, channel->id),
				 errdetail("It was signed by %s, or for other values than escrow %s, nonce "
						   INT64_FORMAT " and amount %s.", AddressText(&signer),
						   AddressText(&channel->escrow), nonce, NumericText(amount))));
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
