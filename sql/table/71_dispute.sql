-- What follows a call that was paid: ratings, disputes, refunds.

CREATE TABLE market.service_rating (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    payer market.address NOT NULL,
    usage_id bigint NOT NULL,
    stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment text,
    height bigint NOT NULL,
    block_time timestamptz NOT NULL,
    PRIMARY KEY (organization_id, service_id, payer),
    FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service ON DELETE CASCADE
);
COMMENT ON TABLE market.service_rating IS 'what those who paid for a call think of a service: the last word of each';
COMMENT ON COLUMN market.service_rating.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_rating.service_id IS 'the service';
COMMENT ON COLUMN market.service_rating.payer IS 'who rates';
COMMENT ON COLUMN market.service_rating.usage_id IS 'the call that was paid';
COMMENT ON COLUMN market.service_rating.stars IS '1 to 5';
COMMENT ON COLUMN market.service_rating.comment IS 'in words';
COMMENT ON COLUMN market.service_rating.height IS 'block of the rating';
COMMENT ON COLUMN market.service_rating.block_time IS 'time of that block';

CREATE TABLE market.dispute (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    usage_id bigint NOT NULL UNIQUE,
    channel_id bigint NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    payer market.address NOT NULL,
    amount numeric NOT NULL,
    evidence jsonb,
    answer jsonb,
    state text NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'answered', 'withdrawn', 'accepted', 'upheld', 'rejected')),
    note text,
    opened_height bigint NOT NULL,
    opened_time timestamptz NOT NULL,
    closed_height bigint,
    closed_time timestamptz,
    closed_by market.address
);
COMMENT ON TABLE market.dispute IS 'calls that clients complain of, and what became of it';
COMMENT ON COLUMN market.dispute.id IS 'number of the dispute';
COMMENT ON COLUMN market.dispute.usage_id IS 'the call';
COMMENT ON COLUMN market.dispute.channel_id IS 'the channel that paid it';
COMMENT ON COLUMN market.dispute.organization_id IS 'the organization';
COMMENT ON COLUMN market.dispute.service_id IS 'the service';
COMMENT ON COLUMN market.dispute.payer IS 'who complains';
COMMENT ON COLUMN market.dispute.amount IS 'what is wanted back, in minor units';
COMMENT ON COLUMN market.dispute.evidence IS 'what the client says';
COMMENT ON COLUMN market.dispute.answer IS 'what the provider says';
COMMENT ON COLUMN market.dispute.state IS 'open, answered; closed: withdrawn by the client, accepted by the provider, upheld or rejected by an operator';
COMMENT ON COLUMN market.dispute.note IS 'what was said when it was closed';
COMMENT ON COLUMN market.dispute.opened_height IS 'block in which it was opened';
COMMENT ON COLUMN market.dispute.opened_time IS 'time of that block';
COMMENT ON COLUMN market.dispute.closed_height IS 'block in which it was closed';
COMMENT ON COLUMN market.dispute.closed_time IS 'time of that block';
COMMENT ON COLUMN market.dispute.closed_by IS 'who closed it; null: an operator';
CREATE INDEX dispute_organization_idx ON market.dispute (organization_id, service_id);
COMMENT ON INDEX market.dispute_organization_idx IS 'the disputes of a service';
CREATE INDEX dispute_payer_idx ON market.dispute (payer);
COMMENT ON INDEX market.dispute_payer_idx IS 'the disputes of a client';

CREATE TABLE market.payment_refund (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    height bigint NOT NULL,
    block_time timestamptz NOT NULL,
    channel_id bigint NOT NULL REFERENCES market.channel,
    nonce bigint NOT NULL,
    amount numeric NOT NULL,
    new_total numeric NOT NULL,
    usage_id bigint,
    reason text
);
COMMENT ON TABLE market.payment_refund IS 'totals that provider and client agreed to lower; rows are added, never changed';
COMMENT ON COLUMN market.payment_refund.id IS 'number of the refund';
COMMENT ON COLUMN market.payment_refund.height IS 'block of the refund';
COMMENT ON COLUMN market.payment_refund.block_time IS 'time of that block';
COMMENT ON COLUMN market.payment_refund.channel_id IS 'the channel';
COMMENT ON COLUMN market.payment_refund.nonce IS 'nonce of the total';
COMMENT ON COLUMN market.payment_refund.amount IS 'by how much the total fell, in minor units';
COMMENT ON COLUMN market.payment_refund.new_total IS 'the total from then on';
COMMENT ON COLUMN market.payment_refund.usage_id IS 'the call that it is for, if one was named';
COMMENT ON COLUMN market.payment_refund.reason IS 'in words';
CREATE INDEX payment_refund_channel_idx ON market.payment_refund (channel_id, nonce);
COMMENT ON INDEX market.payment_refund_channel_idx IS 'the refunds of a channel';
