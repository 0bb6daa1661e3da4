-- Payments that have begun and not ended.

CREATE TABLE market.payment_reservation (
    token_hash market.bytes32 PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('paid', 'prepaid')),
    channel_id bigint NOT NULL,
    nonce bigint NOT NULL,
    amount numeric,
    signature market.signature,
    price numeric NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    method text,
    height bigint NOT NULL,
    expiration bigint NOT NULL,
    outcome text CHECK (outcome IN ('committed', 'rolled_back')),
    charged numeric,
    CHECK ((kind = 'paid') = (amount IS NOT NULL)),
    CHECK ((outcome IS NULL) = (charged IS NULL))
) WITH (fillfactor = 50);
COMMENT ON TABLE market.payment_reservation IS 'payments in two steps: begun, and until their lease ends how they ended';
COMMENT ON COLUMN market.payment_reservation.token_hash IS 'keccak256 of the token, which only who began the payment has';
COMMENT ON COLUMN market.payment_reservation.kind IS 'paid: a signed total; prepaid: out of the channel''s prepaid total';
COMMENT ON COLUMN market.payment_reservation.channel_id IS 'the channel';
COMMENT ON COLUMN market.payment_reservation.nonce IS 'payment nonce of the channel';
COMMENT ON COLUMN market.payment_reservation.amount IS 'of a paid call: the total that is signed for';
COMMENT ON COLUMN market.payment_reservation.signature IS 'of a paid call: the signature over that total; null for a total of nothing';
COMMENT ON COLUMN market.payment_reservation.price IS 'minor units that are reserved for the call';
COMMENT ON COLUMN market.payment_reservation.organization_id IS 'organization of the service';
COMMENT ON COLUMN market.payment_reservation.service_id IS 'service that is called';
COMMENT ON COLUMN market.payment_reservation.method IS 'method that is called';
COMMENT ON COLUMN market.payment_reservation.height IS 'block in which the payment began';
COMMENT ON COLUMN market.payment_reservation.expiration IS 'block in which the lease ends: the payment can be committed before it';
COMMENT ON COLUMN market.payment_reservation.outcome IS 'committed or rolled_back; null: open';
COMMENT ON COLUMN market.payment_reservation.charged IS 'minor units that were charged in the end';

CREATE INDEX payment_reservation_channel_idx ON market.payment_reservation (channel_id, expiration) WHERE outcome IS NULL;
COMMENT ON INDEX market.payment_reservation_channel_idx IS 'the open payments of a channel';
CREATE INDEX payment_reservation_expiration_idx ON market.payment_reservation (expiration);
COMMENT ON INDEX market.payment_reservation_expiration_idx IS 'leases, by their end';
