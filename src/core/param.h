/*
 * param.h
 *		Parameters that every answer and every payment reads.
 */
#ifndef MARKET_PARAM_H
#define MARKET_PARAM_H

#include "postgres.h"
#include "type/address.h"
#include "utils/numeric.h"

typedef struct Params
{
	uint64		version;		/* of the row; 0: read it again */
	bool		validate_bodies;
	bool		metering;
	Address		escrow;
	Numeric		service_fee_tax;
	char	   *channel_denom;
} Params;

/* The parameters of now, valid until they are asked for again; runs as the tables' owner. */
extern const Params *ParamNow(void);

#endif							/* MARKET_PARAM_H */
