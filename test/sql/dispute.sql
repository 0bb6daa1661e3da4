-- What comes before and after a paid call: whether it would be accepted; ratings, disputes, refunds.
-- Success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test dispute
\set ECHO none
\i :tests/world/groups.psql
\set ECHO all
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

-- a total on a channel, signed by the n-th person
CREATE FUNCTION signed(n int, channel_id numeric, nonce numeric, amount numeric) RETURNS market.signature
LANGUAGE sql AS $$SELECT market.sign(market.message_digest(market.claim_message(p.escrow_address, channel_id, nonce, amount)), public.key(n)) FROM market.params AS p$$;

--
-- check_payment
--
\x on
SELECT * FROM market.check_payment(0, 0, 10, signed(1, 0, 0, 10), 'org', 'fixed');
SELECT * FROM market.check_payment(channel_id => 0, nonce => 0, amount => 9, signature => signed(1, 0, 0, 9), organization_id => 'org', service_id => 'fixed');
SELECT * FROM market.check_payment(0, 1, 10, signed(1, 0, 1, 10), 'org', 'fixed');
SELECT * FROM market.check_payment(0, 0, 10, signed(4, 0, 0, 10), 'org', 'fixed');
\x off
SELECT accepted, price, sqlstate FROM market.check_payment(99, 0, 10, signed(1, 99, 0, 10), 'org', 'fixed');
SELECT accepted, price, sqlstate FROM market.check_payment(0, 0, 1001, signed(1, 0, 0, 1001), 'org', 'fixed');
SELECT accepted, price, sqlstate FROM market.check_payment(0, 0, 2, signed(1, 0, 0, 2), 'org', 'methods', '/p.S/add');
SELECT accepted, price, sqlstate FROM market.check_payment(0, 0, 2, signed(1, 0, 0, 2), 'org', 'methods', '/p.S/none');
SELECT accepted, price, sqlstate FROM market.check_payment(0, 0, 2, signed(1, 0, 0, 2), 'nowhere', 'methods');
SELECT accepted, price, sqlstate FROM market.check_payment(0, 0, 10, signed(1, 0, 0, 10), 'org', 'fixed', quote_id => 7);
SELECT accepted, price, sqlstate FROM market.check_payment(NULL, 0, 10, signed(1, 0, 0, 10), 'org', 'fixed');
-- nothing has happened, and the session goes on
SELECT authorized_amount, (SELECT count(*) FROM market.usage) AS calls FROM market.channel WHERE id = 0;
BEGIN;
SELECT accepted, sqlstate FROM market.check_payment(0, 0, 9, signed(1, 0, 0, 9), 'org', 'fixed');
SELECT pay(10, 'fixed');
SELECT accepted, price FROM market.check_payment(0, 0, 20, signed(1, 0, 0, 20), 'org', 'fixed');
SELECT authorized_amount FROM market.channel WHERE id = 0;
COMMIT;

--
-- calls to look at
--
SELECT pay(10, 'fixed') AS second, pay(2, 'methods', '/p.S/add') AS third, pay(0, 'methods', '/p.S/see') AS fourth, pay(10, 'two', channel_id => 1) AS fifth;
SELECT id AS call_1 FROM market.usage WHERE authorized_amount = 10 AND channel_id = 0 \gset
SELECT id AS call_2 FROM market.usage WHERE authorized_amount = 20 AND channel_id = 0 \gset
SELECT id AS call_3 FROM market.usage WHERE price = 2 \gset
SELECT id AS call_4 FROM market.usage WHERE price = 0 \gset
SELECT id AS call_5 FROM market.usage WHERE channel_id = 1 \gset

