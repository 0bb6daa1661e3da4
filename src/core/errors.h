/*
 * errors.h
 *		The SQLSTATEs of class MK, for outcomes that a client branches on.
 *
 * docs/errors.md explains each; a test keeps page, header and code in step.
 */
#ifndef MARKET_ERRORS_H
#define MARKET_ERRORS_H

#include "utils/elog.h"

/* both wings: the errors of the Cosmos SDK that have a meaning here */
#define ERRCODE_MARKET_UNAUTHORIZED				MAKE_SQLSTATE('M', 'K', 'S', '0', '4')
#define ERRCODE_MARKET_INSUFFICIENT_FUNDS		MAKE_SQLSTATE('M', 'K', 'S', '0', '5')
#define ERRCODE_MARKET_INVALID_ADDRESS			MAKE_SQLSTATE('M', 'K', 'S', '0', '7')
#define ERRCODE_MARKET_INVALID_COINS			MAKE_SQLSTATE('M', 'K', 'S', '1', '0')

/* channels */
#define ERRCODE_MARKET_CHANNEL_NOT_FOUND		MAKE_SQLSTATE('M', 'K', '1', '0', '1')
#define ERRCODE_MARKET_CHANNEL_AMOUNT			MAKE_SQLSTATE('M', 'K', '1', '0', '2')
#define ERRCODE_MARKET_NOT_RECIPIENT			MAKE_SQLSTATE('M', 'K', '1', '0', '3')
#define ERRCODE_MARKET_ACTUAL_ABOVE_PLANNED		MAKE_SQLSTATE('M', 'K', '1', '0', '4')
#define ERRCODE_MARKET_NOT_SENDER				MAKE_SQLSTATE('M', 'K', '1', '0', '5')
#define ERRCODE_MARKET_EXPIRATION_FALLS			MAKE_SQLSTATE('M', 'K', '1', '0', '6')
#define ERRCODE_MARKET_TIMEOUT_TOO_EARLY		MAKE_SQLSTATE('M', 'K', '1', '0', '7')
#define ERRCODE_MARKET_PERMISSION_USED			MAKE_SQLSTATE('M', 'K', '1', '0', '8')
#define ERRCODE_MARKET_ZERO_ADDRESS				MAKE_SQLSTATE('M', 'K', '1', '0', '9')
#define ERRCODE_MARKET_GROUP_MISMATCH			MAKE_SQLSTATE('M', 'K', '1', '1', '0')
#define ERRCODE_MARKET_WRONG_NONCE				MAKE_SQLSTATE('M', 'K', '1', '1', '1')
#define ERRCODE_MARKET_SIGNATURE_NOT_VALID		MAKE_SQLSTATE('M', 'K', '1', '1', '2')
#define ERRCODE_MARKET_WRONG_SIGNER				MAKE_SQLSTATE('M', 'K', '1', '1', '3')
#define ERRCODE_MARKET_NEAR_EXPIRY				MAKE_SQLSTATE('M', 'K', '1', '1', '4')
#define ERRCODE_MARKET_NOT_ENOUGH_ON_CHANNEL	MAKE_SQLSTATE('M', 'K', '1', '1', '5')
#define ERRCODE_MARKET_WRONG_INCREASE			MAKE_SQLSTATE('M', 'K', '1', '1', '6')
#define ERRCODE_MARKET_PAYMENT_IN_PROGRESS		MAKE_SQLSTATE('M', 'K', '1', '1', '7')
#define ERRCODE_MARKET_REQUEST_EXPIRED			MAKE_SQLSTATE('M', 'K', '1', '1', '8')
#define ERRCODE_MARKET_NOTHING_TO_CLAIM			MAKE_SQLSTATE('M', 'K', '1', '1', '9')
#define ERRCODE_MARKET_NO_PRICE					MAKE_SQLSTATE('M', 'K', '1', '2', '0')

/* registry */
#define ERRCODE_MARKET_ORGANIZATION_EXISTS		MAKE_SQLSTATE('M', 'K', '1', '3', '0')
#define ERRCODE_MARKET_ORGANIZATION_NOT_FOUND	MAKE_SQLSTATE('M', 'K', '1', '3', '1')
#define ERRCODE_MARKET_SERVICE_EXISTS			MAKE_SQLSTATE('M', 'K', '1', '3', '2')
#define ERRCODE_MARKET_SERVICE_NOT_FOUND		MAKE_SQLSTATE('M', 'K', '1', '3', '3')
#define ERRCODE_MARKET_METADATA_NOT_VALID		MAKE_SQLSTATE('M', 'K', '1', '3', '4')
#define ERRCODE_MARKET_NOT_A_MEMBER				MAKE_SQLSTATE('M', 'K', '1', '3', '5')

#endif							/* MARKET_ERRORS_H */
