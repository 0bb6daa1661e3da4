-- A paid service from an empty database to a settled claim.
--
-- Paste it into psql, or run it as "make demo" does:
--     psql -v ON_ERROR_STOP=1 -d an_empty_database -f examples/walkthrough.sql
--
-- It is the first example of SingularityNET's documentation: a client buys three calls of 0.1 AGI
-- of a calculator, and the provider's treasurer collects 0.3 AGI.  Keys, addresses and numbers are
-- those of that example.  The amounts, states and signatures that it gives are compared with what
-- the market says; the first one that differs ends the run with an error.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
SET client_min_messages = warning;

\echo '== The market =='
\echo

CREATE EXTENSION pg_market;
CREATE EXTENSION pg_market_wallet;          -- only because this example signs for both sides
SELECT market.install() AS "SELECT market.install()";

-- This session only; install() prints the statement that does it for a database.
SET search_path = "$user", public, market;

-- The keys of the example's two people.  Everybody knows them: never send them money.
\set client_key    c71478a6d0fe44e763649de0a0deb5a080b788eefbbcf9c6f7aef0dd5dbd67e0
\set treasurer_key 04899d5fd471ce68f84a5ec64e2e4b6b045d8b850599a57f5b307024be01f262
\set client        0x592E3C0f3B038A0D673F19a18a773F993d4b2610
\set treasurer     0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB
\set escrow        0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E
\set group_id      FZZ+ClYlwfRPtkIuOK1nREcM65Codk0klZfyTP6MES8=

-- What follows up to the next heading belongs to this example, not to the market: a wallet, a
-- service, and two functions that compare.

-- Sign a message as a wallet does.
CREATE FUNCTION pg_temp.signed(message bytea, private_key text) RETURNS market.signature
LANGUAGE sql AS $$
    SELECT market.sign(market.message_digest(message), decode(private_key, 'hex'))
$$;

-- The service that is sold.
CREATE FUNCTION pg_temp.calculator(method text, request json) RETURNS json
LANGUAGE sql AS $$
    SELECT json_build_object('value', CASE method
        WHEN 'add' THEN (request->>'a')::numeric + (request->>'b')::numeric
        WHEN 'mul' THEN (request->>'a')::numeric * (request->>'b')::numeric END)
$$;

