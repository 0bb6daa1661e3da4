-- Further signers of channels.

CREATE FUNCTION market.set_channel_signer(
    sender market.address,
    channel_id bigint,
    signer market.address,
    budget numeric DEFAULT NULL,
    period bigint DEFAULT NULL,
    organization_id text DEFAULT NULL,
    service_id text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_channel_signer';
COMMENT ON FUNCTION market.set_channel_signer IS
'lets another account sign payments of a channel, within a budget; for the sender';
REVOKE EXECUTE ON FUNCTION market.set_channel_signer FROM PUBLIC;

CREATE FUNCTION market.remove_channel_signer(
    sender market.address,
    channel_id bigint,
    signer market.address
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_remove_channel_signer';
COMMENT ON FUNCTION market.remove_channel_signer IS
'takes from an account the right to sign payments of a channel; for the sender';
REVOKE EXECUTE ON FUNCTION market.remove_channel_signer FROM PUBLIC;
