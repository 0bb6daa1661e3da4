-- What a session keeps of rows, and that it reads them anew when they change.
\getenv tests PG_ABS_SRCDIR
\set test recall
\set ECHO none
\i :tests/world/market.psql
\set ECHO all
\set VERBOSITY default
\set owner 0x00000000000000000000000000000000000000a1
\set p1 0x00000000000000000000000000000000000000b1
\set cons 0x00000000000000000000000000000000000000c1
\set ok '{"code":200,"message":""}'
SELECT market.create_token('stake');
SELECT market.deposit(:'owner', '1000000stake'), market.deposit(:'cons', '10000stake');
CREATE FUNCTION define(service text, type text) RETURNS void LANGUAGE sql AS $$
SELECT market.define_service('0x00000000000000000000000000000000000000a1', service, format('{"input": {}, "output": {"properties": {"a": {"type": "%s"}}}}', type));
SELECT market.bind_service('0x00000000000000000000000000000000000000a1', service, '0x00000000000000000000000000000000000000b1', '100000stake', '{"price": "100stake"}', 3)$$;
CREATE FUNCTION call(service text DEFAULT 'svc') RETURNS bigint LANGUAGE sql AS $$
SELECT market.call_service('0x00000000000000000000000000000000000000c1', service, ARRAY['0x00000000000000000000000000000000000000b1']::market.address[], '{"header":{}}', '100stake', 90)$$;
-- calls, and answers the newest call
CREATE FUNCTION answer(a text, service text DEFAULT 'svc') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.call(service);
    PERFORM market.respond_service('0x00000000000000000000000000000000000000b1', (SELECT max(id) FROM market.request_open), '{"code":200,"message":""}',
        format('{"header":{},"body":{"a":%s}}', a)::jsonb);
END$$;
CREATE VIEW tax AS SELECT tax FROM market.request_open ORDER BY id DESC LIMIT 1;
SELECT define('svc', 'integer');

--
-- the tax: changed, changed and taken back, changed by hand
--
SELECT market.set_params(service_fee_tax => 0.05);
SELECT answer('1');
SELECT * FROM tax;
SELECT market.set_params(service_fee_tax => 0.1);
SELECT answer('1');
SELECT * FROM tax;
BEGIN;
SELECT market.set_params(service_fee_tax => 0.2);
SELECT answer('1');
SELECT * FROM tax;
SAVEPOINT s;
SELECT market.set_params(service_fee_tax => 0.3);
SELECT answer('1');
SELECT * FROM tax;
ROLLBACK TO s;
SELECT answer('1');
SELECT * FROM tax;
ROLLBACK;
SELECT answer('1');
SELECT * FROM tax;
UPDATE market.params SET service_fee_tax = 0.4;
SELECT answer('1');
SELECT * FROM tax;

--
-- outputs: not checked, checked again
--
SELECT answer('"x"');
SELECT market.set_params(validate_bodies => false);
SELECT answer('"x"');
SELECT market.set_params(validate_bodies => true);
SELECT answer('"x"');

--
-- a definition that is taken back leaves nothing
--
BEGIN;
SELECT define('later', 'integer');
SELECT answer('1', 'later');
ROLLBACK;
SELECT define('later', 'string');
SELECT answer('"x"', 'later');
SELECT answer('1', 'later');
-- by hand
UPDATE market.service_definition SET output_schema = '{"properties": {"a": {"type": "integer"}}}' WHERE name = 'later';
SELECT answer('"x"', 'later');
SELECT answer('1', 'later');

--
-- terms: of a service and the market, changed, changed and taken back, changed by hand
--
SELECT market.private_key_address(sha256('recall')) AS payer \gset
SELECT market.deposit(:'payer', '1000stake'), market.open_channel(:'payer', :'payer', :'p1', sha256('group'), '1000stake', 1000);
SELECT market.create_organization(:'owner', 'org', jsonb_build_object('org_name', 'Org', 'org_type', 'individual', 'description', '{}'::jsonb,
    'assets', '{}'::jsonb, 'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object('group_name', 'g', 'group_id', encode(sha256('group'), 'base64'),
    'payment', jsonb_build_object('payment_address', :'p1', 'payment_expiration_threshold', 10)))));
