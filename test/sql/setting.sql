-- Operators of services: start, stop, settings; success and every error, in order.
\getenv tests PG_ABS_SRCDIR
\set test setting
\set ECHO none
\i :tests/world/shops.psql
\set ECHO all
SELECT market.end_block(next_height => 100) AS height;

--
-- configure_service, service_configuration
--
-- the defaults
SELECT * FROM market.service_configuration(:'bob', 'org', 's');
SELECT count(*) FROM market.service_setting;
SELECT market.configure_service(:'bob', 'org', 's');
SELECT * FROM market.service_setting;
SELECT market.configure_service(operator => :'bob', organization_id => 'org', service_id => 's', rate_limit => 6, burst_size => 2,
    client_rate_limit => 4, client_burst_size => 3, rate_limit_blocks => 10, allowed_user_flag => true,
    allowed_user_addresses => ARRAY[:'ada', :'sue']::market.address[], authentication_addresses => ARRAY[:'fay']::market.address[],
    trusted_free_call_signers => ARRAY[:'sue']::market.address[], min_balance_for_free_call => 7.00, free_call_period => 50,
    current_block => NULL, signature => NULL);
-- what is not given stays
SELECT market.configure_service(:'bob', 'org', 's');
SELECT name, type, CASE WHEN name LIKE '%addresses' OR name LIKE '%signers' THEN (SELECT string_agg(name(a), ',') FROM unnest(value::market.address[]) AS a) ELSE value END AS value
FROM market.service_configuration(:'bob', 'org', 's');
SELECT guarded FROM market.service_setting;
-- back to what holds without a value
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 0, burst_size => 0, client_rate_limit => 5, client_burst_size => 0, allowed_user_flag => false,
    allowed_user_addresses => '{}', min_balance_for_free_call => -1, free_call_period => -1);
