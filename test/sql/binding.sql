-- Bindings: every function with its success and its errors, in order.
\set VERBOSITY default
\set SHOW_CONTEXT never
-- one transaction, so that other tests find clock and base denom as they were
\set ON_ERROR_ROLLBACK on
BEGIN;

\set owner '0x6111111111111111111111111111111111111111'
\set other '0x6122222222222222222222222222222222222222'
\set p1 '0x61a1111111111111111111111111111111111111'
\set p2 '0x61a2222222222222222222222222222222222222'
\set cold '0x61c1111111111111111111111111111111111111'
\set zero '0x0000000000000000000000000000000000000000'
\set s '{"input":{"type":"object"},"output":{"type":"object"}}'
SELECT market.system_account('service_deposit_account') AS pool
\gset
SELECT market.define_service(:'owner', n, :'s') FROM unnest(ARRAY['bind-a', 'bind-b', 'bind-rate']) AS n;
SELECT market.create_token('ubind', 'bind', 6), market.create_token('bindatom');
SELECT market.deposit(:'owner', '100000stake'), market.deposit(:'cold', '1ubind'), market.deposit(:'cold', '1bindatom');
CREATE VIEW bindings AS
SELECT service_name, right(provider::text, 2) AS provider, right(owner::text, 2) AS owner, deposit, pricing, price, price_denom, qos,
       options, available, disabled_time = market.block_time() AS disabled_now
FROM market.service_binding WHERE service_name IN ('bind-a', 'bind-b') ORDER BY service_name, provider;
CREATE VIEW money AS
SELECT right(account::text, 2) AS account, denom, kind, amount FROM market.balance_sheet
WHERE account IN ('0x6111111111111111111111111111111111111111', '0x6122222222222222222222222222222222222222') ORDER BY 1, 2, 3;
CREATE VIEW events AS
SELECT event, service_name, right(provider::text, 2) AS provider, right(account::text, 2) AS account FROM market.service_event
WHERE account IN ('0x6111111111111111111111111111111111111111', '0x6122222222222222222222222222222222222222')
  AND event <> 'create_definition' ORDER BY id;

--
-- bind_service
--
SELECT market.bind_service(owner => :'owner', service_name => 'bind-a', provider => :'p1', deposit => '50000stake',
    pricing => '{ "price": "50stake" }', qos => 50, options => '{"a": 1}');
SELECT * FROM bindings;
SELECT * FROM money;
SELECT right(provider::text, 2) AS provider, right(owner::text, 2) AS owner FROM market.provider_owner WHERE owner = :'owner';

-- the arguments alone, from provider to pricing
SELECT market.bind_service(NULL, '', NULL, NULL, NULL, NULL, NULL);
SELECT market.bind_service(NULL, '', :'zero', NULL, NULL, NULL, NULL);
SELECT market.bind_service(NULL, '', :'pool', NULL, NULL, NULL, NULL);
SELECT market.bind_service(NULL, '', :'p2', NULL, NULL, NULL, NULL);
SELECT market.bind_service(:'pool', '', :'p2', NULL, NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'invalid/service/name', :'p2', '0.5stake', NULL, NULL, NULL);
SELECT market.bind_service(:'owner', NULL, :'p2', '0.5stake', NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', '0.5stake', NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', '0.0000001bind', NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', '115792089237316195423570985008687907853269984665640564039457584007913129639936stake', NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, NULL, 0, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, NULL, -1, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, NULL, 101, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, NULL, 101);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, '{"price":"1stake","other":1}', 101);

-- and beside the rows
SELECT market.bind_service(:'other', 'bind-x', :'p1', NULL, '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'other', 'bind-a', :'p1', NULL, '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'other', 'bind-b', :'p1', NULL, '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', NULL, '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '0stake', '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '5foo', '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '5bind', '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '1stake', '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '1stake', '{"price":"1nothing"}', 100);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '1stake', '{"price":"0.0000001bind"}', 100);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '1stake', '{"price":"0.5ubind"}', 100);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '1stake', '{"price":"66749594872528440074844428317798503581334516323645399060845050244444366430645bind"}', 100);
SELECT market.set_params(restricted_service_fee_denom => true);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '1stake', '{"price":"0.5bind"}', 100);
SELECT market.set_params(restricted_service_fee_denom => false);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '1stake', '{"price":"0.5bind"}', 100);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '50050stake', '{"price":"51stake"}', 100);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '51000stake', '{"price":"51stake"}', 100);
SELECT * FROM bindings;
SELECT * FROM money;

