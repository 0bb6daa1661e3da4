-- Pricings: the document, its rules in order, and what a request costs.
\set VERBOSITY default
\set SHOW_CONTEXT never

-- a document is returned as it was written
SELECT ' { "price" :
  "0050stake" , "promotions_by_time":[], "promotions_by_volume":[]}'::market.pricing;
SELECT market.list_price(p) FROM (VALUES
    ('{"price":"0050stake"}'::market.pricing), ('{"price":"0stake"}'), ('{"price":"0.10iris"}'),
    ('{"price":"1ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2"}')) AS v(p);
-- as large as the original's decimals
SELECT market.list_price('{"price":"66749594872528440074844428317798503581334516323645399060845050244444366430645stake"}');

-- a discount is text that does not end in 0, or a number
SELECT market.discounted_price(format('{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":%s}]}', d)::market.pricing, 1000, 'epoch', 1)
FROM (VALUES ('"0.7"'), ('"0.05"'), ('"0.123456789012345678"'), ('"0.000000000000000001"'), ('0.7'), ('7e-1'), ('0.700')) AS v(d);

-- products are rounded half to even, one after the other
SELECT v::text, market.discounted_price(format('{"price":"1stake","promotions_by_time":[{"start_time":"2024-01-01T00:00:00Z","end_time":"2025-01-01T00:00:00Z","discount":"%s"}],"promotions_by_volume":[{"volume":1,"discount":"0.1"}]}', v)::market.pricing, 1, '2024-06-01 00:00:00Z', 1)
FROM (VALUES ('0.000000000000000005'), ('0.000000000000000015'), ('0.000000000000000025')) AS v(v);
SELECT market.discounted_price('{"price":"1stake","promotions_by_time":[{"start_time":"2024-01-01T00:00:00Z","end_time":"2025-01-01T00:00:00Z","discount":"0.333333333333333333"}],"promotions_by_volume":[{"volume":1,"discount":"0.333333333333333333"}]}', 10::numeric ^ 21, '2024-06-01 00:00:00Z', 1);
SELECT market.discounted_price('{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":"0.999999999999999999"}]}',
    115792089237316195423570985008687907853269984665640564039457584007913129639935, 'epoch', 1);

-- by time: the start is in, the end is out; fractions of a microsecond count
\set hours '{"price":"100stake","promotions_by_time":[{"start_time":"2024-01-01T00:01:00Z","end_time":"2024-01-01T02:02:00+02:00","discount":"0.5"},{"start_time":"2024-01-01T00:02:00.0000001Z","end_time":"2024-01-01T00:03:00.0000001Z","discount":"0.9"}]}'
SELECT t, market.discounted_price(:'hours', 100, t::timestamptz, 0) FROM (VALUES
    ('2024-01-01 00:00:59.999999Z'), ('2024-01-01 00:01:00Z'), ('2024-01-01 00:01:59.999999Z'),
    ('2024-01-01 00:02:00Z'), ('2024-01-01 00:02:00.000001Z'), ('2024-01-01 00:03:00Z'),
    ('2024-01-01 00:03:00.000001Z'), ('infinity'), ('-infinity')) AS v(t);

-- by volume: the last one that is reached, of equal ones the later
\set tiers '{"price":"100stake","promotions_by_volume":[{"volume":2,"discount":"0.9"},{"volume":5,"discount":"0.8"},{"volume":5,"discount":"0.7"},{"volume":9,"discount":"0.6"}]}'
SELECT v, market.discounted_price(:'tiers', 100, 'epoch', v) FROM unnest(ARRAY[0, 1, 2, 4, 5, 8, 9, 9223372036854775807]) AS v;

-- a price is an integer
SELECT market.discounted_price(:'tiers', 0.5, 'epoch', 0);
SELECT market.discounted_price(:'tiers', -1, 'epoch', 0);
SELECT market.discounted_price(:'tiers', 'NaN', 'epoch', 0);

-- the document
SELECT ''::market.pricing;
SELECT '{"price":"1stake"'::market.pricing;
SELECT '{"price":"1stake"} trailing'::market.pricing;
SELECT '{"price":"1stake","price":"2stake"}'::market.pricing;
SELECT '[]'::market.pricing;
SELECT '"1stake"'::market.pricing;
SELECT 'null'::market.pricing;
SELECT '{"promotions_by_time":[]}'::market.pricing;
SELECT '{"price":"1stake","other":1}'::market.pricing;
SELECT '{"price":"1stake","Price":"1stake"}'::market.pricing;

