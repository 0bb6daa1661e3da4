-- Who may read what.  Nobody but the owner may write.
-- market_user reads the rows of accounts that the role may act for; the other roles of
-- the market read everything.  The owner is not subject to these policies.

GRANT SELECT ON market.clock TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.params TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.token TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.organization TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.organization_group TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.organization_service TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.service_group TO market_user, market_app, market_operator, market_reader;

ALTER TABLE market.account ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.account TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS account_all ON market.account;
CREATE POLICY account_all ON market.account FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS account_own ON market.account;
CREATE POLICY account_own ON market.account FOR SELECT TO market_user
    USING (pg_catalog.pg_has_role(owner_role, 'USAGE'));

ALTER TABLE market.account_balance ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.account_balance TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS account_balance_all ON market.account_balance;
CREATE POLICY account_balance_all ON market.account_balance FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS account_balance_own ON market.account_balance;
CREATE POLICY account_balance_own ON market.account_balance FOR SELECT TO market_user
    USING (account OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

ALTER TABLE market.journal ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.journal TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS journal_all ON market.journal;
CREATE POLICY journal_all ON market.journal FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS journal_own ON market.journal;
CREATE POLICY journal_own ON market.journal FOR SELECT TO market_user
    USING (debit OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR credit OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

ALTER TABLE market.external_reference ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.external_reference TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS external_reference_all ON market.external_reference;
CREATE POLICY external_reference_all ON market.external_reference FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS external_reference_own ON market.external_reference;
CREATE POLICY external_reference_own ON market.external_reference FOR SELECT TO market_user
    USING (account OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

ALTER TABLE market.channel ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.channel TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS channel_all ON market.channel;
CREATE POLICY channel_all ON market.channel FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS channel_own ON market.channel;
CREATE POLICY channel_own ON market.channel FOR SELECT TO market_user
    USING (sender OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR signer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR recipient OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

ALTER TABLE market.pending_claim ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.pending_claim TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS pending_claim_all ON market.pending_claim;
CREATE POLICY pending_claim_all ON market.pending_claim FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS pending_claim_own ON market.pending_claim;
CREATE POLICY pending_claim_own ON market.pending_claim FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.channel AS c WHERE c.id = channel_id
               AND c.recipient OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))));

ALTER TABLE market.channel_event ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.channel_event TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS channel_event_all ON market.channel_event;
CREATE POLICY channel_event_all ON market.channel_event FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS channel_event_own ON market.channel_event;
CREATE POLICY channel_event_own ON market.channel_event FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.channel AS c WHERE c.id = channel_id));

GRANT SELECT ON market.used_permission TO market_app, market_operator, market_reader;
GRANT SELECT ON market.balance_sheet TO market_user, market_app, market_operator, market_reader;
