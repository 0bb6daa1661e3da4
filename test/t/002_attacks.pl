# What somebody with a role in the database, and with tables and functions of his own, can
# do to others: nothing.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = new_server('main', autovacuum_naptime => '1s');
new_market($server, 'market');
load_market($server, 'market');

my $thief = '0x000000000000000000000000000000000000bad1';
my $victim = '0x00000000000000000000000000000000000000A1';
$server->safe_psql('market', <<SQL);
CREATE ROLE thief LOGIN; GRANT market_user TO thief;
CREATE ROLE victim LOGIN; GRANT market_user TO victim;
CREATE ROLE app LOGIN; GRANT market_app TO app;
CREATE ROLE operator LOGIN; GRANT market_operator TO operator;
CREATE ROLE reader LOGIN; GRANT market_reader TO reader;
CREATE ROLE stranger LOGIN;
CREATE SCHEMA den AUTHORIZATION thief;
GRANT USAGE ON SCHEMA den TO PUBLIC;
SELECT market.create_account('$thief', 'thief', 'of the thief'),
    market.create_account('$victim', 'victim', 'of the victim');
SELECT market.deposit('$thief', '100cog', 'thief 1'), market.deposit('$victim', '1000cog', 'victim 1');
-- 11: the victim's channel to itself, with a claim that is started
SELECT market.open_channel('$victim', address, '$victim', sha256('group'), '100cog', 5000),
    market.create_organization('$victim', 'victims', metadata, ARRAY['$victim']::market.address[]),
    market.publish_service('$victim', 'victims', 'svc',
        (SELECT s.metadata FROM market.organization_service s))
FROM test.person, market.organization WHERE n = 3;
UPDATE market.organization_group SET payment_address = '$victim' WHERE organization_id = 'victims';
UPDATE market.service_group SET payment_address = '$victim' WHERE organization_id = 'victims';
SELECT market.authorize_payment(11, s.nonce, s.amount, market.sign(s.digest, key), 'victims', 'svc')
FROM market.next_payment(11, 10) s, test.person WHERE n = 3;
SELECT market.start_claim(11);
SELECT market.authorize_payment(11, s.nonce, s.amount, market.sign(s.digest, key), 'victims', 'svc')
FROM market.next_payment(11, 10) s, test.person WHERE n = 3;
-- free calls of a service, a prepaid call that is open, a dispute, a module
SELECT market.publish_service('$victim', 'victims', 'free', jsonb_set(metadata, '{groups,0}', metadata #> '{groups,0}'
    || jsonb_build_object('free_calls', 3, 'free_call_signer_address', address)))
FROM market.organization_service, test.person WHERE service_id = 'svc' AND organization_id = 'victims' AND n = 4;
SELECT market.open_dispute('$victim', min(id), 1) FROM market.usage WHERE channel_id = 11;
SET ROLE victim;
SELECT market.register_module('spy', 'den.told', 'den.paused');
SQL
# What the n-th person signs.
sub signed
{
	my ($n, $message) = @_;
	return $server->safe_psql('market', "SELECT market.sign(market.message_digest($message), key)"
		. " FROM test.person, market.params WHERE n = $n");
}
my $prepaid = $server->safe_psql('market', "SELECT token FROM market.issue_prepaid_token(11, 1, 40, '"
	. signed(3, 'market.claim_message(escrow_address, 11, 1, 40)') . "'::market.signature::bytea, 'victims')");
$server->safe_psql('market', "SELECT market.begin_prepaid_payment(11, '$prepaid', 'victims', 'svc')");
my $rows = fingerprint($server, 'market');
my $signature = $server->safe_psql('market', 'SELECT authorized_signature FROM market.channel WHERE id = 11');

sub unchanged
{
	my ($what) = @_;
	is(fingerprint($server, 'market'), $rows, "$what: no row changed");
	return;
}

sub balance
{
	my ($account) = @_;
	return $server->safe_psql('market', "SELECT market.balance('$account', 'cog')");
}

# SQL in a session of a role's own: what it returns, or how it was refused.
sub login
{
	my ($role, $sql) = @_;
	my ($status, $out, $err) = $server->psql('market', "\\set VERBOSITY sqlstate\n$sql",
		on_error_stop => 1, extra_params => [ '-U', $role ]);
	return $err =~ /(?:ERROR|FATAL):  (\w{5})\s*$/m ? "ERROR $1" : $status ? "ERROR $err" : $out;
}

#
# 1. Writing tables
#
$server->safe_psql('market', <<'SQL');
CREATE FUNCTION test.writes() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    statement text;
BEGIN
    FOR statement IN
        SELECT format(s, c.oid::regclass, (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attnum = 2))
        FROM pg_class c, unnest(ARRAY['INSERT INTO %1$s DEFAULT VALUES', 'UPDATE %1$s SET %2$I = %2$I',
            'DELETE FROM %1$s', 'TRUNCATE %1$s', 'LOCK TABLE %1$s IN SHARE MODE', 'COPY %1$s FROM ''/dev/null''',
            'SELECT FROM %1$s FOR UPDATE', 'ALTER TABLE %1$s DISABLE TRIGGER ALL',
            'ALTER TABLE %1$s DISABLE ROW LEVEL SECURITY', 'DROP TABLE %1$s', 'CREATE INDEX ON %1$s (%2$I)',
            'CREATE RULE evil AS ON UPDATE TO %1$s DO NOTHING', 'ALTER TABLE %1$s OWNER TO CURRENT_USER']) s
        WHERE c.relnamespace = 'market'::regnamespace AND c.relkind = 'r'
        UNION ALL SELECT format(s, c.oid::regclass)
        FROM pg_class c, unnest(ARRAY['SELECT nextval(%L)', 'SELECT setval(%L, 1)', 'DROP SEQUENCE %s']) s
        WHERE c.relnamespace = 'market'::regnamespace AND c.relkind = 'S'
        UNION ALL SELECT format(s, c.oid::regclass)
        FROM pg_class c, unnest(ARRAY['DROP VIEW %s', 'CREATE OR REPLACE VIEW %s AS SELECT 1', 'ALTER VIEW %s RENAME TO x']) s
        WHERE c.relnamespace = 'market'::regnamespace AND c.relkind = 'v'
        UNION ALL VALUES ('CREATE TABLE market.evil ()'), ('CREATE FUNCTION market.evil() RETURNS int LANGUAGE sql RETURN 1'),
            ('ALTER SCHEMA market RENAME TO evil'), ('DROP SCHEMA market CASCADE'), ('DROP EXTENSION pg_market CASCADE'),
            ('ALTER FUNCTION market.audit() RENAME TO evil'), ('GRANT market_app TO CURRENT_USER'),
            ('SET ROLE market_owner'), ('ALTER EVENT TRIGGER pg_market_guard DISABLE'),
            ('CREATE TRIGGER evil BEFORE INSERT ON market.channel EXECUTE FUNCTION suppress_redundant_updates_trigger()'),
            ('CREATE POLICY evil ON market.account USING (true)')
    LOOP
        BEGIN
            EXECUTE statement;
            RETURN NEXT 'done: ' || statement;
        EXCEPTION
            WHEN insufficient_privilege THEN NULL;
            -- the guard of the extension comes first
            WHEN dependent_objects_still_exist THEN
                IF statement NOT LIKE 'DROP EXTENSION%' THEN
                    RETURN NEXT SQLSTATE || ': ' || statement;
                END IF;
            WHEN OTHERS THEN RETURN NEXT SQLSTATE || ': ' || statement;
        END;
    END LOOP;
