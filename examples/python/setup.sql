-- What an operator and an owner do once: the market, a token, roles and accounts, a service with two providers.
CREATE EXTENSION pg_market;
SELECT market.install();
-- for the operators of market.address
SELECT format('ALTER DATABASE %I SET search_path = "$user", public, market', current_database()) \gexec
SELECT market.create_token('uiris', 'iris', 6);
SELECT market.set_params(base_denom => 'uiris', min_deposit => 10000000, min_deposit_multiple => 200);

DROP ROLE IF EXISTS example_worker, example_owner, example_consumer, example_scheduler;
CREATE ROLE example_worker LOGIN;
CREATE ROLE example_owner LOGIN;
CREATE ROLE example_consumer LOGIN;
CREATE ROLE example_scheduler LOGIN;
GRANT market_user TO example_worker, example_owner, example_consumer;
GRANT market_operator TO example_scheduler;
SELECT market.create_account('0x1000000000000000000000000000000000000002', 'example_owner', 'owner');
SELECT market.create_account('0x2000000000000000000000000000000000000001', 'example_worker', 'provider with a worker');
SELECT market.create_account('0x2000000000000000000000000000000000000002', 'example_owner', 'provider without one');
SELECT market.create_account('0x3000000000000000000000000000000000000001', 'example_consumer', 'consumer');
SELECT market.deposit('0x1000000000000000000000000000000000000002', '100iris', 'payment 1');
SELECT market.deposit('0x3000000000000000000000000000000000000001', '5iris', 'payment 2');

SET ROLE example_owner;
SELECT market.define_service('0x1000000000000000000000000000000000000002', 'price-quote', '{
    "input": {"type": "object", "required": ["base", "quote"]},
    "output": {"type": "object", "properties": {"price": {"type": "number"}}, "required": ["price"]}}');
SELECT market.bind_service('0x1000000000000000000000000000000000000002', 'price-quote',
    '0x2000000000000000000000000000000000000001', '20iris', '{"price": "0.1iris"}', 1);
SELECT market.bind_service('0x1000000000000000000000000000000000000002', 'price-quote',
    '0x2000000000000000000000000000000000000002', '20iris', '{"price": "0.05iris"}', 1);
RESET ROLE;
