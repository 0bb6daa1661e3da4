-- the type json_schema, and whether documents are valid
\set VERBOSITY default

SELECT '{"type": "string"} '::json_schema;
SELECT is_valid('{"type": "string"}', '1'), is_valid('{"type": "string"}', '"x"');
SELECT is_valid(NULL, '1'), is_valid('true', NULL), is_valid('true', '1'), is_valid('false', '1');
SELECT is_valid('{"properties": {"a": {"minimum": 3}}, "required": ["a"], "additionalProperties": false}', d), d
FROM (VALUES ('{"a": 3}'::jsonb), ('{"a": 2}'), ('{"b": 2}'), ('{"a": 4, "b": 2}'), ('{"a": 4.0}'), ('[]')) v (d);
SELECT is_valid_json('{"const": "a\u0000b"}', '"a\u0000b"'), is_valid_json('{"const": "a\u0000b"}', '"a"');

-- what is no schema
SELECT ''::json_schema; \echo :SQLSTATE
SELECT '{"a": 1,}'::json_schema; \echo :SQLSTATE
SELECT E'{"a": 1,\n "a": 2}'::json_schema; \echo :SQLSTATE
SELECT '1'::json_schema; \echo :SQLSTATE
SELECT '{"type": "strin"}'::json_schema; \echo :SQLSTATE
SELECT E'{"properties": {"a": {\n  "minLength": -1}}}'::json_schema; \echo :SQLSTATE
SELECT '{"$ref": "#"}'::json_schema; \echo :SQLSTATE
SELECT '{"$ref": "#/$defs/x"}'::json_schema; \echo :SQLSTATE
SELECT '{"$ref": "http://example.com/x"}'::json_schema; \echo :SQLSTATE
SELECT '{"pattern": "a("}'::json_schema; \echo :SQLSTATE
SELECT '{"$schema": "http://example.com/x"}'::json_schema; \echo :SQLSTATE
SELECT '{"$schema": "x", "$defs": {"x": {"$id": "x"}}}'::json_schema; \echo :SQLSTATE
SELECT '{"$schema": "http://example.com/x", "$defs": {"http://example.com/x": {"$id": "y"}}}'::json_schema; \echo :SQLSTATE

-- the document, or where and why it is not valid
SELECT validate('{"type": "object"}', '{"a": 1}');
SELECT validate('{"properties": {"a": {"type": "integer"}}}', '{"a": 1.5}'); \echo :SQLSTATE
SELECT validate('{"properties": {"a": true}, "additionalProperties": false}', '{"b": 1}'); \echo :SQLSTATE

-- all that is wrong, with the value and the limit
CREATE TABLE test_order (schema json_schema);
INSERT INTO test_order VALUES ('{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "required": ["id", "lines"],
  "additionalProperties": false,
  "properties": {
    "id": {"type": "string", "minLength": 3, "maxLength": 5, "pattern": "^[a-z]+$"},
    "state": {"enum": ["open", "paid", 3]},
    "kind": {"const": "order"},
    "when": {"format": "date"},
    "count": {"type": "integer", "minimum": 1, "exclusiveMaximum": 10, "multipleOf": 0.5},
    "tags": {"uniqueItems": true, "maxItems": 2, "minItems": 1, "contains": {"const": "a"}},
    "more": {"minProperties": 1, "maxProperties": 1, "propertyNames": {"maxLength": 1},
             "dependencies": {"a": ["b"]}},
    "lines": {"type": "array", "items": {"$ref": "#/definitions/line"}},
    "pay": {"oneOf": [
      {"required": ["card"], "properties": {"card": {"type": "object", "properties": {"number": {"type": "string"}}}}},
      {"required": ["iban"]}]},
    "not": {"not": {"type": "null"}},
    "if": {"if": {"type": "string"}, "then": {"maxLength": 1}, "else": {"minimum": 5}}
  },
  "definitions": {"line": {"type": "object", "properties": {"price": {"exclusiveMinimum": 0}}}}
}');
SELECT instance_path, keyword, keyword_path, message FROM test_order, validation_errors(schema, '{
  "id": "A", "state": "lost", "kind": "x", "when": "2001-02-29", "count": 10.25, "tags": ["b", "b", "c"],
  "more": {"a": 1, "cc": 2}, "lines": [{"price": 1}, {"price": 0}, 7], "pay": {"card": {"number": 5}},
  "not": null, "if": 4, "extra": 1}', 100);
SELECT instance_path, message FROM test_order, validation_errors(schema, '[]');
SELECT instance_path FROM test_order, validation_errors(schema, '{"id": "abcdef", "state": 1}', 2);
SELECT count(*) FROM test_order, validation_errors(schema, '{"id": "abc", "lines": []}');
SELECT * FROM test_order, validation_errors(schema, '{}', 0); \echo :SQLSTATE
SELECT * FROM validation_errors('{"properties": {"a/b~c": {"items": {"type": "string"}}}}', '{"a/b~c": ["x", 1]}');
SELECT * FROM validation_errors('false', '1');
SELECT * FROM validation_errors('{"items": false}', '[1]');
SELECT * FROM validation_errors('{"$ref": "http://json-schema.org/draft-07/schema"}', '{"minLength": -1}');
SELECT * FROM validation_errors('{"type": "integer"}', to_jsonb(repeat('ä', 100)));

