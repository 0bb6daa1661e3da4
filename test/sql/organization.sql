-- Organizations: every function with its success and its errors, in order.
\set VERBOSITY default
\set SHOW_CONTEXT never

\set ada '0x4011111111111111111111111111111111111111'
\set bob '0x4022222222222222222222222222222222222222'
\set cyd '0x4033333333333333333333333333333333333333'
\set dan '0x4044444444444444444444444444444444444444'
\set eve '0x4055555555555555555555555555555555555555'
\set zero '0x0000000000000000000000000000000000000000'
\set group_1 '{"group_name": "default_group", "group_id": "ewAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x7777777777777777777777777777777777777777", "payment_expiration_threshold": 100}}'
\set group_2 '{"group_name": "second_group", "group_id": "fQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x8888888888888888888888888888888888888888", "payment_expiration_threshold": 9223372036854775807}}'
SELECT format('{"org_name": "Test", "org_type": "individual", "description": {}, "assets": {}, "contacts": [], "groups": [%s]}', :'group_1') AS document,
       format('{"org_name": "Test", "org_type": "individual", "description": {}, "assets": {}, "contacts": [], "groups": [%s, %s]}', :'group_2', :'group_1') AS document_2,
       market.system_account('service_fee_collector') AS pool
\gset
CREATE VIEW organizations AS
SELECT id, owner, members FROM market.organization WHERE id LIKE 'org%' ORDER BY id COLLATE "C";
CREATE VIEW groups AS
SELECT organization_id, encode(group_id, 'base64') AS group_id, group_name, payment_address, payment_expiration_threshold AS threshold
FROM market.organization_group WHERE organization_id LIKE 'org%' ORDER BY organization_id COLLATE "C", group_id;

--
-- create_organization
--
SELECT market.create_organization(:'ada', 'org', :'document');
-- the owner is no member unless listed; repeats count once; the order stays
SELECT market.create_organization(owner => :'ada', organization_id => 'org-members', metadata => :'document_2',
    members => ARRAY[:'dan', :'cyd', :'dan', :'ada', :'cyd']::market.address[]);
-- 32 bytes, in any script
SELECT market.create_organization(:'ada', 'org' || repeat('é', 14) || 'g', :'document');
SELECT * FROM organizations;
SELECT * FROM groups;
SELECT metadata = :'document'::jsonb AS as_given FROM market.organization WHERE id = 'org';

-- arguments
SELECT market.create_organization(NULL, 'org-x', :'document');
SELECT market.create_organization(:'zero', 'org-x', :'document');
SELECT market.create_organization(:'pool', 'org-x', :'document');
SELECT market.create_organization(:'ada', NULL, :'document');
SELECT market.create_organization(:'ada', '', :'document');
SELECT market.create_organization(:'ada', 'org' || repeat('é', 15), :'document');
SELECT market.create_organization(:'ada', 'org-x', NULL);
SELECT market.create_organization(:'ada', 'org-x', :'document', NULL);
SELECT market.create_organization(:'ada', 'org-x', :'document', ARRAY[:'bob', NULL]::market.address[]);
SELECT market.create_organization(:'ada', 'org-x', :'document', ARRAY[:'bob', :'zero']::market.address[]);
SELECT market.create_organization(:'ada', 'org-x', :'document', ARRAY[ARRAY[:'bob'], ARRAY[:'cyd']]::market.address[]);
SELECT market.create_organization(:'ada', 'org-x', :'document', array_fill(:'bob'::market.address, ARRAY[10001]));

-- exists, before the document is looked at
SELECT market.create_organization(:'bob', 'org', '{}');
SELECT market.create_organization(:'ada', 'org-x', '{}');
SELECT market.create_organization(:'ada', 'org-x', jsonb_set(:'document', '{org_id}', '"org-y"'));

