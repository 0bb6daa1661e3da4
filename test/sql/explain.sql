-- What signed messages say, and who signed them.
\set VERBOSITY default
\set SHOW_CONTEXT never
\set escrow 0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E
\set a 0x3b2b3C2e2E7C93db335E69D827F3CC4bC2A2A2cB
CREATE FUNCTION pg_temp.explained(message bytea) RETURNS TABLE (kind text, prefix text, fields jsonb, ours boolean) LANGUAGE sql AS $$
SELECT e.kind, e.prefix, e.fields, e.signer = private_key_address(keccak256('explain'))
FROM market.explain_signature(message, sign(message_digest(message), keccak256('explain'))) AS e
$$;
\t
SELECT * FROM pg_temp.explained(claim_message(:'escrow', 1789, 1917, 115792089237316195423570985008687907853269984665640564039457584007913129639935));
SELECT * FROM pg_temp.explained(open_channel_message(:'escrow', :'a', :'escrow', :'a', keccak256('g'), 1, 2, 3));
SELECT * FROM pg_temp.explained(channel_state_message(:'escrow', 42, 100));
SELECT * FROM pg_temp.explained(list_unclaimed_message(:'escrow', 100));
SELECT * FROM pg_temp.explained(list_in_progress_message(:'escrow', 100));
SELECT * FROM pg_temp.explained(start_claim_message(:'escrow', 42, 3));
SELECT * FROM pg_temp.explained(start_claims_message(:'escrow', ARRAY[2, 1], 100));
SELECT * FROM pg_temp.explained(start_claims_message(:'escrow', '{}', 100));
SELECT * FROM pg_temp.explained(operator_message('_StopProcessingRequests', 7));
-- what has texts of any length does not show its fields; nor what is too long or too short
SELECT kind IS NULL, prefix IS NULL, fields IS NULL, ours FROM pg_temp.explained(free_call_message(:'a', '', 'org', 'svc', 'g', 1, 'x_1'));
SELECT kind IS NULL, ours FROM pg_temp.explained(claim_message(:'escrow', 0, 0, 1) || '\x00');
SELECT kind IS NULL, ours FROM pg_temp.explained(substr(start_claims_message(:'escrow', '{}', 100), 1, 60));
SELECT kind IS NULL, ours FROM pg_temp.explained('');
-- nobody
SELECT kind, signer IS NULL FROM market.explain_signature(operator_message('_GetConfiguration', 1), '0x000000000000000000000000000000000000000000000000000000000000000500000000000000000000000000000000000000000000000000000000000000011b');
\t
