-- A caller's search_path with operators, functions, types and tables of the caller's own
-- changes nothing: no code of the market ever reaches them.
SELECT plan(9);

CREATE SCHEMA den;
CREATE FUNCTION den.trap() RETURNS void LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'trapped' USING ERRCODE = 'EVIL0'; END$$;

-- every operator that one could think of, over every type that comes up
DO $$
DECLARE
    o record;
BEGIN
    FOR o IN
        SELECT DISTINCT oprname, oprleft::regtype AS l, oprright::regtype AS r, oprresult::regtype AS result
        FROM pg_operator
        WHERE oprnamespace = 'pg_catalog'::regnamespace AND oprleft <> 0
          AND oprleft::regtype::text = ANY (ARRAY['numeric', 'text', 'bytea', 'bigint', 'integer', 'oid',
              'jsonb', 'boolean', 'timestamp with time zone', 'name', 'interval', 'anyarray', '"char"'])
          AND oprname IN ('=', '<>', '<', '>', '<=', '>=', '+', '-', '*', '/', '%', '^', '||', '->', '->>',
              '#>>', '~', '@>', '?')
    LOOP
        EXECUTE format('CREATE FUNCTION den.%I(%s, %s) RETURNS %s LANGUAGE plpgsql AS
            $f$BEGIN PERFORM den.trap(); END$f$', 'op' || md5(o::text), o.l, o.r, o.result);
        EXECUTE format('CREATE OPERATOR den.%s (FUNCTION = den.%I, LEFTARG = %s, RIGHTARG = %s)',
            o.oprname, 'op' || md5(o::text), o.l, o.r);
    END LOOP;
    -- and every function that the market's SQL names, with the very same arguments
    FOR o IN
        SELECT p.proname AS name, pg_get_function_identity_arguments(p.oid) AS args,
            pg_get_function_result(p.oid) AS result
        FROM pg_proc p
        WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
          AND p.proname IN ('unnest', 'nextval', 'now', 'clock_timestamp', 'trunc', 'trim_scale', 'octet_length',
              'sha256', 'pg_has_role', 'concat_ws', 'format', 'array_cat', 'cardinality', 'numeric_eq', 'texteq',
              'length', 'substr', 'lower', 'isfinite', 'uuid_send', 'gen_random_uuid', 'greatest', 'abs',
              'row_number', 'count', 'convert_to', 'jsonb_set', 'to_jsonb', 'jsonb_build_object', 'encode', 'split_part', 'make_timestamp',
              'pg_advisory_xact_lock', 'pg_try_advisory_xact_lock', 'numeric', 'int8', 'text', 'regclass')
          AND NOT p.proretset AND pg_get_function_arguments(p.oid) !~ 'VARIADIC|internal|cstring'
          AND pg_get_function_result(p.oid) !~ 'internal|cstring'
    LOOP
        EXECUTE format('CREATE FUNCTION den.%I(%s) RETURNS %s LANGUAGE plpgsql AS
            $f$BEGIN PERFORM den.trap(); END$f$', o.name, o.args, o.result);
    END LOOP;
END
$$;
CREATE FUNCTION den.sum(numeric) RETURNS numeric LANGUAGE plpgsql AS
$$BEGIN PERFORM den.trap(); END$$;
CREATE FUNCTION den.count(anyelement) RETURNS bigint LANGUAGE plpgsql AS
$$BEGIN PERFORM den.trap(); END$$;
-- functions of our names that fit calls with arguments of unknown type better
CREATE FUNCTION den.end_block() RETURNS bigint LANGUAGE plpgsql AS
$$BEGIN PERFORM den.trap(); END$$;
-- types and tables of our names, and of the types that we use
CREATE DOMAIN den.numeric AS text;
CREATE DOMAIN den.bytea AS text;
CREATE DOMAIN den.text AS integer;
CREATE DOMAIN den.address AS text;
DO $$
DECLARE
    relation name;
BEGIN
    FOR relation IN SELECT relname FROM pg_class
        WHERE relnamespace = 'market'::regnamespace AND relkind IN ('r', 'v') LOOP
        EXECUTE format('CREATE TABLE den.%I (trap text)', relation);
        EXECUTE format('CREATE TEMP TABLE %I (trap text)', relation);
    END LOOP;
END
$$;

SELECT ok((SELECT count(*) FROM pg_operator WHERE oprnamespace = 'den'::regnamespace) > 80
    AND (SELECT count(*) FROM pg_proc WHERE pronamespace = 'den'::regnamespace) > 120, 'the trap is set');
SELECT throws_ok('SET search_path = den, pg_temp, market, public, pg_catalog; SELECT 1::bigint + 1::bigint',
    'EVIL0', 'trapped', 'and works');
RESET search_path;

--
-- One call of every function, in an order in which they succeed
--
CREATE TEMP TABLE actor AS
SELECT n, sha256(('actor ' || n)::bytea) AS key, market.private_key_address(sha256(('actor ' || n)::bytea)) AS address
FROM generate_series(0, 2) n;
SELECT address AS a0 FROM actor WHERE n = 0 \gset
SELECT address AS a1, key AS k1 FROM actor WHERE n = 1 \gset
SELECT address AS a2 FROM actor WHERE n = 2 \gset
SELECT encode(sha256('group'), 'base64') AS gid, sha256('group') AS g,
    '0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E' AS escrow \gset
SELECT market.sign(market.message_digest(market.claim_message(:'escrow', 0, 0, 3)), :'k1') AS s0,
    market.sign(market.message_digest(market.claim_message(:'escrow', 0, 1, 3)), :'k1') AS s1,
    market.sign(market.message_digest(market.claim_message(:'escrow', 1, 0, 5)), :'k1') AS s2,
    market.sign(market.message_digest(market.claim_message(:'escrow', 0, 1, 6)), :'k1') AS s3,
    market.sign(market.message_digest(market.claim_message(:'escrow', 0, 1, 9)), :'k1') AS s4,
    market.sign(market.message_digest(market.claim_message(:'escrow', 0, 1, 12)), :'k1') AS s5,
    market.sign(market.message_digest(market.open_channel_message(:'escrow', :'a0', :'a1', :'a2', :'g', 5, 90, 1)), :'k1') AS permission \gset
SELECT jsonb_build_object('org_name', 'Org', 'org_type', 'individual', 'description', '{}'::jsonb,
    'assets', '{}'::jsonb, 'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'g', 'group_id', :'gid', 'payment', jsonb_build_object(
            'payment_address', :'a2', 'payment_expiration_threshold', 5)))) AS organization \gset
