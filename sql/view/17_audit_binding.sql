-- What market.audit() reports of bindings.

CREATE OR REPLACE VIEW market.audit_binding AS
WITH book AS (
    SELECT reference, denom, pg_catalog.sum(amount) AS amount
    FROM (SELECT reference, denom, - amount AS amount FROM market.journal WHERE debit_kind = 'deposit'
          UNION ALL
          SELECT reference, denom, amount FROM market.journal WHERE credit_kind = 'deposit') AS posting
    GROUP BY reference, denom
), binding AS (
    SELECT b.service_name || ' ' || b.provider::text AS reference, p.base_denom AS denom, b.deposit
    FROM market.service_binding AS b
    CROSS JOIN market.params AS p
)
SELECT 'binding deposit'::text AS check_name, coalesce(b.reference, book.reference) AS object,
       coalesce(book.amount, 0)::text AS expected, coalesce(b.deposit, 0)::text AS found
FROM binding AS b
FULL JOIN book ON book.reference = b.reference AND book.denom = b.denom
WHERE coalesce(book.amount, 0) <> coalesce(b.deposit, 0)
UNION ALL
SELECT 'binding owner', b.service_name || ' ' || b.provider::text, coalesce(o.owner::text, 'an owner'), b.owner::text
FROM market.service_binding AS b
LEFT JOIN market.provider_owner AS o ON o.provider OPERATOR(market.=) b.provider
WHERE o.owner IS NULL OR o.owner OPERATOR(market.<>) b.owner
UNION ALL
SELECT 'binding price', b.service_name || ' ' || b.provider::text,
       market.list_price(b.pricing)::text, b.price || b.price_denom
FROM market.service_binding AS b
CROSS JOIN LATERAL market.list_price(b.pricing) AS list
LEFT JOIN market.token AS t ON t.denom = b.price_denom
WHERE t.denom IS NULL
   OR b.price <> market.coin_amount(list) * CASE market.coin_denom(list)
      WHEN t.denom THEN 1 WHEN t.symbol THEN 10::numeric ^ t.decimals END
   OR market.coin_denom(list) NOT IN (t.denom, coalesce(t.symbol, t.denom));
COMMENT ON VIEW market.audit_binding IS 'differences between bindings, their owners, their deposits and the journal';
