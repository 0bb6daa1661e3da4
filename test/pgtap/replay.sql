-- A signature works once, here, for exactly what it signs: every signed message is presented
-- to every function that takes a signature, for this market and another, this channel and
-- another, this nonce and others; so are signatures that were altered.
BEGIN;
SELECT plan(8);
SET search_path = public, market;

SELECT create_token('replaycoin');
SELECT set_params(channel_denom => 'replaycoin');
SELECT end_block(next_height => 50);
SELECT escrow_address AS here, '0x00000000000000000000000000000000000000ee' AS elsewhere FROM params \gset
SELECT sha256('replay sender') AS sk, sha256('replay recipient') AS rk, sha256('replay funder') AS fk \gset
SELECT private_key_address(:'sk') AS s, private_key_address(:'rk') AS r, private_key_address(:'fk') AS f,
    sha256('replay group') AS g \gset
SELECT deposit(a, '1000000replaycoin') FROM unnest(ARRAY[:'s', :'f']::market.address[]) AS a;
SELECT create_organization(:'r', 'replay', jsonb_build_object('org_name', 'Org',
    'org_type', 'individual', 'description', '{}'::jsonb, 'assets', '{}'::jsonb,
    'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group', 'group_id', encode(:'g'::bytea, 'base64'),
        'payment', jsonb_build_object('payment_address', :'r', 'payment_expiration_threshold', 5)))));
SELECT publish_service(:'r', 'replay', 'svc', jsonb_build_object('version', 1,
    'display_name', 'Svc', 'encoding', 'proto', 'service_type', 'grpc',
    'service_api_source', 'ipfs://Qm', 'mpe_address', :'here',
    'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', '[{"group_name": "default_group", "pricing": [{"price_model": "fixed_price",
      "price_in_cogs": 10, "default": true}]}]'::jsonb));
SELECT open_channel(:'s', :'s', :'r', :'g', '1000replaycoin', 100000) AS one,
    open_channel(:'s', :'s', :'r', :'g', '1000replaycoin', 100000) AS two \gset

-- Everything that anybody signs, with every number once as it is and once as it is not.
CREATE TABLE message AS
SELECT kind, who, market, subject, number, amount, bytes FROM (
    VALUES (:'here'::market.address), (:'elsewhere'::market.address)) AS m(market),
    (VALUES (:one::bigint), (:two::bigint)) AS c(subject), (VALUES (0), (1)) AS n(number), (VALUES (10), (20)) AS a(amount),
    (VALUES (:'sk'::bytea, 's'), (:'rk'::bytea, 'r'), (:'fk'::bytea, 'f')) AS w(key, who),
    LATERAL (VALUES
        ('claim', claim_message(market, subject, number, amount)),
        ('channel_state', channel_state_message(market, subject, 50 + number * 6)),
        ('list_unclaimed', list_unclaimed_message(market, 50 + number * 6)),
        ('list_in_progress', list_in_progress_message(market, 50 + number * 6)),
        ('start_claim', start_claim_message(market, subject, number)),
        ('start_claims', start_claims_message(market, ARRAY[subject], 50 + number * 6)),
        ('open', open_channel_message(market, :'f', :'s', :'r', :'g', amount, 100000, number))) AS b(kind, bytes);
CREATE TABLE signed AS
SELECT kind, who, market = :'here' AS here,
    CASE WHEN kind IN ('list_unclaimed', 'list_in_progress', 'open') THEN NULL ELSE subject END AS subject, number,
    CASE WHEN kind IN ('claim', 'open') THEN amount END AS amount,
    sign(message_digest(bytes), CASE who WHEN 's' THEN :'sk'::bytea WHEN 'r' THEN :'rk'::bytea ELSE :'fk'::bytea END) AS signature
FROM message;

