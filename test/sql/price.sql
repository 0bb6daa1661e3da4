-- Prices: pricing functions, quotes, and the grace after a change; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test price
\set ECHO none
\i :tests/world/groups.psql
\set ECHO all
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

--
-- the listed price, and what a call would cost
--
SELECT market.service_price('org', 'fixed'), market.service_price('org', 'fixed', '/any'), market.service_price(organization_id => 'org', service_id => 'methods', method => '/p.S/add'),
       market.service_price('org', 'two', group_id => :'group_2');
SELECT market.service_price(NULL, 'fixed'); \echo :SQLSTATE
SELECT market.service_price('org', ''); \echo :SQLSTATE
SELECT market.service_price('org', 'two'); \echo :SQLSTATE
SELECT market.service_price('nowhere', 'fixed'); \echo :SQLSTATE
SELECT market.service_price('org', 'nothing'); \echo :SQLSTATE
SELECT market.service_price('org', 'nothing', group_id => :'group'); \echo :SQLSTATE
SELECT market.service_price('org', 'fixed', group_id => :'group_2'); \echo :SQLSTATE
SELECT market.service_price('org', 'methods', '/p.S/mul'); \echo :SQLSTATE
SELECT market.service_price('org', 'methods'); \echo :SQLSTATE

--
-- register_pricing_function
--
CREATE SCHEMA shop;
CREATE TABLE shop.asked (organization_id text, service_id text, method text, request jsonb, role name);
CREATE FUNCTION shop.by_length(organization_id text, service_id text, method text, request jsonb) RETURNS numeric
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO shop.asked VALUES ($1, $2, $3, $4, current_user);
    RETURN length(request ->> 'text') * 3.0;
END $$;
CREATE FUNCTION shop.flat(text, text, text, jsonb) RETURNS numeric LANGUAGE sql STRICT AS 'SELECT 7';
CREATE FUNCTION shop.returned(text, text, text, jsonb) RETURNS numeric LANGUAGE sql AS $$SELECT ($4 ->> 'price')::numeric$$;
CREATE FUNCTION shop.raising(text, text, text, jsonb) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM shop.asked;
    RAISE EXCEPTION 'out of stock' USING ERRCODE = 'MK117';
END $$;
CREATE FUNCTION shop.text(text, text, text, jsonb) RETURNS text LANGUAGE sql AS 'SELECT ''7''';
CREATE FUNCTION shop.many(text, text, text, jsonb) RETURNS SETOF numeric LANGUAGE sql AS 'SELECT 7';
CREATE FUNCTION shop."Quoted name"(text, text, text, jsonb) RETURNS numeric LANGUAGE sql AS 'SELECT 8';
CREATE FUNCTION shop.thief(text, text, text, jsonb) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
    PERFORM market.transfer(public.person(1), public.person(4), '1cog');
    RETURN 1;
END $$;
CREATE FUNCTION shop.settings(text, text, text, jsonb) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('search_path', 'shop', false);
    RETURN 1;
END $$;

-- arguments, organization, right, service, function
SELECT market.register_pricing_function(NULL, 'org', 'fixed', 'shop.flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'zero', 'org', 'fixed', 'shop.flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'pool', 'org', 'fixed', 'shop.flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', NULL, 'fixed', 'shop.flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', '', 'shop.flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', NULL); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'nowhere', 'fixed', 'flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'eve', 'org', 'nothing', 'flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'nothing', 'flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'a.b.c'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', '.'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.none'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.text'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.many'); \echo :SQLSTATE
SELECT * FROM market.pricing_function;

-- the owner for every method, a member for one
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.by_length');
SELECT market.register_pricing_function(member => :'sue', organization_id => 'org', service_id => 'methods', handler => 'shop."Quoted name"', method => '/p.S/mul');
SELECT organization_id, service_id, method, handler, registrant::text = current_user AS mine FROM market.pricing_function ORDER BY service_id;
SELECT service_id, is_dynamic FROM market.service_group WHERE group_id = :'group' ORDER BY service_id;
SELECT market.service_price('org', 'fixed', '/any', '{"text": "four"}'), market.service_price('org', 'methods', '/p.S/mul'), market.service_price('org', 'methods', '/p.S/add');
SELECT market.service_price('org', 'methods', '/p.S/div'); \echo :SQLSTATE
SELECT market.service_price('org', 'methods'); \echo :SQLSTATE
SELECT organization_id, service_id, method, request, role = current_user AS as_registrant FROM shop.asked;

