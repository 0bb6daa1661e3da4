-- Channels: open, fund, extend, time out; every function with its success and its errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test channel
\set ECHO none
\i :tests/world/people.psql
\set ECHO all

SELECT market.deposit(address, '1000cog') FROM people ORDER BY n;
SELECT market.deposit(:'ada', '50stake');

--
-- open_channel
--
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 10);
SELECT market.open_channel(sender => :'ada', signer => :'ada', recipient => :'bob', group_id => :'group', value => '0.000001AGI', expiration => 20);
-- nothing, already expired, to nobody; and duplicates are normal
SELECT market.open_channel(:'ada', :'sue', :'zero', :'group', '0cog', 0);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 10);
-- all that the sender has, for ever
SELECT market.open_channel(:'fay', :'fay', :'fay', :'group', '1000cog', 9223372036854775807);
SELECT * FROM channels;
SELECT * FROM balances;
SELECT * FROM events;
SELECT name(debit) AS debit, debit_kind, name(credit) AS credit, credit_kind, denom, amount, reason, reference
FROM market.journal WHERE reason <> 'deposit' ORDER BY id;
SELECT account, kind, amount FROM (SELECT name(account) AS account, kind, denom, amount FROM market.balance_sheet) AS s
WHERE kind = 'channel' ORDER BY account;
SELECT id, group_id FROM market.channel WHERE id = 0;
SELECT * FROM market.audit();

-- arguments
SELECT market.open_channel(NULL, :'sue', :'bob', :'group', '1cog', 10);
\echo :SQLSTATE
SELECT market.open_channel(:'zero', :'sue', :'bob', :'group', '1cog', 10);
\echo :SQLSTATE
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1cog', -1);
\echo :SQLSTATE
-- accounts of the market itself
SELECT market.open_channel(:'pool', :'sue', :'bob', :'group', '1cog', 10);
\echo :SQLSTATE
-- tokens
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1doge', 10);
\echo :SQLSTATE
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1stake', 10);
\echo :SQLSTATE
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1.5cog', 10);
\echo :SQLSTATE
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '115792089237316195423570985008687907853269984665640564039457584007913129639936cog', 10);
\echo :SQLSTATE
-- money, then the signer
SELECT market.open_channel(:'eve', :'zero', :'bob', :'group', '1001cog', 10);
\echo :SQLSTATE
SELECT market.open_channel(:'eve', :'zero', :'bob', :'group', '1000cog', 10);
\echo :SQLSTATE
\set VERBOSITY sqlstate
-- null in every argument
SELECT market.open_channel(:'ada', NULL, :'bob', :'group', '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', NULL, :'group', '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', NULL, '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', NULL, 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1cog', NULL);
-- forms that are no values: addresses, groups, coins, blocks
SELECT market.open_channel('0x11', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.open_channel(:'ada', '', :'bob', :'group', '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', '0x5c7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E', :'group', '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', '\x7b', '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', '\x7b0000000000000000000000000000000000000000000000000000000000000000', '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', '', '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '-1cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', 'NaNcog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1 cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '0.000000001AGI', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1cog', '9223372036854775808');
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1cog', -9223372036854775808);
-- the first of two: arguments from left to right, the account, the token, the money
SELECT market.open_channel(:'zero', NULL, :'bob', :'group', '1cog', 10);
SELECT market.open_channel(:'ada', NULL, :'bob', :'group', '1cog', -1);
SELECT market.open_channel(:'pool', :'sue', :'bob', :'group', '1cog', -1);
SELECT market.open_channel(:'pool', :'sue', :'bob', :'group', '1doge', 10);
SELECT market.open_channel(:'eve', :'zero', :'bob', :'group', '1001stake', 10);
\set VERBOSITY default
-- a refusal leaves no gap in the ids, and nothing else
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '7cog', 10);

--
-- deposit_and_open_channel
--
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '500cog', 10);
SELECT market.deposit_and_open_channel(sender => :'ada', signer => :'sue', recipient => :'bob', group_id => :'group', value => '0cog', expiration => 0);
SELECT * FROM channels WHERE id > 4;
SELECT * FROM balances WHERE name = 'ada';
SELECT event, amount FROM events WHERE channel > 4;
SELECT name(debit) AS debit, debit_kind, name(credit) AS credit, credit_kind, denom, amount, reason, reference
FROM market.journal WHERE amount = 500 ORDER BY id;
-- both or neither
SELECT market.deposit_and_open_channel(:'ada', :'zero', :'bob', :'group', '500cog', 10);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.deposit_and_open_channel(NULL, :'sue', :'bob', :'group', '1cog', 10);
SELECT market.deposit_and_open_channel(:'zero', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.deposit_and_open_channel(:'pool', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.deposit_and_open_channel(:'ada', NULL, :'bob', :'group', '1cog', 10);
SELECT market.deposit_and_open_channel(:'ada', :'sue', NULL, :'group', '1cog', 10);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', NULL, '1cog', 10);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', '\x7b', '1cog', 10);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', NULL, 10);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1cog', NULL);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1cog', -1);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1doge', 10);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1stake', 10);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1.5cog', 10);
-- the balance would leave its range
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '115792089237316195423570985008687907853269984665640564039457584007913129639935cog', 10);
\set VERBOSITY default
SELECT max(id) FROM market.channel;
SELECT * FROM balances WHERE name = 'ada';
SELECT * FROM market.audit();

