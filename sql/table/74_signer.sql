-- Further signers of channels, with budgets.

CREATE TABLE market.channel_signer (
    channel_id bigint NOT NULL REFERENCES market.channel,
    signer market.address NOT NULL,
    budget numeric,
    period bigint,
    organization_id text,
    service_id text,
    spent numeric NOT NULL DEFAULT 0,
    period_start bigint NOT NULL,
    PRIMARY KEY (channel_id, signer)
);
COMMENT ON TABLE market.channel_signer IS 'who may sign payments of a channel beside its signer and its sender, and up to how much';
COMMENT ON COLUMN market.channel_signer.channel_id IS 'the channel';
COMMENT ON COLUMN market.channel_signer.signer IS 'who may sign';
COMMENT ON COLUMN market.channel_signer.budget IS 'most that its payments take in a period, in minor units; null: no bound';
COMMENT ON COLUMN market.channel_signer.period IS 'blocks after which the budget is there again; null: never';
COMMENT ON COLUMN market.channel_signer.organization_id IS 'for services of this organization only; null: of any';
COMMENT ON COLUMN market.channel_signer.service_id IS 'for this service only; null: for any';
COMMENT ON COLUMN market.channel_signer.spent IS 'what its payments took in this period';
COMMENT ON COLUMN market.channel_signer.period_start IS 'block in which the period began';
