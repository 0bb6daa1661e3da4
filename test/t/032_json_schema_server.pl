# json_schema within a server: in parallel queries, large and many, dumped, restored and copied.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = new_server('main');
$server->safe_psql('postgres', 'CREATE DATABASE one');
$server->safe_psql('postgres', 'CREATE DATABASE two');
$server->safe_psql('one', 'CREATE EXTENSION pg_market');

sub one { return $server->safe_psql('one', $_[0]); }

#
# Parallel
#
my $parallel = <<'SQL';
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2; SET parallel_leader_participation = off;
SQL
one(<<'SQL');
CREATE TABLE document (id int, body jsonb, schema market.json_schema);
INSERT INTO document SELECT i, jsonb_build_object('id', i, 'name', repeat('x', i % 20)),
  CASE WHEN i % 2 = 0 THEN '{"properties": {"name": {"minLength": 5}}}'::market.json_schema ELSE '{"properties": {"id": {"multipleOf": 3}}}' END
  FROM generate_series(1, 20000) i;
ANALYZE document;
SQL
my $schema = '{"properties": {"id": {"maximum": 15000}, "name": {"pattern": "(x|y)+z?$"}}}';
my %queries = (
	'a constant schema' => "SELECT count(*) FROM document WHERE market.is_valid('$schema', body)",
	'a schema of each row' => 'SELECT count(*) FROM document WHERE market.is_valid(schema, body)',
	'json' => "SELECT count(*) FROM document WHERE market.is_valid_json('$schema', body::json)",
	'output' => "SELECT count(*) FROM document WHERE market.validation_output('$schema', body) = '{\"valid\": true}'");
for my $name (sort keys %queries)
{
	like(one("$parallel EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) $queries{$name}"), qr/Workers Launched: 2/, "$name: workers run it");
	is(one("$parallel $queries{$name}"), one("SET max_parallel_workers_per_gather = 0; $queries{$name}"), "$name: with the same result");
}

#
# A schema of 3 MB is neither hashed nor compiled for each row
#
one(<<'SQL');
CREATE TABLE large (schema market.json_schema);
INSERT INTO large SELECT ('{"required": ["id"], "properties": {' || string_agg(format('"p%s": {"type": "string", "enum": ["%s"]}', i, md5(i::text)), ', ') || '}}')::market.json_schema
  FROM generate_series(1, 42000) i;
SQL
cmp_ok(one('SELECT octet_length(schema::text) FROM large'), '>', 3_000_000, 'a schema of 3 MB');
my $times = one(<<'SQL');
CREATE TEMP TABLE time (what text, start timestamptz DEFAULT clock_timestamp());
INSERT INTO time VALUES ('first');
SELECT FROM large, document WHERE id = 1 AND market.is_valid(large.schema, body);
INSERT INTO time VALUES ('all');
SELECT count(*) FROM large, document WHERE market.is_valid(large.schema, body);
INSERT INTO time VALUES ('end');
SELECT array_to_string(array_agg(extract(epoch FROM start - before) ORDER BY start), '|')
  FROM (SELECT start, lag(start) OVER (ORDER BY start) AS before FROM time) t WHERE before IS NOT NULL;
SQL
my ($count, $first, $all) = $times =~ /^(?:\n|.)*?(\d+)\n([\d.]+)\|([\d.]+)$/ or die $times;
is($count, 20000, '20,000 rows against it');
note("first use $first s, 20,000 rows $all s");
cmp_ok($all, '<', 20 * $first + 2, 'cost no more than a few first uses');

#
# Many schemas stay within their memory
#
my $memory = one(<<'SQL');
SET pg_market.schema_cache_size = '1MB';
CREATE TEMP TABLE many AS SELECT format('{"title": "%s", "properties": {"name": {"minLength": %s, "pattern": "^(a|b)*%s"}}}', i, i % 20, i)::market.json_schema AS schema
  FROM generate_series(1, 2000) i;
SELECT count(*) > 0 FROM many, document WHERE id < 10 AND market.is_valid(many.schema, body);
SELECT sum(total_bytes) FROM pg_backend_memory_contexts WHERE name LIKE 'market%';
SQL
my ($kept) = $memory =~ /(\d+)$/;
cmp_ok($kept, '>', 500_000, 'compiled schemas are kept');
cmp_ok($kept, '<', 1_500_000, 'as far as the setting allows');
is(one('SELECT count(*) FROM document WHERE NOT market.is_valid(schema, body)'),
	one("SELECT count(*) FROM document WHERE CASE WHEN id % 2 = 0 THEN length(body->>'name') < 5 ELSE id % 3 <> 0 END"), 'changing schemas are told apart');

