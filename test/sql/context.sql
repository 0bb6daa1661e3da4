-- Request contexts: call, pause, start, kill, update; each with its success and its errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test context
\set ECHO none
\i :tests/world/market.psql
\set ECHO all
\set VERBOSITY default
\set owner 0x00000000000000000000000000000000000000a1
\set p1 0x00000000000000000000000000000000000000b1
\set p2 0x00000000000000000000000000000000000000b2
\set cons 0x00000000000000000000000000000000000000c1
\set c2 0x00000000000000000000000000000000000000c2
\set zero 0x0000000000000000000000000000000000000000
\set in '{"header":{},"body":{"a":1}}'
SELECT market.system_account('community_pool') AS pool \gset
SELECT market.create_token('stake', 'STAKE', 2), market.create_token('foo');
SELECT market.deposit(:'owner', '100000stake'), market.deposit(:'cons', '1000stake');
SELECT market.define_service(:'owner', 'svc',
    '{"input": {"type": "object", "properties": {"a": {"type": "integer"}}}, "output": {"type": "object"}}');
SELECT market.bind_service(:'owner', 'svc', :'p1', '50000stake', '{"price": "50stake"}', 3);
CREATE FUNCTION many(n int) RETURNS market.address[] LANGUAGE sql AS $$
SELECT array_agg(('0x' || lpad(to_hex(4096 + i), 40, '0'))::market.address) FROM generate_series(1, n) AS i$$;
CREATE VIEW contexts AS
SELECT id, cardinality(providers) AS asked, service_fee_cap AS cap, timeout, repeated AS rep, repeated_frequency AS freq, repeated_total AS total,
       batch_counter AS batch, batch_request_count AS requests, batch_response_count AS responses, batch_state, state,
       start_height AS starts, expiry_height AS expires, ended_height AS ended, pause_cause AS cause
FROM market.request_context ORDER BY id;
CREATE VIEW requests AS
SELECT id, context_id AS context, batch_counter AS batch, request_index AS n, right(provider::text, 2) AS provider, fee, denom,
       request_height AS made, expiration_height AS expires, state, tax, ended_height AS ended, slashed
FROM market.request ORDER BY id;
CREATE VIEW events AS
SELECT height, event, context_id AS context, ids, details FROM market.service_event WHERE height > 1 ORDER BY id;
SELECT market.end_block('2100-01-01', 10);

--
-- call_service: what was written, and the first batch at once
--
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p1']::market.address[], :'in', '50stake', 3);
SELECT market.call_service(consumer => :'cons', service_name => 'svc', providers => ARRAY[:'p1', :'p2']::market.address[], input => :'in',
    service_fee_cap => '1STAKE', timeout => 5, repeated => true, repeated_frequency => 0, repeated_total => -1);
-- nobody is bound, nobody pays: that shows later
SELECT market.call_service(:'c2', 'svc', ARRAY[:'p2']::market.address[], '{"header": {"id": 1}, "more": 1}', '1stake', 1, false, 4, -2);
SELECT market.call_service(:'c2', 'svc', ARRAY[:'p1']::market.address[], :'in', '50stake', 3);
SELECT * FROM contexts;
SELECT * FROM requests;
SELECT service_name, right(consumer::text, 2) AS consumer, input, response_threshold, batch_response_threshold, module_name
FROM market.request_context ORDER BY id;
SELECT market.balance(:'cons');
SELECT * FROM market.audit();

