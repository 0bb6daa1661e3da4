-- Money that is signed for and not claimed, and rules that claim it by themselves.

CREATE TABLE market.claim_rule (
    recipient market.address PRIMARY KEY,
    min_amount numeric CHECK (min_amount > 0),
    max_age bigint CHECK (max_age >= 0),
    margin bigint NOT NULL CHECK (margin >= 0),
    is_new boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE market.claim_rule IS 'recipients whose channels are claimed at the end of blocks';
COMMENT ON COLUMN market.claim_rule.recipient IS 'whose channels';
COMMENT ON COLUMN market.claim_rule.min_amount IS 'claim a channel when so much is unclaimed, in minor units; null: not by amount';
COMMENT ON COLUMN market.claim_rule.max_age IS 'claim when the first unclaimed payment is so many blocks old; null: not by age';
COMMENT ON COLUMN market.claim_rule.margin IS 'claim so many blocks before the channel is too near its expiration for payments';
COMMENT ON COLUMN market.claim_rule.is_new IS 'true until the end of a block has looked at the recipient''s channels';

CREATE INDEX claim_rule_is_new_idx ON market.claim_rule (recipient) WHERE is_new;
COMMENT ON INDEX market.claim_rule_is_new_idx IS 'the rules that the end of a block has not seen';

-- Written when the first payment after a claim comes, and when everything is claimed; not by
-- the payments between them.
CREATE TABLE market.unclaimed_channel (
    channel_id bigint PRIMARY KEY,
    recipient market.address NOT NULL,
    since bigint NOT NULL,
    due bigint
);
COMMENT ON TABLE market.unclaimed_channel IS 'channels on which something is signed for or pending';
COMMENT ON COLUMN market.unclaimed_channel.channel_id IS 'the channel';
COMMENT ON COLUMN market.unclaimed_channel.recipient IS 'who may claim';
COMMENT ON COLUMN market.unclaimed_channel.since IS 'block of the first payment that is not claimed';
COMMENT ON COLUMN market.unclaimed_channel.due IS 'block before which a rule claims it, or looks again; null: no rule';

CREATE INDEX unclaimed_channel_recipient_idx ON market.unclaimed_channel (recipient, channel_id);
COMMENT ON INDEX market.unclaimed_channel_recipient_idx IS 'the unclaimed channels of a recipient';
CREATE INDEX unclaimed_channel_due_idx ON market.unclaimed_channel (due, channel_id) WHERE due IS NOT NULL;
COMMENT ON INDEX market.unclaimed_channel_due_idx IS 'what the end of a block has to look at';
