-- hashes, messages, signatures; each error is followed by its SQLSTATE
\set VERBOSITY default
\set escrow '\'0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E\''
\set two '\'0x592E3C0f3B038A0D673F19a18a773F993d4b2610\''
\set three '\'0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB\''
\set group_id '\'\\x15967e0a5625c1f44fb6422e38ad6744470ceb90a8764d249597f24cfe8c112f\''
\set max '115792089237316195423570985008687907853269984665640564039457584007913129639935'

-- who may call them, and how the planner may treat them
CREATE TEMP TABLE pure AS
SELECT oid::regprocedure AS f, * FROM pg_proc WHERE pronamespace = 'market'::regnamespace
    AND proname IN ('keccak256', 'eth_message_hash', 'message_digest', 'ecrecover',
        'public_key_address', 'claim_message', 'open_channel_message', 'channel_state_message',
        'list_unclaimed_message', 'list_in_progress_message', 'start_claim_message',
        'start_claims_message');
SELECT count(*) FROM pure;
SELECT f FROM pure WHERE NOT (provolatile = 'i' AND proisstrict AND proparallel = 's');
SELECT f FROM pure WHERE NOT has_function_privilege('public', oid, 'EXECUTE');

-- hashes
SELECT keccak256('');
SELECT keccak256('abc');
SELECT keccak256(convert_to(repeat('a', 1000000), 'UTF8'));
SELECT eth_message_hash('');
SELECT eth_message_hash('hello');
SELECT message_digest('abc') = eth_message_hash(keccak256('abc')) AS composed;
SELECT pg_typeof(keccak256('')), pg_typeof(eth_message_hash('')), pg_typeof(message_digest(''));
SELECT keccak256(NULL), eth_message_hash(NULL), message_digest(NULL);

-- recovery: an address, another one, none, nothing
SELECT ecrecover('\x9a4ec8105965cea96b934b03072a29edbf30f3674093e06f276673c6873f57d3',
    '0x57c65d7b50f4bfa4e98e1daaffaaf1351c51f2b00c4cd37e588a655d9c361ec87ff8c46bf569ad2c46561e6322cb9924175edf89c40369794628b2e12d7aecae1b');
SELECT ecrecover('\x9a4ec8105965cea96b934b03072a29edbf30f3674093e06f276673c6873f57d3',
    '0x57c65d7b50f4bfa4e98e1daaffaaf1351c51f2b00c4cd37e588a655d9c361ec87ff8c46bf569ad2c46561e6322cb9924175edf89c40369794628b2e12d7aecae1c');
SELECT ecrecover('\x9a4ec8105965cea96b934b03072a29edbf30f3674093e06f276673c6873f57d3',
    '0x000000000000000000000000000000000000000000000000000000000000000500000000000000000000000000000000000000000000000000000000000000011b');
SELECT ecrecover(NULL, NULL);
SELECT ecrecover('\x00', '0x57c65d7b50f4bfa4e98e1daaffaaf1351c51f2b00c4cd37e588a655d9c361ec87ff8c46bf569ad2c46561e6322cb9924175edf89c40369794628b2e12d7aecae1b');
\echo :SQLSTATE

-- public keys: compressed, bare, full
SELECT public_key_address('\x0380b8a6aeb56a17104b33be32d9f4bee879d140efadf77c554d9c8ef505ab8ebd');
SELECT public_key_address('\x80b8a6aeb56a17104b33be32d9f4bee879d140efadf77c554d9c8ef505ab8ebdb8b0b0b2a34ee093d1c2b8563f5607952cf9a514ef8e327fbac7cec09986256d');
SELECT public_key_address('\x0480b8a6aeb56a17104b33be32d9f4bee879d140efadf77c554d9c8ef505ab8ebdb8b0b0b2a34ee093d1c2b8563f5607952cf9a514ef8e327fbac7cec09986256d');
SELECT public_key_address(''); \echo :SQLSTATE
SELECT public_key_address('\x0380b8a6aeb56a17104b33be32d9f4bee879d140efadf77c554d9c8ef505ab8e'); \echo :SQLSTATE
SELECT public_key_address('\x0580b8a6aeb56a17104b33be32d9f4bee879d140efadf77c554d9c8ef505ab8ebd'); \echo :SQLSTATE
SELECT public_key_address('\x0780b8a6aeb56a17104b33be32d9f4bee879d140efadf77c554d9c8ef505ab8ebdb8b0b0b2a34ee093d1c2b8563f5607952cf9a514ef8e327fbac7cec09986256d'); \echo :SQLSTATE
SELECT public_key_address('\x0480b8a6aeb56a17104b33be32d9f4bee879d140efadf77c554d9c8ef505ab8ebdb8b0b0b2a34ee093d1c2b8563f5607952cf9a514ef8e327fbac7cec09986256e'); \echo :SQLSTATE
SELECT public_key_address('\x02ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff'); \echo :SQLSTATE

