-- Who may share what it claims.

GRANT EXECUTE ON FUNCTION market.set_payment_split TO market_user, market_app;
