-- Who may follow up a call that was paid.

GRANT EXECUTE ON FUNCTION
    market.check_payment,
    market.rate_call,
    market.open_dispute,
    market.answer_dispute,
    market.close_dispute,
    market.refund_payment
TO market_user, market_app;
GRANT EXECUTE ON FUNCTION market.close_dispute TO market_operator;
