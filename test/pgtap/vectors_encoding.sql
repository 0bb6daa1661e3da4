-- amounts and identifiers as others write them
\set kind encoding
\set rows 81
BEGIN;
SELECT plan(8);
\ir vectors.psql

CREATE TEMP TABLE result AS
SELECT id, v ->> 'method' AS method, v, (v ->> 'decimals')::int AS decimals, tried.*
FROM vector, pg_temp.attempt(CASE v ->> 'method'
    WHEN 'amount' THEN format('market.parse_amount(%L, %s)', v ->> 'text', v ->> 'decimals')
    WHEN 'amount_format' THEN format('market.format_amount(%s, %s)', v ->> 'cogs', v ->> 'decimals')
    WHEN 'id32' THEN format('market.registry_id(%L)', v ->> 'text')
    WHEN 'group_id' THEN format('market.group_id(%L)', v ->> 'text')
    WHEN 'metadata_uri' THEN format('market.metadata_uri(%L)', v ->> 'text')
    END) tried;

SELECT is_empty($$
    SELECT id, method FROM result
    WHERE method NOT IN ('amount', 'amount_format', 'id32', 'group_id', 'metadata_uri')
$$, 'every method is known');
SELECT is_empty($$
    SELECT id, value, code FROM result
    WHERE method = 'amount' AND (v ->> 'ok')::boolean AND (value IS DISTINCT FROM v ->> 'cogs'
        OR market.format_amount(value::numeric, decimals) IS DISTINCT FROM v ->> 'canonical')
$$, 'amounts are read exactly and written canonically');
SELECT is_empty($$
    SELECT id, code FROM result
    WHERE method = 'amount' AND NOT (v ->> 'ok')::boolean
        AND code IS DISTINCT FROM CASE v ->> 'error' WHEN 'format' THEN '22P02'
            WHEN 'precision' THEN '22023' END
$$, 'amounts that are malformed or too fine are refused');
SELECT is_empty($$
    SELECT id, value FROM result
    WHERE method = 'amount_format' AND value IS DISTINCT FROM v ->> 'text'
$$, 'amounts are written exactly');
SELECT is_empty($$
    SELECT id, value, code FROM result
    WHERE method IN ('id32', 'group_id') AND (v ->> 'ok')::boolean
        AND value::bytea IS DISTINCT FROM pg_temp.bytes(v ->> 'bytes32')
$$, 'identifiers are those of the vectors');
SELECT is_empty($$
    SELECT id, code FROM result
    WHERE method IN ('id32', 'group_id') AND NOT (v ->> 'ok')::boolean
        AND code IS DISTINCT FROM CASE method WHEN 'id32' THEN '22023' ELSE '22P02' END
$$, 'other identifiers are refused');
SELECT is_empty($$
    SELECT id, value FROM result
    WHERE method = 'metadata_uri' AND value::bytea IS DISTINCT FROM pg_temp.bytes(v ->> 'bytes')
$$, 'addresses of documents are padded');

SELECT * FROM finish();
ROLLBACK;
