-- Services: every function with its success and its errors, in order.
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT market.set_params(escrow_address := '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E');

\set ada '0x4511111111111111111111111111111111111111'
\set bob '0x4522222222222222222222222222222222222222'
\set eve '0x4555555555555555555555555555555555555555'
\set zero '0x0000000000000000000000000000000000000000'
\set organization '{"org_name": "Test", "org_type": "individual", "description": {}, "assets": {}, "contacts": [], "groups": [{"group_name": "default_group", "group_id": "ewAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x7777777777777777777777777777777777777777", "payment_expiration_threshold": 100}}, {"group_name": "second_group", "group_id": "fQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x8888888888888888888888888888888888888888", "payment_expiration_threshold": 200}}]}'
\set head '"version": 1, "display_name": "Example", "encoding": "proto", "service_type": "grpc", "service_api_source": "ipfs://Qm", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}]'
\set fixed '{"group_name": "default_group", "pricing": [{"price_model": "fixed_price", "price_in_cogs": 10000000, "default": true}]}'
\set methods '{"group_name": "second_group", "pricing": [{"price_model": "fixed_price", "price_in_cogs": 1}, {"price_model": "fixed_price_per_method", "package_name": "example_service", "default": true, "details": [{"service_name": "Calculator", "method_pricing": [{"method_name": "add", "price_in_cogs": 2}, {"method_name": "sub", "price_in_cogs": 0}]}, {"service_name": "Calculator2", "method_pricing": [{"method_name": "div", "price_in_cogs": 115792089237316195423570985008687907853269984665640564039457584007913129639935}]}]}]}'
SELECT format('{%s, "groups": [%s]}', :'head', :'fixed') AS document,
       format('{%s, "groups": [%s, %s]}', :'head', :'methods', :'fixed') AS document_2,
       format('{%s, "groups": [%s]}', :'head', :'methods') AS document_3,
       market.system_account('service_fee_collector') AS pool
\gset
CREATE VIEW services AS
SELECT organization_id, service_id FROM market.organization_service
WHERE organization_id LIKE 'svc%' ORDER BY organization_id COLLATE "C", service_id COLLATE "C";
CREATE VIEW prices AS
SELECT service_id, group_name, s.payment_address, s.payment_expiration_threshold AS threshold, fixed_price, method_prices
FROM market.service_group AS s JOIN market.organization_group USING (organization_id, group_id)
WHERE organization_id = 'svc' ORDER BY service_id COLLATE "C", group_id;
CREATE VIEW other_prices AS
SELECT service_id, payment_address, payment_expiration_threshold AS threshold, fixed_price, method_prices IS NOT NULL AS per_method
FROM market.service_group WHERE organization_id = 'svc-other' ORDER BY service_id COLLATE "C", group_id;

SELECT market.create_organization(:'ada', 'svc', :'organization', ARRAY[:'bob']::market.address[]);
SELECT market.create_organization(:'eve', 'svc-other', :'organization');

--
-- publish_service
--
-- the owner, and a member
SELECT market.publish_service(:'ada', 'svc', 'fixed', :'document');
SELECT market.publish_service(member => :'bob', organization_id => 'svc', service_id => 'both', metadata => :'document_2');
-- an id is unique within its organization only
SELECT market.publish_service(:'eve', 'svc-other', 'fixed', :'document_3');
SELECT market.publish_service(:'ada', 'svc', repeat('é', 16), :'document');
SELECT * FROM services;
SELECT * FROM prices;
SELECT metadata = :'document_2'::jsonb AS as_given FROM market.organization_service WHERE service_id = 'both';
SELECT key, jsonb_typeof(value), value FROM prices, jsonb_each(method_prices) WHERE service_id = 'both' ORDER BY key COLLATE "C";

-- arguments
SELECT market.publish_service(NULL, 'svc', 's', :'document');
SELECT market.publish_service(:'pool', 'svc', 's', :'document');
SELECT market.publish_service(:'ada', 'svc', NULL, :'document');
SELECT market.publish_service(:'ada', 'svc', '', :'document');
SELECT market.publish_service(:'ada', 'svc', repeat('é', 16) || 's', :'document');
SELECT market.publish_service(:'ada', 'svc', 's', NULL);
-- the organization, the right, the service, the document
SELECT market.publish_service(:'ada', 'svc-x', 's', '{}');
SELECT market.publish_service(:'eve', 'svc', 'fixed', '{}');
SELECT market.publish_service(:'bob', 'svc', 'fixed', '{}');
SELECT market.publish_service(:'bob', 'svc', 's', '{}');

