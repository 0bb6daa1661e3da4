-- Prices beside those of the documents: pricing functions, quotes, and what was listed before.

ALTER TABLE market.service_group ADD COLUMN is_dynamic boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN market.service_group.is_dynamic IS 'does a pricing function set prices of the service?';

CREATE TABLE market.pricing_function (
    organization_id text NOT NULL,
    service_id text NOT NULL,
    method text NOT NULL,
    handler text NOT NULL,
    registrant regrole NOT NULL,
    PRIMARY KEY (organization_id, service_id, method),
    FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service ON DELETE CASCADE
);
COMMENT ON TABLE market.pricing_function IS 'functions that set prices from requests';
COMMENT ON COLUMN market.pricing_function.organization_id IS 'the organization';
COMMENT ON COLUMN market.pricing_function.service_id IS 'the service';
COMMENT ON COLUMN market.pricing_function.method IS 'full name of the method; empty: every method that has no function of its own';
COMMENT ON COLUMN market.pricing_function.handler IS 'name of the function, with its schema';
COMMENT ON COLUMN market.pricing_function.registrant IS 'role that registered it, as which it runs';

CREATE TABLE market.former_price (
    id bigint GENERATED ALWAYS AS IDENTITY,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    fixed_price numeric,
    method_prices jsonb,
    valid_until bigint NOT NULL,
    PRIMARY KEY (organization_id, service_id, group_id, id),
    FOREIGN KEY (organization_id, service_id) REFERENCES market.organization_service ON DELETE CASCADE
);
COMMENT ON TABLE market.former_price IS 'prices that were listed before a change and are accepted for some blocks';
COMMENT ON COLUMN market.former_price.id IS 'order of the changes';
COMMENT ON COLUMN market.former_price.organization_id IS 'the organization';
COMMENT ON COLUMN market.former_price.service_id IS 'the service';
COMMENT ON COLUMN market.former_price.group_id IS 'the group';
COMMENT ON COLUMN market.former_price.fixed_price IS 'price of every method, in minor units; null: see method_prices';
COMMENT ON COLUMN market.former_price.method_prices IS 'price by full method name, in minor units; null: see fixed_price';
COMMENT ON COLUMN market.former_price.valid_until IS 'last block in which they are accepted';

CREATE TABLE market.quote (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payer market.address NOT NULL,
    organization_id text NOT NULL,
    service_id text NOT NULL,
    group_id market.bytes32 NOT NULL,
    method text,
    request_hash bytea,
    price numeric NOT NULL,
    height bigint NOT NULL,
    valid_until bigint NOT NULL
);
COMMENT ON TABLE market.quote IS 'prices that hold for some blocks and that a payment may name';
COMMENT ON COLUMN market.quote.id IS 'what a payment names';
COMMENT ON COLUMN market.quote.payer IS 'who asked: sender or signer of the channel that pays';
COMMENT ON COLUMN market.quote.organization_id IS 'the organization';
COMMENT ON COLUMN market.quote.service_id IS 'the service';
COMMENT ON COLUMN market.quote.group_id IS 'the group that is paid';
COMMENT ON COLUMN market.quote.method IS 'full name of the method; null: the call names none';
COMMENT ON COLUMN market.quote.request_hash IS 'SHA-256 of the request as jsonb prints it; null: the price does not depend on it';
COMMENT ON COLUMN market.quote.price IS 'price of one call, in minor units';
COMMENT ON COLUMN market.quote.height IS 'block of the quote';
COMMENT ON COLUMN market.quote.valid_until IS 'last block in which the price holds';

CREATE INDEX quote_payer_idx ON market.quote (payer, valid_until);
COMMENT ON INDEX market.quote_payer_idx IS 'the quotes of a payer, oldest first';
