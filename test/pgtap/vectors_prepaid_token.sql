-- requests for prepaid tokens
\set kind prepaid_token
\set rows 49
BEGIN;
SELECT plan(5);
\ir vectors.psql

CREATE TEMP TABLE packed AS
SELECT id, market.prepaid_token_message(pg_temp.bytes(i ->> 'claim_signature'), (i ->> 'current_block')::numeric) AS message
FROM vector, jsonb_extract_path(v, 'input') i;
\ir vectors_signed.psql

SELECT * FROM finish();
ROLLBACK;
