# Everything at once on the same few accounts: no deadlock, and the books are sound at
# every moment.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use IPC::Run;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time sleep);

my $seconds = $ENV{MARKET_SECONDS} || 5;
my $server = new_server('main', deadlock_timeout => '100ms', synchronous_commit => 'off');
new_market($server, 'market');
load_market($server, 'market');

# One operation, as an outcome: refusals are part of the day, a deadlock is none.
$server->safe_psql('market', <<'SQL');
CREATE TABLE test.outcome (operation text, code text);
CREATE FUNCTION test.person(integer) RETURNS market.address LANGUAGE sql STABLE AS
$$SELECT address FROM test.person WHERE n = $1$$;
CREATE FUNCTION test.batch(ids bigint[]) RETURNS numeric LANGUAGE sql AS $$
SELECT market.claim_channels(test.person(0), array_agg(c.id ORDER BY o), array_agg(c.authorized_amount ORDER BY o),
    array_agg(c.authorized_amount ORDER BY o), array_agg(c.authorized_signature ORDER BY o),
    array_agg(c.id % 3 = 0 ORDER BY o))
FROM unnest(ids) WITH ORDINALITY AS i(id, o) JOIN market.channel c ON c.id = i.id
WHERE c.authorized_signature IS NOT NULL AND c.nonce = c.payment_nonce
$$;
CREATE TABLE test.open (token uuid);
CREATE TABLE test.prepaid (channel bigint, token text);
-- begin a payment, side by side with others, and leave it to somebody else to end it
CREATE FUNCTION test.begin(channel bigint) RETURNS void LANGUAGE sql AS $$
WITH b AS (SELECT b.payment_token FROM market.next_payment(channel, 10) n, market.channel c JOIN test.person p ON p.address = c.signer,
    market.begin_payment(channel, n.nonce, n.amount, market.sign(n.digest, p.key), 'org', 'svc', lease => 4, concurrent => 3) b WHERE c.id = channel)