-- the arguments alone, in order
SELECT market.call_service(NULL, '', NULL, NULL, NULL, NULL);
SELECT market.call_service(:'zero', '', NULL, NULL, NULL, NULL);
SELECT market.call_service(:'pool', '', NULL, NULL, NULL, NULL);
SELECT market.call_service(:'cons', '', ARRAY[NULL]::market.address[], NULL, NULL, NULL);
SELECT market.call_service(:'cons', '', ARRAY[:'zero']::market.address[], NULL, NULL, NULL);
SELECT market.call_service(:'cons', '', ARRAY[[:'p1']]::market.address[], NULL, NULL, NULL);
SELECT market.call_service(:'cons', '9s', NULL, NULL, NULL, NULL);
SELECT market.call_service(:'cons', 'none', NULL, NULL, NULL, NULL);
SELECT market.call_service(:'cons', 'none', NULL, NULL, '0.001STAKE', NULL);
SELECT market.call_service(:'cons', 'none', NULL, NULL, '5foo', NULL);
SELECT market.call_service(:'cons', 'none', '{}', NULL, '5foo', NULL);
SELECT market.call_service(:'cons', 'none', many(11), NULL, '5foo', NULL);
SELECT market.call_service(:'cons', 'none', ARRAY[:'p1', :'p2', :'p1']::market.address[], NULL, '5foo', NULL);
SELECT market.call_service(:'cons', 'none', many(10), NULL, '5foo', NULL);
SELECT market.call_service(:'cons', 'none', many(10), i, '5foo', NULL)
FROM (VALUES ('null'::jsonb), ('[]'), ('{}'), ('{"header": 1}'), ('{"header": {}, "body": []}')) AS v(i) WHERE i = '{}';
SELECT market.call_service(:'cons', 'none', many(10), '{"header": []}', '5foo', NULL);
SELECT market.call_service(:'cons', 'none', many(10), '{"header": {}, "body": null}', '5foo', NULL);
SELECT market.call_service(:'cons', 'none', many(10), :'in', '5foo', NULL);
SELECT market.call_service(:'cons', 'none', many(10), :'in', '5foo', 0);
SELECT market.call_service(:'cons', 'none', many(10), :'in', '5foo', 100, true, 99, 0);
SELECT market.call_service(:'cons', 'none', many(10), :'in', '5foo', 100, true, -1, 0);
SELECT market.call_service(:'cons', 'none', many(10), :'in', '5foo', 100, true, 9223372036854775807, 0);
SELECT market.call_service(:'cons', 'none', many(10), :'in', '5foo', 100, true, 100, 0);
SELECT market.call_service(:'cons', 'none', many(10), :'in', '5foo', 101, true, 120, -2);
-- with the tables
SELECT market.call_service(:'cons', 'none', many(10), :'in', '5foo', 101, true, 120, -1);
SELECT market.call_service(:'cons', 'svc', many(10), '{"header": {}, "body": {"a": "x"}}', '5foo', 101);
SELECT market.call_service(:'cons', 'svc', many(10), :'in', '5foo', 101);
SELECT market.call_service(:'cons', 'svc', many(10), :'in', '5unknown', 101);
SELECT market.call_service(:'cons', 'svc', many(10), :'in', '0stake', 101);
SELECT market.call_service(:'cons', 'svc', many(10), :'in', '5stake', 101);
-- no height overflows, whatever the parameters allow
BEGIN;
SELECT market.set_params(max_request_timeout => 9223372036854775807);
SAVEPOINT before;
SELECT market.call_service(:'cons', 'svc', many(10), :'in', '5stake', 9223372036854775807);
ROLLBACK TO before;
SELECT market.update_request_context(:'cons', 2, timeout => 9223372036854775807);
ROLLBACK;
-- somebody else's account
CREATE ROLE regress_context_user;
GRANT market_user TO regress_context_user;
SET ROLE regress_context_user;
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p1']::market.address[], :'in', '50stake', 3);
SELECT market.pause_request_context(:'cons', 2);
SELECT count(*) FROM market.request_context;
RESET ROLE;

