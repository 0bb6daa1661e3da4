-- What the crash test works on: both extensions, a paid service, a service with providers.
CREATE EXTENSION pg_market;
CREATE EXTENSION pg_market_wallet;
SELECT market.install();
ALTER DATABASE market SET search_path = "$user", public, market;
SET search_path = "$user", public, market;
SELECT market.create_token('cog');
SELECT market.set_params(channel_denom => 'cog');

CREATE FUNCTION pg_temp.address(name text) RETURNS market.address LANGUAGE sql AS
$$SELECT ('0x' || substr(encode(sha256(name::bytea), 'hex'), 1, 40))::market.address$$;

SELECT market.create_organization(pg_temp.address('channel recipient'), 'org', jsonb_build_object('org_name', 'Org',
    'org_type', 'individual', 'description', '{}'::jsonb, 'assets', '{}'::jsonb,
    'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group', 'group_id', encode(sha256('group'), 'base64'), 'payment', jsonb_build_object(
            'payment_address', pg_temp.address('channel recipient'), 'payment_expiration_threshold', 5)))));
SELECT market.publish_service(pg_temp.address('channel recipient'), 'org', 'svc', jsonb_build_object('version', 1,
    'display_name', 'Svc', 'encoding', 'proto', 'service_type', 'grpc',
    'service_api_source', 'ipfs://Qm', 'mpe_address', escrow_address,
    'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', '[{"group_name": "default_group", "pricing": [{"price_model": "fixed_price",
      "price_in_cogs": 10, "default": true}]}]'::jsonb))
FROM market.params;

SELECT market.define_service(pg_temp.address('author'), 'crash', '{"input": {"type": "object"}, "output": {"type": "object"}}');
SELECT market.deposit(pg_temp.address('provider owner'), '10000000000stake');
