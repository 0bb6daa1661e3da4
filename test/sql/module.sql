-- Modules: callbacks, module services, exchange rates; and what bad ones can do.
\set VERBOSITY default
\set SHOW_CONTEXT never
-- one transaction, so that other tests find clock and modules as they were
\set ON_ERROR_ROLLBACK on
BEGIN;

\set owner '0x7111111111111111111111111111111111111111'
\set consumer '0x7122222222222222222222222222222222222222'
\set oracle '0x7133333333333333333333333333333333333333'
\set p1 '0x71a1111111111111111111111111111111111111'
\set p2 '0x71a2222222222222222222222222222222222222'
\set p3 '0x71a3333333333333333333333333333333333333'
\set zero '0x0000000000000000000000000000000000000000'
\set s '{"input":{"type":"object"},"output":{"type":"object"}}'
\set ok '{"code":200,"message":""}'
SELECT market.system_account('service_deposit_account') AS pool
\gset
CREATE SCHEMA module_test;
GRANT USAGE ON SCHEMA module_test TO PUBLIC;
SET search_path = module_test, public, market;
SELECT market.define_service(:'owner', n, :'s') FROM unnest(ARRAY['mod-a', 'mod-rate']) AS n;
SELECT market.create_token('modatom'), market.create_token('mod-atom'), market.deposit(:'owner', '1modatom');
SELECT market.deposit(:'owner', '1000000stake') > 0, market.deposit(:'consumer', '1000stake') > 0,
    market.deposit(:'consumer', '1modatom') > 0, market.deposit(:'consumer', '1mod-atom') > 0;

--
-- exchange rates, and the module service behind them
--
SELECT market.exchange_rate('stake');
SELECT market.exchange_rate('modatom');
SELECT market.exchange_rate(NULL);
SELECT market.exchange_rate('nothing');
SELECT market.exchange_rate('mod-atom');

