-- Further signers of a channel, with budgets; success and errors, in order.
-- a database of its own, in which ids begin with 1 and time is ours
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_signer;
\c regress_signer
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

-- the next payment, signed by the n-th person
CREATE FUNCTION pay_as(n int, price numeric, service_id text, channel_id bigint DEFAULT 0) RETURNS numeric
LANGUAGE sql AS $$
SELECT market.authorize_payment(channel_id, p.nonce, p.amount, market.sign(p.digest, public.key(n)), 'org', service_id) FROM market.next_payment(channel_id, price) AS p
$$;
CREATE VIEW signers AS
SELECT signer = person(2) AS sue, budget, period, organization_id AS org, service_id AS service, spent, period_start FROM market.channel_signer ORDER BY signer = person(2) DESC;

SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
SELECT market.set_channel_signer(NULL, 0, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'zero', 0, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', NULL, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, NULL); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'zero'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'eve', 99, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'pool', 0, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'bob', 0, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'ada'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', -1); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', 1, 0); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', organization_id => ''); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', service_id => 'fixed'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', organization_id => 'org', service_id => ''); \echo :SQLSTATE
TABLE signers;

-- 25 in 10 blocks for sue; eve for one service, without a bound
SELECT market.set_channel_signer(sender => :'ada', channel_id => 0, signer => :'sue', budget => 25, period => 10), market.set_channel_signer(:'ada', 0, :'eve', organization_id => 'org', service_id => 'two');
TABLE signers;
SELECT pay_as(2, 10, 'fixed'), pay_as(2, 10, 'fixed');
SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
SELECT pay_as(4, 10, 'fixed'); \echo :SQLSTATE
SELECT pay_as(4, 10, 'two'), pay(10, 'fixed');
TABLE signers;
-- not on another channel; what is refused or rolled back takes nothing out
SELECT pay_as(2, 10, 'two', 1); \echo :SQLSTATE
BEGIN;
SELECT pay_as(4, 10, 'two');
ROLLBACK;
SELECT accepted, sqlstate FROM market.check_payment(0, 0, 50, market.sign((market.next_payment(0, 10)).digest, key(2)), 'org', 'fixed');
TABLE signers;
-- the next period
SELECT market.end_block(next_height => 11) \g (tuples_only) /dev/null
SELECT pay_as(2, 10, 'fixed');
TABLE signers;
SELECT * FROM market.audit();

-- what was accepted can be claimed, a signature that was not cannot
SELECT pay_as(2, 10, 'fixed');
SELECT authorized_amount AS total, authorized_signature AS signature FROM market.channel WHERE id = 0 \gset
SELECT market.claim_channel(:'bob', 0, 70, 70, market.sign(market.message_digest(market.claim_message(escrow_address, 0, 0, 70)), key(2))) FROM market.params; \echo :SQLSTATE
SELECT market.claim_channel(:'bob', 0, :total, :total, :'signature');
SELECT pay_as(4, 10, 'two');
SELECT signed_amount FROM market.start_claim(0);
SELECT market.claim(:'bob', 0);
-- in two steps as well
SELECT payment_token AS token FROM market.begin_payment(0, 2, 10, market.sign((market.next_payment(0, 10)).digest, key(4)), 'org', 'two') \gset
SELECT market.commit_payment(:'token');
-- another budget begins anew; a removed signer signs no more, what it signed stays
SELECT market.set_channel_signer(:'ada', 0, :'sue', 10);
SELECT pay_as(2, 10, 'fixed');
SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
SELECT market.end_block(next_height => 500) \g (tuples_only) /dev/null
SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
SELECT market.remove_channel_signer(:'bob', 0, :'sue'); \echo :SQLSTATE
SELECT market.remove_channel_signer(:'ada', 0, :'sue'), market.remove_channel_signer(:'ada', 0, :'sue');
SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
TABLE signers;
SELECT market.claim(:'bob', 0);
SELECT * FROM market.audit();

CREATE ROLE regress_signer_sue;
GRANT market_user TO regress_signer_sue;
SELECT market.create_account(:'sue', 'regress_signer_sue') = :'sue' AS bound;
SET ROLE regress_signer_sue;
SELECT market.set_channel_signer(:'ada', 0, :'sue'); \echo :SQLSTATE
SELECT market.remove_channel_signer(:'ada', 0, :'eve'); \echo :SQLSTATE
SELECT count(*) FROM market.channel_signer;
DELETE FROM market.channel_signer; \echo :SQLSTATE
RESET ROLE;
UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_signer_sue;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_signer;
