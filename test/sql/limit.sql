-- Limits of services: stop switch, token buckets, allowed users; what paid calls must pass.
\getenv tests PG_ABS_SRCDIR
\set test limit
\set ECHO none
\i :tests/world/shops.psql
\set ECHO all
SELECT market.deposit(:'ada', '1000cog');
SELECT market.end_block(next_height => 100) AS height;
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '500cog', 1000) FROM generate_series(1, 2);
SELECT market.deposit(:'fay', '100cog');
SELECT market.open_channel(:'fay', :'ada', :'bob', :'group', '100cog', 1000);
CREATE VIEW buckets AS
SELECT service_id AS service, CASE client WHEN '0x0000000000000000000000000000000000000000' THEN 'everybody' ELSE name(client) END AS client, credit, height
FROM market.rate_bucket ORDER BY 1, 2;

--
-- the stop switch
--
CALL pay(0, 1);
SELECT market.stop_service(:'bob', 'org', 's');
CALL pay(0, 1);
\echo :SQLSTATE
-- what is signed for can be claimed, and asked for
SELECT current_nonce, current_signed_amount FROM market.channel_state(0);
SELECT market.claim(:'bob', 0);
SELECT market.start_service(:'bob', 'org', 's');
CALL pay(0, 1);

--
-- the service's bucket: 3 in 2 blocks, 4 at once
--
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 3, burst_size => 4, rate_limit_blocks => 2);
CALL pay(0, 2);
CALL pay(1, 1);
-- a call that is refused, or rolls back, takes nothing out
SELECT market.authorize_payment(0, 9, 10, :'nothing', 'org', 's');
\echo :SQLSTATE
BEGIN;
CALL pay(2, 1);
SELECT * FROM buckets;
ROLLBACK;
SELECT * FROM buckets;
CALL pay(2, 1);
CALL pay(2, 1);
\echo :SQLSTATE
SELECT * FROM buckets;
-- the bucket before the nonce
SELECT market.authorize_payment(0, 9, 10, :'nothing', 'org', 's');
\echo :SQLSTATE
-- half a call is left over after the first block
SELECT market.end_block() AS height;
CALL pay(0, 1);
SELECT * FROM buckets;
CALL pay(0, 1);
\echo :SQLSTATE
SELECT market.end_block() AS height;
CALL pay(0, 2);
CALL pay(0, 1);
\echo :SQLSTATE
-- never more than the burst, however long nobody called
SELECT market.end_block(next_height => 500) AS height;
CALL pay(1, 1);
SELECT * FROM buckets;
-- a slow one: two calls in a thousand blocks; the wait is rounded up
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 2, burst_size => 1, rate_limit_blocks => 999);
SELECT * FROM buckets;
CALL pay(1, 1);
CALL pay(1, 1);
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 0);

--
-- one bucket for each client, who is the sender of the channel
--
SELECT market.configure_service(:'bob', 'org', 's', client_rate_limit => 2, rate_limit_blocks => 10);
CALL pay(0, 1);
CALL pay(1, 1);
CALL pay(0, 1);
\echo :SQLSTATE
CALL pay(2, 1);
SELECT * FROM buckets;
-- both buckets: the call that one refuses is not taken out of the other
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 3, burst_size => 0);
CALL pay(0, 2);
CALL pay(0, 1);
\echo :SQLSTATE
SELECT * FROM buckets;
CALL pay(2, 1);
CALL pay(2, 1);
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 0, client_rate_limit => 0);

--
-- allowed users: who signed, be it the sender or the signer
--
SELECT market.configure_service(:'bob', 'org', 's', allowed_user_flag => true, allowed_user_addresses => ARRAY[:'sue']::market.address[]);
CALL pay(0, 1);
\echo :SQLSTATE
SELECT market.authorize_payment(0, nonce, amount, signed(2, message), 'org', 's') FROM market.next_payment(0, 10);
-- the nonce and the signature before the list, the expiration after it
\set VERBOSITY sqlstate
SELECT market.authorize_payment(0, 9, 10, signed(1, 0, 9, 10), 'org', 's');
SELECT market.authorize_payment(0, 1, 10, :'nothing', 'org', 's');
SELECT market.authorize_payment(0, 1, 10, signed(4, 0, 1, 10), 'org', 's');
SELECT market.end_block(next_height => 995) AS height;
SELECT market.authorize_payment(0, nonce, amount, signed(1, message), 'org', 's') FROM market.next_payment(0, 10);
SELECT market.authorize_payment(0, nonce, amount, signed(2, message), 'org', 's') FROM market.next_payment(0, 10);
-- the service and its group before the limits
SELECT market.stop_service(:'bob', 'org', 's');
SELECT market.authorize_payment(99, 0, 10, :'nothing', 'org', 's');
SELECT market.authorize_payment(0, 0, 10, :'nothing', 'none', 's');
SELECT market.authorize_payment(0, 0, 10, :'nothing', 'org', 'none');
SELECT market.authorize_payment(0, 0, 10, :'nothing', 'eve', 's');
SELECT market.authorize_payment(0, 0, 10, :'nothing', 'org', 's');
\set VERBOSITY default

--
-- the largest limits, and a pause as long as there can be
--
SELECT market.publish_service(:'bob', 'org', 'f', jsonb_set(s, '{groups,0}', s #> '{groups,0}' || jsonb_build_object('free_calls', 100, 'free_call_signer_address', :'sue')))
FROM service('{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}') AS s;
SELECT market.configure_service(:'bob', 'org', 'f', rate_limit => 1000000000, burst_size => 1000000000, client_rate_limit => 1, client_burst_size => 1000000000, rate_limit_blocks => 1000000000);
SELECT market.free_call(:'ada', 'org', 'f');
SELECT market.end_block(next_height => 4611686018427387904) AS height;
SELECT market.free_call(:'ada', 'org', 'f');
SELECT * FROM buckets;

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_limit WITH (FORCE);
