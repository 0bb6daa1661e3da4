-- The paid call, and what a client asks before it: success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test payment
\set ECHO none
\i :tests/world/documents.psql
\set ECHO all
\set fixed '{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}'
\set methods '{"price_model": "fixed_price_per_method", "package_name": "example_service", "default": true, "details": [{"service_name": "Calculator", "method_pricing": [{"method_name": "add", "price_in_cogs": 2}, {"method_name": "see", "price_in_cogs": 0}, {"method_name": "all", "price_in_cogs": 57896044618658097711785492504343953926634992332820282019728792003956564819968}]}]}'
SELECT market.create_organization(:'bob', 'org', organization(:'bob', 5, :'group'));
SELECT market.publish_service(:'bob', 'org', 'fixed', service(:'fixed')), market.publish_service(:'bob', 'org', 'methods', service(:'methods'));
-- eve sells the same for another group, and for the same group with another address
SELECT market.create_organization(:'eve', 'eve', organization(:'eve', 5, :'group')), market.publish_service(:'eve', 'eve', 'fixed', service(:'fixed'));
SELECT market.create_organization(:'eve', 'group', organization(:'bob', 5, '\x7d00000000000000000000000000000000000000000000000000000000000000')), market.publish_service(:'eve', 'group', 'fixed', service(:'fixed'));

SELECT market.deposit(:'ada', '1000cog');
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 20);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 20);

--
-- authorize_payment
--
SELECT market.authorize_payment(0, 0, 10, signed(2, 0, 0, 10), 'org', 'fixed');
-- signed by the sender; another method costs the same
SELECT market.authorize_payment(channel_id => 0, nonce => 0, amount => 20, signature => signed(1, 0, 0, 20), organization_id => 'org', service_id => 'fixed', method => '/any/thing');
SELECT * FROM channels WHERE id = 0;
-- a price per method, on the same channel
SELECT market.authorize_payment(0, 0, 22, signed(2, 0, 0, 22), 'org', 'methods', '/example_service.Calculator/add');
SELECT authorized_amount, authorized_signature::text = signed(2, 0, 0, 22)::text AS as_sent FROM market.channel WHERE id = 0;
-- a price of nothing repeats the total, and the other party may sign it
SELECT market.authorize_payment(0, 0, 22, signed(1, 0, 0, 22), 'org', 'methods', '/example_service.Calculator/see');
SELECT authorized_amount, authorized_signature::text = signed(1, 0, 0, 22)::text AS as_sent FROM market.channel WHERE id = 0;
-- a total of nothing
SELECT market.authorize_payment(1, 0.0, 0.00, signed(1, 1, 0, 0), 'org', 'methods', '/example_service.Calculator/see');
SELECT authorized, signed FROM channels WHERE id = 1;
-- no money moves, and no event happens
SELECT name, cog FROM balances WHERE name IN ('ada', 'bob');
SELECT event, count(*) FROM events GROUP BY event;
SELECT * FROM market.audit();
-- it is gone when the service fails
BEGIN;
SELECT market.authorize_payment(0, 0, 32, signed(2, 0, 0, 32), 'org', 'fixed');
SELECT authorized FROM channels WHERE id = 0;
ROLLBACK;
SELECT authorized FROM channels WHERE id = 0;
-- and twice in one transaction
BEGIN;
SELECT market.authorize_payment(0, 0, 32, signed(2, 0, 0, 32), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 42, signed(2, 0, 0, 42), 'org', 'fixed');
COMMIT;
SELECT authorized FROM channels WHERE id = 0;

