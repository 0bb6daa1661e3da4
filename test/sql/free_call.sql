-- Free calls: tokens, calls, how many are left; success and every error, in order.
\getenv tests PG_ABS_SRCDIR
\set test free_call
\set ECHO none
\i :tests/world/shops.psql
\set ECHO all
-- sue signs tokens; a client of service "f" has 3 free calls
CREATE FUNCTION free_service(free_calls int, signer market.address) RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_set(s, '{groups,0}', s #> '{groups,0}' || jsonb_build_object('free_calls', free_calls, 'free_call_signer_address', signer))
FROM service('{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}') AS s
$$;
SELECT market.publish_service(:'bob', 'org', 'f', free_service(3, :'sue'));
SELECT market.publish_service(:'bob', 'org', 'g', free_service(1, :'sue'));
SELECT market.end_block(next_height => 99) AS height;
SELECT encode(:'group', 'base64') AS group64 \gset
-- what a client does: asks for a token, which sue makes; signs a call
CREATE FUNCTION token(n int, lifetime bigint DEFAULT NULL, user_id text DEFAULT '', service_id text DEFAULT 'f') RETURNS bytea
LANGUAGE sql AS $$
SELECT market.free_call_token(signed(2, t.message), t.expiration_block)
FROM market.request_free_call_token(person(n), 'org', service_id, user_id => user_id, lifetime => lifetime, current_block => market.height(),
    signature => signed(n, market.free_call_token_request_message(person(n)::text, user_id, 'org', service_id, encode('\x7b00000000000000000000000000000000000000000000000000000000000000', 'base64'), market.height()))) AS t
$$;
CREATE FUNCTION call_signature(n int, token bytea, block bigint DEFAULT NULL, user_id text DEFAULT '', service_id text DEFAULT 'f', address_text text DEFAULT NULL) RETURNS market.signature
LANGUAGE sql AS $$
SELECT signed(n, market.free_call_message(coalesce(address_text, person(n)::text), user_id, 'org', service_id, encode('\x7b00000000000000000000000000000000000000000000000000000000000000', 'base64'), coalesce(block, market.height()), token))
$$;

--
-- request_free_call_token
--
-- lifetime 21 at block 99; the longest; this block only
SELECT expiration_block, message = market.free_call_token_message('org', 'default_group', :'ada', '', 120) AS message, digest = message_digest(message) AS digest
FROM market.request_free_call_token(:'ada', 'org', 'f', lifetime => 21);
SELECT expiration_block FROM market.request_free_call_token(:'ada', 'org', 'f');
SELECT expiration_block FROM market.request_free_call_token(:'ada', 'org', 'f', lifetime => 172801);
SELECT expiration_block FROM market.request_free_call_token(client => :'ada', organization_id => 'org', service_id => 'f', group_name => 'default_group', user_id => '', lifetime => 0,
    address_text => NULL, current_block => NULL, signature => NULL);
SELECT market.set_params(free_call_token_lifetime => 10);
SELECT expiration_block FROM market.request_free_call_token(:'ada', 'org', 'f', lifetime => 21);
SELECT market.set_params(free_call_token_lifetime => 172800);
-- by signed request, for each text of the address
SELECT t.text, r.expiration_block
FROM (VALUES (:'ada'), (lower(:'ada')), (substr(:'ada', 3))) AS t (text),
    market.request_free_call_token(:'ada', 'org', 'f', lifetime => 1, address_text => t.text, current_block => 94,
        signature => signed(1, market.free_call_token_request_message(t.text, '', 'org', 'f', :'group64', 94))) AS r;
-- errors, in order
SELECT market.request_free_call_token(NULL, '', '', lifetime => -1);
\echo :SQLSTATE
SELECT market.request_free_call_token(:'pool', '', '');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', '', '');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'none', '');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'none', 'none', NULL);
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'none', 'none', 'none', NULL);
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'none', 'none', 'none', repeat('x', 257));
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'none', 'none', 'none', 'x', -1);
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'none', 'none', 'none', 'x', 0, :'sue');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'none', 'none', 'none', 'x', 0, NULL, -1, :'nothing');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'none', 'none', 'none', 'x', 0, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'org', 'none', 'none', 'x', 0, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'none', 'x', 0, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'org', 's', 'default_group', 'x', 0, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'default_group', 'x', 0, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'default_group', 'x', 0, NULL, 93, signed(4, market.free_call_token_request_message(:'ada', 'x', 'org', 'f', :'group64', 93)));
\echo :SQLSTATE
-- signed for another text of the address, and in the older layout
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'default_group', 'x', 0, NULL, 93, signed(1, market.free_call_token_request_message(lower(:'ada'), 'x', 'org', 'f', :'group64', 93)));
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'default_group', 'x', 0, NULL, 93, signed(1, market.free_call_older_message('x', 'org', 'f', :'group64', 93, '')));
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 'f', allowed_user_flag => true);
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'default_group', 'x', 0, NULL, 93, signed(1, market.free_call_token_request_message(:'ada', 'x', 'org', 'f', :'group64', 93)));
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 'f', allowed_user_addresses => ARRAY[:'ada']::market.address[], min_balance_for_free_call => 10);
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'default_group', 'x', 0, NULL, 93, signed(1, market.free_call_token_request_message(:'ada', 'x', 'org', 'f', :'group64', 93)));
\echo :SQLSTATE
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'default_group', 'x', 0, NULL, 94, signed(1, market.free_call_token_request_message(:'ada', 'x', 'org', 'f', :'group64', 94)));
\echo :SQLSTATE
SELECT market.deposit(:'ada', '9cog');
SELECT market.request_free_call_token(:'ada', 'org', 'f', 'default_group', '', 0, NULL, 94, signed(1, market.free_call_token_request_message(:'ada', '', 'org', 'f', :'group64', 94)));
\echo :SQLSTATE
SELECT market.deposit(:'ada', '1cog');
SELECT expiration_block FROM market.request_free_call_token(:'ada', 'org', 'f', 'default_group', '', 0, NULL, 94, signed(1, market.free_call_token_request_message(:'ada', '', 'org', 'f', :'group64', 94)));
-- who is trusted may name a user, and needs no money
SELECT market.configure_service(:'bob', 'org', 'f', allowed_user_flag => false, trusted_free_call_signers => ARRAY[:'fay']::market.address[]);
SELECT expiration_block FROM market.request_free_call_token(:'fay', 'org', 'f', 'default_group', 'x', 0, NULL, 94, signed(5, market.free_call_token_request_message(:'fay', 'x', 'org', 'f', :'group64', 94)));
SELECT market.configure_service(:'bob', 'org', 'f', min_balance_for_free_call => -1);

