-- The escrow contract by its own cases: A 1 to 27 as one story, B 28 to 53 as single facts, E with 8 decimals.
-- Where the market is stricter than the contract, the case says so.
\getenv tests PG_ABS_SRCDIR
\set test cases_contract
\set ECHO none
\i :tests/world/twins.psql
\set ECHO all

-- A 1: deposits
SELECT market.deposit(:'a0', '42000cog'), market.deposit(:'a4', '420000cog');
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 2: more than there is
SELECT market.withdraw(:'a4', '420001cog');
\echo :SQLSTATE
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 3
SELECT market.withdraw(:'a4', '42cog');
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 4: inside the escrow; both can withdraw all
SELECT market.deposit(:'a8', '420000cog'), market.transfer(:'a8', :'a9', '42000cog');
SELECT * FROM books;
SELECT market.withdraw(:'a8', '378000cog'), market.withdraw(:'a9', '42000cog');
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 5: a channel of more than there is
SELECT market.open_channel(:'a0', :'a0', :'a5', :'group', '42001cog', market.height() + 10000000);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- A 6
SELECT market.open_channel(:'a0', :'a0', :'a5', :'group', '42000cog', market.height() + 10000000);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 7
SELECT market.open_channel(:'a4', :'a4', :'a6', :'group', '84000cog', market.height() + 10000000);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 8: timed out at once
SELECT market.claim_channel_timeout(:'a0', 0);
\echo :SQLSTATE
SELECT market.claim_channel_timeout(:'a4', 1);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- A 9: claimed and sent back
SELECT market.claim_channel(:'a5', 0, 41000, 41000, signed(0, 0, 0, 41000), true);
SELECT * FROM books;
SELECT value, expiration, nonce FROM market.channel WHERE id = 0;
SELECT * FROM market.audit();

-- A 10: claimed and kept
SELECT signed(4, 1, 0, 42000) AS used \gset
SELECT market.claim_channel(:'a6', 1, 42000, 42000, :'used');
SELECT * FROM books;
SELECT value, nonce FROM market.channel WHERE id = 1;
SELECT * FROM market.audit();

-- A 11: the same signature again
SELECT market.claim_channel(:'a6', 1, 42000, 42000, :'used');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- A 12: the next nonce, sent back
SELECT market.claim_channel(:'a6', 1, 41000, 41000, signed(4, 1, 1, 41000), true);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 13
SELECT market.open_channel(:'a4', :'a4', :'a7', decode(rpad(encode('group44', 'hex'), 64, '0'), 'hex'), '1000cog', market.height() + 10000000);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 14: not the sender
SELECT market.extend_channel_and_add_funds(:'a0', 2, market.height() + 20000000, '0cog');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- A 15: to the current block; no money moves
SELECT market.extend_channel_and_add_funds(:'a4', 2, market.height(), '42000cog');
\echo :SQLSTATE
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 16: one block later
SELECT market.extend_channel_and_add_funds(:'a4', 2, market.height() + 10000001, '42000cog');
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 17: more than is signed for
SELECT market.claim_channel(:'a7', 2, 1000, 990, signed(4, 2, 0, 990));
\echo :SQLSTATE
SELECT * FROM market.audit();

-- A 18
SELECT market.claim_channel(:'a7', 2, 990, 990, signed(4, 2, 0, 990), true);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 19: an expiration in the past
SELECT market.open_channel(:'a4', :'a4', :'a7', :'group', '10cog', market.height() - 1);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 20
SELECT market.claim_channel_timeout(:'a4', 3);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 21: more than the channel holds
SELECT market.open_channel(:'a4', :'a4', :'a7', :'group', '100cog', market.height() + 10000000);
SELECT market.claim_channel(:'a7', 4, 170, 90, signed(4, 4, 0, 90), true);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- A 22: less than is signed for; the rest comes back
SELECT market.claim_channel(:'a7', 4, 80, 90, signed(4, 4, 0, 90), true);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 23: a7 pays for a channel of a2
SELECT market.height() + 2 AS message_nonce, market.height() + 10000000 AS expiration \gset
SELECT signed(2, market.open_channel_message(:'escrow', :'a7', :'a4', :'a3', :'group', 100, :expiration, :message_nonce)) AS permission \gset
SELECT market.open_channel_by_third_party(:'a7', :'a2', :'a4', :'a3', :'group', 100, :expiration, :message_nonce, :'permission');
SELECT sender = :'a2' AS sender, signer = :'a4' AS signer, recipient = :'a3' AS recipient, value FROM market.channel WHERE id = 5;
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 24: again
SELECT market.open_channel_by_third_party(:'a7', :'a2', :'a4', :'a3', :'group', 100, :expiration, :message_nonce, :'permission');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- A 25: signed by the sender
SELECT market.open_channel(:'a4', :'a5', :'a7', :'group', '100cog', :expiration);
SELECT market.claim_channel(:'a7', 6, 80, 90, signed(4, 6, 0, 90), true);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 26: signed by the signer
SELECT market.open_channel(:'a4', :'a5', :'a7', :'group', '100cog', :expiration);
SELECT market.claim_channel(:'a7', 7, 80, 90, signed(5, 7, 0, 90), true);
SELECT * FROM books;
SELECT * FROM market.audit();

