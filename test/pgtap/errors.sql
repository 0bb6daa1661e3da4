-- The codes of class MK: the header, the page that explains them, the C code that raises
-- them and the outputs that tests expect all name the same ones.
BEGIN;
SELECT plan(5);
\getenv folder MARKET_VECTORS
\if :{?folder}
\else
\set folder test/vectors
\endif
\setenv folder :folder
\set header `cat "$folder/../../src/core/errors.h"`
\set page `cat "$folder/../../docs/errors.md"`
\set code `cat "$folder"/../../src/*/*.c`
\set outputs `cat "$folder"/../../expected/*.out`

CREATE TEMP TABLE header AS
SELECT m[1] AS name, replace(replace(m[2], ''', ''', ''), '''', '') AS code
FROM regexp_matches(:'header', '#define (ERRCODE_\w+)\s+MAKE_SQLSTATE\(([^)]*)\)', 'g') m;
CREATE TEMP TABLE explained AS
SELECT m[1] AS code FROM regexp_matches(:'page', '^\| `(MK\w+)` \|', 'gn') m;
CREATE TEMP TABLE raised AS
SELECT DISTINCT m[1] AS name FROM regexp_matches(:'code', '\y(ERRCODE_MARKET_\w+)', 'g') m;
CREATE TEMP TABLE expected AS
SELECT DISTINCT m[1] AS code FROM regexp_matches(:'outputs', '\y(MK[S0-9]\d\d)\y', 'g') m;

SELECT is_empty($$SELECT code FROM header GROUP BY code HAVING count(*) > 1
    UNION ALL SELECT name FROM header GROUP BY name HAVING count(*) > 1$$,
    'no code has two names, no name two codes');
SELECT is_empty($$SELECT code FROM explained GROUP BY code HAVING count(*) > 1$$,
    'the page explains each code once');
SELECT set_eq('SELECT code FROM explained', 'SELECT code FROM header',
    'the page explains the codes of the header');
SELECT set_eq('SELECT name FROM raised', 'SELECT name FROM header',
    'the code raises what the header names');
SELECT set_eq('SELECT code FROM expected', 'SELECT code FROM header',
    'tests see every code');

SELECT * FROM finish();
ROLLBACK;