-- output as the specification defines it
SELECT validation_output('{"type": "string"}', '1', 'flag'), validation_output('{"type": "string"}', '"x"', 'flag');
SELECT jsonb_pretty(validation_output('{"$id": "http://example.com/s", "properties": {"a": {"$ref": "#/$defs/x"}},
  "$defs": {"x": {"type": "string"}}}', '{"a": 1}'));
SELECT jsonb_pretty(validation_output('{"title": "all", "properties": {"a": {"readOnly": true}},
  "anyOf": [{"required": ["b"], "title": "no"}, {"description": "yes"}]}', '{"a": 1}', 'basic'));
SELECT a ->> 'instanceLocation' AS instance, a ->> 'keywordLocation' AS keyword, a -> 'annotation' AS annotation
FROM jsonb_array_elements(validation_output('{"propertyNames": {"title": "a name"}, "properties": {
  "list": {"contains": {"type": "number", "title": "a number"}},
  "text": {"contentMediaType": "text/plain", "contentSchema": {}}, "bare": {"contentSchema": {}},
  "count": {"contentEncoding": "base64"}}}', '{"list": ["a", 1, 2], "text": "x", "bare": "y", "count": 3}')
  -> 'annotations') AS a;
SELECT validation_output('true', '1');
SELECT validation_output('true', '1', 'verbose'); \echo :SQLSTATE

-- options: what they mean is written into the text
SELECT json_schema('{"type": "string"}'), json_schema('{"type": "string"}', NULL, NULL, NULL), json_schema(NULL);
SELECT json_schema('{}', 'draft7'), json_schema(' {"a": 1}', '2020-12'), json_schema('true', 'draft7');
SELECT json_schema('{"minimum": 3, "exclusiveMinimum": true}', 'draft4');
SELECT json_schema('{"minimum": 3, "exclusiveMinimum": true}'); \echo :SQLSTATE
SELECT json_schema('{}', 'draft5'); \echo :SQLSTATE
SELECT json_schema('{"$schema": "http://json-schema.org/draft-07/schema#"}', 'draft7');
SELECT json_schema('{"$schema": "http://json-schema.org/draft-07/schema#"}', 'draft6'); \echo :SQLSTATE
SELECT is_valid(json_schema('{"format": "ipv4"}'), '"x"') AS "2020", is_valid(json_schema('{"format": "ipv4"}', 'draft7'), '"x"') AS "7",
  is_valid(json_schema('{"format": "ipv4"}', formats => true), '"x"') AS asserted,
  is_valid(json_schema('{"format": "ipv4"}', 'draft7', false), '"x"') AS annotated;
SELECT json_schema('{"format": "ipv4"}', 'draft7', false);
SELECT json_schema('{"x-formats": true}', formats => true);
SELECT json_schema('{"x-formats": true}', formats => false); \echo :SQLSTATE
SELECT json_schema('{"minlength": 3}', strict => true); \echo :SQLSTATE
SELECT json_schema('{"properties": {"a": {"format": "ipv5"}}}', strict => true); \echo :SQLSTATE
SELECT json_schema('{"x-note": 1, "minLength": 3, "format": "ipv4", "properties": {"minlength": {}}}', strict => true);
SELECT is_json_schema('{"type": "string"}'), is_json_schema('{"type": 1}'), is_json_schema('{'), is_json_schema(NULL), is_json_schema('{"a":1,"a":2}');

-- documents that a schema refers to
SELECT bundle_schema('{"$ref": "http://example.com/a"}', '{"http://example.com/a": {"$ref": "b"},
  "http://example.com/b": {"type": "integer"}, "http://example.com/c": {"type": "string"}}') AS bundle \gset
SELECT :'bundle', is_valid(:'bundle', '1'), is_valid(:'bundle', '"x"');
SELECT bundle_schema('{"$schema": "http://json-schema.org/draft-04/schema#", "definitions": {"x": {}},
  "$ref": "http://example.com/a#/definitions/y"}', '{"http://example.com/a": {"definitions": {"y": {"type": "null"}}}}');
SELECT bundle_schema('{"type": "string"}', '{}'), bundle_schema('true', '{}');
SELECT bundle_schema('{"$ref": "http://example.com/a"}', '{}'); \echo :SQLSTATE
SELECT bundle_schema('true', '[]'); \echo :SQLSTATE

-- branches that a key tells apart
SELECT d, is_valid('{"oneOf": [{"required": ["k"], "properties": {"k": {"const": "a"}, "v": {"type": "integer"}}},
  {"required": ["k"], "properties": {"k": {"enum": ["b", "c"]}, "v": {"type": "string"}}},
  {"$ref": "#/$defs/c"}], "$defs": {"c": {"required": ["k"], "properties": {"k": {"enum": ["c", "d"]}, "v": {"maxLength": 1}}, "type": "object"}}}', d)
