-- The walkthrough of the first example, step by step, with the signatures that its parties recorded.
\getenv tests PG_ABS_SRCDIR
\set test example1
\set ECHO none
\i :tests/world/keys.psql
\set ECHO all
-- bob's organization: "fixed" costs 10 a call, "methods" 2, 0 and 2^255 by method
CREATE FUNCTION organization(group_address market.address, threshold bigint, group_id bytea) RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_build_object('org_name', 'Test', 'org_type', 'individual', 'description', '{}'::jsonb, 'assets', '{}'::jsonb, 'contacts', '[]'::jsonb,
    'groups', jsonb_build_array(jsonb_build_object('group_name', 'default_group', 'group_id', encode(group_id, 'base64'),
        'payment', jsonb_build_object('payment_address', group_address, 'payment_expiration_threshold', threshold))))
$$;
CREATE FUNCTION service(pricing jsonb) RETURNS jsonb
LANGUAGE sql AS $$
SELECT jsonb_build_object('version', 1, 'display_name', 'Example', 'encoding', 'proto', 'service_type', 'grpc', 'service_api_source', 'ipfs://Qm',
    'mpe_address', p.escrow_address, 'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', jsonb_build_array(jsonb_build_object('group_name', 'default_group', 'pricing', jsonb_build_array(pricing))))
FROM market.params AS p
$$;

-- the recorded steps
\getenv folder MARKET_VECTORS
\if :{?folder}
\else
\set folder test/vectors
\endif
\set file :folder '/example1_public.json'
\set document `cat :'file'`
CREATE TABLE step AS
SELECT n::int, v ->> 'step' AS step, v ->> 'current_block' AS block, v ->> 'nonce' AS nonce, v ->> 'amount' AS amount,
       decode(substr(v ->> 'message', 3), 'hex') AS message, v ->> 'digest' AS digest, v ->> 'signature' AS signature, v -> 'state' AS state
FROM jsonb_array_elements(:'document'::jsonb -> 'cases') WITH ORDINALITY AS c(v, n);
SELECT v ->> 'mpe_address' AS escrow, v ->> 'client' AS client, v ->> 'recipient' AS recipient, v ->> 'group_id' AS group_id, v ->> 'expiration' AS expiration, v ->> 'price' AS price
FROM (SELECT :'document'::jsonb -> 'context') AS c(v)
\gset
SELECT n, step, block, nonce, amount FROM step ORDER BY n;

-- the state as recorded and as it is; authorized is the last total that was signed for and is not settled
CREATE VIEW found AS
SELECT b.client AS mpe_balance_client, b.recipient AS mpe_balance_recipient, coalesce(c.value, 0) AS channel_value, coalesce(c.nonce, 0) AS channel_nonce,
       coalesce(c.authorized_amount + c.pending_amount, 0) AS authorized, coalesce(c.value - c.authorized_amount - c.pending_amount, 0) AS unspent,
       (SELECT sum(amount) FROM market.balance_sheet) AS escrow_total
FROM (SELECT market.balance('0x592E3C0f3B038A0D673F19a18a773F993d4b2610', 'cog') AS client, market.balance('0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB', 'cog') AS recipient) AS b
LEFT JOIN market.channel AS c ON true;
CREATE FUNCTION differences(n int) RETURNS TABLE (what text, recorded text, found text)
LANGUAGE sql AS $$
SELECT r.key, r.value, f.value
FROM public.step AS s CROSS JOIN jsonb_each_text(s.state) AS r
LEFT JOIN (SELECT key, value FROM public.found AS w CROSS JOIN jsonb_each_text(to_jsonb(w))) AS f ON f.key = r.key
WHERE s.n = $1 AND r.value IS DISTINCT FROM f.value
$$;
-- a difference would show
SELECT * FROM differences(1) ORDER BY what;

SELECT :'escrow' = escrow_address::text AS escrow FROM market.params;
SELECT market.create_organization(:'recipient', 'testo', organization(:'recipient', 100, decode(substr(:'group_id', 3), 'hex')));
SELECT market.publish_service(:'recipient', 'testo', 'tests', service(jsonb_build_object('price_model', 'fixed_price', 'price_in_cogs', :price, 'default', true)));

-- 1: deposit
SELECT market.deposit(:'client', (amount || 'cog')::market.coin) FROM step WHERE n = 1;
SELECT * FROM differences(1);

-- 2: open
SELECT market.open_channel(:'client', :'client', :'recipient', decode(substr(:'group_id', 3), 'hex'), (amount || 'cog')::market.coin, :expiration) FROM step WHERE n = 2;
SELECT * FROM differences(2);

