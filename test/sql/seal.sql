-- Seals of the history: what is sealed, and that a change shows.
\getenv tests PG_ABS_SRCDIR
\set test seal
\set ECHO none
\i :tests/world/groups.psql
\set ECHO all
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

SELECT length(market.seal_history());
SELECT market.seal_history() IS NULL AS nothing_new;
SELECT pay(10, 'fixed');
SELECT market.claim(:'bob', 0), market.transfer(:'bob', :'eve', '3cog');
SET timezone = 'America/New_York';
SET datestyle = 'German';
SET bytea_output = 'escape';
SELECT length(market.seal_history());
RESET timezone;
SELECT market.add_service_tags(:'bob', 'org', 'fixed', '{a}');
SELECT length(market.seal_history());
RESET datestyle;
RESET bytea_output;
SELECT id, journal_id = (SELECT max(id) FROM market.journal) AS journal, channel_event_id = (SELECT max(id) FROM market.channel_event) AS events,
       registry_event_id = (SELECT max(id) FROM market.registry_event) AS registry, count(*) OVER (PARTITION BY hash) AS same
FROM market.history_seal ORDER BY id;
SELECT count(*) FROM market.check_history();

-- a change shows in its seal, and whoever seals it anew changes the hash that others have kept
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.journal SET amount = 4 WHERE reason = 'transfer';
SELECT seal_id FROM market.check_history();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM market.registry_event WHERE id = 1;
SELECT seal_id FROM market.check_history();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.channel_event SET signature = NULL, amount = 0 WHERE id = 2;
SELECT seal_id FROM market.check_history();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.history_seal SET hash = sha256('') WHERE id = 1;
SELECT seal_id FROM market.check_history();
ROLLBACK;
UPDATE market.history_seal SET hash = hash; \echo :SQLSTATE

BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT market.seal_history(); \echo :SQLSTATE
ROLLBACK;
CREATE ROLE regress_seal_user;
CREATE ROLE regress_seal_operator;
GRANT market_user TO regress_seal_user;
GRANT market_operator TO regress_seal_operator;
SET ROLE regress_seal_user;
SELECT market.seal_history(); \echo :SQLSTATE
SELECT count(*) FROM market.history_seal;
SET ROLE regress_seal_operator;
SELECT market.seal_history() IS NULL AS nothing_new, (SELECT count(*) FROM market.check_history()) AS changed;
RESET ROLE;
DROP ROLE regress_seal_user, regress_seal_operator;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_seal;
