# A market with services in the middle of their work that was dumped and restored: nothing
# is answered, expired, slashed, taxed, settled or told by the restore, and everything
# goes on from where it stood.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = new_server('main');
new_market($server, 'source');
# many transactions, so that their ids are beyond those of a new server
$server->safe_psql('source', 'SELECT pg_current_xact_id()') for 1 .. 50;
$server->safe_psql('source', <<'END');
CREATE SCHEMA test;
CREATE TABLE test.seen (context_id bigint, outputs int, error text, cause text);
CREATE FUNCTION test.answered(context_id bigint, outputs jsonb[], error text) RETURNS void LANGUAGE sql
AS 'INSERT INTO test.seen VALUES ($1, cardinality($2), $3, NULL)';
CREATE FUNCTION test.paused(context_id bigint, cause text) RETURNS void LANGUAGE sql
AS 'INSERT INTO test.seen VALUES ($1, NULL, NULL, $2)';
CREATE FUNCTION test.rate(input jsonb, OUT result jsonb, OUT output jsonb) LANGUAGE sql AS $$
SELECT '{"code":200,"message":""}'::jsonb, '{"header":{},"body":{"rate":"2.5"}}'::jsonb $$;
-- p: an owner with two providers; c: consumers, the second of whom is poor
CREATE TABLE test.account (name text PRIMARY KEY, address market.address);
INSERT INTO test.account VALUES ('owner', '0x9111111111111111111111111111111111111111'),
    ('p1', '0x91a1111111111111111111111111111111111111'), ('p2', '0x91a2222222222222222222222222222222222222'),
    ('p3', '0x91a3333333333333333333333333333333333333'), ('oracle', '0x91b1111111111111111111111111111111111111'),
    ('c1', '0x91c1111111111111111111111111111111111111'), ('c2', '0x91c2222222222222222222222222222222222222'),
    ('cold', '0x91d1111111111111111111111111111111111111');
CREATE FUNCTION test.a(name text) RETURNS market.address STABLE LANGUAGE sql AS 'SELECT address FROM test.account AS a WHERE a.name = $1';
CREATE FUNCTION test.all_of(VARIADIC names text[]) RETURNS market.address[] STABLE LANGUAGE sql AS 'SELECT array_agg(test.a(n)) FROM unnest(names) AS n';
CREATE FUNCTION test.answer(context bigint, index int) RETURNS void LANGUAGE sql AS $$
SELECT market.respond_service(provider, id, '{"code":200,"message":""}', '{"header":{},"body":{"v":1}}')
FROM market.request WHERE context_id = context AND request_index = index AND state = 'pending' $$;

SELECT market.create_token('atom');
SELECT market.deposit(test.a('owner'), '1000000stake'), market.deposit(test.a('c1'), '10000stake'), market.deposit(test.a('c2'), '5stake'),
    market.deposit(test.a('c1'), '1000atom');
SELECT market.define_service(test.a('owner'), 'svc', '{"input":{"type":"object"},"output":{"type":"object","required":["v"]}}', tags => '{a,b}');
SELECT market.register_module_service('oracle', 'oracle-price', test.a('oracle'), 'test.rate');
SELECT market.bind_service(test.a('owner'), 'svc', test.a('p1'), '100000stake', '{"price":"20stake","promotions_by_volume":[{"volume":1,"discount":0.5}]}', 3);
SELECT market.bind_service(test.a('owner'), 'svc', test.a('p2'), '100000stake', ' {"price" : "40atom"} ', 3, '{"a":[1,2]}');
SELECT market.bind_service(test.a('owner'), 'svc', test.a('p3'), '20000stake', '{"price":"20stake"}', 3);
SELECT market.set_withdraw_address(test.a('owner'), test.a('cold'));
SELECT market.register_module('mod', 'test.answered', 'test.paused');
-- 1: one answer settled, then open requests of the second batch, one of them answered
SELECT market.call_service(test.a('c1'), 'svc', test.all_of('p1', 'p2'), '{"header":{}}', '100stake', 3, true, 5, -1);
SELECT test.answer(1, 0);
SELECT market.end_block(), market.end_block(), market.end_block(), market.end_block(), market.end_block();
SELECT test.answer(1, 0);
-- 2: of the poor, paused for want of money
SELECT market.call_service(test.a('c2'), 'svc', test.all_of('p3'), '{"header":{}}', '20stake', 3, true, 3, -1);
SELECT market.end_block();
-- 3: of a module, complete and not told yet; 4: of a module, half answered
SELECT market.create_request_context('mod', test.a('c1'), 'svc', test.all_of('p1', 'p3'), '{"header":{}}', '100stake', 3, false, 0, 0, 2);
SELECT market.create_request_context('mod', test.a('c1'), 'svc', test.all_of('p1', 'p3'), '{"header":{}}', '100stake', 3, false, 0, 0, 2);
SELECT test.answer(3, 0), test.answer(3, 1), test.answer(4, 0);
-- 5: a call that a module has answered; 6: one that waits for the end of the block
SELECT market.call_service(test.a('c1'), 'oracle-price', test.all_of('p1'), '{"header":{}}', '1stake', 3);
SELECT market.set_params(dispatch => 'end_of_block');
SELECT market.call_service(test.a('c1'), 'svc', test.all_of('p3'), '{"header":{}}', '20stake', 3);
END

