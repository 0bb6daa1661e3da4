-- Who may have channels refilled.

GRANT EXECUTE ON FUNCTION market.set_channel_refill TO market_user, market_app;