INSERT INTO test.open SELECT payment_token FROM b
$$;
CREATE FUNCTION test.end(keep boolean) RETURNS void LANGUAGE sql AS $$
WITH t AS (DELETE FROM test.open WHERE ctid = (SELECT ctid FROM test.open LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING token)
SELECT CASE WHEN keep THEN market.commit_payment(token)::text ELSE market.rollback_payment(token)::text END FROM t
$$;
CREATE FUNCTION test.prepay(channel bigint) RETURNS void LANGUAGE sql AS $$
INSERT INTO test.prepaid SELECT channel, i.token FROM market.next_payment(channel, 20) n, market.channel c JOIN test.person p ON p.address = c.signer,
    market.issue_prepaid_token(channel, n.nonce, n.amount, market.sign(n.digest, p.key)::bytea, 'org') i WHERE c.id = channel
$$;
CREATE FUNCTION test.use(channel bigint) RETURNS void LANGUAGE sql AS $$
SELECT market.use_prepaid_token(channel, token, 'org', 'svc') FROM test.prepaid AS t WHERE t.channel = use.channel ORDER BY random() LIMIT 1
$$;
CREATE FUNCTION test.begin_prepaid(channel bigint) RETURNS void LANGUAGE sql AS $$
INSERT INTO test.open SELECT b.payment_token FROM (SELECT token FROM test.prepaid AS t WHERE t.channel = begin_prepaid.channel ORDER BY random() LIMIT 1) t,
    market.begin_prepaid_payment(channel, t.token, 'org', 'svc', lease => 4) b
$$;
-- the same people call services; each owns a provider
SELECT market.deposit(address, '10000stake') FROM test.person;
SELECT market.define_service(test.person(0), 'quote', '{"input": {}, "output": {}}');
CREATE FUNCTION test.provider(n integer) RETURNS market.address LANGUAGE sql IMMUTABLE AS
$$SELECT substr(sha256(('provider ' || n)::bytea), 1, 20)::market.address$$;
SELECT market.bind_service(test.person(n), 'quote', test.provider(n), '5000stake',
    '{"price": "3stake", "promotions_by_volume": [{"volume": 5, "discount": "0.5"}]}', 1)
FROM generate_series(0, 4) AS n;
CREATE FUNCTION test.context(who integer, state market.context_state) RETURNS bigint LANGUAGE sql AS $$
SELECT id FROM market.request_context AS c WHERE consumer = test.person(who) AND c.state = context.state AND repeated
ORDER BY random() LIMIT 1
$$;
CREATE FUNCTION test.operate(operation text, a integer, b integer, channel bigint, other bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    code text := '00000';
BEGIN
    BEGIN
        CASE operation
        WHEN 'transfer' THEN PERFORM market.transfer(test.person(a), test.person(b), '1cog');
        WHEN 'newcomer' THEN PERFORM market.transfer(test.person(a),
            set_byte(decode(repeat('ab', 20), 'hex'), 19, (channel * 7 + other) ::integer)::market.address, '1cog');
        WHEN 'open' THEN PERFORM market.open_channel(test.person(a), test.person(a), test.person(0), sha256('group'), '30cog', market.height() + 20);
        WHEN 'fund' THEN PERFORM market.add_channel_funds(test.person(b), channel, '20cog');
        WHEN 'extend' THEN PERFORM market.extend_channel_and_add_funds(c.sender, channel, market.height() + 900, '2cog') FROM market.channel c WHERE c.id = channel;
        WHEN 'pay' THEN PERFORM test.pay(channel);
        WHEN 'begin' THEN PERFORM test.begin(channel);
        WHEN 'end' THEN PERFORM test.end(a <> 0);
        WHEN 'prepay' THEN PERFORM test.prepay(channel);
        WHEN 'use' THEN PERFORM test.use(channel);
        WHEN 'prepaid' THEN PERFORM test.begin_prepaid(channel);
        WHEN 'start' THEN PERFORM market.start_claims(test.person(0), ARRAY[channel, other]);
        WHEN 'settle' THEN PERFORM test.settle(channel);
        WHEN 'claim' THEN PERFORM market.claim(test.person(0), channel);
        WHEN 'batch' THEN PERFORM test.batch(ARRAY[channel, other, 8 - channel]);
        WHEN 'timeout' THEN PERFORM market.claim_channel_timeout(c.sender, channel) FROM market.channel c WHERE c.id = channel;
        WHEN 'deposit' THEN PERFORM market.deposit(test.person(a), '9cog', 'r' || channel || other || b);
        WHEN 'withdraw' THEN PERFORM market.withdraw(test.person(b), '3cog');
        WHEN 'call' THEN PERFORM market.call_service(test.person(a), 'quote', ARRAY[test.provider(b), test.provider((b + 1) % 5)],
            '{"header": {}}', '3stake', 1 + channel % 3, channel > 3, 4, 6);
        WHEN 'answer' THEN PERFORM market.respond_service(provider, id, '{"code": 400, "message": ""}')
            FROM (SELECT provider, id FROM market.request_open WHERE state = 'pending' AND provider = test.provider(a) ORDER BY random() LIMIT 1) AS r;
        WHEN 'pause' THEN PERFORM market.pause_request_context(test.person(a), test.context(a, 'running'));
        WHEN 'restart' THEN PERFORM market.start_request_context(test.person(a), test.context(a, 'paused'));
        WHEN 'kill' THEN PERFORM market.kill_request_context(test.person(a), test.context(a, 'running'));
        -- a context first, then money, which is everybody's order
        WHEN 'update' THEN
            PERFORM market.update_request_context(test.person(a), test.context(a, 'running'), repeated_frequency => 5);
            PERFORM market.transfer(test.person(a), test.person(b), '1stake');
        WHEN 'fees' THEN PERFORM market.withdraw_earned_fees(test.person(a));
        WHEN 'bind' THEN PERFORM market.enable_binding(test.person(a), 'quote', test.provider(a), '50stake');
        WHEN 'block' THEN PERFORM market.end_block();
        END CASE;
    EXCEPTION WHEN OTHERS THEN
        code := SQLSTATE;
    END;
    INSERT INTO test.outcome VALUES (operation, code);
END
$$;
SQL

my %weight = (
	transfer => 4, newcomer => 1, open => 1, fund => 2, extend => 1, pay => 8, begin => 3, end => 4, prepay => 2, use => 3, prepaid => 2,
	start => 2, settle => 2, claim => 2,
	batch => 2, timeout => 1, deposit => 1, withdraw => 2, call => 6, answer => 8, pause => 1, restart => 2, kill => 1, update => 1, fees => 2,
	bind => 2, block => 2);
my $folder = PostgreSQL::Test::Utils::tempdir;
my @files;
for my $operation (sort keys %weight)
{
	append_to_file("$folder/$operation.sql", <<"SQL");
\\set a random(0, 4)
\\set b random(0, 4)
\\set channel random(0, 8)
\\set other random(0, 10)
SELECT test.operate('$operation', :a, :b, :channel, :other);
SQL
	push @files, '-f', "$folder/$operation.sql\@$weight{$operation}";
}

my ($out, $err) = ('', '');
my $load = IPC::Run::start(
	[ 'pgbench', '-n', '-M', 'prepared', '-c', 4, '-j', 2, '-T', $seconds, '--random-seed=5', @files,
		$server->connstr('market') ],
	'>', \$out, '2>', \$err);
my $end = time() + $seconds - 1;
my $audits = 0;
my $findings = '';
while (time() < $end)
{
	$findings .= $server->safe_psql('market', 'SELECT * FROM market.audit()');
	$findings .= $server->safe_psql('market', 'SELECT * FROM market.audit_recent()');
	$audits++;
	sleep 0.2;
}
ok($load->finish, 'pgbench ends well') or diag($err);
note($out);
is($findings, '', "$audits audits under load find nothing");
is($server->safe_psql('market', 'SELECT * FROM market.audit()'), '', 'nor does one afterwards');
is($server->safe_psql('market', 'SELECT * FROM market.audit_recent()'), '', 'nor does that of what is new');
is( $server->safe_psql('market', <<'SQL'), 't', 'which remembers what the journal says');
SELECT NOT EXISTS (
    SELECT account::text, kind, denom, amount FROM market.audit_total
    EXCEPT
    SELECT account::text, kind, denom, sum(amount)
    FROM (SELECT debit AS account, debit_kind AS kind, denom, - amount AS amount, id FROM market.journal
          UNION ALL SELECT credit, credit_kind, denom, amount, id FROM market.journal) AS posting, market.audit_progress
    WHERE id <= read_through GROUP BY 1, 2, 3) AND read_through > 100
FROM market.audit_progress
SQL
is( $server->safe_psql('market', "SELECT DISTINCT code FROM test.outcome
		WHERE code !~ '^(00000|22023|MK0(08|16|24|29|31|32|33)|MK1(02|06|07|11|13|14|15|16|17|19|23|25)|MKS05)\$' ORDER BY 1"),
	'', 'no deadlock, no surprise');
is( $server->safe_psql('market', "SELECT operation FROM test.outcome GROUP BY 1
		HAVING count(*) FILTER (WHERE code = '00000') = 0"),
	'', 'every operation succeeded');
note($server->safe_psql('market', 'SELECT operation, code, count(*) FROM test.outcome GROUP BY 1, 2 ORDER BY 1, 2'));
cmp_ok($server->safe_psql('market', 'SELECT count(*) FROM test.outcome'), '>', 200, 'there was work');
is( $server->safe_psql('market', 'SELECT sum(amount) FROM market.balance_sheet WHERE denom = $$cog$$'),
	$server->safe_psql('market', q(SELECT sum(CASE reason WHEN 'deposit' THEN amount ELSE - amount END)
		FROM market.journal WHERE reason IN ('deposit', 'withdrawal') AND denom = 'cog')),
	'no money was made or lost');
is($server->safe_psql('market', <<'SQL'), '', 'no batch is overdue');
SELECT * FROM market.context_progress AS p, market.clock AS k WHERE least(p.expiry_height, p.start_height) < k.height
SQL
unlike(slurp_file($server->logfile), qr/deadlock detected/, 'the log tells of no deadlock');
sound_log($server);
done_testing();
