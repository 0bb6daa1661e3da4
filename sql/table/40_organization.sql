-- Organizations: owners, members and payment groups.

CREATE TABLE market.organization (
    id text PRIMARY KEY,
    owner market.address NOT NULL,
    members market.address[] NOT NULL,
    metadata jsonb NOT NULL
);
COMMENT ON TABLE market.organization IS 'the organizations of the registry';
COMMENT ON COLUMN market.organization.id IS 'at most 32 bytes';
COMMENT ON COLUMN market.organization.owner IS 'who may change everything';
COMMENT ON COLUMN market.organization.members IS 'who may change services and members, in the order in which they came';
COMMENT ON COLUMN market.organization.metadata IS 'the document that the organization publishes';

CREATE TABLE market.organization_group (
    organization_id text NOT NULL REFERENCES market.organization ON DELETE CASCADE,
    group_id market.bytes32 NOT NULL,
    group_name text NOT NULL,
    payment_address market.address NOT NULL,
    payment_expiration_threshold bigint NOT NULL,
    PRIMARY KEY (organization_id, group_id),
    UNIQUE (organization_id, group_name)
);
COMMENT ON TABLE market.organization_group IS 'payment groups, as the organizations'' documents say';
COMMENT ON COLUMN market.organization_group.organization_id IS 'the organization';
COMMENT ON COLUMN market.organization_group.group_id IS 'id that channels carry';
COMMENT ON COLUMN market.organization_group.group_name IS 'name that services refer to';
COMMENT ON COLUMN market.organization_group.payment_address IS 'recipient of the group''s channels';
COMMENT ON COLUMN market.organization_group.payment_expiration_threshold IS 'blocks before expiration from which no payment is accepted';
