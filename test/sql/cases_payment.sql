-- The daemon by its own cases: F payments, G transactions, H 113 prices, I channel state, J provider control,
-- O whole flows, P what no test of the originals covers.  Where the market differs, the case says so.
\getenv tests PG_ABS_SRCDIR
\set test cases_payment
\set ECHO none
\i :tests/world/twins.psql
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
-- n calls in a row at a price, signed as next_payment() says
CREATE PROCEDURE pay(channel_id bigint, price numeric, service_id text, calls int DEFAULT 1)
LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. calls LOOP
        PERFORM market.authorize_payment(pay.channel_id, n.nonce, n.amount, public.signed(4, n.message), 'org', pay.service_id)
        FROM market.next_payment(pay.channel_id, pay.price) AS n;
    END LOOP;
END
$$;
CREATE FUNCTION fixed(price numeric) RETURNS jsonb
LANGUAGE sql AS $$SELECT public.service(jsonb_build_object('price_model', 'fixed_price', 'price_in_cogs', price, 'default', true))$$;
\set escrow 0xf25186b5081ff5ce73482ad761db0eb0d25abfbf
SELECT market.set_params(escrow_address => :'escrow');
\set group '\\x7b00000000000000000000000000000000000000000000000000000000000000'
\set nothing 0x000000000000000000000000000000000000000000000000000000000000000500000000000000000000000000000000000000000000000000000000000000011b
-- what a client and a provider see of a channel; a threshold is at least 1
CREATE VIEW state AS
SELECT id, nonce, payment_nonce, value, authorized_amount AS authorized, pending_amount AS pending, value - authorized_amount - pending_amount AS unspent
FROM market.channel ORDER BY id;
SELECT market.create_organization(:'a5', 'org', organization(:'a5', 1, :'group'));
SELECT market.publish_service(:'a5', 'org', 'first', fixed(12300)), market.publish_service(:'a5', 'org', 's', fixed(45)),
       market.publish_service(:'a5', 'org', 'thirteen', fixed(13)), market.publish_service(:'a5', 'org', 'four', fixed(4)),
       market.publish_service(:'a5', 'org', 'ten', fixed(10)), market.publish_service(:'a5', 'org', 'rest', fixed(123)), market.publish_service(:'a5', 'org', 'all', fixed(12345));
SELECT market.deposit(:'a0', '1000000cog'), market.deposit(:'a4', '1000000cog'), market.end_block(next_height => 99);
-- to a later nonce, by claims of nothing
CREATE PROCEDURE at_nonce(channel_id bigint, nonce int)
LANGUAGE plpgsql AS $$
BEGIN
    FOR n IN 0 .. nonce - 1 LOOP
        PERFORM market.claim_channel(c.recipient, c.id, 0, 0, public.signed(4, c.id, n, 0)) FROM market.channel AS c WHERE c.id = channel_id;
    END LOOP;
END
$$;
-- channel 42: sender a0, signer a4, recipient a5, 12345 of which 12300 are signed for at nonce 3
SELECT setval('market.channel_id_seq', 42, false);
SELECT market.open_channel(:'a0', :'a4', :'a5', :'group', '12345cog', 101);
CALL at_nonce(42, 3);
CALL pay(42, 12300, 'first');
SELECT * FROM state;
SELECT * FROM market.audit();

--
-- F: block 99; expiration and threshold are one higher than in the cases
--
BEGIN;
SELECT market.authorize_payment(42, 3, 12345, signed(4, 42, 3, 12345), 'org', 's');
SELECT * FROM state;
SELECT * FROM market.audit();
ROLLBACK;

-- F 82
SELECT market.authorize_payment(42, 2, 12345, signed(4, 42, 2, 12345), 'org', 's');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- F 83: a signature of two bytes is no value of the type
SELECT market.authorize_payment(42, 3, 12345, '0x0001', 'org', 's');
\echo :SQLSTATE
SELECT market.authorize_payment(42, 3, 12345, '\x0001'::bytea::market.signature, 'org', 's');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- F 85: a well-formed signature by somebody else, v = 1
SELECT market.authorize_payment(42, 3, 12345,
    '0xa4d2ae6f3edd1f7fe77e4f6f78ba18d62e6093bcae01ef86d5de902d33662fa372011287ea2d8d8436d9db8a366f43480678df25453b484c67f80941ef2c05ef01', 'org', 's');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- F 86: signed by the sender