-- payments
SELECT pay(12, 'fixed', '/any', '{"text": "four"}');
SELECT pay(13, 'fixed', '/any', '{"text": "four"}');
SELECT pay(8, 'methods', '/p.S/mul'), pay(2, 'methods', '/p.S/add');
SELECT authorized_amount FROM market.channel WHERE id = 0;
-- the function is asked last: neither a bad signature nor a lack of money gets so far
TRUNCATE shop.asked;
SELECT pay(1001, 'fixed', '/any', '{"text": "four"}');
SELECT market.authorize_payment(0, 0, 34, market.sign(market.message_digest('x'), key(1)), 'org', 'fixed', '/any', '{"text": "four"}');
SELECT count(*) FROM shop.asked;

-- replaced; a price of nothing; what is no price
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.returned');
SELECT pay(0, 'fixed', request => '{"price": 0}'), pay(5, 'fixed', request => '{"price": 5.000}');
SELECT price FROM market.usage WHERE service_id = 'fixed' ORDER BY id;
SELECT pay(5, 'fixed', request => '{"price": 5.5}'); \echo :SQLSTATE
SELECT pay(5, 'fixed', request => '{"price": -5}'); \echo :SQLSTATE
SELECT pay(5, 'fixed', request => '{"price": "NaN"}'); \echo :SQLSTATE
SELECT pay(5, 'fixed', request => '{"price": 115792089237316195423570985008687907853269984665640564039457584007913129639936}'); \echo :SQLSTATE
SELECT pay(5, 'fixed', request => '{"price": "dear"}'); \echo :SQLSTATE
SELECT pay(5, 'fixed', request => '{}'); \echo :SQLSTATE
SELECT pay(5, 'fixed'); \echo :SQLSTATE
SELECT market.service_price('org', 'fixed', request => '{"price": 115792089237316195423570985008687907853269984665640564039457584007913129639935}');
-- STRICT, and no request
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.flat');
SELECT market.service_price('org', 'fixed', '/any', '{}');
SELECT market.service_price('org', 'fixed', '/any'); \echo :SQLSTATE

-- a function that fails undoes what it did, and its code is not passed on
INSERT INTO shop.asked VALUES ('kept');
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.raising');
SELECT pay(5, 'fixed'); \echo :SQLSTATE
BEGIN;
SELECT market.service_price('org', 'fixed'); \echo :SQLSTATE
ROLLBACK;
SELECT count(*) FROM shop.asked;
-- it cannot use the market in the name of its registrant, a superuser here
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.thief');
SELECT pay(1, 'fixed'); \echo :SQLSTATE
-- nor change the settings of the session
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.settings');
SELECT pay(1, 'fixed');
SHOW search_path;
-- dropped since
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop."Quoted name"');
SELECT pay(8, 'fixed');
BEGIN;
DROP FUNCTION shop."Quoted name";
SELECT pay(8, 'fixed'); \echo :SQLSTATE
ROLLBACK;
-- a cancelled query is that, not a missing price
CREATE FUNCTION shop.slow(text, text, text, jsonb) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_sleep(60);
    RETURN 1;
END $$;
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.slow');
SET statement_timeout = '100ms';
SELECT pay(1, 'fixed'); \echo :SQLSTATE
RESET statement_timeout;

-- a new document keeps the function, also for new groups; unregistered, its price counts
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.flat', '/one');
SELECT market.update_service(:'bob', 'org', 'fixed', service(:'fixed', '{default_group,second_group}'));
SELECT group_id, is_dynamic FROM market.service_group WHERE service_id = 'fixed' ORDER BY group_id;
SELECT market.unregister_pricing_function(NULL, 'org', 'fixed'); \echo :SQLSTATE
SELECT market.unregister_pricing_function(:'bob', '', 'fixed'); \echo :SQLSTATE
SELECT market.unregister_pricing_function(:'bob', 'nowhere', 'fixed'); \echo :SQLSTATE
SELECT market.unregister_pricing_function(:'eve', 'org', 'fixed'); \echo :SQLSTATE
SELECT market.unregister_pricing_function(:'bob', 'org', 'nothing'); \echo :SQLSTATE
SELECT market.unregister_pricing_function(:'sue', 'org', 'fixed');
SELECT market.service_price('org', 'fixed', '/one', '{}', :'group'), market.service_price('org', 'fixed', '/two', '{}', :'group');
SELECT market.unregister_pricing_function(:'bob', 'org', 'fixed', '/one'), market.unregister_pricing_function(:'bob', 'org', 'fixed', '/one');
SELECT market.service_price('org', 'fixed', '/one', '{}', :'group'), count(*) FILTER (WHERE is_dynamic) AS dynamic FROM market.service_group WHERE service_id = 'fixed';
SELECT service_id, method FROM market.pricing_function;

