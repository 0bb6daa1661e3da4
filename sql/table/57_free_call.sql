-- Free calls: who made how many, and who may make how many.

CREATE TABLE market.free_call (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    client market.address NOT NULL,
    user_id text NOT NULL,
    made bigint NOT NULL CHECK (made >= 0),
    since bigint NOT NULL,
    PRIMARY KEY (organization_id, service_id, group_id, client, user_id),
    FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON TABLE market.free_call IS 'how many free calls clients have made';
COMMENT ON COLUMN market.free_call.organization_id IS 'the organization';
COMMENT ON COLUMN market.free_call.service_id IS 'the service';
COMMENT ON COLUMN market.free_call.group_id IS 'the group';
COMMENT ON COLUMN market.free_call.client IS 'who signed the calls';
COMMENT ON COLUMN market.free_call.user_id IS 'for whom, when the client is trusted; empty: for itself';
COMMENT ON COLUMN market.free_call.made IS 'calls that succeeded in the current period';
COMMENT ON COLUMN market.free_call.since IS 'block in which the current period began';

CREATE INDEX free_call_client_idx ON market.free_call (client);
COMMENT ON INDEX market.free_call_client_idx IS 'the free calls of a client';

CREATE TABLE market.free_call_allowance (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    client market.address NOT NULL,
    calls bigint NOT NULL CHECK (calls = -1 OR calls > 0),
    PRIMARY KEY (organization_id, service_id, client),
    FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service ON DELETE CASCADE
);
COMMENT ON TABLE market.free_call_allowance IS 'clients who have another number of free calls than the service''s document says';
COMMENT ON COLUMN market.free_call_allowance.organization_id IS 'the organization';
COMMENT ON COLUMN market.free_call_allowance.service_id IS 'the service';
COMMENT ON COLUMN market.free_call_allowance.client IS 'the client';
COMMENT ON COLUMN market.free_call_allowance.calls IS 'its free calls, for each user id; -1: any number';

CREATE INDEX free_call_allowance_client_idx ON market.free_call_allowance (client);
COMMENT ON INDEX market.free_call_allowance_client_idx IS 'the allowances of a client';
