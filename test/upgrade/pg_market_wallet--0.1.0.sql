\echo Use "CREATE EXTENSION pg_market_wallet" to load this file. \quit
-- Signing. Nobody may execute these until granted: whoever passes a private key
-- shows it to the server, which may write it to its log.

CREATE FUNCTION market.sign(digest market.bytes32, private_key bytea) RETURNS market.signature
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'market_sign';
COMMENT ON FUNCTION market.sign(market.bytes32, bytea) IS
'signature of a digest by a private key: nonce by RFC 6979, low s, v 27 or 28';
REVOKE EXECUTE ON FUNCTION market.sign(market.bytes32, bytea) FROM PUBLIC;

CREATE FUNCTION market.private_key_address(private_key bytea) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'market_private_key_address';
COMMENT ON FUNCTION market.private_key_address(bytea) IS
'the address that a private key signs for';
REVOKE EXECUTE ON FUNCTION market.private_key_address(bytea) FROM PUBLIC;
