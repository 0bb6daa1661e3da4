-- Money is neither made nor lost: after any operations, however they end, the balance
-- sheet holds what came in less what went out, and the audit finds nothing.
BEGIN;
SELECT plan(8);
\set operations 300
SET LOCAL property.operations = :operations;

CREATE TEMP TABLE party (n integer PRIMARY KEY, key bytea, address market.address);
INSERT INTO party
SELECT n, key, market.private_key_address(key)
FROM generate_series(0, 4) n, LATERAL (SELECT sha256(('party ' || n)::bytea) AS key) k;
CREATE TEMP TABLE outcome (n integer, operation text, code text);
CREATE TEMP TABLE flow (denom text, amount numeric);

SELECT market.create_token('wei', 'ETH', 18);
SELECT market.set_params(channel_denom => 'cog',
    escrow_address => '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E');
SELECT market.create_organization((SELECT address FROM party WHERE n = 0), 'org',
    jsonb_build_object('org_name', 'Org', 'org_type', 'individual', 'description', '{}'::jsonb,
        'assets', '{}'::jsonb, 'contacts', '[]'::jsonb,
        'groups', jsonb_build_array(jsonb_build_object('group_name', 'default_group',
            'group_id', encode(sha256('group'), 'base64'),
            'payment', jsonb_build_object('payment_address', (SELECT address FROM party WHERE n = 0),
                'payment_expiration_threshold', 2)))));
SELECT market.publish_service((SELECT address FROM party WHERE n = 0), 'org', 'svc',
    '{"version": 1, "display_name": "Svc", "encoding": "proto", "service_type": "grpc",
      "service_api_source": "ipfs://Qm", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E",
      "contributors": [{"name": "Ada", "email_id": "ada@example.com"}],
      "groups": [{"group_name": "default_group", "pricing": [{"price_model": "fixed_price",
        "price_in_cogs": 3, "default": true}]}]}');

CREATE FUNCTION pg_temp.signature(message bytea, key bytea) RETURNS market.signature
LANGUAGE sql AS $$SELECT market.sign(market.message_digest(message), key)$$;

-- one operation between two parties, perhaps on a channel
CREATE FUNCTION pg_temp.operate(operation text, one party, two party, c market.channel,
    amount numeric, escrow market.address) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    unit text := CASE WHEN amount % 7 = 0 AND operation IN ('deposit', 'withdraw', 'transfer')
        THEN 'wei' ELSE 'cog' END;
    coin market.coin := market.coin(amount, unit);
    -- some references come again, for the same or for another movement
    reference text := CASE WHEN amount % 3 = 0 THEN 'r' || amount END;
    balance numeric;
    sender_key bytea := (SELECT key FROM party p WHERE p.address OPERATOR(market.=) c.sender);
BEGIN
    CASE operation
    WHEN 'deposit' THEN
        balance := market.balance(one.address, unit);
        INSERT INTO flow VALUES (unit, market.deposit(one.address, coin, reference) - balance);
    WHEN 'withdraw' THEN
        balance := market.balance(one.address, unit);
        INSERT INTO flow VALUES (unit, market.withdraw(one.address, coin, reference) - balance);
    WHEN 'transfer' THEN
        PERFORM market.transfer(one.address, two.address, coin);
    WHEN 'open' THEN
        PERFORM market.open_channel(one.address, two.address,
            (SELECT address FROM party WHERE n = 0), sha256('group'), coin, market.height() + 8);
    WHEN 'open for another' THEN
        PERFORM market.open_channel_by_third_party(one.address, two.address, two.address,
            (SELECT address FROM party WHERE n = 0), sha256('group'), amount,
            market.height() + 8, amount, pg_temp.signature(market.open_channel_message(escrow,
                one.address, two.address, (SELECT address FROM party WHERE n = 0), sha256('group'),
                amount, market.height() + 8, amount), two.key));
    WHEN 'fund' THEN
        PERFORM market.add_channel_funds(one.address, c.id, coin);
    WHEN 'extend' THEN
        PERFORM market.extend_channel_and_add_funds(c.sender, c.id, c.expiration + 2, coin);
    WHEN 'pay' THEN
        PERFORM market.authorize_payment(c.id, s.nonce, s.amount,
            market.sign(s.digest, sender_key), 'org', 'svc')
        FROM market.next_payment(c.id, 3) s;
    WHEN 'start' THEN
        PERFORM market.start_claim(c.id);
    WHEN 'claim' THEN
        PERFORM market.claim(c.recipient, c.id);
    WHEN 'settle' THEN
        PERFORM market.claim_channel(c.recipient, c.id, amount, amount + 2,
            pg_temp.signature(market.claim_message(escrow, c.id, c.nonce, amount + 2), sender_key),
            amount % 4 = 0);
    WHEN 'time out' THEN
        PERFORM market.claim_channel_timeout(c.sender, c.id);
    WHEN 'block' THEN
        PERFORM market.end_block();
    END CASE;
