-- The treasurer: claims on many channels, views of unclaimed money, rules that claim by themselves; success and every error, in order.
-- a database of its own, in which the ids of channels are 0, 1, 2 ...
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_claim_rule;
\c regress_claim_rule
\set SHOW_CONTEXT never
CREATE EXTENSION pg_market;
CREATE EXTENSION pg_market_wallet;
SELECT count(*) > 0 AS installed FROM market.install();
SET search_path = public, market;
SELECT market.create_token('cog', 'AGI', 8), market.create_token('stake');
\set escrow 0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E
SELECT market.set_params(escrow_address => :'escrow', channel_denom => 'cog');

-- the n-th person: key, address, signature of a message, signature of a payment
CREATE FUNCTION key(n int) RETURNS bytea
LANGUAGE sql AS $$SELECT decode(lpad(to_hex(n + 16), 64, '0'), 'hex')$$;
CREATE FUNCTION person(n int) RETURNS market.address
LANGUAGE sql SECURITY DEFINER AS $$SELECT market.private_key_address(public.key(n))$$;
CREATE FUNCTION signed(n int, message bytea) RETURNS market.signature
LANGUAGE sql SECURITY DEFINER AS $$SELECT market.sign(market.message_digest(message), public.key(n))$$;
CREATE FUNCTION signed(n int, channel_id numeric, nonce numeric, amount numeric) RETURNS market.signature
LANGUAGE sql SECURITY DEFINER AS $$SELECT public.signed(n, market.claim_message(p.escrow_address, channel_id, nonce, amount)) FROM market.params AS p$$;
CREATE TABLE people (n int, name text, address market.address);
INSERT INTO people SELECT n, name, person(n::int)
FROM unnest(ARRAY['ada', 'sue', 'bob', 'eve', 'fay']) WITH ORDINALITY AS p(name, n);
CREATE FUNCTION name(address market.address) RETURNS text
LANGUAGE sql AS $$SELECT coalesce((SELECT p.name FROM public.people AS p WHERE p.address OPERATOR(market.=) $1), $1::text)$$;
SELECT person(1) AS ada, person(2) AS sue, person(3) AS bob, person(4) AS eve, person(5) AS fay,
       system_account('community_pool') AS pool
\gset
\set zero 0x0000000000000000000000000000000000000000
\set group '\\x7b00000000000000000000000000000000000000000000000000000000000000'
CREATE VIEW channels AS
SELECT id, name(sender) AS sender, name(signer) AS signer, name(recipient) AS recipient, value, expiration, nonce,
       payment_nonce, authorized_amount AS authorized, authorized_signature IS NOT NULL AS signed, pending_amount AS pending
FROM market.channel ORDER BY id;
CREATE VIEW balances AS
SELECT name, balance(address, 'cog') AS cog FROM people ORDER BY n;
CREATE VIEW events AS
SELECT channel_id AS channel, event, nonce, amount, planned_amount AS planned, send_back_amount AS send_back, expiration,
       signature IS NOT NULL AS signed, height
FROM market.channel_event ORDER BY id;
-- bob's organization: "fixed" costs 10 a call, "methods" 2, 0 and 2^255 by method
CREATE FUNCTION organization(group_address market.address, threshold bigint, group_id bytea) RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_build_object('org_name', 'Test', 'org_type', 'individual', 'description', '{}'::jsonb, 'assets', '{}'::jsonb, 'contacts', '[]'::jsonb,
    'groups', jsonb_build_array(jsonb_build_object('group_name', 'default_group', 'group_id', encode(group_id, 'base64'),
        'payment', jsonb_build_object('payment_address', group_address, 'payment_expiration_threshold', threshold))))
$$;
CREATE FUNCTION service(pricing jsonb) RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_build_object('version', 1, 'display_name', 'Example', 'encoding', 'proto', 'service_type', 'grpc', 'service_api_source', 'ipfs://Qm',
    'mpe_address', p.escrow_address, 'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', jsonb_build_array(jsonb_build_object('group_name', 'default_group', 'pricing', jsonb_build_array(pricing))))
FROM market.params AS p
$$;
SELECT market.create_organization(:'bob', 'org', organization(:'bob', 5, :'group'));
SELECT market.publish_service(:'bob', 'org', 's', service('{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}'));
SELECT market.create_organization(:'eve', 'eve', organization(:'eve', 5, :'group'));
SELECT market.publish_service(:'eve', 'eve', 's', service('{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}'));
\set nothing 0x000000000000000000000000000000000000000000000000000000000000000500000000000000000000000000000000000000000000000000000000000000011b
CREATE PROCEDURE pay(channel_id bigint, calls int, organization_id text DEFAULT 'org')
LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. calls LOOP
        PERFORM market.authorize_payment(pay.channel_id, n.nonce, n.amount, public.signed(1, n.message), pay.organization_id, 's')
        FROM market.next_payment(pay.channel_id, 10) AS n;
    END LOOP;
END
$$;
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
