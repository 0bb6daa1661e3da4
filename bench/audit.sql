-- Audits and reports, as an operator calls them, each beside a bare count of the rows that it reads.  Prints lines of
-- "what|rows|seconds|seconds of the count".
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset fieldsep '|'

-- the hourly audit has not run before
TRUNCATE market.audit_total;
UPDATE market.audit_progress SET read_through = 0, next_through = 0, next_horizon = NULL;

CREATE TEMP TABLE work (n integer, what text, reads text[], statement text);
INSERT INTO work VALUES
(1, 'audit()', '{journal,request_history,request_open,response,context_terms,context_progress,answered_volume}', 'market.audit()'),
(2, 'audit_recent(), first call', '{journal}', 'market.audit_recent()'),
(3, 'audit_recent(), second call', '{journal}', 'market.audit_recent()'),
(4, 'audit_recent(), from then on', '{account_balance}', 'market.audit_recent()'),
(5, 'report_earnings', '{request_history,request_open}', 'market.report_earnings'),
(6, 'report_service_level', '{request_history,request_open,service_binding}', 'market.report_service_level'),
(7, 'report_spending', '{request_history,request_open}', 'market.report_spending'),
(8, 'report_pool', '{account_balance,channel,service_binding,request_open,earned_total,pool_share}', 'market.report_pool'),
(9, 'report_context_funds', '{context_progress,context_terms,service_binding,account_balance}', 'market.report_context_funds');
CREATE TEMP TABLE measured (n integer, rows bigint, seconds numeric, bare numeric);
GRANT ALL ON ALL TABLES IN SCHEMA pg_temp TO bench_operator;

-- All of each row is computed, and nothing sent: what the client does with it does not count.
CREATE FUNCTION pg_temp.measure(number integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    task record;
    started timestamptz;
    bare numeric;
    counted bigint;
BEGIN
    SELECT * INTO task FROM work WHERE n = number;
    started = clock_timestamp();
    EXECUTE (SELECT 'SELECT ' || string_agg(format('(SELECT count(*) FROM market.%I)', name), ' + ') FROM unnest(task.reads) AS name)
    INTO counted;
    bare = extract(epoch FROM clock_timestamp() - started);
    started = clock_timestamp();
    EXECUTE format('SELECT count(v.*) FROM %s AS v', task.statement);
    INSERT INTO measured VALUES (number, counted, extract(epoch FROM clock_timestamp() - started), bare);
END
$$;
-- a transaction each, as remembered sums want it
SET ROLE bench_operator;
SELECT format('SELECT pg_temp.measure(%s) \g /dev/null', n) FROM work ORDER BY n \g /dev/null
SELECT format('SELECT pg_temp.measure(%s)', n) FROM work ORDER BY n \gexec
RESET ROLE;
SELECT what, rows, round(seconds, 4), round(bare, 4) FROM measured JOIN work USING (n) ORDER BY n;
