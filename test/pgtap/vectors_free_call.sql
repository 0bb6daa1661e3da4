-- free calls: asking for a token, the token, the call, and the call of older clients
\set kind free_call
\set rows 69
BEGIN;
SELECT plan(6);
\ir vectors.psql

CREATE TEMP TABLE packed AS
SELECT id, CASE v ->> 'method'
    WHEN 'get_token' THEN market.free_call_token_request_message(i ->> 'address_text',
        i ->> 'user_id', i ->> 'organization_id', i ->> 'service_id', i ->> 'group_id',
        (i ->> 'current_block')::numeric)
    WHEN 'token' THEN market.free_call_token_message(i ->> 'organization_id', i ->> 'group_name',
        (i ->> 'address')::market.address, i ->> 'user_id', (i ->> 'expiration_block')::numeric)
    WHEN 'call' THEN market.free_call_message(i ->> 'address_text', i ->> 'user_id',
        i ->> 'organization_id', i ->> 'service_id', i ->> 'group_id',
        (i ->> 'current_block')::numeric, pg_temp.bytes(i ->> 'auth_token'))
    WHEN 'legacy_call' THEN market.free_call_older_message(i ->> 'user_id',
        i ->> 'organization_id', i ->> 'service_id', i ->> 'group_id',
        (i ->> 'current_block')::numeric, pg_temp.bytes(i ->> 'auth_token'))
    END AS message
FROM vector, jsonb_extract_path(v, 'input') i;
\ir vectors_signed.psql

-- a token is made of the signature and the block, and comes apart again
SELECT is_empty($$
    SELECT id, made, v ->> 'token'
    FROM vector, CAST(v ->> 'token_signature' AS market.signature) s,
        CAST(v ->> 'token_expiration_text' AS numeric) block,
        market.free_call_token(s, block) made, market.parse_free_call_token(made) apart
    WHERE v ? 'token' AND (made <> pg_temp.bytes(v ->> 'token')
        OR apart.signature <> pg_temp.bytes(v ->> 'token_signature')
        OR apart.expiration_block <> block)
$$, 'tokens are composed like those of the vectors');

SELECT * FROM finish();
ROLLBACK;
