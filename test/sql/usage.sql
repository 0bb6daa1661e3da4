-- Metering: what a call leaves, what is added to it, months, reports; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test usage
\set ECHO none
\i :tests/world/groups.psql
\set ECHO all
SET timezone = 'America/New_York';
SET intervalstyle = 'postgres';
SELECT market.end_block('2031-01-31 23:59:59+00');
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

CREATE VIEW calls AS
SELECT u.id, u.kind, u.service_id AS service, u.method, u.channel_id AS channel, u.nonce, u.authorized_amount AS authorized, u.full_amount AS "full",
       u.payer = person(1) AS by_ada, u.recipient = person(3) AS to_bob, u.price, u.outcome, u.error, u.response_time, u.service_time, u.details, u.tableoid::regclass AS part
FROM market.usage AS u ORDER BY id;

--
-- one row per paid call, in the month of its block (UTC)
--
SELECT market.last_usage_id();
SELECT pay(10, 'fixed'), market.last_usage_id();
SELECT pay(2, 'methods', '/p.S/add'), pay(0, 'methods', '/p.S/see'), pay(10, 'two', '/any', channel_id => 1);
TABLE calls;
SELECT organization_id, group_id = :'group' AS default_group, height - market.height() AS blocks_ago, block_time = market.block_time() AS now FROM market.usage ORDER BY id;
-- what is refused or rolled back leaves none, nor does a call that is repeated with its key
SELECT pay(9, 'fixed'); \echo :SQLSTATE
BEGIN;
SELECT pay(10, 'fixed');
ROLLBACK;
SELECT market.authorize_payment(0, 0, 22, s.signature, 'org', 'fixed', idempotency_key => 'k') AS first,
       market.authorize_payment(0, 0, 22, s.signature, 'org', 'fixed', idempotency_key => 'k') AS again
FROM (SELECT market.sign(market.message_digest(market.claim_message(escrow_address, 0, 0, 22)), key(1)) AS signature FROM market.params) AS s;
SELECT count(*), sum(price) FROM market.usage;
-- nor any call while metering is off
SELECT market.set_params(metering => false);
SELECT pay(10, 'fixed'), market.last_usage_id();
SELECT market.record_failed_call(:'bob', 'org', 'fixed', :'ada');
SELECT count(*), sum(price) FROM market.usage;
SELECT market.set_params(metering => true);

--
-- finish_call
--
SELECT id AS call FROM market.usage ORDER BY id LIMIT 1 \gset
SELECT market.finish_call(NULL, :call); \echo :SQLSTATE
SELECT market.finish_call(:'zero', :call); \echo :SQLSTATE
SELECT market.finish_call(:'pool', :call); \echo :SQLSTATE
SELECT market.finish_call(:'bob', NULL); \echo :SQLSTATE
SELECT market.finish_call(:'bob', :call, 'done'); \echo :SQLSTATE
SELECT market.finish_call(:'bob', :call, response_time => '-1 second'); \echo :SQLSTATE
SELECT market.finish_call(:'bob', :call, service_time => '1 day -1 second'); \echo :SQLSTATE
SELECT market.finish_call(:'bob', 999999); \echo :SQLSTATE
SELECT market.finish_call(:'eve', :call); \echo :SQLSTATE
SELECT market.finish_call(:'ada', :call); \echo :SQLSTATE
SELECT market.finish_call(:'bob', :call, 'success', '0.25 seconds', '0.2 seconds', details => '{"user_agent": "curl"}');
-- a member, later; what is not given stays
SELECT market.finish_call(member => :'sue', usage_id => :call, outcome => 'failed', error => 'no such number');
SELECT market.finish_call(:'sue', :call);
SELECT * FROM calls WHERE id = :call;

--
-- record_failed_call
--
SELECT market.record_failed_call(NULL, 'org', 'fixed', :'ada'); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', NULL, 'fixed', :'ada'); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', '', :'ada'); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', 'two', :'ada'); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'nowhere', 'fixed', :'ada'); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', 'nothing', :'ada'); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', 'fixed', :'ada', group_id => :'group_2'); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', 'fixed', NULL); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', 'fixed', :'ada', NULL); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', 'fixed', :'ada', 'stolen'); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', 'fixed', :'ada', channel_id => 99); \echo :SQLSTATE
SELECT market.record_failed_call(:'bob', 'org', 'fixed', :'ada', response_time => '-1 day'); \echo :SQLSTATE
SELECT market.record_failed_call(:'eve', 'org', 'fixed', :'ada'); \echo :SQLSTATE
SELECT market.record_failed_call(:'sue', 'org', 'fixed', :'ada', 'free') = market.last_usage_id() AS recorded;
SELECT market.record_failed_call(member => :'bob', organization_id => 'org', service_id => 'two', payer => :'ada', kind => 'prepaid', method => '/any', channel_id => 1,
    error => 'out of memory', response_time => '3 seconds', service_time => '2 seconds', details => '{"request_id": 7}', group_id => :'group_2') IS NOT NULL AS recorded;
