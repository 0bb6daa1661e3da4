-- The type market.json_schema, and validation by it.

CREATE TYPE market.json_schema;

CREATE FUNCTION market.json_schema_in(cstring) RETURNS market.json_schema
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_in';
COMMENT ON FUNCTION market.json_schema_in(cstring) IS
'text input of JSON Schemas';

CREATE FUNCTION market.json_schema_out(market.json_schema) RETURNS cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_out';
COMMENT ON FUNCTION market.json_schema_out(market.json_schema) IS
'text output of JSON Schemas';

CREATE FUNCTION market.json_schema_recv(internal) RETURNS market.json_schema
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_recv';
COMMENT ON FUNCTION market.json_schema_recv(internal) IS
'binary input of JSON Schemas';

CREATE FUNCTION market.json_schema_send(market.json_schema) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_send';
COMMENT ON FUNCTION market.json_schema_send(market.json_schema) IS
'binary output of JSON Schemas';

-- compressed by its own input, so a table must not try again
CREATE TYPE market.json_schema (
    INPUT = market.json_schema_in,
    OUTPUT = market.json_schema_out,
    RECEIVE = market.json_schema_recv,
    SEND = market.json_schema_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = external
);
COMMENT ON TYPE market.json_schema IS
'a JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12, as written and known to be valid';

-- Comparison: equal schemas have the same text.

CREATE FUNCTION market.json_schema_eq(market.json_schema, market.json_schema) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_eq';
COMMENT ON FUNCTION market.json_schema_eq(market.json_schema, market.json_schema) IS
'implementation of = operator';

CREATE FUNCTION market.json_schema_ne(market.json_schema, market.json_schema) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_ne';
COMMENT ON FUNCTION market.json_schema_ne(market.json_schema, market.json_schema) IS
'implementation of <> operator';

CREATE FUNCTION market.json_schema_hash(market.json_schema) RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_hash';
COMMENT ON FUNCTION market.json_schema_hash(market.json_schema) IS
'hash of JSON Schemas';

CREATE FUNCTION market.json_schema_hash_extended(market.json_schema, bigint) RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema_hash_extended';
COMMENT ON FUNCTION market.json_schema_hash_extended(market.json_schema, bigint) IS
'seeded hash of JSON Schemas';

CREATE OPERATOR market.= (
    FUNCTION = market.json_schema_eq,
    LEFTARG = market.json_schema, RIGHTARG = market.json_schema,
    COMMUTATOR = OPERATOR(market.=), NEGATOR = OPERATOR(market.<>),
    RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR market.= (market.json_schema, market.json_schema) IS
'both schemas have the same text';

CREATE OPERATOR market.<> (
    FUNCTION = market.json_schema_ne,
    LEFTARG = market.json_schema, RIGHTARG = market.json_schema,
    COMMUTATOR = OPERATOR(market.<>), NEGATOR = OPERATOR(market.=),
    RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR market.<> (market.json_schema, market.json_schema) IS
'the schemas have different texts';

CREATE OPERATOR CLASS market.json_schema_ops DEFAULT FOR TYPE market.json_schema USING hash AS
    OPERATOR 1 market.=,
    FUNCTION 1 market.json_schema_hash(market.json_schema),
    FUNCTION 2 market.json_schema_hash_extended(market.json_schema, bigint);
COMMENT ON OPERATOR CLASS market.json_schema_ops USING hash IS
'hash indexes on JSON Schemas';
COMMENT ON OPERATOR FAMILY market.json_schema_ops USING hash IS
'hash indexes on JSON Schemas';

-- Validation

CREATE FUNCTION market.is_valid(schema market.json_schema, instance jsonb) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'market_is_valid';
COMMENT ON FUNCTION market.is_valid(market.json_schema, jsonb) IS
'whether a document is valid by a schema';

CREATE FUNCTION market.is_valid_json(schema market.json_schema, instance json) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'market_is_valid_json';
COMMENT ON FUNCTION market.is_valid_json(market.json_schema, json) IS
'whether a document in text form is valid by a schema';

CREATE FUNCTION market.validate(schema market.json_schema, instance jsonb) RETURNS jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'market_validate';
COMMENT ON FUNCTION market.validate(market.json_schema, jsonb) IS
'the document itself when it is valid by a schema, else an error that says where and why not';

-- Making and checking schemas

CREATE FUNCTION market.json_schema(schema text, draft text DEFAULT NULL,
    formats boolean DEFAULT NULL, strict boolean DEFAULT false) RETURNS market.json_schema
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_json_schema';
COMMENT ON FUNCTION market.json_schema(text, text, boolean, boolean) IS
'the schema of a text, of a given draft when it names none, with formats checked or not, without unknown keywords when strict';

CREATE FUNCTION market.is_json_schema(schema text) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_is_json_schema';
COMMENT ON FUNCTION market.is_json_schema(text) IS
'whether a text is a valid JSON Schema';

CREATE FUNCTION market.bundle_schema(schema text, remotes jsonb) RETURNS market.json_schema
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_bundle_schema';
COMMENT ON FUNCTION market.bundle_schema(text, jsonb) IS
'the schema of a text together with those of the remote documents, by URI, that it refers to';

CREATE FUNCTION market.validation_errors(schema market.json_schema, instance jsonb,
    max_errors integer DEFAULT 20)
RETURNS TABLE (instance_path text, keyword text, keyword_path text, message text)
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 5
AS 'MODULE_PATHNAME', 'market_validation_errors';
COMMENT ON FUNCTION market.validation_errors(market.json_schema, jsonb, integer) IS
'where and why a document is not valid by a schema, up to a number of errors';

CREATE FUNCTION market.validation_output(schema market.json_schema, instance jsonb,
    format text DEFAULT 'basic') RETURNS jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'market_validation_output';
COMMENT ON FUNCTION market.validation_output(market.json_schema, jsonb, text) IS
'the output of a validation as the specification defines it: flag or basic';
