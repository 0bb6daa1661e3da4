-- Who may read settings, limits and counters of free calls: the service's owner and
-- members; of counters and allowances also the client.

ALTER TABLE market.service_setting ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.service_setting TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS service_setting_all ON market.service_setting;
CREATE POLICY service_setting_all ON market.service_setting FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS service_setting_own ON market.service_setting;
CREATE POLICY service_setting_own ON market.service_setting FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.organization AS o WHERE o.id = organization_id
        AND (o.owner OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
            OR o.members && ARRAY(SELECT a.address FROM market.account AS a))));

ALTER TABLE market.rate_bucket ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.rate_bucket TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS rate_bucket_all ON market.rate_bucket;
CREATE POLICY rate_bucket_all ON market.rate_bucket FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS rate_bucket_own ON market.rate_bucket;
CREATE POLICY rate_bucket_own ON market.rate_bucket FOR SELECT TO market_user
    USING (client OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
        OR EXISTS (SELECT FROM market.service_setting AS s
            WHERE s.organization_id = rate_bucket.organization_id
            AND s.service_id = rate_bucket.service_id));

ALTER TABLE market.free_call ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.free_call TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS free_call_all ON market.free_call;
CREATE POLICY free_call_all ON market.free_call FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS free_call_own ON market.free_call;
CREATE POLICY free_call_own ON market.free_call FOR SELECT TO market_user
    USING (client OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
        OR EXISTS (SELECT FROM market.organization AS o WHERE o.id = organization_id
            AND (o.owner OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
                OR o.members && ARRAY(SELECT a.address FROM market.account AS a))));

ALTER TABLE market.free_call_allowance ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.free_call_allowance TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS free_call_allowance_all ON market.free_call_allowance;
CREATE POLICY free_call_allowance_all ON market.free_call_allowance FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS free_call_allowance_own ON market.free_call_allowance;
CREATE POLICY free_call_allowance_own ON market.free_call_allowance FOR SELECT TO market_user
    USING (client OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
        OR EXISTS (SELECT FROM market.organization AS o WHERE o.id = organization_id
            AND (o.owner OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
                OR o.members && ARRAY(SELECT a.address FROM market.account AS a))));
