-- The service by its own cases: I 94 to 101, answers and earnings; L 130 to 136, parameters and queries; M 137, a whole day.
BEGIN;
SELECT plan(97);
\ir service.psql
SELECT fund('owner', '1000000stake'), fund('rich', '1000000atom'), fund('cons', '10000stake'), define('svc'), define('svc2') \g /dev/null
SAVEPOINT start;

-- I. Respond and fees

CREATE FUNCTION responded(context bigint, provider text DEFAULT 'p1', result text DEFAULT '{"code":200,"message":""}', output text DEFAULT '{"header":{},"body":{}}')
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM market.respond_service(CASE WHEN provider <> '' THEN who(provider) END, request_of(context), result::jsonb, output::jsonb);
    RAISE EXCEPTION USING ERRCODE = '00ABC';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE SQLSTATE WHEN '00ABC' THEN 'ok' ELSE SQLSTATE END;
END
$$;
SAVEPOINT start;

SELECT bind('p1', '100000stake', '100stake') \g /dev/null
SELECT call('p1', '100stake', 5) AS c \gset
SELECT to_height(3) \g /dev/null

SELECT gives(94, format('result %s', result), responded(:c, result => result, output => output), code) FROM (VALUES
    ('{"code":200,"message":"","more":1}', '{"header":{}}', 'MK039'), ('{"code":"200","message":""}', '{"header":{}}', 'MK039'),
    ('{"code":200.0,"message":""}', '{"header":{}}', 'ok'), ('{"code":500,"message":""}', NULL, 'ok'), ('{"code":400,"message":"bad"}', NULL, 'ok'),
    ('{"result":{"code":200,"message":""}}', '{"header":{}}', 'MK039'), (NULL, '{"header":{}}', 'MK039'), ('null', '{"header":{}}', 'MK039'),
    ('{"code":200}', '{"header":{}}', 'MK039'), ('{"message":""}', '{"header":{}}', 'MK039'), ('{"code":300,"message":""}', '{"header":{}}', 'MK039'),
    ('{"code":200,"message":1}', '{"header":{}}', 'MK039'), ('[]', '{"header":{}}', 'MK039')) AS v(result, output, code);
SELECT sound(94);
SELECT gives(95, what, found, code) FROM (VALUES
    ('another provider', responded(:c, 'p2'), 'MK024'),
    ('no provider', responded(:c, ''), 'MKS07'),
    ('no header', responded(:c, output => '{"body":{}}'), 'MK024'),
    ('a body that is no object', responded(:c, output => '{"header":{},"body":1}'), 'MK024'),
    ('no output', responded(:c, output => NULL), 'MK024'),
    ('an output with an error', responded(:c, result => '{"code":400,"message":""}'), 'MK024'),
    ('no such request', outcome($$SELECT market.respond_service(who('p1'), 999999, '{"code":400,"message":""}')$$), 'MK026')) AS v(what, found, code);
SELECT market.respond_service(who('p1'), request_of(:c), '{"code":400,"message":"bad"}') \g /dev/null
SELECT gives(95, 'an error is paid', earned('p1'), 95::numeric);
SELECT gives(95, 'and counts', (SELECT volume::int FROM market.request_volume), 1);
SELECT gives(95, 'and completes the batch', context(:c), 'running 1; completed 1/1');
SELECT results_eq('SELECT provider, consumer, result, output, height FROM market.response', $$VALUES (who('p1'), who('cons'), '{"code":400,"message":"bad"}'::jsonb, NULL::jsonb, 3::bigint)$$, '95: the response');
SELECT sound(95);
ROLLBACK TO start;

SELECT bind('p1', '50000stake', '50stake', 3) \g /dev/null
SELECT call('p1', '50stake', 3) AS c \gset
SELECT to_height(3), answer(:c), market.set_withdraw_address(who('owner'), who('cold')) \g /dev/null
SELECT gives(97, 'earned, F', ARRAY[earned('p1'), pool('F')], ARRAY[48, 2]::numeric[]);
SELECT gives(97, 'withdrawn', withdrawn('p1'), '48stake');
SELECT gives(97, 'to the withdraw address', cash('cold'), 48::numeric);
SELECT sound(97);
ROLLBACK TO start;

