/*
 * terms.c
 *		The terms of a service, as payments on channels need them, kept by the session until
 *		they change.
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "channel/price.h"
#include "core/clock.h"
#include "core/param.h"
#include "core/recall.h"
#include "core/statement.h"
#include "kernel/uint256.h"
#include "utils/builtins.h"

/* organization, service and method */
#define TERMS_NAMES_SIZE 200

/* a hash key: no byte of it is left to chance */
typedef struct TermsKey
{
	uint8		group_id[UINT256_SIZE];
	char		names[TERMS_NAMES_SIZE];
} TermsKey;

typedef struct TermsKept
{
	TermsKey	key;
	Address		recipient;
	int64		threshold;
	Numeric		listed_price;
	bool		is_dynamic;
	bool		guarded;
} TermsKept;

/* What terms are kept under; false for names that are too long. */
static bool
TermsMakeKey(const Terms *terms, Datum group_id, TermsKey *key)
{
	const char *names[] = {terms->organization_id, terms->service_id, terms->method};
	char	   *end = key->names;
	int			i;

	memset(key, 0, sizeof(*key));
	memcpy(key->group_id, VARDATA_ANY(DatumGetPointer(group_id)), UINT256_SIZE);
	/* each begins with a byte of its own: an empty method is not the same as none */
	for (i = 0; i < lengthof(names) && names[i] != NULL; i++)
	{
		size_t		size = strlen(names[i]) + 1;

		if (size + 1 > key->names + sizeof(key->names) - end)
			return false;
		*end++ = '+';
		memcpy(end, names[i], size);
		end += size;
	}
	return true;
}

/* Read what is to be kept of a group; false when there is no such. */
static bool
TermsReadGroup(const Terms *terms, Datum group_id, TermsKept *found, bool *is_lasting)
{
	static Statement get = {
		"SELECT payment_address, payment_expiration_threshold,"
		" coalesce(fixed_price, (method_prices ->> $4)::numeric), is_dynamic, guarded, xmin"
		" FROM market.service_group"
		" WHERE organization_id = $1 AND service_id = $2 AND group_id = $3",
		4, {TEXTOID, TEXTOID, BYTEAOID, TEXTOID}
	};
	Datum		arguments[] = {
		CStringGetTextDatum(terms->organization_id), CStringGetTextDatum(terms->service_id),
		group_id, terms->method == NULL ? (Datum) 0 : CStringGetTextDatum(terms->method)
	};
	bool		no_price;
	Datum		price;

	if (StatementReadLatest(&get, arguments, terms->method == NULL ? "   n" : NULL) == 0)
		return false;
	found->recipient = *DatumGetAddressP(StatementDatum(0, 1));
	found->threshold = DatumGetInt64(StatementDatum(0, 2));
	price = StatementValue(0, 3, &no_price);
	found->listed_price = no_price ? NULL : DatumGetNumeric(price);
	found->is_dynamic = DatumGetBool(StatementDatum(0, 4));
	found->guarded = DatumGetBool(StatementDatum(0, 5));
	*is_lasting = !no_price && !TransactionIdIsCurrentTransactionId(
		DatumGetTransactionId(StatementDatum(0, 6)));
	return true;
}

/* What is kept of a group, or was just read into "found"; NULL when there is none. */
static const TermsKept *
TermsFind(const Terms *terms, Datum group_id, TermsKept *found)
{
	static RecallRows rows = {
		.table = {"service_group"}, .key_size = sizeof(TermsKey), .entry_size = sizeof(TermsKept)
	};
	bool		has_key = TermsMakeKey(terms, group_id, &found->key);
	TermsKept  *entry = has_key ? RecallFindRow(&rows, &found->key) : NULL;
	MemoryContext room;
	MemoryContext saved;
	bool		is_lasting;

	if (entry != NULL)
		return entry;
	if (!TermsReadGroup(terms, group_id, found, &is_lasting))
		return NULL;
	room = has_key && is_lasting ? RecallRoom(&rows) : NULL;
	if (room == NULL)
		return found;

	saved = MemoryContextSwitchTo(room);
	found->listed_price = DatumGetNumericCopy(NumericGetDatum(found->listed_price));
	MemoryContextSwitchTo(saved);
	entry = RecallEnterRow(&rows, &found->key);
	*entry = *found;
	return entry;
}

bool
TermsRecall(Terms *terms, Datum group_id, const Address *recipient, const char *denom)
{
	const Params *params;
	const TermsKept *group;
	TermsKept	found;
	Clock		clock;

	/* such a transaction pays what its snapshot says, and its former prices with it */
	if (IsolationUsesXactSnapshot())
		return TermsRead(terms, group_id, recipient, denom);

	group = TermsFind(terms, group_id, &found);
	if (group == NULL || !AddressEquals(&group->recipient, recipient))
		return false;
	params = ParamNow();
	if (strcmp(params->channel_denom, denom) != 0)
		return false;
	clock = ClockNow();
	terms->group_id = group_id;
	terms->recipient = group->recipient;
	terms->threshold = group->threshold;
	terms->is_dynamic = group->is_dynamic;
	terms->guarded = group->guarded;
	/* what is kept may be forgotten while a pricing function runs */
	terms->listed_price = group->listed_price == NULL ? NULL
		: DatumGetNumericCopy(NumericGetDatum(group->listed_price));
	terms->escrow = params->escrow;
	terms->metering = params->metering;
	terms->height = clock.height;
	terms->block_time = clock.time;
	return true;
}
