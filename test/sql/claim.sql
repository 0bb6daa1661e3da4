-- Claims: one, many, and in one step; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test claim
\set ECHO none
\i :tests/world/documents.psql
\set ECHO all
SELECT market.create_organization(:'bob', 'org', organization(:'bob', 5, :'group'));
SELECT market.publish_service(:'bob', 'org', 's', service('{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}'));
\set nothing 0x000000000000000000000000000000000000000000000000000000000000000500000000000000000000000000000000000000000000000000000000000000011b

SELECT market.deposit(:'ada', '1000cog');
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 20) FROM generate_series(1, 5);

--
-- claim_channel
--
-- kept open: the nonce rises, the rest stays
SELECT market.claim_channel(:'bob', 0, 30, 30, signed(2, 0, 0, 30));
-- signed by the sender; less than is signed for; more is signed for than there is
SELECT market.claim_channel(recipient => :'bob', channel_id => 0, actual_amount => 20, planned_amount => 1000000, signature => signed(1, 0, 1, 1000000), send_back => false);
-- nothing, which needs a signature too
SELECT market.claim_channel(:'bob', 0, 0, 0, signed(1, 0, 2, 0));
SELECT * FROM channels WHERE id = 0;
-- sent back: the channel sleeps
SELECT market.claim_channel(:'bob', 0, 15.0, 15.00, signed(1, 0, 3, 15), true);
SELECT * FROM channels WHERE id = 0;
SELECT name, cog FROM balances WHERE name IN ('ada', 'bob');
SELECT * FROM events WHERE event = 'claim';
SELECT name(debit) AS debit, debit_kind, name(credit) AS credit, credit_kind, amount, reason, reference
FROM market.journal WHERE debit_kind = 'channel' ORDER BY id;
SELECT * FROM market.audit();
-- and wakes up at its nonce; an old signature is worth nothing
SELECT market.extend_channel_and_add_funds(:'ada', 0, 20, '50cog');
SELECT market.claim_channel(:'bob', 0, 15, 15, signed(1, 0, 3, 15));
\echo :SQLSTATE
SELECT market.claim_channel(:'bob', 0, 50, 50, signed(1, 0, 4, 50));
SELECT * FROM channels WHERE id = 0;

