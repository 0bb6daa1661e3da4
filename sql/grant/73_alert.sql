-- Who may ask for alerts.

GRANT EXECUTE ON FUNCTION market.set_channel_alert TO market_user, market_app;
