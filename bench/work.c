/*
 * work.c
 *		What the clients do: update a plain row, pay on a channel, claim channels.
 */
#include "drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crew.h"

/* bigint in text form */
#define NUMBER_TEXT_SIZE 21

/*
 * UPDATE of one row by primary key, the same as bench/update.sql for pgbench.
 */

typedef struct Update
{
	PGconn	   *session;
	char		id[NUMBER_TEXT_SIZE];
} Update;

static void *
UpdatePrepare(int member)
{
	Update	   *update = Allocate(sizeof(Update));

	update->session = SessionOpen("UPDATE bench.plain SET amount = amount + 1 WHERE id = $1");
	snprintf(update->id, sizeof(update->id), "%d", member);
	return update;
}

static bool
UpdateStep(void *state)
{
	Update	   *update = state;
	const char *values[] = { update->id };

	SessionWork(update->session, 1, values);
	return true;
}

double
UpdateRate(int clients, double seconds)
{
	static const CrewTask task = { UpdatePrepare, UpdateStep };

	return CrewRate(&task, clients, seconds);
}

/*
 * Payments: client N pays on channel N, one cog more each time.  Signatures are made
 * before the clock starts; a client that has none left stops.
 */

typedef struct Payment
{
	PGconn	   *session;
	char		channel_id[NUMBER_TEXT_SIZE];
	char		nonce[NUMBER_TEXT_SIZE];
	long		amount;			/* signed last */
	long		next;			/* of the signatures */
	char		(*signatures)[SIGNATURE_TEXT_SIZE];
} Payment;

static long payment_signatures;

static void *
PaymentPrepare(int member)
{
	Payment    *payment = Allocate(sizeof(Payment));
	Wallet		wallet;
	PGresult   *result;
	char		query[200];
	long		i;

	payment->session = SessionOpen("SELECT market.authorize_payment("
								   "$1, $2, $3, $4, 'bench', 'sum')");
	WalletOpen(payment->session, &wallet);
	snprintf(payment->channel_id, sizeof(payment->channel_id), "%d", member);
	snprintf(query, sizeof(query),
			 "SELECT payment_nonce, authorized_amount FROM market.channel WHERE id = %d", member);
	result = SessionQuery(payment->session, query);
	if (PQntuples(result) != 1)
		CrewFail("no channel %d", member);
	snprintf(payment->nonce, sizeof(payment->nonce), "%s", PQgetvalue(result, 0, 0));
	payment->amount = atol(PQgetvalue(result, 0, 1));
	PQclear(result);

	payment->next = 0;
	payment->signatures = Allocate(payment_signatures * sizeof(*payment->signatures));
	for (i = 0; i < payment_signatures; i++)
		WalletSign(&wallet, member, atol(payment->nonce), payment->amount + 1 + i,
				   payment->signatures[i]);
	return payment;
}

static bool
PaymentStep(void *state)
{
	Payment    *payment = state;
	char		amount[NUMBER_TEXT_SIZE];
	const char *values[] = { payment->channel_id, payment->nonce, amount, NULL };

	if (payment->next >= payment_signatures)
		return false;

	snprintf(amount, sizeof(amount), "%ld", ++payment->amount);
	values[3] = payment->signatures[payment->next++];
	SessionWork(payment->session, 4, values);
	return true;
}

double
PaymentRate(int clients, double seconds, long signatures)
{
	static const CrewTask task = { PaymentPrepare, PaymentStep };

	payment_signatures = signatures;
	return CrewRate(&task, clients, seconds);
}

/*
 * Claims of one cog on every channel of bench.claimed, "batch" of them per call.
 */

typedef struct Texts
{
	char	   *ids;
	char	   *amounts;
	char	   *signatures;
	char	   *send_backs;
} Texts;

/* Append an item to the text of an array whose items need no quotes. */
static char *
ArrayAppend(char *end, const char *item, bool first)
{
	return end + sprintf(end, "%s%s", first ? "{" : ",", item);
}

/* Sign "count" claims and write them as the arrays of claim_channels. */
static Texts
ClaimSign(const Wallet *wallet, const PGresult *channels, int from, int count, int pass)
{
	Texts		texts = {
		Allocate((size_t) count * NUMBER_TEXT_SIZE + 2),
		Allocate((size_t) count * 2 + 2),
		Allocate((size_t) count * SIGNATURE_TEXT_SIZE + 2),
		Allocate((size_t) count * 2 + 2)
	};
	char	   *ends[] = { texts.ids, texts.amounts, texts.signatures, texts.send_backs };
	int			i;

	for (i = 0; i < count; i++)
	{
		char	   *id = PQgetvalue(channels, from + i, 0);
		long		nonce = atol(PQgetvalue(channels, from + i, 1)) + pass;
		char		signature[SIGNATURE_TEXT_SIZE];

		WalletSign(wallet, atol(id), nonce, 1, signature);
		ends[0] = ArrayAppend(ends[0], id, i == 0);
		ends[1] = ArrayAppend(ends[1], "1", i == 0);
		ends[2] = ArrayAppend(ends[2], signature, i == 0);
		ends[3] = ArrayAppend(ends[3], "f", i == 0);
	}
	for (i = 0; i < 4; i++)
		strcpy(ends[i], "}");
	return texts;
}

/* Claim all channels once; returns the seconds without those for signing. */
static double
ClaimPass(PGconn *session, const Wallet *wallet, const PGresult *channels, int batch, int pass)
{
	double		seconds = 0;
	int			count = PQntuples(channels);
	int			from;

	for (from = 0; from < count; from += batch)
	{
		int			size = count - from < batch ? count - from : batch;
		Texts		texts = ClaimSign(wallet, channels, from, size, pass);
		const char *values[] = { wallet->recipient, texts.ids, texts.amounts, texts.amounts,
								 texts.signatures, texts.send_backs };
		double		begin = CrewClock();

		SessionWork(session, 6, values);
		seconds += CrewClock() - begin;

		free(texts.ids);
		free(texts.amounts);
		free(texts.signatures);
		free(texts.send_backs);
	}
	return seconds;
}

double
ClaimTime(int batch, int passes)
{
	PGconn	   *session = SessionOpen("SELECT market.claim_channels($1, $2, $3, $4, $5, $6)");
	Wallet		wallet;
	PGresult   *channels;
	double		seconds = 0;
	int			pass;

	if (batch < 1 || passes < 1)
		CrewFail("batch and passes must be positive");

	WalletOpen(session, &wallet);
	channels = SessionQuery(session,
							"SELECT c.id, c.nonce FROM market.channel AS c"
							" JOIN bench.claimed USING (id) ORDER BY c.id");
	for (pass = 0; pass < passes; pass++)
		seconds += ClaimPass(session, &wallet, channels, batch, pass);

	return seconds * 1e6 / ((double) PQntuples(channels) * passes);
}
