-- The audit: each fault that it must see is planted, seen, and rolled back.
\set VERBOSITY default
\set SHOW_CONTEXT never
\set owner '0x0211111111111111111111111111111111111111'
\set recipient '0x0222222222222222222222222222222222222222'
\set funder '0x0233333333333333333333333333333333333333'
\set other '0x0244444444444444444444444444444444444444'

--
-- Something to look at: money with and without references, channels with everything; calls
-- are recorded elsewhere
--
SELECT market.create_token('auditcoin');
SELECT channel_denom AS denom FROM market.params \gset
SELECT market.set_params(channel_denom => 'auditcoin', metering => false);
SELECT keccak256('audit')::text AS key, private_key_address(keccak256('audit')) AS sender, escrow_address AS escrow,
    market.height() + 1000 AS expiration, '\x' || repeat('02', 32) AS "group"
FROM market.params \gset
SELECT format('{"org_name": "Audit", "org_type": "individual", "description": {}, "assets": {}, "contacts": [], "groups": [{"group_name": "audit_group", "group_id": "%s", "payment": {"payment_address": "%s", "payment_expiration_threshold": 10}}]}',
        encode(:'group', 'base64'), :'recipient') AS organization,
    format('{"version": 1, "display_name": "Audit", "encoding": "proto", "service_type": "grpc", "service_api_source": "ipfs://Qm", "mpe_address": "%s", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}], "groups": [{"group_name": "audit_group", "pricing": [{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}]}]}',
        :'escrow') AS service \gset
SELECT market.create_organization(:'owner', 'audit', :'organization');
SELECT market.publish_service(:'owner', 'audit', 'paid', :'service');
SELECT market.deposit(:'sender', '500auditcoin', 'audit 1'), market.deposit(:'funder', '500auditcoin');
SELECT market.withdraw(:'sender', '100auditcoin', 'audit 2'), market.transfer(:'funder', :'other', '50auditcoin');
SELECT market.open_channel(:'sender', :'sender', :'recipient', :'group', '200auditcoin', :expiration) AS id \gset
CREATE FUNCTION pg_temp.pay(id bigint) RETURNS numeric LANGUAGE sql AS $$
SELECT market.authorize_payment(id, p.nonce, p.amount, sign(p.digest, keccak256('audit')), 'audit', 'paid')
FROM market.next_payment(id, 10) AS p
$$;
-- a claim that is settled, two that are pending, and a signed total
SELECT pg_temp.pay(:id);
SELECT market.claim(:'recipient', :id);
SELECT pg_temp.pay(:id), pg_temp.pay(:id);
SELECT signed_amount FROM market.start_claim(:id);
SELECT pg_temp.pay(:id);
SELECT signed_amount FROM market.start_claim(:id);
SELECT pg_temp.pay(:id);
-- one that another funded
SELECT market.open_channel_by_third_party(:'funder', :'sender', :'sender', :'recipient', :'group', 100, :expiration, 7,
    sign(message_digest(open_channel_message(:'escrow', :'funder', :'sender', :'recipient', :'group', 100, :expiration, 7)), :'key')) AS third \gset
SELECT value, nonce, payment_nonce, authorized_amount, authorized_signature IS NOT NULL AS signed, pending_amount
FROM market.channel WHERE id IN (:id, :third) ORDER BY id;
SELECT nonce, amount FROM market.pending_claim WHERE channel_id = :id ORDER BY nonce;
-- the books are sound
SELECT * FROM market.audit();

-- ids of channels are not printed, they differ from run to run
CREATE FUNCTION pg_temp.findings(OUT check_name text, OUT object text, OUT expected text, OUT found text) RETURNS SETOF record LANGUAGE sql AS $$
SELECT check_name, CASE WHEN check_name LIKE 'channel%' OR check_name = 'permission' THEN 'the channel' ELSE object END, expected, found
FROM market.audit() ORDER BY check_name COLLATE "C", 2, expected
$$;

