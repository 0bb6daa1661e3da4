-- Accounts: create_account, system_account, and who may act for which account.
-- Each error is followed by its SQLSTATE.
\set VERBOSITY default
\set SHOW_CONTEXT never
\set zero '0x0000000000000000000000000000000000000000'
\set ada '0x0111111111111111111111111111111111111111'
\set bob '0x0122222222222222222222222222222222222222'
\set cyd '0x0133333333333333333333333333333333333333'
\set dan '0x0144444444444444444444444444444444444444'
\set eve '0x0155555555555555555555555555555555555555'
\set fay '0x0166666666666666666666666666666666666666'
CREATE TEMPORARY VIEW accounts AS
SELECT address, owner_role, label FROM market.account
WHERE address BETWEEN '0x0100000000000000000000000000000000000000' AND '0x01ffffffffffffffffffffffffffffffffffffff'
    AND label IS DISTINCT FROM 'random of ada' ORDER BY address;
CREATE ROLE regress_account_ada IN ROLE market_user;
CREATE ROLE regress_account_bob IN ROLE market_user;
CREATE ROLE regress_account_app IN ROLE market_app;
CREATE ROLE regress_account_operator IN ROLE market_operator;
CREATE ROLE regress_account_clerk IN ROLE market_operator, market_user;
CREATE ROLE regress_account_reader IN ROLE market_reader;
CREATE ROLE regress_account_plain;

--
-- system_account
--
SELECT name, market.system_account(name), market.system_account(name)::bytea = substr(sha256(name::bytea), 1, 20) AS of_name
FROM unnest(ARRAY['service_deposit_account', 'service_request_account', 'service_fee_collector', 'community_pool']) AS name;
SELECT market.system_account(NULL) IS NULL AS strict;
SELECT market.system_account('pool'); \echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.system_account('');
SELECT market.system_account('Community_pool');
SELECT market.system_account('community_pool ');
SELECT market.system_account(repeat('x', 1000000));
\set VERBOSITY default
SELECT market.system_account('community_pool') AS pool \gset
SET ROLE regress_account_plain;
SELECT market.system_account('community_pool') = :'pool' AS everyone;
RESET ROLE;

--
-- create_account
--
SET ROLE regress_account_ada;
SELECT market.create_account(:'ada');
SELECT market.create_account(address => :'bob', owner_role => 'regress_account_ada', label => 'second of ada');
-- without an address: random ones
SELECT market.create_account(label => 'random of ada') AS random_1 \gset
SELECT market.create_account(NULL, NULL, 'random of ada') AS random_2 \gset
SELECT :'random_1' <> :'random_2' AS differ, length(:'random_1'::market.address::bytea) AS bytes;
SELECT owner_role, label FROM market.account WHERE label = 'random of ada';
RESET ROLE;
TABLE accounts;

-- arguments, then the role, then the account
SELECT market.create_account(:'zero'); \echo :SQLSTATE
SELECT market.create_account(:'pool'); \echo :SQLSTATE
SELECT market.create_account(:'cyd', 4294967295::oid::regrole); \echo :SQLSTATE
SELECT market.create_account(:'cyd', '-'); \echo :SQLSTATE
SELECT market.create_account(:'cyd', 'regress_account_nobody'); \echo :SQLSTATE
SET ROLE regress_account_ada;
SELECT market.create_account(:'zero', 'regress_account_bob'); \echo :SQLSTATE
SELECT market.create_account(:'pool', 'regress_account_bob'); \echo :SQLSTATE
SELECT market.create_account(:'cyd', 'regress_account_bob'); \echo :SQLSTATE
SELECT market.create_account(:'cyd', 4294967295::oid::regrole); \echo :SQLSTATE
-- one's own once more, and one of another
SELECT market.create_account(:'ada'); \echo :SQLSTATE
SET ROLE regress_account_bob;
SELECT market.create_account(:'ada'); \echo :SQLSTATE
SELECT market.create_account(:'ada', 'regress_account_bob', 'mine'); \echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.create_account(NULL, 'regress_account_ada');
SELECT market.create_account(NULL, 'market_user');
SELECT market.create_account(NULL, 'market_owner');
SELECT market.create_account(NULL, 'pg_monitor');
SELECT market.create_account(NULL, '-');
SELECT market.create_account(market.system_account('service_deposit_account'));
SELECT market.create_account(market.system_account('service_request_account'));
SELECT market.create_account(market.system_account('service_fee_collector'));
SELECT market.create_account('');
SELECT market.create_account('0x00');
\set VERBOSITY default
RESET ROLE;
TABLE accounts;

