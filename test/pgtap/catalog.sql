-- The catalogs: what callers may rely on, and the rules that every object keeps.
BEGIN;
SELECT plan(38);
-- types are printed with their schema
SET LOCAL search_path = pg_catalog, public, pg_temp;

--
-- Functions, as the interface promises them: arguments with names and defaults, result;
-- kind p: pure, for everyone; o: the same with optional arguments; r: reads; w: writes, for nobody until granted.
--
CREATE TEMP TABLE promised (name text, arguments text, result text, kind "char");
INSERT INTO promised VALUES
('keccak256', 'data bytea', 'market.bytes32', 'p'),
('eth_message_hash', 'message bytea', 'market.bytes32', 'p'),
('message_digest', 'message bytea', 'market.bytes32', 'p'),
('ecrecover', 'digest market.bytes32, signature market.signature', 'market.address', 'p'),
('public_key_address', 'public_key bytea', 'market.address', 'p'),
('claim_message', 'escrow market.address, channel_id numeric, nonce numeric, amount numeric', 'bytea', 'p'),
('open_channel_message', 'escrow market.address, funder market.address, signer market.address, recipient market.address, group_id market.bytes32, value numeric, expiration numeric, message_nonce numeric', 'bytea', 'p'),
('channel_state_message', 'escrow market.address, channel_id numeric, current_block numeric', 'bytea', 'p'),
('list_unclaimed_message', 'escrow market.address, current_block numeric', 'bytea', 'p'),
('list_in_progress_message', 'escrow market.address, current_block numeric', 'bytea', 'p'),
('start_claim_message', 'escrow market.address, channel_id numeric, nonce numeric', 'bytea', 'p'),
('start_claims_message', 'escrow market.address, channel_ids numeric[], current_block numeric', 'bytea', 'p'),
('free_call_token_request_message', 'address_text text, user_id text, organization_id text, service_id text, group_id text, current_block numeric', 'bytea', 'p'),
('free_call_token_message', 'organization_id text, group_name text, address market.address, user_id text, expiration_block numeric', 'bytea', 'p'),
('free_call_message', 'address_text text, user_id text, organization_id text, service_id text, group_id text, current_block numeric, token bytea', 'bytea', 'p'),
('free_call_older_message', 'user_id text, organization_id text, service_id text, group_id text, current_block numeric, token bytea', 'bytea', 'p'),
('free_call_token', 'signature market.signature, expiration_block numeric', 'bytea', 'p'),
('parse_free_call_token', 'token bytea, OUT signature bytea, OUT expiration_block numeric', 'record', 'p'),
('abi_encode', 'types text, arguments jsonb', 'bytea', 'p'),
('contract_call', 'signature text, arguments jsonb', 'bytea', 'p'),
('parse_header_number', 'number text', 'numeric', 'p'),
('parse_channel_id', 'channel_id bytea', 'numeric', 'p'),
('recover_signer', 'digest market.bytes32, signature bytea, rules text DEFAULT ''strict''::text', 'market.address', 'p'),
('explain_signature', 'message bytea, signature market.signature, OUT kind text, OUT prefix text, OUT fields jsonb, OUT signer market.address', 'record', 'p'),
('training_message', 'message text, signer_address market.address, current_block numeric', 'bytea', 'p'),
('operator_message', 'prefix text, current_block numeric', 'bytea', 'p'),
('metering_message', 'user_name text, organization_id text, service_id text, group_id text, current_block numeric', 'bytea', 'p'),
('system_account', 'name text', 'market.address', 'p'),
('is_valid', 'schema market.json_schema, instance jsonb', 'boolean', 'p'),
('is_valid_json', 'schema market.json_schema, instance json', 'boolean', 'p'),
('validate', 'schema market.json_schema, instance jsonb', 'jsonb', 'p'),
('validation_errors', 'schema market.json_schema, instance jsonb, max_errors integer DEFAULT 20', 'TABLE(instance_path text, keyword text, keyword_path text, message text)', 'p'),
('validation_output', 'schema market.json_schema, instance jsonb, format text DEFAULT ''basic''::text', 'jsonb', 'p'),
('is_json_schema', 'schema text', 'boolean', 'p'),
('is_amount', 'number numeric', 'boolean', 'p'),
('is_positive_amount', 'number numeric', 'boolean', 'p'),
('channel_covers', 'value market.amount, authorized_amount numeric, pending_amount numeric', 'boolean', 'p'),
('is_reservation', 'kind text, amount numeric, outcome text, charged numeric', 'boolean', 'o'),
('bundle_schema', 'schema text, remotes jsonb', 'market.json_schema', 'p'),
('json_schema', 'schema text, draft text DEFAULT NULL::text, formats boolean DEFAULT NULL::boolean, strict boolean DEFAULT false', 'market.json_schema', 'o'),
('create_token', 'denom text, symbol text DEFAULT NULL::text, decimals integer DEFAULT 0', 'void', 'w'),
('create_account', 'address market.address DEFAULT NULL::market.address, owner_role regrole DEFAULT NULL::regrole, label text DEFAULT NULL::text', 'market.address', 'w'),
('deposit', 'account market.address, funds market.coin, reference text DEFAULT NULL::text, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('withdraw', 'account market.address, funds market.coin, reference text DEFAULT NULL::text, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('transfer', 'sender market.address, receiver market.address, funds market.coin, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('balance', 'account market.address, denom text DEFAULT NULL::text', 'numeric', 'r'),
('audit', '', 'TABLE(check_name text, object text, expected text, found text)', 'r'),
('height', '', 'bigint', 'r'),
('block_time', '', 'timestamp with time zone', 'r'),
('end_block', 'block_time timestamp with time zone DEFAULT clock_timestamp(), next_height bigint DEFAULT NULL::bigint', 'bigint', 'w'),
('run_blocks', 'IN count integer, IN every interval', NULL, 'w'),
('set_params', concat_ws(', ',
    'max_request_timeout bigint DEFAULT NULL::bigint',
    'min_deposit_multiple bigint DEFAULT NULL::bigint',
    'min_deposit numeric DEFAULT NULL::numeric',
    'service_fee_tax numeric DEFAULT NULL::numeric',
    'slash_fraction numeric DEFAULT NULL::numeric',
    'complaint_retrospect interval DEFAULT NULL::interval',
    'arbitration_time_limit interval DEFAULT NULL::interval',
    'tx_size_limit bigint DEFAULT NULL::bigint',
    'base_denom text DEFAULT NULL::text',
    'restricted_service_fee_denom boolean DEFAULT NULL::boolean',
    'slash_destination text DEFAULT NULL::text',
    'validate_bodies boolean DEFAULT NULL::boolean',
    'dispatch text DEFAULT NULL::text',
    'escrow_address market.address DEFAULT NULL::market.address',
    'channel_denom text DEFAULT NULL::text',
    'max_work_per_block bigint DEFAULT NULL::bigint',
    'idempotency_key_blocks bigint DEFAULT NULL::bigint',
    'free_call_period bigint DEFAULT NULL::bigint',
    'free_call_min_balance numeric DEFAULT NULL::numeric',
    'free_call_token_lifetime bigint DEFAULT NULL::bigint',
    'blocks_per_day bigint DEFAULT NULL::bigint',
    'metering boolean DEFAULT NULL::boolean',
    'price_grace bigint DEFAULT NULL::bigint',
    'quote_blocks bigint DEFAULT NULL::bigint',
    'callback_timeout interval DEFAULT NULL::interval',
    'payment_lease bigint DEFAULT NULL::bigint',
    'prepaid_token_lifetime interval DEFAULT NULL::interval',
    'overpay_tolerance numeric DEFAULT NULL::numeric',
    'notify boolean DEFAULT NULL::boolean'),
    'void', 'w'),
('create_organization', 'owner market.address, organization_id text, metadata jsonb, members market.address[] DEFAULT ''{}''::market.address[]', 'void', 'w'),
('update_organization', 'owner market.address, organization_id text, metadata jsonb', 'void', 'w'),
('change_organization_owner', 'owner market.address, organization_id text, new_owner market.address', 'void', 'w'),
('delete_organization', 'owner market.address, organization_id text', 'void', 'w'),
('add_organization_members', 'member market.address, organization_id text, members market.address[]', 'void', 'w'),
('remove_organization_members', 'member market.address, organization_id text, members market.address[]', 'void', 'w'),
('publish_service', 'member market.address, organization_id text, service_id text, metadata jsonb', 'void', 'w'),
('update_service', 'member market.address, organization_id text, service_id text, metadata jsonb', 'void', 'w'),
('delete_service', 'member market.address, organization_id text, service_id text', 'void', 'w'),
('open_channel', 'sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value market.coin, expiration bigint, idempotency_key text DEFAULT NULL::text', 'bigint', 'w'),
('deposit_and_open_channel', 'sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value market.coin, expiration bigint, idempotency_key text DEFAULT NULL::text', 'bigint', 'w'),
('open_channel_by_third_party', 'funder market.address, sender market.address, signer market.address, recipient market.address, group_id market.bytes32, value numeric, expiration bigint, message_nonce numeric, signature market.signature, idempotency_key text DEFAULT NULL::text', 'bigint', 'w'),
('add_channel_funds', 'funder market.address, channel_id bigint, funds market.coin, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('extend_channel', 'sender market.address, channel_id bigint, expiration bigint', 'void', 'w'),
('extend_channel_and_add_funds', 'sender market.address, channel_id bigint, expiration bigint, funds market.coin, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('claim_channel', 'recipient market.address, channel_id bigint, actual_amount numeric, planned_amount numeric, signature market.signature, send_back boolean DEFAULT false, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('claim_channels', 'recipient market.address, channel_ids bigint[], actual_amounts numeric[], planned_amounts numeric[], signatures market.signature[], send_backs boolean[], idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('claim_channel_timeout', 'sender market.address, channel_id bigint, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('authorize_payment', 'channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text DEFAULT NULL::text, request jsonb DEFAULT NULL::jsonb, quote_id bigint DEFAULT NULL::bigint, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('list_organizations', '', 'SETOF text', 'r'),
('get_organization', 'organization_id text, OUT found boolean, OUT id text, OUT metadata jsonb, OUT owner market.address, OUT members market.address[], OUT service_ids text[]', 'record', 'r'),
('list_services', 'organization_id text, OUT found boolean, OUT service_ids text[]', 'record', 'r'),
('get_service', 'organization_id text, service_id text, OUT found boolean, OUT id text, OUT metadata jsonb, OUT tags text[]', 'record', 'r'),
('find_services', 'tags text[]', 'TABLE(organization_id text, service_id text)', 'r'),
('add_service_tags', 'member market.address, organization_id text, service_id text, tags text[]', 'void', 'w'),
('remove_service_tags', 'member market.address, organization_id text, service_id text, tags text[]', 'void', 'w'),
('create_type_repository', 'member market.address, organization_id text, repository_id text, uri text, tags text[] DEFAULT ''{}''::text[]', 'void', 'w'),
('update_type_repository', 'member market.address, organization_id text, repository_id text, uri text', 'void', 'w'),
('add_type_repository_tags', 'member market.address, organization_id text, repository_id text, tags text[]', 'void', 'w'),
('remove_type_repository_tags', 'member market.address, organization_id text, repository_id text, tags text[]', 'void', 'w'),
('delete_type_repository', 'member market.address, organization_id text, repository_id text', 'void', 'w'),
('find_type_repositories', 'tags text[]', 'TABLE(organization_id text, repository_id text)', 'r'),
('register_pricing_function', 'member market.address, organization_id text, service_id text, handler text, method text DEFAULT NULL::text', 'void', 'w'),
('unregister_pricing_function', 'member market.address, organization_id text, service_id text, method text DEFAULT NULL::text', 'void', 'w'),
('service_price', 'organization_id text, service_id text, method text DEFAULT NULL::text, request jsonb DEFAULT NULL::jsonb, group_id market.bytes32 DEFAULT NULL::bytea', 'numeric', 'w'),
('request_quote', 'payer market.address, organization_id text, service_id text, method text DEFAULT NULL::text, request jsonb DEFAULT NULL::jsonb, group_id market.bytes32 DEFAULT NULL::bytea, OUT quote_id bigint, OUT price numeric, OUT valid_until bigint', 'record', 'w'),
('check_payment', 'channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text DEFAULT NULL::text, request jsonb DEFAULT NULL::jsonb, quote_id bigint DEFAULT NULL::bigint, OUT accepted boolean, OUT price numeric, OUT sqlstate text, OUT message text, OUT detail text, OUT hint text', 'record', 'w'),
('set_payment_split', 'recipient market.address, beneficiaries market.address[], shares integer[]', 'void', 'w'),
('set_channel_alert', 'account market.address, channel_id bigint, low_funds numeric DEFAULT NULL::numeric, expiry_blocks bigint DEFAULT NULL::bigint', 'void', 'w'),
('set_channel_refill', 'sender market.address, channel_id bigint, low_funds numeric DEFAULT NULL::numeric, add_amount numeric DEFAULT NULL::numeric, max_amount numeric DEFAULT NULL::numeric, expiry_blocks bigint DEFAULT NULL::bigint, extend_blocks bigint DEFAULT NULL::bigint, max_expiration bigint DEFAULT NULL::bigint', 'void', 'w'),
('set_channel_signer', 'sender market.address, channel_id bigint, signer market.address, budget numeric DEFAULT NULL::numeric, period bigint DEFAULT NULL::bigint, organization_id text DEFAULT NULL::text, service_id text DEFAULT NULL::text', 'void', 'w'),
('remove_channel_signer', 'sender market.address, channel_id bigint, signer market.address', 'void', 'w'),
('seal_history', '', 'bytea', 'w'),
('check_history', '', 'TABLE(seal_id bigint, expected bytea, found bytea)', 'r'),
('rate_call', 'payer market.address, usage_id bigint, stars integer, comment text DEFAULT NULL::text', 'void', 'w'),
('open_dispute', 'payer market.address, usage_id bigint, amount numeric, evidence jsonb DEFAULT NULL::jsonb', 'bigint', 'w'),
('answer_dispute', 'member market.address, dispute_id bigint, answer jsonb', 'void', 'w'),
('close_dispute', 'account market.address, dispute_id bigint, outcome text, note text DEFAULT NULL::text', 'void', 'w'),
('refund_payment', 'recipient market.address, channel_id bigint, nonce numeric, amount numeric, signature market.signature DEFAULT NULL::market.signature, usage_id bigint DEFAULT NULL::bigint, reason text DEFAULT NULL::text', 'numeric', 'w'),
('last_usage_id', '', 'bigint', 'w'),
('finish_call', 'member market.address, usage_id bigint, outcome text DEFAULT NULL::text, response_time interval DEFAULT NULL::interval, service_time interval DEFAULT NULL::interval, error text DEFAULT NULL::text, details jsonb DEFAULT NULL::jsonb', 'void', 'w'),
('record_failed_call', 'member market.address, organization_id text, service_id text, payer market.address, kind text DEFAULT ''paid''::text, method text DEFAULT NULL::text, channel_id bigint DEFAULT NULL::bigint, error text DEFAULT NULL::text, response_time interval DEFAULT NULL::interval, service_time interval DEFAULT NULL::interval, details jsonb DEFAULT NULL::jsonb, group_id market.bytes32 DEFAULT NULL::bytea', 'bigint', 'w'),
('prune_usage', 'before timestamp with time zone', 'integer', 'w'),
('channel_state', 'channel_id bigint, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature, OUT current_nonce numeric, OUT current_signed_amount numeric, OUT current_signature market.signature, OUT old_nonce_signed_amount numeric, OUT old_nonce_signature market.signature', 'record', 'r'),
('list_unclaimed', 'recipient market.address, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'TABLE(channel_id bigint, nonce numeric, signed_amount numeric, expiration bigint)', 'r'),
('list_in_progress', 'recipient market.address, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'TABLE(channel_id bigint, nonce numeric, signed_amount numeric, signature market.signature, expiration bigint)', 'r'),
('start_claim', 'channel_id bigint, claim_signature market.signature DEFAULT NULL::market.signature, idempotency_key text DEFAULT NULL::text, OUT channel_id bigint, OUT nonce numeric, OUT signed_amount numeric, OUT signature market.signature', 'record', 'w'),
('start_claims', 'recipient market.address, channel_ids bigint[], current_block bigint DEFAULT NULL::bigint, claim_signature market.signature DEFAULT NULL::market.signature, idempotency_key text DEFAULT NULL::text', 'TABLE(channel_id bigint, nonce numeric, signed_amount numeric, signature market.signature)', 'w'),
('claim', 'recipient market.address, channel_id bigint, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('next_payment', 'channel_id bigint, price numeric, OUT nonce numeric, OUT amount numeric, OUT message bytea, OUT digest market.bytes32', 'record', 'r'),
('claim_listed', 'recipient market.address, channel_ids bigint[], idempotency_key text DEFAULT NULL::text', 'TABLE(channel_id bigint, amount numeric)', 'w'),
('claim_all', 'recipient market.address, max_channels integer DEFAULT 100000, idempotency_key text DEFAULT NULL::text', 'TABLE(channel_id bigint, amount numeric)', 'w'),
('claim_expiring', 'recipient market.address, blocks bigint DEFAULT 34560, max_channels integer DEFAULT 100000, idempotency_key text DEFAULT NULL::text', 'TABLE(channel_id bigint, amount numeric)', 'w'),
('set_claim_rule', 'recipient market.address, min_amount numeric DEFAULT NULL::numeric, max_age bigint DEFAULT NULL::bigint, margin bigint DEFAULT 0', 'void', 'w'),
('delete_claim_rule', 'recipient market.address', 'void', 'w'),
('choose_channel', 'sender market.address, organization_id text, service_id text, price numeric, calls bigint DEFAULT 1, group_id market.bytes32 DEFAULT NULL::bytea, OUT advice text, OUT channel_id bigint, OUT funds numeric, OUT expiration bigint, OUT missing numeric', 'record', 'r'),
('find_channel', 'signer market.address, organization_id text, service_id text, group_id market.bytes32 DEFAULT NULL::bytea', 'bigint', 'r'),
('parse_expiration', 'expiration text, force boolean DEFAULT false', 'bigint', 'r'),
('verify_channel_state', 'signer market.address, escrow market.address, channel_id numeric, current_nonce numeric, current_signed_amount numeric DEFAULT NULL::numeric, current_signature market.signature DEFAULT NULL::market.signature, old_nonce_signed_amount numeric DEFAULT NULL::numeric, old_nonce_signature market.signature DEFAULT NULL::market.signature', 'boolean', 'o'),
('unspent_amount', 'value numeric, nonce numeric, current_nonce numeric, current_signed_amount numeric DEFAULT NULL::numeric, old_nonce_signed_amount numeric DEFAULT NULL::numeric', 'numeric', 'o'),
('start_service', 'operator market.address, organization_id text, service_id text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'void', 'w'),
('stop_service', 'operator market.address, organization_id text, service_id text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'void', 'w'),
('is_service_running', 'operator market.address, organization_id text, service_id text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'boolean', 'r'),
('configure_service', 'operator market.address, organization_id text, service_id text, rate_limit bigint DEFAULT NULL::bigint, burst_size bigint DEFAULT NULL::bigint, client_rate_limit bigint DEFAULT NULL::bigint, client_burst_size bigint DEFAULT NULL::bigint, rate_limit_blocks bigint DEFAULT NULL::bigint, allowed_user_flag boolean DEFAULT NULL::boolean, allowed_user_addresses market.address[] DEFAULT NULL::market.address[], authentication_addresses market.address[] DEFAULT NULL::market.address[], trusted_free_call_signers market.address[] DEFAULT NULL::market.address[], min_balance_for_free_call numeric DEFAULT NULL::numeric, free_call_period bigint DEFAULT NULL::bigint, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'void', 'w'),
('service_configuration', 'operator market.address, organization_id text, service_id text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'TABLE(name text, type text, value text)', 'r'),
('request_free_call_token', 'client market.address, organization_id text, service_id text, group_name text DEFAULT ''default_group''::text, user_id text DEFAULT ''''::text, lifetime bigint DEFAULT NULL::bigint, address_text text DEFAULT NULL::text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature, OUT expiration_block bigint, OUT message bytea, OUT digest market.bytes32', 'record', 'r'),
('free_call', 'client market.address, organization_id text, service_id text, token bytea DEFAULT NULL::bytea, group_name text DEFAULT ''default_group''::text, user_id text DEFAULT ''''::text, method text DEFAULT NULL::text, address_text text DEFAULT NULL::text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'bigint', 'w'),
('free_calls_available', 'client market.address, organization_id text, service_id text, token bytea DEFAULT NULL::bytea, group_name text DEFAULT ''default_group''::text, user_id text DEFAULT ''''::text, address_text text DEFAULT NULL::text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'bigint', 'r'),
('set_free_call_allowance', 'operator market.address, organization_id text, service_id text, client market.address, calls bigint DEFAULT NULL::bigint, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'void', 'w'),
('reset_free_calls', 'operator market.address, organization_id text, service_id text, client market.address DEFAULT NULL::market.address, user_id text DEFAULT NULL::text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature', 'bigint', 'w'),
('call_service', 'consumer market.address, service_name text, providers market.address[], input jsonb, service_fee_cap market.coin, timeout bigint, repeated boolean DEFAULT false, repeated_frequency bigint DEFAULT 0, repeated_total bigint DEFAULT 0, idempotency_key text DEFAULT NULL::text', 'bigint', 'w'),
('pause_request_context', 'consumer market.address, context_id bigint', 'void', 'w'),
('start_request_context', 'consumer market.address, context_id bigint', 'void', 'w'),
('kill_request_context', 'consumer market.address, context_id bigint', 'void', 'w'),
('update_request_context', 'consumer market.address, context_id bigint, providers market.address[] DEFAULT NULL::market.address[], service_fee_cap market.coin DEFAULT NULL::market.coin, timeout bigint DEFAULT NULL::bigint, repeated_frequency bigint DEFAULT NULL::bigint, repeated_total bigint DEFAULT NULL::bigint, response_threshold integer DEFAULT NULL::integer', 'void', 'w'),
('respond_service', 'provider market.address, request_id bigint, result jsonb, output jsonb DEFAULT NULL::jsonb, idempotency_key text DEFAULT NULL::text', 'void', 'w'),
('prune', 'before_height bigint', 'bigint', 'w'),
('withdraw_earned_fees', 'owner market.address, provider market.address DEFAULT NULL::market.address, idempotency_key text DEFAULT NULL::text', 'SETOF market.coin', 'w'),
('jwt_sign', 'claims json, secret bytea', 'text', 'p'),
('jwt_claims', 'token text, secret bytea', 'jsonb', 'p'),
('prepaid_token_message', 'claim_signature bytea, current_block numeric', 'bytea', 'p'),
('verify_prepaid_token', 'token text, secret bytea, channel_id bigint, organization_id text, group_id market.bytes32, verify_time timestamp with time zone, service_id text DEFAULT ''''::text', 'market.address', 'p'),
('begin_payment', 'channel_id bigint, nonce numeric, amount numeric, signature market.signature, organization_id text, service_id text, method text DEFAULT NULL::text, request jsonb DEFAULT NULL::jsonb, quote_id bigint DEFAULT NULL::bigint, lease bigint DEFAULT NULL::bigint, concurrent integer DEFAULT 1, wait interval DEFAULT ''00:00:00''::interval, idempotency_key text DEFAULT NULL::text, OUT payment_token uuid, OUT price numeric, OUT expiration bigint', 'record', 'w'),
('commit_payment', 'payment_token uuid, price numeric DEFAULT NULL::numeric, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('rollback_payment', 'payment_token uuid, error text DEFAULT NULL::text, idempotency_key text DEFAULT NULL::text', 'void', 'w'),
('issue_prepaid_token', 'channel_id bigint, nonce numeric, amount numeric, claim_signature bytea, organization_id text, service_id text DEFAULT NULL::text, current_block bigint DEFAULT NULL::bigint, signature market.signature DEFAULT NULL::market.signature, OUT token text, OUT planned_amount numeric, OUT used_amount numeric, OUT expiration timestamp with time zone', 'record', 'w'),
('use_prepaid_token', 'channel_id bigint, token text, organization_id text, service_id text, method text DEFAULT NULL::text, request jsonb DEFAULT NULL::jsonb, quote_id bigint DEFAULT NULL::bigint, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('begin_prepaid_payment', 'channel_id bigint, token text, organization_id text, service_id text, method text DEFAULT NULL::text, request jsonb DEFAULT NULL::jsonb, quote_id bigint DEFAULT NULL::bigint, lease bigint DEFAULT NULL::bigint, idempotency_key text DEFAULT NULL::text, OUT payment_token uuid, OUT price numeric, OUT expiration bigint', 'record', 'w'),
('set_prepaid_secret', 'owner market.address, organization_id text, secret bytea DEFAULT NULL::bytea', 'void', 'w'),
('sign', 'digest market.bytes32, private_key bytea', 'market.signature', 'k'),
('private_key_address', 'private_key bytea', 'market.address', 'k'),
('define_service', 'author market.address, name text, schemas text, description text DEFAULT ''''::text, tags text[] DEFAULT ''{}''::text[], author_description text DEFAULT ''''::text', 'void', 'w'),
('schema', 'name text', 'market.json_schema', 'p'),
('bind_service', 'owner market.address, service_name text, provider market.address, deposit market.coin, pricing market.pricing, qos bigint, options jsonb DEFAULT ''{}''::jsonb, idempotency_key text DEFAULT NULL::text', 'void', 'w'),
('update_binding', 'owner market.address, service_name text, provider market.address, deposit market.coin DEFAULT NULL::market.coin, pricing market.pricing DEFAULT NULL::market.pricing, qos bigint DEFAULT NULL::bigint, options jsonb DEFAULT NULL::jsonb, idempotency_key text DEFAULT NULL::text', 'void', 'w'),
('enable_binding', 'owner market.address, service_name text, provider market.address, deposit market.coin DEFAULT NULL::market.coin, idempotency_key text DEFAULT NULL::text', 'void', 'w'),
('disable_binding', 'owner market.address, service_name text, provider market.address', 'void', 'w'),
('refund_deposit', 'owner market.address, service_name text, provider market.address, idempotency_key text DEFAULT NULL::text', 'numeric', 'w'),
('set_withdraw_address', 'owner market.address, withdraw_address market.address', 'void', 'w'),
('service_fee', 'service_name text, provider market.address, consumer market.address', 'market.coin', 'r'),
('create_request_context', 'module text, consumer market.address, service_name text, providers market.address[], input jsonb, service_fee_cap market.coin, timeout bigint, repeated boolean, repeated_frequency bigint, repeated_total bigint, response_threshold integer, initial_state market.context_state DEFAULT ''running''::market.context_state, idempotency_key text DEFAULT NULL::text', 'bigint', 'w'),
('register_module', 'name text, response_callback text, state_callback text', 'void', 'w'),
('register_module_service', 'module text, service_name text, provider market.address, handler text', 'void', 'w'),
('deliver_callbacks', 'max_callbacks integer DEFAULT 100', 'integer', 'w'),
('exchange_rate', 'price_denom text', 'numeric', 'w'),
('list_price', 'pricing market.pricing', 'market.coin', 'p'),
('discounted_price', 'pricing market.pricing, price numeric, at timestamp with time zone, volume bigint', 'numeric', 'p'),
('install', '', 'SETOF text', 'w');

SELECT set_eq(
    $$SELECT p.proname::text, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)
      FROM pg_proc p
      WHERE p.pronamespace = 'market'::regnamespace AND p.proname IN (SELECT name FROM promised)$$,
    $$SELECT name, arguments, result FROM promised$$,
    'functions have the promised arguments and results');

SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc p JOIN promised ON name = p.proname
      WHERE p.pronamespace = 'market'::regnamespace AND kind IN ('p', 'o')
        AND NOT (p.provolatile = 'i' AND p.proisstrict = (kind = 'p') AND p.proparallel = 's'
                 AND has_function_privilege('public', p.oid, 'EXECUTE'))$$,
    'pure functions are immutable, strict, parallel safe and for everyone');
SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc p JOIN promised ON name = p.proname
      WHERE p.pronamespace = 'market'::regnamespace AND kind = 'r'
        AND NOT (p.provolatile = 's' AND p.proparallel = 'r')$$,
    'functions that read are stable and parallel restricted');
SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc p JOIN promised ON name = p.proname
      WHERE p.pronamespace = 'market'::regnamespace AND kind = 'w'
        AND NOT (p.provolatile = 'v' AND p.proparallel = 'u' AND NOT p.proisstrict)$$,
    'functions that write are volatile, parallel unsafe and see NULL');
SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc p JOIN promised ON name = p.proname
      WHERE p.pronamespace = 'market'::regnamespace AND kind IN ('w', 'k')
        AND has_function_privilege('public', p.oid, 'EXECUTE')$$,
    'PUBLIC may execute neither what writes nor what takes a private key');
SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc p
      WHERE p.pronamespace = 'market'::regnamespace AND p.provolatile = 'v'
        AND has_function_privilege('public', p.oid, 'EXECUTE')$$,
    'PUBLIC may execute no volatile function at all');

--
-- Who of the market's roles may execute what
--
SELECT set_eq(
    $$SELECT p.proname::text FROM pg_proc p
      WHERE p.pronamespace = 'market'::regnamespace AND p.provolatile = 'v'
        AND has_function_privilege('market_operator', p.oid, 'EXECUTE')$$,
    ARRAY['end_block', 'run_blocks', 'prune', 'set_params', 'create_token', 'deposit', 'create_account',
        'prune_usage', 'close_dispute', 'seal_history', 'audit_recent',
        'register_module_service', 'deliver_callbacks'
    ],
    'what an operator may execute');
SELECT set_eq(
    $$SELECT p.proname::text FROM pg_proc p
      WHERE p.pronamespace = 'market'::regnamespace AND p.provolatile = 'v'
        AND has_function_privilege('market_user', p.oid, 'EXECUTE')$$,
    $$SELECT name FROM promised WHERE kind = 'w' AND name NOT IN
      ('install', 'end_block', 'run_blocks', 'prune', 'set_params', 'create_token', 'deposit', 'seal_history', 'prune_usage',
       'register_module_service', 'deliver_callbacks')$$,
    'a user may execute all that acts for an account');
SELECT set_eq(
    $$SELECT p.proname::text FROM pg_proc p
      WHERE p.pronamespace = 'market'::regnamespace AND p.provolatile = 'v'
        AND has_function_privilege('market_app', p.oid, 'EXECUTE')$$,
    $$SELECT p.proname::text FROM pg_proc p
      WHERE p.pronamespace = 'market'::regnamespace AND p.provolatile = 'v'
        AND has_function_privilege('market_user', p.oid, 'EXECUTE')$$,
    'so may the application');
SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc p
      WHERE p.pronamespace = 'market'::regnamespace AND p.provolatile = 'v'
        AND has_function_privilege('market_reader', p.oid, 'EXECUTE')$$,
    'a reader may execute nothing that writes');

--
-- How functions are made
--
SELECT is_empty(
    $$SELECT oid::regprocedure FROM pg_proc
      WHERE pronamespace = 'market'::regnamespace AND prosecdef$$,
    'no function runs with its owner''s rights');
SELECT is_empty(
    $$SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
      WHERE p.pronamespace = 'market'::regnamespace AND p.prokind <> 'a' AND l.lanname <> 'c'$$,
    'every function is C');
SELECT is_empty(
    $$SELECT oid::regprocedure FROM pg_proc
      WHERE pronamespace = 'market'::regnamespace AND prokind <> 'a' AND provolatile <> 'i'
        AND proname NOT IN ('run_blocks', 'request_end', 'request_ended')
        AND NOT coalesce(proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false)$$,
    'every function that is not pure pins its search_path');
SELECT is_empty(
    $$SELECT oid::regprocedure FROM pg_proc
      WHERE pronamespace = 'market'::regnamespace AND prosrc !~ '^market_' AND prokind <> 'a'$$,
    'every C symbol begins with market_');

--
-- Comments
--
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'S')
        AND obj_description(c.oid, 'pg_class') IS NULL
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid
          AND d.classid = 'pg_class'::regclass AND d.deptype = 'i')$$,
    'tables, views and sequences have comments');
SELECT is_empty(
    $$SELECT i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE c.relnamespace = 'market'::regnamespace
        AND obj_description(c.oid, 'pg_class') IS NULL
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)$$,
    'indexes that belong to no constraint have comments');
-- the columns of the views behind audit() are those of audit(), where the view says what they are
SELECT is_empty(
    $$SELECT c.oid::regclass, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind IN ('r', 'v')
        AND a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT LIKE 'audit\_%'
        AND col_description(c.oid, a.attnum) IS NULL$$,
    'columns have comments');
SELECT is_empty(
    $$SELECT oid::regprocedure FROM pg_proc
      WHERE pronamespace = 'market'::regnamespace AND obj_description(oid, 'pg_proc') IS NULL$$,
    'functions have comments');
SELECT is_empty(
    $$SELECT oid::regtype FROM pg_type
      WHERE typnamespace = 'market'::regnamespace AND typtype IN ('b', 'd', 'e', 'r')
        AND typcategory <> 'A' AND obj_description(oid, 'pg_type') IS NULL$$,
    'types have comments');
SELECT is_empty(
    $$SELECT oid::regoperator FROM pg_operator
      WHERE oprnamespace = 'market'::regnamespace AND obj_description(oid, 'pg_operator') IS NULL$$,
    'operators have comments');
SELECT is_empty(
    $$SELECT opcname FROM pg_opclass
      WHERE opcnamespace = 'market'::regnamespace AND obj_description(oid, 'pg_opclass') IS NULL
      UNION ALL SELECT opfname FROM pg_opfamily
      WHERE opfnamespace = 'market'::regnamespace AND obj_description(oid, 'pg_opfamily') IS NULL$$,
    'operator classes and families have comments');
SELECT is_empty(
    $$SELECT castsource::regtype, casttarget::regtype FROM pg_cast
      WHERE (SELECT typnamespace FROM pg_type WHERE oid = castsource) = 'market'::regnamespace
          AND obj_description(oid, 'pg_cast') IS NULL
         OR (SELECT typnamespace FROM pg_type WHERE oid = casttarget) = 'market'::regnamespace
          AND obj_description(oid, 'pg_cast') IS NULL$$,
    'casts have comments');
SELECT is_empty(
    $$SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = 'market'::regnamespace AND NOT t.tgisinternal
        AND obj_description(t.oid, 'pg_trigger') IS NULL
      UNION ALL SELECT evtname FROM pg_event_trigger
      WHERE obj_description(oid, 'pg_event_trigger') IS NULL$$,
    'triggers have comments');
SELECT is_empty(
    $$SELECT extname FROM pg_extension
      WHERE extname ~ '^pg_market' AND obj_description(oid, 'pg_extension') IS NULL$$,
    'the extensions have comments');

--
-- Types
--
SELECT is_empty(
    $$SELECT oid::regtype FROM pg_type
      WHERE typnamespace = 'market'::regnamespace AND typtype = 'b'
        AND (typsend = 0 OR typreceive = 0)$$,
    'every type has a binary form');
SELECT set_eq(
    $$SELECT t.typname::text, m.amname::text FROM pg_opclass o
      JOIN pg_type t ON t.oid = o.opcintype JOIN pg_am m ON m.oid = o.opcmethod
      WHERE o.opcnamespace = 'market'::regnamespace AND o.opcdefault$$,
    $$VALUES ('address', 'btree'), ('address', 'hash'), ('coin', 'btree'), ('coin', 'hash'),
      ('json_schema', 'hash'), ('pricing', 'hash')$$,
    'address and coin can be compared, sorted and hashed, json_schema hashed; signature cannot');
SELECT is(
    (SELECT array_agg(t.typname || ' ' || array_to_string(ARRAY(SELECT e.enumlabel FROM pg_enum e
        WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder), ',') ORDER BY t.typname)
     FROM pg_type t WHERE t.typnamespace = 'market'::regnamespace AND t.typtype = 'e'),
    ARRAY['batch_state running,completed', 'context_state running,paused,completed',
        'request_state pending,answered,expired'],
    'enumerations');
SELECT set_eq(
    $$SELECT typname::text FROM pg_type
      WHERE typnamespace = 'market'::regnamespace AND typtype = 'd'$$,
    ARRAY['amount', 'bytes32'], 'domains');

--
-- Tables
--
CREATE TEMP TABLE promised_column (relation text, names text[]);
INSERT INTO promised_column VALUES
('token', '{denom,symbol,decimals}'),
('account', '{address,owner_role,label}'),
('balance_sheet', '{account,denom,kind,amount}'),
('journal', '{id,height,block_time,debit,credit,denom,amount,reason}'),
('params', '{max_request_timeout,min_deposit_multiple,min_deposit,service_fee_tax,slash_fraction,complaint_retrospect,arbitration_time_limit,tx_size_limit,base_denom,restricted_service_fee_denom,slash_destination,validate_bodies,dispatch,escrow_address,channel_denom,max_work_per_block,idempotency_key_blocks,free_call_period,free_call_min_balance,free_call_token_lifetime,blocks_per_day}'),
('organization', '{id,owner,members,metadata}'),
('organization_service', '{organization_id,service_id,metadata}'),
('channel', '{id,sender,signer,recipient,group_id,denom,value,expiration,nonce,payment_nonce,authorized_amount,authorized_signature}'),
('request_volume', '{consumer,service_name,provider,volume}'),
('request_context', '{id,service_name,providers,consumer,input,service_fee_cap,timeout,repeated,repeated_frequency,repeated_total,batch_counter,batch_request_count,batch_response_count,batch_response_threshold,response_threshold,batch_state,state,module_name}'),
('request', '{id,context_id,batch_counter,request_index,service_name,provider,consumer,fee,denom,request_height,expiration_height,state}'),
('response', '{request_id,provider,consumer,result,output,height}'),
('earned_fee', '{owner,provider,denom,amount}'),
('pending_claim', '{channel_id,nonce,amount,signature}'),
('service_definition', '{name,description,tags,author,author_description,schemas}'),
('service_binding', '{service_name,provider,owner,deposit,pricing,qos,options,available,disabled_time}'),
('withdraw_address', '{owner,withdraw_address}');
SELECT is_empty(
    $$SELECT relation, name FROM promised_column, unnest(names) AS name
      WHERE NOT EXISTS (SELECT FROM pg_attribute
        WHERE attrelid = to_regclass('market.' || relation) AND attname = name)$$,
    'relations have the promised columns');
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind IN ('r', 'v', 'S', 'i')
        AND c.relowner <> 'market_owner'::regrole$$,
    'market_owner owns all relations');
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind = 'r'
        AND (c.relpersistence <> 'p' OR NOT EXISTS (SELECT FROM pg_index i
          WHERE i.indrelid = c.oid AND i.indisprimary))$$,
    'every table is durable and has a primary key');
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class c, pg_depend d
      WHERE c.relnamespace = 'market'::regnamespace AND d.objid = c.oid
        AND d.classid = 'pg_class'::regclass AND d.deptype = 'e'$$,
    'no table belongs to the extension: a dump keeps them all');
-- a restore would fire them again
SELECT is_empty(
    $$SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = 'market'::regnamespace AND NOT t.tgisinternal AND t.tgtype & 4 <> 0$$,
    'no trigger fires on INSERT');

--
-- Roles
--
CREATE TEMP TABLE role (name text);
INSERT INTO role VALUES ('public'), ('market_user'), ('market_app'), ('market_operator'), ('market_reader');
SELECT is_empty(
    $$SELECT name, c.oid::regclass, privilege FROM role, pg_class c,
        unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind IN ('r', 'v')
        AND (has_table_privilege(name, c.oid, privilege)
          OR privilege IN ('INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(name, c.oid, privilege))
      UNION ALL SELECT name, c.oid::regclass, privilege FROM role, pg_class c,
        unnest(ARRAY['USAGE', 'SELECT', 'UPDATE']) AS privilege
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind = 'S'
        AND has_sequence_privilege(name, c.oid, privilege)
      UNION ALL SELECT 'public', c.oid::regclass, 'SELECT' FROM pg_class c
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind IN ('r', 'v')
        AND has_table_privilege('public', c.oid, 'SELECT')$$,
    'nobody but the owner may write a table or draw from a sequence; PUBLIC may not read');
SELECT is_empty(
    $$SELECT name FROM role WHERE has_schema_privilege(name, 'market', 'CREATE')
      UNION ALL SELECT name FROM role WHERE NOT has_schema_privilege(name, 'market', 'USAGE')$$,
    'everybody may use the schema, nobody may create in it');
-- what tells about accounts is under row level security, or not for a user at all
SELECT set_eq(
    $$SELECT c.relname::text FROM pg_class c
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
        AND has_table_privilege('market_user', c.oid, 'SELECT')$$,
    ARRAY['clock', 'params', 'token', 'organization', 'organization_group',
        'organization_service', 'service_group', 'pricing_function', 'former_price',
        'history_seal', 'registry_event', 'type_repository', 'service_rating',
        'service_definition', 'provider_owner',
        'service_binding', 'module', 'module_service', 'block_day'],
    'a user reads all rows of these tables only');
SELECT is_empty(
    $$SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace = 'market'::regnamespace AND c.relkind = 'v'
        AND has_table_privilege('market_user', c.oid, 'SELECT')
        AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)$$,
    'views that a user may read show what the user may see');
SELECT is_empty(
    $$SELECT rolname FROM pg_roles r
      WHERE rolname IN ('market_owner', 'market_user', 'market_app', 'market_operator', 'market_reader')
        AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
          OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid)
          OR rolname = 'market_owner' AND EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = r.oid))$$,
    'the roles cannot log in, have no attributes, and market_owner is granted to nobody');

SELECT * FROM finish();
ROLLBACK;
