-- Organizations.

CREATE FUNCTION market.create_organization(
    owner market.address,
    organization_id text,
    metadata jsonb,
    members market.address[] DEFAULT '{}'
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_organization';
COMMENT ON FUNCTION market.create_organization(market.address, text, jsonb, market.address[]) IS
'registers an organization with its payment groups; the owner is no member unless listed';
REVOKE EXECUTE ON FUNCTION market.create_organization(market.address, text, jsonb, market.address[]) FROM PUBLIC;

CREATE FUNCTION market.update_organization(
    owner market.address,
    organization_id text,
    metadata jsonb
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_organization';
COMMENT ON FUNCTION market.update_organization(market.address, text, jsonb) IS
'gives an organization another document; published groups stay; for the owner';
REVOKE EXECUTE ON FUNCTION market.update_organization(market.address, text, jsonb) FROM PUBLIC;

CREATE FUNCTION market.change_organization_owner(
    owner market.address,
    organization_id text,
    new_owner market.address
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_change_organization_owner';
COMMENT ON FUNCTION market.change_organization_owner(market.address, text, market.address) IS
'hands an organization to another account; for the owner';
REVOKE EXECUTE ON FUNCTION market.change_organization_owner(market.address, text, market.address) FROM PUBLIC;

CREATE FUNCTION market.delete_organization(
    owner market.address,
    organization_id text
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_delete_organization';
COMMENT ON FUNCTION market.delete_organization(market.address, text) IS
'deletes an organization with its services and groups, not its channels; for the owner';
REVOKE EXECUTE ON FUNCTION market.delete_organization(market.address, text) FROM PUBLIC;

CREATE FUNCTION market.add_organization_members(
    member market.address,
    organization_id text,
    members market.address[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_add_organization_members';
COMMENT ON FUNCTION market.add_organization_members(market.address, text, market.address[]) IS
'adds members that are not yet in the list; for the owner and members';
REVOKE EXECUTE ON FUNCTION market.add_organization_members(market.address, text, market.address[]) FROM PUBLIC;

CREATE FUNCTION market.remove_organization_members(
    member market.address,
    organization_id text,
    members market.address[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_remove_organization_members';
COMMENT ON FUNCTION market.remove_organization_members(market.address, text, market.address[]) IS
'removes those who are members; for the owner and members';
REVOKE EXECUTE ON FUNCTION market.remove_organization_members(market.address, text, market.address[]) FROM PUBLIC;