--
-- pause, start
--
SELECT market.pause_request_context(NULL, NULL);
SELECT market.pause_request_context(:'pool', NULL);
SELECT market.pause_request_context(:'cons', NULL);
SELECT market.pause_request_context(:'cons', 99);
SELECT market.pause_request_context(:'c2', 2);
SELECT market.pause_request_context(:'cons', 1);
SELECT market.pause_request_context(:'cons', 2);
SELECT market.pause_request_context(:'cons', 2);
SELECT market.start_request_context(NULL, NULL);
SELECT market.start_request_context(:'cons', NULL);
SELECT market.start_request_context(:'cons', 99);
SELECT market.start_request_context(:'c2', 2);
SELECT market.start_request_context(:'cons', 1);
-- before the batch expires nothing changes
SELECT market.start_request_context(:'cons', 2);
SELECT * FROM contexts WHERE id = 2;
-- paused over the expiry it waits, and loses its rhythm
SELECT market.pause_request_context(:'cons', 2);
SELECT market.end_block('2100-01-01') FROM generate_series(1, 7);
SELECT * FROM contexts WHERE id = 2;
SELECT market.start_request_context(:'cons', 2);
SELECT * FROM contexts WHERE id = 2;
-- a context of one batch that waits for money: pause no, start yes
SELECT market.pause_request_context(:'c2', 4);
SELECT market.enable_binding(:'owner', 'svc', :'p1', deposit => '5000stake');
SELECT market.deposit(:'c2', '49stake');
SELECT market.start_request_context(:'c2', 4);
SELECT * FROM contexts WHERE id = 4;
SELECT market.deposit(:'c2', '1stake');
SELECT market.start_request_context(:'c2', 4);
SELECT * FROM contexts WHERE id = 4;
SELECT * FROM market.audit();

--
-- kill
--
SELECT market.kill_request_context(NULL, NULL);
SELECT market.kill_request_context(:'cons', NULL);
SELECT market.kill_request_context(:'cons', 99);
SELECT market.kill_request_context(:'c2', 2);
SELECT market.kill_request_context(:'cons', 1);
-- an open batch goes on to its end
SELECT market.kill_request_context(:'cons', 2);
SELECT * FROM contexts WHERE id = 2;
SELECT market.kill_request_context(:'cons', 2);
SELECT market.start_request_context(:'cons', 2);
SELECT market.pause_request_context(:'cons', 2);
SELECT market.update_request_context(:'cons', 2);
SELECT market.end_block('2100-01-01') FROM generate_series(1, 6);
SELECT * FROM contexts WHERE id = 2;
SELECT market.kill_request_context(:'cons', 2);
-- without one the context ends at once: before the first batch, between two, waiting for money
SELECT market.set_params(dispatch => 'end_of_block');
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p2']::market.address[], :'in', '50stake', 1, true, 3, 9);
SELECT market.kill_request_context(:'cons', 5);
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p2']::market.address[], :'in', '50stake', 1, true, 3, 9);
SELECT market.end_block('2100-01-01') FROM generate_series(1, 2);
SELECT market.kill_request_context(:'cons', 6);
SELECT market.call_service(:'owner', 'svc', ARRAY[:'p1']::market.address[], :'in', '50stake', 3) AS poor;
SELECT market.withdraw(:'owner', ('' || market.balance(:'owner') || 'stake')::market.coin);
SELECT market.end_block('2100-01-01');
SELECT * FROM contexts WHERE id IN (5, 6, 7);
SELECT market.kill_request_context(:'owner', 7);
SELECT * FROM contexts WHERE id IN (5, 6, 7);
-- pause in the block of the call: the batch is dropped; a start makes another
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p2']::market.address[], :'in', '50stake', 1, true, 3, 2);
SELECT market.pause_request_context(:'cons', 8);
SELECT * FROM contexts WHERE id = 8;
SELECT market.end_block('2100-01-01');
SELECT * FROM contexts WHERE id = 8;
SELECT market.start_request_context(:'cons', 8);
SELECT market.end_block('2100-01-01');
SELECT * FROM contexts WHERE id = 8;
SELECT * FROM market.audit();

