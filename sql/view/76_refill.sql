-- Refills: the trigger of the clock, and who may read.

CREATE OR REPLACE TRIGGER clock_60_refill
BEFORE UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.clock_refill();
COMMENT ON TRIGGER clock_60_refill ON market.clock IS 'rules fund and extend channels, while the block that ends is still there';

ALTER TABLE market.channel_refill ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.channel_refill TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS channel_refill_all ON market.channel_refill;
CREATE POLICY channel_refill_all ON market.channel_refill FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS channel_refill_own ON market.channel_refill;
CREATE POLICY channel_refill_own ON market.channel_refill FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.channel AS c WHERE c.id = channel_id
        AND c.sender OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))));
