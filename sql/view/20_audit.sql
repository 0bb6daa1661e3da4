-- What market.audit() reports: no row when the books are sound.

CREATE OR REPLACE VIEW market.audit_balance AS
WITH book AS (
    SELECT account, kind, denom, pg_catalog.sum(amount) AS amount
    FROM (SELECT debit AS account, debit_kind AS kind, denom, - amount AS amount FROM market.journal
          UNION ALL
          SELECT credit, credit_kind, denom, amount FROM market.journal
          UNION ALL
          SELECT debit, debit_kind, denom, - amount FROM market.unsettled_movement
          UNION ALL
          SELECT credit, credit_kind, denom, amount FROM market.unsettled_movement) AS posting
    GROUP BY account, kind, denom
), sheet AS (
    SELECT account, kind, denom, pg_catalog.sum(amount) AS amount
    FROM market.balance_sheet
    GROUP BY account, kind, denom
)
SELECT 'balance'::text AS check_name,
       pg_catalog.concat_ws(' ', coalesce(book.account, sheet.account), coalesce(book.kind, sheet.kind),
                            coalesce(book.denom, sheet.denom)) AS object,
       coalesce(book.amount, 0)::text AS expected,
       coalesce(sheet.amount, 0)::text AS found
FROM (SELECT * FROM book WHERE kind <> 'outside') AS book
FULL JOIN sheet
    ON sheet.account OPERATOR(market.=) book.account
    AND sheet.kind = book.kind AND sheet.denom = book.denom
WHERE coalesce(book.amount, 0) <> coalesce(sheet.amount, 0)
UNION ALL
SELECT 'supply', coalesce(paid.denom, held.denom), coalesce(paid.amount, 0)::text, coalesce(held.amount, 0)::text
FROM (SELECT denom, - pg_catalog.sum(amount) AS amount FROM book WHERE kind = 'outside' GROUP BY denom) AS paid
FULL JOIN (SELECT denom, pg_catalog.sum(amount) AS amount FROM sheet GROUP BY denom) AS held
    ON held.denom = paid.denom
WHERE coalesce(paid.amount, 0) <> coalesce(held.amount, 0)
UNION ALL
SELECT 'floor', b.account::text || ' ' || b.denom, 'an integer from 0 to 2^256-1', b.amount::text
FROM market.account_balance AS b
WHERE b.amount < 0 OR b.amount >= 2::numeric ^ 256 OR b.amount <> pg_catalog.trunc(b.amount)
UNION ALL
SELECT 'account', b.account::text, 'a row in market.account', 'none'
FROM market.account_balance AS b
LEFT JOIN market.account AS a ON a.address OPERATOR(market.=) b.account
WHERE a.address IS NULL
UNION ALL
SELECT 'reference', r.kind || ' ' || r.reference, '1 journal row of ' || r.amount, pg_catalog.count(j.id)::text
FROM market.external_reference AS r
LEFT JOIN market.journal AS j
    ON j.reason = r.kind AND j.reference = r.reference AND j.denom = r.denom AND j.amount = r.amount
    AND CASE r.kind WHEN 'deposit' THEN j.credit ELSE j.debit END OPERATOR(market.=) r.account
WHERE r.amount > 0
GROUP BY r.kind, r.reference, r.amount
HAVING pg_catalog.count(j.id) <> 1;
COMMENT ON VIEW market.audit_balance IS 'differences between balances, journal and references';

CREATE OR REPLACE VIEW market.audit_channel AS
WITH book AS (
    SELECT reference, pg_catalog.sum(amount) AS amount
    FROM (SELECT reference, - amount AS amount FROM market.journal WHERE debit_kind = 'channel'
          UNION ALL
          SELECT reference, amount FROM market.journal WHERE credit_kind = 'channel') AS posting
    GROUP BY reference
), step AS (
    SELECT channel_id, pg_catalog.count(*) AS claims
    FROM market.channel_event WHERE event IN ('claim', 'timeout')
    GROUP BY channel_id
), pending AS (
    SELECT channel_id, pg_catalog.count(*) AS claims, pg_catalog.sum(amount) AS amount,
           pg_catalog.min(nonce) AS first, pg_catalog.max(nonce) AS last
    FROM market.pending_claim
    GROUP BY channel_id
)
SELECT 'channel value'::text AS check_name, coalesce(c.id::text, book.reference) AS object,
       coalesce(book.amount, 0)::text AS expected, coalesce(c.value, 0)::text AS found
