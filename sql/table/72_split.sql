-- Shares of what a recipient claims that go to others.

CREATE TABLE market.payment_split (
    recipient market.address NOT NULL,
    beneficiary market.address NOT NULL,
    share integer NOT NULL CHECK (share BETWEEN 1 AND 10000),
    PRIMARY KEY (recipient, beneficiary)
);
COMMENT ON TABLE market.payment_split IS 'shares of what a recipient claims that go to others';
COMMENT ON COLUMN market.payment_split.recipient IS 'of the channels';
COMMENT ON COLUMN market.payment_split.beneficiary IS 'who gets a share';
COMMENT ON COLUMN market.payment_split.share IS 'in ten thousandths of each claim, rounded down';