CREATE SEQUENCE asked;
CREATE TABLE rate (rate text, code text, trick text);
INSERT INTO rate VALUES ('2', '200');
GRANT SELECT ON rate TO PUBLIC;
CREATE FUNCTION rate(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
    PERFORM nextval('module_test.asked');
    SELECT * INTO r FROM module_test.rate;
    IF r.trick = 'fail' THEN RAISE EXCEPTION 'the oracle is drunk'; END IF;
    IF r.trick = 'sleep' THEN PERFORM pg_sleep(3600); END IF;
    IF r.trick = 'stubborn' THEN
        BEGIN PERFORM pg_sleep(3600); EXCEPTION WHEN query_canceled THEN PERFORM pg_sleep(3600); END;
    END IF;
    IF r.trick = 'recurse' THEN PERFORM market.exchange_rate('modatom'); END IF;
    IF r.trick = 'nothing' THEN RETURN; END IF;
    IF r.trick = 'bare' THEN result := '{"code":200,"message":""}'; output := '{"rate":"2"}'; RETURN; END IF;
    result := jsonb_build_object('code', r.code::jsonb, 'message', coalesce(input -> 'body' ->> 'pair', 'no pair'));
    output := jsonb_build_object('header', '{}'::jsonb, 'body', CASE WHEN r.trick = 'more'
        THEN jsonb_build_object('rate', r.rate, 'x', 1) ELSE jsonb_build_object('rate', r.rate) END);
END $$;

-- registration, in order
SELECT market.register_module_service(NULL, '', NULL, NULL);
SELECT market.register_module_service('', '', NULL, NULL);
SELECT market.register_module_service(repeat('x', 71), '', NULL, NULL);
SELECT market.register_module_service('oracle', '', NULL, NULL);
SELECT market.register_module_service('oracle', 'mod-rate', NULL, NULL);
SELECT market.register_module_service('oracle', 'mod-rate', :'pool', NULL);
SELECT market.register_module_service('oracle', 'mod-rate', :'oracle', NULL);
SELECT market.register_module_service('oracle', 'mod-rate', :'oracle', 'rate');
SELECT market.register_module_service('oracle', 'mod-rate', :'oracle', 'a.b.c');
SELECT market.bind_service(:'owner', 'mod-rate', :'p3', '1stake', '{"price":"0stake"}', 1);
SELECT market.register_module_service('oracle', 'mod-rate', :'p3', 'module_test.rate');
SELECT market.register_module_service(module => 'oracle', service_name => 'mod-rate', provider => :'oracle', handler => 'module_test.rate');
SELECT market.register_module_service('oracle', 'mod-other', :'oracle', 'module_test.rate');
SELECT market.register_module_service('other', 'mod-rate', :'oracle', 'module_test.rate');
-- without a definition, one is made
SELECT market.register_module_service('other', 'mod-other', :'oracle', 'module_test.none');
SELECT module_name, service_name, provider, handler, registrant = current_user::regrole AS mine FROM market.module_service WHERE service_name LIKE 'mod-%' ORDER BY 1;
SELECT service_name, provider = owner AS owns_itself, deposit, pricing, qos, options, available
FROM market.service_binding WHERE provider = :'oracle' ORDER BY 1;
SELECT name, schemas, author FROM market.service_definition WHERE name = 'mod-other';
SELECT market.bind_service(:'owner', 'mod-rate', :'p1', NULL, '{"price":"0stake"}', 1);

SELECT market.exchange_rate('modatom');
SELECT market.exchange_rate('mod-atom');
-- a result that is none
UPDATE rate SET code = '400'; SELECT market.exchange_rate('modatom');
UPDATE rate SET code = '"200"'; SELECT market.exchange_rate('modatom');
UPDATE rate SET code = 'null'; SELECT market.exchange_rate('modatom');
UPDATE rate SET code = '200', trick = 'nothing'; SELECT market.exchange_rate('modatom');
-- a rate that is none
UPDATE rate SET trick = 'more'; SELECT market.exchange_rate('modatom');
UPDATE rate SET trick = NULL;
CREATE FUNCTION rates(rate text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    UPDATE module_test.rate AS r SET rate = rates.rate;
    RETURN market.exchange_rate('modatom');
EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
END $$;
SELECT r, rates(r) FROM unnest(ARRAY['2', '0.5', '2.50', '0.000000000000000001', '0', '0.0', '02', '00.5', '.5', '5.', '-1', '1e3',
    '0.0000000000000000001', '', 'x', NULL, '66749594872528440074844428317798503581334516323645399060845050244444366430646']) AS r;
UPDATE rate SET rate = '2.5';
-- a handler that fails, sleeps, sleeps again, calls itself: none of it stays
SET LOCAL statement_timeout = '20s';
SELECT market.set_params(callback_timeout => '20 milliseconds');
UPDATE rate SET trick = 'fail'; SELECT market.exchange_rate('modatom');
UPDATE rate SET trick = 'sleep'; SELECT market.exchange_rate('modatom');
UPDATE rate SET trick = 'stubborn'; SELECT market.exchange_rate('modatom');
UPDATE rate SET trick = 'recurse'; SELECT market.exchange_rate('modatom');
SELECT market.set_params(callback_timeout => '1 second');
UPDATE rate SET trick = NULL; SELECT market.exchange_rate('modatom');
-- a cancellation of our own is no failure of the handler
UPDATE rate SET trick = 'sleep';
SET LOCAL statement_timeout = '20ms';
SELECT market.exchange_rate('modatom');
SET LOCAL statement_timeout = 0;
UPDATE rate SET trick = NULL;

-- the threshold of a price in another token: truncated, and at least 1
SELECT market.bind_service(:'owner', 'mod-a', :'p1', '6999stake', '{"price":"3modatom"}', 5);
SELECT market.bind_service(:'owner', 'mod-a', :'p1', '7000stake', '{"price":"3modatom"}', 5);
UPDATE rate SET rate = '0.000000000000000001';
SELECT market.bind_service(:'owner', 'mod-a', :'p2', '4999stake', '{"price":"3modatom"}', 5);
SELECT market.bind_service(:'owner', 'mod-a', :'p2', '5000stake', '{"price":"3modatom"}', 5);
-- when the rate is missing, a deposit that falls disables
UPDATE rate SET code = '400';
SAVEPOINT slash;
UPDATE market.service_binding SET deposit = deposit - 1 WHERE service_name = 'mod-a' AND provider = :'p1';
SELECT available FROM market.service_binding WHERE service_name = 'mod-a' AND provider = :'p1';
ROLLBACK TO slash;
-- the rate is asked once, however many bindings are looked at
SELECT nextval('asked') AS asked
\gset
UPDATE market.service_binding SET deposit = deposit - 1 WHERE service_name = 'mod-a';
SELECT nextval('asked') - :asked - 1 AS asked, (SELECT count(*) FROM market.service_binding WHERE service_name = 'mod-a' AND NOT available) AS disabled;
ROLLBACK TO slash;
SELECT market.update_binding(:'owner', 'mod-a', :'p1', qos => 4);
UPDATE rate SET code = '200', rate = '2';

-- a call of the service is answered at once; what is asked of providers, time and repetition does not count
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{},"body":{"pair":"a-b"}}', '1stake', 50, true, 60, 7) AS context
\gset
SELECT providers = ARRAY[:'oracle']::market.address[] AS provider, timeout, repeated, repeated_frequency, repeated_total, batch_counter,
    batch_request_count, batch_response_count, batch_state, state, start_height, expiry_height, ended_height = market.height() AS ended
FROM market.request_context WHERE id = :context;
SELECT q.batch_counter, q.request_index, q.fee, q.state, r.result, r.output
FROM market.request q JOIN market.response r ON r.request_id = q.id WHERE q.context_id = :context;
SELECT market.balance(:'consumer');
SELECT event FROM market.service_event WHERE context_id = :context OR :context = ANY (ids) ORDER BY id;
SELECT market.call_service(:'consumer', 'mod-rate', '{}', '{"header":{}}', '1stake', 50);
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{}', '1stake', 50);
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '0stake', 50);
SELECT market.call_service(:'consumer', 'mod-other', ARRAY[:'p1']::market.address[], '{"header":{}}', '1stake', 50);
UPDATE rate SET trick = 'nothing';
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '1stake', 50);
UPDATE rate SET trick = NULL;
UPDATE rate SET trick = 'bare';
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '1stake', 50);
SELECT market.exchange_rate('modatom');
UPDATE rate SET trick = NULL;
-- it may have a price
SELECT market.deposit(:'oracle', '100000stake') > 0;
SELECT market.update_binding(:'oracle', 'mod-rate', :'oracle', deposit => '100000stake', pricing => '{"price":"100stake"}');
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '99stake', 50);
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '100stake', 50) > 0;
SELECT market.balance(:'consumer');
SELECT provider = :'oracle' AS oracle, amount FROM market.earned_fee WHERE owner = :'oracle';
SELECT market.withdraw(:'consumer', '801stake');
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '100stake', 50);
SELECT market.deposit(:'consumer', '901stake');
SELECT * FROM market.audit();

