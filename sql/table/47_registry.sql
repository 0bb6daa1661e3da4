-- The registry's history, tags and type repositories.

ALTER TABLE market.organization ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;
COMMENT ON COLUMN market.organization.number IS 'order of creation';

ALTER TABLE market.organization_service
    ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN tags text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN market.organization_service.number IS 'order of publication';
COMMENT ON COLUMN market.organization_service.tags IS 'the tags of the document, each once';
CREATE INDEX organization_service_tags_idx ON market.organization_service USING gin (tags);
COMMENT ON INDEX market.organization_service_tags_idx IS 'the services with a tag';

CREATE TABLE market.registry_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    height bigint NOT NULL,
    block_time timestamptz NOT NULL,
    event text NOT NULL,
    organization_id text NOT NULL,
    item_id text,
    account market.address NOT NULL,
    metadata jsonb,
    hash bytea,
    detail jsonb
);
COMMENT ON TABLE market.registry_event IS 'what happened to organizations, services and type repositories, with every version of a document; rows are added, never changed';
COMMENT ON COLUMN market.registry_event.id IS 'number of the event; gaps mean nothing';
COMMENT ON COLUMN market.registry_event.height IS 'block of the event';
COMMENT ON COLUMN market.registry_event.block_time IS 'time of that block';
COMMENT ON COLUMN market.registry_event.event IS 'organization_created, organization_modified, organization_deleted, service_created, service_metadata_modified, service_tags_modified, service_deleted, type_repository_created, type_repository_modified, type_repository_deleted';
COMMENT ON COLUMN market.registry_event.organization_id IS 'the organization';
COMMENT ON COLUMN market.registry_event.item_id IS 'the service or the type repository; null: the organization itself';
COMMENT ON COLUMN market.registry_event.account IS 'who did it';
COMMENT ON COLUMN market.registry_event.metadata IS 'the document from then on; null: it stayed the same, or is gone';
COMMENT ON COLUMN market.registry_event.hash IS 'SHA-256 of the document as jsonb prints it, in UTF-8';
COMMENT ON COLUMN market.registry_event.detail IS 'what is new beside the document: owner, members added or removed, tags, uri';
CREATE INDEX registry_event_item_idx ON market.registry_event (organization_id, item_id, id);
COMMENT ON INDEX market.registry_event_item_idx IS 'the history of an organization, a service or a type repository';

CREATE TABLE market.type_repository (
    organization_id text NOT NULL REFERENCES market.organization ON DELETE CASCADE,
    repository_id text NOT NULL,
    uri text NOT NULL,
    tags text[] NOT NULL,
    number bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (organization_id, repository_id)
);
COMMENT ON TABLE market.type_repository IS 'message types that an organization publishes: where they lie, and tags';
COMMENT ON COLUMN market.type_repository.organization_id IS 'the organization';
COMMENT ON COLUMN market.type_repository.repository_id IS 'at most 32 bytes, unique within the organization';
COMMENT ON COLUMN market.type_repository.uri IS 'where the types lie, such as ipfs://…';
COMMENT ON COLUMN market.type_repository.tags IS 'each once, in the order in which they came';
COMMENT ON COLUMN market.type_repository.number IS 'order of creation';
CREATE INDEX type_repository_tags_idx ON market.type_repository USING gin (tags);
COMMENT ON INDEX market.type_repository_tags_idx IS 'the type repositories with a tag';
