-- Amounts and identifiers as wallets, contracts and documents write them.

CREATE FUNCTION market.parse_amount(amount text, decimals integer) RETURNS numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_parse_amount';
COMMENT ON FUNCTION market.parse_amount(text, integer) IS
'minor units of an amount written in whole tokens, exact or refused';

CREATE FUNCTION market.format_amount(amount numeric, decimals integer) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_format_amount';
COMMENT ON FUNCTION market.format_amount(numeric, integer) IS
'an amount of minor units written in whole tokens, without trailing zeros';

CREATE FUNCTION market.registry_id(id text) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_registry_id';
COMMENT ON FUNCTION market.registry_id(text) IS
'identifier of an organization or service as a contract keeps it: 1 to 32 bytes of UTF-8,'
' padded with zeros';

CREATE FUNCTION market.group_id(encoded text) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_group_id';
COMMENT ON FUNCTION market.group_id(text) IS
'group identifier from its base64 form in the document of an organization';

CREATE FUNCTION market.metadata_uri(uri text) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_metadata_uri';
COMMENT ON FUNCTION market.metadata_uri(text) IS
'address of a document as a contract keeps it: padded with at least one zero to a multiple'
' of 32 bytes';
