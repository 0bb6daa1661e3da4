-- Calls and events of contracts, encoded as a chain has them.  Pure functions for everyone.

CREATE FUNCTION market.abi_encode(types text, arguments jsonb) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_abi_encode';
COMMENT ON FUNCTION market.abi_encode(text, jsonb) IS
'values of types in parentheses, such as (uint256,address), as a contract takes and writes them';

CREATE FUNCTION market.contract_call(signature text, arguments jsonb) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_contract_call';
COMMENT ON FUNCTION market.contract_call(text, jsonb) IS
'call data of a contract''s function: its selector and its arguments';
