-- The end of a block: order, money that two contexts want, other tokens, bounds of work, jumps of the height.
\getenv tests PG_ABS_SRCDIR
\set test engine
\set ECHO none
\i :tests/world/market.psql
\set ECHO all
\set VERBOSITY default
\set owner 0x00000000000000000000000000000000000000a1
SELECT market.create_token('stake'), market.create_token('atom');
SELECT market.deposit(:'owner', '10000000stake');
SELECT market.define_service(:'owner', 'svc', '{"input": {}, "output": {}}');
-- people: consumers c1, c2 ..., providers b1, b2 ...
CREATE FUNCTION person(name text) RETURNS market.address LANGUAGE sql IMMUTABLE AS $$SELECT ('0x' || lpad(name, 40, '0'))::market.address$$;
CREATE FUNCTION bind(provider text, price text, qos int DEFAULT 1, deposit text DEFAULT '200000stake', discounts text DEFAULT '') RETURNS void LANGUAGE sql AS $$
SELECT market.bind_service('0x00000000000000000000000000000000000000a1', 'svc', person(provider), deposit::market.coin, ('{"price": "' || price || '"' || discounts || '}')::market.pricing, qos)$$;
CREATE FUNCTION call(consumer text, providers text[], cap text DEFAULT '100stake', timeout int DEFAULT 3, repeated boolean DEFAULT false, frequency int DEFAULT 0, total int DEFAULT -1)
RETURNS bigint LANGUAGE sql AS $$
SELECT market.call_service(person(consumer), 'svc', ARRAY(SELECT person(p) FROM unnest(providers) WITH ORDINALITY AS u(p, n) ORDER BY n),
    '{"header":{}}', cap::market.coin, timeout, repeated, frequency, total)$$;
CREATE FUNCTION answer(number bigint) RETURNS void LANGUAGE sql AS $$
SELECT market.respond_service(provider, id, '{"code":400,"message":""}') FROM market.request WHERE id = number$$;
CREATE FUNCTION blocks(n int) RETURNS bigint LANGUAGE sql AS $$SELECT max(market.end_block()) FROM generate_series(1, n)$$;
CREATE VIEW contexts AS
SELECT id, batch_counter AS batch, batch_request_count AS requests, batch_response_count AS responses, batch_state, state,
       start_height AS starts, expiry_height AS expires, ended_height AS ended, pause_cause AS cause FROM market.request_context ORDER BY id;
CREATE VIEW requests AS
SELECT id, context_id AS context, batch_counter AS batch, request_index AS n, right(provider::text, 2) AS provider, fee, denom, request_height AS made,
       expiration_height AS expires, state, ended_height AS ended, slashed FROM market.request ORDER BY id;
CREATE VIEW money AS
SELECT right(account::text, 2) AS account, kind, denom, amount FROM market.balance_sheet WHERE account <> person('a1') ORDER BY kind, account, denom;
SELECT market.set_params(dispatch => 'end_of_block');

--
-- Who is chosen: bound, available, fast enough, at most as expensive as the cap; in the order of the list
--
SELECT bind('b1', '10stake', 5), bind('b2', '11stake', 5), bind('b3', '10stake', 6), bind('b4', '10stake', 5), bind('b5', '9stake', 4);
SELECT market.disable_binding(:'owner', 'svc', person('b4'));
SELECT market.deposit(person('c1'), '1000stake');
SELECT call('c1', ARRAY['b5', 'b2', 'b3', 'b4', 'b6', 'b1'], '10stake', 5), call('c1', ARRAY['b2', 'b3'], '10stake', 5);
SELECT blocks(1);
SELECT * FROM contexts;
SELECT * FROM requests;
SELECT * FROM money;
-- a batch of nobody runs, costs nothing, and ends in its time
SELECT blocks(5);
SELECT * FROM contexts;
SELECT * FROM money;

--
-- Money for one: the smaller id has it; what expires in a block is spent in it
--
SELECT bind('b7', '100stake');
SELECT market.deposit(person('c2'), '100stake');
SELECT call('c2', ARRAY['b7']), call('c2', ARRAY['b7']), call('c2', ARRAY['b1'], '10stake', 9);
SELECT blocks(1);
SELECT * FROM contexts WHERE id > 2;
SELECT blocks(2);
SELECT market.start_request_context(person('c2'), 4), market.start_request_context(person('c2'), 5);
-- 100 come back; 4 takes them all, nothing is left for 5
SELECT blocks(1);
SELECT * FROM contexts WHERE id > 2;
SELECT * FROM requests WHERE context > 2;
-- all or nothing, over several providers
SELECT market.deposit(person('c3'), '109stake');
SELECT call('c3', ARRAY['b7', 'b1'], timeout => 9);
SELECT blocks(1);
SELECT * FROM contexts WHERE id = 6;
SELECT market.deposit(person('c3'), '1stake');
SELECT market.start_request_context(person('c3'), 6);
SELECT blocks(1);
SELECT * FROM contexts WHERE id = 6;
SELECT * FROM money WHERE account = 'C3' OR account = 'c3';
SELECT * FROM market.audit();

