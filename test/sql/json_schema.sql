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

-- the document, or where and why it is not valid
SELECT validate('{"type": "object"}', '{"a": 1}');
SELECT validate('{"properties": {"a": {"type": "integer"}}}', '{"a": 1.5}'); \echo :SQLSTATE
SELECT validate('{"properties": {"a": true}, "additionalProperties": false}', '{"b": 1}'); \echo :SQLSTATE
