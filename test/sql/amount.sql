-- the domains bytes32 and amount; each error is followed by its SQLSTATE
\set VERBOSITY default

SELECT decode(repeat('ab', 32), 'hex')::bytes32;
SELECT NULL::bytes32 IS NULL AS null_passes;
SELECT ''::bytes32; \echo :SQLSTATE
SELECT decode(repeat('ab', 31), 'hex')::bytes32; \echo :SQLSTATE
SELECT decode(repeat('ab', 33), 'hex')::bytes32; \echo :SQLSTATE

SELECT 0::amount, 42::amount, '42.00'::amount, (2::numeric ^ 256 - 1)::amount;
SELECT NULL::amount IS NULL AS null_passes;
SELECT (-1)::amount; \echo :SQLSTATE
SELECT 0.5::amount; \echo :SQLSTATE
SELECT (2::numeric ^ 256)::amount; \echo :SQLSTATE
SELECT 'NaN'::amount; \echo :SQLSTATE
SELECT 'Infinity'::amount; \echo :SQLSTATE
SELECT '-Infinity'::amount; \echo :SQLSTATE
SELECT 'much'::amount; \echo :SQLSTATE

-- the same rule as a function, and without zero
SELECT n, left(number::text, 20) AS number, is_amount(number), is_positive_amount(number)
FROM (VALUES (1, 0), (2, 1), (3, 42.00), (4, 2::numeric ^ 256 - 1), (5, NULL), (6, -1), (7, -0.5), (8, 0.5), (9, 1.5),
    (10, 2::numeric ^ 256 - 0.5), (11, 2::numeric ^ 256), (12, 1e1000), (13, 'NaN'), (14, 'Infinity'), (15, '-Infinity')) AS v (n, number)
ORDER BY n;

-- the checks mean the server's operators whatever the path holds
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.yes(numeric, numeric) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR hostile.<= (FUNCTION = hostile.yes, LEFTARG = numeric, RIGHTARG = numeric);
SET search_path = hostile, pg_catalog, market;
SELECT 'NaN'::market.amount; \echo :SQLSTATE
RESET search_path;
\set VERBOSITY terse
DROP SCHEMA hostile CASCADE;
