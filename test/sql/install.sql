-- install(): what it makes, who may run it, what it refuses; dropping the extension.
-- Each error is followed by its SQLSTATE.
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT current_database() AS tests \gset

-- before anything is dropped by accident: the guard, with and without CASCADE
DROP EXTENSION pg_market; \echo :SQLSTATE
\set VERBOSITY sqlstate
DROP EXTENSION pg_market CASCADE;
DROP EXTENSION IF EXISTS pg_market CASCADE;
DROP EXTENSION pg_market RESTRICT;
DROP EXTENSION pg_market_wallet, pg_market;
DROP EXTENSION "pg_market", plpgsql;
-- pieces of the extension cannot be dropped either, nor the schema by itself
DROP EVENT TRIGGER pg_market_guard;
DROP TYPE market.address CASCADE;
DROP FUNCTION market.append_only() CASCADE;
DROP SCHEMA market;
-- not as a function, not by others
SELECT market.guard_extension();
SELECT market.append_only();
SELECT market.clock_advance();
\set VERBOSITY default
SELECT market.guard_extension();
SELECT market.append_only();
SELECT market.clock_advance();

-- a second install() changes nothing: definitions, rights and rows are the same
CREATE FUNCTION pg_temp.sorted(aclitem[]) RETURNS text[] LANGUAGE sql AS
'SELECT array_agg(a::text ORDER BY a::text COLLATE "C") FROM unnest($1) AS a';
CREATE TEMPORARY VIEW state AS
SELECT 'relation' AS kind, relname::text AS name, concat_ws(' ', relkind, relowner::regrole, pg_temp.sorted(relacl), relrowsecurity, reloptions) AS state
FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relkind <> 'i' AND relkind <> 't'
UNION ALL
SELECT 'column', attrelid::regclass || '.' || attname, concat_ws(' ', attnum, atttypid::regtype, attnotnull, attidentity)
FROM pg_attribute WHERE attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'market'::regnamespace)
UNION ALL
SELECT 'constraint', conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'market'::regnamespace
UNION ALL
SELECT 'index', indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index WHERE indexrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'market'::regnamespace)
UNION ALL
SELECT 'view', viewname, definition FROM pg_views WHERE schemaname = 'market'
UNION ALL
SELECT 'policy', tablename || ' ' || policyname, concat_ws(' ', permissive, roles, cmd, qual, with_check)
FROM pg_policies WHERE schemaname = 'market'
UNION ALL
SELECT 'trigger', tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid)
FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'market'::regnamespace)
UNION ALL
SELECT 'function', oid::regprocedure::text, concat_ws(' ', proowner::regrole, pg_temp.sorted(proacl), proconfig, prosecdef)
FROM pg_proc WHERE pronamespace = 'market'::regnamespace
UNION ALL
SELECT 'role', rolname, concat_ws(' ', rolcanlogin, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls)
FROM pg_roles WHERE rolname LIKE 'market\_%'
UNION ALL
SELECT 'schema', nspname, concat_ws(' ', nspowner::regrole, pg_temp.sorted(nspacl)) FROM pg_namespace WHERE nspname = 'market'
UNION ALL
SELECT 'row', 'migration', m::text FROM market.migration AS m
UNION ALL
SELECT 'row', 'clock', c::text FROM market.clock AS c
UNION ALL
SELECT 'row', 'params', p::text FROM market.params AS p
UNION ALL
SELECT 'row', 'token', t::text FROM market.token AS t
UNION ALL
SELECT 'row', 'journal', count(*)::text FROM market.journal;
CREATE TEMPORARY TABLE before AS SELECT * FROM state;
SELECT count(*) > 200 AS enough FROM before;
SELECT count(*) > 1 AS gives_advice FROM market.install();
SELECT * FROM (TABLE before EXCEPT ALL TABLE state) AS gone;
SELECT * FROM (TABLE state EXCEPT ALL TABLE before) AS new;

