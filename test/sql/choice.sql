-- What clients work out before they pay: choice of a channel, expirations, replies; success and every error, in order.
\getenv tests PG_ABS_SRCDIR
\set test choice
\set ECHO none
\i :tests/world/shops.psql
\set ECHO all
SELECT market.end_block(next_height => 100) AS height;

--
-- choose_channel: the threshold of org is 5, so that a channel pays in blocks before its expiration - 5
--
-- no channel: open, with or without the money
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10);
SELECT market.deposit(:'ada', '95cog');
SELECT * FROM market.choose_channel(sender => :'ada', organization_id => 'org', service_id => 's', price => 10, calls => 12, group_id => :'group');
-- channel 0 has neither money nor time
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '0cog', 105);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10);
-- 1 has time
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '9cog', 106);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10);
-- a price of nothing needs no money
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 0);
-- 2 has money, which goes before time
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '10cog', 105);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10);
-- 3 and 4 have both: the first
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '30cog', 106) FROM generate_series(3, 4);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10);
-- what is signed for is spent, and what is pending too
CALL pay(3, 2);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10);
SELECT nonce, signed_amount FROM market.start_claim(3);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10);
CALL pay(3, 1);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10, 3);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 10, 4);
-- other recipients' channels do not pay
SELECT * FROM market.choose_channel(:'ada', 'eve', 's', 10);
-- a signer may use and fund, not extend
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '1cog', 106);
SELECT * FROM market.choose_channel(:'sue', 'org', 's', 1);
SELECT * FROM market.choose_channel(:'sue', 'org', 's', 2);
SELECT market.end_block() AS height;
SELECT * FROM market.choose_channel(:'sue', 'org', 's', 1);
SELECT * FROM market.choose_channel(:'ada', 'org', 's', 1);
-- errors, in order
SELECT market.choose_channel(NULL, '', '', -1, 0);
\echo :SQLSTATE
SELECT market.choose_channel(:'zero', '', '', -1, 0);
\echo :SQLSTATE
SELECT market.choose_channel(:'eve', '', '', -1, 0);
\echo :SQLSTATE
SELECT market.choose_channel(:'eve', '', '', 1, 0);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.choose_channel(:'eve', '', '', NULL);
SELECT market.choose_channel(:'eve', '', '', 1, NULL);
SELECT market.choose_channel(:'eve', '', '', 1);
SELECT market.choose_channel(:'eve', 'none', '', 1);
SELECT market.choose_channel(:'eve', 'none', 'none', 1);
SELECT market.choose_channel(:'eve', 'org', 'none', 1);
SELECT market.choose_channel(:'eve', 'org', 's', 1, 1, '\x0000000000000000000000000000000000000000000000000000000000000000');
\set VERBOSITY default

--
-- find_channel
--
SELECT market.find_channel(:'sue', 'org', 's');
SELECT market.find_channel(signer => :'sue', organization_id => 'org', service_id => 's', group_id => :'group');
SELECT market.find_channel(:'ada', 'org', 's');
\echo :SQLSTATE
SELECT market.find_channel(:'fay', 'org', 's');
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.find_channel(NULL, 'org', 's');
SELECT market.find_channel(:'zero', 'org', 's');
SELECT market.find_channel(:'sue', 'none', 's');
SELECT market.find_channel(:'sue', 'org', 'none');
SELECT market.find_channel(:'sue', 'org', NULL);
\set VERBOSITY default

--
-- parse_expiration, at block 101
--
SELECT e, market.parse_expiration(e) FROM unnest(ARRAY['0', '1', '42', '+0blocks', '+1blocks', '+100blocks', '+0days', '+7days', '+180days', '1036901', '+1036800blocks']) AS e;
SELECT e, market.parse_expiration(e, true) FROM unnest(ARRAY['1036902', '+1036801blocks', '+181days', '100000000', '288230376151711744']) AS e;
SELECT market.set_params(blocks_per_day => 10);
SELECT market.parse_expiration(expiration => '+7days', force => false), market.parse_expiration('+180days');
SELECT market.parse_expiration('+181days');
\echo :SQLSTATE
SELECT market.set_params(blocks_per_day => 5760);
SELECT market.parse_expiration('100000000');
\echo :SQLSTATE
SELECT market.parse_expiration('+1week');
\echo :SQLSTATE
SELECT market.parse_expiration('288230376151711745', true);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.parse_expiration(NULL);
SELECT market.parse_expiration('1', NULL);
SELECT market.parse_expiration('');
SELECT market.parse_expiration('+');
SELECT market.parse_expiration('-1');
SELECT market.parse_expiration('+-1blocks');
SELECT market.parse_expiration('+1');
SELECT market.parse_expiration('1blocks');
SELECT market.parse_expiration('+blocks');
SELECT market.parse_expiration('+1Days');
SELECT market.parse_expiration('+1 days');
SELECT market.parse_expiration('042');
SELECT market.parse_expiration('0x2a');
SELECT market.parse_expiration(' 42');
SELECT market.parse_expiration('4_2');
SELECT market.parse_expiration('1.5');
SELECT market.parse_expiration('+1036801blocks');
SELECT market.parse_expiration('99999999999999999999999999999999');
SELECT market.parse_expiration('+99999999999999999999days', true);
SELECT market.set_params(blocks_per_day => 9223372036854775807);
SELECT market.parse_expiration('+1days', true);
SELECT market.set_params(blocks_per_day => 5760);
\set VERBOSITY default

