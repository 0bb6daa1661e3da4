-- The registry: readers, versions, tags, type repositories, the fields of documents; success
-- and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test registry
\set ECHO none
\i :tests/world/market.psql
\set ECHO all
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(escrow_address => '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E', channel_denom => 'cog');

CREATE FUNCTION key(n int) RETURNS bytea
LANGUAGE sql AS $$SELECT decode(lpad(to_hex(n + 16), 64, '0'), 'hex')$$;
CREATE FUNCTION person(n int) RETURNS market.address
LANGUAGE sql SECURITY DEFINER AS $$SELECT market.private_key_address(public.key(n))$$;
SELECT person(1) AS ada, person(2) AS sue, person(3) AS bob, person(4) AS eve,
       system_account('community_pool') AS pool
\gset
\set zero 0x0000000000000000000000000000000000000000
SELECT market.end_block('2031-01-31 23:59:59+00');
SET timezone = 'UTC';
SET datestyle = 'ISO';

-- a document with every field that there is
\set organization '{"org_name": "Example", "org_id": "org", "org_type": "organization", "description": {"description": "Adds and multiplies.", "short_description": "Arithmetic", "url": "https://example.com"}, "assets": {"hero_image": "ipfs://hero"}, "contacts": [{"contact_type": "general", "email": "a@example.com", "phone": "1"}, {"contact_type": "support", "email_id": "b@example.com"}], "groups": [{"group_name": "default_group", "group_id": "ewAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x7777777777777777777777777777777777777777", "payment_expiration_threshold": 100, "payment_channel_storage_type": "etcd", "payment_channel_storage_client": {"connection_timeout": "7s", "request_timeout": "5s", "endpoints": ["https://a.example.com:2379", "https://b.example.com:2379"]}}, "license_server_endpoints": ["https://l.example.com"]}, {"group_name": "second_group", "group_id": "fQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x8888888888888888888888888888888888888888", "payment_expiration_threshold": 200}}]}'
\set service '{"version": 1.0, "display_name": "Calculator", "encoding": "proto", "service_type": "grpc", "model_ipfs_hash": "Qm1", "service_api_source": "ipfs://Qm", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}, {"name": "Sue"}], "service_description": {"url": "https://example.com/c", "short_description": "Sums", "long_description": "Sums and more"}, "media": [{"order": 2, "url": "ipfs://film", "file_type": "video", "alt_text": "A film"}, {"order": 1, "url": "ipfs://hero", "file_type": "image", "asset_type": "hero_image"}], "assets": {"hero_image": "ipfs://old", "images": ["ipfs://1", "ipfs://2"], "documentation": "https://example.com/d", "terms_of_use": "https://example.com/t"}, "tags": ["math", "sum", "math"], "dynamic_pricing": {"/p.S/mul": "price_of_mul"}, "training_methods": ["train"], "training_metadata": {"max": 5}, "groups": [{"group_name": "default_group", "group_id": "ewAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "free_calls": 15, "free_call_signer_address": "0x9999999999999999999999999999999999999999", "daemon_addresses": ["0x6666666666666666666666666666666666666666"], "endpoints": ["https://a.example.com:7000", "https://b.example.com:7000"], "pricing": [{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}, {"price_model": "fixed_price_per_method", "package_name": "p", "details": [{"service_name": "S", "method_pricing": [{"method_name": "add", "price_in_cogs": 2.0}, {"method_name": "mul", "price_in_cogs": 3}]}]}], "licenses": {"subscriptions": {"type": "Subscription", "detailsUrl": "https://example.com/s", "isActive": "true", "subscription": [{"periodInDays": 30, "discountInPercentage": 10, "planName": "Monthly", "licenseCost": 90, "grpcServiceName": "S", "grpcMethodName": "add"}, {"periodInDays": 120, "discountInPercentage": 16, "planName": "Quarterly", "licenseCost": 91}]}, "tiers": [{"type": "Tier", "planName": "Tier AAA", "grpcServiceName": "ServiceA", "grpcMethodName": "MethodA", "range": [{"high": 100, "DiscountInPercentage": 3}, {"high": 200, "DiscountInPercentage": 4}], "detailsUrl": "https://example.com/x", "isActive": "true"}]}, "addOns": [{"discountInPercentage": 4, "addOnCostInAGIX": 2, "name": "Support"}, {"name": "Other"}]}, {"group_name": "second_group", "pricing": [{"price_model": "fixed_price_per_method", "default": true, "details": [{"service_name": "S", "method_pricing": [{"method_name": "add", "price_in_cogs": 0}]}]}]}]}'

