-- Payments in two steps.

GRANT EXECUTE ON FUNCTION
    market.begin_payment,
    market.commit_payment,
    market.rollback_payment
TO market_user, market_app;
