-- Services of organizations, and their prices per group.

CREATE TABLE market.organization_service (
    organization_id text NOT NULL REFERENCES market.organization ON DELETE CASCADE,
    service_id text NOT NULL,
    metadata jsonb NOT NULL,
    PRIMARY KEY (organization_id, service_id)
);
COMMENT ON TABLE market.organization_service IS 'the services of the registry';
COMMENT ON COLUMN market.organization_service.organization_id IS 'the organization';
COMMENT ON COLUMN market.organization_service.service_id IS 'at most 32 bytes, unique within the organization';
COMMENT ON COLUMN market.organization_service.metadata IS 'the document that describes the service';

CREATE TABLE market.service_group (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    payment_address market.address NOT NULL,
    payment_expiration_threshold bigint NOT NULL,
    fixed_price numeric,
    method_prices jsonb,
    PRIMARY KEY (organization_id, service_id, group_id),
    FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service ON DELETE CASCADE,
    CHECK ((fixed_price IS NULL) <> (method_prices IS NULL))
);
COMMENT ON TABLE market.service_group IS 'what a paid call has to know, derived from both documents: one row per group of a service';
COMMENT ON COLUMN market.service_group.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_group.service_id IS 'the service';
COMMENT ON COLUMN market.service_group.group_id IS 'the group';
COMMENT ON COLUMN market.service_group.payment_address IS 'recipient of the group''s channels';
COMMENT ON COLUMN market.service_group.payment_expiration_threshold IS 'blocks before expiration from which no payment is accepted';
COMMENT ON COLUMN market.service_group.fixed_price IS 'price of every method, in minor units; null: see method_prices';
COMMENT ON COLUMN market.service_group.method_prices IS 'price by full method name, in minor units; null: see fixed_price';
