-- Definitions: for everybody who has an account.

GRANT EXECUTE ON FUNCTION market.define_service(market.address, text, text, text, text[], text)
TO market_user, market_app;