-- an account that came into being when money arrived belongs to nobody, and no user can take it
SELECT market.deposit(:'cyd', '100stake');
SET ROLE regress_account_bob;
SELECT market.create_account(:'cyd'); \echo :SQLSTATE
SELECT market.transfer(:'cyd', :'bob', '1stake'); \echo :SQLSTATE
SET ROLE regress_account_app;
SELECT market.transfer(:'cyd', :'dan', '10stake');
SET ROLE regress_account_bob;
SELECT market.create_account(:'dan'); \echo :SQLSTATE
-- the application binds it, to anybody, with a label that stays
SET ROLE regress_account_app;
SELECT market.create_account(:'cyd', 'regress_account_bob', 'bound by the application');
SELECT market.create_account(:'dan', label => 'of the application');
RESET ROLE;
TABLE accounts;
-- it binds a bound one anew only when it names the role; the label stays unless given
SET ROLE regress_account_app;
SELECT market.create_account(:'cyd'); \echo :SQLSTATE
SELECT market.create_account(:'cyd', 'regress_account_ada');
SELECT market.create_account(:'bob', 'regress_account_bob', 'of bob');
SELECT market.create_account(:'dan', label => 'again'); \echo :SQLSTATE
RESET ROLE;
TABLE accounts;
-- an operator brings money in and binds no account that exists
SELECT market.deposit(:'eve', '5stake');
SET ROLE regress_account_clerk;
SELECT market.create_account(:'eve', 'regress_account_ada'); \echo :SQLSTATE
SELECT market.create_account(:'eve');
SELECT market.create_account(:'ada'); \echo :SQLSTATE
SELECT market.create_account(:'ada', 'regress_account_clerk'); \echo :SQLSTATE
RESET ROLE;
TABLE accounts;
-- a superuser may all of it
SELECT market.create_account(:'eve', 'regress_account_bob', 'of bob, too');
SELECT market.create_account(:'fay', label => '');
SELECT owner_role = current_user::regrole AS own, label FROM accounts WHERE address = :'fay';

-- who has no grant has nothing
SET ROLE regress_account_plain;
SELECT market.create_account(); \echo :SQLSTATE
SET ROLE regress_account_reader;
SELECT market.create_account(); \echo :SQLSTATE
RESET ROLE;

