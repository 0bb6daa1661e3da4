-- Who may read about prices.

GRANT SELECT ON market.pricing_function TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.former_price TO market_user, market_app, market_operator, market_reader;

ALTER TABLE market.quote ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.quote TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS quote_all ON market.quote;
CREATE POLICY quote_all ON market.quote FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS quote_own ON market.quote;
CREATE POLICY quote_own ON market.quote FOR SELECT TO market_user
    USING (payer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));