--
-- open_channel_by_third_party: eve pays, ada has signed
--
CREATE FUNCTION permission(n int, funder market.address, signer market.address, recipient market.address,
    value numeric, expiration numeric, message_nonce numeric) RETURNS market.signature
LANGUAGE sql SECURITY DEFINER AS $$
SELECT public.signed(n, market.open_channel_message(p.escrow_address, funder, signer, recipient,
    '\x7b00000000000000000000000000000000000000000000000000000000000000', value, expiration, message_nonce))
FROM market.params AS p
$$;
SELECT permission(1, :'eve', :'sue', :'bob', 100, 10, 1) AS permission,
       permission(4, :'eve', :'sue', :'bob', 100, 10, 2) AS by_eve,
       permission(2, :'eve', :'sue', :'bob', 100, 10, 1) AS by_sue,
       permission(1, :'eve', :'zero', :'bob', 100, 10, 1) AS no_signer
\gset
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 1, :'permission');
-- the funder may be the sender; the nonce is any 256-bit number
SELECT market.open_channel_by_third_party(funder => :'eve', sender => :'eve', signer => :'eve', recipient => :'zero', group_id => :'group',
    value => 0, expiration => 0, message_nonce => 115792089237316195423570985008687907853269984665640564039457584007913129639935,
    signature => permission(4, :'eve', :'eve', :'zero', 0, 0, 115792089237316195423570985008687907853269984665640564039457584007913129639935));
