-- Modules: code inside the database that consumes or provides services.

CREATE TABLE market.module (
    name text PRIMARY KEY,
    registrant regrole NOT NULL,
    response_callback text,
    state_callback text
);
COMMENT ON TABLE market.module IS 'modules: owners of request contexts that are called back';
COMMENT ON COLUMN market.module.name IS 'name of the module';
COMMENT ON COLUMN market.module.registrant IS 'role that registered it: callbacks run as this role, and it controls the module''s contexts';
COMMENT ON COLUMN market.module.response_callback IS 'function that is called when a batch is complete; null: none';
COMMENT ON COLUMN market.module.state_callback IS 'function that is called when the market pauses a context; null: none';

CREATE TABLE market.module_service (
    module_name text PRIMARY KEY,
    service_name text NOT NULL UNIQUE REFERENCES market.service_definition,
    provider market.address NOT NULL,
    handler text NOT NULL,
    registrant regrole NOT NULL
);
COMMENT ON TABLE market.module_service IS 'services that functions in the database answer at once';
COMMENT ON COLUMN market.module_service.module_name IS 'the module; "oracle" gives exchange rates';
COMMENT ON COLUMN market.module_service.service_name IS 'the service, which nobody else can bind';
COMMENT ON COLUMN market.module_service.provider IS 'the provider in whose name it answers';
COMMENT ON COLUMN market.module_service.handler IS 'the function that answers';
COMMENT ON COLUMN market.module_service.registrant IS 'role that registered it; the handler runs as this role';

CREATE TABLE market.callback_outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    module_name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('response', 'state')),
    context_id bigint NOT NULL,
    batch_counter bigint NOT NULL,
    response_threshold integer,
    cause text,
    height bigint NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    last_error text,
    CHECK ((kind = 'response') = (response_threshold IS NOT NULL)),
    CHECK ((kind = 'state') = (cause IS NOT NULL))
) WITH (fillfactor = 80);
COMMENT ON TABLE market.callback_outbox IS 'calls that modules are to get, delivered by market.deliver_callbacks()';
COMMENT ON COLUMN market.callback_outbox.id IS 'number of the call; gaps mean nothing';
COMMENT ON COLUMN market.callback_outbox.module_name IS 'the module';
COMMENT ON COLUMN market.callback_outbox.kind IS 'response: a batch is complete; state: the market paused a context';
COMMENT ON COLUMN market.callback_outbox.context_id IS 'the request context';
COMMENT ON COLUMN market.callback_outbox.batch_counter IS 'the batch; of a state, the last one made';
COMMENT ON COLUMN market.callback_outbox.response_threshold IS 'of a response: how many outputs the batch needed';
COMMENT ON COLUMN market.callback_outbox.cause IS 'of a state: why the context was paused';
COMMENT ON COLUMN market.callback_outbox.height IS 'block in which it became due';
COMMENT ON COLUMN market.callback_outbox.state IS 'pending, delivered, or failed for good';
COMMENT ON COLUMN market.callback_outbox.attempts IS 'how often it was tried';
COMMENT ON COLUMN market.callback_outbox.last_error IS 'why the last try failed';

CREATE INDEX callback_outbox_pending_idx ON market.callback_outbox (attempts, id) WHERE state = 'pending';
COMMENT ON INDEX market.callback_outbox_pending_idx IS 'what is to be delivered: what was never tried comes first';
CREATE INDEX callback_outbox_ended_idx ON market.callback_outbox (height) WHERE state <> 'pending';
COMMENT ON INDEX market.callback_outbox_ended_idx IS 'old callbacks, for prune()';
-- a batch is reported once
CREATE UNIQUE INDEX callback_outbox_response_idx ON market.callback_outbox (context_id, batch_counter)
    WHERE kind = 'response';
COMMENT ON INDEX market.callback_outbox_response_idx IS 'a batch is reported once';