--
-- readers: what is not there is not found, and no error
--
SELECT * FROM market.get_organization('org');
SELECT * FROM market.list_services('org');
SELECT * FROM market.get_service('org', 'svc');
SELECT * FROM market.list_organizations();
SELECT * FROM market.find_services('{math}');
SELECT market.create_organization(:'bob', 'zoo', :'organization'::jsonb - 'org_id');
SELECT market.create_organization(:'bob', 'org', :'organization', ARRAY[:'sue', :'ada']::market.address[]);
SELECT market.publish_service(:'bob', 'org', 'z', jsonb_set(:'service', '{tags}', '["sum"]'));
SELECT market.end_block('2031-02-01 12:00:00+00');
SELECT market.publish_service(:'sue', 'org', 'svc', :'service');
SELECT found, id, metadata = :'organization' AS as_given, owner = :'bob' AS bobs, members, service_ids FROM market.get_organization('org');
SELECT * FROM market.list_services('org');
SELECT * FROM market.list_services('zoo');
SELECT found, id, metadata = :'service' AS as_given, tags FROM market.get_service('org', 'svc');
SELECT * FROM market.get_service('org', 'none');
SELECT * FROM market.get_service('none', 'svc');
-- in the order of creation
SELECT * FROM market.list_organizations();
SELECT market.get_organization(NULL); \echo :SQLSTATE
SELECT market.get_service('org', NULL); \echo :SQLSTATE

--
-- the fields of the documents
--
\x on
SELECT * FROM market.organization_document WHERE organization_id = 'org';
SELECT * FROM market.organization_contact WHERE organization_id = 'org' ORDER BY position;
SELECT * FROM market.organization_group_document WHERE organization_id = 'org' ORDER BY group_name;
SELECT * FROM market.service_document WHERE service_id = 'svc';
SELECT * FROM market.service_contributor WHERE service_id = 'svc' ORDER BY position;
SELECT * FROM market.service_subscription WHERE service_id = 'svc' ORDER BY position;
\x off
SELECT position, url, file_type, alt_text, asset_type FROM market.service_media WHERE service_id = 'svc' ORDER BY position, url;
SELECT service_id, tag FROM market.service_tag ORDER BY 1, 2;
SELECT service_id, group_name, free_calls, free_call_signer_address FROM market.service_group_document WHERE service_id = 'svc' ORDER BY group_name;
SELECT group_name, position, endpoint FROM market.service_endpoint WHERE service_id = 'svc' ORDER BY position;
SELECT group_name, daemon_address FROM market.service_daemon_address WHERE service_id = 'svc';
SELECT group_name, position, price_model, is_default, method, price FROM market.service_pricing WHERE service_id = 'svc' ORDER BY group_name, position, method;
SELECT group_name, position, type, plan_name, high, discount_in_percentage, grpc_service_name, grpc_method_name, details_url, is_active FROM market.service_tier WHERE service_id = 'svc' ORDER BY position, high;
SELECT group_name, position, name, cost, discount_in_percentage FROM market.service_add_on WHERE service_id = 'svc' ORDER BY position;
-- the least document, and licences that are not what they should be
SELECT market.publish_service(:'bob', 'org', 'least', jsonb_build_object('version', 1, 'display_name', 'L', 'encoding', 'json', 'service_type', 'http', 'model_ipfs_hash', 'Qm',
    'mpe_address', escrow_address, 'contributors', '[{}]'::jsonb, 'groups', '[{"group_name": "default_group", "pricing": [{"price_model": "fixed_price", "price_in_cogs": 1, "default": true}], "licenses": {"subscriptions": {"subscription": 7}, "tiers": [{"range": "all"}]}}]'::jsonb))
