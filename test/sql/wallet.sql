-- the extension pg_market_wallet; each error is followed by its SQLSTATE
\set VERBOSITY default
\set client '\'\\xc71478a6d0fe44e763649de0a0deb5a080b788eefbbcf9c6f7aef0dd5dbd67e0\''
\set n '\'\\xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141\''

-- a signature that ethers makes of the same message
SELECT sign(message_digest(claim_message('0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E', 0, 0, 0)), :client);
SELECT private_key_address(:client);
SELECT private_key_address('\x0000000000000000000000000000000000000000000000000000000000000001');
SELECT sign(NULL, :client), sign(keccak256('x'), NULL), private_key_address(NULL);

-- what is signed is recovered, whichever v comes out
SELECT bool_and(ecrecover(d, sign(d, k)) = private_key_address(k)) AS recovered,
    count(DISTINCT get_byte(sign(d, k)::bytea, 64)) AS vs
FROM (SELECT keccak256(int4send(n)) AS d, keccak256(int4send(-n)) AS k FROM generate_series(1, 200) n) x;
SELECT sign(keccak256('x'), :client)::bytea = sign(keccak256('x'), :client)::bytea AS repeatable;

-- what is no key is refused and not repeated
SELECT sign(keccak256('x'), '\x0000000000000000000000000000000000000000000000000000000000000000'); \echo :SQLSTATE
SELECT sign(keccak256('x'), :n); \echo :SQLSTATE
SELECT sign(keccak256('x'), ''); \echo :SQLSTATE
SELECT sign(keccak256('x'), '\x11111111111111111111111111111111111111111111111111111111111111'); \echo :SQLSTATE
SELECT sign(keccak256('x'), '\x111111111111111111111111111111111111111111111111111111111111111111'); \echo :SQLSTATE
SELECT sign('\x00', :client); \echo :SQLSTATE
SELECT private_key_address('\x0000000000000000000000000000000000000000000000000000000000000000'); \echo :SQLSTATE
SELECT private_key_address(:n); \echo :SQLSTATE
SELECT private_key_address(''); \echo :SQLSTATE

-- nobody may sign until granted
CREATE ROLE regress_market_signer;
GRANT USAGE ON SCHEMA market TO regress_market_signer;
SET ROLE regress_market_signer;
SELECT sign(keccak256('x'), :client); \echo :SQLSTATE
SELECT private_key_address(:client); \echo :SQLSTATE
RESET ROLE;
GRANT EXECUTE ON FUNCTION sign(bytes32, bytea), private_key_address(bytea) TO regress_market_signer;
SET ROLE regress_market_signer;
SELECT ecrecover(keccak256('x'), sign(keccak256('x'), :client)) = private_key_address(:client) AS granted;
RESET ROLE;
DROP OWNED BY regress_market_signer;
DROP ROLE regress_market_signer;
