-- Who may read definitions and bindings.  Both are published; where an owner wants to
-- be paid is its own business.

GRANT SELECT ON market.service_definition TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.provider_owner TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.service_binding TO market_user, market_app, market_operator, market_reader;

ALTER TABLE market.withdraw_address ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.withdraw_address TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS withdraw_address_all ON market.withdraw_address;
CREATE POLICY withdraw_address_all ON market.withdraw_address FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS withdraw_address_own ON market.withdraw_address;
CREATE POLICY withdraw_address_own ON market.withdraw_address FOR SELECT TO market_user
    USING (owner OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

-- an event of a request context is for its consumer and its provider
ALTER TABLE market.service_event ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.service_event TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS service_event_all ON market.service_event;
CREATE POLICY service_event_all ON market.service_event FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS service_event_own ON market.service_event;
CREATE POLICY service_event_own ON market.service_event FOR SELECT TO market_user
    USING (context_id IS NULL
       OR account OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR provider OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a)));

-- which modules there are is known; what waits for one is its registrant's business
GRANT SELECT ON market.module TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.module_service TO market_user, market_app, market_operator, market_reader;
ALTER TABLE market.callback_outbox ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.callback_outbox TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS callback_outbox_all ON market.callback_outbox;
CREATE POLICY callback_outbox_all ON market.callback_outbox FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS callback_outbox_own ON market.callback_outbox;
CREATE POLICY callback_outbox_own ON market.callback_outbox FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.module AS m
               WHERE m.name = module_name AND pg_catalog.pg_has_role(m.registrant, 'USAGE')));
