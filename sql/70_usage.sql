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
