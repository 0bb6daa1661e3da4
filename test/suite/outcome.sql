-- What becomes of a schema and a document that were made from those of the official test
-- suite: test/t/031_json_schema_mutations.pl fills the table and reads the outcomes.
CREATE SCHEMA suite;
CREATE TABLE suite.pair (id int, schema text, document text);

-- The JSON Pointer of an error as a path of jsonb.
CREATE FUNCTION suite.path(pointer text) RETURNS text[] LANGUAGE sql AS $$
    SELECT coalesce(array_agg(replace(replace(segment, '~1', '/'), '~0', '~') ORDER BY n), '{}')
      FROM unnest((string_to_array(pointer, '/'))[2:]) WITH ORDINALITY AS s (segment, n) $$;

-- What the functions say of one document, when they contradict each other; otherwise the answer.
CREATE FUNCTION suite.compare(schema market.json_schema, document jsonb, through_text text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    valid boolean := market.is_valid(schema, document);
    faults text[];
BEGIN
    IF through_text <> valid::text THEN faults := faults || 'is_valid_json'; END IF;
    IF EXISTS (SELECT FROM market.validation_errors(schema, document)) = valid THEN faults := faults || 'validation_errors'; END IF;
    IF (market.validation_output(schema, document) -> 'valid')::boolean <> valid THEN faults := faults || 'basic'; END IF;
    IF (market.validation_output(schema, document, 'flag') -> 'valid')::boolean <> valid THEN faults := faults || 'flag'; END IF;
    IF EXISTS (SELECT FROM market.validation_errors(schema, document) AS e
                WHERE (e.instance_path, e.keyword, e.keyword_path, e.message) IS NULL OR e.message = ''
                   OR document #> suite.path(e.instance_path) IS NULL) THEN faults := faults || 'a path'; END IF;
    BEGIN
        IF market.validate(schema, document) <> document OR NOT valid THEN faults := faults || 'validate'; END IF;
    EXCEPTION WHEN check_violation THEN
        IF valid THEN faults := faults || 'validate'; END IF;
    END;
    RETURN CASE WHEN faults IS NULL THEN valid::text ELSE 'contradiction: ' || array_to_string(faults, ', ') END;
END $$;

CREATE FUNCTION suite.outcome(source text, document text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    schema market.json_schema;
    through_text text;
BEGIN
    BEGIN
        schema := source::market.json_schema;
    EXCEPTION WHEN OTHERS THEN
        RETURN CASE WHEN SQLSTATE IN ('22023', '22030', '22032') AND market.is_json_schema(source)
            THEN 'contradiction: is_json_schema' ELSE 'schema ' || SQLSTATE END;
    END;
    IF NOT market.is_json_schema(source) THEN RETURN 'contradiction: is_json_schema'; END IF;
    IF schema::text <> source THEN RETURN 'contradiction: the text changed'; END IF;
    BEGIN
        through_text := market.is_valid_json(schema, document::json);
    EXCEPTION WHEN OTHERS THEN
        through_text := SQLSTATE;
    END;
    BEGIN
        RETURN 'document ' || suite.compare(schema, document::jsonb, through_text);
    EXCEPTION WHEN OTHERS THEN
        RETURN 'document ' || SQLSTATE;
    END;
END $$;
