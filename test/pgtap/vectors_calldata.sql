-- encoded calls of the escrow contract
\set kind calldata
\set rows 14
BEGIN;
SELECT plan(4);
\ir vectors.psql

SELECT is_empty($$
    SELECT id FROM vector
    WHERE market.contract_call(v ->> 'function', v -> 'args') IS DISTINCT FROM pg_temp.bytes(v ->> 'calldata')
$$, 'calls are encoded like those of the vectors');
SELECT is_empty($$
    SELECT id FROM vector
    WHERE substr(market.keccak256(convert_to(v ->> 'function', 'UTF8'))::bytea, 1, 4) IS DISTINCT FROM pg_temp.bytes(v ->> 'selector')
$$, 'selectors are those of the vectors');
SELECT is_empty($$
    SELECT id FROM vector
    WHERE market.abi_encode(substr(v ->> 'function', strpos(v ->> 'function', '(')), v -> 'args')
        IS DISTINCT FROM substr(pg_temp.bytes(v ->> 'calldata'), 5)
$$, 'a call is the selector and the arguments');

SELECT * FROM finish();
ROLLBACK;