--
-- callbacks
--
CREATE TABLE seen (id serial, context_id bigint, outputs jsonb[], error text, cause text);
CREATE FUNCTION answered(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE sql
AS 'INSERT INTO module_test.seen (context_id, outputs, error) VALUES ($1, $2, $3)';
CREATE FUNCTION paused(context_id bigint, cause text) RETURNS void LANGUAGE sql
AS $$INSERT INTO seen (context_id, cause) VALUES ($1, $2 || CASE current_setting('search_path')
    WHEN 'pg_catalog, module_test, pg_temp' THEN '' ELSE ' in another path' END)$$;
CREATE VIEW seen_last AS SELECT outputs, error, cause FROM seen ORDER BY id DESC LIMIT 1;
CREATE FUNCTION answer(index int, code int, v int) RETURNS void LANGUAGE sql AS $$
    SELECT market.respond_service(r.provider, r.id, jsonb_build_object('code', code, 'message', ''),
        CASE WHEN code = 200 THEN jsonb_build_object('header', '{}'::jsonb, 'body', jsonb_build_object('v', v)) END)
    FROM market.request AS r WHERE r.state = 'pending' AND r.request_index = index AND r.consumer = '0x7122222222222222222222222222222222222222'$$;

SELECT market.register_module(NULL, NULL, NULL);
SELECT market.register_module('', 'x', 'y');
SELECT market.register_module('mod', 'answered', 'y');
SELECT market.register_module('mod', 'module_test.answered', 'paused');
SELECT market.register_module('mod', 'module_test.', NULL);
SELECT market.register_module(name => 'mod', response_callback => 'module_test.answered', state_callback => 'module_test.paused');
SELECT market.register_module('mod', 'module_test.answered', 'module_test.paused');
SELECT market.register_module('mod-deaf', NULL, 'module_test.paused'), market.register_module('mod-mute', 'module_test.answered', NULL);
SELECT name, response_callback, state_callback FROM market.module WHERE name LIKE 'mod%' ORDER BY 1;

-- contexts of a module, in order
SELECT market.update_binding(:'owner', 'mod-a', p::market.address, deposit => '100000stake', pricing => '{"price":"10stake"}') FROM unnest(ARRAY[:'p1', :'p2']) AS p;
SELECT market.bind_service(:'owner', 'mod-a', :'p3', '100000stake', '{"price":"10stake"}', 5);
CREATE FUNCTION make(module text, providers market.address[], cap text, timeout bigint, repeated boolean, threshold int, state market.context_state DEFAULT 'running')
RETURNS bigint LANGUAGE sql AS $$
    SELECT market.create_request_context(module, '0x7122222222222222222222222222222222222222', 'mod-a', providers, '{"header":{}}', cap::market.coin, timeout, repeated, 10, -1, threshold, state)$$;
SELECT market.create_request_context(NULL, NULL, '', NULL, NULL, NULL, 0, true, 1, 0, 0, NULL);
SELECT market.create_request_context('nobody', NULL, '', NULL, NULL, NULL, 0, true, 1, 0, 0, NULL);
SELECT market.create_request_context('mod-deaf', NULL, '', NULL, NULL, NULL, 0, true, 1, 0, 0, NULL);
SELECT market.create_request_context('mod-mute', NULL, '', NULL, NULL, NULL, 0, true, 1, 0, 0, NULL);
SELECT market.create_request_context('mod', NULL, '', NULL, NULL, NULL, 0, true, 1, 0, 0, NULL);
SELECT market.create_request_context('mod', :'consumer', '', NULL, NULL, NULL, 0, true, 1, 0, 0, NULL);
SELECT market.create_request_context('mod', :'consumer', 'mod-x', ARRAY[:'p1']::market.address[], '{"header":{}}', '5foo', 101, true, 200, 0, 0, NULL);
SELECT market.create_request_context('mod', :'consumer', 'mod-x', ARRAY[:'p1']::market.address[], '{"header":{}}', '5foo', 101, true, 200, -1, 0, NULL);
SELECT market.create_request_context('mod', :'consumer', 'mod-x', ARRAY[:'p1']::market.address[], '{"header":{}}', '5foo', 101, true, 200, -1, 2, NULL);
SELECT market.create_request_context('mod', :'consumer', 'mod-x', ARRAY[:'p1']::market.address[], '{"header":{}}', '5foo', 101, true, 200, -1, 1, NULL);
SELECT market.create_request_context('mod', :'consumer', 'mod-x', ARRAY[:'p1']::market.address[], '{"header":{}}', '5foo', 101, true, 200, -1, 1, 'completed');
SELECT market.create_request_context('mod', :'consumer', 'mod-x', ARRAY[:'p1']::market.address[], '{"header":{}}', '5foo', 101, true, 200, -1, 1);
SELECT market.create_request_context('mod', :'consumer', 'mod-a', ARRAY[:'p1']::market.address[], '{"header":{}}', '5foo', 101, true, 200, -1, 1);
SELECT market.create_request_context('mod', :'consumer', 'mod-a', ARRAY[:'p1']::market.address[], '{"header":{}}', '5stake', 101, true, 200, -1, 1);

-- three providers, two outputs wanted: told once, when the batch is complete
SELECT make('mod', ARRAY[:'p1', :'p2', :'p3']::market.address[], '10stake', 5, true, 2) AS context
\gset
SELECT answer(1, 200, 2), answer(0, 200, 1);
SELECT market.deliver_callbacks();
SELECT answer(2, 400, 0);
SELECT market.deliver_callbacks(max_callbacks => 10);
SELECT context_id = :context AS context FROM seen;
SELECT * FROM seen_last;
SELECT market.deliver_callbacks();
-- the next batch: one silent, one answer, one refusal
SELECT market.end_block(next_height => market.height() + 10) > 0, market.end_block() > 0;
SELECT answer(1, 200, 7), answer(2, 500, 0);
SELECT market.end_block(next_height => market.height() + 5) > 0, market.end_block() > 0;
SELECT market.deliver_callbacks();
SELECT * FROM seen_last;
-- nobody can be paid: paused, the module is told
SELECT market.withdraw(:'consumer', (market.balance(:'consumer') - 19 || 'stake')::market.coin);
SELECT market.end_block(next_height => market.height() + 5) > 0, market.end_block() > 0;
SELECT market.deliver_callbacks();
SELECT * FROM seen_last;
SELECT state, batch_counter FROM market.request_context WHERE id = :context;
SELECT kind, batch_counter, response_threshold, cause, state, attempts, last_error FROM market.callback_outbox WHERE context_id = :context ORDER BY id;
-- a context may begin paused
SELECT make('mod', ARRAY[:'p1']::market.address[], '10stake', 5, false, 1, 'paused') AS waiting
\gset
SELECT state, batch_counter, module_name, response_threshold FROM market.request_context WHERE id = :waiting;
SELECT market.deposit(:'consumer', '981stake') > 0;

-- whose it is: the registrant's, not the consumer's
CREATE ROLE module_registrant;
GRANT market_user TO module_registrant;
CREATE ROLE module_consumer;
GRANT market_user TO module_consumer;
SET ROLE module_consumer;
SELECT market.create_account(label => 'consumer') AS customer
\gset
RESET ROLE;
SELECT market.deposit(:'customer', '1000stake') > 0;
SET ROLE module_consumer;
SELECT make('mod', ARRAY[:'p1']::market.address[], '10stake', 5, true, 1);
SELECT market.register_module_service('mine', 'mod-mine', :'customer', 'module_test.rate');
SELECT market.deliver_callbacks();
SET ROLE module_registrant;
SELECT market.register_module('mod-theirs', 'module_test.theirs', 'module_test.paused');
\set VERBOSITY sqlstate
SELECT market.create_request_context('mod-theirs', :'customer', 'mod-a', ARRAY[:'p1']::market.address[], '{"header":{}}', '10stake', 5, true, 10, -1, 1);
\set VERBOSITY default
RESET ROLE;
GRANT module_consumer TO module_registrant;
SET ROLE module_registrant;
SELECT market.create_request_context('mod-theirs', :'customer', 'mod-a', ARRAY[:'p1']::market.address[], '{"header":{}}', '10stake', 5, true, 10, -1, 1) AS theirs
\gset
RESET ROLE;
REVOKE module_consumer FROM module_registrant;
SET ROLE module_consumer;
SELECT market.pause_request_context(:'customer', :theirs);
SET ROLE module_registrant;
\set VERBOSITY sqlstate
SELECT market.pause_request_context(:'consumer', :theirs);
\set VERBOSITY default
SELECT market.pause_request_context(:'customer', :theirs);
SELECT market.update_request_context(:'customer', :theirs, response_threshold => 2);
SELECT market.update_request_context(:'customer', :theirs, response_threshold => 1);
RESET ROLE;

-- a callback acts as its registrant, with no more rights: its own account yes, another no
SET ROLE module_registrant;
SELECT market.create_account(label => 'registrant') AS mine
\gset
RESET ROLE;
SELECT market.deposit(:'mine', '100stake') > 0;
CREATE TABLE theirs (id serial, who text, found text);
CREATE FUNCTION theirs(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE plpgsql SECURITY INVOKER AS $$
DECLARE mine market.address; customer market.address;
BEGIN
    SELECT address INTO mine FROM market.account WHERE label = 'registrant';
    SELECT consumer INTO customer FROM market.request_context AS c WHERE c.id = context_id;
    INSERT INTO module_test.theirs (who, found) VALUES (current_user, market.transfer(mine, '0x7111111111111111111111111111111111111111', '1stake'));
    BEGIN
        PERFORM market.transfer('0x7122222222222222222222222222222222222222', mine, '1stake');
    EXCEPTION WHEN insufficient_privilege THEN INSERT INTO module_test.theirs (who, found) VALUES (current_user, SQLERRM);
    END;
    BEGIN
        EXECUTE 'SET ROLE market_operator';
    EXCEPTION WHEN insufficient_privilege THEN INSERT INTO module_test.theirs (who, found) VALUES (current_user, SQLERRM);
    END;
    BEGIN
        PERFORM market.deliver_callbacks();
    EXCEPTION WHEN OTHERS THEN INSERT INTO module_test.theirs (who, found) VALUES (current_user, SQLSTATE);
    END;
    SET LOCAL work_mem = '1MB';
END $$;
GRANT INSERT, SELECT ON theirs TO module_registrant;
GRANT USAGE ON SEQUENCE theirs_id_seq TO module_registrant;
SELECT market.respond_service(provider, id, :'ok', '{"header":{}}') FROM market.request WHERE context_id = :theirs;
SELECT market.deliver_callbacks();
SELECT who, found FROM theirs ORDER BY id;
SELECT current_setting('work_mem') = '1MB' AS left_behind, current_user = session_user AS myself;
-- a registrant sees what became of its calls, and nobody else does
SET ROLE module_registrant;
SELECT DISTINCT module_name FROM market.callback_outbox;
SET ROLE module_consumer;
SELECT count(*) FROM market.callback_outbox;
RESET ROLE;
SELECT last_error FROM market.callback_outbox WHERE context_id = :theirs ORDER BY id;

--
-- a hundred callbacks, four of them bad: the others are on time
--
CREATE FUNCTION crowd(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CASE outputs[1] -> 'body' ->> 'v'
        WHEN '10' THEN RAISE EXCEPTION 'I fail' USING ERRCODE = 'XX000';
        WHEN '20' THEN PERFORM pg_sleep(3600);
        WHEN '30' THEN PERFORM module_test.crowd(context_id, outputs, error);
        WHEN '40' THEN PERFORM module_test.dropper(outputs);
        ELSE NULL;
    END CASE;
    INSERT INTO module_test.seen (context_id, outputs) VALUES (context_id, outputs);
END $$;
CREATE FUNCTION dropper(outputs jsonb[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DROP FUNCTION module_test.crowd(bigint, jsonb[], text);
    RAISE EXCEPTION 'gone';
END $$;
TRUNCATE seen;
SELECT market.register_module('mod-crowd', 'module_test.crowd', 'module_test.paused');
SELECT market.deposit(:'consumer', '1000stake') > 0;
SELECT market.set_params(callback_timeout => '100 milliseconds');
SELECT count(make('mod-crowd', ARRAY[:'p1']::market.address[], '10stake', 5, false, 1)) FROM generate_series(1, 100);
SELECT count(market.respond_service(r.provider, r.id, :'ok', jsonb_build_object('header', '{}'::jsonb, 'body', jsonb_build_object('v', r.n))))
FROM (SELECT r.provider, r.id, row_number() OVER (ORDER BY r.id) AS n FROM market.request AS r JOIN market.request_context AS c ON c.id = r.context_id
      WHERE r.state = 'pending' AND c.module_name = 'mod-crowd') AS r;
SELECT market.deliver_callbacks(100);
SELECT count(*) FROM seen;
-- the one that calls itself is stopped by whatever bound it meets first
SELECT regexp_replace(last_error, '^(it took too long|stack depth limit exceeded)$', 'too long or too deep') AS last_error, attempts, state FROM market.callback_outbox WHERE module_name = 'mod-crowd' AND state <> 'delivered' ORDER BY id;
-- they are tried again, after newer ones, and not for ever
SELECT make('mod-crowd', ARRAY[:'p1']::market.address[], '10stake', 5, false, 1) > 0;
SELECT count(market.respond_service(r.provider, r.id, :'ok', '{"header":{}}')) FROM market.request AS r JOIN market.request_context AS c ON c.id = r.context_id
WHERE r.state = 'pending' AND c.module_name = 'mod-crowd';
SELECT market.deliver_callbacks(1);
SELECT sum(market.deliver_callbacks(100)) FROM generate_series(1, 8);
SELECT attempts, state, count(*) FROM market.callback_outbox WHERE module_name = 'mod-crowd' GROUP BY 1, 2 ORDER BY 1, 2;
SELECT sum(market.deliver_callbacks(100)) FROM generate_series(1, 2);
SELECT attempts, state, count(*) FROM market.callback_outbox WHERE module_name = 'mod-crowd' GROUP BY 1, 2 ORDER BY 1, 2;
-- a function that is gone, one that is none, and a role that is gone
SELECT market.register_module('mod-gone', 'module_test.none', 'module_test.paused'), market.register_module('mod-set', 'module_test.many', 'module_test.paused');
CREATE FUNCTION many(context_id bigint, outputs jsonb[], error text) RETURNS SETOF int LANGUAGE sql AS 'SELECT 1';
SELECT make(m, ARRAY[:'p1']::market.address[], '10stake', 5, false, 1) > 0 FROM unnest(ARRAY['mod-gone', 'mod-set', 'mod-crowd']) AS m;
UPDATE market.module SET registrant = 999999999::regrole WHERE name = 'mod-crowd';
SELECT count(answer(0, 200, 0));
SELECT market.deliver_callbacks();
SELECT module_name, last_error, attempts, state FROM market.callback_outbox WHERE state = 'pending' ORDER BY id;

-- arguments
SELECT market.deliver_callbacks(NULL);
SELECT market.deliver_callbacks(0);

--
-- the codes, in order
--
\set VERBOSITY sqlstate
SELECT market.register_module('mod', 'answered', 'y');
SELECT market.register_module('mod', 'module_test.answered', 'module_test.paused');
SELECT market.register_module_service('oracle', '', NULL, NULL);
SELECT market.register_module_service('oracle', 'mod-rate', NULL, NULL);
SELECT market.register_module_service('third', 'mod-third', :'p3', 'module_test.rate');
SELECT market.register_module_service('oracle', 'mod-rate', :'oracle', 'module_test.rate');
SELECT market.bind_service(:'owner', 'mod-rate', :'p1', NULL, '{"price":"0stake"}', 1);
SELECT market.exchange_rate('nothing');
SELECT market.exchange_rate('mod-atom');
UPDATE rate SET code = '400'; SELECT market.exchange_rate('modatom');
UPDATE rate SET code = '200', rate = '0'; SELECT market.exchange_rate('modatom');
UPDATE rate SET trick = 'nothing';
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '100stake', 50);
UPDATE rate SET trick = 'bare';
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '100stake', 50);
UPDATE rate SET trick = 'fail';
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '100stake', 50);
SELECT market.call_service(:'consumer', 'mod-rate', ARRAY[:'p1']::market.address[], '{"header":{}}', '99stake', 50);
SELECT market.create_request_context('nobody', NULL, '', NULL, NULL, NULL, 0, true, 1, 0, 0, NULL);
SELECT market.create_request_context('mod-mute', NULL, '', NULL, NULL, NULL, 0, true, 1, 0, 0, NULL);
SELECT make('mod', ARRAY[:'p1']::market.address[], '5foo', 10, true, 2);
SELECT make('mod', ARRAY[:'p1']::market.address[], '5foo', 10, true, 1);
SELECT make('mod', ARRAY[:'p1']::market.address[], '5stake', 101, false, 1);
SELECT market.deliver_callbacks(0);
\set VERBOSITY default

SELECT * FROM market.audit();
ROLLBACK;
