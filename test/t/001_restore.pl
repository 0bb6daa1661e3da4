# A market that was dumped and restored is the same market, and goes on.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = new_server('main');
new_market($server, 'source');
load_market($server, 'source');
$server->safe_psql('source', <<'END');
CREATE ROLE alice;
GRANT market_user TO alice;
SELECT market.create_account('0x00000000000000000000000000000000000000a1', 'alice', 'of alice');
SELECT market.deposit('0x00000000000000000000000000000000000000a1', '11cog');
-- what the user adds to our tables
ALTER TABLE market.channel ADD COLUMN remark text DEFAULT 'none';
ALTER TABLE market.account ADD COLUMN email text;
UPDATE market.channel SET remark = 'channel ' || id WHERE id < 5;
UPDATE market.account SET email = label || '@example.com' WHERE label LIKE 'person%';
CREATE INDEX channel_by_remark ON market.channel (remark, value);
CREATE UNIQUE INDEX account_by_email ON market.account (lower(email));
CREATE VIEW test.wealth AS SELECT account, sum(amount) FROM market.balance_sheet GROUP BY account;
GRANT SELECT (id, remark) ON market.channel TO PUBLIC;
END

# Requests in every state: settled, expired, answered and not settled, pending; and a
# context that is paused.  Restoring them must answer, refund, slash and tax nothing.
$server->safe_psql('source', $_) for (<<'END', 'SELECT market.end_block()', <<'END', 'SELECT market.end_block()', <<'END');
CREATE FUNCTION test.call(timeout bigint, repeated boolean DEFAULT false) RETURNS bigint LANGUAGE sql AS $$
    SELECT market.call_service('0x00000000000000000000000000000000000000c1', 'svc',
        '{0x00000000000000000000000000000000000000b1}', '{"header": {}}', '50stake', timeout, repeated, 0, -1)
$$;
CREATE FUNCTION test.respond(request bigint) RETURNS void LANGUAGE sql AS $$
    SELECT market.respond_service('0x00000000000000000000000000000000000000b1', request, '{"code": 400, "message": ""}')
$$;
SELECT market.deposit('0x00000000000000000000000000000000000000c1', '250stake'), market.deposit('0x00000000000000000000000000000000000000d1', '200000stake');
SELECT market.define_service('0x00000000000000000000000000000000000000d1', 'svc', '{"input": {}, "output": {}}');
SELECT market.bind_service('0x00000000000000000000000000000000000000d1', 'svc', '0x00000000000000000000000000000000000000b1',
    '150000stake', '{"price": "50stake"}', 1);
SELECT test.call(2), test.call(1), test.call(9), test.call(9), test.call(9, true), test.call(9);
SELECT test.respond(1);
END
SELECT test.respond(3);
SELECT market.pause_request_context('0x00000000000000000000000000000000000000c1', 5);
END
SELECT test.respond(4);
END
is($server->safe_psql('source', 'SELECT state, count(*) FROM market.request GROUP BY state ORDER BY state'),
	"pending|1\nanswered|3\nexpired|1", 'source: requests');
is($server->safe_psql('source', 'SELECT id, state FROM market.request_context WHERE state <> $$running$$ ORDER BY id'),
	"2|completed\n5|paused\n6|paused", 'source: contexts');

# A payment that has begun, calls that are prepaid, and a call that carried a key
my $open = $server->safe_psql('source', <<'END');
SELECT payment_token FROM market.next_payment(8, 10) n, test.person p,
    market.begin_payment(8, n.nonce, n.amount, market.sign(n.digest, p.key), 'org', 'svc') WHERE p.n = 9
END
my $token = $server->safe_psql('source', <<'END');
SELECT i.token FROM market.next_payment(7, 20) n, test.person p,
    market.issue_prepaid_token(7, n.nonce, n.amount, market.sign(n.digest, p.key)::bytea, 'org') i WHERE p.n = 8
END
my $keyed = q(SELECT market.transfer(address, '0x00000000000000000000000000000000000000e1', '1cog', 'key') FROM test.person WHERE n = 7);
my $answer = $server->safe_psql('source', $keyed);

# Grants, policies, owners, triggers, indexes and comments of schema market.
sub surroundings
{
	my ($node, $database) = @_;
	my $lines = $node->safe_psql($database, <<'END');
SELECT 'relation', relname, relowner::regrole, relrowsecurity, ARRAY(SELECT a::text FROM unnest(relacl) a ORDER BY 1)
FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relkind IN ('r', 'v', 'S');
SELECT 'column', attrelid::regclass, attname, attacl, atttypid::regtype, attnotnull, col_description(attrelid, attnum)
FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
WHERE relnamespace = 'market'::regnamespace AND relkind IN ('r', 'v') AND attnum > 0 AND NOT attisdropped;
SELECT 'function', oid::regprocedure, proowner::regrole, ARRAY(SELECT a::text FROM unnest(proacl) a ORDER BY 1)
FROM pg_proc WHERE pronamespace = 'market'::regnamespace;
SELECT 'policy', * FROM pg_policies WHERE schemaname = 'market';
SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'market';
SELECT 'trigger', pg_get_triggerdef(oid), obj_description(oid) FROM pg_trigger WHERE NOT tgisinternal;
SELECT 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'market'::regnamespace AND conrelid <> 0;
SELECT 'schema', nspowner::regrole, nspacl FROM pg_namespace WHERE nspname = 'market';
SELECT 'event trigger', evtname, evtenabled FROM pg_event_trigger;
END
	return join "\n", sort split /\n/, $lines;
}

my $rows = fingerprint($server, 'source');
my $around = surroundings($server, 'source');
my $escrow = $server->safe_psql('source', 'SELECT escrow_address FROM market.params');
is($server->safe_psql('source', 'SELECT * FROM market.audit()'), '', 'source: audit');

