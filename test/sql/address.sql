-- the type address; each error is followed by its SQLSTATE
\set VERBOSITY default

-- text: any single case, or the checksum; out comes the checksum form
SELECT '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'::address;
SELECT '0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED'::address;
SELECT '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'::address;
SELECT '0x0000000000000000000000000000000000000000'::address;
SELECT NULL::address;

SELECT '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed'::address; \echo :SQLSTATE
SELECT ''::address; \echo :SQLSTATE
SELECT '0x'::address; \echo :SQLSTATE
SELECT '0X5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'::address; \echo :SQLSTATE
SELECT '5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'::address; \echo :SQLSTATE
SELECT '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae'::address; \echo :SQLSTATE
SELECT '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed0'::address; \echo :SQLSTATE
SELECT '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaeg'::address; \echo :SQLSTATE
SELECT ' 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'::address; \echo :SQLSTATE
SELECT '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed '::address; \echo :SQLSTATE

-- binary
SELECT address_send('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed');
SELECT typlen, typbyval, typalign, typstorage FROM pg_type WHERE oid = 'address'::regtype;

-- casts, explicit only
SELECT '\x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'::bytea::address;
SELECT '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'::address::bytea;
SELECT '\x5aaeb6053f3e94c9b9a09f33669435e7ef1bea'::bytea::address; \echo :SQLSTATE
SELECT '\x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed00'::bytea::address; \echo :SQLSTATE
SELECT '\x'::bytea::address; \echo :SQLSTATE
SELECT address_eq('\x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'::bytea, '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'); \echo :SQLSTATE
SELECT castsource::regtype, casttarget::regtype, castcontext FROM pg_cast
WHERE 'address'::regtype IN (castsource, casttarget) ORDER BY 1, 2;

-- comparison, as byte strings
CREATE TEMP TABLE pair AS
SELECT a, b, a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt,
    address_cmp(a, b) AS cmp
FROM (VALUES ('0x0000000000000000000000000000000000000001'::address),
    ('0x0000000000000000000000000000000000000100'),
    ('0xff00000000000000000000000000000000000000')) x (a),
    (VALUES ('0x0000000000000000000000000000000000000100'::address)) y (b);
SELECT lt, le, eq, ne, ge, gt, sign(cmp::numeric) AS cmp FROM pair ORDER BY a;
SELECT bool_and((a < b) = (a::bytea < b::bytea) AND (a = b) = (a::bytea = b::bytea)) AS as_bytes
FROM pair;

-- hashes: the long one agrees with the short one when its seed is zero
SELECT bool_and(address_hash(a) = (address_hash_extended(a, 0) & 4294967295)::bit(32)::int)
    AND bool_and(address_hash_extended(a, 0) <> address_hash_extended(a, 1)) AS agree
FROM pair;

-- operator classes, and what they serve
SELECT amname, amvalidate(c.oid) FROM pg_opclass c JOIN pg_am m ON m.oid = opcmethod
WHERE opcintype = 'address'::regtype ORDER BY 1;
CREATE TEMP TABLE holder (a address PRIMARY KEY, n int);
INSERT INTO holder
SELECT substr(keccak256(int4send(n)), 1, 20)::address, n FROM generate_series(1, 1000) n;
INSERT INTO holder SELECT a, 0 FROM holder WHERE n = 1; \echo :SQLSTATE
ANALYZE holder;
SELECT bool_and(ordered) AS sorted FROM (
    SELECT a::bytea > lag(a::bytea, 1, '') OVER (ORDER BY a) AS ordered FROM holder) x;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT n FROM holder WHERE a = '0x26700e13983fefbd9cf16da2ed70fa5c6798ac55';
SELECT count(*) FROM holder WHERE a < '0x8000000000000000000000000000000000000000';
SET enable_hashjoin = off; SET enable_nestloop = off;
SELECT count(*) FROM holder h JOIN holder i USING (a);
RESET enable_hashjoin; SET enable_mergejoin = off;
SELECT count(*) FROM holder h JOIN holder i USING (a);
RESET enable_mergejoin; RESET enable_nestloop; RESET enable_seqscan;
CREATE INDEX holder_hash ON holder USING hash (a);
SELECT count(DISTINCT a) FROM holder;
SELECT count(*) FROM holder WHERE a = ANY (ARRAY(SELECT a FROM holder WHERE n <= 3));
CREATE TEMP TABLE spread (a address) PARTITION BY HASH (a);
CREATE TEMP TABLE spread_0 PARTITION OF spread FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TEMP TABLE spread_1 PARTITION OF spread FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO spread SELECT a FROM holder;
SELECT (SELECT count(*) FROM spread_0) BETWEEN 400 AND 600 AS even, count(*) FROM spread;