-- arguments
SELECT market.authorize_payment(NULL, 0, 52, signed(2, 0, 0, 52), 'org', 'fixed');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 0, 'NaN', signed(2, 0, 0, 52), 'org', 'fixed');
\echo :SQLSTATE
-- the checks, one after the other, each with everything after it wrong as well
-- the channel
SELECT market.authorize_payment(4711, 1, 1000000, signed(4, 0, 0, 52), 'org-x', 'x', 'x');
\echo :SQLSTATE
-- the organization, the service, the group and the recipient
SELECT market.authorize_payment(0, 1, 1000000, signed(4, 0, 0, 52), 'org-x', 'x', 'x');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 1, 1000000, signed(4, 0, 0, 52), 'org', 'x', 'x');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 1, 1000000, signed(4, 0, 0, 52), 'eve', 'fixed', 'x');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 1, 1000000, signed(4, 0, 0, 52), 'group', 'fixed', 'x');
\echo :SQLSTATE
-- the nonce
SELECT market.authorize_payment(0, 1, 1000000, signed(4, 0, 0, 52), 'org', 'methods', 'x');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 115792089237316195423570985008687907853269984665640564039457584007913129639935, 1000000, signed(4, 0, 0, 52), 'org', 'methods', 'x');
\echo :SQLSTATE
-- the signature
SELECT market.authorize_payment(0, 0, 1000000, '0x000000000000000000000000000000000000000000000000000000000000000500000000000000000000000000000000000000000000000000000000000000011b', 'org', 'methods', 'x');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 0, 1000000, signed(4, 0, 0, 1000000), 'org', 'methods', 'x');
\echo :SQLSTATE
-- the block: 15 is too late, 14 is not
SELECT market.end_block(next_height => 15) AS height;
SELECT market.authorize_payment(0, 0, 1000000, signed(2, 0, 0, 1000000), 'org', 'methods', 'x');
\echo :SQLSTATE
SELECT market.extend_channel(:'ada', 0, 21);
-- the money
SELECT market.authorize_payment(0, 0, 1000000, signed(2, 0, 0, 1000000), 'org', 'methods', 'x');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 0, 101, signed(2, 0, 0, 101), 'org', 'methods', 'x');
\echo :SQLSTATE
-- the price
SELECT market.authorize_payment(0, 0, 100, signed(2, 0, 0, 100), 'org', 'methods', 'x');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 0, 100, signed(2, 0, 0, 100), 'org', 'methods');
\echo :SQLSTATE
-- the increase: more, nothing, less than before
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 62), 'org', 'fixed');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 0, 42, signed(2, 0, 0, 42), 'org', 'fixed');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 0, 32, signed(2, 0, 0, 32), 'org', 'fixed');
\echo :SQLSTATE
SELECT market.authorize_payment(0, 0, 52, signed(2, 0, 0, 52), 'org', 'fixed');
\set VERBOSITY sqlstate
-- signed for another channel, nonce, amount, or escrow; by the recipient
SELECT market.authorize_payment(0, 0, 62, signed(2, 1, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 1, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 63), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(2, market.claim_message(:'bob', 0, 0, 62)), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(3, 0, 0, 62), 'org', 'fixed');
-- a signed request is no payment
SELECT market.authorize_payment(0, 0, 62, signed(2, market.channel_state_message(:'escrow', 0, 15)), 'org', 'fixed');
-- null in every argument but the method
SELECT market.authorize_payment(0, NULL, 62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, NULL, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, NULL, 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 62), NULL, 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 62), 'org', NULL);
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 62), 'org', 'methods', NULL);
-- numbers
SELECT market.authorize_payment(-1, 0, 62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment('9223372036854775808', 0, 62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 'NaN', 62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 'Infinity', 62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0.5, 62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, -1, 62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 2::numeric ^ 256, 62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, '-Infinity', signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62.5, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, -62, signed(2, 0, 0, 62), 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 2::numeric ^ 256, signed(2, 0, 0, 62), 'org', 'fixed');
-- signatures and names
SELECT market.authorize_payment(0, 0, 62, '', 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, '\x00', 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, '\x00'::bytea::market.signature, 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, (signed(2, 0, 0, 62)::bytea || '\x00'::bytea)::market.signature, 'org', 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 62), '', 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 62), 'org', '');
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 62), 'ORG', 'fixed');
SELECT market.authorize_payment(0, 0, 62, signed(2, 0, 0, 62), 'org', 'methods', '');
-- the largest amount there is: not on this channel
SELECT market.authorize_payment(0, 0, 2::numeric ^ 255, signed(2, 0, 0, 2::numeric ^ 255), 'org', 'methods', '/example_service.Calculator/all');
\set VERBOSITY default
SELECT * FROM channels;
SELECT * FROM market.audit();

