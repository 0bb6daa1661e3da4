-- Payments in two steps: begun, committed, rolled back, forgotten; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test reservation
\set ECHO none
\i :tests/world/seller.psql
\set ECHO all
CREATE VIEW channels AS
SELECT id, value, nonce, payment_nonce AS next, authorized_amount AS authorized, authorized_signature IS NOT NULL AS signed,
       uncharged_amount AS uncharged, pending_amount AS pending, reserved_until
FROM market.channel ORDER BY id;
CREATE VIEW reservations AS
SELECT kind, channel_id AS channel, nonce, amount, price, service_id, expiration, outcome, charged
FROM market.payment_reservation ORDER BY height, channel_id, amount;
CREATE VIEW calls AS
SELECT kind, service_id, channel_id AS channel, nonce, authorized_amount AS authorized, full_amount AS "full", price, outcome, error
FROM market.usage ORDER BY id;
-- begin as the client should, at the highest total
CREATE FUNCTION begin(channel_id bigint, service text, price numeric, lease bigint DEFAULT NULL, concurrent int DEFAULT 1, key text DEFAULT NULL)
RETURNS uuid LANGUAGE sql AS $$
SELECT b.payment_token FROM market.next_payment(channel_id, price) AS n,
    market.begin_payment(channel_id, n.nonce, n.amount, public.signed(2, n.message), 'org', service,
        lease => lease, concurrent => concurrent, idempotency_key => key) AS b
$$;
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 1000);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 20);

--
-- A call that succeeds, and one that fails
--
SELECT payment_token IS NOT NULL AS token, price, expiration, payment_token AS first
FROM market.begin_payment(0, 0, 10, paid(2, 0, 0, 10), 'org', 'svc') \gset
\echo :price :expiration
SELECT * FROM channels WHERE id = 0;
SELECT * FROM reservations;
SELECT * FROM market.audit();
SELECT market.commit_payment(:'first');
SELECT * FROM channels WHERE id = 0;
SELECT * FROM reservations;
-- once more: the same answer, and no second charge
SELECT market.commit_payment(:'first'), market.commit_payment(:'first', 10);
SELECT authorized FROM channels WHERE id = 0;
SELECT begin(0, 'svc', 10) AS second \gset
SELECT market.rollback_payment(:'second', 'the service is down');
SELECT market.rollback_payment(:'second');
SELECT * FROM channels WHERE id = 0;
SELECT * FROM reservations;
SELECT * FROM calls;
-- in one transaction a payment and its end may stand together
BEGIN;
SELECT market.commit_payment(begin(0, 'svc', 10));
ROLLBACK;
SELECT * FROM channels WHERE id = 0;
SELECT count(*) FROM market.payment_reservation;
-- a call that costs nothing needs no new total
SELECT market.commit_payment(begin(0, 'gift', 0)) AS gift;
SELECT begin(0, 'dear', 25) AS less \gset
-- less than the price may be charged, not more
SELECT market.commit_payment(:'less', 26); \echo :SQLSTATE
SELECT market.commit_payment(:'less', 20);
SELECT * FROM channels WHERE id = 0;
SELECT market.commit_payment(:'less'), market.commit_payment(:'less', 20);
SELECT market.commit_payment(:'less', 21); \echo :SQLSTATE
SELECT market.rollback_payment(:'less'); \echo :SQLSTATE
SELECT market.commit_payment(:'second'); \echo :SQLSTATE
SELECT * FROM market.audit();

--
-- While a payment is open the channel is held
--
SELECT begin(0, 'svc', 10) AS held \gset
SELECT market.authorize_payment(0, 0, 45, paid(2, 0, 0, 45), 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 0, 45, paid(2, 0, 0, 45), 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 0, 55, paid(2, 0, 0, 55), 'org', 'svc', wait => '30 ms'); \echo :SQLSTATE
SELECT market.start_claim(0); \echo :SQLSTATE
SELECT market.start_claims(:'bob', '{0}'); \echo :SQLSTATE
SELECT market.claim(:'bob', 0); \echo :SQLSTATE
SELECT market.claim_channel(:'bob', 0, 35, 35, paid(2, 0, 0, 35)); \echo :SQLSTATE
SELECT market.claim_channel(:'bob', 0, 35, 35, paid(2, 0, 0, 35), true); \echo :SQLSTATE
-- other channels, more money and more time are not concerned
SELECT market.authorize_payment(1, 0, 10, paid(2, 1, 0, 10), 'org', 'svc');
SELECT market.add_channel_funds(:'ada', 0, '50cog'), market.extend_channel(:'ada', 0, 2000);
SELECT * FROM channels;
-- what a client signs next, to join
SELECT nonce, amount FROM market.next_payment(0, 10);
SELECT market.rollback_payment(:'held');
SELECT market.authorize_payment(0, 0, 45, paid(2, 0, 0, 45), 'org', 'svc');
SELECT * FROM market.audit();

