-- Rules of senders by which their channels are funded and extended.

CREATE TABLE market.channel_refill (
    channel_id bigint PRIMARY KEY REFERENCES market.channel,
    low_funds numeric,
    add_amount numeric CHECK (add_amount > 0),
    left_amount numeric CHECK (left_amount >= 0),
    expiry_blocks bigint,
    extend_blocks bigint CHECK (extend_blocks > 0),
    max_expiration bigint,
    event_id bigint NOT NULL,
    due bigint
);
COMMENT ON TABLE market.channel_refill IS 'channels that the ends of blocks fund and extend, by rules of their senders';
COMMENT ON COLUMN market.channel_refill.channel_id IS 'the channel';
COMMENT ON COLUMN market.channel_refill.low_funds IS 'add funds when less than this is left for calls, in minor units; null: never';
COMMENT ON COLUMN market.channel_refill.add_amount IS 'so much at a time';
COMMENT ON COLUMN market.channel_refill.left_amount IS 'so much may still be added in all; null: no limit';
COMMENT ON COLUMN market.channel_refill.expiry_blocks IS 'extend so many blocks before the expiration; null: never';
COMMENT ON COLUMN market.channel_refill.extend_blocks IS 'by so many blocks';
COMMENT ON COLUMN market.channel_refill.max_expiration IS 'never beyond this block; null: no limit';
COMMENT ON COLUMN market.channel_refill.event_id IS 'last event of the channel when the rule was made; a channel that is closed later ends it';
COMMENT ON COLUMN market.channel_refill.due IS 'block before which the rule is looked at; null: not until something happens';
CREATE INDEX channel_refill_due_idx ON market.channel_refill (due, channel_id) WHERE due IS NOT NULL;
COMMENT ON INDEX market.channel_refill_due_idx IS 'what the end of a block has to look at';
