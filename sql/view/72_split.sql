-- Shares are for those who give and who get them.

ALTER TABLE market.payment_split ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.payment_split TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS payment_split_all ON market.payment_split;
CREATE POLICY payment_split_all ON market.payment_split FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS payment_split_own ON market.payment_split;
CREATE POLICY payment_split_own ON market.payment_split FOR SELECT TO market_user
    USING (recipient OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR beneficiary OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));
