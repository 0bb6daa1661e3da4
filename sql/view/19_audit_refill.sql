-- What audit() says of rules that fund and extend channels.

CREATE OR REPLACE VIEW market.audit_refill AS
SELECT 'refill due'::text AS check_name, c.id::text AS object, 'a block'::text AS expected,
       coalesce(r.due::text, 'none') AS found
FROM market.channel_refill AS r
JOIN market.channel AS c ON c.id = r.channel_id
WHERE (r.due IS NULL AND r.left_amount IS DISTINCT FROM 0
       AND c.value - c.pending_amount - c.authorized_amount < r.low_funds
       AND c.expiration > (SELECT height FROM market.clock))
   OR (r.expiry_blocks IS NOT NULL
       AND coalesce(r.due > greatest(c.expiration - r.expiry_blocks, (SELECT height FROM market.clock)), true)
       AND coalesce(c.expiration < r.max_expiration, true));
COMMENT ON VIEW market.audit_refill IS 'rules that the end of blocks would look at too late';
