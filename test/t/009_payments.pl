# Two sessions pay on one channel, a thousand times, in every way there is: never twice for
# one total, none lost.  A session that is killed leaves the channel free: at once, or when
# the lease of its payment ends.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep);

my $server = new_server('main', synchronous_commit => 'off', restart_after_crash => 'on', deadlock_timeout => '100ms');
new_market($server, 'market');
load_market($server, 'market');

# Channel 11 is the one.  Every payment that succeeds is noted under its total; one that
# finds another in its way tries again.
$server->safe_psql('market', <<'SQL');
SELECT market.deposit(address, '1000000cog') FROM test.person WHERE n = 1;
SELECT market.open_channel(p.address, p.address, r.address, sha256('group'), '1000000cog', 100000)
FROM test.person p, test.person r WHERE p.n = 1 AND r.n = 0;
CREATE TABLE test.paid (total numeric PRIMARY KEY, way text, token uuid);
CREATE TABLE test.refused (code text);
CREATE FUNCTION test.authorize() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    code text;
BEGIN
    LOOP
        BEGIN
            WITH n AS (SELECT n.*, market.sign(n.digest, p.key) AS signature
                FROM market.next_payment(11, 10) AS n, test.person AS p WHERE p.n = 1)
            INSERT INTO test.paid SELECT amount, 'at once', NULL FROM n, LATERAL
                market.authorize_payment(11, nonce, amount, signature, 'org', 'svc');
            RETURN;
        EXCEPTION WHEN SQLSTATE 'MK117' OR SQLSTATE 'MK116' THEN
            code := SQLSTATE;
        END;
        INSERT INTO test.refused VALUES (code);
    END LOOP;
END
$$;
CREATE FUNCTION test.begin(concurrent integer, lease bigint) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    answer uuid;
    code text;
BEGIN
    LOOP
        BEGIN
            WITH n AS (SELECT n.*, market.sign(n.digest, p.key) AS signature
                FROM market.next_payment(11, 10) AS n, test.person AS p WHERE p.n = 1)
            INSERT INTO test.paid SELECT amount, 'open', payment_token FROM n, LATERAL
                market.begin_payment(11, nonce, amount, signature, 'org', 'svc', lease => lease, concurrent => concurrent, wait => '30 s')
                RETURNING token INTO answer;
            RETURN answer;
        EXCEPTION WHEN SQLSTATE 'MK117' OR SQLSTATE 'MK116' THEN
            code := SQLSTATE;
        END;
        INSERT INTO test.refused VALUES (code);
    END LOOP;
