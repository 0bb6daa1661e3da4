-- Requests of services: the answer with its errors in order, the money that follows, time-outs, withdrawal.
\getenv tests PG_ABS_SRCDIR
\set test request
\set ECHO none
\i :tests/world/market.psql
\set ECHO all
\set VERBOSITY default
\set owner 0x00000000000000000000000000000000000000a1
\set o2 0x00000000000000000000000000000000000000a2
\set p1 0x00000000000000000000000000000000000000b1
\set p2 0x00000000000000000000000000000000000000b2
\set cons 0x00000000000000000000000000000000000000c1
\set cold 0x00000000000000000000000000000000000000cc
\set zero 0x0000000000000000000000000000000000000000
\set ok '{"code":200,"message":""}'
\set er '{"code":400,"message":"bad"}'
\set io '{"header":{},"body":{"a":1}}'
SELECT market.system_account('community_pool') AS pool \gset
SELECT market.create_token('stake'), market.create_token('atom');
SELECT market.deposit(:'owner', '100000stake'), market.deposit(:'o2', '1000000stake'), market.deposit(:'cons', '1000stake');
SELECT market.define_service(:'owner', n,
    '{"input": {"type": "object"}, "output": {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}}')
FROM unnest(ARRAY['svc', 'svc2']) AS n;
SELECT market.bind_service(:'owner', 'svc', :'p1', '50000stake', '{"price": "50stake"}', 3);
CREATE FUNCTION call(providers text[], cap text DEFAULT '50stake', timeout int DEFAULT 3, service text DEFAULT 'svc') RETURNS bigint LANGUAGE sql AS $$
SELECT market.call_service('0x00000000000000000000000000000000000000c1', service, providers::market.address[], '{"header":{}}', cap::market.coin, timeout)$$;
CREATE FUNCTION blocks(n int) RETURNS bigint LANGUAGE sql AS $$SELECT max(market.end_block('2100-01-01')) FROM generate_series(1, n)$$;
CREATE VIEW requests AS
SELECT id, context_id AS context, right(provider::text, 2) AS provider, fee, denom, request_height AS made, expiration_height AS expires, state, tax,
       ended_height AS ended, slashed FROM market.request ORDER BY id;
CREATE VIEW money AS
SELECT right(account::text, 2) AS account, kind, denom, amount FROM market.balance_sheet ORDER BY kind, account, denom;
CREATE VIEW batches AS
SELECT id, batch_counter AS batch, batch_request_count AS requests, batch_response_count AS responses, batch_state, state FROM market.request_context ORDER BY id;
SELECT market.end_block('2100-01-01', 10);

--
-- The example of the service's documentation, to the coin: price 50, deposit 50000, timeout 3
--
SELECT call(ARRAY[:'p1']);
SELECT * FROM money;
SELECT blocks(1);
SELECT id, service_name, right(provider::text, 2) AS provider, input, fee, denom, expiration_height FROM market.pending_request;
SELECT market.respond_service(provider => :'p1', request_id => 1, result => :'ok', output => :'io');
-- tax and earnings are there before the block ends, and the same afterwards
SELECT * FROM money;
SELECT * FROM requests;
SELECT * FROM market.unsettled_movement;
SELECT right(owner::text, 2) AS owner, right(provider::text, 2) AS provider, denom, amount FROM market.earned_fee;
SELECT service_name, volume FROM market.request_volume;
SELECT * FROM batches;
SELECT * FROM market.audit();
SELECT blocks(1);
SELECT * FROM money;
SELECT * FROM requests;
SELECT * FROM market.unsettled_movement;
SELECT right(owner::text, 2) AS owner, right(provider::text, 2) AS provider, denom, amount FROM market.earned_fee;
SELECT service_name, volume FROM market.request_volume;
SELECT * FROM market.audit();
SELECT blocks(2);
SELECT * FROM batches;
SELECT market.withdraw_earned_fees(:'owner', :'p1');
SELECT market.balance(:'owner');
SELECT market.withdraw_earned_fees(:'owner', :'p1');
-- without the answer
SELECT call(ARRAY[:'p1']);
SELECT blocks(3);
SELECT state FROM requests WHERE id = 2;
SELECT blocks(1);
SELECT * FROM requests WHERE id = 2;
SELECT * FROM money;
SELECT deposit, available, disabled_time FROM market.service_binding;
SELECT height, debit_kind, credit_kind, amount, reason, reference FROM market.journal WHERE height >= 10 ORDER BY id;
SELECT * FROM market.audit();

