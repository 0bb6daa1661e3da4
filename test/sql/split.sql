-- Split payments: shares of claims that go to others; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test split
\set ECHO none
\i :tests/world/groups.psql
\set ECHO all
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

CREATE VIEW balances AS
SELECT name, market.balance(person(n), 'cog') AS cog FROM (VALUES (1, 'ada'), (2, 'sue'), (3, 'bob'), (4, 'eve')) AS p (n, name) ORDER BY n;

SELECT market.set_payment_split(NULL, '{}', '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'zero', '{}', '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'pool', '{}', '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', NULL, '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[NULL::market.address], '{1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'zero']::market.address[], '{1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY(SELECT person(n) FROM generate_series(10, 110) AS n), '{1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue']::market.address[], NULL); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue']::market.address[], '{}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'pool']::market.address[], '{1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue', :'sue']::market.address[], '{1,1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue', :'bob']::market.address[], '{1,1}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue']::market.address[], '{0}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue']::market.address[], '{10001}'); \echo :SQLSTATE
SELECT market.set_payment_split(:'bob', ARRAY[:'sue', :'eve']::market.address[], '{9999,2}'); \echo :SQLSTATE

-- a third for sue, an eighth for eve, rounded down; bob keeps the rest
SELECT market.set_payment_split(recipient => :'bob', beneficiaries => ARRAY[:'sue', :'eve']::market.address[], shares => '{3333,1250}');
SELECT recipient = :'bob' AS bobs, beneficiary = :'sue' AS sues, share FROM market.payment_split ORDER BY share;
SELECT pay(10, 'fixed'), pay(10, 'two', channel_id => 1);
SELECT market.claim(:'bob', 0);
TABLE balances;
SELECT credit = :'sue' AS sues, credit = :'eve' AS eves, amount, reason, reference FROM market.journal WHERE reason IN ('claim_channel', 'split') ORDER BY id;
SELECT * FROM market.audit();
-- claims of several channels at once, sent back, and in two steps
SELECT pay(10, 'fixed');
SELECT market.claim_channels(:'bob', ARRAY[n.channel_id, 1], ARRAY[n.amount, 10], ARRAY[n.amount, 10], ARRAY[c.authorized_signature, d.authorized_signature], '{f,t}')
FROM (SELECT 0 AS channel_id, authorized_amount AS amount FROM market.channel WHERE id = 0) AS n, market.channel AS c, market.channel AS d WHERE c.id = 0 AND d.id = 1;
TABLE balances;
SELECT pay(10, 'fixed');
SELECT signed_amount FROM market.start_claim(0);
SELECT market.claim(:'bob', 0);
TABLE balances;
SELECT * FROM market.audit();
-- a claim of nothing, and one too small to share
SELECT market.claim_channel(:'bob', 0, 0, 1, market.sign(market.message_digest(market.claim_message(escrow_address, 0, 3, 1)), key(1))) FROM market.params;
SELECT market.claim_channel(:'bob', 0, 2, 2, market.sign(market.message_digest(market.claim_message(escrow_address, 0, 4, 2)), key(1))) FROM market.params;
TABLE balances;
-- all of it; others; nobody
SELECT market.set_payment_split(:'bob', ARRAY[:'eve']::market.address[], '{10000}');
SELECT pay(10, 'fixed');
SELECT market.claim(:'bob', 0);
TABLE balances;
SELECT market.set_payment_split(:'bob', '{}', '{}');
SELECT count(*) FROM market.payment_split;
SELECT pay(10, 'fixed');
SELECT market.claim(:'bob', 0);
TABLE balances;
SELECT * FROM market.audit();

--
-- who may act, and who reads
--
SELECT market.set_payment_split(:'bob', ARRAY[:'eve']::market.address[], '{1}');
CREATE ROLE regress_split_eve;
CREATE ROLE regress_split_sue;
GRANT market_user TO regress_split_eve, regress_split_sue;
SELECT market.create_account(:'eve', 'regress_split_eve') = :'eve' AS eve, market.create_account(:'sue', 'regress_split_sue') = :'sue' AS sue;
SET ROLE regress_split_eve;
SELECT market.set_payment_split(:'bob', ARRAY[:'eve']::market.address[], '{10000}'); \echo :SQLSTATE
SELECT share FROM market.payment_split;
SET ROLE regress_split_sue;
SELECT share FROM market.payment_split;
DELETE FROM market.payment_split; \echo :SQLSTATE
RESET ROLE;
UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_split_eve, regress_split_sue;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_split;