END
$$;
CREATE FUNCTION test.end(payment uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM market.commit_payment(payment);
    UPDATE test.paid SET way = 'in two steps' WHERE token = payment;
END
$$;
SQL

my $folder = PostgreSQL::Test::Utils::tempdir;
my %script = (
	authorize => "SELECT test.authorize();\n",
	alone => "SELECT test.begin(1, 1000) AS token \\gset\nSELECT test.end(:token);\n",
	together => "SELECT test.begin(2, 1000) AS token \\gset\nSELECT test.end(:token);\n",
	forgotten => "SELECT test.begin(2, 3) AS token \\gset\nSELECT test.end(:token);\n",
	prepaid => "SELECT token FROM test.prepaid \\gset\n"
		. "SELECT payment_token FROM market.begin_prepaid_payment(11, :token, 'org', 'svc') \\gset\n"
		. "SELECT market.commit_payment(:payment_token);\n");
append_to_file("$folder/$_.sql", $script{$_}) for keys %script;

sub pgbench
{
	my ($way, @options) = @_;
	return ('pgbench', '-n', '-M', 'prepared', '-c', 2, '-j', 2, '-f', "$folder/$way.sql", @options, $server->connstr('market'));
}

# Run so many payments by each of two sessions.
sub pay
{
	my ($way, $each) = @_;
	my ($out, $err) = ('', '');
	ok(IPC::Run::run([ pgbench($way, '-t', $each) ], '>', \$out, '2>', \$err), "two sessions pay: $way") or diag($err);
	return;
}

# What is wrong with the channel and what was noted: nothing.
sub sound
{
	my ($payments, $when) = @_;
	is( $server->safe_psql('market', "SELECT count(*), sum(total), max(total) FROM test.paid"),
		join('|', $payments, 10 * $payments * ($payments + 1) / 2, 10 * $payments),
		"one payment for each total $when");
	is( $server->safe_psql('market', "SELECT authorized_amount, uncharged_amount, reserved_until FROM market.channel WHERE id = 11"),
		10 * $payments . '|0|0', "all are signed for and charged $when");
	is($server->safe_psql('market', 'SELECT * FROM market.audit()'), '', "the audit finds nothing $when");
	return;
}

pay('authorize', 200);
sound(400, 'at once');
pay('alone', 150);
sound(700, 'in two steps, one after another');
pay('together', 150);
sound(1000, 'in two steps, side by side');
note($server->safe_psql('market', 'SELECT code, count(*) FROM test.refused GROUP BY 1 ORDER BY 1'));
is($server->safe_psql('market', 'SELECT count(*) FROM market.payment_reservation WHERE outcome IS NULL'), 0, 'no payment is open');

# Out of one prepaid total
$server->safe_psql('market', <<'SQL');
CREATE TABLE test.prepaid AS
SELECT i.token FROM market.params m, test.person p, market.channel c,
    market.issue_prepaid_token(11, c.payment_nonce, c.authorized_amount + 2000,
        market.sign(market.message_digest(market.claim_message(m.escrow_address, 11, c.payment_nonce, c.authorized_amount + 2000)), p.key)::bytea,
        'org') i
WHERE p.n = 1 AND c.id = 11;
SQL
pay('prepaid', 100);
is( $server->safe_psql('market', 'SELECT planned_amount, used_amount, refunded_amount FROM market.prepaid_total'),
	'2000|2000|0', 'calls take exactly what was prepaid');
is($server->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'the audit finds nothing');
my ($status, $out, $err) = $server->psql('market', "SELECT market.use_prepaid_token(11, token, 'org', 'svc') FROM test.prepaid");
like($err, qr/prepaid total of channel 11 is exceeded/, 'and no more');

# Kill one session, then the other, in the middle of both ways
for my $victim (0, 1)
{
	for my $way ('authorize', 'forgotten')
	{
		$server->safe_psql('market', 'TRUNCATE test.paid');
		my ($out, $err) = ('', '');
		my $load = IPC::Run::start([ pgbench($way, '-T', 30) ], '>', \$out, '2>', \$err);
		sleep 0.5 + rand(0.3);
		my $pid = $server->safe_psql('postgres',
			"SELECT pid FROM pg_stat_activity WHERE datname = 'market' AND query ~ 'test' ORDER BY pid LIMIT 1 OFFSET $victim");
		kill 'KILL', $pid;
		$load->finish;
		ok($server->poll_query_until('postgres', 'SELECT true'), "the server is back: $way, session $victim");
		is($server->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'the audit finds nothing');
		is( $server->safe_psql('market', "SELECT count(*) FROM test.paid, market.channel
				WHERE id = 11 AND way <> 'open' AND total > authorized_amount"),
			0, 'no payment that has ended is lost');
		if ($way eq 'forgotten')
		{
			cmp_ok($server->safe_psql('market', 'SELECT count(*) FROM market.payment_reservation WHERE outcome IS NULL'),
				'<=', 2, 'at most one payment of each session is open');
			$server->safe_psql('market', 'SELECT market.end_block() FROM generate_series(1, 3)');
			is( $server->safe_psql('market', 'SELECT count(*) FROM market.payment_reservation WHERE outcome IS NULL'),
				0, 'three blocks later none is, and nobody did anything');
			# the total of a payment that was forgotten is signed again
			$server->safe_psql('market', 'TRUNCATE test.paid');
		}
		is( $server->safe_psql('market', 'SELECT test.authorize(), test.authorize()'), '|', 'the channel is free');
		is($server->safe_psql('market', 'SELECT count(*) FROM pg_prepared_xacts'), 0, 'no transaction is left');
	}
}
is( $server->safe_psql('market', 'SELECT sum(amount) FROM market.balance_sheet WHERE denom = $$cog$$'),
	$server->safe_psql('market', q(SELECT sum(CASE reason WHEN 'deposit' THEN amount ELSE - amount END)
		FROM market.journal WHERE reason IN ('deposit', 'withdrawal') AND denom = 'cog')),
	'no money was made or lost');
unlike(slurp_file($server->logfile), qr/deadlock detected/, 'no deadlock');
unlike(slurp_file($server->logfile), qr/ XX\d{3} (?:ERROR|FATAL):/, 'no internal error');
done_testing();