--
-- Acting
--
SELECT market.deposit(:'ada', '1000stake'), market.deposit(:'bob', '1000stake');
SET ROLE regress_account_ada;
SELECT market.transfer(:'ada', :'bob', '1stake');
SELECT market.withdraw(:'ada', '1stake');
SELECT market.balance(:'ada');
-- not for another's, nor for one that does not exist, nor for nobody's
SELECT market.transfer(:'bob', :'ada', '1stake'); \echo :SQLSTATE
SELECT market.withdraw(:'bob', '1stake'); \echo :SQLSTATE
SELECT market.balance(:'bob'); \echo :SQLSTATE
SELECT market.withdraw('0x01ffffffffffffffffffffffffffffffffffffff', '1stake'); \echo :SQLSTATE
-- the role of the account is what counts, so a group can own one
RESET ROLE;
CREATE ROLE regress_account_group;
GRANT regress_account_group TO regress_account_ada;
SELECT market.create_account(:'eve', 'regress_account_group', 'of a group');
SET ROLE regress_account_ada;
SELECT market.withdraw(:'eve', '1stake');
SET ROLE regress_account_bob;
SELECT market.withdraw(:'eve', '1stake'); \echo :SQLSTATE
RESET ROLE;
-- a member that does not inherit must become the role first
CREATE ROLE regress_account_distant NOINHERIT IN ROLE regress_account_ada;
GRANT EXECUTE ON FUNCTION market.withdraw TO regress_account_distant;
SET ROLE regress_account_distant;
SELECT market.withdraw(:'ada', '1stake'); \echo :SQLSTATE
SET ROLE regress_account_ada;
SELECT market.withdraw(:'ada', '1stake');
RESET ROLE;
-- what the effective user may is what counts: a wrapper's owner, not its caller
CREATE FUNCTION pg_temp.pay() RETURNS numeric LANGUAGE sql SECURITY DEFINER AS
$$SELECT market.transfer('0x0111111111111111111111111111111111111111', '0x0122222222222222222222222222222222222222', '1stake')$$;
ALTER FUNCTION pg_temp.pay() OWNER TO regress_account_ada;
GRANT EXECUTE ON FUNCTION pg_temp.pay() TO PUBLIC;
SET ROLE regress_account_bob;
SELECT pg_temp.pay();
RESET ROLE;
DROP FUNCTION pg_temp.pay();
-- and one that its caller owns, called by a superuser, still is its owner's
CREATE FUNCTION pg_temp.steal() RETURNS numeric LANGUAGE sql SECURITY DEFINER AS
$$SELECT market.transfer('0x0111111111111111111111111111111111111111', '0x0122222222222222222222222222222222222222', '1stake')$$;
ALTER FUNCTION pg_temp.steal() OWNER TO regress_account_bob;
SELECT pg_temp.steal(); \echo :SQLSTATE
DROP FUNCTION pg_temp.steal();
-- the application acts for all; it brings no money in
SET ROLE regress_account_app;
SELECT market.transfer(:'bob', :'ada', '1stake');
SELECT market.deposit(:'ada', '1stake'); \echo :SQLSTATE
SELECT market.balance(:'ada');
-- an operator brings it in, and acts for nobody; it and a reader read all balances
SET ROLE regress_account_operator;
SELECT market.deposit(:'ada', '1stake');
SELECT market.transfer(:'ada', :'bob', '1stake'); \echo :SQLSTATE
SELECT market.withdraw(:'ada', '1stake'); \echo :SQLSTATE
SELECT market.balance(:'ada');
SET ROLE regress_account_clerk;
SELECT market.transfer(:'ada', :'bob', '1stake'); \echo :SQLSTATE
SELECT market.withdraw(:'ada', '1stake'); \echo :SQLSTATE
SET ROLE regress_account_reader;
SELECT market.balance(:'ada');
SELECT market.transfer(:'ada', :'bob', '1stake'); \echo :SQLSTATE
SET ROLE regress_account_plain;
SELECT market.transfer(:'ada', :'bob', '1stake'); \echo :SQLSTATE
SELECT market.withdraw(:'ada', '1stake'); \echo :SQLSTATE
SELECT market.deposit(:'ada', '1stake'); \echo :SQLSTATE
SELECT market.balance(:'ada'); \echo :SQLSTATE
RESET ROLE;
-- somebody may be granted the function, and may act for no account all the same
GRANT EXECUTE ON FUNCTION market.deposit, market.withdraw, market.transfer TO regress_account_plain;
SET ROLE regress_account_plain;
SELECT market.deposit(:'ada', '1stake'); \echo :SQLSTATE
SELECT market.withdraw(:'ada', '1stake'); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'bob', '1stake'); \echo :SQLSTATE
-- arguments come before the right, tokens and money after it
\set VERBOSITY sqlstate
SELECT market.deposit(:'pool', NULL);
SELECT market.deposit(:'ada', NULL);
SELECT market.deposit(:'ada', '1unknown');
SELECT market.deposit(:'ada', '0.5stake');
SELECT market.withdraw(:'zero', NULL);
SELECT market.withdraw(:'ada', NULL);
SELECT market.withdraw(:'ada', '1unknown');
SELECT market.withdraw(:'ada', '1000000stake');
SELECT market.transfer(:'ada', :'pool', '1stake');
SELECT market.transfer(:'ada', :'bob', NULL);
SELECT market.transfer(:'ada', :'bob', '1unknown');
SELECT market.transfer(:'ada', :'ada', '0stake');
SELECT market.balance(NULL);
SELECT market.balance(:'ada', 'unknown');
SELECT market.balance(:'zero');
\set VERBOSITY default
RESET ROLE;
REVOKE EXECUTE ON FUNCTION market.deposit, market.withdraw, market.transfer FROM regress_account_plain;