-- views, triggers, policies and grants that somebody broke are mended
BEGIN;
DROP VIEW market.audit_finding;
DROP TRIGGER journal_append_only ON market.journal;
DROP POLICY journal_own ON market.journal;
REVOKE SELECT ON market.journal FROM market_user;
REVOKE EXECUTE ON FUNCTION market.transfer(market.address, market.address, market.coin, text) FROM market_user;
SELECT count(*) FROM (TABLE before EXCEPT ALL TABLE state) AS gone;
SELECT count(*) > 1 AS gives_advice FROM market.install();
SELECT kind, name FROM (TABLE before EXCEPT ALL TABLE state) AS gone;
ROLLBACK;

-- only a superuser: nobody else may execute it, and one who may is refused
CREATE ROLE regress_install_user;
CREATE ROLE regress_install_all IN ROLE market_user, market_app, market_operator, market_reader;
SET ROLE regress_install_user;
SELECT market.install(); \echo :SQLSTATE
SET ROLE regress_install_all;
SELECT market.install(); \echo :SQLSTATE
RESET ROLE;
GRANT EXECUTE ON FUNCTION market.install() TO regress_install_all;
SET ROLE regress_install_all;
SELECT market.install(); \echo :SQLSTATE
RESET ROLE;
REVOKE EXECUTE ON FUNCTION market.install() FROM regress_install_all;
-- a superuser's session that became somebody counts as that somebody
SET ROLE market_owner;
SELECT market.install(); \echo :SQLSTATE
DROP EXTENSION pg_market; \echo :SQLSTATE
RESET ROLE;
-- neither by the owner's name of a function, nor within REFRESH or ANALYZE
CREATE FUNCTION pg_temp.install() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM market.install()';
ALTER FUNCTION pg_temp.install() OWNER TO regress_install_all;
SELECT pg_temp.install(); \echo :SQLSTATE
CREATE MATERIALIZED VIEW install_view AS SELECT market.install(); \echo :SQLSTATE
CREATE MATERIALIZED VIEW install_view AS SELECT market.height(); \echo :SQLSTATE

-- nobody has more than SELECT on anything that holds data, and nobody the owner's role
SELECT c.relname, a.grantee::regrole, a.privilege_type
FROM pg_class AS c, aclexplode(c.relacl) AS a
WHERE c.relnamespace = 'market'::regnamespace AND a.grantee <> c.relowner AND a.privilege_type <> 'SELECT';
SELECT count(*) FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relowner <> 'market_owner'::regrole AND relkind <> 'c';
SELECT count(*) FROM pg_auth_members WHERE roleid = 'market_owner'::regrole OR member = 'market_owner'::regrole;
SELECT nspowner::regrole, a.grantee = 0 AS public, a.privilege_type
FROM pg_namespace, aclexplode(nspacl) AS a WHERE nspname = 'market' AND a.grantee <> nspowner
ORDER BY a.privilege_type;
-- what PUBLIC may not execute, those who may
SELECT p.proname AS function, string_agg(a.grantee::regrole::text, ', ' ORDER BY a.grantee::regrole::text COLLATE "C") AS granted_to
FROM pg_proc AS p, aclexplode(p.proacl) AS a
WHERE p.pronamespace = 'market'::regnamespace AND a.grantee <> p.proowner
    AND NOT EXISTS (SELECT FROM aclexplode(p.proacl) AS b WHERE b.grantee = 0)
    AND p.proname IN ('install', 'append_only', 'guard_extension', 'clock_advance', 'end_block', 'run_blocks',
        'set_params', 'create_token', 'create_account', 'deposit', 'withdraw', 'transfer')
GROUP BY p.oid ORDER BY p.proname COLLATE "C";
-- no function of ours is SECURITY DEFINER; those of the core pin their search path, but for
-- the procedure, which could not commit, and the pure ones
SELECT count(*) FROM pg_proc WHERE pronamespace = 'market'::regnamespace AND prosecdef;
SELECT proname FROM pg_proc
WHERE pronamespace = 'market'::regnamespace AND provolatile <> 'i' AND proconfig IS NULL ORDER BY proname COLLATE "C";