#
# A session never takes much more memory than jsonb does for the same document
#
SKIP:
{
	skip 'the system does not say how much memory a process has taken', 8 unless -r '/proc/self/status';

	# kilobytes, at most, of a session that evaluates something
	my $peak = sub {
		my ($expression) = @_;
		my ($kilobytes) = one("SELECT $expression IS NULL; SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\\s*(\\d+)')") =~ /(\d+)$/;
		return $kilobytes;
	};
	my $floor = $peak->('1');
	my %schemas = (
		'a schema with as many values as there may be' => q{'{"default": [' || repeat('{},', 249996) || '{}]}'},
		'a schema of 32 MB with more' => q{'{"default": [' || repeat('{},', 11000000) || '{}]}'},
		'a schema of 10 MB' => q{'{"const": "' || repeat('x', 10000000) || '"}'});
	cmp_ok($peak->("market.is_json_schema($schemas{$_})") - $floor, '<', 400_000, $_) for sort keys %schemas;

	my $list = q{('[' || repeat('{"id": 1},', 1000000) || '1]')};
	my $alone = $peak->("length($list\::jsonb::text)");
	my $narrow = q{'{"items": {"required": ["name"]}}'};
	my %documents = (
		'a document of 10 MB as jsonb' => "market.is_valid($narrow, $list\::jsonb)",
		'a document of 10 MB as json' => "market.is_valid_json($narrow, $list\::json)",
		'all errors of it' => "market.validation_output($narrow, $list\::jsonb, 'basic')",
		'all annotations of it' => qq{market.validation_output(('{"items": {"x-note": "' || repeat('n', 100000) || '"}}')::market.json_schema, $list\::jsonb, 'basic')});
	cmp_ok($peak->($documents{$_}) - $floor, '<', 1.2 * ($alone - $floor) + 200_000, $_) for sort keys %documents;
	cmp_ok($peak->("market.is_valid('{\"contentMediaType\": \"application/json\"}', to_jsonb($list))") - $floor, '<', 400_000, 'JSON within a string');
}

#
# Bytes that are no text
#
for my $bytes ("\"\xff\"", "\"\xc3", "{\"\xed\xa0\x80\": 1}")
{
	my $broken = $server->basedir . '/broken.copy';

	open my $handle, '>:raw', $broken or die $!;
	print $handle "PGCOPY\n\xff\r\n\0", pack('N N n N/a n', 0, 0, 1, $bytes, 0xffff);
	close $handle;
	my ($status, undef, $err) = $server->psql('one', "\\set VERBOSITY sqlstate\nCREATE TEMP TABLE read (schema market.json_schema); COPY read FROM '$broken' (FORMAT binary)");
	like($err, qr/ERROR:  22021/, 'refused in binary form');
}

# a database without an encoding lets every byte through
$server->safe_psql('postgres', q{CREATE DATABASE plain TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'});
$server->safe_psql('plain', 'CREATE EXTENSION pg_market');
my $me = $server->safe_psql('plain', 'SELECT current_user');
my @bytes = (
	[ q{SELECT E'{"const": "\xff"}'::market.json_schema}, 'ERROR 22021' ],
	[ q{SELECT market.is_json_schema(E'{"const": "\xc3"}')}, 'ERROR 22021' ],
	[ q{SELECT market.is_json_schema(E'{"const": "\xc3\xa9"}')}, 't' ],
	[ q{SELECT market.is_valid('{"maxLength": 1}', to_jsonb(E'\xff\xfe'::text))}, 'f' ],
	[ q{SELECT market.is_valid('{"pattern": "^.$"}', to_jsonb(E'\xff'::text))}, 'ERROR 22021' ],
	[ q{SELECT market.is_valid_json('{"const": "a"}', E'"\xff"'::json)}, 'f' ]);
is(attempt($server, 'plain', $me, "$_->[0];"), $_->[1], $_->[0]) for @bytes;

#
# Dump, restore, copy
#
one(<<'SQL');
CREATE DOMAIN checked AS jsonb CHECK (market.is_valid('{"required": ["id"]}', VALUE));
CREATE TABLE kept (n int PRIMARY KEY, schema market.json_schema, body checked, other jsonb CHECK (market.is_valid('{"type": "object"}', other)));
INSERT INTO kept VALUES (1, '{ "type":"string",  "x": 1e400 } ', '{"id": 1}', '{}'), (2, market.json_schema('{"format": "ipv4"}', 'draft6', false, true), '{"id": 2}', '{}'),
  (3, (SELECT schema FROM large), '{"id": 3}', NULL), (4, 'false', NULL, NULL), (5, NULL, NULL, NULL);
CREATE INDEX ON kept USING hash (schema);
CREATE VIEW shown AS SELECT n, market.is_valid(schema, '"1.2.3"') AS valid FROM kept;
SQL
my $file = $server->backup_dir . '.sql';
$server->command_ok([ 'pg_dump', '-d', $server->connstr('one'), '-t', 'kept', '-t', 'shown', '-f', $file ], 'dump');
$server->safe_psql('two', 'CREATE EXTENSION pg_market; CREATE DOMAIN checked AS jsonb CHECK (market.is_valid(\'{"required": ["id"]}\', VALUE))');
$server->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $server->connstr('two'), '-f', $file ], 'restore');
my $look = 'SELECT n, md5(schema::text), body, other, valid FROM kept JOIN shown USING (n) ORDER BY n';
is($server->safe_psql('two', $look), one($look), 'everything is there, and means the same');
is($server->safe_psql('two', "SELECT schema::text = '{ \"type\":\"string\",  \"x\": 1e400 } ' FROM kept WHERE n = 1"), 't', 'as it was written');
my $copy = $server->basedir . '/kept.copy';
one("COPY kept (n, schema) TO '$copy' (FORMAT binary); CREATE TABLE again (n int, schema market.json_schema); COPY again FROM '$copy' (FORMAT binary)");
is(one('SELECT count(*) FROM kept JOIN again USING (n) WHERE again.schema OPERATOR(market.=) kept.schema'), 4, 'binary form and back');

sound_log($server);
done_testing();
