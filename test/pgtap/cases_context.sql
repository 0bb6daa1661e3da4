-- The service by its own cases: F 58 to 64, calls; H 80 to 92, what consumers do with contexts.
BEGIN;
SELECT plan(117);
\ir service.psql
SELECT fund('owner', '1000000stake'), define('svc') \g /dev/null
SAVEPOINT start;

-- F. Call: validation

CREATE FUNCTION called(consumer market.address DEFAULT who('cons'), name text DEFAULT 'svc',
    providers market.address[] DEFAULT providers('p1'), input text DEFAULT '{"header":{},"body":{}}', cap text DEFAULT '100stake',
    timeout bigint DEFAULT 100, repeated boolean DEFAULT true, frequency bigint DEFAULT 120, total bigint DEFAULT 100)
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM market.call_service(consumer, name, providers, input::jsonb, cap::market.coin, timeout, repeated, frequency, total);
    RAISE EXCEPTION USING ERRCODE = '00ABC';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE SQLSTATE WHEN '00ABC' THEN 'ok' ELSE SQLSTATE END;
END
$$;
CREATE FUNCTION many(count integer) RETURNS market.address[] LANGUAGE sql AS $$
    SELECT array_agg(who('p' || n) ORDER BY n) FROM generate_series(1, count) AS n
$$;
SAVEPOINT start;

SELECT gives(58, what, found, code) FROM (VALUES
    ('the base', called(), 'ok'),
    ('no consumer', called(consumer => NULL), 'MKS07'),
    ('a zero consumer', called(consumer => '0x0000000000000000000000000000000000000000'), 'MKS07'),
    ('a zero provider', called(providers => ARRAY['0x0000000000000000000000000000000000000000'::market.address]), 'MKS07'),
    ('a name of slashes', called(name => 'invalid/service/name'), 'MK002'),
    ('a long name', called(name => repeat('x', 71)), 'MK002'),
    ('a cap that is no coin is refused by its type', called(cap => 'eth+min'), '22P02'),
    ('no provider', called(providers => '{}'), 'MKS18'),
    ('twice the same', called(providers => providers('p1 p2 p1')), 'MK019'),
    ('no input', called(input => NULL), 'MK037'),
    ('an input that is no JSON is refused by its type', called(input => 'iris-usdt'), '22P02'),
    ('an input without header', called(input => '{"body":{}}'), 'MK037'),
    ('a header that is no object', called(input => '{"header":1}'), 'MK037'),
    ('a body that is no object', called(input => '{"header":{},"body":1}'), 'MK037'),
    ('an input that is no object', called(input => '"iris-usdt"'), 'MK037'),
    ('no body', called(input => '{"header":{}}'), 'ok'),
    ('more members', called(input => '{"header":{},"more":1}'), 'ok'),
    ('timeout 0', called(timeout => 0), 'MK020'),
    ('frequency below the timeout', called(frequency => 90), 'MK021'),
    ('total -2', called(total => -2), 'MK022'),
    ('total 0', called(total => 0), 'MK022'),
    ('total -1', called(total => -1), 'ok'),
    ('frequency 0', called(frequency => 0), 'ok'),
    ('not repeated: both are not looked at', called(repeated => false, frequency => 90, total => -2), 'ok')) AS v(what, found, code);
SELECT sound(58);

SELECT gives(59, what, found, code) FROM (VALUES
    ('11 providers', called(providers => many(11)), 'MKS18'),
    ('10 providers', called(providers => many(10)), 'ok'),
    ('an empty cap', called(cap => '0stake'), 'MK018'),
    ('a cap in another token', called(cap => '5foo'), 'MK018'),
    ('timeout 101', called(timeout => 101), 'MK020'),
    ('an unknown service', called(name => 'nothing'), 'MK006'),
    ('an unknown service before the cap', called(name => 'nothing', cap => '5foo'), 'MK006'),
    ('the cap before the timeout', called(cap => '5foo', timeout => 101), 'MK018')) AS v(what, found, code);
SELECT sound(59);

SELECT market.call_service(who('cons'), 'svc', providers('p2 p1'), '{"header":{},"body":{}}', '9stake', 7, false, 4, -2) AS c \gset
SELECT gives(61, 'frequency and total of a one-shot', (SELECT ARRAY[repeated_frequency, repeated_total] FROM market.request_context), '{0,0}'::bigint[]);
SELECT sound(61);
SELECT gives(62, 'right after the call', context(:c), 'running 0; completed 0/0');
SELECT results_eq('SELECT service_name, providers, consumer, input, service_fee_cap::text, timeout, repeated, batch_response_threshold, response_threshold, module_name FROM market.request_context',
    $$VALUES ('svc', providers('p2 p1'), who('cons'), '{"header":{},"body":{}}'::jsonb, '9stake', 7::bigint, false, 0, 0, NULL::text)$$, '62: as given');
