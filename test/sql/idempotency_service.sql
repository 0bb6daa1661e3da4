--
-- Keys of the functions of the service wing that move money: the same call again is given
-- the first answer and has no effect, another call is refused
--
BEGIN;
SELECT market.create_account('0x00000000000000000000000000000000000000a1', label => 'owner') IS NOT NULL AS owner,
    market.create_account('0x00000000000000000000000000000000000000b1', label => 'provider') IS NOT NULL AS provider,
    market.create_account('0x00000000000000000000000000000000000000c1', label => 'consumer') IS NOT NULL AS consumer;
\set owner '''0x00000000000000000000000000000000000000a1'''
\set provider '''0x00000000000000000000000000000000000000b1'''
\set consumer '''0x00000000000000000000000000000000000000c1'''
SELECT market.deposit(:owner, '500000stake'), market.deposit(:consumer, '1000stake');
SELECT market.define_service(:owner, 'quote', '{"input": {}, "output": {}}');
CREATE VIEW money AS
SELECT market.balance(:owner) AS owner, market.balance(:consumer) AS consumer,
    (SELECT deposit FROM market.service_binding) AS deposit, (SELECT count(*) FROM market.request_context) AS contexts;

SELECT market.bind_service(:owner, 'quote', :provider, '50000stake', '{"price": "50stake"}', 1, idempotency_key => 'b');
SELECT market.bind_service(:owner, 'quote', :provider, '50000stake', '{"price": "50stake"}', 1, idempotency_key => 'b');
SELECT market.update_binding(:owner, 'quote', :provider, '100stake', idempotency_key => 'u');
SELECT market.update_binding(:owner, 'quote', :provider, '100stake', idempotency_key => 'u');
TABLE money;

SELECT market.call_service(:consumer, 'quote', ARRAY[:provider]::market.address[], '{"header": {}}', '50stake', 5, idempotency_key => 'c')
     = market.call_service(:consumer, 'quote', ARRAY[:provider]::market.address[], '{"header": {}}', '50stake', 5, idempotency_key => 'c')
    AS same_context;
TABLE money;
SELECT market.respond_service(:provider, max(id), '{"code": 400, "message": "no"}', idempotency_key => 'r') FROM market.request;
SELECT market.respond_service(:provider, max(id), '{"code": 400, "message": "no"}', idempotency_key => 'r') FROM market.request;
SELECT market.withdraw_earned_fees(:owner, idempotency_key => 'w');
SELECT market.withdraw_earned_fees(:owner, idempotency_key => 'w');
TABLE money;

SELECT market.disable_binding(:owner, 'quote', :provider);
SELECT market.end_block(market.block_time() + '21 days') > 0 AS three_weeks;
SELECT market.refund_deposit(:owner, 'quote', :provider, idempotency_key => 'f');
SELECT market.refund_deposit(:owner, 'quote', :provider, idempotency_key => 'f');
SELECT market.enable_binding(:owner, 'quote', :provider, '50000stake', idempotency_key => 'e');
SELECT market.enable_binding(:owner, 'quote', :provider, '50000stake', idempotency_key => 'e');
TABLE money;

-- a key says one thing
\set VERBOSITY sqlstate
\set ON_ERROR_ROLLBACK on
SELECT market.bind_service(:owner, 'quote', :provider, '50001stake', '{"price": "50stake"}', 1, idempotency_key => 'b');
SELECT market.update_binding(:owner, 'quote', :provider, '101stake', idempotency_key => 'u');
SELECT market.enable_binding(:owner, 'quote', :provider, '50001stake', idempotency_key => 'e');
SELECT market.refund_deposit(:owner, 'quote', :owner, idempotency_key => 'f');
SELECT market.call_service(:consumer, 'quote', ARRAY[:provider]::market.address[], '{"header": {}}', '50stake', 6, idempotency_key => 'c');
SELECT market.respond_service(:provider, max(id), '{"code": 500, "message": "no"}', idempotency_key => 'r') FROM market.request;
SELECT market.withdraw_earned_fees(:owner, :provider, idempotency_key => 'w');
SELECT market.withdraw_earned_fees(:owner, idempotency_key => 'b');
\set ON_ERROR_ROLLBACK off
SELECT * FROM market.audit();
ROLLBACK;