SELECT '{"version": 1, "display_name": "Svc", "encoding": "proto", "service_type": "grpc", "service_api_source": "ipfs://Qm", "mpe_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "contributors": [{"name": "Ada", "email_id": "ada@example.com"}], "groups": [{"group_name": "g", "free_calls": 3, "free_call_signer_address": "0x5C7a4290F6F8FF64c69eEffDFAFc8644A4Ec3a4E", "pricing": [{"price_model": "fixed_price_per_method", "package_name": "p", "default": true, "details": [{"service_name": "S", "method_pricing": [{"method_name": "m", "price_in_cogs": 3}]}]}]}]}' AS service \gset

SELECT market.jwt_sign(json_build_object('exp', 99999999999, 'groupId', :'gid', 'orgId', 'org', 'payload', '0',
    'userAddress', :'a1'), :'g') AS jwt \gset
-- the token of a payment that began with a key, as an argument
CREATE FUNCTION pg_temp.begun(key text) RETURNS text LANGUAGE sql AS $$
SELECT format('(SELECT k.answer[1]::pg_catalog.uuid FROM market.idempotency_key AS k WHERE k.key OPERATOR(pg_catalog.=) %L)', key)
$$;
CREATE TEMP TABLE call (n integer GENERATED ALWAYS AS IDENTITY, name text, arguments text);
INSERT INTO call (name, arguments) VALUES
('install', ''),
('create_token', '''wei'', ''ETH'', 18'),
('set_params', format('channel_denom => ''cog'', escrow_address => %L, service_fee_tax => 0.1, complaint_retrospect => ''1 day''', :'escrow')),
('create_account', format('%L, NULL, ''label''', :'a0')),
('create_account', format('%L', :'a1')),
('create_account', ''),
('deposit', format('%L, ''2000cog'', ''r''', :'a1')),
('deposit', format('%L, ''2000cog'', ''r''', :'a1')),
('withdraw', format('%L, ''0.000001AGI'', ''r''', :'a1')),
('transfer', format('%L, %L, ''500cog''', :'a1', :'a0')),
('transfer', format('%L, %L, ''1cog''', :'a1', :'a1')),
('balance', format('%L, ''AGI''', :'a1')),
('balance', format('%L', :'a1')),
('create_organization', format('%L, ''org'', %L, ARRAY[%L]::market.address[]', :'a0', :'organization', :'a1')),
('update_organization', format('%L, ''org'', %L', :'a0', :'organization')),
('add_organization_members', format('%L, ''org'', ARRAY[%L, %L]::market.address[]', :'a1', :'a1', :'a2')),
('remove_organization_members', format('%L, ''org'', ARRAY[%L]::market.address[]', :'a1', :'a2')),
('publish_service', format('%L, ''org'', ''svc'', %L', :'a1', :'service')),
('publish_service', format('%L, ''org'', ''svc2'', %L', :'a1', :'service')),
('update_service', format('%L, ''org'', ''svc'', %L', :'a1', :'service')),
('delete_service', format('%L, ''org'', ''svc2''', :'a1')),
('open_channel', format('%L, %L, %L, %L, ''50cog'', 100', :'a1', :'a1', :'a2', :'g')),
('deposit_and_open_channel', format('%L, %L, %L, %L, ''50cog'', 100', :'a1', :'a1', :'a2', :'g')),
('open_channel_by_third_party', format('%L, %L, %L, %L, %L, 5, 90, 1, %L', :'a0', :'a1', :'a1', :'a2', :'g', :'permission')),
('add_channel_funds', format('%L, 0, ''5cog''', :'a0')),
('extend_channel', format('%L, 0, 110', :'a1')),
('extend_channel_and_add_funds', format('%L, 0, 120, ''5cog''', :'a1')),
('next_payment', '0, 3'),
('authorize_payment', format('0, 0, 3, %L, ''org'', ''svc'', ''/p.S/m''', :'s0')),
('channel_state', '0'),
('set_payment_split', format('%L, ARRAY[%L]::market.address[], ''{5000}''', :'a2', :'a0')),
('set_channel_signer', format('%L, 0, %L, 10, 5, ''org''', :'a1', :'a0')),
('remove_channel_signer', format('%L, 0, %L', :'a1', :'a0')),
('set_channel_alert', format('%L, 0, 1000, 10', :'a1')),
('set_channel_refill', format('%L, 0, 1000000, 1, 5, 10, 10, 100000', :'a1')),
('list_unclaimed', format('%L', :'a2')),
('start_claim', '0'),
('list_in_progress', format('%L', :'a2')),
('authorize_payment', format('0, 1, 3, %L, ''org'', ''svc'', ''/p.S/m''', :'s1')),
('refund_payment', format('%L, 0, 1, 0', :'a2')),
('authorize_payment', format('0, 1, 3, %L, ''org'', ''svc'', ''/p.S/m''', :'s1')),
('channel_state', '0'),
('begin_payment', format('0, 1, 6, %L, ''org'', ''svc'', ''/p.S/m'', idempotency_key => ''h1''', :'s3')),
('commit_payment', pg_temp.begun('h1')),
('begin_payment', format('0, 1, 9, %L, ''org'', ''svc'', ''/p.S/m'', wait => ''1 s'', idempotency_key => ''h2''', :'s4')),
('rollback_payment', pg_temp.begun('h2') || ', ''no'''),
('set_prepaid_secret', format('%L, ''org'', %L', :'a0', :'g')),
('issue_prepaid_token', format('0, 1, 12, %L, ''org''', :'s5'::market.signature::bytea)),
('use_prepaid_token', format('0, %L, ''org'', ''svc'', ''/p.S/m''', :'jwt')),
('begin_prepaid_payment', format('0, %L, ''org'', ''svc'', ''/p.S/m'', idempotency_key => ''h3''', :'jwt')),
('rollback_payment', pg_temp.begun('h3')),
('jwt_sign', format('''{}'', %L', :'g')), ('jwt_claims', format('%L, %L', :'jwt', :'g')),
('prepaid_token_message', format('%L, 1', :'s5'::market.signature::bytea)),
('verify_prepaid_token', format('%L, %L, 0, ''org'', %L, ''2020-01-01''', :'jwt', :'g', :'g')),
('start_claims', format('%L, ''{0}''', :'a2')),
('claim', format('%L, 0', :'a2')),
('claim_channel', format('%L, 1, 0, 5, %L', :'a2', :'s2')),
('claim_channels', format('%L, ''{}'', ''{}'', ''{}'', ''{}'', ''{}''', :'a2')),
('deposit', format('%L, ''300000stake''', :'a1')),
('define_service', format('%L, ''hostile'', ''{"input": {"type": "object"}, "output": {"type": "object"}}''', :'a1')),
('bind_service', format('%L, ''hostile'', %L, ''60000stake'', ''{"price": "50stake", "promotions_by_volume": [{"volume": 1, "discount": "0.5"}]}'', 1', :'a1', :'a2')),
('call_service', format('%L, ''hostile'', ARRAY[%L]::market.address[], ''{"header": {}}'', ''50stake'', 5, true, 6, 9', :'a1', :'a2')),
('pause_request_context', format('%L, 1', :'a1')),
('start_request_context', format('%L, 1', :'a1')),
('update_request_context', format('%L, 1, ARRAY[%L]::market.address[], ''60stake''', :'a1', :'a2')),
('respond_service', format('%L, 1, ''{"code": 200, "message": ""}'', ''{"header": {}}''', :'a2')),
('withdraw_earned_fees', format('%L', :'a1')),
('call_service', format('%L, ''hostile'', ARRAY[%L]::market.address[], ''{"header": {}}'', ''50stake'', 1', :'a1', :'a2')),
('call_service', format('%L, ''hostile'', ARRAY[%L]::market.address[], ''{"header": {}}'', ''50stake'', 100', :'a1', :'a2')),
('respond_service', format('%L, 3, ''{"code": 400, "message": ""}''', :'a2')),
('is_json_schema', '''{"type":"object"}'''),
('json_schema', '''{"type":"string","format":"date"}'', ''draft7'', true, true'),
('bundle_schema', '''{"$ref":"http://example.com/a"}'', ''{"http://example.com/a":{"type":"integer"}}'''),
('is_valid', '''{"type":"object","properties":{"a":{"type":"integer","pattern":"^a"}}}'', ''{"a":1}'''),
('is_valid_json', '''{"type":"object","multipleOf":0.1}'', ''{"a":1}'''),
('validate', '''{"type":"object"}'', ''{"a":1}'''),
('validation_errors', '''{"type":"array","items":{"minimum":5}}'', ''[1,2]'''),
('validation_output', '''{"type":"array","items":{"minimum":5}}'', ''[1,2]'''),
('schema', '''pricing'''),
('list_price', '''{"price":"1.5ETH"}'''),
('discounted_price', '''{"price":"1stake","promotions_by_volume":[{"volume":1,"discount":"0.5"}]}'', 3, ''2026-01-01'', 1'),
('deposit', format('%L, ''1000000stake''', :'a0')), ('deposit', format('%L, ''1000wei''', :'a1')),
('define_service', format('%L, ''iris'', ''{"input":{"type":"object"},"output":{"type":"object"}}'', ''d'', ''{a}'', ''d''', :'a0')),
('register_module_service', '''oracle'', ''oracle-price'', ''0x1111111111111111111111111111111111111111'', ''public.rater'''),
('exchange_rate', '''ETH'''),
('bind_service', format('%L, ''iris'', ''0x2222222222222222222222222222222222222222'', ''20000stake'', ''{"price":"10wei"}'', 5', :'a0')),
('service_fee', format('''iris'', ''0x2222222222222222222222222222222222222222'', %L', :'a1')),
('register_module', '''mod'', ''public.told'', ''public.told'''),
('create_request_context', format('''mod'', %L, ''iris'', ''{0x2222222222222222222222222222222222222222}'', ''{"header":{}}'', ''100stake'', 5, true, 10, -1, 1', :'a0')),
('call_service', format('%L, ''oracle-price'', ''{0x2222222222222222222222222222222222222222}'', ''{"header":{}}'', ''100stake'', 5', :'a1')),
('set_withdraw_address', format('%L, %L', :'a0', :'a2')),
('set_params', 'complaint_retrospect => ''1 microsecond'', arbitration_time_limit => ''1 microsecond'''),
('update_binding', format('%L, ''iris'', ''0x2222222222222222222222222222222222222222'', ''1stake'', ''{"price":"9wei"}'', 4, ''[]''', :'a0')),
('disable_binding', format('%L, ''iris'', ''0x2222222222222222222222222222222222222222''', :'a0')),
('enable_binding', format('%L, ''iris'', ''0x2222222222222222222222222222222222222222'', ''1stake''', :'a0')),
('disable_binding', format('%L, ''iris'', ''0x2222222222222222222222222222222222222222''', :'a0')),
('deliver_callbacks', ''),
('end_block', ''),
('end_block', 'next_height => 200'),
('refund_deposit', format('%L, ''iris'', ''0x2222222222222222222222222222222222222222''', :'a0')),
('kill_request_context', format('%L, 1', :'a1')),
('prune', '1'),
('slash_step', 'NULL, 10, 0.1'),
('claim_channel_timeout', format('%L, 2', :'a1')),
('stop_service', format('%L, ''org'', ''svc''', :'a0')),
('is_service_running', format('%L, ''org'', ''svc''', :'a0')),
('start_service', format('%L, ''org'', ''svc''', :'a0')),
('configure_service', format('%L, ''org'', ''svc'', 100, 10, 100, 10, 5, true, ARRAY[%L]::market.address[], ARRAY[%L]::market.address[], ARRAY[%L]::market.address[], 0, 10', :'a0', :'a1', :'a1', :'a1')),
('service_configuration', format('%L, ''org'', ''svc''', :'a1')),
('set_free_call_allowance', format('%L, ''org'', ''svc'', %L, 9', :'a0', :'a1')),
('request_free_call_token', format('%L, ''org'', ''svc'', ''g'', ''user''', :'a1')),
('free_call', format('%L, ''org'', ''svc'', NULL, ''g'', ''user'', ''/p.S/m''', :'a1')),
('free_call', format('%L, ''org'', ''svc'', NULL, ''g'', ''user'', ''/p.S/m''', :'a1')),
('free_calls_available', format('%L, ''org'', ''svc'', NULL, ''g''', :'a1')),
('reset_free_calls', format('%L, ''org'', ''svc'', %L', :'a0', :'a1')),
('choose_channel', format('%L, ''org'', ''svc'', 3', :'a1')),
('open_channel', format('%L, %L, %L, %L, ''5cog'', 900', :'a1', :'a2', :'a2', :'g')),
('find_channel', format('%L, ''org'', ''svc''', :'a2')),
('parse_expiration', '''+7days'''),
('set_claim_rule', format('%L, 3, 5, 1', :'a2')),
('claim_listed', format('%L, ''{0}''', :'a2')),
('claim_all', format('%L', :'a2')),
('claim_expiring', format('%L', :'a2')),
('end_block', ''),
('delete_claim_rule', format('%L', :'a2')),
('last_usage_id', ''), ('seal_history', ''), ('check_history', ''),
('finish_call', format('%L, 1, ''failed'', ''1 second'', ''0.5 seconds'', ''none'', ''{}''', :'a1')),
('check_payment', format('0, 0, 3, %L, ''org'', ''svc'', ''/p.S/m''', :'s0')),
('rate_call', format('%L, 1, 5, ''good''', :'a1')),
('open_dispute', format('%L, 1, 3, ''{}''', :'a1')),
('answer_dispute', format('%L, 1, ''{}''', :'a1')),
('close_dispute', format('%L, 1, ''withdrawn''', :'a1')),
('record_failed_call', format('%L, ''org'', ''svc'', %L', :'a1', :'a1')),
('make_usage_month', ''),
('prune_usage', format('%L', '2020-01-01')),
('register_pricing_function', format('%L, ''org'', ''svc'', ''public.pricer'', ''/p.S/dear''', :'a1')),
('service_price', '''org'', ''svc'', ''/p.S/dear'', ''{}'''),
('service_price', '''org'', ''svc'', ''/p.S/m'''),
('request_quote', format('%L, ''org'', ''svc'', ''/p.S/dear'', ''{}''', :'a1')),
('unregister_pricing_function', format('%L, ''org'', ''svc'', ''/p.S/dear''', :'a1')),
('add_service_tags', format('%L, ''org'', ''svc'', ''{a,b}''', :'a1')),
('remove_service_tags', format('%L, ''org'', ''svc'', ''{b}''', :'a1')),
('create_type_repository', format('%L, ''org'', ''types'', ''ipfs://Qm'', ''{a,b}''', :'a1')),
('update_type_repository', format('%L, ''org'', ''types'', ''ipfs://Qn''', :'a1')),
('add_type_repository_tags', format('%L, ''org'', ''types'', ''{c}''', :'a1')),
('remove_type_repository_tags', format('%L, ''org'', ''types'', ''{b}''', :'a1')),
('find_services', '''{a}'''), ('find_type_repositories', '''{a}'''),
('list_organizations', ''), ('get_organization', '''org'''), ('list_services', '''org'''), ('get_service', '''org'', ''svc'''),
('delete_type_repository', format('%L, ''org'', ''types''', :'a1')),
('change_organization_owner', format('%L, ''org'', %L', :'a0', :'a1')),
('delete_organization', format('%L, ''org''', :'a1')),
('height', ''), ('block_time', ''), ('audit', ''), ('audit_recent', ''),
('system_account', '''community_pool'''),
('keccak256', '''a'''), ('eth_message_hash', '''a'''), ('message_digest', '''a'''),
('ecrecover', format('%L, %L', :'g', :'s0')),
('public_key_address', format('%L', '\x0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798')),
('claim_message', format('%L, 0, 0, 3', :'escrow')),
('open_channel_message', format('%L, %L, %L, %L, %L, 5, 90, 1', :'escrow', :'a0', :'a1', :'a2', :'g')),
('channel_state_message', format('%L, 0, 1', :'escrow')),
('list_unclaimed_message', format('%L, 1', :'escrow')),
('list_in_progress_message', format('%L, 1', :'escrow')),
('start_claim_message', format('%L, 0, 1', :'escrow')),
('start_claims_message', format('%L, ''{0,1}'', 1', :'escrow')),
('free_call_token_request_message', '''0x'', '''', ''org'', ''svc'', ''g'', 1'),
('free_call_message', '''0x'', '''', ''org'', ''svc'', ''g'', 1, ''\x01'''),
('free_call_older_message', ''''', ''org'', ''svc'', ''g'', 1, ''\x01'''),
('free_call_token_message', format('''org'', ''g'', %L, '''', 1', :'a1')),
('free_call_token', format('%L, 1', :'s0')), ('parse_free_call_token', '''_1'''),
('training_message', format('''unified'', %L, 1', :'a1')), ('operator_message', '''_GetConfiguration'', 1'),
('metering_message', '''a'', ''org'', ''svc'', ''g'', 1'),
('abi_encode', '''(uint256)'', ''[1]'''), ('contract_call', '''deposit(uint256)'', ''[1]'''),
('explain_signature', format('%L, %L', '\x01', :'s0')), ('parse_header_number', '''1'''), ('parse_channel_id', '''\x01'''),
('recover_signer', format('%L, %L', :'g', :'s0'::market.signature::bytea)),
('verify_channel_state', format('%L, %L, 0, 0, 3, %L', :'a1', :'escrow', :'s0')), ('unspent_amount', '3, 0, 0'),
('is_amount', '1'), ('is_positive_amount', '1'), ('channel_covers', '3, 2, 1'), ('is_reservation', '''paid'', 1, NULL, NULL'),
('parse_amount', '''1.5'', 8'), ('format_amount', '15, 1'), ('registry_id', '''org'''),
('group_id', format('%L', :'gid')), ('metadata_uri', '''ipfs://Qm'''),
('coin', '1, ''cog'''), ('coin_amount', '''1cog'''), ('coin_denom', '''1cog'''),
('sign', format('%L, %L', :'g', :'k1')), ('private_key_address', format('%L', :'k1'));

-- what modules register
CREATE FUNCTION public.rater(pg_catalog.jsonb, OUT pg_catalog.jsonb, OUT pg_catalog.jsonb) LANGUAGE sql AS
$$SELECT '{"code":200,"message":""}'::pg_catalog.jsonb, '{"header":{},"body":{"rate":"2"}}'::pg_catalog.jsonb$$;
CREATE FUNCTION public.told(pg_catalog.int8, pg_catalog.jsonb[], pg_catalog.text) RETURNS pg_catalog.void LANGUAGE sql AS '';
-- what an organization registers
CREATE FUNCTION public.pricer(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.jsonb)
RETURNS pg_catalog.numeric LANGUAGE sql AS 'SELECT 7::pg_catalog.numeric';
CREATE FUNCTION public.trapped_call(statement pg_catalog.text) RETURNS pg_catalog.text LANGUAGE plpgsql
SET search_path = den, pg_temp, market, public, pg_catalog AS $$
BEGIN
    EXECUTE statement;
    RETURN 'done';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
CREATE TEMP TABLE trapped AS
SELECT n, name, arguments,
    public.trapped_call(format('SELECT * FROM market.%I(%s)', name, arguments)) AS result
FROM (SELECT * FROM call ORDER BY n OFFSET 0) AS c;
SELECT is_empty('SELECT name, arguments, result FROM trapped WHERE result <> ''done'' ORDER BY n',
    '5: every function does its work');
SELECT is_empty($$SELECT proname FROM pg_proc
    WHERE pronamespace = 'market'::regnamespace AND prokind = 'f'
      AND proname NOT IN (SELECT name FROM call)
      AND proname !~ '^(address|coin|signature|pricing|json_schema)_' AND prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
      AND oid NOT IN (SELECT d.objid FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
        WHERE d.deptype = 'e' AND e.extname = 'pgtap')$$, '5: no function was left out');
-- constraints, policies, views, triggers and operators of types
SELECT is(public.trapped_call('SELECT ''12''::market.amount, '''
    || sha256('')::text || '''::market.bytes32'), 'done', '5: domains');
SELECT is(public.trapped_call('SELECT ''1cog''::market.coin OPERATOR(market.+) ''1cog''::market.coin, '
    || '''1cog''::market.coin OPERATOR(market.*) 2::pg_catalog.numeric, ''1cog''::market.coin OPERATOR(market.<) ''2cog''::market.coin'),
    'done', '5: operators of coins');
SELECT is(public.trapped_call('SET LOCAL ROLE market_user; SELECT * FROM market.journal, market.balance_sheet, '
    || 'market.channel, market.pending_claim, market.channel_event, market.external_reference; '
    || 'SELECT * FROM market.usage_by_day, market.usage_by_client, market.channel_statistics; '
    || 'SELECT * FROM market.request_context, market.request, market.pending_request, market.response, '
    || 'market.request_volume, market.earned_fee, market.unsettled_movement; '
    || 'SELECT * FROM market.report_earnings, market.report_service_level, market.report_spending, market.report_context_funds; '
    || 'SELECT * FROM market.service_pricing, market.service_version, market.service_document'), 'done',
    '5: policies and views');
SELECT is_empty('SELECT * FROM market.audit()', '5: the audit finds nothing');

-- a procedure that commits cannot pin its search_path, and names all that it runs
SET search_path = den, pg_temp, market, public, pg_catalog;
CALL market.run_blocks(2, '0');
RESET search_path;
SELECT is(market.height(), 203::bigint, '5: run_blocks ended two blocks');

SELECT * FROM finish();