BEGIN;
SELECT market.authorize_payment(42, 3, 12345, signed(0, 42, 3, 12345), 'org', 's');
SELECT * FROM market.audit();
ROLLBACK;

-- F 88: expiration 100 at block 99
SELECT market.open_channel(:'a0', :'a4', :'a5', :'group', '45cog', 100);
SELECT market.authorize_payment(43, 0, 45, signed(4, 43, 0, 45), 'org', 's');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- F 89: the threshold counts
BEGIN;
SELECT market.update_organization(:'a5', 'org', organization(:'a5', 2, :'group'));
SELECT market.authorize_payment(42, 3, 12345, signed(4, 42, 3, 12345), 'org', 's');
\echo :SQLSTATE
ROLLBACK;
SELECT * FROM market.audit();

-- F 91, 92: known answers
SELECT market.ecrecover(market.message_digest(market.claim_message('0xf25186b5081ff5ce73482ad761db0eb0d25abfbf', 1789, 1917, 31415)),
    '0xa4d2ae6f3edd1f7fe77e4f6f78ba18d62e6093bcae01ef86d5de902d33662fa372011287ea2d8d8436d9db8a366f43480678df25453b484c67f80941ef2c05ef01');
SELECT market.ecrecover(market.message_digest(market.claim_message('0x39ee715b50e78a920120c1ded58b1a47f571ab75', 1789, 1917, 31415)),
    '0xde4e998341307b036e460b1cc1593ddefe2e9ea261bd6c3d75967b29b2c3d0a24969b4a32b099ae2eded90bbc213ad0a159a66af6d55be7e04f724ffa52ce3cc1b');
-- and the first of them pays for channel 1789 at nonce 1917, when its signer is that address
SELECT setval('market.channel_id_seq', 1789, false);
BEGIN;
SELECT market.open_channel(:'a4', '0x77D524c6e0FD652aA9A9bFcAd1d92Fe0781767dF', :'a5', :'group', '31415cog', 101);
CALL at_nonce(1789, 1917);
SELECT market.claim_channel(:'a5', 1789, 31415, 31415,
    '0xa4d2ae6f3edd1f7fe77e4f6f78ba18d62e6093bcae01ef86d5de902d33662fa372011287ea2d8d8436d9db8a366f43480678df25453b484c67f80941ef2c05ef01');
SELECT * FROM market.audit();
ROLLBACK;

--
-- G; two payments at a time (94) and locks (101) need two sessions: see the isolation tests
--

-- G 95: 13, then 17
SELECT setval('market.channel_id_seq', 100, false);
SELECT market.open_channel(:'a0', :'a4', :'a5', :'group', '100cog', 1000);
SELECT market.authorize_payment(100, 0, 13, signed(4, 100, 0, 13), 'org', 'thirteen');
SELECT market.authorize_payment(100, 0, 17, signed(4, 100, 0, 17), 'org', 'four');
SELECT * FROM state WHERE id = 100;
SELECT * FROM market.audit();

-- G 97: what is started is what was committed
SELECT nonce, signed_amount, signature::text = signed(4, 100, 0, 17)::text AS signature FROM market.start_claim(100);
SELECT channel_id, nonce, signed_amount, signature::text = signed(4, 100, 0, 17)::text AS signature FROM market.list_in_progress(:'a5');
SELECT * FROM market.audit();

-- G 98: another group
SELECT market.create_organization(:'a5', 'group', organization(:'a5', 1, '\x7d00000000000000000000000000000000000000000000000000000000000000')), market.publish_service(:'a5', 'group', 's', fixed(45));
SELECT market.authorize_payment(42, 3, 12345, signed(4, 42, 3, 12345), 'group', 's');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- G 100: another recipient
SELECT market.create_organization(:'a6', 'recipient', organization(:'a6', 1, :'group')), market.publish_service(:'a6', 'recipient', 's', fixed(45));
SELECT market.authorize_payment(42, 3, 12345, signed(4, 42, 3, 12345), 'recipient', 's');
\echo :SQLSTATE
SELECT * FROM market.audit();