-- the least deposit: the price times 1000, at least 5000, none for a price of 0
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '4999stake', '{"price":"1stake"}', 1);
SELECT market.bind_service(:'owner', 'bind-b', :'p1', '5000stake', '{"price":"1stake"}', 1);
SELECT market.bind_service(:'owner', 'bind-a', :'p2', '1stake', '{"price":"0stake"}', 1, 'null');
SELECT market.set_params(min_deposit => 0);
SELECT market.bind_service(:'owner', 'bind-b', :'p2', '1999stake', '{"price":"2stake"}', 1, '1');
SELECT market.bind_service(:'owner', 'bind-b', :'p2', '2000stake', '{"price":"2stake"}', 1, '1');
SELECT market.set_params(min_deposit => 5000);
SELECT * FROM bindings;

-- the codes of all of these, in order
\set VERBOSITY sqlstate
SELECT market.bind_service(NULL, '', NULL, NULL, NULL, NULL, NULL);
SELECT market.bind_service(NULL, '', :'pool', NULL, NULL, NULL, NULL);
SELECT market.bind_service(NULL, '', :'p2', NULL, NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'a/b', :'p2', '0.5stake', NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', '0.5stake', NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', '115792089237316195423570985008687907853269984665640564039457584007913129639936stake', NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, NULL, NULL, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, NULL, 1, NULL);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, NULL, 1);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', NULL, '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-a', :'p1', NULL, '{"price":"1nothing"}', 101);
SELECT market.define_service(:'owner', 'bind-c', :'s');
SELECT market.bind_service(:'other', 'bind-c', :'p1', NULL, '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-c', :'p1', NULL, '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-c', :'p1', '1stake', '{"price":"1nothing"}', 101);
SELECT market.bind_service(:'owner', 'bind-c', :'p1', '1stake', '{"price":"1nothing"}', 100);
SELECT market.bind_service(:'owner', 'bind-c', :'p1', '1stake', '{"price":"1bind"}', 100);
SELECT market.bind_service(:'owner', 'bind-c', :'p1', '1stake', '{"price":"1stake"}', 100);
SELECT market.bind_service(:'owner', 'bind-c', :'p1', '1000000stake', '{"price":"1stake"}', 100);
\set VERBOSITY default

--
-- update_binding
--
SELECT market.update_binding(owner => :'owner', service_name => 'bind-a', provider => :'p1', deposit => '100stake',
    pricing => '{"price":"1stake"}', qos => 80, options => '{"b": 2}');
SELECT * FROM bindings WHERE service_name = 'bind-a' AND provider = '11';
-- nothing to change: an event all the same
SELECT market.update_binding(:'owner', 'bind-a', :'p1');
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '0stake', NULL, 0, NULL);
-- a symbol of the base denom would do as well; another token does not
SELECT market.update_binding(:'owner', 'bind-a', :'p1', pricing => '{"price":"0050stake"}');
SELECT price FROM bindings WHERE service_name = 'bind-a' AND provider = '11';

