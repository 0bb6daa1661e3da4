-- Definitions of services: define_service with its success and its errors, in order.
\set VERBOSITY default
\set SHOW_CONTEXT never

\set ada '0x6011111111111111111111111111111111111111'
\set zero '0x0000000000000000000000000000000000000000'
\set s '{"input":{"type":"object"},"output":{"type":"object"}}'
SELECT market.system_account('community_pool') AS pool
\gset
CREATE VIEW definitions AS
SELECT name, description, tags, author, author_description, schemas, input_schema, output_schema
FROM market.service_definition WHERE name LIKE 'def-%' ORDER BY name COLLATE "C";

-- everything is kept as given; the schemas also apart
SELECT market.define_service(author => :'ada', name => 'def-a', schemas => $${
  "input": {"$schema": "http://json-schema.org/draft-04/schema#", "type":"object", "required":["pair"]},
  "output":   {},
  "error": {"type": "nonsense"}
}$$, description => 'price quotes', tags => '{tag1,tag2}', author_description => 'somebody');
SELECT * FROM definitions;
-- names of members are matched without regard to case
SELECT market.define_service(:'ada', 'def-b', '{"Input":{"type":"object"},"OUTPUT":{"type":"array"}}');
SELECT name, input_schema, output_schema FROM definitions WHERE name = 'def-b';
-- the longest name, descriptions, and tags of seventy characters of three bytes each
SELECT market.define_service(:'ada', 'def-' || repeat('x', 66), :'s', repeat('d', 280),
    ARRAY[repeat('服', 70), '服务1', 'service_1', 'service$1', 'SERVICE_1', '4', '5', '6', '7', '8'], repeat('a', 280));
SELECT market.define_service(:'ada', n, :'s') FROM unnest(ARRAY['s-_9', 'A']) AS n;
SELECT event, service_name, account FROM market.service_event WHERE account = :'ada' ORDER BY id;

-- the author
SELECT market.define_service(NULL, '', '');
SELECT market.define_service(:'zero', '', '');
SELECT market.define_service(:'pool', '', '');
-- the name
SELECT market.define_service(:'ada', NULL, '');
\set VERBOSITY sqlstate
SELECT market.define_service(:'ada', '', '');
SELECT market.define_service(:'ada', '9s', '');
SELECT market.define_service(:'ada', '-s', '');
SELECT market.define_service(:'ada', 'a/b', '');
SELECT market.define_service(:'ada', 'a b', '');
SELECT market.define_service(:'ada', 'é', '');
SELECT market.define_service(:'ada', repeat('x', 71), '');
\set VERBOSITY default
-- the descriptions, in bytes
SELECT market.define_service(:'ada', 'def-x', '', repeat('服', 94), NULL, NULL);
SELECT market.define_service(:'ada', 'def-x', '', NULL, NULL, NULL);
SELECT market.define_service(:'ada', 'def-x', '', '', NULL, repeat('d', 281));
SELECT market.define_service(:'ada', 'def-x', '', '', NULL, NULL);
-- the tags
SELECT market.define_service(:'ada', 'def-x', '', '', NULL);
SELECT market.define_service(:'ada', 'def-x', '', '', array_fill('t'::text, ARRAY[11]));
SELECT market.define_service(:'ada', 'def-x', '', '', '{a,b,a}');
SELECT market.define_service(:'ada', 'def-x', '', '', '{{a},{b}}');
\set VERBOSITY sqlstate
SELECT market.define_service(:'ada', 'def-x', '', '', '{NULL}');
SELECT market.define_service(:'ada', 'def-x', '', '', '{""}');
SELECT market.define_service(:'ada', 'def-x', '', '', '{" "}');
SELECT market.define_service(:'ada', 'def-x', '', '', '{"service 1"}');
SELECT market.define_service(:'ada', 'def-x', '', '', ARRAY[E'a\u3000b']);
SELECT market.define_service(:'ada', 'def-x', '', '', ARRAY[E'a\u00a0b']);
SELECT market.define_service(:'ada', 'def-x', '', '', ARRAY[E'a\u2003b']);
SELECT market.define_service(:'ada', 'def-x', '', '', ARRAY[E'a\nb']);
SELECT market.define_service(:'ada', 'def-x', '', '', ARRAY[repeat('x', 71)]);
\set VERBOSITY default
-- the schemas
SELECT market.define_service(:'ada', 'def-x', NULL);
SELECT market.define_service(:'ada', 'def-x', '');
SELECT market.define_service(:'ada', 'def-x', :'s' || ' trailing');
SELECT market.define_service(:'ada', 'def-x', '{"input":{},"output":{},"input":{}}');
SELECT market.define_service(:'ada', 'def-x', '{"input":{},"output":{},"Input":{}}');
SELECT market.define_service(:'ada', 'def-x', '[]');
SELECT market.define_service(:'ada', 'def-x', 'null');
SELECT market.define_service(:'ada', 'def-x', '{"output":{}}');
SELECT market.define_service(:'ada', 'def-x', '{"input":{}}');
SELECT market.define_service(:'ada', 'def-x', '{"input":"nonobject","output":"nonobject"}');
SELECT market.define_service(:'ada', 'def-x', '{"input":{},"output":null}');
SELECT market.define_service(:'ada', 'def-x', '{"input":true,"output":{}}');
SELECT market.define_service(:'ada', 'def-x', '{"input":{"type":"nonsense"},"output":{}}');
SELECT market.define_service(:'ada', 'def-x', '{"input":{},"output":{"$ref":"#/definitions/none"}}');
SELECT market.define_service(:'ada', 'def-x', '{"input":{},"output":{"minLength":"1"}}');
-- where in the document
\set SHOW_CONTEXT errors
SELECT market.define_service(:'ada', 'def-x', '{"input":{},"output":{"minLength":"1"}}');
\set SHOW_CONTEXT never
\set VERBOSITY sqlstate
SELECT market.define_service(:'ada', 'def-x', '{"input":{"type":"nonsense"},"output":{}}');
SELECT market.define_service(:'ada', 'def-x', '{"input":{"a":1,"a":1},"output":{}}');
SELECT market.define_service(:'ada', 'def-x', '{"input":' || repeat('[', 5000) || repeat(']', 5000) || ',"output":{}}');

