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