-- the price
\set VERBOSITY terse
SELECT '{"price":1}'::market.pricing;
SELECT '{"price":""}'::market.pricing;
SELECT '{"price":"stake"}'::market.pricing;
SELECT '{"price":"1"}'::market.pricing;
SELECT '{"price":"-1stake"}'::market.pricing;
SELECT '{"price":"+1stake"}'::market.pricing;
SELECT '{"price":"1 stake"}'::market.pricing;
SELECT '{"price":" 1stake"}'::market.pricing;
SELECT '{"price":"1.stake"}'::market.pricing;
SELECT '{"price":"1e3stake"}'::market.pricing;
SELECT '{"price":"1st"}'::market.pricing;
SELECT '{"price":"5invalid#denom"}'::market.pricing;
SELECT '{"price":"5inva-lid"}'::market.pricing;
SELECT '{"price":"5inva:lid"}'::market.pricing;
SELECT '{"price":"66749594872528440074844428317798503581334516323645399060845050244444366430646stake"}'::market.pricing;

-- promotions by time
CREATE FUNCTION by_time(promotions text) RETURNS market.pricing LANGUAGE sql
AS $$SELECT format('{"price":"1stake","promotions_by_time":%s}', promotions)::market.pricing$$;
CREATE FUNCTION one_time(starts text, ends text) RETURNS boolean LANGUAGE sql
AS $$SELECT by_time(format('[{"start_time":"%s","end_time":"%s","discount":"0.5"}]', starts, ends)) IS NOT NULL$$;
SELECT by_time('null');
SELECT by_time('{}');
SELECT by_time('[1]');
SELECT by_time('[[]]');
SELECT by_time('[{}]');
SELECT by_time('[{"start_time":"2024-01-01T00:00:00Z","end_time":"2024-01-02T00:00:00Z"}]');
SELECT by_time('[{"start_time":"2024-01-01T00:00:00Z","end_time":"2024-01-02T00:00:00Z","discount":"0.5","volume":1}]');
SELECT one_time('2024-01-01T00:00:00Z', '2024-01-01T00:00:00.000000001Z');
SELECT one_time('2024-01-01T00:00:00+23:59', '2024-01-01T00:00:00.5-00:30');
SELECT one_time('0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z');
SELECT one_time('2024-02-29T00:00:00Z', '2400-02-29T00:00:00Z');
SELECT one_time('2024-01-01t00:00:00z', '2024-01-02t00:00:00z');
SELECT one_time('2024-01-01T00:00:00', '2024-01-02T00:00:00Z');
SELECT one_time('2024-01-01 00:00:00Z', '2024-01-02T00:00:00Z');
SELECT one_time('2024-01-01', '2024-01-02T00:00:00Z');
SELECT one_time('2024-01-01T00:00:00Z', '2024-01-02T00:00:00.Z');
SELECT one_time('2023-02-29T00:00:00Z', '2024-01-02T00:00:00Z');
SELECT one_time('2024-13-01T00:00:00Z', '2025-01-02T00:00:00Z');
SELECT one_time('2024-01-01T24:00:00Z', '2025-01-02T00:00:00Z');
SELECT one_time('2024-01-01T00:00:60Z', '2025-01-02T00:00:00Z');
SELECT one_time('2024-01-01T00:00:00+24:00', '2025-01-02T00:00:00Z');
SELECT one_time('2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z');
SELECT one_time('2024-01-02T00:00:00Z', '2024-01-01T00:00:00Z');
-- they may touch, and not overlap
SELECT by_time('[{"start_time":"2024-01-01T00:00:00Z","end_time":"2024-01-02T00:00:00Z","discount":"0.5"},
 {"start_time":"2024-01-02T02:00:00+02:00","end_time":"2024-01-03T00:00:00Z","discount":"0.5"}]') IS NOT NULL;
SELECT by_time('[{"start_time":"2024-01-01T00:00:00Z","end_time":"2024-01-02T00:00:00Z","discount":"0.5"},
 {"start_time":"2024-01-01T23:59:59.999999999Z","end_time":"2024-01-03T00:00:00Z","discount":"0.5"}]');
SELECT by_time('[' || string_agg(format('{"start_time":"%s-01-01T00:00:00Z","end_time":"%s-01-01T00:00:00Z","discount":"0.5"}', y, y + 1), ',') || ']') IS NOT NULL
FROM generate_series(2001, 2005) AS y;
SELECT by_time('[' || string_agg(format('{"start_time":"%s-01-01T00:00:00Z","end_time":"%s-01-01T00:00:00Z","discount":"0.5"}', y, y + 1), ',') || ']')
FROM generate_series(2001, 2006) AS y;

