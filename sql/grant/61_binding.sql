-- Bindings: for owners.

GRANT EXECUTE ON FUNCTION
    market.bind_service(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text),
    market.update_binding(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text),
    market.enable_binding(market.address, text, market.address, market.coin, text),
    market.disable_binding(market.address, text, market.address),
    market.refund_deposit(market.address, text, market.address, text),
    market.set_withdraw_address(market.address, market.address)
TO market_user, market_app;
