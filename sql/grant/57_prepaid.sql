-- Prepaid calls.

GRANT EXECUTE ON FUNCTION
    market.issue_prepaid_token,
    market.use_prepaid_token,
    market.begin_prepaid_payment,
    market.set_prepaid_secret
TO market_user, market_app;
