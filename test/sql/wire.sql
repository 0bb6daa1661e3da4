-- What clients and daemons of the originals send: success and every error.
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT n, market.parse_header_number(n) FROM unnest(ARRAY['0', '1', '42', '115792089237316195423570985008687907853269984665640564039457584007913129639935']) AS n;
SELECT market.parse_header_number('042');
\echo :SQLSTATE
SELECT market.parse_header_number('115792089237316195423570985008687907853269984665640564039457584007913129639936');
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.parse_header_number('');
SELECT market.parse_header_number('0x2a');
SELECT market.parse_header_number('+42');
SELECT market.parse_header_number(' 42');
SELECT market.parse_header_number('42 ');
SELECT market.parse_header_number('4_2');
SELECT market.parse_header_number('-0');
SELECT market.parse_header_number('12345abc');
SELECT market.parse_header_number('1.0');
SELECT market.parse_header_number('00');
\set VERBOSITY default
-- ids: leading zeros do not matter, and no id is reduced
SELECT market.parse_channel_id('\x'), market.parse_channel_id('\x2a'), market.parse_channel_id('\x00002a'), market.parse_channel_id('\x0100');
SELECT market.parse_channel_id(decode(repeat('ff', 32), 'hex')) = trunc(2::numeric ^ 256, 0) - 1 AS largest, market.parse_channel_id(decode(repeat('00', 100) || '2a', 'hex'));
SELECT market.parse_channel_id(decode('01' || repeat('00', 31) || '2a', 'hex'));
\echo :SQLSTATE
-- signatures: the rules differ in v, and in high s
SELECT market.sign(market.keccak256('wire'), decode(lpad('11', 64, '0'), 'hex'))::bytea AS signature \gset
SELECT v, rules, market.recover_signer(market.keccak256('wire'), set_byte(:'signature'::bytea, 64, (get_byte(:'signature'::bytea, 64) - 27) + v), rules)
    = market.private_key_address(decode(lpad('11', 64, '0'), 'hex')) AS found
FROM unnest(ARRAY[0, 27, 54, 81]) AS v, unnest(ARRAY['strict', 'daemon', 'claim']) AS rules ORDER BY v, rules;
SELECT market.recover_signer(market.keccak256('wire'), substr(:'signature'::bytea, 1, 64)) IS NULL AS length, market.recover_signer(market.keccak256('wire'), set_byte(:'signature'::bytea, 64, 31), 'daemon') IS NULL AS v;
SELECT market.recover_signer(market.keccak256('wire'), :'signature', 'other');
\echo :SQLSTATE
SELECT market.recover_signer('\x00', :'signature');
\echo :SQLSTATE