-- promotions by volume
CREATE FUNCTION by_volume(promotions text) RETURNS boolean LANGUAGE sql
AS $$SELECT format('{"price":"1stake","promotions_by_volume":%s}', promotions)::market.pricing IS NOT NULL$$;
SELECT by_volume('null');
SELECT by_volume('[{"volume":1}]');
SELECT by_volume('[{"discount":"0.5"}]');
SELECT by_volume('[{"volume":0,"discount":"0.5"}]');
SELECT by_volume('[{"volume":-1,"discount":"0.5"}]');
SELECT by_volume('[{"volume":1.5,"discount":"0.5"}]');
SELECT by_volume('[{"volume":"1","discount":"0.5"}]');
SELECT by_volume('[{"volume":9223372036854775808,"discount":"0.5"}]');
SELECT by_volume('[{"volume":9223372036854775807,"discount":"0.5"}]');
SELECT by_volume('[{"volume":1.0,"discount":"0.5"}]');
SELECT by_volume('[{"volume":5,"discount":"0.5"},{"volume":3,"discount":"0.4"}]');
SELECT by_volume('[{"volume":5,"discount":"0.5"},{"volume":5,"discount":"0.4"}]');
SELECT by_volume('[{"volume":5,"discount":"0.5"},{"volume":5,"discount":"0.4"},{"volume":5,"discount":0.5}]');
SELECT by_volume('[' || string_agg(format('{"volume":%s,"discount":"0.5"}', v), ',') || ']') FROM generate_series(1, 5) AS v;
SELECT by_volume('[' || string_agg(format('{"volume":%s,"discount":"0.5"}', v), ',') || ']') FROM generate_series(1, 6) AS v;
SELECT by_volume('[{"volume":1,"discount":null}]');
SELECT by_volume('[{"volume":1,"discount":"0.70"}]');
SELECT by_volume('[{"volume":1,"discount":".5"}]');
SELECT by_volume('[{"volume":1,"discount":"00.5"}]');
SELECT by_volume('[{"volume":1,"discount":"1"}]');
SELECT by_volume('[{"volume":1,"discount":"0"}]');
SELECT by_volume('[{"volume":1,"discount":"0."}]');
SELECT by_volume('[{"volume":1,"discount":"0.0"}]');
SELECT by_volume('[{"volume":1,"discount":"1.5"}]');
SELECT by_volume('[{"volume":1,"discount":"0.0000000000000000001"}]');
SELECT by_volume('[{"volume":1,"discount":"0.5x"}]');
SELECT by_volume('[{"volume":1,"discount":0}]');
SELECT by_volume('[{"volume":1,"discount":1}]');
SELECT by_volume('[{"volume":1,"discount":-0.5}]');
SELECT by_volume('[{"volume":1,"discount":1e-19}]');
SELECT by_volume('[{"volume":1,"discount":1e-400}]');

-- in order: members, price, times, volumes
\set VERBOSITY default
SELECT '{"price":"x","promotions_by_time":1,"promotions_by_volume":1,"other":1}'::market.pricing;
SELECT '{"price":"x","promotions_by_time":1,"promotions_by_volume":1}'::market.pricing;
SELECT '{"price":"1stake","promotions_by_time":1,"promotions_by_volume":1}'::market.pricing;
SELECT '{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":"0.5"},{"volume":2,"discount":"5"}]}'::market.pricing;
\set VERBOSITY sqlstate
SELECT ''::market.pricing;
SELECT '{"price":"1stake"'::market.pricing;
SELECT '{"price":"1stake","price":"2stake"}'::market.pricing;
SELECT '{"price":"1stake","other":1}'::market.pricing;
SELECT '{"price":"\u0000"}'::market.pricing;
SELECT '{"price":"\ud800"}'::market.pricing;
SELECT (repeat('[', 100000) || repeat(']', 100000))::market.pricing;
\set VERBOSITY default

-- a large document is kept out of line, and comes back
CREATE TABLE pricings (id int PRIMARY KEY, pricing market.pricing);
INSERT INTO pricings SELECT 1, format('{"price":"1stake"%s}', repeat(' ', 100000))::market.pricing;
INSERT INTO pricings SELECT 2, :'tiers';
SELECT id, length(pricing::text), market.list_price(pricing), market.discounted_price(pricing, 10, 'epoch', 9) FROM pricings ORDER BY id;

-- equal are documents of one text
SELECT a OPERATOR(market.=) b AS eq, a OPERATOR(market.<>) b AS ne
FROM (VALUES ('{"price":"1stake"}'::market.pricing, '{"price":"1stake"}'::market.pricing), ('{"price":"1stake"}', '{"price": "1stake"}')) AS v(a, b);
SELECT count(DISTINCT p::text), (SELECT count(*) FROM (SELECT p FROM pricings AS q (i, p) GROUP BY p) AS g)
FROM (SELECT pricing FROM pricings UNION ALL SELECT pricing FROM pricings) AS v(p);
SELECT market.pricing_hash(a) = market.pricing_hash(b) AS hash, market.pricing_hash_extended(a, 1) = market.pricing_hash_extended(a, 2) AS seed
FROM (SELECT pricing, pricing FROM pricings WHERE id = 1) AS v(a, b);
-- the binary form is the text
SELECT encode(market.pricing_send('{"price":"1stake"}'), 'escape');
DROP TABLE pricings;
DROP FUNCTION by_time, one_time, by_volume;
