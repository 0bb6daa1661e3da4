-- Calls that carry a key have their effect once: every entry point that moves money.
\getenv tests PG_ABS_SRCDIR
\set test idempotency
\set ECHO none
\i :tests/world/market.psql
\set ECHO all
SELECT market.create_token('cog', 'AGI', 8);
\set escrow 0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E
SELECT market.set_params(escrow_address => :'escrow', channel_denom => 'cog');

CREATE FUNCTION key(n int) RETURNS bytea
LANGUAGE sql AS $$SELECT decode(lpad(to_hex(n + 16), 64, '0'), 'hex')$$;
CREATE FUNCTION person(n int) RETURNS market.address
LANGUAGE sql SECURITY DEFINER AS $$SELECT market.private_key_address(public.key(n))$$;
CREATE FUNCTION signed(n int, message bytea) RETURNS market.signature
LANGUAGE sql SECURITY DEFINER AS $$SELECT market.sign(market.message_digest(message), public.key(n))$$;
CREATE FUNCTION paid(n int, channel_id numeric, nonce numeric, amount numeric) RETURNS market.signature
LANGUAGE sql AS $$SELECT public.signed(n, market.claim_message(p.escrow_address, channel_id, nonce, amount)) FROM market.params AS p$$;
SELECT person(1) AS ada, person(2) AS sue, person(3) AS bob
\gset
\set group '\\x7b00000000000000000000000000000000000000000000000000000000000000'
SELECT market.deposit(a, '1000cog') FROM unnest(ARRAY[:'ada', :'bob']::market.address[]) AS a;
SELECT market.create_organization(:'bob', 'org', jsonb_build_object('org_name', 'Org', 'org_type', 'individual',
    'description', '{}'::jsonb, 'assets', '{}'::jsonb, 'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group', 'group_id', encode(:'group'::bytea, 'base64'),
        'payment', jsonb_build_object('payment_address', :'bob', 'payment_expiration_threshold', 5)))));
SELECT market.publish_service(:'bob', 'org', 'svc', jsonb_build_object('version', 1, 'display_name', 'Svc', 'encoding', 'proto',
    'service_type', 'grpc', 'service_api_source', 'ipfs://Qm', 'mpe_address', :'escrow',
    'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', '[{"group_name": "default_group", "pricing": [{"price_model": "fixed_price", "price_in_cogs": 10, "default": true}]}]'::jsonb));

--
-- The same call again: the first answer, no second effect
--
SELECT market.transfer(:'ada', :'sue', '5cog', 'k1') AS first, market.transfer(:'ada', :'sue', '5cog', 'k1') AS again;
SELECT market.transfer(sender => :'ada', receiver => :'sue', funds => '100cog');
SELECT market.transfer(:'ada', :'sue', '5cog', idempotency_key => 'k1') AS again, market.balance(:'ada', 'cog') AS now;
-- other arguments, another function: an error, and the key stays
\set VERBOSITY sqlstate
SELECT market.transfer(:'ada', :'bob', '5cog', 'k1');
SELECT market.transfer(:'ada', :'sue', '6cog', 'k1');
SELECT market.withdraw(:'ada', '5cog', NULL, 'k1');
\set VERBOSITY default
SELECT market.withdraw(:'ada', '5cog', 'k1', 'k1');
SELECT market.transfer(:'ada', :'sue', '5cog', 'k1') AS again;
-- another account has keys of its own
SELECT market.transfer(:'bob', :'sue', '1cog', 'k1') AS first, market.transfer(:'bob', :'sue', '1cog', 'k1') AS again;
-- without a key every call counts
SELECT market.transfer(:'bob', :'sue', '1cog') AS first, market.transfer(:'bob', :'sue', '1cog', NULL) AS second;
-- keys
SELECT market.transfer(:'ada', :'sue', '1cog', '');
SELECT market.transfer(:'ada', :'sue', '1cog', repeat('k', 256));
SELECT market.transfer(:'ada', :'sue', '1cog', repeat('ä', 127)) AS first,
       market.transfer(:'ada', :'sue', '1cog', repeat('ä', 127)) AS again;