-- with another nonce the same again
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100.00, 10, 2.0, permission(1, :'eve', :'sue', :'bob', 100, 10, 2));
SELECT * FROM channels WHERE id > 7;
SELECT * FROM balances WHERE name IN ('ada', 'eve');
SELECT channel_id, digest = message_digest(open_channel_message(:'escrow', :'eve', :'sue', :'bob', :'group', 100, 10, 1)) AS first
FROM market.used_permission ORDER BY channel_id;
SELECT name(debit) AS debit, debit_kind, name(credit) AS credit, credit_kind, amount, reference
FROM market.journal WHERE debit = :'eve' AND amount > 0 ORDER BY id;
SELECT * FROM market.audit();
-- money, the signer, the register, the signature
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'zero', :'bob', :'group', 801, 10, 1, :'permission');
\echo :SQLSTATE
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'zero', :'bob', :'group', 100, 10, 1, :'no_signer');
\echo :SQLSTATE
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 1, :'permission');
\echo :SQLSTATE
-- a wrong signature over a used message, and a right one by another sender: the register comes first
SELECT market.open_channel_by_third_party(:'eve', :'sue', :'sue', :'bob', :'group', 100, 10, 1, :'by_sue');
\echo :SQLSTATE
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, :'permission') AS other_nonce;
\echo :SQLSTATE
\set VERBOSITY sqlstate
-- a signature over other values, by another than the sender, for another funder
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 99, 10, 1, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 11, 1, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'eve', :'bob', :'group', 100, 10, 1, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'eve', :'group', 100, 10, 1, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', '\x7c00000000000000000000000000000000000000000000000000000000000000', 100, 10, 1, :'permission');
SELECT market.open_channel_by_third_party(:'sue', :'ada', :'sue', :'bob', :'group', 100, 10, 1, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'sue', :'sue', :'bob', :'group', 100, 10, 3, permission(1, :'eve', :'sue', :'bob', 100, 10, 3));
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, permission(4, :'eve', :'sue', :'bob', 100, 10, 3));
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, permission(2, :'eve', :'sue', :'bob', 100, 10, 3));
-- a signature from which nothing recovers
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3,
    '0x000000000000000000000000000000000000000000000000000000000000000500000000000000000000000000000000000000000000000000000000000000011b');
-- null
SELECT market.open_channel_by_third_party(NULL, :'ada', :'sue', :'bob', :'group', 100, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', NULL, :'sue', :'bob', :'group', 100, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', NULL, :'bob', :'group', 100, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', NULL, :'group', 100, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', NULL, 100, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', NULL, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, NULL, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, NULL, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, NULL);
-- zero and the market's own
SELECT market.open_channel_by_third_party(:'zero', :'ada', :'sue', :'bob', :'group', 100, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'zero', :'sue', :'bob', :'group', 100, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'pool', :'ada', :'sue', :'bob', :'group', 100, 10, 3, :'permission');
-- numbers: not a number, a fraction, negative, 2^256
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 'NaN', 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 'Infinity', 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 0.5, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', -1, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 2::numeric ^ 256, 10, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, -1, 3, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 'NaN', :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 0.5, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, -1, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 2::numeric ^ 256, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', '\x', 100, 10, 3, :'permission');
-- signatures: length, v, r and s
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, '0x1b');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, (left(:'permission', 130) || '1d')::market.signature);
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, ('0x' || repeat('00', 64) || '1b')::market.signature);
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, ('0x' || repeat('ff', 64) || '1b')::market.signature);
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, '\x1b'::bytea::market.signature);
\set VERBOSITY default
SELECT max(id) FROM market.channel;
SELECT count(*) FROM market.used_permission;
SELECT * FROM market.audit();

--
-- add_channel_funds
--
SELECT market.add_channel_funds(:'ada', 0, '10cog');
-- anybody, with a symbol, nothing
SELECT market.add_channel_funds(funder => :'eve', channel_id => 0, funds => '0.0000001AGI');
SELECT market.add_channel_funds(:'eve', 0, '0cog');
SELECT value, expiration, nonce FROM channels WHERE id = 0;
SELECT * FROM balances WHERE name IN ('ada', 'eve');
SELECT * FROM events WHERE event = 'add_funds';
SELECT market.add_channel_funds(:'zero', 4711, '1cog');
\echo :SQLSTATE
SELECT market.add_channel_funds(:'zero', 0, '1cog');
\echo :SQLSTATE
SELECT market.add_channel_funds(:'pool', 0, '1cog');
\echo :SQLSTATE
SELECT market.add_channel_funds(:'ada', 0, '1stake');
\echo :SQLSTATE
SELECT market.add_channel_funds(:'ada', 0, '115792089237316195423570985008687907853269984665640564039457584007913129639935cog');
\echo :SQLSTATE
SELECT market.add_channel_funds(:'ada', 0, '1000000cog');
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.add_channel_funds(NULL, 0, '1cog');
SELECT market.add_channel_funds(:'ada', NULL, '1cog');
SELECT market.add_channel_funds(:'ada', 0, NULL);
SELECT market.add_channel_funds(:'ada', -1, '1cog');
SELECT market.add_channel_funds(:'ada', 9223372036854775807, '1cog');
SELECT market.add_channel_funds(:'ada', '9223372036854775808', '1cog');
SELECT market.add_channel_funds(:'ada', 0, '-1cog');
SELECT market.add_channel_funds(:'ada', 0, '1.5cog');
SELECT market.add_channel_funds(:'ada', 0, '1doge');
SELECT market.add_channel_funds(:'ada', 0, '1000000doge');
SELECT market.add_channel_funds(NULL, 4711, '1cog');
\set VERBOSITY default