-- One value against what it should be.
CREATE FUNCTION pg_temp.expect(what text, actual text, expected text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    IF actual IS DISTINCT FROM expected THEN
        RAISE EXCEPTION '%: found %, expected %', what, coalesce(actual, 'nothing'), expected;
    END IF;
    RETURN format('as expected: %s is %s', what, actual);
END
$$;

-- The table of balances, against one row of the example: all in cogs, null where there is no
-- channel yet.  1 AGI is 10^8 cogs.
CREATE FUNCTION pg_temp.balances(
    step text, client_balance numeric, channel_nonce numeric, channel_value numeric,
    payment_nonce numeric, authorized numeric, pending numeric, unspent numeric,
    recipient_balance numeric
) RETURNS TABLE (balance text, "AGI" numeric, cogs numeric, example numeric)
LANGUAGE plpgsql AS $$
DECLARE
    client constant market.address = '0x592E3C0f3B038A0D673F19a18a773F993d4b2610';
    recipient constant market.address = '0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB';
    differences text;
BEGIN
    CREATE TEMPORARY TABLE IF NOT EXISTS balance_line (
        position int, balance text, is_money boolean, cogs numeric, example numeric);
    TRUNCATE balance_line;
    INSERT INTO balance_line VALUES
        (1, 'client, spendable', true, market.balance(client, 'cog'), client_balance),
        (9, 'recipient, spendable', true, market.balance(recipient, 'cog'), recipient_balance),
        (10, 'sum', true, (SELECT sum(s.amount) FROM market.balance_sheet AS s), 10010000000);
    INSERT INTO balance_line
    SELECT line.*
    FROM market.channel AS c,
        LATERAL (VALUES
            (2, 'channel 0, value', true, c.value, channel_value),
            (3, '  signed for, not claimed', true, c.authorized_amount, authorized),
            (4, '  claim is pending', true, c.pending_amount, pending),
            (5, '  unspent', true, c.value - c.authorized_amount - c.pending_amount, unspent),
            (6, 'channel 0, nonce', false, c.nonce::numeric, channel_nonce),
            (7, '  nonce of payments', false, c.payment_nonce::numeric, balances.payment_nonce)) AS line;
    SELECT string_agg(format('%s is %s, the example says %s', trim(l.balance), l.cogs, l.example), '; ')
    INTO differences
    FROM balance_line AS l
    WHERE l.cogs IS DISTINCT FROM l.example;
    IF differences IS NOT NULL THEN
        RAISE EXCEPTION 'step "%": %', step, differences;
    END IF;
    IF (channel_value IS NULL) <> NOT EXISTS (SELECT FROM market.channel) THEN
        RAISE EXCEPTION 'step "%": wrong number of channels', step;
    END IF;
    RETURN QUERY
    SELECT l.balance, CASE WHEN l.is_money THEN trim_scale(l.cogs / 100000000) END,
        l.cogs, l.example
    FROM balance_line AS l ORDER BY l.position;
END
$$;

\echo
\echo '== The token, and who takes part =='
\echo

\o /dev/null
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(channel_denom => 'cog', escrow_address => :'escrow');
\o
SELECT market.create_account(:'client', label => 'client') AS client,
       market.create_account(:'treasurer', label => 'treasurer of testo') AS recipient;
SELECT pg_temp.expect('address of the client''s key',
           market.private_key_address(decode(:'client_key', 'hex'))::text, :'client')
UNION ALL
SELECT pg_temp.expect('address of the treasurer''s key',
           market.private_key_address(decode(:'treasurer_key', 'hex'))::text, :'treasurer')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM market.token WHERE denom = 'cog';

\echo '== The provider publishes organization "testo" and service "tests", 0.1 AGI a call =='
\echo

\o /dev/null
SELECT market.create_organization(:'treasurer', 'testo', jsonb_build_object(
    'org_name', 'Test organization',
    'org_id', 'testo',
    'org_type', 'individual',
    'description', '{"short_description": "Arithmetic"}'::jsonb,
    'assets', '{}'::jsonb,
    'contacts', '[{"contact_type": "support", "email": "support@example.com"}]'::jsonb,
    'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group',
        'group_id', :'group_id',
        'payment', jsonb_build_object(
            'payment_address', :'treasurer',
            'payment_expiration_threshold', 100)))));
SELECT market.publish_service(:'treasurer', 'testo', 'tests', jsonb_build_object(
    'version', 1,
    'display_name', 'Calculator',
    'encoding', 'proto',
    'service_type', 'grpc',
    'service_api_source', 'ipfs://Qmdiq8Hu6dYiwp712GtnbBxagyfYyvUY1HYqkH7iN76UCc',
    'mpe_address', :'escrow',
    'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group',
        'pricing', '[{"price_model": "fixed_price", "price_in_cogs": 10000000, "default": true}]'::jsonb,
        'endpoints', '["https://example.com:7000"]'::jsonb)),
    'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb));
\o
SELECT organization_id, service_id, payment_address, fixed_price FROM market.service_group;

\echo '== Step 1: the client deposits 100.1 AGI =='
\echo

SELECT market.deposit(:'client', '100.1AGI', reference => 'payment 1') AS new_balance;
SELECT * FROM pg_temp.balances('1', 10010000000, NULL, NULL, NULL, NULL, NULL, NULL, 0);
SELECT pg_temp.expect('AGI left of 1000000000 in the client''s wallet',
           market.format_amount(100000000000000000 - sum(amount), 8), '999999899.9')
FROM market.journal WHERE reason = 'deposit'
\g (format=unaligned tuples_only=on)
\echo
\echo '== Step 2: the client opens a channel of 42 AGI =='
\echo

SELECT market.open_channel(sender => :'client', signer => :'client', recipient => :'treasurer',
           group_id => market.group_id(:'group_id'), value => '42AGI', expiration => 100000000)
       AS channel_id \gset
SELECT pg_temp.expect('id of the channel', :'channel_id', '0')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.balances('2', 5810000000, 0, 4200000000, 0, 0, 0, 4200000000, 0);

\echo '== Steps 3 and 4: all channels, and those that testo can be paid from =='
\echo

SELECT id, recipient, market.format_amount(value, 8) AS "AGI", expiration FROM market.channel;
SELECT c.id, c.sender, g.organization_id, g.group_name
FROM market.channel AS c
JOIN market.organization_group AS g ON g.payment_address = c.recipient AND g.group_id = c.group_id
WHERE g.organization_id = 'testo' AND c.sender = :'client';

