-- The type market.address: who pays, is paid, signs.

CREATE TYPE market.address;

CREATE FUNCTION market.address_in(cstring) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_in';
COMMENT ON FUNCTION market.address_in(cstring) IS
'text input of addresses';

CREATE FUNCTION market.address_out(market.address) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_out';
COMMENT ON FUNCTION market.address_out(market.address) IS
'text output of addresses';

CREATE FUNCTION market.address_recv(internal) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_recv';
COMMENT ON FUNCTION market.address_recv(internal) IS
'binary input of addresses';

CREATE FUNCTION market.address_send(market.address) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_send';
COMMENT ON FUNCTION market.address_send(market.address) IS
'binary output of addresses';

CREATE TYPE market.address (
    INPUT = market.address_in,
    OUTPUT = market.address_out,
    RECEIVE = market.address_recv,
    SEND = market.address_send,
    INTERNALLENGTH = 20,
    ALIGNMENT = char,
    STORAGE = plain
);
COMMENT ON TYPE market.address IS
'20 bytes that name an account or the holder of a key; text is 0x and 40 hexadecimal digits,'
' in the checksum form of EIP-55';

CREATE FUNCTION market.address_from_bytea(bytea) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_from_bytea';
COMMENT ON FUNCTION market.address_from_bytea(bytea) IS
'the address that 20 bytes are';

CREATE FUNCTION market.address_to_bytea(market.address) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_to_bytea';
COMMENT ON FUNCTION market.address_to_bytea(market.address) IS
'the 20 bytes of an address';

CREATE CAST (bytea AS market.address) WITH FUNCTION market.address_from_bytea(bytea);
COMMENT ON CAST (bytea AS market.address) IS
'exactly 20 bytes';

CREATE CAST (market.address AS bytea) WITH FUNCTION market.address_to_bytea(market.address);
COMMENT ON CAST (market.address AS bytea) IS
'the 20 bytes';

-- Comparison, as byte strings; leakproof, so that indexes serve under row level security.

CREATE FUNCTION market.address_lt(market.address, market.address) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_lt';
COMMENT ON FUNCTION market.address_lt(market.address, market.address) IS
'function of the operator <';

CREATE OPERATOR market.< (
    FUNCTION = market.address_lt, LEFTARG = market.address, RIGHTARG = market.address,
    COMMUTATOR = OPERATOR(market.>), NEGATOR = OPERATOR(market.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR market.< (market.address, market.address) IS
'the left address is less than the right, as byte strings';

CREATE FUNCTION market.address_le(market.address, market.address) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_le';
COMMENT ON FUNCTION market.address_le(market.address, market.address) IS
'function of the operator <=';

CREATE OPERATOR market.<= (
    FUNCTION = market.address_le, LEFTARG = market.address, RIGHTARG = market.address,
    COMMUTATOR = OPERATOR(market.>=), NEGATOR = OPERATOR(market.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR market.<= (market.address, market.address) IS
'the left address is less than or equal to the right, as byte strings';

CREATE FUNCTION market.address_eq(market.address, market.address) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_eq';
COMMENT ON FUNCTION market.address_eq(market.address, market.address) IS
'function of the operator =';

CREATE OPERATOR market.= (
    FUNCTION = market.address_eq, LEFTARG = market.address, RIGHTARG = market.address,
    COMMUTATOR = OPERATOR(market.=), NEGATOR = OPERATOR(market.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR market.= (market.address, market.address) IS
'the left address equals the right';

CREATE FUNCTION market.address_ne(market.address, market.address) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_ne';
COMMENT ON FUNCTION market.address_ne(market.address, market.address) IS
'function of the operator <>';

CREATE OPERATOR market.<> (
    FUNCTION = market.address_ne, LEFTARG = market.address, RIGHTARG = market.address,
    COMMUTATOR = OPERATOR(market.<>), NEGATOR = OPERATOR(market.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR market.<> (market.address, market.address) IS
'the left address differs from the right';

CREATE FUNCTION market.address_ge(market.address, market.address) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_ge';
COMMENT ON FUNCTION market.address_ge(market.address, market.address) IS
'function of the operator >=';

CREATE OPERATOR market.>= (
    FUNCTION = market.address_ge, LEFTARG = market.address, RIGHTARG = market.address,
    COMMUTATOR = OPERATOR(market.<=), NEGATOR = OPERATOR(market.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR market.>= (market.address, market.address) IS
'the left address is greater than or equal to the right, as byte strings';

CREATE FUNCTION market.address_gt(market.address, market.address) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_gt';
COMMENT ON FUNCTION market.address_gt(market.address, market.address) IS
'function of the operator >';

CREATE OPERATOR market.> (
    FUNCTION = market.address_gt, LEFTARG = market.address, RIGHTARG = market.address,
    COMMUTATOR = OPERATOR(market.<), NEGATOR = OPERATOR(market.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR market.> (market.address, market.address) IS
'the left address is greater than the right, as byte strings';

CREATE FUNCTION market.address_cmp(market.address, market.address) RETURNS integer
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_cmp';
COMMENT ON FUNCTION market.address_cmp(market.address, market.address) IS
'order of two addresses: below zero, zero, or above zero';

CREATE FUNCTION market.address_sortsupport(internal) RETURNS void
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_sortsupport';
COMMENT ON FUNCTION market.address_sortsupport(internal) IS
'support for sorting addresses';

CREATE FUNCTION market.address_hash(market.address) RETURNS integer
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_hash';
COMMENT ON FUNCTION market.address_hash(market.address) IS
'hash of 32 bits';

CREATE FUNCTION market.address_hash_extended(market.address, bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_address_hash_extended';
COMMENT ON FUNCTION market.address_hash_extended(market.address, bigint) IS
'hash of 64 bits with a seed';

CREATE OPERATOR CLASS market.address_ops DEFAULT FOR TYPE market.address USING btree AS
    OPERATOR 1 market.<,
    OPERATOR 2 market.<=,
    OPERATOR 3 market.=,
    OPERATOR 4 market.>=,
    OPERATOR 5 market.>,
    FUNCTION 1 market.address_cmp(market.address, market.address),
    FUNCTION 2 market.address_sortsupport(internal),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS market.address_ops USING btree IS
'btree indexes on addresses';
COMMENT ON OPERATOR FAMILY market.address_ops USING btree IS
'btree indexes on addresses';

CREATE OPERATOR CLASS market.address_ops DEFAULT FOR TYPE market.address USING hash AS
    OPERATOR 1 market.=,
    FUNCTION 1 market.address_hash(market.address),
    FUNCTION 2 market.address_hash_extended(market.address, bigint);
COMMENT ON OPERATOR CLASS market.address_ops USING hash IS
'hash indexes and hash joins on addresses';
COMMENT ON OPERATOR FAMILY market.address_ops USING hash IS
'hash indexes and hash joins on addresses';