-- A 27: a signature is for one signer, channel, nonce, amount and escrow
SELECT what, market.ecrecover(market.message_digest(market.claim_message(escrow, channel, nonce, amount)), signed(2, 1789, 1917, 31415)) = signer AS verifies
FROM (VALUES (1, 'as signed', :'escrow'::market.address, 1789, 1917, 31415, :'a2'::market.address),
             (2, 'signer', :'escrow', 1789, 1917, 31415, :'a3'),
             (3, 'amount', :'escrow', 1789, 1917, 27182, :'a2'),
             (4, 'nonce', :'escrow', 1789, 1918, 31415, :'a2'),
             (5, 'channel', :'escrow', 1941, 1917, 31415, :'a2'),
             (6, 'escrow', :'a1', 1789, 1917, 31415, :'a2')) AS c(n, what, escrow, channel, nonce, amount, signer)
ORDER BY n;
SELECT * FROM market.audit();

-- the whole story
SELECT * FROM events;

--
-- B: the sum of balances and channels after every step is what is held (53)
--

-- B 28: an allowance and a wallet do not exist here; what comes in is the operator's word

-- B 29: nothing, to nobody
SELECT market.deposit(:'a1', '0cog');
SELECT market.open_channel(:'a1', :'a1', :'zero', :'group', '0cog', 0);
SELECT * FROM events WHERE channel = 8;
SELECT * FROM books;
SELECT * FROM market.audit();

-- B 31: no signer; the balance comes first
SELECT market.open_channel(:'a1', :'zero', :'a5', :'group', '0cog', 0);
\echo :SQLSTATE
SELECT market.open_channel(:'a1', :'zero', :'a5', :'group', '1cog', 0);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- B 32: not the recipient; the amount comes first
SELECT market.open_channel(:'a4', :'a4', :'a5', :'group', '100cog', 0);
SELECT market.claim_channel(:'a6', 9, 100, 100, signed(4, 9, 0, 100));
\echo :SQLSTATE
SELECT market.claim_channel(:'a6', 9, 101, 101, signed(4, 9, 0, 101));
\echo :SQLSTATE
SELECT * FROM market.audit();

-- B 34: the twin with a high s is refused (the contract takes it)
SELECT market.deposit(:'a0', '4200000000cog');
SELECT market.open_channel(:'a0', :'a0', :'a5', :'group', '4200000000cog', 100000000);
SELECT signed(0, 10, 0, 30000000) AS signature \gset
SELECT twin(:'signature') AS high_s \gset
SELECT market.claim_channel(:'a5', 10, 10000000, 30000000, :'high_s');
\echo :SQLSTATE
SELECT market.claim_channel(:'a5', 10, 10000000, 30000000, :'signature');
SELECT * FROM events WHERE channel = 10 AND event = 'claim';
SELECT value FROM market.channel WHERE id = 10;
SELECT * FROM books;
SELECT * FROM market.audit();