\echo '== Step 5: the first call, add(10, 32), in block 21 =='
\echo

SELECT pg_temp.expect('the block', market.end_block(next_height => 21)::text, '21')
\g (format=unaligned tuples_only=on)
\echo

\echo 'The client asks for the state of its channel, by a signed request:'
SELECT pg_temp.signed(market.channel_state_message(:'escrow', :channel_id, 21), :'client_key')
       AS request_signature \gset
SELECT pg_temp.expect('signature of the request', :'request_signature',
    '0x7ec853d02aeb6ba771ec9c5481b74234bacfdf8547175210afaedb0de4207f7f71200918026977799b4ec97f63c27a5c41da60db76978d13e5d5195428ea4e4a1b')
\g (format=unaligned tuples_only=on)
\echo
SELECT current_nonce, current_signed_amount, old_nonce_signed_amount
FROM market.channel_state(:channel_id, 21, :'request_signature');

\echo 'It signs the new total: the last one and the price.'
SELECT nonce, amount, digest, pg_temp.signed(message, :'client_key') AS signature
FROM market.next_payment(:channel_id, 10000000) \gset
SELECT pg_temp.expect('total to sign', :'amount', '10000000')
UNION ALL
SELECT pg_temp.expect('signature of the payment', :'signature',
    '0x3b5b73de72cf906f66d2481939aee4a43794d160b0ef382970517b558ac70e2447a9afe2d0911c6005f108f374becd5ac6e6abb3c7eb638e66aab25edbfc095c1c')
\g (format=unaligned tuples_only=on)
\echo

\echo 'The provider takes the payment and answers in one transaction: both happen, or neither.'
BEGIN;
SELECT market.authorize_payment(:channel_id, :nonce, :amount, :'signature', 'testo', 'tests',
           method => '/example_service.Calculator/add') AS price \gset
SELECT pg_temp.calculator('add', '{"a": 10, "b": 32}')->>'value' AS answer \gset
COMMIT;
SELECT pg_temp.expect('price in cogs', :'price', '10000000')
UNION ALL
SELECT pg_temp.expect('answer to add {"a": 10, "b": 32}', :'answer', '42')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.balances('5', 5810000000, 0, 4200000000, 0, 10000000, 0, 4190000000, 0);

\echo '== Step 6: the second call, mul(6, 7), in block 22 =='
\echo

SELECT pg_temp.expect('the block', market.end_block(next_height => 22)::text, '22')
\g (format=unaligned tuples_only=on)
\echo
SELECT pg_temp.signed(market.channel_state_message(:'escrow', :channel_id, 22), :'client_key')
       AS request_signature \gset
SELECT pg_temp.expect('signature of the request', :'request_signature',
    '0xa77b5efbca80988ce035b1b83531cbc67592f5364303367fe2d7f1e84e15e19a3426b737ba9370e0e6df4d621333fffbba0dd57fd9536efe61d29151f5913a661b')
\g (format=unaligned tuples_only=on)
\echo

\echo 'The reply holds the client''s own last signature, which it recognizes:'
SELECT current_nonce, current_signed_amount,
       market.ecrecover(market.message_digest(market.claim_message(:'escrow', :channel_id,
           current_nonce, current_signed_amount)), current_signature) AS signed_by
FROM market.channel_state(:channel_id, 22, :'request_signature');
SELECT nonce, amount, pg_temp.signed(message, :'client_key') AS signature
FROM market.next_payment(:channel_id, 10000000) \gset
SELECT pg_temp.expect('total to sign', :'amount', '20000000')
UNION ALL
SELECT pg_temp.expect('signature of the payment', :'signature',
    '0xc5b50031719ffd02fd24b2cbc9f0526c5d5137a5f87df4472a7d3dfe5f07309235ebaa138929c910c78e26c3f6e2f682abfbadadf1bf7b18936f0a78bdbe6b4a1c')
\g (format=unaligned tuples_only=on)
\echo
BEGIN;
SELECT market.authorize_payment(:channel_id, :nonce, :amount, :'signature', 'testo', 'tests',
           method => '/example_service.Calculator/mul') AS price \gset
