-- What the benchmark works on: a service at one cog per call, channels, and a plain table
-- of the same shape.  In a database made by script/database.
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
SET search_path = pg_catalog, public, market;

-- channels 0 to 7 are paid on, one per client; the rest is claimed
\set paid 8
\set claimed 1000
\set organization '{"org_name": "Bench", "org_type": "organization", "description": {}, "assets": {}, "contacts": [], "groups": [{"group_name": "all", "group_id": "ewAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "payment": {"payment_address": "0x3b2b3c2e2e7c93db335e69d827f3cc4bc2a2a2cb", "payment_expiration_threshold": 100}}]}'
\set service '{"version": 1, "display_name": "Sum", "encoding": "proto", "service_type": "grpc", "service_api_source": "ipfs://Qm", "mpe_address": "0x5c7a4290f6f8ff64c69eeffdfafc8644a4ec3a4e", "groups": [{"group_name": "all", "pricing": [{"price_model": "fixed_price", "price_in_cogs": 1, "default": true}]}], "contributors": [{}]}'
\set group '\\x7b00000000000000000000000000000000000000000000000000000000000000'

CREATE SCHEMA bench;

CREATE TABLE bench.wallet AS
SELECT decode(repeat('42', 32), 'hex') AS private_key,
       decode('5c7a4290f6f8ff64c69eeffdfafc8644a4ec3a4e', 'hex') AS escrow,
       '0x3b2b3c2e2e7c93db335e69d827f3cc4bc2a2a2cb'::text AS recipient;
SELECT market.private_key_address(private_key)::text AS payer, recipient
FROM bench.wallet \gset

SELECT market.set_params(escrow_address := '0x5c7a4290f6f8ff64c69eeffdfafc8644a4ec3a4e',
                         channel_denom := 'cog');
SELECT count(*) FROM (
    SELECT market.create_account(:'payer', label := 'payer'),
           market.create_account(:'recipient', label := 'provider'),
           market.deposit(:'payer', '1000000000000000cog')) AS done \g /dev/null
SELECT market.create_organization(:'recipient', 'bench', :'organization');
SELECT market.publish_service(:'recipient', 'bench', 'sum', :'service');

SELECT count(market.open_channel(:'payer', :'payer', :'recipient', :'group',
                                 '1000000000cog', 1000000000))
FROM generate_series(1, :paid + :claimed) \g /dev/null
CREATE TABLE bench.claimed AS SELECT id FROM market.channel WHERE id >= :paid;

-- the same columns in core types, no further index or check, as much free space
CREATE TABLE bench.plain (
    id bigint PRIMARY KEY,
    sender bytea NOT NULL,
    signer bytea NOT NULL,
    recipient bytea NOT NULL,
    group_id bytea NOT NULL,
    denom text NOT NULL,
    value numeric NOT NULL,
    expiration bigint NOT NULL,
    nonce bigint NOT NULL,
    payment_nonce bigint NOT NULL,
    amount numeric NOT NULL,
    signature bytea NOT NULL,
    pending_amount numeric NOT NULL
) WITH (fillfactor = 50);
INSERT INTO bench.plain
SELECT id, sender::bytea, signer::bytea, recipient::bytea, group_id, denom, value, expiration,
       nonce, payment_nonce, 0, decode(repeat('01', 65), 'hex'), 0
FROM market.channel;

-- the clients connect as an application does
SELECT 'CREATE ROLE bench_app LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bench_app') \gexec
GRANT market_app TO bench_app;
GRANT USAGE ON SCHEMA bench TO bench_app;
GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA bench TO bench_app;
VACUUM ANALYZE;
CHECKPOINT;
