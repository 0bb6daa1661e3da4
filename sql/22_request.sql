-- Messages that hold texts: free calls, and requests of operators.  Pure functions for everyone.

CREATE FUNCTION market.free_call_token_request_message(
    address_text text,
    user_id text,
    organization_id text,
    service_id text,
    group_id text,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_token_request_message';
COMMENT ON FUNCTION market.free_call_token_request_message(text, text, text, text, text, numeric) IS
'message that a client signs to ask for a token of free calls; address as sent, group id in base64';

CREATE FUNCTION market.free_call_token_message(
    organization_id text,
    group_name text,
    address market.address,
    user_id text,
    expiration_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_token_message';
COMMENT ON FUNCTION market.free_call_token_message(text, text, market.address, text, numeric) IS
'message that a provider signs to make a token of free calls';

CREATE FUNCTION market.free_call_message(
    address_text text,
    user_id text,
    organization_id text,
    service_id text,
    group_id text,
    current_block numeric,
    token bytea
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_message';
COMMENT ON FUNCTION market.free_call_message(text, text, text, text, text, numeric, bytea) IS
'message that a client signs to make a free call, or to ask how many are left';

CREATE FUNCTION market.free_call_older_message(
    user_id text,
    organization_id text,
    service_id text,
    group_id text,
    current_block numeric,
    token bytea
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_older_message';
COMMENT ON FUNCTION market.free_call_older_message(text, text, text, text, numeric, bytea) IS
'message of older clients for a free call, which holds no address';

CREATE FUNCTION market.free_call_token(signature market.signature, expiration_block numeric)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_free_call_token';
COMMENT ON FUNCTION market.free_call_token(market.signature, numeric) IS
'token of free calls from the provider''s signature and the last block';

CREATE FUNCTION market.parse_free_call_token(
    token bytea,
    OUT signature bytea,
    OUT expiration_block numeric
) RETURNS record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_parse_free_call_token';
COMMENT ON FUNCTION market.parse_free_call_token(bytea) IS
'signature and last block of a token of free calls, split at its last underscore';

CREATE FUNCTION market.training_message(
    message text,
    signer_address market.address,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_training_message';
COMMENT ON FUNCTION market.training_message(text, market.address, numeric) IS
'message of a request about training';

CREATE FUNCTION market.operator_message(prefix text, current_block numeric) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_operator_message';
COMMENT ON FUNCTION market.operator_message(text, numeric) IS
'message of an operator''s request, such as _StopProcessingRequests';

CREATE FUNCTION market.metering_message(
    user_name text,
    organization_id text,
    service_id text,
    group_id text,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_metering_message';
COMMENT ON FUNCTION market.metering_message(text, text, text, text, numeric) IS
'message that goes with usage records';