--
-- quotes
--
SELECT market.request_quote(NULL, 'org', 'fixed', group_id => :'group'); \echo :SQLSTATE
SELECT market.request_quote(:'zero', 'org', 'fixed', group_id => :'group'); \echo :SQLSTATE
SELECT market.request_quote(:'pool', 'org', 'fixed', group_id => :'group'); \echo :SQLSTATE
SELECT market.request_quote(:'ada', 'org', NULL, group_id => :'group'); \echo :SQLSTATE
SELECT market.request_quote(:'ada', 'org', 'fixed'); \echo :SQLSTATE
SELECT market.request_quote(:'ada', 'nowhere', 'fixed'); \echo :SQLSTATE
SELECT market.request_quote(:'ada', 'org', 'nothing'); \echo :SQLSTATE
SELECT market.request_quote(:'ada', 'org', 'methods', '/p.S/none'); \echo :SQLSTATE
SELECT market.set_params(quote_blocks => 3);
SELECT * FROM market.request_quote(payer => :'ada', organization_id => 'org', service_id => 'fixed', method => '/any', group_id => :'group');
-- the price rises, the quote holds for its blocks and no longer; as often as wanted
SELECT market.update_service(:'bob', 'org', 'fixed', service(jsonb_set(:'fixed', '{price_in_cogs}', '20')));
SELECT pay(10, 'fixed', '/any'); \echo :SQLSTATE
SELECT pay(20, 'fixed', '/any', quote_id => 1); \echo :SQLSTATE
SELECT pay(10, 'fixed', '/any', quote_id => 1), pay(10, 'fixed', '/any', '{"text": "any"}', 1);
-- another call, another payer's, none
SELECT pay(10, 'fixed', quote_id => 1); \echo :SQLSTATE
SELECT pay(10, 'fixed', '/other', quote_id => 1); \echo :SQLSTATE
SELECT pay(10, 'two', '/any', quote_id => 1); \echo :SQLSTATE
SELECT pay(10, 'two', '/any', quote_id => 1, channel_id => 1); \echo :SQLSTATE
SELECT pay(10, 'fixed', '/any', quote_id => 99); \echo :SQLSTATE
SELECT pay(10, 'fixed', '/any', quote_id => 0); \echo :SQLSTATE
SELECT quote_id FROM market.request_quote(:'eve', 'org', 'fixed', '/any');
SELECT pay(20, 'fixed', '/any', quote_id => 2); \echo :SQLSTATE
SELECT market.end_block(), market.end_block(), market.end_block();
SELECT pay(10, 'fixed', '/any', quote_id => 1);
SELECT market.end_block();
SELECT pay(10, 'fixed', '/any', quote_id => 1); \echo :SQLSTATE
-- a price that depends on the request holds for that request
SELECT market.register_pricing_function(:'bob', 'org', 'two', 'shop.by_length');
SELECT * FROM market.request_quote(:'ada', 'org', 'two', request => '{"text": "four", "n": 1}', group_id => :'group_2');
SELECT market.unregister_pricing_function(:'bob', 'org', 'two');
SELECT pay(12, 'two', request => '{"text": "forty-four", "n": 1}', quote_id => 3, channel_id => 1); \echo :SQLSTATE
SELECT pay(12, 'two', request => '{"n": 1, "text": "four"}', quote_id => 3, channel_id => 1), pay(12, 'two', quote_id => 3, channel_id => 1);
-- old ones go with the next
SELECT market.end_block(next_height => 100);
SELECT quote_id FROM market.request_quote(:'ada', 'org', 'fixed', '/any');
SELECT id, price, height, valid_until FROM market.quote ORDER BY id;
-- a quote can be for this block only
SELECT market.set_params(quote_blocks => 0);
SELECT quote_id, valid_until FROM market.request_quote(:'ada', 'org', 'fixed');
SELECT pay(20, 'fixed', quote_id => 5);
SELECT market.end_block();
SELECT pay(20, 'fixed', quote_id => 5); \echo :SQLSTATE

