-- Payments in two steps, for services outside of the database.

CREATE FUNCTION market.begin_payment(
    channel_id bigint,
    nonce numeric,
    amount numeric,
    signature market.signature,
    organization_id text,
    service_id text,
    method text DEFAULT NULL,
    request jsonb DEFAULT NULL,
    quote_id bigint DEFAULT NULL,
    lease bigint DEFAULT NULL,
    concurrent integer DEFAULT 1,
    wait interval DEFAULT '0',
    idempotency_key text DEFAULT NULL,
    OUT payment_token uuid,
    OUT price numeric,
    OUT expiration bigint
)
RETURNS record
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_begin_payment';
COMMENT ON FUNCTION market.begin_payment IS
'checks a signed total and holds the channel for it until the payment ends, or its lease does';
REVOKE EXECUTE ON FUNCTION market.begin_payment FROM PUBLIC;

CREATE FUNCTION market.commit_payment(
    payment_token uuid,
    price numeric DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_commit_payment';
COMMENT ON FUNCTION market.commit_payment IS
'ends a payment that has begun: charges the price, or less, and returns it';
REVOKE EXECUTE ON FUNCTION market.commit_payment FROM PUBLIC;

CREATE FUNCTION market.rollback_payment(
    payment_token uuid,
    error text DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_rollback_payment';
COMMENT ON FUNCTION market.rollback_payment IS
'ends a payment that has begun: the service failed, and nothing is charged';
REVOKE EXECUTE ON FUNCTION market.rollback_payment FROM PUBLIC;

CREATE FUNCTION market.end_payment_leases() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_end_payment_leases';
COMMENT ON FUNCTION market.end_payment_leases() IS
'trigger of the clock: forgets payments whose lease has ended';
REVOKE EXECUTE ON FUNCTION market.end_payment_leases() FROM PUBLIC;

CREATE FUNCTION market.is_reservation(
    kind text,
    amount numeric,
    outcome text,
    charged numeric
)
RETURNS boolean
LANGUAGE c IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_is_reservation';
COMMENT ON FUNCTION market.is_reservation IS
'do these columns of a payment that has begun fit together?  For its check';
