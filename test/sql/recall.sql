-- What a session keeps of rows, and that it reads them anew when they change.
-- a database of its own, in which ids are 1, 2, 3 ...
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_recall;
\c regress_recall
\set VERBOSITY default
\set SHOW_CONTEXT never
CREATE EXTENSION pg_market;
SELECT count(*) > 0 AS installed FROM market.install();
SET search_path = public, market;
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
-- without the triggers nothing is kept
--
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
