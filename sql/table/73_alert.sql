-- Alerts: who wants to know what of a channel, and what there was to tell.

ALTER TABLE market.channel ADD COLUMN alert_below numeric;
COMMENT ON COLUMN market.channel.alert_below IS 'an alert or a refill is due when less than this is left for calls; null: nobody asked';

CREATE TABLE market.channel_alert_rule (
    channel_id bigint NOT NULL REFERENCES market.channel,
    account market.address NOT NULL,
    low_funds numeric,
    expiry_blocks bigint,
    due bigint,
    PRIMARY KEY (channel_id, account)
);
COMMENT ON TABLE market.channel_alert_rule IS 'what the parties of channels want to be told';
COMMENT ON COLUMN market.channel_alert_rule.channel_id IS 'the channel';
COMMENT ON COLUMN market.channel_alert_rule.account IS 'who wants to know: sender, signer or recipient';
COMMENT ON COLUMN market.channel_alert_rule.low_funds IS 'when less than this is left for calls, in minor units; null: never';
COMMENT ON COLUMN market.channel_alert_rule.expiry_blocks IS 'so many blocks before the expiration; null: never';
COMMENT ON COLUMN market.channel_alert_rule.due IS 'block of the next alert before the expiration; null: told already, or not wanted';
CREATE INDEX channel_alert_rule_due_idx ON market.channel_alert_rule (due) WHERE due IS NOT NULL;
COMMENT ON INDEX market.channel_alert_rule_due_idx IS 'what is due first';

CREATE TABLE market.channel_alert (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    height bigint NOT NULL,
    block_time timestamptz NOT NULL,
    channel_id bigint NOT NULL,
    account market.address NOT NULL,
    kind text NOT NULL,
    unspent_amount numeric NOT NULL,
    expiration bigint NOT NULL,
    told boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE market.channel_alert IS 'alerts; LISTEN market_alert tells when there are new ones';
COMMENT ON COLUMN market.channel_alert.id IS 'number of the alert';
COMMENT ON COLUMN market.channel_alert.height IS 'block of the alert';
COMMENT ON COLUMN market.channel_alert.block_time IS 'time of that block';
COMMENT ON COLUMN market.channel_alert.channel_id IS 'the channel';
COMMENT ON COLUMN market.channel_alert.account IS 'who is told';
COMMENT ON COLUMN market.channel_alert.kind IS 'low_funds or near_expiry';
COMMENT ON COLUMN market.channel_alert.unspent_amount IS 'what was left for calls, in minor units';
COMMENT ON COLUMN market.channel_alert.expiration IS 'block of the channel''s expiration';
COMMENT ON COLUMN market.channel_alert.told IS 'have listeners been told?';
CREATE INDEX channel_alert_told_idx ON market.channel_alert (id) WHERE NOT told;
COMMENT ON INDEX market.channel_alert_told_idx IS 'what the end of the block tells';
CREATE INDEX channel_alert_account_idx ON market.channel_alert (account, id);
COMMENT ON INDEX market.channel_alert_account_idx IS 'the alerts of an account';