# A restored market is the same, and works.
sub check
{
	my ($node, $database) = @_;

	is(fingerprint($node, $database), $rows, "$database: same rows and sequences");
	is(surroundings($node, $database), $around, "$database: same grants, policies, indexes, triggers, owners");
	is($node->safe_psql($database, 'SELECT * FROM market.audit()'), '', "$database: audit");
	is($node->safe_psql($database,
		"SELECT remark FROM market.channel WHERE id IN (1, 7) ORDER BY id"),
		"channel 1\nnone", "$database: the user's column");
	like($node->safe_psql($database, "SELECT * FROM market.account WHERE lower(email) = 'person 3\@example.com'"),
		qr/person 3/, "$database: the user's index");

	$node->safe_psql($database, 'SELECT market.install()');
	is(fingerprint($node, $database), $rows, "$database: install() again changes no row");
	is(surroundings($node, $database), $around, "$database: nor anything around them");

	# the signature covers the escrow address
	is($node->safe_psql($database, 'SELECT escrow_address FROM market.params'), $escrow,
		"$database: escrow address");
	is($node->safe_psql($database, 'SELECT test.pay(c) FROM generate_series(0, 3) c'),
		join("\n", (10) x 4), "$database: the next payments");
	is($node->safe_psql($database, 'SELECT test.settle(6)'), 40, "$database: a claim of a payment from before");
	is($node->safe_psql($database, 'SELECT market.claim(address, 0) FROM test.person WHERE n = 0'), 50,
		"$database: a claim that was started before");
	is($node->safe_psql($database, <<'END'), '11', "$database: the next channel");
SELECT market.open_channel(address, address, address, sha256('group'), '1cog', 5000)
FROM test.person WHERE n = 1
END
	is($node->safe_psql($database, 'SELECT max(id) - count(*) FROM market.journal'),
		$server->safe_psql('source', 'SELECT max(id) - count(*) FROM market.journal'),
		"$database: ids of the journal go on without a gap");
	is($node->safe_psql($database, "SELECT market.deposit(address, '10000cog', 'deposit 4') = market.balance(address, 'cog') FROM test.person WHERE n = 4"),
		't', "$database: a reference from before is known");
	is($node->safe_psql($database, "SELECT count(*) FROM market.journal WHERE reference = 'deposit 4'"),
		1, "$database: and not applied again");
	is($node->safe_psql($database, <<'END'), "7\nt\n192stake\n299", "$database: requests and fees go on");
DO $$BEGIN PERFORM test.respond(5); END$$;
SELECT test.call(1);
SELECT market.end_block() < market.end_block();
SELECT market.withdraw_earned_fees('0x00000000000000000000000000000000000000d1');
SELECT sum(amount) FROM market.balance_sheet WHERE kind = 'burned';
END
	is($node->safe_psql($database, "SELECT market.commit_payment('$open'), market.commit_payment('$open')"),
		'10|10', "$database: a payment that began before ends, once");
	is($node->safe_psql($database, "SELECT market.use_prepaid_token(7, '$token', 'org', 'svc')"),
		10, "$database: a prepaid token from before is good");
	is($node->safe_psql($database, $keyed), $answer, "$database: a key from before is known");
	is($node->safe_psql($database, "SELECT market.balance('0x00000000000000000000000000000000000000e1', 'cog')"),
		1, "$database: and the call has no second effect");
	is(attempt($node, $database, 'alice', "SELECT market.transfer('0x00000000000000000000000000000000000000a1', '0x00000000000000000000000000000000000000a2', '1cog');"),
		10, "$database: a role acts for its account");
	is(attempt($node, $database, 'alice', "SELECT market.transfer('0x00000000000000000000000000000000000000a2', '0x00000000000000000000000000000000000000a1', '1cog');"),
		'ERROR 42501', "$database: and for no other");
	is($node->safe_psql($database, 'SELECT * FROM market.audit()'), '', "$database: audit at the end");
	return;
}

my $plain = $server->backup_dir . '.sql';
my $custom = $server->backup_dir . '.dump';
my $globals = $server->backup_dir . '.globals';
command_ok([ 'pg_dump', '-f', $plain, '-d', $server->connstr('source') ], 'pg_dump, plain');
command_ok([ 'pg_dump', '-Fc', '-f', $custom, '-d', $server->connstr('source') ], 'pg_dump, custom');
command_ok([ 'pg_dumpall', '--globals-only', '-f', $globals, '-d', $server->connstr('postgres') ],
	'pg_dumpall of the roles');

# a dump does not hold the settings of its database
sub create_database
{
	my ($node, $database) = @_;
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql('postgres', qq(ALTER DATABASE $database SET search_path = "\$user", public, market));
	return;
}

create_database($server, 'plain');
command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', $plain, '-d', $server->connstr('plain') ],
	'psql restores');
check($server, 'plain');

create_database($server, 'parallel');
command_ok([ 'pg_restore', '-j', '2', '--exit-on-error', '-d', $server->connstr('parallel'), $custom ],
	'pg_restore in parallel');
check($server, 'parallel');

# a new server: roles first
my $other = new_server('other');
my $me = $server->safe_psql('postgres', 'SELECT current_user');
my $roles = join '', grep { !/ROLE "?\Q$me\E"?[ ;]/ } split /^/, slurp_file($globals);
$other->safe_psql('postgres', $roles);
create_database($other, 'elsewhere');
command_ok([ 'pg_restore', '--exit-on-error', '-d', $other->connstr('elsewhere'), $custom ],
	'pg_restore on another server');
check($other, 'elsewhere');

is(fingerprint($server, 'source'), $rows, 'source: nothing changed');
sound_log($server);
sound_log($other);
done_testing();
