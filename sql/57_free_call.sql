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