SELECT market.set_params(free_call_period => 9, free_call_min_balance => 8);
SELECT rate_limit, burst_size, client_rate_limit, client_burst_size, allowed_user_flag, allowed_user_addresses, min_balance_for_free_call, free_call_period, guarded FROM market.service_setting;
SELECT name, value FROM market.service_configuration(:'bob', 'org', 's') WHERE name ~ 'burst|free_call_period|balance';
SELECT market.set_params(free_call_period => 0, free_call_min_balance => 0);
SELECT market.configure_service(:'bob', 'org', 's', client_rate_limit => 0);
-- zero is a value, and the market's parameter is not asked
SELECT market.configure_service(:'bob', 'org', 's', min_balance_for_free_call => 0, free_call_period => 0);
SELECT min_balance_for_free_call, free_call_period, guarded FROM market.service_setting;
-- by whom else: a member, and a listed operator
SELECT market.add_organization_members(:'bob', 'org', ARRAY[:'sue']::market.address[]);
SELECT market.configure_service(:'sue', 'org', 's', rate_limit_blocks => 3);
SELECT market.configure_service(:'fay', 'org', 's', rate_limit_blocks => 4);
-- by signed request
SELECT market.configure_service(:'fay', 'org', 's', rate_limit_blocks => 5, current_block => 95, signature => signed(5, market.operator_message('_UpdateConfiguration', 95)));
SELECT name, value FROM market.service_configuration(:'fay', 'org', 's', 105, signed(5, market.operator_message('_GetConfiguration', 105))) WHERE name = 'rate_limit_blocks';
-- errors, in order
SELECT market.configure_service(NULL, '', '', -1, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'zero', '', '', -1, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'pool', '', '', -1, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', '', '', -1, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', '', -1, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', -1, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', -1, current_block => -1, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', -1, current_block => 94, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', burst_size => 1000000001);
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', rate_limit_blocks => 0);
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', allowed_user_addresses => ARRAY[:'zero']::market.address[]);
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', min_balance_for_free_call => 0.5);
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', free_call_period => -2);
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'none', 'none', current_block => 94, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'org', 'none', current_block => 94, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'org', 's', current_block => 94, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'org', 's', current_block => 95, signature => :'nothing');
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'org', 's', current_block => 95, signature => signed(5, market.operator_message('_UpdateConfiguration', 95)));
\echo :SQLSTATE
-- signed by an address that is not listed
SELECT market.configure_service(:'eve', 'org', 's', current_block => 95, signature => signed(4, market.operator_message('_UpdateConfiguration', 95)));
\echo :SQLSTATE
SELECT market.configure_service(:'eve', 'org', 's');
\echo :SQLSTATE
SELECT market.configure_service(:'fay', 'org', 's', authentication_addresses => ARRAY[:'eve']::market.address[], current_block => 95, signature => signed(5, market.operator_message('_UpdateConfiguration', 95)));
\echo :SQLSTATE
\set VERBOSITY sqlstate
SELECT market.configure_service(:'bob', 'org', 's', client_rate_limit => -1);
SELECT market.configure_service(:'bob', 'org', 's', client_burst_size => -1);
SELECT market.configure_service(:'bob', 'org', 's', min_balance_for_free_call => -2);
SELECT market.configure_service(:'bob', 'org', 's', authentication_addresses => ARRAY[NULL]::market.address[]);
SELECT market.configure_service(:'bob', 'org', 's', trusted_free_call_signers => array_fill(:'ada'::market.address, ARRAY[10001]));
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 1000000000, burst_size => 1000000000, client_rate_limit => 1000000000, client_burst_size => 1000000000, rate_limit_blocks => 1000000000);
SELECT market.configure_service(:'bob', 'org', 's', rate_limit => 0, client_rate_limit => 0);
-- another prefix
SELECT market.configure_service(:'fay', 'org', 's', current_block => 100, signature => signed(5, market.operator_message('_GetConfiguration', 100)));
SELECT count(*) FROM market.service_configuration(:'fay', 'org', 's', 100, signed(5, market.operator_message('_UpdateConfiguration', 100)));
SELECT count(*) FROM market.service_configuration(:'eve', 'org', 's', 100, signed(4, market.operator_message('_GetConfiguration', 100)));
SELECT count(*) FROM market.service_configuration(:'fay', 'org', 's', 106, signed(5, market.operator_message('_GetConfiguration', 106)));
SELECT count(*) FROM market.service_configuration(:'fay', 'org', 'none');
SELECT count(*) FROM market.service_configuration(:'fay', 'none', 's');
SELECT count(*) FROM market.service_configuration(:'zero', 'org', 's');
\set VERBOSITY default

--
-- start_service, stop_service, is_service_running
--
SELECT market.is_service_running(:'bob', 'org', 's');
SELECT market.stop_service(:'bob', 'org', 's');
SELECT market.is_service_running(:'bob', 'org', 's');
SELECT market.stop_service(:'sue', 'org', 's');
SELECT running, guarded FROM market.service_setting;
SELECT market.start_service(:'fay', 'org', 's');
SELECT running, guarded FROM market.service_setting;
-- by signed request, five blocks before and after
SELECT market.stop_service(:'fay', 'org', 's', 95, signed(5, market.operator_message('_StopProcessingRequests', 95)));
SELECT market.is_service_running(:'fay', 'org', 's', 100, signed(5, market.operator_message('_IsDaemonProcessingRequests', 100)));
SELECT market.start_service(:'fay', 'org', 's', 105, signed(5, market.operator_message('_StartProcessingRequests', 105)));
SELECT market.is_service_running(operator => :'fay', organization_id => 'org', service_id => 's', current_block => NULL, signature => NULL);
-- a service that was never configured
SELECT market.stop_service(:'eve', 'eve', 's');
SELECT organization_id, running FROM market.service_setting ORDER BY 1;
-- errors, in order
SELECT market.stop_service(NULL, 'none', 'none', 94, :'nothing');
\echo :SQLSTATE
SELECT market.stop_service(:'eve', 'none', 'none', 94, :'nothing');
\echo :SQLSTATE
SELECT market.stop_service(:'eve', 'org', 'none', 94, :'nothing');
\echo :SQLSTATE
SELECT market.stop_service(:'eve', 'org', 's', 94, :'nothing');
\echo :SQLSTATE
SELECT market.stop_service(:'eve', 'org', 's', 95, :'nothing');
\echo :SQLSTATE
SELECT market.stop_service(:'eve', 'org', 's', 95, signed(5, market.operator_message('_StopProcessingRequests', 95)));
\echo :SQLSTATE
SELECT market.stop_service(:'eve', 'org', 's', 95, signed(4, market.operator_message('_StopProcessingRequests', 95)));
\echo :SQLSTATE
\set VERBOSITY sqlstate
-- the signature to start does not stop
SELECT market.stop_service(:'fay', 'org', 's', 100, signed(5, market.operator_message('_StartProcessingRequests', 100)));
SELECT market.start_service(:'fay', 'org', 's', 100, signed(5, market.operator_message('_StopProcessingRequests', 100)));
SELECT market.is_service_running(:'fay', 'org', 's', 100, signed(5, market.operator_message('_StartProcessingRequests', 100)));
SELECT market.stop_service(:'fay', 'org', 's', NULL, signed(5, market.operator_message('_StopProcessingRequests', 100)));
SELECT market.stop_service(:'fay', 'org', 's', 106, signed(5, market.operator_message('_StopProcessingRequests', 106)));
SELECT market.start_service(:'eve', 'org', 's');
SELECT market.is_service_running(:'eve', 'org', 's');
\set VERBOSITY default

