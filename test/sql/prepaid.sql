-- Prepaid calls: tokens, totals, calls in one step and in two; success and errors, in order.
\getenv tests PG_ABS_SRCDIR
\set test prepaid
\set ECHO none
\i :tests/world/seller.psql
\set ECHO all
CREATE VIEW totals AS
SELECT t.channel_id AS channel, c.value, c.authorized_amount AS authorized, c.uncharged_amount AS uncharged, planned_amount AS planned,
       used_amount AS used, refunded_amount AS refunded, lost_amount AS lost,
       planned_amount + refunded_amount - used_amount - lost_amount AS left
FROM market.prepaid_total AS t JOIN market.channel AS c ON c.id = t.channel_id ORDER BY channel_id;
CREATE VIEW calls AS
SELECT kind, service_id, channel_id AS channel, price, outcome, error FROM market.usage ORDER BY id;
-- ask for a token as a client does: sign the total, then the signature and the block
CREATE FUNCTION ask(n int, channel_id bigint, nonce numeric, amount numeric, service text DEFAULT NULL, OUT token text, OUT planned numeric, OUT used numeric)
LANGUAGE sql AS $$
SELECT i.token, i.planned_amount, i.used_amount
FROM (SELECT public.paid(n, channel_id, nonce, amount)::bytea AS sent) AS s,
    market.issue_prepaid_token(channel_id, nonce, amount, s.sent, 'org', service, market.height(),
        public.signed(n, market.prepaid_token_message(s.sent, market.height()))) AS i
$$;
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 1000);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 20);
SELECT market.set_prepaid_secret(:'bob', 'org', convert_to('the secret of an organization, 32 bytes', 'UTF8'));
\set secret 'convert_to(\'the secret of an organization, 32 bytes\', \'UTF8\')'

--
-- A token for a total, and calls out of it
--
SELECT token, planned, used FROM ask(2, 0, 0, 30) \gset
\echo :planned :used
SELECT * FROM totals;
SELECT convert_from(decode(rpad(translate(split_part(:'token', '.', 1), '-_', '+/'), 36, '='), 'base64'), 'UTF8') AS header;
SELECT market.jwt_claims(:'token', :secret) - 'exp' AS claims, to_timestamp((market.jwt_claims(:'token', :secret) ->> 'exp')::bigint) - market.block_time() <= '1 day' AS expires;
SELECT market.use_prepaid_token(0, :'token', 'org', 'svc');
SELECT market.use_prepaid_token(0, :'token', 'org', 'svc', '/any/method', idempotency_key => 'k1') AS first,
       market.use_prepaid_token(0, :'token', 'org', 'svc', '/any/method', idempotency_key => 'k1') AS again;
SELECT * FROM totals;
-- a transaction that fails takes its call back
BEGIN;
SELECT market.use_prepaid_token(0, :'token', 'org', 'svc');
ROLLBACK;
SELECT * FROM totals;
-- a token is for every service of the group; what costs nothing takes nothing
SELECT market.use_prepaid_token(0, :'token', 'org', 'gift');
SELECT market.use_prepaid_token(0, :'token', 'org', 'dear'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, :'token', 'org', 'svc');
SELECT market.use_prepaid_token(0, :'token', 'org', 'svc'); \echo :SQLSTATE
SELECT * FROM totals;
-- the same total renews a token, a higher one adds to it, a lower one is refused
SELECT planned, used FROM ask(2, 0, 0, 30);
SELECT planned, used FROM ask(1, 0, 0, 50);
SELECT planned, used FROM ask(2, 0, 0, 49); \echo :SQLSTATE
-- the old token goes on
SELECT market.use_prepaid_token(0, :'token', 'org', 'svc');
-- payments of single calls stand beside it
SELECT market.authorize_payment(0, 0, 60, paid(2, 0, 0, 60), 'org', 'svc');
SELECT * FROM totals;
SELECT * FROM calls;
SELECT * FROM market.audit();

