-- What providers set for their services: who operates them, limits, and free calls.

CREATE TABLE market.service_setting (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    running boolean NOT NULL DEFAULT true,
    rate_limit bigint NOT NULL DEFAULT 0,
    burst_size bigint,
    client_rate_limit bigint NOT NULL DEFAULT 0,
    client_burst_size bigint,
    rate_limit_blocks bigint NOT NULL DEFAULT 1,
    allowed_user_flag boolean NOT NULL DEFAULT false,
    allowed_user_addresses market.address[] NOT NULL DEFAULT '{}',
    authentication_addresses market.address[] NOT NULL DEFAULT '{}',
    trusted_free_call_signers market.address[] NOT NULL DEFAULT '{}',
    min_balance_for_free_call numeric,
    free_call_period bigint,
    guarded boolean NOT NULL GENERATED ALWAYS AS (
        NOT running OR rate_limit > 0 OR client_rate_limit > 0 OR allowed_user_flag) STORED,
    PRIMARY KEY (organization_id, service_id),
    FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service ON DELETE CASCADE
);
COMMENT ON TABLE market.service_setting IS 'what providers set for their services; a service without a row has the defaults';
COMMENT ON COLUMN market.service_setting.organization_id IS 'the organization';
COMMENT ON COLUMN market.service_setting.service_id IS 'the service';
COMMENT ON COLUMN market.service_setting.running IS 'false: no call is taken';
COMMENT ON COLUMN market.service_setting.rate_limit IS 'calls that the service takes in rate_limit_blocks; 0: any number';
COMMENT ON COLUMN market.service_setting.burst_size IS 'calls that it takes at once after a pause; null: rate_limit';
COMMENT ON COLUMN market.service_setting.client_rate_limit IS 'calls that it takes from one client in rate_limit_blocks; 0: any number';
COMMENT ON COLUMN market.service_setting.client_burst_size IS 'calls that it takes from one client at once after a pause; null: client_rate_limit';
COMMENT ON COLUMN market.service_setting.rate_limit_blocks IS 'blocks that the limits are for';
COMMENT ON COLUMN market.service_setting.allowed_user_flag IS 'true: only allowed_user_addresses may call';
COMMENT ON COLUMN market.service_setting.allowed_user_addresses IS 'who may call while allowed_user_flag is true';
COMMENT ON COLUMN market.service_setting.authentication_addresses IS 'operators: who may start, stop and configure the service beside owner and members';
COMMENT ON COLUMN market.service_setting.trusted_free_call_signers IS 'who may make free calls for many users, by user id';
COMMENT ON COLUMN market.service_setting.min_balance_for_free_call IS 'spendable money that a client of free calls must have, in minor units; null: the market''s parameter';
COMMENT ON COLUMN market.service_setting.free_call_period IS 'after how many blocks a client has all its free calls again, 0: never; null: the market''s parameter';
COMMENT ON COLUMN market.service_setting.guarded IS 'is there anything that a call must pass?';

ALTER TABLE market.service_group ADD COLUMN guarded boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN market.service_group.guarded IS 'is there anything that a call of the service must pass?';

CREATE TABLE market.rate_bucket (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    client market.address NOT NULL,
    credit bigint NOT NULL CHECK (credit >= 0),
    height bigint NOT NULL,
    PRIMARY KEY (organization_id, service_id, client),
    FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON TABLE market.rate_bucket IS 'token buckets of services that limit their calls';
COMMENT ON COLUMN market.rate_bucket.organization_id IS 'the organization';
COMMENT ON COLUMN market.rate_bucket.service_id IS 'the service';
COMMENT ON COLUMN market.rate_bucket.client IS 'whose calls are counted; the zero address: everybody''s';
COMMENT ON COLUMN market.rate_bucket.credit IS 'what was left, in calls times rate_limit_blocks';
COMMENT ON COLUMN market.rate_bucket.height IS 'block in which it was left';
