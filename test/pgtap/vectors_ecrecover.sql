-- Recovery.  The vectors have the semantics of the EVM, which ignores v other
-- than 27 and 28 and takes high s; our type refuses or normalises these first.
\set kind ecrecover
\set rows 75
BEGIN;
SELECT plan(5);
\ir vectors.psql

CREATE FUNCTION pg_temp.number(bytes bytea) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $$
SELECT trunc(sum(get_byte(bytes, i) * 256::numeric ^ (31 - i))) FROM generate_series(0, 31) i
$$;

-- what the type says of each row, and what recovers
CREATE TEMP TABLE result AS
SELECT id, v ->> 'address' AS address, (v ->> 'v')::int AS v, tried.*,
    pg_temp.bytes(v ->> 'digest') AS digest, pg_temp.bytes(v ->> 'r') AS r,
    pg_temp.number(pg_temp.bytes(v ->> 'r')) AS r_number,
    pg_temp.number(pg_temp.bytes(v ->> 's')) AS s_number
FROM vector, pg_temp.attempt(format('market.ecrecover(%L, %L)', pg_temp.bytes(v ->> 'digest'),
    concat(v ->> 'r', substr(v ->> 's', 3), lpad(to_hex((v ->> 'v')::int), 2, '0')))) tried;

CREATE TEMP TABLE expected AS
SELECT result.*, CASE
    WHEN v NOT IN (0, 1, 27, 28) THEN 'v'
    WHEN r_number NOT BETWEEN 1 AND n - 1 OR s_number NOT BETWEEN 1 AND n - 1 THEN 'range'
    WHEN s_number > trunc(n / 2) THEN 'high_s'
    END AS fault
FROM result, pg_temp.number(
    '\xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141') n;

SELECT is_empty($$
    SELECT id, fault, code, detail FROM expected
    WHERE fault IS NOT NULL
        AND (code, pg_temp.signature_fault(detail)) IS DISTINCT FROM ('22P02', fault)
$$, 'v, ranges and high s are refused by the type');
SELECT is_empty($$
    SELECT id, value, code FROM expected
    WHERE fault IS NULL AND v IN (27, 28) AND (code IS NOT NULL OR value IS DISTINCT FROM address)
$$, 'all others recover as in the EVM');

-- n - s with the other v is the same signature, in the form that is accepted
SELECT is_empty($$
    SELECT id, value FROM (
        SELECT id, address, market.ecrecover(digest, (r || substr(market.claim_message(
            '0x0000000000000000000000000000000000000000', n - s_number, 0, 0), 40, 32)
            || decode(to_hex(55 - v), 'hex'))::market.signature)::text AS value
        FROM expected, pg_temp.number(
            '\xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141') n
        WHERE fault = 'high_s') x
    WHERE value IS DISTINCT FROM address
$$, 'the lower twin of a high s recovers what the EVM recovers');

SELECT is_empty($$
    SELECT id, value, code FROM expected
    WHERE fault IS NULL AND v IN (0, 1) AND (code IS NOT NULL OR value IS NULL)
$$, '0 and 1 are accepted for 27 and 28');

SELECT * FROM finish();
ROLLBACK;
