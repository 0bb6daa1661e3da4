-- One end of block.  Prints the milliseconds of it, and of a bare UPDATE of as many rows, in the last line; where requests
-- time out, also those of bare statements on tables like the market's, which write what a time-out must write: one ends
-- contexts, one deletes requests, one inserts them into history.
--
-- work  expire: "due" requests time out.
--       idle: "due" contexts get their next batch, while "contexts" in all wait for a later block.
-- Contexts are made by calls, as always; those of earlier measurements stay and count.
SET synchronous_commit = off;
SELECT :'work' = 'idle' AS idle, :'work' = 'expire' AS expire \gset
\set same NULL

CREATE TABLE bench.block (id bigint PRIMARY KEY, state text NOT NULL, amount numeric NOT NULL) WITH (fillfactor = 50);
INSERT INTO bench.block SELECT n, 'pending', 100 FROM generate_series(1, :due) AS n;

-- a call of consumer n at provider n, one-shot or repeated for ever
CREATE FUNCTION pg_temp.calls(first bigint, last bigint, timeout bigint, repeated boolean) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(market.call_service(p.consumer, 'bench', ARRAY[p.provider], '{"header": {}, "body": {"base": "iris", "quote": "usdt"}}',
        '100stake', timeout, repeated, timeout, CASE WHEN repeated THEN -1 ELSE 0 END))
    FROM generate_series(first, last) AS i JOIN bench.party AS p ON p.n = i % 1000
$$;

\if :idle
SELECT greatest(0, :contexts - count(*)) AS missing FROM market.request_context WHERE state = 'running' \gset
SELECT pg_temp.calls(1, :missing, 900000, true) \g /dev/null
-- the block after these announces them to their providers
SELECT market.end_block(), market.end_block() \g /dev/null
SELECT market.end_block() \g /dev/null
SELECT pg_temp.calls(1, :due, 10, true) \g /dev/null
\else
SELECT pg_temp.calls(1, :due, 10, false) \g /dev/null
\endif
-- the expiration height; its end is what is measured
SELECT market.end_block(next_height => market.height() + 10) \g /dev/null
-- nothing is measured when there is less to do
SELECT 1 / (count(*) = :due)::int FROM market.request_open WHERE expiration_height = market.height() \g /dev/null
\if :expire
CREATE TABLE bench.context (LIKE market.context_progress INCLUDING INDEXES);
CREATE TABLE bench.request (LIKE market.request_open INCLUDING INDEXES);
CREATE TABLE bench.history (LIKE market.request_history INCLUDING INDEXES);
ALTER TABLE bench.context SET (fillfactor = 45);
INSERT INTO bench.context SELECT c.* FROM market.context_progress AS c JOIN market.request_open AS r USING (context_id) ORDER BY context_id;
INSERT INTO bench.request SELECT * FROM market.request_open ORDER BY id;
\endif
VACUUM ANALYZE;
CHECKPOINT;

SELECT clock_timestamp() AS begin \gset
SELECT market.end_block() \g /dev/null
SELECT extract(epoch FROM clock_timestamp() - :'begin') * 1000 AS block \gset
SELECT clock_timestamp() AS begin \gset
UPDATE bench.block SET state = 'expired', amount = amount + 1;
SELECT extract(epoch FROM clock_timestamp() - :'begin') * 1000 AS bare \gset
DROP TABLE bench.block;
\if :idle
-- no more of them in the next measurement
SELECT count(market.kill_request_context(consumer, id)) FROM market.request_context
WHERE state = 'running' AND timeout = 10 AND repeated \g /dev/null
SELECT market.end_block(next_height => market.height() + 11) \g /dev/null
SELECT market.end_block() \g /dev/null
\else
CHECKPOINT;
SELECT clock_timestamp() AS begin \gset
UPDATE bench.context SET state = 'completed', batch_state = 'completed', batch_expired = true, expiry_height = NULL, ended_height = due_height;
INSERT INTO bench.history (id, context_id, batch_counter, request_index, service_name, provider, consumer, fee, denom, request_height,
    expiration_height, state, tax, ended_height, slashed)
SELECT id, context_id, batch_counter, request_index, service_name, provider, consumer, fee, denom, request_height,
    expiration_height, 'expired', 0, expiration_height, 1 FROM bench.request;
DELETE FROM bench.request;
SELECT extract(epoch FROM clock_timestamp() - :'begin') * 1000 AS same \gset
DROP TABLE bench.context, bench.request, bench.history;
\endif
SELECT concat_ws(' ', round(:block, 1), round(:bare, 1), round(:same, 1));
