-- Parameters: set_params, each parameter with what it allows.
-- Each error is followed by its SQLSTATE.
\set VERBOSITY default
\set SHOW_CONTEXT never
SET jit = off;
CREATE TEMPORARY TABLE before AS SELECT * FROM market.params;
CREATE TEMPORARY VIEW changed AS
SELECT key, n.value
FROM market.params AS p, before AS b, jsonb_each_text(to_jsonb(p)) AS n JOIN jsonb_each_text(to_jsonb(b)) AS o USING (key)
WHERE n.value <> o.value ORDER BY key COLLATE "C";

-- nothing given, nothing changed
SELECT market.set_params();
TABLE changed;

-- what is changed below is rolled back at the end
BEGIN;
SELECT market.create_token('paramcoin', 'PARAM', 6);
-- every one, by name
SELECT market.set_params(max_request_timeout => 50, min_deposit_multiple => 200, min_deposit => 6000, service_fee_tax => 0.1,
    slash_fraction => 0.01, complaint_retrospect => '10 days', arbitration_time_limit => '3 days 12:00', tx_size_limit => 8000,
    base_denom => 'paramcoin', restricted_service_fee_denom => true, slash_destination => 'collect', validate_bodies => false,
    dispatch => 'end_of_block', escrow_address => '0x1411111111111111111111111111111111111111', channel_denom => 'paramcoin',
    max_work_per_block => 10, notify => true);
TABLE changed;
-- one, and the others stay; NULL keeps
SELECT market.set_params(tx_size_limit => 9000);
SELECT market.set_params(7, NULL, 0);
TABLE changed;
-- by position; a symbol stands for its denom
SELECT market.set_params(1, 2, 3, 0.4, 0.5, '6 days', '7 days', 8, 'PARAM', false, 'burn', true, 'immediate',
    '0x1422222222222222222222222222222222222222', 'PARAM', 9);
TABLE changed;
-- the limits themselves
SELECT market.set_params(max_request_timeout => 1, min_deposit_multiple => 1, min_deposit => 0, service_fee_tax => 0, slash_fraction => 0,
    complaint_retrospect => '1 microsecond', arbitration_time_limit => '1 day', tx_size_limit => 1, max_work_per_block => 1);
TABLE changed;
SELECT market.set_params(max_request_timeout => 9223372036854775807, min_deposit_multiple => 9223372036854775807,
    min_deposit => 2::numeric ^ 256 - 1, service_fee_tax => 0.999999999999999999, slash_fraction => 1,
    complaint_retrospect => '100 years', arbitration_time_limit => '36500 days', tx_size_limit => 9223372036854775807,
    max_work_per_block => 9223372036854775807);
TABLE changed;
-- zeros behind the point are no fraction
SELECT market.set_params(min_deposit => 7.000, slash_fraction => 1.0, service_fee_tax => 0.250);
SELECT min_deposit, slash_fraction, service_fee_tax FROM market.params;
-- balance() counts in the base denom
SELECT market.deposit('0x1411111111111111111111111111111111111111', '1.5PARAM');
SELECT market.balance('0x1411111111111111111111111111111111111111');
SELECT market.set_params(base_denom => 'stake');
SELECT market.balance('0x1411111111111111111111111111111111111111');
ROLLBACK;
TABLE changed;

-- each refusal says what is allowed
SELECT market.set_params(max_request_timeout => 0); \echo :SQLSTATE
SELECT market.set_params(min_deposit_multiple => 0); \echo :SQLSTATE
SELECT market.set_params(min_deposit => -1); \echo :SQLSTATE
SELECT market.set_params(service_fee_tax => 1); \echo :SQLSTATE
SELECT market.set_params(slash_fraction => 1.000000000000000001); \echo :SQLSTATE
SELECT market.set_params(complaint_retrospect => '0'); \echo :SQLSTATE
SELECT market.set_params(arbitration_time_limit => '-1 day'); \echo :SQLSTATE
SELECT market.set_params(tx_size_limit => -1); \echo :SQLSTATE
SELECT market.set_params(slash_destination => 'keep'); \echo :SQLSTATE
SELECT market.set_params(dispatch => 'later'); \echo :SQLSTATE
SELECT market.set_params(escrow_address => '0x0000000000000000000000000000000000000000'); \echo :SQLSTATE
SELECT market.set_params(max_work_per_block => 0); \echo :SQLSTATE
SELECT market.set_params(free_call_period => -1); \echo :SQLSTATE
SELECT market.set_params(free_call_min_balance => 0.5); \echo :SQLSTATE
SELECT market.set_params(free_call_token_lifetime => 0); \echo :SQLSTATE
SELECT market.set_params(blocks_per_day => 0); \echo :SQLSTATE
SELECT market.set_params(callback_timeout => '0'); \echo :SQLSTATE
SELECT market.set_params(callback_timeout => '1 day'); \echo :SQLSTATE
SELECT market.set_params(base_denom => 'unknown'); \echo :SQLSTATE
SELECT market.set_params(channel_denom => 'unknown'); \echo :SQLSTATE