SELECT sound(62);
-- 64: our ids are numbers that grow; a failed call may leave a gap
SELECT call('p1', '9stake', 7) AS d, call('p1', '9stake', 7) AS e \gset
SELECT gives(64, 'ids grow', :c < :d AND :d < :e, true);
SELECT sound(64);
ROLLBACK TO start;

-- H. Context operations

CREATE FUNCTION terms(context bigint) RETURNS text LANGUAGE sql AS $$
    SELECT format('%s %s %s/%s of %s', service_fee_cap, timeout, repeated_frequency, repeated_total, cardinality(providers))
    FROM market.request_context WHERE id = context
$$;
-- one test: pause, start or kill ends with this SQLSTATE
CREATE FUNCTION does(number integer, what text, context bigint, code text DEFAULT '00000', consumer text DEFAULT 'cons')
RETURNS text LANGUAGE sql AS $$
    SELECT ends(number, format('%s by %s', what, consumer), format('SELECT market.%s_request_context(who(%L), %s)', what, consumer, context), code)
$$;
-- one test: an update ends with this SQLSTATE
CREATE FUNCTION updates(number integer, context bigint, what text, code text DEFAULT '00000') RETURNS text LANGUAGE sql AS $$
    SELECT ends(number, 'update ' || what, format('SELECT market.update_request_context(who(%L), %s, %s)', 'cons', context, what), code)
$$;
SAVEPOINT start;

SELECT call('p1', '2stake', 100, '120/100') AS c \gset
SELECT updates(80, :c, 'NULL, ''10000stake'', 90, 130, -1');
SELECT gives(80, 'the new terms', terms(:c), '10000stake 90 130/-1 of 1');
SELECT gives(80, 'the state', context(:c), 'running 0; completed 0/0');
SELECT does(82, 'pause', :c, 'MK041', 'c2'), does(82, 'start', :c, 'MK032'), does(80, 'pause', :c);
SELECT gives(80, 'paused', context(:c), 'paused 0; completed 0/0');
SELECT does(82, 'pause', :c, 'MK031'), does(80, 'start', :c);
SELECT gives(80, 'started', context(:c), 'running 0; completed 0/0');
SELECT does(82, 'kill', :c, 'MK041', 'c2'), does(80, 'kill', :c);
SELECT gives(80, 'killed', context(:c), 'completed 0; completed 0/0');
SELECT sound(80);
SELECT does(82, 'start', :c, 'MK032'), does(82, 'pause', :c, 'MK031'), does(82, 'kill', :c);
SELECT updates(82, :c, 'timeout => 50', 'MK033');
SELECT does(82, 'pause', 999999, 'MK028'), does(82, 'start', 999999, 'MK028'), does(82, 'kill', 999999, 'MK028');
SELECT updates(82, 999999, 'timeout => 50', 'MK028');
SELECT sound(82);
SELECT to_height(12) \g /dev/null
SELECT gives(89, 'killed before the first batch: finished at once', context(:c), 'completed 0; completed 0/0');
SELECT sound(89);
ROLLBACK TO start;

SELECT bind('p1', '10000stake', '10stake'), fund('cons', '1000stake'), to_height(10) \g /dev/null
SELECT call('p1', '10stake', 5, '5/3') AS c \gset
SELECT does(83, 'pause', :c);
SELECT to_height(11) \g /dev/null
SELECT gives(83, 'paused in the block of the call', context(:c), 'paused 0; completed 0/0');
SELECT does(83, 'start', :c);
SELECT to_height(12) \g /dev/null
SELECT gives(83, 'batch 1 at the end of 11', (SELECT request_height FROM market.request WHERE context_id = :c), 11::bigint);
SELECT sound(83);
ROLLBACK TO start;

SELECT bind('p1', '200000stake', '10stake'), fund('cons', '1000stake'), to_height(10) \g /dev/null
SELECT call('p1', '10stake', 5, '20/9') AS c \gset
SELECT to_height(31) \g /dev/null
SELECT gives(85, 'two batches', context(:c), 'running 2; running 0/1');
SELECT updates(85, :c, what, code) FROM (VALUES ('timeout => 101', 'MK020'), ('timeout => 30', 'MK021'), ('repeated_frequency => 4', 'MK021'),
    ('repeated_total => 1', 'MK022'), ('repeated_total => -2', 'MK022'), ('service_fee_cap => ''5foo''', 'MK018'),
    ('timeout => 8, repeated_frequency => 9, repeated_total => 2', '00000')) AS v(what, code);
