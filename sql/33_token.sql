-- Tokens.

CREATE FUNCTION market.create_token(denom text, symbol text DEFAULT NULL, decimals integer DEFAULT 0)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_token';
COMMENT ON FUNCTION market.create_token(text, text, integer) IS
'registers a token; one symbol is 10^decimals denom; for operators';
REVOKE EXECUTE ON FUNCTION market.create_token(text, text, integer) FROM PUBLIC;
