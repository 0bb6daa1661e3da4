-- Alerts: the trigger of the clock, and who may read.

CREATE OR REPLACE TRIGGER clock_80_alert
AFTER UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.clock_alert();
COMMENT ON TRIGGER clock_80_alert ON market.clock IS 'alerts before expirations, and a notification of new alerts';

ALTER TABLE market.channel_alert_rule ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.channel_alert_rule TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS channel_alert_rule_all ON market.channel_alert_rule;
CREATE POLICY channel_alert_rule_all ON market.channel_alert_rule FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS channel_alert_rule_own ON market.channel_alert_rule;
CREATE POLICY channel_alert_rule_own ON market.channel_alert_rule FOR SELECT TO market_user
    USING (account OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

ALTER TABLE market.channel_alert ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.channel_alert TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS channel_alert_all ON market.channel_alert;
CREATE POLICY channel_alert_all ON market.channel_alert FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS channel_alert_own ON market.channel_alert;
CREATE POLICY channel_alert_own ON market.channel_alert FOR SELECT TO market_user
    USING (account OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));
