-- A small market with a row in every table, in every state that waits for something: for
-- tests of what happens to a market when the software under it is replaced.
CREATE EXTENSION pg_market;
CREATE EXTENSION pg_market_wallet;
SELECT market.install();
SET search_path = "$user", public, market;
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(escrow_address => '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E', channel_denom => 'cog', price_grace => 20);

-- alice is a consumer with a role of her own; the shop has handlers
CREATE ROLE alice;
GRANT market_user TO alice;
CREATE ROLE shop;
GRANT market_app, market_operator TO shop;
CREATE SCHEMA shop AUTHORIZATION shop;
SET ROLE shop;
CREATE FUNCTION shop.rate(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS $$
SELECT '{"code":200,"message":""}'::jsonb, '{"header":{},"body":{"rate":"2.5"}}'::jsonb
$$;
CREATE FUNCTION shop.answered(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE FUNCTION shop.paused(context_id bigint, cause text) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE FUNCTION shop.price(organization_id text, service_id text, method text, request jsonb) RETURNS numeric LANGUAGE sql AS 'SELECT 7::numeric';
RESET ROLE;

-- The people: 1 alice, who consumes; 2 who signs for her and for free calls; 3 the provider;
-- 4 and 5 others.
CREATE FUNCTION pg_temp.key(n int) RETURNS bytea LANGUAGE sql AS $$SELECT sha256(('person ' || n)::bytea)$$;
CREATE FUNCTION pg_temp.person(n int) RETURNS market.address LANGUAGE sql AS $$SELECT market.private_key_address(pg_temp.key(n))$$;
CREATE FUNCTION pg_temp.signed(n int, message bytea) RETURNS market.signature LANGUAGE sql AS
$$SELECT market.sign(market.message_digest(message), pg_temp.key(n))$$;
CREATE FUNCTION pg_temp.pay(channel_id bigint, price numeric, service_id text, quote_id bigint DEFAULT NULL) RETURNS numeric LANGUAGE sql AS $$
SELECT market.authorize_payment(channel_id, n.nonce, n.amount, market.sign(n.digest, pg_temp.key(1)), 'org', service_id, quote_id => quote_id)
FROM market.next_payment(channel_id, price) AS n
$$;
SELECT pg_temp.person(1) AS alice, pg_temp.person(2) AS signer, pg_temp.person(3) AS provider, pg_temp.person(4) AS other,
    pg_temp.person(5) AS oracle, encode(sha256('group'), 'base64') AS group64
\gset
\set group 'sha256(''group'')'
SELECT market.create_account(pg_temp.person(n), (CASE n WHEN 1 THEN 'alice' ELSE 'shop' END)::regrole, 'person ' || n) FROM generate_series(1, 4) AS n;
SELECT market.deposit(:'alice', '10000cog', 'deposit 1'), market.deposit(:'alice', '10000stake'),
    market.deposit(:'provider', '1000000stake'), market.deposit(:'other', '50cog');
SELECT market.withdraw(:'alice', '9cog', 'withdrawal 1');
SELECT market.transfer(:'alice', :'other', '5cog', idempotency_key => 'transfer 1');

-- The registry
SELECT market.create_organization(:'provider', 'org', jsonb_build_object('org_name', 'Org', 'org_type', 'individual',
    'description', '{}'::jsonb, 'assets', '{}'::jsonb, 'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group', 'group_id', :'group64',
        'payment', jsonb_build_object('payment_address', :'provider', 'payment_expiration_threshold', 5)))));
CREATE FUNCTION pg_temp.service(price int) RETURNS jsonb LANGUAGE sql AS $$
SELECT jsonb_build_object('version', 1, 'display_name', 'Service', 'encoding', 'proto', 'service_type', 'grpc', 'service_api_source', 'ipfs://Qm',
    'mpe_address', p.escrow_address, 'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', jsonb_build_array(jsonb_build_object('group_name', 'default_group', 'free_calls', 3, 'free_call_signer_address', pg_temp.person(2),
        'pricing', jsonb_build_array(jsonb_build_object('price_model', 'fixed_price', 'price_in_cogs', price, 'default', true)))))
FROM market.params AS p
$$;
SELECT market.publish_service(:'provider', 'org', s, pg_temp.service(10)) FROM unnest('{fixed,dynamic}'::text[]) AS s;
SELECT market.update_service(:'provider', 'org', 'fixed', pg_temp.service(11));
SELECT market.create_type_repository(:'provider', 'org', 'types', 'ipfs://Qm', '{a}');
SELECT market.configure_service(:'provider', 'org', 'fixed', client_rate_limit => 100);
SELECT market.set_free_call_allowance(:'provider', 'org', 'fixed', :'other', 5);
SET ROLE shop;
SELECT market.register_pricing_function(:'provider', 'org', 'dynamic', 'shop.price');
RESET ROLE;

