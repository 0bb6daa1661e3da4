-- A repeated service from its definition to the withdrawal of what it earned.
--
-- Paste it into psql, or run it as "make demo" does:
--     psql -v ON_ERROR_STOP=1 -d an_empty_database -f examples/price-quote.sql
--
-- It is the price-quote service of IRISnet's documentation: two providers answer what one token is worth in another,
-- for 0.1 iris a request and less in the first months; a consumer asks both every five blocks. One answers late.
-- Amounts and states are compared with what they must be; the first one that differs ends the run with an error.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
SET client_min_messages = warning;

\echo '== The market =='
\echo

CREATE EXTENSION pg_market;
SELECT count(*) > 0 AS "market.install()" FROM market.install();
-- This session only; install() prints the statement that does it for a database.
SET search_path = "$user", public, market;

-- Deposits and fees are in iris. A provider deposits 200 times its price, a missed request costs it a thousandth of
-- that, and 5 % of every fee is tax.
SELECT market.create_token('uiris', 'iris', 6),
       market.set_params(base_denom => 'uiris', min_deposit => 10000000, min_deposit_multiple => 200,
                         service_fee_tax => 0.05, slash_fraction => 0.001) \g /dev/null

-- The discounts below have dates. For the same numbers on every day, this market's calendar begins in the year 2100.
SELECT market.end_block('2100-01-01T00:00:00Z') \g /dev/null

-- Everybody has an account, which a role could own. Here one superuser plays all of them.
\set author   0x1000000000000000000000000000000000000001
\set owner    0x1000000000000000000000000000000000000002
\set cold     0x1000000000000000000000000000000000000003
\set swift    0x2000000000000000000000000000000000000001
\set sleepy   0x2000000000000000000000000000000000000002
\set consumer 0x3000000000000000000000000000000000000001
SELECT market.create_account(:'owner', label => 'owner of both providers'), market.create_account(:'cold', label => 'where earnings go'),
       market.create_account(:'swift', label => 'provider swift'), market.create_account(:'sleepy', label => 'provider sleepy'),
       market.create_account(:'consumer', label => 'consumer') \g /dev/null
SELECT market.deposit(:'owner', '100iris', 'bank 1'), market.deposit(:'consumer', '5iris', 'bank 2') \g /dev/null

-- What follows up to the next heading belongs to this example, not to the market.

