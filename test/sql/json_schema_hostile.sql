-- schemas and documents that were made to hurt: each ends in an answer or an error, and soon
\set VERBOSITY sqlstate
SET statement_timeout = '30s';
CREATE TABLE test_hostile (name text PRIMARY KEY, schema text, document text);

INSERT INTO test_hostile VALUES
-- applying itself
('loop of one', '{"$ref": "#"}', '1'),
('loop of two', '{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}, "$ref": "#/$defs/a"}', '1'),
('loop by an anchor', '{"$dynamicAnchor": "a", "$dynamicRef": "#a"}', '1'),
('loop in a condition', '{"if": {"not": {"$ref": "#"}}}', '1'),
('no loop', '{"items": {"$ref": "#"}, "maxItems": 1}', '[[[[[1, 2]]]]]'),
-- growing without end
('many references', (SELECT '{"$ref": "#/$defs/d0", "$defs": {"d30": {"type": "integer"}, ' ||
  string_agg(format('"d%s": {"allOf": [{"$ref": "#/$defs/d%s"}, {"$ref": "#/$defs/d%s"}]}', i, i + 1, i + 1), ', ') ||
  '}}' FROM generate_series(0, 29) AS i), '1'),
('branches of branches', '{"$ref": "#/$defs/n", "$defs": {"n": {"oneOf": [{"properties": {"c": {"$ref": "#/$defs/n"}}},
  {"required": ["z"], "properties": {"c": {"$ref": "#/$defs/n"}}}]}}}', repeat('{"c": ', 30) || '1' || repeat('}', 30)),
('unevaluated branches', '{"$ref": "#/$defs/n", "$defs": {"n": {"unevaluatedProperties": false, "anyOf": [
  {"properties": {"c": {"$ref": "#/$defs/n"}}}, {"properties": {"c": {"$ref": "#/$defs/n"}}}]}}}',
  repeat('{"c": ', 30) || '1' || repeat('}', 30)),
-- patterns
('backtracking', '{"pattern": "^(a+)+$"}', '"' || repeat('a', 60) || '!"'),
('backtracking in each item', '{"items": {"pattern": "^(a|aa)+$"}}',
  '[' || repeat('"' || repeat('a', 60) || '!", ', 1000) || '""]'),
('scanning again and again', '{"pattern": "a[^b]*b"}', '"' || repeat('a', 3000000) || '"'),
('a long text', '{"pattern": "^(?:[a-z]{3}[A-Z])*$"}', '"' || repeat('abcD', 50000) || '"'),
('a large pattern', '{"pattern": "((a{1000}){1000}){1000}"}', '"a"'),
('a deep pattern', '{"pattern": "' || repeat('(', 100000) || '"}', '"a"'),
('a lookbehind', '{"pattern": "(?<=a+)b"}', '"ab"'),
('names', '{"propertyNames": {"pattern": "^(b|bb)+$"}}', '{"' || repeat('b', 60) || '!": 1}'),
-- numbers
('a long number', '{"multipleOf": 0.01}', repeat('9', 100000) || '.5'),
('two long numbers', '{"multipleOf": ' || repeat('7', 50000) || '}', repeat('9', 100000)),
('far apart', '{"multipleOf": 1e-300}', '1e131071'),
('too large', '{"maximum": 1e400000}', '1'),
('an exponent', '{"type": "integer"}', '1e99999999999'),
('nearly nothing', '{"const": 0.0}', '1e-16000'),
-- depth
('a deep schema', repeat('{"not": ', 20000) || 'true' || repeat('}', 20000), '1'),
('a deep list', '{"items": {"$ref": "#"}}', repeat('[', 20000) || repeat(']', 20000)),
('a deep object', '{"additionalProperties": {"$ref": "#"}}', repeat('{"a": ', 20000) || '1' || repeat('}', 20000)),
('deep and constant', '{"const": ' || repeat('[', 1000) || repeat(']', 1000) || '}', repeat('[', 1000) || repeat(']', 1000)),
-- size
('a long list', '{"items": {"type": "integer"}, "uniqueItems": true}',
  (SELECT '[' || string_agg(i::text, ',') || ']' FROM generate_series(1, 300000) AS i)),