-- the codes of all of these, in order
\set VERBOSITY sqlstate
SELECT market.create_organization(NULL, 'org-x', :'document');
SELECT market.create_organization(:'zero', 'org-x', :'document');
SELECT market.create_organization(:'pool', 'org-x', :'document');
SELECT market.create_organization(:'ada', NULL, :'document');
SELECT market.create_organization(:'ada', '', :'document');
SELECT market.create_organization(:'ada', 'org' || repeat('é', 15), :'document');
SELECT market.create_organization(:'ada', 'org-x', NULL);
SELECT market.create_organization(:'ada', 'org-x', :'document', NULL);
SELECT market.create_organization(:'ada', 'org-x', :'document', ARRAY[:'bob', NULL]::market.address[]);
SELECT market.create_organization(:'ada', 'org-x', :'document', ARRAY[:'bob', :'zero']::market.address[]);
SELECT market.create_organization(:'ada', 'org-x', :'document', ARRAY[ARRAY[:'bob'], ARRAY[:'cyd']]::market.address[]);
SELECT market.create_organization(:'ada', 'org-x', :'document', array_fill(:'bob'::market.address, ARRAY[10001]));
SELECT market.create_organization(:'bob', 'org', '{}');
SELECT market.create_organization(:'ada', 'org-x', '{}');
\set VERBOSITY default

-- nothing stays behind
SELECT count(*) FROM market.organization WHERE id = 'org-x';

--
-- update_organization
--
-- other payment address and threshold, another group, other text
SELECT market.update_organization(:'ada', 'org', jsonb_set(jsonb_set(:'document_2', '{org_name}', '"New"'),
    '{groups,1,payment}', '{"payment_address": "0x9999999999999999999999999999999999999999", "payment_expiration_threshold": 7}'));
SELECT * FROM groups WHERE organization_id = 'org';
SELECT metadata ->> 'org_name' FROM market.organization WHERE id = 'org';
-- the same again changes nothing
SELECT market.update_organization(:'ada', 'org', metadata) FROM market.organization WHERE id = 'org';

-- a published group stays, with its id and its name
SELECT market.update_organization(:'ada', 'org', :'document');
SELECT market.update_organization(:'ada', 'org', jsonb_set(:'document_2', '{groups,0,group_id}', '"fgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="'));
SELECT market.update_organization(:'ada', 'org', jsonb_set(:'document_2', '{groups,1,group_name}', '"renamed"'));
SELECT market.update_organization(:'ada', 'org', jsonb_set(jsonb_set(:'document_2', '{groups,0,group_name}', '"default_group"'), '{groups,1,group_name}', '"second_group"'));

-- only the owner; a member sees why
SELECT market.update_organization(:'dan', 'org-members', :'document_2');
SELECT market.update_organization(:'eve', 'org-members', :'document_2');

\set VERBOSITY sqlstate
SELECT market.update_organization(NULL, 'org', :'document_2');
SELECT market.update_organization(:'zero', 'org', :'document_2');
SELECT market.update_organization(:'pool', 'org', :'document_2');
SELECT market.update_organization(:'ada', NULL, :'document_2');
SELECT market.update_organization(:'ada', '', :'document_2');
SELECT market.update_organization(:'ada', 'org', NULL);
SELECT market.update_organization(:'ada', 'org-x', :'document_2');
SELECT market.update_organization(:'eve', 'org', '{}');
SELECT market.update_organization(:'ada', 'org', '{}');
SELECT market.update_organization(:'ada', 'org', :'document');
\set VERBOSITY default
SELECT * FROM groups WHERE organization_id = 'org';

--
-- add_organization_members, remove_organization_members
--
-- the owner adds; a member adds, also the owner
SELECT market.add_organization_members(:'ada', 'org', ARRAY[:'bob', :'cyd', :'bob']::market.address[]);
SELECT market.add_organization_members(member => :'cyd', organization_id => 'org', members => ARRAY[:'dan', :'bob', :'ada']::market.address[]);
SELECT market.add_organization_members(:'ada', 'org', '{}');
SELECT * FROM organizations WHERE id = 'org';
-- the order stays; those who are no members are ignored
SELECT market.remove_organization_members(:'bob', 'org', ARRAY[:'bob', :'eve', :'bob']::market.address[]);
SELECT * FROM organizations WHERE id = 'org';
SELECT market.remove_organization_members(:'ada', 'org', ARRAY[:'eve', :'bob']::market.address[]);
SELECT market.remove_organization_members(:'ada', 'org', '{}');
SELECT * FROM organizations WHERE id = 'org';
-- one who was removed is a stranger again
SELECT market.add_organization_members(:'bob', 'org', ARRAY[:'bob']::market.address[]);
SELECT market.remove_organization_members(:'eve', 'org', ARRAY[:'cyd']::market.address[]);
-- the list is bounded
SELECT market.add_organization_members(:'ada', 'org', (
    SELECT array_agg(substr(sha256(int4send(n)), 1, 20)::market.address) FROM generate_series(1, 9998) AS n));