FROM market.params;
\x on
SELECT * FROM market.service_document WHERE service_id = 'least';
\x off
SELECT (SELECT count(*) FROM market.service_media WHERE service_id = 'least') AS media, (SELECT count(*) FROM market.service_tag WHERE service_id = 'least') AS tags,
       (SELECT count(*) FROM market.service_endpoint WHERE service_id = 'least') AS endpoints, (SELECT count(*) FROM market.service_subscription WHERE service_id = 'least') AS subscriptions,
       (SELECT count(*) FROM market.service_tier WHERE service_id = 'least') AS tiers, (SELECT count(*) FROM market.service_pricing WHERE service_id = 'least') AS prices;
-- every view has the rows of all documents, whatever they leave out
SELECT (SELECT count(*) FROM market.organization_document) AS organizations, (SELECT count(*) FROM market.service_document) AS services, (SELECT count(*) FROM market.service_group_document) AS groups;

--
-- tags
--
SELECT * FROM market.find_services('{sum}');
SELECT * FROM market.find_services('{sum,math}');
SELECT * FROM market.find_services('{}');
SELECT market.find_services(NULL); \echo :SQLSTATE
SELECT market.find_services(ARRAY[NULL]); \echo :SQLSTATE
SELECT market.add_service_tags(NULL, 'org', 'svc', '{a}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'zero', 'org', 'svc', '{a}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'pool', 'org', 'svc', '{a}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', NULL, 'svc', '{a}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'org', '', '{a}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'org', 'svc', NULL); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'org', 'svc', '{a,NULL}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'org', 'svc', '{{a},{b}}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'org', 'svc', ARRAY[repeat('é', 201)]); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'org', 'svc', array_agg('t' || n)) FROM generate_series(1, 1001) AS n; \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'nowhere', 'svc', '{a}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'eve', 'org', 'nothing', '{a}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'org', 'nothing', '{a}'); \echo :SQLSTATE
SELECT market.add_service_tags(:'bob', 'org', 'svc', array_agg('t' || n)) FROM generate_series(1, 999) AS n; \echo :SQLSTATE
-- by the owner and a member; what is there is ignored, and once; the document follows
SELECT market.add_service_tags(:'bob', 'org', 'svc', '{new,sum,new,math}'), market.add_service_tags(:'sue', 'org', 'least', ARRAY[repeat('é', 200), 'math', '']);
SELECT service_id, tags = ARRAY(SELECT jsonb_array_elements_text(metadata -> 'tags')) AS in_document, cardinality(tags) FROM market.organization_service ORDER BY number;
SELECT tags FROM market.get_service('org', 'svc');
SELECT service_id FROM market.find_services('{math}');
SELECT market.remove_service_tags(:'eve', 'org', 'svc', '{math}'); \echo :SQLSTATE
SELECT market.remove_service_tags(:'bob', 'org', 'nothing', '{math}'); \echo :SQLSTATE
SELECT market.remove_service_tags(:'sue', 'org', 'svc', '{math,absent}');
SELECT tags FROM market.get_service('org', 'svc');
SELECT market.remove_service_tags(:'ada', 'org', 'least', (SELECT tags FROM market.get_service('org', 'least')));
SELECT metadata -> 'tags' AS tags FROM market.get_service('org', 'least');
-- what changes nothing is no event, and no version
SELECT count(*) AS before FROM market.registry_event \gset
SELECT market.add_service_tags(:'bob', 'org', 'svc', '{sum}'), market.add_service_tags(:'bob', 'org', 'svc', '{}'), market.remove_service_tags(:'bob', 'org', 'svc', '{absent}');
SELECT count(*) - :before AS new_events FROM market.registry_event;
-- tags in a document
SELECT market.update_service(:'bob', 'org', 'least', jsonb_set(metadata, '{tags}', to_jsonb(ARRAY[repeat('t', 201)]))) FROM market.get_service('org', 'least'); \echo :SQLSTATE
SELECT market.update_service(:'bob', 'org', 'least', jsonb_set(metadata, '{tags}', (SELECT jsonb_agg('t' || n) FROM generate_series(1, 1001) AS n))) FROM market.get_service('org', 'least'); \echo :SQLSTATE
SELECT market.update_service(:'bob', 'org', 'least', metadata - 'tags') FROM market.get_service('org', 'least');

