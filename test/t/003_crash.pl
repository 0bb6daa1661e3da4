# A server that is stopped in the middle of payments and claims: what was acknowledged is
# there, what was not is there wholly or not at all, and work goes on at once.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep);

my $rounds = $ENV{MARKET_CRASHES} || 4;
my $clients = 4;
my $server = new_server('main', synchronous_commit => 'on', restart_after_crash => 'on');
new_market($server, 'market');
load_market($server, 'market');

# Channels 5 to 8, one for each client; every fifth step puts money in and claims.
$server->safe_psql('market', <<'SQL');
SELECT market.end_block(next_height => 100);
CREATE TABLE test.start AS
SELECT id, authorized_amount + pending_amount AS signed, value FROM market.channel;
CREATE TABLE test.done (client integer, step integer, paid numeric, claimed numeric, funded numeric,
    PRIMARY KEY (client, step));
CREATE FUNCTION test.step(client integer, step integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    mine bigint := 4 + client;
    paid numeric := 0;
    claimed numeric := 0;
    funded numeric := 0;
BEGIN
    IF step % 5 = 4 THEN
        PERFORM market.deposit(sender, '50cog', client || '/' || step),
            market.add_channel_funds(sender, mine, '50cog')
        FROM market.channel WHERE id = mine;
        funded := 50;
        IF step % 2 = 0 THEN
            PERFORM market.start_claim(mine);
        ELSE
            claimed := market.claim(recipient, mine) FROM market.channel WHERE id = mine;
        END IF;
    ELSE
        paid := test.pay(mine);
    END IF;
    INSERT INTO test.done VALUES (client, step, paid, claimed, funded);
    RETURN client || ' ' || step;
END
$$;
SQL

my $folder = PostgreSQL::Test::Utils::tempdir;
my $acknowledged = 0;
my @next = (0) x ($clients + 1);
for my $round (1 .. $rounds)
{
	my @work;
	for my $client (1 .. $clients)
	{
		my $file = "$folder/$round.$client.sql";
		append_to_file($file, join '', map { "SELECT test.step($client, $_);\n" } $next[$client] .. $next[$client] + 20_000);
		my ($out, $err) = ('', '');
		my $session = IPC::Run::start(
			[ 'psql', '-X', '-A', '-t', '-q', '-v', 'ON_ERROR_STOP=1', '-f', $file, $server->connstr('market') ],
			'>', \$out, '2>', \$err);
		push @work, [ $session, \$out, \$err ];
	}
	sleep 0.4 + rand(0.4);
	if ($round % 2)
	{
		$server->stop('immediate');
		$server->start;
	}
	else
	{
		# one session dies, and takes all others with it
		my $pid = $server->safe_psql('postgres',
			"SELECT pid FROM pg_stat_activity WHERE datname = 'market' AND query ~ 'test.step' LIMIT 1");
		kill 'KILL', $pid;
		$_->[0]->finish for @work;
		$server->poll_query_until('postgres', 'SELECT NOT pg_is_in_recovery()') or die;
	}
	my @lines;
	for my $work (@work)
	{
		$work->[0]->finish;
		push @lines, grep { /^\d+ \d+$/ } split /\n/, ${ $work->[1] };
		like(${ $work->[2] }, qr/server closed the connection|terminating connection|connection to server was lost/,
			"round $round: a session was cut off");
	}
	my %done = map { $_ => 1 } split /\n/, $server->safe_psql('market', "SELECT client || ' ' || step FROM test.done");
	my @lost = grep { !$done{$_} } @lines;
	is("@lost", '', "round $round: all that was acknowledged is there");
	$acknowledged += @lines;
	cmp_ok(scalar(@lines), '>', 20, "round $round: there was work");

	is($server->safe_psql('market', 'SELECT * FROM market.audit()'), '', "round $round: audit");
	# each step is there wholly or not at all
	is($server->safe_psql('market', <<'SQL'), '', "round $round: the channels hold what the steps did");
SELECT c.id, s.signed + sum(d.paid) - sum(d.claimed) AS expected, c.authorized_amount + c.pending_amount AS found,
    s.value + sum(d.funded) - sum(d.claimed) AS expected_value, c.value
FROM market.channel c JOIN test.start s USING (id) JOIN test.done d ON d.client = c.id - 4
GROUP BY c.id, s.signed, s.value
HAVING s.signed + sum(d.paid) - sum(d.claimed) <> c.authorized_amount + c.pending_amount
    OR s.value + sum(d.funded) - sum(d.claimed) <> c.value
SQL
	is($server->safe_psql('market', <<'SQL'), '', "round $round: no deposit without its step");
SELECT reference FROM market.external_reference
WHERE reference ~ '^\d+/' AND NOT EXISTS (SELECT FROM test.done WHERE client || '/' || step = reference)
SQL
	# nothing is stuck: every channel takes the next payment at once
	is($server->safe_psql('market', "SELECT count(test.pay(c)) FROM generate_series(5, 8) c"), 4,
		"round $round: the next payment on every channel");
	$server->safe_psql('market', <<"SQL");
INSERT INTO test.done SELECT c - 4, - 10 * c - $round * 1000, 10, 0, 0 FROM generate_series(5, 8) c;
SQL
	is( $server->safe_psql('market', "SELECT count(*) FROM pg_locks WHERE locktype NOT IN ('virtualxid')
			AND pid <> pg_backend_pid() AND pid IN (SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend')"),
		0, "round $round: no lock is left");
	$next[$_] = $server->safe_psql('market', "SELECT max(step) + 1 FROM test.done WHERE client = $_") for 1 .. $clients;
}
note("$acknowledged steps were acknowledged");

# the killed session is meant to be in the log, a crash of our own is not
my $log = slurp_file($server->logfile);
unlike($log, qr/ XX\d{3} (?:ERROR|FATAL):/, 'no internal error');
unlike($log, qr/terminated by signal (?!9)/, 'no process crashed by itself');
done_testing();