--
-- H 113: prices of methods by their full names
--
SELECT market.publish_service(:'a5', 'org', 'methods', service('{"price_model": "fixed_price_per_method", "package_name": "example_service", "default": true, "details": [
    {"service_name": "Calculator", "method_pricing": [{"method_name": "add", "price_in_cogs": 2}, {"method_name": "sub", "price_in_cogs": 1}, {"method_name": "div", "price_in_cogs": 2}, {"method_name": "mul", "price_in_cogs": 3}]},
    {"service_name": "Calculator2", "method_pricing": [{"method_name": "div", "price_in_cogs": 3}, {"method_name": "mul", "price_in_cogs": 2}]}]}'));
SELECT market.open_channel(:'a0', :'a4', :'a5', :'group', '100cog', 1000);
SELECT method, market.authorize_payment(101, 0, total, signed(4, 101, 0, total), 'org', 'methods', '/example_service.' || method)
FROM (VALUES (2, 'Calculator/add'), (3, 'Calculator/sub'), (5, 'Calculator/div'), (8, 'Calculator/mul'), (11, 'Calculator2/div'), (13, 'Calculator2/mul')) AS c(total, method);
SELECT market.authorize_payment(101, 0, 15, signed(4, 101, 0, 15), 'org', 'methods', 'NonDefinedMethod');
\echo :SQLSTATE
SELECT market.authorize_payment(101, 0, 15, signed(4, 101, 0, 15), 'org', 'methods', 'add');
\echo :SQLSTATE
SELECT market.authorize_payment(101, 0, 15, signed(4, 101, 0, 15), 'org', 'methods', '/example_service.Calculator2/add');
\echo :SQLSTATE
SELECT * FROM market.audit();

--
-- I: a channel at nonce 3 with 12345 signed for
--
SELECT market.open_channel(:'a0', :'a4', :'a5', :'group', '20000cog', 1000);
CALL at_nonce(102, 3);

-- I 122: nothing signed yet
SELECT * FROM market.channel_state(102);
SELECT * FROM market.audit();

-- I 115: nothing is pending
CALL pay(102, 12345, 'all');
SELECT current_nonce, current_signed_amount, current_signature::text = signed(4, 102, 3, 12345)::text AS current_signature, old_nonce_signed_amount, old_nonce_signature
FROM market.channel_state(102, 99, signed(0, market.channel_state_message(:'escrow', 102, 99)));
SELECT * FROM market.audit();

-- I 116: 123 is pending at nonce 2
SELECT market.open_channel(:'a0', :'a4', :'a5', :'group', '20000cog', 1000);
CALL at_nonce(103, 2);
CALL pay(103, 123, 'rest');
SELECT nonce, signed_amount FROM market.start_claim(103);
CALL pay(103, 12345, 'all');
SELECT current_nonce, current_signed_amount, current_signature::text = signed(4, 103, 3, 12345)::text AS current_signature,
       old_nonce_signed_amount, old_nonce_signature::text = signed(4, 103, 2, 123)::text AS old_nonce_signature
FROM market.channel_state(103, 99, signed(4, market.channel_state_message(:'escrow', 103, 99)));
SELECT * FROM market.audit();

-- I 118: a signature of one byte is no value of the type
SELECT market.channel_state(102, 99, '0x00');
\echo :SQLSTATE
SELECT * FROM market.audit();

-- I 121: an outsider; the recipient is none
SELECT market.channel_state(102, 99, signed(7, market.channel_state_message(:'escrow', 102, 99)));
\echo :SQLSTATE
SELECT current_signed_amount FROM market.channel_state(102, 99, signed(5, market.channel_state_message(:'escrow', 102, 99)));
SELECT * FROM market.audit();

-- I 124: a nonce that differs without a pending payment cannot be: audit() would report it

-- I 125: two blocks away, ten blocks away
SELECT current_signed_amount FROM market.channel_state(102, 97, signed(4, market.channel_state_message(:'escrow', 102, 97)));
SELECT market.channel_state(102, 89, signed(4, market.channel_state_message(:'escrow', 102, 89)));
\echo :SQLSTATE
SELECT * FROM market.audit();

