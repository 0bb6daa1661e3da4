-- Metering: the trigger that makes partitions, who may read, and reports.

CREATE OR REPLACE TRIGGER clock_20_usage_month
AFTER UPDATE ON market.clock
FOR EACH ROW EXECUTE FUNCTION market.usage_next_month();
COMMENT ON TRIGGER clock_20_usage_month ON market.clock IS 'the first block of a month makes its partition of usage';

ALTER TABLE market.usage ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON market.usage TO market_user, market_app, market_operator, market_reader;
DROP POLICY IF EXISTS usage_all ON market.usage;
CREATE POLICY usage_all ON market.usage FOR SELECT
    TO market_app, market_operator, market_reader USING (true);
DROP POLICY IF EXISTS usage_own ON market.usage;
CREATE POLICY usage_own ON market.usage FOR SELECT TO market_user
    USING (payer OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR recipient OPERATOR(market.=) ANY (ARRAY(SELECT a.address FROM market.account AS a))
       OR organization_id = ANY (ARRAY(
           SELECT o.id FROM market.organization AS o
           WHERE EXISTS (SELECT FROM market.account AS a
                         WHERE a.address OPERATOR(market.=) o.owner
                            OR a.address OPERATOR(market.=) ANY (o.members)))));

CREATE OR REPLACE VIEW market.usage_by_day WITH (security_invoker = true) AS
SELECT (block_time AT TIME ZONE 'UTC')::date AS day, organization_id, service_id, method, payer, kind,
       pg_catalog.count(*) AS calls,
       pg_catalog.count(*) FILTER (WHERE outcome = 'failed') AS failed_calls,
       pg_catalog.sum(price) AS revenue,
       pg_catalog.avg(response_time) AS average_response_time,
       pg_catalog.max(response_time) AS longest_response_time
FROM market.usage
GROUP BY 1, organization_id, service_id, method, payer, kind;
COMMENT ON VIEW market.usage_by_day IS 'calls and revenue by day (UTC), service, method, client and kind of call';
COMMENT ON COLUMN market.usage_by_day.day IS 'day of the block, in UTC';
COMMENT ON COLUMN market.usage_by_day.organization_id IS 'the organization';
COMMENT ON COLUMN market.usage_by_day.service_id IS 'the service';
COMMENT ON COLUMN market.usage_by_day.method IS 'full name of the method; null: none was named';
COMMENT ON COLUMN market.usage_by_day.payer IS 'the client';
COMMENT ON COLUMN market.usage_by_day.kind IS 'paid, free or prepaid';
COMMENT ON COLUMN market.usage_by_day.calls IS 'calls, failed ones included';
COMMENT ON COLUMN market.usage_by_day.failed_calls IS 'calls that failed';
COMMENT ON COLUMN market.usage_by_day.revenue IS 'sum of the prices charged, in minor units';
COMMENT ON COLUMN market.usage_by_day.average_response_time IS 'of the calls that tell it';
COMMENT ON COLUMN market.usage_by_day.longest_response_time IS 'of the calls that tell it';

CREATE OR REPLACE VIEW market.usage_by_service WITH (security_invoker = true) AS
SELECT organization_id, service_id,
       pg_catalog.count(*) AS calls,
       pg_catalog.count(*) FILTER (WHERE outcome = 'failed') AS failed_calls,
       pg_catalog.count(DISTINCT payer::pg_catalog.bytea) AS clients,
       pg_catalog.sum(price) AS revenue,
       pg_catalog.avg(response_time) AS average_response_time,
       pg_catalog.max(response_time) AS longest_response_time
FROM market.usage
GROUP BY organization_id, service_id;
COMMENT ON VIEW market.usage_by_service IS 'calls and revenue by service';
COMMENT ON COLUMN market.usage_by_service.organization_id IS 'the organization';
COMMENT ON COLUMN market.usage_by_service.service_id IS 'the service';
COMMENT ON COLUMN market.usage_by_service.calls IS 'calls, failed ones included';
COMMENT ON COLUMN market.usage_by_service.failed_calls IS 'calls that failed';
COMMENT ON COLUMN market.usage_by_service.clients IS 'clients that called';
COMMENT ON COLUMN market.usage_by_service.revenue IS 'sum of the prices charged, in minor units';
COMMENT ON COLUMN market.usage_by_service.average_response_time IS 'of the calls that tell it';
COMMENT ON COLUMN market.usage_by_service.longest_response_time IS 'of the calls that tell it';

CREATE OR REPLACE VIEW market.usage_by_method WITH (security_invoker = true) AS
SELECT organization_id, service_id, method,
       pg_catalog.count(*) AS calls,
       pg_catalog.count(*) FILTER (WHERE outcome = 'failed') AS failed_calls,
       pg_catalog.sum(price) AS revenue,
       pg_catalog.avg(response_time) AS average_response_time,
       pg_catalog.max(response_time) AS longest_response_time