-- names that need quotes are quoted in hints
CREATE ROLE "regress_account Odd""Name" IN ROLE market_user;
SET ROLE "regress_account Odd""Name";
SELECT market.withdraw(:'ada', '1stake'); \echo :SQLSTATE
RESET ROLE;
DROP ROLE "regress_account Odd""Name";

--
-- Reading: a user sees the rows of its accounts, the other roles see all
--
CREATE FUNCTION pg_temp.seen(OUT relation text, OUT rows text) RETURNS SETOF record LANGUAGE sql AS $$
SELECT 'account', string_agg(right(address::text, 2), ' ' ORDER BY address)
FROM market.account WHERE address < '0x01ffffffffffffffffffffffffffffffffffffff' AND address > '0x0100000000000000000000000000000000000000'
    AND label IS DISTINCT FROM 'random of ada'
UNION ALL
SELECT 'account_balance', string_agg(right(account::text, 2) || ':' || amount, ' ' ORDER BY account)
FROM market.account_balance WHERE account < '0x01ffffffffffffffffffffffffffffffffffffff' AND account > '0x0100000000000000000000000000000000000000'
UNION ALL
SELECT 'balance_sheet', string_agg(right(account::text, 2) || ':' || amount, ' ' ORDER BY account)
FROM market.balance_sheet WHERE account < '0x01ffffffffffffffffffffffffffffffffffffff' AND account > '0x0100000000000000000000000000000000000000'
UNION ALL
SELECT 'journal', string_agg(right(debit::text, 2) || '>' || right(credit::text, 2) || ':' || amount, ' ' ORDER BY id)
FROM market.journal
WHERE debit < '0x01ffffffffffffffffffffffffffffffffffffff' AND debit > '0x0100000000000000000000000000000000000000'
    OR credit < '0x01ffffffffffffffffffffffffffffffffffffff' AND credit > '0x0100000000000000000000000000000000000000'
UNION ALL
SELECT 'external_reference', string_agg(right(account::text, 2) || ':' || kind || ':' || reference, ' ' ORDER BY account, kind, reference)
FROM market.external_reference WHERE account < '0x01ffffffffffffffffffffffffffffffffffffff' AND account > '0x0100000000000000000000000000000000000000'
$$;
SELECT market.deposit(:'ada', '1stake', 'account 1'), market.withdraw(:'bob', '1stake', 'account 1');
SELECT * FROM pg_temp.seen();
SET ROLE regress_account_ada;
SELECT * FROM pg_temp.seen();
-- nothing of others, whatever the test
SELECT count(*) FROM market.account WHERE NOT pg_has_role(owner_role, 'USAGE') OR owner_role IS NULL;
SET ROLE regress_account_bob;
SELECT * FROM pg_temp.seen();
SET ROLE regress_account_distant;
SELECT * FROM pg_temp.seen(); \echo :SQLSTATE
SET ROLE regress_account_plain;
SELECT * FROM pg_temp.seen(); \echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT * FROM market.account;
SELECT * FROM market.account_balance;
SELECT * FROM market.balance_sheet;
SELECT * FROM market.journal;
SELECT * FROM market.external_reference;
SELECT * FROM market.audit_finding;
SELECT * FROM market.migration;
SET ROLE regress_account_app;
SELECT rows = (SELECT string_agg(right(address::text, 2), ' ' ORDER BY address)
    FROM unnest(ARRAY[:'ada', :'bob', :'cyd', :'dan', :'eve', :'fay']::market.address[]) AS address) AS all FROM pg_temp.seen() WHERE relation = 'account';
