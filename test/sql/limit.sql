-- Limits of services: stop switch, token buckets, allowed users; what paid calls must pass.
-- a database of its own, in which the ids of channels are 0, 1, 2 ...
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_limit;
\c regress_limit
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
SELECT market.deposit(:'ada', '1000cog');
SELECT market.end_block(next_height => 100) AS height;
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '500cog', 1000) FROM generate_series(1, 2);
SELECT market.deposit(:'fay', '100cog');
SELECT market.open_channel(:'fay', :'ada', :'bob', :'group', '100cog', 1000);
CREATE VIEW buckets AS
SELECT service_id AS service, CASE client WHEN '0x0000000000000000000000000000000000000000' THEN 'everybody' ELSE name(client) END AS client, credit, height
FROM market.rate_bucket ORDER BY 1, 2;

--
-- the stop switch
--
CALL pay(0, 1);
SELECT market.stop_service(:'bob', 'org', 's');
CALL pay(0, 1);
\echo :SQLSTATE
-- what is signed for can be claimed, and asked for
SELECT current_nonce, current_signed_amount FROM market.channel_state(0);
SELECT market.claim(:'bob', 0);
SELECT market.start_service(:'bob', 'org', 's');
CALL pay(0, 1);

--
-- the service's bucket: 3 in 2 blocks, 4 at once
--
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 3, burst_size => 4, rate_limit_blocks => 2);
CALL pay(0, 2);
CALL pay(1, 1);
-- a call that is refused, or rolls back, takes nothing out
SELECT market.authorize_payment(0, 9, 10, :'nothing', 'org', 's');
\echo :SQLSTATE
BEGIN;
CALL pay(2, 1);
SELECT * FROM buckets;
ROLLBACK;
SELECT * FROM buckets;
CALL pay(2, 1);
CALL pay(2, 1);
\echo :SQLSTATE
SELECT * FROM buckets;
-- the bucket before the nonce
SELECT market.authorize_payment(0, 9, 10, :'nothing', 'org', 's');
\echo :SQLSTATE
-- half a call is left over after the first block
SELECT market.end_block() AS height;
CALL pay(0, 1);
SELECT * FROM buckets;
CALL pay(0, 1);
\echo :SQLSTATE
SELECT market.end_block() AS height;
CALL pay(0, 2);
CALL pay(0, 1);
\echo :SQLSTATE
-- never more than the burst, however long nobody called
SELECT market.end_block(next_height => 500) AS height;
CALL pay(1, 1);
SELECT * FROM buckets;
-- a slow one: two calls in a thousand blocks; the wait is rounded up
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 2, burst_size => 1, rate_limit_blocks => 999);
SELECT * FROM buckets;
CALL pay(1, 1);
CALL pay(1, 1);
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 0);

--
-- one bucket for each client, who is the sender of the channel
--
SELECT market.configure_service(:'bob', 'org', 's', client_rate_limit => 2, rate_limit_blocks => 10);
CALL pay(0, 1);
CALL pay(1, 1);
CALL pay(0, 1);
\echo :SQLSTATE
CALL pay(2, 1);
SELECT * FROM buckets;
-- both buckets: the call that one refuses is not taken out of the other
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 3, burst_size => 0);
CALL pay(0, 2);
CALL pay(0, 1);
\echo :SQLSTATE
SELECT * FROM buckets;
CALL pay(2, 1);
CALL pay(2, 1);
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 0, client_rate_limit => 0);

--
-- allowed users: who signed, be it the sender or the signer
--
SELECT market.configure_service(:'bob', 'org', 's', allowed_user_flag => true, allowed_user_addresses => ARRAY[:'sue']::market.address[]);
CALL pay(0, 1);
\echo :SQLSTATE
SELECT market.authorize_payment(0, nonce, amount, signed(2, message), 'org', 's') FROM market.next_payment(0, 10);
-- the nonce and the signature before the list, the expiration after it
\set VERBOSITY sqlstate
SELECT market.authorize_payment(0, 9, 10, signed(1, 0, 9, 10), 'org', 's');
SELECT market.authorize_payment(0, 1, 10, :'nothing', 'org', 's');
SELECT market.authorize_payment(0, 1, 10, signed(4, 0, 1, 10), 'org', 's');
SELECT market.end_block(next_height => 995) AS height;
SELECT market.authorize_payment(0, nonce, amount, signed(1, message), 'org', 's') FROM market.next_payment(0, 10);
SELECT market.authorize_payment(0, nonce, amount, signed(2, message), 'org', 's') FROM market.next_payment(0, 10);
-- the service and its group before the limits
SELECT market.stop_service(:'bob', 'org', 's');
SELECT market.authorize_payment(99, 0, 10, :'nothing', 'org', 's');
SELECT market.authorize_payment(0, 0, 10, :'nothing', 'none', 's');
SELECT market.authorize_payment(0, 0, 10, :'nothing', 'org', 'none');
SELECT market.authorize_payment(0, 0, 10, :'nothing', 'eve', 's');
SELECT market.authorize_payment(0, 0, 10, :'nothing', 'org', 's');
\set VERBOSITY default

--
-- the largest limits, and a pause as long as there can be
--
SELECT market.publish_service(:'bob', 'org', 'f', jsonb_set(s, '{groups,0}', s #> '{groups,0}' || jsonb_build_object('free_calls', 100, 'free_call_signer_address', :'sue')))
FROM service('{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}') AS s;
SELECT market.configure_service(:'bob', 'org', 'f', rate_limit => 1000000000, burst_size => 1000000000, client_rate_limit => 1, client_burst_size => 1000000000, rate_limit_blocks => 1000000000);
SELECT market.free_call(:'ada', 'org', 'f');
SELECT market.end_block(next_height => 4611686018427387904) AS height;
SELECT market.free_call(:'ada', 'org', 'f');
SELECT * FROM buckets;

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_limit WITH (FORCE);