-- the checks, one after the other, each with everything after it wrong as well
SELECT market.claim_channel(NULL, 4711, 101, 1, :'nothing');
\echo :SQLSTATE
SELECT market.claim_channel(:'zero', 4711, 101, 1, :'nothing');
\echo :SQLSTATE
SELECT market.claim_channel(:'zero', 1, 101, 1, :'nothing');
\echo :SQLSTATE
SELECT market.claim_channel(:'pool', 1, 101, 1, :'nothing');
\echo :SQLSTATE
SELECT market.claim_channel(:'eve', 1, 101, 1, :'nothing');
\echo :SQLSTATE
SELECT market.claim_channel(:'eve', 1, 100, 1, :'nothing');
\echo :SQLSTATE
SELECT market.claim_channel(:'bob', 1, 100, 99, :'nothing');
\echo :SQLSTATE
SELECT market.claim_channel(:'bob', 1, 100, 100, :'nothing');
\echo :SQLSTATE
SELECT market.claim_channel(:'bob', 1, 100, 100, signed(3, 1, 0, 100));
\echo :SQLSTATE
\set VERBOSITY sqlstate
-- signed for another channel, nonce, amount, or escrow; a request
SELECT market.claim_channel(:'bob', 1, 10, 10, signed(1, 0, 0, 10));
SELECT market.claim_channel(:'bob', 1, 10, 10, signed(1, 1, 1, 10));
SELECT market.claim_channel(:'bob', 1, 10, 10, signed(1, 1, 0, 11));
SELECT market.claim_channel(:'bob', 1, 10, 10, signed(1, market.claim_message(:'bob', 1, 0, 10)));
SELECT market.claim_channel(:'bob', 1, 10, 10, signed(1, market.channel_state_message(:'escrow', 1, 1)));
SELECT market.claim_channel(:'bob', 1, 0, 0, signed(4, 1, 0, 0));
-- null
SELECT market.claim_channel(:'bob', NULL, 10, 10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, NULL, 10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 10, NULL, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 10, 10, NULL);
SELECT market.claim_channel(:'bob', 1, 10, 10, signed(1, 1, 0, 10), NULL);
-- numbers and signatures
SELECT market.claim_channel(:'bob', -1, 10, 10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', '9223372036854775808', 10, 10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 'NaN', 10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 0.5, 10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, -10, 10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 2::numeric ^ 256, 10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 10, 'Infinity', signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 10, 10.5, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 10, -10, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 10, 2::numeric ^ 256, signed(1, 1, 0, 10));
SELECT market.claim_channel(:'bob', 1, 10, 10, '0x1b');
SELECT market.claim_channel(:'bob', 1, 10, 10, '\x1b'::bytea::market.signature);
\set VERBOSITY default
SELECT * FROM channels WHERE id = 1;
-- what is authorized at the nonce is claimed by any claim at that nonce
SELECT market.authorize_payment(1, 0, 10, signed(1, 1, 0, 10), 'org', 's');
SELECT market.claim_channel(:'bob', 1, 7, 10, signed(1, 1, 0, 10));
SELECT * FROM channels WHERE id = 1;
-- after the expiration, while the sender has not timed it out
SELECT market.end_block(next_height => 21) AS height;
SELECT market.claim_channel(:'bob', 1, 3, 3, signed(1, 1, 1, 3));
SELECT market.claim_channel_timeout(:'ada', 1);
SELECT market.claim_channel(:'bob', 1, 0, 0, signed(1, 1, 2, 0));
SELECT market.claim_channel(:'bob', 1, 0, 0, signed(1, 1, 3, 0));
SELECT event, nonce, amount FROM events WHERE channel = 1;
SELECT * FROM market.audit();

--
-- claims that are started
--
SELECT market.extend_channel(:'ada', 2, 100), market.extend_channel(:'ada', 3, 100), market.extend_channel(:'ada', 4, 100);
CREATE PROCEDURE pay(channel_id bigint, calls int)
LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. calls LOOP
        PERFORM market.authorize_payment(pay.channel_id, n.nonce, n.amount, public.signed(1, n.message), 'org', 's')
        FROM market.next_payment(pay.channel_id, 10) AS n;
    END LOOP;
END
$$;
CALL pay(2, 3);
SELECT nonce, signed_amount FROM market.start_claim(2);
CALL pay(2, 2);
SELECT * FROM channels WHERE id = 2;
-- the claim at the first nonce leaves what is signed for at the second
SELECT market.claim_channel(:'bob', 2, 81, 81, signed(1, 2, 0, 81));
\echo :SQLSTATE
SELECT market.claim_channel(:'bob', 2, 30, 30, signed(1, 2, 0, 30));
SELECT * FROM channels WHERE id = 2;
SELECT market.claim_channel(:'bob', 2, 20, 20, signed(1, 2, 1, 20));
SELECT * FROM channels WHERE id = 2;
-- two started, settled in order of their nonces only; less is taken of the first
CALL pay(2, 1);
SELECT nonce, signed_amount FROM market.start_claim(2);
CALL pay(2, 1);
SELECT nonce, signed_amount FROM market.start_claim(2);
CALL pay(2, 1);
SELECT channel_id, nonce, amount FROM market.pending_claim ORDER BY channel_id, nonce;
SELECT market.claim_channel(:'bob', 2, 10, 10, signed(1, 2, 3, 10));
\echo :SQLSTATE
SELECT market.claim_channel(:'bob', 2, 9, 10, signed(1, 2, 2, 10));
SELECT * FROM channels WHERE id = 2;
SELECT channel_id, nonce, amount FROM market.pending_claim ORDER BY channel_id, nonce;
-- sent back with the first: what is signed for at later nonces is lost, and recorded
CALL pay(2, 1);
SELECT nonce, signed_amount FROM market.start_claim(2);
CALL pay(2, 1);
SELECT market.claim_channel(:'bob', 2, 10, 10, signed(1, 2, 3, 10), true);
SELECT * FROM channels WHERE id = 2;
SELECT count(*) FROM market.pending_claim;
SELECT * FROM events WHERE channel = 2;
SELECT event, nonce, amount, signature::text = signed(1, 2, nonce, amount)::text AS signature FROM market.channel_event WHERE signature IS NOT NULL ORDER BY id;
SELECT * FROM market.audit();
-- lost by a time-out
SELECT market.extend_channel_and_add_funds(:'ada', 2, 40, '50cog');
CALL pay(2, 1);
SELECT nonce, signed_amount FROM market.start_claim(2);
CALL pay(2, 1);
SELECT market.end_block(next_height => 40) AS height;
SELECT market.claim_channel_timeout(:'ada', 2);
SELECT * FROM channels WHERE id = 2;
SELECT event, nonce, amount, signed FROM events WHERE channel = 2 AND height = 40;
SELECT market.claim(:'bob', 2);
\echo :SQLSTATE
SELECT * FROM market.audit();

--
-- claim
--
CALL pay(3, 2);
SELECT market.claim(:'bob', 3);
-- pending ones first, in order, then what is authorized: the sum
CALL pay(3, 1);
SELECT nonce, signed_amount FROM market.start_claim(3);
CALL pay(3, 2);
SELECT nonce, signed_amount FROM market.start_claim(3);
CALL pay(3, 3);
SELECT * FROM channels WHERE id = 3;
SELECT market.claim(recipient => :'bob', channel_id => 3);
SELECT * FROM channels WHERE id = 3;
SELECT event, nonce, amount, planned FROM events WHERE channel = 3 AND event <> 'open';
-- a pending one only
CALL pay(3, 1);
SELECT nonce, signed_amount FROM market.start_claim(3);
SELECT market.claim(:'bob', 3);
SELECT * FROM market.audit();
-- errors, in order
SELECT market.claim(NULL, 4711);
\echo :SQLSTATE
SELECT market.claim(:'zero', 4711);
\echo :SQLSTATE
SELECT market.claim(:'zero', 3);
\echo :SQLSTATE
SELECT market.claim(:'pool', 3);
\echo :SQLSTATE
SELECT market.claim(:'eve', 3);
\echo :SQLSTATE
SELECT market.claim(:'bob', 3);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.claim(:'bob', NULL);
SELECT market.claim(:'bob', -1);
SELECT market.claim(:'bob', '9223372036854775808');
SELECT market.claim(:'ada', 3);
SELECT market.claim('0x', 3);
\set VERBOSITY default

--
-- claim_channels
--
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 100) FROM generate_series(1, 2);
-- in the order given; one channel twice, at nonces that follow each other
SELECT market.claim_channels(:'bob', ARRAY[6, 5, 6, 4], ARRAY[10, 20, 30, 0], ARRAY[10, 25, 1000, 5],
    ARRAY[signed(1, 6, 0, 10), signed(2, 5, 0, 25), signed(1, 6, 1, 1000), signed(2, 4, 0, 5)], ARRAY[false, false, true, false]);