\set VERBOSITY sqlstate
SELECT market.publish_service(NULL, 'svc', 's', :'document');
SELECT market.publish_service(:'zero', 'svc', 's', :'document');
SELECT market.publish_service(:'pool', 'svc', 's', :'document');
SELECT market.publish_service(:'ada', NULL, 's', :'document');
SELECT market.publish_service(:'ada', '', 's', :'document');
SELECT market.publish_service(:'ada', 'svc', NULL, :'document');
SELECT market.publish_service(:'ada', 'svc', '', :'document');
SELECT market.publish_service(:'ada', 'svc', repeat('é', 16) || 's', :'document');
SELECT market.publish_service(:'ada', 'svc', 's', NULL);
SELECT market.publish_service(:'ada', 'svc-x', 's', '{}');
SELECT market.publish_service(:'eve', 'svc', 'fixed', '{}');
SELECT market.publish_service(:'bob', 'svc', 'fixed', '{}');
SELECT market.publish_service(:'bob', 'svc', 's', '{}');
SELECT market.publish_service(:'bob', 'svc', 's', jsonb_set(:'document', '{mpe_address}', '"0x7E6366Fbe3bdfCE3C906667911FC5237Cc96BD08"'));
SELECT market.publish_service(:'bob', 'svc', 's', jsonb_set(:'document', '{groups,0,group_name}', '"nowhere"'));
\set VERBOSITY default
-- nothing stays behind
SELECT count(*) FROM market.organization_service WHERE service_id = 's';

--
-- update_service
--
-- the prices are replaced: from fixed to per method, another group, back
SELECT market.update_service(:'bob', 'svc', 'fixed', :'document_3');
SELECT * FROM prices WHERE service_id = 'fixed';
SELECT market.update_service(member => :'ada', organization_id => 'svc', service_id => 'fixed',
    metadata => jsonb_set(jsonb_set(:'document_2', '{display_name}', '"New"'), '{groups,0,pricing}', '[{"price_model": "fixed_price", "price_in_cogs": 3, "default": true}]'));
SELECT * FROM prices WHERE service_id = 'fixed';
SELECT organization_id, metadata ->> 'display_name' AS display_name FROM market.organization_service WHERE service_id = 'fixed' ORDER BY organization_id COLLATE "C";
SELECT market.update_service(:'ada', 'svc', 'fixed', :'document');
SELECT * FROM prices WHERE service_id = 'fixed';

SELECT market.update_service(:'eve', 'svc', 's', '{}');
SELECT market.update_service(:'bob', 'svc', 's', '{}');
\set VERBOSITY sqlstate
SELECT market.update_service(NULL, 'svc', 'fixed', :'document');
SELECT market.update_service(:'zero', 'svc', 'fixed', :'document');
SELECT market.update_service(:'pool', 'svc', 'fixed', :'document');
SELECT market.update_service(:'ada', NULL, 'fixed', :'document');
SELECT market.update_service(:'ada', '', 'fixed', :'document');
SELECT market.update_service(:'ada', 'svc', NULL, :'document');
SELECT market.update_service(:'ada', 'svc', '', :'document');
SELECT market.update_service(:'ada', 'svc', 'fixed', NULL);
SELECT market.update_service(:'ada', 'svc-x', 'fixed', '{}');
SELECT market.update_service(:'eve', 'svc', 's', '{}');
SELECT market.update_service(:'bob', 'svc', 's', '{}');
SELECT market.update_service(:'bob', 'svc', 'fixed', '{}');
\set VERBOSITY default
SELECT * FROM prices WHERE service_id = 'fixed';

--
-- services follow the groups of their organization
--
SELECT market.update_organization(:'ada', 'svc', jsonb_set(jsonb_set(:'organization', '{groups,1,payment}', '{"payment_address": "0x9999999999999999999999999999999999999999", "payment_expiration_threshold": 1}'),
    '{groups,2}', '{"group_name": "third_group", "group_id": "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x6666666666666666666666666666666666666666", "payment_expiration_threshold": 5}}'));
SELECT * FROM prices;
-- and not those of another
SELECT * FROM other_prices;
SELECT * FROM market.audit();
-- a service may use a new group
SELECT market.update_service(:'ada', 'svc', 'fixed', jsonb_set(:'document', '{groups,0,group_name}', '"third_group"'));
SELECT * FROM prices WHERE service_id = 'fixed';
-- the price list that is read is the one of this transaction
BEGIN;
SELECT market.update_organization(:'ada', 'svc', jsonb_set(metadata, '{groups,2,payment,payment_expiration_threshold}', '6')) FROM market.organization WHERE id = 'svc';
SELECT market.update_service(:'ada', 'svc', 'fixed', :'document_2');
SELECT market.publish_service(:'ada', 'svc', 'third', jsonb_set(:'document', '{groups,0,group_name}', '"third_group"'));
SELECT * FROM prices WHERE service_id IN ('fixed', 'third');
SELECT * FROM market.audit();
ROLLBACK;
SELECT * FROM prices WHERE service_id IN ('fixed', 'third');

