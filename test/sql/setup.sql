--
-- The database that the other tests use: both extensions, their tables, one token.
--
CREATE EXTENSION pg_market;
CREATE EXTENSION pg_market_wallet;

-- the text that it prints names the database
SELECT count(*) > 0 AS gives_advice FROM market.install();

SELECT format('ALTER DATABASE %I SET search_path = "$user", public, market', current_database())
\gexec

SELECT market.create_token('cog', 'AGI', 8);
