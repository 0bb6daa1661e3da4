-- Messages that hold texts: layouts, and every error.
\set VERBOSITY default
\set SHOW_CONTEXT never
\set ada 0xDd0E7a423e7de4864BCEe61B3e4aE6deE1fdFf94
\set signature '0x' '73aa2e6fa13e392ad19d76bc78d58168a4b3d95263dbb17555cf65dae556bae73349d16471392079979a067b98cb9a4dfc21c1ebb0f74dd46b39286b8e21bade00'

-- texts stand in UTF-8 without lengths, numbers in 32 bytes
SELECT market.free_call_token_request_message('0xAB', 'zoë', 'org', 'svc', 'Z2lk', 99)
    = convert_to('__prefix_free_trial0xABzoëorgsvcZ2lk', 'UTF8') || decode(lpad('63', 64, '0'), 'hex') AS same;
SELECT market.free_call_message('0xAB', '', 'org', 'svc', 'Z2lk', 99, '\x0102')
    = '__prefix_free_trial0xABorgsvcZ2lk'::bytea || decode(lpad('63', 64, '0'), 'hex') || '\x0102' AS same;
SELECT market.free_call_older_message('ada@example.com', 'org', 'svc', 'Z2lk', 99, '\x0102')
    = '__prefix_free_trialada@example.comorgsvcZ2lk'::bytea || decode(lpad('63', 64, '0'), 'hex') || '\x0102' AS same;
SELECT market.free_call_token_message('org', 'default_group', :'ada', 'u', 18446744073709551616)
    = 'orgdefault_group'::bytea || :'ada'::market.address::bytea || 'u'::bytea || decode(lpad('10000000000000000', 64, '0'), 'hex') AS same;
SELECT market.training_message('create_model', :'ada', 1)
    = 'create_model'::bytea || :'ada'::market.address::bytea || decode(lpad('1', 64, '0'), 'hex') AS same;
SELECT market.operator_message('_StopProcessingRequests', 1)
    = '_StopProcessingRequests'::bytea || decode(lpad('1', 64, '0'), 'hex') AS same;
SELECT market.metering_message('ada', 'org', 'svc', 'Z2lk', 1)
    = '_usageadaorgsvcZ2lk'::bytea || decode(lpad('1', 64, '0'), 'hex') AS same;
-- two requests, one message: whoever reads it has to look the texts up
SELECT market.free_call_token_request_message('0xAB', '', 'ab', 'c', 'Z2lk', 99)
    = market.free_call_token_request_message('0xAB', '', 'a', 'bc', 'Z2lk', 99) AS same;
-- no value without an argument
SELECT market.free_call_message('0xAB', NULL, 'org', 'svc', 'Z2lk', 99, '\x0102') IS NULL AS unknown,
    market.operator_message(NULL, 1) IS NULL AS unknown;

--
-- tokens
--
-- v is 0 or 1 in a token, whichever way the signature came
SELECT market.free_call_token(:'signature', 120);
SELECT market.free_call_token(overlay(:'signature' placing '1b' from 131)::market.signature, 120) = market.free_call_token(:'signature', 120) AS same;
SELECT signature = substr(market.free_call_token(:'signature', 120), 1, 65) AS same, expiration_block
FROM market.parse_free_call_token(market.free_call_token(:'signature', 120));
SELECT * FROM market.parse_free_call_token('\x01025f303037');
SELECT * FROM market.parse_free_call_token('_-5');
SELECT * FROM market.parse_free_call_token('a_b_0');
SELECT expiration_block = trunc(2::numeric ^ 256, 0) - 1 AS largest
FROM market.parse_free_call_token(convert_to('_' || trunc(2::numeric ^ 256, 0) - 1, 'UTF8'));

-- errors, in order
SELECT market.parse_free_call_token('');
\echo :SQLSTATE
SELECT market.parse_free_call_token('abc');
\echo :SQLSTATE
SELECT market.parse_free_call_token('abc_');
\echo :SQLSTATE
SELECT market.parse_free_call_token('abc_-');
\echo :SQLSTATE
SELECT market.parse_free_call_token('abc_1a');
\echo :SQLSTATE
SELECT market.parse_free_call_token(convert_to('_' || trunc(2::numeric ^ 256, 0), 'UTF8'));
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.parse_free_call_token('abc_+1');
SELECT market.parse_free_call_token('abc_ 1');
SELECT market.parse_free_call_token('abc_0x78');
SELECT market.parse_free_call_token('abc_1.0');
SELECT market.parse_free_call_token('abc_1\000');
SELECT market.free_call_token(:'signature', -1);
SELECT market.free_call_token('0x', 1);
SELECT market.free_call_token_request_message('', '', '', '', '', -1);
SELECT market.free_call_token_request_message('', '', '', '', '', 1.5);
SELECT market.free_call_message('', '', '', '', '', 'NaN', '');
SELECT market.free_call_older_message('', '', '', '', trunc(2::numeric ^ 256, 0), '');
SELECT market.free_call_token_message('', '', :'ada', '', -1);
SELECT market.training_message('', :'ada', -1);
SELECT market.operator_message('', -1);
SELECT market.metering_message('', '', '', '', -1);