SELECT market.remove_organization_members(:'ada', 'org', (
    SELECT array_agg(substr(sha256(int4send(n)), 1, 20)::market.address) FROM generate_series(1, 9998) AS n));
SELECT * FROM organizations WHERE id = 'org';

\set VERBOSITY sqlstate
SELECT market.add_organization_members(NULL, 'org', ARRAY[:'bob']::market.address[]);
SELECT market.add_organization_members(:'zero', 'org', ARRAY[:'bob']::market.address[]);
SELECT market.add_organization_members(:'pool', 'org', ARRAY[:'bob']::market.address[]);
SELECT market.add_organization_members(:'ada', NULL, ARRAY[:'bob']::market.address[]);
SELECT market.add_organization_members(:'ada', repeat('x', 33), ARRAY[:'bob']::market.address[]);
SELECT market.add_organization_members(:'ada', 'org', NULL);
SELECT market.add_organization_members(:'ada', 'org', ARRAY[NULL]::market.address[]);
SELECT market.add_organization_members(:'ada', 'org', ARRAY[:'zero']::market.address[]);
SELECT market.add_organization_members(:'ada', 'org', array_fill(:'bob'::market.address, ARRAY[10001]));
SELECT market.add_organization_members(:'ada', 'org-x', ARRAY[:'bob']::market.address[]);
SELECT market.add_organization_members(:'eve', 'org', ARRAY[:'bob']::market.address[]);
SELECT market.remove_organization_members(NULL, 'org', ARRAY[:'bob']::market.address[]);
SELECT market.remove_organization_members(:'zero', 'org', ARRAY[:'bob']::market.address[]);
SELECT market.remove_organization_members(:'pool', 'org', ARRAY[:'bob']::market.address[]);
SELECT market.remove_organization_members(:'ada', NULL, ARRAY[:'bob']::market.address[]);
SELECT market.remove_organization_members(:'ada', repeat('x', 33), ARRAY[:'bob']::market.address[]);
SELECT market.remove_organization_members(:'ada', 'org', NULL);
SELECT market.remove_organization_members(:'ada', 'org', ARRAY[NULL]::market.address[]);
SELECT market.remove_organization_members(:'ada', 'org', ARRAY[:'zero']::market.address[]);
SELECT market.remove_organization_members(:'ada', 'org', array_fill(:'bob'::market.address, ARRAY[10001]));
SELECT market.remove_organization_members(:'ada', 'org-x', ARRAY[:'bob']::market.address[]);
SELECT market.remove_organization_members(:'eve', 'org', ARRAY[:'bob']::market.address[]);
\set VERBOSITY default

--
-- change_organization_owner
--
SELECT market.change_organization_owner(owner => :'ada', organization_id => 'org', new_owner => :'bob');
SELECT * FROM organizations WHERE id = 'org';
-- the old owner is one no longer, though still a member
SELECT market.change_organization_owner(:'ada', 'org', :'eve');
-- the new one may do everything
SELECT market.update_organization(:'bob', 'org', :'document_2');

\set VERBOSITY sqlstate
SELECT market.change_organization_owner(NULL, 'org', :'eve');
SELECT market.change_organization_owner(:'zero', 'org', :'eve');
SELECT market.change_organization_owner(:'pool', 'org', :'eve');
SELECT market.change_organization_owner(:'bob', NULL, :'eve');
SELECT market.change_organization_owner(:'bob', '', :'eve');
SELECT market.change_organization_owner(:'bob', 'org', NULL);
SELECT market.change_organization_owner(:'bob', 'org', :'zero');
SELECT market.change_organization_owner(:'bob', 'org', :'pool');
SELECT market.change_organization_owner(:'bob', 'org-x', :'eve');
SELECT market.change_organization_owner(:'cyd', 'org', :'eve');
\set VERBOSITY default
SELECT * FROM organizations WHERE id = 'org';

