\echo Use "CREATE EXTENSION pg_market" to load this file. \quit
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
-- The type market.coin: an amount and its denom.

CREATE TYPE market.coin;

CREATE FUNCTION market.coin_in(cstring) RETURNS market.coin
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_in';
COMMENT ON FUNCTION market.coin_in(cstring) IS
'text input of coins';

CREATE FUNCTION market.coin_out(market.coin) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_out';
COMMENT ON FUNCTION market.coin_out(market.coin) IS
'text output of coins';

CREATE FUNCTION market.coin_recv(internal) RETURNS market.coin
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_recv';
COMMENT ON FUNCTION market.coin_recv(internal) IS
'binary input of coins';

CREATE FUNCTION market.coin_send(market.coin) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_send';
COMMENT ON FUNCTION market.coin_send(market.coin) IS
'binary output of coins';

CREATE TYPE market.coin (
    INPUT = market.coin_in,
    OUTPUT = market.coin_out,
    RECEIVE = market.coin_recv,
    SEND = market.coin_send,
    INTERNALLENGTH = VARIABLE,
    STORAGE = extended
);
COMMENT ON TYPE market.coin IS
'an amount and the denom or symbol that it is counted in, such as 5000stake or 0.1iris';

CREATE FUNCTION market.coin(amount numeric, denom text) RETURNS market.coin
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin';
COMMENT ON FUNCTION market.coin(numeric, text) IS
'the coin of an amount and a denom';

CREATE FUNCTION market.coin_amount(coin market.coin) RETURNS numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_amount';
COMMENT ON FUNCTION market.coin_amount(market.coin) IS
'amount of a coin, in the unit that its denom or symbol names';

CREATE FUNCTION market.coin_denom(coin market.coin) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_denom';
COMMENT ON FUNCTION market.coin_denom(market.coin) IS
'denom or symbol of a coin, as written';

-- Comparison: by denom as a byte string, then by amount.

CREATE FUNCTION market.coin_lt(market.coin, market.coin) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_lt';
COMMENT ON FUNCTION market.coin_lt(market.coin, market.coin) IS
'function of the operator <';