--
-- Prices in another token, which the cap compares by their worth
--
CREATE TABLE rates (pair text PRIMARY KEY, rate text);
CREATE FUNCTION tell(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS $$
SELECT jsonb_build_object('code', CASE WHEN r.rate IS NULL THEN 400 ELSE 200 END, 'message', ''),
    CASE WHEN r.rate IS NOT NULL THEN jsonb_build_object('header', '{}'::jsonb, 'body', jsonb_build_object('rate', r.rate)) END
FROM (SELECT 1) AS one LEFT JOIN public.rates AS r ON r.pair = input->'body'->>'pair'$$;
SELECT market.register_module_service('oracle', 'oracle-price', person('ff'), 'public.tell');
INSERT INTO rates VALUES ('atom-stake', '2');
SELECT market.deposit(person('c4'), '1000atom'), market.deposit(person('c4'), '500stake');
SELECT bind('b8', '40atom'), bind('b9', '3atom', 1, '7000stake');
SELECT call('c4', ARRAY['b8'], '79stake'), call('c4', ARRAY['b8', 'b1'], '80stake', 9);
SELECT blocks(1);
SELECT * FROM contexts WHERE id > 6;
SELECT * FROM requests WHERE context > 6;
SELECT * FROM money WHERE account IN ('C4', 'c4');
-- without a rate the whole batch waits, and can be started again
DELETE FROM rates;
SELECT call('c4', ARRAY['b1', 'b8'], '100stake', 9, true, 9, 2);
SELECT blocks(1);
SELECT * FROM contexts WHERE id = 9;
SELECT event, details FROM market.service_event WHERE context_id = 9 ORDER BY id;
-- a time-out then disables the binding, whatever its deposit is
SELECT market.start_request_context(person('c4'), 9);
INSERT INTO rates VALUES ('atom-stake', '2.5');
SELECT blocks(1);
SELECT * FROM contexts WHERE id = 9;
DELETE FROM rates;
SELECT blocks(9);
SELECT right(provider::text, 2) AS provider, deposit, available FROM market.service_binding WHERE service_name = 'svc' ORDER BY provider;
SELECT * FROM money WHERE account IN ('C4', 'c4');
SELECT * FROM market.audit();

--
-- Discounts by volume count answers that are settled and those that are not; by time, the time of the batch
--
SELECT bind('bb', '100stake', 1, '200000stake', ', "promotions_by_volume": [{"volume": 1, "discount": 0.9}, {"volume": 2, "discount": 0.55}]');
SELECT market.set_params(dispatch => 'immediate');
SELECT market.deposit(person('c5'), '1000stake');
SELECT id, call('c5', ARRAY['bb']) > 0 AS called FROM (SELECT max(id) + 1 AS id FROM market.request) AS r \gset
SELECT answer(:id);
SELECT id, call('c5', ARRAY['bb']) > 0 AS called FROM (SELECT max(id) + 1 AS id FROM market.request) AS r \gset
SELECT blocks(1);
SELECT answer(:id);
SELECT call('c5', ARRAY['bb']) > 0 AS called;
SELECT blocks(1);
SELECT call('c5', ARRAY['bb']) > 0 AS called;
SELECT fee, denom, state FROM market.request WHERE provider = person('bb') ORDER BY id;
SELECT volume FROM market.request_volume WHERE consumer = person('c5');
SELECT market.set_params(dispatch => 'end_of_block');
SELECT blocks(5);

--
-- Bounds: what is left over comes first in the next block, and is as it would have been
--
SELECT bind('bc', '1stake', 1, '1000000stake');
SELECT market.deposit(person('c6'), '1000stake');
SELECT count(call('c6', ARRAY['bc'], timeout => 4)) FROM generate_series(1, 5);
SELECT market.set_params(max_work_per_block => 2);
CREATE VIEW counts AS
SELECT (SELECT height FROM market.clock), count(*) FILTER (WHERE start_height IS NOT NULL) AS waiting, count(*) FILTER (WHERE expiry_height IS NOT NULL) AS open,
       count(*) FILTER (WHERE ended_height IS NOT NULL) AS ended
FROM market.request_context WHERE consumer = person('c6');
SELECT * FROM counts;
SELECT blocks(1); SELECT * FROM counts;
SELECT blocks(1); SELECT * FROM counts;
SELECT count(answer(id)) FROM market.request WHERE provider = person('bc') AND state = 'pending';
SELECT blocks(1); SELECT * FROM counts;
SELECT count(*) AS unsettled FROM market.unsettled_movement;
SELECT blocks(1); SELECT blocks(1); SELECT * FROM counts;
SELECT count(*) AS unsettled FROM market.unsettled_movement;
SELECT blocks(1); SELECT * FROM counts;
SELECT blocks(1); SELECT * FROM counts;
SELECT request_height, expiration_height, state, ended_height, fee FROM market.request WHERE provider = person('bc') ORDER BY id;
SELECT market.set_params(max_work_per_block => 1000000);
SELECT * FROM market.audit();

--
-- Jumps: blocks that never were are caught up with at the next end; a rhythm that was missed goes on from there
--
SELECT call('c6', ARRAY['bc'], '100stake', 3, true, 5, 3) AS id \gset
SELECT blocks(1);
SELECT market.end_block(next_height => 1000);
SELECT state, expires, starts FROM contexts WHERE id = :id;
SELECT market.end_block();
SELECT state, batch, expires, starts FROM contexts WHERE id = :id;
SELECT market.end_block(next_height => 2000);
SELECT market.end_block(next_height => 3000);
SELECT market.end_block();
SELECT state, batch, expires, starts, ended FROM contexts WHERE id = :id;
SELECT batch, made, expires, state, ended FROM requests WHERE context = :id;
SELECT * FROM market.audit();

-- Missed in a jump: deposits shrink in the order of contexts, whichever was due first; each request costs its own binding
SELECT bind('be', '1stake'), bind('bf', '1stake', 1, '300000stake');
SELECT call('c6', ARRAY['be', 'bf'], timeout => 9) AS later, call('c6', ARRAY['be'], timeout => 5) AS sooner \gset
SELECT blocks(1);
SELECT call('c6', ARRAY['bf', 'be'], timeout => 4) AS last \gset
SELECT blocks(1);
SELECT market.end_block(next_height => 4000); SELECT blocks(1);
SELECT n, provider, expires, state, slashed FROM requests WHERE context IN (:later, :sooner, :last);
SELECT right(provider::text, 2) AS provider, deposit FROM market.service_binding WHERE provider IN (person('be'), person('bf'));
SELECT debit_kind, right(debit::text, 2) AS debit, credit_kind, right(credit::text, 2) AS credit, amount, reason, right(reference, 2) AS reference
FROM market.journal WHERE height = 4000 ORDER BY id;
SELECT event, cardinality(ids) AS ids FROM market.service_event WHERE height = 4000 ORDER BY id;
SELECT (SELECT array_agg(id ORDER BY context, n) FROM requests WHERE context IN (:later, :sooner, :last)) = ids AS in_order
FROM market.service_event WHERE height = 4000 AND event = 'service_slash';
SELECT * FROM market.audit();

--
-- Announcements: more new requests than a notification has room for; each is noted once, whether it is open at the end of its block or not
--
SELECT bind('bd', '1stake');
SELECT market.deposit(person('c7'), '2503stake');
CREATE VIEW announced AS
SELECT count(*), count(DISTINCT n.id) AS distinct, sum(length(n.id::text) + 1) > 8000 AS too_long, count(DISTINCT height) AS blocks
FROM market.service_event CROSS JOIN unnest(ids) AS n(id) WHERE event = 'new_batch_request_provider' AND provider = person('bd');
SELECT count(call('c7', ARRAY['bd'], '1stake', 9)) FROM generate_series(1, 2500);
SELECT blocks(1);
SELECT * FROM announced;
SELECT market.set_params(dispatch => 'immediate');
SELECT call('c7', ARRAY['bd'], '1stake', 9) > 0 AS called FROM generate_series(1, 3);
SELECT answer(max(id)) FROM market.request;
SELECT blocks(3);
SELECT * FROM announced;
SELECT * FROM market.audit();

--
-- A fee comes back to a consumer that has been given all the rest of the token meanwhile: the sum of a token is bounded, so there is room
--
SELECT market.deposit(person('c8'), market.coin(2::numeric ^ 256 - 1, 'atom')); \echo :SQLSTATE
SELECT market.create_token('full');
SELECT market.deposit(person('c8'), '1000stake');
SELECT call('c8', ARRAY['b7'], '1000stake', 4) > 0 AS called;
SELECT 2::numeric ^ 256 - 1 - sum(amount) AS rest FROM market.balance_sheet WHERE denom = 'stake' \gset
SELECT market.deposit(person('c8'), market.coin(:rest + 1, 'stake')); \echo :SQLSTATE
-- two in one statement know of each other
SELECT market.deposit(person('c8'), market.coin(:rest - 7, 'stake')), market.deposit(person('c8'), '8stake'); \echo :SQLSTATE
SELECT market.deposit(person('c8'), market.coin(:rest - 7, 'stake')) = 1000 - 100 + :rest - 7 AS given, market.deposit(person('c8'), '7stake') > 0 AS full;
SELECT market.deposit(person('c1'), '1stake'); \echo :SQLSTATE
SELECT market.deposit(person('c1'), '1full');
SELECT blocks(5) > 0 AS ended;
SELECT market.balance(person('c8'), 'stake') = :rest + 1000 AS back;
SELECT market.withdraw(person('c8'), market.coin(:rest, 'stake'));
SELECT market.deposit(person('c1'), '1stake') > 0 AS room;
SELECT * FROM market.audit();

\c :regress_database
DROP DATABASE regress_engine WITH (FORCE);
