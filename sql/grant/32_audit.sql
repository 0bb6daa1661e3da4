-- The hourly audit.

GRANT EXECUTE ON FUNCTION market.audit_recent() TO market_operator;
