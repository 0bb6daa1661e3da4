# A market that an earlier release made, with data in every table, is updated as
# docs/operations.md says.  Then nothing in the catalogs tells it from a market of today, the
# rows are the same, and it goes on.  test/upgrade keeps of each release its install scripts
# and the dump of a market.  And who can make objects beforehand gains nothing by an update.
use strict;
use warnings;
use File::Copy;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::RecursiveCopy;
use PostgreSQL::Test::Utils;
use Test::More;

my $kept = "$FindBin::RealBin/../upgrade";
my @releases = sort map { /market--([\d.]+)\.sql$/ } glob "$kept/market--*.sql";

# A copy of the staged installation that can install earlier releases as well.
my $settings = slurp_file($ENV{TEMP_CONFIG});
my ($stage) = $settings =~ m{'([^']*/build/stage)};
plan skip_all => 'this server does not load extensions from a private folder' if !defined $stage;
my $copy = PostgreSQL::Test::Utils::tempdir();
my ($share) = map { m{(/.*)/pg_market\.control$} } split /\n/, qx(cd '$stage' && find . -name pg_market.control);
PostgreSQL::Test::RecursiveCopy::copypath($stage, "$copy/stage");
copy($_, "$copy/stage$share/") || die "$_: $!" for glob "$kept/pg_market*--*.sql";
append_to_file("$copy/extension.conf", $settings =~ s/\Q$stage\E/$copy\/stage/gr);
$ENV{TEMP_CONFIG} = "$copy/extension.conf";

my $server = new_server('main');
$server->safe_psql('postgres', join ';', map { "CREATE ROLE $_ NOLOGIN" }
	qw(market_owner market_user market_app market_operator market_reader alice shop thief));
$server->safe_psql('postgres', 'GRANT market_user TO alice; GRANT market_app, market_operator TO shop');

sub create_database
{
	my ($database) = @_;
	$server->safe_psql('postgres', qq(CREATE DATABASE $database; ALTER DATABASE $database SET search_path = "\$user", public, market));
	return;
}

# Restore the market of a release; returns what is complained about.
sub restore
{
	my ($database, $release) = @_;
	my $dump = slurp_file("$kept/market--$release.sql");

	# the extension has made the schema when it is there before
	$dump =~ s/^CREATE SCHEMA market;$//m
		if $server->safe_psql($database, "SELECT to_regnamespace('market') IS NOT NULL") eq 't';
	my ($status, $out, $err) = $server->psql($database, "SET client_min_messages = error;\n$dump", on_error_stop => 0);
	return $err;
}

# Every object with all of its properties.
sub catalog
{
	my ($database) = @_;
	return split /\0/, $server->safe_psql($database, slurp_file("$kept/catalog.psql"), extra_params => ['-0']);
}

sub same_catalog
{
	my ($database, $fresh) = @_;
	my %here = map { $_ => 1 } catalog($database);
	my @missing = grep { !delete $here{$_} } @$fresh;

	is(join("\n", (map { "lacks $_" } @missing), map { "has $_" } sort keys %here), '',
		"$database: the catalogs are those of a new market");
	return;
}

# C symbols with the arguments and the result that SQL calls them with.
sub symbols
{
	my ($database) = @_;
	return split /\n/, $server->safe_psql($database, <<'END');
SELECT DISTINCT prosrc, '(' || oidvectortypes(proargtypes) || ')', prorettype::regtype, proretset
FROM pg_proc WHERE pronamespace = 'market'::regnamespace AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'c')
END
}

# Columns whose values an update means to change.
my @updated = qw(engine.announced_through);

# SQL that digests the rows of all tables of a market, in the other columns that one of today has.
sub digests
{
	my ($database, $today) = @_;
	my $columns = $server->safe_psql($today, <<'END');
SELECT quote_literal(array_agg(relname || '.' || attname)) FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid
WHERE relnamespace = 'market'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
END
	return $server->safe_psql($database, <<"END");
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, E''\\n'' ORDER BY t::text COLLATE "C")) FROM (SELECT %s FROM market.%I) AS t;',
    relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum), relname)
FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid
WHERE relnamespace = 'market'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'migration'
    AND attnum > 0 AND NOT attisdropped AND relname || '.' || attname = ANY ($columns)
    AND relname || '.' || attname <> ALL ('{@{[ join ',', @updated ]}}')
GROUP BY relname ORDER BY relname COLLATE "C"
END
}

# Statements that make namesakes of the functions and types of a database, by what they make.
sub namesakes
{
	my ($database) = @_;
	return split /\0/, $server->safe_psql($database, <<'END', extra_params => [ '-0', '-z' ]);
SELECT 'FUNCTION ' || oid::regprocedure, format('CREATE FUNCTION market.%I(%s) RETURNS int LANGUAGE sql RETURN 1',
    proname, oidvectortypes(proargtypes))
FROM pg_proc WHERE pronamespace = 'market'::regnamespace
UNION ALL SELECT 'TYPE ' || oid::regtype, format('CREATE TYPE market.%I AS (a int)', typname)
FROM pg_type WHERE typnamespace = 'market'::regnamespace AND typtype <> 'c' AND typelem = 0
END
}