SET ROLE regress_account_operator;
SELECT length(rows) FROM pg_temp.seen() WHERE relation = 'account';
SET ROLE regress_account_reader;
SELECT length(rows) FROM pg_temp.seen() WHERE relation = 'account';
-- a role without accounts sees none
RESET ROLE;
CREATE ROLE regress_account_new IN ROLE market_user;
SET ROLE regress_account_new;
SELECT count(rows) FROM pg_temp.seen();
RESET ROLE;
DROP ROLE regress_account_new;

-- and nobody writes
CREATE FUNCTION pg_temp.write(OUT statement text, OUT state text) RETURNS SETOF record LANGUAGE plpgsql AS $$
DECLARE relation text; action text;
BEGIN
    FOREACH relation IN ARRAY ARRAY['account', 'account_balance', 'journal', 'external_reference'] LOOP
        FOREACH action IN ARRAY ARRAY['INSERT INTO market.%I DEFAULT VALUES', 'DELETE FROM market.%I WHERE false',
            'TRUNCATE market.%I', 'SELECT FROM market.%I FOR UPDATE', 'ALTER TABLE market.%I DISABLE ROW LEVEL SECURITY',
            'CREATE INDEX ON market.%I ((1))', 'DROP TABLE market.%I'] LOOP
            state := 'done';
            BEGIN
                EXECUTE format(action, relation);
            EXCEPTION WHEN others THEN state := SQLSTATE;
            END;
            statement := format(action, relation);
            IF state <> '42501' THEN RETURN NEXT; END IF;
        END LOOP;
    END LOOP;
END $$;
SET ROLE regress_account_ada;
SELECT * FROM pg_temp.write();
SET ROLE regress_account_app;
SELECT * FROM pg_temp.write();
SET ROLE regress_account_operator;
SELECT * FROM pg_temp.write();
SET ROLE regress_account_reader;
SELECT * FROM pg_temp.write();
UPDATE market.account SET owner_role = 'regress_account_reader';
UPDATE market.account_balance SET amount = amount + 1;
UPDATE market.journal SET amount = amount + 1;
UPDATE market.external_reference SET reference = '';
UPDATE market.balance_sheet SET amount = 0;
SELECT nextval('market.journal_id_seq');
SELECT setval('market.channel_id_seq', 0);
CREATE TABLE market.mine (a integer);
\set VERBOSITY default
RESET ROLE;

--
-- A role that is dropped leaves its accounts to nobody
--
SELECT market.create_account(:'eve', 'regress_account_group');
DROP ROLE regress_account_group;
SET ROLE regress_account_ada;
SELECT market.withdraw(:'eve', '1stake'); \echo :SQLSTATE
SELECT market.create_account(:'eve'); \echo :SQLSTATE
SELECT count(*) FROM market.account WHERE address = :'eve';
RESET ROLE;
SELECT market.create_account(:'eve', 'regress_account_ada', 'saved');
SELECT * FROM accounts WHERE address = :'eve';

-- what is left behind belongs to nobody
UPDATE market.account SET owner_role = NULL WHERE owner_role::text LIKE 'regress\_account\_%';
REVOKE EXECUTE ON FUNCTION market.withdraw FROM regress_account_distant;
DROP ROLE regress_account_ada, regress_account_bob, regress_account_app, regress_account_operator,
    regress_account_clerk, regress_account_reader, regress_account_plain, regress_account_distant;
SELECT * FROM market.audit();