--
-- update
--
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p2']::market.address[], :'in', '50stake', 5, true, 20, 10);
SELECT market.end_block('2100-01-01');
SELECT market.update_request_context(NULL, NULL);
SELECT market.update_request_context(:'cons', NULL);
SELECT market.update_request_context(:'cons', 99, providers => ARRAY[NULL]::market.address[]);
SELECT market.update_request_context(:'cons', 99, providers => many(11));
SELECT market.update_request_context(:'cons', 99, providers => many(2) || many(1));
SELECT market.update_request_context(:'cons', 99, service_fee_cap => '0.001STAKE');
SELECT market.update_request_context(:'cons', 99, timeout => -1);
SELECT market.update_request_context(:'cons', 99, timeout => 100, repeated_frequency => 90);
SELECT market.update_request_context(:'cons', 99, repeated_frequency => -1);
SELECT market.update_request_context(:'cons', 99, repeated_total => -2);
SELECT market.update_request_context(:'cons', 99);
SELECT market.update_request_context(:'c2', 9);
SELECT market.update_request_context(:'cons', 9, response_threshold => 1);
SELECT market.update_request_context(:'cons', 9, service_fee_cap => '5foo');
SELECT market.update_request_context(:'cons', 9, timeout => 101);
SELECT market.update_request_context(:'cons', 9, timeout => 30);
SELECT market.update_request_context(:'cons', 9, repeated_frequency => 4);
UPDATE market.context_progress SET batch_counter = 2 WHERE context_id = 9;
SELECT market.update_request_context(:'cons', 9, repeated_total => 1);
UPDATE market.context_progress SET batch_counter = 1 WHERE context_id = 9;
-- nothing, with 0 and NULL, is kept
SELECT market.update_request_context(:'cons', 9, providers => '{}', service_fee_cap => '0stake', timeout => 0, repeated_frequency => 0, repeated_total => 0, response_threshold => 0);
SELECT * FROM contexts WHERE id = 9;
SELECT market.update_request_context(:'cons', 9, providers => many(3), service_fee_cap => '10000stake', timeout => 8, repeated_frequency => 9, repeated_total => -1);
SELECT * FROM contexts WHERE id = 9;
-- the changed timeout moves the next batch: it is due 5 - 8 + 9 blocks after the last one was made
SELECT market.end_block('2100-01-01') FROM generate_series(1, 5);
SELECT height, starts FROM contexts, market.clock WHERE id = 9;
-- one batch: stored, without effect
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p2']::market.address[], :'in', '50stake', 5);
SELECT market.update_request_context(:'cons', 10, repeated_frequency => 3, repeated_total => 7);
SELECT * FROM contexts WHERE id = 10;
-- the number of batches made so far is the last
SELECT market.update_request_context(:'cons', 9, repeated_total => 1);
SELECT market.end_block('2100-01-01') FROM generate_series(1, 12);
SELECT * FROM contexts;
SELECT * FROM requests;
SELECT * FROM events;
SELECT * FROM market.audit();

--
-- The codes that a client branches on
--
\set VERBOSITY sqlstate
SELECT market.call_service(:'cons', 'svc', '{}', :'in', '5stake', 5);
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p1', :'p1']::market.address[], :'in', '5stake', 5);
SELECT market.call_service(:'cons', 'svc', many(1), '{}', '5stake', 5);
SELECT market.call_service(:'cons', 'svc', many(1), '{"header": {}, "body": {"a": "x"}}', '5stake', 5);
SELECT market.call_service(:'cons', 'svc', many(1), :'in', '5stake', 0);
SELECT market.call_service(:'cons', 'svc', many(1), :'in', '5stake', 5, true, 4, 1);
SELECT market.call_service(:'cons', 'svc', many(1), :'in', '5stake', 5, true, 5, 0);
SELECT market.call_service(:'cons', 'none', many(1), :'in', '5stake', 5);
SELECT market.call_service(:'cons', 'svc', many(1), :'in', '5foo', 5);
SELECT market.pause_request_context(:'cons', NULL);
SELECT market.pause_request_context(:'cons', 99);
SELECT market.pause_request_context(:'c2', 2);
SELECT market.pause_request_context(:'cons', 1);
SELECT market.pause_request_context(:'cons', 2);
SELECT market.start_request_context(:'cons', 2);
SELECT market.update_request_context(:'cons', 2);
\set VERBOSITY default

-- bodies count only while the parameter says so
BEGIN;
SELECT market.set_params(validate_bodies => false);
SELECT market.call_service(:'cons', 'svc', many(10), '{"header": {}, "body": {"a": "x"}}', '5stake', 5) > 0 AS called;
ROLLBACK;
\c :regress_database
DROP DATABASE regress_context WITH (FORCE);
DROP ROLE regress_context_user;
