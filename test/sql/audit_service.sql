--
-- The audit of services: each fault that it must see is planted, seen, and rolled back
--
\set VERBOSITY default
\set SHOW_CONTEXT never
\set owner '0x0411111111111111111111111111111111111111'
\set one '0x0422222222222222222222222222222222222222'
\set two '0x0433333333333333333333333333333333333333'
\set consumer '0x0444444444444444444444444444444444444444'
\set stranger '0x0455555555555555555555555555555555555555'

-- One request answered and settled, one answered in this block, one open, one expired.  The
-- market is a database of its own, so that ids are 1, 2, 3 ...
SELECT current_database() AS regress_database \gset
CREATE DATABASE regress_audit_service;
\c regress_audit_service
SET client_min_messages = warning;
CREATE EXTENSION pg_market;
SELECT count(*) > 0 AS installed FROM market.install();
SET search_path = public, market;
SELECT count(create_account(a)) AS accounts FROM unnest(ARRAY[:'owner', :'one', :'two', :'consumer', :'stranger']::address[]) AS a;
SELECT deposit(:'owner', '500000stake'), deposit(:'consumer', '1000stake');
SELECT define_service(:'owner', 'audited', '{"input": {}, "output": {}}');
SELECT bind_service(:'owner', 'audited', :'one', '100000stake', '{"price": "50stake"}', 1);
SELECT bind_service(:'owner', 'audited', :'two', '100000stake', '{"price": "40stake"}', 1);
SELECT call_service(:'consumer', 'audited', ARRAY[:'one', :'two']::address[], '{"header": {}}', '50stake', 2);
SELECT respond_service(:'one', 1, '{"code": 200, "message": ""}', '{"header": {}}');
SELECT end_block(), end_block(), end_block();
SELECT call_service(:'consumer', 'audited', ARRAY[:'one', :'two']::address[], '{"header": {}}', '50stake', 20, true, 30, -1);
SELECT respond_service(:'two', 4, '{"code": 500, "message": "sorry"}');
SELECT id, provider, state, fee FROM request ORDER BY id;
SELECT * FROM audit();

CREATE FUNCTION plant(what text, fault text) RETURNS TABLE (planted text, check_name text, object text, expected text, found text)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE fault;
    RETURN QUERY SELECT what, a.* FROM audit() AS a;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
    RETURN;
END
$$;
-- rows that are returned outlive the subtransaction; faults do not, and no trigger mends them
SET session_replication_role = replica;
\t on
SELECT * FROM plant('an open request that has a tax', 'UPDATE request_open SET tax = 1 WHERE id = 3');
SELECT * FROM plant('an answered one without', 'UPDATE request_open SET tax = NULL WHERE id = 4');
SELECT * FROM plant('a tax above the fee', 'UPDATE request_history SET tax = 51 WHERE id = 1');
SELECT * FROM plant('an expired one that was taxed', 'UPDATE request_history SET tax = 1 WHERE id = 2');
SELECT * FROM plant('a request that is open and has ended', 'INSERT INTO request_history SELECT id, context_id, batch_counter, request_index, service_name, provider, consumer, fee, denom, request_height, expiration_height, ''answered'', 2, 4, 0 FROM request_open WHERE id = 4');
SELECT * FROM plant('a fee that grew in escrow', 'UPDATE request_open SET fee = fee + 1 WHERE id = 3');
SELECT * FROM plant('an answer without a response', 'DELETE FROM response WHERE request_id = 1');
SELECT * FROM plant('a response without an answer', 'INSERT INTO response SELECT 2, provider, consumer, ''{}'', NULL, 2 FROM request_history WHERE id = 2');
SELECT * FROM plant('a response of another', format('UPDATE response SET provider = %L WHERE request_id = 1', :'stranger'));
SELECT * FROM plant('fees of a provider whom nobody owns', format('UPDATE earned_total SET provider = %L', :'stranger'));
SELECT * FROM plant('earnings that nothing explains', 'UPDATE earned_total SET amount = amount + 7');
SELECT * FROM plant('a tax that nothing explains', 'UPDATE pool_share SET amount = amount + 7 WHERE kind = ''tax''');
SELECT * FROM plant('a slash that is forgotten', 'DELETE FROM pool_share WHERE kind = ''burned''');
SELECT * FROM plant('answers that were not counted', 'UPDATE answered_volume SET volume = 0');
SELECT * FROM plant('a deposit that grew', format('UPDATE service_binding SET deposit = deposit + 1 WHERE provider = %L', :'one'));
SELECT * FROM plant('a binding of another owner', format('UPDATE service_binding SET owner = %L WHERE provider = %L', :'stranger', :'one'));
SELECT * FROM plant('a price in no token', format('UPDATE service_binding SET price_denom = ''nothing'' WHERE provider = %L', :'one'));
SELECT * FROM plant('a price that the pricing does not say', format('UPDATE service_binding SET price = 51 WHERE provider = %L', :'one'));
SELECT * FROM plant('an answer too many in a batch', 'UPDATE context_progress SET batch_response_count = 2 WHERE context_id = 2');
SELECT * FROM plant('a batch that ended too early', 'UPDATE context_progress SET batch_state = ''completed'' WHERE context_id = 2');
SELECT * FROM plant('a request less in a batch', 'UPDATE context_progress SET batch_request_count = 1 WHERE context_id = 2');
SELECT * FROM plant('a batch of the future', 'UPDATE request_open SET batch_counter = 7 WHERE id = 3');
SELECT * FROM plant('a context that waits for nothing', 'UPDATE context_progress SET expiry_height = NULL WHERE context_id = 2');
SELECT * FROM plant('a context that waits for two things', 'UPDATE context_progress SET start_height = 9 WHERE context_id = 2');
SELECT * FROM plant('a finished context that goes on', 'UPDATE context_progress SET start_height = 9 WHERE context_id = 1');
SELECT * FROM plant('a context without its terms', 'DELETE FROM context_terms WHERE id = 1');
\t off
RESET session_replication_role;
SELECT * FROM audit();
\c :regress_database
DROP DATABASE regress_audit_service;