--
-- Balances
--
BEGIN;
UPDATE market.account_balance SET amount = amount + 1 WHERE account = :'other';
SELECT * FROM market.audit();
-- everybody sees it
CREATE ROLE regress_audit_plain;
SET ROLE regress_audit_plain;
SELECT count(*) FROM market.audit();
ROLLBACK;
BEGIN;
UPDATE market.account_balance SET amount = 0 WHERE account = :'other';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
DELETE FROM market.account_balance WHERE account = :'other';
SELECT * FROM market.audit();
ROLLBACK;
-- money that went from one to another without a trace: no supply is missing
BEGIN;
UPDATE market.account_balance SET amount = amount - 20 WHERE account = :'other' ;
UPDATE market.account_balance SET amount = amount + 20 WHERE account = :'recipient' ;
SELECT * FROM market.audit();
ROLLBACK;
-- money from nowhere, in another token, for an account that is none
BEGIN;
INSERT INTO market.account_balance VALUES ('0x0255555555555555555555555555555555555555', 'audit', 5);
SELECT * FROM market.audit();
ROLLBACK;
-- a row of the journal that is lost, that is changed, that is added, that is doubled
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM market.journal WHERE reason = 'transfer' AND credit = :'other';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
UPDATE market.journal SET amount = amount + 1 WHERE reason = 'deposit' AND credit = :'funder';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason)
VALUES (1, now(), :'other', 'spendable', :'funder', 'spendable', 'auditcoin', 50, 'transfer');
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason, reference)
SELECT height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason, reference
FROM market.journal WHERE reason = 'withdrawal' AND debit = :'sender';
SELECT * FROM market.audit();
ROLLBACK;

--
-- Floor: only without the table's own check
--
UPDATE market.account_balance SET amount = -1 WHERE account = :'other';
BEGIN;
ALTER TABLE market.account_balance DROP CONSTRAINT account_balance_amount_check;
UPDATE market.account_balance SET amount = -1 WHERE account = :'other';
SELECT * FROM market.audit();
UPDATE market.account_balance SET amount = 50.5 WHERE account = :'other';
SELECT * FROM market.audit() WHERE check_name = 'floor';
UPDATE market.account_balance SET amount = trunc(2::numeric ^ 256, 0) WHERE account = :'other';
SELECT * FROM market.audit() WHERE check_name = 'floor';
UPDATE market.account_balance SET amount = 'NaN' WHERE account = :'other';
SELECT * FROM market.audit();
UPDATE market.account_balance SET amount = 'Infinity' WHERE account = :'other';
SELECT * FROM market.audit() WHERE check_name = 'floor';
UPDATE market.account_balance SET amount = 2::numeric ^ 256 - 1 WHERE account = :'other';
SELECT * FROM market.audit() WHERE check_name = 'floor';
ROLLBACK;

--
-- Accounts and references
--
BEGIN;
DELETE FROM market.account WHERE address = :'other';
SELECT * FROM market.audit();
ROLLBACK;
-- a reference without its movement, with another, with two; a deposit is no withdrawal
BEGIN;
UPDATE market.external_reference SET amount = 499 WHERE reference = 'audit 1';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
UPDATE market.external_reference SET account = :'other' WHERE reference = 'audit 2';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
UPDATE market.external_reference SET denom = 'cog' WHERE reference = 'audit 2';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
UPDATE market.external_reference SET kind = 'withdrawal' WHERE reference = 'audit 1';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
INSERT INTO market.external_reference VALUES ('deposit', 'audit 3', :'other', 'auditcoin', 1, 1);
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM market.journal WHERE reference = 'audit 1';
SELECT * FROM market.audit();
ROLLBACK;
BEGIN;
INSERT INTO market.journal (height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason, reference)
SELECT height, block_time, debit, debit_kind, credit, credit_kind, denom, amount, reason, reference
FROM market.journal WHERE reference = 'audit 1' AND reason = 'deposit';
SELECT * FROM market.audit();
ROLLBACK;

