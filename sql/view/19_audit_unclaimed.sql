-- What audit() says of unclaimed money.

CREATE OR REPLACE VIEW market.audit_unclaimed AS
SELECT 'unclaimed channel'::text AS check_name, coalesce(c.id, u.channel_id)::text AS object,
       CASE WHEN c.id IS NULL THEN 'none' ELSE 'of ' || c.recipient::text END AS expected,
       CASE WHEN u.channel_id IS NULL THEN 'none' ELSE 'of ' || u.recipient::text END AS found
FROM (SELECT id, recipient FROM market.channel WHERE authorized_amount > uncharged_amount OR pending_amount > 0) AS c
FULL JOIN market.unclaimed_channel AS u ON u.channel_id = c.id
WHERE c.id IS NULL OR u.channel_id IS NULL OR c.recipient OPERATOR(market.<>) u.recipient
UNION ALL
SELECT 'unclaimed due', u.channel_id::text,
       'a block'::text, 'none'::text
FROM market.unclaimed_channel AS u
JOIN market.claim_rule AS r ON r.recipient OPERATOR(market.=) u.recipient
WHERE u.due IS NULL AND NOT r.is_new;
COMMENT ON VIEW market.audit_unclaimed IS 'differences between channels, what is noted as unclaimed, and rules';