--
-- the grace after a change of price
--
SELECT market.set_params(price_grace => 2);
SELECT market.update_service(:'bob', 'org', 'fixed', service(jsonb_set(:'fixed', '{price_in_cogs}', '30')));
SELECT market.update_service(:'bob', 'org', 'fixed', service(jsonb_set(:'fixed', '{price_in_cogs}', '40')));
-- a document with the same prices changes none
SELECT market.update_service(:'bob', 'org', 'fixed', service(jsonb_set(:'fixed', '{price_in_cogs}', '40')));
SELECT fixed_price, valid_until - market.height() AS blocks FROM market.former_price ORDER BY id;
SELECT pay(20, 'fixed'), pay(30, 'fixed', '/any'), pay(40, 'fixed');
SELECT pay(10, 'fixed'); \echo :SQLSTATE
SELECT market.end_block(), market.end_block();
SELECT pay(20, 'fixed');
SELECT market.end_block();
SELECT pay(20, 'fixed'); \echo :SQLSTATE
SELECT pay(30, 'fixed'); \echo :SQLSTATE
-- per method, and from per method to fixed; a quote is exact, whatever was listed before
SELECT market.update_service(:'bob', 'org', 'fixed', service(:'methods'));
SELECT pay(40, 'fixed', '/p.S/add'), pay(2, 'fixed', '/p.S/add');
SELECT market.update_service(:'bob', 'org', 'fixed', service(jsonb_set(:'fixed', '{price_in_cogs}', '50')));
SELECT pay(2, 'fixed', '/p.S/add'), pay(50, 'fixed', '/p.S/add');
SELECT pay(2, 'fixed'); \echo :SQLSTATE
SELECT quote_id AS quote FROM market.request_quote(:'ada', 'org', 'fixed') \gset
SELECT pay(40, 'fixed', quote_id => :quote); \echo :SQLSTATE
-- forgotten with the next change; a pricing function leaves the listed price its grace
SELECT count(*) FROM market.former_price;
SELECT market.end_block(next_height => 200);
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.flat');
SELECT pay(50, 'fixed', '/any', '{}'), pay(7, 'fixed', '/any', '{}');
SELECT market.update_service(:'bob', 'org', 'fixed', service(:'fixed'));
SELECT fixed_price FROM market.former_price ORDER BY id;
-- a service takes all of it along
SELECT market.delete_service(:'bob', 'org', 'fixed');
SELECT count(*) FROM market.former_price;
SELECT count(*) FROM market.pricing_function WHERE service_id = 'fixed';
-- and starts anew without
SELECT market.publish_service(:'bob', 'org', 'fixed', service(:'fixed'));
SELECT is_dynamic FROM market.service_group WHERE service_id = 'fixed';

--
-- who may act
--
CREATE ROLE regress_price_bob;
CREATE ROLE regress_price_ada;
GRANT market_user TO regress_price_bob, regress_price_ada;
SELECT market.create_account(:'bob', 'regress_price_bob'), market.create_account(:'ada', 'regress_price_ada');
GRANT USAGE ON SCHEMA shop TO regress_price_bob, regress_price_ada;
REVOKE EXECUTE ON FUNCTION shop.flat FROM PUBLIC;
GRANT INSERT ON shop.asked TO regress_price_bob;
SET ROLE regress_price_bob;
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.flat'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'sue', 'org', 'fixed', 'shop.by_length'); \echo :SQLSTATE
SELECT market.register_pricing_function(:'bob', 'org', 'fixed', 'shop.by_length');
SELECT market.unregister_pricing_function(:'sue', 'org', 'fixed'); \echo :SQLSTATE
SELECT market.request_quote(:'ada', 'org', 'fixed', request => '{"text": "a"}'); \echo :SQLSTATE
RESET ROLE;
TRUNCATE shop.asked;
-- whoever pays, it runs as bob's role, which may write where ada's may not
SET ROLE regress_price_ada;
SELECT price FROM market.request_quote(:'ada', 'org', 'fixed', request => '{"text": "a"}');
SELECT service_id, price FROM market.quote WHERE height = 200 ORDER BY id;
RESET ROLE;
SELECT role FROM shop.asked;
SET ROLE regress_price_bob;
SELECT count(*) FROM market.quote;
RESET ROLE;
-- without his role there is no price
UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
REVOKE ALL ON SCHEMA shop FROM regress_price_bob, regress_price_ada;
REVOKE ALL ON shop.asked FROM regress_price_bob;
DROP ROLE regress_price_bob, regress_price_ada;
SELECT pay(3, 'fixed', request => '{"text": "a"}'); \echo :SQLSTATE

SELECT authorized_amount, value FROM market.channel ORDER BY id;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_price;
