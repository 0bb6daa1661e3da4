--
-- The audit of what is new: the same rows as audit() gives, from remembered sums
--
\set VERBOSITY default
\set SHOW_CONTEXT never
\set one '0x0311111111111111111111111111111111111111'
\set two '0x0322222222222222222222222222222222222222'
SELECT market.create_token('recentcoin');
SELECT * FROM market.audit_recent();
SELECT market.deposit(:'one', '500recentcoin'), market.deposit(:'two', '70recentcoin');
SELECT market.transfer(:'one', :'two', '30recentcoin');
SELECT * FROM market.audit_recent();
-- what no running transaction can add to is summed, and read no more; the server itself may
-- have one running
DO $$
BEGIN
    FOR attempt IN 1 .. 300 LOOP
        PERFORM market.audit_recent();
        EXIT WHEN (SELECT read_through = (SELECT max(id) FROM market.journal) FROM market.audit_progress);
        PERFORM pg_sleep(0.1);
    END LOOP;
END
$$;
SELECT read_through = (SELECT max(id) FROM market.journal) AS all_of_it FROM market.audit_progress;
SELECT account, kind, amount FROM market.audit_total WHERE denom = 'recentcoin' ORDER BY account, kind;
SELECT market.withdraw(:'two', '100recentcoin') = 0 AS emptied;
SELECT * FROM market.audit_recent();

-- a balance that nothing explains
BEGIN;
UPDATE market.account_balance SET amount = amount + 1 WHERE account = :'one' AND denom = 'recentcoin';
SELECT * FROM market.audit_recent();
SELECT * FROM market.audit_recent();
ROLLBACK;
-- a movement that is gone
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM market.journal WHERE debit = :'two' AND denom = 'recentcoin';
SELECT * FROM market.audit_recent();
ROLLBACK;
-- money that came from nowhere
BEGIN;
INSERT INTO market.account_balance VALUES ('0x0333333333333333333333333333333333333333', 'recentcoin', 5);
SELECT * FROM market.audit_recent();
ROLLBACK;
-- what was read before is trusted here, and not by audit()
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM market.journal WHERE credit = :'one' AND denom = 'recentcoin';
SELECT * FROM market.audit_recent();
SELECT * FROM market.audit();
ROLLBACK;

-- after a restore on a server that has used fewer transaction ids, it still gets on
BEGIN;
UPDATE market.audit_progress SET next_horizon = '18446744073709551615';
SELECT * FROM market.audit_recent();
SELECT next_horizon < '18446744073709551615' AS goes_on FROM market.audit_progress;
ROLLBACK;

\set VERBOSITY sqlstate
BEGIN;
CREATE ROLE regress_audit_reader;
GRANT market_reader, market_app TO regress_audit_reader;
SET ROLE regress_audit_reader;
SELECT * FROM market.audit_recent();
ROLLBACK;
SELECT * FROM market.audit();
