-- The daemon by its own cases: K prepaid tokens, and what G, H and P say of payments that begin, succeed and fail.
-- Where the market differs, the case says so.
\getenv tests PG_ABS_SRCDIR
\set test cases_prepaid
\set ECHO none
\i :tests/world/seller.psql
\set ECHO all
CREATE VIEW state AS
SELECT c.id, c.value, c.authorized_amount AS authorized, t.planned_amount AS planned, t.used_amount AS used, t.refunded_amount AS refund
FROM market.channel AS c LEFT JOIN market.prepaid_total AS t ON t.channel_id = c.id ORDER BY c.id;
-- GetToken as a client calls it, at a block
CREATE FUNCTION get_token(channel_id bigint, nonce numeric, amount numeric, block bigint, OUT token text, OUT planned numeric, OUT used numeric)
LANGUAGE sql AS $$
SELECT i.token, i.planned_amount, i.used_amount FROM (SELECT public.paid(2, channel_id, nonce, amount)::bytea AS sent) AS s,
    market.issue_prepaid_token(channel_id, nonce, amount, s.sent, 'org', NULL, block,
        public.signed(2, market.prepaid_token_message(s.sent, block))) AS i
$$;
SELECT market.publish_service(:'bob', 'org', 'one', service(1)), market.publish_service(:'bob', 'org', 'two', service(2));
SELECT market.end_block(next_height => 99);

--
-- K: channel 1 has 20, of which 10 are signed for at nonce 0; block 99, requests say 100
--
SELECT setval('market.channel_id_seq', 1, false);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '20cog', 1000);
SELECT market.authorize_payment(1, 0, 10, paid(2, 1, 0, 10), 'org', 'svc');

-- K 134: a token for 11
SELECT planned, used FROM get_token(1, 0, 11, 100);
SELECT * FROM state;
SELECT * FROM market.audit();

-- K 136: for 13
SELECT planned, used FROM get_token(1, 0, 13, 100);
SELECT * FROM state;
SELECT * FROM market.audit();

-- K 137: for 3000
SELECT planned, used FROM get_token(1, 0, 3000, 100); \echo :SQLSTATE
SELECT * FROM market.audit();

-- K 139: channel 99
SELECT planned, used FROM get_token(99, 0, 14, 100); \echo :SQLSTATE
SELECT * FROM market.audit();

-- K 140: no signature: then a role has to ask, and a signature of no bytes is no value of the type
CREATE ROLE regress_cases_prepaid IN ROLE market_user;
SELECT paid(2, 1, 0, 14)::bytea AS sent \gset
SET ROLE regress_cases_prepaid;
SELECT market.issue_prepaid_token(1, 0, 14, :'sent', 'org', current_block => 100); \echo :SQLSTATE
RESET ROLE;
SELECT market.issue_prepaid_token(1, 0, 14, :'sent', 'org', current_block => 100, signature => '\x'::bytea::market.signature); \echo :SQLSTATE
SELECT market.issue_prepaid_token(1, 0, 14, '\x', 'org', current_block => 100, signature => paid(2, 1, 0, 14)); \echo :SQLSTATE
SELECT * FROM market.audit();

-- K 142: block 1000
SELECT planned, used FROM get_token(1, 0, 14, 1000); \echo :SQLSTATE
SELECT * FROM market.audit();

-- K 143: nonce 1
SELECT planned, used FROM get_token(1, 1, 14, 100); \echo :SQLSTATE
SELECT * FROM state;
SELECT * FROM market.audit();

-- K 145: planned 3, 4 more; refunds of 3, and 1 more: calls that fail
SELECT token, planned FROM get_token(1, 0, 17, 100) \gset
\echo :planned
SELECT payment_token AS a FROM market.begin_prepaid_payment(1, :'token', 'org', 'one') \gset
SELECT payment_token AS b FROM market.begin_prepaid_payment(1, :'token', 'org', 'two') \gset
SELECT market.rollback_payment(:'a'), market.rollback_payment(:'b');
SELECT * FROM state;
SELECT payment_token AS c FROM market.begin_prepaid_payment(1, :'token', 'org', 'one') \gset
SELECT market.rollback_payment(:'c');
SELECT * FROM state;
SELECT * FROM market.audit();

-- K 146: a fresh channel, planned 10, 2 used and given back
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '20cog', 1000);
SELECT token FROM get_token(2, 0, 10, 100) \gset
SELECT payment_token AS a FROM market.begin_prepaid_payment(2, :'token', 'org', 'two') \gset
SELECT market.rollback_payment(:'a');
SELECT * FROM state WHERE id = 2;
SELECT * FROM market.audit();

-- K 146a: then 10, and then 1
SELECT market.use_prepaid_token(2, :'token', 'org', 'svc');
SELECT * FROM state WHERE id = 2;
SELECT market.use_prepaid_token(2, :'token', 'org', 'one'); \echo :SQLSTATE
SELECT * FROM market.audit();