-- to the last cog, then not one more; a top-up is seen at once
SELECT market.authorize_payment(0, 0, 54 + 2 * n, signed(2, 0, 0, 54 + 2 * n), 'org', 'methods', '/example_service.Calculator/add') FROM generate_series(0, 23) AS n \g /dev/null
SELECT authorized, value FROM channels WHERE id = 0;
SELECT market.authorize_payment(0, 0, 102, signed(2, 0, 0, 102), 'org', 'methods', '/example_service.Calculator/add');
SELECT market.add_channel_funds(:'ada', 0, '2cog');
SELECT market.authorize_payment(0, 0, 102, signed(2, 0, 0, 102), 'org', 'methods', '/example_service.Calculator/add');
-- amounts far beyond 64 bits
SELECT market.deposit(:'fay', '57896044618658097711785492504343953926634992332820282019728792003956564819968cog');
SELECT market.open_channel(:'fay', :'fay', :'bob', :'group', '57896044618658097711785492504343953926634992332820282019728792003956564819968cog', 9223372036854775807) AS id \gset
SELECT market.authorize_payment(:id, 0, 2::numeric ^ 255, signed(5, :id, 0, 2::numeric ^ 255), 'org', 'methods', '/example_service.Calculator/all');
-- the largest expiration less the largest threshold
SELECT market.update_organization(:'bob', 'org', organization(:'bob', 9223372036854775000, :'group'));
SELECT market.authorize_payment(:id, 0, 2::numeric ^ 255, signed(5, :id, 0, 2::numeric ^ 255), 'org', 'methods', '/example_service.Calculator/see');
SELECT market.authorize_payment(0, 0, 102, signed(2, 0, 0, 102), 'org', 'methods', '/example_service.Calculator/see');
SELECT market.update_organization(:'bob', 'org', organization(:'bob', 5, :'group'));
-- a recipient that changed in the documents gets nothing for channels to the old one
SELECT market.update_organization(:'bob', 'org', organization(:'eve', 5, :'group'));
SELECT market.authorize_payment(0, 0, 112, signed(2, 0, 0, 112), 'org', 'fixed');
SELECT market.update_organization(:'bob', 'org', organization(:'bob', 5, :'group'));
SELECT * FROM market.audit();

--
-- channel_state
--
SELECT current_nonce, current_signed_amount, current_signature::text = signed(2, 0, 0, 102)::text AS current_signature, old_nonce_signed_amount, old_nonce_signature FROM market.channel_state(0);
-- nothing signed
SELECT * FROM market.channel_state(1);
-- by signed request: of the signer, the sender, the recipient; five blocks before and after
SELECT n, current_signed_amount FROM generate_series(1, 3) AS n, market.channel_state(0, 15, signed(n, market.channel_state_message(:'escrow', 0, 15))) ORDER BY n;
SELECT current_signed_amount FROM market.channel_state(channel_id => 0, current_block => 10, signature => signed(1, market.channel_state_message(:'escrow', 0, 10)));
SELECT current_signed_amount FROM market.channel_state(0, 20, signed(1, market.channel_state_message(:'escrow', 0, 20)));
-- while a claim is pending, the old nonce's amount
SELECT nonce, signed_amount FROM market.start_claim(0);
SELECT current_nonce, current_signed_amount, current_signature, old_nonce_signed_amount, old_nonce_signature::text = signed(2, 0, 0, 102)::text AS old_nonce_signature FROM market.channel_state(0);
SELECT market.claim(:'bob', 0);
SELECT * FROM market.channel_state(0);
-- errors, in order: the channel, the signature, the signer, the block
SELECT market.channel_state(4711, 9, signed(4, market.channel_state_message(:'escrow', 0, 9)));
\echo :SQLSTATE
SELECT market.channel_state(0, 9, '0x000000000000000000000000000000000000000000000000000000000000000500000000000000000000000000000000000000000000000000000000000000011b');
\echo :SQLSTATE
SELECT market.channel_state(0, 9, signed(4, market.channel_state_message(:'escrow', 0, 9)));
\echo :SQLSTATE
SELECT market.channel_state(0, 9, signed(1, market.channel_state_message(:'escrow', 0, 9)));
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.channel_state(0, 21, signed(1, market.channel_state_message(:'escrow', 0, 21)));
SELECT market.channel_state(0, 9223372036854775807, signed(1, market.channel_state_message(:'escrow', 0, 9223372036854775807)));
SELECT market.channel_state(0, 15, signed(1, market.channel_state_message(:'escrow', 1, 15)));
SELECT market.channel_state(0, 15, signed(1, market.channel_state_message(:'escrow', 0, 14)));
SELECT market.channel_state(0, 15, signed(1, market.list_unclaimed_message(:'escrow', 15)));
SELECT market.channel_state(NULL);
SELECT market.channel_state(0, NULL, signed(1, market.channel_state_message(:'escrow', 0, 15)));
SELECT market.channel_state(0, -1, signed(1, market.channel_state_message(:'escrow', 0, 15)));
SELECT market.channel_state(0, 15, '0x00');
SELECT market.channel_state(-1);
\set VERBOSITY default

