/*
 * batch.c
 *		Batches: the requests that a context makes at one time.
 *
 * Offers are read as one set; which contexts get a batch is decided here, one
 * after the other, because each may spend what the next one needs; and what was
 * decided is written as one set again.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "core/ledger.h"
#include "core/statement.h"
#include "kernel/decimal.h"
#include "kernel/uint256.h"
#include "miscadmin.h"
#include "service/announce.h"
#include "service/batch.h"
#include "service/batch_row.h"
#include "service/exchange.h"
#include "type/amount.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"

/* Money of one consumer in one denom that batches may spend. */
typedef struct PurseKey
{
	Address		consumer;
	char		denom[DENOM_SIZE];
} PurseKey;

typedef struct Purse
{
	PurseKey	key;			/* must be first */
	Numeric		left;
	Numeric		spent;
} Purse;

/* The worth of a token in the base denom; without a rate, "rate" is NULL. */
typedef struct Rate
{
	char	   *denom;
	Numeric		rate;
	struct Rate *next;
} Rate;

/* What a batch of one context will spend, by denom. */
typedef struct Bill
{
	int			count;
	Purse	   *purses[BATCH_REQUESTS_MAX];
	Numeric		amounts[BATCH_REQUESTS_MAX];
} Bill;

static Numeric
BatchRate(Rate **rates, const char *denom)
{
	Rate	   *rate;

	for (rate = *rates; rate != NULL; rate = rate->next)
		if (strcmp(rate->denom, denom) == 0)
			return rate->rate;
	rate = palloc(sizeof(Rate));
	rate->denom = pstrdup(denom);
	rate->rate = ExchangeRate(denom, NULL);
	rate->next = *rates;
	*rates = rate;
	return rate->rate;
}

/*
 * A price in the base denom, truncated as coins are; NULL when it is beyond
 * any amount.
 */
static Numeric
BatchWorth(Numeric price, Numeric rate)
{
	char	   *price_text = NumericText(price);
	char	   *rate_text = NumericText(rate);
	uint8		number32[UINT256_SIZE];
	Decimal		worth;
	Decimal		factor;

	if (DecimalFromText(price_text, strlen(price_text), &worth) != DECIMAL_OK ||
		DecimalFromText(rate_text, strlen(rate_text), &factor) != DECIMAL_OK ||
		DecimalMultiply(&worth, &factor, &worth) != DECIMAL_OK ||
		DecimalToUint256(&worth, number32) != DECIMAL_OK)
		return NULL;
	return Uint256ToNumeric(number32);
}

/*
 * Keep the offers that the cap of the context allows.  A price in another token
 * is compared by its worth; without a rate the whole batch is off.
 */
static void
BatchFilter(BatchContext *context, BatchOffer *offers, Rate **rates)
{
	int			i;

	context->kept = 0;
	for (i = context->first; i < context->first + context->offered; i++)
	{
		Numeric		worth = offers[i].fee;

		if (!offers[i].is_base)
		{
			Numeric		rate = BatchRate(rates, offers[i].denom);

			if (rate == NULL)
			{
				context->fate = BATCH_NO_RATE;
				context->missing_denom = offers[i].denom;
				return;
			}
			worth = BatchWorth(offers[i].price, rate);
		}
		if (worth != NULL && NumericCompare(worth, context->cap) <= 0)
			offers[context->first + context->kept++] = offers[i];
	}
	context->fate = context->kept == 0 || context->kept < context->threshold
		? BATCH_SKIPPED : BATCH_STARTED;
}

