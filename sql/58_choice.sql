-- What clients work out before they pay: which channel, until when, and whether a
-- provider told the truth.

CREATE FUNCTION market.choose_channel(
    sender market.address,
    organization_id text,
    service_id text,
    price numeric,
    calls bigint DEFAULT 1,
    group_id market.bytes32 DEFAULT NULL,
    OUT advice text,
    OUT channel_id bigint,
    OUT funds numeric,
    OUT expiration bigint,
    OUT missing numeric
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_choose_channel';
COMMENT ON FUNCTION market.choose_channel IS
'which channel pays for calls, and what to do first: use, extend, add_funds, both, or open';

CREATE FUNCTION market.find_channel(
    signer market.address,
    organization_id text,
    service_id text,
    group_id market.bytes32 DEFAULT NULL
) RETURNS bigint
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_find_channel';
COMMENT ON FUNCTION market.find_channel IS
'the only channel of a signer that pays for a service; an error when there is none or more than one';

CREATE FUNCTION market.parse_expiration(expiration text, force boolean DEFAULT false) RETURNS bigint
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_parse_expiration';
COMMENT ON FUNCTION market.parse_expiration IS
'block of an expiration written as a block, +7days or +100blocks; more than 180 days ahead only by force';

CREATE FUNCTION market.verify_channel_state(
    signer market.address,
    escrow market.address,
    channel_id numeric,
    current_nonce numeric,
    current_signed_amount numeric DEFAULT NULL,
    current_signature market.signature DEFAULT NULL,
    old_nonce_signed_amount numeric DEFAULT NULL,
    old_nonce_signature market.signature DEFAULT NULL
) RETURNS boolean
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_verify_channel_state';
COMMENT ON FUNCTION market.verify_channel_state IS
'did the signer sign what a provider''s reply about a channel says?';

CREATE FUNCTION market.unspent_amount(
    value numeric,
    nonce numeric,
    current_nonce numeric,
    current_signed_amount numeric DEFAULT NULL,
    old_nonce_signed_amount numeric DEFAULT NULL
) RETURNS numeric
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_unspent_amount';
COMMENT ON FUNCTION market.unspent_amount IS
'what a channel has left, from its value and nonce and a provider''s reply';
