-- Hashes, messages and signatures: pure functions for everyone.

CREATE FUNCTION market.keccak256(data bytea) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_keccak256';
COMMENT ON FUNCTION market.keccak256(bytea) IS
'the original Keccak-256 of a byte string';

CREATE FUNCTION market.eth_message_hash(message bytea) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_eth_message_hash';
COMMENT ON FUNCTION market.eth_message_hash(bytea) IS
'the hash that Ethereum wallets sign for a message (EIP-191, version 0x45)';

CREATE FUNCTION market.message_digest(message bytea) RETURNS market.bytes32
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_message_digest';
COMMENT ON FUNCTION market.message_digest(bytea) IS
'the hash that is signed for a packed message: eth_message_hash(keccak256(message))';

CREATE FUNCTION market.ecrecover(
    digest market.bytes32,
    signature market.signature
) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'market_ecrecover';
COMMENT ON FUNCTION market.ecrecover(market.bytes32, market.signature) IS
'the address whose key signed a digest, NULL when nothing recovers; nearly every signature'
' recovers to some address, so compare it';

CREATE FUNCTION market.public_key_address(public_key bytea) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'market_public_key_address';
COMMENT ON FUNCTION market.public_key_address(bytea) IS
'the address of a public key of 33 bytes (compressed), 64 (x and y) or 65 (0x04, x and y)';

CREATE FUNCTION market.claim_message(
    escrow market.address,
    channel_id numeric,
    nonce numeric,
    amount numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_claim_message';
COMMENT ON FUNCTION market.claim_message(market.address, numeric, numeric, numeric) IS
'the message by which the signer of a channel authorises a payment';

CREATE FUNCTION market.open_channel_message(
    escrow market.address,
    funder market.address,
    signer market.address,
    recipient market.address,
    group_id market.bytes32,
    value numeric,
    expiration numeric,
    message_nonce numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_open_channel_message';
COMMENT ON FUNCTION market.open_channel_message(
    market.address, market.address, market.address, market.address, market.bytes32,
    numeric, numeric, numeric
) IS
'the message by which a sender lets a funder open a channel in its name';

CREATE FUNCTION market.channel_state_message(
    escrow market.address,
    channel_id numeric,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_channel_state_message';
COMMENT ON FUNCTION market.channel_state_message(market.address, numeric, numeric) IS
'the message by which a party of a channel asks for its state';

CREATE FUNCTION market.list_unclaimed_message(
    escrow market.address,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_list_unclaimed_message';
COMMENT ON FUNCTION market.list_unclaimed_message(market.address, numeric) IS
'the message by which a recipient asks for its unclaimed payments';

CREATE FUNCTION market.list_in_progress_message(
    escrow market.address,
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_list_in_progress_message';
COMMENT ON FUNCTION market.list_in_progress_message(market.address, numeric) IS
'the message by which a recipient asks for its claims in progress';

CREATE FUNCTION market.start_claim_message(
    escrow market.address,
    channel_id numeric,
    nonce numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_start_claim_message';
COMMENT ON FUNCTION market.start_claim_message(market.address, numeric, numeric) IS
'the message by which a recipient starts the claim of one channel';

CREATE FUNCTION market.start_claims_message(
    escrow market.address,
    channel_ids numeric[],
    current_block numeric
) RETURNS bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_start_claims_message';
COMMENT ON FUNCTION market.start_claims_message(market.address, numeric[], numeric) IS
'the message by which a recipient starts the claims of many channels; it holds the ids sorted';
