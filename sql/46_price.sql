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
