-- Seals of the history: what is sealed, and that a change shows.
-- a database of its own, in which ids begin with 1 and time is ours
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_seal;
\c regress_seal
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

SELECT length(market.seal_history());
SELECT market.seal_history() IS NULL AS nothing_new;
SELECT pay(10, 'fixed');
SELECT market.claim(:'bob', 0), market.transfer(:'bob', :'eve', '3cog');
SET timezone = 'America/New_York';
SET datestyle = 'German';
SET bytea_output = 'escape';
SELECT length(market.seal_history());
RESET timezone;
SELECT market.add_service_tags(:'bob', 'org', 'fixed', '{a}');
SELECT length(market.seal_history());
RESET datestyle;
RESET bytea_output;
SELECT id, journal_id = (SELECT max(id) FROM market.journal) AS journal, channel_event_id = (SELECT max(id) FROM market.channel_event) AS events,
       registry_event_id = (SELECT max(id) FROM market.registry_event) AS registry, count(*) OVER (PARTITION BY hash) AS same
FROM market.history_seal ORDER BY id;
SELECT count(*) FROM market.check_history();

-- a change shows in its seal, and whoever seals it anew changes the hash that others have kept
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.journal SET amount = 4 WHERE reason = 'transfer';
SELECT seal_id FROM market.check_history();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM market.registry_event WHERE id = 1;
SELECT seal_id FROM market.check_history();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.channel_event SET signature = NULL, amount = 0 WHERE id = 2;
SELECT seal_id FROM market.check_history();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.history_seal SET hash = sha256('') WHERE id = 1;
SELECT seal_id FROM market.check_history();
ROLLBACK;
UPDATE market.history_seal SET hash = hash; \echo :SQLSTATE

BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT market.seal_history(); \echo :SQLSTATE
ROLLBACK;
CREATE ROLE regress_seal_user;
CREATE ROLE regress_seal_operator;
GRANT market_user TO regress_seal_user;
GRANT market_operator TO regress_seal_operator;
SET ROLE regress_seal_user;
SELECT market.seal_history(); \echo :SQLSTATE
SELECT count(*) FROM market.history_seal;
SET ROLE regress_seal_operator;
SELECT market.seal_history() IS NULL AS nothing_new, (SELECT count(*) FROM market.check_history()) AS changed;
RESET ROLE;
DROP ROLE regress_seal_user, regress_seal_operator;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_seal;
