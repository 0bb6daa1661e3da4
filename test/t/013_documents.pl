# What the documents show can be pasted: section by section, in one session.
use strict;
use warnings;
use FindBin;
use lib $FindBin::RealBin;
use Market;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $server = new_server('main');
$server->safe_psql('postgres', 'CREATE DATABASE shop');

# The SQL of one section of a page, up to the next heading of its level.
sub examples
{
	my ($page, $section) = @_;
	my $text = slurp_file("$FindBin::RealBin/../../$page");
	my ($level, $body) = $text =~ /^(\#{2,3})[ ]\Q$section\E\n(.*?)(?=^\1[ ]|^\#\#[ ]|\z)/ms or die "$page has no section $section";
	my @examples = $body =~ /^```sql\n(.*?)^```$/msg;
	die "$page, $section: no SQL" unless @examples;
	return join "\n", @examples;
}

my @shown = (
	['README.md', 'Quick start'],
	['README.md', 'Services that are asked'],
	['README.md', 'JSON Schema'],
	['README.md', 'Roles'],
	['docs/reference/wallet.md', 'A key that the database keeps'],
	['docs/reference/reservation.md', 'Example'],
	['docs/reference/prepaid.md', 'Example'],
	['docs/reference/context.md', 'Example'],
	['docs/reference/binding.md', 'bind_service']);

my ($status, $out, $err) = $server->psql('shop', join "\n\\echo ==\n", map { examples(@$_) } @shown);
is($err, '', 'what the pages show runs without an error');
is($status, 0, 'to its end');

my @result = split /^==\n/m, $out;
is(scalar @result, scalar @shown, 'section by section');
like($result[0], qr/^10000000\n42\n10000000\n/m, 'the quick start: paid, answered, claimed');
like($result[2], qr{^/amount\|0\.001 is not a multiple of 0\.01$}m, 'JSON Schema: the error that it tells');
like($result[4], qr/^10000000\n10000000$/m, 'the wallet: two calls paid');
is($result[5], "10000000\n\n", 'two steps: one payment charged, one not');
like($result[6], qr/^10000000\n10000000\n100000000\|20000000$/m, 'prepaid: two calls taken from the total');
like($result[7], qr/^1\|0\|running$/m, 'a context: the first batch waits for its answer');
is($server->safe_psql('shop', q(SELECT count(*) FROM market.service_binding WHERE service_name = 'price-quote' AND available)), 2,
	'a binding: the second provider');

is($server->safe_psql('shop', 'SELECT market.format_amount(market.balance(address), 8) FROM market.account WHERE label = \'client\''),
	'52.9', 'what the client has left');
is($server->safe_psql('shop', 'SELECT count(*) FROM market.audit()'), 0, 'the books are sound');

$server->stop;
done_testing();