('a list of objects', '{"uniqueItems": true}',
  (SELECT '[' || string_agg(format('{"a": %s, "b": [%s]}', i, i), ',') || ']' FROM generate_series(1, 30000) AS i)),
('a large enum', '{"items": {"enum": [' || (SELECT string_agg(i::text, ',') FROM generate_series(1, 50000) AS i) || ']}}',
  (SELECT '[' || string_agg(i::text, ',') || ']' FROM generate_series(1, 50000) AS i)),
('a large schema', (SELECT '{"properties": {' || string_agg(format('"p%s": {"minLength": %s}', i, i), ',') || '}}'
  FROM generate_series(1, 30000) AS i), '{"p7": "x"}'),
('a very long schema', '{"description": "' || repeat('x', 33554432) || '"}', '1'),
('a schema of 10 MB', (SELECT '{"properties": {' || string_agg(format('"p%s": {"description": "%s"}', i, repeat('x', 470)), ',') || '}}'
  FROM generate_series(1, 20000) AS i), '{"p7": "x"}'),
('a schema of 10 MB with a text', '{"const": "' || repeat('x', 10000000) || '"}', '1'),
('a document of 10 MB', '{"items": {"required": ["id"], "properties": {"name": {"pattern": "^n[0-9]+$"}, "tags": {"uniqueItems": true}}}}',
  (SELECT '[' || string_agg(format('{"id": %s, "name": "n%s", "tags": ["a", "b"]}', i, i), ',') || ']' FROM generate_series(1, 220000) AS i)),
('a document of 10 MB, all wrong', '{"additionalProperties": {"type": "string"}}',
  (SELECT '{' || string_agg(format('"k%s": %s', i, i), ', ') || '}' FROM generate_series(1, 550000) AS i)),
('a document of 10 MB with a text', '{"maxLength": 5, "pattern": "y$", "format": "uri"}', '"' || repeat('x', 10000000) || '"'),
('many values', '{"default": [' || repeat('{},', 249996) || '{}]}', '1'),
('too many values', '{"default": [' || repeat('{},', 3400000) || '{}]}', '1'),
('too many values in a text', '{"$schema": "http://json-schema.org/draft-07/schema#", "contentMediaType": "application/json"}',
  '"[' || repeat('{},', 3400000) || '{}]"'),
('many patterns', (SELECT '{"patternProperties": {' || string_agg(format('"^p(%s|q)+$": {"type": "string"}', i), ',') || '}}'
  FROM generate_series(1, 2000) AS i), '{"p7": 1}'),
-- text
('a key twice', '{"type": "string", "type": "number"}', '1'),
('a key twice, written in two ways', '{"a": 1, "\u0061": 2}', '1'),
('a zero byte', '{"const": "a\u0000b"}', '"a"'),
('a zero byte in a key', '{"properties": {"a\u0000b": false}}', '{"a": 1}'),
('half a character', '{"const": "\ud800"}', '"a"'),
('a name of everybody', '{"properties": {"__proto__": false, "constructor": false, "toString": false}}', '{"valueOf": 1}'),
('nothing', '', '1'),
('a number that is none', '{"minimum": -1e-4e0}', '1');

-- seconds that this session has spent on a processor, or that have passed where the system does not say
CREATE FUNCTION test_spent() RETURNS numeric LANGUAGE sql VOLATILE AS $$
SELECT coalesce(split_part(pg_read_file('/proc/self/schedstat', 0, 100, true), ' ', 1)::numeric / 1000000000,
                extract(epoch FROM clock_timestamp()))