--
-- In two steps, many at once
--
SELECT payment_token AS a, price, expiration - market.height() AS lease FROM market.begin_prepaid_payment(0, :'token', 'org', 'svc') \gset
\echo :price :lease
SELECT market.begin_prepaid_payment(0, :'token', 'org', 'svc'); \echo :SQLSTATE
SELECT token AS token, planned, used FROM ask(2, 0, 0, 100) \gset
SELECT payment_token AS b FROM market.begin_prepaid_payment(0, :'token', 'org', 'dear') \gset
SELECT payment_token AS c FROM market.begin_prepaid_payment(0, :'token', 'org', 'svc', lease => 2, idempotency_key => 'k2') \gset
SELECT payment_token = :'c' AS same FROM market.begin_prepaid_payment(0, :'token', 'org', 'svc', lease => 2, idempotency_key => 'k2');
SELECT * FROM totals;
SELECT * FROM market.audit();
SELECT market.rollback_payment(:'a', 'no answer');
SELECT market.commit_payment(:'b', 5);
SELECT market.commit_payment(:'b', 5);
SELECT market.commit_payment(:'b', 6); \echo :SQLSTATE
SELECT * FROM totals;
-- the third is forgotten, and given back
SELECT market.end_block() > 0 AS ended;
SELECT used, refunded FROM totals;
SELECT market.end_block() > 0 AS ended;
SELECT used, refunded FROM totals;
SELECT market.commit_payment(:'c'); \echo :SQLSTATE
SELECT count(*) FROM market.payment_reservation WHERE outcome IS NULL;
SELECT * FROM calls OFFSET 6;
SELECT * FROM market.audit();
-- totals go on when the nonce does
SELECT market.claim(:'bob', 0);
SELECT * FROM totals;
SELECT market.use_prepaid_token(0, :'token', 'org', 'svc');
SELECT market.add_channel_funds(:'ada', 0, '100cog');
SELECT planned, used FROM ask(2, 0, 1, 20);
SELECT * FROM market.audit();

--
-- Money that goes back to the sender is no longer prepaid
--
SELECT token AS other FROM ask(2, 1, 0, 80) \gset
SELECT market.use_prepaid_token(1, :'other', 'org', 'svc');
SELECT payment_token AS running FROM market.begin_prepaid_payment(1, :'other', 'org', 'dear') \gset
SELECT market.end_block(next_height => 20) IS NOT NULL AS ended;
SELECT market.claim_channel_timeout(:'ada', 1);
SELECT * FROM totals WHERE channel = 1;
SELECT market.use_prepaid_token(1, :'other', 'org', 'svc'); \echo :SQLSTATE
SELECT market.rollback_payment(:'running'); \echo :SQLSTATE
SELECT * FROM totals WHERE channel = 1;
SELECT market.extend_channel_and_add_funds(:'ada', 1, 500, '50cog');
SELECT token AS other, planned, used FROM ask(2, 1, 1, 20) \gset
\echo :planned :used
SELECT market.use_prepaid_token(1, :'other', 'org', 'svc');
SELECT market.use_prepaid_token(1, :'other', 'org', 'dear'); \echo :SQLSTATE
SELECT * FROM totals WHERE channel = 1;
SELECT * FROM market.audit();

--
-- A token for one service; other secrets, channels, groups, times
--
SELECT token AS bound FROM ask(2, 0, 1, 20, 'svc') \gset
SELECT market.use_prepaid_token(0, :'bound', 'org', 'svc');
SELECT market.use_prepaid_token(0, :'bound', 'org', 'dear'); \echo :SQLSTATE
SELECT market.use_prepaid_token(1, :'bound', 'org', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, 'x', 'org', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, market.jwt_sign('{"exp":9999999999}', sha256('guess')), 'org', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, market.jwt_sign('{"payload":"0"}', :secret), 'org', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, market.jwt_sign('{"exp":"9999999999"}', :secret), 'org', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, market.jwt_sign('{"exp":9999999999,"payload":0}', :secret), 'org', 'svc'); \echo :SQLSTATE
\set whole '{"exp":9999999999.5,"groupId":"ewAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","orgId":"org","payload":"0"'
SELECT market.use_prepaid_token(0, market.jwt_sign((:'whole' || '}')::json, :secret), 'org', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, market.jwt_sign((:'whole' || ',"userAddress":"unknown"}')::json, :secret), 'org', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, market.jwt_sign((:'whole' || ',"serviceId":"","userAddress":"0x252Dae0A4b9d9b80F504F6418acd2d364C0c59cD"}')::json, :secret), 'org', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, market.jwt_sign((:'whole' || ',"userAddress":"0x252Dae0A4b9d9b80F504F6418acd2d364C0c59cD"}')::json, :secret), 'org', 'svc');
SELECT market.use_prepaid_token(0, market.jwt_sign('[1]', :secret), 'org', 'svc'); \echo :SQLSTATE
-- its time runs out, and it is renewed
SELECT market.end_block(market.block_time() + '1 day') > 0 AS ended;
\set VERBOSITY sqlstate
SELECT market.use_prepaid_token(0, :'bound', 'org', 'svc');
\set VERBOSITY default
SELECT market.set_params(prepaid_token_lifetime => '2 days');
SELECT token AS bound FROM ask(2, 0, 1, 20, 'svc') \gset
SELECT market.end_block(market.block_time() + '1 day') > 0 AS ended;
SELECT market.use_prepaid_token(0, :'bound', 'org', 'gift'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, :'bound', 'org', 'svc');
-- a new secret voids what the old one signed
SELECT market.set_prepaid_secret(:'bob', 'org');
SELECT market.use_prepaid_token(0, :'bound', 'org', 'svc'); \echo :SQLSTATE
SELECT token AS bound FROM ask(2, 0, 1, 20) \gset
SELECT market.use_prepaid_token(0, :'bound', 'org', 'gift');
-- an organization that is registered anew has another secret, made when it is needed
DELETE FROM market.prepaid_secret;
SELECT market.use_prepaid_token(0, :'bound', 'org', 'gift'); \echo :SQLSTATE
SELECT token AS bound FROM ask(2, 0, 1, 20) \gset
SELECT market.use_prepaid_token(0, :'bound', 'org', 'gift');
SELECT count(*), min(length(secret)) FROM market.prepaid_secret;
SELECT * FROM market.audit();