SELECT bind('p1', '40000stake', '40stake'), bind('p2', '40000stake', '40stake') \g /dev/null
SELECT call('p1 p2', '40stake', 3) AS c \gset
SELECT to_height(3), answer(:c, 1, 0), answer(:c, 1, 1, 400) \g /dev/null
SELECT gives(98, 'earned, F', ARRAY[earned('p1'), earned('p2'), pool('F'), pool('R')], ARRAY[38, 38, 4, 76]::numeric[]);
SELECT gives(98, 'all of the owner', withdrawn(), '76stake');
SELECT gives(98, 'nothing is left', ARRAY[cash('owner'), earned('p1'), earned('p2'), pool('R')], ARRAY[920076, 0, 0, 0]::numeric[]);
SELECT gives(98, 'again', withdrawn(), NULL::text);
SELECT gives(98, 'somebody who owns nothing', withdrawn(owner => 'nobody'), NULL::text);
SELECT ends(98, 'a provider of another', $$SELECT withdrawn('p1', 'owner2')$$, 'MK041');
SELECT ends(98, 'a provider of nobody', $$SELECT withdrawn('p9')$$, 'MK041');
SELECT ends(98, 'no owner', $$SELECT market.withdraw_earned_fees(NULL)$$, 'MKS07');
SELECT sound(98);
ROLLBACK TO start;

