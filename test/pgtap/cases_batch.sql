-- The service by its own cases: E 47 to 56, who gets a request and who pays; G 65 to 79, blocks.
BEGIN;
SELECT plan(100);
\ir service.psql
SELECT fund('owner', '1000000stake'), fund('rich', '1000000atom'), define('svc') \g /dev/null
SAVEPOINT start;

-- E. Provider filter and deduction

-- 47: our own consumers pay what the requests cost, where the original takes the list prices
CREATE FUNCTION tier() RETURNS text LANGUAGE sql AS $$
    SELECT '{"price":"2stake","promotions_by_volume":[{"volume":1,"discount":"0.5"}]}'
$$;
SELECT bind('p1', '5000stake', tier(), 50), bind('p2', '5000stake', tier(), 50), fund('cons', '100stake') \g /dev/null
SELECT call('p1 p2', '2stake', 100) AS c, call('p1 p2', '2stake', 40) AS short \gset
SELECT to_height(3) \g /dev/null
SELECT gives(47, 'both kept', requests(:c), '2stake pending, 2stake pending');
SELECT gives(47, 'none kept with timeout 40', context(:short), 'running 1; running 0/0');
SELECT gives(47, 'paid', cash('cons'), 96::numeric);
SELECT answer(:c, 1, 0), answer(:c, 1, 1) \g /dev/null
SELECT call('p1 p2', '2stake', 100) AS c \gset
SELECT to_height(4) \g /dev/null
SELECT gives(47, 'the second time at half', requests(:c), '1stake pending, 1stake pending');
SELECT gives(47, 'and paid half', cash('cons'), 94::numeric);
SELECT sound(47);
ROLLBACK TO start;

SELECT bind('p1', '10000stake', '10stake', 5), bind('p2', '11000stake', '11stake', 5), bind('p3', '10000stake', '10stake', 6),
    bind('p4', '10000stake', '10stake', 5), fund('cons', '1000stake') \g /dev/null
SELECT market.disable_binding(who('owner'), 'svc', who('p4')), to_height(10) \g /dev/null
SELECT call('p1 p2 p3 p4 p5', '10stake', 5) AS c \gset
SELECT to_height(11) \g /dev/null
SELECT gives(49, 'one request', context(:c), 'running 1; running 0/1');
SELECT results_eq('SELECT provider, fee, request_height, expiration_height FROM market.request', $$VALUES (who('p1'), 10::numeric, 10::bigint, 15::bigint)$$, '49: to p1');
SELECT gives(49, 'money', ARRAY[cash('cons'), pool('R')], ARRAY[990, 10]::numeric[]);
SELECT sound(49);

SELECT call('p2 p3', '10stake', 5) AS c \gset
SELECT to_height(12) \g /dev/null
SELECT gives(50, 'a skipped batch', context(:c), 'running 1; running 0/0');
SELECT gives(50, 'costs nothing', cash('cons'), 990::numeric);
SELECT to_height(16) \g /dev/null
SELECT gives(50, 'lives until its expiration', context(:c), 'running 1; running 0/0');
SELECT to_height(17) \g /dev/null
SELECT gives(50, 'and ends', context(:c), 'completed 1; completed 0/0');
SELECT sound(50);
ROLLBACK TO start;

SELECT bind('p1', '7000stake', '7stake'), bind('p2', '100000stake', '100stake'), fund('cons', '106stake'), to_height(10) \g /dev/null
SELECT call('p1 p2', '100stake', 5) AS c \gset
SELECT to_height(11) \g /dev/null
SELECT gives(52, 'too poor: paused', context(:c), 'paused 0; completed 0/0');
SELECT gives(52, 'nothing charged', cash('cons'), 106::numeric);
SELECT ends(92, 'a one-shot context cannot be paused', format('SELECT market.pause_request_context(who(''cons''), %s)', :c), 'MK030');
SELECT sound(92);
SELECT fund('cons', '1stake') \g /dev/null
SELECT ends(52, 'start', format('SELECT market.start_request_context(who(''cons''), %s)', :c));
SELECT to_height(12) \g /dev/null
SELECT gives(52, 'both requests', requests(:c), '7stake pending, 100stake pending');
SELECT gives(52, 'money', ARRAY[cash('cons'), pool('R')], ARRAY[0, 107]::numeric[]);
SELECT sound(52);
ROLLBACK TO start;

