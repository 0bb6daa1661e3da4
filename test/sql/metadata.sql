-- The documents of organizations and services: every rule, each with one
-- document that breaks it, in the order of docs/reference/metadata.md.
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT market.set_params(escrow_address := '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E');

\set owner '0x592E3C0f3B038A0D673F19a18a773F993d4b2610'
\set org '{"org_name": "Test", "org_id": "metadata-org", "org_type": "individual", "description": {"description": "", "short_description": "", "url": ""}, "assets": {}, "contacts": [], "groups": [{"group_name": "default_group", "group_id": "88ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U=", "payment": {"payment_address": "0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB", "payment_expiration_threshold": 100, "payment_channel_storage_type": "etcd", "payment_channel_storage_client": {"connection_timeout": "7s", "request_timeout": "500ms", "endpoints": ["http://127.0.0.1:2379"]}}}]}'

--
-- Organizations
--

-- the document as a whole
SELECT market.create_organization(:'owner', 'metadata-org', '[]');
\echo :LAST_ERROR_SQLSTATE
SELECT market.create_organization(:'owner', 'metadata-org', '"text"');

-- org_name, org_id, org_type
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb - 'org_name');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{org_name}', '""'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{org_name}', 'null'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{org_id}', '"other"'));
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb - 'org_type');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{org_type}', '"firm"'));

-- description, assets
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb - 'description');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{description}', '"text"'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{description,short_description}', to_jsonb(repeat('é', 161))));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{description,url}', '7'));
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb - 'assets');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{assets,hero_image}', '[]'));

-- contacts
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb - 'contacts');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{contacts}', '{}'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{contacts}', '[{"email": "a@example.com"}]'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{contacts}', '[{"contact_type": "dummy", "email": "a@example.com"}]'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{contacts}', '[{"contact_type": "general", "phone": "1"}, {"contact_type": "support", "email_id": "", "phone": ""}]'));

-- groups
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb - 'groups');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups}', '[]'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0}', '1'));
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb #- '{groups,0,group_name}');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,group_name}', '""'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_insert(:'org', '{groups,0}', :'org'::jsonb #> '{groups,0}'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_insert(:'org', '{groups,0}', jsonb_set(:'org'::jsonb #> '{groups,0}', '{group_name}', '"second"')));
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb #- '{groups,0,group_id}');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,group_id}', '"AAAA"'));
-- the same bytes as the valid id, written in another way
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,group_id}', '"88ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+V="'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,group_id}', '"88ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U"'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups}', (SELECT jsonb_agg(jsonb_build_object('group_name', n)) FROM generate_series(1, 1001) AS n)));
\echo :LAST_ERROR_SQLSTATE

-- payment
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb #- '{groups,0,payment}');
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb #- '{groups,0,payment,payment_address}');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_address}', '"3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB"'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_address}', '"0x3B2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB"'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_address}', '"0x0000000000000000000000000000000000000000"'));
SELECT market.create_organization(:'owner', 'metadata-org', :'org'::jsonb #- '{groups,0,payment,payment_expiration_threshold}');
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_expiration_threshold}', '"100"'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_expiration_threshold}', '0'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_expiration_threshold}', '-1'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_expiration_threshold}', '1.5'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_expiration_threshold}', '9223372036854775808'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_channel_storage_type}', '"memory"'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_channel_storage_client}', '[]'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_channel_storage_client,connection_timeout}', '"1000s"'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_channel_storage_client,request_timeout}', '"5m"'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,payment,payment_channel_storage_client,endpoints}', '["https://example.com", "127.0.0.1:2379"]'));
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{groups,0,license_server_endpoints}', '[""]'));

-- the first rule that is broken is the one reported
SELECT market.create_organization(:'owner', 'metadata-org', '{"groups": [], "org_type": "firm", "org_name": "Test"}');

-- nothing stays behind
SELECT count(*) FROM market.organization WHERE id = 'metadata-org';

