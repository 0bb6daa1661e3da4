-- Schemas and documents for bench/json_schema, and how they are timed.
\set ON_ERROR_STOP on
CREATE EXTENSION IF NOT EXISTS pg_market;

-- A price quote of a service, an order, a list of records; and an order that fails late.
CREATE TABLE sample (name text PRIMARY KEY, calls int, schema market.json_schema, document jsonb);
INSERT INTO sample VALUES ('quote', 1000000, '{
  "$schema": "http://json-schema.org/draft-04/schema#", "type": "object",
  "properties": {"price": {"type": "string"}}, "additionalProperties": false, "required": ["price"]}',
  '{"price": "5"}');

INSERT INTO sample SELECT 'order', 10000, '{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://example.com/order.json",
  "title": "A purchase order",
  "type": "object",
  "required": ["id", "created_at", "status", "customer", "lines", "total", "shipping"],
  "additionalProperties": false,
  "properties": {
    "id": {"type": "string", "pattern": "^ORD-[0-9]{8}$"},
    "created_at": {"type": "string", "format": "date-time"},
    "status": {"enum": ["draft", "placed", "paid", "shipped", "cancelled"]},
    "customer": {
      "type": "object",
      "required": ["id", "name", "email"],
      "properties": {
        "id": {"type": "integer", "minimum": 1},
        "name": {"type": "string", "minLength": 1, "maxLength": 100},
        "email": {"type": "string", "format": "email"},
        "phone": {"type": "string", "pattern": "^\\+[1-9][0-9]{6,14}$"},
        "address": {"$ref": "#/definitions/address"}
      },
      "additionalProperties": false
    },
    "lines": {
      "type": "array", "minItems": 1, "maxItems": 200,
      "items": {"$ref": "#/definitions/line"}
    },
    "total": {"$ref": "#/definitions/money"},
    "shipping": {
      "oneOf": [
        {"type": "object", "required": ["method", "address"], "additionalProperties": false,
         "properties": {"method": {"const": "parcel"}, "address": {"$ref": "#/definitions/address"}}},
        {"type": "object", "required": ["method", "store"], "additionalProperties": false,
         "properties": {"method": {"const": "pickup"}, "store": {"type": "integer"}}}
      ]
    },
    "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string", "pattern": "^[a-z-]+$"}},
    "notes": {"type": ["string", "null"], "maxLength": 500}
  },
  "patternProperties": {"^x-": {}},
  "definitions": {
    "money": {
      "type": "object", "required": ["amount", "currency"], "additionalProperties": false,
      "properties": {"amount": {"type": "number", "minimum": 0, "multipleOf": 0.01},
                     "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}
    },
    "address": {
      "type": "object", "required": ["street", "city", "country"],
      "properties": {"street": {"type": "string", "minLength": 1}, "city": {"type": "string", "minLength": 1},
                     "zip": {"type": "string", "pattern": "^[0-9A-Z -]{3,10}$"},
                     "country": {"type": "string", "minLength": 2, "maxLength": 2}}
    },
    "line": {
      "type": "object", "required": ["sku", "quantity", "unit_price"], "additionalProperties": false,
      "properties": {"sku": {"type": "string", "pattern": "^[A-Z0-9-]{4,20}$"},
                     "title": {"type": "string"},
                     "quantity": {"type": "integer", "minimum": 1, "maximum": 1000},
                     "unit_price": {"$ref": "#/definitions/money"},
                     "discount": {"type": "number", "minimum": 0, "exclusiveMaximum": 1}}
    }
  }
}', jsonb_build_object('id', 'ORD-00012345', 'created_at', '2026-05-06T07:08:09.123Z', 'status', 'paid',
  'customer', '{"id": 4711, "name": "Ada Lovelace", "email": "ada@example.com", "phone": "+441234567890",
    "address": {"street": "12 St James Square", "city": "London", "zip": "SW1Y 4JH", "country": "GB"}}'::jsonb,
  'lines', (SELECT jsonb_agg(jsonb_build_object('sku', 'SKU-' || 1000 + i, 'title', 'Article number ' || i,
              'quantity', i, 'unit_price', jsonb_build_object('amount', 17.20 + i, 'currency', 'EUR'),
              'discount', 0.05)) FROM generate_series(1, 10) AS i),
  'total', '{"amount": 1247.80, "currency": "EUR"}'::jsonb,
  'shipping', '{"method": "parcel", "address": {"street": "1 Rue de Rivoli", "city": "Paris", "country": "FR"}}'::jsonb,
  'tags', '["gift", "express", "b-to-b"]'::jsonb, 'notes', NULL);