--
-- Asking, errors in order
--
\set claim 'paid(2, 0, 1, 20)::bytea'
SELECT market.issue_prepaid_token(NULL, NULL, NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, NULL, NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, -1, NULL, NULL); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 20, NULL, NULL); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 20, '\x01', NULL); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 20, :claim, NULL); \echo :SQLSTATE
SELECT market.issue_prepaid_token(99, 1, 20, :claim, 'org', signature => paid(2, 0, 1, 20)); \echo :SQLSTATE
SELECT market.issue_prepaid_token(99, 1, 20, :claim, 'none', current_block => 5, signature => paid(2, 0, 1, 20)); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 1, :claim, 'none', current_block => 5, signature => paid(2, 0, 1, 20)); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 1, :claim, 'none', 'svc', 5, paid(2, 0, 1, 20)); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 1, :claim, 'org', 'none', 5, paid(2, 0, 1, 20)); \echo :SQLSTATE
SELECT market.create_organization(:'eve', 'eve', (SELECT jsonb_set(metadata, '{groups,0,payment,payment_address}', to_jsonb(:'eve'::text)) FROM market.organization WHERE id = 'org'));
SELECT market.issue_prepaid_token(0, 1, 1, :claim, 'eve', current_block => 5, signature => paid(2, 0, 1, 20)); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 1, :claim, 'org', current_block => 5, signature => paid(2, 0, 1, 20)); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 3000, :claim, 'org', current_block => 5, signature => paid(2, 0, 1, 20)); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 9, 20, :claim, 'org', current_block => 5, signature => paid(4, 0, 1, 20)); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 9, 20, :claim, 'org', current_block => 5, signature => signed(2, market.prepaid_token_message(:claim, 5))); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 9, 20, :claim, 'org', current_block => market.height(), signature => signed(2, market.prepaid_token_message(:claim, market.height()))); \echo :SQLSTATE
SELECT market.issue_prepaid_token(0, 1, 20, paid(3, 0, 1, 20)::bytea, 'org', current_block => market.height(), signature => signed(2, market.prepaid_token_message(paid(3, 0, 1, 20)::bytea, market.height()))); \echo :SQLSTATE
-- the recipient may ask as well; the claim must be the client's
SELECT planned_amount, used_amount FROM market.issue_prepaid_token(0, 1, 20, :claim, 'org', current_block => market.height(), signature => signed(3, market.prepaid_token_message(:claim, market.height())));
-- the request is over the bytes as they are sent
SELECT set_byte(:claim, 64, get_byte(:claim, 64) - 27) AS sent \gset
SELECT market.issue_prepaid_token(0, 1, 20, :'sent', 'org', current_block => market.height(), signature => signed(2, market.prepaid_token_message(:claim, market.height()))); \echo :SQLSTATE
SELECT planned_amount, used_amount FROM market.issue_prepaid_token(0, 1, 20, :'sent', 'org', current_block => market.height(), signature => signed(2, market.prepaid_token_message(:'sent', market.height())));
-- a channel that only paid for single calls has planned nothing
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 1000);
SELECT market.authorize_payment(2, 0, 10, paid(2, 2, 0, 10), 'org', 'svc');
SELECT token AS none, planned, used FROM ask(2, 2, 0, 10) \gset
\echo :planned :used
SELECT market.use_prepaid_token(2, :'none', 'org', 'svc'); \echo :SQLSTATE
-- near its expiration
SELECT market.end_block(next_height => 495) IS NOT NULL AS ended;
SELECT planned, used FROM ask(2, 1, 1, 30); \echo :SQLSTATE
-- while a payment is open
SELECT payment_token AS open FROM market.begin_payment(2, 0, 20, paid(2, 2, 0, 20), 'org', 'svc') \gset
SELECT planned, used FROM ask(2, 2, 0, 10); \echo :SQLSTATE
SELECT market.issue_prepaid_token(2, 0, 10, :claim, 'none'); \echo :SQLSTATE
SELECT market.commit_payment(:'open');
SELECT planned, used FROM ask(2, 2, 0, 30);
SELECT * FROM market.audit();

