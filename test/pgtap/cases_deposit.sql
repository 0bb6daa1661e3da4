-- The service by its own cases: D 34 to 46, what owners do with bindings, and J 103 to 109, what a price comes to.
BEGIN;
SELECT plan(99);
\ir service.psql
SELECT fund('owner', '10000000stake'), fund('rich', '1000000atom'), define('svc') \g /dev/null
SAVEPOINT start;

CREATE FUNCTION later(span interval) RETURNS bigint LANGUAGE sql AS $$
    SELECT market.end_block(market.block_time() + span)
$$;
SAVEPOINT start;

-- D. Update, enable, disable, refund, withdraw address

SELECT bind('p1', '10000stake', '{"price":"2stake","promotions_by_volume":[{"volume":1,"discount":"0.5"}]}', 50) \g /dev/null
SELECT ends(34, 'an update of all', $$SELECT market.update_binding(who('owner'), 'svc', who('p1'), '100stake', '{"price":"1stake"}', 80, '{}')$$);
SELECT results_eq('SELECT deposit::numeric, pricing::text, qos, options FROM market.service_binding',
    $$VALUES (10100::numeric, '{"price":"1stake"}', 80::bigint, '{}'::jsonb)$$, '34: all changed');
SELECT gives(34, 'money', ARRAY[cash('owner'), pool('D')], ARRAY[9989900, 10100]::numeric[]);
SELECT sound(34);

SELECT ends(35, what, format('SELECT market.update_binding(%s)', arguments), code) FROM (VALUES
    ('an empty deposit', $$who('owner'), 'svc', who('p1'), '0stake'$$, '00000'),
    ('qos 0', $$who('owner'), 'svc', who('p1'), qos => 0$$, '00000'),
    ('all empty', $$who('owner'), 'svc', who('p1'), '0stake', NULL, 0, NULL$$, '00000'),
    ('no provider', $$who('owner'), 'svc', NULL$$, 'MKS07'),
    ('no owner', $$NULL, 'svc', who('p1')$$, 'MKS07'),
    ('a bad name', $$who('owner'), 'a/b', who('p1')$$, 'MK002'),
    ('a pricing with more', $$who('owner'), 'svc', who('p1'), pricing => '{"price":"1stake","other":1}'$$, 'MK010'),
    ('a malformed denom', $$who('owner'), 'svc', who('p1'), pricing => '{"price":"1invaliddenom*"}'$$, 'MK010'),
    ('a time without zone', $$who('owner'), 'svc', who('p1'), pricing => '{"price":"1stake","promotions_by_time":[{"start_time":"2100-01-01T00:00:00","end_time":"2100-02-01T00:00:00","discount":"0.5"}]}'$$, 'MK010'),
    ('volume 0', $$who('owner'), 'svc', who('p1'), pricing => '{"price":"1stake","promotions_by_volume":[{"volume":0,"discount":"0.5"}]}'$$, 'MK010')
) AS v(what, arguments, code);
SELECT sound(35);

SELECT ends(37, what, format('SELECT market.update_binding(%s)', arguments), code) FROM (VALUES
    ('by another owner', $$who('owner2'), 'svc', who('p1')$$, 'MK041'),
    ('of nothing', $$who('owner'), 'svc', who('p2')$$, 'MK014'),
    ('qos 101', $$who('owner'), 'svc', who('p1'), qos => 101$$, 'MK011'),
    ('options that are no JSON are refused by their type', $$who('owner'), 'svc', who('p1'), options => 'notjson'$$, '22P02'),
    ('a deposit in another token', $$who('owner'), 'svc', who('p1'), '5foo'$$, 'MK008'),
    ('nothing to change', $$who('owner'), 'svc', who('p1')$$, '00000')) AS v(what, arguments, code);
SELECT gives(37, 'nothing changed', binding('p1'), '10100 available');
SELECT sound(37);
ROLLBACK TO start;

SELECT bind('p1', '51000stake', '51stake') \g /dev/null
SELECT ends(38, 'disable', $$SELECT market.disable_binding(who('owner'), 'svc', who('p1'))$$);
SELECT ends(38, 'a price beyond the deposit', $$SELECT market.update_binding(who('owner'), 'svc', who('p1'), pricing => '{"price":"5000stake"}')$$);
SELECT ends(38, 'enable at that price', $$SELECT market.enable_binding(who('owner'), 'svc', who('p1'))$$, 'MK008');
SELECT ends(38, 'the price of before', $$SELECT market.update_binding(who('owner'), 'svc', who('p1'), pricing => '{"price":"51stake"}')$$);
SELECT ends(38, 'enable', $$SELECT market.enable_binding(who('owner'), 'svc', who('p1'))$$);
SELECT gives(38, 'available, without a time', binding('p1'), '51000 available');
SELECT results_eq('SELECT disabled_time FROM market.service_binding', 'VALUES (NULL::timestamptz)', '38: no time');
SELECT sound(38);

