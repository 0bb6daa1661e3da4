-- Payments that have begun: who may read them, when they are forgotten, what audit() says.

ALTER TABLE market.payment_reservation ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.payment_reservation TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS payment_reservation_all ON market.payment_reservation;
CREATE POLICY payment_reservation_all ON market.payment_reservation FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS payment_reservation_own ON market.payment_reservation;
CREATE POLICY payment_reservation_own ON market.payment_reservation FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.channel AS c WHERE c.id = channel_id));

CREATE OR REPLACE TRIGGER clock_30_end_leases
AFTER UPDATE ON market.clock
FOR EACH STATEMENT EXECUTE FUNCTION market.end_payment_leases();
COMMENT ON TRIGGER clock_30_end_leases ON market.clock IS 'payments whose lease has ended are forgotten, and prepaid ones given back';
