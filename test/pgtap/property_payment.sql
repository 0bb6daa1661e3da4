-- Payments that begin side by side, end in any order or are forgotten, beside payments at
-- once, prepaid calls and claims: after every step the channel says what a model of it says.
BEGIN;
SELECT plan(6);
SET LOCAL property.steps = 1500;

SELECT sha256('payer') AS key \gset
SELECT market.private_key_address(:'key') AS payer, '0x00000000000000000000000000000000000000b2' AS recipient \gset
CREATE TEMP TABLE wallet AS SELECT :'key'::bytea AS key, :'payer'::market.address AS payer, :'recipient'::market.address AS recipient;
SELECT market.set_params(channel_denom => 'cog', escrow_address => '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E');
SELECT market.create_organization(:'recipient', 'org', jsonb_build_object('org_name', 'Org', 'org_type', 'individual',
    'description', '{}'::jsonb, 'assets', '{}'::jsonb, 'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group', 'group_id', encode(sha256('group'), 'base64'),
        'payment', jsonb_build_object('payment_address', :'recipient', 'payment_expiration_threshold', 2)))));
SELECT market.publish_service(:'recipient', 'org', 's' || price, jsonb_build_object('version', 1, 'display_name', 'Svc',
    'encoding', 'proto', 'service_type', 'grpc', 'service_api_source', 'ipfs://Qm',
    'mpe_address', '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E', 'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', jsonb_build_array(jsonb_build_object('group_name', 'default_group', 'pricing', jsonb_build_array(
        jsonb_build_object('price_model', 'fixed_price', 'price_in_cogs', price, 'default', true))))))
FROM unnest(ARRAY[0, 3, 7]) AS price;
SELECT market.deposit(:'payer', '1000000cog');
SELECT market.open_channel(:'payer', :'payer', :'recipient', sha256('group'), '100000cog', 1000000) AS channel \gset
SET LOCAL property.channel = :'channel';

-- the model: what is signed and charged at this nonce, what is pending, what was paid in all; the prepaid total
CREATE TEMP TABLE model AS
SELECT 0::numeric AS signed, 0::numeric AS charged, 0::numeric AS pending, 0::numeric AS paid, 0::numeric AS planned,
    0::numeric AS used, 0::numeric AS refunded;
CREATE TEMP TABLE opened (token uuid, prepaid boolean, total numeric, price numeric, expiration bigint);
CREATE TEMP TABLE done (step integer, operation text, code text);
CREATE TEMP TABLE divergence (step integer, operation text, what text, model text, market text);

CREATE FUNCTION pg_temp.sign(nonce numeric, amount numeric) RETURNS market.signature LANGUAGE sql AS $$
SELECT market.sign(market.message_digest(market.claim_message('0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E',
    current_setting('property.channel')::numeric, nonce, amount)), key) FROM wallet
$$;