-- the least that is accepted
SELECT market.create_organization(:'owner', 'metadata-least', '{"org_name": "Test", "org_type": "organization", "description": {}, "assets": {}, "contacts": [], "groups": [{"group_name": "g", "group_id": "ewAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x3b2b3c2e2e7c93db335e69d827f3cc4bc2a2a2cb", "payment_expiration_threshold": 1}}]}');

-- everything, and fields of one's own
SELECT market.create_organization(:'owner', 'metadata-org', jsonb_set(:'org', '{contacts}', '[{"contact_type": "general", "email": "a@example.com"}, {"contact_type": "support", "email_id": "", "phone": "1"}]')
	|| jsonb_build_object('colour', 'red', 'description', jsonb_build_object('short_description', repeat('é', 160))));

--
-- Services
--

\set service '{"version": 1, "display_name": "Example", "encoding": "proto", "service_type": "grpc", "model_ipfs_hash": "Qmdiq8Hu6dYiwp712GtnbBxagyfYyvUY1HYqkH7iN76UCc", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "groups": [{"group_name": "default_group", "group_id": "88ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U=", "pricing": [{"price_model": "fixed_price", "price_in_cogs": 10000000, "default": true}], "endpoints": ["https://example.com:7000"]}], "contributors": [{"name": "Ada", "email_id": "ada@example.com"}]}'
\set methods '{"price_model": "fixed_price_per_method", "package_name": "example_service", "default": true, "details": [{"service_name": "Calculator", "method_pricing": [{"method_name": "add", "price_in_cogs": 2}, {"method_name": "sub", "price_in_cogs": 1}]}, {"service_name": "Calculator2", "method_pricing": [{"method_name": "add", "price_in_cogs": 3}]}]}'

-- the document as a whole
SELECT market.publish_service(:'owner', 'metadata-org', 's', '[]');
\echo :LAST_ERROR_SQLSTATE

-- version, display_name, encoding, service_type
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb - 'version');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{version}', '0'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb - 'display_name');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{display_name}', '""'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb - 'encoding');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{encoding}', '"xml"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb - 'service_type');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{service_type}', '"smtp"'));

-- model_ipfs_hash, service_api_source
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{model_ipfs_hash}', '1'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb - 'model_ipfs_hash');
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb || '{"model_ipfs_hash": "", "service_api_source": ""}');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{service_api_source}', '"https://example.com"'));

-- mpe_address
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb - 'mpe_address');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{mpe_address}', '"0x5C7a"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{mpe_address}', '"0x7E6366Fbe3bdfCE3C906667911FC5237Cc96BD08"'));

-- groups
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb - 'groups');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups}', '[]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb #- '{groups,0,group_name}');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,group_name}', '"nowhere"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_insert(:'service', '{groups,0}', :'service'::jsonb #> '{groups,0}'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,group_id}', '"n@@###"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,group_id}', '"99ybRIg2wAx55mqVsA6sB4S7WxPQHNKqa4BPu/bhj+U="'));

-- pricing
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb #- '{groups,0,pricing}');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing}', '[]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb #- '{groups,0,pricing,0,price_model}');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0,price_model}', '"method_price"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb #- '{groups,0,pricing,0,default}');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0,default}', 'false'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0,default}', '"true"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_insert(:'service', '{groups,0,pricing,0}', :'methods'));

-- a fixed price
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb #- '{groups,0,pricing,0,price_in_cogs}');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0,price_in_cogs}', '"1"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0,price_in_cogs}', '0.1'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0,price_in_cogs}', '-1'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0,price_in_cogs}', '115792089237316195423570985008687907853269984665640564039457584007913129639936'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0,price_in_cogs}', '1e400'));