--
-- Several at once, which end in any order
--
SELECT begin(0, 'svc', 10, concurrent => 3) AS a \gset
SELECT begin(0, 'dear', 25, concurrent => 3) AS b \gset
SELECT begin(0, 'svc', 10, concurrent => 3) AS c \gset
SELECT market.begin_payment(0, 0, 100, paid(2, 0, 0, 100), 'org', 'svc', concurrent => 3); \echo :SQLSTATE
SELECT * FROM reservations WHERE outcome IS NULL;
SELECT * FROM market.audit();
SELECT market.commit_payment(:'b');
-- its total holds the price of the first, which nobody was charged for yet
SELECT * FROM channels WHERE id = 0;
SELECT market.rollback_payment(:'a');
SELECT * FROM channels WHERE id = 0;
SELECT market.commit_payment(:'c');
SELECT * FROM channels WHERE id = 0;
SELECT * FROM market.audit();
-- the recipient claims what was charged; the rest stays on the channel
SELECT signed_amount FROM market.start_claim(0);
SELECT nonce, amount, uncharged_amount FROM market.pending_claim;
SELECT * FROM channels WHERE id = 0;
SELECT begin(0, 'svc', 10) AS after \gset
-- a claim of an earlier nonce does not touch the payments of this one
SELECT market.claim_channel(:'bob', 0, 75, 90, paid(2, 0, 0, 90));
SELECT market.commit_payment(:'after');
SELECT * FROM channels WHERE id = 0;
SELECT market.commit_payment(begin(0, 'dear', 25), 5) AS five;
SELECT market.claim(:'bob', 0);
SELECT * FROM channels WHERE id = 0;
SELECT event, nonce, amount, planned_amount FROM market.channel_event WHERE channel_id = 0 AND event IN ('claim', 'start_claim') ORDER BY id;
SELECT market.claim(:'bob', 0); \echo :SQLSTATE
SELECT * FROM market.audit();
-- a claim keeps what open payments promise
SELECT market.authorize_payment(0, 2, 10, paid(2, 0, 2, 10), 'org', 'svc');
SELECT signed_amount FROM market.start_claim(0);
SELECT begin(0, 'dear', 25) AS promised \gset
SELECT market.claim_channel(:'bob', 0, 36, 1000, paid(2, 0, 2, 1000)); \echo :SQLSTATE
SELECT market.rollback_payment(:'promised');
SELECT market.claim(:'bob', 0);
SELECT * FROM market.audit();

--
-- A lease ends by itself
--
SELECT market.add_channel_funds(:'ada', 0, '1000cog');
SELECT market.height(), begin(0, 'svc', 10, lease => 3) AS forgotten \gset
SELECT reserved_until - :height AS lease FROM channels WHERE id = 0;
SELECT market.authorize_payment(0, 3, 10, paid(2, 0, 3, 10), 'org', 'svc'); \echo :SQLSTATE
SELECT market.end_block(next_height => :height + 2) > 0 AS ended;
SELECT market.authorize_payment(0, 3, 10, paid(2, 0, 3, 10), 'org', 'svc'); \echo :SQLSTATE
SELECT * FROM market.audit();
SELECT market.end_block(next_height => :height + 3) > 0 AS ended;
SELECT * FROM reservations WHERE channel = 0 AND outcome IS NULL;
SELECT market.commit_payment(:'forgotten'); \echo :SQLSTATE
SELECT market.rollback_payment(:'forgotten'); \echo :SQLSTATE
SELECT market.authorize_payment(0, 3, 10, paid(2, 0, 3, 10), 'org', 'svc');
SELECT * FROM market.audit();
-- one of several is forgotten
SELECT begin(0, 'svc', 10, lease => 1, concurrent => 2) AS lost \gset
SELECT begin(0, 'svc', 10, lease => 9, concurrent => 2) AS kept \gset
SELECT market.end_block() > 0 AS ended;
SELECT market.commit_payment(:'lost'); \echo :SQLSTATE
SELECT market.commit_payment(:'kept');
SELECT authorized, uncharged FROM channels WHERE id = 0;
-- leases that have ended hold nothing, whether their rows are there or not
SELECT market.set_params(max_work_per_block => 1);
SELECT begin(0, 'svc', 10, lease => 1, concurrent => 2) IS NOT NULL AS begun;
SELECT begin(0, 'svc', 10, lease => 1, concurrent => 2) IS NOT NULL AS begun;
SELECT market.end_block() > 0 AS ended;
SELECT count(*) FROM reservations WHERE outcome IS NULL;
SELECT market.authorize_payment(0, 3, 40, paid(2, 0, 3, 40), 'org', 'svc');
SELECT market.end_block() > 0 AS ended;
SELECT count(*) FROM reservations WHERE outcome IS NULL;
SELECT market.set_params(max_work_per_block => 1000000);
-- a lease ends while the recipient can still claim: 20 less the threshold
SELECT expiration, market.height() AS height FROM market.begin_payment(1, 0, 20, paid(2, 1, 0, 20), 'org', 'svc', lease => 9223372036854775807) \gset
\echo :expiration :height
SELECT market.end_block(next_height => 14) IS NOT NULL AS ended;
SELECT market.start_claim(1); \echo :SQLSTATE
SELECT market.end_block(next_height => 15) IS NOT NULL AS ended;
SELECT signed_amount FROM market.start_claim(1);
SELECT * FROM market.audit();

