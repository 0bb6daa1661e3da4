-- What market.audit() says of contexts, requests and fees.

CREATE OR REPLACE VIEW market.audit_request AS
SELECT 'request'::text AS check_name, r.id::text AS object,
       'pending, or answered with its tax'::text AS expected,
       pg_catalog.concat_ws(', ', r.state, 'tax ' || r.tax, 'ended in ' || r.ended_height) AS found
FROM market.request_open AS r
WHERE (CASE r.state WHEN 'pending' THEN r.tax IS NULL AND r.ended_height IS NULL
                       WHEN 'answered' THEN r.tax BETWEEN 0 AND r.fee AND r.ended_height IS NOT NULL
                       ELSE false END) IS NOT TRUE
UNION ALL
SELECT 'request', h.id::text, 'answered with its tax, or expired without',
       pg_catalog.concat_ws(', ', h.state, 'fee ' || h.fee, 'tax ' || h.tax, 'slashed ' || h.slashed)
FROM market.request_history AS h
WHERE (CASE h.state WHEN 'answered' THEN h.tax BETWEEN 0 AND h.fee AND h.slashed = 0
                       WHEN 'expired' THEN h.tax = 0 AND h.slashed >= 0
                       ELSE false END) IS NOT TRUE
UNION ALL
SELECT 'request', r.id::text, 'open, or ended', 'both'
FROM market.request_open AS r
JOIN market.request_history AS h ON h.id = r.id
UNION ALL
SELECT 'response', coalesce(q.id, s.request_id)::text,
       CASE WHEN q.state = 'answered' THEN '1 response' ELSE 'none' END,
       CASE WHEN s.request_id IS NULL THEN 'none' ELSE '1 response' END
FROM market.request AS q
FULL JOIN market.response AS s ON s.request_id = q.id
WHERE (q.state = 'answered') IS DISTINCT FROM (s.request_id IS NOT NULL)
UNION ALL
SELECT 'response', s.request_id::text, pg_catalog.concat_ws(' ', q.provider, q.consumer),
       pg_catalog.concat_ws(' ', s.provider, s.consumer)
FROM market.response AS s
JOIN market.request AS q ON q.id = s.request_id
WHERE q.provider OPERATOR(market.<>) s.provider OR q.consumer OPERATOR(market.<>) s.consumer
UNION ALL
SELECT 'earned fee', e.provider::text || ' ' || e.denom, 'a provider with an owner', 'none'
FROM market.earned_total AS e
LEFT JOIN market.provider_owner AS o ON o.provider OPERATOR(market.=) e.provider
WHERE o.provider IS NULL
UNION ALL
SELECT 'volume', pg_catalog.concat_ws(' ', coalesce(v.consumer, h.consumer),
                                      coalesce(v.service_name, h.service_name),
                                      coalesce(v.provider, h.provider)),
       'at least ' || coalesce(h.volume, 0), coalesce(v.volume, 0)::text
FROM market.answered_volume AS v
FULL JOIN (SELECT consumer, service_name, provider, pg_catalog.count(*) AS volume
           FROM market.request_history WHERE state = 'answered'
           GROUP BY consumer, service_name, provider) AS h
    ON h.consumer OPERATOR(market.=) v.consumer AND h.service_name = v.service_name
    AND h.provider OPERATOR(market.=) v.provider
WHERE coalesce(v.volume, 0) < coalesce(h.volume, 0);
COMMENT ON VIEW market.audit_request IS 'differences between requests, responses, volumes and fees';

-- Rows of a batch that prune() has removed cannot be counted any more.
CREATE OR REPLACE VIEW market.audit_context AS
WITH batch AS (
    SELECT q.context_id, q.batch_counter, pg_catalog.count(*) AS requests,
           pg_catalog.count(*) FILTER (WHERE q.state = 'answered') AS responses,
           pg_catalog.count(*) FILTER (WHERE q.state = 'pending') AS pending
    FROM market.request AS q
    GROUP BY q.context_id, q.batch_counter
)
SELECT 'batch'::text AS check_name, p.context_id::text AS object,
       pg_catalog.format('%s of %s answered, %s pending', b.responses, b.requests, b.pending) AS expected,
       pg_catalog.format('%s of %s answered, %s', p.batch_response_count, p.batch_request_count,
                         p.batch_state) AS found
FROM market.context_progress AS p
JOIN batch AS b ON b.context_id = p.context_id AND b.batch_counter = p.batch_counter
WHERE b.requests > p.batch_request_count OR b.responses > p.batch_response_count
   OR (b.pending > 0) <> (p.batch_state = 'running')
   OR p.expiry_height IS NOT NULL
      AND (b.requests <> p.batch_request_count OR b.responses <> p.batch_response_count)
UNION ALL
SELECT 'batch', b.context_id::text, 'batch ' || p.batch_counter || ' at most', 'batch ' || b.batch_counter
FROM batch AS b
LEFT JOIN market.context_progress AS p ON p.context_id = b.context_id
WHERE p.context_id IS NULL OR b.batch_counter > p.batch_counter
   OR b.batch_counter < p.batch_counter AND b.pending > 0
UNION ALL
SELECT 'context', p.context_id::text,
       CASE WHEN p.ended_height IS NOT NULL THEN 'completed, and no step due'
            WHEN p.state = 'running' THEN 'one step due'
            WHEN p.state = 'paused' THEN 'at most one step due'
            ELSE 'an open batch' END,
       pg_catalog.concat_ws(', ', p.state, 'starts in ' || p.start_height,
                            'expires in ' || p.expiry_height, 'ended in ' || p.ended_height)
FROM market.context_progress AS p
WHERE (CASE WHEN p.ended_height IS NOT NULL
               THEN p.state = 'completed' AND p.start_height IS NULL AND p.expiry_height IS NULL
               WHEN p.state = 'running' THEN (p.start_height IS NULL) <> (p.expiry_height IS NULL)
               WHEN p.state = 'paused' THEN p.start_height IS NULL OR p.expiry_height IS NULL
               ELSE p.start_height IS NULL AND p.expiry_height IS NOT NULL END) IS NOT TRUE
UNION ALL
SELECT 'context', coalesce(t.id, p.context_id)::text, 'terms and progress',
       CASE WHEN t.id IS NULL THEN 'no terms' ELSE 'no progress' END
FROM market.context_terms AS t
FULL JOIN market.context_progress AS p ON p.context_id = t.id
WHERE t.id IS NULL OR p.context_id IS NULL;
COMMENT ON VIEW market.audit_context IS 'differences between contexts, their batches and what is due';
