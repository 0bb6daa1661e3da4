-- Claims, and the recipient's control of channels.

CREATE FUNCTION market.claim_channel(
    recipient market.address,
    channel_id bigint,
    actual_amount numeric,
    planned_amount numeric,
    signature market.signature,
    send_back boolean DEFAULT false,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_channel';
COMMENT ON FUNCTION market.claim_channel(market.address, bigint, numeric, numeric, market.signature, boolean, text) IS
'takes an amount that is signed for out of a channel; returns what is paid';
REVOKE EXECUTE ON FUNCTION market.claim_channel(market.address, bigint, numeric, numeric, market.signature, boolean, text) FROM PUBLIC;

CREATE FUNCTION market.claim_channels(
    recipient market.address,
    channel_ids bigint[],
    actual_amounts numeric[],
    planned_amounts numeric[],
    signatures market.signature[],
    send_backs boolean[],
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_channels';
COMMENT ON FUNCTION market.claim_channels(market.address, bigint[], numeric[], numeric[], market.signature[], boolean[], text) IS
'claims on many channels in the order given, all or nothing; returns what is paid in all';
REVOKE EXECUTE ON FUNCTION market.claim_channels(market.address, bigint[], numeric[], numeric[], market.signature[], boolean[], text) FROM PUBLIC;

CREATE FUNCTION market.claim(
    recipient market.address,
    channel_id bigint,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim';
COMMENT ON FUNCTION market.claim(market.address, bigint, text) IS
'settles what is pending on a channel and then what is signed for; returns the sum';
REVOKE EXECUTE ON FUNCTION market.claim(market.address, bigint, text) FROM PUBLIC;

CREATE FUNCTION market.start_claim(
    channel_id bigint,
    claim_signature market.signature DEFAULT NULL,
    idempotency_key text DEFAULT NULL,
    OUT channel_id bigint,
    OUT nonce numeric,
    OUT signed_amount numeric,
    OUT signature market.signature
)
RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_start_claim';
COMMENT ON FUNCTION market.start_claim(bigint, market.signature, text) IS
'sets the signed total of a channel aside for settlement; calls go on at the next nonce';
REVOKE EXECUTE ON FUNCTION market.start_claim(bigint, market.signature, text) FROM PUBLIC;

CREATE FUNCTION market.start_claims(
    recipient market.address,
    channel_ids bigint[],
    current_block bigint DEFAULT NULL,
    claim_signature market.signature DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS TABLE (channel_id bigint, nonce numeric, signed_amount numeric, signature market.signature)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_start_claims';
COMMENT ON FUNCTION market.start_claims(market.address, bigint[], bigint, market.signature, text) IS
'start_claim() for many channels of a recipient, all or nothing';
REVOKE EXECUTE ON FUNCTION market.start_claims(market.address, bigint[], bigint, market.signature, text) FROM PUBLIC;

CREATE FUNCTION market.list_unclaimed(
    recipient market.address,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
)
RETURNS TABLE (channel_id bigint, nonce numeric, signed_amount numeric, expiration bigint)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_list_unclaimed';
COMMENT ON FUNCTION market.list_unclaimed(market.address, bigint, market.signature) IS
'channels of a recipient on which something is signed for, without the signatures';

CREATE FUNCTION market.list_in_progress(
    recipient market.address,
    current_block bigint DEFAULT NULL,
    signature market.signature DEFAULT NULL
)
RETURNS TABLE (channel_id bigint, nonce numeric, signed_amount numeric, signature market.signature, expiration bigint)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_list_in_progress';
COMMENT ON FUNCTION market.list_in_progress(market.address, bigint, market.signature) IS
'claims of a recipient that are started and not settled';
