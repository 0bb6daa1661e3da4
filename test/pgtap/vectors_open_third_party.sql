-- permissions to open a channel in the name of another
\set kind open_third_party
\set rows 92
BEGIN;
SELECT plan(5);
\ir vectors.psql

CREATE TEMP TABLE packed AS
SELECT id, market.open_channel_message((i ->> 'mpe_address')::market.address,
    (i ->> 'caller')::market.address, (i ->> 'signer')::market.address,
    (i ->> 'recipient')::market.address, pg_temp.bytes(i ->> 'group_id'),
    (i ->> 'value')::numeric, (i ->> 'expiration')::numeric,
    (i ->> 'message_nonce')::numeric) AS message
FROM vector, jsonb_extract_path(v, 'input') i;
\ir vectors_signed.psql

SELECT * FROM finish();
ROLLBACK;
