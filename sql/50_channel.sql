-- Payment channels: open, fund, extend, time out.

CREATE FUNCTION market.open_channel(
    sender market.address,
    signer market.address,
    recipient market.address,
    group_id market.bytes32,
    value market.coin,
    expiration bigint,
    idempotency_key text DEFAULT NULL
)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_open_channel';
COMMENT ON FUNCTION market.open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text) IS
'moves money of the sender onto a new channel and returns its id';
REVOKE EXECUTE ON FUNCTION market.open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text) FROM PUBLIC;

CREATE FUNCTION market.deposit_and_open_channel(
    sender market.address,
    signer market.address,
    recipient market.address,
    group_id market.bytes32,
    value market.coin,
    expiration bigint,
    idempotency_key text DEFAULT NULL
)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_deposit_and_open_channel';
COMMENT ON FUNCTION market.deposit_and_open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text) IS
'deposits money from outside and opens a channel with it; needs the operator''s right';
REVOKE EXECUTE ON FUNCTION market.deposit_and_open_channel(market.address, market.address, market.address, market.bytes32, market.coin, bigint, text) FROM PUBLIC;

CREATE FUNCTION market.open_channel_by_third_party(
    funder market.address,
    sender market.address,
    signer market.address,
    recipient market.address,
    group_id market.bytes32,
    value numeric,
    expiration bigint,
    message_nonce numeric,
    signature market.signature,
    idempotency_key text DEFAULT NULL
)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_open_channel_by_third_party';
COMMENT ON FUNCTION market.open_channel_by_third_party(market.address, market.address, market.address, market.address, market.bytes32, numeric, bigint, numeric, market.signature, text) IS
'opens a channel in the name of a sender who signed a permission; the funder pays';
REVOKE EXECUTE ON FUNCTION market.open_channel_by_third_party(market.address, market.address, market.address, market.address, market.bytes32, numeric, bigint, numeric, market.signature, text) FROM PUBLIC;

CREATE FUNCTION market.add_channel_funds(
    funder market.address,
    channel_id bigint,
    funds market.coin,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_add_channel_funds';
COMMENT ON FUNCTION market.add_channel_funds(market.address, bigint, market.coin, text) IS
'moves money of anybody onto a channel and returns its value';
REVOKE EXECUTE ON FUNCTION market.add_channel_funds(market.address, bigint, market.coin, text) FROM PUBLIC;

CREATE FUNCTION market.extend_channel(sender market.address, channel_id bigint, expiration bigint)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_extend_channel';
COMMENT ON FUNCTION market.extend_channel(market.address, bigint, bigint) IS
'raises the expiration of a channel';
REVOKE EXECUTE ON FUNCTION market.extend_channel(market.address, bigint, bigint) FROM PUBLIC;

CREATE FUNCTION market.extend_channel_and_add_funds(
    sender market.address,
    channel_id bigint,
    expiration bigint,
    funds market.coin,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_extend_channel_and_add_funds';
COMMENT ON FUNCTION market.extend_channel_and_add_funds(market.address, bigint, bigint, market.coin, text) IS
'raises the expiration of a channel, adds funds, and returns its value';
REVOKE EXECUTE ON FUNCTION market.extend_channel_and_add_funds(market.address, bigint, bigint, market.coin, text) FROM PUBLIC;

CREATE FUNCTION market.claim_channel_timeout(
    sender market.address,
    channel_id bigint,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_channel_timeout';
COMMENT ON FUNCTION market.claim_channel_timeout(market.address, bigint, text) IS
'returns all money of an expired channel to its sender';
REVOKE EXECUTE ON FUNCTION market.claim_channel_timeout(market.address, bigint, text) FROM PUBLIC;

CREATE FUNCTION market.channel_covers(
    value market.amount,
    authorized_amount numeric,
    pending_amount numeric
)
RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_channel_covers';
COMMENT ON FUNCTION market.channel_covers IS
'is the money on a channel as much as what is signed for and what is claimed?  For its check';