FROM market.usage
GROUP BY organization_id, service_id, method;
COMMENT ON VIEW market.usage_by_method IS 'calls and revenue by method';
COMMENT ON COLUMN market.usage_by_method.organization_id IS 'the organization';
COMMENT ON COLUMN market.usage_by_method.service_id IS 'the service';
COMMENT ON COLUMN market.usage_by_method.method IS 'full name of the method; null: none was named';
COMMENT ON COLUMN market.usage_by_method.calls IS 'calls, failed ones included';
COMMENT ON COLUMN market.usage_by_method.failed_calls IS 'calls that failed';
COMMENT ON COLUMN market.usage_by_method.revenue IS 'sum of the prices charged, in minor units';
COMMENT ON COLUMN market.usage_by_method.average_response_time IS 'of the calls that tell it';
COMMENT ON COLUMN market.usage_by_method.longest_response_time IS 'of the calls that tell it';

CREATE OR REPLACE VIEW market.usage_by_client WITH (security_invoker = true) AS
SELECT organization_id, payer, kind,
       pg_catalog.count(*) AS calls,
       pg_catalog.count(*) FILTER (WHERE outcome = 'failed') AS failed_calls,
       pg_catalog.sum(price) AS revenue,
       pg_catalog.min(block_time) AS first_call,
       pg_catalog.max(block_time) AS last_call
FROM market.usage
GROUP BY organization_id, payer, kind;
COMMENT ON VIEW market.usage_by_client IS 'calls and revenue by client and kind of call';
COMMENT ON COLUMN market.usage_by_client.organization_id IS 'the organization';
COMMENT ON COLUMN market.usage_by_client.payer IS 'the client';
COMMENT ON COLUMN market.usage_by_client.kind IS 'paid, free or prepaid';
COMMENT ON COLUMN market.usage_by_client.calls IS 'calls, failed ones included';
COMMENT ON COLUMN market.usage_by_client.failed_calls IS 'calls that failed';
COMMENT ON COLUMN market.usage_by_client.revenue IS 'sum of the prices charged, in minor units';
COMMENT ON COLUMN market.usage_by_client.first_call IS 'block time of the first call';
COMMENT ON COLUMN market.usage_by_client.last_call IS 'block time of the last call';

CREATE OR REPLACE VIEW market.channel_statistics WITH (security_invoker = true) AS
SELECT c.id AS channel_id, c.sender, c.recipient, c.group_id,
       c.value, c.value - c.pending_amount AS full_amount, c.authorized_amount,
       c.value - c.pending_amount - c.authorized_amount AS unspent_amount,
       c.pending_amount, c.payment_nonce, c.expiration,
       u.calls, u.failed_calls, u.charged, u.last_call
FROM market.channel AS c
LEFT JOIN (
    SELECT channel_id,
           pg_catalog.count(*) AS calls,
           pg_catalog.count(*) FILTER (WHERE outcome = 'failed') AS failed_calls,
           pg_catalog.sum(price) AS charged,
           pg_catalog.max(block_time) AS last_call
    FROM market.usage
    WHERE channel_id IS NOT NULL
    GROUP BY channel_id
) AS u ON u.channel_id = c.id;
COMMENT ON VIEW market.channel_statistics IS 'channels with what is signed for, what is left, and the calls that were paid from them';
COMMENT ON COLUMN market.channel_statistics.channel_id IS 'the channel';
COMMENT ON COLUMN market.channel_statistics.sender IS 'who pays';
COMMENT ON COLUMN market.channel_statistics.recipient IS 'who is paid';
COMMENT ON COLUMN market.channel_statistics.group_id IS 'payment group of the recipient';
COMMENT ON COLUMN market.channel_statistics.value IS 'money on the channel, in minor units';
COMMENT ON COLUMN market.channel_statistics.full_amount IS 'what of it no pending claim takes';
COMMENT ON COLUMN market.channel_statistics.authorized_amount IS 'what of that is signed for';
COMMENT ON COLUMN market.channel_statistics.unspent_amount IS 'what is left for calls';
COMMENT ON COLUMN market.channel_statistics.pending_amount IS 'sum of the pending claims';
COMMENT ON COLUMN market.channel_statistics.payment_nonce IS 'nonce of the next payment';
COMMENT ON COLUMN market.channel_statistics.expiration IS 'block from which the sender may take the money back';
COMMENT ON COLUMN market.channel_statistics.calls IS 'recorded calls; null: none';
COMMENT ON COLUMN market.channel_statistics.failed_calls IS 'recorded calls that failed';
COMMENT ON COLUMN market.channel_statistics.charged IS 'sum of the prices of the recorded calls';
COMMENT ON COLUMN market.channel_statistics.last_call IS 'block time of the last recorded call';

GRANT SELECT ON market.usage_by_day TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.usage_by_service TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.usage_by_method TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.usage_by_client TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.channel_statistics TO market_user, market_app, market_operator, market_reader;