-- errors in order
SELECT market.update_binding(:'other', '', :'zero', '0.5stake', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'zero', '', :'p1', '0.5stake', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'other', '', :'p1', '0.5stake', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'other', 'bind-x', :'p1', '0.5stake', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'other', 'bind-x', :'p1', '5foo', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'other', 'bind-a', :'p1', '5foo', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '5foo', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '5foo', '{"price":"1nothing"}', -1);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '5foo', '{"price":"1nothing"}', 100);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '500000stake', '{"price":"1nothing"}', 100);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '500000stake', '{"price":"1bind"}', 100);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '500000stake', '{"price":"551stake"}', 100);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '500000stake', '{"price":"55stake"}', 100);
-- when the threshold has risen, any update needs the deposit
SELECT market.set_params(min_deposit_multiple => 1003);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', options => '{}');
SELECT market.update_binding(:'owner', 'bind-a', :'p1');
SELECT market.update_binding(:'owner', 'bind-a', :'p1', deposit => '50stake', options => '{}');
SELECT market.set_params(min_deposit_multiple => 1000);
\set VERBOSITY sqlstate
SELECT market.update_binding(:'other', '', :'zero', '0.5stake', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'other', '', :'p1', '0.5stake', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'other', 'bind-x', :'p1', '0.5stake', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'other', 'bind-x', :'p1', '5foo', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'other', 'bind-a', :'p1', '5foo', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '5foo', '{"price":"1nothing"}', 101);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '5foo', '{"price":"1nothing"}', 100);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '500000stake', '{"price":"1nothing"}', 100);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '500000stake', '{"price":"1bind"}', 100);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '500000stake', '{"price":"551stake"}', 100);
SELECT market.update_binding(:'owner', 'bind-a', :'p1', '500000stake', '{"price":"55stake"}', 100);
\set VERBOSITY default
SELECT * FROM bindings WHERE service_name = 'bind-a' AND provider = '11';
SELECT * FROM money;

--
-- disable_binding and enable_binding
--
SELECT market.disable_binding(:'other', 'a/b', :'zero');
SELECT market.disable_binding(:'other', 'a/b', :'p1');
SELECT market.disable_binding(:'other', 'bind-x', :'p1');
SELECT market.disable_binding(:'other', 'bind-a', :'p1');
SELECT market.enable_binding(:'other', 'a/b', :'zero', '0.5stake');
SELECT market.enable_binding(:'other', 'a/b', :'p1', '0.5stake');
SELECT market.enable_binding(:'other', 'bind-x', :'p1', '0.5stake');
SELECT market.enable_binding(:'other', 'bind-x', :'p1', '5foo');
SELECT market.enable_binding(:'other', 'bind-a', :'p1', '5foo');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1', '5foo');
SELECT market.disable_binding(owner => :'owner', service_name => 'bind-a', provider => :'p1');
SELECT market.disable_binding(:'owner', 'bind-a', :'p1');
SELECT available, disabled_now FROM bindings WHERE service_name = 'bind-a' AND provider = '11';
-- while it is unavailable, the threshold is not looked at
SELECT market.update_binding(:'owner', 'bind-a', :'p1', pricing => '{"price":"5000stake"}');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1', '5foo');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1', '4949850stake');
SELECT market.update_binding(:'owner', 'bind-a', :'p1', pricing => '{"price":"51stake"}');
SELECT market.enable_binding(owner => :'owner', service_name => 'bind-a', provider => :'p1', deposit => '850stake');
SELECT available, disabled_now, deposit FROM bindings WHERE service_name = 'bind-a' AND provider = '11';
\set VERBOSITY sqlstate
SELECT market.enable_binding(:'other', 'bind-x', :'p1', '5foo');
SELECT market.enable_binding(:'other', 'bind-a', :'p1', '5foo');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1', '5foo');
SELECT market.disable_binding(:'owner', 'bind-a', :'p1');
SELECT market.disable_binding(:'owner', 'bind-a', :'p1');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1', '5foo');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1');
\set VERBOSITY default