INSERT INTO sample SELECT 'array', 200, '{
  "type": "array", "items": {
    "type": "object", "required": ["id", "name", "price", "tags", "size"], "additionalProperties": false,
    "properties": {
      "id": {"type": "integer", "minimum": 0},
      "name": {"type": "string", "minLength": 2, "maxLength": 50},
      "price": {"type": "number", "exclusiveMinimum": 0},
      "tags": {"type": "array", "maxItems": 5, "items": {"type": "string"}},
      "size": {"type": "object", "properties": {"length": {"type": "number"}, "width": {"type": "number"}},
               "required": ["length", "width"]}
    }}}',
  jsonb_agg(jsonb_build_object('id', i, 'name', 'A fine article ' || i, 'price', i + 0.5, 'tags', '["cold", "ice"]'::jsonb,
    'size', jsonb_build_object('length', i % 70, 'width', i % 12)))
  FROM generate_series(1, 760) AS i;

INSERT INTO sample SELECT 'resource', 20000, format('{"oneOf": [%s]}', string_agg(format('{
  "type": "object", "required": ["resourceType", "id"],
  "properties": {"resourceType": {"const": "Resource%s"}, "id": {"type": "string", "pattern": "^[A-Za-z0-9.-]{1,64}$"},
    "active": {"type": "boolean"}, "name": {"type": "array", "items": {"type": "string", "minLength": 1}},
    "count%s": {"type": "integer", "minimum": 0}}}', i, i), ', '))::market.json_schema,
  '{"resourceType": "Resource137", "id": "a-17.b", "active": true, "name": ["Ada", "Lovelace"], "count137": 3}'
  FROM generate_series(1, 150) AS i;

INSERT INTO sample SELECT 'failing order', 10000, schema, jsonb_set(document, '{lines,9,unit_price,currency}', '"eur"')
  FROM sample WHERE name = 'order';

-- The orders again, under many schemas, to read and to compile each of them once.
CREATE TABLE many AS SELECT jsonb_set(schema::text::jsonb, '{title}', to_jsonb('order ' || i))::text AS text
  FROM sample, generate_series(1, 200) AS i WHERE name = 'order';
CREATE TABLE many_schemas AS SELECT text::market.json_schema AS schema FROM many;

-- Microseconds that this session has spent on a processor, or that have passed where the system does not say.
CREATE FUNCTION spent() RETURNS numeric LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(split_part(pg_read_file('/proc/self/schedstat', 0, 100, true), ' ', 1)::numeric / 1000,
                    extract(epoch FROM clock_timestamp()) * 1000000) $$;

-- What one evaluation of an expression over "schema" and "document" takes, which is not folded, and without the
-- detoasting of either.
CREATE FUNCTION cost(expression text, sample sample, calls int) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    started numeric;
    spent numeric[];
BEGIN
    FOR i IN 1..2 LOOP
        started := spent();
        EXECUTE format('SELECT count(%s) FROM (SELECT $1 AS schema, $2 AS document
                          FROM generate_series(1, $3) OFFSET 0) AS v', CASE i WHEN 1 THEN 'document' ELSE expression END)
           USING sample.schema, sample.document::text::jsonb, calls;
        spent[i] := spent() - started;
    END LOOP;
    RETURN greatest(spent[2] - spent[1], 0) / calls;
END $$;

-- What each case takes that was made to hurt: reading the schema, and both of is_valid and all errors; and of that, what
-- PostgreSQL takes to read the document.
CREATE TABLE hostile (name text, us numeric, reading numeric);
CREATE FUNCTION measure_hostile() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item record;
    started numeric;
    reading numeric;
BEGIN
    FOR item IN SELECT * FROM test_hostile LOOP
        started := spent();
        BEGIN
            PERFORM item.document::jsonb;
        EXCEPTION WHEN OTHERS THEN
            -- no document: the error is what is timed
        END;
        reading := spent() - started;
        started := spent();
        BEGIN
            PERFORM market.is_valid(item.schema::market.json_schema, d), (SELECT count(*) FROM market.validation_errors(item.schema::market.json_schema, d))
            FROM (SELECT item.document::jsonb AS d OFFSET 0) AS v;
        EXCEPTION WHEN OTHERS THEN
            -- likewise
        END;
        INSERT INTO hostile VALUES (item.name, spent() - started, reading);
    END LOOP;
END $$;
