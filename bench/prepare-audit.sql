-- A market to be audited and reported on: "rows" requests that have ended, each with its row in the journal, in
-- contexts of ten batches, over twenty days; nine of ten were answered.  Consumers, providers and 1,000 contexts that
-- still run are made by the market's functions, all else by the owner of the tables, as the end of blocks would have
-- left it.  In a database made by script/database.
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
SET search_path = pg_catalog, public, market;
SET client_min_messages = warning;

CREATE SCHEMA bench;
CREATE TABLE bench.party AS
SELECT n, ('0x' || lpad(to_hex(n + 65536), 40, '0'))::market.address AS consumer,
       ('0x' || lpad(to_hex(n + 131072), 40, '0'))::market.address AS provider
FROM generate_series(0, 999) AS n;

SELECT market.set_params(max_request_timeout => 1000000) \g /dev/null
SELECT market.deposit(consumer, '1000000000000stake'), market.deposit(provider, '1000000000000stake')
FROM bench.party \g /dev/null
SELECT market.define_service(provider, 'bench', '{"input": {"type": "object"}, "output": {"type": "object"}}')
FROM bench.party WHERE n = 0 \g /dev/null
SELECT market.bind_service(provider, 'bench', provider, '1000000stake', '{"price": "100stake"}', 10)
FROM bench.party \g /dev/null
SELECT block_time AS began FROM market.clock \gset
SELECT market.end_block(:'began'::timestamptz + i * interval '1 day', 1 + 100 * i) FROM generate_series(1, 20) AS i \g /dev/null
SELECT market.call_service(consumer, 'bench', ARRAY[provider], '{"header": {}, "body": {}}', '100stake', 100, true, 200, -1)
FROM bench.party \g /dev/null
SELECT market.end_block() \g /dev/null

SELECT last_value AS context FROM market.context_id_seq \gset
SELECT last_value AS request FROM market.request_id_seq \gset
SET session_replication_role = replica;
SET synchronous_commit = off;

-- a request of each batch, the block in which it was made; one of ten has expired
CREATE TABLE bench.request AS
SELECT :request + 1 + i AS id, :context + 1 + i / 10 AS context_id, i % 10 + 1 AS batch,
       c.consumer, p.provider, 1 + i * 1900 / :rows AS height, i % 10 <> i / 10 % 10 AS answered
FROM generate_series(0, :rows::bigint - 1) AS i
JOIN bench.party AS c ON c.n = i / 10 % 1000
JOIN bench.party AS p ON p.n = (i / 10 + i / 10000) % 1000;
ANALYZE bench.request;

INSERT INTO market.request_history (id, context_id, batch_counter, request_index, service_name, provider, consumer, fee, denom,
    request_height, expiration_height, state, tax, ended_height, slashed)
SELECT id, context_id, batch, 0, 'bench', provider, consumer, 100, 'stake', height, height + 10,
       (CASE WHEN answered THEN 'answered' ELSE 'expired' END)::market.request_state, CASE WHEN answered THEN 5 ELSE 0 END,
       height + CASE WHEN answered THEN 3 ELSE 10 END, 0
FROM bench.request ORDER BY id;
INSERT INTO market.response (request_id, provider, consumer, result, output, height)
SELECT id, provider, consumer, '{"code": 200, "message": ""}', '{"header": {}, "body": {"price": 0.0263}}', height + 3
FROM bench.request WHERE answered ORDER BY id;
INSERT INTO market.context_terms (id, service_name, providers, consumer, input, service_fee_cap, fee_cap, created_height)
SELECT context_id, 'bench', ARRAY[provider], consumer, '{"header": {}, "body": {}}', '100stake', 100, height
FROM bench.request WHERE batch = 1 ORDER BY context_id;
INSERT INTO market.context_progress (context_id, state, timeout, repeated, repeated_frequency, repeated_total, response_threshold,
    batch_counter, batch_request_count, batch_response_count, batch_state, has_module, ended_height)
SELECT DISTINCT ON (context_id) context_id, 'completed', 10, true, 10, batch, 0, batch, 1, answered::integer, 'completed', false, height + 10
FROM bench.request ORDER BY context_id, batch DESC;
INSERT INTO market.answered_volume (consumer, service_name, provider, volume)
SELECT consumer, 'bench', provider, count(*) FROM bench.request WHERE answered GROUP BY consumer, provider;

-- the money: into escrow for each request, out of it in one sum for each pair, as the ends of blocks add it up
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason, reference)
SELECT height, block_time, consumer, 'spendable', consumer, 'escrow', 'stake', 100, 'new_batch', context_id::text
FROM bench.request CROSS JOIN (SELECT block_time FROM market.clock) AS k ORDER BY id;
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason, reference)
SELECT k.height, k.block_time, s.consumer, 'escrow', v.credit, v.kind, 'stake', v.amount, v.reason, s.provider::text
FROM (SELECT consumer, provider, count(*) FILTER (WHERE answered) AS answers, count(*) FILTER (WHERE NOT answered) AS expired
      FROM bench.request GROUP BY consumer, provider) AS s
CROSS JOIN market.clock AS k
CROSS JOIN LATERAL (VALUES (s.provider, 'earned', 95 * s.answers, 'earn_fee'),
    (market.system_account('community_pool'), 'tax', 5 * s.answers, 'tax_fee'),
    (s.consumer, 'spendable', 100 * s.expired, 'refund_fee')) AS v(credit, kind, amount, reason)
WHERE v.amount > 0;
UPDATE market.account_balance AS b SET amount = b.amount - 100 * s.answers
FROM (SELECT consumer, count(*) AS answers FROM bench.request WHERE answered GROUP BY consumer) AS s
WHERE b.account = s.consumer AND b.denom = 'stake';
INSERT INTO market.earned_total (provider, denom, amount)
SELECT provider, 'stake', 95 * count(*) FROM bench.request WHERE answered GROUP BY provider;
INSERT INTO market.pool_share (account, kind, denom, amount)
SELECT market.system_account('community_pool'), 'tax', 'stake', 5 * count(*) FROM bench.request WHERE answered
HAVING count(*) > 0;

SELECT setval('market.request_id_seq', max(id)), setval('market.context_id_seq', max(context_id)) FROM bench.request \g /dev/null
DROP TABLE bench.request;
RESET session_replication_role;

SELECT 'CREATE ROLE bench_operator'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bench_operator') \gexec
GRANT market_operator TO bench_operator;
VACUUM ANALYZE;
CHECKPOINT;
