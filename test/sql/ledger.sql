-- Money: deposit, withdraw, transfer, balance, and the journal.
-- Each error is followed by its SQLSTATE.
\set VERBOSITY default
\set SHOW_CONTEXT never
\set zero '0x0000000000000000000000000000000000000000'
\set ada '0x1211111111111111111111111111111111111111'
\set bob '0x1222222222222222222222222222222222222222'
\set cyd '0x1233333333333333333333333333333333333333'
\set dan '0x1244444444444444444444444444444444444444'
\set most '115792089237316195423570985008687907853269984665640564039457584007913129639935'
SELECT market.system_account('community_pool') AS pool \gset
SELECT market.create_token('ledgercent', 'LEDGER', 2);
SELECT coalesce(max(id), 0) AS start FROM market.journal \gset
CREATE TEMPORARY VIEW journal AS
SELECT debit, debit_kind, credit, credit_kind, denom, amount, reason, reference
FROM market.journal WHERE id > :start ORDER BY id;
CREATE TEMPORARY VIEW sheet AS
SELECT * FROM market.balance_sheet WHERE denom = 'ledgercent' ORDER BY account;

--
-- Success
--
SELECT market.deposit(:'ada', '12.50LEDGER');
SELECT market.deposit(account => :'ada', funds => '50ledgercent', reference => NULL);
SELECT market.withdraw(account => :'ada', funds => '1LEDGER');
SELECT market.transfer(sender => :'ada', receiver => :'bob', funds => '2.5LEDGER');
SELECT market.transfer(:'bob', :'ada', '250ledgercent');
SELECT market.balance(:'ada', 'ledgercent'), market.balance(account => :'ada', denom => 'LEDGER'), market.balance(:'bob', 'LEDGER');
SELECT pg_typeof(market.balance(:'ada', 'LEDGER'));
-- nothing is a movement too, without a row; it makes no account
SELECT market.deposit(:'ada', '0LEDGER'), market.withdraw(:'ada', '0.00LEDGER'), market.transfer(:'ada', :'cyd', '0LEDGER');
SELECT market.withdraw(:'cyd', '0LEDGER'), market.transfer(:'cyd', :'dan', '0LEDGER'), market.deposit(:'cyd', '0LEDGER');
SELECT count(*) FROM market.account WHERE address IN (:'cyd', :'dan');
-- to oneself: no change, and the money must be there
SELECT market.transfer(:'ada', :'ada', '12LEDGER');
SELECT market.transfer(:'ada', :'ada', '12.01LEDGER'); \echo :SQLSTATE
TABLE journal;
TABLE sheet;
-- the account came into being, bound to no role
SELECT address, owner_role, label FROM market.account WHERE address IN (:'ada', :'bob') ORDER BY address;
SELECT bool_and(j.height = c.height AND j.block_time = c.block_time) AS of_this_block
FROM market.journal AS j, market.clock AS c WHERE j.id > :start;

--
-- Errors, in order
--
SELECT market.deposit(NULL, NULL); \echo :SQLSTATE
SELECT market.deposit(:'zero', NULL); \echo :SQLSTATE
SELECT market.deposit(:'pool', NULL); \echo :SQLSTATE
SELECT market.deposit(:'ada', NULL); \echo :SQLSTATE
SELECT market.deposit(:'ada', '1ledgerunknown'); \echo :SQLSTATE
SELECT market.deposit(:'ada', '0.001LEDGER'); \echo :SQLSTATE
SELECT market.deposit(:'ada', market.coin(2::numeric ^ 256, 'ledgercent')); \echo :SQLSTATE
SELECT market.deposit(:'ada', market.coin(:most, 'ledgercent')); \echo :SQLSTATE

