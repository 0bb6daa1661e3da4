-- What an operator does once: the market, a token, and the roles and accounts of two people.
CREATE EXTENSION pg_market;
SELECT market.install();
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(channel_denom => 'cog',
                         escrow_address => '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E');

DROP ROLE IF EXISTS example_client, example_provider;
CREATE ROLE example_client;
CREATE ROLE example_provider;
GRANT market_user TO example_client, example_provider;
SELECT market.create_account('0x592E3C0f3B038A0D673F19a18a773F993d4b2610', 'example_client');
SELECT market.create_account('0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB', 'example_provider');

SELECT market.deposit('0x592E3C0f3B038A0D673F19a18a773F993d4b2610', '100.1AGI', 'payment 1');
SELECT market.end_block(next_height => 21);
