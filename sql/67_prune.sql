-- Retention.

CREATE FUNCTION market.prune(before_height bigint) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET jit = off
AS 'MODULE_PATHNAME', 'market_prune';
COMMENT ON FUNCTION market.prune(bigint) IS
'forgets requests, responses, contexts and events of before a block, in bounded steps: returns how many, call again until 0; for operators';
REVOKE EXECUTE ON FUNCTION market.prune(bigint) FROM PUBLIC;
