-- Modules: anybody may have one; what answers for everybody is the operator's choice.

GRANT EXECUTE ON FUNCTION
    market.register_module(text, text, text),
    market.create_request_context,
    market.exchange_rate(text)
TO market_user, market_app;
GRANT EXECUTE ON FUNCTION
    market.register_module_service(text, text, market.address, text),
    market.deliver_callbacks(integer)
TO market_operator;
