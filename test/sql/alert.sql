-- Alerts of channels that run low or come near their expiration; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test alert
\set ECHO none
\i :tests/world/groups.psql
\set ECHO all
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

CREATE VIEW alerts AS
SELECT id, height, channel_id AS channel, CASE account WHEN person(1) THEN 'ada' WHEN person(3) THEN 'bob' END AS account, kind, unspent_amount AS unspent, expiration, told
FROM market.channel_alert ORDER BY id;

SELECT market.set_channel_alert(NULL, 0, 100); \echo :SQLSTATE
SELECT market.set_channel_alert(:'zero', 0, 100); \echo :SQLSTATE
SELECT market.set_channel_alert(:'pool', 0, 100); \echo :SQLSTATE
SELECT market.set_channel_alert(:'ada', NULL, 100); \echo :SQLSTATE
SELECT market.set_channel_alert(:'ada', 0, -1); \echo :SQLSTATE
SELECT market.set_channel_alert(:'ada', 0, 1.5); \echo :SQLSTATE
SELECT market.set_channel_alert(:'ada', 0, expiry_blocks => -1); \echo :SQLSTATE
SELECT market.set_channel_alert(:'ada', 0, expiry_blocks => 1000000001); \echo :SQLSTATE
SELECT market.set_channel_alert(:'ada', 99, 100); \echo :SQLSTATE
SELECT market.set_channel_alert(:'eve', 0, 100); \echo :SQLSTATE
SELECT * FROM market.channel_alert_rule;

-- 1000 on each channel, a call costs 10; ada wants to know below 990, bob below 975
SELECT market.set_channel_alert(account => :'ada', channel_id => 0, low_funds => 990, expiry_blocks => 100), market.set_channel_alert(:'bob', 0, 975);
SELECT account = :'ada' AS adas, low_funds, expiry_blocks, due FROM market.channel_alert_rule ORDER BY low_funds;
SELECT alert_below FROM market.channel WHERE id IN (0, 1) ORDER BY id;
SELECT pay(10, 'fixed');
TABLE alerts;
SELECT market.end_block();
-- once for each crossing
SELECT pay(10, 'fixed'), pay(10, 'fixed'), pay(10, 'fixed'), pay(10, 'two', channel_id => 1);
TABLE alerts;
SELECT market.end_block() \g (tuples_only) /dev/null
TABLE alerts;
SELECT market.end_block();
-- a claim takes no more from what is left; funds lift it, and it may fall again
SELECT market.claim(:'bob', 0);
SELECT market.deposit(:'eve', '100cog');
SELECT market.add_channel_funds(:'eve', 0, '35cog');
SELECT pay(10, 'fixed');
SELECT * FROM alerts WHERE id > 2;
-- a payment that is rolled back tells nobody
BEGIN;
SELECT pay(10, 'fixed');
ROLLBACK;
SELECT count(*) FROM alerts;

-- the expiration: 1000, 100 blocks before; an extension begins anew
SELECT market.end_block(next_height => 899) \g (tuples_only) /dev/null
SELECT * FROM alerts WHERE kind = 'near_expiry';
SELECT market.end_block();
SELECT * FROM alerts WHERE kind = 'near_expiry';
SELECT due FROM market.channel_alert_rule WHERE account = :'ada';
SELECT market.end_block();
SELECT market.extend_channel(:'ada', 0, 1100);
SELECT due FROM market.channel_alert_rule WHERE account = :'ada';
SELECT market.end_block(next_height => 1000);
SELECT kind, height, expiration FROM alerts WHERE kind = 'near_expiry';
-- asked for when it is near already: with the next block
SELECT market.set_channel_alert(:'bob', 1, expiry_blocks => 5);
SELECT market.end_block();
SELECT channel, account, kind, height, expiration FROM alerts WHERE channel = 1;
-- no more
SELECT market.set_channel_alert(:'ada', 0), market.set_channel_alert(:'bob', 0), market.set_channel_alert(:'bob', 1);
SELECT count(*) FROM market.channel_alert_rule;
SELECT alert_below FROM market.channel ORDER BY id;
SELECT * FROM market.audit();

CREATE ROLE regress_alert_bob;
GRANT market_user TO regress_alert_bob;
SELECT market.create_account(:'bob', 'regress_alert_bob') = :'bob' AS bound;
SET ROLE regress_alert_bob;
SELECT market.set_channel_alert(:'ada', 0, 1); \echo :SQLSTATE
SELECT market.set_channel_alert(:'bob', 0, 1);
SELECT DISTINCT account = :'bob' AS bobs FROM market.channel_alert;
SELECT count(*) FROM market.channel_alert_rule;
UPDATE market.channel_alert SET told = false; \echo :SQLSTATE
RESET ROLE;
UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_alert_bob;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_alert;
