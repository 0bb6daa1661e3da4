-- The clock: height, block_time, end_block, run_blocks and the trigger that keeps time.
-- Each error is followed by its SQLSTATE.
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT height AS h, block_time AS t FROM market.clock \gset
CREATE TEMPORARY VIEW clock AS
SELECT height - :h AS blocks, block_time - :'t' AS time FROM market.clock;

SELECT market.height() = :h AS height, market.block_time() = :'t' AS block_time;
SELECT pg_typeof(market.height()), pg_typeof(market.block_time());

-- one block, in a transaction of its own
SELECT market.end_block() - :h AS height;
SELECT market.height() - :h AS height, market.block_time() >= :'t' AND market.block_time() <= clock_timestamp() AS block_time;

-- what follows happens in transactions that are rolled back
BEGIN;
SELECT market.end_block(block_time => :'t'::timestamptz + interval '1 hour') - :h AS height;
TABLE clock;
-- time never runs backwards: an earlier one keeps the old one, and the block ends
SELECT market.end_block(:'t') - :h AS height;
SELECT market.end_block('4714-11-24 00:00:00+00 BC') - :h AS height;
ROLLBACK;
BEGIN;
SELECT market.end_block('2000-01-01') - :h AS height;
SELECT market.end_block(:'t'::timestamptz + interval '1 hour') - :h AS height;
SELECT market.end_block('4714-11-24 00:00:00+00 BC') - :h AS height;
TABLE clock;
-- jumps
SELECT market.end_block(:'t'::timestamptz + interval '1 hour', next_height => :h + 5) - :h AS height;
SELECT market.end_block(:'t'::timestamptz + interval '2 hours', next_height => :h + 1000000) - :h AS height;
SELECT market.end_block(:'t'::timestamptz, NULL) - :h AS height;
TABLE clock;
-- a query sees the clock of its snapshot, the next one the new one
SELECT market.height() - :h AS before, market.end_block(:'t') - :h AS after, market.height() - :h AS still;
SELECT market.height() - :h AS height;
-- to the end of time, and no further
SELECT market.end_block('294276-12-31 23:59:59.999999+00', 4611686018427387904);
SELECT market.end_block('294276-12-31 23:59:59.999999+00', 4611686018427387905); \echo :SQLSTATE
ROLLBACK;

-- arguments, then the right, then the height
SELECT market.end_block(NULL); \echo :SQLSTATE
SELECT market.end_block('infinity'); \echo :SQLSTATE
BEGIN;
SELECT market.end_block(next_height => 5000000000);
SELECT market.end_block(next_height => 5000000000); \echo :SQLSTATE
ROLLBACK;
\set VERBOSITY sqlstate
SELECT market.end_block('-infinity');
SELECT market.end_block('-infinity', 0);
SELECT market.end_block(NULL, 9223372036854775807);
SELECT market.end_block(next_height => 0);
SELECT market.end_block(next_height => -1);
SELECT market.end_block(next_height => -9223372036854775808);
SELECT market.end_block(next_height => 1);
SELECT market.end_block(next_height => market.height());
SELECT market.end_block(next_height => 9223372036854775808);
SELECT market.end_block('294277-01-01');
\set VERBOSITY default
SELECT market.height() - :h AS blocks;

--
-- run_blocks
--
SELECT market.height() AS h \gset
CALL market.run_blocks(3, '0');
SELECT market.height() - :h AS blocks;
CALL market.run_blocks(count => 2, every => '10 milliseconds');
SELECT market.height() - :h AS blocks;
CALL market.run_blocks(1, '1 day');
CALL market.run_blocks(1, '24 hours');
CALL market.run_blocks(1, '1 microsecond');
SELECT market.height() - :h AS blocks;
-- each block is a transaction: its time is its own
SELECT clock_timestamp() AS t \gset
CALL market.run_blocks(2, '200 milliseconds');
SELECT market.block_time() - :'t' BETWEEN interval '190 milliseconds' AND interval '60 seconds' AS waited;
-- from a procedure's code as well
DO 'BEGIN CALL market.run_blocks(2, ''0''); END';
SELECT market.height() - :h AS blocks;

CALL market.run_blocks(NULL, '0'); \echo :SQLSTATE
CALL market.run_blocks(1, NULL); \echo :SQLSTATE
CALL market.run_blocks(1, '25 hours'); \echo :SQLSTATE
CALL market.run_blocks(0, '0'); \echo :SQLSTATE
BEGIN;
CALL market.run_blocks(1, '0'); \echo :SQLSTATE
ROLLBACK;
\set VERBOSITY sqlstate
CALL market.run_blocks(NULL, NULL);
CALL market.run_blocks(0, '-1 second');
CALL market.run_blocks(-1, '0');
CALL market.run_blocks(-2147483648, '0');
CALL market.run_blocks(2147483648, '0');
CALL market.run_blocks(1, '-1 microsecond');
CALL market.run_blocks(1, '-1 day');
CALL market.run_blocks(1, '-1 day 25 hours');
CALL market.run_blocks(1, '1 day -1 hour');
CALL market.run_blocks(1, '1 day 1 microsecond');
CALL market.run_blocks(1, '2 days');
CALL market.run_blocks(1, '2 days -24 hours');
CALL market.run_blocks(1, '1 month');
CALL market.run_blocks(1, '-1 month 30 days');
CALL market.run_blocks(1, '178000000 years');
CALL market.run_blocks(1, '2562047788 hours');
CALL market.run_blocks(1, '-2562047788 hours');
BEGIN;
CALL market.run_blocks(0, '0');
ROLLBACK;
DO 'BEGIN BEGIN CALL market.run_blocks(1, ''0''); EXCEPTION WHEN division_by_zero THEN NULL; END; END';
CREATE FUNCTION pg_temp.run() RETURNS void LANGUAGE plpgsql AS 'BEGIN CALL market.run_blocks(1, ''0''); END';
SELECT pg_temp.run();
BEGIN READ ONLY;
SELECT market.end_block();
ROLLBACK;
\set VERBOSITY default
SELECT market.height() - :h AS blocks;

