-- schemas and documents that were made to hurt: each ends in an answer or an error, and soon
\set VERBOSITY sqlstate
SET statement_timeout = '30s';
\getenv tests PG_ABS_SRCDIR
\set ECHO none
\i :tests/world/hostile_schemas.psql
\set ECHO all

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
