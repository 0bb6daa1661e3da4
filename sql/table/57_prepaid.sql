-- Prepaid totals of channels, and the secrets that sign prepaid tokens.

CREATE TABLE market.prepaid_total (
    channel_id bigint NOT NULL,
    organization_id text NOT NULL,
    planned_amount numeric NOT NULL DEFAULT 0,
    used_amount numeric NOT NULL DEFAULT 0,
    refunded_amount numeric NOT NULL DEFAULT 0,
    lost_amount numeric NOT NULL DEFAULT 0,
    PRIMARY KEY (channel_id, organization_id)
) WITH (fillfactor = 50);
COMMENT ON TABLE market.prepaid_total IS 'what channels have paid for in advance; planned + refunded - used - lost can be spent';
COMMENT ON COLUMN market.prepaid_total.channel_id IS 'the channel';
COMMENT ON COLUMN market.prepaid_total.organization_id IS 'the organization whose tokens draw on it';
COMMENT ON COLUMN market.prepaid_total.planned_amount IS 'minor units that were signed for in advance; only grows';
COMMENT ON COLUMN market.prepaid_total.used_amount IS 'minor units that calls took, running ones included; only grows';
COMMENT ON COLUMN market.prepaid_total.refunded_amount IS 'minor units that calls gave back; only grows';
COMMENT ON COLUMN market.prepaid_total.lost_amount IS 'minor units that went back to the sender before the recipient claimed them; only grows';

CREATE TABLE market.prepaid_secret (
    organization_id text PRIMARY KEY REFERENCES market.organization ON DELETE CASCADE,
    secret bytea NOT NULL
);
COMMENT ON TABLE market.prepaid_secret IS 'secrets that sign prepaid tokens; nobody but the owner of the tables may read them';
COMMENT ON COLUMN market.prepaid_secret.organization_id IS 'the organization';
COMMENT ON COLUMN market.prepaid_secret.secret IS 'at least 32 bytes';