--
-- J: block 100; channels 1 and 2 with 10 of 12345 signed for
--
SELECT market.end_block(next_height => 100) AS height;
SELECT setval('market.channel_id_seq', 1, false);
SELECT market.create_organization(:'a8', 'other', organization(:'a8', 1, :'group')), market.publish_service(:'a8', 'other', 'ten', fixed(10));
SELECT market.open_channel(:'a4', :'a4', :'a8', :'group', '12345cog', 1000) FROM generate_series(1, 2);
SELECT market.authorize_payment(n, 0, 10, signed(4, n, 0, 10), 'other', 'ten') FROM generate_series(1, 2) AS n;

-- J 128: a signature made for the other list
SELECT * FROM market.list_unclaimed(:'a8', 100, signed(8, market.list_in_progress_message(:'escrow', 100)));
\echo :SQLSTATE
SELECT * FROM market.list_unclaimed(:'a8', 100, signed(8, market.list_unclaimed_message(:'escrow', 100)));
SELECT * FROM market.audit();

-- J 127: ids 2 and 1, a signature over 1 and then 2
SELECT market.start_claims_message(:'escrow', ARRAY[2, 1], 100) = market.start_claims_message(:'escrow', ARRAY[1, 2], 100) AS sorted;
SELECT channel_id, nonce, signed_amount, signature::text = signed(4, channel_id, nonce, signed_amount)::text AS signature
FROM market.start_claims(:'a8', ARRAY[2, 1], 100, signed(8, market.start_claims_message(:'escrow', ARRAY[1, 2], 100)));
SELECT channel_id, nonce, signed_amount, signature::text = signed(4, channel_id, nonce, signed_amount)::text AS signature
FROM market.list_in_progress(:'a8', 100, signed(8, market.list_in_progress_message(:'escrow', 100)));
SELECT * FROM market.audit();

-- J 130: unknown
SELECT market.start_claim(12345, signed(8, market.start_claim_message(:'escrow', 12345, 0)));
\echo :SQLSTATE
SELECT * FROM market.audit();

-- J 131: nothing is signed for
SELECT market.start_claim(1, signed(8, market.start_claim_message(:'escrow', 1, 1)));
\echo :SQLSTATE
SELECT * FROM market.audit();

-- J 133: what the contract has settled is pending no more
SELECT nonce, signed_amount FROM market.start_claim(102);
SELECT nonce, signed_amount FROM market.list_in_progress(:'a5') WHERE channel_id = 102;
SELECT market.claim_channel(:'a5', 102, 12345, 12345, signed(4, 102, 3, 12345));
SELECT nonce, signed_amount FROM market.list_in_progress(:'a5') WHERE channel_id = 102;
SELECT * FROM state WHERE id = 102;
SELECT * FROM market.audit();

--
-- O: whole flows; a call costs 0.0001 AGI, 10000 cogs
--
SELECT market.create_organization(:'a6', 'flow', organization(:'a6', 10, :'group')), market.publish_service(:'a6', 'flow', 's', fixed(10000));
CREATE PROCEDURE call(channel_id bigint, calls int DEFAULT 1)
LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN 1 .. calls LOOP
        PERFORM market.authorize_payment(c.id, n.nonce, n.amount, public.signed(4, n.message), g.organization_id, g.service_id)
        FROM market.channel AS c, market.service_group AS g, market.next_payment(c.id, 10000) AS n
        WHERE c.id = call.channel_id AND g.payment_address OPERATOR(market.=) c.recipient AND g.fixed_price = 10000;
    END LOOP;
END
$$;
-- the treasurer: start all that is signed for; settle all that is started; the balance in AGI
CREATE FUNCTION start_all(recipient market.address) RETURNS bigint
LANGUAGE sql AS $$SELECT count(market.start_claim(u.channel_id)) FROM market.list_unclaimed(recipient) AS u$$;
CREATE FUNCTION claim_all(recipient market.address) RETURNS numeric
LANGUAGE sql AS $$
SELECT coalesce(sum(market.claim(recipient, u.channel_id)), 0)
FROM (SELECT channel_id FROM market.list_unclaimed(recipient) UNION SELECT channel_id FROM market.list_in_progress(recipient) ORDER BY channel_id) AS u
$$;
CREATE FUNCTION agi(account market.address) RETURNS text
LANGUAGE sql AS $$SELECT market.format_amount(market.balance(account, 'cog'), 8)$$;
SELECT setval('market.channel_id_seq', 200, false);
SELECT market.deposit(:'a4', '10AGI');
SELECT market.open_channel(:'a4', :'a4', :'a6', :'group', '1AGI', 100000);

