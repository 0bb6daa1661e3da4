-- What happened, as logs of the escrow contract.
-- a database of its own, in which the ids of channels are 0, 1, 2 ...
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_chain_log;
\c regress_chain_log
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
SELECT market.deposit(:'ada', '1000cog'), market.deposit(:'ada', '7stake'), market.deposit(:'bob', '0cog');
SELECT market.transfer(:'ada', :'bob', '100cog'), market.withdraw(:'bob', '40cog');
SELECT market.end_block(next_height => 100) AS height;
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '500cog', 200);
SELECT market.add_channel_funds(:'ada', 0, '11cog'), market.extend_channel(:'ada', 0, 300);
SELECT market.claim_channel(:'bob', 0, 90, 100, signed(1, 0, 0, 100));
SELECT market.claim_channel(:'bob', 0, 1, 5, signed(1, 0, 1, 5), true);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '30cog', 0);
SELECT market.claim_channel_timeout(:'ada', 1);
\t
SET jit = off;
SELECT height, name, contract = :'escrow' AS ours, topics[1] AS topic FROM market.chain_log ORDER BY source, id;
-- the fields, word by word: numbers as they are, addresses by name
SELECT name, (SELECT string_agg(CASE WHEN encode(w, 'hex') LIKE '000000000000000000000000%' AND name(substr(w, 13)::market.address) NOT LIKE '0x%' THEN name(substr(w, 13)::market.address)
                                     WHEN w = :'group' THEN 'group' ELSE ('x' || right(encode(w, 'hex'), 8))::bit(32)::int::text END, ' ' ORDER BY n)
              FROM (SELECT t, n FROM unnest(topics[2:]) WITH ORDINALITY AS u(t, n)) AS i(w, n)) AS indexed,
             (SELECT string_agg(CASE WHEN name(substr(w, 13)::market.address) NOT LIKE '0x%' THEN name(substr(w, 13)::market.address)
                                     ELSE ('x' || right(encode(w, 'hex'), 8))::bit(32)::int::text END, ' ' ORDER BY n)
              FROM (SELECT substr(data, 32 * n + 1, 32), n FROM generate_series(0, length(data) / 32 - 1) AS n) AS d(w, n)) AS data
FROM market.chain_log ORDER BY source, id;
\t
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_chain_log WITH (FORCE);
