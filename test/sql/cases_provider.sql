-- The daemon by its own cases: L free calls, M metadata and settings. Where the market differs, the case says so.
-- a database of its own, in which the ids of channels are 0, 1, 2 ...
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_cases_provider;
\c regress_cases_provider
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
CREATE FUNCTION free_service(free_calls int, signer text) RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_set(s, '{groups,0}', s #> '{groups,0}' || jsonb_build_object('free_calls', free_calls, 'free_call_signer_address', signer))
FROM service('{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}') AS s
$$;
SELECT market.publish_service(:'bob', 'org', 'f', free_service(10, :'sue'));
SELECT market.end_block(next_height => 99) AS height;
SELECT encode(:'group', 'base64') AS group64 \gset
\set VERBOSITY default

--
-- L 149: 10 allowed, 9 made; one succeeds, the next does not
--
SELECT count(market.free_call(:'ada', 'org', 'f')) FROM generate_series(1, 9);
SELECT market.free_call(:'ada', 'org', 'f');
SELECT market.free_call(:'ada', 'org', 'f');
\echo :SQLSTATE
SELECT made FROM market.free_call;

--
-- L 151: the service fails, the count is unchanged
--
SELECT market.reset_free_calls(:'bob', 'org', 'f');
BEGIN;
SELECT market.free_call(:'ada', 'org', 'f');
SELECT 1 / 0 AS service;
COMMIT;
SELECT count(*) FROM market.free_call;

--
-- L 152: a token at block 99, and what is left
--
SELECT market.free_call_token(signed(2, message), expiration_block) AS token
FROM market.request_free_call_token(:'ada', 'org', 'f', current_block => 99, signature => signed(1, market.free_call_token_request_message(:'ada', '', 'org', 'f', :'group64', 99))) \gset
SELECT market.free_calls_available(:'ada', 'org', 'f', :'token', current_block => 99, signature => signed(1, market.free_call_message(:'ada', '', 'org', 'f', :'group64', 99, :'token')));

--
-- L 154: a token without an underscore, with text behind it that is no number
--
SELECT market.free_call(:'ada', 'org', 'f', substr(:'token'::bytea, 1, 65), current_block => 99, signature => :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'f', :'token'::bytea || 'x', current_block => 99, signature => :'nothing');
\echo :SQLSTATE

--
-- L 155: 21 blocks at block 99; without a wish
--
SELECT expiration_block FROM market.request_free_call_token(:'ada', 'org', 'f', lifetime => 21);
SELECT expiration_block = 99 + 172800 AS longest FROM market.request_free_call_token(:'ada', 'org', 'f');

--
-- L 157: below the minimum; the market counts spendable money in the token of channels
--
SELECT market.set_params(free_call_min_balance => 1000000000);
SELECT market.deposit(:'ada', '9.99999999AGI');
SELECT market.request_free_call_token(:'ada', 'org', 'f');
\echo :SQLSTATE
SELECT market.deposit(:'ada', '1cog');
SELECT expiration_block FROM market.request_free_call_token(:'ada', 'org', 'f', lifetime => 0);
SELECT market.set_params(free_call_min_balance => 0);

--
-- 6.3, number 11: another text of the address is not another quota
--
SELECT market.free_call(:'ada', 'org', 'f', :'token', address_text => lower(:'ada'), current_block => 99, signature => signed(1, market.free_call_message(lower(:'ada'), '', 'org', 'f', :'group64', 99, :'token')));
SELECT market.free_call(:'ada', 'org', 'f', :'token', current_block => 99, signature => signed(1, market.free_call_message(:'ada', '', 'org', 'f', :'group64', 99, :'token')));
-- number 9: a signature for organization "or" and service "gf" has the same bytes, and there is no such service
SELECT market.free_call_message(:'ada', '', 'org', 'f', :'group64', 99, :'token') = market.free_call_message(:'ada', '', 'or', 'gf', :'group64', 99, :'token') AS same;
SELECT market.free_call(:'ada', 'or', 'gf', :'token', current_block => 99, signature => signed(1, market.free_call_message(:'ada', '', 'or', 'gf', :'group64', 99, :'token')));
\echo :SQLSTATE

--
-- M 158: endpoints of a storage are not wanted; a payment address is. M 160: no default price. M 161: a signer that is no address
--
SELECT market.create_organization(:'fay', 'm', organization(:'fay', 5, :'group') #- '{groups,0,payment,payment_address}');
\echo :SQLSTATE
SELECT market.publish_service(:'bob', 'org', 'm', service('{"price_model": "fixed_price", "price_in_cogs": 10}'));
\echo :SQLSTATE
SELECT market.publish_service(:'bob', 'org', 'm', free_service(1, '0x42'));
\echo :SQLSTATE

--
-- M 163: curation, and a signer who is not listed; the market has a code of its own for that
--
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '100cog', 1000);
SELECT market.configure_service(:'bob', 'org', 's', allowed_user_flag => true, allowed_user_addresses => ARRAY[:'sue']::market.address[]);
CALL pay(0, 1);
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 's', allowed_user_flag => false);

--
-- M 164: an operator's request by an address that is not listed
--
SELECT market.stop_service(:'eve', 'org', 's', 99, signed(4, market.operator_message('_StopProcessingRequests', 99)));
\echo :SQLSTATE

--
-- M 166: the rate limit is used up
--
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 1);
CALL pay(0, 1);
CALL pay(0, 1);
\echo :SQLSTATE
SELECT market.end_block() AS height;
CALL pay(0, 1);

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_cases_provider WITH (FORCE);