--
-- respond_service: errors in order
--
SELECT market.enable_binding(:'owner', 'svc', :'p1', '5000stake');
SELECT market.bind_service(:'o2', 'svc', :'p2', '200000stake', '{"price": "40stake"}', 3);
SELECT call(ARRAY[:'p1', :'p2'], timeout => 5);
SELECT market.respond_service(NULL, NULL, NULL, NULL);
SELECT market.respond_service(:'zero', NULL, NULL, NULL);
SELECT market.respond_service(:'pool', NULL, NULL, NULL);
SELECT market.respond_service(:'p1', NULL, NULL, NULL);
SELECT market.respond_service(:'p1', 99, NULL, NULL);
SELECT market.respond_service(:'p1', 99, 'null', NULL);
SELECT market.respond_service(:'p1', 99, '{"code": 200}', NULL);
SELECT market.respond_service(:'p1', 99, '{"code": "200", "message": ""}', NULL);
SELECT market.respond_service(:'p1', 99, '{"code": 201, "message": ""}', NULL);
SELECT market.respond_service(:'p1', 99, '{"code": 200, "message": 1}', NULL);
SELECT market.respond_service(:'p1', 99, '{"code": 200, "message": "", "more": 1}', NULL);
SELECT market.respond_service(:'p1', 99, '{"result": {"code": 200, "message": ""}}', NULL);
SELECT market.respond_service(:'p1', 99, :'ok', NULL);
SELECT market.respond_service(:'p1', 99, :'er', :'io');
SELECT market.respond_service(:'p1', 99, :'ok', 'null');
SELECT market.respond_service(:'p1', 99, :'ok', '{"body": {}}');
SELECT market.respond_service(:'p1', 99, :'ok', '{"header": {}, "body": 1}');
SELECT market.respond_service(:'p1', 99, :'ok', :'io');
SELECT market.respond_service(:'p1', -1, :'ok', :'io');
-- another's request, open and ended, before its end counts
SELECT market.respond_service(:'p2', 3, :'ok', :'io');
SELECT market.respond_service(:'p2', 1, :'ok', :'io');
SELECT market.respond_service(:'p1', 1, :'ok', :'io');
SELECT market.respond_service(:'p1', 2, :'ok', :'io');
-- the body, absent as well, is checked against the definition
SELECT market.respond_service(:'p1', 3, :'ok', '{"header": {}, "body": {"a": "x"}}');
SELECT market.respond_service(:'p1', 3, :'ok', '{"header": {}}');
CREATE ROLE regress_request_user;
GRANT market_user TO regress_request_user;
SET ROLE regress_request_user;
SELECT market.respond_service(:'p1', 99, :'er');
SELECT market.withdraw_earned_fees(:'owner');
SELECT count(*) FROM market.request;
RESET ROLE;
SELECT * FROM batches WHERE id = 3;
-- an error is paid, and counted, like any answer; 200.0 is 200; the last answer completes the batch
SELECT market.respond_service(:'p1', 3, :'er');
SELECT * FROM batches WHERE id = 3;
SELECT market.respond_service(:'p2', 4, '{"code": 200.0, "message": "late"}', :'io');
SELECT * FROM batches WHERE id = 3;
SELECT market.respond_service(:'p2', 4, :'ok', :'io');
SELECT request_id, right(provider::text, 2) AS provider, right(consumer::text, 2) AS consumer, result, output, height FROM market.response ORDER BY 1;
SELECT right(owner::text, 2) AS owner, right(provider::text, 2) AS provider, denom, amount FROM market.earned_fee ORDER BY 1, 2;
-- up to and including the expiration height, not after it, even when the work of blocks is behind
SELECT call(ARRAY[:'p1']), call(ARRAY[:'p1']);
SELECT blocks(3);
SELECT market.respond_service(:'p1', 5, :'er');
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.clock SET height = height + 1;
SET LOCAL session_replication_role = origin;
SELECT market.respond_service(:'p1', 6, :'er');
ROLLBACK;
SELECT blocks(1);
SELECT * FROM requests WHERE id >= 5;
-- a disabled binding, a killed context: what is open is answered and paid; the tax is that of the answer
SELECT market.call_service(:'cons', 'svc', ARRAY[:'p2']::market.address[], :'io', '50stake', 3, true, 3, 5);
SELECT market.disable_binding(:'o2', 'svc', :'p2'), market.kill_request_context(:'cons', 6);
SELECT market.set_params(service_fee_tax => 0.2);
SELECT market.respond_service(:'p2', 7, :'er');
SELECT market.set_params(service_fee_tax => 0.05);
SELECT * FROM requests WHERE id = 7;
SELECT * FROM market.audit();
-- a request ends once, whoever changes the table
UPDATE market.request_open SET state = 'pending' WHERE id = 7;
UPDATE market.request_open SET fee = 1 WHERE id = 7;

