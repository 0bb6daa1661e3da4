# A cluster with a market goes through pg_upgrade: the rows are the same, the books are sound,
# and it goes on.  To the newest other server beside this one for which this version of the
# extension is installed, or whose pg_config MARKET_UPGRADE_TO names; without one, from this
# server to itself, which takes the same way.
use strict;
use warnings;
use Cwd;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

sub told
{
	my ($pg_config, $what) = @_;
	chomp(my $answer = qx('$pg_config' $what));
	return $answer;
}

my $here = $ENV{PG_CONFIG} || 'pg_config';
my $bin = told($here, '--bindir');
plan skip_all => "there is no pg_upgrade in $bin" if !-x "$bin/pg_upgrade";

# Can a server load what is built here?
sub has_extension
{
	my ($pg_config) = @_;
	my $control = told($pg_config, '--sharedir') . '/extension/pg_market.control';
	return -x told($pg_config, '--bindir') . '/pg_upgrade' && -f $control
		&& slurp_file($control) eq slurp_file("$FindBin::RealBin/../../pg_market.control");
}
my ($major) = told($here, '--version') =~ /(\d+)/;
my ($other) = sort { ($b =~ /(\d+)\/bin/)[0] <=> ($a =~ /(\d+)\/bin/)[0] }
	grep { m{/(\d+)/bin/pg_config$} && $1 > $major && has_extension($_) } glob "$bin/../../*/bin/pg_config";
my $to = $ENV{MARKET_UPGRADE_TO} || $other || $here;
my ($new_major) = told($to, '--version') =~ /(\d+)/;
my $new_bin = told($to, '--bindir');
diag "pg_upgrade from $major to $new_major";

my $old = new_server('old');
make_small_market($old, 'market');
$old->safe_psql('postgres', qq(ALTER DATABASE market SET search_path = "\$user", public, market));
$old->safe_psql('market', 'CREATE INDEX mine ON market.channel (value); ALTER TABLE market.account ADD COLUMN mine text');
my $rows = fingerprint($old, 'market');
my $money = 'SELECT account, denom, kind, amount FROM market.balance_sheet ORDER BY 1, 2, 3';
my $balances = $old->safe_psql('market', $money);
is($old->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'old: audit');
$old->stop;

my $new = PostgreSQL::Test::Cluster->new('new', $new_bin eq $bin ? () : (install_path => $new_bin =~ s{/bin$}{}r));
{
	# a server with the extension in its own folders has no need of ours, nor the setting for it
	local $ENV{TEMP_CONFIG} = $ENV{TEMP_CONFIG};
	delete $ENV{TEMP_CONFIG} if $new_bin ne $bin;
	$new->init(extra => $new_major >= 18 ? ['--no-data-checksums'] : []);
}
my $folder = getcwd;
chdir PostgreSQL::Test::Utils::tempdir() or die $!;
my @upgrade = ("$new_bin/pg_upgrade", '--no-sync', '-d', $old->data_dir, '-D', $new->data_dir, '-b', $bin, '-B', $new_bin,
	'-s', $new->host, '-p', $old->port, '-P', $new->port);
command_ok([ @upgrade, '--check' ], 'pg_upgrade --check');
command_ok(\@upgrade, 'pg_upgrade');
chdir $folder or die $!;

$new->append_conf('postgresql.conf', "timezone = 'UTC'\nlog_line_prefix = '%m [%p] %d %e '");
$new->start;
is(fingerprint($new, 'market'), $rows, 'new: same rows and sequences');
is($new->safe_psql('market', $money), $balances, 'new: same balances');
is($new->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'new: audit');
like($new->safe_psql('market', 'SELECT * FROM market.install()'), qr/^The market is installed/, 'new: install()');
is(fingerprint($new, 'market'), $rows, 'new: install() changes no row');
is($new->safe_psql('market', "SELECT count(*) FROM pg_indexes WHERE indexname = 'mine'"), 1, "new: the user's index");
use_small_market($new, 'market');
sound_log($old);
sound_log($new);
done_testing();
