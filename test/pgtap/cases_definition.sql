-- The service by its own cases: A 1 to 11, definitions; B 13 to 20 and C 22 to 32, bindings.
BEGIN;
SELECT plan(144);
\ir service.psql
SELECT fund('owner', '100000stake'), fund('owner2', '100000stake') \g /dev/null
SAVEPOINT start;

-- A. Definition

CREATE FUNCTION defined(author text DEFAULT 'author', name text DEFAULT 'test-service', description text DEFAULT 'd',
    tags text[] DEFAULT '{tag1,tag2}', author_description text DEFAULT 'a',
    schemas text DEFAULT '{"input":{"type":"object"},"output":{"type":"object"}}')
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM market.define_service(CASE WHEN author <> '' THEN who(author) END, name, schemas, description, tags,
        author_description);
    -- take it back, so that the next one may have the name
    RAISE EXCEPTION USING ERRCODE = '00ABC';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE SQLSTATE WHEN '00ABC' THEN 'ok' ELSE SQLSTATE END;
END
$$;
SAVEPOINT start;

SELECT ends(1, 'a definition', $$SELECT market.define_service(who('author'), 'test-service', '{"input": {"type":"object"},"output":{"type":"object"}}',
    'what it does', '{tag1,tag2}', 'who I am')$$);
SELECT results_eq('SELECT name, description, tags, author, author_description, schemas FROM market.service_definition',
    $$VALUES ('test-service', 'what it does', '{tag1,tag2}'::text[], who('author'), 'who I am',
        '{"input": {"type":"object"},"output":{"type":"object"}}')$$, '1: read back unchanged');
SELECT sound(1);
ROLLBACK TO start;

SELECT gives(2, 'no author', defined(author => ''), 'MKS07');
SELECT gives(2, 'a zero author', outcome($$SELECT market.define_service('0x0000000000000000000000000000000000000000', 'x', '{"input":{},"output":{}}')$$), 'MKS07');
SELECT sound(2);

SELECT gives(4, format('name "%s"', name), defined(name => name), code)
FROM (VALUES ('s-_9', 'ok'), ('9s', 'MK002'), ('-s', 'MK002'), ('', 'MK002'), ('a/b', 'MK002'), ('a b', 'MK002'),
    (repeat('x', 70), 'ok'), (repeat('x', 71), 'MK002')) AS v(name, code);
SELECT sound(4);

SELECT gives(5, what, found, code) FROM (VALUES
    ('description of 281 bytes', defined(description => repeat('d', 281)), 'MK003'),
    ('description of 280 bytes', defined(description => repeat('d', 280)), 'ok'),
    ('author description of 281 bytes', defined(author_description => repeat('d', 281)), 'MK003'),
    ('author description of 280 bytes', defined(author_description => repeat('d', 280)), 'ok'),
    ('94 wide characters', defined(description => repeat('服', 94)), 'MK003'),
    ('93 wide characters', defined(description => repeat('服', 93)), 'ok')) AS v(what, found, code);
SELECT sound(5);

SELECT gives(7, format('tags %s', left(tags::text, 30)), defined(tags => tags), code)
FROM (VALUES (ARRAY['service1'], 'ok'), (ARRAY['服务1'], 'ok'), (ARRAY['service_1'], 'ok'), (ARRAY['service$1'], 'ok'),
    (ARRAY[''], 'MK004'), (ARRAY[' '], 'MK004'), (ARRAY['service 1'], 'MK004'), (ARRAY[repeat('x', 80)], 'MK004'),
    (ARRAY[repeat('服', 70)], 'ok'), (ARRAY[repeat('服', 71)], 'MK004'), (ARRAY['a', 'a'], 'MK004'),
    ('{1,2,3,4,5,6,7,8,9,10}', 'ok'), ('{1,2,3,4,5,6,7,8,9,10,11}', 'MK004'), ('{}', 'ok')) AS v(tags, code);
SELECT sound(7);

SELECT gives(8, format('schemas %s', schemas), defined(schemas => schemas), 'MK005')
FROM unnest(ARRAY['{"input":"nonobject","output":"nonobject"}', '{"output":{"type":"object"}}', '{"input":{"type":"object"}}',
    '', 'nonsense', '{"input":{},"output":null}', '{"input":{"type":"no such type"},"output":{}}',
    '{"input":{"$ref":"#/nowhere"},"output":{}}', '{"input":{},"output":{}} more', '[]']) AS schemas;
