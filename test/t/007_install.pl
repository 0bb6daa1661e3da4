# Installation: before, twice, at once, in several databases, and what may not be undone.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = new_server('main');
my $me = $server->safe_psql('postgres', 'SELECT current_user');
$server->safe_psql('postgres', "CREATE DATABASE $_") for qw(one two three);
$server->safe_psql('postgres', 'CREATE ROLE alice LOGIN; CREATE ROLE maker LOGIN CREATEROLE CREATEDB;
	GRANT CREATE ON DATABASE three TO alice, maker');

# as installed, and nobody else may
is(attempt($server, 'three', 'alice', 'CREATE EXTENSION pg_market;'), 'ERROR 42501', 'only a superuser creates the extension');
is(attempt($server, 'three', $me, 'CREATE EXTENSION pg_market SCHEMA public;'), 'ERROR 0A000', 'it lives in one schema');
is(attempt($server, 'three', $me, 'CREATE EXTENSION pg_market_wallet;'), 'ERROR 42704', 'the wallet wants it first');
$server->safe_psql('three', 'CREATE EXTENSION pg_market');
for my $role (qw(alice maker))
{
	is(attempt($server, 'three', $role, 'SELECT market.install();'), 'ERROR 42501', "$role may not install");
}

# before install() every function says what to do
for my $call (
	'height()', 'block_time()', 'audit()', 'end_block()', "balance('0x00000000000000000000000000000000000000a1')",
	"create_token('cog')", 'create_account()', "set_params(min_deposit => 1)", 'channel_state(0)', 'next_payment(0, 1)',
	"claim('0x00000000000000000000000000000000000000a1', 0)")
{
	my ($status, $out, $err) = $server->psql('three', "\\set VERBOSITY verbose\nSELECT market.$call");
	like($err, qr/55000.*HINT:  Run: SELECT market\.install\(\);/s, "before: $call");
}
is($server->safe_psql('three', "SELECT market.keccak256('')"),
	'\xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470', 'pure functions need no tables');
$server->safe_psql('three', 'DROP EXTENSION pg_market');
is($server->safe_psql('three', "SELECT count(*) FROM pg_proc WHERE pronamespace = to_regnamespace('market')"), 0,
	'without tables the extension goes without a trace');

# at once: twice in one database, and in another, where the same roles are wanted
$server->safe_psql($_, 'CREATE EXTENSION pg_market') for qw(one two);
my @work;
for my $database (qw(one one one two two))
{
	my ($out, $err) = ('', '');
	my $session = IPC::Run::start([ 'psql', '-X', '-A', '-t', '-q', '-v', 'VERBOSITY=sqlstate',
			'-c', 'SELECT market.install()', $server->connstr($database) ], '>', \$out, '2>', \$err);
	push @work, [ $session, \$out, \$err, $database ];
}
for my $work (@work)
{
	$work->[0]->finish;
	is(${ $work->[2] }, '', "install() at once in $work->[3]");
	like(${ $work->[1] }, qr/ALTER DATABASE $work->[3] SET search_path/, 'tells what to type next');
}
for my $database (qw(one two))
{
	is($server->safe_psql($database, 'SELECT count(*) = count(DISTINCT name), count(*) > 5 FROM market.migration'),
		't|t', "$database: each part was made once");
	is($server->safe_psql($database, 'SELECT * FROM market.audit()'), '', "$database: audit");
	is($server->safe_psql($database, 'SELECT market.height()'), 1, "$database: the first block");
}

# again: quiet, and nothing changes
load_market_in_one();
my $rows = fingerprint($server, 'one');
my ($status, $out, $err) = $server->psql('one', 'SELECT market.install()');
is($err, '', 'install() again says nothing to be afraid of');
is(fingerprint($server, 'one'), $rows, 'and changes no row');
$server->safe_psql('one', 'GRANT market_user, market_app TO alice');
is(attempt($server, 'one', $me, 'SELECT count(*) > 3 FROM market.install();'), 't', 'roles may have members meanwhile');
is(attempt($server, 'one', $me, 'BEGIN; SELECT count(*) > 3 FROM market.install(); ROLLBACK;'), 't', 'within a transaction');

# what an update would repair
$server->safe_psql('one', <<'SQL');
DROP VIEW market.audit_finding;
DROP TRIGGER journal_append_only ON market.journal;
DROP POLICY journal_own ON market.journal;
REVOKE EXECUTE ON FUNCTION market.transfer FROM market_user;
SELECT market.install();
SQL
is($server->safe_psql('one', "SELECT (SELECT count(*) FROM market.audit()),
		(SELECT count(*) FROM pg_trigger WHERE tgname = 'journal_append_only'),
		(SELECT count(*) FROM pg_policies WHERE policyname = 'journal_own'),
		has_function_privilege('market_user', 'market.transfer(market.address, market.address, market.coin, text)', 'EXECUTE')"),
	'0|1|1|t', 'views, triggers, policies and grants are made again');

# what may not be undone by accident
for my $sql ('DROP EXTENSION pg_market;', 'DROP EXTENSION pg_market CASCADE;',
	'DROP EXTENSION pg_market_wallet, pg_market CASCADE;', 'DROP EXTENSION IF EXISTS pg_market CASCADE;')
{
	is(attempt($server, 'one', $me, $sql), 'ERROR 2BP01', $sql);
}
is(attempt($server, 'one', $me, 'UPDATE market.journal SET amount = amount + 1;'), 'ERROR 55000', 'history stays');
is(attempt($server, 'one', $me, 'DELETE FROM market.channel_event;'), 'ERROR 55000', 'history stays');
is(attempt($server, 'one', $me, 'TRUNCATE market.journal;'), 'ERROR 55000', 'history stays');
is(attempt($server, 'one', $me, 'UPDATE market.clock SET height = 1;'), 'ERROR 55000', 'the clock only advances');
is(fingerprint($server, 'one'), $rows, 'nothing changed');
is(attempt($server, 'one', $me, 'DROP EXTENSION pg_market_wallet;'), '', 'the wallet goes');
$server->safe_psql('one', 'DROP SCHEMA market CASCADE');
is($server->safe_psql('one', "SELECT count(*) FROM pg_extension WHERE extname = 'pg_market'"), 0,
	'who wants to destroy a market drops its schema');
$server->safe_psql('one', 'CREATE EXTENSION pg_market; SELECT market.install()');
is($server->safe_psql('one', 'SELECT market.height()'), 1, 'and begins anew');

sub load_market_in_one
{
	$server->safe_psql('one', <<'SQL');
CREATE EXTENSION pg_market_wallet;
ALTER DATABASE one SET search_path = "$user", public, market;
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(channel_denom => 'cog');
SQL
	load_market($server, 'one');
	return;
}

sound_log($server);
done_testing();
