-- What clients and daemons of the originals send.  Pure functions for everyone.

CREATE FUNCTION market.parse_header_number(number text) RETURNS numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_parse_header_number';
COMMENT ON FUNCTION market.parse_header_number(text) IS
'number of a request''s header: plain decimal, from 0 to 2^256-1';

CREATE FUNCTION market.parse_channel_id(channel_id bytea) RETURNS numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_parse_channel_id';
COMMENT ON FUNCTION market.parse_channel_id(bytea) IS
'channel id of a request: a big-endian number of any length';

CREATE FUNCTION market.recover_signer(digest market.bytes32, signature bytea, rules text DEFAULT 'strict')
RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_recover_signer';
COMMENT ON FUNCTION market.recover_signer(market.bytes32, bytea, text) IS
'who signed, by the rules of the market (strict), of the daemon, or of a claim on a chain; null when they refuse';