-- a call that fails uses no key
SELECT market.transfer(:'ada', :'sue', '9999cog', 'k2'); \echo :SQLSTATE
SELECT market.transfer(:'ada', :'sue', '1cog', 'k2');
-- nor one that is taken back
BEGIN;
SELECT market.transfer(:'ada', :'sue', '2cog', 'k3');
ROLLBACK;
SELECT market.transfer(:'ada', :'sue', '3cog', 'k3') AS first, market.transfer(:'ada', :'sue', '3cog', 'k3') AS again;

--
-- Every entry point
--
SELECT market.deposit(:'ada', '50cog', NULL, 'd1') AS first, market.deposit(:'ada', '50cog', NULL, 'd1') AS again;
-- an operator's keys are not the account's; a reference and a key may stand together
SELECT market.deposit(:'ada', '50cog', 'bank 1', 'k1') AS first, market.deposit(:'ada', '50cog', 'bank 1', 'k1') AS again,
       market.deposit(:'ada', '50cog', 'bank 1', 'k7') AS same_reference;
SELECT market.withdraw(:'ada', '7cog', NULL, 'w1') AS first, market.withdraw(:'ada', '7cog', NULL, 'w1') AS again;
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '100cog', 1000, 'o1') AS first,
       market.open_channel(:'ada', :'ada', :'bob', :'group', '100cog', 1000, 'o1') AS again;
SET bytea_output = escape;
SELECT market.open_channel(:'ada', :'ada', :'bob', :'group', '100cog', 1000, 'o1') AS again;
RESET bytea_output;
SELECT market.deposit_and_open_channel(:'ada', :'ada', :'bob', :'group', '100cog', 1, 'o2') AS first,
       market.deposit_and_open_channel(:'ada', :'ada', :'bob', :'group', '100cog', 1, 'o2') AS again;
SELECT signed(1, market.open_channel_message(:'escrow', :'bob', :'ada', :'bob', :'group', 60, 1000, 1)) AS permission \gset
SELECT market.open_channel_by_third_party(:'bob', :'ada', :'ada', :'bob', :'group', 60, 1000, 1, :'permission', 'o1') AS first,
       market.open_channel_by_third_party(:'bob', :'ada', :'ada', :'bob', :'group', 60, 1000, 1, :'permission', 'o1') AS again;
SELECT market.add_channel_funds(:'bob', 0, '5cog', 'a1') AS first, market.add_channel_funds(:'bob', 0, '5cog', 'a1') AS again;
SELECT market.extend_channel_and_add_funds(:'ada', 0, 1001, '5cog', 'a1') AS first,
       market.extend_channel_and_add_funds(:'ada', 0, 1001, '5cog', 'a1') AS again;
SELECT market.claim_channel_timeout(:'ada', 1, 't1') AS first, market.claim_channel_timeout(:'ada', 1, 't1') AS again;
SELECT market.authorize_payment(0, 0, 10, paid(1, 0, 0, 10), 'org', 'svc', idempotency_key => 'p1') AS first,
       market.authorize_payment(0, 0, 10, paid(1, 0, 0, 10), 'org', 'svc', idempotency_key => 'p1') AS again;
-- keys of payments are the channel's
SELECT market.authorize_payment(2, 0, 10, paid(1, 2, 0, 10), 'org', 'svc', idempotency_key => 'p1');
SELECT market.authorize_payment(0, 0, 20, paid(1, 0, 0, 20), 'org', 'svc', idempotency_key => 'p1');
SELECT channel_id, nonce, signed_amount, signature::text = paid(1, 0, 0, 10)::text AS signed FROM market.start_claim(0, NULL, 's1');
SELECT channel_id, nonce, signed_amount, signature::text = paid(1, 0, 0, 10)::text AS signed FROM market.start_claim(0, NULL, 's1');
SELECT (s).signed_amount FROM (SELECT market.start_claim(0, idempotency_key => 's1') AS s) AS row;
-- with a signature of the recipient the key is another
SELECT channel_id, nonce, signed_amount FROM market.start_claim(2, signed(3, market.start_claim_message(:'escrow', 2, 0)), 's1');
SELECT channel_id, nonce, signed_amount FROM market.start_claim(2, signed(3, market.start_claim_message(:'escrow', 2, 0)), 's1');
SELECT market.authorize_payment(0, 1, 10, paid(1, 0, 1, 10), 'org', 'svc'), market.authorize_payment(2, 1, 10, paid(1, 2, 1, 10), 'org', 'svc');
SELECT channel_id, nonce, signed_amount, signature::text = paid(1, channel_id, nonce, 10)::text AS signed FROM market.start_claims(:'bob', '{2,0}', idempotency_key => 's2');
SELECT channel_id, nonce, signed_amount, signature::text = paid(1, channel_id, nonce, 10)::text AS signed FROM market.start_claims(:'bob', '{2,0}', idempotency_key => 's2');
SELECT market.start_claims(:'bob', '{}', idempotency_key => 's3');
SELECT market.start_claims(:'bob', '{}', idempotency_key => 's3');
SELECT market.claim(:'bob', 0, 'c1') AS first, market.claim(:'bob', 0, 'c1') AS again;
SELECT market.claim_channel(:'bob', 2, 10, 10, paid(1, 2, 0, 10), false, 'c2') AS first,
       market.claim_channel(:'bob', 2, 10, 10, paid(1, 2, 0, 10), false, 'c2') AS again;
