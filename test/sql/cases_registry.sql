-- Registry and prices by the originals' own cases: C registry, D organizations, H income, M documents.
-- Where the market differs, the case says so.
\getenv tests PG_ABS_SRCDIR
\set test cases_registry
\set ECHO none
\i :tests/world/market.psql
\set ECHO all
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(escrow_address => '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E', channel_denom => 'cog');

CREATE FUNCTION key(n int) RETURNS bytea
LANGUAGE sql AS $$SELECT decode(lpad(to_hex(n + 16), 64, '0'), 'hex')$$;
CREATE FUNCTION person(n int) RETURNS market.address
LANGUAGE sql SECURITY DEFINER AS $$SELECT market.private_key_address(public.key(n))$$;
-- the next payment on a channel, signed by ada: what it charges, and what it meters
CREATE FUNCTION pay(price numeric, service_id text, method text DEFAULT NULL, request jsonb DEFAULT NULL, quote_id bigint DEFAULT NULL, channel_id bigint DEFAULT 0) RETURNS numeric
LANGUAGE sql AS $$
SELECT market.authorize_payment(channel_id, n.nonce, n.amount, market.sign(n.digest, public.key(1)), 'org', service_id, method,
    request => request, quote_id => quote_id)
FROM market.next_payment(channel_id, price) AS n
$$;
SELECT person(1) AS ada, person(2) AS sue, person(3) AS bob, person(4) AS eve,
       person(5) AS m1, person(6) AS m2, person(7) AS m3
\gset
\set zero 0x0000000000000000000000000000000000000000
\set group '\\x7b00000000000000000000000000000000000000000000000000000000000000'
\set group_2 '\\x7d00000000000000000000000000000000000000000000000000000000000000'
CREATE FUNCTION organization() RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_build_object('org_name', 'Test', 'org_type', 'individual', 'description', '{}'::jsonb, 'assets', '{}'::jsonb, 'contacts', '[]'::jsonb,
    'groups', (SELECT jsonb_agg(jsonb_build_object('group_name', name, 'group_id', encode(decode(id || repeat('00', 31), 'hex'), 'base64'),
        'payment', jsonb_build_object('payment_address', person(3), 'payment_expiration_threshold', 5)))
      FROM (VALUES ('default_group', '7b'), ('second_group', '7d')) AS g (name, id)))
$$;
CREATE FUNCTION service(pricing jsonb, groups text[] DEFAULT '{default_group}') RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_build_object('version', 1, 'display_name', 'Example', 'encoding', 'proto', 'service_type', 'grpc', 'service_api_source', 'ipfs://Qm',
    'mpe_address', p.escrow_address, 'contributors', '[{}]'::jsonb,
    'groups', (SELECT jsonb_agg(jsonb_build_object('group_name', name, 'pricing', jsonb_build_array(pricing))) FROM unnest(groups) AS name))
FROM market.params AS p
$$;
\set fixed '{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}'
\set methods '{"price_model": "fixed_price_per_method", "package_name": "p", "default": true, "details": [{"service_name": "S", "method_pricing": [{"method_name": "add", "price_in_cogs": 2}, {"method_name": "see", "price_in_cogs": 0}]}]}'
SELECT organization() AS organization, service(:'fixed') AS service \gset

--
-- C: the registry contract
--
-- C 55: two organizations with five services each; the first, a middle one and the last of one go.  The rest keeps its
-- order (in the contract the last takes the gap)
SELECT market.create_organization(:'bob', 'one', :'organization'), market.create_organization(:'eve', 'two', :'organization');
SELECT market.publish_service(owner, id, 's' || n, :'service') FROM generate_series(1, 5) AS n, (VALUES ('one', :'bob'::market.address), ('two', :'eve')) AS o (id, owner) ORDER BY n, id \g (tuples_only) /dev/null
SELECT market.delete_service(:'bob', 'one', 's1'), market.delete_service(:'bob', 'one', 's3'), market.delete_service(:'bob', 'one', 's5');
SELECT * FROM market.list_services('one');
SELECT * FROM market.list_services('two');
SELECT * FROM market.audit();
-- C 56: members 1, 2, 3 without 1
SELECT market.add_organization_members(:'bob', 'one', ARRAY[:'m1', :'m2', :'m3']::market.address[]);
SELECT market.remove_organization_members(:'bob', 'one', ARRAY[:'m1']::market.address[]);
SELECT members = ARRAY[:'m2', :'m3']::market.address[] AS two_left FROM market.get_organization('one');
SELECT * FROM market.audit();
-- C 58: what a member may do
SELECT market.add_organization_members(:'m2', 'one', ARRAY[:'sue']::market.address[]), market.remove_organization_members(:'sue', 'one', ARRAY[:'m3']::market.address[]),
       market.publish_service(:'sue', 'one', 's6', :'service'), market.update_service(:'m2', 'one', 's6', :'service'), market.delete_service(:'sue', 'one', 's2');
