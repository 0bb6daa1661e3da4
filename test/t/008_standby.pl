# A copy of the whole cluster, taken under load, and a standby: what reads answers there as it
# does on the primary, what writes is refused, and a promoted standby goes on.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = new_server('primary', wal_level => 'replica', max_wal_senders => 4, hot_standby => 'on');
# streaming needs a line that new_server() leaves out
append_to_file($primary->data_dir . '/pg_hba.conf', "local replication all trust\n");
$primary->reload;
new_market($primary, 'market');
load_market($primary, 'market');

# payments and transfers while the copy is taken
my $folder = PostgreSQL::Test::Utils::tempdir;
append_to_file("$folder/load.sql", <<'SQL');
\set channel random(0, 7)
\set a random(0, 4)
SELECT test.pay(:channel) WHERE (SELECT value - authorized_amount - pending_amount >= 10 FROM market.channel WHERE id = :channel);
SELECT market.transfer(a.address, b.address, '1cog') FROM test.person a, test.person b WHERE a.n = :a AND b.n = :a + 1;
SQL
my $load = IPC::Run::start(
	[ 'pgbench', '-n', '-c', '3', '-T', '6', '-f', "$folder/load.sql", '-h', $primary->host, '-p', $primary->port,
		'market' ], '>', \my $out, '2>', \my $err);
sleep 1;
$primary->backup('copy');
$load->finish;

#
# The copy by itself
#
my $copy = PostgreSQL::Test::Cluster->new('copy');
$copy->init_from_backup($primary, 'copy');
$copy->start;
is($copy->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'the books of a copy taken under load are sound');
is($copy->safe_psql('market', 'SELECT test.pay(8)'), '10', 'and work goes on there');
$copy->stop;

#
# A standby
#
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'copy', has_streaming => 1);
$standby->start;
$primary->wait_for_catchup($standby, 'replay');
# a sequence is ahead there by what the primary has set aside
sub rows_of { return join "\n", grep { /\|[0-9a-f]{32}$/ } split /\n/, fingerprint(@_); }
is(rows_of($standby, 'market'), rows_of($primary, 'market'), 'the standby has every row');
is($standby->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'audit() reads there');

my $me = $primary->safe_psql('postgres', 'SELECT current_user');
my @reads = (
	'SELECT market.height(), market.block_time()',
	"SELECT market.balance(address, 'cog') FROM test.person ORDER BY n",
	'SELECT s FROM market.channel c, market.channel_state(c.id) s ORDER BY c.id',
	'SELECT s FROM market.channel c, market.next_payment(c.id, 10) s ORDER BY c.id',
	'SELECT l FROM test.person p, market.list_unclaimed(p.address) l ORDER BY n, l::text',
	'SELECT l FROM test.person p, market.list_in_progress(p.address) l ORDER BY n, l::text',
	'SELECT market.ecrecover(market.message_digest(market.claim_message(escrow_address, c.id, c.payment_nonce,
		c.authorized_amount)), c.authorized_signature) FROM market.channel c, market.params WHERE c.authorized_signature IS NOT NULL ORDER BY c.id');
is($standby->safe_psql('market', $_), $primary->safe_psql('market', $_), "the same answer: $_") for @reads;

# Every function that reads, with arguments that fit, gives the same; every one that writes is
# refused.  Arguments are worked out on the primary: some come from functions that write.
sub fit_calls
{
	my @calls;

	for my $line (split /\n/, slurp_file("$FindBin::RealBin/../hostile/calls"))
	{
		my ($function, $arguments) = $line =~ /^(\w+)\s+(\S.*)$/ or next;
		push @calls, [ $function, map { [ split / => /, $_, 2 ] } split /\s*;\s*/, $arguments ];
	}
	# what needs no argument, or any
	push @calls, map { [$_] } qw(audit block_time check_history height list_organizations
		audit_recent install seal_history);
	push @calls, ['balance', ['account', 'test.person(1)'], ['denom', "'cog'"]], ['schema', ['name', "'pricing'"]],
		['find_services', ['tags', "'{good}'"]], ['find_type_repositories', ['tags', "'{good}'"]],
		['get_organization', ['organization_id', "'shop'"]], ['list_services', ['organization_id', "'shop'"]],
		['get_service', ['organization_id', "'shop'"], ['service_id', "'svc'"]],
		['service_price', ['organization_id', "'shop'"], ['service_id', "'svc'"]],
		['parse_expiration', ['expiration', "'+100blocks'"]],
		['add_channel_funds', ['funder', 'test.person(1)'], ['channel_id', 10], ['funds', "'1cog'"]],
		['claim_all', ['recipient', 'test.person(0)']], ['claim_expiring', ['recipient', 'test.person(0)'], ['blocks', '2000000000000']],
		['claim_listed', ['recipient', 'test.person(0)'], ['channel_ids', "'{14}'"]],
		['delete_claim_rule', ['recipient', 'test.person(0)']], ['prune', ['before_height', 10]];
	return @calls;
}

