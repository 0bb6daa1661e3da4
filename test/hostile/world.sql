-- A market with something of everything, and a stranger's schema that would take over.
CREATE EXTENSION IF NOT EXISTS pg_market;
CREATE EXTENSION IF NOT EXISTS pg_market_wallet;
SELECT market.install();
SET search_path = "$user", public, market;
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(channel_denom => 'cog');

CREATE TABLE public.canary AS SELECT 1 AS alive;
CREATE ROLE hostile_user;
CREATE ROLE hostile_app;
GRANT market_user TO hostile_user;
GRANT market_app, market_operator TO hostile_app;

CREATE SCHEMA test;
CREATE TABLE test.good (name text, value text);
GRANT USAGE ON SCHEMA test TO PUBLIC;
CREATE TABLE test.person AS
SELECT n, key, market.private_key_address(key) AS address
FROM generate_series(0, 5) n, LATERAL (SELECT sha256(('person ' || n)::bytea) AS key) k;
SELECT market.create_account(address, (CASE WHEN n < 2 THEN 'hostile_user' ELSE current_user END)::regrole) FROM test.person;
SELECT market.deposit(address, '100000000cog') FROM test.person;
SELECT market.deposit(address, '1000000000stake') FROM test.person;

-- Documents, and what signs them.  The functions that fit calls name run as who made them, under a
-- path of their own.
CREATE FUNCTION test.key(n integer) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT key FROM test.person AS p WHERE p.n = $1$$;
CREATE FUNCTION test.person(n integer) RETURNS market.address LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT address FROM test.person AS p WHERE p.n = $1$$;
CREATE FUNCTION test.signed(n integer, message bytea) RETURNS market.signature LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS
$$SELECT market.sign(market.message_digest(message), test.key(n))$$;
CREATE FUNCTION test.organization() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT jsonb_build_object('org_name', 'Org', 'org_type', 'individual', 'description', '{}'::jsonb, 'assets', '{}'::jsonb,
    'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group', 'group_id', encode(sha256('group'), 'base64'),
        'payment', jsonb_build_object('payment_address', test.person(0), 'payment_expiration_threshold', 5))))
$$;
CREATE FUNCTION test.service() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, market AS $$
SELECT jsonb_build_object('version', 1, 'display_name', 'Svc', 'encoding', 'proto', 'service_type', 'grpc',
    'service_api_source', 'ipfs://Qm', 'mpe_address', escrow_address, 'tags', '["good"]'::jsonb,
    'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', jsonb_build_array(jsonb_build_object('group_name', 'default_group', 'free_calls', 100000,
        'free_call_signer_address', test.person(5),
        'pricing', '[{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}]'::jsonb)))
FROM market.params
$$;

-- "org" is for everybody; "shop" is what fit calls pay, the "spare" ones are what they delete
SELECT market.create_organization(test.person(0), id, test.organization())
FROM unnest(ARRAY['org', 'shop', 'spare1', 'spare2', 'spare3', 'spare4', 'spare5', 'spare6']) AS id;
SELECT market.publish_service(test.person(0), id, 'svc', test.service()) FROM market.organization;
SELECT market.open_channel(p.address, p.address, r.address, sha256('group'), '100000cog', 100000)
FROM test.person p, test.person r WHERE p.n > 0 AND r.n = 0 ORDER BY p.n;
SELECT market.authorize_payment(c.id, 0, 10, market.sign(market.message_digest(
    market.claim_message(escrow_address, c.id, 0, 10)), p.key), 'org', 'svc')
FROM market.channel c JOIN test.person p ON p.address = c.sender, market.params;

SELECT market.define_service(address, 'quote', '{"input": {"type": "object"}, "output": {"type": "object"}}')
FROM test.person WHERE n = 0;
SELECT market.bind_service(o.address, 'quote', p.address, '100000000stake', '{"price": "7stake"}', 1)
FROM test.person o, test.person p WHERE o.n = 1 AND p.n IN (1, 2, 3);
SELECT market.call_service(c.address, 'quote', ARRAY(SELECT address FROM test.person WHERE n IN (1, 2, 3)),
    '{"header": {}, "body": {}}', '100stake', 20, true, 30, -1)
FROM test.person c, generate_series(1, 5) WHERE c.n IN (0, 4);

