-- Fees that are earned and not withdrawn, and money that nobody can withdraw.

CREATE TABLE market.earned_total (
    provider market.address NOT NULL,
    denom text NOT NULL,
    amount numeric NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (provider, denom)
) WITH (fillfactor = 70);
COMMENT ON TABLE market.earned_total IS 'fees that providers have earned, of the answers that are settled';
COMMENT ON COLUMN market.earned_total.provider IS 'who earned them; its owner may withdraw them';
COMMENT ON COLUMN market.earned_total.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.earned_total.amount IS 'minor units';

-- a pool is the sum of its rows, so that no two transactions wait for one
CREATE TABLE market.pool_share (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account market.address NOT NULL,
    kind text NOT NULL CHECK (kind IN ('tax', 'burned')),
    denom text NOT NULL,
    amount numeric NOT NULL CHECK (amount >= 0)
);
COMMENT ON TABLE market.pool_share IS 'taxes, and slashed deposits';
COMMENT ON COLUMN market.pool_share.id IS 'number of the share; end_block puts shares together';
COMMENT ON COLUMN market.pool_share.account IS 'account of the market';
COMMENT ON COLUMN market.pool_share.kind IS 'tax, also of slashed deposits that are collected; or burned';
COMMENT ON COLUMN market.pool_share.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.pool_share.amount IS 'minor units';
