-- Deposits so large that the sum of a token has to be watched: none, in most markets.

CREATE INDEX journal_large_idx ON market.journal (denom)
    WHERE debit_kind = 'outside' AND amount >= 6277101735386680763835789423207666416102355444464034512896;
COMMENT ON INDEX market.journal_large_idx IS 'deposits of 2^192 minor units and more';
