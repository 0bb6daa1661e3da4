# Blocks under pg_cron: two jobs at once pass time once, an hour without any harms nobody, and
# the job needs the operator's role alone.  In both ways that pg_cron has to run a job.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

chomp(my $library = `pg_config --pkglibdir`);
plan skip_all => 'pg_cron is not installed' if !-f "$library/pg_cron.so";

my %server;

sub one
{
	my ($way, $query) = @_;
	return $server{$way}->safe_psql('market', $query);
}

sub schedule
{
	my ($way, $role, $name, $statement) = @_;
	return one($way, "SET ROLE $role; SELECT cron.schedule('$name', '* * * * *', \$\$$statement\$\$) > 0");
}

# A server with a market whose block is an hour old, and three jobs for the next minute.
sub prepare
{
	my ($way, $background) = @_;
	my $server = new_server($way, shared_preload_libraries => 'pg_cron', 'cron.database_name' => 'market',
		'cron.use_background_workers' => $background, max_worker_processes => 12);

	$server{$way} = $server;
	# otherwise a connection needs TCP
	$server->append_conf('postgresql.conf', "cron.host = '" . $server->host . "'");
	$server->restart;
	new_market($server, 'market');
	load_market($server, 'market');
	one($way, <<'SQL');
CREATE EXTENSION pg_cron;
CREATE ROLE scheduler LOGIN;
CREATE ROLE stranger LOGIN;
GRANT market_operator TO scheduler;
GRANT USAGE ON SCHEMA cron TO scheduler, stranger;
CREATE TABLE test.before AS SELECT height, count(c.*) AS channels, sum(value) AS value
    FROM market.clock, market.channel AS c GROUP BY height;
SQL
	is(schedule($way, 'scheduler', $_, q{CALL market.run_blocks(4, '2 seconds')}), 't', "$way: $_ is scheduled")
		for 'blocks', 'more blocks';
	is(schedule($way, 'stranger', 'thief', q{CALL market.run_blocks(1, '0 seconds')}), 't',
		"$way: a stranger schedules one too");
	return;
}

# What must be so after that minute.
sub examine
{
	my ($way) = @_;

	ok( $server{$way}->poll_query_until('market',
			q(SELECT count(*) = 3 FROM cron.job_run_details WHERE status IN ('succeeded', 'failed'))),
		"$way: all three ran");
	one($way, 'SELECT cron.unschedule(jobid) FROM cron.job');
	note(one($way, 'SELECT username, command, status, return_message FROM cron.job_run_details ORDER BY jobid'));
	is( one($way, q(SELECT string_agg(username || ' ' || status, ', ' ORDER BY jobid) FROM cron.job_run_details)),
		'scheduler succeeded, scheduler succeeded, stranger failed',
		"$way: both of the operator end well, the stranger is refused");
	is(one($way, 'SELECT c.height - b.height FROM market.clock AS c, test.before AS b'), '4',
		"$way: time passed once, not twice");
	is( one($way, 'SELECT b.channels = count(c.*) AND b.value = sum(c.value)
			FROM test.before AS b, market.channel AS c GROUP BY b.channels, b.value'),
		't', "$way: nothing expired that was not due");
	cmp_ok(one($way, 'SELECT extract(second FROM block_time) FROM market.clock'), '>=', 6,
		"$way: one block per interval");
	is(one($way, 'SELECT * FROM market.audit()'), '', "$way: the books are sound");
	sound_log($server{$way});
	return;
}

prepare('connection', 'off');
prepare('worker', 'on');
# jobs start with the minute
examine($_) for 'connection', 'worker';

# A scheduler that was away finds the block as it was, and does not catch up.
my $height = one('worker', 'SELECT height FROM market.clock');
one('worker', q(SELECT market.end_block(clock_timestamp() - interval '1 hour')));
one('worker', q(CALL market.run_blocks(1, '1 second')));
is(one('worker', 'SELECT height FROM market.clock'), $height + 2, 'one block per call, however long the last one was');
one('worker', q(CALL market.run_blocks(1, '1 second')));
is(one('worker', 'SELECT clock_timestamp() - block_time < interval $$1 minute$$ FROM market.clock'), 't',
	'a new block has the time of today');
done_testing();
