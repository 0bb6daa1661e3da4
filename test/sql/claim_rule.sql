-- The treasurer: claims on many channels, views of unclaimed money, rules that claim by themselves; success and every error, in order.
\getenv tests PG_ABS_SRCDIR
\set test claim_rule
\set ECHO none
\i :tests/world/shops.psql
\set ECHO all
SELECT market.deposit(:'ada', '10000cog');
SELECT market.end_block(next_height => 100) AS height;
-- 0 to 4 are bob's, 5 is eve's; the threshold of both organizations is 5
SELECT market.open_channel(:'ada', :'sue', r, :'group', '500cog', e)
FROM unnest(ARRAY[:'bob', :'bob', :'bob', :'bob', :'bob', :'eve']::market.address[], ARRAY[200, 1000, 1000, 1000, 1000, 1000]) AS c(r, e);
CREATE VIEW unclaimed_money AS
SELECT channel_id AS channel, name(recipient) AS recipient, signed_amount AS signed, pending_amount AS pending, amount, since, age, expiration, blocks_left AS "left", due
FROM market.unclaimed ORDER BY channel_id;
CREATE VIEW rows AS SELECT id, value, nonce, payment_nonce, authorized_amount AS authorized, pending_amount AS pending, claim_at FROM market.channel ORDER BY id;

--
-- views
--
SELECT * FROM unclaimed_money;
CALL pay(0, 1);
CALL pay(1, 2);
SELECT market.end_block() AS height;
CALL pay(0, 2);
CALL pay(5, 1, 'eve');
SELECT nonce, signed_amount FROM market.start_claim(1);
CALL pay(1, 1);
SELECT * FROM unclaimed_money;
SELECT name(recipient), denom, channels, amount, oldest, next_expiration FROM market.unclaimed_total ORDER BY 1;
SELECT channel_id, value, unclaimed_amount, unspent_amount, expiration, blocks_left FROM market.expiring_channel ORDER BY blocks_left, channel_id LIMIT 3;

--
-- claim_listed
--
-- what has nothing is passed over, and no channel is settled twice
SELECT * FROM market.claim_listed(:'bob', ARRAY[1, 4, 0, 1]);
SELECT * FROM market.claim_listed(recipient => :'bob', channel_ids => ARRAY[0, 1], idempotency_key => NULL);
SELECT * FROM market.claim_listed(:'bob', '{}');
SELECT balance(:'bob', 'cog');
SELECT * FROM unclaimed_money;
CALL pay(2, 1);
-- once, with a key
SELECT * FROM market.claim_listed(:'bob', ARRAY[2], 'listed');
CALL pay(2, 1);
SELECT * FROM market.claim_listed(:'bob', ARRAY[2], 'listed');
SELECT * FROM market.audit();
-- errors, in order; all or nothing
SELECT * FROM market.claim_listed(NULL, NULL);
\echo :SQLSTATE
SELECT * FROM market.claim_listed(:'zero', NULL);
\echo :SQLSTATE
SELECT * FROM market.claim_listed(:'zero', ARRAY[4711]);
\echo :SQLSTATE
SELECT * FROM market.claim_listed(:'zero', ARRAY[5]);
\echo :SQLSTATE
SELECT * FROM market.claim_listed(:'pool', ARRAY[5]);
\echo :SQLSTATE
SELECT * FROM market.claim_listed(:'bob', ARRAY[2, 5]);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM market.claim_listed(:'bob', ARRAY[2, NULL]);
SELECT * FROM market.claim_listed(:'bob', ARRAY[[2], [3]]);
SELECT * FROM market.claim_listed(:'bob', array_fill(1::bigint, ARRAY[100001]));
SELECT * FROM market.claim_listed(:'bob', ARRAY[2, 4711]);
\set VERBOSITY default
SELECT channel, amount FROM unclaimed_money;

--
-- claim_all, claim_expiring
--
CALL pay(0, 1);
CALL pay(3, 3);
SELECT * FROM market.claim_all(:'bob', 2);
SELECT * FROM market.claim_all(recipient => :'bob', max_channels => 10, idempotency_key => 'all');
SELECT * FROM market.claim_all(:'bob', 10, 'all');
SELECT * FROM market.claim_all(:'bob');
CALL pay(0, 1);
CALL pay(1, 1);
-- 0 expires in 99 blocks
SELECT * FROM market.claim_expiring(:'bob', 99);
SELECT * FROM market.claim_expiring(:'bob', 100);
CALL pay(0, 1);
SELECT * FROM market.claim_expiring(:'bob', max_channels => 1);
SELECT * FROM market.claim_expiring(recipient => :'bob', blocks => 34560, max_channels => 5, idempotency_key => NULL);
SELECT * FROM market.audit();
-- errors, in order
SELECT * FROM market.claim_all(NULL, 0);
\echo :SQLSTATE
SELECT * FROM market.claim_all(:'zero', 0);
\echo :SQLSTATE
SELECT * FROM market.claim_all(:'zero', 1);
\echo :SQLSTATE
SELECT * FROM market.claim_all(:'pool', 1);
\echo :SQLSTATE
SELECT * FROM market.claim_expiring(:'zero', -1);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM market.claim_all(:'bob', NULL);
SELECT * FROM market.claim_all(:'bob', 100001);
SELECT * FROM market.claim_expiring(NULL);
SELECT * FROM market.claim_expiring(:'bob', NULL);
SELECT * FROM market.claim_expiring(:'bob', 1, 0);
SELECT * FROM market.claim_expiring(:'zero', 1);
\set VERBOSITY default