SELECT market.withdraw(NULL, NULL); \echo :SQLSTATE
SELECT market.withdraw(:'zero', NULL); \echo :SQLSTATE
SELECT market.withdraw(:'pool', NULL); \echo :SQLSTATE
SELECT market.withdraw(:'ada', NULL); \echo :SQLSTATE
SELECT market.withdraw(:'ada', '1ledgerunknown'); \echo :SQLSTATE
SELECT market.withdraw(:'ada', '0.001LEDGER'); \echo :SQLSTATE
SELECT market.withdraw(:'ada', market.coin(2::numeric ^ 256, 'ledgercent')); \echo :SQLSTATE
SELECT market.withdraw(:'ada', '12.01LEDGER'); \echo :SQLSTATE
SELECT market.withdraw(:'cyd', '0.01LEDGER'); \echo :SQLSTATE

SELECT market.transfer(NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.transfer(:'zero', :'zero', NULL); \echo :SQLSTATE
SELECT market.transfer(:'pool', :'zero', NULL); \echo :SQLSTATE
SELECT market.transfer(:'ada', NULL, NULL); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'zero', NULL); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'pool', NULL); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'bob', NULL); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'bob', '1ledgerunknown'); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'bob', '0.001LEDGER'); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'bob', market.coin(2::numeric ^ 256, 'ledgercent')); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'bob', '12.01LEDGER'); \echo :SQLSTATE

SELECT market.balance(NULL); \echo :SQLSTATE
SELECT market.balance(NULL, NULL); \echo :SQLSTATE
-- what is not known has nothing: an account, a token
SELECT market.balance(:'zero'), market.balance(:'pool'), market.balance(:'dan'), market.balance(:'ada', 'ledgerunknown'), market.balance(:'ada', ''), market.balance(:'ada');

-- every system account in every place, and other bad values
\set VERBOSITY sqlstate
SELECT market.deposit(market.system_account('service_deposit_account'), '1LEDGER');
SELECT market.deposit(market.system_account('service_request_account'), '1LEDGER');
SELECT market.deposit(market.system_account('service_fee_collector'), '1LEDGER');
SELECT market.withdraw(market.system_account('service_deposit_account'), '1LEDGER');
SELECT market.withdraw(market.system_account('service_request_account'), '1LEDGER');
SELECT market.withdraw(market.system_account('service_fee_collector'), '1LEDGER');
SELECT market.transfer(market.system_account('service_deposit_account'), :'bob', '0LEDGER');
SELECT market.transfer(market.system_account('service_request_account'), :'bob', '0LEDGER');
SELECT market.transfer(market.system_account('service_fee_collector'), :'bob', '0LEDGER');
SELECT market.transfer(:'ada', market.system_account('service_deposit_account'), '0LEDGER');
SELECT market.transfer(:'ada', market.system_account('service_request_account'), '0LEDGER');
SELECT market.transfer(:'ada', market.system_account('service_fee_collector'), '0LEDGER');
SELECT market.deposit('', '1LEDGER');
SELECT market.deposit('0x12', '1LEDGER');
SELECT market.deposit(:'ada', '');
SELECT market.deposit(:'ada', 'LEDGER');
SELECT market.deposit(:'ada', '1');
SELECT market.deposit(:'ada', '-1LEDGER');
SELECT market.deposit(:'ada', '1 LEDGER');
SELECT market.deposit(:'ada', 'NaNLEDGER');
SELECT market.deposit(:'ada', 'InfinityLEDGER');
SELECT market.deposit(:'ada', market.coin(-1, 'LEDGER'));
SELECT market.deposit(:'ada', market.coin('NaN', 'LEDGER'));
SELECT market.deposit(:'ada', market.coin('Infinity', 'LEDGER'));
SELECT market.deposit(:'ada', market.coin(2::numeric ^ 256 / 100, 'LEDGER'));
SELECT market.deposit(:'ada', market.coin(1e150, 'LEDGER'));
SELECT market.deposit(:'ada', market.coin(1e-150, 'LEDGER'));
SELECT market.withdraw(:'ada', market.coin('NaN', 'LEDGER'));
SELECT market.withdraw(:'ada', market.coin(:most, 'ledgercent'));
SELECT market.withdraw(:'ada', market.coin(:most, 'LEDGER'));
SELECT market.transfer(:'ada', :'bob', market.coin(:most, 'ledgercent'));
SELECT market.transfer(:'ada', :'ada', market.coin(:most, 'ledgercent'));
SELECT market.transfer(:'ada', :'bob', market.coin(:most, 'LEDGER'));
SELECT market.transfer(:'ada', :'bob', '1ledgerCent');
SELECT market.transfer(:'cyd', :'dan', '0.01LEDGER');
SELECT market.transfer(:'cyd', :'cyd', '0.01LEDGER');
\set VERBOSITY default
-- nothing stayed behind
TABLE sheet;
SELECT count(*) FROM market.account WHERE address IN (:'cyd', :'dan', :'pool', :'zero');

