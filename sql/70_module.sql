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