static HTAB *
PurseTable(void)
{
	HASHCTL		control;

	control.keysize = sizeof(PurseKey);
	control.entrysize = sizeof(Purse);
	control.hcxt = CurrentMemoryContext;
	return hash_create("purses", 256, &control, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

static Purse *
PurseFind(HTAB *purses, const Address *consumer, const char *denom)
{
	PurseKey	key;
	Purse	   *purse;
	bool		found;

	memset(&key, 0, sizeof(key));
	key.consumer = *consumer;
	strlcpy(key.denom, denom, sizeof(key.denom));
	purse = hash_search(purses, &key, HASH_ENTER, &found);
	if (!found)
		purse->left = NULL;
	return purse;
}

/* Lock the balances of all purses and fill them. */
static void
PurseFill(HTAB *purses)
{
	int			count = hash_get_num_entries(purses);
	const Address **accounts = palloc(Max(count, 1) * sizeof(Address *));
	const char **denoms = palloc(Max(count, 1) * sizeof(char *));
	Purse	  **entries = palloc(Max(count, 1) * sizeof(Purse *));
	Numeric    *balances = palloc(Max(count, 1) * sizeof(Numeric));
	HASH_SEQ_STATUS scan;
	Purse	   *purse;
	int			i = 0;

	hash_seq_init(&scan, purses);
	while ((purse = hash_seq_search(&scan)) != NULL)
	{
		accounts[i] = &purse->key.consumer;
		denoms[i] = purse->key.denom;
		entries[i++] = purse;
	}
	LedgerLock(accounts, denoms, count, balances);
	for (i = 0; i < count; i++)
	{
		entries[i]->left = balances[i];
		entries[i]->spent = NumericFromInt64(0);
	}
}

/* Sum the fees of a context's batch by denom. */
static void
BillMake(const BatchContext *context, const BatchOffer *offers, HTAB *purses, Bill *bill)
{
	int			i;
	int			k;

	bill->count = 0;
	for (i = context->first; i < context->first + context->kept; i++)
	{
		Purse	   *purse;

		if (NumericIsZero(offers[i].fee))
			continue;
		purse = PurseFind(purses, &context->consumer, offers[i].denom);
		for (k = 0; k < bill->count && bill->purses[k] != purse; k++)
			;
		if (k == bill->count)
		{
			bill->purses[k] = purse;
			bill->amounts[k] = offers[i].fee;
			bill->count++;
		}
		else
			bill->amounts[k] = NumericAdd(bill->amounts[k], offers[i].fee);
	}
}

/* Pay a bill out of the purses, all or nothing. */
static bool
BillPay(const Bill *bill)
{
	int			k;

	for (k = 0; k < bill->count; k++)
		if (NumericCompare(bill->purses[k]->left, bill->amounts[k]) < 0)
			return false;
	for (k = 0; k < bill->count; k++)
	{
		Purse	   *purse = bill->purses[k];

		purse->left = NumericSubtract(purse->left, bill->amounts[k]);
		purse->spent = NumericAdd(purse->spent, bill->amounts[k]);
	}
	return true;
}

/*
 * Move what was spent into escrow: one movement per consumer and denom.  That of
 * a single context names it.
 */
static void
PurseMove(HTAB *purses, const BatchPlan *plan)
{
	Movement   *movements = palloc(Max(hash_get_num_entries(purses), 1) * sizeof(Movement));
	HASH_SEQ_STATUS scan;
	Purse	   *purse;
	int			count = 0;

	hash_seq_init(&scan, purses);
	while ((purse = hash_seq_search(&scan)) != NULL)
	{
		Movement   *movement = &movements[count++];

		movement->debit = movement->credit = &purse->key.consumer;
		movement->debit_kind = MONEY_SPENDABLE;
		movement->credit_kind = MONEY_ESCROW;
		movement->denom = purse->key.denom;
		movement->amount = purse->spent;
		movement->reason = "new_batch";
		movement->reference = plan->context_count > 1 ? NULL
			: psprintf(INT64_FORMAT, plan->contexts[0].id);
	}
	LedgerMove(movements, count);
}

/* Take the fees of all batches, in order; who cannot pay gets none. */
static void
BatchPay(BatchPlan *plan)
{
	HTAB	   *purses = PurseTable();
	Bill		bill;
	int			i;

	for (i = 0; i < plan->context_count; i++)
		if (plan->contexts[i].fate == BATCH_STARTED)
			BillMake(&plan->contexts[i], plan->offers, purses, &bill);
	PurseFill(purses);
	for (i = 0; i < plan->context_count; i++)
	{
		BatchContext *context = &plan->contexts[i];

		CHECK_FOR_INTERRUPTS();
		if (context->fate != BATCH_STARTED)
			continue;
		BillMake(context, plan->offers, purses, &bill);
		if (!BillPay(&bill))
			context->fate = BATCH_NO_FUNDS;
	}
	PurseMove(purses, plan);
	hash_destroy(purses);
}

void
BatchStart(const int64 *context_ids, int count, const Clock *clock, bool notify)
{
	BatchPlan	plan;
	Rate	   *rates = NULL;
	int			i;

	BatchRead(&plan, context_ids, count, clock);
	for (i = 0; i < plan.context_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		BatchFilter(&plan.contexts[i], plan.offers, &rates);
	}
	BatchPay(&plan);
	plan.notify = notify;
	BatchWrite(&plan, clock);
	if (notify)
		AnnounceRequests(context_ids, count);
}
