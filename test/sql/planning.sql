-- Plans that are made while a market has one request, and kept while it gets thousands: rows are found by key.
\getenv tests PG_ABS_SRCDIR
\set test planning
\set ECHO none
\i :tests/world/market.psql
\i :tests/world/unanalyzed.psql
\set ECHO all
\set consumer 0x00000000000000000000000000000000000000c1
\set provider 0x00000000000000000000000000000000000000b1
SELECT market.create_token('stake');
SELECT market.deposit(:'provider', '1000000stake'), market.deposit(:'consumer', '1000000stake');
SELECT market.define_service(:'provider', 'svc', '{"input": {}, "output": {}}');
SELECT market.bind_service(:'provider', 'svc', :'provider', '1000000stake', '{"price": "1stake"}', 1);
SELECT market.set_params(dispatch => 'end_of_block');
CREATE FUNCTION call(n int) RETURNS bigint LANGUAGE sql AS $$
SELECT count(market.call_service('0x00000000000000000000000000000000000000c1', 'svc', ARRAY['0x00000000000000000000000000000000000000b1']::market.address[],
    '{"header": {}}', '1stake', 2, true, 2, -1)) FROM generate_series(1, n)$$;
CREATE FUNCTION answer() RETURNS bigint LANGUAGE sql AS $$
SELECT count(market.respond_service(provider, id, '{"code": 400, "message": ""}')) FROM market.request WHERE state = 'pending' AND id % 2 = 1$$;
-- rows that this transaction has read by an index, for each of the 2,000 contexts; each with each would be 2,000
CREATE VIEW work AS
SELECT relname, idx_tup_fetch < 50 * 2000 AS by_key FROM pg_stat_xact_user_tables
WHERE schemaname = 'market' AND relname IN ('account_balance', 'context_progress', 'context_terms', 'request_open', 'response', 'service_binding')
ORDER BY relname;
-- one of everything: it starts, is answered, is settled, starts again, and is missed
SELECT call(1); ANALYZE;
SELECT market.end_block(); SELECT answer(); ANALYZE;
SELECT market.end_block(); SELECT market.end_block(); SELECT market.end_block(); SELECT market.end_block(); SELECT market.end_block();
SELECT state, count(*) > 0 AS some FROM market.request GROUP BY state ORDER BY state;
SELECT call(2000);
-- start
BEGIN; SELECT market.end_block() > 0 AS ended; SELECT * FROM work; COMMIT;
SELECT answer() > 900 AS answered;
-- settle
BEGIN; SELECT market.end_block() > 0 AS ended; SELECT * FROM work; COMMIT;
-- time out, and start again
BEGIN; SELECT market.end_block() > 0 AS ended; SELECT * FROM work; COMMIT;
SELECT state, count(*) > 900 AS many FROM market.request GROUP BY state ORDER BY state;
SELECT * FROM market.audit();

\c :regress_database
DROP DATABASE regress_planning WITH (FORCE);
