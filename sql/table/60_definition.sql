-- Definitions of services: what a service takes and gives.

CREATE TABLE market.service_definition (
    name text PRIMARY KEY,
    description text NOT NULL,
    tags text[] NOT NULL,
    author market.address NOT NULL,
    author_description text NOT NULL,
    schemas text NOT NULL,
    input_schema market.json_schema NOT NULL,
    output_schema market.json_schema NOT NULL
);
COMMENT ON TABLE market.service_definition IS 'the services that providers may bind to; a definition is for ever';
COMMENT ON COLUMN market.service_definition.name IS 'at most 70 bytes: a letter, then letters, digits, "_" and "-"';
COMMENT ON COLUMN market.service_definition.description IS 'at most 280 bytes';
COMMENT ON COLUMN market.service_definition.tags IS 'at most 10';
COMMENT ON COLUMN market.service_definition.author IS 'who defined it';
COMMENT ON COLUMN market.service_definition.author_description IS 'at most 280 bytes';
COMMENT ON COLUMN market.service_definition.schemas IS 'the document with the schemas of input and output, as given';
COMMENT ON COLUMN market.service_definition.input_schema IS 'what the body of an input must conform to';
COMMENT ON COLUMN market.service_definition.output_schema IS 'what the body of an output must conform to';