--
-- Calls, errors in order
--
SELECT market.use_prepaid_token(NULL, NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, NULL, NULL, NULL); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, 'x', NULL, NULL); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, 'x', 'none', NULL); \echo :SQLSTATE
SELECT market.use_prepaid_token(99, 'x', 'none', 'none'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, 'x', 'none', 'none'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, 'x', 'org', 'none'); \echo :SQLSTATE
SELECT market.publish_service(:'eve', 'eve', 'svc', service(10));
SELECT market.use_prepaid_token(0, 'x', 'eve', 'svc'); \echo :SQLSTATE
-- another organization with the same recipient and group has tokens and totals of its own
SELECT market.update_organization(:'eve', 'eve', (SELECT metadata FROM market.organization WHERE id = 'org'));
SELECT market.set_prepaid_secret(:'eve', 'eve', :secret);
SELECT market.use_prepaid_token(0, :'bound', 'eve', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, market.jwt_sign((replace(:'whole', '"org"', '"eve"') || ',"userAddress":"0x252Dae0A4b9d9b80F504F6418acd2d364C0c59cD"}')::json, :secret), 'eve', 'svc'); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, 'x', 'org', 'svc', quote_id => 7); \echo :SQLSTATE
SELECT market.use_prepaid_token(0, :'bound', 'org', 'svc', quote_id => 7); \echo :SQLSTATE
SELECT market.begin_prepaid_payment(0, NULL, 'org', 'svc'); \echo :SQLSTATE
SELECT market.begin_prepaid_payment(0, :'bound', 'org', 'gift', lease => 0); \echo :SQLSTATE
SELECT market.set_params(prepaid_token_lifetime => '-1 day'); \echo :SQLSTATE

--
-- Secrets, and roles
--
CREATE ROLE regress_prepaid_ada IN ROLE market_user;
CREATE ROLE regress_prepaid_bob IN ROLE market_user;
SELECT market.create_account(:'ada', 'regress_prepaid_ada') IS NOT NULL AS bound, market.create_account(:'bob', 'regress_prepaid_bob') IS NOT NULL AS bound;
SET ROLE regress_prepaid_ada;
SELECT market.set_prepaid_secret(NULL, 'org'); \echo :SQLSTATE
SELECT market.set_prepaid_secret(:'ada', NULL); \echo :SQLSTATE
SELECT market.set_prepaid_secret(:'ada', 'none', 'short'); \echo :SQLSTATE
SELECT market.set_prepaid_secret(:'ada', 'none'); \echo :SQLSTATE
SELECT market.set_prepaid_secret(:'bob', 'org'); \echo :SQLSTATE
SELECT market.set_prepaid_secret(:'ada', 'org'); \echo :SQLSTATE
SELECT * FROM market.prepaid_secret; \echo :SQLSTATE
-- without a signature the role of a party asks
SELECT planned_amount, used_amount FROM market.issue_prepaid_token(2, 0, 30, (SELECT authorized_signature::bytea FROM market.channel WHERE id = 2), 'org');
SELECT channel_id, planned_amount FROM market.prepaid_total WHERE channel_id = 2;
SELECT market.begin_prepaid_payment(2, 'x', 'org', 'svc'); \echo :SQLSTATE
SET ROLE regress_prepaid_bob;
SELECT planned_amount, used_amount FROM market.issue_prepaid_token(2, 0, 30, (SELECT authorized_signature::bytea FROM market.channel WHERE id = 2), 'org');
RESET ROLE;
CREATE ROLE regress_prepaid_eve IN ROLE market_user;
SELECT authorized_signature::bytea AS claim FROM market.channel WHERE id = 2 \gset
SET ROLE regress_prepaid_eve;
SELECT market.issue_prepaid_token(2, 0, 30, :'claim', 'org'); \echo :SQLSTATE
SELECT count(*) FROM market.prepaid_total;
RESET ROLE;

-- the audit sees planted faults
BEGIN;
SELECT payment_token IS NOT NULL AS begun FROM market.begin_prepaid_payment(2, (ask(2, 2, 0, 40)).token, 'org', 'svc');
UPDATE market.prepaid_total SET used_amount = 1000 WHERE channel_id = 0;
UPDATE market.prepaid_total SET used_amount = 5 WHERE channel_id = 2;
SELECT * FROM market.audit();
ROLLBACK;
SELECT * FROM market.audit();
DROP OWNED BY regress_prepaid_ada, regress_prepaid_bob, regress_prepaid_eve;
\c :regress_database
DROP DATABASE regress_prepaid;
DROP ROLE regress_prepaid_ada, regress_prepaid_bob, regress_prepaid_eve;
