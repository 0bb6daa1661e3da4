-- Seals of the history.  How values are printed is pinned, as the hashes depend on it.

CREATE FUNCTION market.seal_history() RETURNS bytea
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO, YMD'
SET bytea_output = 'hex'
AS 'MODULE_PATHNAME', 'market_seal_history';
COMMENT ON FUNCTION market.seal_history IS
'hashes what the history has grown by since the last seal, together with that seal; for operators';
REVOKE EXECUTE ON FUNCTION market.seal_history FROM PUBLIC;

CREATE FUNCTION market.check_history()
RETURNS TABLE (seal_id bigint, expected bytea, found bytea)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO, YMD'
SET bytea_output = 'hex'
AS 'MODULE_PATHNAME', 'market_check_history';
COMMENT ON FUNCTION market.check_history IS
'hashes the sealed history again, and returns the seals that do not fit; no row when nothing was changed';
REVOKE EXECUTE ON FUNCTION market.check_history FROM PUBLIC;
