# Whatever is passed in, the answer is a result or a documented SQLSTATE: mutated text and
# bytes for every type, unfit values for every argument of every function.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);

my $seed = $ENV{MARKET_SEED} || 4;
my $calls_per_function = $ENV{MARKET_CALLS} || 45;
srand($seed);
note("seed $seed");

# class MK, and what docs/errors.md lists
my $documented = qr/^(?:00000|MK[S012]\d\d|21000|22P02|22P03|22003|22004|22023|23505|23514|25006
	|2D000|39P01|42501|42710|42883|54000|54001|55000)$/x;
# PostgreSQL's own, for values of its own types
my $native = qr/^(?:08P01|22001|22007|22008|22009|22015|22021|22030|22032|22P05|42704|42602|2202E|42846|0A000)$/;

my $server = new_server('main');
new_market($server, 'market');
load_market($server, 'market');
my $me = $server->safe_psql('postgres', 'SELECT current_user');
$server->safe_psql('market', <<'SQL');
CREATE FUNCTION test.attempt(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RETURN '00000';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;
SQL

# a service, so that calls get further than its name
$server->safe_psql('market', <<'SQL');
SELECT market.deposit(address, '1000000stake'), market.define_service(address, 'svc', '{"input":{},"output":{}}'),
    market.bind_service(address, 'svc', address, '5000stake', '{"price":"1stake"}', 1),
    market.register_module('org', 'test.attempt', 'test.attempt'),
    market.call_service(address, 'svc', ARRAY[address], '{"header":{}}', '1stake', 100, true, 100, -1)
FROM test.person WHERE n = 1;
SQL

sub pick { return $_[ int(rand(@_)) ]; }

# A text with some letters changed, lost, doubled.
sub mutate
{
	my ($text) = @_;
	my @letters = map { chr } 32 .. 126;
	for (1 .. 1 + int(rand(3)))
	{
		my $at = int(rand(length($text) + 1));
		my $how = rand();
		if ($how < 0.4) { substr($text, $at, 1, pick(@letters)) if $at < length $text; }
		elsif ($how < 0.6) { substr($text, $at, 1, '') if $at < length $text; }
		elsif ($how < 0.8) { substr($text, $at, 0, pick(@letters, '0', 'f', 'x', '.', '-', "\x{e9}")); }
		else { substr($text, $at, 0, substr($text, $at, 1 + int(rand(40)))); }
	}
	return $text;
}

my ($address, $signature, $group, $organization, $service) = split /\n/,
	$server->safe_psql('market', <<'SQL');
SELECT address FROM test.person WHERE n = 1;
SELECT authorized_signature FROM market.channel WHERE id = 0;
SELECT sha256('group');
SELECT metadata FROM market.organization;
SELECT metadata FROM market.organization_service;
SQL
my $bound = '115792089237316195423570985008687907853269984665640564039457584007913129639935';
my $above = '115792089237316195423570985008687907853269984665640564039457584007913129639936';
my $order = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
my %pool = (
	'market.address' => [ ($address) x 5, '0x' . '0' x 40, '0x' . 'f' x 40, '0x' . '1' x 39, '0x' . '1' x 41,
		lc $address, uc $address, '', '0x', 'null', '1' x 40, '0x' . 'x' x 40 ],
	'market.signature' => [ ($signature) x 4, '0x' . '0' x 130, '0x' . 'f' x 130, '0x' . '1' x 128,
		substr($signature, 0, 130) . '1d', substr($signature, 0, 130) . '00', '', '0x',
		'0x' . $order . $order . '1b', '0x' . '0' x 63 . '1' . '7' . 'f' x 63 . '1c' ],
	'market.coin' => [ '10cog', '1cog', '0cog', '0.00000001AGI', '1AGI', '1stake', '1.5cog', '-1cog', 'NaNcog',
		'1e5cog', '1e400cog', "${bound}cog", "${above}cog", '9' x 300 . 'cog', '0.' . '0' x 300 . '1AGI', '1unknown',
		'cog', '1', '', ' 1cog', '1 cog', '1' . 'a' x 128, '1' . 'a' x 129, "1c\x{f6}g", '.5AGI', '5.AGI', '1..5AGI' ],
	'numeric' => [ 0, 1, 10, 10, 20, -1, '1.5', '1.0', 'NaN', 'Infinity', '-Infinity', $bound, $above, '1e1000', '1e-1000',
		'9' x 1000, '-0', 'x', '' ],
	'bigint' => [ 0 .. 12, 30, 1000, -1, '9223372036854775807', '-9223372036854775808', '9223372036854775808', '4294967296', '' ],
	'integer' => [ 0, 1, 8, 36, 37, -1, 2147483647, -2147483648, 2147483648, 'x' ],
	'boolean' => [ 't', 'f', 'maybe' ],
	'uuid' => [ '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff', '', 'x' ],
	'text' => [ 'org', 'svc', 'cog', 'AGI', 'stake', '', ' ', 'x' x 33, 'x' x 100_000, "\x{20ac}" x 11, "'; DROP TABLE x; --", '%s%n',
		'community_pool', 'burn', '1.5', '1e5', "a\tb", '/p.S/m', $group, 'ipfs://Qm', '-', "\x01" ],
	'jsonb' => [ $organization, $service, '{}', '[]', 'null', '1', '"x"', '{"groups": [{}]}', '[' x 3000 . ']' x 3000,
		'{"groups": ' . '[' x 3000 . ']' x 3000 . '}', '{"a": 1e400}', '{"groups": {"a": 1}}', '{', '{"a":1,"a":2}', ('{"header":{}}') x 4, '{"header":{},"body":{"a":1}}', '{"header":[]}',
		('{"code":200,"message":""}') x 4, '{"code":200.0,"message":"x"}', '{"code":1e400,"message":1}' ],
	'json' => [ '{}', '[]', 'null', '1e400', '"x\u0000"', '{"a": [1, {"b": 2}]}', '{"a":1,"a":2}', '[' x 3000 . ']' x 3000, '"\ud800"', '{' ],
	'market.json_schema' => [ '{"type": "object", "properties": {"a": {"type": "integer"}}}', 'true', 'false', '{}',
		'{"$ref": "#"}', '{"type": 1}', '{"a":1,"a":2}', '[' x 3000 . ']' x 3000, '{"pattern": "("}', '{"pattern": "^(a+)+$"}',
		'{"$schema": "http://json-schema.org/draft-07/schema#", "format": "date"}', '{"$id": "http://a/b", "$ref": "#/x"}', '' ],
	'market.pricing' => [ ('{"price":"1stake"}') x 3, '{}', '', '{"price":"1stake","price":"2stake"}', '{"price":1}', '[' x 3000,
		'{"price":"0.5AGI","promotions_by_time":[{"start_time":"2024-01-01T00:00:00Z","end_time":"9999-12-31T23:59:59.999999999+23:59","discount":0.7}],'
		. '"promotions_by_volume":[{"volume":1,"discount":"0.123456789012345678"},{"volume":9223372036854775807,"discount":1e-18}]}',
		'{"price":"1stake","promotions_by_volume":[{"volume":1e400,"discount":1e-400}]}', '{"price":"' . '0' x 100_000 . '1stake"}',
		'{"price":"' . '9' x 100_000 . 'stake"}', '{"price":"1stake","promotions_by_time":[{"start_time":"0000-01-01T00:00:00Z","end_time":"2023-02-29T24:60:60Z","discount":"0.' . '1' x 10_000 . '"}]}',
		"{\"price\":\"1st\x{e9}ke\"}", '{"price":"1st\\u0000ake"}', '{"price":"1stake"}' . ' ' x 100_000 ],
	'market.context_state' => [ 'running', 'paused', 'completed', 'x' ],
	'bytea' => [ '\x', '\x00', $group, '\x' . '11' x 20, '\x' . '02' . '11' x 32, '\x' . '04' . '22' x 64, '\x' . '33' x 64,
		'\x' . '44' x 65, '\x' . '00' x 100_000, '\x1' ],
	'market.bytes32' => [ $group, $group, '\x' . '00' x 32, '\x' . '00' x 31, '\x' . '00' x 33, '\x' ],
	'interval' => [ '1 day', '0', '-1 day', '15 days', '1 month', '100 years', '1000000 years', '178000000 years', '1 microsecond', 'x' ],
	'timestamp with time zone' => [ 'now', 'infinity', '-infinity', '2000-01-01', '294276-12-31', '4713-01-01 BC', 'x' ],
	'regrole' => [ $me, 'market_user', 'market_owner', '0', '-', '4294967295', 'nobody at all', '' ],
	'cstring' => [ $address, $signature, '1cog', '', 'x' ],
);

$pool{'market.amount'} = $pool{numeric};

sub quoted
{
	my ($text) = @_;
	$text =~ s/'/''/g;
	$text =~ s/\\/\\\\/g;
	return " E'$text'";
}

# An SQL expression for a value, fit or unfit, of a type.
sub value
{
	my ($type) = @_;
	return 'NULL' if rand() < 0.06;
	if ($type =~ /^(.*)\[\]$/)
	{
		my $element = $1;
		my $how = rand();
		return "NULL::$element\[]" if $how < 0.05;
		return "'{}'::$element\[]" if $how < 0.2;
		return "array_fill(" . value($element) . "::$element, ARRAY[10001])" if $how < 0.22;
		return "array_fill(" . value($element) . "::$element, ARRAY[2], ARRAY[-5])" if $how < 0.3;
		return "array_fill(" . value($element) . "::$element, ARRAY[2, 2])" if $how < 0.35;
		return "ARRAY[" . join(', ', map { value($element) } 1 .. 1 + int(rand(3))) . "]::$element\[]";
	}
	my $pool = $pool{$type} or die "no values of type $type";
	my $text = pick(@$pool);
	$text = mutate($text) if rand() < 0.1 && length $text < 10_000;
	return quoted($text) . "::$type";
}

# Run statements; SQLSTATE => one of them.
sub run
{
	my ($what, @statements) = @_;
	my $script = join "\n", map { my $s = $_; $s =~ s/'/''/g; $s =~ s/\\/\\\\/g; "SELECT test.attempt(E'$s');" } @statements;
	utf8::encode($script);
	my $start = time();
	my ($status, $out, $err) = $server->psql('market', $script, on_error_stop => 0);
	my @states = split /\n/, $out;
	my %seen;

	is($status, 0, "$what: the server lives");
	is(scalar(@states), scalar(@statements), "$what: every statement was answered");
	push @{ $seen{ $states[$_] } }, $statements[$_] for 0 .. $#states;
	note(sprintf '%s: %d statements in %.1f s: %s', $what, scalar(@statements), time() - $start,
		join ' ', map { "$_ " . @{ $seen{$_} } } sort keys %seen);
	my @strange = grep { $_ !~ $documented && $_ !~ $native } sort keys %seen;
	is(join("\n", map { "$_: " . substr($seen{$_}[0], 0, 300) } @strange), '', "$what: only documented codes");
	return \%seen;
}

#
# Text
#
my %example = (
	'market.address' => $address, 'market.signature' => $signature, 'market.coin' => '12.5cog',
	'market.bytes32' => $group,
	'market.json_schema' => '{"type": "object", "properties": {"a": {"pattern": "^x+$", "maximum": 1e3}}, "required": ["a"]}');
my @statements;
for my $type (sort keys %example)
{
	push @statements, map { 'SELECT ' . quoted(mutate($example{$type})) . "::$type" } 1 .. 150;
	push @statements, map { 'SELECT ' . quoted($_) . "::$type" } @{ $pool{$type} };
}
push @statements, map { 'SELECT ' . quoted($_) . '::numeric::market.amount' } @{ $pool{numeric} };
run('text', @statements);

#
# Functions
#
my @functions = split /\n/, $server->safe_psql('market', <<'SQL');
SELECT p.proname || '|' || p.oid::regprocedure || '|' || coalesce((SELECT string_agg(format_type(t, NULL), ',' ORDER BY o)
    FROM unnest(p.proargtypes) WITH ORDINALITY AS a(t, o)), '')
FROM (SELECT set_config('search_path', 'pg_catalog', false)) AS s, pg_proc p
WHERE p.pronamespace = 'market'::regnamespace AND p.prokind = 'f'
  AND NOT 'internal'::regtype = ANY (p.proargtypes::oid[])
ORDER BY p.oid
SQL
cmp_ok(scalar(@functions), '>', 80, 'functions were found');
@statements = ();
for my $function (@functions)
{
	my ($name, $signature_text, $arguments) = split /\|/, $function, 3;
	my @arguments = split /,/, $arguments;
	my $calls = @arguments ? $calls_per_function : 2;
	for (1 .. $calls)
	{
		push @statements, "SELECT market.$name(" . join(', ', map { value($_) } @arguments) . ')';
	}
	# one argument at a time, so that the calls get past the first check
	for my $i (0 .. $#arguments)
	{
		push @statements, "SELECT market.$name(" . join(', ', map {
				my $type = $arguments[$_];
				my $fit = $type =~ /^(.*)\[\]$/ ? "ARRAY[" . quoted($pool{$1}[0]) . "]::$type" : quoted($pool{$type}[0]) . "::$type";
				$_ == $i ? value($type) : $fit } 0 .. $#arguments) . ')'
			for 1 .. 5;
	}
}
run('functions', @statements);
# a procedure cannot be called within another statement; it ends nothing here
run('procedure', map { 'CALL market.run_blocks(' . value('integer') . ', ' . value('interval') . ')' } 1 .. 30);
is($server->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'the audit finds nothing');

#
# Bytes
#
my $folder = PostgreSQL::Test::Utils::tempdir;
chmod 0755, $folder;

sub bytes_of
{
	my ($hex) = @_;
	return pack 'H*', $hex;
}

sub field_file
{
	my ($name, @fields) = @_;
	open my $file, '>:raw', "$folder/$name" or die $!;
	print $file "PGCOPY\n\xff\r\n\0", pack('NN', 0, 0);
	print $file pack('nN', 1, length $_), $_ for @fields;
	print $file pack('n', 0xffff);
	close $file;
	chmod 0644, "$folder/$name";
	return "$folder/$name";
}

my %bytes = (
	address => [ bytes_of(substr $address, 2) ],
	signature => [ bytes_of(substr $signature, 2) ],
	bytes32 => [ bytes_of(substr $group, 2) ],
	coin => [], amount => []);
for my $text ('12.5cog', '0cog', "${bound}stake", '1' . 'a' x 128)
{
	push @{ $bytes{coin} }, bytes_of($server->safe_psql('market', "SELECT encode(market.coin_send('$text'), 'hex')"));
}
push @{ $bytes{amount} }, bytes_of($server->safe_psql('market', "SELECT encode(numeric_send($_), 'hex')")) for 0, 12345678, $bound;
@statements = ();
for my $type (sort keys %bytes)
{
	$server->safe_psql('market', "CREATE TABLE test.bytes_$type (v market.$type)");
	for my $i (1 .. 120)
	{
		my $field = pick(@{ $bytes{$type} });
		for (1 .. int(rand(3)))
		{
			my $at = int(rand(length($field) + 1));
			my $how = rand();
			if ($how < 0.5) { substr($field, $at, 1, chr int(rand(256))) if $at < length $field; }
			elsif ($how < 0.7) { $field = substr $field, 0, $at; }
			elsif ($how < 0.9) { substr($field, $at, 0, chr int(rand(256))); }
			else { $field = join '', map { chr int(rand(256)) } 1 .. int(rand(90)); }
		}
		push @statements, "COPY test.bytes_$type FROM '" . field_file("$type$i", $field) . "' (FORMAT binary)";
	}
}
my $seen = run('bytes', @statements);
cmp_ok(scalar(@{ $seen->{'00000'} || [] }), '>', 50, 'some bytes are values');
is(join("\n", grep { /bytes_(?:address|signature|coin)/ } @{ $seen->{'08P01'} || [] }), '',
	'too few bytes are no breach of the protocol');

# what came in is a value like any other, in both forms
for my $type (sort keys %bytes)
{
	$server->safe_psql('market', <<"SQL");
CREATE TABLE test.again (v market.$type);
COPY test.bytes_$type TO '$folder/$type' (FORMAT binary);
COPY test.again FROM '$folder/$type' (FORMAT binary);
SQL
	my $text = 'SELECT string_agg(v::text, \',\' ORDER BY v::text COLLATE "C")';
	is($server->safe_psql('market', "$text FROM test.again"), $server->safe_psql('market', "$text FROM test.bytes_$type"),
		"$type: binary form and back");
	$server->safe_psql('market', <<"SQL");
TRUNCATE test.again;
COPY test.bytes_$type TO '$folder/$type';
COPY test.again FROM '$folder/$type';
SQL
	is($server->safe_psql('market', "$text FROM test.again"), $server->safe_psql('market', "$text FROM test.bytes_$type"),
		"$type: text form and back");
	$server->safe_psql('market', 'DROP TABLE test.again');
}

is($server->safe_psql('market', "SELECT count(*) FROM pg_locks WHERE locktype NOT IN ('relation', 'virtualxid')"), 0, 'no lock stays');
sound_log($server);
done_testing();
