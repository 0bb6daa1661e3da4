-- Further signers are for the parties of the channel and for themselves.

ALTER TABLE market.channel_signer ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.channel_signer TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS channel_signer_all ON market.channel_signer;
CREATE POLICY channel_signer_all ON market.channel_signer FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS channel_signer_own ON market.channel_signer;
CREATE POLICY channel_signer_own ON market.channel_signer FOR SELECT TO market_user
    USING (signer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR EXISTS (SELECT FROM market.channel AS c WHERE c.id = channel_id));