--
-- Channels
--
BEGIN;
UPDATE market.channel SET value = value + 5 WHERE id = :id;
SELECT * FROM pg_temp.findings();
SELECT object = :'id' AS this_channel FROM market.audit() WHERE check_name = 'channel value';
ROLLBACK;
-- from one channel of a sender to another: only the channels show it
BEGIN;
UPDATE market.channel SET value = value + CASE WHEN id = :id THEN 5 ELSE -5 END WHERE id IN (:id, :third);
SELECT * FROM pg_temp.findings();
ROLLBACK;
-- a channel that is gone, and its money with it
BEGIN;
DELETE FROM market.channel WHERE id = :third;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
UPDATE market.channel SET nonce = nonce + 1 WHERE id = :id;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
UPDATE market.channel SET nonce = 1, payment_nonce = 1 WHERE id = :third;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
SET LOCAL session_replication_role = replica;
DELETE FROM market.channel_event WHERE channel_id = :id AND event = 'claim';
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
INSERT INTO market.channel_event (height, block_time, channel_id, event, nonce) VALUES (1, now(), :third, 'timeout', 1);
SELECT * FROM pg_temp.findings();
ROLLBACK;
-- pending claims: one is lost, first or last; one too many; another amount; other nonces
BEGIN;
DELETE FROM market.pending_claim WHERE channel_id = :id AND nonce = 1;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
DELETE FROM market.pending_claim WHERE channel_id = :id AND nonce = 2;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
DELETE FROM market.pending_claim WHERE channel_id = :id;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
INSERT INTO market.pending_claim SELECT :third, 0, 10, signature FROM market.pending_claim WHERE channel_id = :id AND nonce = 1;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
UPDATE market.pending_claim SET amount = amount + 1 WHERE channel_id = :id AND nonce = 2;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
UPDATE market.pending_claim SET nonce = nonce + 2 WHERE channel_id = :id AND nonce = 2;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
UPDATE market.channel SET pending_amount = pending_amount - 1 WHERE id = :id;
SELECT * FROM pg_temp.findings();
ROLLBACK;
-- more signed than there is: only without the table's own check
\set VERBOSITY sqlstate
UPDATE market.channel SET authorized_amount = value WHERE id = :id;
UPDATE market.channel SET pending_amount = value - authorized_amount + 1 WHERE id = :id;
UPDATE market.channel SET value = authorized_amount + pending_amount - 1 WHERE id = :id;
UPDATE market.channel SET authorized_amount = 'NaN' WHERE id = :id;
UPDATE market.channel SET pending_amount = 'Infinity' WHERE id = :id;
\set VERBOSITY default
BEGIN;
ALTER TABLE market.channel DROP CONSTRAINT channel_amount_check;
UPDATE market.channel SET authorized_amount = value - pending_amount WHERE id = :id;
SELECT * FROM pg_temp.findings();
UPDATE market.channel SET authorized_amount = value - pending_amount + 1 WHERE id = :id;
SELECT * FROM pg_temp.findings();
UPDATE market.channel SET authorized_amount = -1 WHERE id = :id;
SELECT * FROM pg_temp.findings();
ROLLBACK;
-- a signature without a total, a total without a signature
BEGIN;
UPDATE market.channel SET authorized_signature = NULL WHERE id = :id;
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
UPDATE market.channel SET authorized_amount = 0 WHERE id = :id;
SELECT * FROM pg_temp.findings();
ROLLBACK;
-- an expiration that no block can be
BEGIN;
UPDATE market.channel SET expiration = -1 WHERE id = :id;
SELECT * FROM pg_temp.findings();
ROLLBACK;
-- permissions: two for one channel, one for none
BEGIN;
INSERT INTO market.used_permission VALUES (keccak256('audit'), :third);
SELECT * FROM pg_temp.findings();
ROLLBACK;
BEGIN;
UPDATE market.used_permission SET channel_id = -1 WHERE channel_id = :third;
SELECT * FROM pg_temp.findings();
ROLLBACK;

--
-- Services
--
BEGIN;
UPDATE market.organization_group SET payment_address = :'other' WHERE organization_id = 'audit';
SELECT check_name, replace(object, :'group', 'the group') AS object, expected, found FROM market.audit();
ROLLBACK;
BEGIN;
UPDATE market.service_group SET payment_expiration_threshold = 11 WHERE organization_id = 'audit';
SELECT check_name, replace(object, :'group', 'the group') AS object, expected, found FROM market.audit();
ROLLBACK;
BEGIN;
DELETE FROM market.organization_group WHERE organization_id = 'audit';
SELECT check_name, replace(object, :'group', 'the group') AS object, expected, found FROM market.audit();
ROLLBACK;

--
-- Several at once, in the order of check and object
--
BEGIN;
UPDATE market.account_balance SET amount = amount + 1 WHERE account IN (:'other', :'funder');
DELETE FROM market.account WHERE address IN (:'other', :'funder');
UPDATE market.external_reference SET amount = amount + 1 WHERE reference IN ('audit 1', 'audit 2');
SELECT * FROM market.audit();
-- a query over the findings
SELECT check_name, count(*) FROM market.audit() GROUP BY check_name ORDER BY check_name COLLATE "C";
ROLLBACK;

-- what is pending is settled, the rest waits for its expiration; the parameters are what they were
SELECT market.claim(:'recipient', :id);
SELECT market.set_params(channel_denom => :'denom', metering => true);
SELECT market.delete_service(:'owner', 'audit', 'paid'), market.delete_organization(:'owner', 'audit');
SELECT * FROM market.audit();
