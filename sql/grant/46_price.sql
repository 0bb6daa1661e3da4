-- Who may ask for prices and set them.

GRANT EXECUTE ON FUNCTION
    market.register_pricing_function,
    market.unregister_pricing_function,
    market.service_price,
    market.request_quote
TO market_user, market_app;
