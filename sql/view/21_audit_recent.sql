-- What market.audit_recent() reports: balances against remembered sums and what is new.

CREATE OR REPLACE VIEW market.audit_recent_finding AS
WITH book AS (
    SELECT account, kind, denom, pg_catalog.sum(amount) AS amount
    FROM (SELECT account, kind, denom, amount FROM market.audit_total
          UNION ALL
          SELECT j.debit, j.debit_kind, j.denom, - j.amount FROM market.journal AS j
          WHERE j.id > (SELECT read_through FROM market.audit_progress)
          UNION ALL
          SELECT j.credit, j.credit_kind, j.denom, j.amount FROM market.journal AS j
          WHERE j.id > (SELECT read_through FROM market.audit_progress)
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
WHERE coalesce(paid.amount, 0) <> coalesce(held.amount, 0);
COMMENT ON VIEW market.audit_recent_finding IS 'differences between balances and journal, read from where audit_recent() has left off';
