-- requests for the state of a channel
\set kind channel_state
\set rows 81
BEGIN;
SELECT plan(5);
\ir vectors.psql

CREATE TEMP TABLE packed AS
SELECT id, market.channel_state_message((i ->> 'mpe_address')::market.address,
    (i ->> 'channel_id')::numeric, (i ->> 'current_block')::numeric) AS message
FROM vector, jsonb_extract_path(v, 'input') i;
\ir vectors_signed.psql

SELECT * FROM finish();
ROLLBACK;