FROM (VALUES ('{"k": "a", "v": 1}'::jsonb), ('{"k": "a", "v": "x"}'), ('{"k": "b", "v": "x"}'), ('{"k": "c", "v": "x"}'),
  ('{"k": "c", "v": "xy"}'), ('{"k": "d", "v": "x"}'), ('{"k": "e"}'), ('{"k": 1}'), ('{"v": 1}'), ('1')) v (d);
SELECT d, is_valid('{"anyOf": [{"required": ["k"], "properties": {"k": {"const": "a"}, "x": true}},
  {"required": ["k"], "properties": {"k": {"const": "b"}, "y": true}},
  {"required": ["k"], "properties": {"k": {"enum": ["a", "b"]}, "z": true}}], "unevaluatedProperties": false}', d)
FROM (VALUES ('{"k": "a", "x": 1, "z": 1}'::jsonb), ('{"k": "a", "y": 1}'), ('{"k": "b", "y": 1, "z": 1}'), ('{"k": "b", "x": 1}'), ('[]')) v (d);
SELECT instance_path, keyword, message FROM validation_errors('{"oneOf": [{"required": ["k"], "properties": {"k": {"const": "a"}, "v": {"type": "object", "properties": {"w": false}}}},
  {"required": ["k"], "properties": {"k": {"const": "b"}, "v": {"type": "integer"}}},
  {"required": ["k"], "properties": {"k": {"const": "c"}, "v": {"type": "object", "properties": {"w": false}}}}]}', '{"k": "b", "v": {"w": 1}}');
SELECT bundle_schema('{"$ref": "http://example.com/own"}', '{"file": {"$id": "http://example.com/own", "type": "null"}}');

-- what is left when all that must hold has been evaluated
SELECT d, is_valid('{"$ref": "#/$defs/base", "properties": {"own": true}, "allOf": [{"patternProperties": {"^x": {"type": "integer"}}}, {"not": {"required": ["no"]}}],
  "unevaluatedProperties": {"type": "null"}, "$defs": {"base": {"properties": {"id": {"type": "integer"}}, "required": ["id"]}}}', d)
FROM (VALUES ('{"id": 1, "own": 2, "x1": 3}'::jsonb), ('{"id": 1, "more": null}'), ('{"id": 1, "more": 1}'), ('{"id": "x"}'), ('{"own": 1}'), ('{"id": 1, "x": "y"}'), ('[1]')) v (d);
SELECT d, is_valid('{"allOf": [{"prefixItems": [{"type": "integer"}, true]}, {"minItems": 1}], "prefixItems": [{"minimum": 2}], "unevaluatedItems": false}', d)
FROM (VALUES ('[2]'::jsonb), ('[1]'), ('[2, "x"]'), ('["x"]'), ('[2, 3, 4]'), ('[]'), ('{}')) v (d);
SELECT is_valid('{"allOf": [{"additionalProperties": true}], "unevaluatedProperties": false}', '{"a": 1}'),
  is_valid('{"allOf": [{"unevaluatedProperties": {"type": "integer"}}], "unevaluatedProperties": false}', '{"a": 1}'),
  is_valid('{"allOf": [{"contains": {"const": 1}}], "unevaluatedItems": false}', '[1, 1]'),
  is_valid('{"allOf": [{"contains": {"const": 1}}], "unevaluatedItems": false}', '[1, 2]');
SELECT * FROM validation_errors('{"$ref": "#/$defs/base", "unevaluatedProperties": false, "$defs": {"base": {"properties": {"id": {"type": "integer"}}}}}', '{"id": "x", "more": 1}');

-- equality and hash by text; binary form
SELECT '{}'::json_schema = '{}', '{}'::json_schema = '{ }', '{}'::json_schema <> '{ }';
SELECT count(*) FROM (SELECT DISTINCT s FROM (VALUES ('{}'::json_schema), ('{}'), ('{ }')) v (s)) t;
SELECT json_schema_send('{"a": "ä"}');

-- what a session keeps of schemas has a bound, and those in use stay
SHOW pg_market.schema_cache_size;
SET pg_market.schema_cache_size = '64kB';
SELECT count(*) FILTER (WHERE is_valid(json_schema('{"const": ' || i || '}'), to_jsonb(i))
  AND is_valid('{"type": "integer"}', to_jsonb(i))) FROM generate_series(1, 1000) AS i;
SET pg_market.schema_cache_size = 63; \echo :SQLSTATE
RESET pg_market.schema_cache_size;

-- in a domain, a check and a trigger's expression
CREATE DOMAIN test_quote AS jsonb CHECK (is_valid('{"required": ["price"]}', VALUE));
SELECT '{"price": 1}'::test_quote;
SELECT '{"prize": 1}'::test_quote; \echo :SQLSTATE
CREATE TABLE test_quotes (quote jsonb CHECK (is_valid('{"required": ["price"]}', quote)), schema json_schema);
INSERT INTO test_quotes VALUES ('{"price": 1}', '{"required": ["price"]}');
INSERT INTO test_quotes VALUES ('{}'); \echo :SQLSTATE
SELECT is_valid(schema, quote) FROM test_quotes;
DROP TABLE test_quotes, test_order;
DROP DOMAIN test_quote;
