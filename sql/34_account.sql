-- Accounts.

CREATE FUNCTION market.system_account(name text) RETURNS market.address
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'market_system_account';
COMMENT ON FUNCTION market.system_account(text) IS
'address of one of the market''s own accounts: the first 20 bytes of the SHA-256 of its name';

CREATE FUNCTION market.create_account(
    address market.address DEFAULT NULL,
    owner_role regrole DEFAULT NULL,
    label text DEFAULT NULL
) RETURNS market.address
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_account';
COMMENT ON FUNCTION market.create_account(market.address, regrole, text) IS
'binds an account to a role, the caller''s unless another is given; without an address makes a random one';
REVOKE EXECUTE ON FUNCTION market.create_account(market.address, regrole, text) FROM PUBLIC;