-- K 148: the token of another channel, organization, group
SELECT market.use_prepaid_token(1, :'token', 'org', 'one'); \echo :SQLSTATE
SELECT market.verify_prepaid_token(:'token', secret, 2, 'other', :'group', '2020-01-01') FROM market.prepaid_secret; \echo :SQLSTATE
SELECT market.verify_prepaid_token(:'token', secret, 2, 'org', sha256('other'), '2020-01-01') FROM market.prepaid_secret; \echo :SQLSTATE
SELECT market.verify_prepaid_token(:'token', secret, 2, 'org', :'group', '2020-01-01') = :'sue' AS sue FROM market.prepaid_secret;
SELECT * FROM market.audit();

--
-- G: payments that begin
--
SELECT setval('market.channel_id_seq', 42, false);
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '12345cog', 1000);

-- G 94: B starts before A has ended
SELECT market.publish_service(:'bob', 'org', 'thirteen', service(13)), market.publish_service(:'bob', 'org', 'seventeen', service(17)), market.publish_service(:'bob', 'org', 'four', service(4));
SELECT payment_token AS a FROM market.begin_payment(42, 0, 13, paid(2, 42, 0, 13), 'org', 'thirteen') \gset
SELECT market.begin_payment(42, 0, 17, paid(2, 42, 0, 17), 'org', 'seventeen'); \echo :SQLSTATE
SELECT market.commit_payment(:'a');
SELECT * FROM state WHERE id = 42;
SELECT * FROM market.audit();

-- G 95: A has ended
SELECT payment_token AS b FROM market.begin_payment(42, 0, 17, paid(2, 42, 0, 17), 'org', 'four') \gset
SELECT market.commit_payment(:'b');
SELECT * FROM state WHERE id = 42;
SELECT * FROM market.audit();

-- G 101: taken, not taken again, given back, taken
SELECT payment_token AS c FROM market.begin_payment(42, 0, 21, paid(2, 42, 0, 21), 'org', 'four') \gset
SELECT market.begin_payment(42, 0, 21, paid(2, 42, 0, 21), 'org', 'four'); \echo :SQLSTATE
SELECT market.rollback_payment(:'c');
SELECT payment_token AS d FROM market.begin_payment(42, 0, 21, paid(2, 42, 0, 21), 'org', 'four') \gset
SELECT * FROM market.audit();

-- H 112: the service fails: rolled back; it succeeds: committed; a commit that fails is told to who commits
SELECT market.rollback_payment(:'d', 'the service failed');
SELECT * FROM state WHERE id = 42;
SELECT payment_token AS e FROM market.begin_payment(42, 0, 21, paid(2, 42, 0, 21), 'org', 'four', lease => 1) \gset
SELECT market.end_block() > 0 AS ended;
SELECT market.commit_payment(:'e'); \echo :SQLSTATE
SELECT * FROM state WHERE id = 42;
SELECT * FROM market.audit();

--
-- P: what no test of the originals covers; P 190, 191 and 203, which need two sessions, are tests of races
--
-- P 199: a twin of the signature with a high s is no value of the type, for totals in advance as for others
SELECT market.issue_prepaid_token(42, 0, 21, substring(paid(2, 42, 0, 21)::bytea, 1, 32)
    || '\xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140'::bytea || '\x1b'::bytea, 'org'); \echo :SQLSTATE
SELECT * FROM market.audit();

-- P 202: the work is done and the payment cannot be stored: it is asked again, and answers the same
SELECT payment_token AS f FROM market.begin_payment(42, 0, 21, paid(2, 42, 0, 21), 'org', 'four') \gset
SELECT market.commit_payment(:'f'), market.commit_payment(:'f');
SELECT * FROM state WHERE id = 42;
SELECT * FROM market.audit();

-- P 203, one after the other: for 30 and then 20, for 20 and then 30
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 1000), market.open_channel(:'ada', :'sue', :'bob', :'group', '100cog', 1000);
SELECT planned FROM get_token(43, 0, 30, 100);
SELECT planned FROM get_token(43, 0, 20, 100); \echo :SQLSTATE
SELECT planned FROM get_token(44, 0, 20, 100);
SELECT planned FROM get_token(44, 0, 30, 100);
SELECT * FROM state WHERE id > 42;
SELECT * FROM market.audit();

-- pitfall 2 and 3: amounts of more than 64 bits, totals that are multiples of 2^64
SELECT market.deposit(:'ada', '100000000000000000000000cog');
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '100000000000000000000000cog', 1000);
SELECT token, planned FROM get_token(45, 0, 18446744073709551616, 100) \gset
\echo :planned
SELECT market.use_prepaid_token(45, :'token', 'org', 'svc');
SELECT * FROM state WHERE id = 45;
SELECT market.claim(:'bob', 45);
SELECT market.use_prepaid_token(45, :'token', 'org', 'svc');
SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_cases_prepaid;
DROP ROLE regress_cases_prepaid;