--
-- free_call, free_calls_available
--
SELECT token(1, 21) AS token \gset
SELECT expiration_block FROM market.parse_free_call_token(:'token');
SELECT market.free_calls_available(:'ada', 'org', 'f', :'token', current_block => 99, signature => call_signature(1, :'token'));
SELECT market.free_call(:'ada', 'org', 'f', :'token', current_block => 99, signature => call_signature(1, :'token'));
-- another text of the address has no other calls; nor has the client's role
SELECT market.free_call(:'ada', 'org', 'f', :'token', address_text => lower(:'ada'), current_block => 94, signature => call_signature(1, :'token', 94, address_text => lower(:'ada')));
SELECT market.free_calls_available(:'ada', 'org', 'f');
SELECT market.free_calls_available(:'ada', 'org', 'f', :'token');
-- a call that fails does not count
BEGIN;
SELECT market.free_call(client => :'ada', organization_id => 'org', service_id => 'f', token => NULL, group_name => 'default_group', user_id => '', method => '/m', address_text => NULL,
    current_block => NULL, signature => NULL);
ROLLBACK;
SELECT organization_id, service_id, name(client), user_id, made, since FROM market.free_call;
SELECT market.free_call(:'ada', 'org', 'f', :'token');
SELECT market.free_call(:'ada', 'org', 'f', :'token');
\echo :SQLSTATE
SELECT market.free_calls_available(:'ada', 'org', 'f');
-- other counters: of another service, client, user
SELECT market.free_call(:'ada', 'org', 'g', :'token');
SELECT market.free_call(:'eve', 'org', 'f');
SELECT token(5, user_id => 'zoë') AS zoe, token(5, user_id => 'yan') AS yan \gset
SELECT market.free_call(:'fay', 'org', 'f', :'zoe', user_id => 'zoë', current_block => 99, signature => call_signature(5, :'zoe', user_id => 'zoë'));
SELECT market.free_call(:'fay', 'org', 'f', :'yan', user_id => 'yan', current_block => 99, signature => call_signature(5, :'yan', user_id => 'yan'));
SELECT market.free_call(:'fay', 'org', 'f', :'yan', user_id => 'yan', current_block => 99, signature => call_signature(5, :'yan', user_id => 'yan'));
SELECT market.free_calls_available(:'fay', 'org', 'f', user_id => 'zoë'), market.free_calls_available(:'fay', 'org', 'f', user_id => 'yan'), market.free_calls_available(:'fay', 'org', 'f');
SELECT service_id, name(client), user_id, made FROM market.free_call ORDER BY client, user_id, service_id;
-- the document changes: fewer calls than were made, more
SELECT market.update_service(:'bob', 'org', 'f', free_service(2, :'sue'));
SELECT market.free_calls_available(:'ada', 'org', 'f');
SELECT market.update_service(:'bob', 'org', 'f', free_service(4, :'sue'));
SELECT market.free_calls_available(:'ada', 'org', 'f');
SELECT market.update_service(:'bob', 'org', 'f', free_service(0, :'sue'));
SELECT market.free_call(:'sue', 'org', 'f');
\echo :SQLSTATE
SELECT market.update_service(:'bob', 'org', 'f', free_service(3, :'sue'));