SELECT sound(8);
SELECT gives(10, format('schemas %s', schemas), defined(schemas => schemas), 'ok')
FROM unnest(ARRAY['{"input":{},"output":{},"error":{"type":"object"}}', '{"Input":{"type":"object"},"OUTPUT":{}}',
    '{"input":{"$schema":"http://json-schema.org/draft-04/schema#","id":"x"},"output":{}}']) AS schemas;
SELECT sound(10);

SELECT ends(11, 'the first', $$SELECT define('svc')$$);
SELECT ends(11, 'the same again', $$SELECT define('svc')$$, 'MK007');
SELECT ends(11, 'another name', $$SELECT define('svc2')$$);
SELECT gives(11, 'no money moved', cash('author') + pool('D') + pool('R') + pool('F'), 0::numeric);
SELECT sound(11);
ROLLBACK TO start;

-- B. Bind: what needs no table.  The pricing is read by its type, before anything else.

SELECT define('test-service'), define('svc'), define('svc2') \g /dev/null
CREATE FUNCTION bound(provider market.address DEFAULT who('p1'), owner market.address DEFAULT who('owner'),
    name text DEFAULT 'test-service', deposit text DEFAULT '10000stake', pricing text DEFAULT '{"price":"1stake"}',
    qos bigint DEFAULT 50, options text DEFAULT '{}')
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM market.bind_service(owner, name, provider, deposit::market.coin, pricing::market.pricing, qos, options::jsonb);
    RAISE EXCEPTION USING ERRCODE = '00ABC';
EXCEPTION WHEN OTHERS THEN
    RETURN CASE SQLSTATE WHEN '00ABC' THEN 'ok' ELSE SQLSTATE END;
END
$$;
SAVEPOINT start;

SELECT gives(13, what, found, code) FROM (VALUES
    ('the base', bound(), 'ok'),
    ('no provider', bound(provider => NULL), 'MKS07'),
    ('no owner', bound(owner => NULL), 'MKS07'),
    ('a name with slashes', bound(name => 'invalid/service/name'), 'MK002'),
    ('a name of 71 letters', bound(name => repeat('x', 71)), 'MK002'),
    ('no such coin', bound(deposit => '-1stake'), '22P02')) AS v(what, found, code);
SELECT sound(13);

SELECT gives(14, format('pricing %s', pricing), bound(pricing => pricing), 'MK010')
FROM unnest(ARRAY['', '{}', '{"price":"1stake","other":1}', '{"price":"5invalid#denom"}', '{"price":"-1stake"}', '{"price":"1 stake"}',
    '{"price":1}', '{"price":"1stake"} x', '{"price":"1stake","promotions_by_time":null}', '{"price":"1"}']) AS pricing;
SELECT sound(14);

SELECT gives(16, 'qos 0', bound(qos => 0), 'MK011');
SELECT gives(16, 'options that are no JSON are refused by their type', bound(options => ''), '22P02');
SELECT sound(16);
SELECT gives(17, format('options %s', options), bound(options => options), code)
FROM (VALUES ('null', 'ok'), ('1', 'ok'), ('"x"', 'ok'), ('{}', 'ok'), ('[1', '22P02')) AS v(options, code);
SELECT sound(17);

SELECT gives(19, format('discount %s', discount), bound(pricing =>
    format('{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":%s}]}', discount)), code)
FROM (VALUES ('"0.7"', 'ok'), ('"0.05"', 'ok'), ('"0.123456789012345678"', 'ok'), ('"0.000000000000000001"', 'ok'),
    ('"0.70"', 'MK010'), ('"1"', 'MK010'), ('"0"', 'MK010'), ('"0.0"', 'MK010'), ('".5"', 'MK010'), ('"1.5"', 'MK010'),
    ('"0.0000000000000000001"', 'MK010'), ('0.7', 'ok'), ('1', 'MK010'), ('0', 'MK010'), ('-0.5', 'MK010'), ('1.5', 'MK010'),
    ('0.0000000000000000001', 'MK010'), ('true', 'MK010')) AS v(discount, code);
SELECT sound(19);