--
-- withdraw_earned_fees
--
SELECT market.withdraw_earned_fees(NULL);
SELECT market.withdraw_earned_fees(:'pool');
SELECT market.withdraw_earned_fees(:'owner', :'zero');
SELECT market.withdraw_earned_fees(:'owner', :'p2');
SELECT market.withdraw_earned_fees(:'owner', :'cold');
-- nothing earned, nobody's owner: nothing moves
SELECT market.withdraw_earned_fees(:'cons');
-- all of one owner's providers, settled and not yet, in all tokens, to the withdraw address
SELECT market.deposit(:'cons', '100atom');
SELECT market.bind_service(:'owner', 'svc2', :'p1', '10000stake', '{"price": "10stake"}', 3);
SELECT right(owner::text, 2) AS owner, right(provider::text, 2) AS provider, denom, amount FROM market.earned_fee ORDER BY 1, 2;
SELECT call(ARRAY[:'p1'], service => 'svc2');
SELECT market.respond_service(:'p1', 8, :'er');
SELECT market.set_withdraw_address(:'owner', :'cold');
SELECT market.withdraw_earned_fees(:'owner');
SELECT market.balance(:'cold'), market.balance(:'owner');
SELECT market.withdraw_earned_fees(:'owner');
SELECT right(owner::text, 2) AS owner, right(provider::text, 2) AS provider, denom, amount FROM market.earned_fee ORDER BY 1, 2;
SELECT state, tax FROM market.request_history WHERE id = 8;
SELECT right(account::text, 2) AS account, kind, denom, sum(amount), count(*) AS shares FROM market.pool_share GROUP BY 1, 2, 3 ORDER BY 1, 2;
SELECT * FROM market.audit();
SELECT blocks(1);
SELECT right(account::text, 2) AS account, kind, denom, sum(amount), count(*) AS shares FROM market.pool_share GROUP BY 1, 2, 3 ORDER BY 1, 2;
SELECT * FROM market.audit();

--
-- Slashing: one after the other on what is left, burned or collected
--
SELECT market.enable_binding(:'o2', 'svc', :'p2');
SELECT market.set_params(slash_destination => 'collect');
SELECT call(ARRAY[:'p2'], timeout => 3), call(ARRAY[:'p2'], timeout => 3), call(ARRAY[:'p2'], timeout => 3);
SELECT deposit FROM market.service_binding WHERE provider = :'p2';
SELECT blocks(4);
SELECT * FROM requests WHERE id >= 9;
SELECT deposit, available FROM market.service_binding WHERE provider = :'p2';
SELECT * FROM money WHERE kind IN ('tax', 'burned', 'deposit', 'escrow');
-- wholly
SELECT market.set_params(slash_fraction => 1);
SELECT call(ARRAY[:'p2'], timeout => 3), call(ARRAY[:'p2'], timeout => 3);
SELECT blocks(4);
SELECT * FROM requests WHERE id >= 12;
SELECT deposit, available FROM market.service_binding WHERE provider = :'p2';
SELECT * FROM batches WHERE id > 6;
SELECT * FROM market.audit();

