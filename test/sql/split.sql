-- Split payments: shares of claims that go to others; success and errors, in order.
-- a database of its own, in which ids begin with 1 and time is ours
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_split;
\c regress_split
\set SHOW_CONTEXT never
CREATE EXTENSION pg_market;
CREATE EXTENSION pg_market_wallet;
SELECT count(*) > 0 AS installed FROM market.install();
SET search_path = public, market;
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(escrow_address => '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E', channel_denom => 'cog');

CREATE FUNCTION key(n int) RETURNS bytea
LANGUAGE sql AS $$SELECT decode(lpad(to_hex(n + 16), 64, '0'), 'hex')$$;
CREATE FUNCTION person(n int) RETURNS market.address
LANGUAGE sql SECURITY DEFINER AS $$SELECT market.private_key_address(public.key(n))$$;
-- the next payment on a channel, signed by ada: what it charges, and what it meters
CREATE FUNCTION pay(price numeric, service_id text, method text DEFAULT NULL, request jsonb DEFAULT NULL, quote_id bigint DEFAULT NULL, channel_id bigint DEFAULT 0) RETURNS numeric
LANGUAGE sql AS $$
SELECT market.authorize_payment(channel_id, n.nonce, n.amount, market.sign(n.digest, public.key(1)), 'org', service_id, method,
    request => request, quote_id => quote_id)
FROM market.next_payment(channel_id, price) AS n
$$;
SELECT person(1) AS ada, person(2) AS sue, person(3) AS bob, person(4) AS eve,
       system_account('community_pool') AS pool
\gset
\set zero 0x0000000000000000000000000000000000000000
\set group '\\x7b00000000000000000000000000000000000000000000000000000000000000'
\set group_2 '\\x7d00000000000000000000000000000000000000000000000000000000000000'
CREATE FUNCTION organization() RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_build_object('org_name', 'Test', 'org_type', 'individual', 'description', '{}'::jsonb, 'assets', '{}'::jsonb, 'contacts', '[]'::jsonb,
    'groups', (SELECT jsonb_agg(jsonb_build_object('group_name', name, 'group_id', encode(decode(id || repeat('00', 31), 'hex'), 'base64'),
        'payment', jsonb_build_object('payment_address', person(3), 'payment_expiration_threshold', 5)))
      FROM (VALUES ('default_group', '7b'), ('second_group', '7d')) AS g (name, id)))
$$;
CREATE FUNCTION service(pricing jsonb, groups text[] DEFAULT '{default_group}') RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_build_object('version', 1, 'display_name', 'Example', 'encoding', 'proto', 'service_type', 'grpc', 'service_api_source', 'ipfs://Qm',
    'mpe_address', p.escrow_address, 'contributors', '[{}]'::jsonb,
    'groups', (SELECT jsonb_agg(jsonb_build_object('group_name', name, 'pricing', jsonb_build_array(pricing))) FROM unnest(groups) AS name))
FROM market.params AS p
$$;
\set fixed '{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}'
\set methods '{"price_model": "fixed_price_per_method", "package_name": "p", "default": true, "details": [{"service_name": "S", "method_pricing": [{"method_name": "add", "price_in_cogs": 2}, {"method_name": "see", "price_in_cogs": 0}]}]}'
SELECT market.create_organization(:'bob', 'org', organization(), ARRAY[:'sue']::market.address[]);
SELECT market.publish_service(:'bob', 'org', 'fixed', service(:'fixed')), market.publish_service(:'bob', 'org', 'methods', service(:'methods')),
       market.publish_service(:'bob', 'org', 'two', service(:'fixed', '{default_group,second_group}'));
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

CREATE VIEW balances AS
SELECT name, market.balance(person(n), 'cog') AS cog FROM (VALUES (1, 'ada'), (2, 'sue'), (3, 'bob'), (4, 'eve')) AS p (n, name) ORDER BY n;

