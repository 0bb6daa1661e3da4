-- The paid call, and what a client asks before it.

CREATE FUNCTION market.authorize_payment(
    channel_id bigint,
    nonce numeric,
    amount numeric,
    signature market.signature,
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
AS 'MODULE_PATHNAME', 'market_authorize_payment';
COMMENT ON FUNCTION market.authorize_payment IS
'the paid call: checks and stores a signed total and returns the price charged';
REVOKE EXECUTE ON FUNCTION market.authorize_payment FROM PUBLIC;

CREATE FUNCTION market.channel_state(
    channel_id bigint,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL,
    OUT current_nonce numeric,
    OUT current_signed_amount numeric,
    OUT current_signature market.signature,
    OUT old_nonce_signed_amount numeric,
    OUT old_nonce_signature market.signature
)
RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_channel_state';
COMMENT ON FUNCTION market.channel_state(bigint, bigint, market.signature) IS
'what is signed for on a channel, and while a claim is pending what was before; for its parties';

CREATE FUNCTION market.next_payment(
    channel_id bigint,
    price numeric,
    OUT nonce numeric,
    OUT amount numeric,
    OUT message bytea,
    OUT digest market.bytes32
)
RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_next_payment';
COMMENT ON FUNCTION market.next_payment(bigint, numeric) IS
'what a wallet must sign next to pay a price on a channel';