-- who may, and once
\set VERBOSITY default
CREATE ROLE definition_user;
GRANT market_user TO definition_user;
SET ROLE definition_user;
SELECT market.define_service(:'ada', 'def-a', '{}');
SELECT market.define_service(:'ada', 'def-a', :'s');
SELECT market.define_service(market.create_account(label => 'author'), 'def-a', :'s');
SELECT count(*) > 0 AS readable FROM market.service_definition;
RESET ROLE;
SELECT market.define_service(:'ada', 'def-a', :'s');
-- the schemas of documents, and that they say what the types and functions do
SELECT market.schema('result');
SELECT market.schema('input');
SELECT market.schema('output');
SELECT d, market.is_valid(market.schema('pricing'), d::jsonb), (SELECT d::market.pricing) IS NOT NULL
FROM (VALUES ('{"price":"1stake"}'), ('{"price":"0.1iris","promotions_by_volume":[{"volume":1,"discount":"0.123456789012345678"},{"volume":1.0,"discount":0.5}]}'),
    ('{"price":"0001ibc/A","promotions_by_time":[{"start_time":"2024-01-01T00:00:00Z","end_time":"2025-01-01T00:00:00.5+01:00","discount":0.7}]}')) AS v(d);
SELECT d, market.is_valid(market.schema('pricing'), d::jsonb)
FROM (VALUES ('{}'), ('{"price":1}'), ('{"price":"1stake","other":1}'), ('{"price":"1e"}'), ('{"price":"5invalid#denom"}'),
    ('{"price":"1stake","promotions_by_volume":[{"volume":0,"discount":"0.5"}]}'),
    ('{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":"0.50"}]}'),
    ('{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":1}]}'),
    ('{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":"0.5"},{"volume":1,"discount":"0.5"}]}'),
    ('{"price":"1stake","promotions_by_time":null}')) AS v(d);
SELECT d, market.is_valid(market.schema('result'), d::jsonb)
FROM (VALUES ('{"code":200,"message":""}'), ('{"code":200.0,"message":"x"}'), ('{"code":201,"message":""}'),
    ('{"code":"200","message":""}'), ('{"code":200}'), ('{"code":200,"message":"","x":1}'), ('{"result":{"code":200,"message":""}}')) AS v(d);
SELECT market.schema('price');
\set VERBOSITY sqlstate
SELECT market.define_service(:'ada', 'def-x', '', repeat('d', 281), NULL, NULL);
SELECT market.define_service(:'ada', 'def-x', '', '', NULL, repeat('d', 281));
SELECT market.define_service(:'ada', 'def-a', :'s');
SELECT market.schema('Pricing');
\set VERBOSITY default

SELECT * FROM market.audit();
DROP VIEW definitions;
DELETE FROM market.account WHERE owner_role = 'definition_user'::regrole;
DROP OWNED BY definition_user;
DROP ROLE definition_user;
