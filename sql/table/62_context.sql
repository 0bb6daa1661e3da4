-- Request contexts: what consumers asked for, and where each of them stands.  What is asked
-- for is written once and may be large; where a context stands changes with every answer and
-- is kept in a narrow row of its own, together with all that decides when it goes on.

CREATE SEQUENCE market.context_id_seq AS bigint MINVALUE 1 START 1 MAXVALUE 281474976710655;
COMMENT ON SEQUENCE market.context_id_seq IS 'ids of request contexts: 1, 2, 3, …';

CREATE TABLE market.context_terms (
    id bigint PRIMARY KEY,
    service_name text NOT NULL,
    providers market.address[] NOT NULL,
    consumer market.address NOT NULL,
    input jsonb NOT NULL,
    service_fee_cap market.coin NOT NULL,
    fee_cap numeric NOT NULL,
    module_name text,
    created_height bigint NOT NULL
);
COMMENT ON TABLE market.context_terms IS 'what consumers asked for';
COMMENT ON COLUMN market.context_terms.id IS 'id of the context; the upper 16 bits name the node that made it';
COMMENT ON COLUMN market.context_terms.service_name IS 'the service';
COMMENT ON COLUMN market.context_terms.providers IS 'who may be asked, in the order of the requests of a batch';
COMMENT ON COLUMN market.context_terms.consumer IS 'who pays';
COMMENT ON COLUMN market.context_terms.input IS 'what the providers are given';
COMMENT ON COLUMN market.context_terms.service_fee_cap IS 'highest price of one request, in the base denom';
COMMENT ON COLUMN market.context_terms.fee_cap IS 'the same as a number';
COMMENT ON COLUMN market.context_terms.module_name IS 'module that owns the context; null: the consumer does';
COMMENT ON COLUMN market.context_terms.created_height IS 'block in which it was created';

CREATE INDEX context_terms_consumer_idx ON market.context_terms (consumer, id);
COMMENT ON INDEX market.context_terms_consumer_idx IS 'the contexts of a consumer';

CREATE INDEX context_terms_created_idx ON market.context_terms USING brin (created_height)
    WITH (pages_per_range = 32);
COMMENT ON INDEX market.context_terms_created_idx IS 'old contexts, for prune()';

CREATE TABLE market.context_progress (
    context_id bigint PRIMARY KEY,
    state market.context_state NOT NULL,
    timeout bigint NOT NULL,
    repeated boolean NOT NULL,
    repeated_frequency bigint NOT NULL,
    repeated_total bigint NOT NULL,
    response_threshold integer NOT NULL,
    batch_counter bigint NOT NULL DEFAULT 0,
    batch_request_count integer NOT NULL DEFAULT 0,
    batch_response_count integer NOT NULL DEFAULT 0,
    batch_response_threshold integer NOT NULL DEFAULT 0,
    batch_state market.batch_state NOT NULL DEFAULT 'completed',
    batch_expired boolean NOT NULL DEFAULT false,
    completed_by bigint,
    has_module boolean NOT NULL,
    start_height bigint,
    expiry_height bigint,
    due_height bigint,
    ended_height bigint,
    pause_cause text
) WITH (fillfactor = 70);
COMMENT ON TABLE market.context_progress IS 'where request contexts stand';
COMMENT ON COLUMN market.context_progress.context_id IS 'the context';
COMMENT ON COLUMN market.context_progress.state IS 'running, paused or completed';
COMMENT ON COLUMN market.context_progress.timeout IS 'blocks that a provider has for its answer';
COMMENT ON COLUMN market.context_progress.repeated IS 'is there more than one batch?';
COMMENT ON COLUMN market.context_progress.repeated_frequency IS 'blocks from one batch to the next';
COMMENT ON COLUMN market.context_progress.repeated_total IS 'number of batches; -1: without end';
COMMENT ON COLUMN market.context_progress.response_threshold IS 'outputs that a module needs; 0 without a module';
COMMENT ON COLUMN market.context_progress.batch_counter IS 'number of the current batch; 0: there was none';
COMMENT ON COLUMN market.context_progress.batch_request_count IS 'requests of the current batch';
COMMENT ON COLUMN market.context_progress.batch_response_count IS 'how many of them are answered';
COMMENT ON COLUMN market.context_progress.batch_response_threshold IS 'outputs that a module needs of this batch';
COMMENT ON COLUMN market.context_progress.batch_state IS 'running until all requests have ended';
COMMENT ON COLUMN market.context_progress.batch_expired IS 'did the current batch end by its time rather than by its last answer?';
COMMENT ON COLUMN market.context_progress.completed_by IS 'the request whose answer completed a batch last';
COMMENT ON COLUMN market.context_progress.has_module IS 'does a module own the context?';
COMMENT ON COLUMN market.context_progress.start_height IS 'block at whose end the next batch is due; null: none is';
COMMENT ON COLUMN market.context_progress.expiry_height IS 'block at whose end the current batch expires; null: it has';
COMMENT ON COLUMN market.context_progress.due_height IS 'the same, and kept when it has: an indexed column that the end of a batch does not change';
COMMENT ON COLUMN market.context_progress.ended_height IS 'block in which the context ended; null: it has not';
COMMENT ON COLUMN market.context_progress.pause_cause IS 'why the market paused it; null: its owner did';

CREATE INDEX context_progress_start_idx ON market.context_progress (start_height, context_id)
    WHERE start_height IS NOT NULL;
COMMENT ON INDEX market.context_progress_start_idx IS 'new batches that are due';
CREATE INDEX context_progress_due_idx ON market.context_progress (due_height, context_id);
COMMENT ON INDEX market.context_progress_due_idx IS 'batches that are due to expire';
