-- What happened, as the escrow contract would have logged it, with the true amounts.

CREATE OR REPLACE VIEW market.chain_log WITH (security_invoker = true) AS
WITH event AS (
    SELECT e.id, e.height, e.channel_id, e.event, e.nonce, e.amount, e.planned_amount, e.send_back_amount, e.expiration,
           c.sender, c.signer, c.recipient, c.group_id,
           pg_catalog.sum(CASE e.event WHEN 'open' THEN e.amount WHEN 'add_funds' THEN e.amount
                                       WHEN 'claim' THEN - e.amount - coalesce(e.send_back_amount, 0)
                                       WHEN 'timeout' THEN - e.amount ELSE 0 END)
               OVER (PARTITION BY e.channel_id ORDER BY e.id) AS value
    FROM market.channel_event AS e JOIN market.channel AS c ON c.id = e.channel_id
), log AS (
    SELECT height, 'channel_event'::text AS source, id, 'ChannelOpen'::text AS name,
           'ChannelOpen(uint256,uint256,address,address,address,bytes32,uint256,uint256)'::text AS signature,
           ARRAY[market.abi_encode('(address)', pg_catalog.jsonb_build_array(sender::text)),
                 market.abi_encode('(address)', pg_catalog.jsonb_build_array(recipient::text)),
                 group_id::bytea] AS indexed,
           market.abi_encode('(uint256,uint256,address,uint256,uint256)', pg_catalog.jsonb_build_array(
               channel_id, nonce, signer::text, amount, expiration)) AS data
    FROM event WHERE event = 'open'
    UNION ALL
    SELECT height, 'channel_event', id, 'ChannelClaim',
           'ChannelClaim(uint256,uint256,address,uint256,uint256,uint256,uint256)',
           ARRAY[market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(channel_id)),
                 market.abi_encode('(address)', pg_catalog.jsonb_build_array(recipient::text))],
           market.abi_encode('(uint256,uint256,uint256,uint256,uint256)', pg_catalog.jsonb_build_array(
               nonce, amount, planned_amount, send_back_amount, value))
    FROM event WHERE event = 'claim'
    UNION ALL
    SELECT height, 'channel_event', id, 'ChannelSenderClaim', 'ChannelSenderClaim(uint256,uint256,uint256)',
           ARRAY[market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(channel_id))],
           market.abi_encode('(uint256,uint256)', pg_catalog.jsonb_build_array(nonce, amount))
    FROM event WHERE event = 'timeout'
    UNION ALL
    SELECT height, 'channel_event', id, 'ChannelExtend', 'ChannelExtend(uint256,uint256)',
           ARRAY[market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(channel_id))],
           market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(expiration))
    FROM event WHERE event = 'extend'
    UNION ALL
    SELECT height, 'channel_event', id, 'ChannelAddFunds', 'ChannelAddFunds(uint256,uint256)',
           ARRAY[market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(channel_id))],
           market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(amount))
    FROM event WHERE event = 'add_funds'
    UNION ALL
    SELECT j.height, 'journal', j.id, 'DepositFunds', 'DepositFunds(address,uint256)',
           ARRAY[market.abi_encode('(address)', pg_catalog.jsonb_build_array(j.credit::text))],
           market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(j.amount))
    FROM market.journal AS j, market.params AS p WHERE j.reason = 'deposit' AND j.denom = p.channel_denom
    UNION ALL
    SELECT j.height, 'journal', j.id, 'WithdrawFunds', 'WithdrawFunds(address,uint256)',
           ARRAY[market.abi_encode('(address)', pg_catalog.jsonb_build_array(j.debit::text))],
           market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(j.amount))
    FROM market.journal AS j, market.params AS p WHERE j.reason = 'withdrawal' AND j.denom = p.channel_denom
    UNION ALL
    SELECT j.height, 'journal', j.id, 'TransferFunds', 'TransferFunds(address,address,uint256)',
           ARRAY[market.abi_encode('(address)', pg_catalog.jsonb_build_array(j.debit::text)),
                 market.abi_encode('(address)', pg_catalog.jsonb_build_array(j.credit::text))],
           market.abi_encode('(uint256)', pg_catalog.jsonb_build_array(j.amount))
    FROM market.journal AS j, market.params AS p WHERE j.reason = 'transfer' AND j.denom = p.channel_denom
)
SELECT log.height, log.source, log.id, log.name, p.escrow_address AS contract,
       ARRAY[market.keccak256(pg_catalog.convert_to(log.signature, 'UTF8'))::bytea] || log.indexed AS topics, log.data
FROM log CROSS JOIN market.params AS p;
COMMENT ON VIEW market.chain_log IS 'channels and money in the token of channels, as logs of the escrow contract; movements of nothing are left out';
COMMENT ON COLUMN market.chain_log.height IS 'block';
COMMENT ON COLUMN market.chain_log.source IS 'channel_event or journal: what id numbers';
COMMENT ON COLUMN market.chain_log.id IS 'number of the event or movement';
COMMENT ON COLUMN market.chain_log.name IS 'name of the contract''s event';
COMMENT ON COLUMN market.chain_log.contract IS 'the market''s escrow address';
COMMENT ON COLUMN market.chain_log.topics IS 'hash of the event''s signature, and the indexed fields';
COMMENT ON COLUMN market.chain_log.data IS 'the other fields';

GRANT SELECT ON market.chain_log TO market_user, market_app, market_operator, market_reader;
