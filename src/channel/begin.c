/*
 * begin.c
 *		The first step of a payment in two: the total is checked, and the channel held.
 *
 * Source: SingularityNET daemon, lock and transaction of a payment.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "channel/payment.h"
#include "channel/reservation.h"
#include "core/arguments.h"
#include "core/statement.h"
#include "datatype/timestamp.h"
#include "miscadmin.h"
#include "storage/latch.h"
#include "type/amount.h"
#include "utils/memutils.h"
#include "utils/resowner.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

PG_FUNCTION_INFO_V1(market_begin_payment);

/* how long to sleep between two attempts, in milliseconds */
#define BEGIN_NAP_MIN 1
#define BEGIN_NAP_MAX 20

/* The current block: while the function waited, time went on. */
static int64
BeginHeight(void)
{
	static Statement clock = {"SELECT height FROM market.clock", 0};

	StatementRun(&clock, NULL, NULL);
	return DatumGetInt64(StatementDatum(0, 1));
}

/*
 * Let only those go on who may act for the channel's recipient: who begins a payment
 * holds the channel against claims, and can take the payment back.  Returns how many
 * blocks a lease usually has.
 */
static int64
BeginRequire(const Caller *caller, int64 channel_id)
{
	static Statement get = {
		"SELECT c.recipient, p.payment_lease"
		" FROM market.channel AS c CROSS JOIN market.params AS p WHERE c.id = $1",
		1, {INT8OID}
	};
	Datum		arguments[] = {Int64GetDatum(channel_id)};
	Address		recipient;
	int64		usual_lease;

	if (StatementRun(&get, arguments, NULL) == 0)
		ChannelNotFound(channel_id);
	recipient = *DatumGetAddressP(StatementDatum(0, 1));
	usual_lease = DatumGetInt64(StatementDatum(0, 2));
	CallerRequireAccount(caller, &recipient);
	return usual_lease;
}

/* Lock the channel if it has room for one more payment; reads what the payment builds on. */
static bool
BeginTry(Payment *payment, int32 concurrent)
{
	if (!PaymentTryLock(payment))
		return false;
	/* nothing has begun that did not end */
	if (payment->channel.reserved_until == 0)
		return true;
	payment->channel.height = BeginHeight();
	return ReservationCount(&payment->channel, &payment->base) < concurrent;
}

/*
 * The same in a subtransaction, which gives up the lock when there is no room: to wait
 * with it would keep waiting who could make room.
 */
static bool
BeginTryAgain(Payment *payment, int32 concurrent)
{
	MemoryContext context = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	ErrorData  *volatile error = NULL;
	volatile bool has_room = false;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(context);
	PG_TRY();
	{
		has_room = BeginTry(payment, concurrent);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(context);
		error = CopyErrorData();
		FlushErrorState();
	}
	PG_END_TRY();

	if (has_room)
		ReleaseCurrentSubTransaction();
	else
		RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(context);
	CurrentResourceOwner = owner;
	if (error != NULL)
		ReThrowError(error);
	return has_room;
}

/* Wait, open to cancellation, for the channel to have room; false when time is up. */
static bool
BeginWait(Payment *payment, int32 concurrent, TimestampTz until)
{
	long		nap = BEGIN_NAP_MIN;

	while (!BeginTryAgain(payment, concurrent))
	{
		long		rest = TimestampDifferenceMilliseconds(GetCurrentTimestamp(), until);

		/* an unknown channel is none to wait for */
		(void) ChannelLatest(payment->channel.id);
		if (rest <= 0)
			return false;
		(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
						 Min(nap, rest), PG_WAIT_EXTENSION);
		ResetLatch(MyLatch);
		CHECK_FOR_INTERRUPTS();
		nap = Min(nap * 2, BEGIN_NAP_MAX);
	}
	return true;
}

/* The time until which argument n says to wait: 0 for not at all. */
static TimestampTz
BeginDeadline(FunctionCallInfo fcinfo, int n)
{
	Interval   *wait;

	ArgumentRequire(fcinfo, n, "wait");
	wait = PG_GETARG_INTERVAL_P(n);
	if (wait->month != 0 || wait->day < 0 || wait->day > 1 || wait->time < 0 ||
		wait->time > USECS_PER_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"wait\" must be an interval from 0 to a day")));
	if (wait->day == 0 && wait->time == 0)
		return 0;
	return GetCurrentTimestamp() + wait->day * USECS_PER_DAY + wait->time;
}

/* How many payments argument n lets be open at once. */
static int32
BeginConcurrent(FunctionCallInfo fcinfo, int n)
{
	int32		concurrent;

	ArgumentRequire(fcinfo, n, "concurrent");
	concurrent = PG_GETARG_INT32(n);
	if (concurrent < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"concurrent\" must be at least 1")));
	return concurrent;
}

/* The row of a payment that was checked.  It ends while the recipient has time to claim. */
static Reservation
BeginReservation(const Payment *payment, int64 expiration)
{
	Reservation reservation = {
		.channel_id = payment->channel.id, .nonce = payment->channel.payment_nonce,
		.amount = payment->amount, .signature = payment->signature, .price = payment->price,
		.expiration = Min(expiration, payment->channel.expiration - payment->terms.threshold)
	};

	return reservation;
}

/*
 * begin_payment(channel_id bigint, nonce numeric, amount numeric, signature signature,
 *		organization_id text, service_id text, method text, request jsonb, quote_id bigint,
 *		lease bigint, concurrent integer, wait interval, idempotency_key text)
 *		returns record (payment_token uuid, price numeric, expiration bigint)
 */
Datum
market_begin_payment(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	Payment		payment;
	Reservation reservation;
	int32		concurrent;
	TimestampTz until;
	int64		usual_lease;
	int64		expiration;
	Datum		values[3];
	bool		nulls[3] = {false};
	Caller		caller;
	Idempotency once;

	PaymentArguments(fcinfo, &payment);
	concurrent = BeginConcurrent(fcinfo, 10);
	until = BeginDeadline(fcinfo, 11);
	CallerEnter(&caller);
	usual_lease = BeginRequire(&caller, payment.channel.id);
	if (PaymentBegin(&once, fcinfo, &caller, payment.channel.id))
		return IdempotencyAnswer(&once, &caller);
	if (until == 0 ? !BeginTry(&payment, concurrent) : !BeginWait(&payment, concurrent, until))
		PaymentNotLocked(payment.channel.id);
	PaymentTerms(&payment, true);
	expiration = ReservationExpiration(fcinfo, 9, usual_lease, payment.channel.height);
	PaymentCheck(&payment);

	reservation = BeginReservation(&payment, expiration);
	ReservationAnswer(ReservationInsert(&reservation, &payment.terms), &reservation, context,
					  values);
	IdempotencyRow(&once, values, nulls);
	IdempotencyKeepRows(&once);
	CallerLeave(&caller);
	return StatementRecord(fcinfo, values, nulls);
}
