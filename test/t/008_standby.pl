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

# every function that is not volatile runs there, whatever it is given
my @functions = split /\n/, $primary->safe_psql('market', <<'SQL');
SELECT format('SELECT market.%I(%s)', proname, (SELECT string_agg('NULL::' || format_type(t, NULL), ', ' ORDER BY o)
    FROM unnest(proargtypes) WITH ORDINALITY AS a(t, o)))
FROM pg_proc
WHERE pronamespace = 'market'::regnamespace AND prokind = 'f' AND provolatile <> 'v'
  AND NOT proargtypes::oid[] && ARRAY['internal'::regtype, 'cstring'::regtype]::oid[]
SQL
cmp_ok(scalar(@functions), '>', 40, 'functions that read were found');
my @refused = grep { (attempt($standby, 'market', $me, $_) // '') =~ /ERROR (?:25006|XX)/ } @functions;
is(join("\n", @refused), '', 'none of them writes');

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