SELECT to_height(35) \g /dev/null
SELECT gives(85, 'the batch stays open until 35', context(:c), 'running 2; running 0/1');
SELECT to_height(36) \g /dev/null
SELECT gives(85, 'and is the last one', context(:c), 'completed 2; completed 0/1');
SELECT sound(85);
ROLLBACK TO start;

SELECT call('p1', '10stake', 5) AS c \gset
SELECT updates(86, :c, 'repeated_frequency => 3, repeated_total => 7');
SELECT gives(86, 'stored', terms(:c), '10stake 5 3/7 of 1');
SELECT updates(86, :c, 'many(11)', 'MK019'), updates(86, :c, 'providers(''p1 p1'')', 'MK019');
SELECT to_height(8) \g /dev/null
SELECT gives(86, 'without effect', context(:c), 'completed 1; completed 0/0');
SELECT sound(86);
ROLLBACK TO start;

SELECT bind('p1', '100000stake', '100stake'), fund('cons', '1000stake'), to_height(10) \g /dev/null
SELECT call('p1', '100stake', 5, '5/3') AS c \gset
SELECT to_height(11) \g /dev/null
SELECT does(88, 'kill', :c);
SELECT gives(88, 'the batch goes on', context(:c), 'completed 1; running 0/1');
SELECT answer(:c) \g /dev/null
SELECT gives(88, 'the answer is paid', earned('p1'), 95::numeric);
SELECT to_height(17) \g /dev/null
SELECT gives(88, 'nothing follows', context(:c), 'completed 1; completed 1/1');
SELECT sound(88);
ROLLBACK TO start;

SELECT call('p1', '10stake', 5, '5/3') AS c \gset
SELECT updates(91, :c, what, code) FROM (VALUES ('NULL', '00000'), ('''{}'', ''0stake'', 0, 0, 0', '00000'), ('timeout => -1', 'MK020'),
    ('timeout => 100, repeated_frequency => 90', 'MK021'), ('repeated_total => -2', 'MK022'), ('providers(''p2 p2'')', 'MK019'),
    ('service_fee_cap => ''eth+min''', '22P02')) AS v(what, code);
SELECT gives(91, 'all as it was', terms(:c), '10stake 5 5/3 of 1');
SELECT ends(91, name || ' without a consumer', format('SELECT market.%s_request_context(NULL, %s)', name, :c), 'MKS07')
FROM unnest(ARRAY['update', 'pause', 'start', 'kill']) AS name;
SELECT sound(91);
ROLLBACK TO start;

-- 92: ours allows to kill a one-shot context that is paused
SELECT bind('p1', '10000stake', '10stake') \g /dev/null
SELECT call('p1', '10stake', 5) AS c \gset
SELECT does(92, 'kill', :c, 'MK030'), does(92, 'pause', :c, 'MK030');
SELECT to_height(3) \g /dev/null
SELECT gives(92, 'too poor', context(:c), 'paused 0; completed 0/0');
SELECT does(92, 'pause', :c, 'MK030'), does(92, 'kill', :c);
SELECT gives(92, 'killed while paused', context(:c), 'completed 0; completed 0/0');
SELECT sound(92);
ROLLBACK TO start;

-- The calendar (4.4): a timeout that is changed while a batch is open moves the next one; a pause over an expiration
-- loses the rhythm; a pause and a start before it change nothing.
SELECT bind('p1', '200000stake', '10stake'), fund('cons', '1000stake'), to_height(10) \g /dev/null
SELECT call('p1', '10stake', 5, '20/9') AS c, call('p1', '10stake', 5, '20/9') AS d, call('p1', '10stake', 5, '20/9') AS e \gset
SELECT to_height(12) \g /dev/null
SELECT market.update_request_context(who('cons'), :c, timeout => 8), market.pause_request_context(who('cons'), :d),
    market.pause_request_context(who('cons'), :e) \g /dev/null
SELECT to_height(14), market.start_request_context(who('cons'), :e) \g /dev/null
SELECT to_height(18), market.start_request_context(who('cons'), :d) \g /dev/null
SELECT to_height(32) \g /dev/null
CREATE FUNCTION heights(context bigint) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(request_height::text, ' ' ORDER BY batch_counter) FROM market.request WHERE context_id = context
$$;
SELECT gives(85, 'the timeout of 5 became 8: 3 blocks earlier', heights(:c), '10 27');
SELECT gives(85, 'paused over the expiration: at the start', heights(:d), '10 18');
SELECT gives(85, 'paused and started before it', heights(:e), '10 30');
SELECT sound(85);
ROLLBACK TO start;

ROLLBACK;