-- in the order of the arguments, the tokens last
SELECT market.set_params(0, 0, -1, -1, -1, '0', '0', 0, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 0, -1, -1, -1, '0', '0', 0, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, -1, -1, -1, '0', '0', 0, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, -1, -1, '0', '0', 0, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, 0.1, -1, '0', '0', 0, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '0', '0', 0, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '1 day', '0', 0, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '1 day', '1 day', 0, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '1 day', '1 day', 1, '', NULL, '', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '1 day', '1 day', 1, '', NULL, 'burn', NULL, '', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '1 day', '1 day', 1, '', NULL, 'burn', NULL, 'immediate', '0x0000000000000000000000000000000000000000', '', 0);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '1 day', '1 day', 1, '', NULL, 'burn', NULL, 'immediate', NULL, '', 0);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '1 day', '1 day', 1, '', NULL, 'burn', NULL, 'immediate', NULL, '', 1);
SELECT market.set_params(1, 1, 1, 0.1, 0.1, '1 day', '1 day', 1, 'stake', NULL, 'burn', NULL, 'immediate', NULL, '', 1);
TABLE changed;

-- other bad values
\set VERBOSITY sqlstate
SELECT market.set_params(max_request_timeout => -9223372036854775808);
SELECT market.set_params(max_request_timeout => 9223372036854775808);
SELECT market.set_params(min_deposit_multiple => -1);
SELECT market.set_params(min_deposit => 'NaN');
SELECT market.set_params(min_deposit => 'Infinity');
SELECT market.set_params(min_deposit => '-Infinity');
SELECT market.set_params(min_deposit => 0.5);
SELECT market.set_params(min_deposit => 2::numeric ^ 256);
SELECT market.set_params(min_deposit => 1e1000);
SELECT market.set_params(service_fee_tax => 'NaN');
SELECT market.set_params(service_fee_tax => 'Infinity');
SELECT market.set_params(service_fee_tax => '-Infinity');
SELECT market.set_params(service_fee_tax => -0.000000000000000001);
SELECT market.set_params(service_fee_tax => 0.0000000000000000001);
SELECT market.set_params(service_fee_tax => 1e100);
SELECT market.set_params(service_fee_tax => 1e-1000);
SELECT market.set_params(service_fee_tax => 2::numeric ^ 256);
SELECT market.set_params(slash_fraction => 'NaN');
SELECT market.set_params(slash_fraction => 'Infinity');
SELECT market.set_params(slash_fraction => '-Infinity');
SELECT market.set_params(slash_fraction => -1);
SELECT market.set_params(slash_fraction => 2);
SELECT market.set_params(slash_fraction => 0.1234567890123456789);
SELECT market.set_params(complaint_retrospect => '-1 microsecond');
SELECT market.set_params(complaint_retrospect => '1 month -1 day');
SELECT market.set_params(complaint_retrospect => '1 day -1 second');
SELECT market.set_params(complaint_retrospect => '-1 month 100 days');
SELECT market.set_params(complaint_retrospect => '100 years 1 month');
SELECT market.set_params(complaint_retrospect => '36501 days');
SELECT market.set_params(complaint_retrospect => '178000000 years');
SELECT market.set_params(complaint_retrospect => '-178000000 years');
SELECT market.set_params(complaint_retrospect => '1000000 hours');
SELECT market.set_params(complaint_retrospect => '2562047788 hours');
SELECT market.set_params(arbitration_time_limit => '0');
SELECT market.set_params(arbitration_time_limit => '178000000 years');
SELECT market.set_params(arbitration_time_limit => '2562047788 hours');
SELECT market.set_params(tx_size_limit => 0);
SELECT market.set_params(slash_destination => '');
SELECT market.set_params(slash_destination => 'BURN');
SELECT market.set_params(slash_destination => 'burn ');
SELECT market.set_params(dispatch => '');
SELECT market.set_params(dispatch => 'Immediate');
SELECT market.set_params(escrow_address => '0x00');
SELECT market.set_params(base_denom => '');
SELECT market.set_params(base_denom => 'STAKE');
SELECT market.set_params(base_denom => repeat('x', 100000));
SELECT market.set_params(channel_denom => '');
SELECT market.set_params(channel_denom => 'stake ');
SELECT market.set_params(channel_denom => '''; DROP TABLE market.params; --');
SELECT market.set_params(max_work_per_block => -1);
\set VERBOSITY default
TABLE changed;

--
-- Operators only; the values are looked at first, the tokens last
--
CREATE ROLE regress_param_plain;
CREATE ROLE regress_param_app IN ROLE market_user, market_app, market_reader;
CREATE ROLE regress_param_operator IN ROLE market_operator;
SET ROLE regress_param_plain;
SELECT market.set_params(tx_size_limit => 1); \echo :SQLSTATE
SELECT * FROM market.params; \echo :SQLSTATE
SET ROLE regress_param_app;
SELECT market.set_params(tx_size_limit => 1); \echo :SQLSTATE
SELECT count(*) FROM market.params;
UPDATE market.params SET tx_size_limit = 1; \echo :SQLSTATE
RESET ROLE;
GRANT EXECUTE ON FUNCTION market.set_params TO regress_param_app;
SET ROLE regress_param_app;
SELECT market.set_params(tx_size_limit => 0); \echo :SQLSTATE
SELECT market.set_params(tx_size_limit => 1, base_denom => 'unknown'); \echo :SQLSTATE
SELECT market.set_params(); \echo :SQLSTATE
RESET ROLE;
REVOKE EXECUTE ON FUNCTION market.set_params FROM regress_param_app;
BEGIN;
SET ROLE regress_param_operator;
SELECT market.set_params(tx_size_limit => 1);
TABLE market.params \gset p_
RESET ROLE;
SELECT :p_tx_size_limit AS tx_size_limit;
ROLLBACK;
SET ROLE regress_param_operator;
UPDATE market.params SET tx_size_limit = 1; \echo :SQLSTATE
DELETE FROM market.params; \echo :SQLSTATE
RESET ROLE;

TABLE changed;
DROP ROLE regress_param_plain, regress_param_app, regress_param_operator;
SELECT * FROM market.audit();
