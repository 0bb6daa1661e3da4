-- Reports: what they say of a small market, to the coin.
\set VERBOSITY default
\set SHOW_CONTEXT never
\set ON_ERROR_ROLLBACK on
BEGIN;

\set owner '0x8111111111111111111111111111111111111111'
\set boss '0x8122222222222222222222222222222222222222'
\set p1 '0x81a1111111111111111111111111111111111111'
\set p2 '0x81a2222222222222222222222222222222222222'
\set c1 '0x81c1111111111111111111111111111111111111'
\set c2 '0x81c2222222222222222222222222222222222222'
CREATE TABLE before AS SELECT * FROM market.report_pool WHERE denom = 'stake';
SELECT market.define_service(:'owner', n, '{"input":{},"output":{}}') FROM unnest(ARRAY['rep-a', 'rep-b']) AS n;
SELECT market.deposit(a::market.address, '1000000stake') > 0 FROM unnest(ARRAY[:'owner', :'boss', :'c1']) AS a;
SELECT market.deposit(:'c2', '45stake') > 0;
SELECT market.bind_service(:'owner', 'rep-a', :'p1', '200000stake', '{"price":"100stake","promotions_by_volume":[{"volume":2,"discount":0.5}]}', 2);
SELECT market.bind_service(:'boss', 'rep-a', :'p2', '50000stake', '{"price":"20stake"}', 5);
SELECT market.bind_service(:'owner', 'rep-b', :'p1', '50000stake', '{"price":"10stake"}', 3);
CREATE FUNCTION answer(p text, code int DEFAULT 200) RETURNS bigint LANGUAGE sql AS $$
    SELECT count(market.respond_service(r.provider, r.id, jsonb_build_object('code', code, 'message', ''),
        CASE code WHEN 200 THEN '{"header":{}}'::jsonb END)) FROM market.request AS r WHERE r.state = 'pending' AND r.provider = p::market.address$$;
-- the days of blocks
SELECT (market.block_time() AT TIME ZONE 'UTC')::date + 1 AS day_1, (market.block_time() AT TIME ZONE 'UTC')::date + 3 AS day_2
\gset
SELECT market.end_block(:'day_1'::timestamp AT TIME ZONE 'UTC') > 0;

-- day 1: two answers at once, one after three blocks; one request is missed
SELECT count(market.call_service(:'c1', 'rep-a', ARRAY[:'p1', :'p2']::market.address[], '{"header":{}}', '100stake', 5)) FROM generate_series(1, 2);
SELECT answer(:'p1');
SELECT market.end_block(:'day_1'::timestamp AT TIME ZONE 'UTC' + '1 hour') > 0;
SELECT market.end_block(next_height => market.height() + 2) > 0;
SELECT answer(:'p2', 400);
SELECT market.call_service(:'c1', 'rep-b', ARRAY[:'p1']::market.address[], '{"header":{}}', '100stake', 3) > 0;
SELECT market.end_block(next_height => market.height() + 3) > 0, market.end_block() > 0;
-- day 2
SELECT market.end_block(:'day_2'::timestamp AT TIME ZONE 'UTC' + '23:59:59') > 0;
SELECT market.call_service(:'c1', 'rep-a', ARRAY[:'p1']::market.address[], '{"header":{}}', '100stake', 5) > 0;
SELECT answer(:'p1', 500);
SELECT market.call_service(:'c1', 'rep-a', ARRAY[:'p2']::market.address[], '{"header":{}}', '100stake', 5) > 0;

SELECT day - :'day_1' AS day, right(owner::text, 1) AS owner, right(provider::text, 1) AS provider, service_name, denom, answers, fees, tax, earned
FROM market.report_earnings WHERE service_name LIKE 'rep-%' ORDER BY 1, 2, 3, 4;
-- the same before and after what is earned is settled
SELECT market.end_block() > 0;
SELECT day - :'day_1' AS day, right(owner::text, 1) AS owner, right(provider::text, 1) AS provider, service_name, denom, answers, fees, tax, earned
FROM market.report_earnings WHERE service_name LIKE 'rep-%' ORDER BY 1, 2, 3, 4;
SELECT service_name, right(provider::text, 1) AS provider, available, promised_blocks, served, missed, pending, within_promise, served_share,
       fastest_blocks, average_blocks, slowest_blocks, slashed
FROM market.report_service_level WHERE service_name LIKE 'rep-%' ORDER BY 1, 2;
SELECT right(consumer::text, 1) AS consumer, service_name, denom, requests, answered, expired, spent, given_back, in_escrow
FROM market.report_spending WHERE service_name LIKE 'rep-%' ORDER BY 1, 2;
SELECT p.pool, p.account = market.system_account(p.pool) AS account, p.denom, p.kind, p.amount - coalesce(b.amount, 0) AS amount
FROM market.report_pool AS p LEFT JOIN before AS b USING (pool, kind, denom) WHERE p.denom = 'stake' AND p.amount <> coalesce(b.amount, 0) ORDER BY 1, 4;

-- who runs out of money: 45 pay two rounds of 20, and not a third
SELECT market.call_service(:'c2', 'rep-a', ARRAY[:'p2']::market.address[], '{"header":{}}', '20stake', 5, true, 10, 2) AS two
\gset
SELECT count(*) FROM market.report_context_funds WHERE consumer = :'c2';
SELECT market.update_request_context(:'c2', :two, repeated_total => 3);
CREATE VIEW dry AS SELECT context_id, batches_left, batch_cost, round_cost, balance, rounds_affordable,
    next_height - market.height() AS next, dry_height - market.height() AS dry FROM market.report_context_funds;
SELECT context_id = :two AS two, batches_left, batch_cost, round_cost, balance, rounds_affordable, next, dry FROM dry WHERE context_id = :two;
SELECT market.update_request_context(:'c2', :two, repeated_total => 2);
-- another context of the same consumer takes its share
SELECT market.call_service(:'c2', 'rep-a', ARRAY[:'p2']::market.address[], '{"header":{}}', '20stake', 5, true, 10, -1) AS ever
\gset
SELECT context_id = :two AS two, batches_left, batch_cost, round_cost, balance, rounds_affordable, next, dry FROM dry WHERE context_id IN (:two, :ever) ORDER BY 1;
SELECT market.kill_request_context(:'c2', :two), market.kill_request_context(:'c2', :ever);
SELECT count(*) FROM market.report_context_funds WHERE consumer = :'c2';

-- a user sees what concerns its accounts
CREATE ROLE report_user;
GRANT market_user TO report_user;
SET ROLE report_user;
SELECT count(*) FROM market.report_earnings;
SELECT count(*) FROM market.report_spending;
SELECT sum(served) FROM market.report_service_level;
SELECT count(*) FROM market.report_pool;
RESET ROLE;
SELECT * FROM market.audit();
ROLLBACK;
