-- Indexes by which a row is found whatever is known of the tables: by all columns of a condition.

DROP INDEX market.service_binding_provider_idx;
CREATE INDEX service_binding_provider_idx ON market.service_binding (provider, service_name);
COMMENT ON INDEX market.service_binding_provider_idx IS 'the services of a provider';

CREATE INDEX organization_group_payment_idx
    ON market.organization_group (payment_address, group_id);
COMMENT ON INDEX market.organization_group_payment_idx IS 'the groups whose channels a recipient has';