--
-- verify_channel_state, unspent_amount: a reply of the market, and lies
--
SELECT market.verify_channel_state(:'ada', :'escrow', 3, s.current_nonce, s.current_signed_amount, s.current_signature, s.old_nonce_signed_amount, s.old_nonce_signature),
       market.unspent_amount(c.value, c.nonce, s.current_nonce, s.current_signed_amount, s.old_nonce_signed_amount)
FROM market.channel AS c, market.channel_state(3) AS s WHERE c.id = 3;
SELECT market.verify_channel_state(:'ada', :'escrow', 4, s.current_nonce, s.current_signed_amount, s.current_signature), market.unspent_amount(c.value, c.nonce, s.current_nonce, s.current_signed_amount)
FROM market.channel AS c, market.channel_state(4) AS s WHERE c.id = 4;
-- nothing signed needs no signature
SELECT market.verify_channel_state(signer => :'ada', escrow => :'escrow', channel_id => 0, current_nonce => 0, current_signed_amount => NULL, current_signature => NULL, old_nonce_signed_amount => NULL, old_nonce_signature => NULL);
SELECT market.verify_channel_state(:'ada', :'escrow', 0, 0, 0);
-- another amount, nonce, channel, escrow, signer; no signature; the old one for the nonce itself, or before the first
SELECT market.verify_channel_state(:'ada', :'escrow', 0, 1, 11, signed(1, 0, 1, 10)) AS amount,
       market.verify_channel_state(:'ada', :'escrow', 0, 2, 10, signed(1, 0, 1, 10)) AS nonce,
       market.verify_channel_state(:'ada', :'escrow', 1, 1, 10, signed(1, 0, 1, 10)) AS channel,
       market.verify_channel_state(:'ada', :'bob', 0, 1, 10, signed(1, 0, 1, 10)) AS escrow,
       market.verify_channel_state(:'sue', :'escrow', 0, 1, 10, signed(1, 0, 1, 10)) AS signer,
       market.verify_channel_state(:'ada', :'escrow', 0, 1, 10) AS none,
       market.verify_channel_state(:'ada', :'escrow', 0, 1, 10, :'nothing') AS nothing,
       market.verify_channel_state(:'ada', :'escrow', 0, 1, 10, signed(1, 0, 1, 10), 7, signed(1, 0, 1, 7)) AS old_nonce,
       market.verify_channel_state(:'ada', :'escrow', 0, 0, 0, NULL, 7, signed(1, 0, 0, 7)) AS before_first,
       market.verify_channel_state(:'ada', :'escrow', 0, 1, 10, signed(1, 0, 1, 10), 7, signed(1, 0, 0, 7)) AS true;
-- the branches, by example: value 42, pending 0.3, then settled
SELECT market.unspent_amount(4200000000, 0, 0, 30000000), market.unspent_amount(4200000000, 0, 1, NULL, 30000000), market.unspent_amount(4170000000, 1, 1), market.unspent_amount(10, 0, 0, 11);
-- errors, in order
SELECT market.verify_channel_state(NULL, NULL, NULL, NULL);
\echo :SQLSTATE
SELECT market.verify_channel_state(:'zero', NULL, NULL, NULL);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.verify_channel_state(:'ada', NULL, NULL, NULL);
SELECT market.verify_channel_state(:'ada', :'escrow', NULL, NULL);
SELECT market.verify_channel_state(:'ada', :'escrow', trunc(2::numeric ^ 256, 0), NULL);
SELECT market.verify_channel_state(:'ada', :'escrow', 0, NULL);
SELECT market.verify_channel_state(:'ada', :'escrow', 0, 0, -1);
SELECT market.verify_channel_state(:'ada', :'escrow', 0, 0, 0, NULL, 0.5);
SELECT market.unspent_amount(NULL, 0, 0);
SELECT market.unspent_amount(0, NULL, 0);
SELECT market.unspent_amount(0, 0, NULL);
SELECT market.unspent_amount(0, 0, 0, -1);
SELECT market.unspent_amount(0, 0, 0, 0, -1);
\set VERBOSITY default
SELECT market.unspent_amount(0, 0, 2);
\echo :SQLSTATE
SELECT market.unspent_amount(0, 1, 0);
\echo :SQLSTATE

--
-- who may ask: the account's role, the application, who reads everything
--
CREATE ROLE regress_choice_ada;
CREATE ROLE regress_choice_reader;
GRANT market_user TO regress_choice_ada;
GRANT market_reader TO regress_choice_reader;
SELECT count(market.create_account(p.address, ('regress_choice_' || p.name)::regrole)) FROM people AS p WHERE p.name = 'ada';
\set VERBOSITY sqlstate
SET ROLE regress_choice_ada;
SELECT advice FROM market.choose_channel(:'ada', 'org', 's', 1);
SELECT advice FROM market.choose_channel(:'sue', 'org', 's', 1);
SELECT market.find_channel(:'sue', 'org', 's');
SET ROLE regress_choice_reader;
SELECT advice FROM market.choose_channel(:'sue', 'org', 's', 1);
SELECT market.find_channel(:'sue', 'org', 's');
RESET ROLE;
\set VERBOSITY default

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_choice WITH (FORCE);
DROP ROLE regress_choice_ada, regress_choice_reader;
