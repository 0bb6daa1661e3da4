-- Definitions of services.

CREATE FUNCTION market.define_service(
    author market.address,
    name text,
    schemas text,
    description text DEFAULT '',
    tags text[] DEFAULT '{}',
    author_description text DEFAULT ''
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_define_service';
COMMENT ON FUNCTION market.define_service(market.address, text, text, text, text[], text) IS
'defines a service by the JSON Schemas of its input and output, for ever';
REVOKE EXECUTE ON FUNCTION market.define_service(market.address, text, text, text, text[], text) FROM PUBLIC;

CREATE FUNCTION market.schema(name text) RETURNS market.json_schema
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_schema';
COMMENT ON FUNCTION market.schema(text) IS
'the schema of the documents pricing, result, input or output';