--
-- The codes that a client branches on
--
\set VERBOSITY sqlstate
SELECT market.respond_service(:'p1', NULL, :'er');
SELECT market.respond_service(:'p1', 1, NULL);
SELECT market.respond_service(:'p1', 1, :'er', :'io');
SELECT market.respond_service(:'p1', 999, :'er');
SELECT market.respond_service(:'p2', 1, :'er');
SELECT market.respond_service(:'p1', 1, :'er');
SELECT call(ARRAY[:'p1']) > 0 AS called;
SELECT market.respond_service(:'p1', max(id), :'ok', '{"header": {}}') FROM market.request WHERE state = 'pending';
SELECT market.withdraw_earned_fees(:'owner', :'p2');
\set VERBOSITY default

--
-- Who reads what: a consumer its own, a provider and its owner what was asked of them, nobody the rest
--
CREATE ROLE regress_request_cons; CREATE ROLE regress_request_p1; CREATE ROLE regress_request_owner; CREATE ROLE regress_request_reader;
GRANT market_user TO regress_request_cons, regress_request_p1, regress_request_owner;
GRANT market_reader TO regress_request_reader;
SELECT market.create_account(:'cons', 'regress_request_cons') = :'cons', market.create_account(:'p1', 'regress_request_p1') = :'p1',
    market.create_account(:'owner', 'regress_request_owner') = :'owner';
SELECT market.deposit('0x00000000000000000000000000000000000000c2', '100stake');
SELECT market.call_service('0x00000000000000000000000000000000000000c2', 'svc', ARRAY[:'p1']::market.address[], '{"header": {"secret": 1}}', '50stake', 3) > 0 AS called;
CREATE VIEW seen WITH (security_invoker = true) AS
SELECT (SELECT count(*) FROM market.request_context) AS contexts, (SELECT count(*) FROM market.request_context WHERE input->'header' ? 'secret') AS secrets,
    (SELECT count(*) FROM market.request) AS requests, (SELECT count(*) FROM market.response) AS responses,
    (SELECT count(*) FROM market.request_volume) AS volumes, (SELECT count(*) FROM market.earned_fee) AS fees,
    (SELECT string_agg(DISTINCT kind, ' ' ORDER BY kind) FROM market.balance_sheet) AS kinds,
    (SELECT count(*) FROM market.pending_request) AS pending;
GRANT SELECT ON seen TO PUBLIC;
SELECT * FROM seen;
SET ROLE regress_request_user;
SELECT * FROM seen;
SET ROLE regress_request_cons;
SELECT * FROM seen;
SET ROLE regress_request_p1;
SELECT * FROM seen;
SET ROLE regress_request_owner;
SELECT * FROM seen;
SET ROLE regress_request_reader;
SELECT * FROM seen;
RESET ROLE;

--
-- Somebody's trigger on responses, which answers the next request, or ends the block in which another one expires
--
CREATE FUNCTION answer_next() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    PERFORM market.respond_service(r.provider, r.id, '{"code": 400, "message": "too"}')
    FROM market.pending_request AS r WHERE r.id = NEW.request_id + 1;
    RETURN NEW;
