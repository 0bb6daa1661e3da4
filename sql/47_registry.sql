-- Readers of the registry, tags, and type repositories.

CREATE FUNCTION market.list_organizations() RETURNS SETOF text
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_list_organizations';
COMMENT ON FUNCTION market.list_organizations IS
'ids of all organizations, in the order of their creation';

CREATE FUNCTION market.get_organization(
    organization_id text,
    OUT found boolean,
    OUT id text,
    OUT metadata jsonb,
    OUT owner market.address,
    OUT members market.address[],
    OUT service_ids text[]
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_get_organization';
COMMENT ON FUNCTION market.get_organization IS
'an organization, or that there is none';

CREATE FUNCTION market.list_services(
    organization_id text,
    OUT found boolean,
    OUT service_ids text[]
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_list_services';
COMMENT ON FUNCTION market.list_services IS
'ids of an organization''s services, in the order of their publication';

CREATE FUNCTION market.get_service(
    organization_id text,
    service_id text,
    OUT found boolean,
    OUT id text,
    OUT metadata jsonb,
    OUT tags text[]
) RETURNS record
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_get_service';
COMMENT ON FUNCTION market.get_service IS
'a service, or that there is none';

CREATE FUNCTION market.find_services(tags text[])
RETURNS TABLE (organization_id text, service_id text)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_find_services';
COMMENT ON FUNCTION market.find_services IS
'the services that have all of some tags';

CREATE FUNCTION market.add_service_tags(
    member market.address,
    organization_id text,
    service_id text,
    tags text[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_add_service_tags';
COMMENT ON FUNCTION market.add_service_tags IS
'adds tags that the service does not have yet to its document; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.add_service_tags FROM PUBLIC;

CREATE FUNCTION market.remove_service_tags(
    member market.address,
    organization_id text,
    service_id text,
    tags text[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_remove_service_tags';
COMMENT ON FUNCTION market.remove_service_tags IS
'removes those tags that the service has from its document; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.remove_service_tags FROM PUBLIC;

CREATE FUNCTION market.create_type_repository(
    member market.address,
    organization_id text,
    repository_id text,
    uri text,
    tags text[] DEFAULT '{}'
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_create_type_repository';
COMMENT ON FUNCTION market.create_type_repository IS
'adds a type repository; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.create_type_repository FROM PUBLIC;

CREATE FUNCTION market.update_type_repository(
    member market.address,
    organization_id text,
    repository_id text,
    uri text
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_update_type_repository';
COMMENT ON FUNCTION market.update_type_repository IS
'says where the types of a repository lie now; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.update_type_repository FROM PUBLIC;

CREATE FUNCTION market.add_type_repository_tags(
    member market.address,
    organization_id text,
    repository_id text,
    tags text[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_add_type_repository_tags';
COMMENT ON FUNCTION market.add_type_repository_tags IS
'adds tags that the repository does not have yet; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.add_type_repository_tags FROM PUBLIC;

CREATE FUNCTION market.remove_type_repository_tags(
    member market.address,
    organization_id text,
    repository_id text,
    tags text[]
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_remove_type_repository_tags';
COMMENT ON FUNCTION market.remove_type_repository_tags IS
'removes those tags that the repository has; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.remove_type_repository_tags FROM PUBLIC;

CREATE FUNCTION market.delete_type_repository(
    member market.address,
    organization_id text,
    repository_id text
) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_delete_type_repository';
COMMENT ON FUNCTION market.delete_type_repository IS
'deletes a type repository; for the owner and members of the organization';
REVOKE EXECUTE ON FUNCTION market.delete_type_repository FROM PUBLIC;

CREATE FUNCTION market.find_type_repositories(tags text[])
RETURNS TABLE (organization_id text, repository_id text)
LANGUAGE c STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'market_find_type_repositories';
COMMENT ON FUNCTION market.find_type_repositories IS
'the type repositories that have all of some tags';