CREATE OPERATOR market.< (
    FUNCTION = market.coin_lt, LEFTARG = market.coin, RIGHTARG = market.coin,
    COMMUTATOR = OPERATOR(market.>), NEGATOR = OPERATOR(market.>=),
    RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR market.< (market.coin, market.coin) IS
'the left coin is less than the right, by denom and then by amount';

CREATE FUNCTION market.coin_le(market.coin, market.coin) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_le';
COMMENT ON FUNCTION market.coin_le(market.coin, market.coin) IS
'function of the operator <=';

CREATE OPERATOR market.<= (
    FUNCTION = market.coin_le, LEFTARG = market.coin, RIGHTARG = market.coin,
    COMMUTATOR = OPERATOR(market.>=), NEGATOR = OPERATOR(market.>),
    RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR market.<= (market.coin, market.coin) IS
'the left coin is less than or equal to the right, by denom and then by amount';

CREATE FUNCTION market.coin_eq(market.coin, market.coin) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_eq';
COMMENT ON FUNCTION market.coin_eq(market.coin, market.coin) IS
'function of the operator =';

CREATE OPERATOR market.= (
    FUNCTION = market.coin_eq, LEFTARG = market.coin, RIGHTARG = market.coin,
    COMMUTATOR = OPERATOR(market.=), NEGATOR = OPERATOR(market.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
    HASHES, MERGES
);
COMMENT ON OPERATOR market.= (market.coin, market.coin) IS
'the left coin equals the right';

CREATE FUNCTION market.coin_ne(market.coin, market.coin) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_ne';
COMMENT ON FUNCTION market.coin_ne(market.coin, market.coin) IS
'function of the operator <>';

CREATE OPERATOR market.<> (
    FUNCTION = market.coin_ne, LEFTARG = market.coin, RIGHTARG = market.coin,
    COMMUTATOR = OPERATOR(market.<>), NEGATOR = OPERATOR(market.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR market.<> (market.coin, market.coin) IS
'the left coin differs from the right';

CREATE FUNCTION market.coin_ge(market.coin, market.coin) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_ge';
COMMENT ON FUNCTION market.coin_ge(market.coin, market.coin) IS
'function of the operator >=';

CREATE OPERATOR market.>= (
    FUNCTION = market.coin_ge, LEFTARG = market.coin, RIGHTARG = market.coin,
    COMMUTATOR = OPERATOR(market.<=), NEGATOR = OPERATOR(market.<),
    RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR market.>= (market.coin, market.coin) IS
'the left coin is greater than or equal to the right, by denom and then by amount';

CREATE FUNCTION market.coin_gt(market.coin, market.coin) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_gt';
COMMENT ON FUNCTION market.coin_gt(market.coin, market.coin) IS
'function of the operator >';

CREATE OPERATOR market.> (
    FUNCTION = market.coin_gt, LEFTARG = market.coin, RIGHTARG = market.coin,
    COMMUTATOR = OPERATOR(market.<), NEGATOR = OPERATOR(market.<=),
    RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR market.> (market.coin, market.coin) IS
'the left coin is greater than the right, by denom and then by amount';

CREATE FUNCTION market.coin_cmp(market.coin, market.coin) RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_cmp';
COMMENT ON FUNCTION market.coin_cmp(market.coin, market.coin) IS
'order of two coins: below zero, zero, or above zero';

CREATE FUNCTION market.coin_hash(market.coin) RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_hash';
COMMENT ON FUNCTION market.coin_hash(market.coin) IS
'hash of 32 bits';

CREATE FUNCTION market.coin_hash_extended(market.coin, bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_hash_extended';
COMMENT ON FUNCTION market.coin_hash_extended(market.coin, bigint) IS
'hash of 64 bits with a seed';

CREATE OPERATOR CLASS market.coin_ops DEFAULT FOR TYPE market.coin USING btree AS
    OPERATOR 1 market.<,
    OPERATOR 2 market.<=,
    OPERATOR 3 market.=,
    OPERATOR 4 market.>=,
    OPERATOR 5 market.>,
    FUNCTION 1 market.coin_cmp(market.coin, market.coin),
    FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS market.coin_ops USING btree IS
'btree indexes on coins';
COMMENT ON OPERATOR FAMILY market.coin_ops USING btree IS
'btree indexes on coins';

CREATE OPERATOR CLASS market.coin_ops DEFAULT FOR TYPE market.coin USING hash AS
    OPERATOR 1 market.=,
    FUNCTION 1 market.coin_hash(market.coin),
    FUNCTION 2 market.coin_hash_extended(market.coin, bigint);
COMMENT ON OPERATOR CLASS market.coin_ops USING hash IS
'hash indexes and hash joins on coins';
COMMENT ON OPERATOR FAMILY market.coin_ops USING hash IS
'hash indexes and hash joins on coins';

-- Arithmetic: exact, on coins of one denom, never below zero.

CREATE FUNCTION market.coin_add(market.coin, market.coin) RETURNS market.coin
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_add';
COMMENT ON FUNCTION market.coin_add(market.coin, market.coin) IS
'function of the operator +';

CREATE OPERATOR market.+ (
    FUNCTION = market.coin_add, LEFTARG = market.coin, RIGHTARG = market.coin,
    COMMUTATOR = OPERATOR(market.+)
);
COMMENT ON OPERATOR market.+ (market.coin, market.coin) IS
'sum of two coins of one denom';

CREATE FUNCTION market.coin_subtract(market.coin, market.coin) RETURNS market.coin
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_subtract';
COMMENT ON FUNCTION market.coin_subtract(market.coin, market.coin) IS
'function of the operator -';

CREATE OPERATOR market.- (
    FUNCTION = market.coin_subtract, LEFTARG = market.coin, RIGHTARG = market.coin
);
COMMENT ON OPERATOR market.- (market.coin, market.coin) IS
'difference of two coins of one denom, never below zero';

CREATE FUNCTION market.coin_multiply(market.coin, numeric) RETURNS market.coin
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_coin_multiply';
COMMENT ON FUNCTION market.coin_multiply(market.coin, numeric) IS
'function of the operator *';

CREATE OPERATOR market.* (
    FUNCTION = market.coin_multiply, LEFTARG = market.coin, RIGHTARG = numeric
);
COMMENT ON OPERATOR market.* (market.coin, numeric) IS
'exact product of a coin and a number that is not negative';

CREATE AGGREGATE market.sum(market.coin) (
    SFUNC = market.coin_add,
    STYPE = market.coin,
    COMBINEFUNC = market.coin_add,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE market.sum(market.coin) IS
'sum of coins of one denom; NULL when there are none';
-- Enumerations: the states of contexts, batches and requests.

CREATE TYPE market.context_state AS ENUM ('running', 'paused', 'completed');
COMMENT ON TYPE market.context_state IS
'state of a request context';

CREATE TYPE market.batch_state AS ENUM ('running', 'completed');
COMMENT ON TYPE market.batch_state IS
'state of the current batch of a request context';

CREATE TYPE market.request_state AS ENUM ('pending', 'answered', 'expired');
COMMENT ON TYPE market.request_state IS
'state of a request';
-- The type market.json_schema, and validation by it.

CREATE TYPE market.json_schema;

CREATE FUNCTION market.json_schema_in(cstring) RETURNS market.json_schema
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_in';
COMMENT ON FUNCTION market.json_schema_in(cstring) IS
'text input of JSON Schemas';

CREATE FUNCTION market.json_schema_out(market.json_schema) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_out';
COMMENT ON FUNCTION market.json_schema_out(market.json_schema) IS
'text output of JSON Schemas';

CREATE FUNCTION market.json_schema_recv(internal) RETURNS market.json_schema
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_recv';
COMMENT ON FUNCTION market.json_schema_recv(internal) IS
'binary input of JSON Schemas';

CREATE FUNCTION market.json_schema_send(market.json_schema) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_send';
COMMENT ON FUNCTION market.json_schema_send(market.json_schema) IS
'binary output of JSON Schemas';

-- compressed by its own input, so a table must not try again
CREATE TYPE market.json_schema (
    INPUT = market.json_schema_in,
    OUTPUT = market.json_schema_out,
    RECEIVE = market.json_schema_recv,
    SEND = market.json_schema_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = external
);
COMMENT ON TYPE market.json_schema IS
'a JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12, as written and known to be valid';

-- Comparison: equal schemas have the same text.

CREATE FUNCTION market.json_schema_eq(market.json_schema, market.json_schema) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_eq';
COMMENT ON FUNCTION market.json_schema_eq(market.json_schema, market.json_schema) IS
'implementation of = operator';

CREATE FUNCTION market.json_schema_ne(market.json_schema, market.json_schema) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_ne';
COMMENT ON FUNCTION market.json_schema_ne(market.json_schema, market.json_schema) IS
'implementation of <> operator';

CREATE FUNCTION market.json_schema_hash(market.json_schema) RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_hash';
COMMENT ON FUNCTION market.json_schema_hash(market.json_schema) IS
'hash of JSON Schemas';

CREATE FUNCTION market.json_schema_hash_extended(market.json_schema, bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_hash_extended';
COMMENT ON FUNCTION market.json_schema_hash_extended(market.json_schema, bigint) IS
'seeded hash of JSON Schemas';

CREATE OPERATOR market.= (
    FUNCTION = market.json_schema_eq,
    LEFTARG = market.json_schema, RIGHTARG = market.json_schema,
    COMMUTATOR = OPERATOR(market.=), NEGATOR = OPERATOR(market.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR market.= (market.json_schema, market.json_schema) IS
'both schemas have the same text';

CREATE OPERATOR market.<> (
    FUNCTION = market.json_schema_ne,
    LEFTARG = market.json_schema, RIGHTARG = market.json_schema,
    COMMUTATOR = OPERATOR(market.<>), NEGATOR = OPERATOR(market.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR market.<> (market.json_schema, market.json_schema) IS
'the schemas have different texts';

CREATE OPERATOR CLASS market.json_schema_ops DEFAULT FOR TYPE market.json_schema USING hash AS
    OPERATOR 1 market.=,
    FUNCTION 1 market.json_schema_hash(market.json_schema),
    FUNCTION 2 market.json_schema_hash_extended(market.json_schema, bigint);
COMMENT ON OPERATOR CLASS market.json_schema_ops USING hash IS
'hash indexes on JSON Schemas';
COMMENT ON OPERATOR FAMILY market.json_schema_ops USING hash IS
'hash indexes on JSON Schemas';

-- Validation

CREATE FUNCTION market.is_valid(schema market.json_schema, instance jsonb) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'market_is_valid';
COMMENT ON FUNCTION market.is_valid(market.json_schema, jsonb) IS
'whether a document is valid by a schema';

CREATE FUNCTION market.is_valid_json(schema market.json_schema, instance json) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'market_is_valid_json';
COMMENT ON FUNCTION market.is_valid_json(market.json_schema, json) IS
'whether a document in text form is valid by a schema';

CREATE FUNCTION market.validate(schema market.json_schema, instance jsonb) RETURNS jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'market_validate';
COMMENT ON FUNCTION market.validate(market.json_schema, jsonb) IS
'the document itself when it is valid by a schema, else an error that says where and why not';

-- Making and checking schemas

CREATE FUNCTION market.json_schema(schema text, draft text DEFAULT NULL,
    formats boolean DEFAULT NULL, strict boolean DEFAULT false) RETURNS market.json_schema
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema';
COMMENT ON FUNCTION market.json_schema(text, text, boolean, boolean) IS
'the schema of a text, of a given draft when it names none, with formats checked or not, without unknown keywords when strict';

CREATE FUNCTION market.is_json_schema(schema text) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_is_json_schema';
COMMENT ON FUNCTION market.is_json_schema(text) IS
'whether a text is a valid JSON Schema';

CREATE FUNCTION market.bundle_schema(schema text, remotes jsonb) RETURNS market.json_schema
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_bundle_schema';
COMMENT ON FUNCTION market.bundle_schema(text, jsonb) IS
'the schema of a text together with those of the remote documents, by URI, that it refers to';

CREATE FUNCTION market.validation_errors(schema market.json_schema, instance jsonb,
    max_errors integer DEFAULT 20)
RETURNS TABLE (instance_path text, keyword text, keyword_path text, message text)
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 5
AS 'MODULE_PATHNAME', 'market_validation_errors';
COMMENT ON FUNCTION market.validation_errors(market.json_schema, jsonb, integer) IS
'where and why a document is not valid by a schema, up to a number of errors';

CREATE FUNCTION market.validation_output(schema market.json_schema, instance jsonb,
    format text DEFAULT 'basic') RETURNS jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'market_validation_output';
COMMENT ON FUNCTION market.validation_output(market.json_schema, jsonb, text) IS
'the output of a validation as the specification defines it: flag or basic';
-- The type market.pricing: what a request of a service costs.

CREATE TYPE market.pricing;

CREATE FUNCTION market.pricing_in(cstring) RETURNS market.pricing
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_pricing_in';
COMMENT ON FUNCTION market.pricing_in(cstring) IS
'text input of pricings';

CREATE FUNCTION market.pricing_out(market.pricing) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_pricing_out';
COMMENT ON FUNCTION market.pricing_out(market.pricing) IS
'text output of pricings';

CREATE FUNCTION market.pricing_recv(internal) RETURNS market.pricing
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_pricing_recv';
COMMENT ON FUNCTION market.pricing_recv(internal) IS
'binary input of pricings';

CREATE FUNCTION market.pricing_send(market.pricing) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_pricing_send';
COMMENT ON FUNCTION market.pricing_send(market.pricing) IS
'binary output of pricings';

CREATE TYPE market.pricing (
    INPUT = market.pricing_in,
    OUTPUT = market.pricing_out,
    RECEIVE = market.pricing_recv,
    SEND = market.pricing_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended
);
COMMENT ON TYPE market.pricing IS
'the pricing document of a service binding: a price, and promotions by time and by volume';

CREATE FUNCTION market.list_price(pricing market.pricing) RETURNS market.coin
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_list_price';
COMMENT ON FUNCTION market.list_price(market.pricing) IS
'the price of a pricing before discounts, in the unit that it names';

CREATE FUNCTION market.discounted_price(
    pricing market.pricing, price numeric, at timestamptz, volume bigint
) RETURNS numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_discounted_price';
COMMENT ON FUNCTION market.discounted_price(market.pricing, numeric, timestamptz, bigint) IS
'a price in minor units after the discounts of a pricing, with up to 18 fractional digits, which a fee drops';

-- Equality: of documents as they are written.

CREATE FUNCTION market.pricing_eq(market.pricing, market.pricing) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_pricing_eq';
COMMENT ON FUNCTION market.pricing_eq(market.pricing, market.pricing) IS
'function of the operator =';

CREATE FUNCTION market.pricing_ne(market.pricing, market.pricing) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_pricing_ne';
COMMENT ON FUNCTION market.pricing_ne(market.pricing, market.pricing) IS
'function of the operator <>';

CREATE FUNCTION market.pricing_hash(market.pricing) RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_pricing_hash';
COMMENT ON FUNCTION market.pricing_hash(market.pricing) IS
'hash of 32 bits';

CREATE FUNCTION market.pricing_hash_extended(market.pricing, bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_pricing_hash_extended';
COMMENT ON FUNCTION market.pricing_hash_extended(market.pricing, bigint) IS
'hash of 64 bits with a seed';

CREATE OPERATOR market.= (
    FUNCTION = market.pricing_eq, LEFTARG = market.pricing, RIGHTARG = market.pricing,
    COMMUTATOR = OPERATOR(market.=), NEGATOR = OPERATOR(market.<>),
    RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel, HASHES
);
COMMENT ON OPERATOR market.= (market.pricing, market.pricing) IS
'both documents are the same text';

CREATE OPERATOR market.<> (
    FUNCTION = market.pricing_ne, LEFTARG = market.pricing, RIGHTARG = market.pricing,
    COMMUTATOR = OPERATOR(market.<>), NEGATOR = OPERATOR(market.=),
    RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR market.<> (market.pricing, market.pricing) IS
'the documents are different texts';

CREATE OPERATOR CLASS market.pricing_ops DEFAULT FOR TYPE market.pricing USING hash AS
    OPERATOR 1 market.=,
    FUNCTION 1 market.pricing_hash(market.pricing),
    FUNCTION 2 market.pricing_hash_extended(market.pricing, bigint);
COMMENT ON OPERATOR CLASS market.pricing_ops USING hash IS
'hash indexes, hash joins and grouping of pricings';
COMMENT ON OPERATOR FAMILY market.pricing_ops USING hash IS
'hash indexes, hash joins and grouping of pricings';
-- Hashes, messages and signatures: pure functions for everyone.

CREATE FUNCTION market.keccak256(data bytea) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_keccak256';
COMMENT ON FUNCTION market.keccak256(bytea) IS
'the original Keccak-256 of a byte string';

CREATE FUNCTION market.eth_message_hash(message bytea) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_eth_message_hash';
COMMENT ON FUNCTION market.eth_message_hash(bytea) IS
'the hash that Ethereum wallets sign for a message (EIP-191, version 0x45)';

CREATE FUNCTION market.message_digest(message bytea) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_message_digest';
COMMENT ON FUNCTION market.message_digest(bytea) IS
'the hash that is signed for a packed message: eth_message_hash(keccak256(message))';

CREATE FUNCTION market.ecrecover(
    digest market.bytes32,
    signature market.signature
) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'market_ecrecover';
COMMENT ON FUNCTION market.ecrecover(market.bytes32, market.signature) IS
'the address whose key signed a digest, NULL when nothing recovers; nearly every signature'
' recovers to some address, so compare it';

CREATE FUNCTION market.public_key_address(public_key bytea) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'market_public_key_address';
COMMENT ON FUNCTION market.public_key_address(bytea) IS
'the address of a public key of 33 bytes (compressed), 64 (x and y) or 65 (0x04, x and y)';

CREATE FUNCTION market.claim_message(
    escrow market.address,
    channel_id numeric,
    nonce numeric,
    amount numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_claim_message';
COMMENT ON FUNCTION market.claim_message(market.address, numeric, numeric, numeric) IS
'the message by which the signer of a channel authorises a payment';

CREATE FUNCTION market.open_channel_message(
    escrow market.address,
    funder market.address,
    signer market.address,
    recipient market.address,
    group_id market.bytes32,
    value numeric,
    expiration numeric,
    message_nonce numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_open_channel_message';
COMMENT ON FUNCTION market.open_channel_message(
    market.address, market.address, market.address, market.address, market.bytes32,
    numeric, numeric, numeric
) IS
'the message by which a sender lets a funder open a channel in its name';

CREATE FUNCTION market.channel_state_message(
    escrow market.address,
    channel_id numeric,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_channel_state_message';
COMMENT ON FUNCTION market.channel_state_message(market.address, numeric, numeric) IS
'the message by which a party of a channel asks for its state';

CREATE FUNCTION market.list_unclaimed_message(
    escrow market.address,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_list_unclaimed_message';
COMMENT ON FUNCTION market.list_unclaimed_message(market.address, numeric) IS
'the message by which a recipient asks for its unclaimed payments';

CREATE FUNCTION market.list_in_progress_message(
    escrow market.address,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_list_in_progress_message';
COMMENT ON FUNCTION market.list_in_progress_message(market.address, numeric) IS
'the message by which a recipient asks for its claims in progress';

CREATE FUNCTION market.start_claim_message(
    escrow market.address,
    channel_id numeric,
    nonce numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_start_claim_message';
COMMENT ON FUNCTION market.start_claim_message(market.address, numeric, numeric) IS
'the message by which a recipient starts the claim of one channel';

CREATE FUNCTION market.start_claims_message(
    escrow market.address,
    channel_ids numeric[],
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_start_claims_message';
COMMENT ON FUNCTION market.start_claims_message(market.address, numeric[], numeric) IS
'the message by which a recipient starts the claims of many channels; it holds the ids sorted';
-- Amounts and identifiers as wallets, contracts and documents write them.

CREATE FUNCTION market.parse_amount(amount text, decimals integer) RETURNS numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_parse_amount';
COMMENT ON FUNCTION market.parse_amount(text, integer) IS
'minor units of an amount written in whole tokens, exact or refused';

CREATE FUNCTION market.format_amount(amount numeric, decimals integer) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_format_amount';
COMMENT ON FUNCTION market.format_amount(numeric, integer) IS
'an amount of minor units written in whole tokens, without trailing zeros';

CREATE FUNCTION market.registry_id(id text) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_registry_id';
COMMENT ON FUNCTION market.registry_id(text) IS
'identifier of an organization or service as a contract keeps it: 1 to 32 bytes of UTF-8,'
' padded with zeros';

CREATE FUNCTION market.group_id(encoded text) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_group_id';
COMMENT ON FUNCTION market.group_id(text) IS
'group identifier from its base64 form in the document of an organization';

CREATE FUNCTION market.metadata_uri(uri text) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_metadata_uri';
COMMENT ON FUNCTION market.metadata_uri(text) IS
'address of a document as a contract keeps it: padded with at least one zero to a multiple'
' of 32 bytes';
-- Messages that hold texts: free calls, and requests of operators.  Pure functions for everyone.

CREATE FUNCTION market.free_call_token_request_message(
    address_text text,
    user_id text,
    organization_id text,
    service_id text,
    group_id text,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_token_request_message';
COMMENT ON FUNCTION market.free_call_token_request_message(text, text, text, text, text, numeric) IS
'message that a client signs to ask for a token of free calls; address as sent, group id in base64';

CREATE FUNCTION market.free_call_token_message(
    organization_id text,
    group_name text,
    address market.address,
    user_id text,
    expiration_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_token_message';
COMMENT ON FUNCTION market.free_call_token_message(text, text, market.address, text, numeric) IS
'message that a provider signs to make a token of free calls';

CREATE FUNCTION market.free_call_message(
    address_text text,
    user_id text,
    organization_id text,
    service_id text,
    group_id text,
    current_block numeric,
    token bytea
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_message';
COMMENT ON FUNCTION market.free_call_message(text, text, text, text, text, numeric, bytea) IS
'message that a client signs to make a free call, or to ask how many are left';

CREATE FUNCTION market.free_call_older_message(
    user_id text,
    organization_id text,
    service_id text,
    group_id text,
    current_block numeric,
    token bytea
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_older_message';
COMMENT ON FUNCTION market.free_call_older_message(text, text, text, text, numeric, bytea) IS
'message of older clients for a free call, which holds no address';

CREATE FUNCTION market.free_call_token(signature market.signature, expiration_block numeric)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_token';
COMMENT ON FUNCTION market.free_call_token(market.signature, numeric) IS
'token of free calls from the provider''s signature and the last block';

CREATE FUNCTION market.parse_free_call_token(
    token bytea,
    OUT signature bytea,
    OUT expiration_block numeric
) RETURNS record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_parse_free_call_token';
COMMENT ON FUNCTION market.parse_free_call_token(bytea) IS
'signature and last block of a token of free calls, split at its last underscore';

CREATE FUNCTION market.training_message(
    message text,
    signer_address market.address,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_training_message';
COMMENT ON FUNCTION market.training_message(text, market.address, numeric) IS
'message of a request about training';

CREATE FUNCTION market.operator_message(prefix text, current_block numeric) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_operator_message';
COMMENT ON FUNCTION market.operator_message(text, numeric) IS
'message of an operator''s request, such as _StopProcessingRequests';

CREATE FUNCTION market.metering_message(
    user_name text,
    organization_id text,
    service_id text,
    group_id text,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_metering_message';
COMMENT ON FUNCTION market.metering_message(text, text, text, text, numeric) IS
'message that goes with usage records';
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
-- Calls and events of contracts, encoded as a chain has them.  Pure functions for everyone.

CREATE FUNCTION market.abi_encode(types text, arguments jsonb) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_abi_encode';
COMMENT ON FUNCTION market.abi_encode(text, jsonb) IS
'values of types in parentheses, such as (uint256,address), as a contract takes and writes them';

CREATE FUNCTION market.contract_call(signature text, arguments jsonb) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_contract_call';
COMMENT ON FUNCTION market.contract_call(text, jsonb) IS
'call data of a contract''s function: its selector and its arguments';
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
-- What a signed message says, and who signed it.  Pure, for everyone.

CREATE FUNCTION market.explain_signature(
    message bytea,
    signature market.signature,
    OUT kind text,
    OUT prefix text,
    OUT fields jsonb,
    OUT signer market.address
) RETURNS record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_explain_signature';
COMMENT ON FUNCTION market.explain_signature(bytea, market.signature) IS
'which message a packed message is, its fields, and who signed it; nulls when its layout does not show';
-- Installation of roles, tables, triggers, policies and grants.

CREATE FUNCTION market.install() RETURNS SETOF text
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS 'MODULE_PATHNAME', 'market_install';
COMMENT ON FUNCTION market.install() IS
'makes or updates the roles, tables, triggers, policies and grants of the market, and says what to type next';
REVOKE EXECUTE ON FUNCTION market.install() FROM PUBLIC;

CREATE FUNCTION market.append_only() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_append_only';
COMMENT ON FUNCTION market.append_only() IS
'trigger of tables whose rows are never changed';
REVOKE EXECUTE ON FUNCTION market.append_only() FROM PUBLIC;

CREATE FUNCTION market.guard_extension() RETURNS event_trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_guard_extension';
COMMENT ON FUNCTION market.guard_extension() IS
'event trigger that keeps DROP EXTENSION from taking columns of the market''s tables';
REVOKE EXECUTE ON FUNCTION market.guard_extension() FROM PUBLIC;

CREATE EVENT TRIGGER pg_market_guard ON ddl_command_start
WHEN TAG IN ('DROP EXTENSION')
EXECUTE FUNCTION market.guard_extension();
COMMENT ON EVENT TRIGGER pg_market_guard IS
'DROP EXTENSION pg_market is refused while the market''s tables exist';
-- The clock, counted in blocks.

CREATE FUNCTION market.height() RETURNS bigint
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_height';
COMMENT ON FUNCTION market.height() IS 'height of the current block';

CREATE FUNCTION market.block_time() RETURNS timestamptz
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_block_time';
COMMENT ON FUNCTION market.block_time() IS 'time of the current block';

CREATE FUNCTION market.end_block(
    block_time timestamptz DEFAULT pg_catalog.clock_timestamp(),
    next_height bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_end_block';
COMMENT ON FUNCTION market.end_block(timestamptz, bigint) IS
'ends the current block and returns the height of the next; for operators';
REVOKE EXECUTE ON FUNCTION market.end_block(timestamptz, bigint) FROM PUBLIC;

-- A procedure with a setting of its own cannot commit, so this one has none; it runs
-- one statement, whose every name is qualified, with the caller's rights.
CREATE PROCEDURE market.run_blocks(count integer, every interval)
LANGUAGE c
AS 'MODULE_PATHNAME', 'market_run_blocks';
COMMENT ON PROCEDURE market.run_blocks(integer, interval) IS
'ends one block per interval, each in a transaction of its own; for schedulers';
REVOKE EXECUTE ON PROCEDURE market.run_blocks(integer, interval) FROM PUBLIC;

CREATE FUNCTION market.clock_advance() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_clock_advance';
COMMENT ON FUNCTION market.clock_advance() IS
'trigger of the clock: blocks only advance';
REVOKE EXECUTE ON FUNCTION market.clock_advance() FROM PUBLIC;
-- Parameters.

CREATE FUNCTION market.set_params(
    max_request_timeout bigint DEFAULT NULL,
    min_deposit_multiple bigint DEFAULT NULL,
    min_deposit numeric DEFAULT NULL,
    service_fee_tax numeric DEFAULT NULL,
    slash_fraction numeric DEFAULT NULL,
    complaint_retrospect interval DEFAULT NULL,
    arbitration_time_limit interval DEFAULT NULL,
    tx_size_limit bigint DEFAULT NULL,
    base_denom text DEFAULT NULL,
    restricted_service_fee_denom boolean DEFAULT NULL,
    slash_destination text DEFAULT NULL,
    validate_bodies boolean DEFAULT NULL,
    dispatch text DEFAULT NULL,
    escrow_address market.address DEFAULT NULL,
    channel_denom text DEFAULT NULL,
    max_work_per_block bigint DEFAULT NULL,
    idempotency_key_blocks bigint DEFAULT NULL,
    free_call_period bigint DEFAULT NULL,
    free_call_min_balance numeric DEFAULT NULL,
    free_call_token_lifetime bigint DEFAULT NULL,
    blocks_per_day bigint DEFAULT NULL,
    metering boolean DEFAULT NULL,
    price_grace bigint DEFAULT NULL,
    quote_blocks bigint DEFAULT NULL,
    callback_timeout interval DEFAULT NULL,
    payment_lease bigint DEFAULT NULL,
    prepaid_token_lifetime interval DEFAULT NULL,
    overpay_tolerance numeric DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_params';
COMMENT ON FUNCTION market.set_params IS
'changes the parameters that are given; for operators';
REVOKE EXECUTE ON FUNCTION market.set_params FROM PUBLIC;
-- Tokens.

CREATE FUNCTION market.create_token(denom text, symbol text DEFAULT NULL, decimals integer DEFAULT 0)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_token';
COMMENT ON FUNCTION market.create_token(text, text, integer) IS
'registers a token; one symbol is 10^decimals denom; for operators';
REVOKE EXECUTE ON FUNCTION market.create_token(text, text, integer) FROM PUBLIC;
-- Accounts.

CREATE FUNCTION market.system_account(name text) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_system_account';
COMMENT ON FUNCTION market.system_account(text) IS
'address of one of the market''s own accounts: the first 20 bytes of the SHA-256 of its name';

CREATE FUNCTION market.create_account(
    address market.address DEFAULT NULL,
    owner_role regrole DEFAULT NULL,
    label text DEFAULT NULL
) RETURNS market.address
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_account';
COMMENT ON FUNCTION market.create_account(market.address, regrole, text) IS
'binds an account to a role, the caller''s unless another is given; without an address makes a random one';
REVOKE EXECUTE ON FUNCTION market.create_account(market.address, regrole, text) FROM PUBLIC;
-- Money in, money out, and between accounts.

CREATE FUNCTION market.deposit(
    account market.address,
    funds market.coin,
    reference text DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_deposit';
COMMENT ON FUNCTION market.deposit(market.address, market.coin, text, text) IS
'money came in from outside; returns the new balance; the same reference is applied once; for operators';
REVOKE EXECUTE ON FUNCTION market.deposit(market.address, market.coin, text, text) FROM PUBLIC;

CREATE FUNCTION market.withdraw(
    account market.address,
    funds market.coin,
    reference text DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_withdraw';
COMMENT ON FUNCTION market.withdraw(market.address, market.coin, text, text) IS
'money goes out; returns the new balance; the same reference is applied once';
REVOKE EXECUTE ON FUNCTION market.withdraw(market.address, market.coin, text, text) FROM PUBLIC;

CREATE FUNCTION market.transfer(
    sender market.address,
    receiver market.address,
    funds market.coin,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_transfer';
COMMENT ON FUNCTION market.transfer(market.address, market.address, market.coin, text) IS
'moves money between accounts; returns the sender''s new balance';
REVOKE EXECUTE ON FUNCTION market.transfer(market.address, market.address, market.coin, text) FROM PUBLIC;

CREATE FUNCTION market.balance(account market.address, denom text DEFAULT NULL) RETURNS numeric
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_balance';
COMMENT ON FUNCTION market.balance(market.address, text) IS
'spendable money of an account in minor units; 0 when the account is unknown';

CREATE FUNCTION market.audit()
RETURNS TABLE (check_name text, object text, expected text, found text)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_audit';
COMMENT ON FUNCTION market.audit() IS
'recomputes the books from rows and journal and reports differences; no row when they are sound';

CREATE FUNCTION market.audit_recent()
RETURNS TABLE (check_name text, object text, expected text, found text)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_audit_recent';
COMMENT ON FUNCTION market.audit_recent() IS
'compares balances with the journal as audit() does, but reads only what is new in it; for operators';
REVOKE EXECUTE ON FUNCTION market.audit_recent() FROM PUBLIC;
-- Keys of calls that have their effect once.

CREATE FUNCTION market.prune_idempotency_keys() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_prune_idempotency_keys';
COMMENT ON FUNCTION market.prune_idempotency_keys() IS
'trigger of the clock: forgets keys of calls that are older than the parameter idempotency_key_blocks';
REVOKE EXECUTE ON FUNCTION market.prune_idempotency_keys() FROM PUBLIC;
-- Organizations.

CREATE FUNCTION market.create_organization(
    owner market.address,
    organization_id text,
    metadata jsonb,
    members market.address[] DEFAULT '{}'
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_organization';
COMMENT ON FUNCTION market.create_organization(market.address, text, jsonb, market.address[]) IS
'registers an organization with its payment groups; the owner is no member unless listed';
REVOKE EXECUTE ON FUNCTION market.create_organization(market.address, text, jsonb, market.address[]) FROM PUBLIC;

CREATE FUNCTION market.update_organization(
    owner market.address,
    organization_id text,
    metadata jsonb
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_organization';
COMMENT ON FUNCTION market.update_organization(market.address, text, jsonb) IS
'gives an organization another document; published groups stay; for the owner';
REVOKE EXECUTE ON FUNCTION market.update_organization(market.address, text, jsonb) FROM PUBLIC;

CREATE FUNCTION market.change_organization_owner(
    owner market.address,
    organization_id text,
    new_owner market.address
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_change_organization_owner';
COMMENT ON FUNCTION market.change_organization_owner(market.address, text, market.address) IS
'hands an organization to another account; for the owner';
REVOKE EXECUTE ON FUNCTION market.change_organization_owner(market.address, text, market.address) FROM PUBLIC;

CREATE FUNCTION market.delete_organization(
    owner market.address,
    organization_id text
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_delete_organization';
COMMENT ON FUNCTION market.delete_organization(market.address, text) IS
'deletes an organization with its services and groups, not its channels; for the owner';
REVOKE EXECUTE ON FUNCTION market.delete_organization(market.address, text) FROM PUBLIC;

CREATE FUNCTION market.add_organization_members(
    member market.address,
    organization_id text,
    members market.address[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_add_organization_members';
COMMENT ON FUNCTION market.add_organization_members(market.address, text, market.address[]) IS
'adds members that are not yet in the list; for the owner and members';
REVOKE EXECUTE ON FUNCTION market.add_organization_members(market.address, text, market.address[]) FROM PUBLIC;

CREATE FUNCTION market.remove_organization_members(
    member market.address,
    organization_id text,
    members market.address[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_remove_organization_members';
COMMENT ON FUNCTION market.remove_organization_members(market.address, text, market.address[]) IS
'removes those who are members; for the owner and members';
REVOKE EXECUTE ON FUNCTION market.remove_organization_members(market.address, text, market.address[]) FROM PUBLIC;
-- Services of organizations.

CREATE FUNCTION market.publish_service(
    member market.address,
    organization_id text,
    service_id text,
    metadata jsonb
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_publish_service';
COMMENT ON FUNCTION market.publish_service(market.address, text, text, jsonb) IS
'adds a service with its prices; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.publish_service(market.address, text, text, jsonb) FROM PUBLIC;

CREATE FUNCTION market.update_service(
    member market.address,
    organization_id text,
    service_id text,
    metadata jsonb
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_service';
COMMENT ON FUNCTION market.update_service(market.address, text, text, jsonb) IS
'gives a service another document and its prices; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.update_service(market.address, text, text, jsonb) FROM PUBLIC;

CREATE FUNCTION market.delete_service(
    member market.address,
    organization_id text,
    service_id text
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_delete_service';
COMMENT ON FUNCTION market.delete_service(market.address, text, text) IS
'deletes a service; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.delete_service(market.address, text, text) FROM PUBLIC;
-- Prices beside those of the documents: pricing functions and quotes.

CREATE FUNCTION market.register_pricing_function(
    member market.address,
    organization_id text,
    service_id text,
    handler text,
    method text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_register_pricing_function';
COMMENT ON FUNCTION market.register_pricing_function IS
'lets a function set the price of a method, or of all methods, from the request; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.register_pricing_function FROM PUBLIC;

CREATE FUNCTION market.unregister_pricing_function(
    member market.address,
    organization_id text,
    service_id text,
    method text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_unregister_pricing_function';
COMMENT ON FUNCTION market.unregister_pricing_function IS
'goes back to the listed price; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.unregister_pricing_function FROM PUBLIC;

CREATE FUNCTION market.service_price(
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    group_id market.bytes32 DEFAULT NULL
) RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_service_price';
COMMENT ON FUNCTION market.service_price IS
'what a call made now would cost; runs the pricing function of the service when it has one';
REVOKE EXECUTE ON FUNCTION market.service_price FROM PUBLIC;

CREATE FUNCTION market.request_quote(
    payer market.address,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    group_id market.bytes32 DEFAULT NULL,
    OUT quote_id bigint,
    OUT price numeric,
    OUT valid_until bigint
) RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_request_quote';
COMMENT ON FUNCTION market.request_quote IS
'a price that holds for some blocks and that a payment may name';
REVOKE EXECUTE ON FUNCTION market.request_quote FROM PUBLIC;
-- Readers of the registry, tags, and type repositories.

CREATE FUNCTION market.list_organizations() RETURNS SETOF text
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_list_organizations';
COMMENT ON FUNCTION market.list_organizations IS
'ids of all organizations, in the order of their creation';

CREATE FUNCTION market.get_organization(
    organization_id text,
    OUT found boolean,
    OUT id text,
    OUT metadata jsonb,
    OUT owner market.address,
    OUT members market.address[],
    OUT service_ids text[]
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_get_organization';
COMMENT ON FUNCTION market.get_organization IS
'an organization, or that there is none';

CREATE FUNCTION market.list_services(
    organization_id text,
    OUT found boolean,
    OUT service_ids text[]
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_list_services';
COMMENT ON FUNCTION market.list_services IS
'ids of an organization''s services, in the order of their publication';

CREATE FUNCTION market.get_service(
    organization_id text,
    service_id text,
    OUT found boolean,
    OUT id text,
    OUT metadata jsonb,
    OUT tags text[]
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_get_service';
COMMENT ON FUNCTION market.get_service IS
'a service, or that there is none';

CREATE FUNCTION market.find_services(tags text[])
RETURNS TABLE (organization_id text, service_id text)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_find_services';
COMMENT ON FUNCTION market.find_services IS
'the services that have all of some tags';

CREATE FUNCTION market.add_service_tags(
    member market.address,
    organization_id text,
    service_id text,
    tags text[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_add_service_tags';
COMMENT ON FUNCTION market.add_service_tags IS
'adds tags that the service does not have yet to its document; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.add_service_tags FROM PUBLIC;

CREATE FUNCTION market.remove_service_tags(
    member market.address,
    organization_id text,
    service_id text,
    tags text[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_remove_service_tags';
COMMENT ON FUNCTION market.remove_service_tags IS
'removes those tags that the service has from its document; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.remove_service_tags FROM PUBLIC;

CREATE FUNCTION market.create_type_repository(
    member market.address,
    organization_id text,
    repository_id text,
    uri text,
    tags text[] DEFAULT '{}'
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_type_repository';
COMMENT ON FUNCTION market.create_type_repository IS
'adds a type repository; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.create_type_repository FROM PUBLIC;

CREATE FUNCTION market.update_type_repository(
    member market.address,
    organization_id text,
    repository_id text,
    uri text
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_type_repository';
COMMENT ON FUNCTION market.update_type_repository IS
'says where the types of a repository lie now; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.update_type_repository FROM PUBLIC;

CREATE FUNCTION market.add_type_repository_tags(
    member market.address,
    organization_id text,
    repository_id text,
    tags text[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_add_type_repository_tags';
COMMENT ON FUNCTION market.add_type_repository_tags IS
'adds tags that the repository does not have yet; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.add_type_repository_tags FROM PUBLIC;

CREATE FUNCTION market.remove_type_repository_tags(
    member market.address,
    organization_id text,
    repository_id text,
    tags text[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_remove_type_repository_tags';
COMMENT ON FUNCTION market.remove_type_repository_tags IS
'removes those tags that the repository has; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.remove_type_repository_tags FROM PUBLIC;

CREATE FUNCTION market.delete_type_repository(
    member market.address,
    organization_id text,
    repository_id text
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_delete_type_repository';
COMMENT ON FUNCTION market.delete_type_repository IS
'deletes a type repository; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.delete_type_repository FROM PUBLIC;

CREATE FUNCTION market.find_type_repositories(tags text[])
RETURNS TABLE (organization_id text, repository_id text)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_find_type_repositories';
COMMENT ON FUNCTION market.find_type_repositories IS
'the type repositories that have all of some tags';
-- Operators of services: start, stop, and what they may set.

CREATE FUNCTION market.start_service(
    operator market.address,
    organization_id text,
    service_id text,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_start_service';
COMMENT ON FUNCTION market.start_service IS
'lets a service take calls again; for its operators';
REVOKE EXECUTE ON FUNCTION market.start_service FROM PUBLIC;

CREATE FUNCTION market.stop_service(
    operator market.address,
    organization_id text,
    service_id text,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_stop_service';
COMMENT ON FUNCTION market.stop_service IS
'refuses all further calls of a service; for its operators';
REVOKE EXECUTE ON FUNCTION market.stop_service FROM PUBLIC;

CREATE FUNCTION market.is_service_running(
    operator market.address,
    organization_id text,
    service_id text,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS boolean
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_is_service_running';
COMMENT ON FUNCTION market.is_service_running IS
'does a service take calls? For its operators';

CREATE FUNCTION market.configure_service(
    operator market.address,
    organization_id text,
    service_id text,
    rate_limit bigint DEFAULT NULL,
    burst_size bigint DEFAULT NULL,
    client_rate_limit bigint DEFAULT NULL,
    client_burst_size bigint DEFAULT NULL,
    rate_limit_blocks bigint DEFAULT NULL,
    allowed_user_flag boolean DEFAULT NULL,
    allowed_user_addresses market.address[] DEFAULT NULL,
    authentication_addresses market.address[] DEFAULT NULL,
    trusted_free_call_signers market.address[] DEFAULT NULL,
    min_balance_for_free_call numeric DEFAULT NULL,
    free_call_period bigint DEFAULT NULL,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_configure_service';
COMMENT ON FUNCTION market.configure_service IS
'changes the settings of a service that are given; for its operators';
REVOKE EXECUTE ON FUNCTION market.configure_service FROM PUBLIC;

CREATE FUNCTION market.service_configuration(
    operator market.address,
    organization_id text,
    service_id text,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS TABLE (name text, type text, value text)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_service_configuration';
COMMENT ON FUNCTION market.service_configuration IS
'the settings of a service with their types; for its operators';
-- Payment channels: open, fund, extend, time out.

CREATE FUNCTION market.open_channel(
    sender market.address,
    signer market.address,
    recipient market.address,
    group_id market.bytes32,
    value market.coin,
    expiration bigint,
    idempotency_key text DEFAULT NULL
)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_open_channel';
COMMENT ON FUNCTION market.open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text) IS
'moves money of the sender onto a new channel and returns its id';
REVOKE EXECUTE ON FUNCTION market.open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text) FROM PUBLIC;

CREATE FUNCTION market.deposit_and_open_channel(
    sender market.address,
    signer market.address,
    recipient market.address,
    group_id market.bytes32,
    value market.coin,
    expiration bigint,
    idempotency_key text DEFAULT NULL
)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_deposit_and_open_channel';
COMMENT ON FUNCTION market.deposit_and_open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text) IS
'deposits money from outside and opens a channel with it; needs the operator''s right';
REVOKE EXECUTE ON FUNCTION market.deposit_and_open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text) FROM PUBLIC;

CREATE FUNCTION market.open_channel_by_third_party(
    funder market.address,
    sender market.address,
    signer market.address,
    recipient market.address,
    group_id market.bytes32,
    value numeric,
    expiration bigint,
    message_nonce numeric,
    signature market.signature,
    idempotency_key text DEFAULT NULL
)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_open_channel_by_third_party';
COMMENT ON FUNCTION market.open_channel_by_third_party(market.address, market.address, market.address, market.address, market.bytes32, numeric, bigint, numeric, market.signature, text) IS
'opens a channel in the name of a sender who signed a permission; the funder pays';
REVOKE EXECUTE ON FUNCTION market.open_channel_by_third_party(market.address, market.address, market.address, market.address, market.bytes32, numeric, bigint, numeric, market.signature, text) FROM PUBLIC;

CREATE FUNCTION market.add_channel_funds(
    funder market.address,
    channel_id bigint,
    funds market.coin,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_add_channel_funds';
COMMENT ON FUNCTION market.add_channel_funds(market.address, bigint, market.coin, text) IS
'moves money of anybody onto a channel and returns its value';
REVOKE EXECUTE ON FUNCTION market.add_channel_funds(market.address, bigint, market.coin, text) FROM PUBLIC;

CREATE FUNCTION market.extend_channel(sender market.address, channel_id bigint, expiration bigint)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_extend_channel';
COMMENT ON FUNCTION market.extend_channel(market.address, bigint, bigint) IS
'raises the expiration of a channel';
REVOKE EXECUTE ON FUNCTION market.extend_channel(market.address, bigint, bigint) FROM PUBLIC;

CREATE FUNCTION market.extend_channel_and_add_funds(
    sender market.address,
    channel_id bigint,
    expiration bigint,
    funds market.coin,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_extend_channel_and_add_funds';
COMMENT ON FUNCTION market.extend_channel_and_add_funds(market.address, bigint, bigint, market.coin, text) IS
'raises the expiration of a channel, adds funds, and returns its value';
REVOKE EXECUTE ON FUNCTION market.extend_channel_and_add_funds(market.address, bigint, bigint, market.coin, text) FROM PUBLIC;

CREATE FUNCTION market.claim_channel_timeout(
    sender market.address,
    channel_id bigint,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_channel_timeout';
COMMENT ON FUNCTION market.claim_channel_timeout(market.address, bigint, text) IS
'returns all money of an expired channel to its sender';
REVOKE EXECUTE ON FUNCTION market.claim_channel_timeout(market.address, bigint, text) FROM PUBLIC;
-- The paid call, and what a client asks before it.

CREATE FUNCTION market.authorize_payment(
    channel_id bigint,
    nonce numeric,
    amount numeric,
    signature market.signature,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_authorize_payment';
COMMENT ON FUNCTION market.authorize_payment IS
'the paid call: checks and stores a signed total and returns the price charged';
REVOKE EXECUTE ON FUNCTION market.authorize_payment FROM PUBLIC;

CREATE FUNCTION market.channel_state(
    channel_id bigint,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL,
    OUT current_nonce numeric,
    OUT current_signed_amount numeric,
    OUT current_signature market.signature,
    OUT old_nonce_signed_amount numeric,
    OUT old_nonce_signature market.signature
)
RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_channel_state';
COMMENT ON FUNCTION market.channel_state(bigint, bigint, market.signature) IS
'what is signed for on a channel, and while a claim is pending what was before; for its parties';

CREATE FUNCTION market.next_payment(
    channel_id bigint,
    price numeric,
    OUT nonce numeric,
    OUT amount numeric,
    OUT message bytea,
    OUT digest market.bytes32
)
RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_next_payment';
COMMENT ON FUNCTION market.next_payment(bigint, numeric) IS
'what a wallet must sign next to pay a price on a channel';
-- Payments in two steps, for services outside of the database.

CREATE FUNCTION market.begin_payment(
    channel_id bigint,
    nonce numeric,
    amount numeric,
    signature market.signature,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    lease bigint DEFAULT NULL,
    concurrent integer DEFAULT 1,
    wait interval DEFAULT '0',
    idempotency_key text DEFAULT NULL,
    OUT payment_token uuid,
    OUT price numeric,
    OUT expiration bigint
)
RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_begin_payment';
COMMENT ON FUNCTION market.begin_payment IS
'checks a signed total and holds the channel for it until the payment ends, or its lease does';
REVOKE EXECUTE ON FUNCTION market.begin_payment FROM PUBLIC;

CREATE FUNCTION market.commit_payment(
    payment_token uuid,
    price numeric DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_commit_payment';
COMMENT ON FUNCTION market.commit_payment IS
'ends a payment that has begun: charges the price, or less, and returns it';
REVOKE EXECUTE ON FUNCTION market.commit_payment FROM PUBLIC;

CREATE FUNCTION market.rollback_payment(
    payment_token uuid,
    error text DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_rollback_payment';
COMMENT ON FUNCTION market.rollback_payment IS
'ends a payment that has begun: the service failed, and nothing is charged';
REVOKE EXECUTE ON FUNCTION market.rollback_payment FROM PUBLIC;

CREATE FUNCTION market.end_payment_leases() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_end_payment_leases';
COMMENT ON FUNCTION market.end_payment_leases() IS
'trigger of the clock: forgets payments whose lease has ended';
REVOKE EXECUTE ON FUNCTION market.end_payment_leases() FROM PUBLIC;
-- Free calls.

CREATE FUNCTION market.request_free_call_token(
    client market.address,
    organization_id text,
    service_id text,
    group_name text DEFAULT 'default_group',
    user_id text DEFAULT '',
    lifetime bigint DEFAULT NULL,
    address_text text DEFAULT NULL,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL,
    OUT expiration_block bigint,
    OUT message bytea,
    OUT digest market.bytes32
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_request_free_call_token';
COMMENT ON FUNCTION market.request_free_call_token IS
'checks a client''s request for a token of free calls; returns what the provider''s signer signs to make it';

CREATE FUNCTION market.free_call(
    client market.address,
    organization_id text,
    service_id text,
    token bytea DEFAULT NULL,
    group_name text DEFAULT 'default_group',
    user_id text DEFAULT '',
    method text DEFAULT NULL,
    address_text text DEFAULT NULL,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_free_call';
COMMENT ON FUNCTION market.free_call IS
'a free call: checks and counts it, and returns how many are left';
REVOKE EXECUTE ON FUNCTION market.free_call FROM PUBLIC;

CREATE FUNCTION market.free_calls_available(
    client market.address,
    organization_id text,
    service_id text,
    token bytea DEFAULT NULL,
    group_name text DEFAULT 'default_group',
    user_id text DEFAULT '',
    address_text text DEFAULT NULL,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS bigint
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_free_calls_available';
COMMENT ON FUNCTION market.free_calls_available IS
'how many free calls a client has left; 99999999 when any number';

CREATE FUNCTION market.set_free_call_allowance(
    operator market.address,
    organization_id text,
    service_id text,
    client market.address,
    calls bigint DEFAULT NULL,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_free_call_allowance';
COMMENT ON FUNCTION market.set_free_call_allowance IS
'gives a client a number of free calls of its own, -1 for any number, null for the service''s; for operators of the service';
REVOKE EXECUTE ON FUNCTION market.set_free_call_allowance FROM PUBLIC;

CREATE FUNCTION market.reset_free_calls(
    operator market.address,
    organization_id text,
    service_id text,
    client market.address DEFAULT NULL,
    user_id text DEFAULT NULL,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_reset_free_calls';
COMMENT ON FUNCTION market.reset_free_calls IS
'gives clients their free calls again: all, or one, or one of its users; returns how many counters; for operators of the service';
REVOKE EXECUTE ON FUNCTION market.reset_free_calls FROM PUBLIC;
-- Prepaid calls: many at once out of one signed total.

CREATE FUNCTION market.prepaid_token_message(claim_signature bytea, current_block numeric)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_prepaid_token_message';
COMMENT ON FUNCTION market.prepaid_token_message(bytea, numeric) IS
'message that a client signs to ask for a prepaid token; the signature of the payment as it is sent';

CREATE FUNCTION market.verify_prepaid_token(
    token text,
    secret bytea,
    channel_id bigint,
    organization_id text,
    group_id market.bytes32,
    verify_time timestamptz,
    service_id text DEFAULT ''
)
RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_verify_prepaid_token';
COMMENT ON FUNCTION market.verify_prepaid_token(text, bytea, bigint, text, market.bytes32, timestamptz, text) IS
'checks a prepaid token with the secret of its organization and says who asked for it';

CREATE FUNCTION market.issue_prepaid_token(
    channel_id bigint,
    nonce numeric,
    amount numeric,
    claim_signature bytea,
    organization_id text,
    service_id text DEFAULT NULL,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL,
    OUT token text,
    OUT planned_amount numeric,
    OUT used_amount numeric,
    OUT expiration timestamptz
)
RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_issue_prepaid_token';
COMMENT ON FUNCTION market.issue_prepaid_token IS
'takes a signed total in advance and returns a bearer token for calls that it pays for';
REVOKE EXECUTE ON FUNCTION market.issue_prepaid_token FROM PUBLIC;

CREATE FUNCTION market.use_prepaid_token(
    channel_id bigint,
    token text,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_use_prepaid_token';
COMMENT ON FUNCTION market.use_prepaid_token IS
'the prepaid call in one transaction: takes its price out of the channel''s prepaid total and returns it';
REVOKE EXECUTE ON FUNCTION market.use_prepaid_token FROM PUBLIC;

CREATE FUNCTION market.begin_prepaid_payment(
    channel_id bigint,
    token text,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    lease bigint DEFAULT NULL,
    idempotency_key text DEFAULT NULL,
    OUT payment_token uuid,
    OUT price numeric,
    OUT expiration bigint
)
RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_begin_prepaid_payment';
COMMENT ON FUNCTION market.begin_prepaid_payment IS
'the prepaid call in two steps: takes its price out of the prepaid total until the payment ends, or its lease does';
REVOKE EXECUTE ON FUNCTION market.begin_prepaid_payment FROM PUBLIC;

CREATE FUNCTION market.set_prepaid_secret(
    owner market.address,
    organization_id text,
    secret bytea DEFAULT NULL
)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_prepaid_secret';
COMMENT ON FUNCTION market.set_prepaid_secret IS
'sets the secret that signs an organization''s prepaid tokens, a random one unless it is given; older tokens are void';
REVOKE EXECUTE ON FUNCTION market.set_prepaid_secret FROM PUBLIC;
-- What clients work out before they pay: which channel, until when, and whether a
-- provider told the truth.

CREATE FUNCTION market.choose_channel(
    sender market.address,
    organization_id text,
    service_id text,
    price numeric,
    calls bigint DEFAULT 1,
    group_id market.bytes32 DEFAULT NULL,
    OUT advice text,
    OUT channel_id bigint,
    OUT funds numeric,
    OUT expiration bigint,
    OUT missing numeric
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_choose_channel';
COMMENT ON FUNCTION market.choose_channel IS
'which channel pays for calls, and what to do first: use, extend, add_funds, both, or open';

CREATE FUNCTION market.find_channel(
    signer market.address,
    organization_id text,
    service_id text,
    group_id market.bytes32 DEFAULT NULL
) RETURNS bigint
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_find_channel';
COMMENT ON FUNCTION market.find_channel IS
'the only channel of a signer that pays for a service; an error when there is none or more than one';

CREATE FUNCTION market.parse_expiration(expiration text, force boolean DEFAULT false) RETURNS bigint
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_parse_expiration';
COMMENT ON FUNCTION market.parse_expiration IS
'block of an expiration written as a block, +7days or +100blocks; more than 180 days ahead only by force';

CREATE FUNCTION market.verify_channel_state(
    signer market.address,
    escrow market.address,
    channel_id numeric,
    current_nonce numeric,
    current_signed_amount numeric DEFAULT NULL,
    current_signature market.signature DEFAULT NULL,
    old_nonce_signed_amount numeric DEFAULT NULL,
    old_nonce_signature market.signature DEFAULT NULL
) RETURNS boolean
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_verify_channel_state';
COMMENT ON FUNCTION market.verify_channel_state IS
'did the signer sign what a provider''s reply about a channel says?';

CREATE FUNCTION market.unspent_amount(
    value numeric,
    nonce numeric,
    current_nonce numeric,
    current_signed_amount numeric DEFAULT NULL,
    old_nonce_signed_amount numeric DEFAULT NULL
) RETURNS numeric
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_unspent_amount';
COMMENT ON FUNCTION market.unspent_amount IS
'what a channel has left, from its value and nonce and a provider''s reply';
-- Claims, and the recipient's control of channels.

CREATE FUNCTION market.claim_channel(
    recipient market.address,
    channel_id bigint,
    actual_amount numeric,
    planned_amount numeric,
    signature market.signature,
    send_back boolean DEFAULT false,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_channel';
COMMENT ON FUNCTION market.claim_channel(market.address, bigint, numeric, numeric, market.signature, boolean, text) IS
'takes an amount that is signed for out of a channel; returns what is paid';
REVOKE EXECUTE ON FUNCTION market.claim_channel(market.address, bigint, numeric, numeric, market.signature, boolean, text) FROM PUBLIC;

CREATE FUNCTION market.claim_channels(
    recipient market.address,
    channel_ids bigint[],
    actual_amounts numeric[],
    planned_amounts numeric[],
    signatures market.signature[],
    send_backs boolean[],
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_channels';
COMMENT ON FUNCTION market.claim_channels(market.address, bigint[], numeric[], numeric[], market.signature[], boolean[], text) IS
'claims on many channels in the order given, all or nothing; returns what is paid in all';
REVOKE EXECUTE ON FUNCTION market.claim_channels(market.address, bigint[], numeric[], numeric[], market.signature[], boolean[], text) FROM PUBLIC;

CREATE FUNCTION market.claim(
    recipient market.address,
    channel_id bigint,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim';
COMMENT ON FUNCTION market.claim(market.address, bigint, text) IS
'settles what is pending on a channel and then what is signed for; returns the sum';
REVOKE EXECUTE ON FUNCTION market.claim(market.address, bigint, text) FROM PUBLIC;

CREATE FUNCTION market.start_claim(
    channel_id bigint,
    claim_signature market.signature DEFAULT NULL,
    idempotency_key text DEFAULT NULL,
    OUT channel_id bigint,
    OUT nonce numeric,
    OUT signed_amount numeric,
    OUT signature market.signature
)
RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_start_claim';
COMMENT ON FUNCTION market.start_claim(bigint, market.signature, text) IS
'sets the signed total of a channel aside for settlement; calls go on at the next nonce';
REVOKE EXECUTE ON FUNCTION market.start_claim(bigint, market.signature, text) FROM PUBLIC;

CREATE FUNCTION market.start_claims(
    recipient market.address,
    channel_ids bigint[],
    current_block bigint DEFAULT NULL,
    claim_signature market.signature DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS TABLE (channel_id bigint, nonce numeric, signed_amount numeric, signature market.signature)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_start_claims';
COMMENT ON FUNCTION market.start_claims(market.address, bigint[], bigint, market.signature, text) IS
'start_claim() for many channels of a recipient, all or nothing';
REVOKE EXECUTE ON FUNCTION market.start_claims(market.address, bigint[], bigint, market.signature, text) FROM PUBLIC;

CREATE FUNCTION market.list_unclaimed(
    recipient market.address,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
)
RETURNS TABLE (channel_id bigint, nonce numeric, signed_amount numeric, expiration bigint)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_list_unclaimed';
COMMENT ON FUNCTION market.list_unclaimed(market.address, bigint, market.signature) IS
'channels of a recipient on which something is signed for, without the signatures';

CREATE FUNCTION market.list_in_progress(
    recipient market.address,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
)
RETURNS TABLE (channel_id bigint, nonce numeric, signed_amount numeric, signature market.signature, expiration bigint)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_list_in_progress';
COMMENT ON FUNCTION market.list_in_progress(market.address, bigint, market.signature) IS
'claims of a recipient that are started and not settled';
-- The treasurer: claims on many channels, and rules that claim by themselves.

CREATE FUNCTION market.claim_listed(
    recipient market.address,
    channel_ids bigint[],
    idempotency_key text DEFAULT NULL
) RETURNS TABLE (channel_id bigint, amount numeric)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_listed';
COMMENT ON FUNCTION market.claim_listed IS
'settles all that is signed for on the channels of a list; returns what each paid';
REVOKE EXECUTE ON FUNCTION market.claim_listed FROM PUBLIC;

CREATE FUNCTION market.claim_all(
    recipient market.address,
    max_channels integer DEFAULT 100000,
    idempotency_key text DEFAULT NULL
) RETURNS TABLE (channel_id bigint, amount numeric)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_all';
COMMENT ON FUNCTION market.claim_all IS
'settles all that is signed for on a recipient''s channels, those left out on which a payment is in progress; returns what each paid';
REVOKE EXECUTE ON FUNCTION market.claim_all FROM PUBLIC;

CREATE FUNCTION market.claim_expiring(
    recipient market.address,
    blocks bigint DEFAULT 34560,
    max_channels integer DEFAULT 100000,
    idempotency_key text DEFAULT NULL
) RETURNS TABLE (channel_id bigint, amount numeric)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_expiring';
COMMENT ON FUNCTION market.claim_expiring IS
'claim_all() for channels that expire within so many blocks, the next to expire first';
REVOKE EXECUTE ON FUNCTION market.claim_expiring FROM PUBLIC;

CREATE FUNCTION market.set_claim_rule(
    recipient market.address,
    min_amount numeric DEFAULT NULL,
    max_age bigint DEFAULT NULL,
    margin bigint DEFAULT 0
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_claim_rule';
COMMENT ON FUNCTION market.set_claim_rule IS
'lets the end of blocks claim a recipient''s channels: by amount, by age, and always before they expire';
REVOKE EXECUTE ON FUNCTION market.set_claim_rule FROM PUBLIC;

CREATE FUNCTION market.delete_claim_rule(recipient market.address) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_delete_claim_rule';
COMMENT ON FUNCTION market.delete_claim_rule IS
'lets a recipient claim by itself again';
REVOKE EXECUTE ON FUNCTION market.delete_claim_rule FROM PUBLIC;

CREATE FUNCTION market.channel_unclaimed() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_channel_unclaimed';
COMMENT ON FUNCTION market.channel_unclaimed() IS
'trigger of channels: keeps unclaimed_channel';
REVOKE EXECUTE ON FUNCTION market.channel_unclaimed() FROM PUBLIC;

CREATE FUNCTION market.group_threshold() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_group_threshold';
COMMENT ON FUNCTION market.group_threshold() IS
'trigger of payment groups: another threshold makes other channels due';
REVOKE EXECUTE ON FUNCTION market.group_threshold() FROM PUBLIC;

CREATE FUNCTION market.clock_claim() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_clock_claim';
COMMENT ON FUNCTION market.clock_claim() IS
'trigger of the clock: claims what rules say, within max_work_per_block';
REVOKE EXECUTE ON FUNCTION market.clock_claim() FROM PUBLIC;
-- Request contexts: call, pause, start, kill, update.

CREATE FUNCTION market.call_service(
    consumer market.address,
    service_name text,
    providers market.address[],
    input jsonb,
    service_fee_cap market.coin,
    timeout bigint,
    repeated boolean DEFAULT false,
    repeated_frequency bigint DEFAULT 0,
    repeated_total bigint DEFAULT 0,
    idempotency_key text DEFAULT NULL
)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_call_service';
COMMENT ON FUNCTION market.call_service(market.address, text, market.address[], jsonb, market.coin, bigint, boolean, bigint, bigint, text) IS
'asks providers of a service, once or repeatedly; returns the id of the request context';
REVOKE EXECUTE ON FUNCTION market.call_service(market.address, text, market.address[], jsonb, market.coin, bigint, boolean, bigint, bigint, text) FROM PUBLIC;

CREATE FUNCTION market.pause_request_context(consumer market.address, context_id bigint)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_pause_request_context';
COMMENT ON FUNCTION market.pause_request_context(market.address, bigint) IS
'stops new batches of a repeated context; the open one goes on';
REVOKE EXECUTE ON FUNCTION market.pause_request_context(market.address, bigint) FROM PUBLIC;

CREATE FUNCTION market.start_request_context(consumer market.address, context_id bigint)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_start_request_context';
COMMENT ON FUNCTION market.start_request_context(market.address, bigint) IS
'lets a paused context go on';
REVOKE EXECUTE ON FUNCTION market.start_request_context(market.address, bigint) FROM PUBLIC;

CREATE FUNCTION market.kill_request_context(consumer market.address, context_id bigint)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_kill_request_context';
COMMENT ON FUNCTION market.kill_request_context(market.address, bigint) IS
'ends a context for good, after its open batch';
REVOKE EXECUTE ON FUNCTION market.kill_request_context(market.address, bigint) FROM PUBLIC;

CREATE FUNCTION market.update_request_context(
    consumer market.address,
    context_id bigint,
    providers market.address[] DEFAULT NULL,
    service_fee_cap market.coin DEFAULT NULL,
    timeout bigint DEFAULT NULL,
    repeated_frequency bigint DEFAULT NULL,
    repeated_total bigint DEFAULT NULL,
    response_threshold integer DEFAULT NULL
)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_request_context';
COMMENT ON FUNCTION market.update_request_context(market.address, bigint, market.address[], market.coin, bigint, bigint, bigint, integer) IS
'changes what later batches of a context are like; 0 or null keeps';
REVOKE EXECUTE ON FUNCTION market.update_request_context(market.address, bigint, market.address[], market.coin, bigint, bigint, bigint, integer) FROM PUBLIC;
-- Requests: the answer, and what follows when requests end.

CREATE FUNCTION market.respond_service(
    provider market.address,
    request_id bigint,
    result jsonb,
    output jsonb DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_respond_service';
COMMENT ON FUNCTION market.respond_service(market.address, bigint, jsonb, jsonb, text) IS
'answers a request; the fee, less the tax, is earned';
REVOKE EXECUTE ON FUNCTION market.respond_service(market.address, bigint, jsonb, jsonb, text) FROM PUBLIC;

-- Fired for every row, so it has no setting of its own, which would be made and undone for
-- each; it runs one statement, whose every name is qualified.
CREATE FUNCTION market.request_end() RETURNS trigger
LANGUAGE c
AS 'MODULE_PATHNAME', 'market_request_end';
COMMENT ON FUNCTION market.request_end() IS
'trigger of requests: they end once, and an answer splits the fee into tax and what is earned';
REVOKE EXECUTE ON FUNCTION market.request_end() FROM PUBLIC;

CREATE FUNCTION market.request_ended() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_request_ended';
COMMENT ON FUNCTION market.request_ended() IS
'trigger of requests: answers are counted and complete their batches; time-outs are refunded and slashed';
REVOKE EXECUTE ON FUNCTION market.request_ended() FROM PUBLIC;

CREATE FUNCTION market.slash_step(rest numeric, deposit numeric, fraction numeric) RETURNS numeric
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_slash_step';
COMMENT ON FUNCTION market.slash_step(numeric, numeric, numeric) IS
'what one more missed request leaves of a deposit; a null rest is the whole deposit';

CREATE AGGREGATE market.slashed_deposit(deposit numeric, fraction numeric) (
    SFUNC = market.slash_step,
    STYPE = numeric,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE market.slashed_deposit(numeric, numeric) IS
'what as many missed requests as there are rows leave of a deposit, one slashed after the other';
-- Definitions of services.

CREATE FUNCTION market.define_service(
    author market.address,
    name text,
    schemas text,
    description text DEFAULT '',
    tags text[] DEFAULT '{}',
    author_description text DEFAULT ''
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_define_service';
COMMENT ON FUNCTION market.define_service(market.address, text, text, text, text[], text) IS
'defines a service by the JSON Schemas of its input and output, for ever';
REVOKE EXECUTE ON FUNCTION market.define_service(market.address, text, text, text, text[], text) FROM PUBLIC;

CREATE FUNCTION market.schema(name text) RETURNS market.json_schema
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_schema';
COMMENT ON FUNCTION market.schema(text) IS
'the schema of the documents pricing, result, input or output';
-- Earned fees.

CREATE FUNCTION market.withdraw_earned_fees(owner market.address, provider market.address DEFAULT NULL, idempotency_key text DEFAULT NULL)
RETURNS SETOF market.coin
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_withdraw_earned_fees';
COMMENT ON FUNCTION market.withdraw_earned_fees(market.address, market.address, text) IS
'pays what a provider, or all providers of an owner, have earned to the owner''s withdraw address';
REVOKE EXECUTE ON FUNCTION market.withdraw_earned_fees(market.address, market.address, text) FROM PUBLIC;
-- Bindings: who provides a service, at what price and with what deposit.

CREATE FUNCTION market.bind_service(
    owner market.address,
    service_name text,
    provider market.address,
    deposit market.coin,
    pricing market.pricing,
    qos bigint,
    options jsonb DEFAULT '{}',
    idempotency_key text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_bind_service';
COMMENT ON FUNCTION market.bind_service(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text) IS
'binds a provider to a service with a deposit, a pricing and a promise of how fast it answers';
REVOKE EXECUTE ON FUNCTION market.bind_service(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text) FROM PUBLIC;

CREATE FUNCTION market.update_binding(
    owner market.address,
    service_name text,
    provider market.address,
    deposit market.coin DEFAULT NULL,
    pricing market.pricing DEFAULT NULL,
    qos bigint DEFAULT NULL,
    options jsonb DEFAULT NULL,
    idempotency_key text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_binding';
COMMENT ON FUNCTION market.update_binding(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text) IS
'adds to the deposit of a binding and replaces what else is given';
REVOKE EXECUTE ON FUNCTION market.update_binding(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text) FROM PUBLIC;

CREATE FUNCTION market.enable_binding(
    owner market.address,
    service_name text,
    provider market.address,
    deposit market.coin DEFAULT NULL,
    idempotency_key text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_enable_binding';
COMMENT ON FUNCTION market.enable_binding(market.address, text, market.address, market.coin, text) IS
'makes a binding available again, with more deposit where that is needed';
REVOKE EXECUTE ON FUNCTION market.enable_binding(market.address, text, market.address, market.coin, text) FROM PUBLIC;

CREATE FUNCTION market.disable_binding(owner market.address, service_name text, provider market.address)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_disable_binding';
COMMENT ON FUNCTION market.disable_binding(market.address, text, market.address) IS
'lets a binding take no new requests';
REVOKE EXECUTE ON FUNCTION market.disable_binding(market.address, text, market.address) FROM PUBLIC;

CREATE FUNCTION market.refund_deposit(owner market.address, service_name text, provider market.address, idempotency_key text DEFAULT NULL)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_refund_deposit';
COMMENT ON FUNCTION market.refund_deposit(market.address, text, market.address, text) IS
'takes the deposit of a binding back when it has been unavailable long enough; returns it in minor units';
REVOKE EXECUTE ON FUNCTION market.refund_deposit(market.address, text, market.address, text) FROM PUBLIC;

CREATE FUNCTION market.set_withdraw_address(owner market.address, withdraw_address market.address)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_withdraw_address';
COMMENT ON FUNCTION market.set_withdraw_address(market.address, market.address) IS
'says which account gets the earned fees of an owner';
REVOKE EXECUTE ON FUNCTION market.set_withdraw_address(market.address, market.address) FROM PUBLIC;

CREATE FUNCTION market.service_binding_threshold() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_service_binding_threshold';
COMMENT ON FUNCTION market.service_binding_threshold() IS
'trigger of bindings: a deposit that falls below its threshold disables';
REVOKE EXECUTE ON FUNCTION market.service_binding_threshold() FROM PUBLIC;

CREATE FUNCTION market.service_fee(service_name text, provider market.address, consumer market.address)
RETURNS market.coin
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_service_fee';
COMMENT ON FUNCTION market.service_fee(text, market.address, market.address) IS
'what a request of a consumer to a provider would cost now';
-- What the end of a block does for services, as triggers of the clock.  They make plans for
-- sets of any size, hence go by keys always.

CREATE FUNCTION market.clock_expire() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS 'MODULE_PATHNAME', 'market_clock_expire';
COMMENT ON FUNCTION market.clock_expire() IS
'trigger of the clock: batches whose time is over expire';
REVOKE EXECUTE ON FUNCTION market.clock_expire() FROM PUBLIC;

CREATE FUNCTION market.clock_start() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS 'MODULE_PATHNAME', 'market_clock_start';
COMMENT ON FUNCTION market.clock_start() IS
'trigger of the clock: new batches that are due start';
REVOKE EXECUTE ON FUNCTION market.clock_start() FROM PUBLIC;

CREATE FUNCTION market.clock_settle() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS 'MODULE_PATHNAME', 'market_clock_settle';
COMMENT ON FUNCTION market.clock_settle() IS
'trigger of the clock: answers are settled';
REVOKE EXECUTE ON FUNCTION market.clock_settle() FROM PUBLIC;

CREATE FUNCTION market.clock_announce() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS 'MODULE_PATHNAME', 'market_clock_announce';
COMMENT ON FUNCTION market.clock_announce() IS
'trigger of the clock: providers are told of new work';
REVOKE EXECUTE ON FUNCTION market.clock_announce() FROM PUBLIC;
-- Retention.

CREATE FUNCTION market.prune(before_height bigint) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS 'MODULE_PATHNAME', 'market_prune';
COMMENT ON FUNCTION market.prune(bigint) IS
'forgets requests, responses, contexts and events of before a block, in bounded steps: returns how many, call again until 0; for operators';
REVOKE EXECUTE ON FUNCTION market.prune(bigint) FROM PUBLIC;
-- Modules: functions in the database that consume or provide services.

CREATE FUNCTION market.register_module(name text, response_callback text, state_callback text)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_register_module';
COMMENT ON FUNCTION market.register_module(text, text, text) IS
'registers a module and the functions that are called when its batches are complete or its contexts are paused';
REVOKE EXECUTE ON FUNCTION market.register_module(text, text, text) FROM PUBLIC;

CREATE FUNCTION market.register_module_service(module text, service_name text, provider market.address, handler text)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_register_module_service';
COMMENT ON FUNCTION market.register_module_service(text, text, market.address, text) IS
'registers a service that a function in the database answers at once; for operators';
REVOKE EXECUTE ON FUNCTION market.register_module_service(text, text, market.address, text) FROM PUBLIC;

CREATE FUNCTION market.deliver_callbacks(max_callbacks integer DEFAULT 100) RETURNS integer
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_deliver_callbacks';
COMMENT ON FUNCTION market.deliver_callbacks(integer) IS
'calls the callbacks that are due and returns how many succeeded; for operators';
REVOKE EXECUTE ON FUNCTION market.deliver_callbacks(integer) FROM PUBLIC;

CREATE FUNCTION market.exchange_rate(price_denom text) RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_exchange_rate';
COMMENT ON FUNCTION market.exchange_rate(text) IS
'how many units of the base denom one minor unit of a token is worth, as the module "oracle" says';
REVOKE EXECUTE ON FUNCTION market.exchange_rate(text) FROM PUBLIC;

CREATE FUNCTION market.create_request_context(
    module text,
    consumer market.address,
    service_name text,
    providers market.address[],
    input jsonb,
    service_fee_cap market.coin,
    timeout bigint,
    repeated boolean,
    repeated_frequency bigint,
    repeated_total bigint,
    response_threshold integer,
    initial_state market.context_state DEFAULT 'running',
    idempotency_key text DEFAULT NULL
) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_request_context';
COMMENT ON FUNCTION market.create_request_context IS
'calls a service for a module, which is told when a batch is complete; returns the id of the request context';
REVOKE EXECUTE ON FUNCTION market.create_request_context FROM PUBLIC;
-- Metering.

CREATE FUNCTION market.last_usage_id() RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_last_usage_id';
COMMENT ON FUNCTION market.last_usage_id() IS
'the usage row of this session''s last call; null when it has none';
REVOKE EXECUTE ON FUNCTION market.last_usage_id FROM PUBLIC;

CREATE FUNCTION market.finish_call(
    member market.address,
    usage_id bigint,
    outcome text DEFAULT NULL,
    response_time interval DEFAULT NULL,
    service_time interval DEFAULT NULL,
    error text DEFAULT NULL,
    details jsonb DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_finish_call';
COMMENT ON FUNCTION market.finish_call IS
'notes what became of a call and how long it took; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.finish_call FROM PUBLIC;

CREATE FUNCTION market.record_failed_call(
    member market.address,
    organization_id text,
    service_id text,
    payer market.address,
    kind text DEFAULT 'paid',
    method text DEFAULT NULL,
    channel_id bigint DEFAULT NULL,
    error text DEFAULT NULL,
    response_time interval DEFAULT NULL,
    service_time interval DEFAULT NULL,
    details jsonb DEFAULT NULL,
    group_id market.bytes32 DEFAULT NULL
) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_record_failed_call';
COMMENT ON FUNCTION market.record_failed_call IS
'records a call that was rolled back and charged nothing; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.record_failed_call FROM PUBLIC;

CREATE FUNCTION market.prune_usage(before timestamptz) RETURNS integer
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_prune_usage';
COMMENT ON FUNCTION market.prune_usage(timestamptz) IS
'empties the months of usage that ended by a time, and returns how many; for operators';
REVOKE EXECUTE ON FUNCTION market.prune_usage FROM PUBLIC;

CREATE FUNCTION market.make_usage_month() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_make_usage_month';
COMMENT ON FUNCTION market.make_usage_month() IS
'makes the partition of usage for the month of the current block; install() runs it';
REVOKE EXECUTE ON FUNCTION market.make_usage_month FROM PUBLIC;

CREATE FUNCTION market.usage_next_month() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_usage_next_month';
COMMENT ON FUNCTION market.usage_next_month() IS
'makes the partition of usage for the month that a block begins; a trigger on market.clock';
REVOKE EXECUTE ON FUNCTION market.usage_next_month FROM PUBLIC;
-- What follows a call that was paid; and whether a payment would be accepted.

CREATE FUNCTION market.check_payment(
    channel_id bigint,
    nonce numeric,
    amount numeric,
    signature market.signature,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    OUT accepted boolean,
    OUT price numeric,
    OUT sqlstate text,
    OUT message text,
    OUT detail text,
    OUT hint text
) RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_check_payment';
COMMENT ON FUNCTION market.check_payment IS
'would authorize_payment() accept this payment, and if not, why; changes nothing';
REVOKE EXECUTE ON FUNCTION market.check_payment FROM PUBLIC;

CREATE FUNCTION market.rate_call(
    payer market.address,
    usage_id bigint,
    stars integer,
    comment text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_rate_call';
COMMENT ON FUNCTION market.rate_call IS
'rates a service by a call of it that the account paid for';
REVOKE EXECUTE ON FUNCTION market.rate_call FROM PUBLIC;

CREATE FUNCTION market.open_dispute(
    payer market.address,
    usage_id bigint,
    amount numeric,
    evidence jsonb DEFAULT NULL
) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_open_dispute';
COMMENT ON FUNCTION market.open_dispute IS
'records that a client wants back what it paid for a call, or a part of it';
REVOKE EXECUTE ON FUNCTION market.open_dispute FROM PUBLIC;

CREATE FUNCTION market.answer_dispute(
    member market.address,
    dispute_id bigint,
    answer jsonb
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_answer_dispute';
COMMENT ON FUNCTION market.answer_dispute IS
'records what the provider says of a dispute; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.answer_dispute FROM PUBLIC;

CREATE FUNCTION market.close_dispute(
    account market.address,
    dispute_id bigint,
    outcome text,
    note text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_close_dispute';
COMMENT ON FUNCTION market.close_dispute IS
'ends a dispute: withdrawn by the client, accepted by the provider, upheld or rejected by an operator';
REVOKE EXECUTE ON FUNCTION market.close_dispute FROM PUBLIC;

CREATE FUNCTION market.refund_payment(
    recipient market.address,
    channel_id bigint,
    nonce numeric,
    amount numeric,
    signature market.signature DEFAULT NULL,
    usage_id bigint DEFAULT NULL,
    reason text DEFAULT NULL
) RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_refund_payment';
COMMENT ON FUNCTION market.refund_payment IS
'lowers the total that is signed for on a channel to one that the client signed; returns by how much';
REVOKE EXECUTE ON FUNCTION market.refund_payment FROM PUBLIC;
-- Shares of what a recipient claims that go to others.

CREATE FUNCTION market.set_payment_split(
    recipient market.address,
    beneficiaries market.address[],
    shares integer[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_payment_split';
COMMENT ON FUNCTION market.set_payment_split IS
'says who else gets a share of what an account claims from channels, in ten thousandths; empty lists end it';
REVOKE EXECUTE ON FUNCTION market.set_payment_split FROM PUBLIC;
-- Alerts.

CREATE FUNCTION market.set_channel_alert(
    account market.address,
    channel_id bigint,
    low_funds numeric DEFAULT NULL,
    expiry_blocks bigint DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_channel_alert';
COMMENT ON FUNCTION market.set_channel_alert IS
'says when a party of a channel wants an alert; two nulls end it';
REVOKE EXECUTE ON FUNCTION market.set_channel_alert FROM PUBLIC;

CREATE FUNCTION market.clock_alert() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_clock_alert';
COMMENT ON FUNCTION market.clock_alert() IS
'trigger of the clock: alerts of channels near their expiration, and a notification of new alerts';
REVOKE EXECUTE ON FUNCTION market.clock_alert FROM PUBLIC;
-- Further signers of channels.

CREATE FUNCTION market.set_channel_signer(
    sender market.address,
    channel_id bigint,
    signer market.address,
    budget numeric DEFAULT NULL,
    period bigint DEFAULT NULL,
    organization_id text DEFAULT NULL,
    service_id text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_channel_signer';
COMMENT ON FUNCTION market.set_channel_signer IS
'lets another account sign payments of a channel, within a budget; for the sender';
REVOKE EXECUTE ON FUNCTION market.set_channel_signer FROM PUBLIC;

CREATE FUNCTION market.remove_channel_signer(
    sender market.address,
    channel_id bigint,
    signer market.address
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_remove_channel_signer';
COMMENT ON FUNCTION market.remove_channel_signer IS
'takes from an account the right to sign payments of a channel; for the sender';
REVOKE EXECUTE ON FUNCTION market.remove_channel_signer FROM PUBLIC;
-- Seals of the history.  How values are printed is pinned, as the hashes depend on it.

CREATE FUNCTION market.seal_history() RETURNS bytea
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO, YMD'
SET bytea_output = 'hex'
AS 'MODULE_PATHNAME', 'market_seal_history';
COMMENT ON FUNCTION market.seal_history IS
'hashes what the history has grown by since the last seal, together with that seal; for operators';
REVOKE EXECUTE ON FUNCTION market.seal_history FROM PUBLIC;

CREATE FUNCTION market.check_history()
RETURNS TABLE (seal_id bigint, expected bytea, found bytea)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO, YMD'
SET bytea_output = 'hex'
AS 'MODULE_PATHNAME', 'market_check_history';
COMMENT ON FUNCTION market.check_history IS
'hashes the sealed history again, and returns the seals that do not fit; no row when nothing was changed';
REVOKE EXECUTE ON FUNCTION market.check_history FROM PUBLIC;
-- Rules that fund and extend channels.

CREATE FUNCTION market.set_channel_refill(
    sender market.address,
    channel_id bigint,
    low_funds numeric DEFAULT NULL,
    add_amount numeric DEFAULT NULL,
    max_amount numeric DEFAULT NULL,
    expiry_blocks bigint DEFAULT NULL,
    extend_blocks bigint DEFAULT NULL,
    max_expiration bigint DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_channel_refill';
COMMENT ON FUNCTION market.set_channel_refill IS
'says when the ends of blocks fund and extend a channel; all nulls end it';
REVOKE EXECUTE ON FUNCTION market.set_channel_refill FROM PUBLIC;

CREATE FUNCTION market.clock_refill() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_clock_refill';
COMMENT ON FUNCTION market.clock_refill() IS
'trigger of the clock: channels whose senders'' rules are due';
REVOKE EXECUTE ON FUNCTION market.clock_refill FROM PUBLIC;
-- Reports: what keeps the days of blocks.

CREATE FUNCTION market.clock_day() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_clock_day';
COMMENT ON FUNCTION market.clock_day() IS
'trigger of the clock: the first block of a day is noted';
REVOKE EXECUTE ON FUNCTION market.clock_day() FROM PUBLIC;
