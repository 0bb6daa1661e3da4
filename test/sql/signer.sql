-- Further signers of a channel, with budgets; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test signer
\set ECHO none
\i :tests/world/groups.psql
\set ECHO all
SELECT market.deposit(:'ada', '2000cog');
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '1000cog', 1000), market.open_channel(:'ada', :'ada', :'bob', :'group_2', '1000cog', 1000);

-- the next payment, signed by the n-th person
CREATE FUNCTION pay_as(n int, price numeric, service_id text, channel_id bigint DEFAULT 0) RETURNS numeric
LANGUAGE sql AS $$
SELECT market.authorize_payment(channel_id, p.nonce, p.amount, market.sign(p.digest, public.key(n)), 'org', service_id) FROM market.next_payment(channel_id, price) AS p
$$;
CREATE VIEW signers AS
SELECT signer = person(2) AS sue, budget, period, organization_id AS org, service_id AS service, spent, period_start FROM market.channel_signer ORDER BY signer = person(2) DESC;

SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
SELECT market.set_channel_signer(NULL, 0, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'zero', 0, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', NULL, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, NULL); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'zero'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'eve', 99, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'pool', 0, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'bob', 0, :'sue'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'ada'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', -1); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', 1, 0); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', organization_id => ''); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', service_id => 'fixed'); \echo :SQLSTATE
SELECT market.set_channel_signer(:'ada', 0, :'sue', organization_id => 'org', service_id => ''); \echo :SQLSTATE
TABLE signers;

-- 25 in 10 blocks for sue; eve for one service, without a bound
SELECT market.set_channel_signer(sender => :'ada', channel_id => 0, signer => :'sue', budget => 25, period => 10), market.set_channel_signer(:'ada', 0, :'eve', organization_id => 'org', service_id => 'two');
TABLE signers;
SELECT pay_as(2, 10, 'fixed'), pay_as(2, 10, 'fixed');
SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
SELECT pay_as(4, 10, 'fixed'); \echo :SQLSTATE
SELECT pay_as(4, 10, 'two'), pay(10, 'fixed');
TABLE signers;
-- not on another channel; what is refused or rolled back takes nothing out
SELECT pay_as(2, 10, 'two', 1); \echo :SQLSTATE
BEGIN;
SELECT pay_as(4, 10, 'two');
ROLLBACK;
SELECT accepted, sqlstate FROM market.check_payment(0, 0, 50, market.sign((market.next_payment(0, 10)).digest, key(2)), 'org', 'fixed');
TABLE signers;
-- the next period
SELECT market.end_block(next_height => 11) \g (tuples_only) /dev/null
SELECT pay_as(2, 10, 'fixed');
TABLE signers;
SELECT * FROM market.audit();

-- what was accepted can be claimed, a signature that was not cannot
SELECT pay_as(2, 10, 'fixed');
SELECT authorized_amount AS total, authorized_signature AS signature FROM market.channel WHERE id = 0 \gset
SELECT market.claim_channel(:'bob', 0, 70, 70, market.sign(market.message_digest(market.claim_message(escrow_address, 0, 0, 70)), key(2))) FROM market.params; \echo :SQLSTATE
SELECT market.claim_channel(:'bob', 0, :total, :total, :'signature');
SELECT pay_as(4, 10, 'two');
SELECT signed_amount FROM market.start_claim(0);
SELECT market.claim(:'bob', 0);
-- in two steps as well
SELECT payment_token AS token FROM market.begin_payment(0, 2, 10, market.sign((market.next_payment(0, 10)).digest, key(4)), 'org', 'two') \gset
SELECT market.commit_payment(:'token');
-- another budget begins anew; a removed signer signs no more, what it signed stays
SELECT market.set_channel_signer(:'ada', 0, :'sue', 10);
SELECT pay_as(2, 10, 'fixed');
SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
SELECT market.end_block(next_height => 500) \g (tuples_only) /dev/null
SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
SELECT market.remove_channel_signer(:'bob', 0, :'sue'); \echo :SQLSTATE
SELECT market.remove_channel_signer(:'ada', 0, :'sue'), market.remove_channel_signer(:'ada', 0, :'sue');
SELECT pay_as(2, 10, 'fixed'); \echo :SQLSTATE
TABLE signers;
SELECT market.claim(:'bob', 0);
SELECT * FROM market.audit();

CREATE ROLE regress_signer_sue;
GRANT market_user TO regress_signer_sue;
SELECT market.create_account(:'sue', 'regress_signer_sue') = :'sue' AS bound;
SET ROLE regress_signer_sue;
SELECT market.set_channel_signer(:'ada', 0, :'sue'); \echo :SQLSTATE
SELECT market.remove_channel_signer(:'ada', 0, :'eve'); \echo :SQLSTATE
SELECT count(*) FROM market.channel_signer;
DELETE FROM market.channel_signer; \echo :SQLSTATE
RESET ROLE;
UPDATE market.account SET owner_role = NULL WHERE owner_role IS NOT NULL;
DROP ROLE regress_signer_sue;
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_signer;
