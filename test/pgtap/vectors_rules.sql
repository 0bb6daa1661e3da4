-- signatures by the rules of the market, of the daemon, and of claims: who recovers, in all
-- files of signed messages
BEGIN;
SELECT plan(4);
\getenv folder MARKET_VECTORS
\if :{?folder}
\else
\set folder test/vectors
\endif
\setenv folder :folder
\set documents `cd "$folder" && printf '[' && for kind in claim open_third_party channel_state control free_call auth_misc; do [ $kind = claim ] || printf ','; cat ${kind}_public.json; done && printf ']'`
CREATE TEMP TABLE vector AS
SELECT v ->> 'id' AS id, v, decode(substr(v ->> 'digest', 3), 'hex') AS digest, decode(substr(v ->> 'signature', 3), 'hex') AS signature
FROM jsonb_array_elements(:'documents'::jsonb) d, jsonb_array_elements(d -> 'cases') v;
SELECT is(count(*), 649::bigint, 'all rows were read') FROM vector;

SELECT is_empty(format($$
    SELECT id, market.recover_signer(digest, signature, %1$L) AS found, v #> '{expect,%1$s}'
    FROM vector
    WHERE CASE WHEN v #>> '{expect,%1$s,error}' IS NULL OR v #>> '{expect,%1$s,error}' = 'not_authorized'
        THEN market.recover_signer(digest, signature, %1$L)::text IS DISTINCT FROM v #>> '{expect,%1$s,recovered}'
        ELSE market.recover_signer(digest, signature, %1$L) IS NOT NULL END
$$, rules), 'rules: ' || rules) FROM unnest(ARRAY['strict', 'daemon', 'claim']) AS rules;

SELECT * FROM finish();
ROLLBACK;