-- 3: call 1, the client asks
SELECT market.end_block(next_height => block::bigint) FROM step WHERE n = 3;
SELECT s.* FROM step AS t, market.channel_state(0, t.block::bigint, t.signature::market.signature) AS s WHERE n = 3;
SELECT * FROM differences(3);

-- 4: call 1, the client pays, what next_payment() told it to sign
SELECT p.nonce = t.nonce::numeric AS nonce, p.amount = t.amount::numeric AS amount, p.message = t.message AS message, '0x' || encode(p.digest, 'hex') = t.digest AS digest
FROM step AS t, market.next_payment(0, :price) AS p WHERE n = 4;
SELECT market.authorize_payment(0, nonce::numeric, amount::numeric, signature::market.signature, 'testo', 'tests', '/example_service.Calculator/add') FROM step WHERE n = 4;
SELECT * FROM differences(4);

-- 5: call 2, the client asks, and sees its own signature
SELECT market.end_block(next_height => block::bigint) FROM step WHERE n = 5;
SELECT s.current_nonce, s.current_signed_amount, s.current_signature::text = (SELECT signature FROM step WHERE n = 4) AS current_signature
FROM step AS t, market.channel_state(0, t.block::bigint, t.signature::market.signature) AS s WHERE n = 5;
SELECT * FROM differences(5);

-- 6: call 2, the client pays
SELECT p.message = t.message AS message FROM step AS t, market.next_payment(0, :price) AS p WHERE n = 6;
SELECT market.authorize_payment(0, nonce::numeric, amount::numeric, signature::market.signature, 'testo', 'tests', '/example_service.Calculator/mul') FROM step WHERE n = 6;
SELECT * FROM differences(6);

-- 7: call 3, the client asks
SELECT market.end_block(next_height => block::bigint) FROM step WHERE n = 7;
SELECT s.current_nonce, s.current_signed_amount, s.current_signature::text = (SELECT signature FROM step WHERE n = 6) AS current_signature
FROM step AS t, market.channel_state(0, t.block::bigint, t.signature::market.signature) AS s WHERE n = 7;
SELECT * FROM differences(7);

-- 8: call 3, the client pays
SELECT p.message = t.message AS message FROM step AS t, market.next_payment(0, :price) AS p WHERE n = 8;
SELECT market.authorize_payment(0, nonce::numeric, amount::numeric, signature::market.signature, 'testo', 'tests', '/example_service.Calculator/add') FROM step WHERE n = 8;
SELECT * FROM differences(8);

-- 9: the treasurer lists what is due
SELECT market.end_block(next_height => block::bigint) FROM step WHERE n = 9;
SELECT l.* FROM step AS t, market.list_unclaimed(:'recipient', t.block::bigint, t.signature::market.signature) AS l WHERE n = 9;
SELECT * FROM differences(9);

-- 10: and what is in progress: nothing
SELECT l.* FROM step AS t, market.list_in_progress(:'recipient', t.block::bigint, t.signature::market.signature) AS l WHERE n = 10;
SELECT * FROM differences(10);

-- 11: the claim starts; what is started is still authorized in the table of the example
SELECT c.channel_id, c.nonce, c.signed_amount, c.signature::text = (SELECT signature FROM step WHERE n = 8) AS signature
FROM step AS t, market.start_claim(0, t.signature::market.signature) AS c WHERE n = 11;
SELECT * FROM differences(11);
SELECT nonce, payment_nonce, value, authorized_amount, pending_amount FROM market.channel;
-- the signed request works once
SELECT market.start_claim(0, signature::market.signature) FROM step WHERE n = 11;
\echo :SQLSTATE

-- 12: settled, with the client's last signature
SELECT market.claim_channel(:'recipient', 0, amount::numeric, amount::numeric, signature::market.signature) FROM step WHERE n = 8;
SELECT * FROM differences(12);

-- 13: one more call, at the new nonce
SELECT p.nonce, p.message = t.message AS message FROM step AS t, market.next_payment(0, :price) AS p WHERE n = 13;
SELECT market.authorize_payment(0, nonce::numeric, amount::numeric, signature::market.signature, 'testo', 'tests', '/example_service.Calculator/add') FROM step WHERE n = 13;
SELECT * FROM differences(13);
SELECT * FROM found;

-- our wallet signs the same as the example's
SELECT n, market.sign(market.message_digest(message), decode(CASE WHEN n BETWEEN 9 AND 11 THEN '04899d5fd471ce68f84a5ec64e2e4b6b045d8b850599a57f5b307024be01f262'
    ELSE 'c71478a6d0fe44e763649de0a0deb5a080b788eefbbcf9c6f7aef0dd5dbd67e0' END, 'hex'))::text = signature AS same
FROM step WHERE message IS NOT NULL ORDER BY n;

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_example1 WITH (FORCE);
