-- Alerts of channels that run low or come near their expiration; success and errors, in order.
-- a database of its own, in which ids begin with 1 and time is ours
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_alert;
\c regress_alert
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
