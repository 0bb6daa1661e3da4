-- What the benchmark of the service wing works on: 1,000 consumers with money, 1,000 providers with
-- bindings, of which clients use the first, and a plain table.  In a database made by script/database.
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
SET search_path = pg_catalog, public, market;

CREATE SCHEMA bench;
CREATE TABLE bench.party AS
SELECT n, ('0x' || lpad(to_hex(n + 65536), 40, '0'))::market.address AS consumer,
       ('0x' || lpad(to_hex(n + 131072), 40, '0'))::market.address AS provider
FROM generate_series(0, 999) AS n;

SELECT market.set_params(max_request_timeout => 1000000) \g /dev/null
SELECT market.deposit(consumer, '1000000000000stake'), market.deposit(provider, '1000000000000stake')
FROM bench.party \g /dev/null
SELECT market.define_service(provider, 'bench', '{
    "input": {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["base", "quote"],
        "properties": {"base": {"type": "string"}, "quote": {"type": "string"}}},
    "output": {"$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "required": ["price"],
        "properties": {"price": {"type": "number"}}}}')
FROM bench.party WHERE n = 0 \g /dev/null
SELECT market.bind_service(provider, 'bench', provider, '1000000stake', '{"price": "100stake"}', 10)
FROM bench.party \g /dev/null

-- Some history, so that statements are not planned for empty tables; analyzed in between, because a session keeps
-- the plans that it has made.
SELECT count(market.call_service(p.consumer, 'bench', ARRAY[p.provider], '{"header": {}, "body": {"base": "iris", "quote": "usdt"}}',
    '100stake', 10)) FROM generate_series(1, 200) AS i JOIN bench.party AS p ON p.n = i \g /dev/null
VACUUM ANALYZE;
SELECT count(market.call_service(p.consumer, 'bench', ARRAY[p.provider], '{"header": {}, "body": {"base": "iris", "quote": "usdt"}}',
    '100stake', 10)) FROM generate_series(1, 3000) AS i JOIN bench.party AS p ON p.n = i % 1000 \g /dev/null
SELECT count(market.respond_service(provider, id, '{"code": 200, "message": ""}', '{"header": {}, "body": {"price": 0.0263}}'))
FROM market.request WHERE state = 'pending' \g /dev/null
SELECT market.end_block(next_height => market.height() + 10) \g /dev/null
SELECT market.end_block() \g /dev/null

-- a plain row for every client of the UPDATE that answers and calls are measured against
CREATE TABLE bench.plain (id bigint PRIMARY KEY, amount numeric NOT NULL, payload bytea NOT NULL) WITH (fillfactor = 50);
INSERT INTO bench.plain SELECT n, 0, decode(repeat('01', 200), 'hex') FROM generate_series(0, 1007) AS n;

SELECT 'CREATE ROLE bench_app LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bench_app') \gexec
GRANT market_app TO bench_app;
GRANT USAGE ON SCHEMA bench TO bench_app;
GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA bench TO bench_app;
VACUUM ANALYZE;
CHECKPOINT;