--
-- delete_service
--
SELECT market.delete_service(:'eve', 'svc', 's');
SELECT market.delete_service(:'bob', 'svc', 's');
\set VERBOSITY sqlstate
SELECT market.delete_service(NULL, 'svc', 'both');
SELECT market.delete_service(:'zero', 'svc', 'both');
SELECT market.delete_service(:'pool', 'svc', 'both');
SELECT market.delete_service(:'ada', NULL, 'both');
SELECT market.delete_service(:'ada', '', 'both');
SELECT market.delete_service(:'ada', 'svc', NULL);
SELECT market.delete_service(:'ada', 'svc', '');
SELECT market.delete_service(:'ada', 'svc-x', 'both');
SELECT market.delete_service(:'eve', 'svc', 's');
SELECT market.delete_service(:'bob', 'svc', 's');
\set VERBOSITY default
SELECT market.delete_service(member => :'bob', organization_id => 'svc', service_id => 'both');
SELECT market.delete_service(:'ada', 'svc', repeat('é', 16));
SELECT * FROM services;
SELECT * FROM prices;
-- the id is free again
SELECT market.publish_service(:'ada', 'svc', 'both', :'document');

-- five services in each of two organizations; the first, one in the middle and the last go
SELECT market.publish_service(owner, id, 's' || n, :'document') FROM market.organization, generate_series(1, 5) AS n WHERE id LIKE 'svc%' ORDER BY id, n \g (tuples_only) /dev/null
SELECT market.delete_service(:'ada', 'svc', 's1'), market.delete_service(:'ada', 'svc', 's3'), market.delete_service(:'ada', 'svc', 's5');
SELECT * FROM services;

-- an organization takes its services along
SELECT market.delete_organization(:'ada', 'svc');
SELECT * FROM services;
SELECT count(*) FROM market.service_group WHERE organization_id = 'svc';
SELECT market.create_organization(:'ada', 'svc', :'organization', ARRAY[:'bob']::market.address[]);
SELECT * FROM services WHERE organization_id = 'svc';

--
-- who may act
--
CREATE ROLE regress_service_bob;
CREATE ROLE regress_service_app;
CREATE ROLE regress_service_nobody;
GRANT market_user TO regress_service_bob;
GRANT market_app TO regress_service_app;
SELECT market.create_account(:'bob', 'regress_service_bob');

SET ROLE regress_service_bob;
SELECT market.publish_service(:'bob', 'svc', 'mine', :'document');
SELECT market.update_service(:'bob', 'svc', 'mine', :'document_2');
-- not for the owner's account; the organization is looked for first, its rights later
SELECT market.publish_service(:'ada', 'svc', 'mine', '{}');
\set VERBOSITY sqlstate
SELECT market.publish_service(:'ada', 'svc-x', 's', '{}');
SELECT market.publish_service(:'eve', 'svc', 's', '{}');
SELECT market.update_service(:'ada', 'svc-x', 'mine', '{}');
SELECT market.update_service(:'ada', 'svc', 's', '{}');
SELECT market.delete_service(:'ada', 'svc-x', 'mine');
SELECT market.delete_service(:'ada', 'svc', 's');
-- another's organization
SELECT market.publish_service(:'bob', 'svc-other', 's', :'document');
SELECT market.delete_service(:'bob', 'svc-other', 'fixed');
-- and nobody writes the tables
UPDATE market.service_group SET fixed_price = 0;
INSERT INTO market.organization_service VALUES ('svc', 's', '{}');
DELETE FROM market.organization_service;
SELECT market.delete_service(:'bob', 'svc', 'mine');

SET ROLE regress_service_app;
SELECT market.publish_service(:'ada', 'svc', 'app', :'document');
SELECT market.update_service(:'bob', 'svc', 'app', :'document_2');
SELECT market.delete_service(:'ada', 'svc', 'app');

SET ROLE regress_service_nobody;
SELECT market.publish_service(:'ada', 'svc', 's', :'document');
SELECT market.update_service(:'ada', 'svc', 's', :'document');
SELECT market.delete_service(:'ada', 'svc', 's');
RESET ROLE;
\set VERBOSITY default

DELETE FROM market.account WHERE owner_role::text LIKE 'regress_service_%';
DROP ROLE regress_service_bob, regress_service_app, regress_service_nobody;
SELECT market.delete_organization(owner, id) FROM market.organization WHERE id LIKE 'svc%';
DROP VIEW services, prices, other_prices;
SELECT * FROM market.audit();
