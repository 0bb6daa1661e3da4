/*
 * abi.c
 *		Calls and events of contracts, encoded as a chain has them.
 *
 * Arguments come as a JSON array, in the order of the types: numbers as JSON numbers or
 * decimal text, addresses and bytes32 as "0x" text, lists as arrays.
 *
 * Source: Solidity, contract ABI specification, for the types of the escrow contract:
 * uint8, uint256, address, bytes32, bool, and lists of these.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "kernel/addresstext.h"
#include "kernel/keccak.h"
#include "kernel/uint256.h"
#include "type/address.h"
#include "type/amount.h"
#include "type/bytes.h"

#define ABI_WORD UINT256_SIZE
#define ABI_SELECTOR_SIZE 4
#define ABI_ARGUMENTS_MAX 32
#define ABI_ELEMENTS_MAX 100000

PG_FUNCTION_INFO_V1(market_abi_encode);
PG_FUNCTION_INFO_V1(market_contract_call);

typedef enum AbiType
{
	ABI_UINT8, ABI_UINT256, ABI_ADDRESS, ABI_BYTES32, ABI_BOOL
} AbiType;

typedef struct AbiArgument
{
	AbiType		type;
	bool		is_list;
} AbiArgument;

static const char *const abi_types[] = {"uint8", "uint256", "address", "bytes32", "bool"};

static void
AbiRefuseSignature(const char *signature)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid signature of a contract's function: \"%s\"", signature),
			 errdetail("It is a name and types in parentheses, without blanks, such as"
					   " \"transfer(address,uint256)\".  Types are uint8, uint256, address,"
					   " bytes32, bool, and lists of these.")));
}

/*
 * Read the types between the parentheses of a signature.
 *
 * Out:	arguments: ABI_ARGUMENTS_MAX of them at most
 * Returns their number.
 * Errors: 22P02 for anything else.
 */
static int
AbiSignature(const char *signature, AbiArgument *arguments)
{
	const char *place = strchr(signature, '(');
	int			count = 0;

	if (place == NULL)
		AbiRefuseSignature(signature);
	place++;
	if (strcmp(place, ")") == 0)
		return 0;
	for (;;)
	{
		size_t		length = strcspn(place, "[],)");
		int			type;

		if (count == ABI_ARGUMENTS_MAX)
			AbiRefuseSignature(signature);
		for (type = 0; type < lengthof(abi_types); type++)
			if (strlen(abi_types[type]) == length &&
				strncmp(abi_types[type], place, length) == 0)
				break;
		if (type == lengthof(abi_types))
			AbiRefuseSignature(signature);
		place += length;
		arguments[count].type = (AbiType) type;
		arguments[count].is_list = strncmp(place, "[]", 2) == 0;
		if (arguments[count++].is_list)
			place += 2;
		if (strcmp(place, ")") == 0)
			return count;
		if (*place++ != ',')
			AbiRefuseSignature(signature);
	}
}

static void
AbiRefuseValue(AbiType type, int n)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument %d of the contract's function is not of type %s", n + 1,
					abi_types[type])));
}

/* A number that is a JSON number or decimal text. */
static void
AbiNumber(const JsonbValue *value, AbiType type, int n, uint8 *word)
{
	int			i;

	if (value->type == jbvNumeric)
		NumericToUint256(value->val.numeric, "a number of a contract's call", word);
	else if (value->type != jbvString ||
			 memchr(value->val.string.val, '.', value->val.string.len) != NULL ||
			 Uint256FromText(value->val.string.val, value->val.string.len, word) != UINT256_OK)
		AbiRefuseValue(type, n);
	for (i = 0; type == ABI_UINT8 && i < ABI_WORD - 1; i++)
		if (word[i] != 0)
			AbiRefuseValue(type, n);
}

