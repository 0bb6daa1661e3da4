-- payment authorisations: the claim message
\set kind claim
\set rows 146
BEGIN;
SELECT plan(6);
\ir vectors.psql

CREATE TEMP TABLE packed AS
SELECT id, market.claim_message((i ->> 'mpe_address')::market.address,
    (i ->> 'channel_id')::numeric, (i ->> 'nonce')::numeric, (i ->> 'amount')::numeric) AS message
FROM vector, jsonb_extract_path(v, 'input') i;
\ir vectors_signed.psql

-- RFC 6979 leaves one signature per key and message, so that the wallet makes the same
\set file :folder '/addresses_public.json'
\set document `cat :'file'`
CREATE TEMP TABLE made AS
SELECT id, v ->> 'signature' AS expected,
    market.sign(market.message_digest(message), pg_temp.bytes(key ->> 'private_key')) AS found
FROM vector JOIN packed USING (id),
    jsonb_array_elements(:'document'::jsonb -> 'cases') key
WHERE (v #>> '{expect,strict,accept}')::boolean
    AND key ->> 'address' = v #>> '{expect,strict,recovered}';
SELECT is(ARRAY[count(DISTINCT id), count(*) FILTER (
    WHERE expected::market.signature::bytea IS DISTINCT FROM found::bytea)],
    ARRAY[76, 0]::bigint[], 'the wallet signs like the vectors where the key is known')
FROM made;

SELECT * FROM finish();
ROLLBACK;
