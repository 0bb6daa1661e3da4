-- Reports.  They read what is there, once, and answer within seconds over a million
-- requests; who reads them sees of each what the rows below let him see.

CREATE OR REPLACE TRIGGER clock_60_day
AFTER UPDATE ON market.clock
FOR EACH STATEMENT EXECUTE FUNCTION market.clock_day();
COMMENT ON TRIGGER clock_60_day ON market.clock IS 'the first block of a day is noted, for reports by day';

GRANT SELECT ON market.block_day TO market_user, market_app, market_operator, market_reader;

CREATE OR REPLACE VIEW market.report_earnings WITH (security_invoker = true) AS
SELECT e.day, o.owner, e.provider, e.service_name, e.denom, e.answers, e.fees, e.tax,
       e.fees - e.tax AS earned
FROM (SELECT c.days[greatest(pg_catalog.width_bucket(r.ended_height, c.heights), 1)] AS day,
             r.provider, r.service_name, r.denom, pg_catalog.count(*) AS answers,
             pg_catalog.sum(r.fee) AS fees, pg_catalog.sum(r.tax) AS tax
      FROM market.request AS r
      CROSS JOIN (SELECT pg_catalog.array_agg(day ORDER BY first_height) AS days,
                         pg_catalog.array_agg(first_height ORDER BY first_height) AS heights
                  FROM market.block_day) AS c
      WHERE r.state = 'answered'
      GROUP BY 1, 2, 3, 4) AS e
JOIN market.provider_owner AS o ON o.provider OPERATOR(market.=) e.provider;
COMMENT ON VIEW market.report_earnings IS 'what was earned, by day, owner, provider, service and token; of the requests that are kept';
COMMENT ON COLUMN market.report_earnings.day IS 'day of the answers, in UTC';
COMMENT ON COLUMN market.report_earnings.owner IS 'who may withdraw it';
COMMENT ON COLUMN market.report_earnings.provider IS 'who answered';
COMMENT ON COLUMN market.report_earnings.service_name IS 'the service';
COMMENT ON COLUMN market.report_earnings.denom IS 'minor unit of the fees';
COMMENT ON COLUMN market.report_earnings.answers IS 'number of answers, with any result';
COMMENT ON COLUMN market.report_earnings.fees IS 'what consumers paid for them, in minor units';
COMMENT ON COLUMN market.report_earnings.tax IS 'of that, what went to the community';
COMMENT ON COLUMN market.report_earnings.earned IS 'the rest';

CREATE OR REPLACE VIEW market.report_service_level WITH (security_invoker = true) AS
SELECT b.service_name, b.provider, b.owner, b.available, b.qos AS promised_blocks,
       coalesce(r.served, 0) AS served, coalesce(r.missed, 0) AS missed,
       coalesce(r.pending, 0) AS pending, coalesce(r.within_promise, 0) AS within_promise,
       pg_catalog.round(r.served::numeric / nullif(r.served + r.missed, 0), 4) AS served_share,
       r.fastest_blocks, pg_catalog.round(r.average_blocks, 2) AS average_blocks, r.slowest_blocks,
       coalesce(r.slashed, 0) AS slashed
FROM market.service_binding AS b
LEFT JOIN (SELECT q.service_name, q.provider,
                  pg_catalog.count(*) FILTER (WHERE q.state = 'answered') AS served,
                  pg_catalog.count(*) FILTER (WHERE q.state = 'expired') AS missed,
                  pg_catalog.count(*) FILTER (WHERE q.state = 'pending') AS pending,
                  pg_catalog.count(*) FILTER (WHERE q.state = 'answered'
                      AND q.ended_height - q.request_height <= p.qos) AS within_promise,
                  pg_catalog.min(q.ended_height - q.request_height)
                      FILTER (WHERE q.state = 'answered') AS fastest_blocks,
                  pg_catalog.avg(q.ended_height - q.request_height)
                      FILTER (WHERE q.state = 'answered') AS average_blocks,
                  pg_catalog.max(q.ended_height - q.request_height)
                      FILTER (WHERE q.state = 'answered') AS slowest_blocks,
                  pg_catalog.sum(q.slashed) AS slashed
           FROM market.request AS q
           JOIN market.service_binding AS p
               ON p.service_name = q.service_name AND p.provider OPERATOR(market.=) q.provider
           GROUP BY q.service_name, q.provider) AS r
    ON r.service_name = b.service_name AND r.provider OPERATOR(market.=) b.provider;