--
-- rate_call
--
SELECT market.rate_call(NULL, :call_1, 5); \echo :SQLSTATE
SELECT market.rate_call(:'zero', :call_1, 5); \echo :SQLSTATE
SELECT market.rate_call(:'pool', :call_1, 5); \echo :SQLSTATE
SELECT market.rate_call(:'ada', NULL, 5); \echo :SQLSTATE
SELECT market.rate_call(:'ada', :call_1, NULL); \echo :SQLSTATE
SELECT market.rate_call(:'ada', :call_1, 0); \echo :SQLSTATE
SELECT market.rate_call(:'ada', :call_1, 6); \echo :SQLSTATE
SELECT market.rate_call(:'ada', :call_1, 5, repeat('x', 4001)); \echo :SQLSTATE
SELECT market.rate_call(:'ada', 999999, 5); \echo :SQLSTATE
-- somebody else's call, and one that cost nothing
SELECT market.rate_call(:'eve', :call_1, 1); \echo :SQLSTATE
SELECT market.rate_call(:'ada', :call_4, 1); \echo :SQLSTATE
SELECT market.rate_call(:'ada', :call_1, 5, 'adds well');
-- the last word counts, by whatever call
SELECT market.rate_call(payer => :'ada', usage_id => :call_2, stars => 4), market.rate_call(:'ada', :call_3, 1);
SELECT service_id, payer = :'ada' AS by_ada, stars, comment FROM market.service_rating ORDER BY service_id;
SELECT service_id, ratings, stars FROM market.service_rating_summary ORDER BY service_id;

--
-- open_dispute, answer_dispute, close_dispute
--
SELECT market.open_dispute(NULL, :call_1, 10); \echo :SQLSTATE
SELECT market.open_dispute(:'ada', NULL, 10); \echo :SQLSTATE
SELECT market.open_dispute(:'ada', :call_1, NULL); \echo :SQLSTATE
SELECT market.open_dispute(:'ada', :call_1, -1); \echo :SQLSTATE
SELECT market.open_dispute(:'ada', 999999, 10); \echo :SQLSTATE
SELECT market.open_dispute(:'eve', :call_1, 10); \echo :SQLSTATE
SELECT market.open_dispute(:'ada', :call_4, 0); \echo :SQLSTATE
SELECT market.open_dispute(:'ada', :call_1, 11); \echo :SQLSTATE
SELECT market.open_dispute(payer => :'ada', usage_id => :call_1, amount => 10, evidence => '{"answer": 41}'), market.open_dispute(:'ada', :call_2, 5), market.open_dispute(:'ada', :call_3, 2), market.open_dispute(:'ada', :call_5, 10);
SELECT market.open_dispute(:'ada', :call_1, 10); \echo :SQLSTATE
SELECT market.answer_dispute(NULL, 1, '{}'); \echo :SQLSTATE
SELECT market.answer_dispute(:'bob', NULL, '{}'); \echo :SQLSTATE
SELECT market.answer_dispute(:'bob', 1, NULL); \echo :SQLSTATE
SELECT market.answer_dispute(:'bob', 99, '{}'); \echo :SQLSTATE
SELECT market.answer_dispute(:'ada', 1, '{}'); \echo :SQLSTATE
SELECT market.answer_dispute(:'sue', 1, '{"log": "it was 42"}');
SELECT market.close_dispute(NULL, 1, 'accepted'); \echo :SQLSTATE
SELECT market.close_dispute(:'bob', NULL, 'accepted'); \echo :SQLSTATE
SELECT market.close_dispute(:'bob', 1, NULL); \echo :SQLSTATE
SELECT market.close_dispute(:'bob', 1, 'open'); \echo :SQLSTATE
SELECT market.close_dispute(:'bob', 99, 'accepted'); \echo :SQLSTATE
SELECT market.close_dispute(:'bob', 1, 'withdrawn'); \echo :SQLSTATE
SELECT market.close_dispute(:'ada', 1, 'accepted'); \echo :SQLSTATE
SELECT market.close_dispute(account => :'ada', dispute_id => 1, outcome => 'withdrawn', note => 'it was 42'), market.close_dispute(:'sue', 2, 'accepted'), market.close_dispute(:'bob', 3, 'rejected'), market.close_dispute(:'bob', 4, 'upheld');
SELECT market.close_dispute(:'ada', 1, 'withdrawn'); \echo :SQLSTATE
SELECT market.answer_dispute(:'bob', 2, '{}'); \echo :SQLSTATE
SELECT id, service_id, amount, evidence, answer, state, note, closed_by = :'ada' AS by_ada, closed_height = opened_height AS same_block FROM market.dispute ORDER BY id;

