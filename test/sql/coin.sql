-- the type coin; each error is followed by its SQLSTATE
\set VERBOSITY default

-- text: kept without the zeros that mean nothing
SELECT '5000stake'::coin, '0.1iris'::coin, '0007.500stake'::coin, '0.00stake'::coin, '1e3x'::coin;
SELECT ('1' || repeat('a', 128))::coin;
SELECT '1aA0/:._-'::coin;
SELECT ('1' || repeat('0', 199) || 'abc')::coin = coin(10::numeric ^ 199, 'abc') AS digits_200;
SELECT NULL::coin;

SELECT ''::coin; \echo :SQLSTATE
SELECT 'stake'::coin; \echo :SQLSTATE
SELECT '-1stake'::coin; \echo :SQLSTATE
SELECT '+1stake'::coin; \echo :SQLSTATE
SELECT '.5stake'::coin; \echo :SQLSTATE
SELECT '1.stake'::coin; \echo :SQLSTATE
SELECT ' 1stake'::coin; \echo :SQLSTATE
SELECT 'NaNstake'::coin; \echo :SQLSTATE
SELECT '1'::coin; \echo :SQLSTATE
SELECT '1 stake'::coin; \echo :SQLSTATE
SELECT '1stake '::coin; \echo :SQLSTATE
SELECT '1ab'::coin; \echo :SQLSTATE
SELECT ('1' || repeat('a', 129))::coin; \echo :SQLSTATE
SELECT '1/ab'::coin; \echo :SQLSTATE
SELECT '1stäke'::coin; \echo :SQLSTATE
SELECT '1stake,2iris'::coin; \echo :SQLSTATE
SELECT ('1' || repeat('0', 200) || 'abc')::coin; \echo :SQLSTATE
SELECT ('0.' || repeat('0', 200) || '1abc')::coin; \echo :SQLSTATE

-- binary, as text
SELECT coin_send('1.50stake');

-- parts
SELECT coin_amount('0.10iris'), coin_denom('0.10iris'), coin(0.10, 'iris'), coin(0, 'iris');
SELECT coin_amount(NULL), coin_denom(NULL), coin(NULL, 'iris'), coin(1, NULL);
SELECT coin(-1, 'stake'); \echo :SQLSTATE
SELECT coin('NaN', 'stake'); \echo :SQLSTATE
SELECT coin('Infinity', 'stake'); \echo :SQLSTATE
SELECT coin('-Infinity', 'stake'); \echo :SQLSTATE
SELECT coin(10::numeric ^ 200, 'stake'); \echo :SQLSTATE
SELECT coin(1, ''); \echo :SQLSTATE
SELECT coin(1, '5abc'); \echo :SQLSTATE
SELECT coin(1, 'stäke'); \echo :SQLSTATE

-- comparison: by denom, then by amount
SELECT c FROM (VALUES ('10abc'::coin), ('9abc'), ('9.5abc'), ('9.49abc'), ('0abc'), ('1abcd'),
    ('5abb'), ('7Zbc')) x (c) ORDER BY c;
SELECT a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt,
    sign(coin_cmp(a, b)::numeric) AS cmp
FROM (VALUES ('9abc'::coin), ('10abc'), ('11abc'), ('1xyz')) x (a), (VALUES ('10.0abc'::coin)) y (b);
SELECT coin_hash('1.50abc') = coin_hash('01.5abc')
    AND coin_hash_extended('1.50abc', 7) = coin_hash_extended('01.5abc', 7)
    AND coin_hash('2abc') <> coin_hash('1abc')
    AND coin_hash_extended('2abc', 7) <> coin_hash_extended('2abc', 8) AS hashes;
SELECT amname, amvalidate(c.oid) FROM pg_opclass c JOIN pg_am m ON m.oid = opcmethod
WHERE opcintype = 'coin'::regtype ORDER BY 1;
CREATE TEMP TABLE purse (c coin PRIMARY KEY);
INSERT INTO purse SELECT coin(n, 'stake') FROM generate_series(1, 1000) n;
INSERT INTO purse VALUES ('007.0stake'); \echo :SQLSTATE
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT c FROM purse WHERE c = '7stake';
RESET enable_seqscan;
CREATE INDEX purse_hash ON purse USING hash (c);
SELECT count(DISTINCT c) FROM purse;
SELECT count(*) FROM (SELECT c FROM purse GROUP BY c) x JOIN purse USING (c);

-- arithmetic: exact
SELECT '0.1iris'::coin + '0.2iris', '1iris'::coin - '0.7iris', '1iris'::coin - '1iris';
SELECT '5stake'::coin * 3, '5stake'::coin * 0.001, '5stake'::coin * 0, '0.5stake'::coin * 2;
SELECT '1stake'::coin + '1iris'; \echo :SQLSTATE
SELECT '1stake'::coin - '1stak'; \echo :SQLSTATE
SELECT '1stake'::coin - '1.1stake'; \echo :SQLSTATE
SELECT coin(9 * 10::numeric ^ 199, 'stake') + coin(10::numeric ^ 199, 'stake'); \echo :SQLSTATE
SELECT '1stake'::coin * (-1); \echo :SQLSTATE
SELECT '1stake'::coin * 'NaN'; \echo :SQLSTATE
SELECT '1stake'::coin * 'Infinity'; \echo :SQLSTATE
SELECT '0stake'::coin * 'Infinity'; \echo :SQLSTATE
SELECT '1stake'::coin * 1e-201; \echo :SQLSTATE
SELECT '0.1stake'::coin * 1e-16383; \echo :SQLSTATE
SELECT '1stake'::coin * 1e131000; \echo :SQLSTATE
SELECT coin(2::numeric ^ 660, 'stake') * 0.5 = coin(2::numeric ^ 659, 'stake') AS long_product;

-- aggregate
SELECT sum(c) FROM purse;
SELECT sum(c) FROM purse WHERE c > '1xyz';
SELECT sum(c) FROM (VALUES ('0.1iris'::coin), (NULL), ('0.2iris')) x (c);
SELECT sum(c) FROM (VALUES ('0.1iris'::coin), ('0.2stake')) x (c); \echo :SQLSTATE
CREATE TABLE public.purses AS
SELECT n % 2 AS odd, coin(n, 'stake') AS c FROM generate_series(1, 1000) n;
SELECT odd, sum(c) FROM purses GROUP BY 1 ORDER BY 1;
ALTER TABLE purses SET (parallel_workers = 2);
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT sum(c) FROM purses;
SELECT sum(c) FROM purses;
DROP TABLE purses;