SELECT * FROM calls WHERE outcome = 'failed';

--
-- the next month, by UTC; a long pause; a year of five digits
--
SELECT market.end_block('2031-02-01 00:00:00+00');
SELECT pay(10, 'fixed');
SELECT market.end_block('2031-02-28 23:59:59.999999+00');
SELECT pay(10, 'fixed');
SELECT market.end_block('2032-12-31 12:00:00+00');
SELECT pay(10, 'fixed', '/any');
SELECT id, block_time, part FROM calls JOIN market.usage USING (id) WHERE block_time > '2031-01-31 23:59:59+00' ORDER BY id;
SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bounds FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
WHERE inhparent = 'market.usage'::regclass AND c.relname >= 'usage_2031' ORDER BY c.relname;
-- installing again changes nothing
SELECT count(*) > 0 AS installed FROM market.install();
SELECT count(*) FROM pg_inherits WHERE inhparent = 'market.usage'::regclass;
-- the last moment that there is
BEGIN;
SELECT market.end_block('10000-01-01 00:00:00+00');
SELECT market.end_block('294276-12-31 23:59:59.999999+00');
SELECT pay(10, 'fixed');
SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bounds FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid
WHERE inhparent = 'market.usage'::regclass AND c.relname !~ '_2\d\d\d_' ORDER BY c.relname;
ROLLBACK;
-- the trigger is for the clock alone
CREATE TABLE clock (singleton boolean, height bigint, block_time timestamptz);
INSERT INTO clock VALUES (true, 1, now());
CREATE TRIGGER t AFTER UPDATE ON clock FOR EACH ROW EXECUTE FUNCTION market.usage_next_month();
UPDATE clock SET height = 2; \echo :SQLSTATE
DROP TABLE clock;

--
-- reports
--
SELECT day, service_id, method, payer = person(1) AS by_ada, kind, calls, failed_calls, revenue, average_response_time, longest_response_time
FROM market.usage_by_day ORDER BY day, service_id, method, kind;
SELECT * FROM market.usage_by_service ORDER BY service_id;
SELECT * FROM market.usage_by_method ORDER BY service_id, method;
SELECT payer = person(1) AS by_ada, kind, calls, failed_calls, revenue, first_call, last_call FROM market.usage_by_client ORDER BY kind;
SELECT channel_id, value, full_amount, authorized_amount, unspent_amount, pending_amount, payment_nonce, expiration, calls, failed_calls, charged, last_call FROM market.channel_statistics ORDER BY channel_id;
-- the recorded prices of a nonce are at most its total, which counts the call without metering as well
SELECT nonce, sum(price) FROM market.usage WHERE channel_id = 0 GROUP BY nonce;
SELECT * FROM market.audit();
-- a claim: the calls of the old nonce stay as they are
SELECT signed_amount FROM market.start_claim(0);
SELECT pay(10, 'fixed');
SELECT nonce, sum(price), max(authorized_amount) AS authorized, min("full") AS "full" FROM calls JOIN market.usage USING (id, nonce, price) WHERE channel_id = 0 GROUP BY nonce ORDER BY nonce;
SELECT full_amount, authorized_amount, pending_amount FROM market.channel_statistics WHERE channel_id = 0;
SELECT * FROM market.audit();
SELECT market.claim(:'bob', 0);
SELECT * FROM market.audit();

