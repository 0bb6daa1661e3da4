# Schemas and documents of the official test suite of JSON Schema, mutated: each ends in a value
# or a documented SQLSTATE, and all functions say the same of one document.
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

my $seed = $ENV{MARKET_SEED} || 31;
my $pairs = $ENV{MARKET_PAIRS} || 6000;
srand($seed);
note("seed $seed");

my $json = JSON::PP->new->utf8(0)->canonical->allow_nonref;
my %metaschema = map { ("draft$_" => "http://json-schema.org/draft-0$_/schema#") } 4, 6, 7;
my (@cases, @documents);
for my $draft (qw(draft4 draft6 draft7 draft2019-09 draft2020-12))
{
	next if !-d "$folder/tests/$draft";
	my @files;
	find({ no_chdir => 1, wanted => sub { push @files, $_ if /\.json$/ && -f } }, "$folder/tests/$draft");
	for my $file (sort @files)
	{
		my $text = slurp_file($file);
		utf8::decode($text);
		for my $group (@{ $json->decode($text) })
		{
			my $schema = $group->{schema};
			$schema = { '$schema' => $metaschema{$draft}, %$schema } if $metaschema{$draft} && ref $schema eq 'HASH';
			my @data = map { $_->{data} } @{ $group->{tests} };
			push @cases, [ $schema, \@data ];
			push @documents, @data;
		}
	}
}

my @keywords = qw($ref $id id $anchor $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $schema $defs
	definitions allOf anyOf oneOf not if then else items prefixItems additionalItems contains minContains
	maxContains properties patternProperties additionalProperties propertyNames unevaluatedItems
	unevaluatedProperties dependentSchemas dependentRequired dependencies type enum const multipleOf maximum
	minimum exclusiveMinimum minLength maxLength maxItems minProperties pattern uniqueItems required format
	$vocabulary contentMediaType contentEncoding contentSchema x-formats);
my @values = ('#', '#/$defs/a', '#a', '/x', 'http://localhost:1234/x', "\0", '', 1, -1, 1e300, 0.1, JSON::PP::true, [], {}, undef);

sub pick { return $_[ int(rand(@_)) ]; }

# All places of a tree: [container, key or index]; the tree hangs in a list of one.
sub places
{
	my ($container) = @_;
	my @found;
	for my $key (ref $container eq 'HASH' ? sort keys %$container : 0 .. $#$container)
	{
		push @found, [ $container, $key ];
		my $value = ref $container eq 'HASH' ? $container->{$key} : $container->[$key];
		push @found, places($value) if ref $value eq 'HASH' || ref $value eq 'ARRAY';
	}
	return @found;
}

sub value_at { my ($place) = @_; return ref $place->[0] eq 'HASH' ? $place->[0]{ $place->[1] } : $place->[0][ $place->[1] ]; }

sub put
{
	my ($place, $value) = @_;
	if (ref $place->[0] eq 'HASH') { $place->[0]{ $place->[1] } = $value; }
	else { $place->[0][ $place->[1] ] = $value; }
	return;
}

sub copy { return $json->decode($json->encode($_[0])); }

# A tree with parts exchanged, renamed, added and lost.
sub mutate
{
	my $root = [ copy($_[0]) ];
	for (1 .. 1 + int(rand(3)))
	{
		my @places = places($root);
		my $place = pick(@places);
		my $value = value_at($place);
		my $how = rand();
		if ($how < 0.25) { put($place, copy(pick(pick(@cases)->[0], pick(@documents)))); }
		elsif ($how < 0.45) { put($place, copy(value_at(pick(@places)))); }
		elsif (ref $value eq 'HASH' && $how < 0.65) { $value->{ pick(@keywords) } = copy(pick(pick(@values), value_at(pick(@places)))); }
		elsif (ref $value eq 'HASH' && %$value && $how < 0.8)
		{
			my $part = delete $value->{ pick(sort keys %$value) };
			$value->{ pick(@keywords) } = $part;
		}
		elsif (ref $value eq 'HASH' && %$value) { delete $value->{ pick(sort keys %$value) }; }
		elsif (ref $value eq 'ARRAY' && @$value) { splice @$value, int(rand(@$value)), 1; }
	}
	return $root->[0];
}

# A text with letters changed, lost and added.
sub scramble
{
	my ($text) = @_;
	for (1 .. 1 + int(rand(3)))
	{
		my $at = int(rand(length $text));
		substr($text, $at, int(rand(2)), pick(split //, '{}[]",:\\/u0dD8#$19.eE-+tfn ' . chr(0xe9)));
	}
	return $text;
}

my $rows = '';
for my $id (1 .. $pairs)
{
	my ($schema, $data) = @{ pick(@cases) };
	my $writer = JSON::PP->new->canonical->allow_nonref->ascii(rand() < 0.5);
	my $text = $writer->encode(rand() < 0.85 ? mutate($schema) : $schema);
	my $document = rand() < 0.6 && @$data ? pick(@$data) : pick(@documents);
	$document = $writer->encode(rand() < 0.3 ? mutate($document) : $document);
	$text = scramble($text) if rand() < 0.15;
	next if length $text > 20000;
	for ($text, $document) { s/\\/\\\\/g; s/\t/\\t/g; s/\n/\\n/g; s/\r/\\r/g; }
	$rows .= "$id\t$text\t$document\n";
}
utf8::encode($rows);

my $server = new_server('main');
$server->safe_psql('postgres', 'CREATE DATABASE suite');
$server->safe_psql('suite', 'CREATE EXTENSION pg_market');
$server->safe_psql('suite', slurp_file("$FindBin::RealBin/../suite/outcome.sql"));
$server->safe_psql('suite', "COPY suite.pair FROM stdin;\n$rows\\.\n");
$server->safe_psql('suite', 'CREATE TABLE suite.outcome AS SELECT *, suite.outcome(schema, document) FROM suite.pair');

note($_) for split /\n/, $server->safe_psql('suite', 'SELECT outcome, count(*) FROM suite.outcome GROUP BY 1 ORDER BY 2 DESC');
is($server->safe_psql('suite', <<'SQL'), '', 'every outcome is a value or a documented SQLSTATE, the same by all functions');
SELECT outcome, schema, document FROM suite.outcome
WHERE outcome !~ '^(schema (22003|22023|22030|22032|22P05|54000|54001)|document (true|false|22003|22P05|54000|54001))$' LIMIT 10
SQL
for my $outcome ('schema 22023', 'schema 22032', 'document true', 'document false')
{
	cmp_ok($server->safe_psql('suite', "SELECT count(*) FROM suite.outcome WHERE outcome = '$outcome'"), '>', $pairs / 100, $outcome);
}
sound_log($server);
done_testing();
