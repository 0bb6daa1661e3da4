-- Plans that are made while a market has one channel, and kept while it gets a thousand: rules that claim, refill and warn, and keys of idempotency, of which rows are found by key.
\getenv tests PG_ABS_SRCDIR
\set test planning_channel
\set ECHO none
\i :tests/world/groups.psql
\i :tests/world/unanalyzed.psql
\set ECHO all
SELECT market.deposit(:'ada', '10000000cog');
SELECT market.set_params(idempotency_key_blocks => 10);
-- a channel that has 100, is filled up by 50 below 95, of which its sender hears below 99, and of which 10 are signed for
CREATE FUNCTION channels(n int) RETURNS bigint LANGUAGE sql AS $$
SELECT count(market.open_channel(person(1), person(1), person(3), decode('7b' || repeat('00', 31), 'hex'), '100cog', 100000)) FROM generate_series(1, n);
SELECT count(market.set_channel_refill(person(1), id, 95, 50)), count(market.set_channel_alert(person(1), id, 99)), count(pay(10, 'fixed', channel_id => id)),
       count(market.deposit(person(3), '1cog', idempotency_key => id::text))
FROM market.channel WHERE authorized_amount = 0 AND nonce = 0;
SELECT count(*) FROM market.channel;
$$;
-- rows that this transaction has read by an index, for each of the 1,000 channels; each with each would be 1,000
CREATE VIEW work AS
SELECT relname FROM pg_stat_xact_user_tables WHERE schemaname = 'market' AND idx_tup_fetch >= 50 * 1000 ORDER BY relname;
SELECT market.set_claim_rule(:'bob', min_amount => 1000);
SELECT channels(1); ANALYZE;
SELECT market.end_block(), market.end_block();
SELECT market.set_claim_rule(:'bob', min_amount => 10);
SELECT market.end_block(), market.end_block(), market.end_block(next_height => 100), market.end_block(); ANALYZE;
SELECT channels(1000);
BEGIN; SELECT market.end_block() > 0 AS ended; SELECT * FROM work; COMMIT;
BEGIN; SELECT market.end_block() > 0 AS ended; SELECT * FROM work; COMMIT;
SELECT count(*) AS claimed FROM market.channel WHERE nonce = 1;
SELECT count(*) AS filled FROM market.channel WHERE value = 140;
SELECT count(*) AS warned FROM market.channel_alert;
SELECT count(*) AS keys FROM market.idempotency_key;
SELECT market.end_block(next_height => 200) AS height;
BEGIN; SELECT market.end_block() > 0 AS ended; SELECT * FROM work; COMMIT;
SELECT count(*) AS keys FROM market.idempotency_key;
SELECT * FROM market.audit();

\c :regress_database
DROP DATABASE regress_planning_channel WITH (FORCE);