-- Channels 0 to 3 of alice, and 4, which another pays for
SELECT market.open_channel(:'alice', :'alice', :'provider', :group, '1000cog', 1000) FROM generate_series(0, 3);
SELECT market.open_channel_by_third_party(:'alice', :'other', :'other', :'provider', :group, 50, 900, 1, pg_temp.signed(4,
    market.open_channel_message(escrow_address, :'alice', :'other', :'provider', :group, 50, 900, 1))) FROM market.params;
SELECT market.set_channel_signer(:'alice', 0, :'signer', 500);
SELECT market.set_channel_alert(:'alice', 1, 990);
SELECT market.set_channel_refill(:'alice', 1, 5, 10);
SELECT market.set_payment_split(:'provider', ARRAY[:'other']::market.address[], '{1000}');
SELECT pg_temp.pay(0, 11, 'fixed') FROM generate_series(1, 3);
SELECT pg_temp.pay(1, 11, 'fixed');
SELECT pg_temp.pay(3, price, 'dynamic', quote_id) FROM market.request_quote(:'alice', 'org', 'dynamic');
SELECT market.refund_payment(:'provider', 0, 0, 22, pg_temp.signed(1, market.claim_message(escrow_address, 0, 0, 22)), 3)
FROM market.params;
SELECT market.start_claim(0);
SELECT pg_temp.pay(0, 11, 'fixed');
SELECT market.claim(:'provider', 1);
SELECT market.rate_call(:'alice', 1, 4, 'good'), market.open_dispute(:'alice', 5, 2);
-- a payment that has begun; calls that are prepaid, one of them made
SELECT market.begin_payment(2, n.nonce, n.amount, market.sign(n.digest, pg_temp.key(1)), 'org', 'fixed') IS NOT NULL
FROM market.next_payment(2, 11) AS n;
SELECT market.use_prepaid_token(3, i.token, 'org', 'fixed')
FROM market.next_payment(3, 33) AS n, market.issue_prepaid_token(3, n.nonce, n.amount, market.sign(n.digest, pg_temp.key(1))::bytea, 'org') AS i;
-- free calls
SELECT market.free_call(:'alice', 'org', 'fixed', market.free_call_token(pg_temp.signed(2, t.message), t.expiration_block))
FROM market.request_free_call_token(:'alice', 'org', 'fixed') AS t;
SELECT market.set_claim_rule(:'provider', 500);

-- The service wing: requests that are settled, expired, answered and open
CREATE FUNCTION pg_temp.call(service text, timeout bigint, repeated boolean DEFAULT false) RETURNS bigint LANGUAGE sql AS $$
SELECT market.call_service(pg_temp.person(1), service, ARRAY[pg_temp.person(3)], '{"header": {}}', '50stake', timeout, repeated, 10, -1)
$$;
CREATE FUNCTION pg_temp.respond(context bigint) RETURNS void LANGUAGE sql AS $$
SELECT market.respond_service(provider, id, '{"code": 200, "message": ""}', '{"header": {}}')
FROM market.request WHERE context_id = context AND state = 'pending'
$$;
SELECT market.define_service(:'provider', 'work', '{"input": {"type": "object"}, "output": {"type": "object"}}', tags => '{a}');
SELECT market.bind_service(:'provider', 'work', :'provider', '150000stake', '{"price": "50stake"}', 1);
SELECT market.set_withdraw_address(:'provider', :'other');
SET ROLE shop;
SELECT market.register_module_service('oracle', 'oracle-price', :'oracle', 'shop.rate');
SELECT market.register_module('shop', 'shop.answered', 'shop.paused');
RESET ROLE;
SELECT pg_temp.call('work', 2), pg_temp.call('work', 1), pg_temp.call('work', 90), pg_temp.call('work', 9, true);
SELECT market.create_request_context('shop', :'alice', 'work', ARRAY[:'provider']::market.address[], '{"header": {}}', '50stake', 9, false, 0, 0, 1);
SELECT pg_temp.respond(1);
SELECT market.end_block(), market.end_block();
SELECT pg_temp.respond(3), pg_temp.respond(5);
SELECT pg_temp.call('work', 90);
SELECT market.end_block();
SELECT pg_temp.respond(6);
SELECT length(market.seal_history()) AS seal;
-- the first call marks where the journal is, the second remembers the sums until there
SELECT * FROM market.audit_recent();
SELECT * FROM market.audit_recent();
