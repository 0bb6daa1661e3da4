\echo Use "ALTER EXTENSION pg_market UPDATE TO '0.2.0'" to load this file. \quit
-- What 0.2.0 changes in the types, functions and operators of 0.1.0.

-- the parameter "notify"
DROP FUNCTION market.set_params;

CREATE FUNCTION market.set_params(
    max_request_timeout bigint DEFAULT NULL,
    min_deposit_multiple bigint DEFAULT NULL,
    min_deposit numeric DEFAULT NULL,
    service_fee_tax numeric DEFAULT NULL,
    slash_fraction numeric DEFAULT NULL,
    complaint_retrospect interval DEFAULT NULL,
    arbitration_time_limit interval DEFAULT NULL,
    tx_size_limit bigint DEFAULT NULL,
    base_denom text DEFAULT NULL,
    restricted_service_fee_denom boolean DEFAULT NULL,
    slash_destination text DEFAULT NULL,
    validate_bodies boolean DEFAULT NULL,
    dispatch text DEFAULT NULL,
    escrow_address market.address DEFAULT NULL,
    channel_denom text DEFAULT NULL,
    max_work_per_block bigint DEFAULT NULL,
    idempotency_key_blocks bigint DEFAULT NULL,
    free_call_period bigint DEFAULT NULL,
    free_call_min_balance numeric DEFAULT NULL,
    free_call_token_lifetime bigint DEFAULT NULL,
    blocks_per_day bigint DEFAULT NULL,
    metering boolean DEFAULT NULL,
    price_grace bigint DEFAULT NULL,
    quote_blocks bigint DEFAULT NULL,
    callback_timeout interval DEFAULT NULL,
    payment_lease bigint DEFAULT NULL,
    prepaid_token_lifetime interval DEFAULT NULL,
    overpay_tolerance numeric DEFAULT NULL,
    notify boolean DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_params';
COMMENT ON FUNCTION market.set_params IS
'changes the parameters that are given; for operators';
REVOKE EXECUTE ON FUNCTION market.set_params FROM PUBLIC;

-- it pins its search path itself, when there is something to do
ALTER FUNCTION market.request_ended() RESET search_path;

-- time-outs have a trigger of their own
COMMENT ON FUNCTION market.request_ended() IS
'trigger of requests: answers are counted and complete their batches';

CREATE FUNCTION market.request_missed() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_request_missed';
COMMENT ON FUNCTION market.request_missed() IS
'trigger of requests: those that end without an answer are refunded and slashed, and go into history';
REVOKE EXECUTE ON FUNCTION market.request_missed() FROM PUBLIC;

-- sessions keep parameters and schemas until they change
CREATE FUNCTION market.row_changed() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_row_changed';
COMMENT ON FUNCTION market.row_changed() IS
'trigger of tables whose rows sessions keep: they read them anew';
REVOKE EXECUTE ON FUNCTION market.row_changed() FROM PUBLIC;

-- checks that are read faster
CREATE FUNCTION market.is_amount(number numeric) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_is_amount';
COMMENT ON FUNCTION market.is_amount(numeric) IS
'is it an integer from 0 to 2^256-1?  For checks of tables';

CREATE FUNCTION market.is_positive_amount(number numeric) RETURNS boolean
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_is_positive_amount';
COMMENT ON FUNCTION market.is_positive_amount(numeric) IS
'is it an integer from 1 to 2^256-1?  For checks of tables';

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