END $$;
CREATE FUNCTION end_the_block() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$BEGIN PERFORM public.blocks(1); RETURN NEW; END $$;
SELECT max(id) AS context FROM batches \gset
SELECT market.set_params(slash_fraction => 0.001);
SELECT blocks(4);
CREATE TRIGGER answer_next AFTER INSERT ON market.response FOR EACH ROW EXECUTE FUNCTION answer_next();
SELECT call(ARRAY[:'p1'], service => 'svc2'), call(ARRAY[:'p1'], service => 'svc2'), call(ARRAY[:'p1'], service => 'svc2');
SELECT blocks(1);
SELECT market.respond_service(:'p1', min(id), :'ok', :'io') FROM market.pending_request;
SELECT * FROM batches WHERE id > :context;
SELECT id, state, tax, slashed FROM requests WHERE context > :context;
SELECT * FROM market.audit();
DROP TRIGGER answer_next ON market.response;
CREATE TRIGGER answer_next BEFORE INSERT ON market.response FOR EACH ROW EXECUTE FUNCTION answer_next();
SELECT call(ARRAY[:'p1'], service => 'svc2'), call(ARRAY[:'p1'], service => 'svc2');
SELECT blocks(1);
SELECT market.respond_service(:'p1', min(id), :'ok', :'io') FROM market.pending_request;
SELECT * FROM batches WHERE id > :context + 3;
SELECT * FROM market.audit();
DROP TRIGGER answer_next ON market.response;
SELECT call(ARRAY[:'p1'], timeout => 3, service => 'svc2');
SELECT blocks(1);
SELECT call(ARRAY[:'p1'], timeout => 5, service => 'svc2');
SELECT blocks(2);
CREATE TRIGGER end_the_block AFTER INSERT ON market.response FOR EACH ROW EXECUTE FUNCTION end_the_block();
SELECT market.respond_service(:'p1', max(id), :'ok', :'io') FROM market.pending_request;
DROP TRIGGER end_the_block ON market.response;
SELECT * FROM batches WHERE id > :context + 5;
SELECT id, state, tax, slashed FROM requests WHERE context > :context + 5;
SELECT * FROM market.audit();

--
-- Without an answer a request ends by being deleted, and a trigger pays; by hand, its batch is left behind
--
BEGIN;
SELECT market.deposit(:'cons', '50stake');
SELECT call(ARRAY[:'p1']);
SELECT id FROM requests WHERE state = 'pending' \gset
SAVEPOINT pending;
UPDATE market.request_open SET state = 'expired', ended_height = market.height() WHERE id = :id;
ROLLBACK TO pending;
UPDATE market.request_open SET state = 'expired' WHERE id = :id;
ROLLBACK TO pending;
ALTER TABLE market.request_open DISABLE TRIGGER request_open_30_missed;
SELECT blocks(4);
ROLLBACK TO pending;
DELETE FROM market.request_open WHERE id = :id;
SELECT state, slashed > 0 AS slashed FROM requests WHERE id = :id;
SELECT reason, amount FROM market.journal ORDER BY id DESC LIMIT 2;
SELECT * FROM market.audit();
ROLLBACK;
-- the trigger is for this table and event
CREATE TABLE requests_of_mine (batch_counter integer);
INSERT INTO requests_of_mine VALUES (1);
CREATE TRIGGER missed AFTER DELETE ON requests_of_mine REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION market.request_missed();
DELETE FROM requests_of_mine;
CREATE TRIGGER missed AFTER UPDATE ON market.request_open REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION market.request_missed();
UPDATE market.request_open SET announced = announced;
DROP TRIGGER missed ON market.request_open;
-- columns of one's own come and go while a session keeps its plans
SELECT market.deposit(:'cons', '100stake');
ALTER TABLE market.request_open ADD COLUMN note numeric DEFAULT 777777;
SELECT call(ARRAY[:'p1']) > 0 AS called, blocks(4) > 0 AS blocks;
ALTER TABLE market.request_open DROP COLUMN note;
ALTER TABLE market.request_open ADD COLUMN memo text DEFAULT 'mine';
SELECT call(ARRAY[:'p1']) > 0 AS called, blocks(4) > 0 AS blocks;
ALTER TABLE market.request_open DROP COLUMN memo;
SELECT state, slashed BETWEEN 1 AND 100 AS slashed FROM requests ORDER BY id DESC LIMIT 2;
-- what misses leave of a deposit
SELECT market.slashed_deposit(200000, 0.001), market.slashed_deposit(200000, NULL) AS unknown FROM generate_series(1, 2);
SELECT * FROM market.audit();

\c :regress_database
DROP DATABASE regress_request WITH (FORCE);
DROP ROLE regress_request_user, regress_request_cons, regress_request_p1, regress_request_owner, regress_request_reader;