--
-- free_call: errors, in order
--
SELECT market.free_call(NULL, '', '', 'x', NULL, NULL, NULL, :'sue', -1, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', '', '', 'x', NULL, NULL, NULL, :'sue', -1, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'none', 'none', 'x', NULL, NULL, NULL, :'sue', -1, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'none', 'none', 'x_1', NULL, NULL, NULL, :'sue', -1, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'none', 'none', 'x_1', 'none', NULL, NULL, :'sue', -1, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'none', 'none', 'x_1', 'none', '', NULL, :'sue', -1, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'none', 'none', 'x_1', 'none', '', NULL, NULL, -1, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'none', 'none', NULL, 'none', '', NULL, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'none', 'none', 'x_1', 'none', '', NULL, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'none', 'x_1', 'none', '', NULL, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 's', 'x_1', 'none', '', NULL, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 's', 'x_1', 'default_group', '', NULL, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.stop_service(:'bob', 'org', 'f'), market.configure_service(:'bob', 'org', 'f', rate_limit => 1, burst_size => 1);
SELECT market.free_call(:'ada', 'org', 'f', 'x_1', 'default_group', '', NULL, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.start_service(:'bob', 'org', 'f');
SELECT market.free_call(:'eve', 'org', 'f');
SELECT market.free_call(:'ada', 'org', 'f', 'x_1', 'default_group', '', NULL, NULL, 93, :'nothing');
\echo :SQLSTATE
-- questions are not limited
SELECT market.free_calls_available(:'eve', 'org', 'f');
SELECT market.configure_service(:'bob', 'org', 'f', rate_limit => 0, allowed_user_flag => true);
SELECT market.free_call(:'ada', 'org', 'f', 'x_1', 'default_group', '', NULL, NULL, 93, :'nothing');
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'f', 'x_1', 'default_group', '', NULL, NULL, 93, call_signature(4, 'x_1', 93));
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'f', 'x_1', 'default_group', '', NULL, NULL, 93, signed(1, market.free_call_older_message('', 'org', 'f', :'group64', 93, 'x_1')));
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'f', 'x_1', 'default_group', '', NULL, NULL, 93, call_signature(1, 'x_1', 93));
\echo :SQLSTATE
SELECT market.configure_service(:'bob', 'org', 'f', allowed_user_flag => false);
SELECT market.free_call(:'ada', 'org', 'f', 'x_1', 'default_group', '', NULL, NULL, 93, call_signature(1, 'x_1', 93));
\echo :SQLSTATE
-- made by another signer; for another client, user, organization, group, block
SELECT market.free_call_token(signed(4, market.free_call_token_message('org', 'default_group', :'ada', '', 98)), 98) AS forged,
       market.free_call_token(signed(2, market.free_call_token_message('org', 'default_group', :'ada', '', 98)), 98) AS old,
       market.free_call_token(signed(2, market.free_call_token_message('org', 'default_group', :'ada', '', 99)), 99) AS last \gset