SELECT ends(40, 'disable by another', $$SELECT market.disable_binding(who('owner2'), 'svc', who('p1'))$$, 'MK041');
SELECT ends(40, 'enable an available one', $$SELECT market.enable_binding(who('owner'), 'svc', who('p1'))$$, 'MK016');
SELECT ends(40, 'disable', $$SELECT market.disable_binding(who('owner'), 'svc', who('p1'))$$);
SELECT gives(41, 'the time of disabling', binding('p1'), '51000 disabled at 00:00:05');
SELECT ends(40, 'disable again', $$SELECT market.disable_binding(who('owner'), 'svc', who('p1'))$$, 'MK015');
SELECT ends(40, 'enable by another', $$SELECT market.enable_binding(who('owner2'), 'svc', who('p1'))$$, 'MK041');
SELECT sound(40);
SELECT ends(41, 'enable with a deposit', $$SELECT market.enable_binding(who('owner'), 'svc', who('p1'), '9stake')$$);
SELECT gives(41, 'available', binding('p1'), '51009 available');
SELECT sound(41);
ROLLBACK TO start;

SELECT bind('p1', '51000stake', '51stake') \g /dev/null
CREATE FUNCTION refund(owner text DEFAULT 'owner') RETURNS text LANGUAGE sql AS $$
    SELECT format('SELECT market.refund_deposit(who(%L), ''svc'', who(''p1''))', owner)
$$;
SELECT ends(43, 'refund while available', refund(), 'MK016');
SELECT market.disable_binding(who('owner'), 'svc', who('p1')) \g /dev/null
SELECT ends(43, 'at once', refund(), 'MK017');
SELECT later('20 days -1 microsecond') \g /dev/null
SELECT ends(43, 'a moment before the 20 days', refund(), 'MK017');
SELECT later('1 microsecond') \g /dev/null
SELECT ends(43, 'by another', refund('owner2'), 'MK041');
SELECT gives(43, 'after 20 days', market.refund_deposit(who('owner'), 'svc', who('p1')), 51000::numeric);
SELECT gives(43, 'money', ARRAY[cash('owner'), pool('D')], ARRAY[10000000, 0]::numeric[]);
SELECT gives(43, 'the binding', binding('p1'), '0 disabled at 00:00:05');
SELECT ends(43, 'again', refund(), 'MK008');
SELECT sound(43);
SELECT ends(44, 'price 0', $$SELECT market.update_binding(who('owner'), 'svc', who('p1'), pricing => '{"price":"0stake"}')$$);
SELECT ends(44, 'enable without a deposit', $$SELECT market.enable_binding(who('owner'), 'svc', who('p1'))$$);
SELECT gives(44, 'available without a deposit', binding('p1'), '0 available');
SELECT sound(44);
ROLLBACK TO start;

SELECT ends(46, what, format('SELECT market.set_withdraw_address(%s)', arguments), code) FROM (VALUES
    ('no owner', $$NULL, who('cold')$$, 'MKS07'),
    ('no address', $$who('owner'), NULL$$, 'MKS07'),
    ('a system account', $$who('owner'), market.system_account('service_deposit_account')$$, 'MKS04'),
    ('an address', $$who('owner'), who('cold')$$, '00000'),
    ('another', $$who('owner'), who('colder')$$, '00000')) AS v(what, arguments, code);
SELECT results_eq('SELECT owner, withdraw_address FROM market.withdraw_address', $$VALUES (who('owner'), who('colder'))$$,
    '46: the last one counts');
SELECT sound(46);
ROLLBACK TO start;

-- J. Arithmetic.  The exchange rate comes from a module's service that reads it from a table.

