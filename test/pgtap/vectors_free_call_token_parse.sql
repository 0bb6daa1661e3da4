-- splitting a token of free calls at its last underscore
\set kind free_call_token_parse
\set rows 11
BEGIN;
SELECT plan(3);
\ir vectors.psql

SELECT is_empty($$
    SELECT id, t
    FROM vector, market.parse_free_call_token(pg_temp.bytes(v ->> 'token')) t
    WHERE (v -> 'ok')::boolean AND (t.signature <> pg_temp.bytes(v ->> 'signature')
        OR length(t.signature) <> (v -> 'signature_length')::integer
        OR t.expiration_block <> (v ->> 'expiration_block')::numeric)
$$, 'signature and block are those of the vectors');
SELECT is_empty($$
    SELECT id, tried
    FROM vector, pg_temp.attempt(format('market.parse_free_call_token(%L)',
        pg_temp.bytes(v ->> 'token'))) tried
    WHERE NOT (v -> 'ok')::boolean AND tried.code IS DISTINCT FROM '22023'
$$, 'the others are refused');

SELECT * FROM finish();
ROLLBACK;