SELECT market.free_call(:'ada', 'org', 'f', :'forged', 'default_group', '', NULL, NULL, 93, call_signature(1, :'forged', 93));
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'f', :'old', 'default_group', '', NULL, NULL, 93, call_signature(1, :'old', 93));
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'f', :'last', 'default_group', '', NULL, NULL, 93, call_signature(1, :'last', 93));
\echo :SQLSTATE
SELECT market.free_call(:'ada', 'org', 'f', :'last', 'default_group', '', NULL, NULL, 94, call_signature(1, :'last', 94));
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.free_call(:'ada', 'org', 'f', t, current_block => 99, signature => call_signature(1, t))
FROM market.free_call_token(signed(2, market.free_call_token_message('org', 'default_group', :'eve', '', 120)), 120) AS t;
SELECT market.free_call(:'ada', 'org', 'f', t, current_block => 99, signature => call_signature(1, t))
FROM market.free_call_token(signed(2, market.free_call_token_message('org', 'default_group', :'ada', 'x', 120)), 120) AS t;
SELECT market.free_call(:'ada', 'org', 'f', t, current_block => 99, signature => call_signature(1, t))
FROM market.free_call_token(signed(2, market.free_call_token_message('eve', 'default_group', :'ada', '', 120)), 120) AS t;
SELECT market.free_call(:'ada', 'org', 'f', t, current_block => 99, signature => call_signature(1, t))
FROM market.free_call_token(signed(2, market.free_call_token_message('org', 'default_group', :'ada', '', 120)), 9120) AS t;
-- a signature of 64 bytes, of 66, with a v of 29; a negative block
SELECT market.free_call(:'ada', 'org', 'f', overlay(:'last'::bytea placing '' from 65 for 1));
SELECT market.free_call(:'ada', 'org', 'f', overlay(:'last'::bytea placing '\x0000' from 65 for 1));
SELECT market.free_call(:'ada', 'org', 'f', overlay(:'last'::bytea placing '\x1d' from 65 for 1));
SELECT market.free_call(:'ada', 'org', 'f', substr(:'last'::bytea, 1, 66) || '-99');
-- the call was signed with another token, for another service, block, escrow does not matter
SELECT market.free_call(:'ada', 'org', 'f', :'last', current_block => 99, signature => call_signature(1, :'old'));
SELECT market.free_call(:'ada', 'org', 'f', :'last', current_block => 99, signature => call_signature(1, substr(:'last'::bytea, 1, 65)));
SELECT market.free_call(:'ada', 'org', 'f', :'last', current_block => 99, signature => call_signature(1, :'last', service_id => 'g'));
SELECT market.free_call(:'ada', 'org', 'f', :'last', current_block => 99, signature => call_signature(1, :'last', 98));
SELECT market.free_call(:'ada', 'org', 'f', :'last', current_block => 105, signature => call_signature(1, :'last', 105));
-- without a token, as for a token: not for others, not without money
SELECT market.free_call(:'ada', 'org', 'f', user_id => 'x');
SELECT market.configure_service(:'bob', 'org', 'f', min_balance_for_free_call => 1000);
SELECT market.free_call(:'eve', 'org', 'f');
SELECT market.configure_service(:'bob', 'org', 'f', min_balance_for_free_call => -1);
-- the questions are checked alike
SELECT market.free_calls_available(:'ada', 'org', 'f', :'forged', current_block => 99, signature => call_signature(1, :'forged'));
SELECT market.free_calls_available(:'ada', 'org', 'f', :'old', current_block => 99, signature => call_signature(1, :'old'));
SELECT market.free_calls_available(:'ada', 'org', 'f', :'last', current_block => 93, signature => call_signature(1, :'last', 93));
SELECT market.free_calls_available(:'ada', 'org', 'f', :'last', current_block => 99, signature => call_signature(4, :'last'));
SELECT market.free_calls_available(:'ada', 'org', 'f', NULL, current_block => 99, signature => call_signature(1, :'last'));
SELECT market.free_calls_available(:'ada', 'org', 's');
\set VERBOSITY default

