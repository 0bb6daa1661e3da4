-- Keys of calls that have their effect once.

CREATE FUNCTION market.prune_idempotency_keys() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_prune_idempotency_keys';
COMMENT ON FUNCTION market.prune_idempotency_keys() IS
'trigger of the clock: forgets keys of calls that are older than the parameter idempotency_key_blocks';
REVOKE EXECUTE ON FUNCTION market.prune_idempotency_keys() FROM PUBLIC;
