# What the tests of whole servers share: a server with a market, work for it, and ways
# to look at it.
package Market;

use strict;
use warnings;
use Exporter 'import';
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(new_server new_market load_market make_small_market use_small_market fingerprint attempt sound_log);

# A running server that knows the extensions.
sub new_server
{
	my ($name, %settings) = @_;
	my $server = PostgreSQL::Test::Cluster->new($name);

	$server->init(allows_streaming => 0);
	$settings{log_line_prefix} = "'%m [%p] %d %e '";
	$settings{timezone} = "'UTC'";
	$server->append_conf('postgresql.conf', "$_ = $settings{$_}") for sort keys %settings;
	$server->start;
	return $server;
}

# A database with both extensions, the tables and a token; channels are in cog.
sub new_market
{
	my ($server, $database) = @_;

	$server->safe_psql('postgres', "CREATE DATABASE $database");
	$server->safe_psql('postgres',
		qq(ALTER DATABASE $database SET search_path = "\$user", public, market));
	$server->safe_psql($database, <<'END');
CREATE EXTENSION pg_market;
CREATE EXTENSION pg_market_wallet;
SELECT market.install();
SELECT market.create_token('cog', 'AGI', 8);
SELECT market.set_params(channel_denom => 'cog');
END
	return;
}

# Ten people with keys and 10000cog each, an organization of the first with a service at
# 10cog a call, a channel from each of the others, payments, claims, a time-out.
# Leaves the functions test.pay(channel) and test.settle(channel), and the table
# test.person (n, key, address).
sub load_market
{
	my ($server, $database) = @_;

	$server->safe_psql($database, <<'END');
CREATE SCHEMA test;
CREATE TABLE test.person (n integer PRIMARY KEY, key bytea, address market.address);
INSERT INTO test.person
SELECT n, key, market.private_key_address(key)
FROM generate_series(0, 9) n, LATERAL (SELECT sha256(('person ' || n)::bytea) AS key) k;

CREATE FUNCTION test.pay(channel bigint) RETURNS numeric LANGUAGE sql AS $$
SELECT market.authorize_payment(channel, s.nonce, s.amount, market.sign(s.digest, p.key), 'org', 'svc')
FROM market.next_payment(channel, 10) s, market.channel c JOIN test.person p ON p.address = c.signer
WHERE c.id = channel
$$;
CREATE FUNCTION test.settle(channel bigint) RETURNS numeric LANGUAGE sql AS $$
SELECT market.claim_channel(c.recipient, channel, c.authorized_amount, c.authorized_amount, c.authorized_signature)
FROM market.channel c WHERE c.id = channel
$$;

SELECT market.create_account(address, label => 'person ' || n) FROM test.person;
SELECT market.deposit(address, '10000cog', 'deposit ' || n) FROM test.person;
SELECT market.deposit(address, '7stake') FROM test.person WHERE n < 3;
SELECT market.create_organization(address, 'org', jsonb_build_object('org_name', 'Org',
    'org_type', 'individual', 'description', '{}'::jsonb, 'assets', '{}'::jsonb,
    'contacts', '[]'::jsonb, 'groups', jsonb_build_array(jsonb_build_object(
        'group_name', 'default_group', 'group_id', encode(sha256('group'), 'base64'),
        'payment', jsonb_build_object('payment_address', address, 'payment_expiration_threshold', 5)))),
    ARRAY(SELECT address FROM test.person WHERE n IN (1, 2)))
FROM test.person WHERE n = 0;
SELECT market.publish_service(address, 'org', 'svc', jsonb_build_object('version', 1,
    'display_name', 'Svc', 'encoding', 'proto', 'service_type', 'grpc',
    'service_api_source', 'ipfs://Qm', 'mpe_address', escrow_address,
    'contributors', '[{"name": "Ada", "email_id": "ada@example.com"}]'::jsonb,
    'groups', '[{"group_name": "default_group", "pricing": [{"price_model": "fixed_price",
      "price_in_cogs": 10, "default": true}]}]'::jsonb))
FROM test.person, market.params WHERE n = 0;

-- channels 0 to 8, and two that a third party pays for
SELECT market.open_channel(p.address, p.address, r.address, sha256('group'), '1000cog', 1000)
FROM test.person p, test.person r WHERE p.n > 0 AND r.n = 0 ORDER BY p.n;
SELECT market.open_channel_by_third_party(f.address, p.address, p.address, r.address,
    sha256('group'), 500, 20, p.n, market.sign(market.message_digest(market.open_channel_message(
        escrow_address, f.address, p.address, r.address, sha256('group'), 500, 20, p.n)), p.key))
FROM test.person f, test.person p, test.person r, market.params
WHERE f.n = 9 AND p.n IN (1, 2) AND r.n = 0 ORDER BY p.n;

