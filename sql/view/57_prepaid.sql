-- Prepaid totals: who may read them.

ALTER TABLE market.prepaid_total ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.prepaid_total TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS prepaid_total_all ON market.prepaid_total;
CREATE POLICY prepaid_total_all ON market.prepaid_total FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS prepaid_total_own ON market.prepaid_total;
CREATE POLICY prepaid_total_own ON market.prepaid_total FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.channel AS c WHERE c.id = channel_id));
