-- Who may let others sign.

GRANT EXECUTE ON FUNCTION market.set_channel_signer, market.remove_channel_signer TO market_user, market_app;