COMMENT ON VIEW market.report_service_level IS 'how bindings keep their promise; of the requests that are kept';
COMMENT ON COLUMN market.report_service_level.service_name IS 'the service';
COMMENT ON COLUMN market.report_service_level.provider IS 'the provider';
COMMENT ON COLUMN market.report_service_level.owner IS 'who owns the binding';
COMMENT ON COLUMN market.report_service_level.available IS 'does it take new requests?';
COMMENT ON COLUMN market.report_service_level.promised_blocks IS 'within how many blocks it promises to answer';
COMMENT ON COLUMN market.report_service_level.served IS 'requests that were answered';
COMMENT ON COLUMN market.report_service_level.missed IS 'requests that expired';
COMMENT ON COLUMN market.report_service_level.pending IS 'requests that wait for an answer';
COMMENT ON COLUMN market.report_service_level.within_promise IS 'requests that were answered within the promise of now';
COMMENT ON COLUMN market.report_service_level.served_share IS 'part of the requests that have ended which was answered, 0 to 1';
COMMENT ON COLUMN market.report_service_level.fastest_blocks IS 'least number of blocks to an answer';
COMMENT ON COLUMN market.report_service_level.average_blocks IS 'average number of blocks to an answer';
COMMENT ON COLUMN market.report_service_level.slowest_blocks IS 'greatest number of blocks to an answer';
COMMENT ON COLUMN market.report_service_level.slashed IS 'what missed requests have cost its deposit, in minor units of the base denom';

CREATE OR REPLACE VIEW market.report_spending WITH (security_invoker = true) AS
SELECT consumer, service_name, denom, pg_catalog.count(*) AS requests,
       pg_catalog.count(*) FILTER (WHERE state = 'answered') AS answered,
       pg_catalog.count(*) FILTER (WHERE state = 'expired') AS expired,
       coalesce(pg_catalog.sum(fee) FILTER (WHERE state = 'answered'), 0) AS spent,
       coalesce(pg_catalog.sum(fee) FILTER (WHERE state = 'expired'), 0) AS given_back,
       coalesce(pg_catalog.sum(fee) FILTER (WHERE state = 'pending'), 0) AS in_escrow
FROM market.request
GROUP BY consumer, service_name, denom;
COMMENT ON VIEW market.report_spending IS 'what consumers spend, by service and token; of the requests that are kept';
COMMENT ON COLUMN market.report_spending.consumer IS 'who pays';
COMMENT ON COLUMN market.report_spending.service_name IS 'the service';
COMMENT ON COLUMN market.report_spending.denom IS 'minor unit of the fees';
COMMENT ON COLUMN market.report_spending.requests IS 'number of requests';
COMMENT ON COLUMN market.report_spending.answered IS 'of these, how many were answered';
COMMENT ON COLUMN market.report_spending.expired IS 'of these, how many expired';
COMMENT ON COLUMN market.report_spending.spent IS 'fees of the answered ones, in minor units';
COMMENT ON COLUMN market.report_spending.given_back IS 'fees of the expired ones';
COMMENT ON COLUMN market.report_spending.in_escrow IS 'fees of those that wait for an answer';

CREATE OR REPLACE VIEW market.report_pool WITH (security_invoker = true) AS
SELECT p.pool, market.system_account(p.pool) AS account, s.denom, s.kind,
       pg_catalog.sum(s.amount) AS amount
FROM market.balance_sheet AS s
JOIN (VALUES ('deposit'::text, 'service_deposit_account'::text),
             ('escrow', 'service_request_account'), ('earned', 'service_request_account'),
             ('slashed', 'service_fee_collector'), ('tax', 'community_pool')) AS p (kind, pool)
    ON p.kind = s.kind
GROUP BY p.pool, s.denom, s.kind;
COMMENT ON VIEW market.report_pool IS 'money by pool: what the accounts of the original would hold';
COMMENT ON COLUMN market.report_pool.pool IS 'name of the system account';
COMMENT ON COLUMN market.report_pool.account IS 'its address';
COMMENT ON COLUMN market.report_pool.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.report_pool.kind IS 'what the money is: deposit, escrow, earned, slashed, tax';
COMMENT ON COLUMN market.report_pool.amount IS 'minor units';