-- B 35: nothing taken, all sent back, with the true amount in the event (the contract's says 0)
SELECT market.claim_channel(:'a5', 10, 0, 5000, signed(0, 10, 1, 5000), true);
SELECT * FROM events WHERE channel = 10 AND event = 'claim';
SELECT value, expiration FROM market.channel WHERE id = 10;
SELECT * FROM books;
SELECT * FROM market.audit();

-- B 37: an id that was never opened
SELECT market.claim_channel(:'a5', 4711, 0, 0, signed(0, 4711, 0, 0));
\echo :SQLSTATE
SELECT market.claim_channel(:'a5', 4711, 1, 1, signed(0, 4711, 0, 1));
\echo :SQLSTATE
SELECT * FROM market.audit();

-- B 38: a time-out of such an id, and by the signer
SELECT market.open_channel(:'a4', :'a1', :'a5', :'group', '100cog', 0);
SELECT market.claim_channel_timeout(:'a4', 4711);
\echo :SQLSTATE
SELECT market.claim_channel_timeout(:'a1', 11);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- B 40: after the expiration, before the time-out
SELECT market.claim_channel(:'a5', 11, 60, 60, signed(1, 11, 0, 60));
SELECT value, nonce FROM market.channel WHERE id = 11;
SELECT * FROM books;
SELECT * FROM market.audit();

-- B 41: to the same expiration
SELECT market.extend_channel(:'a4', 11, 0);
SELECT * FROM market.audit();

-- B 43: the extension is undone too
SELECT market.extend_channel_and_add_funds(:'a4', 11, 1000, '1000000000cog');
\echo :SQLSTATE
SELECT expiration FROM market.channel WHERE id = 11;
SELECT * FROM market.audit();

-- B 44: money for an id that is not open is refused (the contract loses it)
SELECT market.add_channel_funds(:'a4', 55, '1000cog');
\echo :SQLSTATE
SELECT * FROM books;
SELECT * FROM market.audit();

-- B 46: a permission for another funder
SELECT signed(2, market.open_channel_message(:'escrow', :'a7', :'a4', :'a3', :'group', 100, 1000, 46)) AS permission \gset
SELECT market.open_channel_by_third_party(:'a6', :'a2', :'a4', :'a3', :'group', 100, 1000, 46, :'permission');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- B 47: the twin of a used permission; it would be the same message, and is no signature here.
-- The same signature with another form of v is the same message too.
SELECT market.open_channel_by_third_party(:'a7', :'a2', :'a4', :'a3', :'group', 100, 1000, 46, :'permission');
SELECT market.open_channel_by_third_party(:'a7', :'a2', :'a4', :'a3', :'group', 100, 1000, 46, twin(:'permission')::market.signature);
\echo :SQLSTATE
SELECT market.open_channel_by_third_party(:'a7', :'a2', :'a4', :'a3', :'group', 100, 1000, 46,
    (left(:'permission', 130) || CASE right(:'permission', 2) WHEN '1b' THEN '00' ELSE '01' END)::market.signature);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- B 49: nobody as the sender and the signer, with rubbish, is refused (the contract takes it)
SELECT market.open_channel_by_third_party(:'a7', :'zero', :'zero', :'a3', :'group', 100, 1000, 49, ('0x' || repeat('11', 64) || '1b')::market.signature);
\echo :SQLSTATE
SELECT market.open_channel_by_third_party(:'a7', :'a2', :'zero', :'a3', :'group', 100, 1000, 49, ('0x' || repeat('11', 64) || '1b')::market.signature);
\echo :SQLSTATE
SELECT market.open_channel_by_third_party(:'a7', :'a2', :'a4', :'a3', :'group', 100, 1000, 49, ('0x' || repeat('11', 64) || '1b')::market.signature);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- B 50: lists that differ in length; empty ones
SELECT market.claim_channels(:'a5', ARRAY[11], ARRAY[1, 2], ARRAY[1], ARRAY[signed(1, 11, 1, 1)], ARRAY[false]);
\echo :SQLSTATE
SELECT market.claim_channels(:'a5', '{}', '{}', '{}', '{}', '{}');
SELECT * FROM market.audit();

-- B 52: two channels, one at nonce 1 of which 40 are left, kept, and one sent back
SELECT market.open_channel(:'a4', :'a4', :'a5', :'group', '507cog', 1000) AS other \gset
SELECT market.claim_channels(:'a5', ARRAY[11, :other], ARRAY[20, 50], ARRAY[30, 50], ARRAY[signed(1, 11, 1, 30), signed(4, :other, 0, 50)], ARRAY[false, true]);
SELECT * FROM events WHERE event = 'claim' ORDER BY channel DESC, nonce DESC LIMIT 2;
SELECT * FROM books;
SELECT * FROM market.audit();

-- B 53: what came in less what went out
SELECT sum(CASE debit_kind WHEN 'outside' THEN amount ELSE 0 END) - sum(CASE credit_kind WHEN 'outside' THEN amount ELSE 0 END) AS held,
       (SELECT sum FROM books)
FROM market.journal;

--
-- E: money with 8 decimals
--
CREATE FUNCTION agi(amount numeric) RETURNS numeric LANGUAGE sql AS 'SELECT trim_scale(amount / 100000000)';

-- E 73
SELECT agi(market.deposit(:'a1', '12345.678AGI'));
SELECT agi(market.transfer(:'a1', :'a3', '42.314AGI'));
SELECT agi(market.withdraw(:'a1', '1.42AGI')), agi(market.balance(:'a3', 'AGI'));
SELECT * FROM market.audit();

-- E 74: two channels that have expired, and one that has not
SELECT market.end_block(next_height => 2) AS height;
SELECT market.deposit(:'a2', '100AGI');
SELECT count(market.open_channel(:'a2', :'a2', :'a5', :'group', v::market.coin, e)) FROM (VALUES ('0.1AGI', 1), ('1AGI', 0), ('10AGI', 1000)) AS c(v, e);
SELECT agi(market.balance(:'a2', 'AGI'));
SELECT * FROM market.audit();

-- E 76
SELECT market.open_channel(:'a1', :'a1', :'a5', :'group', '123.123AGI', 1) AS id \gset
SELECT agi(market.extend_channel_and_add_funds(:'a1', :id, 314, '0.1AGI'));
SELECT agi(market.add_channel_funds(:'a1', :id, '0.2AGI'));
SELECT market.extend_channel(:'a1', :id, 315);
SELECT agi(value), expiration FROM market.channel WHERE id = :id;
SELECT * FROM market.audit();

-- E 77
SELECT agi(market.extend_channel_and_add_funds(:'a1', :id, 315, '0.1AGI'));
SELECT agi(market.add_channel_funds(:'a1', :id, '0.1AGI'));
SELECT market.extend_channel(:'a1', :id, 31415);
SELECT agi(value), expiration FROM market.channel WHERE id = :id;

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_cases_contract WITH (FORCE);