-- O 175: one call
CALL call(200);
SELECT unspent FROM state WHERE id = 200;
SELECT * FROM market.audit();

-- O 176: claimed
SELECT claim_all(:'a6');
SELECT * FROM state WHERE id = 200;
SELECT * FROM market.audit();

-- O 178: two more calls, and a claim that is started
CALL call(200, 2);
SELECT start_all(:'a6');
SELECT * FROM state WHERE id = 200;
SELECT * FROM market.audit();

-- O 179: a call at the new nonce
CALL call(200);
SELECT * FROM state WHERE id = 200;
SELECT * FROM market.audit();

-- O 181: settled, and one more call
SELECT claim_all(:'a6');
CALL call(200);
SELECT * FROM state WHERE id = 200;
SELECT * FROM market.audit();

-- O 182: three channels; a call without the help of next_payment()
SELECT market.create_organization(:'a7', 'flow2', organization(:'a7', 10, :'group')), market.publish_service(:'a7', 'flow2', 's', fixed(10000));
SELECT setval('market.channel_id_seq', 300, false);
SELECT market.open_channel(:'a4', :'a4', :'a7', :'group', '1AGI', market.height() + e) FROM unnest(ARRAY[100, 100000, 100000]) AS e;
SELECT market.authorize_payment(300, 0, 10000, signed(4, 300, 0, 10000), 'flow2', 's');
SELECT * FROM market.audit();

-- O 184: one call on the second, two on the third; all claimed, and nothing is found again
CALL call(301);
CALL call(302, 2);
SELECT claim_all(:'a7');
SELECT claim_all(:'a7');
SELECT agi(:'a7');
SELECT * FROM market.audit();

-- O 185: claims of channels that expire within 1000 blocks
CALL call(300);
CALL call(301);
SELECT market.authorize_payment(301, 1, 20000, signed(4, 301, 1, 20000), 'flow2', 's');
CALL call(302);
SELECT sum(market.claim(:'a7', channel_id)) FROM market.list_unclaimed(:'a7') WHERE expiration < market.height() + 1000;
SELECT agi(:'a7');
SELECT * FROM market.list_unclaimed(:'a7');
SELECT * FROM market.audit();

-- O 187: the rest claimed; two calls on the first, one on each of the others; all started, none settled
SELECT claim_all(:'a7');
SELECT agi(:'a7');
CALL call(300, 2);
CALL call(301);
CALL call(302);
SELECT start_all(:'a7');
SELECT agi(:'a7');
SELECT channel_id, nonce, signed_amount FROM market.list_in_progress(:'a7');
SELECT * FROM market.audit();

-- O 188: one call each on two; pending ones are settled first, then the new ones
CALL call(301);
CALL call(302);
SELECT claim_all(:'a7');
SELECT channel_id, nonce, amount FROM market.channel_event WHERE event = 'claim' AND channel_id >= 300 ORDER BY id DESC LIMIT 5;
SELECT agi(:'a7');
SELECT * FROM state WHERE id >= 300;
SELECT * FROM market.audit();

--
-- P; 190 and 191 need more sessions than one: see the isolation tests
--

-- P 193: the sender times out while a claim is pending
SELECT setval('market.channel_id_seq', 400, false);
SELECT market.open_channel(:'a4', :'a4', :'a5', :'group', '100cog', market.height() + 5);
CALL pay(400, 10, 'ten');
SELECT nonce, signed_amount FROM market.start_claim(400);
SELECT market.end_block(next_height => market.height() + 5) > 0 AS later;
SELECT market.claim_channel_timeout(:'a4', 400);
SELECT * FROM events WHERE channel = 400;
SELECT channel_id FROM market.list_in_progress(:'a5') WHERE channel_id = 400;
SELECT market.claim(:'a5', 400);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- P 194: exactly 2^64 is signed for
SELECT market.deposit(:'a4', '18446744073709551616cog');
SELECT market.publish_service(:'a5', 'org', 'dear', fixed(18446744073709551616));
SELECT market.open_channel(:'a4', :'a4', :'a5', :'group', '18446744073709551616cog', 100000);
CALL pay(401, 18446744073709551616, 'dear');
SELECT channel_id, nonce, signed_amount FROM market.list_unclaimed(:'a5') WHERE channel_id = 401;
SELECT nonce, signed_amount FROM market.start_claim(401);
SELECT channel_id, signed_amount FROM market.list_in_progress(:'a5') WHERE channel_id = 401;
SELECT market.claim(:'a5', 401);
SELECT * FROM market.audit();