FROM market.channel AS c
FULL JOIN book ON book.reference = c.id::text
WHERE coalesce(book.amount, 0) <> coalesce(c.value, 0)
UNION ALL
SELECT 'channel nonce', c.id::text, coalesce(step.claims, 0)::text, c.nonce::text
FROM market.channel AS c
LEFT JOIN step ON step.channel_id = c.id
WHERE coalesce(step.claims, 0) <> c.nonce
UNION ALL
SELECT 'channel pending claims', c.id::text,
       CASE WHEN c.payment_nonce = c.nonce AND c.pending_amount = 0 THEN 'none'
            ELSE pg_catalog.format('%s with nonces %s to %s, amount %s', c.payment_nonce - c.nonce,
                                   c.nonce, c.payment_nonce - 1, c.pending_amount) END,
       CASE WHEN p.claims IS NULL THEN 'none'
            ELSE pg_catalog.format('%s with nonces %s to %s, amount %s', p.claims,
                                   p.first, p.last, p.amount) END
FROM market.channel AS c
LEFT JOIN pending AS p ON p.channel_id = c.id
WHERE coalesce(p.claims, 0) <> c.payment_nonce - c.nonce
   OR coalesce(p.amount, 0) <> c.pending_amount
   OR p.first <> c.nonce OR p.last <> c.payment_nonce - 1
UNION ALL
SELECT 'channel authorized', c.id::text, 'at most ' || (c.value - c.pending_amount)::text, c.authorized_amount::text
FROM market.channel AS c
WHERE c.authorized_amount < 0 OR c.pending_amount < 0
   OR c.authorized_amount + c.pending_amount > c.value
UNION ALL
SELECT 'channel expiration', c.id::text, 'a block', c.expiration::text
FROM market.channel AS c
WHERE c.expiration < 0
UNION ALL
SELECT 'channel signature', c.id::text,
       CASE WHEN c.authorized_amount > 0 THEN 'a signature' ELSE 'none' END,
       CASE WHEN c.authorized_signature IS NULL THEN 'none' ELSE 'a signature' END
FROM market.channel AS c
WHERE (c.authorized_amount > 0) <> (c.authorized_signature IS NOT NULL)
UNION ALL
SELECT 'permission', p.channel_id::text, '1 permission for a channel that exists',
       pg_catalog.format('%s permissions, %s channels', pg_catalog.count(*), pg_catalog.count(c.id))
FROM market.used_permission AS p
LEFT JOIN market.channel AS c ON c.id = p.channel_id
GROUP BY p.channel_id
HAVING pg_catalog.count(*) <> 1 OR pg_catalog.count(c.id) <> 1;
COMMENT ON VIEW market.audit_channel IS 'differences between channels, journal, events, claims and permissions';

CREATE OR REPLACE VIEW market.audit_service AS
SELECT 'service group'::text AS check_name,
       pg_catalog.concat_ws(' ', s.organization_id, s.service_id, s.group_id) AS object,
       CASE WHEN g.group_id IS NULL THEN 'a group of the organization'
            ELSE pg_catalog.concat_ws(' ', g.payment_address, g.payment_expiration_threshold) END AS expected,
       pg_catalog.concat_ws(' ', s.payment_address, s.payment_expiration_threshold) AS found
FROM market.service_group AS s
LEFT JOIN market.organization_group AS g
    ON g.organization_id = s.organization_id AND g.group_id = s.group_id
WHERE g.group_id IS NULL
   OR g.payment_address OPERATOR(market.<>) s.payment_address
   OR g.payment_expiration_threshold <> s.payment_expiration_threshold;
COMMENT ON VIEW market.audit_service IS 'differences between the groups of services and of their organizations';

CREATE OR REPLACE VIEW market.audit_finding AS
SELECT check_name, object, expected, found FROM market.audit_balance
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_channel
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_service
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_binding
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_request
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_context
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_idempotency
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_price
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_registry
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_usage
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_unclaimed
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_refill
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_reservation
UNION ALL
SELECT check_name, object, expected, found FROM market.audit_prepaid;
COMMENT ON VIEW market.audit_finding IS 'all differences, read by market.audit() in one snapshot';