END
$$;
GRANT USAGE ON SCHEMA test TO PUBLIC;
SQL
for my $role (qw(stranger thief victim app operator reader))
{
	is(login($role, 'SELECT * FROM test.writes();'), '', "1: $role may write nothing");
}
unchanged('1');

#
# 2. Acting for others, in every function that takes an account or a right
#
my %act = (
	withdraw => "'$victim', '1cog'",
	transfer => "'$victim', '$thief', '1cog'",
	open_channel => "'$victim', '$thief', '$thief', sha256('group'), '1cog', 9000",
	deposit_and_open_channel => "'$victim', '$thief', '$thief', sha256('group'), '1cog', 9000",
	open_channel_by_third_party => "'$victim', '$thief', '$thief', '$thief', sha256('group'), 1, 9000, 1, '$signature'",
	add_channel_funds => "'$victim', 11, '1cog'",
	extend_channel => "'$victim', 11, 9000",
	extend_channel_and_add_funds => "'$victim', 11, 9000, '1cog'",
	claim_channel => "'$victim', 11, 1, 10, '$signature'",
	claim_channels => "'$victim', '{11}', '{1}', '{10}', ARRAY['$signature']::market.signature[], '{f}'",
	claim_channel_timeout => "'$victim', 11",
	start_claim => '11',
	start_claims => "'$victim', '{11}'",
	claim => "'$victim', 11",
	channel_state => '11',
	next_payment => '11, 10',
	list_unclaimed => "'$victim'",
	list_in_progress => "'$victim'",
	balance => "'$victim', 'cog'",
	create_account => "'$victim'",
	create_organization => "'$victim', 'new', '{}'",
	update_organization => "'$victim', 'victims', '{}'",
	change_organization_owner => "'$victim', 'victims', '$thief'",
	delete_organization => "'$victim', 'victims'",
	add_organization_members => "'$victim', 'victims', '{$thief}'",
	remove_organization_members => "'$victim', 'victims', '{$thief}'",
	publish_service => "'$victim', 'victims', 'new', '{}'",
	update_service => "'$victim', 'victims', 'svc', '{}'",
	delete_service => "'$victim', 'victims', 'svc'",
	add_service_tags => "'$victim', 'victims', 'svc', '{evil}'",
	remove_service_tags => "'$victim', 'victims', 'svc', '{good}'",
	create_type_repository => "'$victim', 'victims', 'new', 'ipfs://evil'",
	update_type_repository => "'$victim', 'victims', 'new', 'ipfs://evil'",
	add_type_repository_tags => "'$victim', 'victims', 'new', '{evil}'",
	remove_type_repository_tags => "'$victim', 'victims', 'new', '{good}'",
	delete_type_repository => "'$victim', 'victims', 'new'",
	register_pricing_function => "'$victim', 'victims', 'svc', 'test.evil'",
	unregister_pricing_function => "'$victim', 'victims', 'svc'",
	request_quote => "'$victim', 'victims', 'svc'",
	rate_call => "'$victim', 1, 1",
	open_dispute => "'$victim', 1, 1",
	refund_payment => "'$victim', 11, 0, 0",
	set_payment_split => "'$victim', '{$thief}', '{10000}'",
	set_channel_signer => "'$victim', 11, '$thief'",
	remove_channel_signer => "'$victim', 11, '$thief'",
	seal_history => '',
	check_history => '',
	set_channel_alert => "'$victim', 11, 1",
	set_channel_refill => "'$victim', 11, 1, 1",
	clock_alert => '',
	claim_listed => "'$victim', '{11}'",
	claim_all => "'$victim'",
	claim_expiring => "'$victim'",
	set_claim_rule => "'$victim'",
	delete_claim_rule => "'$victim'",
	start_service => "'$victim', 'victims', 'svc'",
	stop_service => "'$victim', 'victims', 'svc'",
	configure_service => "'$victim', 'victims', 'svc', 1",
	service_configuration => "'$victim', 'victims', 'svc'",
	is_service_running => "'$victim', 'victims', 'svc'",
	set_free_call_allowance => "'$victim', 'victims', 'svc', '$thief', 1000",
	reset_free_calls => "'$victim', 'victims', 'svc'",
	set_prepaid_secret => "'$victim', 'victims'",
	finish_call => "'$victim', 1",
	record_failed_call => "'$victim', 'victims', 'svc', '$thief'",
	prune_usage => "'infinity'",
	make_usage_month => '',
	usage_next_month => '',
	define_service => qq('$victim', 'svc', '{"input":{},"output":{}}'),
	bind_service => qq('$victim', 'svc', '$victim', '1stake', '{"price":"1stake"}', 1),
	update_binding => "'$victim', 'svc', '$victim'",
	enable_binding => "'$victim', 'svc', '$victim'",
	disable_binding => "'$victim', 'svc', '$victim'",
	refund_deposit => "'$victim', 'svc', '$victim'",
	set_withdraw_address => "'$victim', '$thief'",
	withdraw_earned_fees => "'$victim'",
	call_service => qq('$victim', 'svc', '{$thief}', '{"header":{}}', '1stake', 1),
	pause_request_context => "'$victim', 1",
	start_request_context => "'$victim', 1",
	kill_request_context => "'$victim', 1",
	update_request_context => "'$victim', 1",
	respond_service => qq('$victim', 1, '{"code":400,"message":""}'),
	service_fee => "'svc', '$victim', '$victim'",
	register_module_service => "'oracle', 'svc', '$thief', 'den.rate'",
	deliver_callbacks => '',
	prune => '1',
	(map { $_ => '' } qw(clock_announce clock_day clock_expire clock_settle clock_start request_end request_ended
		request_missed service_binding_threshold prune_idempotency_keys clock_claim clock_refill channel_unclaimed group_threshold end_payment_leases)),
	deposit => "'$thief', '1cog'",
	end_block => '',
	set_params => "min_deposit => 1",
	create_token => "'evil'",
	install => '',
	append_only => '',
	row_changed => '',
	audit_recent => '',
	guard_extension => '',
	clock_advance => '',
	sign => "sha256(''), sha256('')",
	private_key_address => "sha256('')",
);
for my $function (sort keys %act)
{
	is(login('thief', "SELECT market.$function($act{$function});"), 'ERROR 42501',
		"2: the thief may not $function");
	is(login('stranger', "SELECT market.$function($act{$function});"), 'ERROR 42501',
		"2: nor may a stranger $function");
}
is(login('thief', "CALL market.run_blocks(1, '0');"), 'ERROR 42501', '2: nor run blocks');