--
-- type repositories
--
SELECT market.create_type_repository(NULL, 'org', 'types', 'ipfs://Qm'); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', '', 'types', 'ipfs://Qm'); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', 'org', NULL, 'ipfs://Qm'); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', 'org', 'types', NULL); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', 'org', 'types', ''); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', 'org', 'types', repeat('u', 2001)); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', 'org', 'types', 'ipfs://Qm', NULL); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', 'nowhere', 'types', 'ipfs://Qm'); \echo :SQLSTATE
SELECT market.create_type_repository(:'eve', 'org', 'types', 'ipfs://Qm'); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', 'org', 'types', 'ipfs://Qm');
SELECT market.create_type_repository(member => :'sue', organization_id => 'org', repository_id => 'more', uri => 'ipfs://Qn', tags => '{b,a,b}');
SELECT market.create_type_repository(:'bob', 'org', 'types', 'ipfs://Qm'); \echo :SQLSTATE
SELECT market.update_type_repository(:'bob', 'org', 'types', ''); \echo :SQLSTATE
SELECT market.update_type_repository(:'eve', 'org', 'nothing', 'ipfs://Qo'); \echo :SQLSTATE
SELECT market.update_type_repository(:'bob', 'org', 'nothing', 'ipfs://Qo'); \echo :SQLSTATE
SELECT market.update_type_repository(:'bob', 'org', 'types', 'ipfs://Qo');
SELECT market.add_type_repository_tags(:'eve', 'org', 'nothing', '{a}'); \echo :SQLSTATE
SELECT market.add_type_repository_tags(:'bob', 'org', 'nothing', '{a}'); \echo :SQLSTATE
SELECT market.add_type_repository_tags(:'bob', 'org', 'types', NULL); \echo :SQLSTATE
SELECT market.add_type_repository_tags(:'bob', 'org', 'more', array_agg('t' || n)) FROM generate_series(1, 999) AS n; \echo :SQLSTATE
SELECT market.add_type_repository_tags(:'bob', 'org', 'types', '{a,c}'), market.add_type_repository_tags(:'bob', 'org', 'types', '{c}'), market.remove_type_repository_tags(:'sue', 'org', 'more', '{b}');
SELECT market.remove_type_repository_tags(:'bob', 'org', 'nothing', '{a}'); \echo :SQLSTATE
SELECT organization_id, repository_id, uri, tags FROM market.type_repository ORDER BY number;
SELECT * FROM market.find_type_repositories('{a}');
SELECT * FROM market.find_type_repositories('{a,c}');
SELECT market.find_type_repositories(NULL); \echo :SQLSTATE
SELECT market.delete_type_repository(:'eve', 'org', 'nothing'); \echo :SQLSTATE
SELECT market.delete_type_repository(:'bob', 'org', 'nothing'); \echo :SQLSTATE
SELECT market.delete_type_repository(:'sue', 'org', 'types');
SELECT repository_id FROM market.type_repository;

