-- Calls of contracts: what is encoded, and every error.
\set VERBOSITY default
\set SHOW_CONTEXT never
SELECT market.contract_call('deposit(uint256)', '[10010000000]');
SELECT market.contract_call('deposit(uint256)', '["10010000000"]') = market.contract_call('deposit(uint256)', '[10010000000]') AS same;
SELECT market.contract_call('token()', '[]');
SELECT market.abi_encode('(address,bytes32,bool,uint8)', jsonb_build_array('0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB', '0x' || repeat('ab', 32), true, 255));
SELECT market.abi_encode('(uint256[],uint256,bool[])', '[[1, 2], 3, []]');
SELECT market.abi_encode('()', '[]');
SELECT market.abi_encode('(uint256)', NULL) IS NULL AS unknown;
-- errors
SELECT market.contract_call('deposit', '[1]');
\echo :SQLSTATE
SELECT market.contract_call('deposit(uint256)', '[1, 2]');
\echo :SQLSTATE
SELECT market.contract_call('deposit(uint256)', '[true]');
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.contract_call('deposit(uint)', '[1]');
SELECT market.contract_call('deposit(uint256', '[1]');
SELECT market.contract_call('deposit(uint256,)', '[1]');
SELECT market.contract_call('deposit( uint256)', '[1]');
SELECT market.contract_call('deposit(uint256[][])', '[1]');
SELECT market.contract_call('deposit(uint256) ', '[1]');
SELECT market.abi_encode('(' || repeat('bool,', 32) || 'bool)', '[]');
SELECT market.abi_encode('(uint256)', '{"a": 1}');
SELECT market.abi_encode('(uint256)', '1');
SELECT market.abi_encode('(uint256)', '[-1]');
SELECT market.abi_encode('(uint256)', '[1.5]');
SELECT market.abi_encode('(uint256)', '["1.0"]');
SELECT market.abi_encode('(uint256)', '["0x1"]');
SELECT market.abi_encode('(uint256)', '["115792089237316195423570985008687907853269984665640564039457584007913129639936"]');
SELECT market.abi_encode('(uint256)', '[[1]]');
SELECT market.abi_encode('(uint8)', '[256]');
SELECT market.abi_encode('(address)', '["0x3b2b3c2e2E7C93db335E69D827F3CC4bC2A2A2cB"]');
SELECT market.abi_encode('(bytes32)', '["0xab"]');
SELECT market.abi_encode('(bool)', '[1]');
SELECT market.abi_encode('(bool[])', '[true]');
SELECT market.abi_encode('(bool[])', '[{"a": true}]');
SELECT market.abi_encode('(bool[])', '[[1]]');
SELECT market.abi_encode('(uint8[])', jsonb_build_array(to_jsonb(array_fill(1, ARRAY[100001]))));