-- One value against what it should be.
CREATE FUNCTION pg_temp.expect(what text, actual text, expected text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
    IF actual IS DISTINCT FROM expected THEN
        RAISE EXCEPTION '%: found %, expected %', what, coalesce(actual, 'nothing'), expected;
    END IF;
    RETURN format('as expected: %s is %s', what, actual);
END
$$;

-- Blocks until a height; one a day, for the calendar's sake.
CREATE FUNCTION pg_temp.blocks(until bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    WHILE market.height() < until LOOP
        PERFORM market.end_block(market.block_time() + interval '1 day');
    END LOOP;
END
$$;

-- A provider's work: what waits for it is answered.
CREATE FUNCTION pg_temp.work(provider market.address) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT * FROM market.request AS q WHERE q.provider = work.provider AND q.state = 'pending' ORDER BY q.id LOOP
        PERFORM market.respond_service(provider, r.id, '{"code": 200, "message": "success"}',
            '{"header": {}, "body": {"price": 0.0263}}');
    END LOOP;
END
$$;

-- Where the money is, in iris.
CREATE FUNCTION pg_temp.money(VARIADIC expected numeric[])
RETURNS TABLE ("where the money is" text, iris text, "as expected" boolean)
LANGUAGE plpgsql AS $$
DECLARE
    places text[] = ARRAY['consumer', 'owner', 'withdraw address', 'deposit of swift', 'deposit of sleepy', 'open requests', 'earned, not withdrawn', 'community pool', 'burned'];
    found numeric[];
BEGIN
    SELECT ARRAY[
        market.balance('0x3000000000000000000000000000000000000001'), market.balance('0x1000000000000000000000000000000000000002'),
        market.balance('0x1000000000000000000000000000000000000003'),
        (SELECT deposit FROM market.service_binding WHERE provider = '0x2000000000000000000000000000000000000001'),
        (SELECT deposit FROM market.service_binding WHERE provider = '0x2000000000000000000000000000000000000002'),
        coalesce(sum(amount) FILTER (WHERE kind = 'escrow'), 0), coalesce(sum(amount) FILTER (WHERE kind = 'earned'), 0),
        coalesce(sum(amount) FILTER (WHERE kind = 'tax'), 0), coalesce(sum(amount) FILTER (WHERE kind = 'burned'), 0)]
    INTO found FROM market.balance_sheet;
    FOR i IN 1 .. 9 LOOP
        PERFORM pg_temp.expect(places[i], (found[i] / 1000000)::numeric(30, 6)::text, expected[i]::numeric(30, 6)::text);
    END LOOP;
    RETURN QUERY SELECT p, market.format_amount(f, 6), true FROM unnest(places, found) AS u(p, f);
END
$$;

\echo '== Define: what goes in and what comes out =='
\echo

SELECT market.define_service(:'author', 'price-quote', $$
{
  "input": {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "title": "price-quote input",
    "type": "object",
    "properties": {"base": {"type": "string"}, "quote": {"type": "string"}},
    "required": ["base", "quote"]
  },
  "output": {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "title": "price-quote output",
    "type": "object",
    "properties": {"price": {"type": "number"}},
    "required": ["price"]
  }
}$$, 'what one token is worth in another', '{price,quote}', 'an example') \g /dev/null
SELECT name, description, tags FROM market.service_definition;

\echo '== Bind: two providers, their prices, deposits and promises =='
\echo

\set pricing '{"price": "0.1iris", "promotions_by_time": [{"start_time": "2100-01-01T00:00:00Z", "end_time": "2100-01-13T23:59:59Z", "discount": 0.7}, {"start_time": "2100-01-14T00:00:00Z", "end_time": "2100-06-30T23:59:59Z", "discount": 0.9}]}'
SELECT market.bind_service(:'owner', 'price-quote', :'swift', deposit => '30iris', pricing => :'pricing', qos => 1),
       market.bind_service(:'owner', 'price-quote', :'sleepy', deposit => '16iris', pricing => '{"price": "0.08iris"}', qos => 3) \g /dev/null
SELECT market.set_withdraw_address(:'owner', :'cold') \g /dev/null
SELECT a.label AS provider, market.format_amount(deposit, 6) AS deposit, qos, available, market.service_fee('price-quote', b.provider, :'consumer') AS "costs today"
FROM market.service_binding AS b JOIN market.account AS a ON a.address = b.provider ORDER BY a.label DESC;
SELECT pg_temp.expect('a quote of swift, at 70 %', market.service_fee('price-quote', :'swift', :'consumer')::text, '70000uiris')
UNION ALL
SELECT pg_temp.expect('a quote of sleepy', market.service_fee('price-quote', :'sleepy', :'consumer')::text, '80000uiris')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.money(5, 54, 0, 30, 16, 0, 0, 0, 0);

\echo '== Call: both providers, every 5 blocks, 4 times; an answer within 3 blocks for at most 0.1 iris each =='
\echo

SELECT market.call_service(:'consumer', 'price-quote', ARRAY[:'swift', :'sleepy']::market.address[],
    input => '{"header": {}, "body": {"base": "iris", "quote": "usdt"}}', service_fee_cap => '0.1iris', timeout => 3,
    repeated => true, repeated_frequency => 5, repeated_total => 4) AS context \gset
SELECT batch_counter AS batch, request_index AS index, a.label AS provider, market.format_amount(fee, 6) AS fee, request_height AS made, expiration_height AS expires, state
FROM market.request AS r JOIN market.account AS a ON a.address = r.provider ORDER BY 1, 2;
SELECT * FROM pg_temp.money(4.85, 54, 0, 30, 16, 0.15, 0, 0, 0);

\echo '== Batch 1: both answer. Tax 5 %, the rest is earned =='
\echo

SELECT pg_temp.work(:'swift'), pg_temp.work(:'sleepy') \g /dev/null
SELECT a.label AS provider, p.result, p.output, p.height FROM market.response AS p JOIN market.account AS a ON a.address = p.provider ORDER BY request_id;
SELECT pg_temp.expect('the batch', batch_state::text, 'completed'), pg_temp.expect('the context', state::text, 'running')
FROM market.request_context WHERE id = :context
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.money(4.85, 54, 0, 30, 16, 0, 0.1425, 0.0075, 0);

\echo '== Batch 2: sleepy answers too late. Its fee goes back, a thousandth of its deposit burns, and what is left is too little =='
\echo

SELECT pg_temp.blocks(8), pg_temp.work(:'swift') \g /dev/null
SELECT * FROM pg_temp.money(4.7, 54, 0, 30, 16, 0.08, 0.209, 0.011, 0);
SELECT pg_temp.blocks(11) \g /dev/null
\set ON_ERROR_STOP off
\set VERBOSITY verbose
SELECT market.respond_service(:'sleepy', id, '{"code": 200, "message": "success"}', '{"header": {}, "body": {"price": 0.0264}}')
FROM market.request WHERE context_id = :context AND batch_counter = 2 AND provider = :'sleepy';
\set late :LAST_ERROR_SQLSTATE
\set VERBOSITY default
\set ON_ERROR_STOP on
\echo
SELECT pg_temp.expect('the outcome of the late answer', :'late', 'MK024')
UNION ALL
SELECT pg_temp.expect('sleepy, available', available::text, 'false') FROM market.service_binding WHERE provider = :'sleepy'
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.money(4.78, 54, 0, 30, 15.984, 0, 0.209, 0.011, 0.016);

\echo '== Batch 3: swift alone is asked. Then the owner adds to the deposit of sleepy and enables it =='
\echo

SELECT pg_temp.blocks(13), pg_temp.work(:'swift') \g /dev/null
SELECT pg_temp.expect('requests of batch 3', count(*)::text, '1') FROM market.request WHERE context_id = :context AND batch_counter = 3
\g (format=unaligned tuples_only=on)
\echo
SELECT market.enable_binding(:'owner', 'price-quote', :'sleepy', deposit => '0.016iris') \g /dev/null
SELECT * FROM pg_temp.money(4.71, 53.984, 0, 30, 16, 0, 0.2755, 0.0145, 0.016);

\echo '== Batch 4: the discount of swift is now 10 %. It is the last one =='
\echo

SELECT pg_temp.blocks(18), pg_temp.work(:'swift'), pg_temp.work(:'sleepy') \g /dev/null
SELECT pg_temp.blocks(21) \g /dev/null
SELECT batch_counter AS batch, a.label AS provider, market.format_amount(fee, 6) AS fee, request_height AS made, expiration_height AS expires, state
FROM market.request AS r JOIN market.account AS a ON a.address = r.provider ORDER BY 1, request_index;
SELECT pg_temp.expect('the context', state::text, 'completed') FROM market.request_context WHERE id = :context
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.money(4.54, 53.984, 0, 30, 16, 0, 0.437, 0.023, 0.016);

\echo '== Withdraw: what both providers of the owner have earned, to the withdraw address =='
\echo

SELECT owner.label AS owner, provider.label AS provider, market.format_amount(amount, 6) AS earned
FROM market.earned_fee AS e JOIN market.account AS owner ON owner.address = e.owner JOIN market.account AS provider ON provider.address = e.provider
WHERE amount > 0 ORDER BY provider.label DESC;
SELECT paid FROM market.withdraw_earned_fees(:'owner') AS paid \gset
SELECT pg_temp.expect('paid out', :'paid', '437000uiris')
\g (format=unaligned tuples_only=on)
\echo
SELECT * FROM pg_temp.money(4.54, 53.984, 0.437, 30, 16, 0, 0, 0.023, 0.016);

\echo '== The books =='
\echo

SELECT reason, debit_kind AS "from", credit_kind AS "to", count(*) AS movements, market.format_amount(sum(amount), 6) AS iris
FROM market.journal GROUP BY reason, debit_kind, credit_kind ORDER BY min(id);
\echo 'market.audit() names what does not add up:'
SELECT * FROM market.audit();
SELECT pg_temp.expect('number of findings', count(*)::text, '0') FROM market.audit()
\g (format=unaligned tuples_only=on)
\echo

\echo 'Every amount and state is as it must be.'