--
-- A database of its own, without the tables
--
CREATE DATABASE regress_market_install TEMPLATE template0;
\c regress_market_install
CREATE EXTENSION pg_market;
SET search_path = public, market;
SELECT market.height(); \echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.block_time();
SELECT market.end_block();
CALL market.run_blocks(1, '0');
SELECT market.set_params();
SELECT market.create_token('cog');
SELECT market.create_account();
SELECT market.deposit('0x1011111111111111111111111111111111111111', '1stake');
SELECT market.withdraw('0x1011111111111111111111111111111111111111', '1stake');
SELECT market.transfer('0x1011111111111111111111111111111111111111', '0x1022222222222222222222222222222222222222', '1stake');
SELECT market.balance('0x1011111111111111111111111111111111111111');
SELECT * FROM market.audit();
SELECT market.channel_state(0);
SELECT market.open_channel('0x1011111111111111111111111111111111111111', '0x1011111111111111111111111111111111111111', '0x1022222222222222222222222222222222222222', keccak256(''), '1stake', 1);
SELECT market.claim('0x1022222222222222222222222222222222222222', 0);
\set VERBOSITY default
-- the pure ones need no tables
SELECT market.system_account('community_pool');
-- nothing holds the extension yet
DROP EXTENSION pg_market;
CREATE EXTENSION pg_market;

-- the schema must hold nothing of others, and be closed to them
CREATE TABLE market.account (address text);
SELECT market.install(); \echo :SQLSTATE
DROP TABLE market.account;
CREATE FUNCTION market.audit(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
SELECT market.install(); \echo :SQLSTATE
DROP FUNCTION market.audit(integer);
CREATE OPERATOR market.+ (LEFTARG = integer, RIGHTARG = integer, FUNCTION = pg_catalog.int4pl);
SELECT market.install(); \echo :SQLSTATE
DROP OPERATOR market.+ (integer, integer);
CREATE DOMAIN market.extra AS text;
SELECT market.install(); \echo :SQLSTATE
DROP DOMAIN market.extra;
CREATE SEQUENCE market.extra;
SELECT market.install(); \echo :SQLSTATE
DROP SEQUENCE market.extra;
GRANT CREATE ON SCHEMA market TO PUBLIC, regress_install_user;
SELECT market.install(); \echo :SQLSTATE
REVOKE CREATE ON SCHEMA market FROM PUBLIC, regress_install_user;

-- roles that somebody made beforehand are adopted only when they are harmless
BEGIN;
ALTER ROLE market_reader LOGIN;
SELECT market.install(); \echo :SQLSTATE
ROLLBACK;
\set VERBOSITY sqlstate
BEGIN;
ALTER ROLE market_user SUPERUSER;
SELECT market.install();
ROLLBACK;
BEGIN;
ALTER ROLE market_app BYPASSRLS;
SELECT market.install();
ROLLBACK;
BEGIN;
ALTER ROLE market_operator CREATEROLE;
SELECT market.install();
ROLLBACK;
BEGIN;
ALTER ROLE market_operator CREATEDB;
SELECT market.install();
ROLLBACK;
BEGIN;
ALTER ROLE market_operator REPLICATION;
SELECT market.install();
ROLLBACK;
BEGIN;
GRANT market_owner TO regress_install_user;
SELECT market.install();
ROLLBACK;
BEGIN;
GRANT regress_install_user TO market_owner;
SELECT market.install();
ROLLBACK;
\set VERBOSITY default
SELECT count(*) FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relkind = 'r';

-- it lives in its own schema; one that another made is taken over
DROP EXTENSION pg_market;
DROP SCHEMA market;
CREATE SCHEMA other;
CREATE EXTENSION pg_market SCHEMA other; \echo :SQLSTATE
DROP SCHEMA other;
GRANT CREATE ON DATABASE regress_market_install TO regress_install_user;
SET ROLE regress_install_user;
CREATE SCHEMA market;
RESET ROLE;
CREATE EXTENSION pg_market;
BEGIN;
SELECT count(*) > 1 AS gives_advice FROM market.install();
SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'market';
SET ROLE regress_install_user;
CREATE TABLE market.mine (a integer); \echo :SQLSTATE
ROLLBACK;
-- what its owner put into it is seen
SET ROLE regress_install_user;
CREATE TABLE market.mine (a integer);
RESET ROLE;
SELECT market.install(); \echo :SQLSTATE
DROP TABLE market.mine;

-- what it says; where a market begins
BEGIN;
SELECT market.install();
ROLLBACK;
SELECT count(*) > 1 AS gives_advice FROM market.install();
SELECT height, block_time <= clock_timestamp() AND block_time > clock_timestamp() - interval '1 minute' AS now FROM market.clock;
SELECT market.height();
SELECT max_request_timeout, min_deposit_multiple, min_deposit, service_fee_tax, slash_fraction, complaint_retrospect,
    arbitration_time_limit, tx_size_limit, base_denom, restricted_service_fee_denom, slash_destination,
    validate_bodies, dispatch, channel_denom, max_work_per_block FROM market.params \gx
SELECT escrow_address <> '0x0000000000000000000000000000000000000000' AS set FROM market.params;
SELECT * FROM market.token;
SELECT (SELECT count(*) FROM market.account) AS accounts, (SELECT count(*) FROM market.journal) AS journal;
-- parts of the core
SELECT name FROM market.migration WHERE name < '40' ORDER BY name COLLATE "C";
-- each relation has a comment, as each column
SELECT oid::regclass FROM pg_class
WHERE relnamespace = 'market'::regnamespace AND relkind IN ('r', 'v') AND obj_description(oid, 'pg_class') IS NULL;
SELECT attrelid::regclass, attname FROM pg_attribute
WHERE attnum >= 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relkind = 'r')
    AND col_description(attrelid, attnum) IS NULL AND NOT attisdropped;
