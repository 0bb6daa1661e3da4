-- Services of organizations.

CREATE FUNCTION market.publish_service(
    member market.address,
    organization_id text,
    service_id text,
    metadata jsonb
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_publish_service';
COMMENT ON FUNCTION market.publish_service(market.address, text, text, jsonb) IS
'adds a service with its prices; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.publish_service(market.address, text, text, jsonb) FROM PUBLIC;

CREATE FUNCTION market.update_service(
    member market.address,
    organization_id text,
    service_id text,
    metadata jsonb
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_service';
COMMENT ON FUNCTION market.update_service(market.address, text, text, jsonb) IS
'gives a service another document and its prices; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.update_service(market.address, text, text, jsonb) FROM PUBLIC;

CREATE FUNCTION market.delete_service(
    member market.address,
    organization_id text,
    service_id text
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_delete_service';
COMMENT ON FUNCTION market.delete_service(market.address, text, text) IS
'deletes a service; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.delete_service(market.address, text, text) FROM PUBLIC;
