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