# Objects made before ALTER EXTENSION UPDATE, in a schema that was somebody's before it was
# the extension's, do not become ours.
sub squat
{
	my ($database, $release, $fresh) = @_;
	my $me = $server->safe_psql('postgres', 'SELECT current_user');
	my $update = 'ALTER EXTENSION pg_market UPDATE;';

	create_database($database);
	$server->safe_psql($database, "GRANT CREATE ON DATABASE $database TO thief; SET ROLE thief; CREATE SCHEMA market; RESET ROLE;
		CREATE EXTENSION pg_market VERSION '$release'; CREATE EXTENSION pg_market_wallet VERSION '$release'");
	is(attempt($server, $database, 'thief', $update), 'ERROR 42501', "$database: the thief may not update");
	my %new = namesakes('fresh');
	my %old = namesakes($database);
	for my $what (grep { !$old{$_} } sort keys %new)
	{
		$server->safe_psql($database, "SET ROLE thief; $new{$what}");
		like(attempt($server, $database, $me, $update), qr/^ERROR (?:42723|42725|42710)$/, "$database: $what, made before");
		is($server->safe_psql($database, "SELECT extversion FROM pg_extension WHERE extname = 'pg_market'"),
			$release, "$database: nothing is updated");
		is(attempt($server, $database, 'thief', "DROP $what;"), '', "$database: what the thief made is still his");
	}
	$server->safe_psql($database, "BEGIN; $update ALTER EXTENSION pg_market_wallet UPDATE; SELECT market.install(); COMMIT");
	same_catalog($database, $fresh);
	is(attempt($server, $database, 'thief', 'CREATE TYPE market.evil AS (a int);'), 'ERROR 42501', "$database: the schema is no more his");
	return;
}

create_database('fresh');
$server->safe_psql('fresh', 'CREATE EXTENSION pg_market; CREATE EXTENSION pg_market_wallet; SELECT market.install()');
my @fresh = catalog('fresh');
my %now = map { $_ => 1 } symbols('fresh');
my %symbol = map { (split /\|/)[0] => 1 } keys %now;
# those that ask how many arguments they have
delete @symbol{qw(market_set_params)};
my $version = $server->safe_psql('fresh', "SELECT extversion FROM pg_extension WHERE extname = 'pg_market'");

for my $release (@releases)
{
	my $database = "updated_$release" =~ s/\./_/gr;

	# as that release installed it, under the library of today, which has all that it calls
	create_database($database);
	$server->safe_psql($database, "CREATE EXTENSION pg_market VERSION '$release'; CREATE EXTENSION pg_market_wallet VERSION '$release'");
	my @then = symbols($database);
	is(restore($database, $release), '', "$database: the market of $release");
	is($server->safe_psql($database, "SELECT string_agg(extversion, ' ') FROM pg_extension WHERE extname LIKE 'pg_market%'"),
		"$release $release", "$database: the versions before");
	is($server->safe_psql($database, 'SELECT * FROM market.audit()'), '', "$database: audit before");
	my $digests = digests($database, 'fresh');
	my $rows = $server->safe_psql($database, $digests);
	unlike($rows, qr/\|0\|/, "$database: no table is empty");

	# what operations.md says
	$server->safe_psql($database, 'ALTER EXTENSION pg_market UPDATE; ALTER EXTENSION pg_market_wallet UPDATE; SELECT market.install()');
	is($server->safe_psql($database, "SELECT string_agg(extversion, ' ') FROM pg_extension WHERE extname LIKE 'pg_market%'"),
		"$version $version", "$database: the versions after");
	is($server->safe_psql($database, $digests), $rows, "$database: the rows are the same");
	is($server->safe_psql($database, 'SELECT * FROM market.audit()'), '', "$database: audit after");
	same_catalog($database, \@fresh);
	# whoever still has the old SQL calls a symbol with the old arguments
	is(join("\n", grep { !$now{$_} && $symbol{ (split /\|/)[0] } } @then), '', "$database: no symbol takes other arguments than before");
	$server->safe_psql($database, 'SELECT market.install()');
	same_catalog($database, \@fresh);
	use_small_market($server, $database);

	# a backup of that release, restored under the library of today
	my $backup = "restored_$release" =~ s/\./_/gr;
	create_database($backup);
	my @complaints = grep { /ERROR/ } split /\n/, restore($backup, $release);
	is(join("\n", grep { !/ERROR:  function market\..* does not exist/ } @complaints), '', "$backup: nothing but grants on functions of before is missing");
	$server->safe_psql($backup, 'SELECT market.install()');
	is($server->safe_psql($backup, $digests), $rows, "$backup: the rows are the same");
	is($server->safe_psql($backup, 'SELECT * FROM market.audit()'), '', "$backup: audit");
	same_catalog($backup, \@fresh);
	use_small_market($server, $backup);

	squat("squatted_$release" =~ s/\./_/gr, $release, \@fresh);
}

sound_log($server);
done_testing();
