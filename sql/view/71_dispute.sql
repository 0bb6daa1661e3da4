-- Ratings are public; disputes and refunds are for those whom they concern.

CREATE OR REPLACE TRIGGER payment_refund_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON market.payment_refund
FOR EACH STATEMENT EXECUTE FUNCTION market.append_only();
COMMENT ON TRIGGER payment_refund_append_only ON market.payment_refund IS 'rows are added, never changed';

GRANT SELECT ON market.service_rating TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.service_rating_summary WITH (security_invoker = true) AS
SELECT organization_id, service_id, pg_catalog.count(*) AS ratings, pg_catalog.round(pg_catalog.avg(stars), 2) AS stars,
       pg_catalog.max(block_time) AS last_rating
FROM market.service_rating
GROUP BY organization_id, service_id;
COMMENT ON VIEW market.service_rating_summary IS 'ratings by service';
COMMENT ON COLUMN market.service_rating_summary.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_rating_summary.service_id IS 'the service';
COMMENT ON COLUMN market.service_rating_summary.ratings IS 'clients that rated it';
COMMENT ON COLUMN market.service_rating_summary.stars IS 'average, 1 to 5';
COMMENT ON COLUMN market.service_rating_summary.last_rating IS 'block time of the last one';
GRANT SELECT ON market.service_rating_summary TO market_user, market_app, market_operator, market_reader;

ALTER TABLE market.dispute ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.dispute TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS dispute_all ON market.dispute;
CREATE POLICY dispute_all ON market.dispute FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS dispute_own ON market.dispute;
CREATE POLICY dispute_own ON market.dispute FOR SELECT TO market_user
    USING (payer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR organization_id = ANY (ARRAY(
           SELECT o.id FROM market.organization AS o
           WHERE EXISTS (SELECT FROM market.account AS a
                         WHERE a.address OPERATOR(market.=) o.owner
                            OR a.address OPERATOR(market.=) ANY (o.members)))));

ALTER TABLE market.payment_refund ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.payment_refund TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS payment_refund_all ON market.payment_refund;
CREATE POLICY payment_refund_all ON market.payment_refund FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS payment_refund_own ON market.payment_refund;
CREATE POLICY payment_refund_own ON market.payment_refund FOR SELECT TO market_user
    USING (EXISTS (SELECT FROM market.channel AS c WHERE c.id = channel_id));
