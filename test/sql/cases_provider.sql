-- The daemon by its own cases: L free calls, M metadata and settings. Where the market differs, the case says so.
\getenv tests PG_ABS_SRCDIR
\set test cases_provider
\set ECHO none
\i :tests/world/shops.psql
\set ECHO all
CREATE FUNCTION free_service(free_calls int, signer text) RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_set(s, '{groups,0}', s #> '{groups,0}' || jsonb_build_object('free_calls', free_calls, 'free_call_signer_address', signer))
FROM service('{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}') AS s
$$;
SELECT market.publish_service(:'bob', 'org', 'f', free_service(10, :'sue'));
SELECT market.end_block(next_height => 99) AS height;
SELECT encode(:'group', 'base64') AS group64 \gset
\set VERBOSITY default

--
-- L 149: 10 allowed, 9 made; one succeeds, the next does not
--
SELECT count(market.free_call(:'ada', 'org', 'f')) FROM generate_series(1, 9);
SELECT market.free_call(:'ada', 'org', 'f');
SELECT market.free_call(:'ada', 'org', 'f');
\echo :SQLSTATE
SELECT made FROM market.free_call;

--
-- L 151: the service fails, the count is unchanged
--
SELECT market.reset_free_calls(:'bob', 'org', 'f');
BEGIN;
SELECT market.free_call(:'ada', 'org', 'f');
SELECT 1 / 0 AS service;
COMMIT;
SELECT count(*) FROM market.free_call;

--
-- L 152: a token at block 99, and what is left
--
SELECT market.free_call_token(signed(2, message), expiration_block) AS token
FROM market.request_free_call_token(:'ada', 'org', 'f', current_block => 99, signature => signed(1, market.free_call_token_request_message(:'ada', '', 'org', 'f', :'group64', 99))) \gset
SELECT market.free_calls_available(:'ada', 'org', 'f', :'token', current_block => 99, signature => signed(1, market.free_call_message(:'ada', '', 'org', 'f', :'group64', 99, :'token')));

--
-- L 154: a token without an underscore, with text behind it that is no number
--
SELECT market.free_call(:'ada', 'org', 'f', substr(:'token'::bytea, 1, 65), current_block => 99, signature => :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'f', :'token'::bytea || 'x', current_block => 99, signature => :'nothing');
\echo :SQLSTATE

--
-- L 155: 21 blocks at block 99; without a wish
--
SELECT expiration_block FROM market.request_free_call_token(:'ada', 'org', 'f', lifetime => 21);
SELECT expiration_block = 99 + 172800 AS longest FROM market.request_free_call_token(:'ada', 'org', 'f');

--
-- L 157: below the minimum; the market counts spendable money in the token of channels
--
SELECT market.set_params(free_call_min_balance => 1000000000);
SELECT market.deposit(:'ada', '9.99999999AGI');
SELECT market.request_free_call_token(:'ada', 'org', 'f');
\echo :SQLSTATE
SELECT market.deposit(:'ada', '1cog');
SELECT expiration_block FROM market.request_free_call_token(:'ada', 'org', 'f', lifetime => 0);
SELECT market.set_params(free_call_min_balance => 0);

--
-- 6.3, number 11: another text of the address is not another quota
--
SELECT market.free_call(:'ada', 'org', 'f', :'token', address_text => lower(:'ada'), current_block => 99, signature => signed(1, market.free_call_message(lower(:'ada'), '', 'org', 'f', :'group64', 99, :'token')));
SELECT market.free_call(:'ada', 'org', 'f', :'token', current_block => 99, signature => signed(1, market.free_call_message(:'ada', '', 'org', 'f', :'group64', 99, :'token')));
-- number 9: a signature for organization "or" and service "gf" has the same bytes, and there is no such service
SELECT market.free_call_message(:'ada', '', 'org', 'f', :'group64', 99, :'token') = market.free_call_message(:'ada', '', 'or', 'gf', :'group64', 99, :'token') AS same;
SELECT market.free_call(:'ada', 'or', 'gf', :'token', current_block => 99, signature => signed(1, market.free_call_message(:'ada', '', 'or', 'gf', :'group64', 99, :'token')));
\echo :SQLSTATE

--
-- M 158: endpoints of a storage are not wanted; a payment address is. M 160: no default price. M 161: a signer that is no address
--
SELECT market.create_organization(:'fay', 'm', organization(:'fay', 5, :'group') #- '{groups,0,payment,payment_address}');
\echo :SQLSTATE
SELECT market.publish_service(:'bob', 'org', 'm', service('{"price_model": "fixed_price", "price_in_cogs": 10}'));
\echo :SQLSTATE
SELECT market.publish_service(:'bob', 'org', 'm', free_service(1, '0x42'));
\echo :SQLSTATE

--
-- M 163: curation, and a signer who is not listed; the market has a code of its own for that
--
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '100cog', 1000);
SELECT market.configure_service(:'bob', 'org', 's', allowed_user_flag => true, allowed_user_addresses => ARRAY[:'sue']::market.address[]);
CALL pay(0, 1);
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 's', allowed_user_flag => false);

--
-- M 164: an operator's request by an address that is not listed
--
SELECT market.stop_service(:'eve', 'org', 's', 99, signed(4, market.operator_message('_StopProcessingRequests', 99)));
\echo :SQLSTATE

--
-- M 166: the rate limit is used up
--
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 1);
CALL pay(0, 1);
CALL pay(0, 1);
\echo :SQLSTATE
SELECT market.end_block() AS height;
CALL pay(0, 1);

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_cases_provider WITH (FORCE);