-- prices per method
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', :'methods'::jsonb - 'details'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', jsonb_set(:'methods', '{details}', '[]')));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', jsonb_set(:'methods', '{details}', '[{"service_name": "Calculator", "method_pricing": []}]')));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', jsonb_set(:'methods', '{package_name}', '"a/b"')));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', :'methods'::jsonb #- '{details,1,service_name}'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', :'methods'::jsonb #- '{details,1,method_pricing}'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', :'methods'::jsonb #- '{details,0,method_pricing,1,method_name}'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', jsonb_set(:'methods', '{details,0,method_pricing,1,method_name}', to_jsonb(repeat('m', 201)))));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', :'methods'::jsonb #- '{details,0,method_pricing,1,price_in_cogs}'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', jsonb_set(:'methods', '{details,0,method_pricing,1,price_in_cogs}', '1.5')));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', jsonb_set(:'methods', '{details,1,service_name}', '"Calculator"')));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricing,0}', jsonb_set(:'methods', '{details,0,method_pricing}',
	(SELECT jsonb_agg(jsonb_build_object('method_name', 'm' || n, 'price_in_cogs', n)) FROM generate_series(1, 10001) AS n))));
\echo :LAST_ERROR_SQLSTATE
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,pricings}', '[]'));

-- the rest of a group
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,endpoints}', '[]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,endpoints,0}', '"ftp://example.com"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,endpoints,0}', '"https://exam ple.com"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,daemon_addresses}', '["0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB", "no"]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,free_calls}', '-1'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,free_call_signer_address}', '"no address"'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,licenses}', '[]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,addOns}', '[{"name": "filter", "addOnCostInAGIX": "1"}]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{groups,0,payment_address}', '""'));

-- contributors and what describes the service
SELECT market.publish_service(:'owner', 'metadata-org', 's', :'service'::jsonb - 'contributors');
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{contributors}', '[]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{contributors,0,name}', '1'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{service_description}', jsonb_build_object('short_description', repeat('é', 181))));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{media}', '[{"file_type": "sound"}]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{media}', '[{"asset_type": "hero_image"}, {"asset_type": "hero_image"}]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{assets}', '{"images": "one"}'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{tags}', '["a", 2]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{dynamic_pricing}', '[]'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{training_methods}', '{}'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{training_metadata}', '[]'));

-- fields that nobody knows; the path is a JSON Pointer
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', '{a/b~c}', '1'));
SELECT market.publish_service(:'owner', 'metadata-org', 's', jsonb_set(:'service', ARRAY[repeat('x', 100)], '1'));

-- nothing stays behind
SELECT count(*) FROM market.organization_service WHERE organization_id LIKE 'metadata-%';

-- the least that is accepted, and everything
SELECT market.publish_service(:'owner', 'metadata-least', 'least', '{"version": 1, "display_name": "Least", "encoding": "json", "service_type": "http", "service_api_source": "filecoin://c", "mpe_address": "0x5c7a4290f6f8ff64c69eeffdfafc8644a4ec3a4e", "groups": [{"group_name": "g", "pricing": [{"price_model": "fixed_price", "price_in_cogs": 0, "default": true}]}], "contributors": [{}]}');
SELECT market.publish_service(:'owner', 'metadata-org', 'all', jsonb_set(:'service', '{groups,0,pricing}', jsonb_build_array(:'methods'::jsonb, '{"price_model": "fixed_price", "price_in_cogs": 115792089237316195423570985008687907853269984665640564039457584007913129639935, "default": false}'::jsonb))
	|| '{"model_ipfs_hash": "", "service_api_source": "ipfs://Qm", "service_description": {"url": "u", "short_description": "s", "long_description": "l"}, "media": [{"order": 1, "url": "u", "file_type": "image", "alt_text": "", "asset_type": "hero_image"}], "assets": {"hero_image": "", "images": [], "documentation": "", "terms_of_use": ""}, "tags": ["sum"], "dynamic_pricing": {}, "training_methods": [{}, "train"], "training_metadata": {}}');
SELECT organization_id, service_id FROM market.organization_service WHERE organization_id LIKE 'metadata-%' ORDER BY 1, 2;

SELECT * FROM market.audit();
