-- Money in, money out, and between accounts.

CREATE FUNCTION market.deposit(
    account market.address,
    funds market.coin,
    reference text DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_deposit';
COMMENT ON FUNCTION market.deposit(market.address, market.coin, text, text) IS
'money came in from outside; returns the new balance; the same reference is applied once; for operators';
REVOKE EXECUTE ON FUNCTION market.deposit(market.address, market.coin, text, text) FROM PUBLIC;

CREATE FUNCTION market.withdraw(
    account market.address,
    funds market.coin,
    reference text DEFAULT NULL,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_withdraw';
COMMENT ON FUNCTION market.withdraw(market.address, market.coin, text, text) IS
'money goes out; returns the new balance; the same reference is applied once';
REVOKE EXECUTE ON FUNCTION market.withdraw(market.address, market.coin, text, text) FROM PUBLIC;

CREATE FUNCTION market.transfer(
    sender market.address,
    receiver market.address,
    funds market.coin,
    idempotency_key text DEFAULT NULL
)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_transfer';
COMMENT ON FUNCTION market.transfer(market.address, market.address, market.coin, text) IS
'moves money between accounts; returns the sender''s new balance';
REVOKE EXECUTE ON FUNCTION market.transfer(market.address, market.address, market.coin, text) FROM PUBLIC;

CREATE FUNCTION market.balance(account market.address, denom text DEFAULT NULL) RETURNS numeric
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_balance';
COMMENT ON FUNCTION market.balance(market.address, text) IS
'spendable money of an account in minor units; 0 when the account is unknown';

CREATE FUNCTION market.audit()
RETURNS TABLE (check_name text, object text, expected text, found text)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_audit';
COMMENT ON FUNCTION market.audit() IS
'recomputes the books from rows and journal and reports differences; no row when they are sound';

CREATE FUNCTION market.audit_recent()
RETURNS TABLE (check_name text, object text, expected text, found text)
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_audit_recent';
COMMENT ON FUNCTION market.audit_recent() IS
'compares balances with the journal as audit() does, but reads only what is new in it; for operators';
REVOKE EXECUTE ON FUNCTION market.audit_recent() FROM PUBLIC;