--
-- set_free_call_allowance, reset_free_calls, and the period
--
SELECT market.set_free_call_allowance(:'bob', 'org', 'f', :'ada', 5);
SELECT market.free_calls_available(:'ada', 'org', 'f'), market.free_calls_available(:'eve', 'org', 'f');
SELECT market.free_call(:'ada', 'org', 'f', :'token');
SELECT market.set_free_call_allowance(operator => :'bob', organization_id => 'org', service_id => 'f', client => :'ada', calls => -1, current_block => NULL, signature => NULL);
SELECT market.free_call(:'ada', 'org', 'f', :'token');
SELECT market.free_call(:'ada', 'org', 'f', :'token');
SELECT market.free_calls_available(:'ada', 'org', 'f');
SELECT service_id, name(client), calls FROM market.free_call_allowance;
-- nothing is no allowance: the service's holds
SELECT market.set_free_call_allowance(:'bob', 'org', 'f', :'ada', 0);
SELECT market.free_call(:'ada', 'org', 'f', :'token');
\echo :SQLSTATE
SELECT count(*) FROM market.free_call_allowance;
-- by signed request
SELECT market.configure_service(:'bob', 'org', 'f', authentication_addresses => ARRAY[:'fay']::market.address[]);
SELECT market.set_free_call_allowance(:'fay', 'org', 'f', :'ada', 7, 99, signed(5, market.operator_message('_UpdateConfiguration', 99)));
SELECT market.set_free_call_allowance(:'fay', 'org', 'f', :'ada', NULL);
SELECT market.reset_free_calls(:'fay', 'org', 'f', :'ada', current_block => 99, signature => signed(5, market.operator_message('_UpdateConfiguration', 99)));
SELECT market.free_calls_available(:'ada', 'org', 'f');
SELECT market.reset_free_calls(:'bob', 'org', 'f', :'fay', 'yan');
SELECT market.reset_free_calls(operator => :'bob', organization_id => 'org', service_id => 'f', client => NULL, user_id => NULL, current_block => NULL, signature => NULL);
SELECT service_id, name(client), made FROM market.free_call;
-- errors, in order
SELECT market.set_free_call_allowance(NULL, 'none', 'none', NULL, -2, 93, :'nothing');
\echo :SQLSTATE
SELECT market.set_free_call_allowance(:'eve', 'none', 'none', NULL, -2, 93, :'nothing');
\echo :SQLSTATE
SELECT market.set_free_call_allowance(:'eve', 'none', 'none', :'pool', -2, 93, :'nothing');
\echo :SQLSTATE
SELECT market.set_free_call_allowance(:'eve', 'none', 'none', :'ada', -2, 93, :'nothing');
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.set_free_call_allowance(:'eve', 'none', 'none', :'ada', 1, 93, :'nothing');
SELECT market.set_free_call_allowance(:'eve', 'org', 'none', :'ada', 1, 93, :'nothing');
SELECT market.set_free_call_allowance(:'eve', 'org', 'f', :'ada', 1, 93, :'nothing');
SELECT market.set_free_call_allowance(:'eve', 'org', 'f', :'ada', 1, 94, :'nothing');
SELECT market.set_free_call_allowance(:'eve', 'org', 'f', :'ada', 1, 94, signed(5, market.operator_message('_UpdateConfiguration', 94)));
SELECT market.set_free_call_allowance(:'eve', 'org', 'f', :'ada', 1, 94, signed(4, market.operator_message('_UpdateConfiguration', 94)));
SELECT market.set_free_call_allowance(:'eve', 'org', 'f', :'ada', 1);
SELECT market.reset_free_calls(:'zero', 'org', 'f');
SELECT market.reset_free_calls(:'eve', 'none', 'f');
SELECT market.reset_free_calls(:'eve', 'org', 'none');
SELECT market.reset_free_calls(:'eve', 'org', 'f', current_block => 93, signature => :'nothing');
SELECT market.reset_free_calls(:'eve', 'org', 'f', current_block => 94, signature => :'nothing');
SELECT market.reset_free_calls(:'eve', 'org', 'f');
\set VERBOSITY default
-- a period of the market, and one of the service
SELECT market.set_params(free_call_period => 10);
SELECT market.free_call(:'eve', 'org', 'f');
SELECT market.end_block(next_height => 105) AS height;
SELECT market.free_call(:'eve', 'org', 'f'), market.free_call(:'eve', 'org', 'f');
SELECT market.end_block(next_height => 108) AS height;
SELECT market.free_call(:'eve', 'org', 'f');
\echo :SQLSTATE
SELECT market.end_block(next_height => 109) AS height;
SELECT market.free_calls_available(:'eve', 'org', 'f');
SELECT made, since FROM market.free_call WHERE client = :'eve' AND service_id = 'f';
SELECT market.free_call(:'eve', 'org', 'f');
SELECT made, since FROM market.free_call WHERE client = :'eve' AND service_id = 'f';
SELECT market.configure_service(:'bob', 'org', 'f', free_call_period => 2);
SELECT market.end_block(next_height => 111) AS height;
SELECT market.free_calls_available(:'eve', 'org', 'f');
SELECT market.configure_service(:'bob', 'org', 'f', free_call_period => 0);
SELECT market.free_calls_available(:'eve', 'org', 'f');
-- a service takes its counters along
SELECT market.delete_service(:'bob', 'org', 'f');
SELECT service_id, name(client), made FROM market.free_call;
SELECT * FROM market.audit();

