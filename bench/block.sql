-- One end of block.  Prints the milliseconds of it, and of a bare UPDATE of as many rows, in the last line.
--
-- work  expire: "due" requests time out.
--       idle: "due" contexts get their next batch, while "contexts" in all wait for a later block.
-- Contexts are made by calls, as always; those of earlier measurements stay and count.
SET synchronous_commit = off;
SELECT :'work' = 'idle' AS idle \gset

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
\endif
SELECT round(:block, 1) || ' ' || round(:bare, 1);