SELECT market.claim_channels(:'bob', '{2}', '{10}', '{10}', ARRAY[paid(1, 2, 1, 10)], '{true}', 'c3') AS first,
       market.claim_channels(:'bob', '{2}', '{10}', '{10}', ARRAY[paid(1, 2, 1, 10)], '{true}', 'c3') AS again;
SELECT reason, count(*), sum(amount) FROM market.journal GROUP BY reason ORDER BY reason;
SELECT scope, function, count(*) FROM market.idempotency_key GROUP BY scope, function ORDER BY scope, function;

--
-- Roles: a key gives nobody a right, and nobody uses up the keys of others
--
CREATE ROLE regress_idempotency_ada IN ROLE market_user;
CREATE ROLE regress_idempotency_eve IN ROLE market_user;
SELECT market.create_account(:'ada', 'regress_idempotency_ada') IS NOT NULL AS bound;
GRANT USAGE ON SCHEMA public TO PUBLIC;
SET ROLE regress_idempotency_eve;
SELECT market.transfer(:'ada', :'sue', '5cog', 'k1');
SELECT market.add_channel_funds(:'ada', 0, '5cog', 'a2');
-- the order of the checks is the same with a key
SELECT market.add_channel_funds(:'ada', 99, '5cog', 'a2');
SELECT market.claim(:'bob', 0, 'c1');
SELECT count(*) FROM market.idempotency_key;
RESET ROLE;
SET ROLE regress_idempotency_ada;
SELECT market.transfer(:'ada', :'sue', '5cog', 'k1') AS again;
SELECT count(*) FROM market.idempotency_key WHERE account <> :'ada';
RESET ROLE;

--
-- Keys are forgotten after a number of blocks, in bounded work
--
SELECT market.set_params(idempotency_key_blocks => 2, max_work_per_block => 5);
SELECT count(*) AS keys FROM market.idempotency_key;
SELECT market.end_block() - market.height() AS ended;
SELECT market.end_block() > 0 AS ended;
SELECT market.transfer(:'bob', :'sue', '1cog', 'late');
SELECT count(*) AS keys FROM market.idempotency_key;
SELECT market.end_block() > 0 AS ended;
SELECT count(*) AS keys FROM market.idempotency_key;
SELECT market.set_params(max_work_per_block => 1000);
SELECT market.end_block() > 0 AS ended;
SELECT account = :'bob' AS bob, key, height FROM market.idempotency_key;
-- a forgotten key is a new one
SELECT market.transfer(:'ada', :'bob', '1cog', 'k1') AS first, market.transfer(:'ada', :'bob', '1cog', 'k1') AS again;
SELECT market.set_params(idempotency_key_blocks => 0);

-- the audit sees a key whose effect is in doubt
BEGIN;
UPDATE market.idempotency_key SET answer = NULL WHERE key = 'k1';
UPDATE market.idempotency_key SET height = 99 WHERE key = 'late';
SELECT check_name, replace(replace(object, :'ada', 'ada'), :'bob', 'bob') AS object, expected, found FROM market.audit();
ROLLBACK;
-- the trigger's function is none to call
SELECT market.prune_idempotency_keys();
SELECT * FROM market.audit();

DROP OWNED BY regress_idempotency_ada, regress_idempotency_eve;
\c :regress_database
DROP DATABASE regress_idempotency;
DROP ROLE regress_idempotency_ada, regress_idempotency_eve;
