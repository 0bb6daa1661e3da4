-- Request contexts, requests, volumes and earned fees, as they are to be read.

CREATE OR REPLACE VIEW market.request_context WITH (security_invoker = true) AS
SELECT t.id, t.service_name, t.providers, t.consumer, t.input, t.service_fee_cap, p.timeout,
       p.repeated, p.repeated_frequency, p.repeated_total, p.batch_counter, p.batch_request_count,
       p.batch_response_count, p.batch_response_threshold, p.response_threshold, p.batch_state,
       p.state, t.module_name, t.created_height, p.start_height, p.expiry_height,
       p.ended_height, p.pause_cause
FROM market.context_terms AS t
JOIN market.context_progress AS p ON p.context_id = t.id;
COMMENT ON VIEW market.request_context IS 'what consumers asked for, and where it stands';
COMMENT ON COLUMN market.request_context.id IS 'id of the context; the upper 16 bits name the node that made it';
COMMENT ON COLUMN market.request_context.service_name IS 'the service';
COMMENT ON COLUMN market.request_context.providers IS 'who may be asked, in the order of the requests of a batch';
COMMENT ON COLUMN market.request_context.consumer IS 'who pays';
COMMENT ON COLUMN market.request_context.input IS 'what the providers are given';
COMMENT ON COLUMN market.request_context.service_fee_cap IS 'highest price of one request, in the base denom';
COMMENT ON COLUMN market.request_context.timeout IS 'blocks that a provider has for its answer';
COMMENT ON COLUMN market.request_context.repeated IS 'is there more than one batch?';
COMMENT ON COLUMN market.request_context.repeated_frequency IS 'blocks from one batch to the next';
COMMENT ON COLUMN market.request_context.repeated_total IS 'number of batches; -1: without end';
COMMENT ON COLUMN market.request_context.batch_counter IS 'number of the current batch; 0: there was none';
COMMENT ON COLUMN market.request_context.batch_request_count IS 'requests of the current batch';
COMMENT ON COLUMN market.request_context.batch_response_count IS 'how many of them are answered';
COMMENT ON COLUMN market.request_context.batch_response_threshold IS 'outputs that a module needs of this batch';
COMMENT ON COLUMN market.request_context.response_threshold IS 'outputs that a module needs of the next batch; 0 without a module';
COMMENT ON COLUMN market.request_context.batch_state IS 'running until all requests of the batch have ended';
COMMENT ON COLUMN market.request_context.state IS 'running, paused or completed';
COMMENT ON COLUMN market.request_context.module_name IS 'module that owns the context; null: the consumer does';
COMMENT ON COLUMN market.request_context.created_height IS 'block in which it was created';
COMMENT ON COLUMN market.request_context.start_height IS 'block at whose end the next batch is due; null: none is';
COMMENT ON COLUMN market.request_context.expiry_height IS 'block at whose end the current batch expires; null: it has';
COMMENT ON COLUMN market.request_context.ended_height IS 'block in which the context ended; null: it has not';
COMMENT ON COLUMN market.request_context.pause_cause IS 'why the market paused it; null: its owner did';

CREATE OR REPLACE VIEW market.request WITH (security_invoker = true) AS
SELECT id, context_id, batch_counter, request_index, service_name, provider, consumer, fee, denom,
       request_height, expiration_height, state, tax, ended_height, 0::numeric AS slashed
FROM market.request_open
UNION ALL
SELECT id, context_id, batch_counter, request_index, service_name, provider, consumer, fee, denom,
       request_height, expiration_height, state, tax, ended_height, slashed
FROM market.request_history;
COMMENT ON VIEW market.request IS 'requests, open and ended';
COMMENT ON COLUMN market.request.id IS 'id of the request; the upper 16 bits name the node that made it';
COMMENT ON COLUMN market.request.context_id IS 'the context';
COMMENT ON COLUMN market.request.batch_counter IS 'its batch';
COMMENT ON COLUMN market.request.request_index IS 'place within the batch, from 0';
COMMENT ON COLUMN market.request.service_name IS 'the service';
COMMENT ON COLUMN market.request.provider IS 'who has to answer';
COMMENT ON COLUMN market.request.consumer IS 'who paid';
COMMENT ON COLUMN market.request.fee IS 'what was paid, in minor units; of an expired request it was given back';
COMMENT ON COLUMN market.request.denom IS 'minor unit of the fee';
COMMENT ON COLUMN market.request.request_height IS 'block in which it was made';
COMMENT ON COLUMN market.request.expiration_height IS 'last block in which it can be answered';
COMMENT ON COLUMN market.request.state IS 'pending, answered or expired';
COMMENT ON COLUMN market.request.tax IS 'part of the fee of an answered request that went to the community';
COMMENT ON COLUMN market.request.ended_height IS 'block in which it was answered or expired';
COMMENT ON COLUMN market.request.slashed IS 'what its expiry cost the deposit of the binding, in the base denom';

