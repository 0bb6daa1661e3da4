/*
 * explain.c
 *		What a signed message says, and who signed it.
 */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "kernel/addresstext.h"
#include "kernel/uint256.h"
#include "type/address.h"
#include "type/amount.h"
#include "type/signature.h"

#define EXPLAIN_FIELDS_MAX 8

PG_FUNCTION_INFO_V1(market_explain_signature);

typedef enum ExplainType
{
	EXPLAIN_END = 0,
	EXPLAIN_ADDRESS,			/* 20 bytes */
	EXPLAIN_NUMBER,				/* 32 bytes, and so the others */
	EXPLAIN_BYTES32,
	EXPLAIN_NUMBERS				/* as many as fit before the next field, which is the last */
} ExplainType;

/* A message whose layout shows from its bytes. */
typedef struct ExplainLayout
{
	const char *kind;
	const char *prefix;
	struct
	{
		const char *name;
		ExplainType type;
	}			fields[EXPLAIN_FIELDS_MAX + 1];
} ExplainLayout;

/* Source: MultiPartyEscrow contract, SingularityNET daemon; see kernel/packing.h. */
static const ExplainLayout layouts[] = {
	{"claim", "__MPE_claim_message",
		{{"escrow", EXPLAIN_ADDRESS}, {"channel_id", EXPLAIN_NUMBER}, {"nonce", EXPLAIN_NUMBER},
	{"amount", EXPLAIN_NUMBER}}},
	{"open_channel", "__openChannelByThirdParty",
		{{"escrow", EXPLAIN_ADDRESS}, {"funder", EXPLAIN_ADDRESS}, {"signer", EXPLAIN_ADDRESS},
			{"recipient", EXPLAIN_ADDRESS}, {"group_id", EXPLAIN_BYTES32},
			{"value", EXPLAIN_NUMBER},
	{"expiration", EXPLAIN_NUMBER}, {"message_nonce", EXPLAIN_NUMBER}}},
	{"channel_state", "__get_channel_state",
		{{"escrow", EXPLAIN_ADDRESS}, {"channel_id", EXPLAIN_NUMBER},
	{"current_block", EXPLAIN_NUMBER}}},
	{"list_unclaimed", "__list_unclaimed",
	{{"escrow", EXPLAIN_ADDRESS}, {"current_block", EXPLAIN_NUMBER}}},
	{"list_in_progress", "__list_in_progress",
	{{"escrow", EXPLAIN_ADDRESS}, {"current_block", EXPLAIN_NUMBER}}},
	{"start_claim", "__start_claim",
		{{"escrow", EXPLAIN_ADDRESS}, {"channel_id", EXPLAIN_NUMBER},
	{"nonce", EXPLAIN_NUMBER}}},
	{"start_claims", "__StartClaimForMultipleChannels_",
		{{"escrow", EXPLAIN_ADDRESS}, {"channel_ids", EXPLAIN_NUMBERS},
	{"current_block", EXPLAIN_NUMBER}}},
	{"operator", "_GetConfiguration", {{"current_block", EXPLAIN_NUMBER}}},
	{"operator", "_UpdateConfiguration", {{"current_block", EXPLAIN_NUMBER}}},
	{"operator", "_StopProcessingRequests", {{"current_block", EXPLAIN_NUMBER}}},
	{"operator", "_StartProcessingRequests", {{"current_block", EXPLAIN_NUMBER}}},
	{"operator", "_IsDaemonProcessingRequests", {{"current_block", EXPLAIN_NUMBER}}},
};

/* Do prefix and length of a message fit a layout?  Out: the numbers of a list. */
static bool
ExplainFits(const ExplainLayout *layout, const uint8 *message, size_t length, size_t *numbers)
{
	size_t		size = strlen(layout->prefix);
	bool		has_list = false;
	int			i;

	if (length < size || memcmp(message, layout->prefix, size) != 0)
		return false;
	for (i = 0; layout->fields[i].type != EXPLAIN_END; i++)
	{
		if (layout->fields[i].type == EXPLAIN_NUMBERS)
			has_list = true;
		else
			size += layout->fields[i].type == EXPLAIN_ADDRESS ? ADDRESS_SIZE : UINT256_SIZE;
	}
	*numbers = has_list && length >= size ? (length - size) / UINT256_SIZE : 0;
	return length == size + *numbers * UINT256_SIZE;
}

/* Add a value that stands at a place; returns the place of the next. */
static const uint8 *
ExplainValue(JsonbParseState **state, JsonbIteratorToken token, ExplainType type,
			 const uint8 *place)
{
	JsonbValue	value = {.type = jbvString};
	char		text[2 + 2 * UINT256_SIZE + 1];

	if (type == EXPLAIN_NUMBER)
	{
		value.type = jbvNumeric;
		value.val.numeric = Uint256ToNumeric(place);
	}
	else
	{
		if (type == EXPLAIN_ADDRESS)
			AddressToText(place, text);
		else
			HexToText(place, UINT256_SIZE, text);
		value.val.string.val = pstrdup(text);
		value.val.string.len = strlen(text);
	}
	pushJsonbValue(state, token, &value);
	return place + (type == EXPLAIN_ADDRESS ? ADDRESS_SIZE : UINT256_SIZE);
}

/* The fields of a message, as an object of their names. */
static Jsonb *
ExplainFields(const ExplainLayout *layout, const uint8 *message, size_t numbers)
{
	const uint8 *place = message + strlen(layout->prefix);
	JsonbParseState *state = NULL;
	int			i;
	size_t		n;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (i = 0; layout->fields[i].type != EXPLAIN_END; i++)
	{
		JsonbValue	name = {.type = jbvString};

		name.val.string.val = (char *) layout->fields[i].name;
		name.val.string.len = strlen(layout->fields[i].name);
		pushJsonbValue(&state, WJB_KEY, &name);
		if (layout->fields[i].type != EXPLAIN_NUMBERS)
		{
			place = ExplainValue(&state, WJB_VALUE, layout->fields[i].type, place);
			continue;
		}
		pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
		for (n = 0; n < numbers; n++)
		{
			CHECK_FOR_INTERRUPTS();
			place = ExplainValue(&state, WJB_ELEM, EXPLAIN_NUMBER, place);
		}
		pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/*
 * explain_signature(message bytea, signature signature)
 *		returns record (kind text, prefix text, fields jsonb, signer address)
 */
Datum
market_explain_signature(PG_FUNCTION_ARGS)
{
	bytea	   *given = PG_GETARG_BYTEA_PP(0);
	const uint8 *message = (uint8 *) VARDATA_ANY(given);
	size_t		length = VARSIZE_ANY_EXHDR(given);
	Address    *signer = (Address *) palloc(sizeof(Address));
	Datum		values[4] = {0};
	bool		nulls[4] = {true, true, true, true};
	TupleDesc	columns;
	size_t		numbers;
	int			i;

	for (i = 0; i < lengthof(layouts); i++)
	{
		if (!ExplainFits(&layouts[i], message, length, &numbers))
			continue;
		values[0] = CStringGetTextDatum(layouts[i].kind);
		values[1] = CStringGetTextDatum(layouts[i].prefix);
		values[2] = JsonbPGetDatum(ExplainFields(&layouts[i], message, numbers));
		nulls[0] = nulls[1] = nulls[2] = false;
		break;
	}
	nulls[3] = !SignatureSigner(PG_GETARG_SIGNATURE_P(1), message, length, signer);
	values[3] = AddressPGetDatum(signer);
	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), values, nulls));
}
