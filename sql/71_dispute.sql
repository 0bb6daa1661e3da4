-- What follows a call that was paid; and whether a payment would be accepted.

CREATE FUNCTION market.check_payment(
    channel_id bigint,
    nonce numeric,
    amount numeric,
    signature market.signature,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    OUT accepted boolean,
    OUT price numeric,
    OUT sqlstate text,
    OUT message text,
    OUT detail text,
    OUT hint text
) RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_check_payment';
COMMENT ON FUNCTION market.check_payment IS
'would authorize_payment() accept this payment, and if not, why; changes nothing';
REVOKE EXECUTE ON FUNCTION market.check_payment FROM PUBLIC;

CREATE FUNCTION market.rate_call(
    payer market.address,
    usage_id bigint,
    stars integer,
    comment text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_rate_call';
COMMENT ON FUNCTION market.rate_call IS
'rates a service by a call of it that the account paid for';
REVOKE EXECUTE ON FUNCTION market.rate_call FROM PUBLIC;

CREATE FUNCTION market.open_dispute(
    payer market.address,
    usage_id bigint,
    amount numeric,
    evidence jsonb DEFAULT NULL
) RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_open_dispute';
COMMENT ON FUNCTION market.open_dispute IS
'records that a client wants back what it paid for a call, or a part of it';
REVOKE EXECUTE ON FUNCTION market.open_dispute FROM PUBLIC;

CREATE FUNCTION market.answer_dispute(
    member market.address,
    dispute_id bigint,
    answer jsonb
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_answer_dispute';
COMMENT ON FUNCTION market.answer_dispute IS
'records what the provider says of a dispute; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.answer_dispute FROM PUBLIC;

CREATE FUNCTION market.close_dispute(
    account market.address,
    dispute_id bigint,
    outcome text,
    note text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_close_dispute';
COMMENT ON FUNCTION market.close_dispute IS
'ends a dispute: withdrawn by the client, accepted by the provider, upheld or rejected by an operator';
REVOKE EXECUTE ON FUNCTION market.close_dispute FROM PUBLIC;

CREATE FUNCTION market.refund_payment(
    recipient market.address,
    channel_id bigint,
    nonce numeric,
    amount numeric,
    signature market.signature DEFAULT NULL,
    usage_id bigint DEFAULT NULL,
    reason text DEFAULT NULL
) RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_refund_payment';
COMMENT ON FUNCTION market.refund_payment IS
'lowers the total that is signed for on a channel to one that the client signed; returns by how much';
REVOKE EXECUTE ON FUNCTION market.refund_payment FROM PUBLIC;