--
-- Keys
--
SELECT begin(0, 'svc', 10, key => 'k1') AS keyed \gset
SELECT payment_token = :'keyed' AS same, price, expiration - market.height() AS lease
FROM market.begin_payment(0, 3, 50, paid(2, 0, 3, 50), 'org', 'svc', idempotency_key => 'k1');
SELECT market.commit_payment(:'keyed', idempotency_key => 'k2') AS first, market.commit_payment(:'keyed', idempotency_key => 'k2') AS again;
SELECT market.commit_payment(:'keyed', 10, idempotency_key => 'k2'); \echo :SQLSTATE
SELECT begin(0, 'svc', 10) AS again \gset
SELECT market.rollback_payment(:'again', 'no', 'k2'), market.rollback_payment(:'again', 'no', 'k2');
SELECT market.end_block(next_height => market.height() + 100) > 0 AS ended;
-- with a key the answer outlives the lease
SELECT market.commit_payment(:'keyed', idempotency_key => 'k2') AS again;
SELECT market.commit_payment(:'keyed'); \echo :SQLSTATE
SELECT scope ~ '^payment [0-9a-f]{32}$' AS of_the_token, scope IN ('channel 0') AS of_the_channel, function, count(*)
FROM market.idempotency_key GROUP BY 1, 2, 3 ORDER BY 3;
SELECT * FROM market.audit();

