-- a recipient's requests: lists, start of one claim, start of many
\set kind control
\set rows 202
BEGIN;
SELECT plan(5);
\ir vectors.psql

CREATE TEMP TABLE packed AS
SELECT id, CASE v ->> 'method'
    WHEN 'list_unclaimed' THEN market.list_unclaimed_message(escrow, block)
    WHEN 'list_in_progress' THEN market.list_in_progress_message(escrow, block)
    WHEN 'start_claim' THEN market.start_claim_message(escrow,
        (i ->> 'channel_id')::numeric, (i ->> 'channel_nonce')::numeric)
    WHEN 'start_claim_multiple' THEN market.start_claims_message(escrow,
        ARRAY(SELECT jsonb_array_elements_text(i -> 'channel_ids')::numeric), block)
    END AS message
FROM vector, jsonb_extract_path(v, 'input') i,
    CAST(i ->> 'mpe_address' AS market.address) escrow,
    CAST(i ->> 'current_block' AS numeric) block;
\ir vectors_signed.psql

SELECT * FROM finish();
ROLLBACK;
