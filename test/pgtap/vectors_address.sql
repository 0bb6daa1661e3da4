-- from private to public keys to addresses
\set kind addresses
\set rows 44
BEGIN;
SELECT plan(5);
\ir vectors.psql

CREATE TEMP TABLE key AS
SELECT id, v, (v ->> 'valid')::boolean AS valid, pg_temp.bytes(v ->> 'private_key') AS private_key,
    pg_temp.bytes(v ->> 'public_key') AS public_key,
    pg_temp.bytes(v ->> 'public_key_compressed') AS compressed
FROM vector;

SELECT is_empty($$
    SELECT id FROM key
    WHERE valid AND (market.public_key_address(public_key)::text IS DISTINCT FROM v ->> 'address'
        OR market.public_key_address(substr(public_key, 2))::text IS DISTINCT FROM v ->> 'address'
        OR market.public_key_address(compressed)::text IS DISTINCT FROM v ->> 'address')
$$, 'each form of a public key leads to its address');
SELECT is_empty($$
    SELECT id FROM key
    WHERE valid AND (v ->> 'address_lower')::market.address::text IS DISTINCT FROM v ->> 'address'
$$, 'the address in lower case is the same');
SELECT is_empty($$
    SELECT id FROM key
    WHERE valid AND market.private_key_address(private_key)::text IS DISTINCT FROM v ->> 'address'
$$, 'private keys lead to their addresses');
SELECT is_empty($$
    SELECT id, of_address.code, of_sign.code
    FROM key,
        pg_temp.attempt(format('market.private_key_address(%L)', private_key)) of_address,
        pg_temp.attempt(format('market.sign(market.keccak256(''''), %L)', private_key)) of_sign
    WHERE NOT valid AND (of_address.code IS DISTINCT FROM '22023'
        OR of_sign.code IS DISTINCT FROM '22023')
$$, 'invalid private keys are refused');

SELECT * FROM finish();
ROLLBACK;