SELECT pg_temp.calculator('mul', '{"a": 6, "b": 7}')->>'value' AS answer \gset
COMMIT;
SELECT pg_temp.expect('price in cogs', :'price', '10000000')
UNION ALL
SELECT pg_temp.expect('answer to mul {"a": 6, "b": 7}', :'answer', '42')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.balances('6', 5810000000, 0, 4200000000, 0, 20000000, 0, 4180000000, 0);

\echo '== Step 7: the third call, add(10, 32), in block 23 =='
\echo

SELECT pg_temp.expect('the block', market.end_block(next_height => 23)::text, '23')
\g (format=unaligned tuples_only=on)
\echo
SELECT pg_temp.signed(market.channel_state_message(:'escrow', :channel_id, 23), :'client_key')
       AS request_signature \gset
SELECT pg_temp.expect('signature of the request', :'request_signature',
    '0x49a6d3dd7da34c63a17f698d759c01d89e83c9b58096e2337c632466a30e77642391691987357ef6d47f099972d083e3be25582e98cebcbc158a72031d655d1e1c')
\g (format=unaligned tuples_only=on)
\echo
SELECT current_nonce, current_signed_amount
FROM market.channel_state(:channel_id, 23, :'request_signature');
SELECT nonce, amount, pg_temp.signed(message, :'client_key') AS signature
FROM market.next_payment(:channel_id, 10000000) \gset
SELECT pg_temp.expect('total to sign', :'amount', '30000000')
UNION ALL
SELECT pg_temp.expect('signature of the payment', :'signature',
    '0x2a4e2e9b95ae57d55235841d2dedc483dbd45002291def8517435399e3ef869b6392749a9f56b9094d0c8304b97b1536341baeb3dd8d09de8b44d9067d47e6921c')
\g (format=unaligned tuples_only=on)
\echo
BEGIN;
SELECT market.authorize_payment(:channel_id, :nonce, :amount, :'signature', 'testo', 'tests',
           method => '/example_service.Calculator/add') AS price \gset
SELECT pg_temp.calculator('add', '{"a": 10, "b": 32}')->>'value' AS answer \gset
COMMIT;
SELECT pg_temp.expect('price in cogs', :'price', '10000000')
UNION ALL
SELECT pg_temp.expect('answer to add {"a": 10, "b": 32}', :'answer', '42')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.balances('7', 5810000000, 0, 4200000000, 0, 30000000, 0, 4170000000, 0);

\echo '== Steps 8 and 9: the treasurer lists what is due, in block 30; nothing is paid out yet =='
\echo

SELECT pg_temp.expect('the block', market.end_block(next_height => 30)::text, '30')
\g (format=unaligned tuples_only=on)
\echo
SELECT pg_temp.signed(market.list_unclaimed_message(:'escrow', 30), :'treasurer_key') AS unclaimed,
       pg_temp.signed(market.list_in_progress_message(:'escrow', 30), :'treasurer_key') AS in_progress \gset
SELECT pg_temp.expect('signature for the list of unclaimed payments', :'unclaimed',
    '0x5620aa7de739a583efba893441e6ed938e93b5f9288c5e9513129f7d164acbf53996480ea16a646c3ac3902c249568fb763dad6914c9e1a33bb4d8f131cfec071c')
UNION ALL
SELECT pg_temp.expect('signature for the list of claims in progress', :'in_progress',
    '0xf7060803030f6a9228aa59b76d49dfff4e33d565b4aead7180d24942abe596965e3534ad0fd4810a298b40ac54b5b62b4aecfd02d0dcd484109aad888276adc21c')
\g (format=unaligned tuples_only=on)
\echo
SELECT *, market.format_amount(signed_amount, 8) AS "AGI"
FROM market.list_unclaimed(:'treasurer', 30, :'unclaimed');
SELECT pg_temp.expect('the list of unclaimed payments',
           string_agg(format('channel %s, nonce %s, amount %s', channel_id, nonce, signed_amount), '; '),
           'channel 0, nonce 0, amount 30000000')
FROM market.list_unclaimed(:'treasurer', 30, :'unclaimed')
UNION ALL
SELECT pg_temp.expect('number of claims in progress', count(*)::text, '0')
FROM market.list_in_progress(:'treasurer', 30, :'in_progress')
UNION ALL
SELECT pg_temp.expect('balance of the recipient', market.balance(:'treasurer', 'AGI')::text, '0')
\g (format=unaligned tuples_only=on)
\echo
\echo '== Step 10: the treasurer starts the claim; payments go on at the next nonce =='
\echo