--
-- refund_payment: 22 are signed for at nonce 0
--
SELECT authorized_amount FROM market.channel WHERE id = 0;
SELECT market.refund_payment(NULL, 0, 0, 12, signed(1, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'zero', 0, 0, 12, signed(1, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, NULL, 12, signed(1, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, 0, -1, signed(1, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', NULL, 0, 12, signed(1, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'eve', 99, 0, 12, signed(1, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'pool', 0, 0, 12, signed(1, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'eve', 0, 0, 12, signed(1, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, 0, 12, signed(1, 0, 0, 12), :call_5); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, 1, 12, signed(1, 0, 1, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, 0, 22, signed(1, 0, 0, 22)); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, 0, 12); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, 0, 12, signed(4, 0, 0, 12)); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, 0, 12, signed(1, 0, 0, 11)); \echo :SQLSTATE
SELECT market.refund_payment(recipient => :'bob', channel_id => 0, nonce => 0, amount => 12, signature => signed(1, 0, 0, 12), usage_id => :call_2, reason => 'it was 42');
SELECT authorized_amount, market.ecrecover(market.message_digest(market.claim_message(escrow_address, 0, 0, 12)), authorized_signature) = :'ada' AS signed FROM market.channel, market.params WHERE id = 0;
SELECT channel_id, nonce, amount, new_total, usage_id = :call_2 AS second_call, reason FROM market.payment_refund;
SELECT event, nonce, amount, planned_amount, signature IS NOT NULL AS signed FROM market.channel_event WHERE event = 'refund';
SELECT * FROM market.audit();
-- paying goes on from there
SELECT pay(10, 'fixed');
-- all of it, without a signature; and again
SELECT payment_nonce AS nonce FROM market.channel WHERE id = 0 \gset
SELECT market.refund_payment(:'bob', 0, :nonce, 0);
SELECT authorized_amount, authorized_signature FROM market.channel WHERE id = 0;
SELECT market.refund_payment(:'bob', 0, :nonce, 0); \echo :SQLSTATE
SELECT * FROM market.audit();
SELECT pay(10, 'fixed');
SELECT market.claim(:'bob', 0);
SELECT market.refund_payment(:'bob', 0, :nonce + 1, 0); \echo :SQLSTATE
-- not while a payment is open, and not what no call was charged for: the first of two fails
SELECT pay(10, 'fixed');
SELECT payment_nonce AS nonce FROM market.channel WHERE id = 0 \gset
SELECT payment_token AS first FROM market.begin_payment(0, :nonce, 20, signed(1, 0, :nonce, 20), 'org', 'fixed', concurrent => 2) \gset
SELECT market.refund_payment(:'bob', 0, :nonce, 0); \echo :SQLSTATE
SELECT payment_token AS second FROM market.begin_payment(0, :nonce, 30, signed(1, 0, :nonce, 30), 'org', 'fixed', concurrent => 2) \gset
SELECT market.commit_payment(:'second');
SELECT market.rollback_payment(:'first', 'no answer');
SELECT authorized_amount, uncharged_amount FROM market.channel WHERE id = 0;
SELECT market.refund_payment(:'bob', 0, :nonce, 9, signed(1, 0, :nonce, 9)); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, :nonce, 10, signed(1, 0, :nonce, 10));
SELECT authorized_amount, uncharged_amount FROM market.channel WHERE id = 0;
SELECT * FROM market.audit();

--
-- overpay_tolerance: 10 of 10 are uncharged
--
SELECT uncharged_amount, authorized_amount FROM market.channel WHERE id = 0;
SELECT pay(11, 'fixed'); \echo :SQLSTATE
SELECT market.set_params(overpay_tolerance => 25);
-- more than the price, up to the tolerance; less than it, as far as the credit goes; never nothing
SELECT pay(36, 'fixed'); \echo :SQLSTATE
SELECT pay(35, 'fixed');
SELECT uncharged_amount, authorized_amount FROM market.channel WHERE id = 0;
SELECT pay(1, 'fixed'), pay(1, 'fixed', '/any'), pay(1, 'fixed');
SELECT uncharged_amount, authorized_amount FROM market.channel WHERE id = 0;
SELECT pay(0, 'fixed'); \echo :SQLSTATE
SELECT pay(1, 'fixed'); \echo :SQLSTATE
SELECT pay(2, 'fixed'); \echo :SQLSTATE
SELECT pay(10, 'fixed'), pay(12, 'fixed');
SELECT uncharged_amount, authorized_amount FROM market.channel WHERE id = 0;
SELECT * FROM market.audit();
-- payments in two steps are exact
SELECT payment_token FROM market.begin_payment(0, :nonce, 85, signed(1, 0, :nonce, 85), 'org', 'fixed'); \echo :SQLSTATE
SELECT market.claim(:'bob', 0);
SELECT value, authorized_amount, uncharged_amount FROM market.channel WHERE id = 0;
SELECT * FROM market.audit();
SELECT market.set_params(overpay_tolerance => 0);

UPDATE market.payment_refund SET amount = 0; \echo :SQLSTATE
SELECT * FROM market.audit();

--
-- who may act, and who reads
--
CREATE ROLE regress_dispute_ada;
CREATE ROLE regress_dispute_bob;
CREATE ROLE regress_dispute_eve;
CREATE ROLE regress_dispute_operator;
GRANT market_user TO regress_dispute_ada, regress_dispute_bob, regress_dispute_eve;
GRANT market_operator TO regress_dispute_operator;
SELECT market.create_account(:'ada', 'regress_dispute_ada'), market.create_account(:'bob', 'regress_dispute_bob'), market.create_account(:'eve', 'regress_dispute_eve') \g (tuples_only) /dev/null
SELECT payment_nonce AS nonce, signed(4, 0, payment_nonce, 10) AS eves FROM market.channel WHERE id = 0 \gset
SET ROLE regress_dispute_eve;
SELECT market.rate_call(:'ada', :call_1, 1); \echo :SQLSTATE
SELECT market.open_dispute(:'ada', :call_1, 1); \echo :SQLSTATE
SELECT market.refund_payment(:'bob', 0, 0, 0); \echo :SQLSTATE
SELECT count(*) FROM market.dispute;
SELECT count(*) FROM market.payment_refund;
SELECT count(*) FROM market.service_rating;
-- whoever has a payment may ask whether it is good
SELECT accepted, sqlstate FROM market.check_payment(0, :nonce, 10, :'eves', 'org', 'fixed');
RESET ROLE;
SELECT pay(2, 'methods', '/p.S/add');
SELECT max(id) AS call_6 FROM market.usage \gset
SET ROLE regress_dispute_ada;
SELECT market.open_dispute(:'ada', :call_6, 2) AS dispute \gset
SELECT market.close_dispute(:'ada', :dispute, 'upheld'); \echo :SQLSTATE
SELECT market.close_dispute(:'bob', :dispute, 'accepted'); \echo :SQLSTATE
SELECT count(*) FROM market.dispute;
SELECT count(*) FROM market.payment_refund;
SET ROLE regress_dispute_bob;
SELECT market.answer_dispute(:'bob', :dispute, '{}');
SELECT market.close_dispute(:'ada', :dispute, 'withdrawn'); \echo :SQLSTATE
SELECT count(*) FROM market.dispute;
DELETE FROM market.dispute; \echo :SQLSTATE
SET ROLE regress_dispute_operator;
SELECT market.close_dispute(:'eve', :dispute, 'upheld');
SELECT state, closed_by FROM market.dispute WHERE id = :dispute;
RESET ROLE;
-- a service takes its ratings along, and leaves disputes and refunds
SELECT market.delete_service(:'bob', 'org', 'fixed');
SELECT market.rate_call(:'ada', :call_1, 1); \echo :SQLSTATE
SELECT (SELECT count(*) FROM market.service_rating) AS ratings, (SELECT count(*) FROM market.dispute) AS disputes, (SELECT count(*) FROM market.payment_refund) AS refunds;

UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_dispute_ada, regress_dispute_bob, regress_dispute_eve, regress_dispute_operator;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_dispute;
