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

CREATE FUNCTION test_outcome(name text, schema text, document text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    valid boolean;
    errors bigint;
    started timestamptz := clock_timestamp();
    outcome text;
BEGIN
    BEGIN
        valid := is_valid(schema::json_schema, document::jsonb);
        SELECT count(*) INTO errors FROM validation_errors(schema::json_schema, document::jsonb);
        outcome := valid || ', ' || errors;
    EXCEPTION WHEN OTHERS THEN
        outcome := SQLSTATE;
    END;
    -- a loaded machine and assertions are slow; what runs away takes minutes
    RETURN outcome || CASE WHEN clock_timestamp() - started > interval '15 s' THEN ', late' ELSE '' END;
END $$;
SELECT name, test_outcome(name, schema, document) FROM test_hostile;

-- through text the same, but for what jsonb refuses
SELECT name, is_valid_json(schema::json_schema, document::json) FROM test_hostile
 WHERE name IN ('no loop', 'a long number', 'a long list', 'a large enum', 'a zero byte', 'a name of everybody');
SELECT is_valid_json('{"items": {"$ref": "#"}}', (repeat('[', 20000) || repeat(']', 20000))::json);
SELECT is_valid_json('true', '"\ud800"');
SELECT is_valid_json('{"properties": {"a": {"type": "string"}}}', '{"a": 1, "a": "x"}');

-- a long name in the path of each error: the report ends when it is large
SELECT count(*) BETWEEN 100 AND 5000 AS bounded, sum(length(instance_path)) < 50000000 AS small
  FROM validation_errors('{"additionalProperties": {"items": {"type": "string"}}}',
    jsonb_build_object(repeat('k', 30000), (SELECT jsonb_agg(i) FROM generate_series(1, 20000) AS i)), 1000000);

-- all of it can be cancelled
SET statement_timeout = '5ms';
SELECT is_valid(schema::json_schema, '1') FROM test_hostile WHERE name = 'many references';
SELECT count(*) FROM generate_series(1, 1000) AS i, test_hostile
 WHERE name = 'a large schema' AND is_valid(schema::json_schema, to_jsonb(i));
SELECT count(*) FROM test_hostile, generate_series(1, 1000) AS i
 WHERE name = 'a list of objects' AND is_valid(schema::json_schema, document::jsonb);
SET statement_timeout = '30s';

-- and leaves little behind
SELECT sum(total_bytes) < 100 * 1024 * 1024 AS small FROM pg_backend_memory_contexts;
DROP FUNCTION test_outcome;
DROP TABLE test_hostile;
