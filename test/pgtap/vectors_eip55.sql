-- the text of addresses and its checksum
\set kind eip55
\set rows 75
BEGIN;
SELECT plan(4);
\ir vectors.psql

CREATE TEMP TABLE result AS
SELECT id, v, v ->> 'checksum' AS checksum, tried.*
FROM vector, pg_temp.attempt(format('%L::market.address', v ->> 'input')) tried;

SELECT is_empty($$
    SELECT id, value FROM result
    WHERE checksum IN ('valid', 'absent') AND value IS DISTINCT FROM v ->> 'canonical'
$$, 'addresses in one case or with the checksum are read, and written with it');
SELECT is_empty($$
    SELECT id, code, hint FROM result
    WHERE checksum = 'invalid' AND (code IS DISTINCT FROM '22P02'
        OR detail NOT LIKE '%checksum%' OR strpos(hint, v ->> 'canonical') = 0)
$$, 'a broken checksum is refused, and the hint has the right form');
SELECT is_empty($$
    SELECT id, code, detail FROM result
    WHERE checksum IS NULL AND (code IS DISTINCT FROM '22P02' OR detail NOT LIKE '%40 hex%')
$$, 'other text is refused');

SELECT * FROM finish();
ROLLBACK;
