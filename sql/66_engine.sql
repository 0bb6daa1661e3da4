-- What the end of a block does for services, as triggers of the clock.  They make plans for
-- sets of any size, hence go by keys always.

CREATE FUNCTION market.clock_expire() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS 'MODULE_PATHNAME', 'market_clock_expire';
COMMENT ON FUNCTION market.clock_expire() IS
'trigger of the clock: batches whose time is over expire';
REVOKE EXECUTE ON FUNCTION market.clock_expire() FROM PUBLIC;

CREATE FUNCTION market.clock_start() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS 'MODULE_PATHNAME', 'market_clock_start';
COMMENT ON FUNCTION market.clock_start() IS
'trigger of the clock: new batches that are due start';
REVOKE EXECUTE ON FUNCTION market.clock_start() FROM PUBLIC;

CREATE FUNCTION market.clock_settle() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS 'MODULE_PATHNAME', 'market_clock_settle';
COMMENT ON FUNCTION market.clock_settle() IS
'trigger of the clock: answers are settled';
REVOKE EXECUTE ON FUNCTION market.clock_settle() FROM PUBLIC;

CREATE FUNCTION market.clock_announce() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS 'MODULE_PATHNAME', 'market_clock_announce';
COMMENT ON FUNCTION market.clock_announce() IS
'trigger of the clock: providers are told of new work';
REVOKE EXECUTE ON FUNCTION market.clock_announce() FROM PUBLIC;