# What is answered to whoever proves a right: with no proof, and with one by another, for
# something else, of another channel, nonce or market, or used before
my $height = $server->safe_psql('market', 'SELECT market.height()');
my $elsewhere = "'0x00000000000000000000000000000000000000ee'";
my $client = $server->safe_psql('market', 'SELECT address FROM test.person WHERE n = 3');
my $group = $server->safe_psql('market', q(SELECT encode(sha256('group'), 'base64')));
my %claim = (
	good => signed(3, 'market.claim_message(escrow_address, 11, 1, 50)'),
	'by another' => signed(5, 'market.claim_message(escrow_address, 11, 1, 50)'),
	'of another channel' => signed(3, 'market.claim_message(escrow_address, 2, 1, 50)'),
	'of another nonce' => signed(3, 'market.claim_message(escrow_address, 11, 0, 50)'),
	'of another market' => signed(3, "market.claim_message($elsewhere, 11, 1, 50)"));

sub request_token
{
	my ($n, $claim, $block) = @_;
	return "11, 1, 50, '$claim{good}'::market.signature::bytea, 'victims', NULL, $block, '"
		. signed($n, "market.prepaid_token_message('$claim'::market.signature::bytea, $block)") . "'";
}

sub free_token
{
	my ($n, $service) = @_;
	return $server->safe_psql('market', "SELECT market.free_call_token(market.sign(market.message_digest("
		. "market.free_call_token_message('$service', 'default_group', '$client', '', 100)), key), 100) FROM test.person WHERE n = $n");
}

sub free_call
{
	my ($n, $service, $block, $token) = @_;
	return "'$client', 'victims', 'free', '$token', current_block => $block, signature => '"
		. signed($n, "market.free_call_message('$client', '', 'victims', '$service', '$group', $block, '$token')") . "'";
}
my $good_token = free_token(4, 'victims');
my $forged = $server->safe_psql('market', <<"SQL");
SELECT market.jwt_sign(json_build_object('exp', 9000000000, 'groupId', '$group', 'orgId', 'victims', 'payload', '11',
    'userAddress', '$client'), sha256('a guess'))
