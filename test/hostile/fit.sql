-- What the fit calls in the file "calls" need beside the world: work in each state that a
-- function wants to find, and functions that compute what a call must say at the moment.

SET search_path = "$user", public, market;

-- channels: 10 to 14 for payments of one step, two steps, prepaid ones, refunds and claims; 15 to
-- 24 have expired
SELECT setval('market.channel_id_seq', 10, false);
SELECT market.open_channel(test.person(1), test.person(2), test.person(0), sha256('group'), '1000000cog', 1000000000000)
FROM generate_series(10, 14);
SELECT market.open_channel(test.person(1), test.person(2), test.person(0), sha256('group'), '100cog', 10)
FROM generate_series(15, 24);
SELECT market.set_channel_signer(test.person(1), 10, test.person(4));

-- the next payment of a channel
CREATE FUNCTION test.nonce(number bigint) RETURNS numeric LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT payment_nonce FROM market.channel WHERE id = number$$;
CREATE FUNCTION test.total(number bigint, price numeric) RETURNS numeric LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT amount FROM market.next_payment(number, price)$$;
CREATE FUNCTION test.paid(number bigint, price numeric) RETURNS market.signature LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT test.signed(2, message) FROM market.next_payment(number, price)$$;
-- what is signed, and less than that
CREATE FUNCTION test.amount(number bigint) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT authorized_amount FROM market.channel WHERE id = number$$;
CREATE FUNCTION test.authorized(number bigint) RETURNS market.signature LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT authorized_signature FROM market.channel WHERE id = number$$;
CREATE FUNCTION test.below(number bigint) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT authorized_amount - 1 FROM market.channel WHERE id = number$$;
CREATE FUNCTION test.lower(number bigint) RETURNS market.signature LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT test.signed(2, market.claim_message(escrow_address, number, payment_nonce, test.below(id)))
FROM market.channel, market.params WHERE id = number
$$;
-- requests that are signed
CREATE FUNCTION test.escrow() RETURNS market.address LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT escrow_address FROM market.params$$;
CREATE FUNCTION test.operator(prefix text) RETURNS market.signature LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT test.signed(0, market.operator_message(prefix, market.height()))$$;
CREATE FUNCTION test.group_text() RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, market AS
$$SELECT encode(sha256('group'), 'base64')$$;
CREATE FUNCTION test.free_token() RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT market.free_call_token(test.signed(5, market.free_call_token_message('shop', 'default_group', test.person(3), '', h + 10)), h + 10)
FROM market.height() AS h
$$;
CREATE FUNCTION test.free_call() RETURNS market.signature LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT test.signed(3, market.free_call_message(test.person(3)::text, '', 'shop', 'svc', test.group_text(), market.height(), test.free_token()))
$$;
CREATE FUNCTION test.free_token_request() RETURNS market.signature LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT test.signed(3, market.free_call_token_request_message(test.person(3)::text, '', 'shop', 'svc', test.group_text(), market.height()))
$$;
CREATE FUNCTION test.used() RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT count(*) FROM market.used_permission$$;
-- prepaid calls
CREATE FUNCTION test.secret() RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, market AS
$$SELECT sha256('shop')$$;
CREATE FUNCTION test.token(number bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT market.jwt_sign(json_build_object('exp', least(extract(epoch FROM market.block_time()), 9000000000000)::bigint + 1000,
    'groupId', test.group_text(), 'orgId', 'shop', 'payload', number::text, 'userAddress', test.person(1)::text), test.secret())
$$;
SELECT market.set_prepaid_secret(test.person(0), 'shop', test.secret());
SELECT market.issue_prepaid_token(12, 0, 100000, test.signed(2, market.claim_message(test.escrow(), 12, 0, 100000))::bytea, 'shop');

-- calls that were paid, payments that are open
SELECT market.authorize_payment(c, 0, test.total(c, 10), test.paid(c, 10), 'shop', 'svc')
FROM generate_series(1, 20), unnest(ARRAY[10, 13, 14]) AS c;
CREATE TABLE test.token (token uuid);
INSERT INTO test.token
SELECT (market.begin_payment(11, 0, test.total(11, 10), test.paid(11, 10), 'shop', 'svc', lease => 1000000, concurrent => 1000)).payment_token
FROM generate_series(1, 10);
INSERT INTO test.token
SELECT (market.begin_prepaid_payment(12, test.token(12), 'shop', 'svc', lease => 1000000)).payment_token
FROM generate_series(1, 10);
CREATE FUNCTION test.open_payment() RETURNS uuid LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT token FROM test.token JOIN market.payment_reservation ON token_hash = market.keccak256(uuid_send(token))
WHERE outcome IS NULL ORDER BY random() LIMIT 1
$$;
SELECT market.open_dispute(payer, id, 1, '{}') FROM market.usage WHERE channel_id = 10 AND payer = test.person(1) ORDER BY id LIMIT 10;
CREATE FUNCTION test.usage() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT min(id) FROM market.usage WHERE payer = test.person(1)$$;
CREATE FUNCTION test.undisputed() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT max(u.id) FROM market.usage AS u WHERE payer = test.person(1) AND kind = 'paid' AND NOT EXISTS (SELECT FROM market.dispute AS d WHERE d.usage_id = u.id)$$;
CREATE FUNCTION test.dispute() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT min(id) FROM market.dispute WHERE state IN ('open', 'answered')$$;

-- names that are free, organizations to delete
CREATE SEQUENCE test.fresh;
CREATE FUNCTION test.fresh_name() RETURNS text LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT 'fresh' || nextval('test.fresh')$$;
CREATE FUNCTION test.fresh_address() RETURNS market.address LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT substr(sha256(test.fresh_name()::bytea), 1, 20)::market.address$$;
CREATE FUNCTION test.spare() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT max(organization_id) FROM market.organization_service WHERE organization_id LIKE 'spare%'$$;
SELECT market.create_type_repository(test.person(0), 'shop', 'types', 'ipfs://Qm', '{good}'),
    market.create_type_repository(test.person(0), 'shop', 'old types', 'ipfs://Qm');

-- functions of people, run by the market
CREATE FUNCTION test.price(organization_id text, service_id text, method text, request jsonb) RETURNS numeric LANGUAGE sql AS 'SELECT 7';
CREATE FUNCTION test.told(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE FUNCTION test.paused(context_id bigint, cause text) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE FUNCTION test.answer(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS
$$SELECT '{"code": 200, "message": ""}'::jsonb, '{"header": {}, "body": {"rate": "2"}}'::jsonb$$;
SELECT market.create_token('atom');
SELECT market.register_module_service('oracle', 'rates', test.person(5), 'test.answer');
SET ROLE hostile_user;
SELECT market.register_module('listener', 'test.told', 'test.paused');
RESET ROLE;

-- bindings and contexts in each state
SELECT market.bind_service(test.person(1), 'quote', substr(sha256(n::text::bytea), 1, 20)::market.address, '100000stake', '{"price": "7stake"}', 1)
FROM generate_series(1, 12) AS n;
SELECT market.disable_binding(test.person(1), 'quote', substr(sha256(n::text::bytea), 1, 20)::market.address)
FROM generate_series(1, 8) AS n;
CREATE FUNCTION test.provider(is_available boolean) RETURNS market.address LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT provider FROM market.service_binding
WHERE service_name = 'quote' AND owner = test.person(1) AND available = is_available AND deposit > 0 AND provider <> ALL (SELECT address FROM test.person)
ORDER BY provider LIMIT 1
$$;
SELECT market.call_service(test.person(0), 'quote', ARRAY[test.person(2)], '{"header": {}, "body": {}}', '100stake', 20, true, 30, -1)
FROM generate_series(1, 10);
SELECT market.create_request_context('listener', test.person(0), 'quote', ARRAY[test.person(2)], '{"header": {}, "body": {}}', '100stake', 20, true, 30, -1, 1);
SELECT market.pause_request_context(consumer, id) FROM market.request_context WHERE consumer = test.person(0) ORDER BY id DESC LIMIT 6;
CREATE FUNCTION test.context(wanted text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT max(id) FROM market.request_context WHERE consumer = test.person(0) AND state::text = wanted AND repeated$$;
CREATE FUNCTION test.request() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT min(id) FROM market.request WHERE provider = test.person(2) AND state = 'pending'$$;

-- deposits can go back, channels have expired
SELECT market.end_block(market.block_time() + interval '40 days', 15);
CREATE FUNCTION test.expired() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT max(id) FROM market.channel WHERE sender = test.person(1) AND expiration <= market.height() AND value > 0$$;
GRANT USAGE ON SCHEMA test TO PUBLIC;