CREATE FUNCTION document(price numeric) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('version', 1, 'display_name', 'Svc', 'encoding', 'proto', 'service_type', 'grpc', 'service_api_source', 'ipfs://Qm',
    'mpe_address', escrow_address, 'contributors', '[{"name": "Ada"}]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object('group_name', 'g',
    'pricing', jsonb_build_array(jsonb_build_object('price_model', 'fixed_price', 'price_in_cogs', price, 'default', true))))) FROM market.params$$;
CREATE FUNCTION pay(price numeric, service text DEFAULT 'paid', method text DEFAULT NULL) RETURNS numeric LANGUAGE sql AS $$
SELECT market.authorize_payment(0, n.nonce, n.amount, market.sign(n.digest, sha256('recall')), 'org', service, method) FROM market.next_payment(0, price) AS n$$;
SELECT market.publish_service(:'owner', 'org', 'paid', document(10));
SELECT pay(10), pay(10, method => ''), pay(10, method => 'm');
SELECT market.update_service(:'owner', 'org', 'paid', document(20));
SELECT pay(20);
SELECT pay(10, method => 'm');
BEGIN;
SELECT market.update_service(:'owner', 'org', 'paid', document(30));
SELECT pay(30);
SAVEPOINT s;
SELECT market.update_service(:'owner', 'org', 'paid', document(40));
SELECT pay(40);
ROLLBACK TO s;
SELECT pay(30);
ROLLBACK;
SELECT pay(20);
UPDATE market.service_group SET fixed_price = 15;
SELECT pay(15);
BEGIN;
SELECT market.publish_service(:'owner', 'org', 'other', document(5));
SELECT pay(5, 'other');
ROLLBACK;
SELECT pay(5, 'other');
SELECT market.publish_service(:'owner', 'org', 'other', document(7));
SELECT pay(7, 'other'), pay(7, 'other');
SELECT market.delete_service(:'owner', 'org', 'other');
SELECT pay(7, 'other');
-- names that run together, and names too long to keep
SELECT pay(15, 'pai', 'd');
SELECT pay(15, method => repeat('m', 300)), pay(15, method => repeat('m', 300));
-- recorded, not recorded
SELECT count(*) AS recorded FROM market.usage \gset
SELECT market.set_params(metering => false);
SELECT pay(15);
SELECT market.set_params(metering => true);
SELECT pay(15);
SELECT count(*) - :recorded AS recorded FROM market.usage;
-- more methods than terms are kept
UPDATE market.service_group SET fixed_price = 1;
SELECT sum(pay(1, method => m::text)) FROM generate_series(1, 250) AS m;
SELECT sum(pay(1, method => m::text)) FROM generate_series(1, 250) AS m;

--
-- without the triggers nothing is kept
--
DROP TRIGGER row_changed ON market.service_group;
SELECT pay(1), pay(1);
UPDATE market.service_group SET fixed_price = 2;
SELECT pay(2);
SELECT pay(1);
DROP TRIGGER row_changed ON market.service_definition;
ALTER TABLE market.params DISABLE TRIGGER row_changed;
SELECT answer('1', 'later');
SELECT * FROM tax;
UPDATE market.service_definition SET output_schema = '{"properties": {"a": {"type": "string"}}}' WHERE name = 'later';
UPDATE market.params SET service_fee_tax = 0.5;
SELECT answer('1', 'later');
SELECT answer('"x"', 'later');
SELECT * FROM tax;
SELECT count(*) > 0 AS installed FROM market.install();
SELECT tgrelid::regclass, tgenabled FROM pg_trigger WHERE tgname = 'row_changed' ORDER BY 1::text;

-- the trigger alone
SELECT market.row_changed();
CREATE TEMP TABLE other AS SELECT 1 AS a;
CREATE TRIGGER other BEFORE UPDATE ON other FOR EACH ROW EXECUTE FUNCTION market.row_changed();
UPDATE other SET a = 2;

SELECT count(*) AS differences FROM market.audit();
\c :regress_database
DROP DATABASE regress_recall WITH (FORCE);
