\echo Use "ALTER EXTENSION pg_market_wallet UPDATE TO '0.2.0'" to load this file. \quit
-- What 0.2.0 changes in the types, functions and operators of 0.1.0.
