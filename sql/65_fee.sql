-- Earned fees.

CREATE FUNCTION market.withdraw_earned_fees(owner market.address, provider market.address DEFAULT NULL, idempotency_key text DEFAULT NULL)
RETURNS SETOF market.coin
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_withdraw_earned_fees';
COMMENT ON FUNCTION market.withdraw_earned_fees(market.address, market.address, text) IS
'pays what a provider, or all providers of an owner, have earned to the owner''s withdraw address';
REVOKE EXECUTE ON FUNCTION market.withdraw_earned_fees(market.address, market.address, text) FROM PUBLIC;
