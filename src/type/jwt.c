/*
 * jwt.c
 *		JSON Web Tokens that are signed with a shared secret, HS256 and no other.
 */
#include "postgres.h"

#include "core/compat.h"
#include "fmgr.h"
#include "kernel/base64url.h"
#include "kernel/hmac.h"
#include "mb/pg_wchar.h"
#include "type/jwt.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(market_jwt_sign);
PG_FUNCTION_INFO_V1(market_jwt_claims);

#define JWT_HEADER "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"

void
JwtCheckSecret(const bytea *secret)
{
	size_t		length = VARSIZE_ANY_EXHDR(secret);

	if (length < JWT_SECRET_MIN || length > JWT_SECRET_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("secret must have from %d to %d bytes", JWT_SECRET_MIN, JWT_SECRET_MAX),
				 errdetail("It has %zu bytes.", length)));
}

static void
JwtAppend(StringInfo token, const void *bytes, size_t length)
{
	size_t		size = BASE64URL_LENGTH(length);

	enlargeStringInfo(token, (int) size);
	Base64urlEncode(bytes, length, token->data + token->len);
	token->len += (int) size;
	token->data[token->len] = '\0';
}

/* The code over the first "length" characters of a token. */
static void
JwtCode(const char *token, size_t length, const bytea *secret, uint8 *mac32)
{
	HmacSha256((const uint8 *) VARDATA_ANY(secret), VARSIZE_ANY_EXHDR(secret),
			   (const uint8 *) token, length, mac32);
}

char *
JwtMake(const char *claims, const bytea *secret)
{
	uint8		mac[HMAC_SHA256_SIZE];
	StringInfoData token;

	initStringInfo(&token);
	JwtAppend(&token, JWT_HEADER, strlen(JWT_HEADER));
	appendStringInfoChar(&token, '.');
	JwtAppend(&token, claims, strlen(claims));
	JwtCode(token.data, token.len, secret, mac);
	appendStringInfoChar(&token, '.');
	JwtAppend(&token, mac, sizeof(mac));
	return token.data;
}

/* Decode one part of a token, as a C string; NULL when it is not written rightly. */
static char *
JwtPart(const char *part, size_t length)
{
	uint8	   *bytes = palloc(BASE64URL_BYTES(length) + 1);
	size_t		size;

	if (!Base64urlDecode(part, length, bytes, &size) || memchr(bytes, '\0', size) != NULL)
		return NULL;
	bytes[size] = '\0';
	return (char *) bytes;
}

/* JSON text in UTF-8 as a jsonb object; NULL when it is no object. */
static Jsonb *
JwtObject(const char *json)
{
	char	   *text = pg_any_to_server(json, (int) strlen(json), PG_UTF8);
	Jsonb	   *value = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text)));

	return JB_ROOT_IS_OBJECT(value) ? value : NULL;
}

static JsonbValue *
JwtClaim(Jsonb *claims, const char *name, JsonbValue *value)
{
	return getKeyJsonValueFromContainer(&claims->root, name, (int) strlen(name), value);
}

char *
JwtText(Jsonb *claims, const char *name)
{
	JsonbValue	value;

	if (JwtClaim(claims, name, &value) == NULL || value.type != jbvString)
		return NULL;
	return pnstrdup(value.val.string.val, value.val.string.len);
}

bool
JwtNumber(Jsonb *claims, const char *name, Numeric *number)
{
	JsonbValue	value;

	if (JwtClaim(claims, name, &value) == NULL || value.type != jbvNumeric)
		return false;
	*number = value.val.numeric;
	return true;
}

JwtFault
JwtRead(const char *token, const bytea *secret, Jsonb **claims)
{
	uint8		expected[HMAC_SHA256_SIZE];
	uint8		sent[BASE64URL_BYTES(BASE64URL_LENGTH(HMAC_SHA256_SIZE)) + 1];
	const char *first = strchr(token, '.');
	const char *second = first == NULL ? NULL : strchr(first + 1, '.');
	char	   *header;
	char	   *body;
	char	   *algorithm;
	Jsonb	   *object;
	size_t		size;

	if (second == NULL || strchr(second + 1, '.') != NULL || strlen(token) > JWT_LENGTH_MAX)
		return JWT_FORMAT;
	header = JwtPart(token, first - token);
	body = JwtPart(first + 1, second - first - 1);
	if (header == NULL || body == NULL)
		return JWT_FORMAT;
	/* nobody's JSON is parsed before its signature is known to be good */
	if (strstr(header, "\"HS256\"") == NULL)
		return JWT_ALGORITHM;
	if (strlen(second + 1) != BASE64URL_LENGTH(HMAC_SHA256_SIZE) ||
		!Base64urlDecode(second + 1, strlen(second + 1), sent, &size))
		return JWT_SIGNATURE;
	JwtCode(token, second - token, secret, expected);
	if (!HmacEquals(sent, expected))
		return JWT_SIGNATURE;

	object = JwtObject(header);
	algorithm = object == NULL ? NULL : JwtText(object, "alg");
	if (algorithm == NULL || strcmp(algorithm, "HS256") != 0)
		return JWT_ALGORITHM;
	*claims = JwtObject(body);
	return *claims == NULL ? JWT_FORMAT : JWT_OK;
}

/*
 * jwt_sign(claims json, secret bytea) returns text
 */
Datum
market_jwt_sign(PG_FUNCTION_ARGS)
{
	char	   *claims = text_to_cstring(PG_GETARG_TEXT_PP(0));
	bytea	   *secret = PG_GETARG_BYTEA_PP(1);
	char	   *token;

	JwtCheckSecret(secret);
	claims = pg_server_to_any(claims, (int) strlen(claims), PG_UTF8);
	if (claims[strspn(claims, " \t\r\n")] != '{')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("claims of a token must be a JSON object")));
	token = JwtMake(claims, secret);
	if (strlen(token) > JWT_LENGTH_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("a token must not have more than %d characters", JWT_LENGTH_MAX)));
	PG_RETURN_TEXT_P(cstring_to_text(token));
}

/*
 * jwt_claims(token text, secret bytea) returns jsonb: NULL when the token is not
 * one of HS256 that was made with the secret
 */
Datum
market_jwt_claims(PG_FUNCTION_ARGS)
{
	bytea	   *secret = PG_GETARG_BYTEA_PP(1);
	Jsonb	   *claims;

	JwtCheckSecret(secret);
	if (JwtRead(text_to_cstring(PG_GETARG_TEXT_PP(0)), secret, &claims) != JWT_OK)
		PG_RETURN_NULL();
	PG_RETURN_JSONB_P(claims);
}