CREATE TABLE rate (pair text PRIMARY KEY, rate text);
CREATE FUNCTION public.rate_of(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS $$
    SELECT jsonb_build_object('code', CASE WHEN rate IS NULL THEN 400 ELSE 200 END, 'message', ''),
        CASE WHEN rate IS NOT NULL THEN jsonb_build_object('header', '{}'::jsonb, 'body', jsonb_build_object('rate', rate)) END
    FROM (SELECT (SELECT r.rate FROM public.rate AS r WHERE r.pair = input->'body'->>'pair') AS rate) AS found
$$;
CREATE FUNCTION rate(text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO public.rate VALUES ('atom-stake', $1) ON CONFLICT (pair) DO UPDATE SET rate = EXCLUDED.rate
$$;
SELECT ends(106, 'a token without a feed', $$SELECT bind('p1', '5000stake', '1atom')$$, 'MK009');
SELECT market.register_module_service('oracle', 'oracle-price', who('oracle'), 'public.rate_of') \g /dev/null
SAVEPOINT start;

SELECT ends(106, 'a pair without a rate', $$SELECT bind('p1', '5000stake', '1atom')$$, 'MK009');
CREATE FUNCTION bound(price text, deposit numeric, rate text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rate(rate);
    PERFORM bind('p1', market.coin(deposit, 'stake'), price);
    RAISE EXCEPTION USING ERRCODE = '00ABC';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE SQLSTATE WHEN '00ABC' THEN 'ok' ELSE SQLSTATE END;
END
$$;
SELECT gives(106, format('rate "%s"', rate), bound('1atom', 5000000, rate), 'MK009')
FROM unnest(ARRAY['0', '0.0', '1e3', '01', '-1', '', '.5', '0.0000000000000000001']) AS rate;
-- the least deposit, and one less
SELECT gives(number, format('%s at rate %s, deposit %s', price, rate, least - missing), bound(price, least - missing, rate),
    CASE missing WHEN 0 THEN 'ok' ELSE 'MK008' END)
FROM (VALUES (106, '2stake', 5000, '9'), (106, '100atom', 50000, '0.5'), (106, '1atom', 5000, '0.5'), (106, '0atom', 1, '0.5'),
    (106, '10atom', 500000, '50'), (106, '5atom', 100000, '20'), (107, '40atom', 80000, '2'), (107, '3atom', 7000, '2.5'),
    (107, '1atom', 5000, '0.000000000000000001')) AS v(number, price, least, rate), generate_series(0, 1) AS missing;
SELECT sound(106);
SELECT sound(107);
ROLLBACK TO start;

SELECT rate('2'), bind('p1', '80000stake', '40atom'), fund('cons', '40atom') \g /dev/null
SELECT to_height(10) \g /dev/null
SELECT call('p1', '80stake', 3) AS c \gset
SELECT to_height(11) \g /dev/null
SELECT gives(109, 'the fee', requests(:c), '40atom pending');
DELETE FROM rate;
SELECT to_height(14) \g /dev/null
SELECT gives(109, 'slashed and disabled', binding('p1'), '79920 disabled at 00:01:00');
SELECT gives(109, 'the consumer has it back', cash('cons', 'atom'), 40::numeric);
SELECT sound(109);
ROLLBACK TO start;

-- 103: the products show in a fee of 10^21 at two discounts of a third; the first three show truncated to nothing
SELECT fund('owner', '1000000000000000000000000000stake'), bind('p1', '1000000000000000000000000stake',
    '{"price":"1000000000000000000000stake","promotions_by_time":[{"start_time":"2100-01-01T00:00:00Z","end_time":"2101-01-01T00:00:00Z","discount":"0.333333333333333333"}],"promotions_by_volume":[{"volume":1,"discount":"0.333333333333333333"}]}') \g /dev/null
SELECT fund('cons', '1000000000000000000000stake') \g /dev/null
SELECT call('p1', '1000000000000000000000stake', 3) AS c \gset
SELECT to_height(3) \g /dev/null
SELECT answer(:c) \g /dev/null
SELECT gives(103, 'a third of a third', market.service_fee('svc', who('p1'), who('cons'))::text, '111111111111111110888stake');
SELECT sound(103);
ROLLBACK TO start;

-- 104: equal tiers, the later one wins
SELECT bind('p1', '1000000stake', '{"price":"1000stake","promotions_by_volume":[{"volume":2,"discount":"0.9"},{"volume":5,"discount":"0.8"},{"volume":5,"discount":"0.7"},{"volume":9,"discount":"0.6"}]}') \g /dev/null
SELECT fund('cons', '100000stake') \g /dev/null
CREATE TABLE seen (volume bigint, fee text);
CREATE FUNCTION buy() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    c bigint;
BEGIN
    FOR volume IN 0 .. 10 LOOP
        INSERT INTO seen VALUES (volume, market.service_fee('svc', who('p1'), who('cons'))::text);
        c = call('p1', '1000stake', 3);
        PERFORM market.end_block(market.block_time());
        PERFORM answer(c);
    END LOOP;
END
$$;
SELECT buy() \g /dev/null
SELECT gives(104, 'what each of eleven requests costs', string_agg(replace(fee, 'stake', ''), ' ' ORDER BY volume),
    '1000 1000 900 900 900 700 700 700 700 600 600') FROM seen;
SELECT sound(104);
ROLLBACK TO start;

ROLLBACK;
