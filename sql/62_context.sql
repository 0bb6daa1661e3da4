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
