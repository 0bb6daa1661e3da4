-- Who may seal the history, and look whether it was changed.

GRANT EXECUTE ON FUNCTION market.seal_history TO market_operator;
GRANT EXECUTE ON FUNCTION market.check_history TO market_operator, market_reader;
