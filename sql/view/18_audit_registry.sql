-- What audit() checks of prices, usage and the registry.

CREATE OR REPLACE VIEW market.audit_price AS
SELECT 'pricing function'::text AS check_name,
       pg_catalog.concat_ws(' ', g.organization_id, g.service_id, g.group_id) AS object,
       (f.service_id IS NOT NULL)::text AS expected, g.is_dynamic::text AS found
FROM market.service_group AS g
LEFT JOIN (SELECT DISTINCT organization_id, service_id FROM market.pricing_function) AS f
    ON f.organization_id = g.organization_id AND f.service_id = g.service_id
WHERE g.is_dynamic <> (f.service_id IS NOT NULL)
UNION ALL
SELECT 'service guard', pg_catalog.concat_ws(' ', g.organization_id, g.service_id, g.group_id),
       coalesce(t.guarded, false)::text, g.guarded::text
FROM market.service_group AS g
LEFT JOIN market.service_setting AS t ON t.organization_id = g.organization_id AND t.service_id = g.service_id
WHERE g.guarded <> coalesce(t.guarded, false);
COMMENT ON VIEW market.audit_price IS 'differences between services, their pricing functions and their settings';

CREATE OR REPLACE VIEW market.audit_usage AS
SELECT 'usage row'::text AS check_name, u.id::text AS object,
       'a paid, free or prepaid call that succeeded or failed, at a block that was, for a price'::text AS expected,
       pg_catalog.concat_ws(' ', u.kind, u.outcome, u.height, u.price) AS found
FROM market.usage AS u
CROSS JOIN market.clock AS c
WHERE u.kind NOT IN ('paid', 'free', 'prepaid') OR u.outcome NOT IN ('success', 'failed')
   OR u.height > c.height OR u.block_time > c.block_time
   OR u.price < 0 OR u.price <> pg_catalog.trunc(u.price) OR u.kind = 'free' AND u.price <> 0
UNION ALL
-- where metering was on all the time the two are equal, but for prepaid totals
SELECT 'usage total', pg_catalog.concat_ws(' ', t.channel_id, t.nonce),
       'at most ' || (coalesce(p.amount, c.authorized_amount, 0) + r.amount)::text,
       pg_catalog.concat_ws(' ', t.price, t.authorized_amount)
FROM (SELECT channel_id, nonce, pg_catalog.sum(price) AS price, pg_catalog.max(authorized_amount) AS authorized_amount
      FROM market.usage
      WHERE kind = 'paid' AND nonce IS NOT NULL
      GROUP BY channel_id, nonce) AS t
LEFT JOIN market.channel AS c ON c.id = t.channel_id
LEFT JOIN market.pending_claim AS p ON p.channel_id = t.channel_id AND p.nonce = t.nonce
CROSS JOIN LATERAL (
    SELECT coalesce(pg_catalog.sum(r.amount), 0) AS amount FROM market.payment_refund AS r
    WHERE r.channel_id = t.channel_id AND r.nonce = t.nonce) AS r
WHERE (c.id IS NULL OR p.nonce IS NOT NULL OR t.nonce >= c.payment_nonce)
  -- the nonces of payments that were lost are used again
  AND NOT EXISTS (SELECT FROM market.channel_event AS e WHERE e.channel_id = t.channel_id AND e.event = 'payment_lost')
  AND greatest(t.price, t.authorized_amount) > coalesce(p.amount, c.authorized_amount, 0) + r.amount;
COMMENT ON VIEW market.audit_usage IS 'usage rows that cannot be, or that charge more than is signed for';

CREATE OR REPLACE VIEW market.audit_registry AS
SELECT 'service tags'::text AS check_name, pg_catalog.concat_ws(' ', s.organization_id, s.service_id) AS object,
       d.tags::text AS expected, s.tags::text AS found
FROM market.organization_service AS s
CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT t.tag FROM pg_catalog.jsonb_array_elements_text(s.metadata -> 'tags')
                     WITH ORDINALITY AS t (tag, position)
                 GROUP BY t.tag ORDER BY pg_catalog.min(t.position)) AS tags) AS d
WHERE s.tags <> d.tags
UNION ALL
SELECT 'document version', pg_catalog.concat_ws(' ', d.organization_id, d.item_id),
       coalesce(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(d.metadata::text, 'UTF8')), 'hex'), 'none'),
       coalesce(pg_catalog.encode(e.hash, 'hex'), 'none')
FROM (SELECT id AS organization_id, NULL::text AS item_id, metadata FROM market.organization
      UNION ALL
      SELECT organization_id, service_id, metadata FROM market.organization_service) AS d
LEFT JOIN LATERAL (
    SELECT e.hash FROM market.registry_event AS e
    WHERE e.organization_id = d.organization_id AND e.item_id IS NOT DISTINCT FROM d.item_id
      AND e.metadata IS NOT NULL
    ORDER BY e.id DESC LIMIT 1) AS e ON true
WHERE e.hash IS DISTINCT FROM pg_catalog.sha256(pg_catalog.convert_to(d.metadata::text, 'UTF8'));
COMMENT ON VIEW market.audit_registry IS 'differences between documents, their tags and their last versions';