--
-- extend_channel
--
SELECT market.extend_channel(:'ada', 0, 10);
SELECT market.extend_channel(sender => :'ada', channel_id => 0, expiration => 11);
SELECT value, expiration, nonce FROM channels WHERE id = 0;
SELECT * FROM events WHERE event = 'extend';
SELECT market.extend_channel(:'zero', 4711, 12);
\echo :SQLSTATE
SELECT market.extend_channel(:'zero', 0, 12);
\echo :SQLSTATE
-- not the signer, not the recipient; the sender before the expiration
SELECT market.extend_channel(:'sue', 0, 10);
\echo :SQLSTATE
SELECT market.extend_channel(:'ada', 0, 10);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.extend_channel(NULL, 0, 12);
SELECT market.extend_channel(:'ada', NULL, 12);
SELECT market.extend_channel(:'ada', 0, NULL);
SELECT market.extend_channel(:'ada', 0, -1);
SELECT market.extend_channel(:'ada', -1, 12);
SELECT market.extend_channel(:'ada', 4711, -1);
SELECT market.extend_channel(:'pool', 0, 12);
SELECT market.extend_channel(:'bob', 0, 12);
\set VERBOSITY default

--
-- extend_channel_and_add_funds
--
SELECT market.extend_channel_and_add_funds(:'ada', 0, 12, '1cog');
SELECT market.extend_channel_and_add_funds(sender => :'ada', channel_id => 0, expiration => 12, funds => '0cog');
SELECT value, expiration, nonce FROM channels WHERE id = 0;
SELECT event, amount, expiration FROM events WHERE channel = 0 AND height = market.height() ORDER BY event, amount;
-- all or nothing: another's, an expiration that falls, money
SELECT market.extend_channel_and_add_funds(:'eve', 0, 11, '1000000cog');
\echo :SQLSTATE
SELECT market.extend_channel_and_add_funds(:'ada', 0, 11, '1000000cog');
\echo :SQLSTATE
SELECT market.extend_channel_and_add_funds(:'ada', 0, 13, '1000000cog');
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.extend_channel_and_add_funds(NULL, 0, 13, '1cog');
SELECT market.extend_channel_and_add_funds(:'ada', NULL, 13, '1cog');
SELECT market.extend_channel_and_add_funds(:'ada', 0, NULL, '1cog');
SELECT market.extend_channel_and_add_funds(:'ada', 0, 13, NULL);
SELECT market.extend_channel_and_add_funds(:'ada', 0, -1, '1cog');
SELECT market.extend_channel_and_add_funds(:'ada', 4711, 13, '1cog');
SELECT market.extend_channel_and_add_funds(:'zero', 4711, 13, '1cog');
SELECT market.extend_channel_and_add_funds(:'zero', 0, 13, '1cog');
SELECT market.extend_channel_and_add_funds(:'pool', 0, 13, '1cog');
SELECT market.extend_channel_and_add_funds(:'ada', 0, 11, '1doge');
SELECT market.extend_channel_and_add_funds(:'ada', 0, 13, '1doge');
SELECT market.extend_channel_and_add_funds(:'ada', 0, 13, '1stake');
SELECT market.extend_channel_and_add_funds(:'ada', 0, 13, '115792089237316195423570985008687907853269984665640564039457584007913129639935cog');
\set VERBOSITY default
SELECT value, expiration, nonce FROM channels WHERE id = 0;
SELECT * FROM market.audit();

