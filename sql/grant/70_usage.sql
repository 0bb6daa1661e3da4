-- Metering: the partition of this month, and who may do what.

SELECT market.make_usage_month();

GRANT EXECUTE ON FUNCTION
    market.last_usage_id,
    market.finish_call,
    market.record_failed_call
TO market_user, market_app;
GRANT EXECUTE ON FUNCTION market.prune_usage TO market_operator;
