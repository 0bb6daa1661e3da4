-- The clock, counted in blocks.

CREATE FUNCTION market.height() RETURNS bigint
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_height';
COMMENT ON FUNCTION market.height() IS 'height of the current block';

CREATE FUNCTION market.block_time() RETURNS timestamptz
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_block_time';
COMMENT ON FUNCTION market.block_time() IS 'time of the current block';

CREATE FUNCTION market.end_block(
    block_time timestamptz DEFAULT pg_catalog.clock_timestamp(),
    next_height bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_end_block';
COMMENT ON FUNCTION market.end_block(timestamptz, bigint) IS
'ends the current block and returns the height of the next; for operators';
REVOKE EXECUTE ON FUNCTION market.end_block(timestamptz, bigint) FROM PUBLIC;

-- A procedure with a setting of its own cannot commit, so this one has none; it runs
-- one statement, whose every name is qualified, with the caller's rights.
CREATE PROCEDURE market.run_blocks(count integer, every interval)
LANGUAGE c
AS 'MODULE_PATHNAME', 'market_run_blocks';
COMMENT ON PROCEDURE market.run_blocks(integer, interval) IS
'ends one block per interval, each in a transaction of its own; for schedulers';
REVOKE EXECUTE ON PROCEDURE market.run_blocks(integer, interval) FROM PUBLIC;

CREATE FUNCTION market.clock_advance() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_clock_advance';
COMMENT ON FUNCTION market.clock_advance() IS
'trigger of the clock: blocks only advance';
REVOKE EXECUTE ON FUNCTION market.clock_advance() FROM PUBLIC;