my $rows = fingerprint($server, 'source');
is($server->safe_psql('source', 'SELECT * FROM market.audit()'), '', 'source: audit');
is($server->safe_psql('source', "SELECT string_agg(state || '/' || batch_state, ' ' ORDER BY id) FROM market.request_context"),
	'running/running paused/completed running/completed running/running completed/completed running/completed',
	'source: states') or diag $server->safe_psql('source', 'SELECT id, state, batch_state, batch_counter, start_height, expiry_height FROM market.request_context ORDER BY id');

# What comes of all that waits: answers, time-outs, slashes, callbacks, money.
sub go_on
{
	my ($node, $database) = @_;

	return $node->safe_psql($database, <<'END');
SELECT market.deliver_callbacks();
SELECT test.answer(1, 1), test.answer(4, 1);
SELECT market.start_request_context(test.a('c2'), 2) FROM market.deposit(test.a('c2'), '100stake');
SELECT market.end_block();
SELECT test.answer(6, 0);
SELECT market.end_block(), market.end_block(), market.end_block(), market.end_block();
SELECT market.deliver_callbacks();
SELECT * FROM test.seen ORDER BY context_id;
SELECT id, state, batch_counter, batch_state, batch_request_count, batch_response_count, start_height, expiry_height FROM market.request_context ORDER BY id;
SELECT id, state, fee, denom, tax, ended_height, slashed FROM market.request ORDER BY id;
SELECT service_name, provider, deposit, available FROM market.service_binding ORDER BY 1, 2;
SELECT market.withdraw_earned_fees(test.a('owner'));
SELECT account, denom, kind, amount FROM market.balance_sheet ORDER BY 1, 2, 3;
SELECT market.service_fee('svc', test.a('p1'), test.a('c1'));
SELECT market.exchange_rate('atom');
END
}

my $plain = $server->backup_dir . '.sql';
my $custom = $server->backup_dir . '.dump';
command_ok([ 'pg_dump', '-f', $plain, '-d', $server->connstr('source') ], 'pg_dump, plain');
command_ok([ 'pg_dump', '-Fc', '-f', $custom, '-d', $server->connstr('source') ], 'pg_dump, custom');

sub create_database
{
	my ($node, $database) = @_;
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql('postgres', qq(ALTER DATABASE $database SET search_path = "\$user", public, market));
	return;
}

my $other = new_server('other');
$other->safe_psql('postgres', join "\n", map { "CREATE ROLE $_ NOLOGIN;" }
	qw(market_owner market_user market_app market_operator market_reader));
create_database($server, 'plain');
command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', $plain, '-d', $server->connstr('plain') ], 'psql restores');
create_database($other, 'elsewhere');
command_ok([ 'pg_restore', '-j', '2', '--exit-on-error', '-d', $other->connstr('elsewhere'), $custom ],
	'pg_restore on another server, in parallel');

my %copy = (plain => $server, elsewhere => $other);
for my $database (sort keys %copy)
{
	my $node = $copy{$database};
	is(fingerprint($node, $database), $rows, "$database: same rows and sequences");
	is($node->safe_psql($database, 'SELECT * FROM market.audit()'), '', "$database: audit");
	$node->safe_psql($database, 'SELECT market.install()');
	is(fingerprint($node, $database), $rows, "$database: install() again changes no row");
}
my $expected = go_on($server, 'source');
like($expected, qr/svc\|0x91a3.*\|199\d\d\|/i, 'source: a time-out has slashed');
for my $database (sort keys %copy)
{
	is(go_on($copy{$database}, $database), $expected, "$database: everything goes on as in the source");
	is($copy{$database}->safe_psql($database, 'SELECT * FROM market.audit()'), '', "$database: audit at the end");
}
sound_log($server);
sound_log($other);
done_testing();