--
-- delete_organization
--
SELECT market.delete_organization(:'ada', 'org');
\set VERBOSITY sqlstate
SELECT market.delete_organization(NULL, 'org');
SELECT market.delete_organization(:'zero', 'org');
SELECT market.delete_organization(:'pool', 'org');
SELECT market.delete_organization(:'bob', NULL);
SELECT market.delete_organization(:'bob', '');
SELECT market.delete_organization(:'bob', 'org-x');
SELECT market.delete_organization(:'eve', 'org');
\set VERBOSITY default
SELECT market.delete_organization(owner => :'bob', organization_id => 'org');
SELECT market.delete_organization(:'bob', 'org');
SELECT * FROM organizations WHERE id = 'org';
SELECT * FROM groups WHERE organization_id = 'org';
-- anybody may take the id, which starts clean
SELECT market.create_organization(:'eve', 'org', :'document');
SELECT * FROM organizations WHERE id = 'org';
SELECT * FROM groups WHERE organization_id = 'org';

--
-- who may act
--
CREATE ROLE regress_organization_ada;
CREATE ROLE regress_organization_bob;
CREATE ROLE regress_organization_app;
CREATE ROLE regress_organization_nobody;
GRANT market_user TO regress_organization_ada, regress_organization_bob;
GRANT market_app TO regress_organization_app;
SELECT market.create_account(:'ada', 'regress_organization_ada');
SELECT market.create_account(:'bob', 'regress_organization_bob');

-- a role for its own account
SET ROLE regress_organization_ada;
SELECT market.create_organization(:'ada', 'org-ada', :'document', ARRAY[:'bob']::market.address[]);
SELECT market.update_organization(:'ada', 'org-ada', :'document_2');
SELECT market.add_organization_members(:'ada', 'org-ada', ARRAY[:'cyd']::market.address[]);
SELECT * FROM market.organization WHERE id = 'org-ada' AND owner OPERATOR(market.=) :'ada'::market.address \gset
\echo :id :owner :members
-- not for another's, nor for one that is bound to nobody
SELECT market.create_organization(:'bob', 'org-bob', :'document');
SELECT market.create_organization(:'cyd', 'org-cyd', :'document');
\set VERBOSITY sqlstate
-- before the id and the document are looked at
SELECT market.create_organization(:'bob', 'org', '{}');
-- after the organization is found, before the rights in it
SELECT market.update_organization(:'bob', 'org-x', '{}');
SELECT market.update_organization(:'bob', 'org-ada', '{}');
SELECT market.change_organization_owner(:'bob', 'org-ada', :'ada');
SELECT market.delete_organization(:'bob', 'org-ada');
SELECT market.add_organization_members(:'bob', 'org-ada', '{}');
SELECT market.remove_organization_members(:'bob', 'org-ada', '{}');
-- and nobody writes the tables
UPDATE market.organization SET owner = :'ada' WHERE id = 'org';
INSERT INTO market.organization_group VALUES ('org', sha256(''), 'g', :'ada', 1);
DELETE FROM market.organization;

SET ROLE regress_organization_bob;
SELECT market.update_organization(:'ada', 'org-ada', :'document_2');
SELECT market.update_organization(:'bob', 'org-ada', :'document_2');
SELECT market.remove_organization_members(:'bob', 'org-ada', ARRAY[:'cyd']::market.address[]);

-- the trusted application for every account
SET ROLE regress_organization_app;
SELECT market.change_organization_owner(:'ada', 'org-ada', :'bob');
SELECT market.delete_organization(:'ada', 'org-ada');
SELECT market.delete_organization(:'bob', 'org-ada');

-- a role without a grant calls nothing
SET ROLE regress_organization_nobody;
SELECT market.create_organization(:'ada', 'org-x', :'document');
SELECT market.update_organization(:'ada', 'org', :'document');
SELECT market.change_organization_owner(:'ada', 'org', :'bob');
SELECT market.delete_organization(:'ada', 'org');
SELECT market.add_organization_members(:'ada', 'org', '{}');
SELECT market.remove_organization_members(:'ada', 'org', '{}');
RESET ROLE;
\set VERBOSITY default

DELETE FROM market.account WHERE owner_role::text LIKE 'regress_organization_%';
DROP ROLE regress_organization_ada, regress_organization_bob, regress_organization_app, regress_organization_nobody;
SELECT market.delete_organization(owner, id) FROM market.organization WHERE id LIKE 'org%';
DROP VIEW organizations, groups;
SELECT * FROM market.audit();