--
-- rules: by amount
--
SELECT market.set_claim_rule(:'bob', min_amount => 30);
SELECT name(recipient), min_amount, max_age, margin FROM market.claim_rule;
CALL pay(1, 2);
SELECT * FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.end_block() AS height;
SELECT id, nonce, claim_at FROM rows WHERE id < 5 AND claim_at IS NOT NULL;
-- the payment that reaches the amount; one that goes beyond at once
CALL pay(1, 1);
SELECT channel, amount, due FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.end_block() AS height;
SELECT channel, amount, due FROM unclaimed_money WHERE recipient = 'bob';
SELECT height, event, nonce, amount FROM events WHERE channel = 1 ORDER BY nonce DESC LIMIT 1;
-- what is pending counts, and is settled first
CALL pay(1, 2);
SELECT nonce, signed_amount FROM market.start_claim(1);
CALL pay(1, 1);
SELECT market.end_block() AS height;
SELECT * FROM rows WHERE id = 1;
-- a rule that comes later finds what is there
CALL pay(2, 1);
SELECT market.set_claim_rule(:'bob', min_amount => 10);
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.end_block() AS height;
SELECT channel FROM unclaimed_money WHERE recipient = 'bob';
-- and one that asks for more leaves it
CALL pay(2, 1);
SELECT market.set_claim_rule(:'bob', min_amount => 20);
SELECT market.end_block() AS height;
SELECT channel, amount, due FROM unclaimed_money WHERE recipient = 'bob';
CALL pay(2, 1);
SELECT market.end_block() AS height;
SELECT channel FROM unclaimed_money WHERE recipient = 'bob';

--
-- rules: by age
--
SELECT market.set_claim_rule(:'bob', max_age => 3);
CALL pay(3, 1);
SELECT market.end_block() AS height;
CALL pay(3, 1);
SELECT market.end_block() AS height;
SELECT channel, amount, age, due - height() AS due FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.end_block() AS height;
SELECT channel FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.set_claim_rule(:'bob', max_age => 0);
CALL pay(3, 1);
SELECT market.end_block() AS height;
SELECT channel FROM unclaimed_money WHERE recipient = 'bob';

--
-- rules: always before payments stop, at block 195 for channel 0
--
SELECT market.set_claim_rule(:'bob');
SELECT market.end_block(next_height => 190) AS height;
CALL pay(0, 1);
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.end_block(next_height => 194) AS height;
-- the last payment that is taken
CALL pay(0, 1);
SELECT market.end_block() AS height;
SELECT height, event, amount FROM events WHERE channel = 0 ORDER BY nonce DESC LIMIT 1;
CALL pay(0, 1);
\echo :SQLSTATE
SELECT channel FROM unclaimed_money WHERE recipient = 'bob';
-- an extension puts it off
SELECT market.extend_channel(:'ada', 0, 300);
CALL pay(0, 1);
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.extend_channel(:'ada', 0, 400);
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
-- a margin, and another threshold, bring it nearer
SELECT market.set_claim_rule(:'bob', margin => 20);
SELECT market.end_block() AS height;
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.update_organization(:'bob', 'org', organization(:'bob', 50, :'group'));
SELECT market.end_block() AS height;
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
-- the same document again changes nothing
SELECT market.update_organization(:'bob', 'org', organization(:'bob', 50, :'group'));
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
-- a clock that jumps claims before it does
SELECT market.end_block(next_height => 900) AS height;
SELECT height, event, amount FROM events WHERE channel = 0 ORDER BY nonce DESC LIMIT 1;
SELECT market.claim_channel_timeout(:'ada', 0);
SELECT * FROM market.audit();