-- P 196: 2^256 + 42 is no id, and not 42
SELECT market.authorize_payment((2::numeric ^ 256 + 42)::bigint, 3, 12345, signed(4, 42, 3, 12345), 'org', 's');
\echo :SQLSTATE
SELECT market.claim_message(:'escrow', 2::numeric ^ 256 + 42, 3, 12345);
\echo :SQLSTATE
SELECT * FROM market.audit();

-- P 197: numbers in header texts do not exist here; SQL has numbers

-- P 199: the twin of a used payment
SELECT market.open_channel(:'a4', :'a4', :'a5', :'group', '100cog', 100000);
CALL pay(402, 10, 'ten');
SELECT market.authorize_payment(402, 0, 10, twin(signed(4, 402, 0, 10))::market.signature, 'org', 'ten');
\echo :SQLSTATE
SELECT market.claim_channel(:'a5', 402, 10, 10, twin(signed(4, 402, 0, 10))::market.signature);
\echo :SQLSTATE
SELECT market.claim_channel(:'a5', 402, 10, 10, signed(4, 402, 0, 10));
SELECT market.claim_channel(:'a5', 402, 10, 10, signed(4, 402, 0, 10));
\echo :SQLSTATE
SELECT * FROM market.audit();

-- P 200: a claim started twice before it is settled
CALL pay(402, 10, 'ten');
SELECT nonce, signed_amount FROM market.start_claim(402);
SELECT market.start_claim(402);
\echo :SQLSTATE
CALL pay(402, 4, 'four');
SELECT nonce, signed_amount FROM market.start_claim(402);
SELECT channel_id, nonce, signed_amount FROM market.list_in_progress(:'a5') WHERE channel_id = 402;
SELECT market.claim(:'a5', 402);
SELECT event, nonce, amount FROM events WHERE channel = 402 AND event = 'claim';
SELECT * FROM market.audit();

-- P 202: payment and answer are one transaction
CREATE TABLE answer (channel_id bigint, text text, CHECK (text <> 'impossible') );
BEGIN;
SELECT market.authorize_payment(402, 3, 10, signed(4, 402, 3, 10), 'org', 'ten');
INSERT INTO answer VALUES (402, 'impossible');
COMMIT;
SELECT authorized FROM state WHERE id = 402;
SELECT count(*) FROM answer;
SELECT * FROM market.audit();

-- P 205: claims one block before, at and after the expiration; a time-out in the same block: the first one wins
SELECT market.open_channel(:'a4', :'a4', :'a5', :'group', '100cog', market.height() + 1) FROM generate_series(1, 3);
SELECT market.claim_channel(:'a5', 403, 10, 10, signed(4, 403, 0, 10));
SELECT market.claim_channel_timeout(:'a4', 403);
\echo :SQLSTATE
SELECT market.end_block() > 0 AS at_expiration;
SELECT market.claim_channel(:'a5', 403, 10, 10, signed(4, 403, 1, 10));
SELECT market.claim_channel_timeout(:'a4', 403);
SELECT market.claim_channel(:'a5', 403, 10, 10, signed(4, 403, 2, 10));
\echo :SQLSTATE
SELECT market.claim_channel_timeout(:'a4', 404);
SELECT market.claim_channel(:'a5', 404, 10, 10, signed(4, 404, 0, 10));
\echo :SQLSTATE
SELECT market.end_block() > 0 AS after_expiration;
SELECT market.claim_channel(:'a5', 405, 10, 10, signed(4, 405, 0, 10));
SELECT market.claim_channel_timeout(:'a4', 405);
SELECT * FROM state WHERE id > 402;

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_cases_payment WITH (FORCE);
