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
