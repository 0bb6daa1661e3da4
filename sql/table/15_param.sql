-- Parameters: one row, changed by market.set_params() alone.

CREATE TABLE market.params (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    max_request_timeout bigint NOT NULL DEFAULT 100,
    min_deposit_multiple bigint NOT NULL DEFAULT 1000,
    min_deposit numeric NOT NULL DEFAULT 5000,
    service_fee_tax numeric NOT NULL DEFAULT 0.05,
    slash_fraction numeric NOT NULL DEFAULT 0.001,
    complaint_retrospect interval NOT NULL DEFAULT '15 days',
    arbitration_time_limit interval NOT NULL DEFAULT '5 days',
    tx_size_limit bigint NOT NULL DEFAULT 4000,
    base_denom text NOT NULL DEFAULT 'stake',
    restricted_service_fee_denom boolean NOT NULL DEFAULT false,
    slash_destination text NOT NULL DEFAULT 'burn',
    validate_bodies boolean NOT NULL DEFAULT true,
    dispatch text NOT NULL DEFAULT 'immediate',
    escrow_address market.address NOT NULL,
    channel_denom text NOT NULL DEFAULT 'stake',
    max_work_per_block bigint NOT NULL DEFAULT 1000000,
    idempotency_key_blocks bigint NOT NULL DEFAULT 120960,
    free_call_period bigint NOT NULL DEFAULT 0,
    free_call_min_balance numeric NOT NULL DEFAULT 0,
    free_call_token_lifetime bigint NOT NULL DEFAULT 172800,
    blocks_per_day bigint NOT NULL DEFAULT 5760,
    metering boolean NOT NULL DEFAULT true,
    price_grace bigint NOT NULL DEFAULT 0,
    quote_blocks bigint NOT NULL DEFAULT 20,
    callback_timeout interval NOT NULL DEFAULT '1 second',
    payment_lease bigint NOT NULL DEFAULT 100,
    prepaid_token_lifetime interval NOT NULL DEFAULT '1 day',
    overpay_tolerance numeric NOT NULL DEFAULT 0
);
COMMENT ON TABLE market.params IS 'the parameters of the market, in one row';
COMMENT ON COLUMN market.params.singleton IS 'always true: there is one row';
COMMENT ON COLUMN market.params.max_request_timeout IS 'longest timeout of a request and worst quality of service, in blocks';
COMMENT ON COLUMN market.params.min_deposit_multiple IS 'least deposit of a binding, as a multiple of its price';
COMMENT ON COLUMN market.params.min_deposit IS 'least deposit of a binding, in minor units of the base denom';
COMMENT ON COLUMN market.params.service_fee_tax IS 'part of every earned fee that goes to the community, 0 to below 1';
COMMENT ON COLUMN market.params.slash_fraction IS 'part of a deposit that one missed request costs, 0 to 1';
COMMENT ON COLUMN market.params.complaint_retrospect IS 'how long after disabling a binding complaints are open';
COMMENT ON COLUMN market.params.arbitration_time_limit IS 'how long a complaint may take';
COMMENT ON COLUMN market.params.tx_size_limit IS 'largest message, in bytes';
COMMENT ON COLUMN market.params.base_denom IS 'denom of deposits, and of fees unless another is priced';
COMMENT ON COLUMN market.params.restricted_service_fee_denom IS 'must prices be in the base denom?';
COMMENT ON COLUMN market.params.slash_destination IS 'burn or collect: what happens to slashed deposits';
COMMENT ON COLUMN market.params.validate_bodies IS 'are bodies checked against the schemas of the definition?';
COMMENT ON COLUMN market.params.dispatch IS 'immediate or end_of_block: when a new context makes its first batch';
COMMENT ON COLUMN market.params.escrow_address IS 'stands for the contract in signed messages; random unless set';
COMMENT ON COLUMN market.params.channel_denom IS 'denom of payment channels';
COMMENT ON COLUMN market.params.max_work_per_block IS 'most items that one end of block works on';
COMMENT ON COLUMN market.params.idempotency_key_blocks IS 'how many blocks the key of a call is kept';
COMMENT ON COLUMN market.params.free_call_period IS 'after how many blocks a client has all its free calls again; 0: never';
COMMENT ON COLUMN market.params.free_call_min_balance IS 'least spendable money of a client of free calls, in minor units of the channel denom';
COMMENT ON COLUMN market.params.free_call_token_lifetime IS 'longest life of a token of free calls, in blocks';
COMMENT ON COLUMN market.params.blocks_per_day IS 'blocks that stand for a day in the text of an expiration';
COMMENT ON COLUMN market.params.metering IS 'is every call recorded in market.usage?';
COMMENT ON COLUMN market.params.price_grace IS 'blocks for which prices are accepted after they changed';
COMMENT ON COLUMN market.params.quote_blocks IS 'blocks for which a quote is valid after that in which it was made';
COMMENT ON COLUMN market.params.callback_timeout IS 'how long a function of a module may run';
COMMENT ON COLUMN market.params.payment_lease IS 'blocks for which a payment that has begun holds its channel, unless it says otherwise';
COMMENT ON COLUMN market.params.prepaid_token_lifetime IS 'how long a prepaid token is good';
COMMENT ON COLUMN market.params.overpay_tolerance IS 'by how much a payment may exceed the price, in minor units of the channel denom; the rest is credit';

-- sha256 over a random uuid: twenty bytes nobody has a key for
INSERT INTO market.params (escrow_address)
VALUES (pg_catalog.substr(
    pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid())), 1, 20)::market.address);
