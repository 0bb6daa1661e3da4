-- What audit() says of payments that have begun, and of prepaid totals.

CREATE OR REPLACE VIEW market.audit_reservation AS
WITH open AS (
    SELECT r.channel_id, pg_catalog.max(r.expiration) AS reserved_until, pg_catalog.max(r.amount) AS amount
    FROM market.payment_reservation AS r, market.clock AS k
    WHERE r.kind = 'paid' AND r.outcome IS NULL AND r.expiration > k.height
    GROUP BY r.channel_id
)
SELECT 'reservation'::text AS check_name, coalesce(c.id, o.channel_id)::text AS object,
       coalesce(o.reserved_until, 0)::text AS expected, coalesce(c.reserved_until, 0)::text AS found
FROM open AS o
FULL JOIN (SELECT c.id, c.reserved_until FROM market.channel AS c, market.clock AS k
           WHERE c.reserved_until > k.height) AS c ON c.id = o.channel_id
WHERE coalesce(o.reserved_until, 0) <> coalesce(c.reserved_until, 0)
UNION ALL
SELECT 'reservation amount', r.channel_id::text,
       pg_catalog.format('nonce %s, at most %s until %s', c.payment_nonce, c.value - c.pending_amount,
                         c.expiration),
       pg_catalog.format('nonce %s, %s until %s', r.nonce, r.amount, r.expiration)
FROM market.payment_reservation AS r
CROSS JOIN market.clock AS k
LEFT JOIN market.channel AS c ON c.id = r.channel_id
WHERE r.kind = 'paid' AND r.outcome IS NULL AND r.expiration > k.height
  AND (c.id IS NULL OR r.nonce <> c.payment_nonce OR r.amount > c.value - c.pending_amount
       OR r.expiration > c.expiration)
UNION ALL
SELECT 'uncharged', c.id::text, 'from 0 to ' || c.authorized_amount, c.uncharged_amount::text
FROM market.channel AS c
WHERE c.uncharged_amount < 0 OR c.uncharged_amount > greatest(c.authorized_amount, 0)
UNION ALL
SELECT 'uncharged', pg_catalog.format('%s nonce %s', p.channel_id, p.nonce), 'from 0 to ' || p.amount,
       p.uncharged_amount::text
FROM market.pending_claim AS p
WHERE p.uncharged_amount < 0 OR p.uncharged_amount > p.amount;
COMMENT ON VIEW market.audit_reservation IS 'differences between channels and payments that have begun';

CREATE OR REPLACE VIEW market.audit_prepaid AS
SELECT 'prepaid total'::text AS check_name, p.channel_id || ' ' || p.organization_id AS object,
       'used + lost at most planned + refunded, refunded at most used'::text AS expected,
       pg_catalog.format('planned %s, used %s, refunded %s, lost %s', p.planned_amount, p.used_amount,
                         p.refunded_amount, p.lost_amount) AS found
FROM market.prepaid_total AS p
LEFT JOIN market.channel AS c ON c.id = p.channel_id
WHERE p.used_amount + p.lost_amount > p.planned_amount + p.refunded_amount
   OR p.refunded_amount > p.used_amount OR p.refunded_amount < 0 OR p.lost_amount < 0
   OR c.id IS NULL
UNION ALL
SELECT 'prepaid call', r.channel_id || ' ' || r.organization_id,
       'at most ' || coalesce(t.used_amount - t.refunded_amount, 0), r.price::text
FROM (SELECT channel_id, organization_id, pg_catalog.sum(price) AS price FROM market.payment_reservation
      WHERE kind = 'prepaid' AND outcome IS NULL GROUP BY channel_id, organization_id) AS r
LEFT JOIN market.prepaid_total AS t ON t.channel_id = r.channel_id AND t.organization_id = r.organization_id
WHERE r.price > coalesce(t.used_amount - t.refunded_amount, 0);
COMMENT ON VIEW market.audit_prepaid IS 'prepaid totals that do not hold, and running calls that they do not cover';
