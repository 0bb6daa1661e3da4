/*
 * address.h
 *		The type market.address: 20 bytes, passed by reference.
 */
#ifndef MARKET_ADDRESS_H
#define MARKET_ADDRESS_H

#include "fmgr.h"
#include "kernel/ecdsa.h"

typedef struct Address
{
	uint8		bytes[ADDRESS_SIZE];
} Address;

#define DatumGetAddressP(datum)		((Address *) DatumGetPointer(datum))
#define AddressPGetDatum(address)	PointerGetDatum(address)
#define PG_GETARG_ADDRESS_P(n)		DatumGetAddressP(PG_GETARG_DATUM(n))
#define PG_RETURN_ADDRESS_P(a)		PG_RETURN_POINTER(a)

/* Is this the zero address, which nobody can have a key for? */
extern bool AddressIsZero(const Address *address);

/* Are the two the same 20 bytes? */
extern bool AddressEquals(const Address *a, const Address *b);

/* The checksum text of an address, in the current memory context, for messages. */
extern char *AddressText(const Address *address);

/* The 20 bytes as a bytea datum, for statements, whose parameters are core types. */
extern Datum AddressGetByteaDatum(const Address *address);

#endif							/* MARKET_ADDRESS_H */
