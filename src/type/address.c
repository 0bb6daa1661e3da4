/*
 * address.c
 *		The type market.address.
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "utils/sortsupport.h"

#include "core/compat.h"
#include "kernel/addresstext.h"
#include "type/address.h"
#include "type/bytes.h"
#include "type/comparison.h"

PG_FUNCTION_INFO_V1(market_address_in);
PG_FUNCTION_INFO_V1(market_address_out);
PG_FUNCTION_INFO_V1(market_address_recv);
PG_FUNCTION_INFO_V1(market_address_send);
PG_FUNCTION_INFO_V1(market_address_from_bytea);
PG_FUNCTION_INFO_V1(market_address_to_bytea);
PG_FUNCTION_INFO_V1(market_address_hash);
PG_FUNCTION_INFO_V1(market_address_hash_extended);
PG_FUNCTION_INFO_V1(market_address_sortsupport);

bool
AddressIsZero(const Address *address)
{
	static const Address zero;

	return AddressEquals(address, &zero);
}

bool
AddressEquals(const Address *a, const Address *b)
{
	return memcmp(a->bytes, b->bytes, ADDRESS_SIZE) == 0;
}

char *
AddressText(const Address *address)
{
	char	   *text = (char *) palloc(ADDRESS_TEXT_LENGTH + 1);

	AddressToText(address->bytes, text);
	return text;
}

Datum
AddressGetByteaDatum(const Address *address)
{
	return PointerGetDatum(BytesToBytea(address->bytes, ADDRESS_SIZE));
}

/*
 * Order two addresses as byte strings.
 */
static int
AddressCompare(Datum a, Datum b)
{
	return memcmp(DatumGetAddressP(a)->bytes, DatumGetAddressP(b)->bytes, ADDRESS_SIZE);
}

COMPARISON_FUNCTIONS(address, AddressCompare);

/*
 * The same for sorting, without a function call through the manager.
 */
static int
AddressSortCompare(Datum a, Datum b, SortSupport support)
{
	(void) support;
	return AddressCompare(a, b);
}

Datum
market_address_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	Address    *address = (Address *) palloc(sizeof(Address));
	AddressFault fault = AddressFromText(text, strlen(text), address->bytes);
	uint8		bytes[ADDRESS_SIZE];

	if (fault == ADDRESS_OK)
		PG_RETURN_ADDRESS_P(address);

	/* mixed case that breaks the checksum: the digits themselves can be read */
	if (fault == ADDRESS_CHECKSUM && HexFromText(text, strlen(text), bytes, ADDRESS_SIZE))
	{
		memcpy(address->bytes, bytes, ADDRESS_SIZE);
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", "market.address", text),
				 errdetail("The upper and lower case letters do not match the checksum."),
				 errhint("If every digit is right, the address is %s.", AddressText(address))));
	}

	ereturn(fcinfo->context, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"", "market.address", text),
			 errdetail("An address is \"0x\" and %d hexadecimal digits.", 2 * ADDRESS_SIZE)));
}

Datum
market_address_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(AddressText(PG_GETARG_ADDRESS_P(0)));
}

Datum
market_address_recv(PG_FUNCTION_ARGS)
{
	Address    *address = (Address *) palloc(sizeof(Address));

	BytesReceive((StringInfo) PG_GETARG_POINTER(0), "market.address", address->bytes, ADDRESS_SIZE);
	PG_RETURN_ADDRESS_P(address);
}

Datum
market_address_send(PG_FUNCTION_ARGS)
{
	return AddressGetByteaDatum(PG_GETARG_ADDRESS_P(0));
}

Datum
market_address_from_bytea(PG_FUNCTION_ARGS)
{
	const uint8 *bytes = BytesFromBytea(PG_GETARG_BYTEA_PP(0), "address", ADDRESS_SIZE);
	Address    *address = (Address *) palloc(sizeof(Address));

	memcpy(address->bytes, bytes, ADDRESS_SIZE);
	PG_RETURN_ADDRESS_P(address);
}

Datum
market_address_to_bytea(PG_FUNCTION_ARGS)
{
	return AddressGetByteaDatum(PG_GETARG_ADDRESS_P(0));
}

Datum
market_address_hash(PG_FUNCTION_ARGS)
{
	return hash_any(PG_GETARG_ADDRESS_P(0)->bytes, ADDRESS_SIZE);
}

Datum
market_address_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended(PG_GETARG_ADDRESS_P(0)->bytes, ADDRESS_SIZE, PG_GETARG_INT64(1));
}

Datum
market_address_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport support = (SortSupport) PG_GETARG_POINTER(0);

	support->comparator = AddressSortCompare;
	PG_RETURN_VOID();
}
