-- JSON Web Tokens that are signed with a shared secret.

CREATE FUNCTION market.jwt_sign(claims json, secret bytea) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_jwt_sign';
COMMENT ON FUNCTION market.jwt_sign(json, bytea) IS
'JSON Web Token (HS256) of claims, which are taken as they are written';

CREATE FUNCTION market.jwt_claims(token text, secret bytea) RETURNS jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_jwt_claims';
COMMENT ON FUNCTION market.jwt_claims(text, bytea) IS
'claims of a JSON Web Token that was signed with the secret by HS256; null for any other. Says nothing about its expiry';