/* Append one value, which takes one word. */
static void
AbiWord(StringInfo out, const JsonbValue *value, AbiType type, int n)
{
	uint8		word[ABI_WORD] = {0};

	switch (type)
	{
		case ABI_UINT8:
		case ABI_UINT256:
			AbiNumber(value, type, n, word);
			break;
		case ABI_ADDRESS:
			if (value->type != jbvString ||
				AddressFromText(value->val.string.val, value->val.string.len,
								word + ABI_WORD - ADDRESS_SIZE) != ADDRESS_OK)
				AbiRefuseValue(type, n);
			break;
		case ABI_BYTES32:
			if (value->type != jbvString ||
				!HexFromText(value->val.string.val, value->val.string.len, word, ABI_WORD))
				AbiRefuseValue(type, n);
			break;
		case ABI_BOOL:
			if (value->type != jbvBool)
				AbiRefuseValue(type, n);
			word[ABI_WORD - 1] = value->val.boolean ? 1 : 0;
			break;
	}
	appendBinaryStringInfo(out, (char *) word, sizeof(word));
}

static void
AbiAppendNumber(StringInfo out, uint64 number)
{
	uint8		word[ABI_WORD];

	Uint256FromUint64(number, word);
	appendBinaryStringInfo(out, (char *) word, sizeof(word));
}

/* Append a list: its length and its elements. */
static void
AbiList(StringInfo out, const JsonbValue *value, AbiType type, int n)
{
	JsonbContainer *list;
	int			count;
	int			i;

	if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data) ||
		JsonContainerIsScalar(value->val.binary.data))
		AbiRefuseValue(type, n);
	list = value->val.binary.data;
	count = JsonContainerSize(list);
	if (count > ABI_ELEMENTS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a list of a contract's call has more than %d elements",
						ABI_ELEMENTS_MAX)));
	AbiAppendNumber(out, count);
	for (i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		AbiWord(out, getIthJsonbValueFromContainer(list, i), type, n);
	}
}

/* Append the encoded arguments: a word each, and behind them the lists. */
static void
AbiEncode(StringInfo out, const char *signature, Jsonb *values)
{
	AbiArgument arguments[ABI_ARGUMENTS_MAX];
	int			count = AbiSignature(signature, arguments);
	StringInfoData tail;
	int			i;

	if (!JB_ROOT_IS_ARRAY(values) || JB_ROOT_IS_SCALAR(values) || JB_ROOT_COUNT(values) != count)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arguments of a contract's function must be an array of %d", count)));
	initStringInfo(&tail);
	for (i = 0; i < count; i++)
	{
		JsonbValue *value = getIthJsonbValueFromContainer(&values->root, i);

		if (arguments[i].is_list)
		{
			AbiAppendNumber(out, (uint64) count * ABI_WORD + tail.len);
			AbiList(&tail, value, arguments[i].type, i);
		}
		else
			AbiWord(out, value, arguments[i].type, i);
	}
	appendBinaryStringInfo(out, tail.data, tail.len);
}

/*
 * abi_encode(types text, arguments jsonb) returns bytea
 */
Datum
market_abi_encode(PG_FUNCTION_ARGS)
{
	StringInfoData out;

	initStringInfo(&out);
	AbiEncode(&out, text_to_cstring(PG_GETARG_TEXT_PP(0)), PG_GETARG_JSONB_P(1));
	PG_RETURN_BYTEA_P(BytesToBytea(out.data, out.len));
}

/*
 * contract_call(signature text, arguments jsonb) returns bytea
 */
Datum
market_contract_call(PG_FUNCTION_ARGS)
{
	char	   *signature = text_to_cstring(PG_GETARG_TEXT_PP(0));
	uint8		hash[KECCAK256_SIZE];
	StringInfoData out;

	Keccak256((uint8 *) signature, strlen(signature), hash);
	initStringInfo(&out);
	appendBinaryStringInfo(&out, (char *) hash, ABI_SELECTOR_SIZE);
	AbiEncode(&out, signature, PG_GETARG_JSONB_P(1));
	PG_RETURN_BYTEA_P(BytesToBytea(out.data, out.len));
}
