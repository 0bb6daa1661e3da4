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