CREATE OR REPLACE VIEW market.pending_request WITH (security_invoker = true) AS
SELECT r.id, r.service_name, r.provider, r.consumer, t.input, r.fee, r.denom, r.context_id,
       r.batch_counter, r.request_index, r.request_height, r.expiration_height
FROM market.request_open AS r
JOIN market.context_terms AS t ON t.id = r.context_id
WHERE r.state = 'pending'
ORDER BY r.expiration_height, r.id;
COMMENT ON VIEW market.pending_request IS 'the work of providers, with its input, in the order in which it expires';
COMMENT ON COLUMN market.pending_request.id IS 'id of the request';
COMMENT ON COLUMN market.pending_request.service_name IS 'the service';
COMMENT ON COLUMN market.pending_request.provider IS 'who has to answer';
COMMENT ON COLUMN market.pending_request.consumer IS 'who paid';
COMMENT ON COLUMN market.pending_request.input IS 'what the provider is given';
COMMENT ON COLUMN market.pending_request.fee IS 'what was paid, in minor units';
COMMENT ON COLUMN market.pending_request.denom IS 'minor unit of the fee';
COMMENT ON COLUMN market.pending_request.context_id IS 'the context';
COMMENT ON COLUMN market.pending_request.batch_counter IS 'its batch';
COMMENT ON COLUMN market.pending_request.request_index IS 'place within the batch, from 0';
COMMENT ON COLUMN market.pending_request.request_height IS 'block in which it was made';
COMMENT ON COLUMN market.pending_request.expiration_height IS 'last block in which it can be answered';

CREATE OR REPLACE VIEW market.request_volume WITH (security_invoker = true) AS
SELECT consumer, service_name, provider, pg_catalog.sum(volume)::bigint AS volume
FROM (SELECT consumer, service_name, provider, volume FROM market.answered_volume
      UNION ALL
      SELECT consumer, service_name, provider, 1 FROM market.request_open
      WHERE state = 'answered') AS answer
GROUP BY consumer, service_name, provider;
COMMENT ON VIEW market.request_volume IS 'how many requests of a consumer a provider has answered, for discounts by volume';
COMMENT ON COLUMN market.request_volume.consumer IS 'who asked';
COMMENT ON COLUMN market.request_volume.service_name IS 'the service';
COMMENT ON COLUMN market.request_volume.provider IS 'who answered';
COMMENT ON COLUMN market.request_volume.volume IS 'number of answers, with any result';

CREATE OR REPLACE VIEW market.earned_fee WITH (security_invoker = true) AS
SELECT o.owner, e.provider, e.denom, pg_catalog.sum(e.amount) AS amount
FROM (SELECT provider, denom, amount FROM market.earned_total
      UNION ALL
      SELECT provider, denom, fee - tax FROM market.request_open WHERE state = 'answered') AS e
JOIN market.provider_owner AS o ON o.provider OPERATOR(market.=) e.provider
WHERE e.amount > 0
GROUP BY o.owner, e.provider, e.denom;
COMMENT ON VIEW market.earned_fee IS 'fees that are earned and not withdrawn';
COMMENT ON COLUMN market.earned_fee.owner IS 'who may withdraw them';
COMMENT ON COLUMN market.earned_fee.provider IS 'who earned them';
COMMENT ON COLUMN market.earned_fee.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.earned_fee.amount IS 'minor units';

-- What the end of the block, or a withdrawal, will write into the journal.
CREATE OR REPLACE VIEW market.unsettled_movement WITH (security_invoker = true) AS
SELECT r.consumer AS debit, 'escrow'::text AS debit_kind, o.owner AS credit,
       'earned'::text AS credit_kind, r.denom, r.fee - r.tax AS amount
FROM market.request_open AS r
JOIN market.provider_owner AS o ON o.provider OPERATOR(market.=) r.provider
WHERE r.state = 'answered' AND r.fee > r.tax
UNION ALL
SELECT r.consumer, 'escrow', market.system_account('community_pool'), 'tax', r.denom, r.tax
FROM market.request_open AS r
WHERE r.state = 'answered' AND r.tax > 0;
COMMENT ON VIEW market.unsettled_movement IS 'movements of money that answers have made and the journal does not show yet';
COMMENT ON COLUMN market.unsettled_movement.debit IS 'whose money became less';
COMMENT ON COLUMN market.unsettled_movement.debit_kind IS 'where it lay';
COMMENT ON COLUMN market.unsettled_movement.credit IS 'whose money became more';
COMMENT ON COLUMN market.unsettled_movement.credit_kind IS 'where it lies now';
COMMENT ON COLUMN market.unsettled_movement.denom IS 'minor unit of the token';
COMMENT ON COLUMN market.unsettled_movement.amount IS 'minor units';
