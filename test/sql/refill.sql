-- Channels that are funded and extended by rules; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test refill
\set ECHO none
\i :tests/world/groups.psql
\set ECHO all
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

CREATE VIEW rules AS
SELECT channel_id AS channel, low_funds AS low, add_amount AS add, left_amount AS left, expiry_blocks AS expiry, extend_blocks AS extend, max_expiration AS max, due
FROM market.channel_refill ORDER BY channel_id;
CREATE VIEW channels AS
SELECT c.id, c.value, c.value - c.pending_amount - c.authorized_amount AS unspent, c.expiration, c.alert_below AS below, k.height, market.balance(person(1), 'cog') AS ada
FROM market.channel AS c CROSS JOIN market.clock AS k ORDER BY c.id;

-- errors, in order
SELECT market.set_channel_refill(NULL, NULL, -1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', NULL, -1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, -1, -1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 0, -1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, 1.5, -1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, 0, -1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, 1, -1, 0); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, 1, 0, 0); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, NULL, NULL, 0, 0); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, NULL, NULL, 1000000001, 0); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, NULL, NULL, 1, 0, -1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, NULL, NULL, 1, NULL, -1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, 1, NULL, NULL, 1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, NULL, 1, NULL, 1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, NULL, NULL, 1, 1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, expiry_blocks => 1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, extend_blocks => 1, max_expiration => 1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99, max_expiration => 1); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 99); \echo :SQLSTATE
SELECT market.set_channel_refill(:'zero', 0); \echo :SQLSTATE
SELECT market.set_channel_refill(:'pool', 0); \echo :SQLSTATE
SELECT market.set_channel_refill(:'bob', 0); \echo :SQLSTATE
SELECT market.set_channel_refill(:'ada', 0);
TABLE rules;

-- money: 1000 on each channel, 0 to spend, so two calls of 10 are beyond 985
SELECT market.set_channel_refill(sender => :'ada', channel_id => 0, low_funds => 985, add_amount => 30, max_amount => 70);
TABLE rules;
SELECT market.end_block();
TABLE rules;
SELECT pay(10, 'fixed');
TABLE rules;
SELECT pay(10, 'fixed');
TABLE rules;
-- ada has nothing: again ten blocks later
SELECT market.end_block();
TABLE rules;
SELECT market.deposit(:'ada', '100cog');
SELECT market.end_block(), pay(10, 'fixed');
TABLE rules;
SELECT market.end_block(next_height => 13);
TABLE channels;
SELECT market.end_block();
TABLE rules;
TABLE channels;
SELECT event, amount FROM market.channel_event WHERE event = 'add_funds';
SELECT * FROM market.audit();
-- twice more, until the rule may add no more: 30, and the last 10
SELECT pay(10, 'fixed'), pay(10, 'fixed');
SELECT market.end_block();
TABLE channels;
SELECT pay(10, 'fixed'), pay(10, 'fixed'), pay(10, 'fixed'), pay(10, 'fixed');
SELECT market.end_block();
TABLE rules;
TABLE channels;
SELECT market.end_block(), pay(10, 'fixed');
SELECT market.end_block();
TABLE rules;
SELECT * FROM market.audit();
-- far below: once per block
SELECT market.set_channel_refill(:'ada', 0, 1000, 8);
SELECT market.end_block(), market.end_block();
TABLE rules;
TABLE channels;
-- two channels of one sender, money for one
SELECT market.set_channel_refill(:'ada', 0, 2000, 10), market.set_channel_refill(:'ada', 1, 2000, 10);
SELECT market.end_block();
TABLE rules;
TABLE channels;
-- a claim takes nothing from what is left for calls
SELECT market.set_channel_refill(:'ada', 0), market.set_channel_refill(:'ada', 1, 1000, 10);
SELECT pay(10, 'two', channel_id => 1);
SELECT market.claim(:'bob', 1);
TABLE rules;
TABLE channels;

-- time: 1000, 50 blocks before, by 100 blocks, to 1150 at most
SELECT market.set_channel_refill(:'ada', 0, expiry_blocks => 50, extend_blocks => 100, max_expiration => 1150), market.set_channel_refill(:'ada', 1);
SELECT market.end_block(next_height => 949);
TABLE rules;
SELECT market.end_block();
TABLE rules;
TABLE channels;
SELECT event, expiration FROM market.channel_event WHERE event = 'extend';
-- an extension by hand puts it off
SELECT market.extend_channel(:'ada', 0, 1120);
SELECT * FROM market.audit();
SELECT market.end_block(next_height => 1069);
TABLE channels;
SELECT market.end_block();
TABLE rules;
TABLE channels;
SELECT market.end_block(next_height => 1149);
TABLE channels;
SELECT * FROM market.audit();

-- a channel that its sender has timed out is left alone
SELECT market.end_block(next_height => 1200);
SELECT market.set_channel_refill(:'ada', 1, 100, 10, expiry_blocks => 10, extend_blocks => 10);
SELECT market.claim_channel_timeout(:'ada', 1) > 0 AS taken;
SELECT market.end_block();
TABLE rules;
TABLE channels;
-- unless a rule is made anew
SELECT market.set_channel_refill(:'ada', 1, 100, 10, expiry_blocks => 10, extend_blocks => 10);
SELECT market.end_block();
TABLE rules;
TABLE channels;
-- bounded work: one rule a block
SELECT market.set_channel_refill(:'ada', 1);
SELECT market.set_params(max_work_per_block => 1);
SELECT market.set_channel_refill(:'ada', 0, 2000, 1), market.set_channel_refill(:'ada', 1, 2000, 1);
SELECT market.end_block();
TABLE rules;
SELECT market.end_block();
TABLE rules;
SELECT * FROM market.audit();
-- what the audit would find
BEGIN;
UPDATE market.channel_refill SET due = NULL WHERE channel_id = 1;
SELECT * FROM market.audit();
ROLLBACK;

-- an amount beyond the balance keeps no other channel of the sender waiting
SELECT market.set_params(max_work_per_block => 1000000);
SELECT market.set_channel_refill(:'ada', 0), market.set_channel_refill(:'ada', 1);
SELECT market.deposit(:'eve', '50cog');
SELECT market.open_channel(:'eve', :'ada', :'bob', :'group', '10cog', 3000), market.open_channel(:'eve', :'ada', :'bob', :'group', '10cog', 3000);
SELECT market.set_channel_refill(:'eve', 2, 200, 100), market.set_channel_refill(:'eve', 3, 15, 20);
SELECT market.end_block() > 0 AS ended;
SELECT id, value FROM channels WHERE id > 1;
SELECT channel, due - height() AS due FROM rules;
-- no money goes to a channel that has expired, until its sender extends it
SELECT market.deposit(:'eve', '10cog');
SELECT market.open_channel(:'eve', :'ada', :'bob', :'group', '5cog', height() + 1) AS short \gset
SELECT market.set_channel_refill(:'eve', :short, 10, 5);
SELECT market.end_block() > 0 AS ended;
SELECT value FROM channels WHERE id = :short;
SELECT due FROM rules WHERE channel = :short;
SELECT * FROM market.audit();
SELECT market.end_block() > 0 AS ended;
SELECT value FROM channels WHERE id = :short;
SELECT market.extend_channel(:'eve', :short, height() + 9);
SELECT market.end_block() > 0 AS ended;
SELECT value FROM channels WHERE id = :short;
-- one that is near its expiration when the rule comes is due at once, not before
SELECT market.set_channel_refill(:'eve', :short, expiry_blocks => 100, extend_blocks => 5);
SELECT due - height() AS due FROM rules WHERE channel = :short;
SELECT * FROM market.audit();
SELECT market.set_channel_refill(:'eve', :short);
SELECT * FROM market.audit();
-- a claim that closes the channel ends the rule, also when nothing is left to send back
SELECT pay(10, 'fixed', channel_id => 3), pay(10, 'fixed', channel_id => 3), pay(10, 'fixed', channel_id => 3);
SELECT market.deposit(:'eve', '20cog');
SELECT market.set_channel_refill(:'eve', 2), market.set_channel_refill(:'eve', 3, 15, 20, expiry_blocks => 10, extend_blocks => 10);
SELECT market.claim_channel(:'bob', 3, authorized_amount, authorized_amount, authorized_signature, true) FROM market.channel WHERE id = 3;
SELECT market.end_block() > 0 AS ended;
SELECT id, value, expiration FROM channels WHERE id = 3;
TABLE rules;
SELECT * FROM market.audit();

CREATE ROLE regress_refill_bob;
GRANT market_user TO regress_refill_bob;
SELECT market.create_account(:'bob', 'regress_refill_bob') = :'bob' AS bound;
SET ROLE regress_refill_bob;
SELECT market.set_channel_refill(:'ada', 0, 1, 1); \echo :SQLSTATE
TABLE market.channel_refill;
DELETE FROM market.channel_refill; \echo :SQLSTATE
RESET ROLE;
UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_refill_bob;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_refill;
