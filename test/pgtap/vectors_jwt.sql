-- prepaid tokens: the strict verdict, and its reason
\set kind jwt
\set rows 16
BEGIN;
SELECT plan(5);
\ir vectors.psql

CREATE TEMP TABLE verdict AS
SELECT id, v #> '{expect,strict}' AS expected, a.value, a.code, a.detail
FROM vector, pg_temp.attempt(format(
    'market.verify_prepaid_token(%L, convert_to(%L, ''UTF8''), %L, %L, market.group_id(%L), to_timestamp(%L))::text',
    v ->> 'token', v ->> 'secret', v ->> 'channel_id', v ->> 'organization_id', v ->> 'group_id', v ->> 'now')) AS a;

SELECT is_empty($$SELECT id, value, code, detail, expected FROM verdict
    WHERE (code IS NULL) <> (expected ->> 'accept')::boolean OR value IS DISTINCT FROM expected ->> 'user_address'$$,
    'tokens are accepted and refused as they should be, and name their user');
SELECT is_empty($$SELECT id, code, detail, expected FROM verdict WHERE code IS NOT NULL
      AND CASE WHEN code = 'MK118' THEN 'expired'
        WHEN detail LIKE '%not written as a token%' THEN 'format'
        WHEN detail LIKE '%algorithm is not HS256%' THEN 'algorithm'
        WHEN detail LIKE '%signed with another secret%' THEN 'signature'
        WHEN detail LIKE '%no expiry%' THEN 'exp_missing'
        WHEN detail LIKE '%"payload"%' THEN 'payload'
        WHEN detail LIKE '%"orgId"%' THEN 'organization'
        WHEN detail LIKE '%"groupId"%' THEN 'group'
        WHEN detail LIKE '%"userAddress"%' THEN 'user_missing' END IS DISTINCT FROM expected ->> 'error'$$,
    'a refusal says why');

-- good tokens are written again, byte for byte, from their claims
CREATE TEMP TABLE good AS
SELECT id, v ->> 'token' AS token, convert_to(v ->> 'secret', 'UTF8') AS secret,
    translate(split_part(v ->> 'token', '.', 2), '-_', '+/') AS body
FROM vector WHERE (v #>> '{expect,strict,accept}')::boolean;
SELECT is_empty($$SELECT id FROM good WHERE token <> market.jwt_sign(
      convert_from(decode(rpad(body, (length(body) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::json, secret)$$,
    'a token is made of its claims and the secret');
SELECT is_empty($$SELECT id FROM verdict JOIN vector USING (id)
    WHERE (market.jwt_claims(v ->> 'token', convert_to(v ->> 'secret', 'UTF8')) IS NULL)
        <> (expected ->> 'error' IS NOT DISTINCT FROM 'format' OR expected ->> 'error' IN ('algorithm', 'signature'))$$,
    'claims are given of tokens that the secret made');

SELECT * FROM finish();
ROLLBACK;