-- a token with a rate
CREATE TABLE rate (pair text PRIMARY KEY, rate text);
CREATE FUNCTION public.rate_of(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', CASE WHEN rate IS NULL THEN 400 ELSE 200 END, 'message', ''),
        CASE WHEN rate IS NOT NULL THEN jsonb_build_object('header', '{}'::jsonb, 'body', jsonb_build_object('rate', rate)) END
    FROM (SELECT (SELECT r.rate FROM public.rate AS r WHERE r.pair = input->'body'->>'pair') AS rate) AS found
$$;
INSERT INTO rate VALUES ('atom-stake', '2');
SELECT market.register_module_service('oracle', 'oracle-price', who('oracle'), 'public.rate_of'),
    bind('p1', '80000stake', '40atom'), bind('p2', '10000stake', '10stake'), fund('cons', '1000atom'), fund('cons', '1000stake'), to_height(10) \g /dev/null
SAVEPOINT rate;
SELECT call('p1', '79stake', 5) AS c, call('p1', '80stake', 5) AS d \gset
SELECT to_height(11) \g /dev/null
SELECT gives(53, 'a cap of 79', context(:c), 'running 1; running 0/0');
SELECT gives(53, 'a cap of 80', requests(:d), '40atom pending');
SELECT gives(53, 'paid in atom', cash('cons', 'atom'), 960::numeric);
SELECT to_height(16) \g /dev/null
SELECT gives(53, 'returned in atom', cash('cons', 'atom'), 1000::numeric);
SELECT sound(53);
ROLLBACK TO rate;

DELETE FROM rate;
SELECT call('p2 p1', '100stake', 5, '5/3') AS c \gset
SELECT to_height(11) \g /dev/null
SELECT gives(55, 'no rate: paused', context(:c), 'paused 0; completed 0/0');
SELECT gives(55, 'nothing charged', ARRAY[cash('cons'), cash('cons', 'atom')], ARRAY[1000, 1000]::numeric[]);
SELECT to_height(20) \g /dev/null
INSERT INTO rate VALUES ('atom-stake', '2');
SELECT ends(55, 'start', format('SELECT market.start_request_context(who(''cons''), %s)', :c));
SELECT to_height(21) \g /dev/null
SELECT gives(55, 'goes on', requests(:c), '10stake pending, 40atom pending');
SELECT sound(55);
ROLLBACK TO rate;
ROLLBACK TO start;

SELECT bind('p1', '100000stake', '100stake'), fund('cons', '100stake'), to_height(10) \g /dev/null
SELECT call('p1', '100stake', 5) AS c, call('p1', '100stake', 5) AS d \gset
SELECT to_height(11) \g /dev/null
SELECT gives(56, 'the first gets it', context(least(:c, :d)), 'running 1; running 0/1');
SELECT gives(56, 'the second is paused', context(greatest(:c, :d)), 'paused 0; completed 0/0');
SELECT sound(56);
ROLLBACK TO start;

-- G. Blocks

-- 65, and the worked example
SELECT bind('p1', '50000stake', '50stake'), fund('cons', '1000stake'), to_height(10) \g /dev/null
SAVEPOINT example;
SELECT call('p1', '50stake', 3) AS c \gset
SELECT gives(62, 'nothing happens at the call', context(:c) || ' ' || cash('cons'), 'running 0; completed 0/0 1000');
SELECT sound(62);
SELECT to_height(11) \g /dev/null
SELECT gives(65, 'a batch', context(:c), 'running 1; running 0/1');
SELECT gives(65, 'money', ARRAY[cash('cons'), pool('R')], ARRAY[950, 50]::numeric[]);
SELECT results_eq('SELECT fee, denom, request_index, request_height, expiration_height FROM market.request', $$VALUES (50::numeric, 'stake', 0, 10::bigint, 13::bigint)$$, '65: the request');
SELECT answer(:c) \g /dev/null
SELECT gives(65, 'answered', context(:c), 'running 1; completed 1/1');
SELECT gives(65, 'F, R, earned', ARRAY[pool('F'), pool('R'), earned('p1')], ARRAY[2, 48, 48]::numeric[]);
SELECT results_eq('SELECT consumer, service_name, provider, volume::int FROM market.request_volume', $$VALUES (who('cons'), 'svc', who('p1'), 1)$$, '65: volume');
SELECT ends(65, 'answer again', format('SELECT answer(%s)', :c), 'MK024');
SELECT to_height(14) \g /dev/null
SELECT gives(65, 'ended', context(:c), 'completed 1; completed 1/1');
SELECT gives(65, 'withdrawn', withdrawn('p1'), '48stake');
SELECT gives(65, 'owner, R', ARRAY[cash('owner') - 950000, pool('R')], ARRAY[48, 0]::numeric[]);
SELECT gives(65, 'withdrawn again', withdrawn('p1'), NULL::text);
SELECT sound(65);
ROLLBACK TO example;
SELECT call('p1', '50stake', 3) AS c \gset
SELECT to_height(14) \g /dev/null
SELECT gives(65, 'without an answer', binding('p1'), '49950 disabled at 00:01:00');
SELECT gives(65, 'consumer, F, R', ARRAY[cash('cons'), pool('F'), pool('R')], ARRAY[1000, 50, 0]::numeric[]);
SELECT gives(65, 'ended', context(:c), 'completed 1; completed 0/1');
SELECT ends(65, 'too late', format('SELECT answer(%s)', :c), 'MK024');
SELECT sound(65);
ROLLBACK TO start;

SELECT bind('p1', '100000stake', '100stake'), fund('cons', '1000stake'), to_height(14) \g /dev/null
SELECT call('p1', '100stake', 3) AS c \gset
SELECT to_height(17) \g /dev/null
SELECT ends(67, 'answer in the last block', format('SELECT answer(%s)', :c));
SELECT to_height(18) \g /dev/null
SELECT gives(67, 'no slash', binding('p1'), '100000 available');
SELECT gives(67, 'ended', context(:c), 'completed 1; completed 1/1');
SELECT sound(67);
ROLLBACK TO start;

SELECT bind('p1', '100000stake', '100stake'), fund('cons', '1000stake'), to_height(10) \g /dev/null
SELECT call('p1', '100stake', 4, '10/3') AS c \gset
SELECT to_height(11) \g /dev/null
SELECT answer(:c) \g /dev/null
SELECT to_height(15) \g /dev/null
SELECT gives(68, 'batch 1 is over', context(:c), 'running 1; completed 1/1');
SELECT to_height(20) \g /dev/null
SELECT gives(68, 'no batch in between', context(:c), 'running 1; completed 1/1');
SELECT to_height(21) \g /dev/null
SELECT gives(68, 'batch 2', context(:c), 'running 2; running 0/1');
SELECT to_height(25) \g /dev/null
SELECT gives(68, 'slashed', binding('p1'), '99900 disabled at 00:01:55');
SELECT to_height(31) \g /dev/null
SELECT gives(68, 'batch 3 is skipped', context(:c), 'running 3; running 0/0');
SELECT to_height(34) \g /dev/null
SELECT gives(68, 'still there', context(:c), 'running 3; running 0/0');
SELECT to_height(35) \g /dev/null
SELECT gives(68, 'ended', context(:c), 'completed 3; completed 0/0');
SELECT gives(68, 'consumer, D, R, F', ARRAY[cash('cons'), pool('D'), pool('R'), pool('F')], ARRAY[900, 99900, 95, 105]::numeric[]);
SELECT sound(68);
ROLLBACK TO start;

SELECT bind('p1', '200000stake', '100stake'), fund('cons', '1000stake'), fund('c2', '1000stake'), to_height(10) \g /dev/null
SELECT call('p1', '100stake', 3), call('p1', '100stake', 3, consumer => 'c2') \g /dev/null
SELECT to_height(14) \g /dev/null
SELECT gives(70, 'slashed twice', binding('p1'), '199601 available');
SELECT gives(70, 'F and the consumers', ARRAY[pool('F'), cash('cons'), cash('c2')], ARRAY[399, 1000, 1000]::numeric[]);
SELECT sound(70);
ROLLBACK TO start;

SELECT bind('p1', '100000stake', '100stake'), bind('p2', '200000stake', '100stake'), fund('cons', '100stake'), to_height(10) \g /dev/null
SELECT call('p1', '100stake', 5) \g /dev/null
SELECT to_height(15) \g /dev/null
SELECT call('p1 p2', '100stake', 5) AS c \gset
SELECT to_height(16) \g /dev/null
SELECT gives(71, 'p1 is disabled', binding('p1'), '99900 disabled at 00:01:10');
SELECT results_eq('SELECT provider FROM market.request WHERE context_id = ' || :c, $$VALUES (who('p2'))$$, '71: p2 alone is asked');
SELECT gives(71, 'with the money that came back', cash('cons'), 0::numeric);
SELECT sound(71);
ROLLBACK TO start;

SELECT bind('p1', '100000stake', '100stake'), fund('cons', '100stake'), to_height(10) \g /dev/null
SELECT call('p1', '100stake', 5) AS c \gset
SELECT to_height(11), market.set_params(service_fee_tax => 0.2) \g /dev/null
SELECT answer(:c) \g /dev/null
SELECT gives(73, 'the tax of the answer', earned('p1'), 80::numeric);
SELECT sound(73);
ROLLBACK TO start;

SELECT bind('p1', '199800stake', '100stake'), fund('cons', '100stake'), market.set_params(slash_fraction => 1), call('p1', '100stake', 5) \g /dev/null
SELECT to_height(8) \g /dev/null
SELECT gives(74, 'all is gone', binding('p1'), '0 disabled at 00:00:30');
SELECT ends(74, 'nothing to refund', $$SELECT market.refund_deposit(who('owner'), 'svc', who('p1'))$$, 'MK008');
SELECT sound(74);
ROLLBACK TO start;

-- a slash that truncates to nothing looks at the threshold, too, which may have risen; an update of nothing does not
SELECT bind('p1', '5000stake', '1stake'), bind('p2', '5000stake', '1stake'), fund('cons', '100stake'), market.set_params(slash_fraction => 0.00001, min_deposit => 10000), call('p1', '100stake', 5) \g /dev/null
SELECT market.update_binding(who('owner'), 'svc', who('p2')), to_height(8) \g /dev/null
SELECT gives(74, 'slashed by nothing', ARRAY[binding('p1'), binding('p2')], ARRAY['5000 disabled at 00:00:30', '5000 available']);
SELECT sound(74);
ROLLBACK TO start;

SELECT bind('p1', '10000stake', '10stake'), bind('p2', '20000stake', '20stake'), fund('cons', '10000stake'), to_height(10) \g /dev/null
SELECT call('p1', '10stake', 5, '0/10') AS c \gset
SELECT to_height(11) \g /dev/null
SELECT market.update_request_context(who('cons'), :c, providers('p1 p2'), '20stake'), answer(:c) \g /dev/null
SELECT to_height(16) \g /dev/null
SELECT gives(76, 'two requests', requests(:c, 2), '10stake pending, 20stake pending');
SELECT gives(76, 'paid in all', cash('cons'), 9960::numeric);
SELECT market.update_request_context(who('cons'), :c, repeated_total => 2) \g /dev/null
SELECT to_height(20) \g /dev/null
SELECT gives(76, 'the last batch', context(:c), 'running 2; running 0/2');
SELECT to_height(21) \g /dev/null
SELECT gives(76, 'ended', context(:c), 'completed 2; completed 0/2');
SELECT sound(76);
ROLLBACK TO start;

SELECT bind('p1', '500000stake', '{"price":"100stake","promotions_by_time":[{"start_time":"2100-01-01T00:01:00Z","end_time":"2100-01-01T00:02:00Z","discount":"0.5"}]}'), fund('cons', '1000stake') \g /dev/null
CREATE FUNCTION called_at(height bigint, cap market.coin DEFAULT '100stake') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    c bigint;
BEGIN
    PERFORM to_height(height);
    c = call('p1', cap, 3);
    PERFORM to_height(height + 1);
    RETURN requests(c);
END
$$;
SELECT gives(77, format('called at %s', height), called_at(height), fee || 'stake pending')
FROM (VALUES (12, 100), (13, 50), (24, 50), (25, 100)) AS v(height, fee) ORDER BY height;
SELECT sound(77);
ROLLBACK TO start;

-- 79: the numbers of the original, but that the consumer pays what the requests cost
SELECT bind('p1', '200000stake', '{"price":"100stake","promotions_by_time":[{"start_time":"2100-01-01T00:00:00Z","end_time":"2101-01-01T00:00:00Z","discount":"0.7"}],"promotions_by_volume":[{"volume":1,"discount":"0.9"},{"volume":2,"discount":"0.55"}]}'), fund('cons', '1000stake') \g /dev/null
CREATE FUNCTION bought(height bigint, OUT fee numeric, OUT earned numeric, OUT left_over numeric) LANGUAGE plpgsql AS $$
DECLARE
    c bigint;
BEGIN
    PERFORM to_height(height);
    c = call('p1', '70stake', 3);
    PERFORM to_height(height + 1);
    left_over = cash('cons');
    PERFORM answer(c);
    fee = (SELECT r.fee FROM market.request AS r WHERE r.context_id = c);
    earned = earned('p1');
END
$$;
SELECT gives(79, format('call at %s', height), (SELECT ARRAY[b.fee, b.earned, left_over] FROM bought(height) AS b), expected)
FROM (VALUES (10, '{70,67,930}'::numeric[]), (11, '{63,127,867}'), (12, '{38,164,829}'), (13, '{38,201,791}')) AS v(height, expected) ORDER BY height;
SELECT call('p1', '69stake', 3) AS c \gset
SELECT to_height(15) \g /dev/null
SELECT gives(79, 'a cap of 69 is enough for 38', requests(:c), '38stake pending');
SELECT to_height(18) \g /dev/null
SELECT gives(79, 'slash 200', binding('p1'), '199800 available');
SELECT gives(79, 'consumer and R', ARRAY[cash('cons'), pool('R')], ARRAY[791, 201]::numeric[]);
SELECT sound(79);
ROLLBACK TO start;

ROLLBACK;
