-- Tokens: create_token.  Each error is followed by its SQLSTATE.
\set VERBOSITY default
\set SHOW_CONTEXT never
CREATE TEMPORARY VIEW tokens AS
SELECT * FROM market.token WHERE denom LIKE 'tok%' ORDER BY denom COLLATE "C";

SELECT market.create_token('tokplain');
SELECT market.create_token('tokcent', 'TOK', 2);
SELECT market.create_token(denom => 'tok/ibc:1._-', symbol => 'TOK-36', decimals => 36);
TABLE tokens;

-- the same again is nothing new
SELECT market.create_token('tokcent', 'TOK', 2);
-- while no money was counted in it, it may be described anew
SELECT market.create_token('tokplain', 'PLAIN', 3);
SELECT market.create_token('tokplain', 'PLAIN', 4);
SELECT market.create_token('tokplain');
TABLE tokens;
SELECT market.create_token('tokplain', 'PLAIN', 3);
SELECT market.deposit('0x1911111111111111111111111111111111111111', '1PLAIN');
SELECT market.create_token('tokplain', 'PLAIN', 3);
-- afterwards it is fixed, also when the money is gone again
SELECT market.create_token('tokplain', 'PLAIN', 4); \echo :SQLSTATE
SELECT market.withdraw('0x1911111111111111111111111111111111111111', '1PLAIN');
SELECT market.create_token('tokplain'); \echo :SQLSTATE
SELECT market.create_token('tokplain', 'PLAINER', 3); \echo :SQLSTATE
-- one name, one token: neither a denom nor a symbol of another
SELECT market.create_token('tokother', 'TOK'); \echo :SQLSTATE
SELECT market.create_token('tokother', 'tokcent'); \echo :SQLSTATE
SELECT market.create_token('TOK'); \echo :SQLSTATE
SELECT market.create_token('tokcent', 'PLAIN', 2); \echo :SQLSTATE
SELECT market.create_token('tokcent', 'stake', 2); \echo :SQLSTATE
TABLE tokens;

-- arguments
SELECT market.create_token(NULL); \echo :SQLSTATE
SELECT market.create_token('to'); \echo :SQLSTATE
SELECT market.create_token('tokother', 'to'); \echo :SQLSTATE
SELECT market.create_token('tokother', 'OTHER', NULL); \echo :SQLSTATE
SELECT market.create_token('tokother', 'OTHER', 37); \echo :SQLSTATE
-- in this order
SELECT market.create_token('', '', NULL);
SELECT market.create_token('tokother', '', NULL);

\set VERBOSITY sqlstate
SELECT market.create_token('');
SELECT market.create_token('1tok');
SELECT market.create_token('tok other');
SELECT market.create_token(' tok');
SELECT market.create_token('tok ');
SELECT market.create_token(E'tok\n');
SELECT market.create_token('toké');
SELECT market.create_token('tok''; DROP TABLE market.token; --');
SELECT market.create_token('t' || repeat('o', 128));
SELECT market.create_token(repeat('t', 1000000));
SELECT market.create_token('tokother', '');
SELECT market.create_token('tokother', '€uro');
SELECT market.create_token('tokother', '1OTHER');
SELECT market.create_token('tokother', 't' || repeat('o', 128));
SELECT market.create_token('tokother', 'OTHER', -1);
SELECT market.create_token('tokother', 'OTHER', 2147483647);
SELECT market.create_token('tokother', 'OTHER', -2147483648);
SELECT market.create_token('tokother', 'OTHER', 2147483648);
\set VERBOSITY default
-- the longest, and the shortest
BEGIN;
SELECT market.create_token('tok' || repeat('x', 125), 'T' || repeat('O', 127), 36);
SELECT market.create_token('tok', 'Tok', 0);
SELECT length(denom), length(symbol), decimals FROM tokens WHERE denom NOT IN ('tokplain', 'tokcent', 'tok/ibc:1._-') ORDER BY 1;
ROLLBACK;
TABLE tokens;

-- amounts in a token: exact, in the denom or the symbol
\set account '0x1922222222222222222222222222222222222222'
SELECT market.deposit(:'account', '1.25TOK'), market.deposit(:'account', '5tokcent');
SELECT market.balance(:'account', 'tokcent'), market.balance(:'account', 'TOK');
SELECT market.deposit(:'account', '1.250000TOK');
SELECT market.deposit(:'account', '0.001TOK'); \echo :SQLSTATE
SELECT market.deposit(:'account', '0.5tokcent'); \echo :SQLSTATE
SELECT market.deposit(:'account', '1tok'); \echo :SQLSTATE
SELECT market.deposit(:'account', '1tokCENT'); \echo :SQLSTATE
-- 36 decimals, up to the last unit
SELECT market.deposit(:'account', '115792089237316195423570985008687907853269.984665640564039457584007913129639935TOK-36');
SELECT market.withdraw(:'account', '115792089237316195423570985008687907853269.984665640564039457584007913129639935TOK-36');
SELECT market.deposit(:'account', '115792089237316195423570985008687907853269.984665640564039457584007913129639936TOK-36'); \echo :SQLSTATE
SELECT market.deposit(:'account', '0.0000000000000000000000000000000000001TOK-36'); \echo :SQLSTATE

-- operators only; arguments first, what exists last
CREATE ROLE regress_token_app IN ROLE market_user, market_app, market_reader;
CREATE ROLE regress_token_operator IN ROLE market_operator;
SET ROLE regress_token_app;
SELECT market.create_token('tokother'); \echo :SQLSTATE
SELECT count(*) FROM tokens; \echo :SQLSTATE
SELECT count(*) > 3 AS reads FROM market.token;
INSERT INTO market.token VALUES ('tokother', NULL, 0); \echo :SQLSTATE
UPDATE market.token SET decimals = 0; \echo :SQLSTATE
RESET ROLE;
GRANT EXECUTE ON FUNCTION market.create_token TO regress_token_app;
SET ROLE regress_token_app;
SELECT market.create_token('tokother'); \echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.create_token('');
SELECT market.create_token('tokplain', 'OTHER');
\set VERBOSITY default
RESET ROLE;
REVOKE EXECUTE ON FUNCTION market.create_token FROM regress_token_app;
BEGIN;
SET ROLE regress_token_operator;
SELECT market.create_token('tokother', 'OTHER', 1);
RESET ROLE;
SELECT * FROM tokens WHERE denom = 'tokother';
ROLLBACK;
SET ROLE regress_token_operator;
DELETE FROM market.token; \echo :SQLSTATE
RESET ROLE;
-- 36 decimals at most, whoever writes
INSERT INTO market.token VALUES ('tokother', NULL, 37); \echo :SQLSTATE

DROP ROLE regress_token_app, regress_token_operator;
SELECT * FROM market.audit();