SELECT market.set_payment_split(NULL, '{}', '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'zero', '{}', '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'pool', '{}', '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', NULL, '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[NULL::market.address], '{1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'zero']::market.address[], '{1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY(SELECT person(n) FROM generate_series(10, 110) AS n), '{1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue']::market.address[], NULL); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue']::market.address[], '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'pool']::market.address[], '{1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue', :'sue']::market.address[], '{1,1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue', :'bob']::market.address[], '{1,1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue']::market.address[], '{0}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue']::market.address[], '{10001}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue', :'eve']::market.address[], '{9999,2}'); \echo :SQLSTATE

-- a third for sue, an eighth for eve, rounded down; bob keeps the rest
SELECT market.set_payment_split(recipient => :'bob', beneficiaries => ARRAY[:'sue', :'eve']::market.address[], shares => '{3333,1250}');
SELECT recipient = :'bob' AS bobs, beneficiary = :'sue' AS sues, share FROM market.payment_split ORDER BY share;
SELECT pay(10, 'fixed'), pay(10, 'two', channel_id => 1);
SELECT market.claim(:'bob', 0);
TABLE balances;
SELECT credit = :'sue' AS sues, credit = :'eve' AS eves, amount, reason, reference FROM market.journal WHERE reason IN ('claim_channel', 'split') ORDER BY id;
SELECT * FROM market.audit();
-- claims of several channels at once, sent back, and in two steps
SELECT pay(10, 'fixed');
SELECT market.claim_channels(:'bob', ARRAY[n.channel_id, 1], ARRAY[n.amount, 10], ARRAY[n.amount, 10], ARRAY[c.authorized_signature, d.authorized_signature], '{f,t}')
FROM (SELECT 0 AS channel_id, authorized_amount AS amount FROM market.channel WHERE id = 0) AS n, market.channel AS c, market.channel AS d WHERE c.id = 0 AND d.id = 1;
TABLE balances;
SELECT pay(10, 'fixed');
SELECT signed_amount FROM market.start_claim(0);
SELECT market.claim(:'bob', 0);
TABLE balances;
SELECT * FROM market.audit();
-- a claim of nothing, and one too small to share
SELECT market.claim_channel(:'bob', 0, 0, 1, market.sign(market.message_digest(market.claim_message(escrow_address, 0, 3, 1)), key(1))) FROM market.params;
SELECT market.claim_channel(:'bob', 0, 2, 2, market.sign(market.message_digest(market.claim_message(escrow_address, 0, 4, 2)), key(1))) FROM market.params;
TABLE balances;
-- all of it; others; nobody
SELECT market.set_payment_split(:'bob', ARRAY[:'eve']::market.address[], '{10000}');
SELECT pay(10, 'fixed');
SELECT market.claim(:'bob', 0);
TABLE balances;
SELECT market.set_payment_split(:'bob', '{}', '{}');
SELECT count(*) FROM market.payment_split;
SELECT pay(10, 'fixed');
SELECT market.claim(:'bob', 0);
TABLE balances;
SELECT * FROM market.audit();

--
-- who may act, and who reads
--
SELECT market.set_payment_split(:'bob', ARRAY[:'eve']::market.address[], '{1}');
CREATE ROLE regress_split_eve;
CREATE ROLE regress_split_sue;
GRANT market_user TO regress_split_eve, regress_split_sue;
SELECT market.create_account(:'eve', 'regress_split_eve') = :'eve' AS eve, market.create_account(:'sue', 'regress_split_sue') = :'sue' AS sue;
SET ROLE regress_split_eve;
SELECT market.set_payment_split(:'bob', ARRAY[:'eve']::market.address[], '{10000}'); \echo :SQLSTATE
SELECT share FROM market.payment_split;
SET ROLE regress_split_sue;
SELECT share FROM market.payment_split;
DELETE FROM market.payment_split; \echo :SQLSTATE
RESET ROLE;
UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_split_eve, regress_split_sue;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_split;