-- What each function would do with it; nothing is kept.
CREATE FUNCTION presented(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
    RETURN 'accepted';
WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
-- the caller is nobody: only signatures speak
CREATE ROLE replay_nobody;
GRANT market_user TO replay_nobody;
GRANT EXECUTE ON FUNCTION presented(text) TO replay_nobody;
GRANT SELECT ON signed TO replay_nobody;
CREATE FUNCTION door(name text, signature market.signature) RETURNS text LANGUAGE sql AS $$
    SELECT presented(format(CASE name
        WHEN 'claim' THEN 'SELECT market.authorize_payment(%2$s, 0, 10, %1$L, ''replay'', ''svc'')'
        WHEN 'channel_state' THEN 'SELECT market.channel_state(%2$s, 50, %1$L)'
        WHEN 'list_unclaimed' THEN 'SELECT market.list_unclaimed(%3$L, 50, %1$L)'
        WHEN 'list_in_progress' THEN 'SELECT market.list_in_progress(%3$L, 50, %1$L)'
        WHEN 'start_claim' THEN 'SELECT market.start_claim(%2$s, %1$L)'
        WHEN 'start_claims' THEN 'SELECT market.start_claims(%3$L, ARRAY[%2$s]::bigint[], 50, %1$L)'
        WHEN 'open' THEN 'SELECT market.open_channel_by_third_party(%5$L, %4$L, %4$L, %3$L, %6$L, 10, 100000, 0, %1$L)'
        END, signature, current_setting('replay.one'), current_setting('replay.r'), current_setting('replay.s'),
        current_setting('replay.f'), current_setting('replay.g')))
$$;
SELECT set_config('replay.one', :'one', true), set_config('replay.r', :'r', true), set_config('replay.s', :'s', true),
    set_config('replay.f', :'f', true), set_config('replay.g', :'g', true);
-- who pays for a third party must be allowed to
SELECT create_account(:'f', 'replay_nobody');
SELECT cmp_ok((SELECT count(*)::integer FROM signed), '>', 200, 'there are messages of every kind');

SET ROLE replay_nobody;
CREATE TEMP TABLE answer AS
SELECT d.name AS door, s.*, door(d.name, s.signature) AS result
FROM signed AS s CROSS JOIN (SELECT DISTINCT kind AS name FROM signed) AS d;
RESET ROLE;

SELECT set_eq($$SELECT door || ' ' || who FROM answer WHERE result = 'accepted'$$,
    ARRAY['claim s', 'channel_state s', 'channel_state r', 'list_unclaimed r', 'list_in_progress r', 'open s'],
    'each function accepts what is signed for it by whom it must be');
SELECT is_empty($$SELECT door, kind, who, here, subject, number, amount FROM answer
    WHERE result = 'accepted' AND (door <> kind OR NOT here OR number <> 0 OR amount <> 10
        OR subject <> current_setting('replay.one')::bigint)$$,
    'and nothing else: no other kind, market, channel, nonce, block or amount');
SELECT is_empty($$SELECT result, count(*) FROM answer
    WHERE result NOT IN ('accepted', 'MK103', 'MK112', 'MK113', 'MK118', 'MK119') GROUP BY 1$$,
    'refusals say that the signature is another''s');

-- Once is once
SELECT authorize_payment(:one, 0, 10, signature, 'replay', 'svc') FROM signed
WHERE kind = 'claim' AND who = 's' AND here AND subject = :one AND number = 0 AND amount = 10;
SELECT throws_ok(format('SELECT authorize_payment(%s, 0, 10, %L, ''replay'', ''svc'')', :one, (SELECT signature FROM signed
    WHERE kind = 'claim' AND who = 's' AND here AND subject = :one AND number = 0 AND amount = 10)), 'MK116', NULL,
    'a payment is not taken twice');

-- Altered: every byte, the other recovery id, the twin with a high s
CREATE TEMP TABLE good AS
SELECT signature::bytea AS b FROM signed
WHERE kind = 'claim' AND who = 's' AND here AND subject = :two AND number = 0 AND amount = 10;
CREATE TEMP TABLE altered AS
SELECT n AS place, presented(format('SELECT market.authorize_payment(%s, 0, 10, %L::bytea::market.signature, ''replay'', ''svc'')',
    :two, set_byte(b, n / 3, get_byte(b, n / 3) # (ARRAY[1, 128, 255])[n % 3 + 1]))) AS result
FROM good, generate_series(0, 194) AS n;
SELECT is_empty('SELECT * FROM altered WHERE result = ''accepted''', 'no altered signature is taken');
-- the same point of the curve with the other sign: (order - s), and the other recovery id
CREATE FUNCTION number_of(b bytea) RETURNS numeric LANGUAGE sql AS $$
    SELECT sum(get_byte(b, n) * 256::numeric ^ (31 - n)) FROM generate_series(0, 31) AS n
$$;
CREATE FUNCTION bytes_of(v numeric) RETURNS bytea LANGUAGE sql AS $$
    SELECT string_agg(decode(lpad(to_hex(mod(div(v, 256::numeric ^ (31 - n)), 256)::integer), 2, '0'), 'hex'), '' ORDER BY n)
    FROM generate_series(0, 31) AS n
$$;
CREATE TEMP TABLE twin AS
SELECT b, substr(b, 1, 32) || bytes_of(number_of('\xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')
    - number_of(substr(b, 33, 32))) || set_byte('\x00'::bytea, 0, 55 - get_byte(b, 64)) AS t
FROM good;
SELECT is(presented(format('SELECT market.authorize_payment(%s, 0, 10, %L::bytea::market.signature, ''replay'', ''svc'')', :two, t)),
    '22023', 'nor the twin of a good one') FROM twin;
SELECT is(presented(format('SELECT market.authorize_payment(%s, 0, 10, %L::bytea::market.signature, ''replay'', ''svc'')', :two, b)),
    'accepted', 'which itself is taken') FROM twin;
SELECT * FROM finish();
ROLLBACK;
