-- Payment channels, claims that wait for settlement, and what happened.

CREATE SEQUENCE market.channel_id_seq AS bigint MINVALUE 0 START 0 MAXVALUE 281474976710655;
COMMENT ON SEQUENCE market.channel_id_seq IS 'ids of channels: 0, 1, 2, …';

CREATE TABLE market.channel (
    id bigint PRIMARY KEY,
    sender market.address NOT NULL,
    signer market.address NOT NULL,
    recipient market.address NOT NULL,
    group_id market.bytes32 NOT NULL,
    denom text NOT NULL,
    value market.amount NOT NULL,
    expiration bigint NOT NULL,
    nonce bigint NOT NULL DEFAULT 0,
    payment_nonce bigint NOT NULL DEFAULT 0,
    authorized_amount numeric NOT NULL DEFAULT 0,
    authorized_signature market.signature,
    pending_amount numeric NOT NULL DEFAULT 0,
    uncharged_amount numeric NOT NULL DEFAULT 0,
    reserved_until bigint NOT NULL DEFAULT 0,
    claim_at numeric,
    -- PostgreSQL reads every CHECK again in each statement that writes the row, so there is
    -- one; audit() knows the other rules
    CONSTRAINT channel_amount_check CHECK (authorized_amount + pending_amount <= value)
) WITH (fillfactor = 50);
COMMENT ON TABLE market.channel IS 'payment channels';
COMMENT ON COLUMN market.channel.id IS 'id of the channel; the upper 16 bits name the node that made it';
COMMENT ON COLUMN market.channel.sender IS 'who owns what is not paid';
COMMENT ON COLUMN market.channel.signer IS 'who may sign payments beside the sender';
COMMENT ON COLUMN market.channel.recipient IS 'who may claim';
COMMENT ON COLUMN market.channel.group_id IS 'payment group of the recipient';
COMMENT ON COLUMN market.channel.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.channel.value IS 'money on the channel that no claim has taken out, in minor units';
COMMENT ON COLUMN market.channel.expiration IS 'block from which the sender may take the money back';
COMMENT ON COLUMN market.channel.nonce IS 'nonce of the next claim: rises when money leaves the channel';
COMMENT ON COLUMN market.channel.payment_nonce IS 'nonce of the next payment: ahead by the number of pending claims';
COMMENT ON COLUMN market.channel.authorized_amount IS 'total that is signed for at the payment nonce';
COMMENT ON COLUMN market.channel.authorized_signature IS 'the signature over that total';
COMMENT ON COLUMN market.channel.pending_amount IS 'sum of the pending claims';
COMMENT ON COLUMN market.channel.uncharged_amount IS 'part of the authorized amount that no call was charged for; the recipient leaves it on the channel';
COMMENT ON COLUMN market.channel.reserved_until IS 'block from which no payment that has begun holds the channel';
COMMENT ON COLUMN market.channel.claim_at IS 'unclaimed amount at which the recipient''s rule claims; null: no such rule';

CREATE INDEX channel_sender_idx ON market.channel (sender);
COMMENT ON INDEX market.channel_sender_idx IS 'the channels of a sender';
CREATE INDEX channel_signer_idx ON market.channel (signer);
COMMENT ON INDEX market.channel_signer_idx IS 'the channels of a signer';
CREATE INDEX channel_recipient_idx ON market.channel (recipient, group_id);
COMMENT ON INDEX market.channel_recipient_idx IS 'the channels of a recipient, by group';

CREATE TABLE market.pending_claim (
    channel_id bigint NOT NULL REFERENCES market.channel,
    nonce bigint NOT NULL,
    amount numeric NOT NULL CHECK (amount > 0),
    signature market.signature NOT NULL,
    uncharged_amount numeric NOT NULL DEFAULT 0,
    PRIMARY KEY (channel_id, nonce)
);
COMMENT ON TABLE market.pending_claim IS 'claims that are started and not settled';
COMMENT ON COLUMN market.pending_claim.channel_id IS 'the channel';
COMMENT ON COLUMN market.pending_claim.nonce IS 'nonce that the signature is for';
COMMENT ON COLUMN market.pending_claim.amount IS 'total that is signed for, in minor units';
COMMENT ON COLUMN market.pending_claim.uncharged_amount IS 'part of the total that no call was charged for';
COMMENT ON COLUMN market.pending_claim.signature IS 'the signature over that total';

CREATE TABLE market.used_permission (
    digest market.bytes32 PRIMARY KEY,
    channel_id bigint NOT NULL
);
COMMENT ON TABLE market.used_permission IS 'permissions to open a channel that were used; each works once';
COMMENT ON COLUMN market.used_permission.digest IS 'digest of the signed message, never the signature, which has several forms';
COMMENT ON COLUMN market.used_permission.channel_id IS 'the channel that it opened';

CREATE TABLE market.channel_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    height bigint NOT NULL,
    block_time timestamptz NOT NULL,
    channel_id bigint NOT NULL,
    event text NOT NULL CHECK (event IN ('open', 'add_funds', 'extend', 'start_claim', 'claim',
                                         'timeout', 'payment_lost', 'refund')),
    nonce bigint NOT NULL,
    amount numeric NOT NULL DEFAULT 0,
    planned_amount numeric,
    send_back_amount numeric,
    expiration bigint,
    signature market.signature
);
COMMENT ON TABLE market.channel_event IS 'what happened to channels, with the true amounts; rows are added, never changed';
COMMENT ON COLUMN market.channel_event.id IS 'number of the event; gaps mean nothing';
COMMENT ON COLUMN market.channel_event.height IS 'block of the event';
COMMENT ON COLUMN market.channel_event.block_time IS 'time of that block';
COMMENT ON COLUMN market.channel_event.channel_id IS 'the channel';
COMMENT ON COLUMN market.channel_event.event IS 'open, add_funds, extend, start_claim, claim, timeout, payment_lost: a signed payment that the channel no longer covers, or refund: a lower total';
COMMENT ON COLUMN market.channel_event.nonce IS 'the channel''s nonce afterwards; of start_claim, payment_lost and refund the nonce of the payment';
COMMENT ON COLUMN market.channel_event.amount IS 'money that was put in, claimed, taken back, or signed for';
COMMENT ON COLUMN market.channel_event.planned_amount IS 'of a claim: the total that was signed for; of a refund: the new total';
COMMENT ON COLUMN market.channel_event.send_back_amount IS 'of a claim: what went back to the sender';
COMMENT ON COLUMN market.channel_event.expiration IS 'of open and extend: the new expiration';
COMMENT ON COLUMN market.channel_event.signature IS 'of start_claim, payment_lost and refund: the signature';

CREATE INDEX channel_event_channel_id_idx ON market.channel_event (channel_id, id);
COMMENT ON INDEX market.channel_event_channel_id_idx IS 'the events of a channel';
