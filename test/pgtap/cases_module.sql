-- The service by its own cases: K 110 to 118, modules: their contexts, their callbacks, and services that answer at once.
BEGIN;
SELECT plan(47);
\ir service.psql
SELECT fund('owner', '1000000stake'), define('svc') \g /dev/null
CREATE TABLE called (n integer GENERATED ALWAYS AS IDENTITY, context_id bigint, outputs jsonb[], said text, kind text);
CREATE FUNCTION public.on_response(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO public.called (context_id, outputs, said, kind) VALUES (context_id, outputs, error, 'response')
$$;
CREATE FUNCTION public.on_state(context_id bigint, cause text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO public.called (context_id, said, kind) VALUES (context_id, cause, 'state')
$$;
CREATE FUNCTION created(module text, providers text, threshold integer, timeout bigint DEFAULT 5, repeat text DEFAULT NULL,
    state market.context_state DEFAULT 'running')
RETURNS bigint LANGUAGE sql AS $$
    SELECT market.create_request_context(module, who('cons'), 'svc', providers(providers), '{"header":{}}', '100stake', timeout,
        repeat IS NOT NULL, coalesce(split_part(repeat, '/', 1)::bigint, 0), coalesce(split_part(repeat, '/', 2)::bigint, 0), threshold, state)
$$;
-- one callback's arguments: the values of its outputs, and whether it tells of an error
CREATE FUNCTION callback(number bigint) RETURNS text LANGUAGE sql AS $$
    SELECT format('%s: %s%s', kind, (SELECT string_agg(o->'body'->>'v', ' ' ORDER BY i) FROM unnest(outputs) WITH ORDINALITY AS u(o, i)),
        CASE WHEN kind = 'response' AND said IS NOT NULL THEN ' and an error' ELSE said END)
    FROM (SELECT *, row_number() OVER (ORDER BY n) AS place FROM public.called) AS c WHERE place = number
$$;
SELECT market.register_module('feed', 'public.on_response', 'public.on_state') \g /dev/null
SAVEPOINT start;

SELECT ends(110, 'a second registration', $$SELECT market.register_module('feed', 'public.on_response', 'public.on_state')$$, 'MK034');
SELECT market.register_module('mute', NULL, 'public.on_state'), market.register_module('deaf', 'public.on_response', NULL) \g /dev/null
SELECT ends(110, what, statement, code) FROM (VALUES
    ('no response callback', $$SELECT created('mute', 'p1', 1)$$, 'MK035'),
    ('no state callback', $$SELECT created('deaf', 'p1', 1)$$, 'MK035'),
    ('no such module', $$SELECT created('nobody', 'p1', 1)$$, 'MK035'),
    ('threshold 0', $$SELECT created('feed', 'p1', 0)$$, 'MK023'),
    ('threshold above the providers', $$SELECT created('feed', 'p1', 2)$$, 'MK023'),
    ('threshold 1', $$SELECT created('feed', 'p1', 1)$$, '00000'),
    ('the rules of a call come before', $$SELECT created('feed', 'p1', 2, 0)$$, 'MK020')) AS v(what, statement, code);
SELECT sound(110);
ROLLBACK TO start;

SELECT bind('p1', '20000stake', '10stake'), bind('p2', '20000stake', '10stake'), bind('p3', '20000stake', '10stake'), fund('cons', '1000stake') \g /dev/null
SELECT created('feed', 'p1 p2 p3', 2, 5, '5/3') AS c \gset
SELECT to_height(3) \g /dev/null
SELECT gives(112, 'a batch', context(:c), 'running 1; running 0/3');
SELECT answer(:c, 1, 1, 200, '{"v":2}'), answer(:c, 1, 0, 200, '{"v":1}'), market.deliver_callbacks() \g /dev/null
SELECT gives(112, 'two answers: no callback', (SELECT count(*) FROM called), 0::bigint);
SELECT answer(:c, 1, 2, 400), market.deliver_callbacks() \g /dev/null
SELECT gives(112, 'the third', callback(1), 'response: 1 2');
SELECT market.deliver_callbacks() \g /dev/null
SELECT gives(112, 'once', (SELECT count(*) FROM called), 1::bigint);
SELECT sound(112);

SELECT to_height(8) \g /dev/null
SELECT gives(113, 'the next batch', context(:c), 'running 2; running 0/3');
SELECT answer(:c, 2, 1, 200, '{"v":7}'), answer(:c, 2, 2, 400), to_height(13), market.deliver_callbacks() \g /dev/null
SELECT gives(113, 'one output is too few', callback(2), 'response: 7 and an error');
SELECT gives(113, 'the error names batch 2, 2 required, 1 received', (SELECT said ~ '\m2\M.*\m2\M.*\m1\M' FROM called WHERE said IS NOT NULL), true);
SELECT gives(113, 'p1 is slashed', ARRAY[binding('p1'), binding('p2')], ARRAY['19980 available', '20000 available']);
SELECT sound(113);
ROLLBACK TO start;

-- a skipped batch calls back when it ends
SELECT fund('cons', '1000stake') \g /dev/null
SELECT created('feed', 'p1', 1) AS c \gset
SELECT to_height(8), market.deliver_callbacks() \g /dev/null
SELECT gives(113, 'a skipped batch', callback(1), 'response:  and an error');
SELECT sound(113);
ROLLBACK TO start;

SELECT bind('p1', '20000stake', '10stake'), bind('p2', '20000stake', '10stake'), fund('cons', '19stake') \g /dev/null
SELECT created('feed', 'p1 p2', 1, 5, '5/3') AS c \gset
SELECT to_height(3), market.deliver_callbacks() \g /dev/null
SELECT gives(115, 'too poor', callback(1), 'state: insufficient balances');
SELECT gives(115, 'paused', context(:c), 'paused 0; completed 0/0');
SELECT gives(115, 'nothing charged', cash('cons'), 19::numeric);
SELECT sound(115);
ROLLBACK TO start;

SELECT bind('p1', '20000stake', '10stake'), bind('p2', '20000stake', '10stake'), fund('cons', '1000stake') \g /dev/null
CREATE ROLE cases_consumer;
GRANT market_user TO cases_consumer;
GRANT USAGE ON SCHEMA public TO cases_consumer;
SELECT market.create_account(who('cons'), 'cases_consumer') \g /dev/null
SELECT created('feed', 'p1 p2', 1, 5, '9/3') AS c \gset
SELECT to_height(3) \g /dev/null
SET LOCAL ROLE cases_consumer;
SELECT outcome(format('SELECT market.pause_request_context(who(''cons''), %s)', :c)) AS paused,
    outcome(format('SELECT market.kill_request_context(who(''cons''), %s)', :c)) AS killed,
    outcome(format('SELECT market.update_request_context(who(''cons''), %s)', :c)) AS updated \gset
RESET ROLE;
SELECT gives(116, 'the consumer may not touch it', ARRAY[:'paused', :'killed', :'updated'], ARRAY['MK041', 'MK041', 'MK041']);
SELECT ends(116, 'update ' || what, format('SELECT market.update_request_context(who(%L), %s, %s)', consumer, :c, what), code) FROM (VALUES
    ('c2', 'response_threshold => 2', 'MK041'), ('cons', 'response_threshold => 3', 'MK023'), ('cons', 'response_threshold => 2', '00000'),
    ('cons', 'providers => providers(''p1'')', 'MK023'), ('cons', 'response_threshold => 0', '00000')) AS v(consumer, what, code);
SELECT gives(116, 'the running batch keeps its threshold', (SELECT ARRAY[response_threshold, batch_response_threshold] FROM market.request_context), ARRAY[2, 1]);
SELECT ends(116, 'the module may pause', format('SELECT market.pause_request_context(who(''cons''), %s)', :c));
SELECT ends(116, 'and start', format('SELECT market.start_request_context(who(''cons''), %s)', :c));
SELECT call('p1', '100stake', 5, '5/3') AS plain \gset
SELECT ends(116, 'a threshold for no module', format('SELECT market.update_request_context(who(''cons''), %s, response_threshold => 1)', :plain), 'MK023');
SELECT sound(116);
ROLLBACK TO start;

-- 118: a service that answers at once
CREATE FUNCTION public.two(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS $$
    SELECT '{"code":200,"message":""}'::jsonb, '{"header":{},"body":{"rate":"2"}}'::jsonb
$$;
SELECT market.register_module_service('oracle', 'oracle-price', who('oracle'), 'public.two') \g /dev/null
SELECT ends(118, 'another service of the module', $$SELECT market.register_module_service('oracle', 'other', who('oracle'), 'public.two')$$, 'MK042');
SELECT ends(118, 'bind it', $$SELECT bind('p1', '5000stake', '1stake', 3, 'oracle-price')$$, 'MK044');
SELECT fund('cons', '1000stake') \g /dev/null
SELECT market.call_service(who('cons'), 'oracle-price', providers('p1 p2'), '{"header":{},"body":{"pair":"atom-stake"}}', '1stake', 50, true, 60, 7) AS c \gset
SELECT gives(118, 'the context', context(:c), 'completed 1; completed 1/1');
SELECT results_eq('SELECT providers, timeout, repeated FROM market.request_context', $$VALUES (providers('oracle'), 1::bigint, false)$$, '118: its terms are the module''s');
SELECT results_eq('SELECT provider, output, (result->>''code'')::int FROM market.response', $$VALUES (who('oracle'), '{"header":{},"body":{"rate":"2"}}'::jsonb, 200)$$, '118: the answer');
SELECT gives(118, 'nothing charged', cash('cons'), 1000::numeric);
SELECT ends(118, what, format('SELECT market.call_service(who(''cons''), ''oracle-price'', providers(''p1''), %s)', arguments), code) FROM (VALUES
    ('an input without header', $$'{}', '1stake', 5$$, 'MK037'), ('an empty cap', $$'{"header":{}}', '0stake', 5$$, 'MK018'),
    ('timeout 0', $$'{"header":{}}', '1stake', 0$$, 'MK020')) AS v(what, arguments, code);
SELECT to_height(5) \g /dev/null
SELECT gives(118, 'the context, later', context(:c), 'completed 1; completed 1/1');
SELECT sound(118);
ROLLBACK TO start;

ROLLBACK;
