# The official test suite of JSON Schema: every test of drafts 4 to 2020-12, required, optional
# and of formats, through jsonb and through json.  MARKET_JSON_SCHEMA_SUITE names the folder of
# another copy than Debian's, such as a clone of json-schema-org/JSON-Schema-Test-Suite.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use File::Find;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $folder = $ENV{MARKET_JSON_SCHEMA_SUITE} || '/usr/share/json-schema-test-suite';
plan skip_all => "no suite in $folder" if !-d "$folder/tests/draft7";

my $server = new_server('main');
$server->safe_psql('postgres', 'CREATE DATABASE suite');
$server->safe_psql('suite', 'CREATE EXTENSION pg_market');
$server->safe_psql('suite', slurp_file("$FindBin::RealBin/../suite/suite.sql"));

sub literal
{
	my ($text) = @_;
	my $tag = '$suite$';
	die 'a document holds the quote' if index($text, $tag) >= 0;
	return $tag . $text . $tag;
}

# All JSON files below a folder, by their names from there.
sub documents
{
	my ($root) = @_;
	my %found;
	return \%found if !-d $root;
	find({ no_chdir => 1, wanted => sub {
			return if !/\.json$/ || !-f;
			my $name = substr($_, length($root) + 1);
			$found{$name} = slurp_file($_);
		} }, $root);
	return \%found;
}

# Formats lie in one folder, in old copies in one file.
sub part
{
	my ($name) = @_;
	return 'format' if $name =~ m{^optional/format(?:/|\.json)};
	return $name =~ m{^optional/} ? 'optional' : 'required';
}

# The raw texts of an array's items, or of an object's members after their names.  A parser
# would change numbers; these files are known to be JSON.
sub slices
{
	my ($text) = @_;
	my $string = qr/"(?:[^"\\]|\\.)*"/s;
	my ($depth, $start, @found) = (0, undef);
	while ($text =~ /\G(?:($string)|([\[{])|([\]}])|(,)|([^"\[\]{},]+))/gc)
	{
		my ($open, $close, $comma, $blank, $place) = ($2, $3, $4, $5, $-[0]);
		$start = $place if $depth == 1 && !defined $start && !defined $comma && !defined $close
			&& !(defined $blank && $blank !~ /\S/);
		$depth++ if defined $open;
		if ($depth == 1 && (defined $comma || defined $close) && defined $start)
		{
			push @found, substr($text, $start, $place - $start);
			undef $start;
		}
		$depth-- if defined $close;
	}
	return @found if $text =~ /^\s*\[/;
	return map { /^($string)\s*:\s*(.*?)\s*$/s ? (JSON::PP->new->allow_nonref->decode($1) => $2) : die "no member: $_" } @found;
}

sub plain
{
	my ($text) = @_;
	my $plain = JSON::PP->new->allow_nonref->decode($text);
	utf8::encode($plain);
	return literal($plain);
}

my @script;
my $remotes = documents("$folder/remotes");
push @script, 'INSERT INTO suite.remote VALUES (' . literal("http://localhost:1234/$_") . ', ' . literal($remotes->{$_}) . ');'
	for grep { !m{^(?:draft3|v1)/} } sort keys %$remotes;
my %drafts = (draft4 => 'draft4', draft6 => 'draft6', draft7 => 'draft7',
	'draft2019-09' => '2019-09', 'draft2020-12' => '2020-12');
my $id = 0;
for my $draft (sort keys %drafts)
{
	my $files = documents("$folder/tests/$draft");
	for my $name (sort keys %$files)
	{
		for my $text (slices($files->{$name}))
		{
			my %schema = slices($text);
			push @script, 'INSERT INTO suite.schema VALUES (' . ++$id . ", '$drafts{$draft}', '" . part($name) . "', "
				. literal($name) . ', ' . plain($schema{description}) . ', ' . literal($schema{schema}) . ');';
			for my $test_text (slices($schema{tests}))
			{
				my %test = slices($test_text);
				push @script, "INSERT INTO suite.test VALUES ($id, " . plain($test{description}) . ', ' . literal($test{data}) . ", $test{valid});";
			}
		}
	}
}
$server->safe_psql('suite', join "\n", @script);
$server->safe_psql('suite', 'SELECT suite.run()');

diag('passed of all, through json; through jsonb');
diag($_) for split /\n/, $server->safe_psql('suite', <<'SQL');
SELECT format('%-9s', coalesce(draft, 'all')) || string_agg(format('%-10s%12s%8s', part, passed || '/' || count, passed_jsonb), '   ' ORDER BY part DESC)
FROM (SELECT draft, part, count(*), count(*) FILTER (WHERE json_passes) AS passed, count(*) FILTER (WHERE jsonb_passes) AS passed_jsonb
      FROM suite.result GROUP BY GROUPING SETS ((draft, part), (part))) AS t
GROUP BY draft ORDER BY draft
SQL

my @failures = split /\n/, $server->safe_psql('suite', <<'SQL');
SELECT concat(draft, ' ', file, ': ', schema_name, ': ', test_name, CASE WHEN json_passes THEN ' (jsonb only)' END, ' [' || replace(reason, E'\n', ' ') || ']')
FROM suite.result WHERE json_passes IS NOT TRUE OR jsonb_passes IS FALSE
ORDER BY schema_id, test_name
SQL
diag($_) for @failures;
cmp_ok($server->safe_psql('suite', 'SELECT count(*) FROM suite.result'), '>', 1400, 'the suite was run');
is(scalar(@failures), 0, 'no test fails');
is($server->safe_psql('suite', <<'SQL'), '', 'only a zero byte keeps a document out of jsonb');
SELECT draft, file, schema_name, test_name FROM suite.result
WHERE jsonb_passes IS NULL AND reason IS NULL AND data !~ '\\u0000'
SQL
#
# Output, of which newer copies have tests: each result must satisfy a schema.
#
my ($outputs, @wrong) = (0);
for my $draft ('2019-09', '2020-12')
{
	my $files = documents("$folder/output-tests/draft$draft/content");
	my $shape = literal(-f "$folder/output-tests/draft$draft/output-schema.json" ? slurp_file("$folder/output-tests/draft$draft/output-schema.json") : '{}');
	for my $name (sort keys %$files)
	{
		for my $text (slices($files->{$name}))
		{
			my %schema = slices($text);
			for my $test_text (slices($schema{tests}))
			{
				my %test = slices($test_text);
				my %wanted = slices($test{output});
				$outputs++;
				push @wrong, "$draft $name: $test{description}" if $server->safe_psql('suite', 'SELECT market.is_valid(market.bundle_schema('
					. literal($wanted{basic}) . ", jsonb_build_object('https://json-schema.org/draft/$draft/output/schema', ${shape}::jsonb)), market.validation_output("
					. literal($schema{schema}) . ', ' . literal($test{data}) . '))') ne 't';
			}
		}
	}
}
diag(sprintf 'output: %d/%d', $outputs - @wrong, $outputs);
is(join("\n", @wrong), '', 'output is as it should be');

sound_log($server);
done_testing();