--
-- versions and events
--
SELECT market.end_block('2031-03-01 12:00:00+00');
SELECT market.update_organization(:'bob', 'org', jsonb_set(:'organization', '{org_name}', '"Renamed"'));
SELECT market.add_organization_members(:'bob', 'org', ARRAY[:'eve']::market.address[]), market.remove_organization_members(:'sue', 'org', ARRAY[:'eve', :'ada']::market.address[]);
SELECT market.change_organization_owner(:'bob', 'org', :'ada');
SELECT market.update_service(:'ada', 'org', 'svc', :'service');
SELECT version, metadata ->> 'org_name' AS org_name, hash = sha256(convert_to(metadata::text, 'UTF8')) AS hashed, height, block_time, account = :'bob' AS by_bob
FROM market.organization_version WHERE organization_id = 'org' ORDER BY registration, version;
SELECT registration, version, metadata -> 'tags' AS tags, hash = sha256(convert_to(metadata::text, 'UTF8')) AS hashed, height, block_time
FROM market.service_version WHERE organization_id = 'org' AND service_id = 'svc' ORDER BY registration, version;
-- the same document has the same hash
SELECT count(*), count(DISTINCT hash) FROM market.service_version WHERE service_id = 'svc';
-- deleted and made anew by somebody else: it starts clean, and what was is still known
SELECT market.delete_service(:'ada', 'org', 'z');
SELECT market.delete_organization(:'ada', 'org');
SELECT * FROM market.list_services('org');
SELECT count(*) FROM market.type_repository;
SELECT market.create_organization(:'eve', 'org', :'organization');
SELECT market.publish_service(:'eve', 'org', 'svc', jsonb_set(:'service', '{tags}', '["other"]'));
SELECT owner = :'eve' AS eves, members, service_ids FROM market.get_organization('org');
SELECT registration, version, account = :'eve' AS by_eve FROM market.organization_version WHERE organization_id = 'org' ORDER BY registration, version;
SELECT registration, max(version) AS versions FROM market.service_version WHERE service_id = 'svc' GROUP BY registration ORDER BY registration;
SELECT * FROM market.list_organizations();
SELECT id, event, organization_id, item_id, metadata IS NOT NULL AS document, detail, height FROM market.registry_event ORDER BY id;
UPDATE market.registry_event SET account = account; \echo :SQLSTATE
DELETE FROM market.registry_event; \echo :SQLSTATE

--
-- deletion does not touch channels, and the group of the new organization is not the old one's
--
SELECT market.set_params(channel_denom => 'cog');
SELECT market.deposit(:'ada', '100cog');
SELECT market.open_channel(:'ada', :'ada', '0x7777777777777777777777777777777777777777', '\x7b00000000000000000000000000000000000000000000000000000000000000', '100cog', 1000);
SELECT market.authorize_payment(0, 0, 10, market.sign(n.digest, key(1)), 'org', 'svc') FROM market.next_payment(0, 10) AS n;
SELECT market.delete_organization(:'eve', 'org');
SELECT id, value, authorized_amount FROM market.channel;
SELECT market.authorize_payment(0, 0, 20, market.sign(n.digest, key(1)), 'org', 'svc') FROM market.next_payment(0, 10) AS n; \echo :SQLSTATE
SELECT market.claim('0x7777777777777777777777777777777777777777', 0);
SELECT id, value, nonce FROM market.channel;

--
-- what audit() finds
--
SELECT market.publish_service(:'bob', 'zoo', 'svc', :'service');
SELECT * FROM market.audit();
BEGIN;
UPDATE market.organization_service SET tags = '{stolen}';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
UPDATE market.organization SET metadata = '{}';
SELECT check_name, object, length(expected), found = expected AS same FROM market.audit();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM market.registry_event WHERE item_id = 'svc';
SELECT check_name, object, found FROM market.audit();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.registry_event SET hash = sha256('') WHERE organization_id = 'zoo' AND item_id = 'svc';
SELECT check_name, object, found FROM market.audit();
ROLLBACK;

--
-- who may act; the registry is public
--
CREATE ROLE regress_registry_sue;
GRANT market_user TO regress_registry_sue;
SELECT market.create_account(:'sue', 'regress_registry_sue') = :'sue' AS bound;
SET ROLE regress_registry_sue;
SELECT market.add_service_tags(:'bob', 'zoo', 'svc', '{a}'); \echo :SQLSTATE
SELECT market.create_type_repository(:'bob', 'zoo', 't', 'u'); \echo :SQLSTATE
SELECT market.delete_type_repository(:'bob', 'zoo', 't'); \echo :SQLSTATE
SELECT count(*) FROM market.registry_event WHERE organization_id = 'zoo';
SELECT count(*) FROM market.service_version WHERE organization_id = 'zoo';
DELETE FROM market.type_repository; \echo :SQLSTATE
RESET ROLE;
UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_registry_sue;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_registry;