--
-- a deposit that falls below its threshold disables; this is what slashing does
--
SELECT market.block_time() AS t
\gset
SAVEPOINT before;
UPDATE market.service_binding SET deposit = deposit WHERE service_name = 'bind-a';
UPDATE market.service_binding SET deposit = deposit + 1 WHERE service_name = 'bind-a';
UPDATE market.service_binding SET deposit = deposit - 1 WHERE service_name = 'bind-a' AND provider = :'p1';
SELECT available, disabled_now FROM bindings WHERE service_name = 'bind-a';
UPDATE market.service_binding SET deposit = deposit - 1 WHERE service_name = 'bind-a' AND provider = :'p1';
SELECT available, disabled_now FROM bindings WHERE service_name = 'bind-a';
-- once disabled, nothing changes
UPDATE market.service_binding SET disabled_time = 'epoch' WHERE service_name = 'bind-a' AND provider = :'p1';
UPDATE market.service_binding SET deposit = deposit - 1 WHERE service_name = 'bind-a';
SELECT available, disabled_time = 'epoch' AS kept FROM market.service_binding WHERE service_name = 'bind-a' AND provider = :'p1';
SELECT available FROM bindings WHERE service_name = 'bind-a' AND provider = '22';
-- deposits that the journal does not know
SELECT * FROM market.audit() WHERE check_name <> 'supply';
ROLLBACK TO before;

--
-- refund_deposit
--
SELECT market.refund_deposit(:'other', 'a/b', :'zero');
SELECT market.refund_deposit(:'other', 'a/b', :'p1');
SELECT market.refund_deposit(:'other', 'bind-x', :'p1');
SELECT market.refund_deposit(:'other', 'bind-a', :'p1');
SELECT market.refund_deposit(:'owner', 'bind-a', :'p1');
SELECT market.disable_binding(:'owner', 'bind-a', :'p1');
\set VERBOSITY sqlstate
SELECT market.refund_deposit(:'owner', 'bind-a', :'p1');
-- a microsecond too early, and in time
SELECT market.end_block(:'t'::timestamptz + '19 days 23:59:59.999999') IS NOT NULL;
SELECT market.refund_deposit(:'owner', 'bind-a', :'p1');
SELECT market.end_block(:'t'::timestamptz + '20 days') IS NOT NULL;
SELECT market.refund_deposit(:'other', 'bind-a', :'p1');
SELECT market.refund_deposit(owner => :'owner', service_name => 'bind-a', provider => :'p1');
SELECT market.refund_deposit(:'owner', 'bind-a', :'p1');
\set VERBOSITY default
SELECT * FROM bindings WHERE service_name = 'bind-a' AND provider = '11';
SELECT * FROM money;
-- without a price it needs no deposit
SELECT market.enable_binding(:'owner', 'bind-a', :'p1');
SELECT market.update_binding(:'owner', 'bind-a', :'p1', pricing => '{"price":"0stake"}');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1');
SELECT * FROM bindings WHERE service_name = 'bind-a' AND provider = '11';

--
-- the base denom stays while deposits are counted in it
--
SELECT market.set_params(base_denom => 'bind');
SELECT market.set_params(base_denom => 'stake');

--
-- set_withdraw_address
--
SELECT market.set_withdraw_address(NULL, NULL);
SELECT market.set_withdraw_address(:'owner', NULL);
SELECT market.set_withdraw_address(:'owner', :'zero');
SELECT market.set_withdraw_address(:'owner', :'pool');
SELECT market.set_withdraw_address(owner => :'owner', withdraw_address => :'p1');
SELECT market.set_withdraw_address(:'owner', :'cold');
SELECT owner, withdraw_address FROM market.withdraw_address WHERE owner = :'owner';
\set VERBOSITY sqlstate
SELECT market.set_withdraw_address(:'owner', NULL);
SELECT market.set_withdraw_address(:'owner', :'pool');
\set VERBOSITY default

SELECT * FROM events;