-- a service takes its settings along
SELECT market.delete_service(:'eve', 'eve', 's');
SELECT organization_id FROM market.service_setting ORDER BY 1;

--
-- who may act: the operator's role, the application, or whoever has the operator's signature
--
CREATE ROLE regress_setting_bob;
CREATE ROLE regress_setting_fay;
CREATE ROLE regress_setting_app;
CREATE ROLE regress_setting_operator;
CREATE ROLE regress_setting_reader;
CREATE ROLE regress_setting_nobody;
GRANT market_user TO regress_setting_bob, regress_setting_fay;
GRANT market_app TO regress_setting_app;
GRANT market_operator TO regress_setting_operator;
GRANT market_reader TO regress_setting_reader;
SELECT count(market.create_account(p.address, ('regress_setting_' || p.name)::regrole)) FROM people AS p WHERE p.name IN ('bob', 'fay');
SELECT signed(5, market.operator_message('_StopProcessingRequests', 100)) AS stop, signed(5, market.operator_message('_GetConfiguration', 100)) AS read \gset
SET ROLE regress_setting_bob;
SELECT market.configure_service(:'bob', 'org', 's', rate_limit_blocks => 2);
SELECT rate_limit_blocks FROM market.service_setting;
\set VERBOSITY sqlstate
SELECT market.stop_service(:'fay', 'org', 's');
SET ROLE regress_setting_fay;
SELECT market.stop_service(:'fay', 'org', 's');
SELECT market.start_service(:'bob', 'org', 's');
-- an operator sees the settings by the function; the rows are for owner and members
SELECT count(*) FROM market.service_configuration(:'fay', 'org', 's');
SELECT count(*) FROM market.service_setting;
SET ROLE regress_setting_app;
SELECT market.start_service(:'bob', 'org', 's');
SELECT count(*) FROM market.service_setting;
SET ROLE regress_setting_operator;
SELECT market.stop_service(:'bob', 'org', 's');
SELECT count(*) FROM market.service_setting;
SET ROLE regress_setting_reader;
SELECT market.stop_service(:'bob', 'org', 's');
SELECT count(*) FROM market.service_setting;
SET ROLE regress_setting_nobody;
SELECT market.stop_service(:'fay', 'org', 's', 100, :'stop');
SELECT count(*) FROM market.service_configuration(:'fay', 'org', 's', 100, :'read');
SELECT market.is_service_running(:'bob', 'org', 's');
SELECT count(*) FROM market.service_setting;
RESET ROLE;
\set VERBOSITY default

SELECT * FROM market.audit();
\c :regress_database
DROP DATABASE regress_setting WITH (FORCE);
DROP ROLE regress_setting_app, regress_setting_bob, regress_setting_fay, regress_setting_nobody, regress_setting_operator, regress_setting_reader;
