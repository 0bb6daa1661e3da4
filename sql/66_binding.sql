-- Bindings: who provides a service, at what price and with what deposit.

CREATE FUNCTION market.bind_service(
    owner market.address,
    service_name text,
    provider market.address,
    deposit market.coin,
    pricing market.pricing,
    qos bigint,
    options jsonb DEFAULT '{}',
    idempotency_key text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_bind_service';
COMMENT ON FUNCTION market.bind_service(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text) IS
'binds a provider to a service with a deposit, a pricing and a promise of how fast it answers';
REVOKE EXECUTE ON FUNCTION market.bind_service(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text) FROM PUBLIC;

CREATE FUNCTION market.update_binding(
    owner market.address,
    service_name text,
    provider market.address,
    deposit market.coin DEFAULT NULL,
    pricing market.pricing DEFAULT NULL,
    qos bigint DEFAULT NULL,
    options jsonb DEFAULT NULL,
    idempotency_key text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_binding';
COMMENT ON FUNCTION market.update_binding(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text) IS
'adds to the deposit of a binding and replaces what else is given';
REVOKE EXECUTE ON FUNCTION market.update_binding(market.address, text, market.address, market.coin, market.pricing, bigint, jsonb, text) FROM PUBLIC;

CREATE FUNCTION market.enable_binding(
    owner market.address,
    service_name text,
    provider market.address,
    deposit market.coin DEFAULT NULL,
    idempotency_key text DEFAULT NULL
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_enable_binding';
COMMENT ON FUNCTION market.enable_binding(market.address, text, market.address, market.coin, text) IS
'makes a binding available again, with more deposit where that is needed';
REVOKE EXECUTE ON FUNCTION market.enable_binding(market.address, text, market.address, market.coin, text) FROM PUBLIC;

CREATE FUNCTION market.disable_binding(owner market.address, service_name text, provider market.address)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_disable_binding';
COMMENT ON FUNCTION market.disable_binding(market.address, text, market.address) IS
'lets a binding take no new requests';
REVOKE EXECUTE ON FUNCTION market.disable_binding(market.address, text, market.address) FROM PUBLIC;

CREATE FUNCTION market.refund_deposit(owner market.address, service_name text, provider market.address, idempotency_key text DEFAULT NULL)
RETURNS numeric
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_refund_deposit';
COMMENT ON FUNCTION market.refund_deposit(market.address, text, market.address, text) IS
'takes the deposit of a binding back when it has been unavailable long enough; returns it in minor units';
REVOKE EXECUTE ON FUNCTION market.refund_deposit(market.address, text, market.address, text) FROM PUBLIC;

CREATE FUNCTION market.set_withdraw_address(owner market.address, withdraw_address market.address)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_set_withdraw_address';
COMMENT ON FUNCTION market.set_withdraw_address(market.address, market.address) IS
'says which account gets the earned fees of an owner';
REVOKE EXECUTE ON FUNCTION market.set_withdraw_address(market.address, market.address) FROM PUBLIC;

CREATE FUNCTION market.service_binding_threshold() RETURNS trigger
LANGUAGE c
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_service_binding_threshold';
COMMENT ON FUNCTION market.service_binding_threshold() IS
'trigger of bindings: a deposit that falls below its threshold disables';
REVOKE EXECUTE ON FUNCTION market.service_binding_threshold() FROM PUBLIC;

CREATE FUNCTION market.service_fee(service_name text, provider market.address, consumer market.address)
RETURNS market.coin
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_service_fee';
COMMENT ON FUNCTION market.service_fee(text, market.address, market.address) IS
'what a request of a consumer to a provider would cost now';
