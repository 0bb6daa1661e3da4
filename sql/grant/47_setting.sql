-- Operators of services and clients of free calls act for accounts.

GRANT EXECUTE ON FUNCTION
    market.start_service,
    market.stop_service,
    market.configure_service,
    market.free_call,
    market.set_free_call_allowance,
    market.reset_free_calls
TO market_user, market_app;