--
-- next_payment
--
SELECT nonce, amount, message = claim_message(:'escrow', 0, 1, 10) AS message, digest = message_digest(claim_message(:'escrow', 0, 1, 10)) AS digest FROM market.next_payment(0, 10);
SELECT nonce, amount FROM market.next_payment(channel_id => :id, price => 1.0);
SELECT nonce, amount, length(message) FROM market.next_payment(1, 0);
-- what it says is accepted
SELECT market.add_channel_funds(:'ada', 0, '98cog');
SELECT market.authorize_payment(0, nonce, amount, signed(1, message), 'org', 'fixed') FROM market.next_payment(0, 10);
SELECT nonce, amount FROM market.next_payment(0, 10);
-- no total is that large
SELECT market.next_payment(:id, 2::numeric ^ 255);
\echo :SQLSTATE
SELECT market.next_payment(4711, 10);
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.next_payment(NULL, 10);
SELECT market.next_payment(0, NULL);
SELECT market.next_payment(0, 'NaN');
SELECT market.next_payment(0, 'Infinity');
SELECT market.next_payment(0, 0.5);
SELECT market.next_payment(0, -1);
SELECT market.next_payment(0, 2::numeric ^ 256);
SELECT market.next_payment(4711, -1);
SELECT market.next_payment(-1, 10);
\set VERBOSITY default
SELECT * FROM market.audit();

--
-- who may act
--
CREATE ROLE regress_payment_ada;
CREATE ROLE regress_payment_sue;
CREATE ROLE regress_payment_bob;
CREATE ROLE regress_payment_eve;
CREATE ROLE regress_payment_app;
CREATE ROLE regress_payment_operator;
CREATE ROLE regress_payment_reader;
CREATE ROLE regress_payment_nobody;
GRANT market_user TO regress_payment_ada, regress_payment_sue, regress_payment_bob, regress_payment_eve;
GRANT market_app TO regress_payment_app;
GRANT market_operator TO regress_payment_operator;
GRANT market_reader TO regress_payment_reader;
SELECT count(market.create_account(p.address, ('regress_payment_' || p.name)::regrole)) FROM people AS p WHERE p.name <> 'fay';

-- the parties ask without a signature; the payment proves itself, whoever hands it in
SET ROLE regress_payment_ada;
SELECT current_signed_amount FROM market.channel_state(0);
SELECT nonce, amount FROM market.next_payment(0, 10);
SELECT market.authorize_payment(0, 1, 20, signed(1, 0, 1, 20), 'org', 'fixed');
SET ROLE regress_payment_sue;
SELECT current_signed_amount FROM market.channel_state(0);
SELECT nonce, amount FROM market.next_payment(0, 10);
SET ROLE regress_payment_bob;
SELECT current_signed_amount FROM market.channel_state(0);
SELECT nonce, amount FROM market.next_payment(0, 10);
SET ROLE regress_payment_eve;
SELECT market.authorize_payment(0, 1, 30, signed(1, 0, 1, 30), 'org', 'fixed');
SELECT market.channel_state(0);
\echo :SQLSTATE
SELECT market.next_payment(0, 10);
\echo :SQLSTATE
\set VERBOSITY sqlstate
-- the channel first, then the right; a signature instead of the right
SELECT market.channel_state(4711);
SELECT market.next_payment(4711, 10);
SELECT current_signed_amount FROM market.channel_state(0, 15, signed(1, market.channel_state_message(:'escrow', 0, 15)));
SELECT current_signed_amount FROM market.channel_state(0, 15, signed(4, market.channel_state_message(:'escrow', 0, 15)));
\set VERBOSITY default
SELECT count(*) FROM market.channel;
SET ROLE regress_payment_app;
SELECT market.authorize_payment(0, 1, 40, signed(1, 0, 1, 40), 'org', 'fixed');
SELECT current_signed_amount FROM market.channel_state(0);
SELECT nonce, amount FROM market.next_payment(0, 10);
SET ROLE regress_payment_operator;
SELECT current_signed_amount FROM market.channel_state(0);
SELECT nonce, amount FROM market.next_payment(0, 10);
SET ROLE regress_payment_reader;
SELECT current_signed_amount FROM market.channel_state(0);
SELECT nonce, amount FROM market.next_payment(0, 10);
\set VERBOSITY sqlstate
SELECT market.authorize_payment(0, 1, 50, signed(1, 0, 1, 50), 'org', 'fixed');
SET ROLE regress_payment_operator;
SELECT market.authorize_payment(0, 1, 50, signed(1, 0, 1, 50), 'org', 'fixed');
-- nobody pays; but asks, with a signature
SET ROLE regress_payment_nobody;
SELECT market.authorize_payment(0, 1, 50, signed(1, 0, 1, 50), 'org', 'fixed');
SELECT market.channel_state(0);
SELECT market.next_payment(0, 10);
RESET ROLE;
SELECT signed(1, market.channel_state_message(:'escrow', 0, 15)) AS request \gset
SET ROLE regress_payment_nobody;
SELECT current_signed_amount FROM market.channel_state(0, 15, :'request');
RESET ROLE;
\set VERBOSITY default

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_payment WITH (FORCE);
DROP ROLE regress_payment_ada, regress_payment_app, regress_payment_bob, regress_payment_eve, regress_payment_nobody, regress_payment_operator, regress_payment_reader, regress_payment_sue;
