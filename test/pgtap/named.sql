-- Accounts that somebody names are not there for the taking, and prices are in the
-- token of the channel.
BEGIN;
SELECT plan(8);

CREATE ROLE named_mallory IN ROLE market_user;
\set ada '0xa100000000000000000000000000000000000001'
\set sue '0xa100000000000000000000000000000000000002'
\set bob '0xa100000000000000000000000000000000000003'
\set eve '0xa100000000000000000000000000000000000004'
\set group '\\x0707070707070707070707070707070707070707070707070707070707070707'

SELECT market.deposit(:'ada', '100stake');
SELECT market.open_channel(:'ada', :'sue', :'bob', :'group', '50stake', 1000) AS channel \gset
SELECT market.create_organization(:'ada', 'named', format('{
    "org_name": "named", "org_type": "individual", "description": {}, "assets": {}, "contacts": [],
    "groups": [{"group_name": "g", "group_id": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
                "payment": {"payment_address": "%s", "payment_expiration_threshold": 1}}]}',
    :'bob'::market.address)::jsonb, ARRAY[:'eve']::market.address[]);

SET ROLE named_mallory;
SELECT throws_ok(format('SELECT market.create_account(%L)', a), '42501', NULL, n || ' is known')
FROM (VALUES ('the sender', :'ada'), ('the signer', :'sue'), ('the recipient', :'bob'),
             ('a member', :'eve')) AS t(n, a);
RESET ROLE;
SET ROLE named_mallory;
SELECT lives_ok($$SELECT market.create_account('0xa100000000000000000000000000000000000009')$$,
                'nobody named this one');
RESET ROLE;

-- a channel of one token, prices in another
SELECT market.publish_service(:'ada', 'named', 'tests', format('{
    "version": 1, "display_name": "t", "encoding": "proto", "service_type": "grpc",
    "service_api_source": "ipfs://x", "mpe_address": "%s",
    "groups": [{"group_name": "g", "endpoints": ["http://x.example"],
                "pricing": [{"price_model": "fixed_price", "price_in_cogs": 1, "default": true}]}],
    "contributors": [{"name": "a", "email_id": "a@example.com"}]}', escrow_address)::jsonb)
FROM market.params;
SELECT market.create_token('named', 'NAMED', 2);
SELECT channel_denom AS denom FROM market.params \gset
SELECT market.set_params(channel_denom => 'named');
SELECT throws_ok(format('SELECT market.authorize_payment(%s, 0, 1, %L, %L, %L)', :channel,
    '0x' || repeat('00', 31) || '01' || repeat('00', 31) || '011b', 'named', 'tests'),
    'MK110', NULL, 'stake does not pay a price in another token');
SELECT market.set_params(channel_denom => :'denom');
SELECT throws_ok(format('SELECT market.authorize_payment(%s, 0, 1, %L, %L, %L)', :channel,
    '0x' || repeat('00', 31) || '01' || repeat('00', 31) || '011b', 'named', 'tests'),
    'MK113', NULL, 'in its own token the channel is looked at further');

SELECT is_empty('SELECT * FROM market.audit()', 'the books are sound');
SELECT * FROM finish();
ROLLBACK;