CREATE FUNCTION tiers(VARIADIC text[]) RETURNS text LANGUAGE sql AS $$
    SELECT format('{"price":"1stake","promotions_by_volume":[%s]}', string_agg(format('{"volume":%s,"discount":"%s"}',
        split_part(t, ':', 1), split_part(t, ':', 2)), ',' ORDER BY n)) FROM unnest($1) WITH ORDINALITY AS u(t, n)
$$;
SELECT gives(20, 'tiers ' || what, bound(pricing => pricing), code) FROM (VALUES
    ('5, 3', tiers('5:0.5', '3:0.4'), 'MK010'),
    ('5, 5', tiers('5:0.5', '5:0.4'), 'ok'),
    ('twice the same', tiers('5:0.5', '5:0.5'), 'MK010'),
    ('1.5', tiers('1.5:0.5'), 'MK010'),
    ('0', tiers('0:0.5'), 'MK010'),
    ('six', tiers('1:0.9', '2:0.8', '3:0.7', '4:0.6', '5:0.5', '6:0.4'), 'MK010'),
    ('five', tiers('1:0.9', '2:0.8', '3:0.7', '4:0.6', '5:0.5'), 'ok')) AS v(what, pricing, code);
SELECT sound(20);
ROLLBACK TO start;

-- C. Bind: what depends on the market

SELECT ends(22, 'a service that nobody defined', $$SELECT bind('p1', '5000stake', '1stake', 3, 'nothing')$$, 'MK006');
SELECT sound(22);

SELECT gives(23, format('price %s, deposit %s', price, deposit),
    bound(deposit => deposit, pricing => format('{"price":"%s"}', price)), code)
FROM (VALUES ('50stake', '49999stake', 'MK008'), ('50stake', '50000stake', 'ok'), ('1stake', '4999stake', 'MK008'),
    ('1stake', '5000stake', 'ok'), ('2stake', '10000stake', 'ok'), ('0stake', '1stake', 'ok'), ('0050stake', '50000stake', 'ok'),
    ('0stake', '0stake', 'MK008'), ('100stake', '100000stake', 'ok'), ('100stake', '100001stake', 'MKS05')) AS v(price, deposit, code);

SELECT gives(23, 'a price in ' || what, bound(pricing => format('{"price":"%s"}', price)), 'MK010')
FROM (VALUES ('no token', '5bar'), ('a token that nobody has', '5foo'), ('part of a unit', '0.5stake')) AS v(what, price);
SELECT market.set_params(restricted_service_fee_denom => true), fund('owner', '1foo') \g /dev/null
SELECT gives(23, 'a price in another token where that is restricted', bound(pricing => '{"price":"5foo"}'), 'MK010');
SELECT market.set_params(restricted_service_fee_denom => false) \g /dev/null
SELECT gives(23, 'a price that nobody can convert', bound(pricing => '{"price":"5foo"}'), 'MK009');
SELECT sound(23);

SELECT gives(25, 'a deposit in another token', bound(deposit => '5foo'), 'MK008');
SELECT sound(25);
SELECT gives(26, 'qos 101', bound(qos => 101), 'MK011');
SELECT gives(26, 'qos 100', bound(qos => 100), 'ok');
SELECT sound(26);

SELECT ends(28, 'a binding', $$SELECT bind('p1', '5000stake', '1stake')$$);
SELECT ends(28, 'a second one', $$SELECT bind('p1', '5000stake', '1stake')$$, 'MK013');
SELECT sound(28);
SELECT ends(29, 'the provider of another', $$SELECT bind('p1', '5000stake', '1stake', 3, 'svc2', 'owner2')$$, 'MK041');
SELECT ends(29, 'one''s own', $$SELECT bind('p1', '5000stake', '1stake', 3, 'svc2')$$);
SELECT sound(29);
ROLLBACK TO start;

SELECT ends(31, 'a binding', $$SELECT bind('p1', '50000stake', '50stake')$$);
SELECT gives(31, 'money', ARRAY[cash('owner'), pool('D')], ARRAY[50000, 50000]::numeric[]);
SELECT results_eq('SELECT owner, available, disabled_time FROM market.service_binding',
    $$VALUES (who('owner'), true, NULL::timestamptz)$$, '31 and 32: owner and availability');
SELECT sound(31);
ROLLBACK TO start;

ROLLBACK;
