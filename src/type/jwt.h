/*
 * jwt.h
 *		JSON Web Tokens that are signed with a shared secret, HS256 and no other.
 *
 * Source: RFC 7519; RFC 7515; RFC 7518, section 3.2.
 */
#ifndef MARKET_JWT_H
#define MARKET_JWT_H

#include "postgres.h"
#include "utils/jsonb.h"

/* a secret is as long as the code that it makes, or longer */
#define JWT_SECRET_MIN 32
#define JWT_SECRET_MAX 1024
/* far beyond any token that a header carries */
#define JWT_LENGTH_MAX 16384

/* What is wrong with a token. */
typedef enum JwtFault
{
	JWT_OK,
	JWT_FORMAT,					/* not three parts of base64 */
	JWT_ALGORITHM,				/* another than HS256 */
	JWT_SIGNATURE				/* made with another secret, or changed */
} JwtFault;

/*
 * Make a token.
 *
 * In:	claims: text of a JSON object, in UTF-8
 *		secret: JWT_SECRET_MIN .. JWT_SECRET_MAX bytes
 */
extern char *JwtMake(const char *claims, const bytea *secret);

/*
 * Read a token and check its signature; its claims nobody has looked at yet.
 *
 * Out:	claims: when the token is good
 * Errors: those of jsonb for claims that are not JSON, which only somebody who has
 *		the secret can have made.
 */
extern JwtFault JwtRead(const char *token, const bytea *secret, Jsonb **claims);

/* The text of a claim, NULL when there is none or it is no text. */
extern char *JwtText(Jsonb *claims, const char *name);

/* The number of a claim; false when there is none or it is no number. */
extern bool JwtNumber(Jsonb *claims, const char *name, Numeric *number);

/* Raise 22023 unless a secret is long enough. */
extern void JwtCheckSecret(const bytea *secret);

#endif							/* MARKET_JWT_H */