SELECT * FROM market.audit();
-- tables of an older version get what they lack
BEGIN;
SET LOCAL client_min_messages = warning;
DROP TABLE market.pending_claim, market.used_permission, market.channel_event, market.channel CASCADE;
DROP SEQUENCE market.channel_id_seq;
DELETE FROM market.migration WHERE name = '50_channel';
SELECT market.deposit('0x1011111111111111111111111111111111111111', '7stake');
SELECT count(*) > 1 AS gives_advice FROM market.install();
SELECT to_regclass('market.channel'), to_regclass('market.balance_sheet'), to_regclass('market.channel_id_seq');
SELECT market.open_channel('0x1011111111111111111111111111111111111111', '0x1011111111111111111111111111111111111111', '0x1022222222222222222222222222222222222222', keccak256(''), '1stake', 100);
SELECT * FROM market.audit();
ROLLBACK;
-- our tables are no members of the extension
SELECT count(*) FROM pg_depend WHERE deptype = 'e' AND classid = 'pg_class'::regclass AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'pg_market');
-- a table of one's own, and an index and a column on ours, survive install()
CREATE INDEX account_label_idx ON market.account (label);
ALTER TABLE market.account ADD COLUMN note text DEFAULT 'mine';
SELECT market.create_account('0x1011111111111111111111111111111111111111', label => 'kept');
SELECT count(*) > 1 AS gives_advice FROM market.install();
SELECT label, note, to_regclass('market.account_label_idx') FROM market.account;

-- the wallet can go, the market cannot, unless on purpose
CREATE EXTENSION pg_market_wallet;
DROP EXTENSION pg_market_wallet;
DROP EXTENSION pg_market; \echo :SQLSTATE
SET client_min_messages = warning;
DROP SCHEMA market CASCADE;
RESET client_min_messages;
SELECT count(*) FROM pg_extension WHERE extname LIKE 'pg_market%';
-- and begins anew, also in the same session
CREATE EXTENSION pg_market;
SELECT market.height(); \echo :SQLSTATE
SELECT count(*) > 1 AS gives_advice FROM market.install();
SELECT market.deposit('0x1011111111111111111111111111111111111111', '7stake');
SELECT market.transfer('0x1011111111111111111111111111111111111111', '0x1022222222222222222222222222222222222222', '2stake');
SELECT * FROM market.balance_sheet ORDER BY account;
SELECT * FROM market.audit();

\c :tests
DROP DATABASE regress_market_install;
DROP ROLE regress_install_all;
DROP ROLE regress_install_user;
SELECT * FROM market.audit();
