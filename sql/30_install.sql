-- Installation of roles, tables, triggers, policies and grants.

CREATE FUNCTION market.install() RETURNS SETOF text
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS 'MODULE_PATHNAME', 'market_install';
COMMENT ON FUNCTION market.install() IS
'makes or updates the roles, tables, triggers, policies and grants of the market, and says what to type next';
REVOKE EXECUTE ON FUNCTION market.install() FROM PUBLIC;

CREATE FUNCTION market.append_only() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_append_only';
COMMENT ON FUNCTION market.append_only() IS
'trigger of tables whose rows are never changed';
REVOKE EXECUTE ON FUNCTION market.append_only() FROM PUBLIC;

CREATE FUNCTION market.row_changed() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_row_changed';
COMMENT ON FUNCTION market.row_changed() IS
'trigger of tables whose rows sessions keep: they read them anew';
REVOKE EXECUTE ON FUNCTION market.row_changed() FROM PUBLIC;

CREATE FUNCTION market.guard_extension() RETURNS event_trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_guard_extension';
COMMENT ON FUNCTION market.guard_extension() IS
'event trigger that keeps DROP EXTENSION from taking columns of the market''s tables';
REVOKE EXECUTE ON FUNCTION market.guard_extension() FROM PUBLIC;

CREATE EVENT TRIGGER pg_market_guard ON ddl_command_start
WHEN TAG IN ('DROP EXTENSION')
EXECUTE FUNCTION market.guard_extension();
COMMENT ON EVENT TRIGGER pg_market_guard IS
'DROP EXTENSION pg_market is refused while the market''s tables exist';