--
-- who reads what
--
CREATE ROLE regress_usage_ada;
CREATE ROLE regress_usage_sue;
CREATE ROLE regress_usage_eve;
CREATE ROLE regress_usage_operator;
GRANT market_user TO regress_usage_ada, regress_usage_sue, regress_usage_eve;
GRANT market_operator TO regress_usage_operator;
SELECT market.create_account(:'ada', 'regress_usage_ada'), market.create_account(:'sue', 'regress_usage_sue'), market.create_account(:'eve', 'regress_usage_eve') \g (tuples_only) /dev/null
-- another organization's call
SELECT market.create_organization(:'eve', 'eve', jsonb_set(organization(), '{groups,0,payment,payment_address}', to_jsonb(:'eve'::text)));
SELECT market.publish_service(:'eve', 'eve', 'fixed', service(:'fixed'));
SELECT market.record_failed_call(:'eve', 'eve', 'fixed', :'sue') IS NOT NULL AS recorded;
-- the client, a member of the provider, and another provider
SET ROLE regress_usage_ada;
SELECT organization_id, calls FROM market.usage_by_client;
SELECT count(*) FROM market.usage;
SELECT market.finish_call(:'sue', :call); \echo :SQLSTATE
SELECT * FROM market.usage_2031_01; \echo :SQLSTATE
SELECT market.prune_usage('2032-01-01'); \echo :SQLSTATE
UPDATE market.usage SET price = 0; \echo :SQLSTATE
SET ROLE regress_usage_sue;
SELECT organization_id, sum(calls) AS calls FROM market.usage_by_client GROUP BY 1 ORDER BY 1;
SELECT market.finish_call(:'bob', :call); \echo :SQLSTATE
SELECT market.finish_call(:'sue', :call, error => 'seen');
SET ROLE regress_usage_eve;
SELECT organization_id, calls FROM market.usage_by_client;
SELECT market.finish_call(:'eve', :call); \echo :SQLSTATE

--
-- prune_usage
--
SET ROLE regress_usage_operator;
SELECT market.prune_usage(NULL); \echo :SQLSTATE
SELECT market.prune_usage('2031-01-31 23:59:59+00');
-- the whole month must have ended
SELECT market.prune_usage('2031-02-01 00:00:00+00');
SELECT count(*), min(block_time) FROM market.usage;
-- never the current month
SELECT market.prune_usage('infinity');
SELECT market.prune_usage('infinity');
SELECT count(*), min(block_time) FROM market.usage;
RESET ROLE;
SELECT c.relname FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid WHERE inhparent = 'market.usage'::regclass ORDER BY c.relname;
SELECT pay(10, 'fixed');
-- while somebody reads the table, a month is emptied and its partition goes later
SELECT market.end_block('2033-01-01 00:00:00+00');
SELECT pay(10, 'fixed');
BEGIN;
DECLARE reader CURSOR FOR SELECT FROM market.usage;
FETCH 1 FROM reader;
SELECT market.prune_usage('2033-01-01 00:00:00+00'); \echo :SQLSTATE
ROLLBACK;
SELECT market.prune_usage('2033-01-01 00:00:00+00');
SELECT c.relname FROM pg_inherits JOIN pg_class AS c ON c.oid = inhrelid WHERE inhparent = 'market.usage'::regclass ORDER BY c.relname;

--
-- what audit() finds
--
SELECT * FROM market.audit();
BEGIN;
UPDATE market.usage SET kind = 'lost' WHERE id = (SELECT max(id) FROM market.usage);
SELECT check_name, expected, regexp_replace(found, ' \d+ ', ' … ') AS found FROM market.audit();
ROLLBACK;
BEGIN;
UPDATE market.usage SET price = price + 30;
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
UPDATE market.service_group SET is_dynamic = true WHERE service_id = 'two' AND group_id = :'group';
SELECT * FROM market.audit();
ROLLBACK;

BEGIN;
UPDATE market.service_group SET guarded = true WHERE service_id = 'two' AND group_id = :'group';
SELECT * FROM market.audit();
ROLLBACK;
-- a stopped service is stopped in groups that come later
SELECT market.stop_service(:'bob', 'org', 'fixed');
SELECT market.update_service(:'bob', 'org', 'fixed', service(:'fixed', '{default_group,second_group}'));
SELECT group_id, guarded FROM market.service_group WHERE organization_id = 'org' AND service_id = 'fixed' ORDER BY group_id;
SELECT pay(10, 'fixed', channel_id => 1); \echo :SQLSTATE
SELECT market.start_service(:'bob', 'org', 'fixed');
SELECT pay(10, 'fixed', channel_id => 1);

UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_usage_ada, regress_usage_sue, regress_usage_eve, regress_usage_operator;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_usage;