SELECT test.pay(c) FROM generate_series(0, 10) c, generate_series(1, 3);
SELECT market.start_claim(c) FROM generate_series(0, 3) c;
SELECT test.pay(c) FROM generate_series(0, 3) c;
SELECT test.settle(c) FROM generate_series(4, 5) c;
SELECT market.claim(address, 2) FROM test.person WHERE n = 0;
SELECT test.pay(c) FROM generate_series(2, 6) c;
SELECT market.end_block(next_height => 30);
SELECT market.claim_channel_timeout(address, 9) FROM test.person WHERE n = 1;
SELECT market.add_channel_funds(address, 7, '77cog') FROM test.person WHERE n = 5;
SELECT market.extend_channel(address, 7, 2000) FROM test.person WHERE n = 8;
SELECT market.transfer(a.address, b.address, '5cog') FROM test.person a JOIN test.person b ON b.n = a.n + 1;
SELECT market.withdraw(address, '9cog', 'withdrawal ' || n) FROM test.person;
END
	return;
}

# A database with a small market, which has a row in every table; makes the roles alice and shop.
sub make_small_market
{
	my ($server, $database) = @_;

	$server->safe_psql('postgres', "CREATE DATABASE $database");
	command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $server->connstr($database),
			'-f', "$FindBin::RealBin/../upgrade/market.sql" ], "$database: a small market");
	return;
}

# That market goes on: payments and claims on channels of before, keys of before, requests that
# wait; who may, and who may not.
sub use_small_market
{
	my ($server, $database) = @_;
	my ($alice, $provider, $other) = split /\|/, $server->safe_psql($database,
		q(SELECT market.private_key_address(sha256('person 1')), market.private_key_address(sha256('person 3')), market.private_key_address(sha256('person 4'))));

	is($server->safe_psql($database, <<'END'), 11, "$database: the next payment");
SELECT market.authorize_payment(0, n.nonce, n.amount, market.sign(n.digest, sha256('person 1')), 'org', 'fixed')
FROM market.next_payment(0, 11) AS n
END
	is($server->safe_psql($database, "SELECT market.claim('$provider', 0)"), 44, "$database: a claim that was started before, and what came since");
	is($server->safe_psql($database, "SELECT count(*) FROM market.open_channel('$alice', '$alice', '$provider', sha256('group'), '1cog', 5000) AS id WHERE id = 5"),
		1, "$database: the next channel");
	is($server->safe_psql($database, "SELECT market.transfer('$alice', '$other', '5cog', idempotency_key => 'transfer 1') = (answer[1])::numeric
			FROM market.idempotency_key WHERE key = 'transfer 1'"),
		't', "$database: a key from before is known");
	is(attempt($server, $database, 'alice', "SELECT market.transfer('$alice', '$other', '1cog') > 0;"), 't', "$database: a role acts for its account");
	is(attempt($server, $database, 'alice', "SELECT market.transfer('$other', '$alice', '1cog');"), 'ERROR 42501', "$database: and for no other");
	is(attempt($server, $database, 'shop', 'SELECT market.deliver_callbacks();'), 1, "$database: a callback that waits is told");
	is($server->safe_psql($database, <<"END"), "t\nt\nt", "$database: requests and blocks go on");
DO \$\$BEGIN PERFORM market.respond_service(provider, id, '{"code": 200, "message": ""}', '{"header": {}}')
FROM market.request WHERE context_id = 4 AND state = 'pending'; END\$\$;
SELECT count(*) = 1 FROM market.request WHERE context_id = 4 AND state = 'answered';
SELECT market.end_block() < market.end_block();
SELECT count(*) = 1 FROM market.withdraw_earned_fees('$provider');
END
	is($server->safe_psql($database, 'SELECT * FROM market.audit()'), '', "$database: audit at the end");
	return;
}

# All rows of all tables in schema market, and its sequences.
sub fingerprint
{
	my ($server, $database) = @_;

	return $server->safe_psql($database, <<'END');
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, E''\n'' ORDER BY t::text COLLATE "C")) FROM market.%I AS t',
    relname, relname)
FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relkind = 'r' ORDER BY relname COLLATE "C"
\gexec
SELECT format('SELECT %L, last_value, is_called FROM market.%I', relname, relname)
FROM pg_class WHERE relnamespace = 'market'::regnamespace AND relkind = 'S' ORDER BY relname COLLATE "C"
\gexec
END
}

# Run SQL as a role that the session sets; returns what it returns, or how it was refused.
sub attempt
{
	my ($server, $database, $role, $sql) = @_;
	my ($status, $out, $err) = $server->psql($database,
		"SET ROLE $role;\n\\set VERBOSITY sqlstate\n$sql", on_error_stop => 1);

	return "ERROR $1" if $err =~ /(?:ERROR|FATAL):  (\w{5})\s*$/m;
	return "ERROR $err" if $status != 0;
	return $out;
}

# The server's log tells of no crash and of no internal error.
sub sound_log
{
	my ($server) = @_;
	my $log = slurp_file($server->logfile);

	unlike($log, qr/was terminated by signal|TRAP:|PANIC:/, 'no process crashed');
	unlike($log, qr/ XX\d{3} (?:ERROR|FATAL):/, 'no internal error');
	return;
}

1;