END
$$;

DO $$
DECLARE
    operations text[] := ARRAY['deposit', 'withdraw', 'transfer', 'transfer', 'open', 'open for another',
        'fund', 'extend', 'pay', 'pay', 'pay', 'pay', 'start', 'claim', 'settle', 'settle',
        'time out', 'block'];
    operation text;
    one party;
    two party;
    c market.channel;
    amount numeric;
    escrow market.address := (SELECT escrow_address FROM market.params);
    state text;
BEGIN
    PERFORM setseed(0.25);
    FOR i IN 1 .. current_setting('property.operations')::integer LOOP
        -- money first
        operation := CASE WHEN i <= 10 THEN 'deposit'
            ELSE operations[1 + floor(random() * cardinality(operations))] END;
        SELECT * INTO one FROM party WHERE n = floor(random() * 5);
        SELECT * INTO two FROM party WHERE n = floor(random() * 5);
        SELECT * INTO c FROM market.channel ORDER BY (id * 7 + i) % 5, id LIMIT 1;
        amount := floor(CASE WHEN i <= 10 THEN 100 ELSE 30 END * random());
        state := '00000';
        BEGIN
            PERFORM pg_temp.operate(operation, one, two, c, amount, escrow);
        EXCEPTION WHEN OTHERS THEN
            state := SQLSTATE;
        END;
        INSERT INTO outcome VALUES (i, operation, state);
        IF i % 25 = 0 AND EXISTS (SELECT FROM market.audit()) THEN
            RAISE EXCEPTION 'the audit finds something after operation %: %', i,
                (SELECT a FROM market.audit() a LIMIT 1);
        END IF;
    END LOOP;
END
$$;

SELECT is((SELECT count(*) FROM outcome), :operations::bigint, 'all operations were tried');
SELECT set_eq('SELECT DISTINCT operation FROM outcome WHERE code = ''00000''',
    'SELECT DISTINCT operation FROM outcome', 'every operation succeeded at least once');
SELECT is_empty($$SELECT DISTINCT operation, code FROM outcome
    WHERE code !~ '^(00000|MK...|22023)$'$$, 'the others were refused by a documented code');
SELECT cmp_ok((SELECT count(*) FROM outcome WHERE code <> '00000'), '>', 20::bigint,
    'refusals left nothing behind: there were some');
SELECT is_empty('SELECT * FROM market.audit()', 'the audit finds nothing');
SELECT set_eq($$SELECT denom, sum(amount) FROM market.balance_sheet GROUP BY denom$$,
    'SELECT denom, sum(amount) FROM flow GROUP BY denom',
    'the balance sheet holds deposits less withdrawals');
SELECT is_empty($$SELECT * FROM market.balance_sheet WHERE amount < 0$$, 'nobody owes');
SELECT is((SELECT sum(value) FROM market.channel),
    (SELECT sum(amount) FROM market.balance_sheet WHERE kind = 'channel'),
    'the sheet shows the channels');

SELECT * FROM finish();
ROLLBACK;