-- 100: earnings in two tokens, whose totals are sums over providers
CREATE FUNCTION public.two(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS $$
    SELECT '{"code":200,"message":""}'::jsonb, '{"header":{},"body":{"rate":"2"}}'::jsonb
$$;
SELECT market.register_module_service('oracle', 'oracle-price', who('oracle'), 'public.two'),
    bind('p1', '200000stake', '100stake'), bind('p2', '200000stake', '40atom'), bind('p2', '200000stake', '100stake', 3, 'svc2'), fund('cons', '40atom'), market.set_withdraw_address(who('owner'), who('cold')) \g /dev/null
SELECT call('p1 p2', '100stake', 3) AS c, call('p2', '100stake', 3, service => 'svc2') AS d \gset
SELECT to_height(3), answer(:c, 1, 0), answer(:c, 1, 1), answer(:d) \g /dev/null
SELECT gives(100, 'earned', ARRAY[earned('p1'), earned('p2'), earned('p2', 'atom')], ARRAY[95, 95, 38]::numeric[]);
SELECT gives(100, 'withdrawn p1', withdrawn('p1'), '95stake');
SELECT gives(100, 'what the owner has left', (SELECT string_agg(amount || denom, ',' ORDER BY denom) FROM market.earned_fee WHERE owner = who('owner') AND amount > 0), '38atom,95stake');
SELECT gives(100, 'withdrawn p2', withdrawn('p2'), '38atom,95stake');
SELECT gives(100, 'R', ARRAY[pool('R'), pool('R', 'atom'), cash('cold'), cash('cold', 'atom')], ARRAY[0, 0, 190, 38]::numeric[]);
SELECT sound(100);
ROLLBACK TO start;

SELECT bind('p1', '200000stake', '100stake'), bind('p1', '200000stake', '{"price":"200stake","promotions_by_volume":[{"volume":1,"discount":"0.5"}]}', 3, 'svc2') \g /dev/null
SELECT call('p1', '100stake', 3) AS c \gset
SELECT to_height(3), answer(:c) \g /dev/null
SELECT call('p1', '200stake', 3, service => 'svc2') AS d \gset
SELECT to_height(4) \g /dev/null
SELECT gives(101, 'the volume is per service', requests(:d), '200stake pending');
SELECT answer(:d) \g /dev/null
SELECT gives(101, 'earned, F', ARRAY[earned('p1'), pool('F')], ARRAY[285, 15]::numeric[]);
SELECT gives(101, 'withdrawn', withdrawn('p1'), '285stake');
SELECT sound(101);
ROLLBACK TO start;

-- Bodies against the schemas of the definition (section 8, row 9)
SELECT define('strict', '{"input":{"type":"object","required":["pair"]},"output":{"type":"object","properties":{"price":{"type":"number"}}}}'),
    bind('p1', '100000stake', '100stake', 3, 'strict') \g /dev/null
CREATE FUNCTION asked(input jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT outcome(format('SELECT market.call_service(who(''cons''), ''strict'', providers(''p1''), %L, ''100stake'', 5)', input))
$$;
SELECT gives(8, format('input %s', input), asked(input::jsonb), code)
FROM (VALUES ('{"header":{},"body":{}}', 'MK037'), ('{"header":{}}', 'MK037'), ('{"header":{},"body":{"pair":1}}', '00000')) AS v(input, code);
SELECT max(id) AS c FROM market.request_context \gset
SELECT to_height(3) \g /dev/null
SELECT gives(8, format('output %s', output), responded(:c, output => output), code)
FROM (VALUES ('{"header":{},"body":{"price":"1"}}', 'MK038'), ('{"header":{}}', 'ok'), ('{"header":{},"body":{"price":1.5}}', 'ok')) AS v(output, code);
SELECT market.set_params(validate_bodies => false) \g /dev/null
SELECT gives(8, 'unchecked input', asked('{"header":{}}'), '00000');
SELECT gives(8, 'unchecked output', responded(:c, output => '{"header":{},"body":{"price":"1"}}'), 'ok');
SELECT sound(8);
ROLLBACK TO start;

-- L. Parameters and queries

SELECT ends(130, format('set_params(%s)', what), format('SELECT market.set_params(%s)', what), code) FROM (VALUES ('', '00000'), ('service_fee_tax => 0', '00000'),
    ('service_fee_tax => 1', '22023'), ('slash_fraction => 1', '00000'), ('slash_fraction => 1.1', '22023'), ('max_request_timeout => 0', '22023'), ('min_deposit_multiple => 0', '22023'),
    ('complaint_retrospect => ''0''', '22023'), ('arbitration_time_limit => ''0''', '22023'), ('tx_size_limit => 0', '22023'), ('min_deposit => 0', '00000'), ('base_denom => ''1a''', '22023')) AS v(what, code);
SELECT sound(130);
SELECT bind('p1', '50000stake', '50stake', 50), market.set_params(max_request_timeout => 10) \g /dev/null
SELECT ends(131, 'call with timeout 11', $$SELECT call('p1', '50stake', 11)$$, 'MK020');
SELECT ends(131, 'qos 11', $$SELECT market.update_binding(who('owner'), 'svc', who('p1'), qos => 11)$$, 'MK011');
SELECT gives(131, 'a binding of before', (SELECT qos FROM market.service_binding), 50::bigint);
SELECT sound(131);
SELECT ends(136, 'an unknown schema', $$SELECT market.schema('nothing')$$, 'MK040');
SELECT gives(136, 'schema of ' || name, outcome(format('SELECT market.schema(%L)', name)), '00000') FROM unnest(ARRAY['pricing', 'result', 'input', 'output']) AS name;
SELECT is_empty('SELECT FROM market.service_binding WHERE service_name = ''nothing''', '136: bindings of an unknown service');
SELECT sound(136);
ROLLBACK TO start;

-- M. 137: a day of foo and bar, with a token of six decimals
SELECT market.create_token('uiris', 'iris', 6), market.set_params(base_denom => 'uiris', service_fee_tax => 0.01, min_deposit => 6000), fund('foo', '100iris'), fund('bar', '100iris'), define('day') \g /dev/null
SELECT market.set_params(min_deposit_multiple => 10) \g /dev/null
SELECT bind(who, '10iris', '1iris', 7, 'day', who) FROM unnest(ARRAY['foo', 'bar']) AS who \g /dev/null
SELECT market.update_binding(who('bar'), 'day', who('bar'), '1iris'), market.set_withdraw_address(who('bar'), who('foo')) \g /dev/null
SELECT gives(137, 'deposits', pool('D', 'uiris'), 21000000::numeric);
SELECT market.disable_binding(who('bar'), 'day', who('bar')), market.end_block(market.block_time() + interval '20 days') \g /dev/null
SELECT gives(137, 'refunded', market.refund_deposit(who('bar'), 'day', who('bar')), 11000000::numeric);
SELECT market.enable_binding(who('bar'), 'day', who('bar'), '10iris') \g /dev/null
SELECT call('foo bar', '10iris', 7, '20/10', 'bar', 'day') AS c \gset
SELECT market.end_block(market.block_time()) \g /dev/null
SELECT gives(137, 'the batch', context(:c) || ': ' || requests(:c), 'running 1; running 0/2: 1000000uiris pending, 1000000uiris pending');
SELECT results_eq(format('SELECT provider FROM market.request WHERE context_id = %s ORDER BY request_index', :c), $$VALUES (who('foo')), (who('bar'))$$, '137: foo before bar');
SELECT answer(:c, 1, 0) \g /dev/null
SELECT gives(137, 'foo answers', context(:c), 'running 1; running 1/2');
SELECT answer(:c, 1, 1) \g /dev/null
SELECT gives(137, 'bar answers', context(:c), 'running 1; completed 2/2');
SELECT gives(137, 'responses', (SELECT count(*) FROM market.response), 2::bigint);
SELECT market.pause_request_context(who('bar'), :c) \g /dev/null
SELECT gives(137, 'paused', context(:c), 'paused 1; completed 2/2');
SELECT market.start_request_context(who('bar'), :c) \g /dev/null
SELECT gives(137, 'started', context(:c), 'running 1; completed 2/2');
SELECT market.kill_request_context(who('bar'), :c) \g /dev/null
SELECT gives(137, 'killed', context(:c), 'completed 1; completed 2/2');
SELECT gives(137, 'earned', earned('bar', 'uiris'), 990000::numeric);
SELECT cash('foo', 'uiris') AS before \gset
SELECT gives(137, 'withdrawn', withdrawn('bar', 'bar'), '990000uiris');
SELECT gives(137, 'to foo', cash('foo', 'uiris') - :before, 990000::numeric);
SELECT gives(137, 'the tax', pool('F', 'uiris'), 20000::numeric);
SELECT sound(137);
ROLLBACK TO start;

ROLLBACK;