SQL
my @proof = (
	(map { [ 'authorize_payment', "11, 1, 50, '$claim{$_}', 'victims', 'svc'", 'MK113', $_ ] } grep { $_ ne 'good' } sort keys %claim),
	[ 'authorize_payment', "11, 0, 50, '$claim{'of another nonce'}', 'victims', 'svc'", 'MK111', 'of a nonce before' ],
	[ 'authorize_payment', "11, 1, 40, '" . signed(3, 'market.claim_message(escrow_address, 11, 1, 40)') . "', 'victims', 'svc'",
		'MK116', 'used before' ],
	[ 'authorize_payment', "2, 1, 50, '$claim{good}', 'victims', 'svc'", 'MK110', 'on the channel of another recipient' ],
	# a good signature pays; but who begins a payment holds the channel
	[ 'begin_payment', "11, 1, 50, '$claim{good}', 'victims', 'svc'", '42501', 'that is good' ],
	[ 'begin_prepaid_payment', "11, '$prepaid', 'victims', 'svc'", '42501', 'that is good' ],
	(map { [ $_, "'00000000-0000-4000-8000-000000000000'", 'MK123', 'that is guessed' ] } qw(commit_payment rollback_payment)),
	(map { [ $_, "token_hash::text::uuid) FROM market.payment_reservation AS r(token_hash) WHERE (true", '', 'that is read' ] }
		qw(commit_payment rollback_payment)),
	[ 'use_prepaid_token', "11, '$forged', 'victims', 'svc'", 'MK124', 'by another' ],
	[ 'use_prepaid_token', "11, 'eyJhbGciOiJub25lIn0." . (split /[.]/, $prepaid)[1] . ".', 'victims', 'svc'", 'MK124', 'by nobody' ],
	[ 'use_prepaid_token', "11, '" . ($forged =~ s/^.*[.]//r) . "', 'victims', 'svc'", 'MK124', 'that is cut off' ],
	[ 'use_prepaid_token', "8, '$prepaid', 'org', 'svc'", 'MK124', 'of another channel' ],
	[ 'issue_prepaid_token', "11, 1, 50, '$claim{good}'::market.signature::bytea, 'victims'", '42501', 'none' ],
	[ 'issue_prepaid_token', request_token(5, $claim{good}, $height), 'MK113', 'by another' ],
	[ 'issue_prepaid_token', request_token(3, $claim{'of another channel'}, $height), 'MK113', 'of another claim' ],
	[ 'issue_prepaid_token', request_token(3, $claim{good}, $height - 6), 'MK118', 'of before' ],
	[ 'free_call', "'$client', 'victims', 'free'", '42501', 'none' ],
	[ 'free_call', free_call(5, 'free', $height, $good_token), 'MK113', 'by another' ],
	[ 'free_call', free_call(3, 'svc', $height, $good_token), 'MK113', 'for another service' ],
	[ 'free_call', free_call(3, 'free', $height - 6, $good_token), 'MK118', 'of before' ],
	[ 'free_call', free_call(3, 'free', $height, free_token(5, 'victims')), 'MK151', 'with a token by another' ],
	[ 'free_call', free_call(3, 'free', $height, free_token(4, 'org')), 'MK151', 'with a token of another organization' ],
	[ 'free_calls_available', "'$client', 'victims', 'free'", '42501', 'none' ],
	[ 'free_calls_available', free_call(5, 'free', $height, $good_token), 'MK113', 'by another' ],
	[ 'free_calls_available', free_call(3, 'free', $height - 6, $good_token), 'MK118', 'of before' ],
	[ 'request_free_call_token', "'$client', 'victims', 'free'", '42501', 'none' ],
	[ 'request_free_call_token', "'$client', 'victims', 'free', current_block => $height, signature => '$claim{good}'", 'MK113', 'for something else' ],
	[ 'choose_channel', "'$victim', 'victims', 'svc', 10", '42501', 'none' ],
	[ 'find_channel', "'$victim', 'victims', 'svc'", '42501', 'none' ],
	[ 'answer_dispute', "'$victim', 1, '{}'", '42501', 'none' ],
	[ 'answer_dispute', "'$thief', 1, '{}'", 'MK135', 'of being somebody else' ],
	(map { [ 'close_dispute', "'$victim', 1, '$_'", '42501', "none, $_" ] } qw(withdrawn accepted upheld rejected)),
	[ 'create_request_context', qq('spy', '$thief', 'svc', '{$thief}', '{"header":{}}', '1stake', 1, false, 0, 0, 1), 'MK041', 'none' ],
);
is(login('thief', "SELECT market.$_->[0]($_->[1]);"), $_->[2] && "ERROR $_->[2]", "2: $_->[0], proof: $_->[3]") for @proof;
is(login('thief', "SELECT accepted, sqlstate FROM market.check_payment(11, 1, 50, '$claim{'by another'}', 'victims', 'svc');"),
	'f|MK113', '2: check_payment, proof: by another');
my %proved = map { $_->[0] => 1 } @proof;
is( $server->safe_psql('market', "SELECT proname FROM pg_proc WHERE pronamespace = 'market'::regnamespace
		AND provolatile <> 'i' AND proname <> ALL ('{@{[join ',', keys %act, keys %proved]}}')
		AND proname NOT IN ('run_blocks', 'audit', 'height', 'block_time', 'service_price',
			'list_organizations', 'get_organization', 'list_services', 'get_service', 'find_services',
			'find_type_repositories', 'last_usage_id', 'register_module', 'exchange_rate', 'check_payment',
			'parse_expiration') ORDER BY 1"),
	'', '2: every function was tried');
# what a signature would prove
is(login('thief', "SELECT market.authorize_payment(11, 1, 20, '$signature', 'victims', 'svc');"),
	'ERROR MK113', '2: a signature over another total');
is(login('thief', "SELECT market.start_claim(11, '$signature');"), 'ERROR MK103', '2: a signature by another');
is(login('thief', "SELECT market.list_in_progress('$victim', 30, '$signature');"), 'ERROR MK103',
	'2: a signature for another message');
is(login('thief', "SELECT market.channel_state(11, 30, '$signature');"), 'ERROR MK113',
	'2: a signature for another message');
is(login('thief', "SELECT market.claim_channel('$thief', 11, 1, 10, '$signature');"), 'ERROR MK103',
	'2: a claim for oneself');
is(login('thief', "SELECT market.claim_channel_timeout('$thief', 11);"), 'ERROR MK105', '2: a time-out for oneself');
is(login('thief', "SELECT market.extend_channel('$thief', 11, 9000);"), 'ERROR MK105', '2: an extension');
is(login('thief', "SELECT market.delete_organization('$thief', 'victims');"), 'ERROR MK135', '2: an organization');
is(login('thief', "SELECT market.create_account('0x00000000000000000000000000000000000000aa', 'victim');"),
	'ERROR 42501', '2: an account in the name of another role');
is(login('thief', "SELECT market.create_account(address) FROM unnest(ARRAY[market.system_account('community_pool')]) address;"),
	'ERROR MKS04', '2: an account of the market');
is(login('thief', "SELECT market.withdraw(market.system_account('community_pool'), '0cog');"),
	'ERROR MKS04', '2: money of the market');
unchanged('2');
# an account that came into being by money belongs to nobody who asks first
is(attempt($server, 'market', 'operator', <<'SQL'), 'ERROR 42501', '2: an account without a role');
BEGIN;
SELECT market.deposit('0x00000000000000000000000000000000000000ee', '1cog');
RESET ROLE; SET ROLE thief;
SELECT market.create_account('0x00000000000000000000000000000000000000ee');
SQL

#
# 3. Code that PostgreSQL runs for maintenance
#
$server->safe_psql('market', <<SQL, extra_params => [ '-U', 'thief' ]);
CREATE TABLE den.seen (who text, session text, message text);
GRANT INSERT ON den.seen TO PUBLIC;
CREATE FUNCTION den.take() RETURNS integer LANGUAGE plpgsql AS \$\$
BEGIN
    PERFORM market.transfer('$victim', '$thief', '100cog');
    INSERT INTO den.seen VALUES (current_user, session_user, 'stolen');
    RETURN 1;
EXCEPTION WHEN insufficient_privilege THEN
    INSERT INTO den.seen VALUES (current_user, session_user, SQLERRM);
    RETURN 2;
END
\$\$;
-- an index wants it immutable, and takes its word for it
CREATE FUNCTION den.steal(integer) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS
\$\$BEGIN RETURN den.take(); END\$\$;
CREATE TABLE den.bait (n integer);
INSERT INTO den.bait SELECT generate_series(1, 3);
CREATE INDEX bait_steal ON den.bait (den.steal(n));
CREATE MATERIALIZED VIEW den.picture AS SELECT den.steal(n) FROM den.bait WITH NO DATA;
SQL

sub maintained
{
	my ($what, $sql) = @_;
	$server->safe_psql('market', 'TRUNCATE den.seen');
	$server->safe_psql('market', $sql);
	is($server->safe_psql('market', 'SELECT DISTINCT who, message FROM den.seen'),
		'thief|the market cannot be used within a security-restricted operation', "3: $what");
	is(balance($victim), 900, "3: $what: the money is there");
	return;
}
is($server->safe_psql('market', 'SELECT DISTINCT message FROM den.seen'),
	'the market cannot be used within a security-restricted operation', '3: while the index is made');
maintained('ANALYZE by a superuser', 'ANALYZE den.bait');
maintained('VACUUM FULL by a superuser', 'VACUUM (FULL, ANALYZE) den.bait');
maintained('REINDEX by a superuser', 'REINDEX TABLE den.bait');
maintained('CLUSTER by a superuser', 'CLUSTER den.bait USING bait_steal');
maintained('REFRESH by a superuser', 'REFRESH MATERIALIZED VIEW den.picture');
$server->safe_psql('market', <<'SQL');
TRUNCATE den.seen;
ALTER TABLE den.bait SET (autovacuum_analyze_threshold = 1, autovacuum_analyze_scale_factor = 0);
SET ROLE thief;
INSERT INTO den.bait SELECT generate_series(4, 300);
SQL
ok( $server->poll_query_until('market',
		q(SELECT last_autoanalyze IS NOT NULL FROM pg_stat_user_tables WHERE relid = 'den.bait'::regclass)),
	'3: autovacuum has been there');
is($server->safe_psql('market', "SELECT DISTINCT who, message FROM den.seen WHERE message ~ 'restricted'"),
	'thief|the market cannot be used within a security-restricted operation', '3: autovacuum');
# who writes into a table evaluates its expressions with his own rights, and a superuser may
# act for everybody: that is what inserting into a stranger's table means in PostgreSQL
$server->safe_psql('market', 'TRUNCATE den.seen; INSERT INTO den.bait VALUES (0)');
is($server->safe_psql('market', "SELECT DISTINCT message FROM den.seen WHERE message !~ 'restricted'"),
	'stolen', '3: but a superuser who writes into the table runs its expressions himself');
$server->safe_psql('market', "SELECT market.transfer('$thief', '$victim', '100cog')");
$server->safe_psql('market', 'DROP INDEX den.bait_steal; TRUNCATE den.seen');
is(balance($victim), 900, '3: the money is back');

#
# 4. Code that the victim runs himself, without knowing.  PostgreSQL evaluates defaults,
# checks, policies and views with the rights of who uses the table, so that money moves as
# if the victim had called market.transfer().  None of them lends more than the rights of
# the role that runs it: with another role's session nothing happens.
#
$server->safe_psql('market', <<'SQL', extra_params => [ '-U', 'thief' ]);
CREATE DOMAIN den.small AS integer CHECK (den.steal(VALUE) > 0);
CREATE TABLE den.trap (n integer DEFAULT den.steal(0), m integer);
CREATE TABLE den.guarded (n integer);
INSERT INTO den.guarded VALUES (1);
ALTER TABLE den.guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON den.guarded USING (den.steal(n) > 0);
CREATE VIEW den.window AS SELECT den.steal(n) FROM den.bait LIMIT 1;
GRANT SELECT, INSERT ON den.trap, den.guarded, den.bait, den.window TO PUBLIC;
SQL
my %trap = (
	'a domain' => 'SELECT 1::den.small',
	'a default' => 'INSERT INTO den.trap (m) VALUES (1)',
	'a policy' => 'SELECT * FROM den.guarded',
	'a view' => 'SELECT * FROM den.window');
for my $what (sort keys %trap)
{
	for my $role (qw(thief stranger reader operator))
	{
		login($role, "$trap{$what};");
		is(balance($victim), 900, "4: $what used by $role");
	}
	login('victim', "$trap{$what};");
	is(balance($victim), 800, "4: $what used by the victim runs with the victim's rights");
	$server->safe_psql('market', "SELECT market.transfer('$thief', '$victim', '100cog')");
}
is($server->safe_psql('market', "SELECT DISTINCT who FROM den.seen WHERE message = 'stolen'"), 'victim',
	'4: nothing was stolen from a session of anybody else');

#
# 5. A path of the thief's: every function under it is test/pgtap/hostile.sql.  Here it is the
# thief who calls, with tables and operators that would let him.
#
is(login('thief', <<"SQL"), 'ERROR 42501', '5: operators and tables of the thief');
CREATE FUNCTION den.always(market.address, market.address) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR den.= (FUNCTION = den.always, LEFTARG = market.address, RIGHTARG = market.address);
CREATE FUNCTION den.pg_has_role(name, oid, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE TEMP TABLE account (address market.address, owner_role oid);
CREATE TEMP TABLE account_balance (account market.address, denom text, amount numeric);
SET search_path = den, pg_temp, market, pg_catalog;
SELECT market.transfer('$victim', '$thief', '1cog');
SQL
is(balance($victim), 900, '5: the money is there');

#
# 6. Names taken before us
#
my %squat = (
	'a type of our name' => [ 'CREATE TYPE market.address AS (a int)', '42710', undef ],
	'a function of our name' => [
		'CREATE FUNCTION market.keccak256(data bytea) RETURNS bytea LANGUAGE sql RETURN data', '42723', undef ],
	'a function with the name of install()' => [
		'CREATE FUNCTION market.install() RETURNS SETOF text LANGUAGE sql RETURN $$stolen$$::text', '42723', undef ],
	'a function' => [ 'CREATE FUNCTION market.evil() RETURNS int LANGUAGE sql RETURN 1', undef, '55000' ],
	'a table of our name' => [ 'CREATE TABLE market.account (address bytea)', undef, '55000' ],
	'a table with the name of a later wing' => [ 'CREATE TABLE market.event (n int)', undef, '55000' ],
	'a table of migrations' => [ 'CREATE TABLE market.migration (name text, installed_at timestamptz)', undef, '55000' ],
	'a table of migrations, as if all was done' => [
		"CREATE TABLE market.migration (name text, installed_at timestamptz);
		INSERT INTO market.migration VALUES ('25_account'); GRANT ALL ON market.migration TO PUBLIC;
		CREATE TABLE market.account (address bytea); GRANT ALL ON market.account TO PUBLIC", undef, '55000' ],
	'a view' => [ 'CREATE VIEW market.balance_sheet AS SELECT 1', undef, '55000' ],
	'a sequence' => [ 'CREATE SEQUENCE market.channel_id_seq', undef, '55000' ],
	'an operator' => [
		'CREATE OPERATOR market.= (FUNCTION = pg_catalog.int8lt, LEFTARG = int8, RIGHTARG = int8)', undef, '55000' ],
	'a domain' => [ 'CREATE DOMAIN market.evil AS text', undef, '55000' ],
	'a composite type of our name' => [ 'CREATE TYPE market.channel AS (a int)', undef, '42P07' ],
);
$server->safe_psql('postgres', 'CREATE DATABASE squatted; GRANT CREATE ON DATABASE squatted TO thief');
for my $what (sort keys %squat)
{
	my ($sql, $create, $install) = @{ $squat{$what} };
	$server->safe_psql('squatted', "CREATE SCHEMA market; $sql", extra_params => [ '-U', 'thief' ]);
	my $me = $server->safe_psql('postgres', 'SELECT current_user');
	is(attempt($server, 'squatted', $me, 'CREATE EXTENSION pg_market;'), $create ? "ERROR $create" : '',
		"6: $what: CREATE EXTENSION");
	is(attempt($server, 'squatted', $me, 'SELECT market.install();'), "ERROR $install", "6: $what: install()")
		if $install;
	$server->safe_psql('squatted', 'DROP SCHEMA market CASCADE');
}
is( $server->safe_psql('squatted', <<'SQL'), "market_owner|f", '6: a schema made beforehand is taken over');
SET ROLE thief;
CREATE SCHEMA market;
ALTER DEFAULT PRIVILEGES IN SCHEMA market GRANT ALL ON TABLES TO PUBLIC;
RESET ROLE;
CREATE EXTENSION pg_market;
\o /dev/null
SELECT market.install();
\o
SELECT nspowner::regrole, has_table_privilege('thief', 'market.account', 'INSERT, UPDATE, DELETE, TRUNCATE')
    OR has_schema_privilege('thief', 'market', 'CREATE') FROM pg_namespace WHERE nspname = 'market';
SQL

#
# 8. Names that are SQL, or look like it
#
$server->safe_psql('market', 'CREATE TABLE public.canary ()');
my @names = (
	q{'; DROP TABLE canary; --}, q{"; DROP TABLE canary}, q{\'; DROP TABLE canary},
	q{$$; DROP TABLE canary; $$}, q{%s%n%d%1$s}, q{$1}, q{)); DROP TABLE canary; --}, q{{"a": 1}},
	q{a\\nb}, q{:canary}, qq{two\nlines});
$server->safe_psql('market', <<'SQL');
CREATE FUNCTION test.names(name text, OUT done text) LANGUAGE plpgsql AS $$
DECLARE
    me market.address;
    document jsonb := (SELECT metadata FROM market.organization WHERE id = 'org');
    service jsonb := (SELECT metadata FROM market.organization_service WHERE organization_id = 'org');
    code text;
BEGIN
    me := market.create_account(label => name);
    PERFORM market.deposit(me, '10cog', name);
    PERFORM market.deposit(me, '10cog', name);
    PERFORM market.withdraw(me, '1cog', name);
    PERFORM market.create_organization(me, name, jsonb_set(document, '{org_name}', to_jsonb(name)));
    PERFORM market.publish_service(me, name, name, jsonb_set(service, '{display_name}', to_jsonb(name)));
    PERFORM market.update_service(me, name, name, service);
    -- what is refused is quoted in messages
    FOREACH code IN ARRAY ARRAY[
        format('SELECT market.create_token(%L)', name),
        format('SELECT market.system_account(%L)', name), format('SELECT market.set_params(base_denom => %L)', name),
        format('SELECT market.set_params(dispatch => %L)', name), format('SELECT %L::market.coin', '1' || name),
        format('SELECT market.deposit(%L, %L)', me, '1' || name), format('SELECT %L::market.address', name),
        format('SELECT %L::market.signature', name), format('SELECT market.group_id(%L)', name),
        format('SELECT market.delete_service(%L, %L, %L)', me, name, name || 'x'),
        format('SELECT market.delete_organization(%L, %L)', me, name || 'x'),
        format('SELECT market.authorize_payment(0, 0, 0, authorized_signature, %L, %L, %L) FROM market.channel WHERE id = 11', name, name, name),
        format('SELECT market.deposit(%L, ''11cog'', %L)', me, name)] LOOP
        BEGIN
            EXECUTE code;
            done := concat_ws(' ', done, 'done:', code);
        EXCEPTION WHEN OTHERS THEN
            IF SQLSTATE !~ '^(22P02|22023|MK...)$' THEN
                done := concat_ws(' ', done, SQLSTATE, code);
            END IF;
        END;
    END LOOP;
    done := concat_ws(' ', done, (SELECT 'differs' FROM market.account a JOIN market.journal j ON j.debit = a.address
        WHERE a.address = me AND (a.label <> name OR j.reference <> name)),
        (SELECT 'service differs' FROM market.organization_service WHERE organization_id = name AND service_id <> name));
    IF market.balance(me, 'cog') <> 9 OR market.balance(me, name) <> 0 THEN
        done := done || ' applied twice';
    END IF;
    PERFORM market.delete_service(me, name, name), market.delete_organization(me, name);
END
$$;
SQL
for my $name (@names)
{
	my $literal = $name =~ s/'/''/gr;
	is($server->safe_psql('market', "SELECT test.names('$literal')"), '', "8: $name");
}
is($server->safe_psql('market', 'SELECT count(*) FROM canary'), 0, '8: the canary lives');

#
# 9. Who one is
#
is(attempt($server, 'market', 'thief', "SELECT market.withdraw('$victim', '1cog');"), 'ERROR 42501',
	'9: a superuser who is the thief now');
is(attempt($server, 'market', 'victim', <<"SQL"), 'ERROR 42501', '9: the right of before');
SELECT market.transfer('$victim', '$victim', '1cog') \\g /dev/null
RESET ROLE; SET ROLE thief;
SELECT market.transfer('$victim', '$victim', '1cog');
SQL
is(attempt($server, 'market', 'thief', <<"SQL"), 'ERROR 42501', '9: another session user');
RESET ROLE; SET SESSION AUTHORIZATION thief;
SELECT market.withdraw('$victim', '1cog');
SQL
is(login('thief', 'SET ROLE victim;'), 'ERROR 42501', '9: SET ROLE without membership');
is(login('thief', 'SET SESSION AUTHORIZATION victim;'), 'ERROR 42501', '9: SET SESSION AUTHORIZATION');
$server->safe_psql('market', <<'SQL');
CREATE ROLE clerk LOGIN NOINHERIT; GRANT victim TO clerk; GRANT EXECUTE ON FUNCTION market.transfer TO clerk;
CREATE ROLE partner LOGIN; GRANT victim TO partner;
SQL
is(login('clerk', "SELECT market.transfer('$victim', '$victim', '1cog');"), 'ERROR 42501',
	'9: a member who does not inherit');
is(login('clerk', "SET ROLE victim; SELECT market.transfer('$victim', '$victim', '1cog');"), 900,
	'9: and after SET ROLE');
is(login('partner', "SELECT market.transfer('$victim', '$victim', '1cog');"), 900, '9: a member who inherits');
# an error leaves nobody in the owner's shoes
is(login('thief', <<"SQL"), 'thief', '9: after an error');
DO \$\$BEGIN PERFORM market.withdraw('$victim', '1cog'); EXCEPTION WHEN OTHERS THEN NULL; END\$\$;
SELECT current_user;
SQL
is(login('thief', <<"SQL"), 'ERROR 42501', '9: after an error, within the same transaction');
BEGIN;
DO \$\$BEGIN PERFORM market.withdraw('$victim', '1cog'); EXCEPTION WHEN OTHERS THEN NULL; END\$\$;
SELECT * FROM market.used_permission;
SQL

#
# 10. Reading what is others'
#
my %own = (
	account => 1, account_balance => 1, external_reference => 1, channel => 0, pending_claim => 0,
	channel_event => 0, balance_sheet => 1);
for my $relation (sort keys %own)
{
	is(login('thief', "SELECT count(*) FROM market.$relation;"), $own{$relation}, "10: the thief's rows of $relation");
}
is(login('thief', "SELECT count(*) FROM market.journal WHERE debit <> '$thief' AND credit <> '$thief';"),
	0, '10: and of the journal');
is(login('victim', 'SELECT count(*) FROM market.channel;'), 1, "10: the victim's channel");
is(login('victim', 'SELECT count(*) FROM market.pending_claim;'), 1, "10: the victim's claim");
is(login($_, 'SELECT count(*) FROM market.channel;'), 12, "10: $_ reads everything") for qw(app operator reader);
for my $relation (qw(used_permission migration audit_balance audit_channel audit_service audit_finding))
{
	is(login('thief', "SELECT * FROM market.$relation;"), 'ERROR 42501', "10: the thief may not read $relation");
}
is(login('stranger', "SELECT * FROM market.$_;"), 'ERROR 42501', "10: a stranger may not read $_")
	for sort keys %own;
# a function that would tell is not asked about others' rows, however cheap it says it is
$server->safe_psql('market', <<'SQL', extra_params => [ '-U', 'thief' ]);
CREATE FUNCTION den.tell(anyelement) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
$$BEGIN RAISE NOTICE 'told: %', $1; RETURN true; END$$;
CREATE TYPE den.pair AS (a text, b text);
CREATE OPERATOR den.<<< (FUNCTION = pg_catalog.int8lt, LEFTARG = int8, RIGHTARG = int8);
SQL
for my $sql (
	'SELECT * FROM market.account a WHERE den.tell(a.label)',
	'SELECT * FROM market.account_balance b WHERE den.tell(b.amount)',
	'SELECT * FROM market.balance_sheet b WHERE den.tell(b.amount)',
	'SELECT * FROM market.channel c WHERE den.tell(c.value)',
	'SELECT * FROM market.journal j WHERE den.tell(j.amount)',
	'EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM market.account a WHERE den.tell(a.label)')
{
	my ($status, $out, $err) = $server->psql('market', $sql, extra_params => [ '-U', 'thief' ]);
	my @told = grep { !/told: (?:of the thief|\d+)$/ } $err =~ /(told: .*)/g;
	my $foreign = grep { /told: (?:1000|900|10000|9\d\d\d|500)$/ } $err =~ /(told: .*)/g;
	is("@told", '', "10: $sql");
	is($foreign, 0, '10: and no amount of others') if $sql !~ /journal/;
}
is(login('thief', "SELECT count(*) FROM pg_stats WHERE schemaname = 'market' AND tablename IN ('account', 'account_balance', 'channel', 'journal', 'pending_claim', 'channel_event', 'external_reference', 'used_permission');"),
	0, '10: statistics');
like(login('thief', "EXPLAIN SELECT * FROM market.account WHERE label = 'of the victim';"), qr/Filter/,
	'10: a plan shows no rows');

#
# 11. A signature of another market
#
new_market($server, 'copy');
load_market($server, 'copy');
is( $server->safe_psql('copy', 'SELECT escrow_address FROM market.params') eq
		$server->safe_psql('market', 'SELECT escrow_address FROM market.params'),
	'', '11: two markets have two escrow addresses');
my $payment = $server->safe_psql('market', <<'SQL');
SELECT format('SELECT market.authorize_payment(8, %s, %s, %L, ''org'', ''svc'');', s.nonce, s.amount, market.sign(s.digest, key))
FROM market.next_payment(8, 10) s, test.person WHERE n = 9
SQL
my $me = $server->safe_psql('postgres', 'SELECT current_user');
is(attempt($server, 'copy', $me, $payment), 'ERROR MK113', '11: a payment for another market');
is(attempt($server, 'market', $me, $payment), 10, '11: is good in its own');
is(attempt($server, 'market', $me, $payment), 'ERROR MK116', '11: once');
# a copy that is restored shares the address, until it gets one of its own, as docs/operations.md says
$server->safe_psql('postgres', 'CREATE DATABASE restored');
my $dump = PostgreSQL::Test::Utils::tempdir() . '/dump';
$server->command_ok([ 'pg_dump', '-d', $server->connstr('market'), '-f', $dump, '-n', 'market', '-n', 'test', '-e', 'pg_market*' ], '11: a dump');
$server->safe_psql('restored', 'SET client_min_messages = error', extra_params => [ '-f', $dump ]);
$payment = $server->safe_psql('market', <<'SQL');
SELECT format('SELECT market.authorize_payment(8, %s, %s, %L, ''org'', ''svc'');', s.nonce, s.amount, market.sign(s.digest, key))
FROM market.next_payment(8, 10) s, test.person WHERE n = 9
SQL
is(attempt($server, 'restored', $me, "BEGIN; $payment ROLLBACK;"), 10, '11: a payment for the original is good in a copy');
$server->safe_psql('restored', "SELECT market.set_params(escrow_address => market.create_account(label => 'of the copy'))");
is(attempt($server, 'restored', $me, $payment), 'ERROR MK113', '11: and is not when the copy has an address of its own');

#
# 14. A function that runs with its owner's rights lends them
#
$server->safe_psql('market', <<"SQL", extra_params => [ '-U', 'victim' ]);
CREATE FUNCTION pg_temp.none() RETURNS int LANGUAGE sql RETURN 1;
SQL
$server->safe_psql('market', <<"SQL");
CREATE FUNCTION test.lend(market.address) RETURNS numeric LANGUAGE sql SECURITY DEFINER
    AS \$\$SELECT market.transfer(\$1, '$thief', '1cog')\$\$;
ALTER FUNCTION test.lend OWNER TO victim;
CREATE FUNCTION den.borrow(market.address) RETURNS numeric LANGUAGE sql SECURITY DEFINER
    AS \$\$SELECT market.transfer(\$1, '$thief', '1cog')\$\$;
ALTER FUNCTION den.borrow OWNER TO thief;
SQL
is(login('thief', "SELECT test.lend('$victim');"), 899, '14: the owner lends his own rights');
is(login('thief', "SELECT test.lend(address) FROM unnest(ARRAY['0x00000000000000000000000000000000000000a7']::market.address[]) address;"),
	'ERROR 42501', '14: and no others');
is(attempt($server, 'market', $me, "SELECT den.borrow('$victim');"), 'ERROR 42501',
	'14: a superuser who calls the thief\'s function lends nothing');

#
# 7. A callback that tries to become someone: it runs as its registrant, whoever delivers it
#
$server->safe_psql('market', <<"SQL");
SELECT market.create_token('seven');
SELECT market.set_params(base_denom => 'seven');
SELECT market.deposit('$thief', '100000seven'), market.deposit('$victim', '1000seven');
SELECT market.define_service('$victim', 'bait', '{"input": {}, "output": {}}');
SELECT market.bind_service('$thief', 'bait', '$thief', '50000seven', '{"price": "1seven"}', 1);
CREATE TABLE den.tried (what text, result text);
ALTER TABLE den.tried OWNER TO thief;
SQL
login('thief', <<"SQL");
CREATE FUNCTION den.attempt(statement text) RETURNS text LANGUAGE plpgsql AS \$\$
BEGIN EXECUTE statement; RETURN 'done as ' || current_user; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END\$\$;
CREATE FUNCTION den.told(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE sql AS \$\$
INSERT INTO den.tried SELECT s, den.attempt(s) FROM unnest(ARRAY[
    'SELECT market.transfer(''$victim'', ''$thief'', ''1seven'')',
    'SET ROLE victim', 'SET ROLE market_owner', 'SET SESSION AUTHORIZATION victim', 'RESET ROLE; SELECT market.transfer(''$victim'', ''$thief'', ''1seven'')',
    'UPDATE market.account_balance SET amount = 1000000', 'CREATE TEMP TABLE pg_temp.x ()', 'SELECT market.end_block()',
    'SELECT market.set_params(service_fee_tax => 0)', 'SELECT pg_read_file(''/etc/passwd'')',
    'SELECT set_config(''session_replication_role'', ''replica'', false)', 'DROP SCHEMA market CASCADE']) AS s\$\$;
CREATE FUNCTION den.paused(context_id bigint, cause text) RETURNS void LANGUAGE sql AS 'SELECT';
SELECT market.register_module('bait', 'den.told', 'den.paused');
SELECT market.create_request_context('bait', '$thief', 'bait', '{$thief}', '{"header": {}}', '1seven', 5, false, 0, 0, 1);
SELECT market.respond_service('$thief', max(id), '{"code": 200, "message": ""}', '{"header": {}}') FROM market.request;
SQL
is($server->safe_psql('market', 'SELECT market.deliver_callbacks()'), 1, '7: a superuser delivers it');
is($server->safe_psql('market', "SELECT count(*), count(*) FILTER (WHERE result IN ('42501', '25006', '22023', '0A000')) FROM den.tried"), '12|12',
	'7: nothing that it tried was done')
	or diag($server->safe_psql('market', 'SELECT * FROM den.tried'));
is($server->safe_psql('market', "SELECT market.balance('$victim', 'seven')"), 1000, "7: the victim's money is there");

#
# 10 again: everybody may listen, but what is sent are numbers
#
my $heard = $server->safe_psql('market', <<"SQL");
SELECT market.set_channel_alert('$victim', 11, expiry_blocks => 1000000);
SET ROLE stranger;
LISTEN market_alert;
LISTEN market_request;
RESET ROLE;
SELECT market.deposit('$victim', '100000seven');
SELECT market.define_service('$victim', 'heard', '{"input": {}, "output": {}}');
SELECT market.bind_service('$victim', 'heard', '$victim', '50000seven', '{"price": "1seven"}', 1);
SELECT market.call_service('$victim', 'heard', '{$victim}', '{"header": {}, "body": {"secret": "word"}}', '1seven', 5);
SELECT market.end_block();
SQL
is(() = $heard =~ /Asynchronous notification/g, 2, '10: a stranger hears of a block');
is(() = $heard =~ /Asynchronous notification "market_\w+" with payload "[0-9,]+" received/g, 2, '10: numbers and no more');

is($server->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'audit');
sound_log($server);

#
# 12. Roles made before us
#
my $fresh = new_server('fresh');
$fresh->safe_psql('postgres', 'CREATE DATABASE market');
$fresh->safe_psql('market', 'CREATE EXTENSION pg_market');
$me = $fresh->safe_psql('postgres', 'SELECT current_user');
for my $role (
	'market_owner LOGIN', 'market_owner SUPERUSER', 'market_owner CREATEROLE', 'market_owner ROLE mole',
	'market_owner IN ROLE mole', 'market_app LOGIN', 'market_user LOGIN', 'market_operator SUPERUSER',
	'market_reader BYPASSRLS')
{
	my ($name) = $role =~ /^(\w+)/;
	$fresh->safe_psql('market', "CREATE ROLE mole; CREATE ROLE $role");
	is(attempt($fresh, 'market', $me, 'SELECT market.install();'), 'ERROR 55000', "12: CREATE ROLE $role");
	is( $fresh->safe_psql('market',
			"SELECT count(*) FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relkind = 'r'"),
		0, '12: nothing was made');
	$fresh->safe_psql('market', "DROP ROLE $name; DROP ROLE mole");
}
# those that are as they should be are taken, also with members, for another database's market
$fresh->safe_psql('market', 'CREATE ROLE mole; CREATE ROLE market_user ROLE mole; CREATE ROLE market_owner');
like(attempt($fresh, 'market', $me, 'SELECT market.install();'), qr/^The market is installed/, '12: good roles are taken');
sound_log($fresh);

done_testing();