SELECT members = ARRAY[:'m2', :'sue']::market.address[] AS members, service_ids FROM market.get_organization('one');
SELECT * FROM market.audit();
-- C 59: and what not
SELECT market.update_organization(:'m2', 'one', :'organization'); \echo :SQLSTATE
SELECT market.change_organization_owner(:'m2', 'one', :'m2'); \echo :SQLSTATE
SELECT market.delete_organization(:'m2', 'one'); \echo :SQLSTATE
SELECT * FROM market.audit();
-- C 61
SELECT market.update_service(:'bob', 'one', 'none', :'service'); \echo :SQLSTATE
SELECT market.publish_service(:'bob', 'one', 's4', :'service'); \echo :SQLSTATE
SELECT * FROM market.audit();
-- C 62: anything on an unknown organization; readers only say that they do not find it
SELECT market.update_organization(:'bob', 'none', :'organization'); \echo :SQLSTATE
SELECT market.change_organization_owner(:'bob', 'none', :'eve'); \echo :SQLSTATE
SELECT market.add_organization_members(:'bob', 'none', ARRAY[:'m1']::market.address[]); \echo :SQLSTATE
SELECT market.remove_organization_members(:'bob', 'none', ARRAY[:'m1']::market.address[]); \echo :SQLSTATE
SELECT market.delete_organization(:'bob', 'none'); \echo :SQLSTATE
SELECT market.publish_service(:'bob', 'none', 's', :'service'); \echo :SQLSTATE
SELECT market.update_service(:'bob', 'none', 's', :'service'); \echo :SQLSTATE
SELECT market.delete_service(:'bob', 'none', 's'); \echo :SQLSTATE
SELECT (market.get_organization('none')).found AS organization, (market.list_services('none')).found AS services, (market.get_service('none', 's')).found AS service;
SELECT * FROM market.audit();
-- C 64: a new document in the place of a new URI
SELECT market.update_service(:'bob', 'one', 's4', jsonb_set(:'service', '{display_name}', '"New"'));
SELECT found, id, metadata ->> 'display_name' AS display_name, metadata - 'display_name' = :'service'::jsonb - 'display_name' AS rest_same FROM market.get_service('one', 's4');
SELECT version, metadata ->> 'display_name' AS display_name FROM market.service_version WHERE organization_id = 'one' AND service_id = 's4' ORDER BY version;
SELECT * FROM market.audit();
-- C 65, an interface query of contracts, does not exist here

--
-- D: organizations
--
-- D 67: two who are no members: nothing happens
SELECT market.remove_organization_members(:'bob', 'one', ARRAY[:'m1', :'m3']::market.address[]);
SELECT members = ARRAY[:'m2', :'sue']::market.address[] AS same FROM market.get_organization('one');
-- D 68: given away once
SELECT market.change_organization_owner(:'bob', 'one', :'eve');
SELECT market.change_organization_owner(:'bob', 'one', :'eve'); \echo :SQLSTATE
-- D 70
SELECT market.delete_organization(:'bob', 'one'); \echo :SQLSTATE
SELECT market.delete_organization(:'eve', 'one');
SELECT * FROM market.get_organization('one');
SELECT * FROM market.audit();
-- D 71: a contact without e-mail and phone
SELECT market.create_organization(:'bob', 'org', jsonb_set(:'organization', '{contacts}', '[{"contact_type": "general", "email": "", "phone": ""}]')); \echo :SQLSTATE
SELECT * FROM market.audit();

--
-- H: income
--
SELECT market.create_organization(:'bob', 'org', :'organization');
SELECT market.deposit(:'ada', '100cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '100cog', 1000);
SELECT market.publish_service(:'bob', 'org', 'gratis', service(jsonb_set(:'fixed', '{price_in_cogs}', '0'))), market.publish_service(:'bob', 'org', 'fixed', :'service');
-- H 110: price 0; an income of 0, and, after a call for 10, of -1, 0 and 1
SELECT pay(0, 'gratis');
SELECT pay(10, 'fixed');
SELECT market.authorize_payment(0, 0, 9, market.sign(market.message_digest(market.claim_message(escrow_address, 0, 0, 9)), key(1)), 'org', 'gratis') FROM market.params; \echo :SQLSTATE
SELECT pay(0, 'gratis');
SELECT pay(1, 'gratis'); \echo :SQLSTATE
SELECT kind, service_id, price, authorized_amount, outcome FROM market.usage ORDER BY id;
SELECT * FROM market.audit();
-- H 112: the service fails, with the payment in its transaction: nothing was paid, and the provider may note it
BEGIN;
SELECT pay(10, 'fixed');
SELECT 1 / 0 AS answer;
ROLLBACK;
SELECT market.record_failed_call(:'bob', 'org', 'fixed', :'ada', channel_id => 0, error => 'division by zero') IS NOT NULL AS recorded;
SELECT authorized_amount FROM market.channel;
SELECT kind, price, outcome, error FROM market.usage ORDER BY id DESC LIMIT 1;
SELECT * FROM market.audit();

--
-- M: documents
--
-- M 158: storage endpoints may be left out here, a payment address may not
SELECT market.create_organization(:'bob', 'new', jsonb_set(:'organization', '{groups,0,payment,payment_channel_storage_client}', '{"endpoints": []}'));
SELECT market.create_organization(:'bob', 'newer', :'organization'::jsonb #- '{groups,0,payment,payment_address}'); \echo :SQLSTATE
-- M 160: no default price
SELECT market.publish_service(:'bob', 'org', 'new', service(:'fixed'::jsonb - 'default')); \echo :SQLSTATE
-- M 161: a signer of free calls that is no address
SELECT market.publish_service(:'bob', 'org', 'new', jsonb_set(:'service', '{groups,0,free_call_signer_address}', '"nobody"')); \echo :SQLSTATE
SELECT * FROM market.audit();

\c :regress_database
DROP DATABASE regress_cases_registry;