--
-- service_fee
--
\set lot '{"price":"100stake","promotions_by_time":[{"start_time":"1970-01-01T00:00:00Z","end_time":"9999-01-01T00:00:00Z","discount":0.7}],"promotions_by_volume":[{"volume":1,"discount":"0.9"},{"volume":2,"discount":"0.55"}]}'
SELECT market.service_fee(NULL, NULL, NULL);
SELECT market.service_fee('bind-x', NULL, NULL);
SELECT market.service_fee('bind-x', :'p1', NULL);
SELECT market.service_fee('bind-x', :'p1', :'zero');
SELECT market.service_fee('bind-x', :'p1', :'other');
SELECT market.service_fee('bind-c', :'p1', :'other');
SELECT market.service_fee('bind-a', :'p1', :'other');
SELECT market.disable_binding(:'owner', 'bind-a', :'p1');
SELECT market.update_binding(:'owner', 'bind-a', :'p1', pricing => :'lot', qos => 1);
SELECT market.service_fee('bind-a', :'p1', :'other');
SELECT market.enable_binding(:'owner', 'bind-a', :'p1', '90000stake');
SELECT market.update_binding(:'owner', 'bind-a', :'p1', pricing => replace(:'lot', '100stake', '90stake')::market.pricing);
SELECT market.enable_binding(:'owner', 'bind-a', :'p1', '90000stake');
SELECT market.deposit(:'other', '1000stake') > 0;
-- as it says, so it costs; answers count as soon as they are given, and when they are settled
SELECT market.service_fee(service_name => 'bind-a', provider => :'p1', consumer => :'other');
SELECT market.call_service(:'other', 'bind-a', ARRAY[:'p1']::market.address[], '{"header":{}}', '90stake', 5) > 0;
SELECT market.respond_service(provider, id, '{"code":200,"message":""}', '{"header":{}}') FROM market.request WHERE consumer = :'other' AND state = 'pending';
SELECT market.service_fee('bind-a', :'p1', :'other'), market.service_fee('bind-a', :'p1', :'owner');
SELECT market.end_block() > 0;
SELECT market.service_fee('bind-a', :'p1', :'other');
SELECT market.call_service(:'other', 'bind-a', ARRAY[:'p1']::market.address[], '{"header":{}}', '90stake', 5) > 0;
SELECT market.respond_service(provider, id, '{"code":400,"message":""}') FROM market.request WHERE consumer = :'other' AND state = 'pending';
SELECT market.service_fee('bind-a', :'p1', :'other');
SELECT fee FROM market.request WHERE consumer = :'other' ORDER BY id;
\set VERBOSITY sqlstate
SELECT market.service_fee(NULL, NULL, NULL);
SELECT market.service_fee('bind-x', NULL, NULL);
SELECT market.service_fee('bind-x', :'p1', :'other');
SELECT market.service_fee('bind-c', :'p1', :'other');
\set VERBOSITY default

--
-- who may
--
CREATE ROLE binding_user;
GRANT market_user TO binding_user;
SET ROLE binding_user;
SELECT market.bind_service(:'owner', 'bind-x', :'p2', '1stake', '{"price":"1stake"}', 0);
SELECT market.bind_service(:'owner', 'bind-x', :'p2', '1stake', '{"price":"1stake"}', 1);
SELECT market.update_binding(:'owner', 'bind-x', :'p2');
SELECT market.enable_binding(:'owner', 'bind-x', :'p2');
SELECT market.disable_binding(:'owner', 'bind-x', :'p2');
SELECT market.refund_deposit(:'owner', 'bind-x', :'p2');
SELECT market.set_withdraw_address(:'owner', :'p2');
SELECT count(*) AS bindings FROM market.service_binding WHERE service_name LIKE 'bind-%';
SELECT market.service_fee('bind-a', :'p1', :'other');
SELECT count(*) AS addresses FROM market.withdraw_address;
-- a provider that somebody bound is not for the taking
SELECT market.create_account(:'p2');
UPDATE market.service_binding SET deposit = 0;
RESET ROLE;

SELECT * FROM market.audit();
ROLLBACK;