-- one step in the market and in the model; an error leaves both
CREATE FUNCTION pg_temp.step(operation text, price numeric, lease bigint, concurrent integer, prepaid_token text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    channel bigint := current_setting('property.channel');
    m model;
    w wallet;
    o opened;
    n record;
    b record;
    charge numeric;
BEGIN
    SELECT * INTO m FROM model;
    SELECT * INTO w FROM wallet;
    SELECT nonce, amount INTO n FROM market.next_payment(channel, price);
    SELECT * INTO o FROM opened WHERE expiration > market.height() ORDER BY random() LIMIT 1;
    CASE operation
    WHEN 'authorize' THEN
        PERFORM market.authorize_payment(channel, n.nonce, n.amount, pg_temp.sign(n.nonce, n.amount), 'org', 's' || price);
        UPDATE model SET signed = n.amount, charged = charged + price;
    WHEN 'begin' THEN
        SELECT * INTO b FROM market.begin_payment(channel, n.nonce, n.amount, pg_temp.sign(n.nonce, n.amount), 'org', 's' || price,
            lease => lease, concurrent => concurrent);
        INSERT INTO opened VALUES (b.payment_token, false, n.amount, b.price, b.expiration);
    WHEN 'commit', 'less' THEN
        charge := CASE operation WHEN 'less' THEN trunc(o.price / 2) ELSE o.price END;
        PERFORM market.commit_payment(o.token, CASE operation WHEN 'less' THEN charge END);
        DELETE FROM opened WHERE token = o.token;
        UPDATE model SET signed = CASE WHEN o.prepaid THEN signed ELSE greatest(signed, o.total) END,
            charged = charged + CASE WHEN o.prepaid THEN 0 ELSE charge END,
            refunded = refunded + CASE WHEN o.prepaid THEN o.price - charge ELSE 0 END;
    WHEN 'rollback' THEN
        PERFORM market.rollback_payment(o.token);
        DELETE FROM opened WHERE token = o.token;
        UPDATE model SET refunded = refunded + CASE WHEN o.prepaid THEN o.price ELSE 0 END;
    WHEN 'start' THEN
        PERFORM market.start_claim(channel);
        UPDATE model SET pending = pending + charged, signed = 0, charged = 0;
    WHEN 'claim' THEN
        charge := market.claim(w.recipient, channel);
        IF charge <> m.pending + m.charged THEN
            RAISE EXCEPTION 'claimed % instead of %', charge, m.pending + m.charged USING ERRCODE = 'MODEL';
        END IF;
        -- what nothing was charged for stays signed when there is nothing else to claim
        UPDATE model SET paid = paid + charge, pending = 0, signed = CASE WHEN m.charged > 0 THEN 0 ELSE signed END, charged = 0;
    WHEN 'prepay' THEN
        SELECT amount INTO n.amount FROM market.next_payment(channel, 10);
        PERFORM market.issue_prepaid_token(channel, n.nonce, n.amount, pg_temp.sign(n.nonce, n.amount)::bytea, 'org');
        UPDATE model SET planned = planned + 10, signed = n.amount, charged = charged + 10;
    WHEN 'use' THEN
        PERFORM market.use_prepaid_token(channel, prepaid_token, 'org', 's' || price);
        UPDATE model SET used = used + price;
    WHEN 'begin prepaid' THEN
        SELECT * INTO b FROM market.begin_prepaid_payment(channel, prepaid_token, 'org', 's' || price, lease => lease);
        INSERT INTO opened VALUES (b.payment_token, true, NULL, b.price, b.expiration);
        UPDATE model SET used = used + price;
    WHEN 'block' THEN
        PERFORM market.end_block();
        WITH gone AS (DELETE FROM opened WHERE expiration <= market.height() RETURNING opened.prepaid, opened.price)
        UPDATE model SET refunded = refunded + coalesce((SELECT sum(g.price) FROM gone g WHERE g.prepaid), 0);
    END CASE;
    RETURN '00000';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;

-- where the two differ
CREATE FUNCTION pg_temp.compare(step integer, operation text) RETURNS void LANGUAGE sql AS $$
INSERT INTO divergence
SELECT step, operation, what, model, market
FROM (SELECT unnest(ARRAY['signed', 'charged', 'pending', 'paid', 'held', 'planned', 'used', 'refunded']) AS what,
          unnest(ARRAY[m.signed, m.charged, m.pending, m.paid,
              (SELECT count(*) FROM opened WHERE NOT prepaid AND expiration > market.height()), m.planned, m.used, m.refunded])::text AS model,
          unnest(ARRAY[c.authorized_amount, c.authorized_amount - c.uncharged_amount,
              c.pending_amount - (SELECT coalesce(sum(p.uncharged_amount), 0) FROM market.pending_claim p WHERE p.channel_id = c.id),
              market.balance(c.recipient, 'cog'),
              (SELECT count(*) FROM market.payment_reservation r WHERE r.channel_id = c.id AND r.kind = 'paid' AND r.outcome IS NULL
                  AND r.expiration > market.height()),
              coalesce(t.planned_amount, 0), coalesce(t.used_amount, 0), coalesce(t.refunded_amount, 0)])::text AS market
      FROM model m, market.channel c LEFT JOIN market.prepaid_total t ON t.channel_id = c.id
      WHERE c.id = current_setting('property.channel')::bigint) AS v
WHERE model <> market
$$;

SELECT market.set_prepaid_secret(:'recipient', 'org', sha256('secret'));
SELECT market.jwt_sign(json_build_object('exp', 99999999999, 'groupId', encode(sha256('group'), 'base64'), 'orgId', 'org',
    'payload', :'channel', 'userAddress', :'payer'), sha256('secret')) AS token \gset
SET LOCAL property.token = :'token';
SELECT setseed(0.25);
DO $$
DECLARE
    operations text[] := ARRAY['authorize', 'begin', 'begin', 'begin', 'begin', 'commit', 'commit', 'commit', 'less', 'rollback',
        'start', 'claim', 'prepay', 'use', 'begin prepaid', 'begin prepaid', 'block'];
    operation text;
BEGIN
    FOR i IN 1 .. current_setting('property.steps')::integer LOOP
        operation := operations[1 + floor(random() * cardinality(operations))];
        INSERT INTO done VALUES (i, operation, pg_temp.step(operation, (ARRAY[0, 3, 7])[1 + floor(random() * 3)::integer],
            1 + floor(random() * 4)::bigint, 1 + floor(random() * 4)::integer, current_setting('property.token')));
        PERFORM pg_temp.compare(i, operation);
        EXIT WHEN EXISTS (SELECT FROM divergence);
    END LOOP;
END
$$;

SELECT is_empty('SELECT * FROM divergence', 'the channel is as the model says, step by step');
SELECT is((SELECT count(*)::integer FROM done), 1500, 'all steps were made');
SELECT is_empty($$SELECT operation FROM done GROUP BY operation HAVING count(*) FILTER (WHERE code = '00000') = 0$$,
    'every operation succeeded');
SELECT is_empty($$SELECT operation, code FROM done WHERE code NOT IN ('00000', '22023', 'MK117', 'MK119', 'MK125')$$,
    'nothing was refused for a reason that does not come up');
SELECT is_empty('SELECT * FROM market.audit()', 'the audit finds nothing');
SELECT ok((SELECT count(*) FILTER (WHERE operation = 'begin' AND code = '00000') > 50 AND count(*) FILTER (WHERE code = 'MK117') > 20
    FROM done), 'payments ran side by side, and stood in the way of others');
SELECT * FROM finish();
ROLLBACK;