--
-- References: each is applied once
--
-- denom and symbol are the same funds
SELECT market.deposit(:'cyd', '5LEDGER', 'ledger 1');
SELECT market.deposit(:'cyd', '5LEDGER', 'ledger 1');
SELECT market.deposit(:'cyd', '500ledgercent', reference => 'ledger 1');
-- with other arguments, an error
SELECT market.deposit(:'cyd', '5.01LEDGER', 'ledger 1'); \echo :SQLSTATE
SELECT market.deposit(:'dan', '5LEDGER', 'ledger 1'); \echo :SQLSTATE
SELECT market.deposit(:'cyd', '500stake', 'ledger 1'); \echo :SQLSTATE
-- a withdrawal's references are others
SELECT market.withdraw(:'cyd', '2LEDGER', 'ledger 1');
SELECT market.withdraw(:'cyd', '200ledgercent', 'ledger 1');
SELECT market.withdraw(:'cyd', '2.01LEDGER', 'ledger 1'); \echo :SQLSTATE
SELECT market.withdraw(:'ada', '2LEDGER', 'ledger 1'); \echo :SQLSTATE
-- the balance that a repetition returns is the present one
SELECT market.deposit(:'cyd', '1LEDGER');
SELECT market.deposit(:'cyd', '5LEDGER', 'ledger 1');
SELECT market.withdraw(:'cyd', '2LEDGER', 'ledger 1');
-- also when the money is gone since
SELECT market.withdraw(:'cyd', '4LEDGER');
SELECT market.withdraw(:'cyd', '2LEDGER', 'ledger 1');
-- a refusal uses no reference up
SELECT market.withdraw(:'cyd', '1LEDGER', 'ledger 2'); \echo :SQLSTATE
SELECT market.deposit(:'cyd', '0.001LEDGER', 'ledger 2'); \echo :SQLSTATE
SELECT market.deposit(:'cyd', '1LEDGER', 'ledger 2');
SELECT market.withdraw(:'cyd', '1LEDGER', 'ledger 2');
-- nothing, once
SELECT market.deposit(:'cyd', '0LEDGER', 'ledger 3'), market.deposit(:'cyd', '0.0LEDGER', 'ledger 3');
SELECT market.deposit(:'cyd', '1LEDGER', 'ledger 3'); \echo :SQLSTATE
-- any text is a reference: empty, blanks, quotes, other scripts; none is the same as another
BEGIN;
SELECT r, market.deposit(:'cyd', '0.01LEDGER', 'ledger5' || r) FROM unnest(ARRAY['', ' ', ' 1', '''"', ' é', ' É', 'ledger']) AS r;
SELECT market.deposit(:'cyd', '0.01LEDGER', '');
SELECT market.deposit(:'cyd', '0.02LEDGER', ''); \echo :SQLSTATE
ROLLBACK;
-- one that is too long for the index
\set VERBOSITY sqlstate
SELECT market.deposit(:'cyd', '0.01LEDGER', repeat('x', 1000000));
SELECT market.deposit(:'cyd', '0.01LEDGER', (SELECT string_agg(sha256(n::text::bytea)::text, '') FROM generate_series(1, 1000) AS n));
\set VERBOSITY default
-- arguments and rights come before the reference
SELECT market.deposit(NULL, '5LEDGER', 'ledger 1'); \echo :SQLSTATE
SELECT market.deposit(:'cyd', NULL, 'ledger 1'); \echo :SQLSTATE
SELECT market.deposit(:'cyd', '5ledgerunknown', 'ledger 1'); \echo :SQLSTATE
SELECT kind, reference, account, denom, amount FROM market.external_reference
WHERE reference LIKE 'ledger%' ORDER BY kind, reference;
SELECT debit, debit_kind, credit, credit_kind, amount, reason, reference FROM journal WHERE reference IS NOT NULL;
TABLE sheet;

--
-- The largest balance
--
BEGIN;
SELECT market.create_token('ledgerbig');
SELECT market.deposit(:'ada', market.coin(:most - 1, 'ledgerbig'));
SELECT market.deposit(:'bob', '1ledgerbig');
SAVEPOINT full_;
SELECT market.deposit(:'ada', '1ledgerbig'); \echo :SQLSTATE
ROLLBACK TO full_;
SELECT market.deposit(:'cyd', '1ledgerbig'); \echo :SQLSTATE
ROLLBACK TO full_;
SELECT market.deposit(:'ada', market.coin(:most, 'ledgerbig')); \echo :SQLSTATE
ROLLBACK TO full_;
SELECT market.deposit(:'ada', '1ledgerbig', 'ledger 4'); \echo :SQLSTATE
ROLLBACK TO full_;
SELECT count(*) FROM market.external_reference WHERE reference = 'ledger 4';
SELECT market.transfer(:'bob', :'ada', '2ledgerbig'); \echo :SQLSTATE
ROLLBACK TO full_;
-- all there is: to one account, to itself, to another, away
SELECT market.transfer(:'bob', :'ada', '1ledgerbig');
SELECT market.transfer(:'ada', :'ada', market.coin(:most, 'ledgerbig'));
SELECT market.transfer(:'ada', :'cyd', market.coin(:most, 'ledgerbig'));
SELECT account, amount FROM market.account_balance WHERE denom = 'ledgerbig' ORDER BY account;
SELECT market.withdraw(:'cyd', market.coin(:most, 'ledgerbig'));
-- what has gone has room again
SELECT market.deposit(:'bob', market.coin(:most, 'ledgerbig'));
SELECT sum(amount) = :most::numeric AS all FROM market.balance_sheet WHERE denom = 'ledgerbig';
SELECT * FROM market.audit();
ROLLBACK;

--
-- The table keeps the bounds by itself
--
\set VERBOSITY sqlstate
INSERT INTO market.account_balance VALUES (:'dan', 'ledgercent', -1);
INSERT INTO market.account_balance VALUES (:'dan', 'ledgercent', 0.5);
INSERT INTO market.account_balance VALUES (:'dan', 'ledgercent', 'NaN');
INSERT INTO market.account_balance VALUES (:'dan', 'ledgercent', 'Infinity');
INSERT INTO market.account_balance VALUES (:'dan', 'ledgercent', 2::numeric ^ 256);
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason)
VALUES (1, now(), :'zero', 'outside', :'dan', 'spendable', 'ledgercent', 0, 'deposit');
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason)
SELECT 1, now(), :'zero', 'outside', :'dan', 'spendable', 'ledgercent', -1, 'deposit';
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason)
SELECT 1, now(), :'zero', 'outside', :'dan', 'spendable', 'ledgercent', 1.5, 'deposit';
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason)
SELECT 1, now(), :'zero', 'outside', :'dan', 'spendable', 'ledgercent', 'NaN', 'deposit';
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason)
SELECT 1, now(), :'zero', 'outside', :'dan', 'spendable', 'ledgercent', 2::numeric ^ 256, 'deposit';
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason)
SELECT 1, now(), :'zero', 'outside', :'dan', 'spendable', 'ledgercent', NULL, 'deposit';
UPDATE market.account_balance SET amount = -amount - 1;
INSERT INTO market.external_reference VALUES ('gift', 'ledger 5', :'dan', 'ledgercent', 1, 1);
\set VERBOSITY default

--
-- The journal is never changed, not even by a superuser
--
SELECT count(*) AS rows FROM market.journal \gset
UPDATE market.journal SET amount = amount + 1; \echo :SQLSTATE
DELETE FROM market.journal; \echo :SQLSTATE
TRUNCATE market.journal; \echo :SQLSTATE
\set VERBOSITY sqlstate
UPDATE market.journal SET reason = reason WHERE false;
DELETE FROM market.journal WHERE false;
TRUNCATE market.journal, market.account_balance;
TRUNCATE market.journal CASCADE;
MERGE INTO market.journal AS j USING (VALUES (1)) AS v (id) ON j.id = v.id WHEN MATCHED THEN DELETE;
INSERT INTO market.journal AS j (id, height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason)
OVERRIDING SYSTEM VALUE SELECT j.* FROM (SELECT id, height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason
    FROM market.journal LIMIT 1) AS j
ON CONFLICT (id) DO UPDATE SET amount = 1;
SET ROLE market_owner;
UPDATE market.journal SET amount = amount + 1;
DELETE FROM market.journal;
TRUNCATE market.journal;
RESET ROLE;
\set VERBOSITY default
-- neither are the events of channels
UPDATE market.channel_event SET amount = amount + 1; \echo :SQLSTATE
\set VERBOSITY sqlstate
DELETE FROM market.channel_event;
TRUNCATE market.channel_event;
\set VERBOSITY default
SELECT count(*) - :rows AS change FROM market.journal;

-- calls in queries: each row is one movement, and a failure undoes all
SELECT sum(market.deposit(:'dan', market.coin(n, 'ledgercent')) - market.balance(:'dan', 'ledgercent')) > 0 AS done FROM generate_series(1, 10) AS n;
SELECT market.balance(:'dan', 'ledgercent');
SELECT market.withdraw(:'dan', market.coin(n * 10, 'ledgercent')) FROM generate_series(1, 10) AS n; \echo :SQLSTATE
SELECT market.balance(:'dan', 'ledgercent');
-- not in a read-only transaction, but for reading
BEGIN READ ONLY;
SELECT market.balance(:'dan', 'ledgercent');
SELECT * FROM market.audit();
SELECT market.deposit(:'dan', '1ledgercent'); \echo :SQLSTATE
ROLLBACK;
-- serializable, and after a savepoint
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT market.deposit(:'dan', '1ledgercent');
SAVEPOINT before_;
SELECT market.withdraw(:'dan', '1LEDGER'); \echo :SQLSTATE
ROLLBACK TO before_;
SELECT market.balance(:'dan', 'ledgercent');
COMMIT;

--
-- A path of one's own changes nothing
--
CREATE SCHEMA ledger_hostile;
CREATE TABLE ledger_hostile.account_balance (account text, denom text, amount numeric);
CREATE FUNCTION ledger_hostile.eq(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR ledger_hostile.= (LEFTARG = text, RIGHTARG = text, FUNCTION = ledger_hostile.eq);
CREATE FUNCTION ledger_hostile.sum_(numeric, numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 1000000';
CREATE OPERATOR ledger_hostile.+ (LEFTARG = numeric, RIGHTARG = numeric, FUNCTION = ledger_hostile.sum_);
CREATE FUNCTION ledger_hostile."coalesce"(numeric, numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 1000000';
BEGIN;
SET LOCAL search_path = ledger_hostile, pg_catalog, market;
SELECT market.deposit(:'dan', '1ledgercent'), market.balance(:'dan', 'ledgercent'), market.balance(:'bob', 'stake');
SELECT market.transfer(:'dan', :'bob', '2ledgercent'), market.withdraw(:'dan', '3ledgercent', 'ledger 6');
SELECT * FROM market.audit();
ROLLBACK;
SET client_min_messages = warning;
DROP SCHEMA ledger_hostile CASCADE;
RESET client_min_messages;

SELECT * FROM market.audit();
