-- The treasurer: claims on many channels, and rules that claim by themselves.

CREATE FUNCTION market.claim_listed(
    recipient market.address,
    channel_ids bigint[],
    idempotency_key text DEFAULT NULL
) RETURNS TABLE (channel_id bigint, amount numeric)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_listed';
COMMENT ON FUNCTION market.claim_listed IS
'settles all that is signed for on the channels of a list; returns what each paid';
REVOKE EXECUTE ON FUNCTION market.claim_listed FROM PUBLIC;

CREATE FUNCTION market.claim_all(
    recipient market.address,
    max_channels integer DEFAULT 100000,
    idempotency_key text DEFAULT NULL
) RETURNS TABLE (channel_id bigint, amount numeric)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_all';
COMMENT ON FUNCTION market.claim_all IS
'settles all that is signed for on a recipient''s channels, those left out on which a payment is in progress; returns what each paid';
REVOKE EXECUTE ON FUNCTION market.claim_all FROM PUBLIC;

CREATE FUNCTION market.claim_expiring(
    recipient market.address,
    blocks bigint DEFAULT 34560,
    max_channels integer DEFAULT 100000,
    idempotency_key text DEFAULT NULL
) RETURNS TABLE (channel_id bigint, amount numeric)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_claim_expiring';
COMMENT ON FUNCTION market.claim_expiring IS
'claim_all() for channels that expire within so many blocks, the next to expire first';
REVOKE EXECUTE ON FUNCTION market.claim_expiring FROM PUBLIC;

CREATE FUNCTION market.set_claim_rule(
    recipient market.address,
    min_amount numeric DEFAULT NULL,
    max_age bigint DEFAULT NULL,
    margin bigint DEFAULT 0
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_claim_rule';
COMMENT ON FUNCTION market.set_claim_rule IS
'lets the end of blocks claim a recipient''s channels: by amount, by age, and always before they expire';
REVOKE EXECUTE ON FUNCTION market.set_claim_rule FROM PUBLIC;

CREATE FUNCTION market.delete_claim_rule(recipient market.address) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_delete_claim_rule';
COMMENT ON FUNCTION market.delete_claim_rule IS
'lets a recipient claim by itself again';
REVOKE EXECUTE ON FUNCTION market.delete_claim_rule FROM PUBLIC;

CREATE FUNCTION market.channel_unclaimed() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_channel_unclaimed';
COMMENT ON FUNCTION market.channel_unclaimed() IS
'trigger of channels: keeps unclaimed_channel';
REVOKE EXECUTE ON FUNCTION market.channel_unclaimed() FROM PUBLIC;

CREATE FUNCTION market.group_threshold() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_group_threshold';
COMMENT ON FUNCTION market.group_threshold() IS
'trigger of payment groups: another threshold makes other channels due';
REVOKE EXECUTE ON FUNCTION market.group_threshold() FROM PUBLIC;

CREATE FUNCTION market.clock_claim() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_clock_claim';
COMMENT ON FUNCTION market.clock_claim() IS
'trigger of the clock: claims what rules say, within max_work_per_block';
REVOKE EXECUTE ON FUNCTION market.clock_claim() FROM PUBLIC;
