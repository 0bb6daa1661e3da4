-- Where all money is.

CREATE OR REPLACE VIEW market.balance_sheet WITH (security_invoker = true) AS
SELECT account, denom, 'spendable'::text AS kind, amount
FROM market.account_balance
WHERE amount <> 0
UNION ALL
SELECT sender, denom, 'channel'::text, pg_catalog.sum(value)
FROM market.channel
WHERE value <> 0
GROUP BY sender, denom
UNION ALL
SELECT b.owner, p.base_denom, 'deposit'::text, pg_catalog.sum(b.deposit)
FROM market.service_binding AS b
CROSS JOIN market.params AS p
WHERE b.deposit <> 0
GROUP BY b.owner, p.base_denom
UNION ALL
SELECT consumer, denom, 'escrow'::text, pg_catalog.sum(fee)
FROM market.request_open
WHERE state = 'pending' AND fee > 0
GROUP BY consumer, denom
UNION ALL
SELECT owner, denom, 'earned'::text, pg_catalog.sum(amount)
FROM market.earned_fee
GROUP BY owner, denom
UNION ALL
SELECT account, denom, kind, pg_catalog.sum(amount)
FROM (SELECT account, denom, kind, amount FROM market.pool_share
      UNION ALL
      SELECT credit, denom, 'tax', amount FROM market.unsettled_movement
      WHERE credit_kind = 'tax') AS pool
GROUP BY account, denom, kind;
COMMENT ON VIEW market.balance_sheet IS 'where all money is; per denom the sum is the money deposited less the money withdrawn';
COMMENT ON COLUMN market.balance_sheet.account IS 'whose money it is';
COMMENT ON COLUMN market.balance_sheet.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.balance_sheet.kind IS 'where it lies: spendable, on the account''s channels, as deposit of its bindings, in escrow for its requests, earned by its providers; or tax and burned: nobody''s';
COMMENT ON COLUMN market.balance_sheet.amount IS 'minor units';
