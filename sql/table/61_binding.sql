-- Bindings: providers of services, their owners and their deposits.

-- a provider has one owner for ever, over all services
CREATE TABLE market.provider_owner (
    provider market.address PRIMARY KEY,
    owner market.address NOT NULL
);
COMMENT ON TABLE market.provider_owner IS 'whose providers are: the first to bind one owns it for ever';
COMMENT ON COLUMN market.provider_owner.provider IS 'the provider';
COMMENT ON COLUMN market.provider_owner.owner IS 'who controls its bindings and is paid what it earns';

CREATE INDEX provider_owner_owner_idx ON market.provider_owner (owner);
COMMENT ON INDEX market.provider_owner_owner_idx IS 'the providers of an owner';

CREATE TABLE market.service_binding (
    service_name text NOT NULL REFERENCES market.service_definition,
    provider market.address NOT NULL,
    owner market.address NOT NULL,
    deposit market.amount NOT NULL,
    pricing market.pricing NOT NULL,
    price market.amount NOT NULL,
    price_denom text NOT NULL,
    qos bigint NOT NULL,
    options jsonb NOT NULL,
    available boolean NOT NULL DEFAULT true,
    disabled_time timestamptz,
    PRIMARY KEY (service_name, provider),
    CONSTRAINT service_binding_disabled_check CHECK (available = (disabled_time IS NULL))
) WITH (fillfactor = 70);
COMMENT ON TABLE market.service_binding IS 'who provides which service, at what price and with what deposit';
COMMENT ON COLUMN market.service_binding.service_name IS 'the service';
COMMENT ON COLUMN market.service_binding.provider IS 'who answers requests';
COMMENT ON COLUMN market.service_binding.owner IS 'who bound it';
COMMENT ON COLUMN market.service_binding.deposit IS 'what a missed request is slashed from, in minor units of the base denom';
COMMENT ON COLUMN market.service_binding.pricing IS 'the pricing document, as given';
COMMENT ON COLUMN market.service_binding.price IS 'its price before discounts, in minor units';
COMMENT ON COLUMN market.service_binding.price_denom IS 'minor unit of the price';
COMMENT ON COLUMN market.service_binding.qos IS 'within how many blocks the provider promises to answer';
COMMENT ON COLUMN market.service_binding.options IS 'what else the provider says';
COMMENT ON COLUMN market.service_binding.available IS 'does it take new requests?';
COMMENT ON COLUMN market.service_binding.disabled_time IS 'since when it does not; the wait for the deposit counts from here';

CREATE INDEX service_binding_owner_idx ON market.service_binding (owner, service_name, provider);
COMMENT ON INDEX market.service_binding_owner_idx IS 'the bindings of an owner';
CREATE INDEX service_binding_provider_idx ON market.service_binding (provider);
COMMENT ON INDEX market.service_binding_provider_idx IS 'the services of a provider';

CREATE TABLE market.withdraw_address (
    owner market.address PRIMARY KEY,
    withdraw_address market.address NOT NULL
);
COMMENT ON TABLE market.withdraw_address IS 'where owners want their earned fees; without a row: on their own accounts';
COMMENT ON COLUMN market.withdraw_address.owner IS 'the owner';
COMMENT ON COLUMN market.withdraw_address.withdraw_address IS 'the account that is paid instead';