SELECT pg_temp.signed(market.start_claim_message(:'escrow', :channel_id, 0), :'treasurer_key')
       AS start_signature \gset
SELECT pg_temp.expect('signature of the request', :'start_signature',
    '0x3eb0dca06a117bef64555f1dd3eb8a27268589b5f397a00ffb8f20162a9ee44215d191ccd467252fb1e024030e1929fd17b651023d8d7e5d75450c1f76fd12971b')
\g (format=unaligned tuples_only=on)
\echo
SELECT channel_id AS claim_channel, nonce AS claim_nonce, signed_amount AS claim_amount,
       signature AS claim_signature
FROM market.start_claim(:channel_id, :'start_signature') \gset
SELECT pg_temp.expect('the claim',
           format('channel %s, nonce %s, amount %s', :claim_channel, :claim_nonce, :claim_amount),
           'channel 0, nonce 0, amount 30000000')
UNION ALL
SELECT pg_temp.expect('its signature', :'claim_signature', :'signature')
\g (format=unaligned tuples_only=on)
\echo
SELECT channel_id, nonce, signed_amount, expiration
FROM market.list_in_progress(:'treasurer', 30, :'in_progress');
SELECT * FROM pg_temp.balances('10', 5810000000, 0, 4200000000, 1, 0, 30000000, 4170000000, 0);

\echo '== Steps 11 and 12: the treasurer settles it =='
\echo

SELECT market.claim_channel(recipient => :'treasurer', channel_id => :claim_channel,
           actual_amount => :claim_amount, planned_amount => :claim_amount,
           signature => :'claim_signature') AS paid \gset
SELECT pg_temp.expect('cogs paid', :'paid', '30000000')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.balances('11', 5810000000, 1, 4170000000, 1, 0, 0, 4170000000, 30000000);
SELECT pg_temp.expect('number of unclaimed payments', count(*)::text, '0')
FROM market.list_unclaimed(:'treasurer', 30, :'unclaimed')
UNION ALL
SELECT pg_temp.expect('number of claims in progress', count(*)::text, '0')
FROM market.list_in_progress(:'treasurer', 30, :'in_progress')
\g (format=unaligned tuples_only=on)
\echo
\echo '== Step 13: one more call, at nonce 1; no signature of nonce 0 can be used again =='
\echo

SELECT nonce, amount, pg_temp.signed(message, :'client_key') AS signature
FROM market.next_payment(:channel_id, 10000000) \gset
SELECT pg_temp.expect('nonce', :'nonce', '1')
UNION ALL
SELECT pg_temp.expect('total to sign', :'amount', '10000000')
UNION ALL
SELECT pg_temp.expect('signature of the payment', :'signature',
    '0x83ee032b46d6098fcf8be3b016ac4241173ca220cb5a6e4ec5f2d061f4d0d11b3e4a5ab81d1c49cb073867dc360934350db6a6a76008127f18d9ccd4dfceeb841b')
\g (format=unaligned tuples_only=on)
\echo
BEGIN;
SELECT market.authorize_payment(:channel_id, :nonce, :amount, :'signature', 'testo', 'tests',
           method => '/example_service.Calculator/add') AS price \gset
SELECT pg_temp.calculator('add', '{"a": 10, "b": 32}')->>'value' AS answer \gset
COMMIT;
SELECT pg_temp.expect('price in cogs', :'price', '10000000')
UNION ALL
SELECT pg_temp.expect('answer to add {"a": 10, "b": 32}', :'answer', '42')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.balances('13', 5810000000, 1, 4170000000, 1, 10000000, 0, 4160000000, 30000000);

\echo '== The books =='
\echo

SELECT id, height, debit_kind, credit_kind, market.format_amount(amount, 8) AS "AGI", reason, reference
FROM market.journal ORDER BY id;
SELECT account, kind, market.format_amount(amount, 8) AS "AGI" FROM market.balance_sheet ORDER BY 1, 2;
\echo 'market.audit() names what does not add up:'
SELECT * FROM market.audit();
SELECT pg_temp.expect('number of findings', count(*)::text, '0') FROM market.audit()
\g (format=unaligned tuples_only=on)
\echo

\echo 'Every amount, state and signature is that of the example.'
