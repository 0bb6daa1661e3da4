-- Who may read contexts, requests, responses and fees: the consumer, the provider, and the
-- owner of the provider.  A provider reads the context of a request that it was given.

ALTER TABLE market.request_open ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.request_open TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS request_open_all ON market.request_open;
CREATE POLICY request_open_all ON market.request_open FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS request_open_own ON market.request_open;
CREATE POLICY request_open_own ON market.request_open FOR SELECT TO market_user
    USING (consumer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(
              SELECT o.provider FROM market.provider_owner AS o JOIN market.account AS a
                  ON a.address OPERATOR(market.=) o.owner)));

ALTER TABLE market.request_history ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.request_history TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS request_history_all ON market.request_history;
CREATE POLICY request_history_all ON market.request_history FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS request_history_own ON market.request_history;
CREATE POLICY request_history_own ON market.request_history FOR SELECT TO market_user
    USING (consumer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(
              SELECT o.provider FROM market.provider_owner AS o JOIN market.account AS a
                  ON a.address OPERATOR(market.=) o.owner)));

ALTER TABLE market.response ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.response TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS response_all ON market.response;
CREATE POLICY response_all ON market.response FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS response_own ON market.response;
CREATE POLICY response_own ON market.response FOR SELECT TO market_user
    USING (consumer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(
              SELECT o.provider FROM market.provider_owner AS o JOIN market.account AS a
                  ON a.address OPERATOR(market.=) o.owner)));

ALTER TABLE market.context_terms ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.context_terms TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS context_terms_all ON market.context_terms;
CREATE POLICY context_terms_all ON market.context_terms FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS context_terms_own ON market.context_terms;
CREATE POLICY context_terms_own ON market.context_terms FOR SELECT TO market_user
    USING (consumer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR EXISTS (SELECT FROM market.request_open AS r WHERE r.context_id = context_terms.id)
       OR EXISTS (SELECT FROM market.request_history AS r WHERE r.context_id = context_terms.id));

ALTER TABLE market.context_progress ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.context_progress TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS context_progress_all ON market.context_progress;
CREATE POLICY context_progress_all ON market.context_progress FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS context_progress_own ON market.context_progress;
CREATE POLICY context_progress_own ON market.context_progress FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.context_terms AS t WHERE t.id = context_id));

ALTER TABLE market.answered_volume ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.answered_volume TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS answered_volume_all ON market.answered_volume;
CREATE POLICY answered_volume_all ON market.answered_volume FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS answered_volume_own ON market.answered_volume;
CREATE POLICY answered_volume_own ON market.answered_volume FOR SELECT TO market_user
    USING (consumer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(
              SELECT o.provider FROM market.provider_owner AS o JOIN market.account AS a
                  ON a.address OPERATOR(market.=) o.owner)));

ALTER TABLE market.earned_total ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.earned_total TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS earned_total_all ON market.earned_total;
CREATE POLICY earned_total_all ON market.earned_total FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS earned_total_own ON market.earned_total;
CREATE POLICY earned_total_own ON market.earned_total FOR SELECT TO market_user
    USING (provider OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(
              SELECT o.provider FROM market.provider_owner AS o JOIN market.account AS a
                  ON a.address OPERATOR(market.=) o.owner)));

-- pools are the market's: a user reads that there is nothing of its own
ALTER TABLE market.pool_share ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.pool_share TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS pool_share_all ON market.pool_share;
CREATE POLICY pool_share_all ON market.pool_share FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS pool_share_own ON market.pool_share;
CREATE POLICY pool_share_own ON market.pool_share FOR SELECT TO market_user
    USING (account OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

GRANT SELECT ON market.engine TO market_app, market_operator, market_reader;
GRANT SELECT ON market.engine_mark TO market_app, market_operator, market_reader;

GRANT SELECT ON market.request_context TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.request TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.pending_request TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.request_volume TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.earned_fee TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.unsettled_movement TO market_user, market_app, market_operator, market_reader;
