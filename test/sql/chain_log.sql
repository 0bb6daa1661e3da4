-- What happened, as logs of the escrow contract.
\getenv tests PG_ABS_SRCDIR
\set test chain_log
\set ECHO none
\i :tests/world/shops.psql
\set ECHO all
SELECT market.deposit(:'ada', '1000cog'), market.deposit(:'ada', '7stake'), market.deposit(:'bob', '0cog');
SELECT market.transfer(:'ada', :'bob', '100cog'), market.withdraw(:'bob', '40cog');
SELECT market.end_block(next_height => 100) AS height;
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '500cog', 200);
SELECT market.add_channel_funds(:'ada', 0, '11cog'), market.extend_channel(:'ada', 0, 300);
SELECT market.claim_channel(:'bob', 0, 90, 100, signed(1, 0, 0, 100));
SELECT market.claim_channel(:'bob', 0, 1, 5, signed(1, 0, 1, 5), true);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '30cog', 0);
SELECT market.claim_channel_timeout(:'ada', 1);
\t
SET jit = off;
SELECT height, name, contract = :'escrow' AS ours, topics[1] AS topic FROM market.chain_log ORDER BY source, id;
-- the fields, word by word: numbers as they are, addresses by name
SELECT name, (SELECT string_agg(CASE WHEN encode(w, 'hex') LIKE '000000000000000000000000%' AND name(substr(w, 13)::market.address) NOT LIKE '0x%' THEN name(substr(w, 13)::market.address)
                                     WHEN w = :'group' THEN 'group' ELSE ('x' || right(encode(w, 'hex'), 8))::bit(32)::int::text END, ' ' ORDER BY n)
              FROM (SELECT t, n FROM unnest(topics[2:]) WITH ORDINALITY AS u(t, n)) AS i(w, n)) AS indexed,
             (SELECT string_agg(CASE WHEN name(substr(w, 13)::market.address) NOT LIKE '0x%' THEN name(substr(w, 13)::market.address)
                                     ELSE ('x' || right(encode(w, 'hex'), 8))::bit(32)::int::text END, ' ' ORDER BY n)
              FROM (SELECT substr(data, 32 * n + 1, 32), n FROM generate_series(0, length(data) / 32 - 1) AS n) AS d(w, n)) AS data
FROM market.chain_log ORDER BY source, id;
\t
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_chain_log WITH (FORCE);
