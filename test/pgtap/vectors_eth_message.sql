-- the hash that Ethereum wallets sign for a message of any length
\set kind eth_message
\set rows 10
BEGIN;
SELECT plan(2);
\ir vectors.psql

SELECT is_empty($$
    SELECT id FROM vector
    WHERE market.eth_message_hash(pg_temp.bytes(v ->> 'message'))
        IS DISTINCT FROM pg_temp.bytes(v ->> 'digest')
$$, 'hashes are those of the vectors');

SELECT * FROM finish();
ROLLBACK;
