-- The recipient's control of channels: the two lists, and starting claims; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test control
\set ECHO none
\i :tests/world/shops.psql
\set ECHO all
SELECT market.deposit(:'ada', '1000cog');
SELECT market.end_block(next_height => 100) AS height;
-- 0 to 3 are bob's, 4 is eve's, 5 nobody's
SELECT market.open_channel(:'ada', :'sue', r, :'group', '100cog', 1000 + n) FROM unnest(ARRAY[:'bob', :'bob', :'bob', :'bob', :'eve', :'zero']::market.address[]) WITH ORDINALITY AS c(r, n);

--
-- list_unclaimed
--
SELECT * FROM market.list_unclaimed(:'bob');
CALL pay(2, 1);
CALL pay(0, 2);
CALL pay(4, 3, 'eve');
SELECT * FROM market.list_unclaimed(:'bob');
SELECT * FROM market.list_unclaimed(recipient => :'eve', current_block => NULL, signature => NULL);
-- the sender of channels is the recipient of none
SELECT * FROM market.list_unclaimed(:'ada');
-- by signed request, five blocks before and after
SELECT * FROM market.list_unclaimed(:'bob', 100, signed(3, market.list_unclaimed_message(:'escrow', 100)));
SELECT count(*) FROM market.list_unclaimed(:'bob', 95, signed(3, market.list_unclaimed_message(:'escrow', 95)));
SELECT count(*) FROM market.list_unclaimed(:'bob', 105, signed(3, market.list_unclaimed_message(:'escrow', 105)));
-- errors, in order
SELECT * FROM market.list_unclaimed(NULL, -1, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.list_unclaimed(:'zero');
\echo :SQLSTATE
SELECT * FROM market.list_unclaimed(:'pool');
\echo :SQLSTATE
SELECT * FROM market.list_unclaimed(:'bob', -1, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.list_unclaimed(:'bob', 94, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.list_unclaimed(:'bob', 95, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.list_unclaimed(:'bob', 95, signed(4, market.list_unclaimed_message(:'escrow', 95)));
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM market.list_unclaimed(:'bob', 106, signed(3, market.list_unclaimed_message(:'escrow', 106)));
SELECT * FROM market.list_unclaimed(:'bob', 9223372036854775807, signed(3, market.list_unclaimed_message(:'escrow', 9223372036854775807)));
SELECT * FROM market.list_unclaimed(:'bob', NULL, signed(3, market.list_unclaimed_message(:'escrow', 100)));
SELECT * FROM market.list_unclaimed(:'bob', 100, signed(3, market.list_unclaimed_message(:'escrow', 99)));
SELECT * FROM market.list_unclaimed(:'bob', 100, signed(3, market.list_unclaimed_message(:'bob', 100)));
-- a signature made for the other list
SELECT * FROM market.list_unclaimed(:'bob', 100, signed(3, market.list_in_progress_message(:'escrow', 100)));
SELECT * FROM market.list_unclaimed(:'zero', 100, :'nothing');
SELECT * FROM market.list_unclaimed(:'bob', 100, '0x');
\set VERBOSITY default

--
-- start_claim
--
SELECT channel_id, nonce, signed_amount, signature::text = signed(1, 0, 0, 20)::text AS signature FROM market.start_claim(0);
SELECT * FROM channels WHERE id = 0;
SELECT channel_id, nonce, amount FROM market.pending_claim;
SELECT * FROM events WHERE event = 'start_claim';
SELECT name, cog FROM balances WHERE name IN ('ada', 'bob');
SELECT * FROM market.list_unclaimed(:'bob');
SELECT * FROM market.audit();
-- calls go on at the next nonce, and the next claim may start before this one is settled
CALL pay(0, 3);
SELECT nonce, signed_amount FROM market.start_claim(channel_id => 0, claim_signature => NULL);
CALL pay(0, 1);
-- by signed request: the recipient, the payment nonce
SELECT nonce, signed_amount FROM market.start_claim(0, signed(3, market.start_claim_message(:'escrow', 0, 2)));
SELECT * FROM channels WHERE id = 0;
SELECT channel_id, nonce, amount FROM market.pending_claim ORDER BY nonce;
-- what is pending cannot be signed for again
SELECT market.authorize_payment(0, 3, 50, signed(1, 0, 3, 50), 'org', 's');
\echo :SQLSTATE
-- and the money of a top-up can, at once: now only the price is wrong
SELECT market.add_channel_funds(:'ada', 0, '10cog');
SELECT market.authorize_payment(0, 3, 50, signed(1, 0, 3, 50), 'org', 's');
\echo :SQLSTATE
-- errors, in order
SELECT market.start_claim(NULL);
\echo :SQLSTATE
SELECT market.start_claim(4711, :'nothing');
\echo :SQLSTATE
SELECT market.start_claim(1, :'nothing');
\echo :SQLSTATE
SELECT market.start_claim(1, signed(1, market.start_claim_message(:'escrow', 1, 0)));
\echo :SQLSTATE
SELECT market.start_claim(1);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.start_claim(1, signed(3, market.start_claim_message(:'escrow', 1, 0)));
-- of a channel to nobody
SELECT market.start_claim(5);
SELECT market.start_claim(-1);
SELECT market.start_claim('9223372036854775808');
SELECT market.start_claim(2, '0x');
-- signed for another nonce, channel, escrow; a payment
SELECT market.start_claim(2, signed(3, market.start_claim_message(:'escrow', 2, 1)));
SELECT market.start_claim(2, signed(3, market.start_claim_message(:'escrow', 0, 0)));
SELECT market.start_claim(2, signed(3, market.start_claim_message(:'bob', 2, 0)));
SELECT market.start_claim(2, signed(3, 2, 0, 10));
\set VERBOSITY default

--
-- list_in_progress
--
SELECT channel_id, nonce, signed_amount, signature::text = signed(1, channel_id, nonce, signed_amount)::text AS signature, expiration FROM market.list_in_progress(:'bob');
SELECT * FROM market.list_in_progress(:'eve');
SELECT nonce, signed_amount FROM market.list_in_progress(recipient => :'bob', current_block => 100, signature => signed(3, market.list_in_progress_message(:'escrow', 100)));
SELECT count(*) FROM market.list_in_progress(:'bob', 95, signed(3, market.list_in_progress_message(:'escrow', 95)));
SELECT count(*) FROM market.list_in_progress(:'bob', 105, signed(3, market.list_in_progress_message(:'escrow', 105)));
-- what is settled leaves the list
SELECT market.claim_channel(:'bob', 0, 20, 20, signed(1, 0, 0, 20));
SELECT nonce, signed_amount FROM market.list_in_progress(:'bob');
-- errors, in order
SELECT * FROM market.list_in_progress(NULL, -1, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.list_in_progress(:'bob', 94, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.list_in_progress(:'bob', 95, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.list_in_progress(:'bob', 95, signed(4, market.list_in_progress_message(:'escrow', 95)));
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM market.list_in_progress(:'zero');
SELECT * FROM market.list_in_progress(:'pool');
SELECT * FROM market.list_in_progress(:'bob', -1, :'nothing');
SELECT * FROM market.list_in_progress(:'bob', 106, signed(3, market.list_in_progress_message(:'escrow', 106)));
SELECT * FROM market.list_in_progress(:'bob', NULL, signed(3, market.list_in_progress_message(:'escrow', 100)));
SELECT * FROM market.list_in_progress(:'bob', 100, signed(3, market.list_unclaimed_message(:'escrow', 100)));
SELECT * FROM market.list_in_progress(:'bob', 100, '0x');
\set VERBOSITY default
SELECT * FROM market.audit();

--
-- start_claims
--
CALL pay(1, 1);
CALL pay(3, 2);
-- all or nothing
SELECT * FROM market.start_claims(:'bob', ARRAY[3, 0, 1]);
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'bob', ARRAY[3, 3]);
\echo :SQLSTATE
SELECT count(*) FROM market.list_in_progress(:'bob') WHERE channel_id = 3;
-- in the order given
SELECT channel_id, nonce, signed_amount, signature::text = signed(1, channel_id, nonce, signed_amount)::text AS signature FROM market.start_claims(:'bob', ARRAY[3, 1]);
SELECT * FROM market.start_claims(recipient => :'bob', channel_ids => '{}');
-- by signed request, over the ids in ascending order
CALL pay(3, 1);
SELECT channel_id, nonce, signed_amount FROM market.start_claims(recipient => :'bob', channel_ids => ARRAY[3, 2], current_block => 95, claim_signature => signed(3, market.start_claims_message(:'escrow', ARRAY[2, 3], 95)));
SELECT * FROM channels;
SELECT channel_id, nonce, signed_amount FROM market.list_in_progress(:'bob');
SELECT * FROM market.audit();
-- errors, in order
SELECT * FROM market.start_claims(NULL, ARRAY[4711], 94, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'zero', ARRAY[4711], -1, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'zero', ARRAY[4711], 94, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'bob', ARRAY[4], 94, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'bob', ARRAY[4], 95, :'nothing');
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'bob', ARRAY[4], 95, signed(4, market.start_claims_message(:'escrow', ARRAY[4], 95)));
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'bob', ARRAY[4], 95, signed(3, market.start_claims_message(:'escrow', ARRAY[4], 95)));
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'bob', ARRAY[1], 95, signed(3, market.start_claims_message(:'escrow', ARRAY[1], 95)));
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'bob', ARRAY[[1], [2]]);
\echo :SQLSTATE
SELECT * FROM market.start_claims(:'bob', ARRAY[1, NULL]);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM market.start_claims(:'bob', NULL);
SELECT * FROM market.start_claims(:'zero', ARRAY[1]);
SELECT * FROM market.start_claims(:'pool', ARRAY[1]);
SELECT * FROM market.start_claims(:'eve', ARRAY[1]);
SELECT * FROM market.start_claims(:'bob', ARRAY[-1]);
SELECT * FROM market.start_claims(:'bob', ARRAY[1], NULL, signed(3, market.start_claims_message(:'escrow', ARRAY[1], 100)));
SELECT * FROM market.start_claims(:'bob', ARRAY[1], -1, signed(3, market.start_claims_message(:'escrow', ARRAY[1], 100)));
SELECT * FROM market.start_claims(:'bob', ARRAY[1], 106, signed(3, market.start_claims_message(:'escrow', ARRAY[1], 106)));
SELECT * FROM market.start_claims(:'bob', ARRAY[1, 2], 100, signed(3, market.start_claims_message(:'escrow', ARRAY[1], 100)));
SELECT * FROM market.start_claims(:'bob', ARRAY[1], 100, signed(3, market.list_unclaimed_message(:'escrow', 100)));
SELECT * FROM market.start_claims(:'bob', ARRAY[1], 100, '0x');
SELECT * FROM market.start_claims(:'bob', array_fill(1::bigint, ARRAY[100001]));
\set VERBOSITY default

--
-- who may act: the recipient's role, the application, or whoever has the recipient's signature
--
CREATE ROLE regress_control_ada;
CREATE ROLE regress_control_bob;
CREATE ROLE regress_control_app;
CREATE ROLE regress_control_operator;
CREATE ROLE regress_control_reader;
CREATE ROLE regress_control_nobody;
GRANT market_user TO regress_control_ada, regress_control_bob;
GRANT market_app TO regress_control_app;
GRANT market_operator TO regress_control_operator;
GRANT market_reader TO regress_control_reader;
SELECT count(market.create_account(p.address, ('regress_control_' || p.name)::regrole)) FROM people AS p WHERE p.name IN ('ada', 'bob');
CALL pay(1, 1);
CALL pay(2, 1);
CALL pay(3, 1);
SELECT signed(3, market.list_unclaimed_message(:'escrow', 100)) AS unclaimed, signed(3, market.list_in_progress_message(:'escrow', 100)) AS in_progress,
       signed(3, market.start_claim_message(:'escrow', 1, 1)) AS start, signed(3, market.start_claims_message(:'escrow', ARRAY[1], 100)) AS starts
\gset
SET ROLE regress_control_bob;
SELECT * FROM market.list_unclaimed(:'bob');
SELECT count(*) FROM market.list_in_progress(:'bob');
SELECT nonce, signed_amount FROM market.start_claim(2);
SELECT nonce, signed_amount FROM market.start_claims(:'bob', ARRAY[3]);
-- reading: the channels one has a part in; what is pending is the recipient's
SELECT id FROM market.channel ORDER BY id;
SELECT channel_id, nonce FROM market.pending_claim ORDER BY channel_id, nonce;
SET ROLE regress_control_ada;
SELECT id FROM market.channel ORDER BY id;
SELECT count(*) FROM market.pending_claim;
SELECT * FROM market.list_unclaimed(:'bob');
\echo :SQLSTATE
SELECT * FROM market.start_claim(1);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM market.list_in_progress(:'bob');
SELECT * FROM market.start_claims(:'bob', ARRAY[1]);
-- the channel before the right
SELECT * FROM market.start_claim(4711);
SELECT * FROM market.start_claims(:'bob', ARRAY[4711]);
-- for one's own account, but another's channel
SELECT * FROM market.start_claims(:'ada', ARRAY[1]);
-- with a signature
SELECT nonce, signed_amount FROM market.start_claim(1, :'start');
-- which works once: the nonce has risen
SELECT nonce, signed_amount FROM market.start_claim(1, :'start');
SELECT count(*) FROM market.list_unclaimed(:'bob', 100, :'unclaimed');
\set VERBOSITY default
SET ROLE regress_control_app;
SELECT count(*) FROM market.list_unclaimed(:'bob');
SELECT count(*) FROM market.list_in_progress(:'bob');
CALL pay(1, 1);
SELECT nonce, signed_amount FROM market.start_claim(1);
CALL pay(1, 1);
SELECT nonce, signed_amount FROM market.start_claims(:'bob', ARRAY[1]);
\set VERBOSITY sqlstate
SET ROLE regress_control_operator;
SELECT count(*) FROM market.list_unclaimed(:'bob');
SELECT count(*) FROM market.list_in_progress(:'bob');
SELECT market.start_claim(1);
SET ROLE regress_control_reader;
SELECT count(*) FROM market.list_unclaimed(:'bob');
SELECT count(*) > 0 AS reads FROM market.pending_claim;
SELECT market.start_claim(1);
SET ROLE regress_control_nobody;
SELECT count(*) FROM market.list_unclaimed(:'bob');
SELECT count(*) FROM market.list_unclaimed(:'bob', 100, :'unclaimed');
SELECT count(*) FROM market.list_in_progress(:'bob', 100, :'in_progress');
SELECT market.start_claim(1, :'start');
SELECT market.start_claims(:'bob', ARRAY[1], 100, :'starts');
SELECT count(*) FROM market.pending_claim;
RESET ROLE;
\set VERBOSITY default

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_control WITH (FORCE);
DROP ROLE regress_control_ada, regress_control_app, regress_control_bob, regress_control_nobody, regress_control_operator, regress_control_reader;
