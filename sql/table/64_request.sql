-- Requests: the open ones in a small table, the ended ones in another, and the responses.

CREATE SEQUENCE market.request_id_seq AS bigint MINVALUE 1 START 1 MAXVALUE 281474976710655;
COMMENT ON SEQUENCE market.request_id_seq IS 'ids of requests: 1, 2, 3, …';

-- An answer changes none of the indexed columns, so that it stays on its page.
CREATE TABLE market.request_open (
    id bigint PRIMARY KEY,
    context_id bigint NOT NULL,
    batch_counter bigint NOT NULL,
    request_index integer NOT NULL,
    service_name text NOT NULL,
    provider market.address NOT NULL,
    consumer market.address NOT NULL,
    fee numeric NOT NULL,
    denom text NOT NULL,
    request_height bigint NOT NULL,
    expiration_height bigint NOT NULL,
    state market.request_state NOT NULL DEFAULT 'pending',
    tax numeric,
    ended_height bigint
) WITH (fillfactor = 60);
COMMENT ON TABLE market.request_open IS 'requests that are pending, or answered and not settled yet';
COMMENT ON COLUMN market.request_open.id IS 'id of the request; the upper 16 bits name the node that made it';
COMMENT ON COLUMN market.request_open.context_id IS 'the context';
COMMENT ON COLUMN market.request_open.batch_counter IS 'its batch';
COMMENT ON COLUMN market.request_open.request_index IS 'place within the batch, from 0';
COMMENT ON COLUMN market.request_open.service_name IS 'the service';
COMMENT ON COLUMN market.request_open.provider IS 'who has to answer';
COMMENT ON COLUMN market.request_open.consumer IS 'who paid';
COMMENT ON COLUMN market.request_open.fee IS 'what was paid, in minor units';
COMMENT ON COLUMN market.request_open.denom IS 'minor unit of the fee';
COMMENT ON COLUMN market.request_open.request_height IS 'block in which it was made';
COMMENT ON COLUMN market.request_open.expiration_height IS 'last block in which it can be answered';
COMMENT ON COLUMN market.request_open.state IS 'pending or answered; expired ones are moved at once';
COMMENT ON COLUMN market.request_open.tax IS 'part of the fee of an answered request that goes to the community; the rest is earned';
COMMENT ON COLUMN market.request_open.ended_height IS 'block in which it was answered; null while pending';

CREATE INDEX request_open_context_idx ON market.request_open (context_id, request_index);
COMMENT ON INDEX market.request_open_context_idx IS 'the open requests of a context';
CREATE INDEX request_open_provider_idx
    ON market.request_open (provider, service_name, expiration_height, id);
COMMENT ON INDEX market.request_open_provider_idx IS 'the work of a provider, in the order in which it expires';

CREATE TABLE market.request_history (
    id bigint PRIMARY KEY,
    context_id bigint NOT NULL,
    batch_counter bigint NOT NULL,
    request_index integer NOT NULL,
    service_name text NOT NULL,
    provider market.address NOT NULL,
    consumer market.address NOT NULL,
    fee numeric NOT NULL,
    denom text NOT NULL,
    request_height bigint NOT NULL,
    expiration_height bigint NOT NULL,
    state market.request_state NOT NULL,
    tax numeric NOT NULL,
    ended_height bigint NOT NULL,
    slashed numeric NOT NULL
);
COMMENT ON TABLE market.request_history IS 'requests that have ended; they stay until prune()';
COMMENT ON COLUMN market.request_history.id IS 'id of the request';
COMMENT ON COLUMN market.request_history.context_id IS 'the context';
COMMENT ON COLUMN market.request_history.batch_counter IS 'its batch';
COMMENT ON COLUMN market.request_history.request_index IS 'place within the batch, from 0';
COMMENT ON COLUMN market.request_history.service_name IS 'the service';
COMMENT ON COLUMN market.request_history.provider IS 'who had to answer';
COMMENT ON COLUMN market.request_history.consumer IS 'who paid';
COMMENT ON COLUMN market.request_history.fee IS 'what was paid, in minor units; of an expired request it was given back';
COMMENT ON COLUMN market.request_history.denom IS 'minor unit of the fee';
COMMENT ON COLUMN market.request_history.request_height IS 'block in which it was made';
COMMENT ON COLUMN market.request_history.expiration_height IS 'last block in which it could be answered';
COMMENT ON COLUMN market.request_history.state IS 'answered or expired';
COMMENT ON COLUMN market.request_history.tax IS 'part of the fee that went to the community; 0 when it expired';
COMMENT ON COLUMN market.request_history.ended_height IS 'block in which it was answered or expired';
COMMENT ON COLUMN market.request_history.slashed IS 'what its expiry cost the deposit of the binding, in the base denom';

CREATE INDEX request_history_context_idx
    ON market.request_history (context_id, batch_counter, request_index);
COMMENT ON INDEX market.request_history_context_idx IS 'the ended requests of a context';
CREATE INDEX request_history_ended_idx ON market.request_history USING brin (ended_height)
    WITH (pages_per_range = 32);
COMMENT ON INDEX market.request_history_ended_idx IS 'old requests, for prune()';

CREATE TABLE market.response (
    request_id bigint PRIMARY KEY,
    provider market.address NOT NULL,
    consumer market.address NOT NULL,
    result jsonb NOT NULL,
    output jsonb,
    height bigint NOT NULL
);
COMMENT ON TABLE market.response IS 'answers to requests';
COMMENT ON COLUMN market.response.request_id IS 'the request';
COMMENT ON COLUMN market.response.provider IS 'who answered';
COMMENT ON COLUMN market.response.consumer IS 'who asked';
COMMENT ON COLUMN market.response.result IS 'code and message';
COMMENT ON COLUMN market.response.output IS 'what the service gives; null unless the code is 200';
COMMENT ON COLUMN market.response.height IS 'block of the answer';

CREATE INDEX response_height_idx ON market.response (height);
COMMENT ON INDEX market.response_height_idx IS 'answers that a block has to settle';
CREATE INDEX response_consumer_idx ON market.response (consumer, provider, height);
COMMENT ON INDEX market.response_consumer_idx IS 'answers of a provider to a consumer, for discounts by volume';

CREATE TABLE market.answered_volume (
    consumer market.address NOT NULL,
    service_name text NOT NULL,
    provider market.address NOT NULL,
    volume bigint NOT NULL,
    PRIMARY KEY (consumer, service_name, provider)
) WITH (fillfactor = 70);
COMMENT ON TABLE market.answered_volume IS 'how many answers are settled, for discounts by volume';
COMMENT ON COLUMN market.answered_volume.consumer IS 'who asked';
COMMENT ON COLUMN market.answered_volume.service_name IS 'the service';
COMMENT ON COLUMN market.answered_volume.provider IS 'who answered';
COMMENT ON COLUMN market.answered_volume.volume IS 'number of answers, with any result';