CREATE OR REPLACE VIEW market.report_context_funds WITH (security_invoker = true) AS
SELECT w.context_id, w.consumer, w.service_name, w.denom, w.next_height, w.batches_left, w.batch_cost,
       w.round_cost, w.balance, pg_catalog.trunc(w.balance / w.round_cost) AS rounds_affordable,
       w.next_height + w.repeated_frequency * pg_catalog.trunc(w.balance / w.round_cost) AS dry_height
FROM (SELECT c.id AS context_id, c.consumer, c.service_name, c.denom, c.next_height, c.batches_left,
             c.batch_cost, c.repeated_frequency, coalesce(a.amount, 0) AS balance,
             pg_catalog.sum(c.batch_cost) OVER all_of_consumer AS round_cost,
             pg_catalog.sum(c.batch_cost * c.batches_left) OVER all_of_consumer AS total_cost,
             pg_catalog.bool_or(c.batches_left IS NULL) OVER all_of_consumer AS is_endless
      FROM (SELECT p.context_id AS id, t.consumer, t.service_name, b.price_denom AS denom,
                   p.repeated_frequency,
                   coalesce(p.start_height, p.expiry_height - p.timeout + p.repeated_frequency) AS next_height,
                   CASE WHEN NOT p.repeated THEN 1
                        WHEN p.repeated_total > 0 THEN p.repeated_total - p.batch_counter END AS batches_left,
                   pg_catalog.sum(f.fee) AS batch_cost
            FROM market.context_progress AS p
            JOIN market.context_terms AS t ON t.id = p.context_id
            CROSS JOIN market.clock AS k
            CROSS JOIN market.params AS g
            CROSS JOIN LATERAL pg_catalog.unnest(t.providers) AS u (provider)
            JOIN market.service_binding AS b
                ON b.service_name = t.service_name AND b.provider OPERATOR(market.=) u.provider
                AND b.available AND b.qos <= p.timeout
            CROSS JOIN LATERAL (SELECT pg_catalog.trunc(market.discounted_price(b.pricing, b.price,
                k.block_time, coalesce((SELECT v.volume FROM market.answered_volume AS v
                    WHERE v.consumer OPERATOR(market.=) t.consumer AND v.service_name = t.service_name
                      AND v.provider OPERATOR(market.=) u.provider), 0))) AS fee) AS f
            WHERE p.state = 'running'
              AND (p.start_height IS NOT NULL OR p.repeated AND p.expiry_height IS NOT NULL
                   AND (p.repeated_total < 0 OR p.batch_counter < p.repeated_total))
              AND (b.price_denom <> g.base_denom OR f.fee <= t.fee_cap)
            GROUP BY p.context_id, t.consumer, t.service_name, b.price_denom
            HAVING pg_catalog.sum(f.fee) > 0) AS c
      LEFT JOIN market.account_balance AS a
          ON a.account OPERATOR(market.=) c.consumer AND a.denom = c.denom
      WINDOW all_of_consumer AS (PARTITION BY c.consumer, c.denom)) AS w
WHERE w.is_endless OR w.balance < w.total_cost;
COMMENT ON VIEW market.report_context_funds IS 'contexts that will run out of money, if prices stay and the consumer pays nothing else';
COMMENT ON COLUMN market.report_context_funds.context_id IS 'the context';
COMMENT ON COLUMN market.report_context_funds.consumer IS 'who pays';
COMMENT ON COLUMN market.report_context_funds.service_name IS 'the service';
COMMENT ON COLUMN market.report_context_funds.denom IS 'minor unit of the token that runs out';
COMMENT ON COLUMN market.report_context_funds.next_height IS 'block at whose end the next batch is due';
COMMENT ON COLUMN market.report_context_funds.batches_left IS 'batches that are to come; null: without end';
COMMENT ON COLUMN market.report_context_funds.batch_cost IS 'what a batch costs at the prices of now, in minor units; prices in another token count whatever the fee cap';
COMMENT ON COLUMN market.report_context_funds.round_cost IS 'what one batch of each context of the consumer costs';
COMMENT ON COLUMN market.report_context_funds.balance IS 'spendable money of the consumer, in minor units';
COMMENT ON COLUMN market.report_context_funds.rounds_affordable IS 'how many such rounds it pays';
COMMENT ON COLUMN market.report_context_funds.dry_height IS 'block of the first batch that will not be paid, when all contexts of the consumer keep pace';

GRANT SELECT ON market.report_earnings, market.report_service_level, market.report_spending,
    market.report_context_funds
    TO market_user, market_app, market_operator, market_reader;
GRANT SELECT ON market.report_pool TO market_app, market_operator, market_reader;
