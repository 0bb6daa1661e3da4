-- Prepaid calls: many at once out of one signed total.

CREATE FUNCTION market.prepaid_token_message(claim_signature bytea, current_block numeric)
RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_prepaid_token_message';
COMMENT ON FUNCTION market.prepaid_token_message(bytea, numeric) IS
'message that a client signs to ask for a prepaid token; the signature of the payment as it is sent';

CREATE FUNCTION market.verify_prepaid_token(
    token text,
    secret bytea,
    channel_id bigint,
    organization_id text,
    group_id market.bytes32,
    verify_time timestamptz,
    service_id text DEFAULT ''
)
RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_verify_prepaid_token';
COMMENT ON FUNCTION market.verify_prepaid_token(text, bytea, bigint, text, market.bytes32, timestamptz, text) IS
'checks a prepaid token with the secret of its organization and says who asked for it';

CREATE FUNCTION market.issue_prepaid_token(
    channel_id bigint,
    nonce numeric,
    amount numeric,
    claim_signature bytea,
    organization_id text,
    service_id text DEFAULT NULL,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL,
    OUT token text,
    OUT planned_amount numeric,
    OUT used_amount numeric,
    OUT expiration timestamptz
)
RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_issue_prepaid_token';
COMMENT ON FUNCTION market.issue_prepaid_token IS
'takes a signed total in advance and returns a bearer token for calls that it pays for';
REVOKE EXECUTE ON FUNCTION market.issue_prepaid_token FROM PUBLIC;

CREATE FUNCTION market.use_prepaid_token(
    channel_id bigint,
    token text,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_use_prepaid_token';
COMMENT ON FUNCTION market.use_prepaid_token IS
'the prepaid call in one transaction: takes its price out of the channel''s prepaid total and returns it';
REVOKE EXECUTE ON FUNCTION market.use_prepaid_token FROM PUBLIC;

CREATE FUNCTION market.begin_prepaid_payment(
    channel_id bigint,
    token text,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    lease bigint DEFAULT NULL,
    idempotency_key text DEFAULT NULL,
    OUT payment_token uuid,
    OUT price numeric,
    OUT expiration bigint
)
RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_begin_prepaid_payment';
COMMENT ON FUNCTION market.begin_prepaid_payment IS
'the prepaid call in two steps: takes its price out of the prepaid total until the payment ends, or its lease does';
REVOKE EXECUTE ON FUNCTION market.begin_prepaid_payment FROM PUBLIC;

CREATE FUNCTION market.set_prepaid_secret(
    owner market.address,
    organization_id text,
    secret bytea DEFAULT NULL
)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_prepaid_secret';
COMMENT ON FUNCTION market.set_prepaid_secret IS
'sets the secret that signs an organization''s prepaid tokens, a random one unless it is given; older tokens are void';
REVOKE EXECUTE ON FUNCTION market.set_prepaid_secret FROM PUBLIC;
