-- Shares of what a recipient claims that go to others.

CREATE FUNCTION market.set_payment_split(
    recipient market.address,
    beneficiaries market.address[],
    shares integer[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_payment_split';
COMMENT ON FUNCTION market.set_payment_split IS
'says who else gets a share of what an account claims from channels, in ten thousandths; empty lists end it';
REVOKE EXECUTE ON FUNCTION market.set_payment_split FROM PUBLIC;