-- messages, with their arguments by name
SELECT claim_message(escrow => :escrow, channel_id => 0, nonce => 1, amount => 10000000);
SELECT open_channel_message(escrow => :escrow, funder => :two, signer => :three, recipient => :two,
    group_id => :group_id, value => 100, expiration => :max, message_nonce => 2);
SELECT channel_state_message(escrow => :escrow, channel_id => 1, current_block => 53);
SELECT list_unclaimed_message(escrow => :escrow, current_block => 30);
SELECT list_in_progress_message(escrow => :escrow, current_block => 30);
SELECT start_claim_message(escrow => :escrow, channel_id => 1, nonce => 2);
SELECT start_claims_message(escrow => :escrow, channel_ids => '{300,2,1,2}', current_block => 100);
SELECT start_claims_message(:escrow, '{}', 100);
SELECT start_claims_message(:escrow, '[5:6]={2,1}', 100) = start_claims_message(:escrow, '{1,2}', 100)
    AS any_bounds;
SELECT claim_message(:escrow, '7.00', 0, 0) = claim_message(:escrow, 7, 0, 0) AS same_integer;
SELECT claim_message(:escrow, NULL, 0, 0);

-- numbers, one by one
SELECT claim_message(:escrow, -1, 0, 0); \echo :SQLSTATE
SELECT claim_message(:escrow, 0, 0.5, 0); \echo :SQLSTATE
SELECT claim_message(:escrow, 0, 0, :max + 1); \echo :SQLSTATE
SELECT claim_message(:escrow, 'NaN', 0, 0); \echo :SQLSTATE
SELECT claim_message(:escrow, 0, 'Infinity', 0); \echo :SQLSTATE
SELECT claim_message(:escrow, 0, 0, '-Infinity'); \echo :SQLSTATE
SELECT claim_message(:escrow, 0, 0, 1e1000); \echo :SQLSTATE
SELECT open_channel_message(:escrow, :two, :two, :two, :group_id, -1, 0, 0); \echo :SQLSTATE
SELECT open_channel_message(:escrow, :two, :two, :two, :group_id, 0, -1, 0); \echo :SQLSTATE
SELECT open_channel_message(:escrow, :two, :two, :two, :group_id, 0, 0, -1); \echo :SQLSTATE
SELECT open_channel_message(:escrow, :two, :two, :two, '\x15', 0, 0, 0); \echo :SQLSTATE
SELECT channel_state_message(:escrow, -1, 0); \echo :SQLSTATE
SELECT channel_state_message(:escrow, 0, -1); \echo :SQLSTATE
SELECT list_unclaimed_message(:escrow, -1); \echo :SQLSTATE
SELECT list_in_progress_message(:escrow, -1); \echo :SQLSTATE
SELECT start_claim_message(:escrow, -1, 0); \echo :SQLSTATE
SELECT start_claim_message(:escrow, 0, -1); \echo :SQLSTATE
SELECT start_claims_message(:escrow, '{1,-1}', 0); \echo :SQLSTATE
SELECT start_claims_message(:escrow, '{1}', -1); \echo :SQLSTATE

-- arrays
SELECT start_claims_message(:escrow, '{1,NULL}', 0); \echo :SQLSTATE
SELECT start_claims_message(:escrow, '{{1,2},{3,4}}', 0); \echo :SQLSTATE
SELECT length(start_claims_message(:escrow, array_fill(1::numeric, '{1000000}'), 0));
SELECT length(start_claims_message(:escrow, array_fill(1::numeric, '{1000001}'), 0)); \echo :SQLSTATE