--
-- Errors, in order
--
SELECT market.begin_payment(NULL, NULL, NULL, NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.begin_payment(0, -1, NULL, NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, NULL, NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), NULL, NULL); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), 'org', NULL); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), 'org', 'svc', concurrent => 0); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), 'org', 'svc', concurrent => NULL); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), 'org', 'svc', wait => NULL); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), 'org', 'svc', wait => '-1 s'); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), 'org', 'svc', wait => '1 month'); \echo :SQLSTATE
SELECT market.begin_payment(99, 3, 60, paid(2, 0, 3, 60), 'none', 'svc', idempotency_key => 'k1'); \echo :SQLSTATE
SELECT market.begin_payment(99, 3, 60, paid(2, 0, 3, 60), 'none', 'svc', wait => '1 s'); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), 'org', 'svc', idempotency_key => 'k1'); \echo :SQLSTATE
SELECT market.begin_payment(0, 9, 60, paid(4, 0, 3, 60), 'none', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 9, 60, paid(4, 0, 3, 60), 'org', 'none'); \echo :SQLSTATE
SELECT market.create_organization(:'eve', 'eve', (SELECT jsonb_set(metadata, '{groups,0,payment,payment_address}', to_jsonb(:'eve'::text)) FROM market.organization WHERE id = 'org'));
SELECT market.publish_service(:'eve', 'eve', 'svc', service(10));
SELECT market.begin_payment(0, 9, 60, paid(4, 0, 3, 60), 'eve', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 9, 60, paid(4, 0, 3, 60), 'org', 'svc', lease => 0); \echo :SQLSTATE
SELECT market.begin_payment(0, 9, 60, paid(4, 0, 3, 60), 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(4, 0, 3, 60), 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(1, 1, 60000, paid(2, 1, 1, 60000), 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60000, paid(2, 0, 3, 60000), 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 61, paid(2, 0, 3, 61), 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, paid(2, 0, 3, 60), 'org', 'svc', quote_id => 7); \echo :SQLSTATE
SELECT market.commit_payment(NULL); \echo :SQLSTATE
SELECT market.commit_payment('5a8b8c64-3a5f-4d0e-9a9f-6f3a4d0c9b11', -1); \echo :SQLSTATE
SELECT market.commit_payment('5a8b8c64-3a5f-4d0e-9a9f-6f3a4d0c9b11'); \echo :SQLSTATE
SELECT market.rollback_payment(NULL); \echo :SQLSTATE
SELECT market.rollback_payment('5a8b8c64-3a5f-4d0e-9a9f-6f3a4d0c9b11'); \echo :SQLSTATE
SELECT market.end_payment_leases(); \echo :SQLSTATE
SELECT market.set_params(payment_lease => 0); \echo :SQLSTATE
SELECT count(*) FROM reservations;
SELECT * FROM market.audit();

--
-- Roles: whoever has the token ends the payment; nobody learns it from the tables
--
CREATE ROLE regress_reservation_ada IN ROLE market_user;
CREATE ROLE regress_reservation_eve IN ROLE market_user;
CREATE ROLE regress_reservation_none;
SELECT market.create_account(:'ada', 'regress_reservation_ada') IS NOT NULL AS bound;
SELECT begin(0, 'svc', 10, key => 'k3') AS secret \gset
SELECT paid(2, 0, 3, 60) AS total \gset
SET ROLE regress_reservation_ada;
SELECT kind, channel_id, amount, price FROM market.payment_reservation;
SELECT function FROM market.idempotency_key WHERE key = 'k3';
SELECT answer FROM market.idempotency_key;
-- the client cannot hold its own channel against the recipient's claims, nor ask for the token
SELECT market.begin_payment(99, 3, 60, :'total', 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_payment(0, 3, 60, :'total', 'org', 'svc', idempotency_key => 'k3'); \echo :SQLSTATE
RESET ROLE;
SET ROLE regress_reservation_eve;
SELECT count(*) FROM market.payment_reservation;
SELECT market.commit_payment(:'secret');
RESET ROLE;
SET ROLE regress_reservation_none;
SELECT market.commit_payment(:'secret');
SELECT market.rollback_payment(:'secret');
RESET ROLE;

-- the table keeps the shape of its rows by itself
SELECT kind, amount, outcome, charged, market.is_reservation(kind, amount, outcome, charged)
FROM (VALUES ('paid', 5, NULL, NULL), ('prepaid', NULL, NULL, NULL), ('paid', 5, 'committed', 5), ('prepaid', NULL, 'rolled_back', 0),
    ('paid', NULL, NULL, NULL), ('prepaid', 5, NULL, NULL), ('free', NULL, NULL, NULL), ('paid ', 5, NULL, NULL), ('', 5, NULL, NULL),
    (NULL, 5, NULL, NULL), ('paid', 5, 'committed', NULL), ('paid', 5, NULL, 5), ('paid', 5, 'lost', 5)) AS v (kind, amount, outcome, charged);
BEGIN;
SELECT begin(0, 'svc', 10) IS NOT NULL AS begun;
\set VERBOSITY sqlstate
SAVEPOINT sound;
UPDATE market.payment_reservation SET kind = 'free' WHERE outcome IS NULL;
ROLLBACK TO sound;
UPDATE market.payment_reservation SET amount = NULL WHERE outcome IS NULL;
ROLLBACK TO sound;
UPDATE market.payment_reservation SET outcome = 'lost', charged = 0 WHERE outcome IS NULL;
ROLLBACK TO sound;
UPDATE market.payment_reservation SET outcome = 'committed' WHERE outcome IS NULL;
ROLLBACK TO sound;
UPDATE market.payment_reservation SET charged = 0 WHERE outcome IS NULL;
\set VERBOSITY terse
ROLLBACK;

-- the audit sees planted faults
BEGIN;
SELECT begin(0, 'svc', 10) IS NOT NULL AS begun;
UPDATE market.payment_reservation SET amount = 1000, nonce = 7 WHERE outcome IS NULL;
UPDATE market.channel SET reserved_until = 0, uncharged_amount = 1000 WHERE id = 0;
UPDATE market.channel SET reserved_until = 9999 WHERE id = 1;
UPDATE market.pending_claim SET uncharged_amount = -1;
SELECT * FROM market.audit();
ROLLBACK;
SELECT * FROM market.audit();
DROP OWNED BY regress_reservation_ada, regress_reservation_eve, regress_reservation_none;
\c :regress_database
DROP DATABASE regress_reservation;
DROP ROLE regress_reservation_ada, regress_reservation_eve, regress_reservation_none;
