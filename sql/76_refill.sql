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
