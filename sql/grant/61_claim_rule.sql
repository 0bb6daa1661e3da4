-- Recipients claim, and set rules.

GRANT EXECUTE ON FUNCTION
    market.claim_listed,
    market.claim_all,
    market.claim_expiring,
    market.set_claim_rule,
    market.delete_claim_rule
TO market_user, market_app;