$primary->safe_psql('postgres', 'CREATE DATABASE world');
command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $primary->connstr('world'), map { ('-f', "$FindBin::RealBin/../hostile/$_") } qw(world.sql fit.sql) ],
	'a market with something of everything');
$primary->safe_psql('world', <<'SQL');
SELECT market.set_claim_rule(test.person(0), 1);
CREATE FUNCTION test.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SELECT string_agg(r::text, E''\n'' ORDER BY r::text) FROM (%s) AS r', statement) INTO answer;
    RETURN CASE WHEN pg_current_xact_id_if_assigned() IS NOT NULL THEN 'writes' ELSE 'answers ' || coalesce(answer, '') END;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
SQL
my @calls = fit_calls();
my @statements = split /\n/, $primary->safe_psql('world', join "\n", 'SET search_path = pg_catalog, market;', map {
	my ($function, @arguments) = @$_;
	"SELECT 'SELECT * FROM market.$function(' || concat_ws(', ', ''"
		. join('', map { ", '$_->[0] => ' || quote_nullable(($_->[1])::text)" } @arguments) . ") || ')';" } @calls);
s/\(, /(/ for @statements;
is(scalar @statements, scalar @calls, 'each call has its arguments');
$primary->wait_for_catchup($standby, 'replay');

# The outcome of each call, which is taken back.
sub outcomes
{
	my ($server) = @_;
	my $out = $server->safe_psql('world', join "\n", "SET search_path = pg_catalog, market;",
		map { "BEGIN;\nSELECT test.outcome(\$call\$$_\$call\$);\nROLLBACK;\n\\echo ==" } @statements);
	return split /\n?==\n?/, $out;
}
my @here = outcomes($primary);
my @there = outcomes($standby);
my %reads;
my @differ;
for my $i (0 .. $#calls)
{
	my $expected = $here[$i] eq 'writes' ? '25006' : $here[$i];

	$reads{$calls[$i][0]}++ if $here[$i] =~ /^answers /;
	push @differ, "$statements[$i]: $here[$i] on the primary, $there[$i] on the standby"
		if $there[$i] ne $expected || $here[$i] !~ /^(?:answers |writes)/;
}
is(join("\n", @differ), '', 'what reads answers the same there, what writes is refused');

# by what the catalog says of them
my %volatility = map { split /\|/ } split /\n/, $primary->safe_psql('world', <<'SQL');
SELECT proname, max(provolatile::text) FROM pg_proc WHERE pronamespace = 'market'::regnamespace AND prokind = 'f' GROUP BY 1
SQL
is(join(' ', grep { $volatility{$_} eq 's' && !$reads{$_} } sort keys %volatility), '', 'every stable function has answered');
is(join(' ', grep { $volatility{$_} eq 'v' } sort keys %reads), 'exchange_rate service_price',
	'and so have those that run functions of others');
is($standby->safe_psql('world', 'SELECT market.last_usage_id() IS NULL'), 't', 'no session there has recorded a call');

# whatever else a function that is not volatile is given
my @functions = split /\n/, $primary->safe_psql('market', <<'SQL');
SELECT format('SELECT market.%I(%s)', proname, (SELECT string_agg('NULL::' || format_type(t, NULL), ', ' ORDER BY o)
    FROM unnest(proargtypes) WITH ORDINALITY AS a(t, o)))
FROM pg_proc
WHERE pronamespace = 'market'::regnamespace AND prokind = 'f' AND provolatile <> 'v'
  AND NOT proargtypes::oid[] && ARRAY['internal'::regtype, 'cstring'::regtype]::oid[]
SQL
cmp_ok(scalar(@functions), '>', 40, 'functions that read were found');
my @refused = grep { (attempt($standby, 'market', $me, $_) // '') =~ /ERROR (?:25006|XX)/ } @functions;
is(join("\n", @refused), '', 'none of them writes, even when it refuses');

my $writes = 'SELECT market.transfer(a.address, a.address, \'1cog\') FROM test.person a WHERE n = 1;';
is(attempt($standby, 'market', $me, $_), 'ERROR 25006', "refused: $_")
	for $writes, 'SELECT market.end_block();', 'SELECT test.pay(8);', 'SELECT market.claim(address, 0) FROM test.person WHERE n = 0;',
	"SELECT market.deposit(address, '1cog') FROM test.person WHERE n = 0;", 'SELECT market.install();';

$standby->promote;
like($standby->safe_psql('market', $writes), qr/^\d+$/, 'a promoted standby moves money');
is($standby->safe_psql('market', 'SELECT test.pay(8)'), '10', 'and takes payments');
is($standby->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'its books are sound');

sound_log($primary);
sound_log($standby);
done_testing();