--
-- claim_channel_timeout
--
SELECT market.claim_channel_timeout(:'zero', 4711);
\echo :SQLSTATE
SELECT market.claim_channel_timeout(:'zero', 0);
\echo :SQLSTATE
-- the sender before the block
SELECT market.claim_channel_timeout(:'sue', 0);
\echo :SQLSTATE
SELECT market.claim_channel_timeout(:'ada', 0);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.claim_channel_timeout(NULL, 0);
SELECT market.claim_channel_timeout(:'ada', NULL);
SELECT market.claim_channel_timeout(:'pool', 0);
SELECT market.claim_channel_timeout(:'bob', 0);
SELECT market.claim_channel_timeout(:'ada', -1);
-- one block too early, and in the block
SELECT market.end_block(next_height => 11) AS height;
SELECT market.claim_channel_timeout(:'ada', 0);
\set VERBOSITY default
SELECT market.end_block() AS height;
SELECT market.claim_channel_timeout(sender => :'ada', channel_id => 0);
SELECT * FROM channels WHERE id = 0;
SELECT * FROM balances WHERE name = 'ada';
-- again and again: nothing comes back, the nonce rises
SELECT market.claim_channel_timeout(:'ada', 0);
SELECT value, expiration, nonce FROM channels WHERE id = 0;
SELECT * FROM events WHERE event = 'timeout';
-- the same channel lives on
SELECT market.extend_channel_and_add_funds(:'ada', 0, 20, '5cog');
SELECT * FROM channels WHERE id = 0;
SELECT * FROM market.audit();

--
-- a channel keeps its denom when the market's changes
--
SELECT market.set_params(channel_denom => 'stake');
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '20stake', 20);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '20cog', 20);
\echo :SQLSTATE
SELECT market.open_channel_by_third_party(:'ada', :'sue', :'sue', :'bob', :'group', 10, 10, 1, permission(2, :'ada', :'sue', :'bob', 10, 10, 1));
SELECT market.add_channel_funds(:'ada', 0, '1cog');
SELECT market.add_channel_funds(:'ada', 0, '1stake');
\echo :SQLSTATE
SELECT market.add_channel_funds(:'ada', 11, '1stake');
SELECT id, denom, value FROM market.channel WHERE id IN (0, 11, 12) ORDER BY id;
SELECT market.claim_channel_timeout(:'sue', 12);
SELECT market.balance(:'ada', 'stake') AS ada, market.balance(:'sue', 'stake') AS sue;
SELECT market.set_params(channel_denom => 'cog');
SELECT * FROM market.audit();

--
-- who may act: one's own account, the application; others neither act nor see
--
CREATE ROLE regress_channel_ada;
CREATE ROLE regress_channel_bob;
CREATE ROLE regress_channel_app;
CREATE ROLE regress_channel_operator;
CREATE ROLE regress_channel_reader;
CREATE ROLE regress_channel_nobody;
GRANT market_user TO regress_channel_ada, regress_channel_bob;
GRANT market_app TO regress_channel_app;
GRANT market_operator TO regress_channel_operator;
GRANT market_reader TO regress_channel_reader;
SELECT market.create_account(:'ada', 'regress_channel_ada') = :'ada' AS ada, market.create_account(:'bob', 'regress_channel_bob') = :'bob' AS bob;