--
-- who may act: the client's role, the application, or whoever has the client's signature
--
SELECT market.publish_service(:'bob', 'org', 'f', free_service(3, :'sue'));
SELECT token(1) AS token \gset
SELECT call_signature(1, :'token') AS signature \gset
CREATE ROLE regress_free_call_ada;
CREATE ROLE regress_free_call_bob;
CREATE ROLE regress_free_call_eve;
CREATE ROLE regress_free_call_app;
CREATE ROLE regress_free_call_reader;
GRANT market_user TO regress_free_call_ada, regress_free_call_bob, regress_free_call_eve;
GRANT market_app TO regress_free_call_app;
GRANT market_reader TO regress_free_call_reader;
SELECT count(market.create_account(p.address, ('regress_free_call_' || p.name)::regrole)) FROM people AS p WHERE p.name IN ('ada', 'bob', 'eve');
SET ROLE regress_free_call_ada;
SELECT market.free_call(:'ada', 'org', 'f');
SELECT made FROM market.free_call WHERE service_id = 'f';
SET ROLE regress_free_call_bob;
SELECT made FROM market.free_call WHERE service_id = 'f';
SELECT market.free_call(:'ada', 'org', 'f', :'token', current_block => 111, signature => :'signature');
SELECT market.set_free_call_allowance(:'bob', 'org', 'f', :'ada', 4);
SELECT calls FROM market.free_call_allowance;
\set VERBOSITY sqlstate
SELECT market.free_call(:'ada', 'org', 'f', :'token');
SELECT market.free_calls_available(:'ada', 'org', 'f', :'token');
SELECT market.request_free_call_token(:'ada', 'org', 'f');
SET ROLE regress_free_call_eve;
SELECT count(*) FROM market.free_call WHERE service_id = 'f';
SELECT count(*) FROM market.free_call_allowance;
SET ROLE regress_free_call_app;
SELECT market.free_call(:'ada', 'org', 'f');
SET ROLE regress_free_call_reader;
SELECT made FROM market.free_call WHERE service_id = 'f';
SELECT market.free_calls_available(:'ada', 'org', 'f');
SELECT market.free_calls_available(:'ada', 'org', 'f', :'token', current_block => 111, signature => :'signature');
SELECT market.free_call(:'ada', 'org', 'f', :'token', current_block => 111, signature => :'signature');
RESET ROLE;
\set VERBOSITY default

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_free_call WITH (FORCE);
DROP ROLE regress_free_call_ada, regress_free_call_app, regress_free_call_bob, regress_free_call_eve, regress_free_call_reader;
