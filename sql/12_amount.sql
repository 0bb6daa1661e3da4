-- Domains for hashes and numbers of 256 bits.

CREATE DOMAIN market.bytes32 AS bytea
    CONSTRAINT bytes32_check CHECK (pg_catalog.octet_length(VALUE) OPERATOR(pg_catalog.=) 32);
COMMENT ON DOMAIN market.bytes32 IS
'exactly 32 bytes: a hash or an identifier';
COMMENT ON CONSTRAINT bytes32_check ON DOMAIN market.bytes32 IS
'exactly 32 bytes';

-- NaN and infinity are above every number, so that the upper bound refuses them.
CREATE DOMAIN market.amount AS numeric
    CONSTRAINT amount_check CHECK (
        VALUE OPERATOR(pg_catalog.>=) 0
        AND VALUE OPERATOR(pg_catalog.<=)
            115792089237316195423570985008687907853269984665640564039457584007913129639935
        AND VALUE OPERATOR(pg_catalog.=) pg_catalog.trunc(VALUE)
    );
COMMENT ON DOMAIN market.amount IS
'an integer from 0 to 2^256-1: money in minor units';
COMMENT ON CONSTRAINT amount_check ON DOMAIN market.amount IS
'an integer from 0 to 2^256-1, not NaN';

-- PostgreSQL reads a CHECK anew in every statement that writes a row: a call is read faster than
-- the bounds.
CREATE FUNCTION market.is_amount(number numeric) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_is_amount';
COMMENT ON FUNCTION market.is_amount(numeric) IS
'is it an integer from 0 to 2^256-1?  For checks of tables';

CREATE FUNCTION market.is_positive_amount(number numeric) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_is_positive_amount';
COMMENT ON FUNCTION market.is_positive_amount(numeric) IS
'is it an integer from 1 to 2^256-1?  For checks of tables';