SELECT * FROM channels WHERE id > 3;
SELECT channel, event, nonce, amount, planned, send_back FROM events WHERE channel > 3 AND event <> 'open';
SELECT * FROM market.audit();
-- nothing
SELECT market.claim_channels(recipient => :'bob', channel_ids => '{}', actual_amounts => '{}', planned_amounts => '{}', signatures => '{}', send_backs => '{}');
-- all or nothing
SELECT market.claim_channels(:'bob', ARRAY[4, 5], ARRAY[10, 81], ARRAY[10, 81], ARRAY[signed(1, 4, 1, 10), signed(1, 5, 1, 81)], ARRAY[false, false]);
\echo :SQLSTATE
-- the nonces the wrong way round
SELECT market.claim_channels(:'bob', ARRAY[5, 5], ARRAY[10, 10], ARRAY[10, 10], ARRAY[signed(1, 5, 2, 10), signed(1, 5, 1, 10)], ARRAY[false, false]);
\echo :SQLSTATE
-- lists
SELECT market.claim_channels(:'bob', ARRAY[4, 5], ARRAY[10], ARRAY[10, 10], ARRAY[signed(1, 4, 1, 10), signed(1, 5, 1, 10)], ARRAY[false, false]);
\echo :SQLSTATE
SELECT market.claim_channels(:'bob', ARRAY[4, NULL], ARRAY[10, 10], ARRAY[10, 10], ARRAY[signed(1, 4, 1, 10), signed(1, 5, 1, 10)], ARRAY[false, false]);
\echo :SQLSTATE
SELECT market.claim_channels(:'bob', ARRAY[[4], [5]], ARRAY[10, 10], ARRAY[10, 10], ARRAY[signed(1, 4, 1, 10), signed(1, 5, 1, 10)], ARRAY[false, false]);
\echo :SQLSTATE
SELECT market.claim_channels(:'bob', ARRAY[4, 5], ARRAY[10, 0.5], ARRAY[10, 10], ARRAY[signed(1, 4, 1, 10), signed(1, 5, 1, 10)], ARRAY[false, false]);
\echo :SQLSTATE
-- an unknown channel before the actor, the actor before the claims
SELECT market.claim_channels(:'zero', ARRAY[4, 4711], ARRAY[101, 10], ARRAY[10, 10], ARRAY[signed(1, 4, 1, 10), signed(1, 5, 1, 10)], ARRAY[false, false]);
\echo :SQLSTATE
SELECT market.claim_channels(:'zero', ARRAY[4, 5], ARRAY[101, 10], ARRAY[10, 10], ARRAY[signed(1, 4, 1, 10), signed(1, 5, 1, 10)], ARRAY[false, false]);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.claim_channels(:'zero', '{}', '{}', '{}', '{}', '{}');
SELECT market.claim_channels(NULL, '{}', '{}', '{}', '{}', '{}');
SELECT market.claim_channels(:'bob', NULL, '{}', '{}', '{}', '{}');
SELECT market.claim_channels(:'bob', '{}', NULL, '{}', '{}', '{}');
SELECT market.claim_channels(:'bob', '{}', '{}', NULL, '{}', '{}');
SELECT market.claim_channels(:'bob', '{}', '{}', '{}', NULL, '{}');
SELECT market.claim_channels(:'bob', '{}', '{}', '{}', '{}', NULL);
SELECT market.claim_channels(:'bob', '{4}', '{}', '{}', '{}', '{}');
SELECT market.claim_channels(:'bob', '{}', '{1}', '{}', '{}', '{}');
SELECT market.claim_channels(:'bob', '{}', '{}', '{1}', '{}', '{}');
SELECT market.claim_channels(:'bob', '{}', '{}', '{}', ARRAY[signed(1, 4, 1, 10)], '{}');
SELECT market.claim_channels(:'bob', '{}', '{}', '{}', '{}', '{t}');
SELECT market.claim_channels(:'bob', '{4}', '{NULL}', '{10}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{NULL}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{10}', '{NULL}', '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{10}', ARRAY[signed(1, 4, 1, 10)], '{NULL}');
SELECT market.claim_channels(:'bob', '{4}', '{NaN}', '{10}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{-1}', '{10}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', ARRAY[2::numeric ^ 256], '{10}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{Infinity}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{10.5}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{-10}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', ARRAY[2::numeric ^ 256], ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{10}', '{0x00}', '{f}');
SELECT market.claim_channels(:'bob', array_fill(4::bigint, ARRAY[100001]), '{}', '{}', '{}', '{}');
SELECT market.claim_channels(:'eve', '{4}', '{101}', '{10}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'eve', '{4}', '{11}', '{10}', ARRAY[signed(1, 4, 1, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{11}', '{10}', ARRAY[signed(1, 4, 0, 10)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{10}', ARRAY[:'nothing'::market.signature], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{10}', '{10}', ARRAY[signed(1, 4, 0, 10)], '{f}');
\set VERBOSITY default
SELECT * FROM channels WHERE id > 3;
SELECT * FROM market.audit();

--
-- edges: sender and recipient are one; nobody is the recipient; a balance at its bound
--
SELECT market.open_channel(:'ada', :'ada', :'ada', :'group', '10cog', 100) AS own, market.open_channel(:'ada', :'ada', :'zero', :'group', '10cog', 0) AS nobodys \gset
SELECT balance(:'ada', 'cog') AS before \gset
SELECT market.claim_channel(:'ada', :own, 4, 4, signed(1, :own, 0, 4), true);
SELECT balance(:'ada', 'cog') - :before AS back;
SELECT market.claim_channel(:'zero', :nobodys, 1, 1, signed(1, :nobodys, 0, 1));
\echo :SQLSTATE
SELECT market.claim_channel_timeout(:'ada', :nobodys);
-- all money of a token fits into one balance, hence no claim finds it full
SELECT 2::numeric ^ 256 - 1 - sum(amount) AS rest FROM balance_sheet WHERE denom = 'cog' \gset
SELECT market.deposit(:'fay', market.coin(:rest + 1, 'cog'));
\echo :SQLSTATE
SELECT market.deposit(:'fay', market.coin(:rest, 'cog')) = :rest AS full;
SELECT market.deposit(:'ada', '1cog');
\echo :SQLSTATE
SELECT market.open_channel(:'ada', :'ada', :'fay', :'group', '10cog', 100) AS rich \gset
SELECT market.claim_channel(:'fay', :rich, 1, 2, signed(1, :rich, 0, 2));
SELECT market.claim_channels(:'fay', ARRAY[:rich, :rich], ARRAY[0, 1], ARRAY[0, 1], ARRAY[signed(1, :rich, 1, 0), signed(1, :rich, 2, 1)], ARRAY[false, false]);
-- on a channel as large a value as there can be
SELECT market.open_channel(:'fay', :'fay', :'bob', :'group', market.coin(:rest, 'cog'), 100) AS large \gset
SELECT market.claim_channel(:'bob', :large, 5, 2::numeric ^ 256 - 1, signed(5, :large, 0, 2::numeric ^ 256 - 1), true);
SELECT channel, nonce, amount, planned, send_back FROM events WHERE event = 'claim' AND channel >= :own;
SELECT market.withdraw(:'fay', market.coin(balance(:'fay', 'cog'), 'cog')) AS nothing;
SELECT * FROM market.audit();

--
-- who may act
--
CREATE ROLE regress_claim_ada;
CREATE ROLE regress_claim_bob;
CREATE ROLE regress_claim_app;
CREATE ROLE regress_claim_operator;
CREATE ROLE regress_claim_reader;
CREATE ROLE regress_claim_nobody;
GRANT market_user TO regress_claim_ada, regress_claim_bob;
GRANT market_app TO regress_claim_app;
GRANT market_operator TO regress_claim_operator;
GRANT market_reader TO regress_claim_reader;
SELECT count(market.create_account(p.address, ('regress_claim_' || p.name)::regrole)) FROM people AS p WHERE p.name IN ('ada', 'bob');
CALL pay(4, 1);

SET ROLE regress_claim_bob;
SELECT market.claim(:'bob', 4);
SELECT market.claim_channel(:'bob', 4, 1, 1, signed(1, 4, 2, 1));
SELECT market.claim_channels(:'bob', '{4}', '{1}', '{1}', ARRAY[signed(1, 4, 3, 1)], '{f}');
SET ROLE regress_claim_ada;
SELECT market.claim(:'bob', 4);
\echo :SQLSTATE
\set VERBOSITY sqlstate
-- the channel before the right, the right before the claim
SELECT market.claim(:'bob', 4711);
SELECT market.claim_channel(:'bob', 4711, 1, 1, signed(1, 4, 4, 1));
SELECT market.claim_channel(:'bob', 4, 101, 1, signed(1, 4, 4, 1));
SELECT market.claim_channels(:'bob', '{4711}', '{1}', '{1}', ARRAY[signed(1, 4, 4, 1)], '{f}');
SELECT market.claim_channels(:'bob', '{4}', '{101}', '{1}', ARRAY[signed(1, 4, 4, 1)], '{f}');
-- an account of one's own does not make one the recipient
SELECT market.claim(:'ada', 4);
SELECT market.claim_channel(:'ada', 4, 1, 1, signed(1, 4, 4, 1));
INSERT INTO market.pending_claim VALUES (4, 4, 1, signed(1, 4, 4, 1));
\set VERBOSITY default
SET ROLE regress_claim_app;
SELECT market.claim_channel(:'bob', 4, 1, 1, signed(1, 4, 4, 1));
SELECT market.claim_channels(:'bob', '{4}', '{1}', '{1}', ARRAY[signed(1, 4, 5, 1)], '{f}');
SELECT market.claim(:'bob', 4);
\set VERBOSITY sqlstate
SET ROLE regress_claim_operator;
SELECT market.claim(:'bob', 4);
SELECT market.claim_channel(:'bob', 4, 1, 1, signed(1, 4, 6, 1));
SELECT market.claim_channels(:'bob', '{4}', '{1}', '{1}', ARRAY[signed(1, 4, 6, 1)], '{f}');
SET ROLE regress_claim_reader;
SELECT market.claim(:'bob', 4);
SET ROLE regress_claim_nobody;
SELECT market.claim(:'bob', 4);
SELECT market.claim_channel(:'bob', 4, 1, 1, signed(1, 4, 6, 1));
SELECT market.claim_channels(:'bob', '{4}', '{1}', '{1}', '{}', '{f}');
RESET ROLE;
\set VERBOSITY default

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_claim WITH (FORCE);
DROP ROLE regress_claim_ada, regress_claim_app, regress_claim_bob, regress_claim_nobody, regress_claim_operator, regress_claim_reader;
