-- Reports: what keeps the days of blocks.

CREATE FUNCTION market.clock_day() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_clock_day';
COMMENT ON FUNCTION market.clock_day() IS
'trigger of the clock: the first block of a day is noted';
REVOKE EXECUTE ON FUNCTION market.clock_day() FROM PUBLIC;
