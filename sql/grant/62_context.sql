-- Contexts, answers and fees: what those who act for accounts may execute.

GRANT EXECUTE ON FUNCTION
    market.call_service(market.address, text, market.address[], jsonb, market.coin, bigint, boolean, bigint, bigint, text),
    market.pause_request_context(market.address, bigint),
    market.start_request_context(market.address, bigint),
    market.kill_request_context(market.address, bigint),
    market.update_request_context(market.address, bigint, market.address[], market.coin, bigint, bigint, bigint, integer),
    market.respond_service(market.address, bigint, jsonb, jsonb, text),
    market.withdraw_earned_fees(market.address, market.address, text)
TO market_user, market_app;

GRANT EXECUTE ON FUNCTION market.prune(bigint) TO market_operator;