SET ROLE regress_channel_ada;
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.add_channel_funds(:'ada', 0, '1cog');
SELECT market.extend_channel(:'ada', 0, 21);
SELECT market.extend_channel_and_add_funds(:'ada', 0, 22, '1cog');
SELECT market.claim_channel_timeout(:'ada', 13);
-- not another's; the missing grant is named
SELECT market.open_channel(:'eve', :'sue', :'bob', :'group', '1cog', 10);
\echo :SQLSTATE
-- a deposit is the operator's business
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 10);
\echo :SQLSTATE
\set VERBOSITY sqlstate
-- arguments and the channel come before the right, the right before everything else
SELECT market.open_channel(:'eve', :'sue', :'bob', :'group', '1cog', -1);
SELECT market.open_channel(:'eve', :'zero', :'bob', :'group', '1000000cog', 10);
SELECT market.open_channel(:'eve', :'zero', :'bob', :'group', '1doge', 10);
SELECT market.deposit_and_open_channel(:'eve', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 1, :'permission');
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 1000000, 10, 1, :'permission');
SELECT market.add_channel_funds(:'eve', 4711, '1cog');
SELECT market.add_channel_funds(:'eve', 0, '1doge');
SELECT market.extend_channel(:'eve', 4711, 30);
SELECT market.extend_channel(:'eve', 0, 1);
SELECT market.extend_channel_and_add_funds(:'eve', 0, 1, '1cog');
SELECT market.claim_channel_timeout(:'eve', 4711);
SELECT market.claim_channel_timeout(:'eve', 0);
\set VERBOSITY default
-- reading: the channels in which one has a part, with all that happened to them
SELECT id FROM market.channel ORDER BY id;
SELECT array_agg(DISTINCT channel_id ORDER BY channel_id) FROM market.channel_event;
-- writing: nothing
\set VERBOSITY sqlstate
INSERT INTO market.channel SELECT * FROM market.channel;
UPDATE market.channel SET value = 1000000;
DELETE FROM market.channel_event;
DELETE FROM market.used_permission;
SELECT count(*) FROM market.used_permission;
SELECT nextval('market.channel_id_seq');
\set VERBOSITY default

SET ROLE regress_channel_bob;
SELECT id FROM market.channel ORDER BY id;
SELECT array_agg(DISTINCT channel_id ORDER BY channel_id) FROM market.channel_event;

SET ROLE regress_channel_app;
SELECT market.open_channel(:'sue', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 3, permission(1, :'eve', :'sue', :'bob', 100, 10, 3));
SELECT market.add_channel_funds(:'eve', 0, '1cog');
SELECT market.extend_channel(:'ada', 0, 23);
SELECT market.extend_channel_and_add_funds(:'ada', 0, 24, '1cog');
SELECT market.claim_channel_timeout(:'sue', 14);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 10);
\echo :SQLSTATE
SELECT count(*) FROM market.channel;
SELECT count(*) FROM market.used_permission;

-- the operator brings money, and acts for nobody
SET ROLE regress_channel_operator;
\set VERBOSITY sqlstate
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 10);
RESET ROLE;
GRANT regress_channel_ada TO regress_channel_operator;
SET ROLE regress_channel_operator;
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 10);
SELECT count(*) FROM market.channel;

SET ROLE regress_channel_reader;
SELECT count(*), count(DISTINCT sender) AS senders FROM market.channel;
SELECT count(*) > 0 AS reads_events FROM market.channel_event;
SELECT market.add_channel_funds(:'ada', 0, '1cog');
UPDATE market.channel SET value = 0;

SET ROLE regress_channel_nobody;
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.deposit_and_open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 10);
SELECT market.open_channel_by_third_party(:'eve', :'ada', :'sue', :'bob', :'group', 100, 10, 1, :'permission');
SELECT market.add_channel_funds(:'ada', 0, '1cog');
SELECT market.extend_channel(:'ada', 0, 30);
SELECT market.extend_channel_and_add_funds(:'ada', 0, 30, '1cog');
SELECT market.claim_channel_timeout(:'ada', 0);
SELECT count(*) FROM market.channel;
SELECT count(*) FROM market.channel_event;
RESET ROLE;
\set VERBOSITY default

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_channel WITH (FORCE);
DROP ROLE regress_channel_ada, regress_channel_app, regress_channel_bob, regress_channel_nobody, regress_channel_operator, regress_channel_reader;
