-- Keccak-256 of byte strings, around every boundary of its blocks
\set kind keccak256
\set rows 55
BEGIN;
SELECT plan(3);
\ir vectors.psql

SELECT is_empty($$
    SELECT id FROM vector
    WHERE market.keccak256(pg_temp.bytes(v ->> 'message'))
        IS DISTINCT FROM pg_temp.bytes(v ->> 'digest')
$$, 'hashes are those of the vectors');
SELECT is_empty($$
    SELECT id FROM vector
    WHERE v ? 'text' AND market.keccak256(convert_to(v ->> 'text', 'UTF8'))
        IS DISTINCT FROM pg_temp.bytes(v ->> 'digest')
$$, 'hashes of text are those of its UTF-8');

SELECT * FROM finish();
ROLLBACK;
