-- Metering: one row per call, a partition per month.  Partitions are made by the clock.

CREATE TABLE market.usage (
    id bigint GENERATED ALWAYS AS IDENTITY (CACHE 32),
    block_time timestamptz NOT NULL,
    height bigint NOT NULL,
    kind text NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    recipient market.address NOT NULL,
    method text,
    channel_id bigint,
    nonce bigint,
    authorized_amount numeric,
    full_amount numeric,
    payer market.address NOT NULL,
    price numeric NOT NULL,
    outcome text NOT NULL,
    error text,
    response_time interval,
    service_time interval,
    details jsonb,
    -- no CHECK: PostgreSQL reads each again in every statement that writes a row; audit()
    -- knows the rules
    PRIMARY KEY (id, block_time)
) PARTITION BY RANGE (block_time);
COMMENT ON TABLE market.usage IS 'calls: one row each, while the parameter metering is on';
COMMENT ON COLUMN market.usage.id IS 'number of the call; gaps mean nothing';
COMMENT ON COLUMN market.usage.block_time IS 'time of its block; says in which month''s partition it is';
COMMENT ON COLUMN market.usage.height IS 'block of the call';
COMMENT ON COLUMN market.usage.kind IS 'paid, free or prepaid';
COMMENT ON COLUMN market.usage.organization_id IS 'the organization';
COMMENT ON COLUMN market.usage.service_id IS 'the service';
COMMENT ON COLUMN market.usage.group_id IS 'the payment group';
COMMENT ON COLUMN market.usage.recipient IS 'payment address of the group at that time';
COMMENT ON COLUMN market.usage.method IS 'full name of the method; null: the call named none';
COMMENT ON COLUMN market.usage.channel_id IS 'the channel; null: a free call';
COMMENT ON COLUMN market.usage.nonce IS 'of a paid call: nonce of its payment';
COMMENT ON COLUMN market.usage.authorized_amount IS 'of a paid call: the total signed for at that nonce afterwards';
COMMENT ON COLUMN market.usage.full_amount IS 'of a paid call: what the channel held for payments at that nonce';
COMMENT ON COLUMN market.usage.payer IS 'whose money, or whose free call, it was';
COMMENT ON COLUMN market.usage.price IS 'what was charged, in minor units';
COMMENT ON COLUMN market.usage.outcome IS 'success or failed';
COMMENT ON COLUMN market.usage.error IS 'what the service said when it failed';
COMMENT ON COLUMN market.usage.response_time IS 'from receiving the request to sending the answer, as the provider measured it';
COMMENT ON COLUMN market.usage.service_time IS 'what the service itself took of it';
COMMENT ON COLUMN market.usage.details IS 'whatever the provider notes: request id, client type, user agent';