--
-- Who may: everybody reads the clock, operators advance it
--
CREATE ROLE regress_clock_plain;
CREATE ROLE regress_clock_app IN ROLE market_user, market_app, market_reader;
CREATE ROLE regress_clock_operator IN ROLE market_operator;
SET ROLE regress_clock_plain;
SELECT market.height() - :h AS blocks, market.block_time() >= :'t' AS block_time;
SELECT market.end_block(); \echo :SQLSTATE
CALL market.run_blocks(1, '0'); \echo :SQLSTATE
SELECT * FROM market.clock; \echo :SQLSTATE
SET ROLE regress_clock_app;
SELECT market.end_block(); \echo :SQLSTATE
CALL market.run_blocks(1, '0'); \echo :SQLSTATE
SELECT height - :h AS blocks FROM market.clock;
UPDATE market.clock SET height = height + 1; \echo :SQLSTATE
RESET ROLE;
-- the right to execute is not enough; the lock of run_blocks is free afterwards
GRANT EXECUTE ON FUNCTION market.end_block(timestamptz, bigint) TO regress_clock_plain;
GRANT EXECUTE ON PROCEDURE market.run_blocks(integer, interval) TO regress_clock_plain;
SET ROLE regress_clock_plain;
SELECT market.end_block('infinity'); \echo :SQLSTATE
SELECT market.end_block(next_height => 0); \echo :SQLSTATE
CALL market.run_blocks(2, '0'); \echo :SQLSTATE
RESET ROLE;
SELECT locktype FROM pg_locks WHERE pid = pg_backend_pid() AND locktype NOT IN ('relation', 'virtualxid');
REVOKE EXECUTE ON FUNCTION market.end_block(timestamptz, bigint) FROM regress_clock_plain;
REVOKE EXECUTE ON PROCEDURE market.run_blocks(integer, interval) FROM regress_clock_plain;
SET ROLE regress_clock_operator;
SELECT market.end_block() - :h AS blocks;
CALL market.run_blocks(2, '0');
UPDATE market.clock SET height = height + 1; \echo :SQLSTATE
DELETE FROM market.clock; \echo :SQLSTATE
RESET ROLE;
SELECT market.height() - :h AS blocks;
-- a wrapper acts with its owner's rights
CREATE FUNCTION pg_temp.tick() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT market.end_block()';
ALTER FUNCTION pg_temp.tick() OWNER TO regress_clock_operator;
SELECT pg_temp.tick() - :h AS blocks;
DROP FUNCTION pg_temp.tick();

--
-- Nobody sets the clock back, not even a superuser
--
UPDATE market.clock SET height = height - 1; \echo :SQLSTATE
\set VERBOSITY sqlstate
UPDATE market.clock SET height = height;
UPDATE market.clock SET height = height + 1, block_time = block_time - interval '1 microsecond';
UPDATE market.clock SET block_time = block_time + interval '1 hour';
UPDATE market.clock SET height = NULL;
UPDATE market.clock SET height = height + 1, block_time = NULL;
UPDATE market.clock SET height = height + 1, block_time = 'infinity';
UPDATE market.clock SET height = height + 1, block_time = '-infinity';
UPDATE market.clock SET height = height + 1, singleton = NULL;
UPDATE market.clock SET height = height + 1, singleton = false;
INSERT INTO market.clock (height, block_time) VALUES (1, now());
INSERT INTO market.clock (singleton, height, block_time) VALUES (false, 1, now());
-- the trigger belongs to the clock
CREATE TEMPORARY TABLE other (a boolean, height bigint, block_time timestamptz);
INSERT INTO other VALUES (true, 2, now());
CREATE TRIGGER after AFTER UPDATE ON other FOR EACH ROW EXECUTE FUNCTION market.clock_advance();
UPDATE other SET height = 3;
DROP TRIGGER after ON other;
CREATE TRIGGER statement BEFORE UPDATE ON other FOR EACH STATEMENT EXECUTE FUNCTION market.clock_advance();
UPDATE other SET height = 3;
DROP TRIGGER statement ON other;
CREATE TRIGGER delete BEFORE DELETE ON other FOR EACH ROW EXECUTE FUNCTION market.clock_advance();
DELETE FROM other;
DROP TRIGGER delete ON other;
CREATE TRIGGER update BEFORE UPDATE ON other FOR EACH ROW EXECUTE FUNCTION market.clock_advance();
UPDATE other SET height = 2;
ALTER TABLE other ALTER COLUMN height TYPE integer;
UPDATE other SET height = 3;
ALTER TABLE other DROP COLUMN block_time;
UPDATE other SET height = 3;
SET ROLE regress_clock_operator;
CREATE TEMPORARY TABLE mine (a boolean);
CREATE TRIGGER clock BEFORE UPDATE ON mine FOR EACH ROW EXECUTE FUNCTION market.clock_advance();
RESET ROLE;
\set VERBOSITY default
SELECT market.height() - :h AS blocks;

DROP TABLE other, mine;
DROP ROLE regress_clock_plain, regress_clock_app, regress_clock_operator;
SELECT * FROM market.audit();