INSERT INTO test.good
SELECT 'market.address', address::text FROM test.person, generate_series(1, 3)
UNION ALL SELECT 'market.signature', authorized_signature::text FROM market.channel WHERE authorized_signature IS NOT NULL
UNION ALL SELECT 'market.bytes32', sha256('group')::text
UNION ALL SELECT 'bytea', sha256('group')::text
UNION ALL SELECT 'jsonb', metadata::text FROM market.organization
UNION ALL SELECT 'jsonb', metadata::text FROM market.organization_service
UNION ALL SELECT 'bigint', id::text FROM market.channel
UNION ALL SELECT 'bigint', id::text FROM market.request
UNION ALL SELECT 'regrole', current_user
UNION ALL SELECT 'market.bytes32', key::text FROM test.person
-- by the names of arguments, so that calls get past the first checks
UNION ALL SELECT 'argument ' || a, address::text FROM test.person, unnest(ARRAY['owner', 'member', 'recipient', 'author', 'consumer']) a WHERE n = 0
UNION ALL SELECT 'argument ' || a, address::text FROM test.person, unnest(ARRAY['sender', 'signer', 'funder', 'owner', 'provider']) a WHERE n = 1
UNION ALL SELECT 'argument ' || a, 'org' FROM unnest(ARRAY['organization_id', 'organization']) a
UNION ALL SELECT 'argument ' || a, 'svc' FROM unnest(ARRAY['service_id', 'service']) a
UNION ALL SELECT 'argument service_name', 'quote'
UNION ALL SELECT 'argument input', '{"header": {}, "body": {}}'
UNION ALL SELECT 'argument output', '{"header": {}, "body": {}}'
UNION ALL SELECT 'argument result', '{"code": 200, "message": ""}'
UNION ALL SELECT 'argument channel_id', id::text FROM market.channel WHERE id < 3
UNION ALL SELECT 'argument request_id', id::text FROM market.request
UNION ALL SELECT 'argument context_id', id::text FROM market.request_context
UNION ALL SELECT 'argument group_id', sha256('group')::text
UNION ALL SELECT 'argument metadata', metadata::text FROM market.organization
UNION ALL SELECT 'argument metadata', metadata::text FROM market.organization_service
UNION ALL SELECT 'argument expiration', '200000'
UNION ALL SELECT 'argument ' || a, '1' FROM unnest(ARRAY['amount', 'price', 'nonce', 'timeout', 'qos', 'count']) a
UNION ALL SELECT 'argument ' || a, '60stake' FROM unnest(ARRAY['service_fee_cap']) a
UNION ALL SELECT 'argument ' || a, '1cog' FROM unnest(ARRAY['funds', 'value']) a;

-- What a hostile search_path offers: operators and functions with the names of those that the
-- market uses, each of which tells when it is run.
CREATE SCHEMA evil;
CREATE TABLE evil.used (used text);
GRANT USAGE ON SCHEMA evil TO PUBLIC;
GRANT INSERT ON evil.used TO PUBLIC;
DO $$
DECLARE
    name text;
    body text := $f$BEGIN INSERT INTO evil.used VALUES (%L); RETURN %s; END$f$;
BEGIN
    FOREACH name IN ARRAY ARRAY['numeric', 'bigint', 'text'] LOOP
        EXECUTE format('CREATE FUNCTION evil.trap_%s(a %s, b %s) RETURNS %s LANGUAGE plpgsql AS %L', name, name, name, name,
            format(body, '+ of ' || name, 'a'));
        EXECUTE format('CREATE FUNCTION evil.same_%s(a %s, b %s) RETURNS boolean LANGUAGE plpgsql AS %L', name, name, name,
            format(body, '= of ' || name, 'true'));
        EXECUTE format('CREATE OPERATOR evil.= (LEFTARG = %s, RIGHTARG = %s, FUNCTION = evil.same_%s)', name, name, name);
        EXECUTE format('CREATE OPERATOR evil.< (LEFTARG = %s, RIGHTARG = %s, FUNCTION = evil.same_%s)', name, name, name);
        EXECUTE format('CREATE OPERATOR evil.+ (LEFTARG = %s, RIGHTARG = %s, FUNCTION = evil.trap_%s)', name, name, name);
        EXECUTE format('CREATE OPERATOR evil.- (LEFTARG = %s, RIGHTARG = %s, FUNCTION = evil.trap_%s)', name, name, name);
    END LOOP;
    EXECUTE format('CREATE FUNCTION evil.trunc(a numeric) RETURNS numeric LANGUAGE plpgsql AS %L', format(body, 'trunc', 'a'));
    EXECUTE format('CREATE FUNCTION evil.lower(a text) RETURNS text LANGUAGE plpgsql AS %L', format(body, 'lower', 'a'));
END
$$;
CREATE VIEW evil.channel AS SELECT 1 AS id;
CREATE VIEW evil.account_balance AS SELECT 1 AS id;
