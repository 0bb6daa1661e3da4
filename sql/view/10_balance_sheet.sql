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
GROUP BY b.owner, p.base_denom;
COMMENT ON VIEW market.balance_sheet IS 'where all money is; per denom the sum is the money deposited less the money withdrawn';
COMMENT ON COLUMN market.balance_sheet.account IS 'whose money it is';
COMMENT ON COLUMN market.balance_sheet.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.balance_sheet.kind IS 'where it lies: spendable, on the account''s channels, or as deposit of its bindings';
COMMENT ON COLUMN market.balance_sheet.amount IS 'minor units';
