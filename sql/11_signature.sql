-- The type market.signature: a secp256k1 signature with its recovery id.
--
-- No operators: one key may sign one message in many ways, so that equal or
-- different signatures would prove nothing; ask who signed instead.

CREATE TYPE market.signature;

CREATE FUNCTION market.signature_in(cstring) RETURNS market.signature
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_signature_in';
COMMENT ON FUNCTION market.signature_in(cstring) IS
'text input of signatures';

CREATE FUNCTION market.signature_out(market.signature) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_signature_out';
COMMENT ON FUNCTION market.signature_out(market.signature) IS
'text output of signatures';

CREATE FUNCTION market.signature_recv(internal) RETURNS market.signature
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_signature_recv';
COMMENT ON FUNCTION market.signature_recv(internal) IS
'binary input of signatures';

CREATE FUNCTION market.signature_send(market.signature) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_signature_send';
COMMENT ON FUNCTION market.signature_send(market.signature) IS
'binary output of signatures';

CREATE TYPE market.signature (
    INPUT = market.signature_in,
    OUTPUT = market.signature_out,
    RECEIVE = market.signature_recv,
    SEND = market.signature_send,
    INTERNALLENGTH = 65,
    ALIGNMENT = char,
    STORAGE = plain
);
COMMENT ON TYPE market.signature IS
'r (32 bytes), s (32) and v (27 or 28) of a secp256k1 signature, valid in form; not comparable,'
' because one key may sign one message in many ways';

CREATE FUNCTION market.signature_from_bytea(bytea) RETURNS market.signature
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_signature_from_bytea';
COMMENT ON FUNCTION market.signature_from_bytea(bytea) IS
'the signature that 65 bytes are';

CREATE FUNCTION market.signature_to_bytea(market.signature) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_signature_to_bytea';
COMMENT ON FUNCTION market.signature_to_bytea(market.signature) IS
'the 65 bytes of a signature';

CREATE CAST (bytea AS market.signature) WITH FUNCTION market.signature_from_bytea(bytea);
COMMENT ON CAST (bytea AS market.signature) IS
'exactly 65 bytes';

CREATE CAST (market.signature AS bytea) WITH FUNCTION market.signature_to_bytea(market.signature);
COMMENT ON CAST (market.signature AS bytea) IS
'the 65 bytes';