--
-- bounded work: the first to be due first
--
SELECT market.update_organization(:'bob', 'org', organization(:'bob', 5, :'group'));
SELECT market.set_claim_rule(:'bob', max_age => 1);
CALL pay(4, 1);
CALL pay(2, 1);
CALL pay(3, 1);
SELECT market.set_params(max_work_per_block => 2);
SELECT market.end_block() AS height;
SELECT channel FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.end_block() AS height;
SELECT channel FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.set_params(max_work_per_block => 1000000);

--
-- delete_claim_rule
--
CALL pay(4, 1);
SELECT market.delete_claim_rule(:'bob');
SELECT market.delete_claim_rule(:'bob');
SELECT market.end_block() AS height;
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
SELECT market.end_block() AS height;
SELECT channel, due FROM unclaimed_money WHERE recipient = 'bob';
SELECT id FROM rows WHERE claim_at IS NOT NULL;
-- errors, in order
SELECT market.set_claim_rule(NULL, -1, -1, -1);
\echo :SQLSTATE
SELECT market.set_claim_rule(:'zero', -1, -1, -1);
\echo :SQLSTATE
SELECT market.set_claim_rule(:'zero', 0, -1, -1);
\echo :SQLSTATE
SELECT market.set_claim_rule(:'zero', 0, 0, -1);
\echo :SQLSTATE
SELECT market.set_claim_rule(:'zero', 0, 0, 1000000000001);
\echo :SQLSTATE
SELECT market.set_claim_rule(:'zero', 0, 0, 0);
\echo :SQLSTATE
SELECT market.set_claim_rule(:'zero', 1, 0, 0);
\echo :SQLSTATE
SELECT market.set_claim_rule(:'pool', 1, 0, 0);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.set_claim_rule(:'bob', 0.5);
SELECT market.set_claim_rule(:'bob', 1, 1000000000001);
SELECT market.set_claim_rule(:'bob', margin => NULL);
SELECT market.delete_claim_rule(NULL);
SELECT market.delete_claim_rule(:'zero');
-- triggers are left to the market
SELECT market.channel_unclaimed();
SELECT market.clock_claim();
CREATE TEMP TABLE mine (height bigint);
CREATE TRIGGER mine BEFORE UPDATE ON mine FOR EACH ROW EXECUTE FUNCTION market.clock_claim();
INSERT INTO mine VALUES (1);
UPDATE mine SET height = 2;
\set VERBOSITY default

--
-- faults that audit() sees
--
BEGIN;
DELETE FROM market.unclaimed_channel WHERE channel_id = 4;
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
INSERT INTO market.unclaimed_channel VALUES (3, :'bob', 1, NULL);
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
INSERT INTO market.claim_rule VALUES (:'bob', NULL, NULL, 0, false);
SELECT * FROM market.audit();
ROLLBACK;

--
-- who may act: the recipient's role, the application
--
CREATE ROLE regress_claim_rule_ada;
CREATE ROLE regress_claim_rule_bob;
CREATE ROLE regress_claim_rule_app;
CREATE ROLE regress_claim_rule_reader;
GRANT market_user TO regress_claim_rule_ada, regress_claim_rule_bob;
GRANT market_app TO regress_claim_rule_app;
GRANT market_reader TO regress_claim_rule_reader;
SELECT count(market.create_account(p.address, ('regress_claim_rule_' || p.name)::regrole)) FROM people AS p WHERE p.name IN ('ada', 'bob');
SET ROLE regress_claim_rule_bob;
SELECT channel_id, amount FROM market.unclaimed ORDER BY 1;
SELECT channels, amount FROM market.unclaimed_total;
SELECT market.set_claim_rule(:'bob', 100);
SELECT min_amount FROM market.claim_rule;
SELECT * FROM market.claim_all(:'bob');
\set VERBOSITY sqlstate
SELECT * FROM market.claim_all(:'eve');
SELECT * FROM market.claim_expiring(:'eve');
SELECT * FROM market.claim_listed(:'eve', ARRAY[5]);
SELECT market.set_claim_rule(:'eve', 100);
SELECT market.delete_claim_rule(:'eve');
SET ROLE regress_claim_rule_ada;
SELECT count(*) FROM market.unclaimed;
SELECT count(*) FROM market.claim_rule;
-- a sender sees its channels, and when it may have its money back
SELECT count(*) FROM market.expiring_channel;
SET ROLE regress_claim_rule_app;
SELECT * FROM market.claim_all(:'eve');
SELECT market.delete_claim_rule(:'bob');
SET ROLE regress_claim_rule_reader;
SELECT count(*) FROM market.unclaimed;
SELECT market.delete_claim_rule(:'bob');
RESET ROLE;
\set VERBOSITY default

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_claim_rule WITH (FORCE);
DROP ROLE regress_claim_rule_ada, regress_claim_rule_app, regress_claim_rule_bob, regress_claim_rule_reader;
