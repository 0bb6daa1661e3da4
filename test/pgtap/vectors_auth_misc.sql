-- other signed requests: training, operators, metering
\set kind auth_misc
\set rows 59
BEGIN;
SELECT plan(5);
\ir vectors.psql

CREATE TEMP TABLE packed AS
SELECT id, CASE v ->> 'method'
    WHEN 'training' THEN market.training_message(i ->> 'message',
        (i ->> 'signer_address')::market.address, block)
    WHEN 'operator' THEN market.operator_message(i ->> 'prefix', block)
    WHEN 'metering' THEN market.metering_message(i ->> 'user_name', i ->> 'organization_id',
        i ->> 'service_id', i ->> 'group_id', block)
    END AS message
FROM vector, jsonb_extract_path(v, 'input') i, CAST(i ->> 'current_block' AS numeric) block;
\ir vectors_signed.psql

SELECT * FROM finish();
ROLLBACK;
