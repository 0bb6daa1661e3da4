-- The official test suite of JSON Schema, in the database: test/t/030_json_schema_suite.pl
-- fills the tables and reads the results.
CREATE SCHEMA suite;
CREATE TABLE suite.remote (uri text PRIMARY KEY, content jsonb);
-- as text, because a zero byte keeps json operators from looking into a document
CREATE TABLE suite.schema (id int PRIMARY KEY, draft text, part text, file text, name text, schema text);
CREATE TABLE suite.test (schema_id int REFERENCES suite.schema, name text, data text, valid boolean);
CREATE TABLE suite.result (
    draft text, part text, file text, schema_id int, schema_name text, test_name text, data text,
    jsonb_passes boolean, json_passes boolean, reason text);

-- A schema that says which draft it is of, as a document from outside must.
CREATE FUNCTION suite.with_draft(schema text, draft text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN draft LIKE 'draft%' AND schema ~ '^\s*\{\s*"' AND schema !~ '"\$schema"'
        THEN regexp_replace(schema, '\{', format('{"$schema": "http://json-schema.org/draft-0%s/schema#", ', right(draft, 1)))
        ELSE schema END
$$;

-- The schema of a case: hermetic where it can be, bundled with what it refers to where not.
CREATE FUNCTION suite.compile(schema text, draft text, formats boolean, remotes jsonb) RETURNS market.json_schema
LANGUAGE plpgsql AS $$
BEGIN
    RETURN market.json_schema(schema, draft, formats);
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN market.json_schema(market.bundle_schema(suite.with_draft(schema, draft), remotes)::text, draft, formats);
END
$$;

-- NULL when jsonb cannot hold the document.
CREATE FUNCTION suite.passes_jsonb(schema market.json_schema, data json, valid boolean) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    -- the report agrees with the answer
    RETURN market.is_valid(schema, data::jsonb) = valid
        AND EXISTS (SELECT FROM market.validation_errors(schema, data::jsonb)) <> valid;
EXCEPTION WHEN untranslatable_character THEN
    RETURN NULL;
END
$$;

CREATE FUNCTION suite.run() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    remotes jsonb := (SELECT coalesce(jsonb_object_agg(uri, content), '{}') FROM suite.remote);
    s record;
    t record;
    schema market.json_schema;
    refusal text;
BEGIN
    FOR s IN SELECT * FROM suite.schema ORDER BY id
    LOOP
        schema := NULL;
        refusal := NULL;
        BEGIN
            schema := suite.compile(s.schema, s.draft, CASE s.part WHEN 'format' THEN true END, remotes);
        EXCEPTION WHEN OTHERS THEN
            refusal := SQLSTATE || ' ' || SQLERRM;
        END;
        FOR t IN SELECT * FROM suite.test WHERE schema_id = s.id
        LOOP
            BEGIN
                INSERT INTO suite.result
                SELECT s.draft, s.part, s.file, s.id, s.name, t.name, t.data,
                    suite.passes_jsonb(schema, t.data::json, t.valid),
                    market.is_valid_json(schema, t.data::json) = t.valid, refusal;
            EXCEPTION WHEN OTHERS THEN
                INSERT INTO suite.result
                VALUES (s.draft, s.part, s.file, s.id, s.name, t.name, t.data, false, false, SQLSTATE || ' ' || SQLERRM);
            END;
        END LOOP;
    END LOOP;
END
$$;
