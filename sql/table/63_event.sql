-- What happened in the service wing, for whoever follows it.

CREATE TABLE market.service_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    height bigint NOT NULL,
    block_time timestamptz NOT NULL,
    event text NOT NULL,
    service_name text,
    provider market.address,
    account market.address,
    context_id bigint,
    request_id bigint,
    ids bigint[],
    details jsonb
);
COMMENT ON TABLE market.service_event IS 'what happened to definitions, bindings, contexts and requests; rows are added, never changed';
COMMENT ON COLUMN market.service_event.id IS 'number of the event; gaps mean nothing';
COMMENT ON COLUMN market.service_event.height IS 'block of the event';
COMMENT ON COLUMN market.service_event.block_time IS 'time of that block';
COMMENT ON COLUMN market.service_event.event IS 'its name, such as create_binding or new_batch';
COMMENT ON COLUMN market.service_event.service_name IS 'the service';
COMMENT ON COLUMN market.service_event.provider IS 'the provider, where one is concerned';
COMMENT ON COLUMN market.service_event.account IS 'who acted: author, owner or consumer';
COMMENT ON COLUMN market.service_event.context_id IS 'the request context, where one is concerned';
COMMENT ON COLUMN market.service_event.request_id IS 'the request, where one is concerned';
COMMENT ON COLUMN market.service_event.ids IS 'contexts of new_batch, complete_batch and complete_context, requests of the others, where a block had many at once';
COMMENT ON COLUMN market.service_event.details IS 'further attributes of the event';

-- lists of ids do not shrink
ALTER TABLE market.service_event ALTER COLUMN ids SET STORAGE EXTERNAL;

CREATE INDEX service_event_height_idx ON market.service_event (height, id);
COMMENT ON INDEX market.service_event_height_idx IS 'the events of a block';