$$;
CREATE FUNCTION test_outcome(name text, schema text, document text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    valid boolean;
    errors bigint;
    started numeric := test_spent();
    outcome text;
BEGIN
    BEGIN
        valid := is_valid(schema::json_schema, document::jsonb);
        SELECT count(*) INTO errors FROM validation_errors(schema::json_schema, document::jsonb);
        outcome := valid || ', ' || errors;
    EXCEPTION WHEN OTHERS THEN
        outcome := SQLSTATE;
    END;
    -- a second on a machine of today, by bench/json_schema; what runs away takes minutes
    RETURN outcome || CASE WHEN test_spent() - started > 5 THEN ', late' ELSE '' END;
END $$;
SELECT name, test_outcome(name, schema, document) FROM test_hostile;

-- through text the same, but for what jsonb refuses
SELECT name, is_valid_json(schema::json_schema, document::json) FROM test_hostile
 WHERE name IN ('no loop', 'a long number', 'a long list', 'a large enum', 'a zero byte', 'a name of everybody')
    OR name LIKE 'a document of 10 MB%';
SELECT is_valid_json('{"items": {"$ref": "#"}}', (repeat('[', 20000) || repeat(']', 20000))::json);
SELECT is_valid_json('true', '"\ud800"');
SELECT is_valid_json('{"properties": {"a": {"type": "string"}}}', '{"a": 1, "a": "x"}');

-- a long name in the path of each error: the report ends when it is large
SELECT count(*) BETWEEN 100 AND 5000 AS bounded, sum(length(instance_path)) < 50000000 AS small
  FROM validation_errors('{"additionalProperties": {"items": {"type": "string"}}}',
    jsonb_build_object(repeat('k', 30000), (SELECT jsonb_agg(i) FROM generate_series(1, 20000) AS i)), 1000000);

-- bytes that are no UTF-8: the server lets none of them through
SELECT convert_from('\x22ff22', 'UTF8')::json_schema;
SELECT is_json_schema(convert_from('\x22c3', 'UTF8'));
SELECT is_valid_json('true', convert_from('\x22eda08022', 'UTF8')::json);

-- a large annotation of each item: the report ends when it is large
SELECT pg_column_size(validation_output(('{"items": {"x-note": "' || repeat('n', 100000) || '"}}')::json_schema,
  (SELECT jsonb_agg(i) FROM generate_series(1, 10000) AS i), 'basic')) < 50000000 AS small;

CREATE TABLE test_large AS SELECT
  (SELECT jsonb_agg(i) FROM generate_series(1, 300000) AS i) AS list,
  (SELECT jsonb_object_agg('http://example.com/' || i,
            format('{"properties": {"next": {"$ref": "http://example.com/%s"}}}', i % 5000 + 1)::jsonb)
     FROM generate_series(1, 5000) AS i) AS remotes;
SELECT length(bundle_schema('{"$ref": "http://example.com/1"}', remotes)::text) > 400000 AS bundled FROM test_large;

-- all of it can be cancelled at once: a pattern, the compiler, the reader, bundling, both reports
SELECT test_spent() AS started \gset
SET statement_timeout = '5ms';
SELECT is_valid('{"pattern": "^(a|aa)+$"}', to_jsonb(repeat('a', 2000) || '!'));
SELECT is_valid(schema::json_schema, '1') FROM test_hostile WHERE name = 'many references';
SELECT count(*) FROM generate_series(1, 1000) AS i, test_hostile
 WHERE name = 'a large schema' AND is_valid(schema::json_schema, to_jsonb(i));
SELECT count(*) FROM test_hostile, generate_series(1, 1000) AS i
 WHERE name = 'a list of objects' AND is_valid(schema::json_schema, document::jsonb);
SET statement_timeout = '50ms';
SELECT count(*) FROM test_hostile, generate_series(1, 100) AS i
 WHERE name = 'many values' AND is_json_schema(schema || repeat(' ', i));
SELECT count(bundle_schema('{"$ref": "http://example.com/1"}', remotes)) FROM test_large, generate_series(1, 100);
SELECT count(*) FROM test_large, generate_series(1, 100) AS i, LATERAL validation_errors('{"items": false}', list, 1000000 + i);
SELECT count(validation_output(format('{"items": {"title": "%s"}}', i)::json_schema, list, 'basic'))
  FROM test_large, generate_series(1, 100) AS i;
SET statement_timeout = '30s';
SELECT test_spent() - :started < 5 AS soon;

-- and leaves little behind
SELECT sum(total_bytes) < 100 * 1024 * 1024 AS small FROM pg_backend_memory_contexts;
DROP FUNCTION test_outcome, test_spent;
DROP TABLE test_hostile, test_large;
